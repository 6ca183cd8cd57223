"""Traversal: the references, parts and unknown fields of records."""

from hypothesis import given
from hypothesis import strategies as st

import nmpolicy as nm
from nmpolicy.records.traversal import (
    collect_values,
    has_unknown_fields,
    parts_of,
    references,
    unknown_field_paths,
    with_parts,
    with_references,
)
from nmpolicy.strategies import collections


def test_references_are_found_in_the_parts_of_a_record() -> None:
    evidence = nm.Evidence(source="article", attributed_to=["friend"])
    order = nm.Order(
        id="eo", kind="executive-order", title="An order", issued_by=["mayor"],
        milestones=[nm.Milestone(stage="signed", by=["a-mayor"], evidence=[evidence])],
    )  # fmt: skip
    assert [(reference.path, reference.target, reference.tables) for reference in references(order)] == [
        (("issued_by", 0), "mayor", ("people", "organizations", "posts")),
        (("milestones", 0, "by", 0), "a-mayor", ("people", "organizations", "posts")),
        (("milestones", 0, "evidence", 0, "source"), "article", ("sources",)),
        (("milestones", 0, "evidence", 0, "attributed_to", 0), "friend", ("people", "organizations", "posts")),
    ]


@given(collections())
def test_every_reference_is_found_from_both_ends(collection: nm.Collection) -> None:
    forward = [reference for record in collection for reference in references(record)]
    backward = [reference for record in collection for reference in collection.references_to(record)]
    assert sorted(forward, key=repr) == sorted(backward, key=repr)


CITY = nm.Organization(id="city", name="A city", extra={"a": 1})
DEMO = nm.Order(
    id="eo", kind="other", title="A", milestones=[nm.Milestone(stage="signed", by=["mayor"], extra={"b": 2})]
)


def test_parts_and_unknown_fields_are_found_with_their_paths() -> None:
    assert [path for path, _ in parts_of(DEMO)] == [(), ("milestones", 0)]
    assert list(unknown_field_paths(DEMO)) == [("milestones", 0, "b")]
    assert has_unknown_fields([DEMO])
    assert has_unknown_fields([CITY])
    assert not has_unknown_fields([nm.Person(id="a")])
    assert not has_unknown_fields([])


def test_references_are_replaced_in_parts_too() -> None:
    assert with_references(DEMO, {"mayor": "clerk"}).milestones[0].by == ("clerk",)
    assert with_references(DEMO, {"governor": "clerk"}) is DEMO
    assert with_references(DEMO, {}) is DEMO


def test_values_of_one_type_are_collected_across_records_and_parts() -> None:
    found: dict[str, list[nm.PartialDate]] = {"dates": []}
    order = nm.Order(id="a", kind="other", title="A", milestones=[nm.Milestone(stage="signed", date="2025")])
    collect_values(nm.Order, [order, DEMO], lambda item: "dates" if item is nm.PartialDate else None, found)
    assert found == {"dates": ["2025"]}


@given(collections(), st.data())
def test_each_part_can_be_replaced_by_its_path(collection: nm.Collection, data: st.DataObject) -> None:
    for record in collection:
        paths = [path for path, part in parts_of(record) if isinstance(part, nm.Evidence)]
        chosen = {path: nm.Evidence(source=f"new-{n}") for n, path in enumerate(paths) if data.draw(st.booleans())}
        changed = dict(parts_of(with_parts(record, {**chosen})))
        for path, part in parts_of(record):
            if isinstance(part, nm.Evidence):
                assert changed[path] == chosen.get(path, part)
        if not chosen:
            assert with_parts(record, {}) is record
        back = {path: part for path, part in parts_of(record) if path in chosen}
        assert with_parts(with_parts(record, {**chosen}), back) == record
