"""Signals that end the command: at once and without a word, whatever it is doing, and so do its workers."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from command_line import exit_code, fork_with_output
from each_case import each_case

#: Sends the process a signal when it imports a module, and runs the command.
AT_IMPORT = """\
import importlib.abc, os, runpy, signal, sys
class Sender(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == wanted:
            os.kill(os.getpid(), number)
wanted, number = sys.argv[1], int(sys.argv[2])
sys.argv[1:] = sys.argv[3:]
sys.meta_path.insert(0, Sender())
"""
AS_MODULE = (
    'sys.argv[0] = "-m"\nsys.orig_argv = ["-m", "nmpolicy"]\nrunpy.run_module("nmpolicy", run_name="__main__")\n'
)
AS_SCRIPT = 'sys.argv[0] = "/bin/nmpolicy"\nfrom nmpolicy.__main__ import run\nrun()\n'
IGNORING = ("sh", "-c", 'trap \'\' INT; exec "$0" "$@"')
SHOW = ("show", "tim-keller", "--bundled", "albuquerque")


def interrupted_at(name: str, number: signal.Signals, program: str, *before: str) -> tuple[int, bytes]:
    """Send the command a signal when it imports a module: its exit code, and all that it printed."""
    done = subprocess.run(  # noqa: S603  # our own command
        [*before, sys.executable, "-c", AT_IMPORT + program, name, str(int(number)), *SHOW],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.returncode, done.stdout


@each_case(
    ("name", "number", "program"),
    [
        ("lazy_loader", signal.SIGINT, AS_MODULE),
        ("lazy_loader", signal.SIGINT, AS_SCRIPT),
        ("nmpolicy.cli.interrupts", signal.SIGINT, AS_MODULE),
        ("click", signal.SIGINT, AS_MODULE),
        ("nmpolicy.cli.commands.look", signal.SIGINT, AS_MODULE),
        ("nmpolicy.cli.commands.look", signal.SIGTERM, AS_MODULE),
        ("nmpolicy.cli.render.record_page", signal.SIGTERM, AS_MODULE),
    ],
)
def test_a_signal_during_an_import_ends_the_command_quietly(name: str, number: signal.Signals, program: str) -> None:
    assert interrupted_at(name, number, program) == (128 + number, b"")


def test_a_signal_that_the_caller_ignores_ends_nothing() -> None:
    code, shown = interrupted_at("click", signal.SIGINT, AS_MODULE, *IGNORING)
    assert (code, shown.splitlines()[0]) == (0, b"Tim Keller")


def test_another_program_that_imports_the_library_gets_its_interrupt() -> None:
    code, shown = interrupted_at("lazy_loader", signal.SIGINT, "import nmpolicy\n")
    assert (code, b"KeyboardInterrupt" in shown) == (-signal.SIGINT, True)


#: Takes a first signal, and others while it cleans up.
CLEANING = """\
import os, signal, sys
from nmpolicy.cli.interrupts import quit_when_interrupted, unwind_when_interrupted
quit_when_interrupted()
unwind_when_interrupted()
try:
    os.kill(os.getpid(), signal.SIGTERM)
except KeyboardInterrupt as error:
    os.kill(os.getpid(), signal.SIGINT)
    print("cleaned up after", error, flush=True)
    os.kill(os.getpid(), signal.SIGINT)
print("never")
"""


def test_a_second_signal_does_not_disturb_the_cleanup_and_a_third_ends_it() -> None:
    done = subprocess.run([sys.executable, "-c", CLEANING], capture_output=True, check=False)  # noqa: S603  # as above
    assert (done.returncode, done.stdout, done.stderr) == (130, b"cleaned up after 15\n", b"")


def waiting_for_workers(folder: Path, prepare: Callable[[], object]) -> tuple[int, BinaryIO, list[BinaryIO]]:
    """Return a process whose two workers read empty pipes, its output, and the other ends of the pipes."""
    pipes = [folder / "a.json", folder / "b.json"]
    for pipe in pipes:
        os.mkfifo(pipe)
    child, output = fork_with_output("validate", "--jobs", "2", *map(str, pipes), prepare=prepare)
    return child, output, [pipe.open("wb") for pipe in pipes]  # waits until a worker reads it


def ignore_interrupts() -> None:
    os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def test_a_signal_that_the_caller_ignores_ends_no_worker(tmp_path: Path) -> None:
    child, output, held = waiting_for_workers(tmp_path, ignore_interrupts)
    os.killpg(child, signal.SIGINT)
    for each in held:
        each.write(b"[]")
        each.close()
    with output:
        assert output.read().splitlines()[-1] == b"2 errors, 0 warnings, 0 notices in 2 files"
    assert exit_code(child) == 1


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -signal.SIGKILL)]
)
def test_workers_end_with_the_command(number: signal.Signals, code: int, tmp_path: Path) -> None:
    child, output, held = waiting_for_workers(tmp_path, os.setsid)
    os.kill(child, number)
    with output:
        assert output.read() == b""  # until all processes have closed it
    assert exit_code(child) == code
    for each in held:
        each.close()
