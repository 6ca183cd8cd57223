"""Merging collections: the right values win, conflicts are found, and nothing is lost."""

from typing import Any

import attrs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import nmpolicy as nm
from nmpolicy.comparison.merging import MergeResult
from nmpolicy.comparison.three_way import Conflict, ConflictKind
from nmpolicy.errors import DuplicateIdError, InvalidTypeError, InvalidValueError
from nmpolicy.records.traversal import references
from nmpolicy.rules.examples import CITY, MAYOR, duty, order, statement, term

FIELDS = ("title", "number", "summary", "kind_text")
TEXTS = st.sampled_from(["", "a", "b"])
ORDERS = st.builds(
    lambda title, number, summary, word: {
        "title": title or "T",
        "number": number,
        "summary": summary,
        "kind_text": word,
    },
    TEXTS,
    TEXTS,
    TEXTS,
    TEXTS,
)
MAYBE = st.none() | ORDERS
NOTES = (nm.Note(text="n"),)
SIGNED, ISSUED, EFFECTIVE = (nm.Milestone(stage=stage) for stage in ("signed", "issued", "effective"))


def collection_of(*records: nm.Record | None, **more: Any) -> nm.Collection:
    return nm.Collection.of([each for each in records if each], **{"id": "demo", "title": "T", **more})


def drawn_order(drawn: dict[str, str] | None) -> nm.Order | None:
    return order(**drawn) if drawn else None


def post(id: str, **more: Any) -> nm.Post:
    return nm.Post(id=id, **{"name": id, **more})


def summaries(result: MergeResult) -> list[tuple[str, str | None, tuple[str | int, ...]]]:
    return [(each.kind.value, each.record, each.path) for each in result.conflicts]


@settings(max_examples=300)
@given(MAYBE, MAYBE, MAYBE)
def test_a_field_has_the_value_of_the_side_that_changed_it(base: Any, ours: Any, theirs: Any) -> None:
    found = nm.merge(*(collection_of(drawn_order(each)) for each in (ours, theirs, base)))
    expected: dict[str, str] | None = {}
    conflicts: set[tuple[str, str | None, tuple[str | int, ...]]] = set()
    if theirs in (ours, base):
        expected = ours
    elif ours == base:
        expected = theirs
    elif base is None:
        expected, conflicts = (ours, {("added", "order", ())}) if ours and theirs else (ours or theirs, set())
    elif ours is None or theirs is None:
        expected, conflicts = ours or theirs, {("removed", "order", ())}
    else:
        expected = {}
        for name in FIELDS:
            one, other = ours[name], theirs[name]
            if one != other and base[name] not in (one, other):
                conflicts.add(("changed", "order", (name,)))
            expected[name] = other if one == base[name] else one
    assert found.collection == collection_of(drawn_order(expected))
    assert {*summaries(found)} == conflicts


@given(ORDERS, ORDERS)
def test_without_a_base_empty_fields_are_filled(ours: Any, theirs: Any) -> None:
    found = nm.merge(collection_of(drawn_order(ours)), collection_of(drawn_order(theirs)))
    differ = [name for name in FIELDS if ours[name] != theirs[name] and ours[name] and theirs[name]]
    assert summaries(found) == [
        ("changed", "order", (each.name,)) for each in attrs.fields(nm.Order) if each.name in differ
    ]
    assert found.collection == collection_of(drawn_order({name: ours[name] or theirs[name] for name in FIELDS}))


ITEMS = st.lists(st.sampled_from("abcd"), max_size=4)


