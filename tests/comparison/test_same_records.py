"""Joining records that two collections have under different ids: the results, and the pairs that are refused."""

from collections.abc import Mapping
from itertools import chain
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nmpolicy as nm
from each_case import each_case
from nmpolicy.comparison.merging import MergeResult
from nmpolicy.comparison.same_records import pair_mistakes
from nmpolicy.errors import InvalidIdError, InvalidTypeError, InvalidValueError, NMPolicyError, UnknownIdError
from nmpolicy.records.traversal import references, with_references
from nmpolicy.rules.examples import CITY, MAYOR, duty, order, statement, term
from nmpolicy.strategies import collections


def collection_of(*records: nm.Record, **more: Any) -> nm.Collection:
    return nm.Collection.of(records, **{"id": "demo", "title": "T", **more})


def post(id: str, **more: Any) -> nm.Post:
    return nm.Post(id=id, **{"name": "A post", **more})


def renamed(collection: nm.Collection, ids: Mapping[str, str]) -> nm.Collection:
    """Return a collection whose records have new ids, without aliases that link them to the old ones."""
    return collection.with_records(
        attrs.evolve(with_references(each, ids), id=ids.get(each.id, each.id)) for each in collection
    )


def without_aliases(collection: nm.Collection) -> list[nm.Record]:
    return sorted((attrs.evolve(each, aliases=[]) for each in collection), key=lambda each: each.id)


def kinds(result: MergeResult) -> list[tuple[str, str | None, tuple[str | int, ...]]]:
    return [(each.kind.value, each.record, each.path) for each in result.conflicts]


def test_a_record_of_theirs_is_joined_with_ours() -> None:
    ours = collection_of(post("mayor", notes="Ours."), CITY, order(number="5"))
    theirs = collection_of(
        post("chief", division="d", aliases=["head"], notes="Theirs."),
        term(post="chief"),
        statement(capacity="chief", stances=[nm.TargetStance(target="chief", stance="support")]),
        order(issued_by=["chief"]),
        duty(bearers=["chief"], id="order.chief"),
    )
    found = nm.merge(ours, theirs, same={"mayor": "chief"})
    assert found.conflicts == ()
    mayor = found.collection["mayor"]
    assert mayor == post("mayor", division="d", aliases=["head", "chief"], notes=["Ours.", "Theirs."])
    assert "chief" not in found.collection
    assert {each.target for each in chain.from_iterable(map(references, found.collection))} >= {"mayor"}
    assert not found.collection.references_to("chief")
    assert found.collection.orders == (order(number="5", issued_by=["mayor"]),)
    assert found.collection["order.chief"].id == "order.chief"


def test_fields_that_differ_are_conflicts_and_lists_join() -> None:
    shared, other = nm.Evidence(source="s", paragraph=1), nm.Evidence(source="s", paragraph=2)
    ours = collection_of(post("a", name="A", evidence=[shared]), MAYOR)
    theirs = collection_of(post("b", name="B", evidence=[other, shared]))
    for base in ([], [collection_of(MAYOR)]):
        found = nm.merge(ours, theirs.add(MAYOR), *base, same={"a": "b"})
        assert kinds(found) == [("changed", "a", ("name",))]
        assert [(each.base, each.ours, each.theirs) for each in found.conflicts] == [(None, "A", "B")]
        assert {*found.collection.posts} == {
            post("a", name="A", evidence=[other, shared], aliases=["b"]), MAYOR,
        }  # fmt: skip
        settled = nm.merge(ours, theirs.add(MAYOR), *base, same={"a": "b"}, prefer="theirs")
        assert (settled.conflicts, settled.collection["a"].label) == ((), "B")


def test_parts_with_references_to_joined_records_are_not_doubled() -> None:
    ours = collection_of(
        post("a"), nm.Person(id="p"), order(milestones=[nm.Milestone(stage="signed", date="2025", by=["p"])])
    )
    theirs = collection_of(
        post("b"), nm.Person(id="q"), order(milestones=[nm.Milestone(stage="signed", by=["q"], capacity="b")])
    )
    (merged,) = nm.merge(ours, theirs, same={"a": "b", "p": "q"}).collection.orders
    assert merged.milestones == (nm.Milestone(stage="signed", date="2025", by=["p"], capacity="a"),)


