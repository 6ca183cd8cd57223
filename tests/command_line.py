"""Running the command, in this process or as a program."""

import os
import re
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

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


def unmeasured(*prefixes: str) -> dict[str, str]:
    """The environment of a program whose coverage is not measured, without other variables with these prefixes."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("COVERAGE_", *prefixes))}


def codes(shown: str) -> list[str]:
    """The codes in an output, in their order."""
    return re.findall(r"\b(?:NMP|NEWS)[0-9]{3}\b", shown)
