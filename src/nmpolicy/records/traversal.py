"""Traversal of records: their references, parts and unknown fields, found by the annotations of their fields."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from operator import attrgetter, is_
from typing import Any, NamedTuple, TypeVar

from attrs import evolve, fields, frozen, has

from nmpolicy.records.base import Part
from nmpolicy.records.fields import field_type
from nmpolicy.vocabulary.extra import EMPTY, OWN_PREFIX, Extra
from nmpolicy.vocabulary.references import Ref, ref_marker

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")
#: The way from a record to a value in it: field names and list indexes.
FieldPath = tuple[str | int, ...]


@frozen
class Reference:
    """An id in a record that refers to another record.

    .. versionadded:: 0.1
    """

    record: str
    """The id of the record that contains the reference."""
    path: FieldPath
    """The location of the reference in the record: field names and list indexes."""
    target: str
    """The id that is referred to."""
    tables: tuple[str, ...]
    """The tables that the field may refer to; empty means any."""


def references(record: Any) -> Iterator[Reference]:
    """Yield the references of a record and its parts, in the order of its fields."""
    for path, target, ref in _references(record):
        yield Reference(record.id, path, target, ref.tables)


def _references(value: Any) -> Iterator[tuple[FieldPath, str, Ref]]:
    for field in _reference_fields(value.__class__):
        for path, item in field.items_of(value):
            if field.ref:
                yield path, item, field.ref
            else:
                for inner, target, ref in _references(item):
                    yield (*path, *inner), target, ref


def with_references(value: Any, ids: Mapping[str, str]) -> Any:
    """Return a record or a part with its references replaced by a mapping of old to new ids.

    Returns the value itself if it refers to none of the old ids.
    """
    changes: dict[str, Any] = {}
    for field in _reference_fields(value.__class__) if ids else ():
        old = tuple(item for _, item in field.items_of(value))
        new = tuple(ids.get(item, item) if field.ref else with_references(item, ids) for item in old)
        if new != old:
            changes[field.name] = new if field.many else new[0]
    return evolve(value, **changes) if changes else value


def parts_of(value: Any) -> Iterator[tuple[FieldPath, Any]]:
    """Yield a record and all of its parts, each with the path to it."""
    yield (), value
    for field in _part_fields(value.__class__):
        for path, part in field.items_of(value):
            for inner, inner_part in parts_of(part):
                yield (*path, *inner), inner_part


def with_parts(value: Any, parts: Mapping[FieldPath, Part]) -> Any:
    """Return a record with some of its parts replaced. Each is given by the path that `parts_of` yields for it.

    >>> from nmpolicy.records.actors import Person
    >>> from nmpolicy.records.base import Identifier
    >>> old, new = (Identifier(scheme="wikidata", identifier=each) for each in ("Q1", "Q2"))
    >>> with_parts(Person(id="a-person", identifiers=[old]), {("identifiers", 0): new}).identifiers
    (Identifier(scheme='wikidata', identifier='Q2'),)
    """
    if () in parts:
        return parts[()]
    changes: dict[str, Any] = {}
    for field in _part_fields(value.__class__):
        inner: defaultdict[FieldPath, dict[FieldPath, Part]] = defaultdict(dict)
        size = 2 if field.many else 1  # the field's name, and an index
        for path, part in parts.items():
            if path[0] == field.name:
                inner[path[:size]][path[size:]] = part
        if inner:
            new = tuple(
                with_parts(item, inner[path]) if path in inner else item for path, item in field.items_of(value)
            )
            changes[field.name] = new if field.many else new[0]
    return evolve(value, **changes) if changes else value


def part_classes(cls: Any) -> Iterator[type[Part]]:
    """Yield the classes of a class's parts, and those of their parts."""
    for field in _part_fields(cls):
        yield field.item
        yield from part_classes(field.item)


def unknown_names(extra: Extra) -> list[str]:
    """Return the names in `extra` that do not begin with `x-`. Those that do belong to other programs.

    >>> unknown_names(Extra({"x-page": 3, "titel": "An order"}))
    ['titel']
    """
    return [name for name in extra if not name.startswith(OWN_PREFIX)]


def unknown_field_paths(value: Any) -> Iterator[FieldPath]:
    """Yield the paths of the unknown fields of a record and its parts."""
    return ((*path, name) for path, part in parts_of(value) for name in unknown_names(part.extra))


def has_unknown_fields(records: Sequence[Any]) -> bool:
    """Return whether any of some records of one class, or a part of one, has unknown fields."""
    return bool(_extras(records))


def unknown_field_count(value: Any) -> int:
    """Return the number of the unknown fields of a record and its parts."""
    return sum(len(unknown_names(extra)) for extra in _extras([value]))


def _extras(records: Sequence[Any]) -> list[Extra]:
    """Return the fields that some records of one class, and their parts, have beside those of nmpolicy."""
    found: dict[type[Extra], list[Extra]] = {Extra: []}
    if records:
        collect_values(records[0].__class__, records, _extra_key, found)
    return [extra for extra in found[Extra] if extra is not EMPTY]


def _extra_key(item: Any) -> type[Extra] | None:
    return Extra if item is Extra else None


