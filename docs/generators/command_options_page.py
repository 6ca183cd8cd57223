"""The page of commands: every command with its arguments, its options and an example that was run to make the page."""

import contextlib
import inspect
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from blocks import GENERATED, flat, page, paragraphs
from click.testing import CliRunner
from functions_page import guides

import nmpolicy as nm
from nmpolicy.cli.main import COMMANDS, main

ROOT = Path(__file__).parents[2]
_COLUMNS = "80"
#: An option in a text, or the sign for standard input.
_OPTION = re.compile(r"(?<![\w-])(--[a-z-]+|-(?=[ ,]))")
_DRAFT = "examples/draft/draft.json --texts examples/draft"
_ALBUQUERQUE = "--bundled albuquerque"
#: An example for each command: its arguments, and the number of lines of its output to show. Some read what an earlier
#: one wrote, so the order matters.
EXAMPLES: dict[str, tuple[str, int]] = {
    "new": ('eo-7.json --kind executive-order --title "Shade at bus stops" --number 7 --signed 2025-06-03', 9),
    "show": (_ALBUQUERQUE, 12),
    "find": (f"police {_ALBUQUERQUE} --type provision", 6),
    "schema": ("--draft", 4),
    "in-force": (f"{_ALBUQUERQUE} --on 2025-08-01 --id abq-eo-2025-07-21", 6),
    "offices": (f"{_ALBUQUERQUE} --post mayor --on 2025-07-21", 4),
    "lineage": (f"abq-resolution-2018 {_ALBUQUERQUE}", 8),
    "duties": (f"albuquerque-police-department {_ALBUQUERQUE} --on 2025-08-01", 10),
    "due": ("examples/exports/reports.json --from 2026-05-01 --to 2026-06-30", 12),
    "stances": (f"{_ALBUQUERQUE} --target abq-eo-2025-07-21", 10),
    "timeline": (_ALBUQUERQUE, 8),
    "series": ("examples/springfield.json", 8),
    "validate": ("tests/serialization/bad/unknown-fields.json", 12),
    "rules": ("--select NMP1", 6),
    "explain": ("NMP101", 8),
    "fmt": ("leaf-blowers.json", 3),
    "diff": ("examples/merge/base.json examples/merge/ours.json", 10),
    "merge": (
        "examples/merge/ours.json examples/merge/theirs.json --base examples/merge/base.json --prefer ours -o merged.json",
        8,
    ),
    "report": (f"{_ALBUQUERQUE} --on 2025-08-01 -o albuquerque.html", 4),
    "export json": (f"{_ALBUQUERQUE} -o albuquerque.json", 4),
    "export jsonl": (f"{_ALBUQUERQUE} -o albuquerque.jsonl", 4),
    "export csv": ("examples/exports/reports.json -o reports-csv", 4),
    "export sqlite": ("examples/exports/reports.json -o reports.db", 4),
    "export xlsx": ("examples/exports/reports.json -o reports.xlsx", 4),
    "export parquet": ("examples/exports/reports.json -o reports-parquet", 4),
    "export jsonld": ("examples/exports/reports.json -o reports.jsonld", 4),
    "export graph": (f"{_ALBUQUERQUE} --around abq-resolution-2018 --as mermaid", 8),
    "export ocd": (
        f"{_ALBUQUERQUE} -o city-ocd --jurisdiction ocd-jurisdiction/country:us/state:nm/place:albuquerque/government",
        6,
    ),
    "export ftm": ("examples/exports/reports.json -o reports.ftm.json", 6),
    "export ig": ("examples/exports/reports.json", 6),
    "export ics": ("examples/exports/reports.json -o due.ics", 6),
    "import csv": (
        "examples/imports/riverton.csv --mapping examples/imports/riverton.toml --source-date 2022-01-03 -o riverton.json",
        6,
    ),
    "import sqlite": ("reports.db -o from-database.json", 4),
    "import xlsx": ("reports.xlsx -o from-workbook.json", 4),
    "import federal-register": (
        "examples/imports/federal-register.json --source-date 2026-11-20 -o presidents.json",
        4,
    ),
    "import openstates-people": ("examples/imports/open-states --source-date 2025-07-01 -o officials.json", 4),
    "import legistar": ("examples/imports/legistar --client springfield -o springfield.json", 8),
    "import popolo": ("examples/imports/popolo.json -o council.json", 6),
    "text": ("examples/draft/gazette.txt", 6),
    "anchor": (_DRAFT, 10),
    "verify": ("anchored.json --texts examples/draft", 10),
}


