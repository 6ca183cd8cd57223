"""Make a new file or folder completely or not at all, for code that writes files itself. What exists is kept.

The new file or folder is made in a hidden folder beside its place, and then renamed.
"""

import errno
import os
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from nmpolicy.errors import OutputExistsError
from nmpolicy.records.arguments import check_flag
from nmpolicy.serialization.file_writing import check_folder_to_write, copy_access, sync, unwritable, writing
from nmpolicy.serialization.files import AnyPath, name_of
from nmpolicy.serialization.unfinished import folder_beside, hidden_name

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
    with writing(path, (OSError,)), folder_beside(target) as folder:
        new = folder / target.name
        yield new
        sync(new)
        if (old := _check_file(path, force=force)) is not None:
            copy_access(old, new)
        new.replace(target)


@contextmanager
def output_folder(
    path: AnyPath, *, marker: str, names: Iterable[str] | Callable[[Path], Iterable[str]], force: bool = False
) -> Iterator[Path]:
    """Give an empty folder in which to write files. At the end of the block, it is synced and becomes `path`.

    If the block raises, an old folder is left as it was. With `force`, the new one replaces it as a whole, but only if
    it is empty, or has the file `marker` and no file but those in `names`: those are the files that the caller writes,
    with the marker. A function can return the names for an old folder. No other file is ever deleted.

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

    def known(folder: Path) -> Sequence[str]:
        return (marker, *(names(folder) if callable(names) else fixed), *_DESKTOP_FILES)

    fixed = () if callable(names) else (*names,)
    with writing(path):
        target = _check_place(path)
        aside = target.parent / hidden_name(target.name, "nmpolicy-old")
        if (aside / marker).exists() and not os.path.lexists(target):
            aside.rename(target)
        _check_folder(path, known(target), force=force)
    with writing(path, (OSError,)), folder_beside(target) as folder:
        new = folder / target.name
        new.mkdir()
        yield new
        _sync_all(new)
        if _check_folder(path, known(target), force=force):
            if aside.is_dir():
                _discard(aside, folder / "old", known(aside))
            _replace(target, new, aside, known(target))
        else:
            new.rename(target)


def _check_place(path: AnyPath) -> Path:
    """Return the path without links and dots. Raises `UnwritableFileError` unless a folder is there to hold it."""
    check_folder_to_write(path, Path(path).parent)
    if (old := _status(path)) is not None and stat.S_ISLNK(old.st_mode):
        raise unwritable(path, errno.EEXIST, "it is a symbolic link; name what it points to, or another place")
    return Path(os.path.realpath(path))


def _check_file(path: AnyPath, *, force: bool) -> os.stat_result | None:
    """Return the status of the old file, if there is one. Raises `UnwritableFileError` if it must not be replaced."""
    if (old := _status(path)) is None:
        return None
    if stat.S_ISDIR(old.st_mode):
        raise unwritable(path, errno.EISDIR, "it is a folder; name a file")
    if not stat.S_ISREG(old.st_mode):
        raise unwritable(path, errno.EEXIST, "it is a device or a pipe; name a file")
    _check_force(path, force=force)
    return old


def _check_folder(path: AnyPath, known: Sequence[str], *, force: bool) -> bool:
    """Return whether there is an old folder. Raises `UnwritableFileError` if it must not be replaced."""
    if (old := _status(path)) is None:
        return False
    if not stat.S_ISDIR(old.st_mode):
        raise unwritable(path, errno.ENOTDIR, "it is not a folder; choose another name")
    if Path.cwd().is_relative_to(os.path.realpath(path)):
        raise unwritable(path, errno.EBUSY, "it is the current folder, or holds it; name a new folder")
    if not os.access(path, os.W_OK | os.X_OK):
        raise unwritable(path, errno.EACCES, "you may not write into it; choose another name")
    with os.scandir(path) as entries:
        found = {entry.name: entry.is_file(follow_symlinks=False) for entry in entries}
    if foreign := sorted(name for name, is_file in found.items() if not is_file or name not in known):
        named = ", ".join([*foreign[:_MAX_NAMED], *(["…"] if len(foreign) > _MAX_NAMED else [])])
        raise unwritable(path, errno.ENOTEMPTY, f"it has other files ({named}), and they are kept; name a new folder")
    if found.keys() - _DESKTOP_FILES and (marker := known[0]) not in found:
        raise unwritable(path, errno.ENOTEMPTY, f"it has no {marker}, so it is not an old output; name a new folder")
    _check_force(path, force=force)
    return True


def _check_force(path: AnyPath, *, force: bool) -> None:
    if not force:
        reason = "it exists; choose another name, or pass force=True to replace it"
        raise OutputExistsError(errno.EEXIST, reason, name_of(path))


def _replace(target: Path, new: Path, aside: Path, known: Collection[str]) -> None:
    """Put a new folder in the place of an old one, which is moved aside and then deleted."""
    for old in (target, *target.iterdir()):
        if (same := new / old.relative_to(target)).exists():
            copy_access(old.stat(), same)
    if os.path.lexists(aside):
        reason = f"{aside} is in the way; if no other export is running, move it elsewhere"
        raise unwritable(target, errno.ENOTEMPTY, reason)
    try:
        target.rename(aside)
        new.rename(target)
        _discard(aside, new, known)
    except BaseException:
        if not os.path.lexists(target):
            aside.rename(target)
        elif not new.exists() and aside.exists():  # an interrupt
            _discard(aside, new, known)
        raise


def _discard(aside: Path, new: Path, known: Collection[str]) -> None:
    """Move an old folder to where it is deleted with all that is in it. One that got other files meanwhile is kept."""
    aside.rename(new)
    if any(not each.is_file() or each.is_symlink() or each.name not in known for each in new.iterdir()):
        new.rename(aside)


def _status(path: AnyPath) -> os.stat_result | None:
    """Return the status of a file or a link; None if there is none."""
    try:
        return os.lstat(Path(path))  # without a slash at the end, which would follow a link
    except FileNotFoundError:
        return None


def _sync_all(folder: Path) -> None:
    """Write the files of a folder to the disk, several at once, because each waits for it."""
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  # slow to import

    try:
        with ThreadPoolExecutor(_THREADS) as threads:
            for _ in threads.map(sync, folder.iterdir()):
                pass
    except RuntimeError:  # the system gives this process no more threads
        for file in folder.iterdir():
            sync(file)
