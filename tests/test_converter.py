"""The cattrs converter: exact round trips, strict values, and a caller's own classes left alone."""

import json
from datetime import date
from typing import Any

import attrs
import pytest
from cattrs import ClassValidationError, Converter
from hypothesis import given
from hypothesis import strategies as st

import nmpolicy as nm
from nmpolicy.records.collection import PARTS, TABLES
from nmpolicy.strategies import collections, records

CLASSES = [*TABLES.values(), *PARTS]
converter = nm.make_converter()


@pytest.mark.parametrize("cls", CLASSES)
@given(data=st.data())
def test_every_class_survives_the_way_to_json_and_back(cls: type, data: st.DataObject) -> None:
    record = data.draw(records(cls))
    plain = converter.unstructure(record)
    assert json.loads(json.dumps(plain)) == plain
    assert converter.structure(plain, cls) == record


@given(collections())
def test_a_load_undoes_a_dump(collection: nm.Collection) -> None:
    """The page of the format says: A collection read back equals the collection written."""
    text = nm.dumps(collection)
    again = nm.loads(text)
    assert again == collection
    assert nm.dumps(again) == text
    assert nm.loads(text.encode()) == collection


@given(st.one_of(*map(records, TABLES.values())))
def test_defaults_are_left_out_and_the_id_comes_first(record: nm.Record) -> None:
    plain = converter.unstructure(record)
    assert next(iter(plain)) == "id"
    for field in attrs.fields(type(record)):
        assert (field.name in plain) == (getattr(record, field.name) != field.default)


def test_terms_and_dates_become_bare_text() -> None:
    plain = converter.unstructure(nm.Milestone(stage="signed", date="2025-07-21"))
    assert plain == {"stage": "signed", "date": "2025-07-21"}
    assert {type(value) for value in plain.values()} == {str}


@pytest.mark.parametrize(
    "spoilt",
    [
        {"other_names": "A"}, {"other_names": {"A": 1}}, {"name": 5}, {"name": None}, {"private": "yes"}, {"private": 1},
        {"evidence": [{"source": "a", "paragraph": "3"}]}, {"evidence": [{"source": "a", "paragraph": 3.0}]},
        {"evidence": [{"source": "a", "paragraph": True}]}, {"nam": "A"}, {"id": 5}, {"id": None}, {"evidence": {}},
        {"evidence": None}, {"evidence": [["source", "a"]]},
    ],
)  # fmt: skip
def test_nothing_is_coerced(spoilt: dict[str, Any]) -> None:
    with pytest.raises(ClassValidationError):
        converter.structure({"id": "a", **spoilt}, nm.Person)


def test_a_date_object_is_no_text() -> None:
    with pytest.raises(ClassValidationError):
        converter.structure({"stage": "signed", "date": date(2025, 7, 21)}, nm.Milestone)


@attrs.frozen
class Story:
    """A class of a caller's own."""

    words: int
    about: nm.Order
    day: str = ""


def test_a_callers_converter_learns_our_classes_and_keeps_its_ways() -> None:
    own = Converter()
    assert nm.configure_converter(own) is own
    plain = {"words": "500", "about": {"id": "eo", "kind": "other", "title": "An order"}, "extra": 1, "day": 5}
    story = own.structure(plain, Story)
    assert story == Story(500, nm.Order(id="eo", kind="other", title="An order"), "5")
    assert own.unstructure(story) == {"words": 500, "about": plain["about"], "day": "5"}
    with pytest.raises(ClassValidationError):
        own.structure({**plain, "about": {"id": "eo", "kind": "other", "title": "An order", "extra": 1}}, Story)


def test_a_callers_converter_reads_a_whole_document(albuquerque: nm.Collection) -> None:
    own = nm.configure_converter(Converter(detailed_validation=False))
    assert own.structure(json.loads(nm.dumps(albuquerque)), nm.Collection) == albuquerque
