"""The values of a field over many records at once, which is much faster than record by record."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from attrs import fields, has

from nmpolicy.records.fields import parts

K = TypeVar("K", bound=Hashable)


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
    described = [(attrgetter(field.name), *parts(field.type)) for field in fields(cls)]
    values = (_Column(get, many, optional, key(item)) for get, item, many, optional in described)
    inner = (_Column(get, many, optional, item) for get, item, many, optional in described if has(item))
    return tuple(column for column in values if column.of is not None), tuple(inner)
