"""Commands that show a collection and the format of its file."""

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from nmpolicy.cli.options import (
    DATE,
    STDIN,
    bundled_option,
    example,
    format_option,
    max_bytes_option,
    read_collection,
    today,
    unknown_option,
)
from nmpolicy.cli.render.json_text import emit_json
from nmpolicy.cli.render.overview import overview
from nmpolicy.cli.shown_collection import include_private_option, shown_collection
from nmpolicy.cli.terminal import CommandError, counted, emit, emit_document
from nmpolicy.errors import NMPolicyError
from nmpolicy.queries.find_actors import ids_by_alias
from nmpolicy.records.base import Record
from nmpolicy.records.collection import TABLES, Collection
from nmpolicy.serialization.json_format import Unknown

#: The classes of records by the names that JSON Lines gives them.
_CLASSES = {cls.__name__.lower(): cls for cls in TABLES.values()}


#: The most orders, measures, provisions, statements and events that `show` prints in full.
_MOST_ON_A_PAGE = 250


@click.command(
    epilog=example(
        "nmpolicy show orders.json", "nmpolicy show eo-2025-03 orders.json", "nmpolicy show --bundled albuquerque"
    )
)
@click.argument("arguments", nargs=-1, metavar="[ID]... FILE")
@bundled_option
@click.option("--full", is_flag=True, help="Print everything, however long.")
@include_private_option
@unknown_option
@max_bytes_option
def show_command(arguments: tuple[str, ...], bundled: str | None, full: bool, unknown: Unknown | None) -> None:  # noqa: FBT001  # a flag
    """Print a collection, or everything about one record.

    The page lists the sources, each order and measure with its provisions, who supports and opposes what, and a
    timeline. Of a collection with more than 250 orders, measures, provisions, statements and events, it is an overview
    in a few screens. With an ID, or several, it shows all that the collection has about that record.

    FILE is a collection in JSON or JSON Lines; - reads standard input.

    Exits with 0, with 1 if FILE does not hold a collection, and with 2 if it cannot be read or there is no such record.
    """
    ids, file = _split(arguments, bundled)
    whole = read_collection(file, bundled, unknown)
    collection, asked = shown_collection(whole, {"ids": ids})
    name = _name(file, bundled)
    if ids:
        # The page of a collection does not need it.
        from nmpolicy.cli.render.record_page import record_page  # noqa: PLC0415

        records = [record for id in asked["ids"] for record in _records(collection, id, name)]
        emit("\n\n\n".join(record_page(collection, record, today(), full=full) for record in records))
        return
    size = sum(map(len, (collection.instruments, collection.provisions, collection.statements, collection.events)))
    if size > _MOST_ON_A_PAGE and not full:
        # A small collection does not need it.
        from nmpolicy.cli.render.contents_page import contents_page  # noqa: PLC0415

        emit(contents_page(collection, today(), name))
    else:
        emit(overview(collection))
    if file is not None:  # the bundled data sets have no errors
        _warn_of_errors(whole)


