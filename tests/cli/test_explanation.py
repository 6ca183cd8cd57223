"""explain."""

import json
import shutil
import subprocess
import sys
from compileall import compile_dir
from pathlib import Path
from typing import Any

import attrs
import pytest

import nmpolicy as nm
from command_line import codes, run, unmeasured
from each_case import each_case
from nmpolicy.rules.examples import MAYOR, example
from nmpolicy.rules.registry import Rule, all_rules
from nmpolicy.rules.rule_runs import run_example
from nmpolicy.serialization.json_schema import json_schema


@each_case("rule", all_rules(), ids=lambda rule: rule.code)
def test_each_explanation_fits_eighty_columns(rule: Rule) -> None:
    code, shown = run("explain", rule.code.lower())
    assert code == 0
    assert shown.startswith(f"{rule.code}: {rule.name}\n---")
    flat = " ".join(shown.split())
    assert rule.meaning in flat
    assert rule.why in flat
    assert "This fails:" in shown
    assert "This passes:" in shown
    assert max(len(line) for line in shown.splitlines() if '"' not in line) < 80


def test_other_codes_have_explanations() -> None:
    assert run("explain", "NMP002")[1].startswith("NMP002 (error): The text is not UTF-8. Save the file in UTF-8")
    assert run("explain", "NMP007")[1].startswith("NMP007 (notice): There are more problems")
    assert run("explain", "NMP099")[1].startswith("NMP099 (error): The fault is in a rule, not in the data")
    assert codes(run("explain", "NMP8")[1]) == [rule.code for rule in all_rules() if rule.family == "Series"]
    code, shown = run("explain", "NMP999")
    assert (code, "no rule has the code 'NMP999'" in shown) == (2, True)


def test_a_rule_without_examples_has_an_explanation() -> None:
    nm.rule("NEWS001", "notice", "a rule")(lambda _: iter(()))
    shown = run("explain", "NEWS001")[1]
    assert "NEWS001: a rule\n---------------\nnotice, NEWS\n\nTo skip this rule" in shown
    assert run("rules")[1].endswith("NEWS\n----\nNEWS001  notice   a rule\n")


def exits() -> nm.Collection:
    sys.exit("not today")


@each_case(
    ("make", "reason"),
    [
        (lambda: 1 / 0, "ZeroDivisionError: division by zero"),
        (exits, "SystemExit: not today"),
        (lambda: None, "InvalidTypeError: expected a Collection, not None"),
        (lambda _: example(), "TypeError: "),
        ("junk", "TypeError: 'str' object is not callable"),
    ],
)
def test_an_example_that_cannot_be_made_is_said_to_be_broken(make: Any, reason: str) -> None:
    nm.rule("NEWS001", "notice", "a rule", failing=make, passing=lambda: example(MAYOR))(lambda _: iter(()))
    code, shown = run("explain", "NEWS001")
    flat = " ".join(shown.split())
    assert code == 0
    assert f"The failing example cannot be made ({reason}" in flat
    assert "report the bug to the author of the rule" in flat
    assert "This fails:" not in shown
    assert 'This passes: posts: {"id": "mayor"' in flat


def test_an_interrupt_and_an_exit_during_an_own_example_are_passed_on(rules: dict[str, Rule]) -> None:
    def interrupted() -> nm.Collection:
        raise KeyboardInterrupt

    for rule, make, raised in (
        (attrs.evolve(rules["NMP101"], code="NEWS001"), interrupted, KeyboardInterrupt),
        (rules["NMP101"], exits, SystemExit),
    ):
        with pytest.raises(raised):
            run_example(rule, make)


#: Runs each command in one process, which takes less time than a process for each.
PROGRAM = """
import nmpolicy
from nmpolicy.cli.main import main

print(nmpolicy.__file__, flush=True)
for arguments in (["explain", "NMP101"], ["rules"], ["--help"], ["schema"]):
    print(end="\\0", flush=True)
    main(arguments, prog_name="nmpolicy", standalone_mode=False)
"""


def run_without(folder: Path, *options: str) -> list[str]:
    """The explanations and the schema that a copy of the package in a folder prints, under some options of Python."""
    environment = {**unmeasured("PYTHONPYCACHE"), "PYTHONPATH": str(folder), "COLUMNS": "80"}
    command = [sys.executable, *options, "-c", PROGRAM]
    found = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, env=environment)  # noqa: S603  # our own command
    place, *shown = found.stdout.split("\0")
    assert Path(place).parent == folder / "nmpolicy"
    return shown


def test_it_works_without_docstrings() -> None:
    explained, rules, group, schema = run_without(Path(nm.__file__).parents[1], "-OO")
    name, line, *_ = explained.splitlines()
    assert name.startswith("NMP101: ")
    assert set(line) == {"-"}
    assert "error, Authority" in explained
    assert "This fails:" in explained
    assert "This passes:" in explained
    assert "NMP101   error " in rules
    assert "\nProve:\n" in group
    assert json.loads(schema) == json_schema()


def test_it_works_without_source_files(tmp_path: Path) -> None:
    source = Path(nm.__file__).parent
    package = tmp_path / "nmpolicy"
    shutil.copytree(source, package, ignore=shutil.ignore_patterns("__pycache__"))
    assert compile_dir(package, quiet=1, legacy=True)
    for path in package.rglob("*.py"):
        path.unlink()
    assert run_without(tmp_path) == run_without(source.parent)
