"""Read the bytes of files, compressed or not, up to a limit."""

import errno
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from gzip import BadGzipFile, GzipFile
from pathlib import Path
from typing import IO, cast

from nmpolicy.byte_limit import MAX_BYTES, check_max_bytes, limited, read_limited
from nmpolicy.errors import InvalidTypeError, NMPolicyError, UnreadableDocumentError
from nmpolicy.problems import Problem, Severity
from nmpolicy.vocabulary.values import describe

AnyPath = str | os.PathLike[str]
#: Errors for a file that is missing, is a folder, has an impossible name, or is not compressed although named `.gz`.
_READ_ERRORS = (OSError, ValueError, EOFError, zlib.error)
_LINES_SUFFIXES = (".jsonl", ".ndjson")
_GZIP_SUFFIX = ".gz"
_MAX_OVERHEAD = 1 << 16  # bytes that a small file may need more when it is packed; a large one may need an eighth


def has_lines(path: AnyPath) -> bool:
    """Return whether a file is JSON Lines, judging by its name.

    >>> has_lines("made.jsonl.gz"), has_lines("made.json")
    (True, False)
    """
    return name_of(path).lower().removesuffix(_GZIP_SUFFIX).endswith(_LINES_SUFFIXES)


def name_of(path: object) -> str:
    """Return a path as text. Raises `InvalidTypeError` for anything else."""
    if not isinstance(path, str | os.PathLike) or not isinstance(name := os.fspath(path), str):
        raise InvalidTypeError(f"expected a path, not {'None' if path is None else describe(path)}")
    return name


def read_bytes(path: AnyPath, max_bytes: int = MAX_BYTES) -> bytes:
    """Read a whole file, through gzip if its name ends in `.gz`. Raises `UnreadableDocumentError`.

    Nothing is read after `max_bytes` unpacked bytes and one more, which makes the file too large.
    """
    with reading(path), open_binary(path, max_bytes) as file:
        return read_limited(file, max_bytes)


def open_binary(path: AnyPath, max_bytes: int) -> IO[bytes]:
    """Open a file for reading, through gzip if its name ends in `.gz`, up to a limit. Use it inside `reading`."""
    check_max_bytes(max_bytes)
    file = Path(path).open("rb")  # noqa: SIM115  # the caller closes it
    if not is_compressed(path):
        return limited(file, max_bytes)
    # The packed bytes have a limit, too, because any number of them may be unpacked to nothing.
    packed = limited(file, max_bytes + max_bytes // 8 + _MAX_OVERHEAD)
    return limited(cast("IO[bytes]", GzipFile(fileobj=packed)), max_bytes, packed)


@contextmanager
def reading(path: AnyPath) -> Iterator[None]:
    """Turn the errors of reading a file into an `UnreadableDocumentError` that names it."""
    name = name_of(path)
    try:
        yield
    except NMPolicyError:  # some are a `ValueError`, too
        raise
    except _READ_ERRORS as error:
        code, reason = "NMP001", f"the file cannot be read: {getattr(error, 'strerror', None) or error}"
        if isinstance(error, BadGzipFile):
            reason = (
                "its name says that it is compressed by gzip, but it is not, or is damaged; rename it or get it anew"
            )
        if isinstance(error, IsADirectoryError):
            reason = "it is a folder; name a file"
        elif isinstance(error, OSError) and error.errno == errno.EFBIG:
            code, reason = "NMP006", str(error.strerror)
        raise UnreadableDocumentError((Problem(code, Severity.ERROR, "", reason),), name) from error


def is_compressed(path: AnyPath) -> bool:
    """Return whether a file is read and written through gzip, judging by its name."""
    return name_of(path).lower().endswith(_GZIP_SUFFIX)