@click.command(
    epilog=example(
        "nmpolicy find climate orders.json",
        "nmpolicy find orders.json --by Adams --year 2022",
        "nmpolicy find orders.json --in-force-on 2020-04-02",
    )
)
@click.argument("arguments", nargs=-1, metavar="[WORDS]... FILE")
@click.option("--number", metavar="NUMBER", help="Only the orders and measures with this number.")
@click.option("--series", metavar="SERIES", help="Only the orders of this series.")
@click.option("--by", metavar="NAME", help="Only what this actor, or a post while the actor held it, issued or signed.")
@click.option("--kind", metavar="KIND", help="Only records of this kind, such as executive-order.")
@click.option("--year", type=int, metavar="YEAR", help="Only records of this year.")
@click.option("--in-force-on", type=DATE, help="Only what is in force on this day.")
@click.option(
    "--type",
    "type_",
    type=click.Choice([*_CLASSES]),
    metavar="TYPE",
    help=f"Only this type of record: {', '.join(_CLASSES)}.",
)
@bundled_option
@format_option
@include_private_option
@unknown_option
@max_bytes_option
def find_command(  # one for each condition
    arguments: tuple[str, ...],
    bundled: str | None,
    form: str,
    unknown: Unknown | None,
    type_: str | None,
    **conditions: Any,
) -> None:
    """List the records that meet all conditions, one a line.

    Each of the WORDS begins a word of the record's title, names, number, summary or other texts. Without conditions,
    it lists all records. Records that may meet a condition that the records do not decide come last.
    """
    # `show` does not need them.
    from nmpolicy.cli.render.match_list import match_list  # noqa: PLC0415
    from nmpolicy.queries.find_records import find  # noqa: PLC0415

    words, file = _split(arguments, bundled)
    collection, asked = shown_collection(read_collection(file, bundled, unknown), {**conditions, "words": words})
    classes = () if type_ is None else (_CLASSES[type_],)
    try:
        found = find(collection, " ".join(asked.pop("words")), classes=classes, **asked)
    except NMPolicyError as error:
        raise CommandError(str(error)) from error
    if form == "text":
        emit(match_list(collection, found, _name(file, bundled)))
    else:
        emit_json(found)


def _split(arguments: Sequence[str], bundled: str | None) -> tuple[Sequence[str], Path | None]:
    """Return the words before FILE, and FILE, which comes last; there is none with a bundled data set."""
    if bundled is not None:
        if any(Path(each).is_file() for each in arguments):
            raise click.UsageError("name either a FILE or --bundled, not both")
        return arguments, None
    if len(arguments) > 1 and not Path(arguments[-1]).exists() and arguments[-1] != str(STDIN):
        for each in arguments[:-1]:
            if Path(each).is_file():
                raise click.UsageError(f"FILE comes last; put {each!r} at the end")
    return arguments[:-1], Path(arguments[-1]) if arguments else None


def _name(file: Path | None, bundled: str | None) -> str:
    """Return the name of the input for the commands in hints. Standard input cannot be read again."""
    return f"--bundled {bundled}" if file is None else "FILE" if file == STDIN else shlex.quote(str(file))


def _records(collection: Collection, id: str, name: str) -> Sequence[Record]:
    """Return every record with an id, or the one with an alias. Raises `CommandError` if there is none."""
    if found := [record for record in collection if record.id == id]:
        return found
    current = ids_by_alias(collection).get(id)
    if current is not None:
        return [collection[current]]
    similar = ", ".join(collection.suggest_ids(id))
    hint = f"similar ids: {similar}" if similar else f"search with `nmpolicy find {id} {name}`"
    raise CommandError(f"no record has the id {id!r}; {hint}")


def _warn_of_errors(collection: Collection) -> None:
    """Tell a person on standard error that the rules find errors."""
    # A bundled data set does not need them.
    from nmpolicy.cli.settings import read_settings  # noqa: PLC0415
    from nmpolicy.rules.runner import validate  # noqa: PLC0415

    own = read_settings()
    if errors := validate(collection, select=own.select, ignore=own.ignore).errors:
        emit(f"This collection has {counted(len(errors), 'error')}; `nmpolicy validate` lists them.", sys.stderr)


@click.command(epilog=example("nmpolicy schema >collection.schema.json", "nmpolicy schema --draft >draft.schema.json"))
@click.option("--draft", is_flag=True, help="Print the schema of a draft, in which all evidence quotes its source.")
def schema_command(draft: bool) -> None:  # noqa: FBT001  # as click calls it
    """Print the JSON Schema of a collection.

    Editors and other programs can use it to check and complete a collection. It is in JSON Schema 2020-12.
    """
    # `show` does not need them.
    import json  # noqa: PLC0415

    from nmpolicy.serialization.json_schema import draft_json_schema, json_schema  # noqa: PLC0415

    emit_document(json.dumps(draft_json_schema() if draft else json_schema(), indent=2, ensure_ascii=False) + "\n")
