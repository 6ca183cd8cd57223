"""The cattrs converter: exact round trips, strict values, and a caller's own classes left alone."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest
from cattrs import ClassValidationError, Converter
from hypothesis import given, settings
from hypothesis import strategies as st

import nmpolicy as nm
from each_case import each_case
from nmpolicy.errors import InvalidValueError
from nmpolicy.records.collection import PARTS, TABLES
from nmpolicy.serialization.converter import configure_converter, make_converter
from nmpolicy.strategies import collections, records

CLASSES = [*TABLES.values(), *PARTS]
converter = make_converter()


@pytest.mark.parametrize("cls", CLASSES)
@settings(max_examples=30)
@given(data=st.data())
def test_every_class_round_trips_through_json(cls: type, data: st.DataObject) -> None:
    record = data.draw(records(cls))
    plain = converter.unstructure(record)
    assert json.loads(json.dumps(plain)) == plain
    assert converter.structure(plain, cls) == record


@given(collections())
def test_a_load_undoes_a_dump(collection: nm.Collection) -> None:
    """As docs/reference/json.md says, a collection that is written and read back is equal to the original."""
    text = nm.dumps(collection)
    again = nm.loads(text)
    assert again == collection
    assert nm.dumps(again) == text
    assert nm.loads(text.encode()) == collection


@given(st.one_of(*map(records, TABLES.values())))
def test_defaults_are_left_out_and_the_id_comes_first(record: nm.Record) -> None:
    plain = converter.unstructure(record)
    assert next(iter(plain)) == "id"
    changed = [each.name for each in attrs.fields(type(record)) if getattr(record, each.name) != each.default]
    assert list(plain) == [name for name in changed if name != "extra"] + list(record.extra)


def test_terms_and_dates_become_plain_text() -> None:
    plain = converter.unstructure(nm.Milestone(stage="signed", date="2025-07-21"))
    assert plain == {"stage": "signed", "date": "2025-07-21"}
    assert {type(value) for value in plain.values()} == {str}


@each_case(
    "spoiled",
    [
        {"other_names": "A"}, {"other_names": {"A": 1}}, {"name": 5}, {"name": None}, {"private": "yes"}, {"private": 1},
        {"evidence": [{"source": "a", "paragraph": "3"}]}, {"evidence": [{"source": "a", "paragraph": 3.5}]},
        {"evidence": [{"source": "a", "paragraph": True}]}, {"nam": "A"}, {"id": 5}, {"id": None}, {"evidence": {}},
        {"evidence": None}, {"evidence": [["source", "a"]]},
    ],
)  # fmt: skip
def test_nothing_is_coerced(spoiled: dict[str, Any]) -> None:
    with pytest.raises(ClassValidationError):
        converter.structure({"id": "a", **spoiled}, nm.Person)


def test_a_date_object_is_refused() -> None:
    with pytest.raises(ClassValidationError):
        converter.structure({"stage": "signed", "date": date(2025, 7, 21)}, nm.Milestone)


@attrs.frozen
class Story:
    """A class of the caller."""

    words: int
    about: nm.Order
    day: str = ""


def test_a_configured_converter_handles_other_classes_as_before() -> None:
    own = Converter()
    assert configure_converter(own) is own
    plain = {"words": "500", "about": {"id": "eo", "kind": "other", "title": "An order"}, "extra": 1, "day": 5}
    story = own.structure(plain, Story)
    assert story == Story(500, nm.Order(id="eo", kind="other", title="An order"), "5")
    assert own.unstructure(story) == {"words": 500, "about": plain["about"], "day": "5"}
    with pytest.raises(ClassValidationError):
        own.structure({**plain, "about": {"id": "eo", "kind": "other", "title": "An order", "extra": 1}}, Story)


def test_a_configured_converter_reads_a_document(albuquerque: nm.Collection) -> None:
    own = configure_converter(Converter(detailed_validation=False))
    assert own.structure(json.loads(nm.dumps(albuquerque)), nm.Collection) == albuquerque


class Loud(str):
    """A text that prints differently."""

    __slots__ = ()

    def __str__(self) -> str:
        """In capitals."""
        return self.upper()


class Spoken(nm.PartialDate):
    """A date that prints differently."""

    __slots__ = ()

    def __str__(self) -> str:
        """Without a date."""
        return "some day"


def test_subclasses_of_str_are_written_with_their_value() -> None:
    person = nm.Person(id="a", name=Loud("quiet"), summary=Loud(""))
    event = nm.Event(id="e", kind="other", name="E", start_date=Spoken("2025-07"))
    plain = [{"id": "a", "name": "quiet"}, {"id": "e", "kind": "other", "name": "E", "start_date": "2025-07"}]
    assert [converter.unstructure(record) for record in (person, event)] == plain
    text = nm.dumps(nm.Collection(id="demo", title="T").add(person, event))
    assert json.loads(text)["people"] + json.loads(text)["events"] == plain
    assert type(person.name) is type(person.summary) is str


class Titled(nm.Collection):
    """A subclass without fields of its own."""


@pytest.mark.parametrize("extra", [{}, {"x-a": 1}])
def test_a_subclass_of_collection_is_written_as_a_collection(tmp_path: Path, extra: dict[str, Any]) -> None:
    base = nm.Collection(id="demo", title="T", extra=extra).add(nm.Person(id="a", extra=extra))
    derived = Titled(id="demo", title="T", extra=extra, people=base.people)
    assert nm.dumps(derived) == nm.dumps(base)
    nm.dump(derived, tmp_path / "a.jsonl")
    nm.dump(base, tmp_path / "b.jsonl")
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()


@each_case("indent", [-1, 17, True, "2", 1.0])
def test_an_invalid_indent_is_refused(indent: Any) -> None:
    with pytest.raises(InvalidValueError, match="is not an indent"):
        nm.dumps(nm.Collection(id="demo", title="T"), indent=indent)


@pytest.mark.parametrize("unknown", ["drop", [], None, 5])
def test_unknown_is_refuse_or_keep(unknown: Any) -> None:
    for function in (make_converter, lambda *, unknown: nm.loads("{}", unknown=unknown)):
        with pytest.raises(InvalidValueError, match="either 'refuse' or 'keep'"):
            function(unknown=unknown)
