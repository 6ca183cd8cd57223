"""The groups export and import: their formats."""

from pathlib import Path

import click
import pytest

from command_line import run
from each_case import each_case
from nmpolicy.cli.exchange import IMPORTED, reported_interrupt
from nmpolicy.cli.main import main

GROUPS = {
    "export": ["json", "jsonl", "csv", "sqlite", "xlsx", "parquet", "jsonld", "graph", "ocd", "ftm", "ig", "ics"],
    "import": [*IMPORTED, "federal-register", "openstates-people", "legistar", "popolo"],
}
COMMANDS = [(group, form) for group, forms in GROUPS.items() for form in forms]


@pytest.mark.parametrize("group", GROUPS)
def test_the_help_page_lists_the_formats_in_lines_that_fit(group: str) -> None:
    code, shown = run(group, "--help")
    assert (code, f"Usage: nmpolicy {group} [OPTIONS] FORMAT [ARGS]...\n" in shown) == (0, True)
    section = shown.partition("\nFormats:\n")[2].partition("\n\n")[0]
    assert [line.split()[0] for line in section.splitlines()] == GROUPS[group]
    assert all(line.endswith(".") and not line.endswith("...") for line in section.splitlines())


@each_case(("group", "form"), COMMANDS)
def test_each_format_has_a_description_and_an_example(group: str, form: str) -> None:
    code, shown = run(group, form, "--help")
    assert (code, f"\n    nmpolicy {group} {form} " in shown) == (0, True)
    assert max(map(len, shown.splitlines())) <= 80
    description = shown.partition("\n\n")[2].partition("\n\nOptions:")[0]
    assert all(paragraph.endswith(".") for paragraph in description.split("\n\n"))
    assert "TEXT" not in shown


@each_case(
    ("arguments", "words"),
    [
        (["export", "jsno"], "'jsno' is not a format; did you mean 'json'?"),
        (["export", "CSV"], "'CSV' is not a format; did you mean 'csv'?"),
        (
            ["export", "orders.json"],
            "'orders.json' is not a format; the command is `nmpolicy export FORMAT`, with one of",
        ),
        (["export", "orders.db", "sqlite"], "with one of json, jsonl, csv, sqlite, xlsx, parquet"),
        (["import", "Excel"], "'Excel' is not a format; did you mean 'xlsx'?"),
        (["export", "ndjson"], "'ndjson' is not a format; did you mean 'jsonl'?"),
        (["import", "parquet"], "Parquet is not read back; export and edit one of csv, sqlite, xlsx"),
        (["import", "json"], "JSON needs no import; every command reads it"),
        (["import", "ndjson"], "JSON Lines need no import; every command reads them"),
        (["import", "a\x1b[2J"], r"'a\x1b[2J' is not a format"),
    ],
)
def test_an_unknown_format_is_a_usage_error(arguments: list[str], words: str) -> None:
    code, shown = run(*arguments)
    assert (code, words in shown) == (2, True)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (None, None, "Interrupted; nothing was written.\n"),
        ("old", None, "Interrupted; nothing was written.\n"),
        (None, "new", "Interrupted.\n"),
        ("old", "new", "Interrupted.\n"),
    ],
)
def test_an_interrupt_says_that_nothing_was_written_only_if_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str | None, new: str | None, words: str
) -> None:
    out = tmp_path / "out.json"
    if old:
        out.write_text(old)

    def write_and_stop() -> None:
        with reported_interrupt(out, None):
            if new:
                (tmp_path / "unfinished").write_text(new)
                (tmp_path / "unfinished").replace(out)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_and_stop()
    assert capsys.readouterr().err == words


def test_the_format_is_asked_for() -> None:
    code, shown = run("export")
    assert (code, "Formats:\n" in shown) == (2, True)
    assert isinstance(main.get_command(click.Context(main), "import"), click.Group)
