"""Read and write a collection as a file of JSON or JSON Lines."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO

from nmpolicy.byte_limit import MAX_BYTES
from nmpolicy.errors import DocumentError
from nmpolicy.records.arguments import check_collections
from nmpolicy.records.collection import Collection
from nmpolicy.serialization.documents import dump_bytes, parse_document, warn_of_unknown_fields
from nmpolicy.serialization.file_writing import write_atomically
from nmpolicy.serialization.files import AnyPath, has_lines, open_binary, read_bytes, reading
from nmpolicy.serialization.json_format import Unknown, check_unknown
from nmpolicy.serialization.lines import line_chunks, read_numbered_lines


def load(path: AnyPath, *, unknown: Unknown = "refuse", max_bytes: int = MAX_BYTES) -> Collection:
    """Read a collection from a file.

    The file is JSON Lines if its name ends in `.jsonl` or `.ndjson`, and JSON otherwise. With `.gz` after that, it is
    read through gzip. Raises the errors of `loads`, with the path in them, and `UnreadableDocumentError` if the file
    cannot be read, or has more than `max_bytes` bytes after unpacking.

    >>> load("examples/merge/base.json")
    <Collection springfield, records: 3>

    .. versionadded:: 0.1
    """
    collection = read_file(path, unknown, max_bytes)
    if unknown == "keep":
        warn_of_unknown_fields([collection])
    return collection


def read_file(path: AnyPath, unknown: Unknown, max_bytes: int) -> Collection:
    """Read a collection from a file, without a warning of unknown fields."""
    if not has_lines(path):
        return parse_bytes(read_bytes(path, max_bytes), path, unknown)
    with reading(path):
        file = open_binary(path, max_bytes)
    with file, _path_in_errors(path):
        return read_numbered_lines(file, os.fspath(path), unknown)[0]


def parse_bytes(text: bytes, path: AnyPath, unknown: Unknown) -> Collection:
    """Read a collection from the contents of a file. The path decides the format, and appears in errors."""
    with _path_in_errors(path):
        if has_lines(path):
            return read_numbered_lines(BytesIO(text), os.fspath(path), unknown)[0]
        return parse_document(text, unknown)


@contextmanager
def _path_in_errors(path: AnyPath) -> Iterator[None]:
    """Add the path to any `DocumentError`."""
    try:
        yield
    except DocumentError as error:
        error.path = os.fspath(path)
        raise


def dump(collection: Collection, path: AnyPath, *, indent: int | None = 2, unknown: Unknown = "refuse") -> None:
    """Write a collection to a file, in the format that `load` expects from its name. JSON Lines ignore `indent`.

    Readers see either the old file or the complete new one. Raises the errors of `dumps`, and `UnwritableFileError`, an
    `OSError`, if the file cannot be written; the old file is then unchanged.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     dump(Collection(id="demo", title="A demonstration"), f"{folder}/demo.jsonl.gz")
    ...     load(f"{folder}/demo.jsonl.gz")
    <Collection demo, records: 0>

    .. versionadded:: 0.1
    """
    check_collections(collection)
    write_atomically(path, file_chunks(collection, path, indent, check_unknown(unknown)))


def file_chunks(
    collection: Collection, path: AnyPath, indent: int | None = 2, unknown: Unknown = "keep"
) -> Iterable[bytes]:
    """Return the contents of a file with this name, before compression."""
    if has_lines(path):
        return line_chunks(collection, collection, unknown)
    return [dump_bytes(collection, indent, unknown=unknown)]
