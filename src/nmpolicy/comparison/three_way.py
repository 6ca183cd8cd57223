"""Joining what two sides have made of one thing: a value, a part, a list. What they do not agree on is noted."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from heapq import merge
from itertools import product
from typing import Any, NamedTuple

from attrs import NOTHING, evolve, fields, frozen, has

from nmpolicy.comparison.matching import Key, keyed
from nmpolicy.errors import InvalidValueError
from nmpolicy.records.instruments import Milestone
from nmpolicy.records.traversal import FieldPath
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.extra import EMPTY, Extra, json_equal


class ConflictKind(StrEnum):
    """What two collections do not agree on.

    .. versionadded:: 0.1
    """

    #: Both have changed a value, each otherwise; without a base, they differ.
    CHANGED = "changed"
    #: One has removed what the other has changed or renamed.
    REMOVED = "removed"
    #: Both have added something that is known by the same, and it is not the same.
    ADDED = "added"
    #: Both have put a list in order, each otherwise, or have added milestones of which nobody knows which was first.
    REORDERED = "reordered"
    #: Both have renamed a record, each otherwise.
    RENAMED = "renamed"
    #: Two records would have one id, or claim it by their aliases.
    CLAIMED = "claimed"
    #: One refers to a record that the other has removed.
    REFERRED = "referred"


@frozen(kw_only=True)
class Conflict:
    """What two collections have made of one thing, where nobody knows which is right.

    .. versionadded:: 0.1
    """

    #: What is not agreed.
    kind: ConflictKind
    #: Id of the record; None: the collection itself.
    record: str | None
    #: The steps from the record to the place: names of fields, and places in lists, in the first one that has it. Empty: the record
    #: as a whole.
    path: FieldPath = ()
    #: What both come from; None where there is nothing.
    base: object = None
    #: What the first one has; None where there is nothing.
    ours: object = None
    #: What the second one has; None where there is nothing.
    theirs: object = None


class Three(NamedTuple):
    """One thing in the base and on both sides; `NOTHING` where it is not there."""

    base: Any
    ours: Any
    theirs: Any

    def at(self, name: str, default: object) -> "Three":
        """A field of each; its default where there is none."""
        return Three(*(default if each is NOTHING else getattr(each, name) for each in self))


class Joining:
    """A joining of two sides, and the conflicts that it meets."""

    def __init__(self, *, based: bool) -> None:
        """Begin one, with or without a base."""
        self.based = based
        self.conflicts: list[Conflict] = []

    def conflict(self, kind: ConflictKind, record: str | None, path: FieldPath, three: Three) -> None:
        """Note what is not agreed."""
        base, ours, theirs = (None if each is NOTHING else each for each in three)
        self.conflicts.append(
            Conflict(kind=kind, record=record, path=path, base=base if self.based else None, ours=ours, theirs=theirs)
        )

    def value(self, record: str | None, path: FieldPath, three: Three) -> Any:
        """What stands at a place when both sides are joined; what the first one has, where they do not agree."""
        base, ours, theirs = three
        if theirs in (ours, base):
            return ours
        if ours == base:
            return theirs
        if isinstance(ours, tuple) and isinstance(theirs, tuple):
            return self._list(record, path, Three(base if isinstance(base, tuple) else (), ours, theirs))
        if isinstance(ours, Extra) and isinstance(theirs, Extra):
            return self._unknown(record, path, Three(base if isinstance(base, Extra) else EMPTY, ours, theirs))
        if has(type(ours)) and type(ours) is type(theirs):
            same = Three(base if type(base) is type(ours) else NOTHING, ours, theirs)
            return self.fields(record, path, same, [field.name for field in fields(type(ours))])
        self.conflict(ConflictKind.CHANGED, record, path, three)
        return ours

    def fields(self, record: str | None, path: FieldPath, three: Three, names: Iterable[str]) -> Any:
        """The first one's object with fields of both; if they make no whole, that is the conflict."""
        known = len(self.conflicts)
        defaults = {field.name: field.default for field in fields(type(three.ours))}
        values = {name: self.value(record, (*path, name), three.at(name, defaults[name])) for name in names}
        try:
            return evolve(three.ours, **values)
        except InvalidValueError:
            del self.conflicts[known:]
            self.conflict(ConflictKind.CHANGED, record, path, three)
            return three.ours

    def _unknown(self, record: str | None, path: FieldPath, three: Three) -> Extra:
        found: dict[str, object] = {}
        for name in dict.fromkeys((*three.ours, *three.theirs)):
            each = Three(*(some.get(name, NOTHING) for some in three))
            objects = isinstance(each.ours, Extra) and isinstance(each.theirs, Extra)
            kept = (self.value if objects else self._json)(record, (*path, name), each)
            found |= {} if kept is NOTHING else {name: kept}
        return Extra(found)

    def _json(self, record: str | None, path: FieldPath, three: Three) -> Any:
        """What becomes of an unknown field; it is taken as a whole."""
        base, ours, theirs = three
        if json_equal(ours, theirs) or json_equal(theirs, base):
            return ours
        if json_equal(ours, base):
            return theirs
        gone, new = ours is NOTHING or theirs is NOTHING, base is NOTHING and self.based
        kind = ConflictKind.REMOVED if gone else ConflictKind.ADDED if new else ConflictKind.CHANGED
        self.conflict(kind, record, path, three)
        return theirs if ours is NOTHING else ours

    def item(self, record: str | None, path: FieldPath, three: Three, *, renamed: bool = False) -> Any:
        """What becomes of something that one side may have added or removed; `NOTHING` where it goes."""
        base, ours, theirs = three
        if ours is not NOTHING and theirs is not NOTHING:
            if base is NOTHING and self.based and ours != theirs:
                self.conflict(ConflictKind.ADDED, record, path, three)
                return ours
            return self.value(record, path, three)
        kept = theirs if ours is NOTHING else ours
        if base is NOTHING:
            return kept
        if kept == base and not renamed:
            return NOTHING
        self.conflict(ConflictKind.REMOVED, record, path, three)
        return kept

    def _list(self, record: str | None, path: FieldPath, three: Three) -> tuple[Any, ...]:
        base, ours, theirs = keyed(*three)
        held: dict[Key, Any] = {}
        steps = {key: step for each in (base, theirs, ours) for step, key in enumerate(each)}
        for key in dict.fromkeys((*ours, *theirs)):
            each = Three(*(some.get(key, NOTHING) for some in (base, ours, theirs)))
            if (item := self.item(record, (*path, steps[key]), each)) is not NOTHING:
                held[key] = item
        order = _order(Three(*([key for key in each if key in held] for each in (base, ours, theirs))), held)
        if order is None:
            self.conflict(ConflictKind.REORDERED, record, path, three)
        return tuple(held[key] for key in order or held)


