"""Rules of other packages that print, or that replace standard output: the results of a command are complete."""

import io
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

import nmpolicy as nm
from command_line import BUNDLED
from each_case import each_case
from each_command import run_here
from nmpolicy.cli.main import main
from nmpolicy.rules.registry import Rule, broken_packages


def printing() -> None:
    print("debug")  # noqa: T201  # as the test says


def replacing() -> None:
    sys.stdout = io.StringIO()


def removing() -> None:
    sys.stdout = None


@each_case("act", [printing, replacing, removing])
@each_case("form", ["text", "json", "sarif", "github"])
def test_a_rule_does_not_disturb_standard_output(rules: dict[str, Rule], act: Callable[[], None], form: str) -> None:
    rules.pop("NEWS001", None)
    line = ["validate", *BUNDLED, "--format", form]
    plain = run_here(line)

    def check(_: nm.Collection) -> Iterator[nm.Finding]:
        act()
        return iter(())

    nm.rule("NEWS001", "warning", "disturbing")(check)
    code, out, err = run_here(line)
    assert (code, out) == plain[:2]
    assert (err == b"debug\n") == (act is printing)


@each_case("line", ["export jsonld", "export json", "show", "rules", "explain NMP101", "import csv"], ids=str)
def test_a_package_that_prints_when_it_is_imported_does_not_disturb_it(
    line: str, albuquerque: nm.Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nm.tables.write_csv(albuquerque, tmp_path / "csv", force=True)
    more = {"import csv": [str(tmp_path / "csv"), "--allow-redacted"], "rules": [], "explain NMP101": []}
    words = [*line.split(), *more.get(line, BUNDLED)]
    broken_packages.cache_clear()
    plain = run_here(words)
    entry = SimpleNamespace(name="loud", value="loud_rules", load=printing)
    monkeypatch.setattr("nmpolicy.rules.registry.entry_points", lambda group: [entry] if group else [])
    broken_packages.cache_clear()
    try:
        code, out, _ = run_here(words)
    finally:
        monkeypatch.undo()
        broken_packages.cache_clear()
    assert plain[0] == 0
    assert (code, out) == plain[:2]


def test_an_interrupt_with_any_text_is_an_interrupt() -> None:
    def check(_: nm.Collection) -> Iterator[nm.Finding]:
        raise KeyboardInterrupt("enough")

    nm.rule("NEWS001", "warning", "interrupting")(check)
    assert run_here(["validate", *BUNDLED]) == (130, b"", b"")


def test_a_stream_that_was_closed_is_one_error(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    stream.close()
    shown = io.StringIO()
    monkeypatch.setattr("sys.stdout", stream)
    monkeypatch.setattr("sys.stderr", shown)
    with pytest.raises(SystemExit) as ended:
        main(["rules"])
    assert (ended.value.code, shown.getvalue()) == (2, "Error: the output cannot be written: it is closed\n")


def test_json_holds_all_problems_beside_a_rule_that_prints() -> None:
    def check(collection: nm.Collection) -> Iterator[nm.Finding]:
        print("{")  # noqa: T201  # as above
        yield nm.Finding(collection, "title", "the title is dull; write another")

    nm.rule("NEWS001", "error", "dull title")(check)
    code, out, err = run_here(["validate", *BUNDLED, "--format", "json"])
    assert (code, err, json.loads(out)["errors"]) == (1, b"{\n", 1)