@settings(max_examples=300)
@given(st.none() | ITEMS, ITEMS, ITEMS)
@example(["a"], ["a", "b"], ["a", "b", "c"])
@example(["a", "a"], ["a"], ["a", "a", "a"])
def test_a_list_has_every_item_that_neither_side_removed(base: Any, ours: Any, theirs: Any) -> None:
    some = [collection_of(order(subjects=each)) for each in (ours, theirs, *([] if base is None else [base]))]
    found = nm.merge(*some)
    subjects = found.collection.orders[0].subjects
    was = base or []
    for item in "abcd":
        changes = ours.count(item) - was.count(item), theirs.count(item) - was.count(item)
        both = max(changes) if min(changes) >= 0 else min(changes) if max(changes) <= 0 else sum(changes)
        assert subjects.count(item) == was.count(item) + both
    if any(len({*each}) < len(each) for each in (was, ours, theirs)):
        return  # which of the equal items is where has several right answers
    shared = [[each for each in side if each in ours and each in theirs] for side in (was, ours, theirs)]
    agreed = shared[1] == shared[2] or shared[0] in shared[1:]
    assert [kind for kind, *_ in summaries(found)] == ([] if agreed else ["reordered"])
    if agreed and was not in (ours, theirs):
        order_of = shared[2] if shared[1] == shared[0] else shared[1]
        assert [each for each in subjects if each in order_of] == order_of


BASE = {
    each.id: each
    for each in (post("mayor"), post("clerk", aliases=["scribe"]), post("judge"), statement(speakers=["mayor"]))
}
NEW_IDS = ("new-a", "new-b", "mayor", "scribe")
CHANGES = ("", "", "", "notes", "rename", "rename", "remove", "aliases", "class")


def change_record(draw: st.DrawFn, held: dict[str, nm.Record], id: str) -> None:
    record = held[id]
    match draw(st.sampled_from(CHANGES)):
        case "remove":
            del held[id]
        case "notes":
            held[id] = attrs.evolve(record, notes=draw(st.sampled_from("ab")))
        case "aliases":
            aliases = draw(st.lists(st.sampled_from(["old", "scribe", "judge"]), max_size=2))
            held[id] = attrs.evolve(record, aliases=[each for each in aliases if each != id])
        case "class":
            held[id] = nm.Organization(id=id, name=id)
        case "rename" if (new := draw(st.sampled_from(NEW_IDS))) not in held:
            del held[id]
            held[new] = attrs.evolve(record, id=new, aliases=[*(each for each in record.aliases if each != new), id])


@st.composite
def edited(draw: st.DrawFn) -> nm.Collection:
    """Return the records of the base, of which some are renamed, changed, removed or new, in the same order or not."""
    held: dict[str, nm.Record] = dict(BASE)
    for id in BASE:
        if id in held:
            change_record(draw, held, id)
    if draw(st.booleans()):
        held["added"] = post("added", notes=draw(TEXTS))
    if draw(st.booleans()):
        held["order"] = order()
    targets = st.lists(st.sampled_from([*held, "gone", "scribe"]), max_size=2)
    for record in [*held.values()]:
        if isinstance(record, nm.Statement):
            held[record.id] = attrs.evolve(record, speakers=draw(targets))
        elif isinstance(record, nm.Order):
            held[record.id] = attrs.evolve(record, issued_by=draw(targets))
    collection = collection_of(*held.values())
    return collection.sorted() if draw(st.booleans()) else collection


SIDES = st.tuples(edited(), edited())


def dangling(collection: nm.Collection) -> set[tuple[str, str]]:
    return {
        (each.record, each.target)
        for record in collection
        for each in references(record)
        if each.target not in collection
    }


@settings(max_examples=150)
@given(SIDES)
def test_nothing_is_lost_and_no_reference_is_broken(sides: tuple[nm.Collection, nm.Collection]) -> None:
    base = collection_of(*BASE.values())
    found = nm.merge(*sides, base)
    known = {id for record in found.collection for id in (record.id, *record.aliases)}
    in_conflicts = (each for conflict in found.conflicts for each in (conflict.ours, conflict.theirs))
    known |= {id for each in in_conflicts if isinstance(each, nm.Record) for id in (each.id, *each.aliases)}
    for one, other in (sides, sides[::-1]):
        for record in one:
            former = [id for id in (record.id, *record.aliases) if id in base]
            taken = any(not any(id in (each.id, *each.aliases) for each in other) for id in former)
            assert record.id in known or taken
    if not found.conflicts:
        broken = [id for each in (*sides, base) for _, id in dangling(each)]
        assert {id for _, id in dangling(found.collection)} <= {*broken}


