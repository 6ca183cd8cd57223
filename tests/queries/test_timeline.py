"""Timelines of what happened."""

from datetime import date

import attrs
from hypothesis import given

import nmpolicy as nm
from nmpolicy.queries.timeline import instrument_timelines
from nmpolicy.strategies import collections


@given(collections())
def test_a_timeline_has_every_entry_once_and_in_order(collection: nm.Collection) -> None:
    entries = nm.timeline(collection)
    milestones = sum(len(instrument.milestones) for instrument in collection.instruments)
    votes = sum(len(measure.vote_events) for measure in collection.measures)
    spoken = sum(statement.date is not None for statement in collection.statements)
    dated = sum(relation.effective_date is not None for relation in collection.relations)
    assert len(entries) == milestones + votes + len(collection.events) + spoken + dated
    firsts = [entry.date.earliest if entry.date else date.max for entry in entries]
    assert firsts == sorted(firsts)
    assert all(entry.record in collection for entry in entries)


def test_an_entry_has_its_dates_and_who_reported_it(albuquerque: nm.Collection) -> None:
    entries = {entry.record: entry for entry in nm.timeline(albuquerque)}
    assert entries["walmart-protests"].when == "about 2025-07-19 to about 2025-07-20"
    assert entries["walmart-arrest"].when == ""
    assert entries["departure-from-venezuela"].attributed_to == ("friends-and-family",)
    assert all(entry.attributed_to == () for entry in entries.values() if entry.record != "departure-from-venezuela")
    assert entries["keller-on-city-duty"].label.startswith("Tim Keller: Said the city stands by")


def test_entries_are_attributed_as_their_evidence_is() -> None:
    word = [nm.Evidence(source="s", attributed_to=["friend"])]
    order = nm.Order(id="eo", kind="other", title="T", milestones=[nm.Milestone(stage="signed", evidence=word)])
    said = nm.Statement(id="said", speakers=["mayor"], date="2025", evidence=word)
    entries = nm.timeline(nm.Collection(id="demo", title="T").add(order, said))
    assert [entry.attributed_to for entry in entries] == [("friend",), ("friend",)]


def test_a_milestone_or_a_vote_without_evidence_is_attributed_as_its_record_is() -> None:
    word = [nm.Evidence(source="s", attributed_to=["friend"])]
    vote, signed = nm.VoteEvent(date="2024"), nm.Milestone(stage="signed", date="2025")
    measure = nm.Measure(id="m", kind="bill", title="T", milestones=[signed], vote_events=[vote], evidence=word)
    assert [entry.attributed_to for entry in nm.timeline(nm.Collection(id="demo", title="T").add(measure))] == [
        ("friend",),
        ("friend",),
    ]
    titled = attrs.evolve(measure, evidence=[attrs.evolve(word[0], supports=["title"])])
    assert [entry.attributed_to for entry in nm.timeline(nm.Collection(id="demo", title="T").add(titled))] == [(), ()]


def test_an_entry_tells_what_it_does_to_others_or_would_have_done() -> None:
    signed, failed = nm.Milestone(stage="signed", date="2024-01-05"), nm.Milestone(stage="failed", date="2024-02-05")
    orders = [nm.Order(id=id, kind="other", title=id.title(), milestones=[signed]) for id in ("old", "new")]
    bill = nm.Measure(id="bill", kind="bill", title="Bill", milestones=[failed])
    ruling = nm.Event(id="ruling", kind="court-ruling", name="Ruling", start_date="2024-03-05", summary="By a judge")
    acts = [("new", "repeals"), ("bill", "amends"), ("ruling", "suspends"), ("new", "cites"), ("gone", "amends")]
    relations = [nm.Relation(id=f"{s}-{p}", subject=s, predicate=p, object="old", section="Part 2") for s, p in acts]
    late = nm.Relation(id="late", subject="new", predicate="extends", object="old", effective_date="2024-04-01", end_date="2024-05-01")  # fmt: skip
    entries = nm.timeline(nm.Collection(id="demo", title="T").add(*orders, bill, ruling, *relations, late))
    assert [(entry.when, entry.label) for entry in entries] == [
        ("2024-01-05", "Old: signed"),
        ("2024-01-05", "New: signed; repeals Old, in part: Part 2"),
        ("2024-02-05", "Bill: failed; would have amended Old, in part: Part 2"),
        ("2024-03-05", "Ruling: By a judge; suspends Old, in part: Part 2"),
        ("2024-04-01 to 2024-05-01", "New extends Old"),
    ]


def test_a_vote_is_told_with_its_body_its_motion_and_its_counts() -> None:
    finance = nm.Organization(id="finance", name="Finance Committee")
    votes = [
        nm.VoteEvent(body="finance", motion="sending it on", passed=True, yes=3, no=2, date="2024-05-13"),
        nm.VoteEvent(passed=True, yes=1381),
    ]
    bill = nm.Measure(id="bill", kind="bill", title="Bill", vote_events=votes)
    labels = [entry.label for entry in nm.timeline(nm.Collection(id="demo", title="T").add(finance, bill))]
    assert labels == [
        "Bill: vote of Finance Committee on sending it on: passed, 3 to 2",
        "Bill: vote: passed, 1,381 yes",
    ]


def test_an_instrument_has_the_entries_that_are_about_it_or_its_provisions() -> None:
    signed = nm.Milestone(stage="signed", date="2024-01-05")
    orders = [nm.Order(id=id, kind="other", title=id.title(), milestones=[signed]) for id in ("old", "new", "third")]
    part = nm.Provision(id="old.part", instrument="old", kind="regulative", aim="wait", section="Part 2")
    ruling = nm.Event(id="ruling", kind="court-ruling", name="Ruling", start_date="2024-03-05", about=["mayor", "old"])
    acts = [("new", "repeals", "old.part"), ("new", "amends", "third"), ("ruling", "suspends", "old")]
    acts.append(("third", "amends", "third"))  # an error in the data
    relations = [nm.Relation(id=f"{s}-{p}", subject=s, predicate=p, object=o) for s, p, o in acts]
    relations.append(nm.Relation(id="late", subject="third", predicate="expands", object="old", effective_date="2025"))
    said = nm.Statement(
        id="said", speakers=["mayor"], date="2024-02", stances=[nm.TargetStance(target="old.part", stance="oppose")]
    )
    mayor = nm.Post(id="mayor", name="Mayor")
    demo = nm.Collection(id="demo", title="T").add(mayor, *orders, part, ruling, *relations, said)
    found = {id: [entry.label for entry in entries] for id, entries in instrument_timelines(demo).items()}
    assert found == {
        "old": [
            "Old: signed",
            "New: signed; repeals Part 2 of Old [old.part], in part: old.part",
            "Mayor: said",
            "Ruling; suspends Old",
            "Third expands Old",
        ],
        "new": ["New: signed; repeals Part 2 of Old [old.part], in part: old.part; amends Third"],
        "third": ["Third: signed; amends Third", "New: signed; amends Third", "Third expands Old"],
    }
