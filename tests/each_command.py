"""Every command with its parameters, as click has them, and running one in this process as on a terminal or not."""

import io
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from unittest.mock import patch

import click

from nmpolicy.cli.main import main


def each_command(
    group: click.Command = main, names: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield the names of each command, such as `export` and `json`, and the command."""
    if not isinstance(group, click.Group):
        yield names, group
        return
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield from each_command(command, (*names, name))


def arguments(names: Sequence[str], command: click.Command, values: Mapping[str, str], *more: str) -> list[str]:
    """The command line of a command with what it requires, each from the values by its name, and more options."""
    options: list[str] = []
    words: list[str] = []
    for each in command.params:
        if isinstance(each, click.Argument):
            words.append(values[str(each.name)])
        elif each.required:
            options += [each.opts[-1], values[str(each.name)]]
    return [*names, *options, *more, "--", *words]


class _Stream(io.TextIOWrapper):
    def __init__(self, *, terminal: bool) -> None:
        super().__init__(io.BytesIO(), "utf-8", write_through=True)
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


def run_here(line: Sequence[str], given: bytes = b"", *, terminal: bool = False) -> tuple[int, bytes, bytes]:
    """Run the command in this process: its exit code, its standard output and its standard error."""
    out, err = _Stream(terminal=terminal), _Stream(terminal=terminal)
    with patch.multiple(sys, stdin=io.TextIOWrapper(io.BytesIO(given)), stdout=out, stderr=err):
        try:
            main([*line], prog_name="nmpolicy")
        except SystemExit as ended:
            code = int(ended.code or 0)
    return code, out.buffer.getvalue(), err.buffer.getvalue()  # type: ignore[attr-defined]


def hostile_folder(folder: Path, name: str) -> Path:
    """Make a folder with a name that no shell would like."""
    made = folder / name.replace("/", "")
    made.mkdir()
    return made
