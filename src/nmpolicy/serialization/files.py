"""Read and write the bytes of files, compressed or not. A file is written completely or not at all."""

import os
import secrets
import stat
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from gzip import GzipFile
from io import BufferedWriter
from pathlib import Path
from typing import IO, cast

from nmpolicy.byte_limit import MAX_BYTES, TooManyBytesError, check_max_bytes, limited, read_limited
from nmpolicy.errors import (
    InvalidTypeError,
    InvalidValueError,
    NMPolicyError,
    UnreadableDocumentError,
    UnwritableFileError,
)
from nmpolicy.problems import Problem, Severity
from nmpolicy.vocabulary.values import describe

AnyPath = str | os.PathLike[str]
#: Errors for a file that is missing, is a folder, has an impossible name, or is not compressed although named `.gz`.
_READ_ERRORS = (OSError, ValueError, EOFError, zlib.error)
#: Errors for a file that cannot be written, or, for a `ValueError`, has an impossible name.
_WRITE_ERRORS = (OSError, ValueError)
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
    except TooManyBytesError as error:
        raise UnreadableDocumentError((Problem("NMP006", Severity.ERROR, "", str(error)),), name) from error
    except _READ_ERRORS as error:
        reason = f"the file cannot be read: {getattr(error, 'strerror', None) or error}"
        if isinstance(error, IsADirectoryError):
            reason = "it is a folder; name a file"
        raise UnreadableDocumentError((Problem("NMP001", Severity.ERROR, "", reason),), name) from error


def write_atomically(path: AnyPath, chunks: Iterable[bytes]) -> None:
    """Write a file, through gzip if its name ends in `.gz`.

    The new file is written beside the old one and then renamed, so readers, crashes and full disks leave either the old
    file or the complete new one. Permissions are kept, and a symbolic link stays a link. Pipes and devices are written
    to directly. Raises `UnwritableFileError`, and any error of the iterable.
    """
    with writing(path):
        special = Path(path).exists() and not Path(path).is_file()
        target = Path(path) if special else Path(os.path.realpath(path))
        beside = None if special else target.with_name(f".{secrets.token_hex(8)}.tmp")
        file = _open_with_access_of(target, beside) if beside else target.open("wb")
        # Without a time stamp, the same collection makes the same bytes.
        out = GzipFile("", "wb", fileobj=file, mtime=0) if is_compressed(path) else file
    try:
        for chunk in chunks:
            with writing(path):
                out.write(chunk)
        with writing(path):
            if out is not file:
                out.close()
            file.flush()
            if beside:  # sync before the rename; otherwise a crash could leave an empty file under this name
                os.fsync(file.fileno())
            file.close()
            if beside:
                beside.replace(target)
    except BaseException:
        for stream in (out, file):
            with suppress(OSError):
                stream.close()
        if beside:
            beside.unlink(missing_ok=True)
        raise


def _open_with_access_of(target: Path, beside: Path) -> BufferedWriter:
    """Open a new file with the permissions of the old one from the start, and with its owner if possible."""
    old = target.stat() if target.exists() else None
    mode = 0o666 if old is None else stat.S_IMODE(old.st_mode)
    file = os.fdopen(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), mode), "wb")
    if old is not None:
        copy_access(old, beside)  # the umask may have removed some permissions
    return file


def copy_access(old: os.stat_result, path: Path) -> None:
    """Give a file or a folder the permissions of an old one, and its owner if possible."""
    new = path.stat()
    if (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
        with suppress(OSError):
            os.chown(path, old.st_uid, old.st_gid)
    path.chmod(stat.S_IMODE(old.st_mode))


@contextmanager
def writing(path: AnyPath, errors: tuple[type[Exception], ...] = _WRITE_ERRORS) -> Iterator[None]:
    """Turn the errors of writing a file into an `UnwritableFileError` that names it.

    Raises `InvalidValueError` for an empty name, which would be the current folder.
    """
    if not (name := name_of(path)):
        raise InvalidValueError("the path is empty; name a file or a folder")
    try:
        yield
    except errors as error:
        if isinstance(error, NMPolicyError) and getattr(error, "filename", name) == name:
            raise
        reason = getattr(error, "strerror", None) or str(error)
        raise UnwritableFileError(getattr(error, "errno", None), reason, name) from error


def is_compressed(path: AnyPath) -> bool:
    """Return whether a file is read and written through gzip, judging by its name."""
    return name_of(path).lower().endswith(_GZIP_SUFFIX)
