"""The example of a package with rules of its own: its entry point registers them, and its own tests pass."""

import importlib
import runpy
import tomllib
from pathlib import Path

import pytest

from nmpolicy.rules.registry import ENTRY_POINTS, Rule

PACKAGE = Path(__file__).parents[2] / "examples" / "plugin"


def test_its_entry_point_registers_its_rules_and_its_tests_pass(
    monkeypatch: pytest.MonkeyPatch, rules: dict[str, Rule]
) -> None:
    monkeypatch.syspath_prepend(PACKAGE / "src")
    project = tomllib.loads((PACKAGE / "pyproject.toml").read_text("utf-8"))["project"]
    for module in project["entry-points"][ENTRY_POINTS].values():
        importlib.import_module(module)
    assert {"NEWS001", "NEWS002"} <= rules.keys()
    tests = {
        name: test
        for name, test in runpy.run_path(str(PACKAGE / "tests" / "test_rules.py")).items()
        if name[:5] == "test_"
    }
    assert len(tests) == 2
    for test in tests.values():
        test()
