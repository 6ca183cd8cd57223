"""The commands that write a collection in other formats."""

import os
import sys
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any

import click

from nmpolicy.cli.exchange import (
    SUBCOMMANDS,
    FormatGroup,
    check_is_not_input,
    force_option,
    write_document,
    write_tables,
    written_metadata,
)
from nmpolicy.cli.options import FILE, STDIN, bundled_option, example, read_collection, unknown_option
from nmpolicy.cli.terminal import CommandError, counted, emit, emit_document, wrapped
from nmpolicy.problems import printable
from nmpolicy.records.collection import Collection
from nmpolicy.records.redaction import Redaction, redact
from nmpolicy.serialization.documents import dumps
from nmpolicy.serialization.files import has_lines
from nmpolicy.serialization.json_format import Unknown
from nmpolicy.serialization.lines import line_chunks
from nmpolicy.tables.layout import all_tables, layout


@click.group(
    "export",
    cls=FormatGroup,
    subcommand_metavar=SUBCOMMANDS,
    epilog=example("nmpolicy export csv orders.json -o tables", "nmpolicy export json --bundled albuquerque"),
)
def export_command() -> None:
    """Write a collection in another format.

    The names of private individuals are withheld, unless --include-private is given. An output that exists is kept,
    unless --force is given; it is replaced only when the new one is complete.

    Exits with 0, with 1 if FILE does not hold a collection, and with 2 if it cannot be read or the output cannot be
    written.
    """


def _exporter(write: Callable[..., None]) -> Callable[..., None]:
    """Make a command of a function that writes a collection: read the collection, and withhold names."""

    @click.argument("file", type=FILE, required=False)
    @bundled_option
    @click.option("--include-private", is_flag=True, help="Include the names of private individuals.")
    @force_option
    @unknown_option
    @wraps(write)
    def command(  # as click calls it
        file: Path | None,
        bundled: str | None,
        output: Path | None,
        include_private: bool,  # noqa: FBT001
        unknown: Unknown | None,
        **options: Any,
    ) -> None:
        collection = read_collection(file, bundled, unknown)
        check_is_not_input(output, file)
        if include_private:
            write(collection, output, **options)
            return
        redaction = redact(collection)
        write(redaction.collection, output, **options)
        for line in _report(redaction, collection):
            emit(wrapped(line, 0, 4), sys.stderr)

    return command


def _report(redaction: Redaction, original: Collection) -> Iterator[str]:
    """Yield what was withheld, and what could not be."""
    if redaction.collection is not original:
        private = sum(person.private for person in original.people)
        yield f"Withheld: what could name {counted(private, 'private individual')}; --include-private keeps it"
    yield from (f"Not withheld: {line}" for line in redaction.remaining_lines())


def _no_standard_output(_context: click.Context, _parameter: click.Parameter, value: Path) -> Path:
    if value == STDIN:
        raise click.BadParameter("only json and jsonl can be written to standard output; name a file or a folder")
    return value


def _output_option(help: str) -> Callable[..., Any]:
    """Return the option that names the file or folder of a format that cannot go to standard output."""
    path = click.Path(path_type=Path)
    return click.option(
        "-o", "--output", type=path, required=True, callback=_no_standard_output, metavar="OUT", help=help
    )


_folder_option = _output_option("The folder to make.")
_file_option = _output_option("The file to write.")
_document_option = click.option(
    "-o", "--output", type=FILE, metavar="OUT", help="The file to write; without it, standard output."
)


@export_command.command(
    epilog=example(
        "nmpolicy export json --bundled albuquerque -o albuquerque.json",
        "nmpolicy export json orders.jsonl | jq .orders",
    )
)
@_document_option
@_exporter
def json_command(collection: Collection, output: Path | None, *, force: bool) -> None:
    """Write JSON, the format of nmpolicy itself.

    With --include-private, nothing is left out. If the name of OUT ends in .gz, the file is compressed.
    """
    if output is None or output == STDIN:
        emit_document(dumps(collection, unknown="keep"))
    elif has_lines(output):
        raise click.UsageError(
            printable(f"{output} is named as JSON Lines; name it .json, or use nmpolicy export jsonl")
        )
    else:
        write_document(collection, output, force=force)


