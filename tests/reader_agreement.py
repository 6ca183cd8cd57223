"""Compare the fast readers, cattrs and the JSON Schema on a document, or on a JSON Lines file.

All accept the same ones, and the readers build equal records and find the same problems, with one exception: a schema
sees plain data, not the text, so it accepts the faults of `invisible_faults`. Each such fault must be there, and
without them the readers must accept the document, too.
"""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any, NamedTuple, Protocol
from unittest import mock

from invisible_faults import duplicate_keys, has_long_exponent, repair, visible, without_long_exponents
from nmpolicy.errors import DocumentError
from nmpolicy.records.collection import TABLES, Collection
from nmpolicy.serialization import documents, record_lines
from nmpolicy.serialization.document_reader import ReadDocument, read_plain_document
from nmpolicy.serialization.documents import dump_bytes, parse_document, structure_data
from nmpolicy.serialization.json_format import TYPE_KEY, TYPES
from nmpolicy.serialization.json_schema import json_schema
from nmpolicy.serialization.lines import read_stream
from nmpolicy.serialization.parsing import parse

_TABLES = {name: next(table for table, each in TABLES.items() if each is cls) for name, cls in TYPES.items()}


class Validator(Protocol):
    """The validator of any library."""

    def is_valid(self, instance: Any) -> bool:
        """Return whether the schema accepts plain data."""
        ...


class Validators(NamedTuple):
    """A validator for a document, and one for a record of each type."""

    document: Validator
    records: Mapping[str, Validator]
    seen: Counter[str]
    """How many documents and lines were accepted and refused, and how many faults only a reader saw."""


def validators(make: Callable[[Any], Validator]) -> Validators:
    """Make the validators with the class of some library."""
    schema = json_schema()
    common = {"$schema": schema["$schema"], "$defs": schema["$defs"]}
    records = {name: make({**common, "$ref": f"#/$defs/{cls.__name__}"}) for name, cls in TYPES.items()}
    return Validators(make(schema), records, Counter())


def disagreement(text: str | bytes, schema: Validators) -> str:
    """Return how the readers and the schema differ on a document; empty if they agree."""
    slow = _slowly(text)
    accepted = isinstance(slow, Collection)
    schema.seen[f"documents {'accepted' if accepted else 'refused'}"] += 1
    return _difference(text, slow) or _schema_difference(
        _without_mark(text), slow, schema.document, _slowly, schema.seen
    )


def lines_disagreement(text: bytes, schema: Validators) -> str:
    """Return how the two readers and the schema differ on a JSON Lines file; empty if they agree."""
    found = _lines(text)
    nothing = ReadDocument(None, {}, ())
    with (
        mock.patch.object(documents, "read_document", side_effect=ValueError),
        mock.patch.object(documents, "read_plain_document", return_value=nothing),
        mock.patch.object(record_lines, "read_record_lines", return_value=None),
        mock.patch.object(record_lines, "read_plain_lines", return_value=None),
    ):
        slow = _lines(text)
    if [_content(each) for _, each in found] != [_content(each) for _, each in slow]:
        return "the fast and the slow reader differ on its lines"
    lines = text.split(b"\n")
    for number, each in slow[1:]:
        schema.seen[f"lines {'refused' if isinstance(each, DocumentError) else 'accepted'}"] += 1
        if difference := _line_difference(lines[number - 1], each, schema):
            return f"line {number}: {difference}"
    return ""


def _lines(text: bytes) -> list[tuple[int, Any]]:
    """Return what is on each line: the header, a record, or an error."""
    try:
        header, records = read_stream(BytesIO(text), "a.jsonl", "refuse")
    except DocumentError as error:
        return [(0, error)]
    return [header, *records]


