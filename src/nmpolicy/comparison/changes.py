"""Find what changed between two collections: records added, removed and renamed, and fields with new values."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from attrs import evolve, field, fields, frozen, has

from nmpolicy.comparison.differences import difference_cells, marked, private_ids
from nmpolicy.comparison.matching import matched_items
from nmpolicy.errors import DuplicateIdError
from nmpolicy.queries.answer_tables import Answer, Answers, Cells
from nmpolicy.records.arguments import check_collections
from nmpolicy.records.base import Record
from nmpolicy.records.collection import OWN_FIELDS, TABLES, Collection, table_of
from nmpolicy.records.field_texts import Name
from nmpolicy.records.traversal import FieldPath, with_references
from nmpolicy.vocabulary.extra import Extra, json_equal


class ChangeKind(StrEnum):
    """The kind of a change to a record, a field or a list item.

    .. versionadded:: 0.1
    """

    ADDED = "added"
    """The record or item is new, or a field that was empty or had its default now has a value."""
    REMOVED = "removed"
    """The record or item is gone, or a field is now empty or back to its default."""
    CHANGED = "changed"
    """The value is different."""
    RENAMED = "renamed"
    """The record has a new id; an alias links it to the old one."""
    REORDERED = "reordered"
    """The items that both lists share are in a different order."""


@frozen(repr=False)
class Change(Answer):
    """One change from an old collection to a new one.

    .. versionadded:: 0.1
    """

    kind: ChangeKind
    """The kind of the change."""
    record: str | None
    """The id of the record: its new id, or the old id of a removed record. None for the collection itself."""
    table: str = ""
    """The table that the record is in. Empty for the collection itself."""
    path: FieldPath = ()
    """The field names and list indexes that lead from the record to the change. Empty for the whole record.

    They lead through the new record, or through the old one if the kind is `removed`.
    """
    old: object = field(default=None, repr=False)
    """The old value. None if there was none."""
    new: object = field(default=None, repr=False)
    """The new value. None if there is none."""
    private: bool = False
    """True if it concerns a private individual, whose name no output shows."""

    def _cells(self, name: Name) -> Cells:
        """Return the kind, the record, the location in it, and the values in short."""
        return difference_cells(self, name)


def diff(old: Collection, new: Collection) -> Answers[Change]:
    """Return every change from one collection to another: first the collection's own fields, then table by table.

    Two records match if they have the same class and id. They also match if the old id is an alias of the new record,
    or the new id was an alias of the old one. Then the record counts as renamed, and a reference that follows the
    renaming is not a change. The order of the records in a table does not matter. List items are matched by what
    identifies them: a milestone by its stage, for example.

    >>> from nmpolicy.records.actors import Organization
    >>> town, city = (Organization(id="springfield", name=name) for name in ("Town", "City"))
    >>> old, new = (Collection(id="demo", title="T", organizations=[each]) for each in (town, city))
    >>> [(change.record, change.path, change.old, change.new) for change in diff(old, new)]
    [('springfield', ('name',), 'Town', 'City')]

    Raises `DuplicateIdError` if two records of a collection have the same id.

    .. versionadded:: 0.1
    """
    check_collections(old, new)
    refuse_duplicate_ids(old, new)
    changes = marked(_changes(old, new), private_ids(old, new))
    return Answers(changes, f"Changes to {new.title.strip() or new.id}", new, old)


def refuse_duplicate_ids(*collections: Collection) -> None:
    """Raise a `DuplicateIdError` if two records of one collection have the same id."""
    for collection in collections:
        seen: set[str] = set()
        for record in collection:
            if record.id in seen:
                raise DuplicateIdError(record.id, added=False)
            seen.add(record.id)


def renamed_ids(old: Collection, new: Collection) -> Mapping[str, str]:
    """Return the new ids of renamed records by their old ids.

    A record was renamed if its old id is gone and is now an alias of exactly one new record of the same class.
    """
    candidates: dict[str, list[str]] = {}
    for record in new:
        for alias in dict.fromkeys(record.aliases):
            previous = old.get(alias)
            if (
                previous is not None
                and table_of(previous) == table_of(record)
                and alias not in new
                and record.id not in old
            ):
                candidates.setdefault(alias, []).append(record.id)
    claims = Counter(id for ids in candidates.values() for id in ids)
    return {alias: ids[0] for alias, ids in candidates.items() if len(ids) == 1 and claims[ids[0]] == 1}


class _Location(NamedTuple):
    """The location of a value in the new record and in the old one."""

    record: str | None
    """The id of the new record. None for the collection itself."""
    table: str
    """The table that the record is in."""
    path: FieldPath = ()
    """The steps to the value in the new record."""
    old_path: FieldPath = ()
    """The steps to it in the old record."""

    def child(self, step: str | int, old_step: int | None = None) -> "_Location":
        """Return the location of a field or an item; `old_step` is the item's index in the old list."""
        return self._replace(path=(*self.path, step), old_path=(*self.old_path, step if old_step is None else old_step))

    def change(self, kind: ChangeKind, old: object = None, new: object = None) -> Change:
        """Return a change at this location."""
        path = self.old_path if kind is ChangeKind.REMOVED else self.path
        return Change(kind, self.record, self.table, path, old, new)


