"""Indexes of the records of a collection, by what they are looked up with."""

from collections.abc import Iterable, Mapping, Sequence

from nmpolicy.records.base import Record
from nmpolicy.records.traversal import Reference, references

#: The class and the id of a record, which together identify it.
Key = tuple[type[Record], str]


def ids_by_name(records: Iterable[Record]) -> Mapping[str, list[str]]:
    """Return the ids of the records with each alias or number."""
    found: dict[str, list[str]] = {}
    for record in records:
        for name in (*record.aliases, *filter(None, [getattr(record, "number", "")])):
            found.setdefault(name, []).append(record.id)
    return found


def positions(tables: Iterable[Sequence[Record]]) -> Mapping[Key, list[int]]:
    """Return the positions in its table of each record; several, if records of one class share an id."""
    found: dict[Key, list[int]] = {}
    for table in tables:
        for position, record in enumerate(table):
            found.setdefault((type(record), record.id), []).append(position)
    return found


def references_by_target(records: Iterable[Record]) -> Mapping[str, tuple[Reference, ...]]:
    """Return the references to each id, in document order."""
    found: dict[str, list[Reference]] = {}
    for record in records:
        for reference in references(record):
            found.setdefault(reference.target, []).append(reference)
    return {target: tuple(listed) for target, listed in found.items()}
