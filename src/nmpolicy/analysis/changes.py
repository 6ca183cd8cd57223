"""What has changed from one collection to another: records added, removed and renamed, and fields from what to what."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any, NamedTuple

from attrs import evolve, fields, frozen, has

from nmpolicy.errors import DuplicateIdError
from nmpolicy.records.base import Record
from nmpolicy.records.collection import TABLES, Collection, table_of
from nmpolicy.records.walk import Path, with_references


class ChangeKind(StrEnum):
    """What has been done to a record, or to a place in one.

    .. versionadded:: 0.1
    """

    #: It is there now, and was not before; of a field, a value that was at its default.
    ADDED = "added"
    #: It was there before, and is not now; of a field, a value that is at its default now.
    REMOVED = "removed"
    #: Another value stands there.
    CHANGED = "changed"
    #: The record has another id, and its former one among its aliases.
    RENAMED = "renamed"
    #: The same values stand there in another order.
    REORDERED = "reordered"


@frozen
class Change:
    """One change from a collection to another.

    .. versionadded:: 0.1
    """

    #: What has been done.
    kind: ChangeKind
    #: Id of the record: the one that it has now, or of one that was removed, had. None: the collection itself.
    record: str | None
    #: The table that the record is in; empty for the collection itself.
    table: str = ""
    #: The steps from the record to the place: field names, and places in lists, as they are now or of what was removed, were.
    path: Path = ()
    #: What stood there; None where there was nothing.
    old: object = None
    #: What stands there; None where there is nothing.
    new: object = None


def changes(old: Collection, new: Collection) -> tuple[Change, ...]:
    """All that has changed, first of the collection itself, then by the tables, in the order of the document.

    A record is the same if it has the same class and id, or if its former id is among its aliases now: then it is renamed, and references to
    it that follow are no change. Where a record stands in its table is no change.

    >>> from nmpolicy.records.actors import Organization
    >>> was, now = (Organization(id="city", name=name) for name in ("A town", "A city"))
    >>> before, after = (Collection(id="demo", title="T", organizations=[city]) for city in (was, now))
    >>> [(each.record, each.path, each.old, each.new) for each in changes(before, after)]
    [('city', ('name',), 'A town', 'A city')]

    Raises `DuplicateIdError` for a collection in which an id stands twice, as nobody knows which of the two is meant.

    .. versionadded:: 0.1
    """
    refuse_twins(old, new)
    return tuple(_changes(old, new))


def refuse_twins(*collections: Collection) -> None:
    """Raise a `DuplicateIdError` for an id that stands twice in one of some collections."""
    for each in collections:
        for twice, *_ in each.duplicates():
            raise DuplicateIdError(twice.id)


def _changes(old: Collection, new: Collection) -> Iterator[Change]:
    own = [field.name for field in fields(Collection) if field.name not in TABLES]
    yield from _of_fields(_Place(None, ""), old, new, own)
    names = renamings(old, new)
    before = {(table_of(record), names.get(record.id, record.id)): record for record in old}
    after = {(table_of(record), record.id): record for record in new}
    for table in TABLES:
        for key, record in before.items():
            if key[0] == table and key not in after:
                yield Change(ChangeKind.REMOVED, record.id, table, old=record)
        for key, record in after.items():
            if key[0] == table:
                yield from _of_record(table, before.get(key), record, names)


class _Place(NamedTuple):
    """Where a change is."""

    record: str | None
    table: str
    path: Path = ()

    def at(self, step: str | int) -> "_Place":
        """A place within it."""
        return self._replace(path=(*self.path, step))

    def change(self, kind: ChangeKind, old: object = None, new: object = None) -> Change:
        """A change here."""
        return Change(kind, self.record, self.table, self.path, old, new)


def _of_record(table: str, was: Record | None, now: Record, names: Mapping[str, str]) -> Iterator[Change]:
    place = _Place(now.id, table)
    if was is None:
        yield place.change(ChangeKind.ADDED, new=now)
    elif was.id != now.id:
        yield place.at("id").change(ChangeKind.RENAMED, was.id, now.id)
        # That the former id is an alias now is what the renaming says.
        was = evolve(was, aliases=tuple(dict.fromkeys((*was.aliases, was.id))), id=now.id)
    if was is not None and was != now:
        yield from _of_fields(place, with_references(was, names), now, [field.name for field in fields(type(now))])


def renamings(old: Collection, new: Collection) -> Mapping[str, str]:
    """The ids that records had, and have no longer, by their aliases now: where only one record claims it."""
    found: dict[str, list[str]] = {}
    for record in new:
        for alias in dict.fromkeys(record.aliases):
            before = old.get(alias)
            same = before is not None and table_of(before) == table_of(record)
            if same and alias not in new and record.id not in old:
                found.setdefault(alias, []).append(record.id)
    claims = Counter(id for ids in found.values() for id in ids)
    return {alias: ids[0] for alias, ids in found.items() if len(ids) == 1 and claims[ids[0]] == 1}


def _of_fields(place: _Place, was: Any, now: Any, names: Iterable[str]) -> Iterator[Change]:
    defaults = {field.name: field.default for field in fields(type(now))}
    for name in names:
        yield from _of_value(place.at(name), getattr(was, name), getattr(now, name), defaults[name])


def _of_value(place: _Place, was: Any, now: Any, default: object = None) -> Iterator[Change]:
    if was == now:
        return
    if isinstance(was, tuple) and isinstance(now, tuple):
        yield from _of_list(place, was, now)
    elif has(type(was)) and type(was) is type(now):
        yield from _of_fields(place, was, now, [field.name for field in fields(type(now))])
    elif was in (None, default):
        yield place.change(ChangeKind.ADDED, None, now)
    elif now in (None, default):
        yield place.change(ChangeKind.REMOVED, was, None)
    else:
        yield place.change(ChangeKind.CHANGED, was, now)


def _of_list(place: _Place, was: tuple[Any, ...], now: tuple[Any, ...]) -> Iterator[Change]:
    if len(was) == len(now) and all(was.count(each) == now.count(each) for each in now):
        yield place.change(ChangeKind.REORDERED, was, now)
        return
    for what, low, high, first, last in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if what == "replace" and high - low == last - first and has(type(was[low])):
            for offset in range(high - low):
                yield from _of_value(place.at(first + offset), was[low + offset], now[first + offset])
        elif what != "equal":
            yield from (place.at(n).change(ChangeKind.REMOVED, old=was[n]) for n in range(low, high))
            yield from (place.at(n).change(ChangeKind.ADDED, new=now[n]) for n in range(first, last))
