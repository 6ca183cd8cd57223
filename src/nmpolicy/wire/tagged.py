"""A line of JSON Lines as text: the first one, which says what the collection is, and a record with its type."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from attrs import evolve

from nmpolicy.errors import (
    DocumentError,
    InvalidDocumentError,
    InvalidValueError,
    UnreadableDocumentError,
    did_you_mean,
    nearest,
)
from nmpolicy.problems import Problem, Severity
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection, table_of
from nmpolicy.vocabulary.values import describe
from nmpolicy.wire.converter import Unknown, shared_converter
from nmpolicy.wire.documents import encoded, read, structured
from nmpolicy.wire.keys import FORMAT, FORMAT_KEY, TYPE_KEY, TYPES, type_of
from nmpolicy.wire.migrations import is_foreign, migrate, version_of
from nmpolicy.wire.parsing import parse
from nmpolicy.wire.strict import read_tagged, write_tagged

#: What JSON has for white space (RFC 8259), and no more.
WHITE_SPACE = b" \t\r\n"
LONGEST = 2**24  # bytes of a line; a file without line feeds would fill the memory


class Line(NamedTuple):
    """A line of a file."""

    #: From 1.
    number: int
    #: The whole line; of one that is too long, a byte more than it may have.
    text: bytes
    #: Where it starts in the file, in bytes.
    offset: int


class Header(NamedTuple):
    """What the first line says."""

    #: Without records.
    collection: Collection
    #: The version of the format that the file is in.
    version: int


def first_line(lines: Iterator[Line], name: str) -> Line:
    """The line that is to be the header. Raises `UnreadableDocumentError` where there is none."""
    line = next(lines, None)
    if line is None:
        problem = Problem("NMP003", Severity.ERROR, "", "the file is empty; its first line says what the collection is")
        raise UnreadableDocumentError((problem,), name)
    return line


def read_header(line: Line, unknown: Unknown) -> Header | InvalidDocumentError:
    """What the first line says, or what is wrong with it."""
    try:
        collection = read(_short(line.text), unknown)
    except DocumentError as error:
        if is_record(line):
            repair = f'put a line like {{"{FORMAT_KEY}": {FORMAT}, "id": "…", "title": "…"}} before it'
            return _refusal(line, [("NMP010", "", f"the first line is a record and no header; {repair}")])
        return _located(error, line)
    if listed := [table for table, records in collection.tables().items() if records]:
        message = "records stand on lines of their own, each with its type"
        return _refusal(line, [("NMP013", f"/{table}", message) for table in listed])
    return Header(collection, version_of(_object(line.text)))


def is_record(line: Line) -> bool:
    """Whether a line that should be the first one says that it is a record instead."""
    data = _object(line.text)
    return TYPE_KEY in data and FORMAT_KEY not in data


def is_unreadable(line: Line) -> bool:
    """Whether a first line names a version of the format that cannot be read."""
    return is_foreign(_object(line.text))


def read_records(lines: Sequence[Line], version: int, unknown: Unknown) -> list[Record | InvalidDocumentError]:
    """The record of each line, or what is wrong with it."""
    fast = version == FORMAT and all(len(line.text) <= LONGEST for line in lines)
    found = read_tagged([line.text for line in lines]) if fast else None
    if found is not None:
        return [*found]
    if len(lines) == 1:
        return [_read_slowly(lines[0], version, unknown)]
    return [each for line in lines for each in read_records([line], version, unknown)]


def write_records(records: Sequence[Record]) -> bytes:
    """Records as lines. Raises `InvalidTypeError` for what is no record, `InvalidValueError` for one that is too long."""
    for record in records:
        table_of(record)
    lines = write_tagged(records) or b"".join(map(_write_slowly, records))
    if len(lines) > LONGEST:
        for record, line in zip(records, lines.splitlines(), strict=True):
            if len(line) >= LONGEST:
                raise InvalidValueError(f"its line has more than {LONGEST:,} bytes, which no reader takes", record.id)
    return lines


def _read_slowly(line: Line, version: int, unknown: Unknown) -> Record | InvalidDocumentError:
    try:
        data, problems = parse(_short(line.text), marked=False)
    except DocumentError as error:
        return _located(error, line)
    if isinstance(data, dict) and version != FORMAT:
        data = migrate(str(data.get(TYPE_KEY)), data, version)
    if not isinstance(data, dict):
        return _refusal(line, [("NMP014", "", f"expected an object, not {describe(data)}")])
    kind = data.get(TYPE_KEY)
    if not isinstance(kind, str) or kind not in TYPES:
        return _refusal(line, [_type_problem(data)], data)
    held = {key: value for key, value in data.items() if key != TYPE_KEY}
    try:
        return structured(held, TYPES[kind], problems, shared_converter(unknown))
    except InvalidDocumentError as error:
        return _located(error, line, data)


def _type_problem(data: dict[str, Any]) -> tuple[str, str, str]:
    allowed = f"Allowed: {', '.join(TYPES)}"
    if TYPE_KEY not in data:
        return "NMP012", f"/{TYPE_KEY}", f"the type of the record is missing; add it. {allowed}"
    kind = data[TYPE_KEY]
    if not isinstance(kind, str):
        return "NMP014", f"/{TYPE_KEY}", f"expected a text, not {describe(kind)}. {allowed}"
    hint = did_you_mean(nearest(kind, TYPES)) or "."
    return "NMP015", f"/{TYPE_KEY}", f"{describe(kind)} is no type of record{hint} {allowed}"


def _write_slowly(record: Record) -> bytes:
    plain = shared_converter("keep").unstructure(record)
    if TYPE_KEY in plain:
        raise InvalidValueError(
            f"extra holds {TYPE_KEY!r}, which JSON Lines need for the class; take it out", record.id
        )
    return encoded({TYPE_KEY: type_of(type(record)), **plain})


def _short(text: bytes) -> bytes:
    """The text of a line without its end. Raises `DocumentError` for one that is too long."""
    if len(text) <= LONGEST:
        return text.rstrip(WHITE_SPACE)
    message = f"the line has more than {LONGEST:,} bytes; a record needs no such length"
    raise InvalidDocumentError((Problem("NMP005", Severity.ERROR, "", message),))


def _object(text: bytes) -> dict[str, Any]:
    """The object on a line, empty where there is none."""
    try:
        data, _ = parse(_short(text))
    except DocumentError:
        return {}
    return data if isinstance(data, dict) else {}


def _refusal(
    line: Line, found: Iterable[tuple[str, str, str]], data: dict[str, Any] | None = None
) -> InvalidDocumentError:
    problems = (Problem(code, Severity.ERROR, pointer, message) for code, pointer, message in found)
    return _located(InvalidDocumentError(tuple(problems)), line, data)


def _located(error: DocumentError, line: Line, data: dict[str, Any] | None = None) -> InvalidDocumentError:
    """The same problems, on their line, in their record."""
    id = (data or {}).get("id")
    record = id if isinstance(id, str) else None
    problems = (evolve(problem, line=line.number, record=record) for problem in error.problems)
    return InvalidDocumentError(tuple(sorted(problems, key=Problem.sort_key)))
