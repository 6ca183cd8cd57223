"""The common behavior of records and parts: comparison, hashing, pickling, and how they read."""

import copy
import pickle
from typing import Any, cast

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nmpolicy as nm
from each_case import each_case
from nmpolicy.errors import InvalidTypeError
from nmpolicy.records.base import Part
from nmpolicy.records.collection import PARTS, TABLES
from nmpolicy.records.fields import field_type
from nmpolicy.strategies import records

CLASSES = [*TABLES.values(), *PARTS]


@pytest.mark.parametrize("cls", CLASSES)
@settings(max_examples=30)
@given(data=st.data())
def test_a_record_compares_hashes_pickles_and_copies(cls: type, data: st.DataObject) -> None:
    record = data.draw(records(cls))
    twin = pickle.loads(pickle.dumps(record))  # noqa: S301  # our own bytes
    assert record == twin == copy.copy(record) == copy.deepcopy(record)
    assert hash(record) == hash(twin)
    assert record != object()
    assert len({record, twin}) == 1


@each_case("cls", PARTS)
def test_a_part_declares_the_fields_that_tell_it_apart_in_a_list(cls: type[Part]) -> None:
    assert "key_fields" in vars(cls)
    names = {each.name for each in attrs.fields(cls)} - {"extra"}
    assert {*cls.key_fields} <= names
    in_lists = [
        field_type(each.type)[:2] == (cls, True) for owner in CLASSES for each in attrs.fields(cast("Any", owner))
    ]
    assert bool(cls.key_fields) == any(in_lists)


@each_case("cls", CLASSES)
def test_a_record_is_frozen_slotted_and_keyword_only(cls: type) -> None:
    assert not hasattr(object.__new__(cls), "__dict__")
    for field in attrs.fields(cls):
        assert field.kw_only
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(object.__new__(cls), field.name, None)


@given(st.one_of(*map(records, TABLES.values())))
def test_a_record_reads_as_one_line_and_a_short_repr(record: nm.Record) -> None:
    assert str(record)
    assert len(str(record).splitlines()) == 1
    assert repr(record) == f"<{type(record).__name__} {record.id}>"


def test_a_part_shows_what_it_holds() -> None:
    shown = repr(nm.Evidence(source="article", paragraph=3))
    assert shown == "Evidence(source='article', paragraph=3)"


def test_notes_are_given_as_texts_or_with_their_authors() -> None:
    plain, signed = nm.Note(text="First."), nm.Note(text="Second.", author="Ana")
    cases: list[tuple[Any, tuple[nm.Note, ...]]] = [
        ("First.", (plain,)),
        (plain, (plain,)),
        (["First.", signed], (plain, signed)),
        ((), ()),
        ("", ()),
    ]
    for notes, held in cases:
        noted: list[Any] = [
            nm.Post(id="p", name="P", notes=notes),
            nm.Milestone(stage="signed", notes=notes),
            nm.Collection(id="c", title="C", notes=notes),
            nm.Collection.of([], id="c", title="C", notes=notes),
        ]
        assert [each.notes for each in noted] == [held] * 4
    for wrong in (5, [5], {"text": "First."}, None):
        with pytest.raises(InvalidTypeError, match=r"Post\.notes: expected"):
            nm.Post(id="p", name="P", notes=wrong)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    assert (str(plain), str(signed)) == ("First.", "Second. (Ana)")


def test_what_has_no_name_is_called_by_its_id() -> None:
    relation = nm.Relation(id="r", subject="a", predicate="cites", object="b")
    membership = nm.Membership(id="m", member="a")
    assert (relation.label, membership.label) == ("r", "m")


@each_case(
    ("record", "line"),
    [
        (nm.VoteEvent(passed=False), "failed"),
        (nm.VoteEvent(yes=5), "result unknown, 5 yes"),
        (nm.Organization(id="a", name="Four members", size=4), "Four members (4)"),
        (nm.Membership(id="a", member="b", organization="c", role="clerk", start_date="2020", end_date="2021~"), "b, clerk, c, from 2020, to about 2021"),
        (nm.Membership(id="a", member="b", post="c", organization="d"), "b, c, d"),
        (nm.Membership(id="a", member="b", post="c", role="acting chair"), "b, acting chair"),
        (nm.Milestone(stage="signed"), "signed"),
        (nm.Evidence(source="a"), "a"),
        (nm.Statement(id="silence"), "unnamed speaker: silence"),
        (nm.Event(id="e", kind="vote", name="A vote"), "A vote (date unknown)"),
        (nm.Source(id="s", kind="other", title="A paper"), "A paper (other)"),
        (nm.Post(id="p", name="Clerk"), "Clerk"),
    ],
)  # fmt: skip
def test_a_line_leaves_out_what_is_not_known(record: object, line: str) -> None:
    assert str(record) == line


def test_terms_have_spaces_in_a_line_of_text() -> None:
    relation = nm.Relation(id="r", subject="a", predicate="responds-to", object="b")
    stance = nm.TargetStance(target="b", stance="oppose", objection="not-far-enough")
    assert [str(each) for each in (relation, stance, nm.Milestone(stage="struck-down", date="2025-05"))] == [
        "a responds to b",
        "oppose b (not far enough)",
        "struck down 2025-05",
    ]