def content(collection: nm.Collection) -> list[tuple[object, ...]]:
    return [attrs.astuple(each, recurse=False) for each in collection]


def shown(conflict: Conflict, *, is_reversed: bool) -> tuple[object, ...]:
    """Return the content of a conflict, with the two sides reversed or not."""
    sides = [
        attrs.astuple(each, recurse=False) if isinstance(each, nm.Record) else each
        for each in (conflict.ours, conflict.theirs)
    ]
    if conflict.kind == "claimed":  # the records are those of the result, in which one side wins
        sides = [{each.id for each in (conflict.ours, conflict.theirs) if isinstance(each, nm.Record)}] * 2
    return (conflict.kind, conflict.record, *(sides[::-1] if is_reversed else sides))


@settings(max_examples=150)
@given(SIDES, st.booleans())
def test_the_order_of_the_sides_does_not_matter(
    sides: tuple[nm.Collection, nm.Collection],
    has_base: bool,  # noqa: FBT001
) -> None:
    base = [collection_of(*BASE.values())] if has_base else []
    one, other = nm.merge(*sides, *base), nm.merge(*sides[::-1], *base)
    kinds = [sorted(kind for kind, *_ in summaries(each)) for each in (one, other)]
    assert kinds[0] == kinds[1]
    if not one.conflicts:
        assert content(one.collection) == content(other.collection)
    elif "renamed" not in kinds[0]:  # else the record has our new id
        found = [shown(each, is_reversed=False) for each in one.conflicts]
        back = [shown(each, is_reversed=True) for each in other.conflicts]
        assert all(each in back for each in found)
        assert all(each in found for each in back)


@settings(max_examples=150)
@given(SIDES, st.sampled_from(["ours", "theirs"]))
def test_a_preference_settles_what_it_can(sides: tuple[nm.Collection, nm.Collection], prefer: Any) -> None:
    (ours, theirs), base = sides, collection_of(*BASE.values())
    found = nm.merge(ours, theirs, base, prefer=prefer)
    back = nm.merge(theirs, ours, base, prefer="theirs" if prefer == "ours" else "ours")
    assert {kind for kind, *_ in summaries(found)} <= {"claimed", "referred"}
    assert content(found.collection) == content(back.collection)
    assert [(each.kind, each.record, each.ours, each.theirs) for each in found.resolved] == [
        (each.kind, each.record, each.theirs, each.ours) for each in back.resolved
    ]
    assert bool(found.resolved) <= bool(nm.merge(*sides, base).conflicts)


@settings(max_examples=200)
@given(edited())
def test_the_changes_of_a_single_side_are_taken(side: nm.Collection) -> None:
    base = collection_of(*BASE.values())
    for ours, theirs in ((side, base), (base, side), (side, side)):
        assert nm.merge(ours, theirs, base) == MergeResult(collection=side)


def test_without_a_base_everything_is_kept() -> None:
    ours, theirs = (
        collection_of(CITY, order(number="5"), notes="n"),
        collection_of(MAYOR, order(summary="s"), summary="s"),
    )
    assert nm.merge(ours, theirs) == MergeResult(
        collection=collection_of(CITY, MAYOR, order(number="5", summary="s"), notes="n", summary="s")
    )
    (own,) = nm.merge(collection_of(), collection_of(title="U")).conflicts
    assert (own.record, own.path, own.base, own.ours, own.theirs) == (None, ("title",), None, "T", "U")
    said = statement(stances=[nm.TargetStance(target="order", stance="support")])
    other = statement(stances=[nm.TargetStance(target="order", stance="oppose")])
    assert summaries(nm.merge(collection_of(said), collection_of(other))) == [
        ("changed", "praise", ("stances", 0, "stance"))
    ]
    assert nm.merge(collection_of(), collection_of(MAYOR), collection_of()).collection == collection_of(MAYOR)


