"""The command that makes web pages of a collection."""

from pathlib import Path

import click

from nmpolicy.cli.exchange import reported_errors, write_text
from nmpolicy.cli.exporter import exporter, file_option
from nmpolicy.cli.options import DATE, example
from nmpolicy.records.collection import Collection
from nmpolicy.vocabulary.dates import PartialDate


@click.command(epilog=example("nmpolicy report orders.json -o orders.html"))
@file_option
@click.option("--on", type=DATE, default="today", show_default=True, help="Say what is in force on this day.")
@exporter
def report_command(collection: Collection, output: Path, *, force: bool, on: PartialDate) -> None:
    """Write a web page about a collection, to read, print and publish.

    The page needs no other file and no network.
    """
    from nmpolicy.report.pages import to_html  # noqa: PLC0415  # so that the help starts fast

    with reported_errors():
        page = to_html(collection, on=on, include_private=True)
    write_text(page, output, force=force)
