"""The result of an export, and what the format cannot hold."""

from collections import Counter
from collections.abc import Collection as Names
from collections.abc import Iterator, Mapping
from typing import Any, Generic, TypeVar

from attrs import field, fields, frozen

from nmpolicy.records.collection import Collection
from nmpolicy.records.traversal import FieldPath, parts_of

T = TypeVar("T")


@frozen(kw_only=True)
class Exported(Generic[T]):
    """A collection in another format, and the number of values that the format does not hold.

    .. versionadded:: 0.1
    """

    content: T
    """The text of the file, or, if the format has several files, their texts by name."""
    left_out: Mapping[str, int] = field(factory=dict)
    """The number of values of each kind that the format cannot hold, such as `{"Provision.deadline": 3}`."""


def fields_left_out(collection: Collection, held: Mapping[type, Names[str]]) -> Counter[str]:
    """Count the values that an export leaves out: those of the fields that are not in `held` for their class.

    `held` has the names of the fields that the format holds, for each class of records and parts, and for `Collection`.
    All fields of other classes are left out. A field that is left out is counted once, however long its value is.

    >>> from nmpolicy.records.actors import Person
    >>> people = [Person(id="a", name="Ana", summary="A mayor."), Person(id="b", name="Ben")]
    >>> collection = Collection.of(people, id="demo", title="Two people")
    >>> fields_left_out(collection, {Person: {"name", "summary"}, Collection: {"id", "title"}})
    Counter({'Person.id': 2})
    """
    counts = Counter(_left_out(collection.with_records(()), held))
    for record in collection:
        counts.update(_left_out(record, held))
    return counts


def _left_out(record: Any, held: Mapping[type, Names[str]]) -> Iterator[str]:
    """Yield the class and name of each field with a value that is not held, in a record and its parts."""
    dropped: set[FieldPath] = set()
    for path, part in parts_of(record):
        if any(path[:length] in dropped for length in range(1, len(path) + 1)):
            continue
        names = held.get(type(part), ())
        for each in fields(type(part)):
            if each.name not in names and getattr(part, each.name) != each.default:
                dropped.add((*path, each.name))
                yield f"{type(part).__name__}.{each.name}"