def command_options_page() -> str:
    """Return the page, with a section for each command, and the options of every one."""
    opening = [
        GENERATED,
        "# Commands and options",
        """Every command of nmpolicy, with its arguments, its options and an example with its output; `...` stands for
        further lines. `nmpolicy COMMAND --help` prints the options, too. [The command line](commands.md) describes what the commands
        have in common: how to name a file, exit codes, output for programs.""",
    ]
    return page(*paragraphs(*opening), *_sections())


def all_commands(group: click.Group = main, prefix: str = "") -> Iterator[tuple[str, click.Command]]:
    """Yield every command of a group by its name, such as `export csv`, and each group before its commands."""
    context = click.Context(group, **main.context_settings)
    for name in group.list_commands(context):
        if command := group.get_command(context, name):
            yield f"{prefix}{name}", command
            if isinstance(command, click.Group):
                yield from all_commands(command, f"{name} ")


def _sections() -> Iterator[str]:
    titles = {name: title for title, group in COMMANDS.items() for name in group}
    title = ""
    with TemporaryDirectory() as folder, contextlib.chdir(folder):
        _prepare()
        for name, command in all_commands():
            if titles.get(name, title) != title:
                title = titles[name]
                yield f"## {title}"
            yield from _section(name, command)


def _prepare() -> None:
    """Put the files that the examples read into the current folder."""
    for linked in ("examples", "tests"):
        Path(linked).symlink_to(ROOT / linked)
    shutil.copy("examples/draft/draft.json", "leaf-blowers.json")
    gazette = nm.Source(id="gazette", kind="news-article", title="Mayor limits leaf blowers", date="2026-03-17")
    words = nm.anchor(gazette, Path("examples/draft/gazette.txt").read_text("utf-8"), "Our parks should be quiet")
    mayor = nm.Person(id="ana-cruz", name="Ana Cruz", evidence=[words])
    nm.dump(nm.Collection(id="riverton", title="Riverton", sources=[gazette], people=[mayor]), "anchored.json")


def _section(name: str, command: click.Command) -> Iterator[str]:
    context = click.Context(command, info_name=f"nmpolicy {name}", **main.context_settings)
    yield f"### nmpolicy {name}"
    yield f"```text\nnmpolicy {name} {' '.join(command.collect_usage_pieces(context))}\n```"
    yield from map(_marked, paragraphs(*inspect.cleandoc(command.help or "").split("\n\n")))
    if isinstance(command, click.Group):
        yield f"The formats are {', '.join(f'`{each}`' for each in command.list_commands(context))}."
        return
    if options := [*_options(command, context)]:
        yield "\n".join(options)
    yield f"```shell-session\n{_run(name)}\n```"
    if found := guides(name):
        yield f"More about it: {', '.join(found)}."


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    for parameter in command.params:
        record = parameter.get_help_record(context)
        if record and isinstance(parameter, click.Option):
            yield f"- `{record[0]}`: {_marked(flat(record[1]))}"


def _marked(text: str) -> str:
    """Mark the options in a text as code, unless they are part of code."""
    parts = text.split("`")
    parts[::2] = [_OPTION.sub(r"`\1`", part) for part in parts[::2]]
    return "`".join(parts)


def _run(name: str) -> str:
    """Run the example of a command, and return it with the first lines of its output."""
    arguments, shown = EXAMPLES[name]
    done = CliRunner().invoke(
        main, [*name.split(), *shlex.split(arguments)], env={"COLUMNS": _COLUMNS}, catch_exceptions=False
    )
    lines = done.output.rstrip().split("\n")
    cut = ["..."] if len(lines) > shown else []
    return "\n".join([f"$ nmpolicy {name} {arguments}", *lines[:shown], *cut]).rstrip()
