"""The page that leads from what you want to do to the function and the command that do it."""

import inspect
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from blocks import GENERATED, page, paragraphs, table

import nmpolicy as nm

_DOCS = Path(__file__).parents[1]
#: The tasks of users by group, each with the functions, the commands and the guide for it.
TASKS: dict[str, tuple[tuple[str, str, str, str], ...]] = {
    "Read and write": (
        ("read a file", "load", "", "reference/json.md"),
        ("read JSON from a text or a web request", "loads", "", "reference/json.md"),
        ("write a file", "dump", "fmt", "reference/json.md"),
        ("write JSON to a text", "dumps", "export json, export jsonl", "reference/json.md"),
        ("use the data that comes with nmpolicy, or list it", "load_dataset, datasets", "", "explanation/dataset.md"),
        ("start a file with one order", "", "new", "tutorials/first-order.md"),
        ("get the JSON Schema, for an editor or another program", "", "schema", "how-to/editors.md"),
        ("make an id of a name", "slug", "", "how-to/record.md"),
        ("turn the dates in a sentence into ISO dates", "iso_dates", "", "explanation/dates.md"),
    ),
    "Find and show": (
        ("find an order by words, number, year or issuer", "find", "find", "how-to/ask.md"),
        ("find a person, a body or an office by name", "find_actors", "", "how-to/ask.md"),
        ("see everything about one record, or a whole collection", "", "show", "how-to/ask.md"),
        ("make a web page to read and publish", "report.to_html", "report", "how-to/publish.md"),
        (
            "make a folder of pages, with an index to search",
            "report.write_folder",
            "report",
            "how-to/publish-compilation.md",
        ),
    ),
    "Ask": (
        ("know whether an order was in force on a day, and why", "in_force", "in-force", "explanation/force.md"),
        ("list all that was in force on a day", "in_force_all", "in-force", "how-to/ask.md"),
        ("know who held an office on a day", "offices", "offices", "how-to/ask.md"),
        ("follow what a law amends, and what amends it", "lineage", "lineage", "how-to/ask.md"),
        ("list what someone must, may and must not do", "duties", "duties", "how-to/ask.md"),
        ("know which orders have only some of their provisions on record", "provision_gaps", "duties", "how-to/ask.md"),
        ("list the deadlines of a month", "due", "due", "how-to/ask.md"),
        ("see who supports and who opposes an order", "stances, stances_by_actor", "stances", "how-to/ask.md"),
        ("see what happened when", "timeline", "timeline", "how-to/ask.md"),
        ("find missing numbers in a series of orders", "series", "series", "how-to/ask.md"),
        ("see how late orders were published", "publication_delays", "series", "how-to/ask.md"),
    ),
    "Check": (
        ("find everything wrong in a file", "validate", "validate", "how-to/check.md"),
        ("check many files, also on several processors", "check_files", "validate", "how-to/many-files.md"),
        ("understand a rule, or list all rules", "", "explain, rules", "reference/rules.md"),
        ("write a rule of your own", "rule", "", "how-to/write-a-rule.md"),
    ),
    "Prove": (
        ("get the text of a web page, a PDF or a Word file", "extract_text", "text", "how-to/extract-text.md"),
        ("prove one quote without storing it", "anchor", "", "explanation/evidence.md"),
        ("prove all quotes in a file", "anchor_quotes", "anchor", "how-to/check-a-draft.md"),
        ("check that the words are still in the source", "verify", "verify", "explanation/evidence.md"),
    ),
    "Compare and merge": (
        ("see what changed between two files", "diff", "diff", "how-to/compare.md"),
        ("merge the work of two people", "merge", "merge", "how-to/compare.md"),
        ("find records of two files that mean the same thing", "likely_same", "merge", "how-to/compare.md"),
    ),
    "Protect private people": (
        ("make a copy without the names of private individuals", "redact", "export json", "how-to/record.md"),
    ),
    "Tables": (
        ("write CSV files for a spreadsheet, R or pandas", "tables.write_csv", "export csv", "how-to/export-csv.md"),
        ("read edited CSV files back", "tables.read_csv", "import csv", "how-to/export-csv.md"),
        ("write an Excel workbook", "tables.write_xlsx", "export xlsx", "how-to/export-excel.md"),
        ("read an edited Excel workbook back", "tables.read_xlsx", "import xlsx", "how-to/export-excel.md"),
        ("write an SQLite database, to ask in SQL", "tables.write_sqlite", "export sqlite", "how-to/export-sqlite.md"),
        ("read an edited database back", "tables.read_sqlite", "import sqlite", "how-to/export-sqlite.md"),
        ("browse a database in Datasette", "tables.datasette_metadata", "export sqlite", "how-to/export-sqlite.md"),
        (
            "write Parquet files for DuckDB or Polars",
            "tables.write_parquet",
            "export parquet",
            "how-to/export-parquet.md",
        ),
        ("get data frames of pandas", "tables.to_frames", "", "how-to/pandas.md"),
        ("get tables of Apache Arrow", "tables.to_arrow", "", "how-to/export-parquet.md"),
        ("know which tables and columns there are", "tables.layout", "", "how-to/export.md"),
    ),
    "Import": (
        ("import a city's spreadsheet", "imports.read_spreadsheet", "import csv", "how-to/import-csv.md"),
        ("draft the mapping of its columns", "imports.draft_mapping", "import csv", "how-to/import-csv.md"),
        (
            "import the president's executive orders",
            "imports.read_federal_register",
            "import federal-register",
            "how-to/import-federal-register.md",
        ),
        (
            "import a council's measures and votes",
            "imports.read_legistar",
            "import legistar",
            "how-to/import-legistar.md",
        ),
        (
            "import governors, mayors and legislators",
            "imports.read_openstates_people",
            "import openstates-people",
            "how-to/import-openstates-people.md",
        ),
        ("import a directory of offices in Popolo", "imports.read_popolo", "import popolo", "how-to/import-popolo.md"),
    ),
    "Export": (
        ("publish linked data (JSON-LD)", "exports.to_jsonld", "export jsonld", "how-to/export-jsonld.md"),
        ("check linked data with SHACL", "exports.jsonld_shapes", "", "how-to/export-jsonld.md"),
        ("draw a graph in Gephi, Graphviz or Mermaid", "exports.to_graph", "export graph", "how-to/export-graph.md"),
        ("fill a database of Open Civic Data", "exports.to_ocd", "export ocd", "how-to/export-ocd.md"),
        ("use Aleph or OpenSanctions (FollowTheMoney)", "exports.to_ftm", "export ftm", "how-to/export-ftm.md"),
        ("code provisions in the IG Parser", "exports.to_ig", "export ig", "how-to/export-ig.md"),
        ("put deadlines into a calendar", "exports.to_ics", "export ics", "how-to/export-ics.md"),
    ),
}