def _changes(old: Collection, new: Collection) -> Iterator[Change]:
    yield from _field_changes(_Location(None, ""), old, old, new, OWN_FIELDS)
    new_ids = {**{old_id: id for id, old_id in renamed_ids(new, old).items()}, **renamed_ids(old, new)}
    old_records = {(table_of(record), new_ids.get(record.id, record.id)): record for record in old}
    new_records = {(table_of(record), record.id): record for record in new}
    found: defaultdict[str, list[Change]] = defaultdict(list)
    for (table, id), record in old_records.items():
        if (table, id) not in new_records:
            found[table].append(Change(ChangeKind.REMOVED, record.id, table, old=record))
    for (table, id), record in new_records.items():
        found[table] += _record_changes(table, old_records.get((table, id)), record, new_ids)
    for table in TABLES:
        yield from found[table]


def _record_changes(table: str, old: Record | None, new: Record, new_ids: Mapping[str, str]) -> Iterator[Change]:
    location = _Location(new.id, table)
    if old is None:
        yield location.change(ChangeKind.ADDED, new=new)
        return
    if old.id != new.id:
        yield location.child("id").change(ChangeKind.RENAMED, old.id, new.id)
        # The alias that links the two ids is part of the renaming, not another change.
        aliases = dict.fromkeys((*old.aliases, *([old.id] if old.id in new.aliases else [])))
        old = evolve(old, id=new.id, aliases=[alias for alias in aliases if alias != new.id])
    if old != new:
        renamed = with_references(old, new_ids)
        yield from _field_changes(location, old, renamed, new, [field.name for field in fields(type(new))])


# The functions below take each old value twice: as it was, and `renamed`, with references to the new ids. A value that
# is equal to either of them is not a change.


def _field_changes(location: _Location, old: Any, renamed: Any, new: Any, names: Iterable[str]) -> Iterator[Change]:
    defaults = {field.name: field.default for field in fields(type(new))}
    for name in names:
        old_value, renamed_value, new_value = (getattr(each, name) for each in (old, renamed, new))
        empty = (None, defaults[name])
        yield from _value_changes(location.child(name), old_value, renamed_value, new_value, empty)


def _value_changes(
    location: _Location, old: Any, renamed: Any, new: Any, empty: tuple[object, ...] = ()
) -> Iterator[Change]:
    if new in (old, renamed):
        return
    if isinstance(old, tuple) and isinstance(new, tuple):
        yield from _list_changes(location, old, renamed, new)
    elif isinstance(old, Extra) and isinstance(new, Extra):
        yield from _extra_changes(location, old, new)
    elif has(type(old)) and type(old) is type(new):
        yield from _field_changes(location, old, renamed, new, [field.name for field in fields(type(new))])
    elif old in empty:
        yield location.change(ChangeKind.ADDED, None, new)
    elif new in empty:
        yield location.change(ChangeKind.REMOVED, old, None)
    else:
        yield location.change(ChangeKind.CHANGED, old, new)


def _extra_changes(location: _Location, old: Extra, new: Extra) -> Iterator[Change]:
    for name in dict.fromkeys((*old, *new)):
        child = location.child(name)
        if name not in old:
            yield child.change(ChangeKind.ADDED, new=new[name])
        elif name not in new:
            yield child.change(ChangeKind.REMOVED, old=old[name])
        elif isinstance(old_value := old[name], Extra) and isinstance(new_value := new[name], Extra):
            yield from _extra_changes(child, old_value, new_value)
        elif not json_equal(old[name], new[name]):
            yield child.change(ChangeKind.CHANGED, old[name], new[name])


def _list_changes(
    location: _Location, old: tuple[Any, ...], renamed: tuple[Any, ...], new: tuple[Any, ...]
) -> Iterator[Change]:
    kept = set(new)
    renamed = tuple(one if one in kept else other for one, other in zip(old, renamed, strict=True))
    matches = matched_items(renamed, new)
    if [*matches.values()] != sorted(matches.values()):
        yield location.change(ChangeKind.REORDERED, old, new)
    new_left = {*range(len(new))}.difference(matches.values())
    removed = [index for index in range(len(old)) if index not in matches]
    if len(removed) == len(new_left) and all(has(type(old[index])) for index in removed):
        matches |= dict(zip(removed, sorted(new_left), strict=True))  # each part was replaced by another one
        removed = []
    for index in removed:
        yield location.child(index).change(ChangeKind.REMOVED, old=old[index])
    old_indexes = {index: before for before, index in matches.items()}
    for index, item in enumerate(new):
        if index in old_indexes:
            before = old_indexes[index]
            yield from _value_changes(location.child(index, before), old[before], renamed[before], item)
        else:
            yield location.child(index).change(ChangeKind.ADDED, new=item)
