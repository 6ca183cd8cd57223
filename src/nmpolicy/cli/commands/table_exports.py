"""The commands that write a collection as JSON or as tables, which nmpolicy can read back."""

import os
from pathlib import Path

import click

from nmpolicy.cli.exchange import check_is_not_input, write_document, write_tables, written_metadata
from nmpolicy.cli.exporter import document_option, exporter, file_option, folder_option, no_standard_output
from nmpolicy.cli.options import STDIN, example
from nmpolicy.cli.terminal import CommandError, emit_document
from nmpolicy.records.collection import Collection
from nmpolicy.serialization.files import has_lines
from nmpolicy.serialization.lines import line_chunks
from nmpolicy.tables.layout import all_tables, layout


@click.command(
    epilog=example(
        "nmpolicy export json --bundled albuquerque -o albuquerque.json",
        "nmpolicy export json orders.jsonl | jq .orders",
    )
)
@document_option
@exporter
def json_command(collection: Collection, output: Path | None, *, force: bool) -> None:
    """Write JSON, the format of nmpolicy itself.

    With --include-private, nothing is left out. If the name of OUT ends in .gz, the file is compressed.
    """
    if output is not None and has_lines(output):
        raise click.UsageError(f"{output} is named as JSON Lines; name it .json, or use nmpolicy export jsonl")
    write_document(collection, output, force=force)


@click.command(
    epilog=example(
        "nmpolicy export jsonl orders.json -o orders.jsonl", "nmpolicy export jsonl orders.json | grep abq-eo-2025"
    )
)
@document_option
@exporter
def jsonl_command(collection: Collection, output: Path | None, *, force: bool) -> None:
    """Write JSON Lines: a header, then one record a line.

    The name of OUT ends in .jsonl or .ndjson, so that other commands read it as JSON Lines, or in .jsonl.gz for a
    compressed file.
    """
    if output is None or output == STDIN:
        emit_document(b"".join(line_chunks(collection, collection)).decode())
    elif not has_lines(output):
        raise click.UsageError(f"{output} is not named as JSON Lines; use a name that ends in .jsonl")
    else:
        write_document(collection, output, force=force)


@click.command(
    epilog=example("nmpolicy export csv orders.json -o tables", "nmpolicy export csv --bundled albuquerque -o tables")
)
@folder_option
@click.option("--raw", is_flag=True, help="Write cells unchanged, even those that a spreadsheet would run.")
@click.option("--bom", is_flag=True, help="Begin each file with a byte order mark, so that Excel recognizes UTF-8.")
@exporter
def csv_command(collection: Collection, output: Path, *, force: bool, raw: bool, bom: bool) -> None:
    """Write a folder of CSV files, one for each table.

    The folder is a Tabular Data Package: its datapackage.json describes every table and column. A cell that a
    spreadsheet would run as a formula begins with an apostrophe, which `nmpolicy import csv` takes away.
    """
    from nmpolicy.tables.csv_package import write_csv  # noqa: PLC0415  # other formats do not need it

    write_tables(write_csv, collection, output, all_tables(), force=force, raw=raw, bom=bom)


@click.command(
    epilog=example(
        "nmpolicy export sqlite orders.json -o orders.db",
        "nmpolicy export sqlite orders.json -o orders.db --metadata datasette.json",
    )
)
@file_option
@click.option(
    "--metadata",
    type=click.Path(path_type=Path),
    callback=no_standard_output,
    metavar="FILE",
    help="Also write FILE, with which Datasette describes the tables.",
)
@exporter
def sqlite_command(collection: Collection, output: Path, *, force: bool, metadata: Path | None) -> None:
    """Write an SQLite database with views and full-text search.

    sqlite3, Datasette and most programs for databases can open it. If the database cannot be written, neither is the
    metadata.
    """
    from nmpolicy.tables.sqlite_database import write_sqlite  # noqa: PLC0415  # other formats do not need it

    check_is_not_input(metadata, click.get_current_context().params["file"])
    if metadata is not None and os.path.realpath(metadata) == os.path.realpath(output):
        raise CommandError(f"{metadata} is the database; choose another output")
    with written_metadata(collection, metadata, output.stem, force=force):
        write_tables(write_sqlite, collection, output, all_tables(), force=force)


@click.command(epilog=example("nmpolicy export xlsx orders.json -o orders.xlsx"))
@file_option
@exporter
def xlsx_command(collection: Collection, output: Path, *, force: bool) -> None:
    """Write an Excel workbook, to edit by hand.

    Each table is a sheet, every cell is text, and terms have a list to choose from. `nmpolicy import xlsx` reads the
    edited workbook.
    """
    if output.suffix.lower() != ".xlsx":
        raise click.UsageError(f"{output} is not named as a workbook; use a name that ends in .xlsx")
    from nmpolicy.tables.xlsx_workbook import write_xlsx  # noqa: PLC0415  # other formats do not need it

    write_tables(write_xlsx, collection, output, layout(), force=force)


@click.command(epilog=example("nmpolicy export parquet orders.json -o tables"))
@folder_option
@exporter
def parquet_command(collection: Collection, output: Path, *, force: bool) -> None:
    """Write a folder of Parquet files, one for each table.

    DuckDB, pandas, polars and R can read them. Lists are native lists, and dates have their first and last day.
    """
    from nmpolicy.tables.parquet_files import write_parquet  # noqa: PLC0415  # other formats do not need it

    write_tables(write_parquet, collection, output, all_tables(), force=force)
