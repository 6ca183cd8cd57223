"""The command group: help, version, and what is imported when."""

import subprocess
import sys

import click
import pytest
from command_line import command, run

from nmpolicy.cli.main import COMMANDS, main


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["show", "--help"], ["validate", "-h"], ["--version"]])
def test_help_and_version_are_there(arguments: list[str]) -> None:
    code, shown = run(*arguments)
    assert code == 0
    assert shown.startswith(("Usage: ", "nmpolicy 0."))
