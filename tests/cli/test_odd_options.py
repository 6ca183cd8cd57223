"""Every command with numbers, dates and paths that are out of range: an error, never a traceback."""

from collections.abc import Sequence
from pathlib import Path

import click
import pytest

import nmpolicy as nm
from command_line import FAULTY
from each_case import each_case
from each_command import arguments, each_command, run_here
from nmpolicy.cli.options import DATE

NUMBERS = ("-1", "99999999999999999999", "-99999999999999999999", "9" * 5000, "nan", "1e5", "²")
DATES = ("9999-99-99", "0000", "9999-12-31", "-1", "2025-02-30", "9" * 5000)


@pytest.fixture
def values(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Name what commands require by the names of their parameters."""
    monkeypatch.chdir(tmp_path)
    collection = nm.load(FAULTY)
    files = ("file", "files", "arguments", "old", "new", "ours", "theirs", "inputs", "source")
    return dict.fromkeys(files, str(FAULTY)) | {
        "id": collection.orders[0].id, "name": collection.organizations[0].id, "code": "NMP101",
        "first": "2025", "last": "2026", "output": "out",
    }  # fmt: skip


def odd_values(parameter: click.Parameter) -> Sequence[str]:
    if isinstance(parameter.type, click.types.IntParamType):
        return NUMBERS
    if parameter.type is DATE:
        return DATES
    if isinstance(parameter.type, click.Path) or parameter.name == "arguments":
        return ("a" * 300, f"/{'a' * 300}/a.json", f"{FAULTY}/a.json", ".", "\udcff.json")
    return ()


@each_case("names, command", each_command(), ids=lambda each: each)
def test_odd_values_never_end_in_a_traceback(
    names: tuple[str, ...], command: click.Command, values: dict[str, str]
) -> None:
    for each in command.params:
        for odd in odd_values(each):
            is_required = isinstance(each, click.Argument) or each.required
            given = values | {str(each.name): odd} if is_required else values
            line = arguments(names, command, given, *(() if is_required else (each.opts[-1], odd)))
            code, _, err = run_here(line)
            assert code in {0, 1, 2}, line
            assert b"Traceback" not in err


def test_a_limit_of_any_size_is_a_limit() -> None:
    shown = run_here(["validate", str(FAULTY)])
    assert run_here(["validate", "--limit", "9" * 20, str(FAULTY)]) == shown