def test_without_a_base_a_title_that_is_only_a_number_gives_way() -> None:
    def titled(title: str) -> nm.Collection:
        return collection_of(order(kind="executive-order", kind_text="", number="5", title=title))

    for title in ("Executive Order 5", " executive order 5 ", ""):
        for sides in ((titled(title), titled("Quiet hours")), (titled("Quiet hours"), titled(title))):
            assert nm.merge(*sides) == MergeResult(collection=titled("Quiet hours"))
    for title in ("Executive Order 6", "Order 5", "Quiet hours"):
        assert summaries(nm.merge(titled("Noise"), titled(title))) == [("changed", "order", ("title",))]
    assert summaries(nm.merge(titled("Executive Order 5"), titled("Noise"), collection_of())) == [
        ("added", "order", ())
    ]


def test_parts_are_merged_field_by_field() -> None:
    base = collection_of(order(milestones=[SIGNED, ISSUED]))
    dated, noted = attrs.evolve(SIGNED, date="2025-07-21"), attrs.evolve(SIGNED, notes="n")
    ours = collection_of(order(milestones=[dated, ISSUED], summary="s"))
    theirs = collection_of(order(milestones=[nm.Milestone(stage="announced"), noted]))
    found = nm.merge(ours, theirs, base)
    both = attrs.evolve(dated, notes="n")
    assert found == MergeResult(
        collection=collection_of(order(milestones=[nm.Milestone(stage="announced"), both], summary="s"))
    )
    late = collection_of(order(milestones=[attrs.evolve(SIGNED, date="2025-07-22"), ISSUED]))
    (conflict,) = nm.merge(ours, late, base).conflicts
    assert conflict == Conflict(
        kind=ConflictKind.CHANGED,
        record="order",
        path=("milestones", 0, "date"),
        ours=nm.PartialDate("2025-07-21"),
        theirs=nm.PartialDate("2025-07-22"),
    )
    assert summaries(nm.merge(ours, collection_of(order()), base)) == [("removed", "order", ("milestones", 0))]
    votes = [nm.VoteEvent(body="council", date="2025", yes=yes) for yes in (3, 5)]
    some = [collection_of(nm.Measure(id="m", title="M", kind="bill", vote_events=[vote])) for vote in votes]
    empty = collection_of(nm.Measure(id="m", title="M", kind="bill"))
    assert summaries(nm.merge(some[0], some[1], empty)) == [("added", "m", ("vote_events", 0))]


def test_parts_with_the_same_identity_are_merged_whole() -> None:
    first, second, third = (nm.Milestone(stage="in-committee", date=f"2025-0{month}") for month in (1, 2, 3))
    base, ours, theirs = (
        collection_of(order(milestones=some)) for some in ([first, second], [first, second, third], [second])
    )
    assert nm.merge(ours, theirs, base).collection.orders[0].milestones == (second, third)


def test_milestones_that_both_sides_added_are_sorted_by_date() -> None:
    early, late = attrs.evolve(ISSUED, date="2025-07-22"), attrs.evolve(EFFECTIVE, date="2025-08")
    base = collection_of(order(milestones=[SIGNED]))
    for one, other, kinds in (
        (early, late, []),
        (late, early, []),
        (ISSUED, late, ["reordered"]),
        (early, attrs.evolve(late, date="2025-07"), ["reordered"]),
    ):
        found = nm.merge(
            collection_of(order(milestones=[SIGNED, one])), collection_of(order(milestones=[SIGNED, other])), base
        )
        assert [kind for kind, *_ in summaries(found)] == kinds
        assert {*found.collection.orders[0].milestones} == {SIGNED, one, other}
        if not kinds:
            assert found.collection.orders[0].milestones == (SIGNED, early, late)


