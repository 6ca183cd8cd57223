"""The command that reads CSV: the folder of an export, or any spreadsheet with a mapping of its columns."""

import os
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from nmpolicy.cli.commands.table_imports import check_format, no_standard_input, write_export
from nmpolicy.cli.exchange import check_is_not_input, force_option, output_option, write_text
from nmpolicy.cli.importer import (
    DESCRIPTION,
    described,
    description_options,
    no_mapping_from_standard_input,
    opened,
    write_imported,
)
from nmpolicy.cli.options import (
    FILE,
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
from nmpolicy.errors import DocumentError
from nmpolicy.imports.imported import Imported
from nmpolicy.records.collection import Collection
from nmpolicy.records.instruments import Instrument
from nmpolicy.serialization.json_format import Unknown

_OF_EXPORTS = ("allow_redacted", "unknown")


@click.command(
    epilog=example(
        "nmpolicy import csv tables -o orders.json",
        "nmpolicy import csv --draft orders.csv -o mapping.toml",
        "nmpolicy import csv orders.csv --mapping mapping.toml -o orders.json",
    )
)
@click.argument("source", type=click.Path(path_type=Path), metavar="IN")
@output_option
@click.option(
    "--mapping",
    type=FILE,
    metavar="MAP",
    callback=no_mapping_from_standard_input,
    help="A TOML file that describes the columns of a spreadsheet.",
)
@click.option("--draft", is_flag=True, help="Draft such a mapping by looking at the columns, and write that instead.")
@force_option
@description_options
@click.option("--allow-redacted", is_flag=True, help="Import an export from which names were withheld.")
@unknown_option
@max_bytes_option
@click.pass_context
def csv_command(  # noqa: PLR0913, PLR0917  # as click calls it
    ctx: click.Context,
    /,
    source: Path,
    output: Path | None,
    mapping: Path | None,
    draft: bool,  # noqa: FBT001  # a flag
    force: bool,  # noqa: FBT001  # a flag
    allow_redacted: bool,  # noqa: FBT001  # a flag
    unknown: Unknown | None,
    **description: Any,
) -> None:
    """Read any spreadsheet, or the output of `export csv`.

    A spreadsheet is one CSV file, in which each row is an order or a measure. MAP says which column is its number, its
    title, its date and so on; --draft writes a first one, to correct and complete.

    A folder is the output of `export csv`. Every table and column must be there, and so must datapackage.json.
    """
    if draft and mapping:
        raise click.UsageError("--draft makes a mapping, and --mapping uses one; choose one of them")
    if not (draft or mapping):
        _refuse_options(ctx, DESCRIPTION, "belongs to a spreadsheet, which needs --mapping or --draft")
        _read_folder(ctx, source, output, force=force, allow_redacted=allow_redacted, unknown=unknown)
        return
    _refuse_options(ctx, _OF_EXPORTS, "belongs to the folder of an export, which needs no mapping")
    if os.path.isdir(source):  # noqa: PTH112  # in old versions of Python, its successor raises
        raise CommandError(f"{source} is a folder; name one CSV file, or leave out --mapping and --draft")
    if mapping:
        _read_file(source, mapping, output, description, force=force)
    else:
        _draft(source, output, force=force)


def _refuse_options(ctx: click.Context, names: Sequence[str], why: str) -> None:
    for name in names:
        if ctx.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE:
            raise click.UsageError(f"--{name.replace('_', '-')} {why}")


def _read_folder(  # noqa: PLR0913  # each is an option
    ctx: click.Context,
    source: Path,
    output: Path | None,
    *,
    force: bool,
    allow_redacted: bool,
    unknown: Unknown | None,
) -> None:
    """Read the folder of an export."""
    no_standard_input(ctx, ctx.command.params[0], source)
    check_format(source, "csv")
    if os.path.isfile(source):  # noqa: PTH113  # in old versions of Python, its successor raises
        from nmpolicy.imports.spreadsheets.csv_text import read_csv_text  # noqa: PLC0415  # a folder does not need it

        try:
            read_csv_text(source, max_bytes=max_bytes())
        except DocumentError as error:
            exit_with_problems([invalid_file(source, error)])
        name = shlex.quote(str(source))
        advice = (
            f"run `nmpolicy import csv --draft {name} -o mapping.toml`, correct the mapping, and name it in --mapping"
        )
        raise CommandError(f"{source} is one file, and needs a mapping of its columns; {advice}")

    def run() -> Collection:
        from nmpolicy.tables.csv_package import read_csv  # noqa: PLC0415  # other formats do not need it

        return read_csv(
            source,
            allow_redacted=allow_redacted,
            unknown=unknown or default_unknown(),
            max_bytes=max_bytes(),
        )

    write_export(run, source, output, force=force)


def _read_file(file: Path, mapping: Path, output: Path | None, description: Mapping[str, Any], *, force: bool) -> None:
    """Read a spreadsheet with a mapping."""

    def run() -> Imported:
        from nmpolicy.imports.spreadsheets.spreadsheet_import import SOURCE, read_spreadsheet  # noqa: PLC0415

        return described(
            lambda source: read_spreadsheet(opened(file), mapping, source=source(SOURCE), max_bytes=max_bytes()),
            **description,
        )

    write_imported(run, [file, mapping], output, "rows of orders or measures", Instrument, force=force)


def _draft(file: Path, output: Path | None, *, force: bool) -> None:
    """Write the draft of a mapping."""
    from nmpolicy.imports.spreadsheets.mapping_drafts import draft_mapping  # noqa: PLC0415

    check_is_not_input(output, file)
    try:
        text = draft_mapping(opened(file), max_bytes=max_bytes())
    except DocumentError as error:
        exit_with_problems([invalid_file(Path(error.path or file), error)])
    write_text(text, STDIN if output is None else output, force=force)
