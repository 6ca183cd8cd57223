"""The group of commands that write a collection in another format."""

import click

from nmpolicy.cli.commands import other_exports, table_exports
from nmpolicy.cli.exchange import SUBCOMMANDS, FormatGroup
from nmpolicy.cli.options import example


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

    Exits with 0, with 1 if FILE does not hold a collection or the format cannot hold all of it, and with 2 if it cannot
    be read or the output cannot be written.
    """


for _command in (
    table_exports.json_command,
    table_exports.jsonl_command,
    table_exports.csv_command,
    table_exports.sqlite_command,
    table_exports.xlsx_command,
    table_exports.parquet_command,
    other_exports.jsonld_command,
    other_exports.graph_command,
    other_exports.ocd_command,
    other_exports.ftm_command,
    other_exports.ig_command,
    other_exports.ics_command,
):
    export_command.add_command(_command)