def functions_page() -> str:
    """Return the page: a table for each group of tasks."""
    opening = [
        GENERATED,
        "# Functions by task",
        """Find your task. Each row names the Python function, the command and the guide.
        `nm` is `import nmpolicy as nm`. A row without a function or a command has only the other.
        [Functions and classes](api.md) describes every name, and [Commands and options](command-options.md) every
        command.""",
    ]
    return page(*paragraphs(*opening), *_sections())


def functions() -> Iterator[str]:
    """Yield the names of all functions in `nmpolicy` and in its packages, as they follow `nm.`."""
    for prefix, module in (("", nm), *_packages()):
        for name in dir(module):
            if inspect.isfunction(inspect.unwrap(getattr(module, name))):
                yield f"{prefix}{name}"


def guides(command: str) -> list[str]:
    """Return links to the guides that use a command."""
    tasks = (task for group in TASKS.values() for task in group)
    return [*dict.fromkeys(_guide(guide) for _, _, names, guide in tasks if guide and command in names.split(", "))]


def _packages() -> Iterator[tuple[str, ModuleType]]:
    for name in dir(nm):
        if inspect.ismodule(value := getattr(nm, name)):
            yield f"{name}.", value


def _sections() -> Iterator[str]:
    for title, tasks in TASKS.items():
        rows = ((task, _functions(names), _commands(commands), _guide(guide)) for task, names, commands, guide in tasks)
        yield f"## {title}"
        yield table(("I want to …", "Python", "command", "guide"), rows)


def _functions(names: str) -> str:
    return ", ".join(f"[`nm.{name}`](api.md#{name.rpartition('.')[2]})" for name in filter(None, names.split(", ")))


def _commands(names: str) -> str:
    commands = filter(None, names.split(", "))
    return ", ".join(f"[`{name}`](command-options.md#nmpolicy-{name.replace(' ', '-')})" for name in commands)


def _guide(path: str) -> str:
    """Return a link to a guide, by the title of its page."""
    if not path:
        return ""
    title = (_DOCS / path).read_text("utf-8").partition("# ")[2].partition("\n")[0]
    return f"[{title}]({path.removeprefix('reference/') if path.startswith('reference/') else f'../{path}'})"
