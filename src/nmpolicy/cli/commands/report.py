"""The command that makes web pages of a collection."""

import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import click

from nmpolicy.cli.exchange import reported_errors, write_text
from nmpolicy.cli.exporter import exporter, output_option
from nmpolicy.cli.options import DATE, example
from nmpolicy.cli.terminal import counted, emit, tell, wrapped
from nmpolicy.records.collection import Collection
from nmpolicy.vocabulary.dates import PartialDate

_PAGE_SUFFIXES = (".html", ".htm")
_MANY_INSTRUMENTS = 200  # more make a page that is slow to open and long to read; and a bar can be read


@click.command(
    epilog=example("nmpolicy report orders.json -o orders.html", "nmpolicy report city.json -o city --on 2026-07-01")
)
@output_option("The page to write, if the name ends in .html or .htm; otherwise the folder to make.")
@click.option("--on", type=DATE, default="today", show_default=True, help="Say what is in force on this day.")
@exporter
def report_command(collection: Collection, output: Path, *, force: bool, on: PartialDate) -> None:
    """Write a web page, or a folder of pages, to publish.

    The page says what each order is and whether it is in force, who must do what, who supports and who opposes it, and
    which passages support that. It needs no other file and no network. For a large collection, name a folder: it gets
    an index.html with every order and measure, to search and filter, and a page for each of them.
    """
    if output.suffix.lower() in _PAGE_SUFFIXES:
        _write_page(collection, output, force=force, on=on)
    else:
        _write_folder(collection, output, force=force, on=on)


def _write_page(collection: Collection, output: Path, *, force: bool, on: PartialDate) -> None:
    from nmpolicy.report.pages import to_html  # noqa: PLC0415  # so that the help starts fast

    with reported_errors():
        page = to_html(collection, on=on, include_private=True)
    write_text(page, output, force=force)
    if (count := len(collection.instruments)) > _MANY_INSTRUMENTS:
        hint = f"It has {count:,} orders and measures. For an index and a page for each, name a folder:"
        emit(wrapped(f"{hint} -o {output.with_suffix('')}"), sys.stderr)


def _write_folder(collection: Collection, output: Path, *, force: bool, on: PartialDate) -> None:
    from nmpolicy.report.page_folder import write_folder  # noqa: PLC0415  # so that the help starts fast

    count = len(collection.instruments)
    bar: AbstractContextManager[Any] = nullcontext()
    if count > _MANY_INSTRUMENTS and sys.stderr and sys.stderr.isatty():
        bar = click.progressbar(length=count + 1, label="Writing pages", file=sys.stderr)
    with reported_errors(), bar as shown:
        write_folder(
            collection, output, on=on, include_private=True, force=force, progress=shown.update if shown else None
        )
    index = output / "index.html"
    tell(f"Wrote {counted(count, 'page')} and index.html to {output}; open {index}")
