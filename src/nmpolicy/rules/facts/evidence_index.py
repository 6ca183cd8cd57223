"""The evidence of a collection, gathered field by field, to find the few records that a rule has to look at."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from nmpolicy.records.base import Record
from nmpolicy.records.collection import TABLES, Collection
from nmpolicy.records.evidence import Evidence
from nmpolicy.records.fields import field_type
from nmpolicy.records.once_per_collection import once_per_collection
from nmpolicy.records.traversal import FieldPath, collect_values


@once_per_collection
def evidence_by_table(collection: Collection) -> Mapping[str, Sequence[Evidence]]:
    """Return the evidence of the records of each table and of their parts."""
    gathered: dict[str, list[Evidence]] = {}
    for table, records in collection.tables().items():
        found: dict[str, list[Evidence]] = {"evidence": []}
        collect_values(TABLES[table], records, _evidence_key, found)
        gathered[table] = found["evidence"]
    return gathered


def records_with_evidence(
    collection: Collection, accepted: Callable[[Evidence], object]
) -> Iterator[tuple[Record, FieldPath, Any]]:
    """Yield the records and parts that have evidence, with their paths, from tables with any that is accepted."""
    for table, gathered in evidence_by_table(collection).items():
        if any(map(accepted, gathered)):
            for record in getattr(collection, table):
                yield from ((record, path, part) for path, part in _with_evidence(record) if part.evidence)


def _with_evidence(record: Any) -> Iterator[tuple[FieldPath, Any]]:
    """Yield a record and those of its parts that are of a class with evidence."""
    yield (), record
    for name in _sourced_parts(record.__class__):
        for index, part in enumerate(getattr(record, name)):
            yield (name, index), part


@cache
def _sourced_parts(cls: Any) -> tuple[str, ...]:
    """Return the names of the fields of a record class that list parts with evidence of their own."""
    return tuple(name for name, item in _items(cls) if any(inner is Evidence for _, inner in _items(item)))


@cache
def _items(cls: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((field.name, field_type(field.type)[0]) for field in getattr(cls, "__attrs_attrs__", ()))


def _evidence_key(item: Any) -> str | None:
    return "evidence" if item is Evidence else None
