"""The ids that the references of a collection point at, collected field by field to be fast for large collections."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.items_by_class import ids_by_table, items_by_class
from nmpolicy.records.once_per_collection import once_per_collection
from nmpolicy.records.traversal import Reference, collect_own_values, references
from nmpolicy.vocabulary.references import ref_marker


class ReferenceTargets(NamedTuple):
    """The ids in alike fields of the records of one table, or of parts of them that are of one class."""

    table: str
    """The table of the records that refer."""
    cls: Any
    """The class that has the fields: that of the records or of parts."""
    accepted: tuple[str, ...]
    """The tables that the fields accept; empty if they accept any."""
    ids: frozenset[str]
    """The ids that they refer to."""


@once_per_collection
def reference_targets(collection: Collection) -> Sequence[ReferenceTargets]:
    """Return every id that records refer to."""
    found: list[ReferenceTargets] = []
    for table, _, cls, items in items_by_class(collection):
        ids: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        collect_own_values(cls, items, _accepted_tables, ids)
        found += (ReferenceTargets(table, cls, accepted, frozenset(some)) for accepted, some in ids.items())
    return found


def _accepted_tables(item: Any) -> tuple[str, ...] | None:
    ref = ref_marker(item)
    return None if ref is None else ref.tables


@once_per_collection
def missing_ids(collection: Collection) -> frozenset[str]:
    """Return the ids that records refer to and that no record has."""
    ids = frozenset[str]().union(*(each.ids for each in reference_targets(collection)))
    return ids.difference(*ids_by_table(collection).values())


@once_per_collection
def misplaced_ids(collection: Collection) -> frozenset[str]:
    """Return the ids of records that are referred to by a field that does not accept their class."""
    known = ids_by_table(collection)
    found: set[str] = set()
    for _, _, accepted, ids in reference_targets(collection):
        if accepted:
            found |= ids.difference(*(known[table] for table in accepted))
    return frozenset(found - missing_ids(collection))


def references_to_any(collection: Collection, ids: frozenset[str]) -> Iterator[tuple[Record, Reference]]:
    """Yield the references to some ids, each with the record that contains it. Without ids, no record is searched."""
    for record in collection if ids else ():
        for reference in references(record):
            if reference.target in ids:
                yield record, reference