def test_ids_can_be_swapped() -> None:
    ours = collection_of(post("a", name="One"), post("b", name="Two"), order(issued_by=["a"]))
    theirs = collection_of(post("a", name="Two"), post("b", name="One", division="d"), term(post="b"))
    found = nm.merge(ours, theirs, same={"a": "b", "b": "a"})
    assert found == MergeResult(
        collection=collection_of(
            post("a", name="One", division="d"), post("b", name="Two"), term(post="a"), order(issued_by=["a"])
        )
    )


def test_an_id_of_ours_that_names_something_else_there_does_not_become_an_alias() -> None:
    ours = collection_of(post("a", name="One"), post("b", name="Two"), order(issued_by=["b"]))
    theirs = collection_of(post("b", name="One"), term(post="b"))
    found = nm.merge(ours, theirs, same={"a": "b"})
    assert found.conflicts == ()
    assert [*found.collection] == [
        post("a", name="One"), post("b", name="Two"), term(post="a"), order(issued_by=["b"]),
    ]  # fmt: skip


def test_a_reference_that_only_their_record_answered_follows() -> None:
    ours, theirs = collection_of(post("a"), order(issued_by=["b"])), collection_of(post("b"))
    assert nm.merge(ours, theirs, same={"a": "b"}).collection.orders == (order(issued_by=["a"]),)


def test_the_base_can_have_either_record() -> None:
    one, other = post("a", name="Mayor", division="d"), post("b", name="Mayor")
    for base in (collection_of(one), collection_of(other), collection_of(one, other)):
        found = nm.merge(collection_of(one), collection_of(attrs.evolve(other, notes="n")), base, same={"a": "b"})
        assert found.conflicts == ()
        assert found.collection["a"].aliases == ("b",)
        assert found.collection["a"].notes == (nm.Note(text="n"),)
        assert [each.id for each in found.collection] == ["a"]
    before = collection_of(post("b", name="Chief"), order(issued_by=["b"]))
    found = nm.merge(collection_of(post("a", name="Mayor"), order(issued_by=["a"])), before, before, same={"a": "b"})
    assert found == MergeResult(
        collection=collection_of(post("a", name="Mayor", aliases=["b"]), order(issued_by=["a"]))
    )


def test_sorted_collections_stay_sorted() -> None:
    found = nm.merge(collection_of(post("m"), post("x")), collection_of(post("a"), post("b")), same={"x": "a"})
    assert [each.id for each in found.collection] == ["b", "m", "x"]


OURS = collection_of(post("mayor"), post("clerk"), nm.Person(id="ann"), post("both"))
THEIRS = collection_of(post("chief"), post("scribe"), nm.Person(id="anna"), post("both"))


@each_case(
    ("same", "error", "message"),
    [
        (
            {"mayr": "chief"},
            UnknownIdError,
            "no record of ours has the id 'mayr'; did you mean 'mayor'?",
        ),
        (
            {"mayor": "cheif"},
            UnknownIdError,
            "no record of theirs has the id 'cheif'; did you mean 'chief'?",
        ),
        (
            {"chief": "mayor"},
            InvalidValueError,
            "'chief' is an id of theirs, and 'mayor' one of ours; the id of ours comes first: mayor=chief",
        ),
        ({"mayor": "anna"}, InvalidTypeError, "'anna' is a person, not the same as 'mayor', whose class is post"),
        (
            {"both": "both"},
            InvalidValueError,
            "both sides have 'both' under this id, so they are one already; leave it out",
        ),
        (
            {"mayor": "chief", "clerk": "chief"},
            InvalidValueError,
            "'chief' is in two pairs, with 'mayor' and with 'clerk' of ours; join those two there first, or keep one pair",
        ),
        (
            {"both": "chief"},
            InvalidValueError,
            "theirs has 'both' as well as 'chief', and a record has one id; join the two there first, or give 'both' another id there if it is something else",
        ),
        ({"mayor": 5}, InvalidIdError, "expected an id, not 5; a pair is our id and theirs"),
        ({None: "chief"}, InvalidIdError, "expected an id, not null; a pair is our id and theirs"),
        ([("mayor", "chief")], InvalidTypeError, "same must be a mapping of our ids to theirs, not a list"),
    ],
)  # fmt: skip
def test_a_pair_that_cannot_be_joined_is_refused(same: Any, error: type[NMPolicyError], message: str) -> None:
    for function in (nm.merge, nm.likely_same):
        with pytest.raises(error) as raised:
            function(OURS, THEIRS, same=same)
        assert str(raised.value) == message


