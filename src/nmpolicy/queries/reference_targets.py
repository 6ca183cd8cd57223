"""The ids that the references of a collection point at, collected field by field to be fast for large collections."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.once_per_collection import once_per_collection
from nmpolicy.records.traversal import Reference, collect_values, references
from nmpolicy.vocabulary.references import ref_marker


@once_per_collection
def reference_targets(collection: Collection) -> Mapping[tuple[str, ...], frozenset[str]]:
    """Return every id that records refer to, by the tables that the fields accept; an empty tuple accepts any table."""
    found: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for table in filter(None, collection.tables().values()):
        collect_values(type(table[0]), table, _accepted_tables, found)
    return {tables: frozenset(ids) for tables, ids in found.items()}


def _accepted_tables(item: Any) -> tuple[str, ...] | None:
    ref = ref_marker(item)
    return None if ref is None else ref.tables


@once_per_collection
def missing_ids(collection: Collection) -> frozenset[str]:
    """Return the ids that records refer to and that no record has."""
    ids = frozenset[str]().union(*reference_targets(collection).values())
    return ids.difference(record.id for record in collection)


@once_per_collection
def misplaced_ids(collection: Collection) -> frozenset[str]:
    """Return the ids of records that are referred to by a field that does not accept their class."""
    seen: set[str] = set()
    ids_by_table: dict[str, set[str]] = {}
    for table, records in collection.tables().items():
        ids_by_table[table] = {record.id for record in records} - seen  # an id is that of the first record that has it
        seen |= ids_by_table[table]
    found: set[str] = set()
    for tables, ids in reference_targets(collection).items():
        if tables:
            found |= ids.difference(*(ids_by_table[table] for table in tables)) & seen
    return frozenset(found)


def references_to_any(collection: Collection, ids: frozenset[str]) -> Iterator[tuple[Record, Reference]]:
    """Yield the references to some ids, each with the record that contains it. Without ids, no record is searched."""
    for record in collection if ids else ():
        for reference in references(record):
            if reference.target in ids:
                yield record, reference
