"""Merge two versions of a value, with or without the version that both come from, and collect the conflicts."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, NamedTuple

from attrs import NOTHING, evolve, field, fields, frozen, has

from nmpolicy.comparison.differences import difference_cells
from nmpolicy.comparison.list_order import keyed_lists, merged_order
from nmpolicy.comparison.matching import part_key
from nmpolicy.errors import InvalidValueError
from nmpolicy.queries.answer_tables import Answer, Cells
from nmpolicy.records.field_texts import Name
from nmpolicy.records.instruments import Instrument
from nmpolicy.records.traversal import FieldPath
from nmpolicy.vocabulary.extra import EMPTY, Extra, json_equal
from nmpolicy.vocabulary.folding import fold


class ConflictKind(StrEnum):
    """The kind of a disagreement between two collections.

    .. versionadded:: 0.1
    """

    CHANGED = "changed"
    """Both changed the same value in different ways. Without a base: the values differ."""
    REMOVED = "removed"
    """One removed what the other changed or renamed."""
    ADDED = "added"
    """Both added a record, part or unknown field with the same identity but different content."""
    REORDERED = "reordered"
    """Both reordered a list differently, or added milestones or votes whose dates do not decide it."""
    RENAMED = "renamed"
    """Both renamed the same record differently."""
    CLAIMED = "claimed"
    """Two records have the same id or alias."""
    REFERRED = "referred"
    """One refers to a record that the other removed."""


@frozen(kw_only=True, repr=False)
class Conflict(Answer):
    """A disagreement between two collections that a person has to settle.

    .. versionadded:: 0.1
    """

    kind: ConflictKind
    """The kind of the disagreement."""
    record: str | None
    """The id of the record. None for the collection itself."""
    path: FieldPath = ()
    """The field names and list indexes that lead from the record to the conflict. Empty for the whole record.

    A list index is that of the item in our list, or if the item is not there, in theirs.
    """
    base: object = field(default=None, repr=False)
    """The value in the base. None if there is none."""
    ours: object = field(default=None, repr=False)
    """Our value. None if there is none."""
    theirs: object = field(default=None, repr=False)
    """Their value. None if there is none."""
    private: bool = False
    """True if it concerns a private individual, whose name no output shows."""

    def _cells(self, name: Name) -> Cells:
        """Return the kind, the record, the location in it, and the values in short."""
        return difference_cells(self, name)


class Versions(NamedTuple):
    """The three versions of one value. `NOTHING` means that a version does not have it."""

    base: Any
    """The version that both come from."""
    ours: Any
    """Our version, which wins a conflict."""
    theirs: Any
    """Their version."""

    def field(self, name: str, default: object) -> "Versions":
        """Return the versions of a field; the `default` where there is no object."""
        return Versions(*(default if each is NOTHING else getattr(each, name) for each in self))


class ThreeWayMerger:
    """Merges values field by field and item by item, and collects the conflicts. Our value wins a conflict."""

    def __init__(self, *, has_base: bool, prefers_ours: bool = False, is_reversed: bool = False) -> None:
        """Start without conflicts. With `is_reversed`, our versions are theirs in the conflicts."""
        self.has_base = has_base
        self.prefers_ours = prefers_ours
        self.is_reversed = is_reversed
        self.conflicts: list[Conflict] = []

    def without_base(self) -> "ThreeWayMerger":
        """Return a merger of records that have no common version. It adds its conflicts to the same list."""
        other = ThreeWayMerger(has_base=False, prefers_ours=self.prefers_ours, is_reversed=self.is_reversed)
        other.conflicts = self.conflicts
        return other

    def add_conflict(self, kind: ConflictKind, record: str | None, path: FieldPath, versions: Versions) -> None:
        """Record a conflict."""
        base, ours, theirs = (None if each is NOTHING else each for each in versions)
        ours, theirs = (theirs, ours) if self.is_reversed else (ours, theirs)
        self.conflicts.append(
            Conflict(
                kind=kind, record=record, path=path, base=base if self.has_base else None, ours=ours, theirs=theirs
            )
        )

    def merge_values(self, record: str | None, path: FieldPath, versions: Versions) -> Any:
        """Return the merged value."""
        base, ours, theirs = versions
        if theirs in (ours, base):
            return ours
        if ours == base:
            return theirs
        if isinstance(ours, tuple) and isinstance(theirs, tuple):
            return self._merge_lists(record, path, Versions(base if isinstance(base, tuple) else (), ours, theirs))
        if isinstance(ours, Extra) and isinstance(theirs, Extra):
            return self._merge_extra(record, path, Versions(base if isinstance(base, Extra) else EMPTY, ours, theirs))
        if has(type(ours)) and type(ours) is type(theirs):
            alike = Versions(base if type(base) is type(ours) else NOTHING, ours, theirs)
            return self.merge_fields(record, path, alike, [field.name for field in fields(type(ours))])
        self.add_conflict(ConflictKind.CHANGED, record, path, versions)
        return ours

    def merge_fields(self, record: str | None, path: FieldPath, versions: Versions, names: Iterable[str]) -> Any:
        """Return our object with these fields merged; if the result is invalid, the whole object is one conflict."""
        before = len(self.conflicts)
        defaults = {field.name: field.default for field in fields(type(versions.ours))}
        merged = {
            name: self.merge_values(record, (*path, name), versions.field(name, defaults[name])) for name in names
        }
        try:
            return evolve(versions.ours, **merged)
        except InvalidValueError:
            del self.conflicts[before:]
            self.add_conflict(ConflictKind.CHANGED, record, path, versions)
            return versions.ours

    def merge_items(self, record: str | None, path: FieldPath, versions: Versions, *, renamed: bool = False) -> Any:
        """Return the merged record or list item, or `NOTHING` if it was removed.

        Set `renamed` if the side that kept it gave it a new id, which is a change.
        """
        base, ours, theirs = versions
        if ours is not NOTHING and theirs is not NOTHING:
            if base is NOTHING and self.has_base and ours != theirs:
                self.add_conflict(ConflictKind.ADDED, record, path, versions)
                return ours
            if _key_changed(versions) and base not in (ours, theirs) and ours != theirs:
                self.add_conflict(ConflictKind.CHANGED, record, path, versions)
                return ours
            return self.merge_values(record, path, versions if self.has_base else _with_known_titles(versions))
        kept = theirs if ours is NOTHING else ours
        if base is NOTHING:
            return kept
        if kept == base and not renamed:
            return NOTHING
        self.add_conflict(ConflictKind.REMOVED, record, path, versions)
        return ours if self.prefers_ours else kept

    def _merge_extra(self, record: str | None, path: FieldPath, versions: Versions) -> Extra:
        merged: dict[str, object] = {}
        for name in dict.fromkeys((*versions.ours, *versions.theirs)):
            values = Versions(*(extra.get(name, NOTHING) for extra in versions))
            are_objects = isinstance(values.ours, Extra) and isinstance(values.theirs, Extra)
            merge_json = self.merge_values if are_objects else self._merge_json
            value = merge_json(record, (*path, name), values)
            if value is not NOTHING:
                merged[name] = value
        return Extra(merged)

    def _merge_json(self, record: str | None, path: FieldPath, versions: Versions) -> Any:
        """Return the merged value of an unknown field, which is never split."""
        base, ours, theirs = versions
        if json_equal(ours, theirs) or json_equal(theirs, base):
            return ours
        if json_equal(ours, base):
            return theirs
        is_removed, is_added = ours is NOTHING or theirs is NOTHING, base is NOTHING and self.has_base
        kind = ConflictKind.REMOVED if is_removed else ConflictKind.ADDED if is_added else ConflictKind.CHANGED
        self.add_conflict(kind, record, path, versions)
        return theirs if ours is NOTHING and not self.prefers_ours else ours

    def _merge_lists(self, record: str | None, path: FieldPath, versions: Versions) -> tuple[Any, ...]:
        base, ours, theirs = keyed_lists(*versions)
        sides = (ours, theirs) if self.is_reversed else (theirs, ours)
        indexes = {key: index for items in (base, *sides) for index, key in enumerate(items)}
        merged: dict[int, Any] = {}
        for key in dict.fromkeys((*ours, *theirs)):
            values = Versions(*(items.get(key, NOTHING) for items in (base, ours, theirs)))
            if (item := self.merge_items(record, (*path, indexes[key]), values)) is not NOTHING:
                merged[key] = item
        keys = [[key for key in items if key in merged] for items in (base, ours, theirs)]
        order = merged_order(keys[0], keys[1], keys[2], merged)
        if order is None:
            self.add_conflict(ConflictKind.REORDERED, record, path, versions)
        return tuple(merged[key] for key in (merged if order is None else order))


def _key_changed(versions: Versions) -> bool:
    """Return whether the key of a part differs; then the fields of two versions would not describe one thing."""
    key = part_key(type(versions.ours))
    return key is not None and len({key(each) for each in versions if each is not NOTHING}) > 1


def _with_known_titles(versions: Versions) -> Versions:
    """Return the versions of an instrument with the title that one of them knows by more than its number."""
    base, ours, theirs = versions
    if not (isinstance(ours, Instrument) and isinstance(theirs, Instrument)):
        return versions
    if _has_only_its_number(ours) != _has_only_its_number(theirs):
        known = theirs.title if _has_only_its_number(ours) else ours.title
        return Versions(base, evolve(ours, title=known), evolve(theirs, title=known))
    return versions


def _has_only_its_number(instrument: Instrument) -> bool:
    """Return whether the title of an instrument is blank, or only its kind and its number."""
    kind = instrument.kind_text or str(getattr(instrument, "kind", "")).replace("-", " ")
    title = fold(instrument.title.strip())
    return not title or (bool(instrument.number) and title == fold(f"{kind} {instrument.number}"))
