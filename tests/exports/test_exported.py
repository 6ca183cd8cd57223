"""The count of what an export leaves out."""

from attrs import fields
from hypothesis import given, settings

import nmpolicy as nm
from nmpolicy.exports.exported import fields_left_out
from nmpolicy.records.collection import TABLES, Collection
from nmpolicy.records.traversal import parts_of
from nmpolicy.strategies import collections


@settings(max_examples=25)
@given(collections())
def test_nothing_is_left_out_if_every_field_is_held(collection: Collection) -> None:
    classes = {type(part) for record in (collection, *collection) for _, part in parts_of(record)}
    assert not fields_left_out(collection, {each: {field.name for field in fields(each)} for each in classes})


@settings(max_examples=25)
@given(collections())
def test_each_field_with_a_value_is_left_out_if_none_is_held(collection: Collection) -> None:
    expected = [
        f"{type(record).__name__}.{field.name}"
        for record in (collection, *collection)
        for field in fields(type(record))
        if field.name not in TABLES and getattr(record, field.name) != field.default
    ]
    counts = fields_left_out(collection, {})
    assert sorted(counts.elements()) == sorted(expected)


def test_a_part_of_a_field_that_is_held_is_looked_into() -> None:
    deadline = nm.Deadline(within="P30D", after="signed", extra={"x-a": 1})
    provision = nm.Provision(id="a", instrument="b", kind="regulative", deadline=deadline)
    collection = nm.Collection.of([provision], id="demo", title="A demonstration")
    held = {nm.Collection: {"id", "title"}, nm.Provision: {"id", "instrument", "kind"}}
    assert fields_left_out(collection, held) == {"Provision.deadline": 1}
    held |= {nm.Provision: {"id", "instrument", "kind", "deadline"}, nm.Deadline: {"within"}}
    assert fields_left_out(collection, held) == {"Deadline.after": 1, "Deadline.extra": 1}
