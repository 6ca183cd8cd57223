"""The collection that a command shows to readers: a redacted copy, unless private names are wanted."""

from collections.abc import Mapping
from typing import Any

import click

from nmpolicy.records.collection import Collection

_WANTED = f"{__name__}.include_private"


def _keep(context: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001  # as click calls it
    context.meta[_WANTED] = value


#: Asks for names. `shown_collection` knows the answer, so commands do not take it as an argument.
include_private_option = click.option(
    "--include-private",
    is_flag=True,
    expose_value=False,
    callback=_keep,
    help="Show what could name private individuals, and the ids of the file.",
)


def shown_collection(collection: Collection, asked: Mapping[str, Any]) -> tuple[Collection, dict[str, Any]]:
    """Return the collection that a command shows, and what a person asked, with the ids that it has there."""
    if click.get_current_context().meta[_WANTED] or not any(person.private for person in collection.people):
        return collection, {**asked}
    # Most collections have no private individuals, and do not need it.
    from nmpolicy.records.redaction import redact  # noqa: PLC0415

    redaction = redact(collection)
    return redaction.collection, with_new_ids(asked, redaction.new_ids)


def with_new_ids(asked: Mapping[str, Any], new_ids: Mapping[str, str]) -> dict[str, Any]:
    """Return what a person asked, with the ids of the redacted copy in place of those of the file.

    >>> with_new_ids({"id": "jane-roe", "year": 2025, "words": ("a", "jane-roe")}, {"jane-roe": "private-1"})
    {'id': 'private-1', 'year': 2025, 'words': ('a', 'private-1')}
    """

    def new(value: Any) -> Any:
        if isinstance(value, tuple | list):
            return tuple(map(new, value))
        return new_ids.get(value, value) if isinstance(value, str) else value

    return {name: new(value) for name, value in asked.items()}
