"""Differences between collections, against a comparison of each record and each field."""

from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nmpolicy as nm
from nmpolicy.comparison.changes import Change, diff
from nmpolicy.errors import DuplicateIdError
from nmpolicy.records.collection import TABLES, table_of
from nmpolicy.rules.examples import CITY, JANE, MAYOR, duty, order, statement, term
from nmpolicy.strategies import collections
from nmpolicy.vocabulary.extra import Extra


def summaries(changes: tuple[Change, ...]) -> list[tuple[Any, ...]]:
    return [(str(each.kind), each.record, each.path, each.old, each.new) for each in changes]


def collection_of(*records: nm.Record) -> nm.Collection:
    return nm.Collection.of(records, id="demo", title="T")


@settings(max_examples=50)
@given(collections())
def test_equal_collections_have_no_changes(collection: nm.Collection) -> None:
    assert diff(collection, collection) == ()
    assert diff(collection, collection.sorted()) == ()


@settings(max_examples=50)
@given(collections(), st.data())
def test_exactly_the_records_and_fields_that_differ_are_reported(
    collection: nm.Collection, data: st.DataObject
) -> None:
    others = data.draw(collections())
    kept = (
        data.draw(st.lists(st.sampled_from([*collection]), unique_by=lambda each: each.id)) if len(collection) else []
    )
    noted = [attrs.evolve(each, notes=data.draw(st.text(max_size=3))) for each in kept]
    taken = {each.id for each in noted}
    added = [each for each in others if each.id not in taken]
    new = nm.Collection.of([*noted, *added], id=collection.id, title=collection.title)
    before = {(table_of(each), each.id): each for each in collection}
    after = {(table_of(each), each.id): each for each in new}
    expected = {key for key in {*before, *after} if before.get(key) != after.get(key)}
    found = diff(collection, new)
    assert {(each.table, each.record) for each in found if each.table} == expected
    for each in found:
        key = (each.table, each.record or "")
        if each.path:
            was, now = (
                value_at(held, each.path[:1])
                for held in ((before[key], after[key]) if each.table else (collection, new))
            )
            assert was != now
    back = {(each.table, each.record, each.path[:1]) for each in diff(new, collection)}
    assert back == {(each.table, each.record, each.path[:1]) for each in found}


