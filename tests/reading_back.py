"""Values that a reader of typed columns gives, compared with the rows of a collection, and dates to ask it about."""

from collections.abc import Callable
from itertools import product
from typing import Any

from nmpolicy.records.collection import Collection
from nmpolicy.records.events import Event
from nmpolicy.serialization.parsing import parse
from nmpolicy.tables.layout import all_tables
from nmpolicy.tables.rows import rows
from nmpolicy.vocabulary.extra import Extra


def check_tables(collection: Collection, read: Callable[[str], list[dict[str, Any]]]) -> None:
    """Compare the rows that a reader gives for the name of each table. Its lists are lists, and unknown fields JSON."""
    for table in all_tables():
        found = read(table.name)
        for row in found:
            for column in table.columns:
                if column.type == "object":
                    row[column.name] = Extra(parse(row[column.name])[0])
        names = [column.name for column in table.columns]
        many = [column.many for column in table.columns]
        expected = [
            [list(value) if is_list else value for value, is_list in zip(row, many, strict=True)]
            for row in rows(collection, table)
        ]
        assert [list(row) for row in found] == [names] * len(expected)
        assert [list(row.values()) for row in found] == expected


_DATES = (None, "2025", "2025-07", "2025-07-21", "2025-07-22", "2025-07-21~", "2025-07-21?", "2026%", "0001", "9999-12")


def dated_events() -> list[Event]:
    """Return an event for every pair of a first and a last day."""
    return [
        Event(id=f"e-{number:03}", kind="other", name="An event", start_date=first, end_date=last)
        for number, (first, last) in enumerate(product(_DATES, repeat=2))
    ]


def begins_before_it_ends(event: Event) -> bool | None:
    """Return the answer of the library to the question that the readers are asked."""
    if event.start_date is None or event.end_date is None:
        return None
    return event.start_date.before(event.end_date)