def _line_difference(line: bytes, found: Any, schema: Validators) -> str:
    data = _plain(line)
    name = data.get(TYPE_KEY) if isinstance(data, dict) else None
    if not isinstance(name, str) or name not in TYPES:
        return "" if isinstance(found, DocumentError) else "only the reader accepts it"

    def read(text: str) -> Any:
        """Read the fields of a line as the only record of a document."""
        record = {key: value for key, value in json.loads(text).items() if key != TYPE_KEY}
        return _slowly(json.dumps({"nmpolicy": 1, "id": "a", "title": "T", _TABLES[name]: [record]}))

    return _schema_difference(line, found, _WithoutType(schema.records[name]), read, schema.seen)


class _WithoutType(NamedTuple):
    """A validator of records for lines, which also have a type."""

    validator: Validator

    def is_valid(self, instance: Any) -> bool:
        return self.validator.is_valid({key: value for key, value in instance.items() if key != TYPE_KEY})


def _slowly(text: str | bytes) -> Collection | DocumentError:
    """Return the collection that cattrs alone makes of a text, or the error that it raises."""
    try:
        data, problems = parse(text)
        return structure_data(data, Collection, problems, "refuse")
    except DocumentError as error:
        return error


def _content(found: Any) -> Any:
    """Return what to compare of a record or an error. Texts show whether a number is `1` or `1.0`, and the order."""
    return found.problems if isinstance(found, DocumentError) else (type(found), found, dump_bytes(found, None))


def _without_mark(text: str | bytes) -> str | bytes:
    return text.removeprefix("\ufeff") if isinstance(text, str) else text.removeprefix(b"\xef\xbb\xbf")


def _difference(text: str | bytes, slow: Collection | DocumentError) -> str:
    """Return how the fast readers differ from cattrs; empty if they build equal records or find the same problems."""
    try:
        found: Collection | DocumentError = parse_document(text, "refuse")
    except DocumentError as error:
        found = error
    if _content(found) != _content(slow):
        return f"the fast reader differs: {found} / {slow}"
    if isinstance(slow, DocumentError):
        return ""
    plain = read_plain_document(parse(text)[0], keep=False).collection
    return "" if plain is not None and _content(plain) == _content(slow) else "only the slow reader accepts it"


def _plain(text: str | bytes) -> Any:
    """Return the plain data of a text, as most programs read it; ... if it is not JSON."""
    try:
        return json.loads(text.decode() if isinstance(text, bytes) else text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return ...


def _refuse(name: str) -> None:
    raise ValueError(name)


def _schema_difference(
    text: str | bytes, slow: Any, validator: Validator, read: Callable[[str], Any], seen: Counter[str]
) -> str:
    data = _plain(text)
    refused = isinstance(slow, DocumentError)
    if data is ...:  # a schema does not apply
        return "" if refused else "the reader accepts what is not JSON"
    if _is_valid(validator, data) is not refused:
        return ""
    return _unexplained(text, data, slow, validator, read, seen) if refused else "only the reader accepts it"


def _unexplained(  # noqa: PLR0913, PLR0917  # what the caller has
    text: str | bytes,
    data: Any,
    error: DocumentError,
    validator: Validator,
    read: Callable[[str], Any],
    seen: Counter[str],
) -> str:
    """Return why the schema is wrong to accept a document, or empty if only faults are left that it cannot see."""
    text = text if isinstance(text, str) else text.decode()
    if has_long_exponent(text):
        seen["only a reader sees: an exponent of 18 digits"] += 1
        text = without_long_exponents(text)
        return _schema_difference(text, read(text), validator, read, seen)
    duplicates = duplicate_keys(text)
    for problem in error.problems:
        fault = repair(data, problem, duplicates)
        if not fault:
            return f"only the schema accepts it: {problem}"
        seen[f"only a reader sees: {fault}"] += 1
    if not _is_valid(validator, data):
        return "the schema refuses a repaired document"
    again = read(json.dumps(visible(data)))  # `json` writes an infinite number as a word that is no JSON
    return f"the reader refuses a repaired document: {again}" if isinstance(again, DocumentError) else ""


def _is_valid(validator: Validator, data: Any) -> bool:
    try:
        return validator.is_valid(data)
    except ValueError:  # a validator in Rust has no halves of surrogate pairs, and no infinite numbers
        return validator.is_valid(visible(data))
