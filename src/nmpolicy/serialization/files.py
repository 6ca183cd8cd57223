"""Files as bytes: read whole or by line, compressed or not; written whole or not at all."""

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

from nmpolicy.errors import InvalidTypeError, UnreadableDocumentError, UnwritableFileError
from nmpolicy.problems import Problem, Severity
from nmpolicy.vocabulary.values import describe

AnyPath = str | os.PathLike[str]
#: What reading raises where a file is missing, is no file, cannot have its name, or is not compressed as its name says.
_UNREADABLE = (OSError, ValueError, EOFError, zlib.error)
_LINES = (".jsonl", ".ndjson")
_COMPRESSED = ".gz"


def has_lines(path: AnyPath) -> bool:
    """Whether a file's name says that it holds JSON Lines.

    >>> has_lines("made.jsonl.gz"), has_lines("made.json")
    (True, False)
    """
    return name_of(path).lower().removesuffix(_COMPRESSED).endswith(_LINES)


def name_of(path: object) -> str:
    """A path as text. Raises `InvalidTypeError` for what is none."""
    if not isinstance(path, str | os.PathLike) or not isinstance(name := os.fspath(path), str):
        raise InvalidTypeError(f"expected a path, not {describe(path)}")
    return name


def read_bytes(path: AnyPath) -> bytes:
    """All bytes of a file. Raises `UnreadableDocumentError`."""
    with reading(path), open_binary(path) as file:
        return file.read()


def open_binary(path: AnyPath) -> IO[bytes]:
    """A file opened for reading, through gzip where its name ends so."""
    return cast("IO[bytes]", GzipFile(path)) if is_compressed(path) else Path(path).open("rb")


@contextmanager
def reading(path: AnyPath) -> Iterator[None]:
    """Turn what reading raises into an `UnreadableDocumentError` that names the file."""
    name = name_of(path)
    try:
        yield
    except _UNREADABLE as error:
        reason = f"the file cannot be read: {getattr(error, 'strerror', None) or error}"
        raise UnreadableDocumentError((Problem("NMP001", Severity.ERROR, "", reason),), name) from error


def write_atomically(path: AnyPath, chunks: Iterable[bytes]) -> None:
    """Write a file, compressed where its name ends so.

    The new one is made beside the old one, and renamed: a reader, a crash or a full disk finds the old file or the new
    one, whole. A symbolic link stays one, and permissions are kept. A pipe or a device is written into.
    Raises `UnwritableFileError`, and whatever the making of the chunks raises.
    """
    with _writing(path):
        special = Path(path).exists() and not Path(path).is_file()
        target = Path(path) if special else Path(os.path.realpath(path))
        beside = None if special else target.with_name(f".{secrets.token_hex(8)}.tmp")
        file = _opened_like(target, beside) if beside else target.open("wb")
        out = GzipFile("", "wb", fileobj=file, mtime=0) if is_compressed(path) else file  # no time: same in, same out
    try:
        for chunk in chunks:
            with _writing(path):
                out.write(chunk)
        with _writing(path):
            if out is not file:
                out.close()
            file.flush()
            if beside:  # on the disk before it has its name, else a crash could leave the name on an empty file
                os.fsync(file.fileno())
            file.close()
            if beside:
                beside.replace(target)
    except BaseException:
        for opened in (out, file):
            with suppress(OSError):
                opened.close()
        if beside:
            beside.unlink(missing_ok=True)
        raise


def _opened_like(target: Path, beside: Path) -> BufferedWriter:
    """A new file that nobody may read who may not read the old one; with its owner too, if that can be had."""
    old = target.stat() if target.exists() else None
    mode = 0o666 if old is None else stat.S_IMODE(old.st_mode)
    file = os.fdopen(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), mode), "wb")
    if old is not None:
        new = os.fstat(file.fileno())
        if (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
            with suppress(OSError):
                os.chown(beside, old.st_uid, old.st_gid)
        beside.chmod(mode)  # which the process's mask may have narrowed
    return file


@contextmanager
def _writing(path: AnyPath) -> Iterator[None]:
    name = name_of(path)
    try:
        yield
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        reason = getattr(error, "strerror", None) or str(error)
        raise UnwritableFileError(getattr(error, "errno", None), reason, name) from error


def is_compressed(path: AnyPath) -> bool:
    """Whether a file is read and written through gzip."""
    return name_of(path).lower().endswith(_COMPRESSED)