def test_all_mistakes_are_found() -> None:
    pairs = [("mayor", "chief"), ("mayor", "scribe"), ("nobody", "chief"), ("clerk", "scribe"), ("mayor", "chief")]
    found = {pair: str(mistake) for pair, mistake in pair_mistakes(OURS, THEIRS, None, pairs)}
    assert found == {
        ("mayor", "scribe"): (
            "'mayor' is in two pairs, with 'chief' and with 'scribe' of theirs; join those two there first, or keep"
            " one pair"
        ),
        ("nobody", "chief"): "no record of ours has the id 'nobody'",
    }


def test_a_record_of_all_three_versions_is_not_another_one() -> None:
    base = collection_of(post("b"))
    with pytest.raises(InvalidValueError, match="'b' is in the base and on both sides, so it is not 'a'"):
        nm.merge(collection_of(post("a"), post("b")), base, base, same={"a": "b"})


def new_ids(collection: nm.Collection) -> dict[str, str]:
    return {each.id: f"theirs-{number}" for number, each in enumerate(collection)}


@settings(max_examples=60)
@given(collections())
def test_a_collection_joined_with_itself_under_other_ids_is_unchanged(collection: nm.Collection) -> None:
    ids = new_ids(collection)
    found = nm.merge(collection, renamed(collection, ids), same=ids)
    assert found.conflicts == ()
    assert without_aliases(found.collection) == without_aliases(collection)
    for record in collection:
        assert {*found.collection[record.id].aliases} == {*record.aliases, ids[record.id]}


@st.composite
def coded_twice(draw: st.DrawFn) -> tuple[nm.Collection, nm.Collection, dict[str, str]]:
    """Draw two versions of a collection, without some of its records, and the ids of theirs by ours."""
    whole = draw(collections())
    sides = [
        whole.with_records(
            attrs.evolve(each, notes=draw(st.sampled_from(["", "a", "b"]))) for each in whole if draw(st.integers(0, 3))
        )
        for _ in range(2)
    ]
    ours, theirs = sides
    shared = {each.id for each in ours} & {each.id for each in theirs}
    same = {old: new for old, new in new_ids(whole).items() if old in shared and draw(st.booleans())}
    return ours, renamed(theirs, same), same


@settings(max_examples=60)
@given(coded_twice())
def test_the_order_of_the_sides_decides_only_which_ids_are_kept(
    coded: tuple[nm.Collection, nm.Collection, dict[str, str]],
) -> None:
    ours, theirs, same = coded
    back_to_ours = {their_id: our_id for our_id, their_id in same.items()}
    one, other = nm.merge(ours, theirs, same=same), nm.merge(theirs, ours, same=back_to_ours)
    assert without_aliases(one.collection) == without_aliases(renamed(other.collection, back_to_ours))
    assert (one.conflicts, other.conflicts) == ((), ())


def targets(collection: nm.Collection) -> set[str]:
    return {each.target for each in chain.from_iterable(map(references, collection))}


@settings(max_examples=60)
@given(coded_twice())
def test_no_reference_is_broken_and_no_record_is_lost(
    coded: tuple[nm.Collection, nm.Collection, dict[str, str]],
) -> None:
    ours, theirs, same = coded
    merged = nm.merge(ours, theirs, same=same).collection
    our_ids = {their_id: our_id for our_id, their_id in same.items()}
    assert {each.id for each in merged} == {each.id for each in ours} | {
        our_ids.get(each.id, each.id) for each in theirs
    }
    broken = {id for id in targets(merged) if id not in merged}
    assert broken <= {id for side in (ours, theirs) for id in targets(side) if id not in side}
    assert not broken & {*our_ids}


@settings(max_examples=60)
@given(coded_twice())
def test_without_pairs_a_merge_is_as_before(coded: tuple[nm.Collection, nm.Collection, dict[str, str]]) -> None:
    ours, theirs, _ = coded
    assert nm.merge(ours, theirs, same={}) == nm.merge(ours, theirs)


def test_thousands_of_pairs_are_joined() -> None:
    ours = collection_of(*(post(f"a-{n}", name=f"Post {n}") for n in range(3_000)))
    theirs = collection_of(*(post(f"b-{n}", name=f"Post {n}") for n in range(3_000)))
    pairs = nm.likely_same(ours, theirs)
    assert [(each.ours, each.theirs) for each in pairs] == [(f"a-{n}", f"b-{n}") for n in range(3_000)]
    assert len(nm.merge(ours, theirs, same={each.ours: each.theirs for each in pairs}).collection) == 3_000
