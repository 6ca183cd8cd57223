"""The hidden folder beside an output in which it is made, before it takes the place of an old one.

It is named after the output, such as `.orders.json.0.nmpolicy-tmp`. A process that is killed leaves it behind, and the
next one that writes the same output deletes it. A lock, which ends with its process, shows which folder is in use.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

_SUFFIX = "nmpolicy-tmp"
_SLOTS = 8  # names that are looked at for what was left, which takes no listing of a folder with many files
_CAN_LOCK = hasattr(os, "O_DIRECTORY")
_MAX_NAME = 180  # bytes of the name of an output in the name of its hidden folder; file systems allow 255


@contextmanager
def folder_beside(target: Path) -> Iterator[Path]:
    """Give a new, private folder in the same file system. At the end, it is deleted with what is left in it.

    Folders that killed processes left for the same target are deleted, too, and those of living ones are not.
    """
    hidden = HiddenFolder()
    try:
        yield hidden.make(target)
    finally:
        try:
            hidden.release()
        except BaseException:  # an interrupt
            hidden.release()
            raise


def hidden_name(name: str, suffix: str) -> str:
    """Return the name of a hidden file that belongs to another file, for any length of its name.

    >>> hidden_name("orders.json", "0.nmpolicy-tmp")
    '.orders.json.0.nmpolicy-tmp'
    >>> len(hidden_name("x" * 255, "0.nmpolicy-tmp"))
    205
    """
    data = os.fsencode(name)
    if len(data) > _MAX_NAME:
        from hashlib import blake2b  # noqa: PLC0415  # rarely needed

        name = f"{data[:_MAX_NAME].decode('utf-8', 'ignore')}-{blake2b(data, digest_size=4).hexdigest()}"
    return f".{name}.{suffix}"


class HiddenFolder:
    """A hidden folder of this process, and its lock. An interrupt can come between any two steps.

    Call `release` in a `finally`, and again if it raises.
    """

    folder: Path | None = None
    _lock: int | None = None

    def make(self, target: Path) -> Path:
        """Make, lock and return the folder, and delete those that were left."""
        for number in count():
            folder = target.with_name(hidden_name(target.name, f"{number}.{_SUFFIX}"))
            _delete_left(folder)
            if self.folder is None:
                self._try(folder)
            if self.folder is not None and number >= _SLOTS - 1:
                return self.folder
        raise AssertionError("unreachable")  # pragma: no cover

    def _try(self, folder: Path) -> None:
        """Make the folder, unless another process has one of this name."""
        self.folder = folder
        if not (_made(folder) and self._lock_it(folder)):
            self._close()
            self.folder = None

    def _lock_it(self, folder: Path) -> bool:
        """Lock the new folder, and return whether it is still there and no other process has locked it."""
        if not _CAN_LOCK:  # pragma: no cover  # Windows, where what is left stays
            return True
        try:
            self._lock = _opened(folder)
        except FileNotFoundError:  # another process took it for one that was left, and deleted it
            return False
        return _locked(self._lock, folder) is not False

    def release(self) -> None:
        """Delete the folder. A second call does what an interrupt kept the first one from doing."""
        if self.folder is not None and self._lock is None:
            _delete_left(self.folder)
        elif self.folder is not None:
            _delete(self.folder)
        self._close()

    def _close(self) -> None:
        if self._lock is not None:
            lock, self._lock = self._lock, None
            os.close(lock)


def _made(folder: Path) -> bool:
    """Make a private folder, and return whether there was none."""
    try:
        folder.mkdir(0o700)
    except FileExistsError:
        return False
    except FileNotFoundError as error:  # its parent is there, so it is one of those that the system makes up
        reason = f"no file can be made in the folder {folder.parent}; choose another one"
        raise FileNotFoundError(errno.ENOENT, reason) from error
    return True


def _opened(folder: Path) -> int:
    """Open a folder, to lock it. A link to one is not followed."""
    return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)


def _locked(opened: int, folder: Path) -> bool | None:
    """Lock an open folder, and return whether that succeeded and it still has its name; None if there are no locks."""
    import fcntl  # noqa: PLC0415  # Windows has no such module

    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.path.samestat(os.fstat(opened), os.lstat(folder))
    except (BlockingIOError, FileNotFoundError):
        return False
    except OSError:  # some network file systems have none
        return None


def _delete_left(folder: Path) -> None:
    """Delete a folder that a killed process left: one that no process has locked."""
    if not _CAN_LOCK:  # pragma: no cover  # as above
        return
    try:
        opened = _opened(folder)
    except OSError:  # it is not there, or not ours
        return
    try:
        if _locked(opened, folder):
            _delete(folder)
    finally:
        os.close(opened)


def _delete(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()  # it usually is empty by now
        return
    import shutil  # noqa: PLC0415  # slow to import

    shutil.rmtree(folder, ignore_errors=True)
