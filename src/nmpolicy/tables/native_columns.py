"""The values of tables by column, for libraries that hold typed columns: texts, numbers, days and lists as they are."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from nmpolicy.records.collection import Collection
from nmpolicy.tables.cells import json_text
from nmpolicy.tables.layout import Column, Table
from nmpolicy.tables.rows import rows


def native_columns(collection: Collection, table: Table, size: int) -> Iterator[list[Sequence[Any]]]:
    """Yield the values of each column, `size` rows at a time. Without rows, yields nothing.

    A list is a tuple, and unknown fields are JSON text. A missing value is None.

    >>> from nmpolicy.records.actors import Organization
    >>> from nmpolicy.tables.layout import table_named
    >>> city = Organization(id="city", classification="government", name="A city", aliases=["town"])
    >>> collection = Collection(id="demo", title="A demonstration").add(city)
    >>> [columns] = native_columns(collection, table_named("organizations"), 100)
    >>> columns[3:6], columns[-2:]
    ([['government'], (None,), ('',)], [(('town',),), ['{}']])
    """
    converters = [_converter(column) for column in table.columns]
    remaining = rows(collection, table)
    while batch := list(islice(remaining, size)):
        yield [
            values if convert is None else [*map(convert, values)]
            for convert, values in zip(converters, zip(*batch, strict=True), strict=True)
        ]


def _converter(column: Column) -> Callable[[Any], Any] | None:
    """Return the function that changes each value; None if values can stay as they are."""
    if column.type == "object":
        return json_text
    if column.type not in {"date", "term"}:
        return None
    # Dates and terms are texts with a class of their own, which a library might keep and compare by its rules.
    return _plain_items if column.many else _plain


def _plain(value: str | None) -> str | None:
    return None if value is None else str.__str__(value)


def _plain_items(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(str.__str__, values)) if values else values
