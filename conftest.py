"""Hypothesis profiles, the data set, and the examples of the documentation, which are run as they are printed."""

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser
from sybil.parsers.rest import DocTestParser

import nmpolicy as nm
from nmpolicy.rules import registry
from nmpolicy.rules.registry import Rule, all_rules

settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("default"), derandomize=True, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "default"))


@pytest.fixture(autouse=True)
def rules(monkeypatch: pytest.MonkeyPatch) -> dict[str, Rule]:
    """The catalog by codes; what a test or an example adds to it is gone after it."""
    own = {rule.code: rule for rule in all_rules()}
    monkeypatch.setattr("nmpolicy.rules.registry._rules", own)
    return own


ROOT = Path(__file__).parent
_BIN = Path(sys.executable).parent


@pytest.fixture(scope="session")
def albuquerque() -> nm.Collection:
    """The bundled data set."""
    return nm.load_dataset("albuquerque-immigrant-friendly-2025")


def run_console(example: Example) -> str | None:
    """Run each `$` line of a block in a shell, and hold its output against the lines after it; `...` skips some."""
    for shown in re.split(r"^\$ ", example.parsed, flags=re.MULTILINE)[1:]:
        command, _, expected = shown.partition("\n")
        done = subprocess.run(  # noqa: S602  # a reader would run it in a shell
            command,
            shell=True,
            cwd=ROOT,
            env={**os.environ, "PATH": f"{_BIN}:{os.environ['PATH']}", "COLUMNS": "80"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        checker = doctest.OutputChecker()
        if not checker.check_output(expected, done.stdout, doctest.ELLIPSIS):
            return f"{command!r} printed:\n{done.stdout}"
    return None


_catalogs: list[dict[str, Rule]] = []


def _keep_catalog(_names: dict[str, object]) -> None:
    """Remember the rules before the examples of a page, which may add some."""
    all_rules()
    _catalogs.append(dict(registry._rules))  # noqa: SLF001  # there is no way to take a rule away


def _restore_catalog(_names: dict[str, object]) -> None:
    before = _catalogs.pop()
    for code in registry._rules.keys() - before:  # noqa: SLF001  # as above
        del registry._rules[code]  # noqa: SLF001


pytest_collect_file = Sybil(
    parsers=[DocTestParser(doctest.ELLIPSIS), PythonCodeBlockParser(), CodeBlockParser("console", run_console)],
    patterns=["README.md", "docs/*.md"],
    setup=_keep_catalog,
    teardown=_restore_catalog,
).pytest()
