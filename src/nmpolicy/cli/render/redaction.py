"""What is told of changes without the names of private individuals."""

from typing import Any, TypeVar

from attrs import evolve

from nmpolicy.comparison.changes import Change
from nmpolicy.comparison.three_way import Conflict
from nmpolicy.records.actors import REDACTED, Person
from nmpolicy.records.collection import Collection

_Told = TypeVar("_Told", Change, Conflict)
_VALUES = ("old", "new", "base", "ours", "theirs")


def private(*collections: Collection) -> frozenset[str]:
    """Ids of the private individuals, and all ids that these have had."""
    people = [person for each in collections for person in each.people]
    found = {person.id for person in people if person.private}
    while (
        more := {
            id
            for person in people
            if not found.isdisjoint((person.id, *person.aliases))
            for id in (person.id, *person.aliases)
        }
        - found
    ):
        found |= more
    return frozenset(found)


def redacted(told: _Told, hidden: frozenset[str]) -> _Told:
    """The same without the names of those whose ids are among these."""
    values: dict[str, Any] = {
        name: _nameless(getattr(told, name), told, hidden) for name in _VALUES if hasattr(told, name)
    }
    return evolve(told, **values)


def _nameless(value: object, told: Change | Conflict, hidden: frozenset[str]) -> object:
    if isinstance(value, Person) and value.id in hidden:
        return evolve(value, name="", other_names=(), private=True)
    named = told.record in hidden and told.path[:1] in (("name",), ("other_names",))
    return REDACTED if value and named else value
