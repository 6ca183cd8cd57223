"""Write a file completely or not at all: it is made in a hidden folder beside its place, and then renamed."""

import errno
import os
import re
import shlex
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from gzip import GzipFile
from pathlib import Path
from typing import IO, cast

from nmpolicy.errors import InvalidValueError, NMPolicyError, UnreadableDocumentError, UnwritableFileError
from nmpolicy.serialization.files import AnyPath, is_compressed, name_of, read_bytes
from nmpolicy.serialization.unfinished import HiddenFolder

#: Errors for a file that cannot be written, or, for a `ValueError`, has an impossible name.
_WRITE_ERRORS = (OSError, ValueError)
#: The names of files that a process has open. A name such as /dev/stdout is a link to one of them.
_OPEN_FILE = re.compile(r"/(?:dev|proc/(self|[0-9]+))/fd/([0-9]{1,9})")
_MAX_LINKS = 40  # that lead from one to the next


def write_atomically(path: AnyPath, chunks: Iterable[bytes], *, read: bytes | None = None) -> None:
    """Write a file, through gzip if its name ends in `.gz`. An old one is replaced when the new one is complete.

    So readers, crashes, interrupts and full disks leave either the old file or the new one. Permissions are kept. A
    symbolic link stays a link, and the file that it points to is replaced. Pipes, devices and open files such as
    /dev/stdout are written to directly. `read` is the content of the file when it was read: a file that has changed
    since then is kept.

    Raises `UnwritableFileError`, and any error of the iterable.
    """
    with writing(path):
        if read is not None and is_stream(path):
            reason = "it is a pipe or a device, which cannot be rewritten; read it as standard input, -"
            raise unwritable(path, errno.EINVAL, reason)
        stream = _open_stream(path) if is_stream(path) else None
        target = Path() if stream else _target(path)
    if stream is not None:
        _write(path, stream, chunks)
        return
    folder = HiddenFolder()  # a context manager would leave it behind if an interrupt comes as it is entered or left
    try:
        with writing(path):
            new = folder.make(target) / target.name
            file = new.open("xb")
        _write(path, file, chunks)
        with writing(path):
            sync(new)
            if read is not None:
                _check_unchanged(path, read)
            if target.exists():
                copy_access(target.stat(), new)
            new.replace(target)
    finally:
        try:
            folder.release()
        except BaseException:  # an interrupt
            folder.release()
            raise


def _target(path: AnyPath) -> Path:
    """Return the file that a path leads to. Raises `UnwritableFileError` if it cannot be written there."""
    target = Path(os.path.realpath(path))
    if target.is_symlink():
        reason = "it is a loop of symbolic links; delete one of them, or name another file"
        raise unwritable(path, errno.ELOOP, reason)
    if target.is_dir():
        raise unwritable(path, errno.EISDIR, "it is a folder; name a file")
    check_folder_to_write(path, target.parent)
    return target


def is_stream(path: AnyPath) -> bool:
    """Return whether a path names a pipe, a device, or a file that this process has open, such as /dev/stdout.

    >>> is_stream("/dev/null"), is_stream("examples"), is_stream("nothing.json")
    (True, False, False)
    """
    return _open_file(path) is not None or (
        Path(path).exists() and not Path(path).is_file() and not Path(path).is_dir()
    )


def _open_file(path: AnyPath) -> int | None:
    """Return the number of the open file that a name such as /dev/stdout stands for; None if it stands for none."""
    name = os.path.abspath(path)  # noqa: PTH100  # the links are followed one by one
    for _ in range(_MAX_LINKS):
        if (found := _OPEN_FILE.fullmatch(name)) and found[1] in {None, "self", str(os.getpid())}:
            return int(found[2])
        try:
            name = os.path.abspath(os.path.join(os.path.dirname(name), os.readlink(name)))  # noqa: PTH100, PTH115, PTH118, PTH120  # as above
        except (OSError, ValueError):  # it is not a link
            return None
    return None


def _open_stream(path: AnyPath) -> IO[bytes]:
    """Open a pipe, a device or an open file. The latter keeps what was written to it before."""
    number = _open_file(path)
    return Path(path).open("wb") if number is None else os.fdopen(os.dup(number), "wb")


def _write(path: AnyPath, file: IO[bytes], chunks: Iterable[bytes]) -> None:
    """Write chunks to an open file, and close it."""
    # Without a time stamp, the same collection makes the same bytes.
    out = cast("IO[bytes]", GzipFile("", "wb", fileobj=file, mtime=0)) if is_compressed(path) else file
    try:
        for chunk in chunks:
            with writing(path):
                out.write(chunk)
        with writing(path):
            out.close()
            file.close()
    except BaseException:
        for stream in (out, file):
            with suppress(OSError):
                stream.close()
        raise


def _check_unchanged(path: AnyPath, content: bytes) -> None:
    try:
        same = read_bytes(path, len(content) + 1) == content
    except UnreadableDocumentError:
        same = False
    if not same:
        reason = "it was changed by someone else after it was read, and is left as it is; try again"
        raise unwritable(path, errno.EBUSY, reason)


def check_folder_to_write(path: AnyPath, folder: Path) -> None:
    """Raise `UnwritableFileError` unless a folder is there to hold a path."""
    if not os.path.lexists(folder):
        make = f"mkdir -p {shlex.quote(str(folder))}"
        raise unwritable(path, errno.ENOENT, f"the folder {folder} does not exist; make it with `{make}`")
    if not folder.is_dir():
        raise unwritable(path, errno.ENOTDIR, f"{folder} is not a folder; choose another one")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise unwritable(path, errno.EACCES, f"you may not write into the folder {folder}; choose another one")


def copy_access(old: os.stat_result, path: Path) -> None:
    """Give a file or a folder the permissions of an old one, and its owner if possible."""
    new = path.stat()
    if (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
        with suppress(OSError):
            os.chown(path, old.st_uid, old.st_gid)
    path.chmod(stat.S_IMODE(old.st_mode))


def sync(path: Path) -> None:
    """Write a file to the disk. Without this, it could be empty after a crash of the computer, in spite of its name."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


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


def unwritable(path: AnyPath, code: int, reason: str) -> UnwritableFileError:
    """Return the error for a path that cannot be written."""
    return UnwritableFileError(code, reason, name_of(path))
