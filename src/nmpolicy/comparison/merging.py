"""Two collections in one, with or without the one that both come from. Nothing is settled by chance."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from attrs import NOTHING, evolve, fields, frozen

from nmpolicy.comparison.changes import refuse_duplicate_ids, renamings
from nmpolicy.comparison.three_way import Conflict, ConflictKind, Joining, Three
from nmpolicy.queries.find import ids_by_alias
from nmpolicy.queries.reference_targets import missing_ids
from nmpolicy.records.base import Record
from nmpolicy.records.collection import TABLES, Collection, table_of
from nmpolicy.records.traversal import references, with_references

#: The ids that records had, and those that they have.
Names = Mapping[str, str]


@frozen(kw_only=True)
class MergeResult:
    """Two collections in one.

    .. versionadded:: 0.1
    """

    #: All that is agreed; where there is a conflict, with what the first one has, and what one of them alone has.
    collection: Collection
    #: What is not agreed.
    conflicts: tuple[Conflict, ...] = ()


def merge(ours: Collection, theirs: Collection, base: Collection | None = None) -> MergeResult:
    """Both collections in one: what either has added, changed or removed since the `base`, record by record, field by field.

    What only one has changed is taken from it. Where both have changed a value, each otherwise, that is a conflict, and so is
    what one has removed and the other changed or newly refers to, what both have added under one id, and an id that two records would claim. Lists are
    joined item by item: what both have added is taken from both, that of the first one before that of the second, and milestones by their days.
    A record that one has renamed, with its former id among its aliases, takes that name, and references follow.

    Without a base nothing is removed, and what is empty in one is taken from the other.

    If both have their records in the order of their ids, so has the result. Raises `DuplicateIdError` for a collection in which an id
    stands twice, as nobody knows which of the two is meant.

    >>> from nmpolicy.records.actors import Organization
    >>> town, city = (Organization(id="city", name=name) for name in ("A town", "A city"))
    >>> base, ours, theirs = (Collection(id="demo", title="T", organizations=[each]) for each in (town, city, town))
    >>> merge(ours, theirs, base).collection.organizations[0].name, merge(ours, theirs).conflicts[0].path
    ('A city', ('name',))

    .. versionadded:: 0.1
    """
    refuse_duplicate_ids(*(each for each in (base, ours, theirs) if each is not None))
    joining = Joining(based=base is not None)
    one, other = _names(base, ours, theirs, joining)
    names = {**other, **one}
    three = [{} if each is None else _by_key(each, names) for each in (base, ours, theirs)]
    own = [field.name for field in fields(Collection) if field.name not in TABLES]
    whole = joining.fields(None, (), Three(NOTHING if base is None else base, ours, theirs), own)
    records: list[Record] = []
    for key in dict.fromkeys((*three[1], *three[2])):
        each = Three(*(held.get(key, NOTHING) for held in three))
        renamed = key[1] in (one if each.theirs is NOTHING else other).values()
        kept = joining.item(key[1], (), each, renamed=renamed)
        records += [] if kept is NOTHING else [kept]
    merged = _followed(whole.with_records(records), ours, theirs)
    _note_claims(merged, (ours, theirs), joining)
    _note_lost(merged, ours, theirs, joining)
    in_order = all(_is_sorted(each) for each in (ours, theirs))
    return MergeResult(collection=merged.sorted() if in_order else merged, conflicts=tuple(joining.conflicts))


def _names(base: Collection | None, ours: Collection, theirs: Collection, joining: Joining) -> tuple[Names, Names]:
    """The names that the first one, and the second one, have given to records that the other has under another."""
    one = dict(renamings(theirs if base is None else base, ours))
    other = dict(renamings(ours if base is None else base, theirs))
    one = {id: name for id, name in one.items() if name not in theirs or other.get(id) == name}
    other = {id: name for id, name in other.items() if name not in ours or one.get(id) == name}
    if base is None:
        for id in [id for id, name in other.items() if one.get(name) == id]:
            joining.conflict(ConflictKind.RENAMED, other[id], (), Three(NOTHING, ours[id], theirs[other[id]]))
            del other[id]
    for id in [id for id, name in other.items() if one.get(id, name) != name]:
        name, their_name = one[id], other[id]
        if name in theirs[their_name].aliases:
            one[id] = one[name] = their_name
        else:
            if their_name not in ours[name].aliases:
                joining.conflict(ConflictKind.RENAMED, name, (), Three(_get(base, id), ours[name], theirs[their_name]))
            other[id] = other[their_name] = name
    return one, other


def _get(collection: Collection | None, id: str) -> object:
    return NOTHING if collection is None else collection[id]


def _by_key(collection: Collection, names: Names) -> Mapping[tuple[str, str], Record]:
    """The records by table and id, under the names that they have now."""
    found: dict[tuple[str, str], Record] = {}
    for record in collection:
        new = with_references(record, names)
        name = names.get(record.id, record.id)
        if name not in collection:
            aliases = dict.fromkeys((*new.aliases, record.id))
            new = evolve(new, id=name, aliases=[alias for alias in aliases if alias != name])
        found[table_of(new), new.id] = new
    return found


def _followed(merged: Collection, ours: Collection, theirs: Collection) -> Collection:
    """The same with references to the records that others now stand for, by the aliases of these."""
    absent = missing_ids(merged)
    aliases = ids_by_alias(merged)
    names = {id: aliases[id] for id in absent if id in aliases and (id in ours or id in theirs)}
    return merged.with_records(with_references(record, names) for record in merged) if names else merged


def _note_claims(merged: Collection, sides: tuple[Collection, Collection], joining: Joining) -> None:
    """Note the ids and aliases that two records claim, which neither side has seen."""
    told = {each.record for each in joining.conflicts if not each.path}
    known = {id for side in sides for id, _, _ in _claims(side)}
    for id, one, other in _claims(merged):
        if id not in known and id not in told:
            joining.conflict(ConflictKind.CLAIMED, id, (), Three(NOTHING, one, other))


def _claims(collection: Collection) -> Iterator[tuple[str, Record, Record]]:
    """The ids that two records claim, as their own or as aliases."""
    claimed: dict[str, Record] = {}
    for record in collection:
        for id in (record.id, *dict.fromkeys(alias for alias in record.aliases if alias != record.id)):
            if id in claimed:
                yield id, claimed[id], record
            claimed.setdefault(id, record)


def _note_lost(merged: Collection, ours: Collection, theirs: Collection, joining: Joining) -> None:
    """Note the references that lead nowhere now, and led somewhere on the side that has them."""
    lost = missing_ids(merged)
    for record in merged if lost else ():
        for reference in references(record):
            if (id := reference.target) not in lost:
                continue
            holders = [_refers(side, record.id, id) and id in side for side in (ours, theirs)]
            if any(holders):
                held = (id if each else NOTHING for each in holders)
                joining.conflict(ConflictKind.REFERRED, record.id, reference.path, Three(NOTHING, *held))


def _refers(side: Collection, record: str, target: str) -> bool:
    held = side.get(record)
    return held is not None and any(reference.target == target for reference in references(held))


def _is_sorted(collection: Collection) -> bool:
    return all(one.id <= other.id for table in collection.tables().values() for one, other in pairwise(table))
