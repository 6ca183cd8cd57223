"""The commands that make a collection from other people's data."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from nmpolicy.cli.importer import importer, no_mapping_from_standard_input
from nmpolicy.cli.options import FILE, example, max_bytes
from nmpolicy.imports.imported import Imported
from nmpolicy.records.sources import Source

_ToSource = Callable[[Source], Source]


@click.command(epilog=example("nmpolicy import federal-register page-1.json page-2.json -o orders.json"))
@importer('executive orders as the Federal Register\'s API lists them, such as {"results": [...]}')
def federal_register_command(*inputs: Any, source: _ToSource) -> Imported:
    """Read executive orders from the Federal Register's API."""
    from nmpolicy.imports.federal_register.register_import import SOURCE, read_federal_register  # noqa: PLC0415

    return read_federal_register(*inputs, source=source(SOURCE), max_bytes=max_bytes())


@click.command(epilog=example("nmpolicy import openstates-people data/nm -o people.json"))
@importer("people or committees in the YAML of Open States")
def openstates_people_command(*inputs: Any, source: _ToSource) -> Imported:
    """Read people and posts from the YAML of Open States.

    IN is a file or a folder.
    """
    from nmpolicy.imports.open_states.openstates_people import SOURCE, read_openstates_people  # noqa: PLC0415

    return read_openstates_people(*inputs, source=source(SOURCE), max_bytes=max_bytes())


@click.command(epilog=example("nmpolicy import legistar matters.json -o measures.json"))
@click.option(
    "--mapping",
    type=FILE,
    metavar="TOML",
    callback=no_mapping_from_standard_input,
    help="A file with the meanings of the city's words.",
)
@click.option("--client", default="", metavar="NAME", help="The city in Legistar's addresses, for the start of ids.")
@importer("matters, persons, bodies or office records as Legistar's Web API lists them")
def legistar_command(*inputs: Any, source: _ToSource, mapping: Path | None, client: str) -> Imported:
    """Read matters and votes from Legistar's Web API.

    IN is a JSON file or a folder of them.
    """
    from nmpolicy.imports.legistar.legistar_import import SOURCE, read_legistar  # noqa: PLC0415

    return read_legistar(*inputs, source=source(SOURCE), max_bytes=max_bytes(), mapping=mapping, client=client)


@click.command(epilog=example("nmpolicy import popolo popolo.json -o people.json"))
@importer("objects of Popolo, such as persons and memberships")
def popolo_command(*inputs: Any, source: _ToSource) -> Imported:
    """Read people, posts and votes from Popolo JSON."""
    from nmpolicy.imports.popolo.popolo_import import SOURCE, read_popolo  # noqa: PLC0415

    return read_popolo(*inputs, source=source(SOURCE), max_bytes=max_bytes())
