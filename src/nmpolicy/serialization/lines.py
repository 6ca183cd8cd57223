"""JSON Lines: a header line that describes the collection, then one record per line with its type.

Files are read and written as a stream, so their size does not matter.
"""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from types import TracebackType
from typing import IO, Any, NamedTuple, Self

from attrs import evolve

from nmpolicy.errors import (
    DocumentError,
    InvalidDocumentError,
    InvalidTypeError,
    InvalidValueError,
    UnreadableDocumentError,
    closest_matches,
    did_you_mean,
)
from nmpolicy.problems import Problem, Severity
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection, table_of
from nmpolicy.records.traversal import unknown_field_paths
from nmpolicy.serialization._fast_json import read_record_lines, write_record_lines
from nmpolicy.serialization.documents import (
    check_writable,
    dump_bytes,
    parse_document,
    structure_data,
    warn_of_unknown_fields,
)
from nmpolicy.serialization.files import AnyPath, open_binary, reading, write_atomically
from nmpolicy.serialization.keys import FORMAT, FORMAT_KEY, TYPE_KEY, TYPES, Unknown, has_other_format, type_of
from nmpolicy.serialization.parsing import parse
from nmpolicy.vocabulary.values import describe

#: White space as JSON defines it (RFC 8259).
_WHITE_SPACE = b" \t\r\n"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_LONGEST = 2**24  # bytes in a line; a file without line feeds would fill the memory
_BATCH = 500  # lines read or records written at once, or fewer …
_BATCH_BYTES = 2**20  # … if they are long


