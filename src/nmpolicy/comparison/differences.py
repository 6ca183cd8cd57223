"""Changes and conflicts as rows of a table, without the names of private individuals."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Protocol, TypeVar, cast

from attrs import evolve

from nmpolicy.comparison.value_text import path_text, value_texts
from nmpolicy.problems import pointer
from nmpolicy.queries.answer_tables import Cells
from nmpolicy.records.actors import REDACTED, Person
from nmpolicy.records.collection import Collection
from nmpolicy.records.evidence import WORD_FIELDS, Evidence
from nmpolicy.records.field_texts import Name
from nmpolicy.records.message_redaction import shown_path
from nmpolicy.records.traversal import FieldPath
from nmpolicy.records.value_redaction import ValueRedaction

_VALUES = ("old", "new", "base", "ours", "theirs")
_WITHHELD = Person(id="anyone", private=True).withheld_fields
#: A single change or conflict does not know the names in its collections.
_NO_NAMES = ValueRedaction((), frozenset())


class Difference(Protocol):
    """A change or a conflict."""

    @property
    def kind(self) -> StrEnum:
        """Its kind."""
        ...

    @property
    def record(self) -> str | None:
        """The id of the record."""
        ...

    @property
    def path(self) -> FieldPath:
        """The path from the record to the value."""
        ...

    @property
    def private(self) -> bool:
        """True if it concerns a private individual."""
        ...


D = TypeVar("D", bound=Difference)
T = TypeVar("T")


def private_ids(*collections: Collection | None, same: Mapping[str, str] = MappingProxyType({})) -> frozenset[str]:
    """Return every id that a private individual has or had, also under the other id of a pair in `same`."""
    people = [person for collection in collections if collection is not None for person in collection.people]
    groups: list[list[str]] = [*([person.id, *person.aliases] for person in people), *map(list, same.items())]
    groups_of: defaultdict[str, list[list[str]]] = defaultdict(list)
    for group in groups:
        for id in group:
            groups_of[id].append(group)
    found: set[str] = set()
    waiting = [person.id for person in people if person.private]
    while waiting:  # an alias may lead to further aliases
        id = waiting.pop()
        found.add(id)
        for group in groups_of.pop(id, ()):
            waiting += group
            group.clear()  # followed once, however many of its ids are found
    return frozenset(found)


def marked(differences: Iterable[D], private: AbstractSet[str]) -> tuple[D, ...]:
    """Return the same changes or conflicts, those of the people with these ids marked as private."""
    return tuple(_evolved(each, {"private": True}) if _concerns(each, private) else each for each in differences)


def _concerns(difference: Difference, private: AbstractSet[str]) -> bool:
    people = (each for each in _values(difference).values() if isinstance(each, Person))
    return difference.record in private or any(each.id in private for each in people)


def redacted(difference: D, redaction: ValueRedaction) -> D:
    """Return the same change or conflict without what could name a private individual. Ids stay.

    Values that differ in a name alone are withheld as a whole, because they would look alike.
    """
    if not (difference.private or redaction.is_needed):
        return difference
    before = _values(difference)
    withheld = _is_withheld(difference)
    after = {name: _redacted(value, difference, redaction) for name, value in before.items()}
    texts = {name: value for name, value in after.items() if type(value) is str and value}
    if len({*texts.values()}) < len({before[name] for name in texts}):
        after |= dict.fromkeys(texts, REDACTED)
    path = shown_path(difference.path) if withheld else redaction.path(difference.path)
    return _evolved(difference, {**after, "path": path})


def redaction_of(*collections: Collection | None, same: Mapping[str, str] = MappingProxyType({})) -> ValueRedaction:
    """Return what withholds the names of the people who are private in one of some collections, from values of all."""
    present = [each for each in collections if each is not None]
    return ValueRedaction(present, private_ids(*present, same=same))


def _evolved(value: T, changes: Mapping[str, Any]) -> T:
    """Return the same attrs object with other values in some fields, whatever its class."""
    changed: T = evolve(cast("Any", value), **changes)
    return changed


def _values(difference: Difference) -> dict[str, object]:
    return {name: getattr(difference, name) for name in _VALUES if hasattr(difference, name)}


def _redacted(value: object, difference: Difference, redaction: ValueRedaction) -> object:
    if difference.private and isinstance(value, Evidence):
        return redaction.value(value.without_words())
    if difference.private and isinstance(value, Person):
        return redaction.value(evolve(value, private=True).without_withheld())
    return REDACTED if value and _is_withheld(difference) else redaction.value(value)


def path_words(difference: Difference, value: object) -> str:
    """Return the path of a change or a conflict in words. `value` is the record or the collection that it leads from.

    An item of a list on the way is described, unless that could name a private individual.
    """
    return step_words(difference) if _is_withheld(difference) else path_text(value, difference.path)


def step_words(difference: Difference) -> str:
    """Return the names of fields on the path of a change or a conflict."""
    return " ".join(step for step in difference.path if isinstance(step, str))


def _is_withheld(difference: Difference) -> bool:
    """Return whether the path leads to a value that could name a private individual."""
    path = difference.path
    return difference.private and bool(path) and (path[0] in _WITHHELD or not WORD_FIELDS.isdisjoint(path))


def difference_cells(difference: Difference, name: Name) -> Cells:
    """Return the columns of a change or a conflict: its kind, the record, the location in it, and the values."""
    shown = redacted(difference, _NO_NAMES)
    values = _values(shown)
    # One of the collections may have the name of someone who is private in another.
    record = difference.record if difference.private or difference.record is None else name(difference.record)
    texts = zip(values, value_texts(*values.values()), strict=True)
    return {
        "kind": difference.kind,
        "record": record or "the collection",
        "location": pointer(shown.path),
        **{side: "" if values[side] is None else text for side, text in texts},
    }