def _order(three: Three, held: Mapping[Key, Any]) -> list[Key] | None:
    """The order in which both have what they share, each one's own after what it follows; None where they do not agree."""
    _, ours, theirs = three
    shared = {*ours} & {*theirs}
    was, one, other = ([key for key in each if key in shared] for each in three)
    if one != other and was not in (one, other):
        return None
    first, second = _following(ours, shared), _following(theirs, shared)
    found: list[Key] = []
    for key in (None, *(one if was == other else other)):
        both = _in_turn(first.get(key, []), second.get(key, []), held)
        if both is None:
            return None
        found += [*([] if key is None else [key]), *both]
    return found


def _following(keys: Sequence[Key], shared: set[Key]) -> dict[Key | None, list[Key]]:
    """The keys that one side alone has, by the shared one that they follow; None at the beginning."""
    found: dict[Key | None, list[Key]] = {}
    last = None
    for key in keys:
        if key in shared:
            last = key
        else:
            found.setdefault(last, []).append(key)
    return found


def _in_turn(ours: Sequence[Key], theirs: Sequence[Key], held: Mapping[Key, Any]) -> list[Key] | None:
    """What both have put at one place: those of the first before those of the second, but milestones by their days."""
    both = [*ours, *theirs]
    if not (ours and theirs and any(isinstance(held[key], Milestone) for key in both)):
        return both
    dates = {key: held[key].date for key in both}
    if not all(_in_order(dates[one], dates[other]) for one, other in product(ours, theirs)):
        return None
    return [*merge(ours, theirs, key=lambda key: dates[key].latest)]


def _in_order(one: PartialDate | None, other: PartialDate | None) -> bool:
    return bool(one and other and (one.before(other) or one.after(other)))
