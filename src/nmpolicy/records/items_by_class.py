"""The records of a collection and their parts, gathered by class, to look at a field of all of them at once."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from operator import attrgetter
from typing import Any, NamedTuple

from nmpolicy.records.collection import TABLES, Collection
from nmpolicy.records.once_per_collection import once_per_collection
from nmpolicy.records.traversal import parts_by_field


class AlikeItems(NamedTuple):
    """The records of a table, or the parts in one field of them or of their parts. There is at least one."""

    table: str
    """The table that they belong to."""
    holder: Any
    """The class that has the field with the parts; None for records."""
    cls: Any
    """Their own class."""
    items: Sequence[Any]
    """All of them, in document order."""


@once_per_collection
def items_by_class(collection: Collection) -> Sequence[AlikeItems]:
    """Return the records of each table and their parts."""
    found: list[AlikeItems] = []
    for table, records in collection.tables().items():
        if records:
            found.append(AlikeItems(table, None, TABLES[table], records))
            found += (AlikeItems(table, *each) for each in parts_by_field(TABLES[table], records))
    return found


@once_per_collection
def ids_by_table(collection: Collection) -> Mapping[str, AbstractSet[str]]:
    """Return the ids of each table. If records share an id, it is that of the first."""
    seen: set[str] = set()
    found: dict[str, AbstractSet[str]] = {}
    for table, records in collection.tables().items():
        ids = {*map(attrgetter("id"), records)}
        found[table] = ids if ids.isdisjoint(seen) else ids - seen
        seen |= ids
    return found
