"""Changes and conflicts without the names of private individuals."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from attrs import evolve

from nmpolicy.comparison.changes import Change
from nmpolicy.comparison.three_way import Conflict
from nmpolicy.records.actors import REDACTED, Person
from nmpolicy.records.collection import Collection

_Difference = TypeVar("_Difference", Change, Conflict)
_VALUES = ("old", "new", "base", "ours", "theirs")


def private_ids(*collections: Collection, same: Mapping[str, str] = MappingProxyType({})) -> frozenset[str]:
    """Return every id that a private individual has or had, also by the pairs of `same`."""
    people = [person for collection in collections for person in collection.people]
    found = {person.id for person in people if person.private}
    known = -1
    while known < len(found):  # an alias may lead to further aliases
        known = len(found)
        for person in people:
            ids = {person.id, *person.aliases}
            if not found.isdisjoint(ids):
                found |= ids
        for pair in same.items():
            if not found.isdisjoint(pair):
                found |= {*pair}
    return frozenset(found)


def redacted(difference: _Difference, private: frozenset[str]) -> _Difference:
    """Return the same change or conflict without the names of the people with these ids."""
    values: dict[str, Any] = {
        name: _redacted_value(getattr(difference, name), difference, private)
        for name in _VALUES
        if hasattr(difference, name)
    }
    return evolve(difference, **values)


def _redacted_value(value: object, difference: Change | Conflict, private: frozenset[str]) -> object:
    if isinstance(value, Person) and value.id in private:
        return evolve(value, name="", other_names=(), private=True)
    is_name = difference.record in private and difference.path[:1] in (("name",), ("other_names",))
    return REDACTED if value and is_name else value