@export_command.command(
    epilog=example(
        "nmpolicy export jsonl orders.json -o orders.jsonl", "nmpolicy export jsonl orders.json | grep abq-eo-2025"
    )
)
@_document_option
@_exporter
def jsonl_command(collection: Collection, output: Path | None, *, force: bool) -> None:
    """Write JSON Lines: a header, then one record a line.

    The name of OUT ends in .jsonl or .ndjson, so that other commands read it as JSON Lines, or in .jsonl.gz for a
    compressed file.
    """
    if output is None or output == STDIN:
        emit_document(b"".join(line_chunks(collection, collection)).decode())
    elif not has_lines(output):
        raise click.UsageError(printable(f"{output} is not named as JSON Lines; use a name that ends in .jsonl"))
    else:
        write_document(collection, output, force=force)


@export_command.command(
    epilog=example("nmpolicy export csv orders.json -o tables", "nmpolicy export csv --bundled albuquerque -o tables")
)
@_folder_option
@click.option("--raw", is_flag=True, help="Write cells unchanged, even those that a spreadsheet would run.")
@click.option("--bom", is_flag=True, help="Begin each file with a byte order mark, by which Excel knows UTF-8.")
@_exporter
def csv_command(collection: Collection, output: Path, *, force: bool, raw: bool, bom: bool) -> None:
    """Write a folder of CSV files, one for each table.

    The folder is a Tabular Data Package: its datapackage.json describes every table and column. A cell that a
    spreadsheet would run as a formula begins with an apostrophe, which `nmpolicy import csv` takes away.
    """
    from nmpolicy.tables.csv_package import write_csv  # noqa: PLC0415  # other formats do not need it

    write_tables(write_csv, collection, output, all_tables(), force=force, raw=raw, bom=bom)


@export_command.command(
    epilog=example(
        "nmpolicy export sqlite orders.json -o orders.db",
        "nmpolicy export sqlite orders.json -o orders.db --metadata datasette.json",
    )
)
@_file_option
@click.option(
    "--metadata",
    type=click.Path(path_type=Path),
    callback=_no_standard_output,
    metavar="FILE",
    help="Also write FILE, with which Datasette describes the tables.",
)
@_exporter
def sqlite_command(collection: Collection, output: Path, *, force: bool, metadata: Path | None) -> None:
    """Write an SQLite database with views and full-text search.

    sqlite3, Datasette and most programs for databases can open it. If the database cannot be written, neither is the
    metadata.
    """
    from nmpolicy.tables.sqlite_database import write_sqlite  # noqa: PLC0415  # other formats do not need it

    check_is_not_input(metadata, click.get_current_context().params["file"])
    if metadata is not None and os.path.realpath(metadata) == os.path.realpath(output):
        raise CommandError(printable(f"{metadata} is the database; choose another output"))
    with written_metadata(collection, metadata, output.stem, force=force):
        write_tables(write_sqlite, collection, output, all_tables(), force=force)


@export_command.command(epilog=example("nmpolicy export xlsx orders.json -o orders.xlsx"))
@_file_option
@_exporter
def xlsx_command(collection: Collection, output: Path, *, force: bool) -> None:
    """Write an Excel workbook, to edit by hand.

    Each table is a sheet, every cell is text, and terms have a list to choose from. `nmpolicy import xlsx` reads the
    edited workbook.
    """
    if output.suffix.lower() != ".xlsx":
        raise click.UsageError(printable(f"{output} is not named as a workbook; use a name that ends in .xlsx"))
    from nmpolicy.tables.xlsx_workbook import write_xlsx  # noqa: PLC0415  # other formats do not need it

    write_tables(write_xlsx, collection, output, layout(), force=force)


@export_command.command(epilog=example("nmpolicy export parquet orders.json -o tables"))
@_folder_option
@_exporter
def parquet_command(collection: Collection, output: Path, *, force: bool) -> None:
    """Write a folder of Parquet files, one for each table.

    DuckDB, pandas, polars and R can read them. Lists are native lists, and dates have their first and last day.
    """
    from nmpolicy.tables.parquet_files import write_parquet  # noqa: PLC0415  # other formats do not need it

    write_tables(write_parquet, collection, output, all_tables(), force=force)
