"""The commands that read a collection which `nmpolicy export` wrote."""

import shlex
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import wraps
from pathlib import Path

import click

from nmpolicy.cli.exchange import (
    check_is_not_input,
    force_option,
    output_option,
    reported_interrupt,
    write_document,
)
from nmpolicy.cli.options import (
    STDIN,
    default_unknown,
    example,
    exit_with_problems,
    invalid_file,
    max_bytes,
    max_bytes_option,
    unknown_option,
)
from nmpolicy.cli.terminal import CommandError
from nmpolicy.errors import DocumentError, UnreadableDocumentError
from nmpolicy.plain_text.detection import DocumentKind, TextKind, file_kind
from nmpolicy.records.collection import Collection
from nmpolicy.serialization.json_format import Unknown

#: The problems to look for if there are no others: those of references, and redacted copies.
_LAST_CHECKED = frozenset({"NMP021", "NMP202", "NMP203"})
_START = 4096  # bytes used to detect the kind of a file
_MAX_READ = 100_000_000
_FORMATS: Mapping[DocumentKind | TextKind, str] = {
    DocumentKind.SQLITE: "sqlite",
    DocumentKind.SPREADSHEET: "xlsx",
    TextKind.CSV: "csv --draft",
}
_INPUTS = {"csv": "the folder of a CSV export", "sqlite": "an SQLite database", "xlsx": "an Excel workbook"}


def _importer(read: Callable[..., Collection]) -> Callable[..., None]:
    """Make a command of a function that reads a collection: write the collection, or report its problems."""

    @click.argument("source", type=click.Path(path_type=Path), callback=no_standard_input, metavar="IN")
    @output_option
    @force_option
    @click.option("--allow-redacted", is_flag=True, help="Import an export from which names were withheld.")
    @unknown_option
    @max_bytes_option
    @wraps(read)
    def command(
        source: Path,
        output: Path | None,
        force: bool,  # noqa: FBT001  # a flag
        allow_redacted: bool,  # noqa: FBT001  # as above
        unknown: Unknown | None,
    ) -> None:
        def run() -> Collection:
            return read(source, allow_redacted=allow_redacted, unknown=unknown or default_unknown())

        write_export(run, source, output, force=force)

    return command


def write_export(run: Callable[[], Collection], source: Path, output: Path | None, *, force: bool) -> None:
    """Write the collection that is read from an export, or report its problems."""
    check_format(source, str(click.get_current_context().info_name))
    check_is_not_input(output, source)
    with reported_interrupt(output or STDIN):
        try:
            collection = run()
        except DocumentError as error:
            exit_with_problems([invalid_file(source, error)], hint=_next_check(error))
        write_document(collection, output, force=force)


def _next_check(error: DocumentError) -> str:
    """Return a note on the checks that an import has not made yet."""
    if isinstance(error, UnreadableDocumentError) or not _LAST_CHECKED.isdisjoint(each.code for each in error.problems):
        return ""
    return "References are checked when these problems are corrected."


def no_standard_input(_context: click.Context, _parameter: click.Parameter, value: Path) -> Path:
    """Refuse standard input as an export: it may be a folder, and a database cannot be read from it."""
    if value == STDIN:
        raise click.BadParameter("an export cannot be read from standard input; name the file or the folder")
    return value


def check_format(source: Path, form: str) -> None:
    """Raise `CommandError` if the input is of another kind. Damaged or unknown files are left to the reader."""
    what, other = _kind(source)
    if what and form != (other or "csv").split()[0]:  # a folder may be a CSV export that lacks a file
        advice = f"run `nmpolicy import {other} {shlex.quote(str(source))}`" if other else f"name {_INPUTS[form]}"
        raise CommandError(f"{source} is {what}; {advice}")


def _kind(source: Path) -> tuple[str, str | None]:
    """Return the kind of a file or a folder, and its format; an empty text if it is unknown."""
    with suppress(OSError, ValueError):
        if source.is_dir():
            return ("a CSV export", "csv") if (source / "datapackage.json").exists() else ("a folder", None)
        if not source.is_file():  # a pipe can be read only once
            return "", None
        with source.open("rb") as file:
            data = file.read(_START)
            if data.startswith(b"PK"):  # the directory of a ZIP file is at its end
                data += file.read(_MAX_READ)
        kind = file_kind(data)
        if kind in _FORMATS:
            return kind.phrase, _FORMATS[kind]
    return "", None


@click.command(epilog=example("nmpolicy import sqlite orders.db -o orders.json"))
@_importer
def sqlite_command(source: Path, *, allow_redacted: bool, unknown: Unknown) -> Collection:
    """Read an SQLite database that `export sqlite` wrote."""
    from nmpolicy.tables.sqlite_database import read_sqlite  # noqa: PLC0415  # other formats do not need it

    return read_sqlite(source, allow_redacted=allow_redacted, unknown=unknown, max_bytes=max_bytes())


@click.command(epilog=example("nmpolicy import xlsx orders.xlsx -o orders.json"))
@_importer
def xlsx_command(source: Path, *, allow_redacted: bool, unknown: Unknown) -> Collection:
    """Read an Excel workbook that `export xlsx` wrote.

    It may be edited. Rows may be in any order. A new part may leave its id empty, and its number, too.
    """
    from nmpolicy.tables.xlsx_reader import read_xlsx  # noqa: PLC0415  # other formats do not need it

    return read_xlsx(source, allow_redacted=allow_redacted, unknown=unknown, max_bytes=max_bytes())