def collect_values(
    cls: Any, records: Sequence[Any], key: Callable[[Any], K | None], found: Mapping[K, list[Any]]
) -> None:
    """Append all values of some fields of records and their parts to lists, leaving out None.

    `key` chooses the list in `found` by the type of a field's items; fields for which it returns None are skipped. The
    records may be of any class that has the fields of `cls`. It reads all alike fields of all records at once, which is
    much faster than one record at a time.
    """
    collect_own_values(cls, records, key, found)
    for _, part_cls, parts in parts_by_field(cls, records):
        collect_own_values(part_cls, parts, key, found)


def collect_own_values(
    cls: Any, items: Sequence[Any], key: Callable[[Any], K | None], found: Mapping[K, list[Any]]
) -> None:
    """Append the values of some fields of records or parts to lists, as `collect_values` does, without their parts.

    What is worked out for a `key` is kept, so pass a function of a module, not a new one each time.
    """
    for (chosen, many, optional), names in _alike_fields(cls, key).items():
        values: Iterable[Any] = map(attrgetter(*names), items)
        if len(names) > 1:  # then the getter returns tuples of values
            values = chain.from_iterable(values)
        if many:
            values = chain.from_iterable(filter(None, values))  # most are empty
        found[chosen].extend([value for value in values if value is not None] if optional else values)


def parts_by_field(cls: Any, items: Sequence[Any]) -> Iterator[tuple[Any, Any, Sequence[Any]]]:
    """Yield all parts that some records or parts of a class hold in one field, and the parts of these.

    Each list follows the class that has the field and the class of the parts. None is empty.
    """
    for field in _part_fields(cls):
        if parts := field.items_of_all(items):
            yield cls, field.item, parts
            yield from parts_by_field(field.item, parts)


def with_values(value: Any, key: Callable[[Any], K | None], functions: Mapping[K, Callable[[Any], Any]]) -> Any:
    """Return a record or a part with other values in some fields; the same object if no value changes.

    `key` chooses, by the type of a field's items, the function that returns the new item, or the old one, which is then
    the same object. Fields for which it returns None stay, and so do the parts of a field, unless a function goes
    through them. Empty fields stay empty. The new items must be valid.
    """
    changes: dict[str, Any] = {}
    for (name, get, _, many, _, _), chosen in _keyed_fields(value.__class__, key):
        old = get(value)
        if not old:
            continue
        new = tuple(map(functions[chosen], old)) if many else functions[chosen](old)
        if new is not old and not (many and all(map(is_, new, old))):
            changes[name] = new
    return unchecked(value, **changes) if changes else value


def unchecked(value: T, **changes: object) -> T:
    """Return the same object with other values in some fields, which must be valid: unlike `evolve`, it checks nothing.

    It takes a tenth of the time, which counts where each record of a collection changes.
    """
    cls: Any = type(value)  # type checkers do not accept a class as a hashable argument
    new: T = object.__new__(cls)
    for name, *_ in _fields(cls):
        object.__setattr__(new, name, changes[name] if name in changes else getattr(value, name))
    return new


class _Field(NamedTuple):
    """A field of a class, as its annotation declares it."""

    name: str
    get: Callable[[Any], Any]
    """Reads the field of a record."""
    item: Any
    """The type of one item."""
    many: bool
    optional: bool
    ref: Ref | None

    def items_of(self, record: Any) -> Iterator[tuple[FieldPath, Any]]:
        """Yield the items that the field of a record holds, each with its path."""
        value = self.get(record)
        if self.many:
            yield from (((self.name, index), item) for index, item in enumerate(value))
        elif value is not None:
            yield (self.name,), value

    def items_of_all(self, records: Iterable[Any]) -> list[Any]:
        """Return the items that the field holds in all of the records."""
        values = map(self.get, records)
        if self.many:
            return list(chain.from_iterable(values))
        return [value for value in values if value is not None] if self.optional else list(values)


@cache
def _fields(cls: Any) -> tuple[_Field, ...]:
    found: list[_Field] = []
    for field in fields(cls):
        item, many, optional = field_type(field.type)
        found.append(_Field(field.name, attrgetter(field.name), item, many, optional, ref_marker(item)))
    return tuple(found)


@cache
def _part_fields(cls: Any) -> tuple[_Field, ...]:
    return tuple(field for field in _fields(cls) if has(field.item))


@cache
def _reference_fields(cls: Any) -> tuple[_Field, ...]:
    """Return the fields that hold references, or parts that do."""
    return tuple(field for field in _fields(cls) if field.ref or (has(field.item) and _reference_fields(field.item)))


@cache
def _alike_fields(cls: Any, key: Callable[[Any], Any]) -> Mapping[tuple[Any, bool, bool], Sequence[str]]:
    """Return the names of the fields of a class by the list that `key` chooses, and whether many or optional."""
    alike: defaultdict[tuple[Any, bool, bool], list[str]] = defaultdict(list)
    for field, chosen in _keyed_fields(cls, key):
        alike[chosen, field.many, field.optional].append(field.name)
    return alike


@cache
def _keyed_fields(cls: Any, key: Callable[[Any], Any]) -> tuple[tuple[_Field, Any], ...]:
    keyed = ((field, key(field.item)) for field in _fields(cls))
    return tuple((field, chosen) for field, chosen in keyed if chosen is not None)