def test_an_invalid_combination_of_fields_is_a_conflict() -> None:
    bare = collection_of(duty())
    one = collection_of(duty(deadline=nm.Deadline(date="2025")))
    other = collection_of(duty(deadline=nm.Deadline(within="P2M", after="signed")))
    assert summaries(nm.merge(one, other, bare)) == [("changed", "order.report", ("deadline",))]


def test_references_follow_a_renaming_by_either_side() -> None:
    renamed = attrs.evolve(MAYOR, id="the-mayor", aliases=["mayor"])
    base = collection_of(MAYOR, order(), term())
    theirs = collection_of(renamed, order(issued_by=["the-mayor"]), term(post="the-mayor"))
    ours = collection_of(attrs.evolve(MAYOR, name="The mayor"), order(number="5"), term(), duty(bearers=["mayor"]))
    for one, other in ((ours, theirs), (theirs, ours)):
        found = nm.merge(one, other, base)
        assert found.conflicts == ()
        assert (
            found.collection.sorted()
            == collection_of(
                attrs.evolve(renamed, name="The mayor"),
                term(post="the-mayor"),
                order(issued_by=["the-mayor"], number="5"),
                duty(bearers=["the-mayor"]),
            ).sorted()
        )
    another = collection_of(attrs.evolve(MAYOR, id="clerk", aliases=["mayor"]), order(issued_by=["clerk"]))
    found = nm.merge(theirs, another, base)
    renaming, *_ = found.conflicts
    assert (renaming.kind, renaming.record) == ("renamed", "the-mayor")
    assert (renaming.base, renaming.ours, renaming.theirs) == (base["mayor"], theirs["the-mayor"], another["clerk"])


def test_references_follow_a_renaming_without_a_base() -> None:
    renamed = attrs.evolve(MAYOR, id="the-mayor", aliases=["mayor"])
    ours, theirs = collection_of(renamed, order(issued_by=["the-mayor"])), collection_of(MAYOR, order(), term())
    for one, other in ((ours, theirs), (theirs, ours)):
        found = nm.merge(one, other)
        assert (found.conflicts, [*found.collection]) == (
            (),
            [*collection_of(renamed, term(post="the-mayor"), *ours.orders)],
        )
    crossed = collection_of(attrs.evolve(MAYOR, aliases=["the-mayor"]))
    assert [kind for kind, *_ in summaries(nm.merge(ours, crossed))][:1] == ["renamed"]


def test_a_second_renaming_is_followed() -> None:
    further = post("z", name="x", aliases=["x", "y"])
    base, ours, theirs = (
        collection_of(post("x")),
        collection_of(further),
        collection_of(post("y", name="x", aliases=["x"]), order(issued_by=["y"])),
    )
    for one, other in ((ours, theirs), (theirs, ours)):
        assert nm.merge(one, other, base) == MergeResult(collection=collection_of(further, order(issued_by=["z"])))


def test_references_follow_a_record_that_absorbed_another() -> None:
    base, ours = collection_of(post("a"), post("b")), collection_of(post("a", aliases=["b"]))
    theirs = collection_of(post("a"), post("b"), order(issued_by=["b"]))
    found = nm.merge(ours, theirs, base)
    assert (found.conflicts, found.collection.orders[0].issued_by) == ((), ("a",))
    (conflict,) = nm.merge(collection_of(post("a")), theirs, base).conflicts
    assert conflict == Conflict(kind=ConflictKind.REFERRED, record="order", path=("issued_by", 0), theirs="b")
    stale = collection_of(post("a"), order(issued_by=["b"]))
    assert nm.merge(stale, base, base).collection == stale


def test_renaming_a_record_that_the_other_side_removed_is_a_conflict() -> None:
    renamed = collection_of(attrs.evolve(MAYOR, id="the-mayor", aliases=["mayor"]))
    for one, other in ((renamed, collection_of()), (collection_of(), renamed)):
        found = nm.merge(one, other, collection_of(MAYOR))
        assert (summaries(found), found.collection) == ([("removed", "the-mayor", ())], renamed)


