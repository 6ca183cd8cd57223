"""The descriptions of tables and columns, for formats that hold them: those of the classes and their fields."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from nmpolicy.serialization.json_format import key_of
from nmpolicy.serialization.json_schema import json_schema
from nmpolicy.tables.layout import COLLECTION, LINKS, RECORDS, Column, Table, table_named

_KEYS = {
    "id": "The id of the record that holds it, and a JSON Pointer to it in the record.",
    "record": "The id of the record that holds it; empty if the collection itself does.",
    "parent": "The id of the record or the part that holds it; empty if the collection itself does.",
    "number": "Its position in the list that holds it, from 0.",
}
_EXTRA = "Fields that nmpolicy does not know, as a JSON object."
_BOUNDS = {
    "earliest": "The first day that `{}` can mean, inclusive; null if it is missing or uncertain.",
    "latest": "The last day that `{}` can mean, inclusive; null if it is missing or uncertain.",
}
_DERIVED_TABLES = {
    RECORDS.name: "Every record, with the table that holds it and its name or title.",
    LINKS.name: "Every reference from one record to another.",
}
_DERIVED_COLUMNS = {
    RECORDS.name: {
        "id": "The id of the record.",
        "table": "The table that holds it.",
        "label": "Its name or title, or other text by which a reader recognizes the record.",
    },
    LINKS.name: {
        "source": "The id of the record that refers.",
        "pointer": "A JSON Pointer to the reference in that record.",
        "field": "The name of the field.",
        "target": "The id of the record that it refers to.",
    },
}


def table_description(table: Table) -> str:
    """Return the description of a table's rows.

    >>> table_description(table_named("milestones"))
    'A stage that an instrument reached on a date.'
    """
    return _DERIVED_TABLES.get(table.name) or str(definition(table)["description"])


@cache  # by its name, because a table is slow to hash
def column_descriptions(name: str) -> Mapping[str, str]:
    """Return the description of each column of a table, by the name of the column.

    >>> column_descriptions("milestones")["stage"], column_descriptions("links")["source"]
    ('The stage that was reached.', 'The id of the record that refers.')
    """
    if name in _DERIVED_COLUMNS:
        return MappingProxyType(_DERIVED_COLUMNS[name])
    table = table_named(name)
    properties = definition(table)["properties"]
    keys = {column.name: _KEYS[column.name] for column in table.keys}
    fields = {
        column.name: _EXTRA if column.type == "object" else properties[key_of(column.name)]["description"]
        for column in table.fields
    }
    return MappingProxyType(keys | fields | {each.name: _bound(each) for each in table.columns if each.derived_from})


def definition(table: Table) -> Mapping[str, Any]:
    """Return the JSON Schema of the class whose objects are the rows of a table."""
    found: Mapping[str, Any] = _schema() if table.name == COLLECTION else _schema()["$defs"][table.cls.__name__]
    return found


@cache  # read once rather than for each table
def _schema() -> Mapping[str, Any]:
    return json_schema()


def _bound(column: Column) -> str:
    return _BOUNDS[column.name.rpartition("_")[2]].format(column.derived_from)
