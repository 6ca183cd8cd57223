"""Every command where something is missing: its output is closed or full, and its working folder was removed."""

import io
import sys
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from unittest.mock import patch

import click
import pytest

import nmpolicy as nm
from command_line import FAULTY
from each_case import each_case
from each_command import arguments, each_command
from nmpolicy.cli.main import main

FULL = Path("/dev/full")
ERROR = "Error: the output cannot be written: "
PRINTING = {"show", "find", "rules", "explain", "schema", "in-force", "duties", "timeline", "validate"}


@pytest.fixture
def nowhere(tmp_path: Path) -> Iterator[None]:
    folder = tmp_path / "removed"
    folder.mkdir()
    with chdir(folder):
        folder.rmdir()
        yield


@pytest.mark.skipif(not FULL.exists(), reason="this machine has no /dev/full")
@pytest.mark.usefixtures("nowhere")
@each_case("names, command", each_command(), ids=lambda each: each)
def test_no_surroundings_end_in_a_traceback(names: tuple[str, ...], command: click.Command, tmp_path: Path) -> None:
    collection = nm.load(FAULTY)
    files = ("file", "files", "arguments", "old", "new", "ours", "theirs", "inputs", "source")
    values = dict.fromkeys(files, str(FAULTY)) | {
        "id": collection.orders[0].id, "name": collection.organizations[0].id, "code": "NMP101",
        "first": "2025", "last": "2026", "output": str(tmp_path / "-".join(names)),
    }  # fmt: skip
    more = {"merge": ["-o", "-", "--prefer", "ours"], "export graph": ["--as", "dot"], "fmt": ["--check"]}
    line = arguments(names, command, values, *more.get(" ".join(names), ()))
    for reason in ("it is closed", "No space left on device"):
        err = io.StringIO()
        with FULL.open("w", encoding="utf-8") as full:
            out = None if reason == "it is closed" else full
            with patch.multiple(sys, stdin=None, stdout=out, stderr=err), pytest.raises(SystemExit) as ended:
                main(line, prog_name="nmpolicy")
        if ERROR in err.getvalue() or names[0] in PRINTING:
            assert (ended.value.code, err.getvalue().splitlines()[-1]) == (2, ERROR + reason)
        else:
            assert ended.value.code in {0, 1, 2}