def test_nothing_is_lost_if_a_new_id_is_taken() -> None:
    base, renamed = collection_of(MAYOR), attrs.evolve(MAYOR, id="clerk", aliases=["mayor"])
    theirs = collection_of(MAYOR, post("clerk"))
    found = nm.merge(theirs, collection_of(renamed), base)
    assert summaries(found) == [("added", "clerk", ())]
    assert (found.conflicts[0].ours, found.conflicts[0].theirs) == (theirs["clerk"], renamed)
    assert found.collection["clerk"] == theirs["clerk"]
    two = collection_of(MAYOR, post("b", name="B"))
    ours = collection_of(renamed, post("b", name="B"))
    both = collection_of(MAYOR, post("clerk", name="B", aliases=["b"]))
    assert ("added", "clerk", ()) in summaries(nm.merge(ours, both, two))


def test_an_id_belongs_to_one_record() -> None:
    found = nm.merge(collection_of(post("x")), collection_of(nm.Person(id="x")))
    assert summaries(found) == [("claimed", "x", ())]
    assert {type(found.conflicts[0].ours), type(found.conflicts[0].theirs)} == {nm.Person, nm.Post}
    sides = collection_of(post("a", aliases=["old"]), post("b")), collection_of(post("a"), post("b", aliases=["old"]))
    for one, other in (sides, sides[::-1]):
        found = nm.merge(one, other, collection_of(post("a"), post("b")))
        assert summaries(found) == [("claimed", "old", ())]
        claimants = found.conflicts[0].ours, found.conflicts[0].theirs
        assert claimants == ((sides[0]["a"], sides[1]["b"]) if one is sides[0] else (sides[1]["b"], sides[0]["a"]))
    moved, changed = collection_of(nm.Organization(id="x", name="x")), collection_of(post("x", name="X"))
    assert summaries(nm.merge(moved, changed, collection_of(post("x")))) == [("removed", "x", ())]
    for twice in ((collection_of(MAYOR, MAYOR), collection_of()), (collection_of(), collection_of(MAYOR, MAYOR))):
        with pytest.raises(DuplicateIdError):
            nm.merge(*twice)


def test_unknown_fields_are_merged_by_name() -> None:
    def with_extra(**extra: object) -> nm.Collection:
        return collection_of(post("p", extra=extra))

    base = with_extra(a=1, b=[1], c={"x": 1, "y": 1})
    found = nm.merge(with_extra(a=True, b=[1], c={"x": 2, "y": 1}), with_extra(a=1, d=0, c={"x": 1, "y": 2}), base)
    assert found == MergeResult(collection=with_extra(a=True, d=0, c={"x": 2, "y": 2}))
    for before in ({}, {"c": 5}):
        found = nm.merge(with_extra(c={"x": 1}), with_extra(c={"y": 2}), with_extra(**before))
        assert found == MergeResult(collection=with_extra(c={"x": 1, "y": 2}))
    for ours, theirs, kind in (
        ({"a": True}, {"a": 2}, "changed"),
        ({}, {"a": 2}, "removed"),
        ({"a": 2}, {}, "removed"),
        ({"a": 1, "n": 1}, {"a": 1, "n": True}, "added"),
    ):
        some = nm.merge(with_extra(**ours), with_extra(**theirs), with_extra(a=1))
        assert [each.kind.value for each in some.conflicts] == [kind]
    assert summaries(nm.merge(with_extra(a=1), with_extra(a=True))) == [("changed", "p", ("extra", "a"))]


def test_sorted_collections_stay_sorted() -> None:
    ours, theirs = collection_of(post("a"), post("c")), collection_of(post("b"), post("c"))
    assert [each.id for each in nm.merge(ours, theirs).collection] == ["a", "b", "c"]
    assert [each.id for each in nm.merge(collection_of(post("c"), post("a")), theirs).collection] == ["b", "c", "a"]


