"""The commands that make a collection from other people's data."""

from collections.abc import Callable
from typing import Any

import click

from nmpolicy.cli.importer import importer
from nmpolicy.cli.options import example
from nmpolicy.imports.imported import Imported
from nmpolicy.records.sources import Source

_ToSource = Callable[[Source], Source]


@click.command(epilog=example("nmpolicy import federal-register page-1.json page-2.json -o orders.json"))
@importer
def federal_register_command(*inputs: Any, source: _ToSource) -> Imported:
    """Read executive orders from the Federal Register's API."""
    from nmpolicy.imports.federal_register import SOURCE, read_federal_register  # noqa: PLC0415

    return read_federal_register(*inputs, source=source(SOURCE))


@click.command(epilog=example("nmpolicy import openstates-people data/nm -o people.json"))
@importer
def openstates_people_command(*inputs: Any, source: _ToSource) -> Imported:
    """Read people and posts from the YAML of Open States.

    IN is a file or a folder.
    """
    from nmpolicy.imports.openstates_people import SOURCE, read_openstates_people  # noqa: PLC0415

    return read_openstates_people(*inputs, source=source(SOURCE))


@click.command(epilog=example("nmpolicy import legistar matters.json -o measures.json"))
@importer
def legistar_command(*inputs: Any, source: _ToSource) -> Imported:
    """Read matters and votes from Legistar's Web API."""
    from nmpolicy.imports.legistar import SOURCE, read_legistar  # noqa: PLC0415

    return read_legistar(*inputs, source=source(SOURCE))


@click.command(epilog=example("nmpolicy import popolo popolo.json -o people.json"))
@importer
def popolo_command(*inputs: Any, source: _ToSource) -> Imported:
    """Read people, posts and votes from Popolo JSON."""
    from nmpolicy.imports.popolo import SOURCE, read_popolo  # noqa: PLC0415

    return read_popolo(*inputs, source=source(SOURCE))
