"""The group of commands that read a collection from another format."""

import click

from nmpolicy.cli.commands import csv_imports, other_imports, table_imports
from nmpolicy.cli.exchange import SUBCOMMANDS, FormatGroup
from nmpolicy.cli.options import example


@click.group(
    "import",
    cls=FormatGroup,
    subcommand_metavar=SUBCOMMANDS,
    epilog=example("nmpolicy import csv tables -o orders.json", "nmpolicy import xlsx orders.xlsx -o orders.json"),
)
def import_command() -> None:
    """Read a collection from another format, and write it as JSON.

    What `export` wrote must be right: every problem is reported with its file, row and column, and then nothing is
    written. Of other people's data, whatever can be read is written, and the rest is listed.

    Exits with 0, with 1 if the content of IN is invalid, and with 2 if it cannot be read or OUT cannot be written.
    """


for _command in (
    csv_imports.csv_command,
    table_imports.sqlite_command,
    table_imports.xlsx_command,
    other_imports.federal_register_command,
    other_imports.openstates_people_command,
    other_imports.legistar_command,
    other_imports.popolo_command,
):
    import_command.add_command(_command)
