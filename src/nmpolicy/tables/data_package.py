"""The `datapackage.json` of a folder of CSV files: a description of each table and column for programs."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from nmpolicy.errors import UnreadableDocumentError
from nmpolicy.records.collection import Collection
from nmpolicy.serialization.files import read_bytes, reading
from nmpolicy.serialization.json_format import FORMAT, FORMAT_KEY, FormatError, check_format, key_of
from nmpolicy.serialization.parsing import parse
from nmpolicy.tables.descriptions import column_descriptions, definition, table_description
from nmpolicy.tables.layout import LINKS, RECORDS, Column, Table, all_tables, referenced_table
from nmpolicy.tables.row_reader import problem
from nmpolicy.vocabulary.values import describe

#: The name of the file, which the specification fixes.
DESCRIPTOR = "datapackage.json"
_TYPES = {"integer": "integer", "boolean": "boolean", "object": "object", "day": "date"}
_LICENSE_NAME = re.compile(r"[-a-zA-Z0-9._]+")  # the only form that the specification allows


def file_name(table: Table) -> str:
    """Return the name of the file of a table.

    >>> file_name(LINKS)
    'links.csv'
    """
    return f"{table.name}.csv"


def package_json(collection: Collection, *, escaped: bool) -> bytes:
    """Return the descriptor of a collection's files. `escaped` is true if formulas begin with an apostrophe."""
    named = _LICENSE_NAME.fullmatch(collection.license)
    descriptor = {
        "profile": "tabular-data-package",
        "name": collection.id,
        "title": collection.title,
        **({"description": collection.summary} if collection.summary else {}),
        **({"licenses": [{"name": collection.license}]} if named else {}),
        FORMAT_KEY: {"format": FORMAT, "id": collection.id, "redacted": collection.redacted, "escaped": escaped},
        "resources": _resources(),
    }
    return msgspec.json.format(msgspec.json.encode(descriptor), indent=2) + b"\n"


def read_descriptor(folder: Path, max_bytes: int) -> tuple[bool, bool]:
    """Return whether formulas begin with an apostrophe, and whether this is a redacted copy, as the descriptor says.

    Raises `UnreadableDocumentError` if it does not say the first, because a text could otherwise come back changed.
    """
    path = folder / DESCRIPTOR
    if not path.exists() and not any((folder / file_name(table)).exists() for table in all_tables()):
        reason = "the folder has neither this file nor a table, so it is not a CSV export"
        raise unreadable(path, "NMP001", f"{reason}; name the folder that `nmpolicy export csv` wrote")
    if not path.exists():
        written = f'{{"{FORMAT_KEY}": {{"format": {FORMAT}, "escaped": false}}}}'
        raise unreadable(
            path,
            "NMP001",
            "the file is missing, and it says whether apostrophes before formulas belong to the text; copy it from the"
            f" export, or, if they do, write {written} into it",
        )
    with reading_file(path):
        data, duplicates = parse(read_bytes(path, max_bytes))
    if duplicates:
        raise unreadable(path, duplicates[0].code, duplicates[0].message)
    own = data.get(FORMAT_KEY) if isinstance(data, dict) else None
    if not isinstance(own, dict) or "format" not in own:
        raise unreadable(path, "NMP010", f"{FORMAT_KEY!r} with its 'format' is missing; copy the file from the export")
    try:
        check_format({FORMAT_KEY: own["format"]})
    except FormatError as error:
        raise unreadable(path, "NMP010", error.reason) from error
    found = {"escaped": own.get("escaped"), "redacted": own.get("redacted", False)}
    for name, value in found.items():
        if not isinstance(value, bool):
            message = f"{name!r} in {FORMAT_KEY!r} must be true or false, not {describe(value)}"
            raise unreadable(path, "NMP014", f"{message}; copy the file from the export")
    return found["escaped"], found["redacted"]


@contextmanager
def reading_file(path: Path) -> Iterator[None]:
    """Turn the errors of reading a file of a folder into an `UnreadableDocumentError` of the folder, with its name."""
    try:
        with reading(path):
            yield
    except UnreadableDocumentError as error:
        first = error.problems[0]
        message = f"{first.location}: {first.message}" if first.location else first.message
        raise unreadable(path, first.code, message) from error


def unreadable(path: Path, code: str, message: str) -> UnreadableDocumentError:
    """Return the error for a file of a folder."""
    return UnreadableDocumentError((problem(code, message, path.name),), str(path.parent))


@cache
def _resources() -> list[dict[str, Any]]:
    """Return the descriptions of all files, which are the same for each collection."""
    return [*map(_resource, all_tables())]


def _resource(table: Table) -> dict[str, Any]:
    """Return the description of a file."""
    foreign = [
        {"fields": [column.name], "reference": {"resource": target, "fields": ["id"]}}
        for column in table.columns
        if (target := referenced_table(table, column))
    ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "description": table_description(table),
        "path": file_name(table),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\n"},
        "schema": {
            "fields": [_field(table, column) for column in table.columns],
            "missingValues": [""],
            "primaryKey": ["source", "pointer"] if table is LINKS else ["id"],
            **({"foreignKeys": foreign} if foreign else {}),
        },
    }


def _field(table: Table, column: Column) -> dict[str, Any]:
    """Return the type, the description and the constraints of a column."""
    values = _constraints(table, column)
    field: dict[str, Any] = {"name": column.name, "type": _TYPES.get(column.type, "string")}
    if column.many:
        field |= {"type": "array", "arrayItem": {"type": "string", **({"constraints": values} if values else {})}}
        values = {}
    if column.type == "boolean":
        field |= {"trueValues": ["TRUE"], "falseValues": ["FALSE"]}
    if column.required:
        values = {"required": True, **values}
        if column.type == "text":
            field["missingValues"] = []  # an empty text is a value
    if values:
        field["constraints"] = values
    return {**field, "description": column_descriptions(table.name)[column.name]}


def _constraints(table: Table, column: Column) -> dict[str, Any]:
    """Return the constraints on a column's values: terms, a pattern, or bounds."""
    if column.terms:
        return {"enum": [*column.terms]}
    if column not in table.fields or column.type == "object" or table.name in {RECORDS.name, LINKS.name}:
        return {}
    found: Any = definition(table)["properties"].get(key_of(column.name), {})
    found = found.get("items") or found.get("anyOf", [found])[0]
    return {name: found[name] for name in ("pattern", "minimum", "maximum") if name in found}
