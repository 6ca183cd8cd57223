"""Running the command on a terminal, where it can ask questions."""

import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest

_PATIENCE = 30  # seconds
#: Makes standard input the terminal of the new session, so that Ctrl-C reaches the command.
_PROGRAM = """\
import fcntl, runpy, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
runpy.run_module("nmpolicy", run_name="__main__", alter_sys=True)
"""


def run_on_a_terminal(*arguments: str, typed: str, folder: Path, stdout: int | None = None) -> tuple[int, str]:
    r"""Run the command with what a person types: its exit code, and all that the terminal shows.

    In `typed`, `\x03` is Ctrl-C and `\x04` is Ctrl-D. With `stdout`, standard output goes there instead.
    """
    try:
        leader, follower = pty.openpty()
    except OSError as error:
        pytest.skip(f"this machine gives no terminal: {error}")
    process = subprocess.Popen(  # noqa: S603  # our own command
        [sys.executable, "-c", _PROGRAM, *arguments],
        stdin=follower,
        stdout=follower if stdout is None else stdout,
        stderr=follower,
        cwd=folder,
        env={**os.environ, "TERM": "dumb", "COLUMNS": "80", "PYTHONIOENCODING": "utf-8:strict"},
        start_new_session=True,
    )
    os.close(follower)
    shown = b""
    try:
        for answer in typed.splitlines(keepends=True):
            # Each answer is typed when its question is there, since Ctrl-C throws away what was typed ahead.
            question = b""
            while not question.endswith(b": ") and (more := _read(leader)):
                question += more
            shown += question
            os.write(leader, answer.encode(errors="surrogateescape"))
        while more := _read(leader, again=b"\x03" if typed.endswith("\x03") else b""):
            shown += more
        return process.wait(_PATIENCE), shown.decode(errors="surrogateescape").replace("\r\n", "\n")
    finally:
        process.kill()
        process.wait()
        os.close(leader)


def _read(leader: int, *, again: bytes = b"") -> bytes:
    """Read what the terminal shows next; none if the command has ended. Type a key again until there is something.

    A Ctrl-C that comes just before Python starts to wait for an answer is not noticed until the next key.
    """
    for _ in range(_PATIENCE):
        if select.select([leader], [], [], 1)[0]:
            try:
                return os.read(leader, 10_000)
            except OSError:  # all copies of the other end are closed
                return b""
        os.write(leader, again)
    raise AssertionError("the command waits for an answer that is not typed")


def names(folder: Path) -> list[str]:
    """The names of the files in a folder, in their order."""
    return sorted(path.name for path in folder.iterdir())