MISSING_TARGET = nm.Relation(id="r", subject="b", predicate="amends", object="a")


def test_a_merge_with_the_base_changes_nothing() -> None:
    base = collection_of(post("b"), post("a"), MISSING_TARGET)
    side = collection_of(post("c"), post("b"), MISSING_TARGET)
    for ours, theirs in ((side, base), (base, side), (side, side)):
        assert nm.merge(ours, theirs, base) == MergeResult(collection=side)


def test_a_reference_that_a_side_left_behind_is_not_a_conflict() -> None:
    base = collection_of(post("a"), post("b"), MISSING_TARGET)
    ours, theirs = (
        collection_of(post("b"), MISSING_TARGET),
        collection_of(post("a"), post("b"), post("c"), MISSING_TARGET),
    )
    for one, other in ((ours, theirs), (theirs, ours)):
        assert nm.merge(one, other, base) == MergeResult(collection=collection_of(post("b"), post("c"), MISSING_TARGET))


def test_a_redacted_copy_is_merged_only_with_others() -> None:
    whole, other = collection_of(post("a")), collection_of(post("a"), post("b"))
    copy, second = (attrs.evolve(each, redacted=True) for each in (whole, other))
    assert nm.merge(copy, second, copy).collection == second
    for sides, message in (
        ((whole, second), "theirs is a redacted copy and ours is not"),
        ((second, whole, whole), "ours is a redacted copy and theirs is not"),
        ((whole, other, copy), "the base is a redacted copy and ours is not"),
    ):
        with pytest.raises(InvalidValueError, match=f"^{message}, so what it lacks would count as removed; use"):
            nm.merge(*sides)


def test_the_sides_can_change_places_in_unsorted_collections() -> None:
    ours, theirs, base = (collection_of(*map(post, ids)) for ids in ("cabx", "bacz", "abc"))
    assert nm.merge(ours, theirs, base) == nm.merge(theirs, ours, base)


def test_the_preferred_side_settles_conflicts() -> None:
    base = collection_of(order(number="4", milestones=[SIGNED]), post("a", extra={"x": 1}))
    ours = collection_of(order(number="5", summary="s"), post("a"))
    theirs = collection_of(
        order(number="6", notes="n", milestones=[attrs.evolve(SIGNED, date="2025")]), post("a", extra={"x": 2})
    )
    for prefer, number, stages, extra in (("ours", "5", 0, {}), ("theirs", "6", 1, {"x": 2})):
        found = nm.merge(ours, theirs, base, prefer=prefer)  # type: ignore[arg-type]
        (merged,) = found.collection.orders
        assert (merged.number, merged.summary, merged.notes, len(merged.milestones)) == (number, "s", NOTES, stages)
        assert found.collection["a"] == post("a", extra=extra)
        assert found.conflicts == ()
        assert sorted(each.kind.value for each in found.resolved) == ["changed", "removed", "removed"]
        (changed,) = (each for each in found.resolved if each.kind == "changed")
        assert (changed.base, changed.ours, changed.theirs) == ("4", "5", "6")


def test_a_broken_reference_is_not_settled_by_a_preference() -> None:
    base, theirs = collection_of(post("a")), collection_of(post("a"), order(issued_by=["a"]))
    found = nm.merge(collection_of(), theirs, base, prefer="theirs")
    assert (summaries(found), found.resolved) == ([("referred", "order", ("issued_by", 0))], ())


def test_the_merged_collection_can_have_its_own_id_and_title() -> None:
    ours, theirs = collection_of(CITY, id="one", title="One"), collection_of(MAYOR, id="two", title="Two")
    assert [path for *_, path in summaries(nm.merge(ours, theirs))] == [("id",), ("title",)]
    found = nm.merge(ours, theirs, id="both", title="Both")
    assert found == MergeResult(collection=collection_of(CITY, MAYOR, id="both", title="Both"))


