"""Joining two collections into one, with or without the one that both come from. Nothing is settled by chance."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from attrs import evolve, fields, frozen

from nmpolicy.analysis.changes import refuse_twins, renamings
from nmpolicy.records.base import Record
from nmpolicy.records.collection import TABLES, Collection, table_of
from nmpolicy.records.walk import with_references


@frozen
class Conflict:
    """What two collections have made of one thing, where both have changed it, and each otherwise.

    .. versionadded:: 0.1
    """

    #: Id of the record; None: the collection itself.
    record: str | None
    #: The field; empty where it is the record as a whole, which one has changed and the other removed.
    field: str
    #: What both come from; None where there is nothing.
    base: object
    #: What the first one has.
    ours: object
    #: What the second one has.
    theirs: object


@frozen
class Merged:
    """Two collections in one.

    .. versionadded:: 0.1
    """

    #: All that is agreed; where there is a conflict, with what the first one has.
    collection: Collection
    #: What is not agreed.
    conflicts: tuple[Conflict, ...]


class _Three(NamedTuple):
    """One thing in the base and in both."""

    base: Any
    ours: Any
    theirs: Any


def merge(ours: Collection, theirs: Collection, base: Collection | None = None) -> Merged:
    """Both collections in one: what either has added, changed or removed since the `base`, record by record, field by field.

    What only one has changed is taken from it. Where both have changed a field, each otherwise, and where one has removed a
    record that the other has changed, that is a conflict; so are two records that would have one id. In lists, what both have added to
    the base is taken, that of the second after that of the first, if both have left the rest as it was. Without a base nothing is removed, and a field that is at its default in one is taken from the other.
    A record that one has renamed, with its former id among its aliases, takes that name, and references follow.

    Raises `DuplicateIdError` for a collection in which an id stands twice, as nobody knows which of the two is meant.

    >>> from nmpolicy.records.actors import Organization
    >>> town, city = (Organization(id="city", name=name) for name in ("A town", "A city"))
    >>> base, ours, theirs = (Collection(id="demo", title="T", organizations=[each]) for each in (town, city, town))
    >>> merge(ours, theirs, base).collection.organizations[0].name, merge(ours, theirs).conflicts[0].field
    ('A city', 'name')

    .. versionadded:: 0.1
    """
    refuse_twins(*filter(None, (base, ours, theirs)))
    names, conflicts = _names(base, ours, theirs)
    three = _Three(*(_by_key(each, names, conflicts) if each else {} for each in (base, ours, theirs)))
    own = [field.name for field in fields(Collection) if field.name not in TABLES]
    values, more = _fields(_Three(base, ours, theirs), own, None)
    conflicts += more
    records: dict[str, list[Record]] = {table: [] for table in TABLES}
    for table, id in dict.fromkeys((*three.ours, *three.theirs)):
        record, more = _record(_Three(*(held.get((table, id)) for held in three)), has_base=base is not None)
        conflicts += more
        records[table] += [record] if record else []
    merged = evolve(ours, **values).with_records(record for table in records.values() for record in table)
    for twice, *_ in merged.duplicates():  # one id of two classes
        conflicts.append(Conflict(twice.id, "", None, ours.get(twice.id), theirs.get(twice.id)))
    return Merged(merged, tuple(conflicts))


def _names(base: Collection | None, ours: Collection, theirs: Collection) -> tuple[dict[str, str], list[Conflict]]:
    """The names that records have now by those that they had, and what both have renamed, each otherwise."""
    if base is None:
        return {}, []
    one, other = renamings(base, ours), renamings(base, theirs)
    twice = {id: name for id, name in other.items() if one.get(id, name) != name}
    conflicts = [Conflict(one[id], "id", id, one[id], name) for id, name in twice.items()]
    return {**other, **one, **{name: one[id] for id, name in twice.items()}}, conflicts


def _by_key(
    collection: Collection, names: Mapping[str, str], conflicts: list[Conflict]
) -> Mapping[tuple[str, str], Record]:
    """The records by table and id, under the names that they have now; of two with one name, a conflict is noted."""
    found: dict[tuple[str, str], Record] = {}
    for record in collection:
        new = with_references(record, names)
        if name := names.get(record.id):
            new = evolve(new, id=name, aliases=tuple(dict.fromkeys((*new.aliases, record.id))))
        kept = found.setdefault((table_of(new), new.id), new)
        if kept is not new:
            conflicts.append(Conflict(new.id, "", None, kept, new))
    return found


def _record(three: _Three, *, has_base: bool) -> tuple[Record | None, list[Conflict]]:
    base, ours, theirs = three
    if ours == theirs or (has_base and theirs == base):
        return ours, []
    if has_base and ours == base:
        return theirs, []
    if ours is None or theirs is None:
        kept = ours or theirs
        return kept, [] if base is None else [Conflict(base.id, "", base, ours, theirs)]
    values, conflicts = _fields(three, [field.name for field in fields(type(ours))], ours.id)
    return evolve(ours, **values), conflicts


def _fields(three: _Three, names: Sequence[str], record: str | None) -> tuple[dict[str, Any], list[Conflict]]:
    """The values of some fields, and what is not agreed."""
    values: dict[str, Any] = {}
    conflicts: list[Conflict] = []
    defaults = {field.name: field.default for field in fields(type(three.ours))}
    for name in names:
        found = _Three(*(getattr(each, name) if each is not None else defaults[name] for each in three))
        agreed = [*_agreed(found)]
        values[name] = agreed[0] if agreed else found.ours
        if not agreed:
            base = None if three.base is None else found.base
            conflicts.append(Conflict(record, name, base, found.ours, found.theirs))
    return values, conflicts


def _agreed(three: _Three) -> Iterator[Any]:
    """The value that both agree on, if they do."""
    base, ours, theirs = three
    if ours in (theirs, base):
        yield theirs
    elif theirs == base:
        yield ours
    elif isinstance(base, tuple) and all([each for each in some if each in base] == [*base] for some in (ours, theirs)):
        yield (*ours, *(each for each in theirs if each not in ours))
