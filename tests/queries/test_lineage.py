"""Lineages, compared with walking every step that can be reached."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nmpolicy as nm
from nmpolicy.errors import InvalidTypeError, UnknownIdError
from nmpolicy.queries.lineage import LINEAGE, lineage
from nmpolicy.rules.examples import CITY, duty, order
from query_helpers import collected, reached


@st.composite
def relation_graphs(draw: st.DrawFn) -> nm.Collection:
    ids = ["a", "b", "c", "d", "e"]
    pairs = draw(
        st.lists(
            st.tuples(st.sampled_from(ids), st.sampled_from([*nm.RelationKind]), st.sampled_from([*ids, "a.part"])),
            max_size=9,
        )
    )
    relations = [nm.Relation(id=f"r-{n}", subject=s, predicate=p, object=o) for n, (s, p, o) in enumerate(pairs)]
    return collected(*(order(id=id) for id in ids), duty(id="a.part", instrument="a"), *relations)


@given(relation_graphs())
def test_a_lineage_has_each_step_that_can_be_walked_once(collection: nm.Collection) -> None:
    host = {"a.part": "a"}
    edges = [
        (host.get(each.subject, each.subject), each, host.get(each.object, each.object))
        for each in collection.relations
        if each.predicate in LINEAGE
    ]
    expected: Counter[tuple[str, str]] = Counter()
    for back in (False, True):
        ways = [(o, r, s) if back else (s, r, o) for s, r, o in edges]
        near = {"b"}
        while more := {o for s, _, o in ways if s in near} - near:
            near |= more
        expected.update((r.id, r.predicate.inverse if back else str(r.predicate)) for s, r, _ in ways if s in near)
    links = lineage(collection, "b")
    assert Counter((link.relation, link.label) for link in links) == expected
    path = ["b"]
    relations = {each.id: each for each in collection.relations}
    for link in links:
        relation = relations[link.relation]
        ends = {host.get(end, end) for end in (relation.subject, relation.object)}
        assert ends == {path[link.depth - 1], link.record}
        path[link.depth :] = [link.record]


def test_a_lineage_of_thousands_is_walked_in_depth() -> None:
    chain = [nm.Relation(id=f"r-{n}", subject=f"o-{n + 1}", predicate="amends", object=f"o-{n}") for n in range(5000)]
    links = lineage(collected(*(order(id=f"o-{n}") for n in range(5001)), *chain), "o-0")
    assert (len(links), links[-1].depth, links[-1].label, links[-1].record) == (5000, 5000, "amended by", "o-5000")


def test_only_a_text_or_an_event_has_a_lineage() -> None:
    with pytest.raises(InvalidTypeError, match="'someone' is a person, not a text or an event"):
        lineage(collected(nm.Person(id="someone", name="Someone")), "someone")
    with pytest.raises(UnknownIdError):
        lineage(collected(CITY), "nothing")


def test_a_link_tells_its_day_its_part_and_what_failed_would_have_done() -> None:
    new = order(id="new", milestones=reached("signed 2024-03-01"))
    bill = nm.Measure(id="bill", kind="bill", title="B", milestones=reached("introduced 2024-01", "failed 2024-06-03"))
    draft = order(id="draft", milestones=reached("announced 2025-01-02"))
    law = nm.Measure(id="law", kind="ordinance", title="L", milestones=reached("signed 2025-02-03"))
    acts = [("new", "repeals"), ("bill", "amends"), ("draft", "codifies"), ("law", "supersedes")]
    relations = [nm.Relation(id=f"{s}-{p}", subject=s, predicate=p, object="old", section="Part 2") for s, p in acts]
    late = nm.Relation(id="late", subject="new", predicate="extends", object="old", effective_date="2024-04", end_date="2024-05")  # fmt: skip
    collection = collected(order(id="old"), new, bill, draft, law, *relations, late)
    assert [(link.label, link.record, link.details) for link in lineage(collection, "old")] == [
        ("repealed by", "new", "on 2024-03-01, in part: Part 2"),
        ("would have been amended by", "bill", "in part: Part 2 (failed 2024-06-03)"),
        ("would be codified by", "draft", "in part: Part 2 (announced 2025-01-02)"),
        ("superseded by", "law", "on or after 2025-02-03, in part: Part 2"),
        ("extended by", "new", "from 2024-04 through 2024-05"),
    ]
    forward = [lineage(collection, id)[0] for id in ("bill", "draft")]
    assert [link.label for link in forward] == ["would have amended", "would codify"]
