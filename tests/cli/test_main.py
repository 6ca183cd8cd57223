"""The command group: help, version, and the modules that it imports."""

import gc
import subprocess
import sys

import click
import pytest

from command_line import command, run, unmeasured
from each_case import each_case
from nmpolicy.cli.main import COMMANDS, SUMMARIES, main


@each_case("arguments", [["--help"], ["-h"], ["show", "--help"], ["validate", "-h"], ["--version"]])
def test_help_and_version_are_there(arguments: list[str]) -> None:
    code, shown = run(*arguments)
    assert (code, shown.partition(" ")[0]) in {(0, "Usage:"), (0, "nmpolicy")}, shown


def test_the_help_page_groups_the_commands_in_lines_that_fit() -> None:
    shown = run("--help")[1]
    sections = [line.removesuffix(":") for line in shown.splitlines() if line.endswith(":") and line[0] != " "]
    assert sections == ["Options", "Start", "Look", "Ask", "Check", "Compare", "Publish", "Exchange", "Prove"]
    assert max(map(len, shown.splitlines())) < 80
    for group in COMMANDS.values():
        for name in group:
            (line,) = (line for line in shown.splitlines() if line.split()[:1] == [name])
            assert len(line.split()) > 2
            assert line.endswith(".")
            assert not line.endswith("...")


@each_case("name", [name for group in COMMANDS.values() for name in group])
def test_each_paragraph_of_a_help_text_ends_with_a_full_sentence(name: str) -> None:
    found = main.get_command(click.Context(main), name)
    assert found is not None
    assert all(paragraph.rstrip().endswith(".") for paragraph in (found.help or "").split("\n\n"))


@each_case("name", [name for group in COMMANDS.values() for name in group])
def test_each_command_has_a_description_and_an_example(name: str) -> None:
    code, shown = run(name, "--help")
    assert code == 0
    assert "Example" in shown
    assert f"\n    nmpolicy {name}" in shown
    assert max(map(len, shown.splitlines())) <= 80
    description = shown.partition("\n\n")[2].partition("\n\nOptions:")[0]
    for paragraph in description.split("\n\n"):
        assert paragraph.endswith("."), "a sentence is cut short"
    assert "INTEGER RANGE" not in shown
    assert "TEXT" not in shown
    found = main.get_command(click.Context(main), name)
    assert found is not None
    assert found.name == name


def test_an_unknown_command_is_a_usage_error() -> None:
    code, shown = run("shw")
    assert (code, "Error: No such command 'shw'; did you mean 'show'?" in shown) == (2, True)
    code, shown = run("xyzzy")
    assert (code, "No such command 'xyzzy'" in shown, "mean" in shown) == (2, True, False)
    code, shown = run("--versoin")
    assert (code, "No such option" in shown) == (2, True)


def imported(*arguments: str) -> set[str]:
    """The modules that the command imports, without those that measuring coverage would add."""
    done = subprocess.run(  # noqa: S603  # our own command
        [sys.executable, "-X", "importtime", "-m", "nmpolicy", *arguments],
        capture_output=True,
        text=True,
        check=True,
        env=unmeasured(),
    )
    return {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}


def test_a_command_imports_only_what_it_runs() -> None:
    version = imported("--version")
    assert "nmpolicy.cli.main" in version
    assert version.isdisjoint({"attrs", "msgspec", "cattrs", "importlib.metadata", "nmpolicy.records.collection"})
    show = imported("show", "--bundled", "albuquerque")
    assert "nmpolicy.records.collection" in show
    assert show.isdisjoint(
        {"nmpolicy.cli.settings", "nmpolicy.serialization.parsing", "nmpolicy.serialization.converter"}
    )
    assert show.isdisjoint({"cattrs", "dateutil", "tomllib", "rich", "json", "difflib", "tempfile", "zipfile"})
    rules = {name for name in show if name.startswith(("nmpolicy.rules", "nmpolicy.cli.formats"))}
    assert rules == {"nmpolicy.rules", "nmpolicy.rules.rule_output"}  # which says where rules would print


def test_the_help_page_has_the_first_sentence_of_each_command() -> None:
    context = click.Context(main)
    commands = {name: main.get_command(context, name) for name in main.list_commands(context)}
    assert {name: found.get_short_help_str(80) for name, found in commands.items() if found} == SUMMARIES
    assert imported("--help").isdisjoint({"attrs", "msgspec", "nmpolicy.cli.options"})


def test_a_command_that_gives_up_exits_as_if_it_was_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    def give_up(*_: object, **__: object) -> None:
        raise click.Abort

    monkeypatch.setattr("click.decorators.echo", give_up)
    assert run("--help") == (130, "")


def test_the_command_sets_the_collector_of_its_own_process_only() -> None:
    program = "import gc\nfrom nmpolicy.{}\ntry:\n    {}\nexcept SystemExit:\n    print(gc.get_threshold()[0])"
    for parts, threshold in (
        (("__main__ import run", "run()"), "100000"),
        (("cli.main import main", "main()"), str(gc.get_threshold()[0])),
    ):
        done = subprocess.run(  # noqa: S603  # our own command
            [sys.executable, "-c", program.format(*parts), "--version"], capture_output=True, text=True, check=True
        )
        assert done.stdout.splitlines()[1:] == [threshold]


def test_the_module_runs_as_the_command() -> None:
    assert command("--version").stdout == run("--version")[1]