def value_at(value: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        value = (
            value[step]
            if isinstance(step, int)
            else dict(value)[step]
            if isinstance(value, Extra)
            else getattr(value, step)
        )
    return value


@settings(max_examples=30)
@given(collections(least=1, most=1), st.data())
def test_a_change_has_the_old_and_new_values_at_its_path(collection: nm.Collection, data: st.DataObject) -> None:
    other = data.draw(collections(least=1, most=1))
    records = [
        attrs.evolve(new, id=old.id, aliases=())
        for old, new in zip(collection, other, strict=False)
        if type(old) is type(new)
    ]
    new = collection.replace(*{record.id: record for record in records}.values())
    for each in diff(collection, new):
        if each.path and each.record and each.kind != "reordered":
            gone = each.kind == "removed"
            assert value_at((collection if gone else new)[each.record], each.path) == (each.old if gone else each.new)


def test_a_change_is_as_small_as_possible() -> None:
    stages = [nm.Milestone(stage="signed", date="2025-07"), nm.Milestone(stage="effective")]
    old = order(subjects=["a", "b", "c"], milestones=stages, issued_by=["mayor", "city"])
    exact = attrs.evolve(stages[0], date="2025-07-21")
    new = order(
        subjects=["b", "d", "c"], milestones=[exact, stages[1]], issued_by=["city", "mayor"], number="5", summary="s"
    )
    assert summaries(diff(collection_of(old, JANE), collection_of(attrs.evolve(new, summary=""), MAYOR))) == [
        ("removed", "jane-roe", (), JANE, None),
        ("added", "mayor", (), None, MAYOR),
        ("added", "order", ("number",), None, "5"),
        ("reordered", "order", ("issued_by",), ("mayor", "city"), ("city", "mayor")),
        ("removed", "order", ("subjects", 0), "a", None),
        ("added", "order", ("subjects", 1), None, "d"),
        ("changed", "order", ("milestones", 0, "date"), "2025-07", "2025-07-21"),
    ]
    assert summaries(
        diff(
            collection_of(new),
            collection_of(order(issued_by=["city", "mayor"], subjects=new.subjects, milestones=new.milestones)),
        )
    ) == [
        ("removed", "order", ("number",), "5", None),
        ("removed", "order", ("summary",), "s", None),
    ]
    dated = duty(deadline=nm.Deadline(date="2025-12"))
    within = duty(deadline=nm.Deadline(within="P1M", after="signed"))
    assert [each[:3] for each in summaries(diff(collection_of(duty()), collection_of(within)))][:1] == [
        ("added", "order.report", ("deadline",))
    ]
    assert [each[2] for each in summaries(diff(collection_of(dated), collection_of(within)))] == [
        ("deadline", "date"),
        ("deadline", "within"),
        ("deadline", "after"),
    ]


def test_true_is_different_from_one() -> None:
    for one, other in ((1, True), (0, False), ([1], [True]), ({"a": 1}, {"a": True})):
        old, new = (collection_of(nm.Person(id="p", extra={"x": each})) for each in (one, other))
        (change,) = diff(old, new)
        assert (change.kind, change.path[:2]) == ("changed", ("extra", "x"))
        assert diff(old, old) == ()
    was, now = {"a": 1, "b": {"c": 1, "d": 1}, "gone": 1}, {"a": 1, "b": {"c": 2, "d": 1}, "new": 1}
    found = summaries(diff(*(collection_of(nm.Person(id="p", extra=each)) for each in (was, now))))
    assert [(kind, path) for kind, _, path, _, _ in found] == [
        ("changed", ("extra", "b", "c")),
        ("removed", ("extra", "gone")),
        ("added", ("extra", "new")),
    ]
    (null,) = diff(
        collection_of(nm.Person(id="p", extra={"x": None})), collection_of(nm.Person(id="p", extra={"x": 1}))
    )
    assert null.kind == "changed"


def test_a_reference_by_the_old_id_is_not_a_change() -> None:
    renamed = attrs.evolve(MAYOR, id="the-mayor", aliases=["mayor"])
    old, stale = collection_of(MAYOR, order()), collection_of(renamed, order(number="5"))
    assert summaries(diff(old, stale)) == [
        ("renamed", "the-mayor", ("id",), "mayor", "the-mayor"),
        ("added", "order", ("number",), None, "5"),
    ]
    both = collection_of(renamed, order(issued_by=["mayor", "city"]))
    assert summaries(diff(old, both))[1:] == [("added", "order", ("issued_by", 1), None, "city")]


def test_parts_match_by_their_identifying_fields() -> None:
    signed, announced = nm.Milestone(stage="signed", date="2025-07"), nm.Milestone(stage="announced")
    exact = attrs.evolve(signed, date="2025-07-21", evidence=[nm.Evidence(source="s", paragraph=1)])
    old, new = collection_of(order(milestones=[signed])), collection_of(order(milestones=[announced, exact]))
    assert summaries(diff(old, new)) == [
        ("added", "order", ("milestones", 0), None, announced),
        ("changed", "order", ("milestones", 1, "date"), "2025-07", "2025-07-21"),
        ("added", "order", ("milestones", 1, "evidence", 0), None, exact.evidence[0]),
    ]
    assert [each[2] for each in summaries(diff(new, old))] == [
        ("milestones", 0),
        ("milestones", 0, "date"),
        ("milestones", 1, "evidence", 0),
    ]
    issued = nm.Milestone(stage="issued", date="2026")
    assert summaries(diff(old, collection_of(order(milestones=[issued])))) == [
        ("changed", "order", ("milestones", 0, "stage"), "signed", "issued"),
        ("changed", "order", ("milestones", 0, "date"), "2025-07", "2026"),
    ]
    back = collection_of(order(milestones=[exact, announced, announced]))
    assert summaries(diff(new, back)) == [
        ("reordered", "order", ("milestones",), (announced, exact), (exact, announced, announced)),
        ("added", "order", ("milestones", 2), None, announced),
    ]


def test_the_own_fields_of_the_collection_are_compared() -> None:
    old = nm.Collection(id="demo", title="T", notes="n", extra={"a": 1})
    new = nm.Collection(id="demo", title="U", license="CC0-1.0", redacted=True, extra={"a": 2})
    assert [(kind, record, path) for kind, record, path, _, _ in summaries(diff(old, new))] == [
        ("changed", None, ("title",)),
        ("added", None, ("license",)),
        ("added", None, ("redacted",)),
        ("removed", None, ("notes", 0)),
        ("changed", None, ("extra", "a")),
    ]


def test_references_to_a_renamed_record_are_not_changes() -> None:
    said = statement(speakers=["mayor"], stances=[nm.TargetStance(target="mayor", stance="support")])
    old = collection_of(MAYOR, term(), order(), said)
    new = collection_of(
        attrs.evolve(MAYOR, id="the-mayor", aliases=["mayor"], name="The mayor"),
        term(post="the-mayor"),
        order(issued_by=["the-mayor"]),
        attrs.evolve(said, speakers=["the-mayor"], stances=[nm.TargetStance(target="the-mayor", stance="support")]),
    )
    assert summaries(diff(old, new)) == [
        ("renamed", "the-mayor", ("id",), "mayor", "the-mayor"),
        ("changed", "the-mayor", ("name",), "Mayor of Springfield", "The mayor"),
    ]
    assert summaries(diff(new, old)) == [
        ("renamed", "mayor", ("id",), "the-mayor", "mayor"),
        ("changed", "mayor", ("name",), "The mayor", "Mayor of Springfield"),
    ]


def test_an_ambiguous_alias_is_not_a_renaming() -> None:
    old = collection_of(MAYOR)
    twice = [attrs.evolve(MAYOR, id=id, aliases=["mayor"]) for id in ("a", "b")]
    for new in (twice, [MAYOR, twice[0]], [attrs.evolve(CITY, aliases=["mayor"])]):
        assert "renamed" not in {str(each.kind) for each in diff(old, collection_of(*new))}
    both = collection_of(MAYOR, attrs.evolve(MAYOR, id="clerk"))
    merged = collection_of(attrs.evolve(MAYOR, id="a", aliases=["mayor", "clerk"]))
    assert sorted(str(each.kind) for each in diff(both, merged)) == ["added", "removed", "removed"]


def test_duplicate_ids_are_refused() -> None:
    duplicate = collection_of(MAYOR, MAYOR)
    for old, new in ((duplicate, collection_of()), (collection_of(), duplicate)):
        with pytest.raises(DuplicateIdError):
            diff(old, new)


def test_every_table_is_compared() -> None:
    assert {
        each.table
        for each in diff(collection_of(), nm.load_dataset("albuquerque-immigrant-friendly-2025"))
        if each.table
    } == {*TABLES}
