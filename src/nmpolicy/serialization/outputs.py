"""Make a new file or folder completely or not at all, for code that writes files itself. What exists is kept.

The new file or folder is made in a hidden folder beside its place, such as `.1f0c9a7be2d45768.tmp`, and then renamed. A
run that is killed leaves that folder behind; no other run reads it, and it can be deleted.
"""

import errno
import os
import secrets
import shlex
import shutil
import stat
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from nmpolicy.errors import OutputExistsError, UnwritableFileError
from nmpolicy.records.arguments import check_flag
from nmpolicy.serialization.files import AnyPath, copy_access, name_of, writing

#: Files that a desktop adds to a folder that is opened. Nobody misses them.
_DESKTOP_FILES = frozenset((".DS_Store", "Thumbs.db", "desktop.ini"))
_MAX_NAMED = 3  # files that a message names
_THREADS = 8


@contextmanager
def output_file(path: AnyPath, *, force: bool = False) -> Iterator[Path]:
    """Give the path at which to write a new file. At the end of the block, it is synced and renamed to `path`.

    If the block raises or the process is killed, an old file is left as it was. With `force`, the new file replaces it
    and gets its permissions. Files that a library puts beside the new one, such as a journal, are removed.

    Raises `OutputExistsError` if the file exists and `force` is false, and `UnwritableFileError` if it cannot be
    written, or is a folder, a link or a device.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     with output_file(f"{folder}/out.txt") as unfinished:
    ...         _ = unfinished.write_text("one")
    ...     Path(folder, "out.txt").read_text()
    'one'
    """
    check_flag("force", force)
    with writing(path):
        target = _check_place(path)
        _check_file(path, force=force)
    with writing(path, (OSError,)), _folder_beside(target) as folder:
        new = folder / target.name
        yield new
        _sync(new)
        if (old := _check_file(path, force=force)) is not None:
            copy_access(old, new)
        new.replace(target)


@contextmanager
def output_folder(path: AnyPath, *, marker: str, names: Iterable[str], force: bool = False) -> Iterator[Path]:
    """Give an empty folder in which to write files. At the end of the block, it is synced and becomes `path`.

    If the block raises, an old folder is left as it was. With `force`, the new one replaces it as a whole, but only if
    it is empty, or has the file `marker` and no file but those in `names`: those are the files that the caller writes,
    with the marker. No other file is ever deleted.

    The old folder is renamed, such as from `out` to `.out.nmpolicy-old`, before the new one takes its name, and then
    deleted. If the process is killed between the two, the next run for `path` gives the old folder its name back.

    Raises `OutputExistsError` if the folder exists and `force` is false, and `UnwritableFileError` if it cannot be
    written or must not be replaced.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as parent:
    ...     with output_folder(f"{parent}/out", marker="a.csv", names={"a.csv", "b.csv"}) as unfinished:
    ...         _ = (unfinished / "a.csv").write_text("id")
    ...     os.listdir(f"{parent}/out")
    ['a.csv']
    """
    check_flag("force", force)
    known = dict.fromkeys((marker, *names, *_DESKTOP_FILES))
    with writing(path):
        target = _check_place(path)
        aside = target.parent / f".{target.name}.nmpolicy-old"
        if (aside / marker).exists() and not os.path.lexists(target):
            aside.rename(target)
        _check_folder(path, known, force=force)
    with writing(path, (OSError,)), _folder_beside(target) as folder:
        new = folder / target.name
        new.mkdir()
        yield new
        _sync_all(new)
        if _check_folder(path, known, force=force):
            _replace(target, new, aside, known)
        else:
            new.rename(target)


def _check_place(path: AnyPath) -> Path:
    """Return the path without links and dots. Raises `UnwritableFileError` unless a folder is there to hold it."""
    parent = Path(path).parent
    if not os.path.lexists(parent):
        make = f"mkdir -p {shlex.quote(str(parent))}"
        raise _unwritable(path, errno.ENOENT, f"the folder {parent} does not exist; make it with `{make}`")
    if not parent.is_dir():
        raise _unwritable(path, errno.ENOTDIR, f"{parent} is not a folder; choose another one")
    if not os.access(parent, os.W_OK | os.X_OK):
        raise _unwritable(path, errno.EACCES, f"you may not write into the folder {parent}; choose another one")
    if (old := _status(path)) is not None and stat.S_ISLNK(old.st_mode):
        raise _unwritable(path, errno.EEXIST, "it is a symbolic link; name what it points to, or another place")
    return Path(os.path.realpath(path))


