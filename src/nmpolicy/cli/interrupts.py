"""Signals that end the command in its own process: it ends quietly, with the exit code that shells expect.

Until a command runs, it ends at once. While it runs, a signal raises `KeyboardInterrupt`, so that unfinished files are
removed. None of this happens when another program calls the group.
"""

import os
import signal
from types import FrameType

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")  # not every system has all
_MAX_SIGNALS = 2  # one more ends a command that does not unwind
_received: list[int] = []


def quit_when_interrupted() -> None:
    """End the process at once when a signal comes, unless the caller ignores that signal, as `nohup` does."""
    for name in _NAMES:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _quit)


def unwind_when_interrupted() -> None:
    """Raise `KeyboardInterrupt` with the number of the signal from now on, if this process is the command's own."""
    for name in _NAMES:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is _quit:
            signal.signal(number, _unwind)


def _quit(number: int, _frame: FrameType | None) -> None:
    os._exit(128 + number)


def _unwind(number: int, _frame: FrameType | None) -> None:
    _received.append(number)
    if len(_received) == 1:
        raise KeyboardInterrupt(signal.Signals(number))
    if len(_received) > _MAX_SIGNALS:  # the second is left to the cleanup, which is short
        os._exit(128 + number)
