"""On a full disk, and in a folder where nothing may be written, each writing command keeps the old output."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import nmpolicy as nm
from command_line import run
from each_case import each_case
from file_size_limit import file_size_limit
from writing_commands import COMMANDS, content, make_inputs, put

FULL = "No space left|File too large|disk is full|disk I/O error"


@pytest.fixture(scope="module")
def inputs() -> Iterator[Path]:
    """A folder of inputs that every user may read."""
    with TemporaryDirectory() as made:
        make_inputs(Path(made))
        Path(made).chmod(0o755)
        yield Path(made)


@contextmanager
def ordinary_user(folder: Path) -> Iterator[None]:
    """Take the rights of a user who may read everything and write nothing, since the superuser may write anywhere."""
    if os.geteuid():
        folder.chmod(0o555)
        try:
            yield
        finally:
            folder.chmod(0o755)
        return
    user = os.getuid()
    os.setresuid(65_534, 65_534, user)
    try:
        yield
    finally:
        os.setresuid(user, user, user)


def make_old(name: str, inputs: Path, out: Path) -> None:
    """Make the old output of a command. Of a file, the command only looks whether it is there."""
    each = COMMANDS[name]
    if each.source or out.suffix:
        put(out, (inputs / each.source).read_bytes() if each.source else b"old")
    else:
        code, shown = run(*each.at(inputs, "old", out))
        assert code == 0, shown


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # XlsxWriter leaves temporary files open
@each_case("name", COMMANDS)
def test_each_command_keeps_the_old_output(inputs: Path, name: str) -> None:
    with TemporaryDirectory() as made:
        folder = Path(made)
        folder.chmod(0o755)
        out = folder / COMMANDS[name].out
        make_old(name, inputs, out)
        arguments = COMMANDS[name].at(inputs, "new", out)
        old = content(out)
        for unwritable, reason in ((file_size_limit(), FULL), (ordinary_user(folder), "you may not write into")):
            with unwritable:
                code, shown = run(*arguments)
            assert (code, content(out), [*folder.iterdir()]) == (2, old, [out])
            (line,) = [each for each in shown.splitlines() if each.startswith("Error: ")]
            assert re.search(f"^Error: {re.escape(str(out))} cannot be written: .*({reason})", line) or name == "new"


def from_input(*arguments: str, stdout: int | None, text: bytes) -> "subprocess.CompletedProcess[bytes]":
    """Run the command as a program, in a locale without letters beyond ASCII."""
    return subprocess.run(  # noqa: S603  # our own command
        [sys.executable, "-m", "nmpolicy", *arguments],
        input=text,
        stdout=stdout,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"},
        check=False,
    )


def test_a_full_device_is_one_error() -> None:
    with Path("/dev/full").open("w") as full:
        done = from_input("fmt", "-", stdout=full.fileno(), text=b'{"nmpolicy": 1, "id": "demo", "title": "T"}')
    assert (done.returncode, done.stderr) == (2, b"Error: the output cannot be written: No space left on device\n")


def test_a_document_is_utf_8_whatever_the_locale(tmp_path: Path, albuquerque: nm.Collection) -> None:
    text = nm.dumps(albuquerque).encode()
    path = tmp_path / "a.json"
    path.write_bytes(text)
    assert not text.isascii()
    for arguments in (["fmt", "-"], ["merge", "-", str(path), "-o", "-"]):
        done = from_input(*arguments, stdout=subprocess.PIPE, text=text)
        assert (done.returncode, nm.loads(done.stdout).sorted()) == (0, albuquerque.sorted())
