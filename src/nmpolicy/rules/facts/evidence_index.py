"""The evidence of a collection, gathered by what it is for, to find the few records that a rule has to look at."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.evidence import Evidence
from nmpolicy.records.fields import field_type
from nmpolicy.records.items_by_class import AlikeItems, items_by_class
from nmpolicy.records.traversal import FieldPath


def evidence_by_holder(collection: Collection) -> Sequence[AlikeItems]:
    """Return the evidence of the records of each table, and that of each class of their parts."""
    return [each for each in items_by_class(collection) if each.cls is Evidence]


def with_evidence(records: Sequence[Record]) -> Iterator[tuple[Record, FieldPath, Any]]:
    """Yield the records and parts that have evidence, with their paths."""
    for record in records:
        yield from ((record, path, part) for path, part in _sourced(record) if part.evidence)


def _sourced(record: Any) -> Iterator[tuple[FieldPath, Any]]:
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
