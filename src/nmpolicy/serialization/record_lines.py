"""Single lines of JSON Lines: each holds one record, or the header that describes the collection."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from attrs import evolve

from nmpolicy.errors import DocumentError, InvalidDocumentError, InvalidValueError
from nmpolicy.problems import Problem, Severity
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection, table_of
from nmpolicy.serialization._fast_json import read_record_lines, write_record_lines
from nmpolicy.serialization.documents import check_writable, dump_bytes, parse_document, structure_data
from nmpolicy.serialization.json_format import FORMAT, FORMAT_KEY, TYPE_KEY, TYPES, Unknown, check_unknown, type_of
from nmpolicy.serialization.parsing import parse
from nmpolicy.serialization.plain_data import read_plain_lines
from nmpolicy.suggestions import closest_matches, did_you_mean
from nmpolicy.vocabulary.values import describe

#: White space as JSON defines it (RFC 8259).
WHITE_SPACE = b" \t\r\n"
_PARTS = 16  # into which lines are divided if one of them is wrong
LONGEST = 2**24  # bytes in a line; a file without line feeds would fill the memory


class Line(NamedTuple):
    """A line of a file."""

    number: int
    """The line number, from 1."""
    text: bytes
    """The bytes, including the line feed. A line that is too long is cut one byte after the limit."""


def read_header(line: Line, unknown: Unknown) -> Collection | InvalidDocumentError:
    """Return the collection that the first line describes, or the error of that line."""
    try:
        collection = parse_document(_checked_length(line.text), unknown)
    except DocumentError as error:
        if is_record(line):
            header = f'{{"{FORMAT_KEY}": {FORMAT}, "id": "…", "title": "…"}}'
            message = f"the first line is a record, not a header; put a line like {header} before it"
            return _refusal(line, [("NMP010", "", message)])
        return _located(error, line)
    if listed := [table for table, records in collection.tables().items() if records]:
        message = "a header has no records; put each on a line of its own, with its type"
        return _refusal(line, [("NMP013", f"/{table}", message) for table in listed])
    return collection


def is_record(line: Line) -> bool:
    """Return whether the first line is a record instead of a header."""
    data = object_on(line.text)
    return TYPE_KEY in data and FORMAT_KEY not in data


def read_records(lines: Sequence[Line], unknown: Unknown) -> list[Record | InvalidDocumentError]:
    """Return the record on each line, or its error: all lines at once if they are valid, else fewer at a time."""
    texts = [line.text for line in lines]
    found = None
    if all(len(text) <= LONGEST for text in texts):
        found = read_record_lines(texts) or read_plain_lines(texts, keep=unknown == "keep")
    if found:
        return [*found]
    if len(lines) == 1:
        return [_read_slowly(lines[0], unknown)]
    size = -(-len(lines) // _PARTS)
    return [each for start in range(0, len(lines), size) for each in read_records(lines[start : start + size], unknown)]


def _read_slowly(line: Line, unknown: Unknown) -> Record | InvalidDocumentError:
    try:
        data, problems = parse(_checked_length(line.text), allow_byte_order_mark=False)
    except DocumentError as error:
        return _located(error, line)
    if not isinstance(data, dict):
        return _refusal(line, [("NMP014", "", f"expected an object, not {describe(data)}")])
    type_name = data.get(TYPE_KEY)
    if not isinstance(type_name, str) or type_name not in TYPES:
        return _refusal(line, [_type_problem(data)], data)
    fields = {key: value for key, value in data.items() if key != TYPE_KEY}
    try:
        return structure_data(fields, TYPES[type_name], problems, unknown)
    except InvalidDocumentError as error:
        return _located(error, line, data)


def _type_problem(data: dict[str, Any]) -> tuple[str, str, str]:
    allowed = f"Allowed: {', '.join(TYPES)}"
    if TYPE_KEY not in data:
        return "NMP012", f"/{TYPE_KEY}", f"the record's type is missing; add it. {allowed}"
    type_name = data[TYPE_KEY]
    if not isinstance(type_name, str):
        return "NMP014", f"/{TYPE_KEY}", f"expected text, not {describe(type_name)}. {allowed}"
    hint = did_you_mean(closest_matches(type_name, TYPES)) or "."
    return "NMP015", f"/{TYPE_KEY}", f"{describe(type_name)} is not a record type{hint} {allowed}"


def write_records(records: Sequence[Record], unknown: Unknown) -> bytes:
    """Return the lines of some records. Raises `InvalidValueError` for a record that readers would not accept."""
    for record in records:
        table_of(record)
    check_unknown(unknown)
    lines = write_record_lines(records)
    if lines is None:  # some may have unknown fields
        check_writable(records, unknown)
        lines = b"".join(map(_write_slowly, records))
    if len(lines) > LONGEST:
        for record, line in zip(records, lines.splitlines(), strict=True):
            if len(line) >= LONGEST:
                raise InvalidValueError(f"its line exceeds {LONGEST:,} bytes, the most that readers accept", record.id)
    return lines


def _write_slowly(record: Record) -> bytes:
    if TYPE_KEY in record.extra:
        raise InvalidValueError(
            f"extra has the key {TYPE_KEY!r}, which JSON Lines uses for the class; remove it", record.id
        )
    return dump_bytes(record, None, {TYPE_KEY: type_of(type(record))})


def _checked_length(text: bytes) -> bytes:
    """Return a line without its line feed. Raises `InvalidDocumentError` if it is too long."""
    if len(text) <= LONGEST:
        return text.rstrip(WHITE_SPACE)
    message = f"the line exceeds {LONGEST:,} bytes, the most that is read; split the record"
    raise InvalidDocumentError((Problem("NMP005", Severity.ERROR, "", message),))


def object_on(text: bytes) -> dict[str, Any]:
    """Return the object on a line; empty if it is not one."""
    try:
        data, _ = parse(_checked_length(text))
    except DocumentError:
        return {}
    return data if isinstance(data, dict) else {}


def _refusal(
    line: Line, found: Iterable[tuple[str, str, str]], data: dict[str, Any] | None = None
) -> InvalidDocumentError:
    problems = (Problem(code, Severity.ERROR, pointer, message) for code, pointer, message in found)
    return _located(InvalidDocumentError(tuple(problems)), line, data)


def _located(error: DocumentError, line: Line, data: dict[str, Any] | None = None) -> InvalidDocumentError:
    """Return the same problems, with the line number and the record's id."""
    from nmpolicy.serialization.problem_redaction import id_to_show  # noqa: PLC0415  # valid input does not need it

    record = id_to_show(data or {})
    problems = (evolve(problem, line=line.number, record=record) for problem in error.problems)
    return InvalidDocumentError(tuple(sorted(problems, key=Problem.sort_key)))
