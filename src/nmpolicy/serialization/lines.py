"""JSON Lines: a header line that describes the collection, then one record per line with its type.

Files are read and written as a stream, so a large one needs little memory.
"""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BufferedReader, RawIOBase
from itertools import chain, islice
from types import TracebackType
from typing import IO, Any, NamedTuple, Self, cast

from nmpolicy.byte_limit import MAX_BYTES
from nmpolicy.errors import (
    InvalidDocumentError,
    InvalidTypeError,
    InvalidValueError,
    UnreadableDocumentError,
)
from nmpolicy.problems import Problem, Severity
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection, table_of
from nmpolicy.records.traversal import unknown_field_paths
from nmpolicy.serialization.documents import dump_bytes, warn_of_unknown_fields
from nmpolicy.serialization.file_writing import write_atomically
from nmpolicy.serialization.files import AnyPath, open_binary, reading
from nmpolicy.serialization.json_format import BYTE_ORDER_MARK, Unknown, check_unknown, has_other_format
from nmpolicy.serialization.problem_tally import ProblemTally
from nmpolicy.serialization.record_lines import (
    LONGEST,
    WHITE_SPACE,
    Line,
    is_record,
    object_on,
    read_header,
    read_records,
    write_records,
)
from nmpolicy.vocabulary.values import describe

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

    def __init__(self, path: AnyPath, unknown: Unknown, max_bytes: int) -> None:
        """Open the file and read the header line."""
        self._warn = unknown == "keep"
        self._records: Iterator[tuple[int, Record | InvalidDocumentError]] = iter(())
        with reading(path):
            self._file = open_binary(path, max_bytes)
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
        """Return the next record."""
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


def load_lines(path: AnyPath, *, unknown: Unknown = "refuse", max_bytes: int = MAX_BYTES) -> LineReader:
    """Stream the records of a JSON Lines file, through gzip if its name ends in `.gz`. Use it in a `with` statement.

    Raises `UnreadableDocumentError` if the file is missing or empty, or, when its turn comes, has more than `max_bytes`
    bytes after unpacking; and `InvalidDocumentError` if its first line is not a header.

    >>> with load_lines("tests/serialization/jsonl/springfield.jsonl") as reader:
    ...     print(reader.header, next(reader))
    A demonstration (records: 0) Gazette (official-document)

    .. versionadded:: 0.1
    """
    return LineReader(path, unknown, max_bytes)


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
    write_atomically(path, line_chunks(header, records, check_unknown(unknown)))


def line_chunks(header: Collection, records: Iterable[Record], unknown: Unknown = "keep") -> Iterator[bytes]:
    """Yield the lines of a file in chunks."""
    yield dump_bytes(header.with_records(()), None, unknown=unknown)
    remaining, size = iter(records), 1
    while batch := list(islice(remaining, size)):
        yield (lines := write_records(batch, unknown))
        size = max(1, min(2 * size, _BATCH, len(batch) * _BATCH_BYTES // len(lines)))


class LineNumbers(NamedTuple):
    """The line numbers of a JSON Lines file, from 1."""

    header: int
    """The line of the header."""
    records: Mapping[str, Sequence[int]]
    """The line of each record, by table, in the order of the table."""


def read_numbered_lines(file: IO[bytes], name: str, unknown: Unknown) -> tuple[Collection, LineNumbers]:
    """Read a whole JSON Lines file, or raise an `InvalidDocumentError` with the problems of its lines.

    After the most problems that are listed, the rest of the file is not read.
    """
    records: list[Record] = []
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    (header_number, header), results = read_stream(file, name, unknown)
    tally = ProblemTally(header.problems if isinstance(header, InvalidDocumentError) else ())
    for number, found in results:
        if tally.is_full:
            tally.add_uncounted(isinstance(found, InvalidDocumentError))
            break
        if isinstance(found, InvalidDocumentError):
            tally.add(found.problems)
        else:
            records.append(found)
            numbers[table_of(found)].append(number)
    if tally or isinstance(header, InvalidDocumentError):
        # Valid input does not need it.
        from nmpolicy.serialization.problem_redaction import without_names_of  # noqa: PLC0415

        raise InvalidDocumentError((*without_names_of(records, tally.problems()),))
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
    header = read_header(first, unknown)
    if isinstance(header, InvalidDocumentError):
        if has_other_format(object_on(first.text)):
            lines = iter(())
        elif is_record(first):  # read it as one too, so that all its problems are reported
            lines = chain([first], lines)
        header.path = name
    return (first.number, header), _records(lines, name, unknown)


def _numbered(file: IO[bytes], name: str) -> Iterator[Line]:
    """Yield the lines of a file that are not blank."""
    number = 0
    # The buffer lets line feeds be counted before they are read.
    buffered: BufferedReader[Any] = (
        file if isinstance(file, BufferedReader) else BufferedReader(cast("RawIOBase", file))
    )
    with reading(name):
        while text := buffered.readline(LONGEST + 1):
            number += 1
            rest = text
            while len(rest) > LONGEST and not rest.endswith(b"\n"):  # skip the rest without keeping it
                rest = buffered.readline(LONGEST + 1)
            if not (words := text.strip(WHITE_SPACE)):  # a small file may unpack to a billion of them
                number += _skip_blank_lines(buffered)
            elif number > 1 or words != BYTE_ORDER_MARK:
                yield Line(number, text)


def _skip_blank_lines(file: "BufferedReader[Any]") -> int:
    """Read the blank lines that come next, and return how many they are."""
    found = 0
    while head := file.peek():
        blank = head[: len(head) - len(head.lstrip(WHITE_SPACE))]
        if not (size := blank.rfind(b"\n") + 1):
            break
        found += file.read(size).count(b"\n")
    return found


def _batches(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Group the lines into batches. If reading fails, the lines before the failure come first."""
    batch: list[Line] = []
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


def _records(lines: Iterator[Line], name: str, unknown: Unknown) -> Iterator[tuple[int, Record | InvalidDocumentError]]:
    for batch in _batches(lines):
        for line, found in zip(batch, read_records(batch, unknown), strict=True):
            if isinstance(found, InvalidDocumentError):
                found.path = name
            yield line.number, found
