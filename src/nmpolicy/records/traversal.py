"""Every reference of a record, found by the declarations of its fields."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from attrs import evolve, fields, frozen, has

from nmpolicy.records.base import Part
from nmpolicy.records.fields import field_type
from nmpolicy.vocabulary.extra import EMPTY, Extra
from nmpolicy.vocabulary.references import Ref

K = TypeVar("K", bound=Hashable)
#: The steps to a place: field names, and places in lists.
Path = tuple[str | int, ...]


@frozen
class Reference:
    """One id in a record that points at another record.

    .. versionadded:: 0.1
    """

    #: Id of the record that refers.
    record: str
    #: The steps from the record to the id: field names and places in lists.
    path: Path
    #: The id that it holds.
    target: str
    #: The tables that it may point into; none means any.
    tables: tuple[str, ...]


class _Step(NamedTuple):
    """A field that holds references, or parts that hold some."""

    name: str
    many: bool
    ref: Ref | None


def references(record: Any) -> Iterator[Reference]:
    """The references of a record and its parts, in the order of its fields."""
    for path, target, ref in _walk(record):
        yield Reference(record.id, path, target, ref.tables)


def _walk(value: Any) -> Iterator[tuple[tuple[str | int, ...], str, Ref]]:
    for step in _steps(value.__class__):
        held = getattr(value, step.name)
        for place, item in _items(held, many=step.many):
            if step.ref:
                yield (step.name, *place), item, step.ref
            else:
                for inner, target, ref in _walk(item):
                    yield (step.name, *place, *inner), target, ref


def _items(held: Any, *, many: bool) -> Iterator[tuple[tuple[int, ...], Any]]:
    if many:
        yield from (((index,), item) for index, item in enumerate(held))
    elif held is not None:
        yield (), held


def with_references(value: Any, names: Mapping[str, str]) -> Any:
    """A record or a part of one with other ids in its references, by these names; itself, if none is among them."""
    changes: dict[str, Any] = {}
    for step in _steps(value.__class__) if names else ():
        held = getattr(value, step.name)
        items = held if step.many else () if held is None else (held,)
        new = tuple(names.get(item, item) if step.ref else with_references(item, names) for item in items)
        if new != tuple(items):
            changes[step.name] = new if step.many else new[0]
    return evolve(value, **changes) if changes else value


def unknown_fields(value: Any) -> Iterator[Path]:
    """The places of the unknown fields of a record, and of its parts."""
    return ((*path, name) for path, part in parts_of(value) for name in part.extra)


def parts_of(value: Any) -> Iterator[tuple[Path, Any]]:
    """A record and every part of it, each with the steps to it."""
    yield (), value
    for field, many in _part_fields(value.__class__):
        for place, part in _items(getattr(value, field), many=many):
            for inner, deeper in parts_of(part):
                yield (field, *place, *inner), deeper


def has_unknown_fields(table: Sequence[Any]) -> bool:
    """Whether any record of one class, or a part of one, has some."""
    found: dict[type[Extra], list[Extra]] = {Extra: []}
    if table:
        gather(table[0].__class__, table, _extra, found)
    return any(extra is not EMPTY for extra in found[Extra])


def _extra(item: Any) -> type[Extra] | None:
    return Extra if item is Extra else None


@cache
def _part_fields(cls: Any) -> tuple[tuple[str, bool], ...]:
    described = ((field.name, *field_type(field.type)) for field in fields(cls))
    return tuple((name, many) for name, item, many, _ in described if has(item))


def ref_of(item: Any) -> Ref | None:
    """The marker of a type that is a reference."""
    return next((marker for marker in getattr(item, "__metadata__", ()) if isinstance(marker, Ref)), None)


@cache
def refers_to(cls: Any, table: str) -> bool:
    """Whether a class, or a part of it other than its evidence, has a field that may point into a table."""
    for step in _steps(cls):
        if step.ref and (not step.ref.tables or table in step.ref.tables):
            return True
        if (
            not step.ref
            and step.name != "evidence"
            and refers_to(field_type(getattr(fields(cls), step.name).type)[0], table)
        ):
            return True
    return False


def part_classes(cls: type[Any]) -> Iterator[type[Part]]:
    """The classes of the parts that a class is made of, and of theirs."""
    for field in fields(cls):
        for part in _part(field_type(field.type)[0]):
            yield part
            yield from part_classes(part)


def _part(item: Any) -> list[Any]:
    return [item] if isinstance(item, type) and issubclass(item, Part) else []


@cache
def _steps(cls: Any) -> tuple[_Step, ...]:
    steps: list[_Step] = []
    for field in fields(cls):
        item, many, _ = field_type(field.type)
        ref = ref_of(item)
        if ref or any(_steps(part) for part in _part(item)):
            steps.append(_Step(field.name, many, ref))
    return tuple(steps)


class _Column(NamedTuple):
    """A field of a class."""

    get: Callable[[Any], Any]
    many: bool
    optional: bool
    #: The class of its parts, or the key that its values are gathered under.
    of: Any

    def read(self, records: Iterable[Any]) -> list[Any]:
        """All its values, one after the other, without None."""
        held = map(self.get, records)
        if self.many:
            return list(chain.from_iterable(held))
        return [value for value in held if value is not None] if self.optional else list(held)


def gather(cls: Any, records: Sequence[Any], key: Callable[[Any], K | None], found: Mapping[K, list[Any]]) -> None:
    """Add to `found` the values of fields, of the parts of the records too; what is None is left out.

    The type of a field's items says under which `key` they go; with None for it, they are not gathered. The records may
    be of any class that has the fields of `cls`.
    """
    values, inner = _columns(cls, key)
    for column in values:
        found[column.of].extend(column.read(records))
    for column in inner:
        if held := column.read(records):
            gather(column.of, held, key, found)


@cache
def _columns(cls: Any, key: Callable[[Any], Any]) -> tuple[tuple[_Column, ...], tuple[_Column, ...]]:
    described = [(attrgetter(field.name), *field_type(field.type)) for field in fields(cls)]
    values = (_Column(get, many, optional, key(item)) for get, item, many, optional in described)
    inner = (_Column(get, many, optional, item) for get, item, many, optional in described if has(item))
    return tuple(column for column in values if column.of is not None), tuple(inner)