def test_a_preference_that_is_no_side_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="prefer must be 'ours' or 'theirs', not 'mine'"):
        nm.merge(collection_of(), collection_of(), prefer="mine")  # type: ignore[arg-type]


def test_a_version_that_is_not_a_collection_is_refused() -> None:
    whole: Any = collection_of(MAYOR)
    wrong: list[tuple[Any, ...]] = [("a.json", whole), (whole, "a.json"), (whole, whole, "a.json")]
    for sides in wrong:
        with pytest.raises(InvalidTypeError, match=r"expected a Collection, not 'a\.json'"):
            nm.merge(*sides)


def test_a_reference_in_a_record_that_the_other_side_renamed_is_a_conflict() -> None:
    base = collection_of(post("a"), order())
    ours = collection_of(order(id="eo-1", aliases=["order"]))
    theirs = collection_of(post("a"), order(issued_by=["mayor", "a"]))
    for one, other in ((ours, theirs), (theirs, ours)):
        assert summaries(nm.merge(one, other, base)) == [("referred", "eo-1", ("issued_by", 1))]


def test_a_conflict_between_records_is_found_whichever_side_wins() -> None:
    base = collection_of(post("a"), order(issued_by=[]), term(member="jane-roe"))
    ours, theirs = (collection_of(post("a"), order(), term(member="a")), collection_of(order(), term(member="b")))
    for one, other in ((ours, theirs), (theirs, ours)):
        assert sorted(kind for kind, *_ in summaries(nm.merge(one, other, base))) == ["changed", "referred"]
    base = collection_of(post("a"), post("b"), term(member="jane-roe"))
    for first, second in ("ab", "ba"):  # each side removed what the other refers to
        ours, theirs = (collection_of(post(id), term(member=id)) for id in (first, second))
        conflicts = nm.merge(ours, theirs, base).conflicts
        referred = [(each.ours, each.theirs) for each in conflicts if each.kind == "referred"]
        assert referred == [(first, None), (None, second)]


def test_the_path_of_a_conflict_counts_in_our_list() -> None:
    first, second = nm.Milestone(stage="announced"), attrs.evolve(SIGNED, date="2024")
    base = collection_of(order(milestones=[SIGNED]))
    ours = collection_of(order(milestones=[first, attrs.evolve(SIGNED, date="2025")]))
    theirs = collection_of(order(milestones=[second]))
    for prefer in (None, "ours", "theirs"):
        found = nm.merge(ours, theirs, base, prefer=prefer)
        (conflict,) = found.conflicts or found.resolved
        assert (conflict.path, conflict.ours, conflict.theirs) == (("milestones", 1, "date"), "2025", "2024")
    (removed,) = nm.merge(collection_of(order()), collection_of(order(milestones=[first, second])), base).conflicts
    assert (removed.path, removed.ours) == (("milestones", 1), None)


def test_the_notes_of_two_coders_are_both_kept() -> None:
    ana, ben = nm.Note(text="Four years.", author="Ana"), nm.Note(text="From 2022.", author="Ben")
    ours, theirs = collection_of(post("a", notes=[ana]), notes=ana), collection_of(post("a", notes=[ben]), notes=ben)
    for base in ([], [collection_of(post("a"))]):
        found = nm.merge(ours, theirs, *base)
        assert (found.conflicts, {*found.collection["a"].notes}, {*found.collection.notes}) == (
            (),
            {ana, ben},
            {ana, ben},
        )
        assert found == nm.merge(theirs, ours, *base)
    edited = collection_of(post("a", notes=[attrs.evolve(ana, text="Five years.")]))
    other = collection_of(post("a", notes=[attrs.evolve(ana, text="Six years.")]))
    before = collection_of(post("a", notes=[ana]))
    assert nm.merge(edited, collection_of(post("a", notes=[ana, ben])), before).collection["a"].notes == (
        attrs.evolve(ana, text="Five years."),
        ben,
    )
    assert summaries(nm.merge(edited, other, before)) == [("changed", "a", ("notes", 0))]
