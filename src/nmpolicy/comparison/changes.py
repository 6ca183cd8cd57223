"""What has changed from one collection to another: records added, removed and renamed, and fields from what to what."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from attrs import evolve, fields, frozen, has

from nmpolicy.comparison.matching import keyed
from nmpolicy.errors import DuplicateIdError
from nmpolicy.records.base import Record
from nmpolicy.records.collection import TABLES, Collection, table_of
from nmpolicy.records.traversal import FieldPath, with_references
from nmpolicy.vocabulary.extra import Extra, json_equal


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
    #: The record has another id, and is the same by its aliases, before or now.
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
    #: The steps from the record to the place: names of fields, known or unknown, and places in lists, as they are now or, of what was
    #: removed, were.
    path: FieldPath = ()
    #: What stood there; None where there was nothing.
    old: object = None
    #: What stands there; None where there is nothing.
    new: object = None


def diff(old: Collection, new: Collection) -> tuple[Change, ...]:
    """All that has changed, first of the collection itself, then by the tables, in the order of the document.

    A record is the same if it has the same class and id, or if its former id is among its aliases now, or its id now was among them: then it is
    renamed, and references to it that follow are no change. Where a record stands in its table is no change. In lists, parts stand for one
    another by what they are known by, such as a milestone by its stage.

    >>> from nmpolicy.records.actors import Organization
    >>> was, now = (Organization(id="city", name=name) for name in ("A town", "A city"))
    >>> before, after = (Collection(id="demo", title="T", organizations=[city]) for city in (was, now))
    >>> [(each.record, each.path, each.old, each.new) for each in diff(before, after)]
    [('city', ('name',), 'A town', 'A city')]

    Raises `DuplicateIdError` for a collection in which an id stands twice, as nobody knows which of the two is meant.

    .. versionadded:: 0.1
    """
    refuse_duplicate_ids(old, new)
    return tuple(_changes(old, new))


def refuse_duplicate_ids(*collections: Collection) -> None:
    """Raise a `DuplicateIdError` for an id that stands twice in one of some collections."""
    for each in collections:
        seen: set[str] = set()
        for record in each:
            if record.id in seen:
                raise DuplicateIdError(record.id)
            seen.add(record.id)


def _changes(old: Collection, new: Collection) -> Iterator[Change]:
    own = [field.name for field in fields(Collection) if field.name not in TABLES]
    yield from _of_fields(_Place(None, ""), old, old, new, own)
    names = {**{was: id for id, was in renamings(new, old).items()}, **renamings(old, new)}
    before = {(table_of(record), names.get(record.id, record.id)): record for record in old}
    after = {(table_of(record), record.id): record for record in new}
    found: defaultdict[str, list[Change]] = defaultdict(list)
    for (table, id), record in before.items():
        if (table, id) not in after:
            found[table].append(Change(ChangeKind.REMOVED, record.id, table, old=record))
    for (table, id), record in after.items():
        found[table] += _of_record(table, before.get((table, id)), record, names)
    for table in TABLES:
        yield from found[table]


class _Place(NamedTuple):
    """Where a change is."""

    record: str | None
    table: str
    path: FieldPath = ()
    former: FieldPath = ()

    def at(self, step: str | int, former: int | None = None) -> "_Place":
        """A place within it, and which one that was."""
        was = step if former is None else former
        return self._replace(path=(*self.path, step), former=(*self.former, was))

    def change(self, kind: ChangeKind, old: object = None, new: object = None) -> Change:
        """A change here."""
        path = self.former if kind is ChangeKind.REMOVED else self.path
        return Change(kind, self.record, self.table, path, old, new)


def _of_record(table: str, was: Record | None, now: Record, names: Mapping[str, str]) -> Iterator[Change]:
    place = _Place(now.id, table)
    if was is None:
        yield place.change(ChangeKind.ADDED, new=now)
        return
    if was.id != now.id:
        yield place.at("id").change(ChangeKind.RENAMED, was.id, now.id)
        # That the one id is an alias of the other is what the renaming says.
        aliases = dict.fromkeys((*was.aliases, *([was.id] if was.id in now.aliases else [])))
        was = evolve(was, id=now.id, aliases=[alias for alias in aliases if alias != now.id])
    if was != now:
        seen = with_references(was, names)
        yield from _of_fields(place, was, seen, now, [field.name for field in fields(type(now))])


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


# What was is looked at as it stood, and as it is seen now: with the ids that records have now.


def _of_fields(place: _Place, was: Any, seen: Any, now: Any, names: Iterable[str]) -> Iterator[Change]:
    defaults = {field.name: field.default for field in fields(type(now))}
    for name in names:
        held, given = getattr(was, name), getattr(seen, name)
        yield from _of_value(place.at(name), held, given, getattr(now, name), absent=(None, defaults[name]))


def _of_value(place: _Place, was: Any, seen: Any, now: Any, absent: tuple[object, ...] = ()) -> Iterator[Change]:
    if now in (was, seen):
        return
    if isinstance(was, tuple) and isinstance(now, tuple):
        yield from _of_list(place, was, seen, now)
    elif isinstance(was, Extra) and isinstance(now, Extra):
        yield from _of_unknown(place, was, now)
    elif has(type(was)) and type(was) is type(now):
        yield from _of_fields(place, was, seen, now, [field.name for field in fields(type(now))])
    elif was in absent:
        yield place.change(ChangeKind.ADDED, None, now)
    elif now in absent:
        yield place.change(ChangeKind.REMOVED, was, None)
    else:
        yield place.change(ChangeKind.CHANGED, was, now)


def _of_unknown(place: _Place, was: Extra, now: Extra) -> Iterator[Change]:
    for name in dict.fromkeys((*was, *now)):
        if name not in was:
            yield place.at(name).change(ChangeKind.ADDED, new=now[name])
        elif name not in now:
            yield place.at(name).change(ChangeKind.REMOVED, old=was[name])
        elif isinstance(one := was[name], Extra) and isinstance(other := now[name], Extra):
            yield from _of_unknown(place.at(name), one, other)
        elif not json_equal(was[name], now[name]):
            yield place.at(name).change(ChangeKind.CHANGED, was[name], now[name])


def _of_list(place: _Place, was: tuple[Any, ...], seen: tuple[Any, ...], now: tuple[Any, ...]) -> Iterator[Change]:
    stays = set(now)
    seen = tuple(one if one in stays else other for one, other in zip(was, seen, strict=True))
    before, after = keyed(seen, now)
    pairs = {key: key for key in before if key in after}
    if [*pairs] != [key for key in after if key in before]:
        yield place.change(ChangeKind.REORDERED, was, now)
    gone, new = ([key for key in one if key not in other] for one, other in ((before, after), (after, before)))
    if len(gone) == len(new) and all(has(type(before[key])) for key in gone):
        pairs |= dict(zip(new, gone, strict=True))
    steps, former = ({key: step for step, key in enumerate(each)} for each in (after, before))
    if len(pairs) < len(before):
        yield from (place.at(former[key]).change(ChangeKind.REMOVED, old=was[former[key]]) for key in gone)
    for key, item in after.items():
        if key in pairs:
            i = former[pairs[key]]
            yield from _of_value(place.at(steps[key], i), was[i], seen[i], item)
        else:
            yield place.at(steps[key]).change(ChangeKind.ADDED, new=item)
