"""Commands that show a collection and the format of its file."""

import sys
from pathlib import Path

import click

from nmpolicy.cli.options import FILE, bundled_option, example, read_collection, unknown_option
from nmpolicy.cli.render.overview import overview
from nmpolicy.cli.terminal import counted, emit
from nmpolicy.records.collection import Collection
from nmpolicy.serialization.keys import Unknown


@click.command(epilog=example("nmpolicy show orders.json", "nmpolicy show --bundled albuquerque"))
@click.argument("file", type=FILE, required=False)
@bundled_option
@unknown_option
def show_command(file: Path | None, bundled: str | None, unknown: Unknown | None) -> None:
    """Print a collection as a page to read.

    The page lists the sources, each order and measure with its provisions, who supports and opposes what, and a
    timeline. FILE is a collection in JSON or JSON Lines; - reads standard input.

    Exits with 0, with 1 if FILE does not hold a collection, and with 2 if it cannot be read.
    """
    collection = read_collection(file, bundled, unknown)
    emit(overview(collection))
    if file is not None:  # the bundled data sets have no errors
        _warn_of_errors(collection)


def _warn_of_errors(collection: Collection) -> None:
    """Tell a person on standard error that the rules find errors."""
    # A bundled data set does not need them.
    from nmpolicy.cli.settings import read_settings  # noqa: PLC0415
    from nmpolicy.rules.runner import validate  # noqa: PLC0415

    own = read_settings(Path.cwd())
    if errors := validate(collection, select=own.select, ignore=own.ignore).errors:
        emit(f"This collection has {counted(len(errors), 'error')}; `nmpolicy validate` lists them.", sys.stderr)


@click.command(epilog=example("nmpolicy schema >collection.schema.json"))
def schema_command() -> None:
    """Print the JSON Schema of a collection.

    Editors and other programs can use it to check and complete a collection. It is in JSON Schema 2020-12.
    """
    # `show` does not need them.
    import json  # noqa: PLC0415

    from nmpolicy.serialization.json_schema import json_schema  # noqa: PLC0415

    emit(json.dumps(json_schema(), indent=2, ensure_ascii=False))