class LineReader(Iterator[Record]):
    """The records of a JSON Lines file, one after the other. `load_lines` opens one.

    A line that is not a valid record raises an `InvalidDocumentError` with its line number when its turn comes;
    iteration can go on after it.

    .. versionadded:: 0.1
    """

    header: Collection
    """The collection that the header line describes, without records."""

    def __init__(self, path: AnyPath, unknown: Unknown) -> None:
        """Open the file and read the header line."""
        self._warn = unknown == "keep"
        self._records: Iterator[tuple[int, Record | InvalidDocumentError]] = iter(())
        with reading(path):
            self._file = open_binary(path)
        try:
            (_, header), self._records = read_stream(self._file, os.fspath(path), unknown)
        except BaseException:
            self.close()
            raise
        if isinstance(header, InvalidDocumentError):
            self.close()
            raise header
        self.header = header
        self._warn_once(self.header, 4)

    def __next__(self) -> Record:
        """The next record."""
        for _, found in self._records:
            if isinstance(found, InvalidDocumentError):
                raise found
            self._warn_once(found, 3)
            return found
        self.close()
        raise StopIteration

    def __enter__(self) -> Self:
        """Return the reader itself."""
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file; there are no more records after that."""
        self._file.close()
        self._records = iter(())

    def _warn_once(self, found: Collection | Record, stacklevel: int) -> None:
        """Warn of the first unknown fields that are kept, and not of later ones."""
        if self._warn and any(True for _ in unknown_field_paths(found)):
            self._warn = False
            warn_of_unknown_fields([found], stacklevel + 1)


def load_lines(path: AnyPath, *, unknown: Unknown = "refuse") -> LineReader:
    """Stream the records of a JSON Lines file, through gzip if its name ends in `.gz`. Use it in a `with` statement.

    Raises `UnreadableDocumentError` if the file is missing or empty, and `InvalidDocumentError` if its first line is
    not a header.

    >>> with load_lines("tests/serialization/jsonl/springfield.jsonl") as reader:
    ...     print(reader.header, next(reader))
    A demonstration (records: 0) Gazette (official-document)

    .. versionadded:: 0.1
    """
    return LineReader(path, unknown)


def dump_lines(records: Iterable[Record], path: AnyPath, *, header: Collection, unknown: Unknown = "refuse") -> None:
    """Write records to a JSON Lines file as they come, through gzip if its name ends in `.gz`.

    `header` is a collection without records, which the first line describes. Readers see either the old file or the
    complete new one. Raises what `dump` raises, and `InvalidTypeError` for anything that is not a record.

    .. versionadded:: 0.1
    """
    if not isinstance(header, Collection):
        raise InvalidTypeError(f"expected a Collection as the header, not {describe(header)}")
    if len(header):
        raise InvalidValueError(
            "the header has records; pass an empty collection as the header and the records separately"
        )
    check_writable([header], unknown)
    write_atomically(path, line_chunks(header, records, unknown))


def line_chunks(header: Collection, records: Iterable[Record], unknown: Unknown = "keep") -> Iterator[bytes]:
    """Yield the lines of a file in chunks."""
    yield dump_bytes(header.with_records(()), None)
    remaining, size = iter(records), 1
    while batch := list(islice(remaining, size)):
        yield (lines := _write_records(batch, unknown))
        size = max(1, min(2 * size, _BATCH, len(batch) * _BATCH_BYTES // len(lines)))


class LineNumbers(NamedTuple):
    """The line numbers of a JSON Lines file, from 1."""

    header: int
    """The line of the header."""
    records: Mapping[str, Sequence[int]]
    """The line of each record, by table, in the order of the table."""


def read_numbered_lines(file: IO[bytes], name: str, unknown: Unknown) -> tuple[Collection, LineNumbers]:
    """Read a whole JSON Lines file, or raise an `InvalidDocumentError` with every problem of every line."""
    records: list[Record] = []
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    (header_number, header), results = read_stream(file, name, unknown)
    problems = [*header.problems] if isinstance(header, InvalidDocumentError) else []
    for number, found in results:
        if isinstance(found, InvalidDocumentError):
            problems += found.problems
        else:
            records.append(found)
            numbers[table_of(found)].append(number)
    if problems or isinstance(header, InvalidDocumentError):
        raise InvalidDocumentError(tuple(problems))
    return header.with_records(records), LineNumbers(header_number, numbers)


def read_stream(
    file: IO[bytes], name: str, unknown: Unknown
) -> tuple[tuple[int, Collection | InvalidDocumentError], Iterator[tuple[int, Record | InvalidDocumentError]]]:
    """Return the header and an iterator of the records, with line numbers. An invalid line has its error instead."""
    lines = _numbered(file, name)
    first = next(lines, None)
    if first is None:
        problem = Problem("NMP003", Severity.ERROR, "", "the file is empty; its first line describes the collection")
        raise UnreadableDocumentError((problem,), name)
    header = _read_header(first, unknown)
    if isinstance(header, InvalidDocumentError):
        if has_other_format(_object(first.text)):
            lines = iter(())
        elif _is_record(first):  # read it as one too, so that all its problems are reported
            lines = chain([first], lines)
        header.path = name
    return (first.number, header), _records(lines, name, unknown)


class _Line(NamedTuple):
    """A line of a file."""

    number: int
    """The line number, from 1."""
    text: bytes
    """The bytes, including the line feed. A line that is too long is cut one byte after the limit."""


def _numbered(file: IO[bytes], name: str) -> Iterator[_Line]:
    """Yield the lines of a file that are not blank."""
    number = 0
    with reading(name):
        while text := file.readline(_LONGEST + 1):
            number += 1
            rest = text
            while len(rest) > _LONGEST and not rest.endswith(b"\n"):  # skip the rest without keeping it
                rest = file.readline(_LONGEST + 1)
            if text.strip(_WHITE_SPACE) not in (b"", _BYTE_ORDER_MARK if number == 1 else b""):
                yield _Line(number, text)


def _batches(lines: Iterable[_Line]) -> Iterator[list[_Line]]:
    """Group the lines into batches. If reading fails, the lines before the failure come first."""
    batch: list[_Line] = []
    size = 0
    try:
        for line in lines:
            batch.append(line)
            size += len(line.text)
            if len(batch) >= _BATCH or size >= _BATCH_BYTES:
                yield batch
                batch, size = [], 0
    except UnreadableDocumentError:
        if batch:
            yield batch
        raise
    if batch:
        yield batch


def _records(
    lines: Iterator[_Line], name: str, unknown: Unknown
) -> Iterator[tuple[int, Record | InvalidDocumentError]]:
    for batch in _batches(lines):
        for line, found in zip(batch, _read_records(batch, unknown), strict=True):
            if isinstance(found, InvalidDocumentError):
                found.path = name
            yield line.number, found


def _read_header(line: _Line, unknown: Unknown) -> Collection | InvalidDocumentError:
    try:
        collection = parse_document(_checked_length(line.text), unknown)
    except DocumentError as error:
        if _is_record(line):
            header = f'{{"{FORMAT_KEY}": {FORMAT}, "id": "…", "title": "…"}}'
            message = f"the first line is a record, not a header; put a line like {header} before it"
            return _refusal(line, [("NMP010", "", message)])
        return _located(error, line)
    if listed := [table for table, records in collection.tables().items() if records]:
        message = "a header has no records; put each on a line of its own, with its type"
        return _refusal(line, [("NMP013", f"/{table}", message) for table in listed])
    return collection


def _is_record(line: _Line) -> bool:
    """Return whether the first line is a record instead of a header."""
    data = _object(line.text)
    return TYPE_KEY in data and FORMAT_KEY not in data


def _read_records(lines: Sequence[_Line], unknown: Unknown) -> list[Record | InvalidDocumentError]:
    """The record on each line, or its error: all lines at once if they are valid, else one by one."""
    fast = all(len(line.text) <= _LONGEST for line in lines)
    found = read_record_lines([line.text for line in lines]) if fast else None
    if found is not None:
        return [*found]
    if len(lines) == 1:
        return [_read_slowly(lines[0], unknown)]
    return [each for line in lines for each in _read_records([line], unknown)]


def _read_slowly(line: _Line, unknown: Unknown) -> Record | InvalidDocumentError:
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


def _write_records(records: Sequence[Record], unknown: Unknown) -> bytes:
    for record in records:
        table_of(record)
    check_writable(records, unknown)
    lines = write_record_lines(records) or b"".join(map(_write_slowly, records))
    if len(lines) > _LONGEST:
        for record, line in zip(records, lines.splitlines(), strict=True):
            if len(line) >= _LONGEST:
                raise InvalidValueError(f"its line exceeds {_LONGEST:,} bytes, the most that readers accept", record.id)
    return lines


def _write_slowly(record: Record) -> bytes:
    if TYPE_KEY in record.extra:
        raise InvalidValueError(
            f"extra has the key {TYPE_KEY!r}, which JSON Lines uses for the class; remove it", record.id
        )
    return dump_bytes(record, None, {TYPE_KEY: type_of(type(record))})


def _checked_length(text: bytes) -> bytes:
    """Return a line without its line feed. Raises `InvalidDocumentError` if it is too long."""
    if len(text) <= _LONGEST:
        return text.rstrip(_WHITE_SPACE)
    message = f"the line exceeds {_LONGEST:,} bytes, the most that is read; split the record"
    raise InvalidDocumentError((Problem("NMP005", Severity.ERROR, "", message),))


def _object(text: bytes) -> dict[str, Any]:
    """The object on a line; empty if it is not one."""
    try:
        data, _ = parse(_checked_length(text))
    except DocumentError:
        return {}
    return data if isinstance(data, dict) else {}


def _refusal(
    line: _Line, found: Iterable[tuple[str, str, str]], data: dict[str, Any] | None = None
) -> InvalidDocumentError:
    problems = (Problem(code, Severity.ERROR, pointer, message) for code, pointer, message in found)
    return _located(InvalidDocumentError(tuple(problems)), line, data)


def _located(error: DocumentError, line: _Line, data: dict[str, Any] | None = None) -> InvalidDocumentError:
    """The same problems, with the line number and the record's id."""
    id = (data or {}).get("id")
    record = id if isinstance(id, str) else None
    problems = (evolve(problem, line=line.number, record=record) for problem in error.problems)
    return InvalidDocumentError(tuple(sorted(problems, key=Problem.sort_key)))
