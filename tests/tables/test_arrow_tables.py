"""Arrow tables hold the values of the rows, with types and descriptions."""

import json

import pyarrow as pa
from hypothesis import given, settings

import nmpolicy as nm
from nmpolicy import tables
from nmpolicy.strategies import collections
from nmpolicy.tables.layout import all_tables
from reading_back import check_tables

EMPTY = nm.Collection(id="demo", title="A demonstration")
TYPES = {"integer": pa.int64(), "boolean": pa.bool_(), "day": pa.date32()}
MAN = nm.Person(id="a-man", name="Jonathan Quimby", private=True)


@given(collections())
@settings(max_examples=10)
def test_they_hold_the_values_of_the_rows(collection: nm.Collection) -> None:
    found = tables.to_arrow(collection, include_private=True)
    assert list(found) == [table.name for table in all_tables()]
    check_tables(collection, lambda name: found[name].to_pylist())
    for table in found.values():
        table.validate(full=True)


def test_empty_tables_have_typed_columns() -> None:
    found = tables.to_arrow(EMPTY)
    for table in all_tables():
        assert found[table.name].num_rows == (table.name == "collection")
        for column, field in zip(table.columns, found[table.name].schema, strict=True):
            assert field.name == column.name
            assert field.nullable is column.nullable
            item = field.type.value_type if column.many else field.type
            assert item == TYPES.get(column.type, pa.string())


def test_columns_and_tables_are_described() -> None:
    schema = tables.to_arrow(EMPTY)["milestones"].schema
    assert schema.field("stage").metadata == {b"description": b"The stage that was reached."}
    assert schema.metadata == {
        b"nmpolicy": b"1",
        b"nmpolicy.redacted": b"false",
        b"description": b"A stage that an instrument reached on a date.",
    }


def test_private_names_are_withheld_unless_asked_for() -> None:
    def texts(found: dict[str, pa.Table]) -> str:
        return json.dumps([table.to_pylist() for table in found.values()], default=str)

    redacted, whole = tables.to_arrow(EMPTY.add(MAN)), tables.to_arrow(EMPTY.add(MAN), include_private=True)
    assert "Quimby" in texts(whole)
    assert "Quimby" not in texts(redacted)
    assert [found["orders"].schema.metadata[b"nmpolicy.redacted"] for found in (redacted, whole)] == [b"true", b"false"]
