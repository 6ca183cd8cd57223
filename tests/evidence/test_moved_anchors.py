"""Anchors that moved are followed, if their words are in one other place."""

import attrs

import nmpolicy as nm
from nmpolicy.evidence.moved_anchors import follow_moved

TEXT = "A headline\n\nThe mayor signed it. It is an order.\n\nThe end."
SOURCES = [nm.Source(id="paper", kind="other", title="T"), nm.Source(id="blog", kind="other", title="T")]


def test_only_anchors_in_one_other_place_are_changed() -> None:
    signed, order, end = (nm.anchor("paper", TEXT, words) for words in ("signed it", "an order", "The end."))
    whole = attrs.evolve(end, start=None, length=None)
    lost = attrs.evolve(signed, digest="0" * 64, extra={"x-a": 1})
    others = [lost, nm.Evidence(source="paper", paragraph=2), nm.Evidence(source="paper", quote="mayor")]
    evidence = [attrs.evolve(signed, basis="news-report"), order, whole, nm.Evidence(source="blog"), *others]
    event = nm.Milestone(stage="signed", evidence=[signed])
    collection = nm.Collection(
        id="demo", title="T", sources=SOURCES, people=[nm.Person(id="a", evidence=evidence)],
        orders=[nm.Order(id="eo", kind="other", title="T", milestones=[event])],
    )  # fmt: skip
    assert follow_moved(collection, nm.verify(collection, {"paper": TEXT})) == collection
    copy = "New: it is an order, an order.\n\n" + TEXT.replace("an order", "one order").replace(
        "The mayor", "Yes, the mayor"
    )
    followed = follow_moved(collection, nm.verify(collection, {"paper": copy}))
    new = nm.anchor("paper", copy, "signed it")
    assert new != signed
    assert followed.orders[0].milestones[0].evidence == (new,)
    assert followed.people[0].evidence == (
        attrs.evolve(new, basis="news-report"), order, attrs.evolve(whole, paragraph=4), *evidence[3:],
    )  # fmt: skip
    statuses = [check.status.value for check in nm.verify(followed, {"paper": copy}).checks]
    assert statuses == ["exact", "ambiguous", "exact", "missing", "unanchored", "draft", "exact"]
