"""Changes, conflicts and checks of evidence without the names of private individuals."""

from typing import Any, TypeVar

from attrs import evolve

from nmpolicy.comparison.changes import Change
from nmpolicy.comparison.three_way import Conflict
from nmpolicy.evidence.anchors import AnchorCheck
from nmpolicy.evidence.quotes import QuoteProblem
from nmpolicy.records.actors import REDACTED, Person
from nmpolicy.records.collection import Collection
from nmpolicy.records.evidence import Evidence

_Difference = TypeVar("_Difference", Change, Conflict)
_Quoting = TypeVar("_Quoting", QuoteProblem, AnchorCheck)
_VALUES = ("old", "new", "base", "ours", "theirs")


def private_ids(*collections: Collection) -> frozenset[str]:
    """Return every id that a private individual has or had."""
    people = [person for collection in collections for person in collection.people]
    found = {person.id for person in people if person.private}
    known = -1
    while known < len(found):  # an alias may lead to further aliases
        known = len(found)
        for person in people:
            ids = {person.id, *person.aliases}
            if not found.isdisjoint(ids):
                found |= ids
    return frozenset(found)


def redacted(difference: _Difference, private: frozenset[str]) -> _Difference:
    """Return the same change or conflict without the names of the people with these ids."""
    values: dict[str, Any] = {
        name: _redacted_value(getattr(difference, name), difference, private)
        for name in _VALUES
        if hasattr(difference, name)
    }
    return evolve(difference, **values)


def without_quote(found: _Quoting) -> _Quoting:
    """Return the same problem or check without the quote, and without words of the text that it was compared with."""
    texts: dict[str, Any] = {"excerpts": (), "nearest": None} if isinstance(found, QuoteProblem) else {}
    return evolve(found, evidence=evolve(found.evidence, quote=""), **texts)


def _redacted_value(value: object, difference: Change | Conflict, private: frozenset[str]) -> object:
    if isinstance(value, Person) and value.id in private:
        evidence = [evolve(each, quote="") for each in value.evidence]
        return evolve(value, name="", other_names=(), evidence=evidence, private=True)
    if difference.record in private and isinstance(value, Evidence):
        return evolve(value, quote="")
    path = difference.path
    withheld = path[:1] in (("name",), ("other_names",)) or path[-1:] == ("quote",)
    return REDACTED if value and withheld and difference.record in private else value
