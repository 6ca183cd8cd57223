"""Files of JSON Lines: a first line that says what the collection is, then a record a line.

They are read and written as a stream, so that none is too large.
"""

import os
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from types import TracebackType
from typing import IO, Self, TypeVar

from nmpolicy.errors import InvalidDocumentError, InvalidTypeError, InvalidValueError, UnreadableDocumentError
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.walk import unknown_fields
from nmpolicy.vocabulary.values import describe
from nmpolicy.wire.converter import Unknown
from nmpolicy.wire.documents import tell_of_unknown_fields, written
from nmpolicy.wire.keys import FORMAT
from nmpolicy.wire.storage import AnyPath, open_binary, told_of, write_whole
from nmpolicy.wire.tagged import (
    LONGEST,
    WHITE_SPACE,
    Header,
    Line,
    first_line,
    is_record,
    is_unreadable,
    read_header,
    read_records,
    write_records,
)

T = TypeVar("T")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_BATCH = 500  # lines that are read, or records that are written, at once; but fewer long ones …
_BYTES = 2**20  # … so that they are no more than about so many bytes


class Lines(Iterator[Record]):
    """The records of a file of JSON Lines, one after the other. `load_lines` opens one.

    A line that holds no record raises an `InvalidDocumentError` with its number when its turn comes; the next one can
    be asked for all the same.

    .. versionadded:: 0.1
    """

    #: What the first line says of the collection, which has no records here.
    header: Collection

    def __init__(self, path: AnyPath, unknown: Unknown) -> None:
        """Open the file and read its first line."""
        self._to_tell = unknown == "keep"
        self._records: Iterator[Record | InvalidDocumentError] = iter(())
        with told_of(path):
            self._file = open_binary(path)
        try:
            header, self._records = read_through(self._file, os.fspath(path), unknown)
        except BaseException:
            self.close()
            raise
        if isinstance(header, InvalidDocumentError):
            self.close()
            raise header
        self.header = header.collection
        self._tell(self.header, 4)

    def __next__(self) -> Record:
        """The next record."""
        for found in self._records:
            if isinstance(found, InvalidDocumentError):
                raise found
            self._tell(found, 3)
            return found
        self.close()
        raise StopIteration

    def __enter__(self) -> Self:
        """The lines themselves."""
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file; there are no more records then."""
        self._file.close()
        self._records = iter(())

    def _tell(self, found: Collection | Record, stacklevel: int) -> None:
        """Warn of the first unknown fields that are kept; those of later records are kept in silence."""
        if self._to_tell and any(True for _ in unknown_fields(found)):
            self._to_tell = False
            tell_of_unknown_fields([found], stacklevel + 1)


def load_lines(path: AnyPath, *, unknown: Unknown = "refuse") -> Lines:
    """The records of a file of JSON Lines as a stream, through gzip if its name ends in `.gz`; to be used in a `with`.

    Raises `UnreadableDocumentError` where there is no such file, or it is empty, and `InvalidDocumentError` where its
    first line is no header.

    .. versionadded:: 0.1
    """
    return Lines(path, unknown)


def dump_lines(records: Iterable[Record], path: AnyPath, *, header: Collection) -> None:
    """Write records to a file of JSON Lines as they come, through gzip if its name ends in `.gz`.

    The header is a collection without records: what the first line says. A reader sees the old file or the new one,
    never a part. Raises what `dump` raises, and `InvalidTypeError` for what is no record.

    .. versionadded:: 0.1
    """
    if not isinstance(header, Collection):
        raise InvalidTypeError(f"expected a Collection as the header, not {describe(header)}")
    if len(header):
        raise InvalidValueError(
            "the header holds records; pass a collection without any, and all the records beside it"
        )
    write_whole(path, lines_of(header, records))


def lines_of(header: Collection, records: Iterable[Record]) -> Iterator[bytes]:
    """The lines of a file, some at a time; of the header, what it says of the collection."""
    yield written(header.with_records(()), None)
    waiting, size = iter(records), 1
    while batch := list(islice(waiting, size)):
        yield (lines := write_records(batch))
        size = max(1, min(2 * size, _BATCH, len(batch) * _BYTES // len(lines)))


def read_lines(file: IO[bytes], name: str, unknown: Unknown) -> Collection:
    """The collection in a file of lines, or every problem of every line."""
    records: list[Record] = []
    header, results = read_through(file, name, unknown)
    problems = [*header.problems] if isinstance(header, InvalidDocumentError) else []
    for found in results:
        if isinstance(found, InvalidDocumentError):
            problems += found.problems
        else:
            records.append(found)
    if problems or isinstance(header, InvalidDocumentError):
        raise InvalidDocumentError(tuple(problems))
    return header.collection.with_records(records)


def read_through(
    file: IO[bytes], name: str, unknown: Unknown
) -> tuple[Header | InvalidDocumentError, Iterator[Record | InvalidDocumentError]]:
    """What the first line says, and, as they are asked for, the records of the others; of each, or what is wrong."""
    lines = numbered(file, name)
    first = first_line(lines, name)
    header = read_header(first, unknown)
    if isinstance(header, Header):
        return header, _records(lines, header.version, name, unknown)
    if is_unreadable(first):
        lines = iter(())
    elif is_record(first):  # it is read as one too, so that every problem is told
        lines = chain([first], lines)
    return _named(header, name), _records(lines, FORMAT, name, unknown)


def numbered(file: IO[bytes], name: str, offset: int = 0) -> Iterator[Line]:
    """The lines of a file that are not blank, from where it stands, which is so many bytes from its start.

    Raises `UnreadableDocumentError` where it cannot be read on.
    """
    number = 0
    with told_of(name):
        while text := file.readline(LONGEST + 1):
            number += 1
            size, rest = len(text), text
            while len(rest) > LONGEST and not rest.endswith(b"\n"):  # what is too long is read, and not held
                rest = file.readline(LONGEST + 1)
                size += len(rest)
            if text.strip(WHITE_SPACE) not in (b"", _BYTE_ORDER_MARK if number == 1 else b""):
                yield Line(number, text, offset)
            offset += size


def batches(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Some lines at a time. Where no more can be read, those before are answered with first."""
    batch: list[Line] = []
    size = 0
    try:
        for line in lines:
            batch.append(line)
            size += len(line.text)
            if len(batch) >= _BATCH or size >= _BYTES:
                yield batch
                batch, size = [], 0
    except UnreadableDocumentError:
        if batch:
            yield batch
        raise
    if batch:
        yield batch


def _records(
    lines: Iterator[Line], version: int, name: str, unknown: Unknown
) -> Iterator[Record | InvalidDocumentError]:
    for batch in batches(lines):
        for found in read_records(batch, version, unknown):
            yield _named(found, name)


def _named(found: T, name: str) -> T:
    if isinstance(found, InvalidDocumentError):
        found.path = name
    return found