def _check_file(path: AnyPath, *, force: bool) -> os.stat_result | None:
    """Return the status of the old file, if there is one. Raises `UnwritableFileError` if it must not be replaced."""
    if (old := _status(path)) is None:
        return None
    if stat.S_ISDIR(old.st_mode):
        raise _unwritable(path, errno.EISDIR, "it is a folder; name a file")
    if not stat.S_ISREG(old.st_mode):
        raise _unwritable(path, errno.EEXIST, "it is a device or a pipe; name a file")
    _check_force(path, force=force)
    return old


def _check_folder(path: AnyPath, known: Collection[str], *, force: bool) -> bool:
    """Return whether there is an old folder. Raises `UnwritableFileError` if it must not be replaced."""
    if (old := _status(path)) is None:
        return False
    if not stat.S_ISDIR(old.st_mode):
        raise _unwritable(path, errno.ENOTDIR, "it is not a folder; choose another name")
    if Path.cwd().is_relative_to(os.path.realpath(path)):
        raise _unwritable(path, errno.EBUSY, "it is the current folder, or holds it; name a new folder")
    if not os.access(path, os.W_OK | os.X_OK):
        raise _unwritable(path, errno.EACCES, "you may not write into it; choose another name")
    with os.scandir(path) as entries:
        found = {entry.name: entry.is_file(follow_symlinks=False) for entry in entries}
    if foreign := sorted(name for name, is_file in found.items() if not is_file or name not in known):
        named = ", ".join([*foreign[:_MAX_NAMED], *(["…"] if len(foreign) > _MAX_NAMED else [])])
        raise _unwritable(path, errno.ENOTEMPTY, f"it has other files ({named}), and they are kept; name a new folder")
    if found.keys() - _DESKTOP_FILES and (marker := next(iter(known))) not in found:
        raise _unwritable(path, errno.ENOTEMPTY, f"it has no {marker}, so it is not an old output; name a new folder")
    _check_force(path, force=force)
    return True


def _check_force(path: AnyPath, *, force: bool) -> None:
    if not force:
        reason = "it exists; choose another name, or pass force=True to replace it"
        raise OutputExistsError(errno.EEXIST, reason, name_of(path))


@contextmanager
def _folder_beside(target: Path) -> Iterator[Path]:
    """Give a new, private folder in the same file system, and delete it with what is left in it."""
    folder = target.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        folder.mkdir(0o700)
    except FileNotFoundError as error:  # the folder is there, so it is one of those that the system makes up
        reason = f"no file can be made in the folder {target.parent}; choose another one"
        raise _unwritable(target, errno.ENOENT, reason) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _replace(target: Path, new: Path, aside: Path, known: Collection[str]) -> None:
    """Put a new folder in the place of an old one, which is moved aside and then deleted."""
    for old in (target, *target.iterdir()):
        if (same := new / old.relative_to(target)).exists():
            copy_access(old.stat(), same)
    _delete(aside, known)
    if os.path.lexists(aside):
        raise _unwritable(target, errno.ENOTEMPTY, f"{aside} is in the way; move it elsewhere, or delete it")
    try:
        target.rename(aside)
        new.rename(target)
    except BaseException:
        if not os.path.lexists(target):
            aside.rename(target)
        raise
    _delete(aside, known)


def _delete(folder: Path, known: Collection[str]) -> None:
    """Delete the known files of a folder, and the folder if it has no others.

    The marker comes first, so a folder that was deleted in part never gets its name back.
    """
    with suppress(OSError):
        for name in known:
            (folder / name).unlink(missing_ok=True)
        folder.rmdir()


def _status(path: AnyPath) -> os.stat_result | None:
    """Return the status of a file or a link; None if there is none."""
    try:
        return os.lstat(Path(path))  # without a slash at the end, which would follow a link
    except FileNotFoundError:
        return None


def _sync(path: Path) -> None:
    """Write a file to the disk. Without this, it could be empty after a crash of the computer, in spite of its name."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _sync_all(folder: Path) -> None:
    """Write the files of a folder to the disk, several at once, because each waits for it."""
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  # slow to import

    with ThreadPoolExecutor(_THREADS) as threads:
        for _ in threads.map(_sync, folder.iterdir()):
            pass


def _unwritable(path: AnyPath, code: int, reason: str) -> UnwritableFileError:
    return UnwritableFileError(code, reason, name_of(path))
