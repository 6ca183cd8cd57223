"""Collections as files: of JSON, or of JSON Lines, as their names say."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO

from nmpolicy.errors import DocumentError, InvalidTypeError
from nmpolicy.records.collection import Collection
from nmpolicy.serialization.documents import Unknown, dump_bytes, parse_document, warn_of_unknown_fields
from nmpolicy.serialization.files import AnyPath, has_lines, open_binary, read_bytes, reading, write_atomically
from nmpolicy.serialization.lines import line_chunks, read_lines
from nmpolicy.vocabulary.values import describe


def load(path: AnyPath, *, unknown: Unknown = "refuse") -> Collection:
    """The collection in a file: of JSON Lines if its name ends in `.jsonl` or `.ndjson`, else of JSON; `.gz` unpacks.

    Raises what `loads` raises, with the path, and the same for a missing file.

    .. versionadded:: 0.1
    """
    collection = read_file(path, unknown)
    if unknown == "keep":
        warn_of_unknown_fields([collection])
    return collection


def read_file(path: AnyPath, unknown: Unknown) -> Collection:
    """The collection in a file; `validate` tells of unknown fields."""
    if not has_lines(path):
        return parse_bytes(read_bytes(path), path, unknown)
    with reading(path):
        file = open_binary(path)
    with file, named(path):
        return read_lines(file, os.fspath(path), unknown)


def parse_bytes(text: bytes, path: AnyPath, unknown: Unknown) -> Collection:
    """The collection that a file of this name holds, of which all bytes are read already."""
    with named(path):
        return read_lines(BytesIO(text), os.fspath(path), unknown) if has_lines(path) else parse_document(text, unknown)


@contextmanager
def named(path: AnyPath) -> Iterator[None]:
    """Have an error say which file it is about."""
    try:
        yield
    except DocumentError as error:
        error.path = os.fspath(path)
        raise


def dump(collection: Collection, path: AnyPath, *, indent: int | None = 2) -> None:
    """Write a collection to a file, of the kind that `load` takes its name for; lines take no indent.

    A reader sees the old file or the new one, never a part. Raises what `dumps` raises, and `UnwritableFileError`, an
    `OSError`, where the file cannot be written; the old one is then as it was.

    .. versionadded:: 0.1
    """
    if not isinstance(collection, Collection):
        raise InvalidTypeError(f"expected a Collection, not {describe(collection)}; add the records to one")
    write_atomically(path, file_chunks(collection, path, indent))


def file_chunks(collection: Collection, path: AnyPath, indent: int | None = 2) -> Iterable[bytes]:
    """What a file of this name holds of a collection, before it is packed."""
    return line_chunks(collection, collection) if has_lines(path) else [dump_bytes(collection, indent)]
