"""Running the command, in this process or as a program."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from click.testing import CliRunner

from nmpolicy.__main__ import run as program
from nmpolicy.cli.main import main

ROOT = Path(__file__).parents[1]
#: A collection with twenty faults, each of another rule.
FAULTY = ROOT / "examples" / "springfield.json"
BUNDLED = ("--bundled", "albuquerque")


def run(*arguments: str, text: str | bytes | None = None) -> tuple[int, str]:
    """Run the command in this process: its exit code, and all that it printed."""
    result = CliRunner().invoke(main, arguments, input=text)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


def command(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a program."""
    return subprocess.run(  # noqa: S603  # our own command
        [sys.executable, "-m", "nmpolicy", *arguments],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        check=False,
    )


def fork(*arguments: str, output: int | None = None, prepare: Callable[[], object] = lambda: None) -> int:
    """Run the command in a fork of this process, which has imported everything, and return the number of the process.

    It has no input, and prints to a descriptor, or nowhere. `prepare` runs before it.
    """
    if child := os.fork():
        return child
    code = 1
    try:
        # A shell lets what it runs in the background ignore an interrupt.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        null = os.open(os.devnull, os.O_RDWR)
        for stream, target in enumerate((null, output, output)):
            os.dup2(null if target is None else target, stream)
        sys.stdin = open(0, encoding="utf-8")  # noqa: SIM115  # until the process ends
        sys.stdout = open(1, "w", encoding="utf-8")  # noqa: SIM115  # as above
        sys.stderr = open(2, "w", 1, encoding="utf-8")  # noqa: SIM115  # as above
        sys.argv = ["nmpolicy", *arguments]
        prepare()
        program()
    except KeyboardInterrupt:  # before the command could take it
        code = 130
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else 1
    finally:
        os._exit(code)


def fork_with_output(*arguments: str, prepare: Callable[[], object] = lambda: None) -> tuple[int, BinaryIO]:
    """Run the command in a fork, and return the number of the process and a stream of all that it prints."""
    reader, writer = os.pipe()
    child = fork(*arguments, output=writer, prepare=prepare)
    os.close(writer)
    return child, os.fdopen(reader, "rb")


def exit_code(child: int) -> int:
    """Wait until a process ends, and return its exit code; for a signal that ended it, its number below zero."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def unmeasured(*prefixes: str) -> dict[str, str]:
    """The environment of a program whose coverage is not measured, without other variables with these prefixes."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("COVERAGE_", *prefixes))}


def codes(shown: str) -> list[str]:
    """The codes in an output, in their order."""
    return re.findall(r"\b(?:NMP|NEWS)[0-9]{3}\b", shown)
