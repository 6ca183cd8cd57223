"""Merge two collections into one, with or without the collection that both come from."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from attrs import NOTHING, evolve, field, frozen

from nmpolicy.comparison.changes import refuse_duplicate_ids, renamed_ids
from nmpolicy.comparison.differences import marked, private_ids
from nmpolicy.comparison.list_order import merged_order
from nmpolicy.comparison.record_conflicts import (
    BETWEEN_RECORDS,
    Keyed,
    add_claim_conflicts,
    add_reference_conflicts,
    double_claims,
)
from nmpolicy.comparison.same_records import checked_pairs, is_sorted, with_our_ids
from nmpolicy.comparison.three_way import Conflict, ConflictKind, ThreeWayMerger, Versions
from nmpolicy.errors import InvalidValueError
from nmpolicy.markup import section
from nmpolicy.queries.answer_tables import Answer, Answers
from nmpolicy.queries.find_actors import ids_by_alias
from nmpolicy.queries.reference_targets import missing_ids
from nmpolicy.records.arguments import check_collections
from nmpolicy.records.base import Record
from nmpolicy.records.collection import OWN_FIELDS, TABLES, Collection, table_of
from nmpolicy.records.traversal import with_references
from nmpolicy.vocabulary.values import describe

#: The new ids of records by their old ids.
NewIds = Mapping[str, str]


@frozen(kw_only=True, repr=False)
class MergeResult(Answer):
    """The result of merging two collections.

    .. versionadded:: 0.1
    """

    collection: Collection
    """The merged collection. In a conflict, our value wins; if we have none, theirs does."""
    conflicts: Answers[Conflict] = field(factory=Answers)
    """The disagreements, which a person has to settle."""
    resolved: Answers[Conflict] = field(factory=Answers)
    """The disagreements that were settled by taking the preferred side."""

    def _repr_html_(self) -> str:
        """Return the conflicts as tables, for a notebook."""
        settled = [self.resolved._repr_html_()] if self.resolved else []
        return section(f"Merged: {self.collection}", self.conflicts._repr_html_(), *settled)


class _Merged(NamedTuple):
    """A merged collection and its conflicts."""

    collection: Collection
    conflicts: Sequence[Conflict] = ()
    resolved: Sequence[Conflict] = ()


def merge(  # noqa: PLR0913
    ours: Collection,
    theirs: Collection,
    base: Collection | None = None,
    *,
    prefer: Literal["ours", "theirs"] | None = None,
    id: str | None = None,
    title: str | None = None,
    same: Mapping[str, str] = MappingProxyType({}),
) -> MergeResult:
    """Merge two collections: take what either side added, changed or removed since `base`.

    The merge works record by record and field by field. A change that only one side made is taken. These are conflicts:

    - both sides changed a value in different ways;
    - one side removed what the other changed, or newly refers to;
    - both sides added different records with the same id, or different parts with the same key, such as two votes of
      one voter;
    - two records claim the same id or alias.

    Lists are merged item by item. Items that both sides added in the same place are all kept: milestones and votes
    sorted by date, others in an order that does not depend on which side is ours. If one side renamed a record and kept
    its old id as an alias, the record has the new id in the result, and so do the references to it.

    Without `base`, nothing is removed, and a field that is empty on one side takes the value of the other.

    If both collections have their records in order of id, so has the result. If one side equals `base`, the result is
    the other side, unchanged.

    `same` joins records that are one thing under different ids: their id by ours. The record keeps our id, theirs
    becomes an alias, and the references of theirs follow. Its fields are merged as described for records without
    `base`, unless `base` has it. `likely_same` proposes such pairs.

    `prefer` settles conflicts by taking that side. A broken reference or an id that two records claim cannot be settled
    so, and remains a conflict. `id` and `title` replace those of both collections in the result.

    >>> from nmpolicy.records.actors import Organization
    >>> town, city = (Organization(id="springfield", name=name) for name in ("Town", "City"))
    >>> base, ours, theirs = (Collection(id="demo", title="T", organizations=[each]) for each in (town, city, town))
    >>> merge(ours, theirs, base).collection["springfield"].name
    'City'
    >>> [conflict.path for conflict in merge(ours, theirs).conflicts]
    [('name',)]
    >>> theirs = Collection(id="demo", title="T", organizations=[Organization(id="city", name="City")])
    >>> merge(ours, theirs, same={"springfield": "city"}).collection["springfield"].aliases
    ('city',)

    Raises `DuplicateIdError` if two records of a collection have the same id, `UnknownIdError` if `same` has an id that
    its side does not have, `InvalidTypeError` if a pair is of two classes or `same` is not a mapping, and
    `InvalidValueError` if `prefer`, `id`, `title` or a pair of `same` is not valid, or if only some of the collections
    are redacted copies.

    .. versionadded:: 0.1
    """
    check_collections(ours, theirs, *([] if base is None else [base]))
    if prefer not in (None, "ours", "theirs"):
        raise InvalidValueError(f"prefer must be 'ours' or 'theirs', not {describe(prefer)}")
    refuse_duplicate_ids(*(each for each in (base, ours, theirs) if each is not None))
    _refuse_redacted_with_whole(ours, theirs, base)
    own: dict[str, Any] = {name: value for name, value in (("id", id), ("title", title)) if value is not None}
    our_ids = checked_pairs(ours, theirs, base, same)
    ours, theirs = evolve(ours, **own), evolve(theirs, **own)
    base = None if base is None else evolve(base, **own)
    private = private_ids(base, ours, theirs, same=same)
    ours, theirs, base = with_our_ids(ours, theirs, base, our_ids)
    merged = _merge(ours, theirs, base, frozenset(our_ids.values()), prefer)
    named = [each for each in (merged.collection, ours, theirs, base) if each is not None]
    return MergeResult(
        collection=merged.collection,
        conflicts=Answers(marked(merged.conflicts, private), "Conflicts", *named),
        resolved=Answers(marked(merged.resolved, private), "Settled conflicts", *named),
    )


def _refuse_redacted_with_whole(ours: Collection, theirs: Collection, base: Collection | None) -> None:
    """Raise an `InvalidValueError` if some collections are redacted copies and others are whole."""
    side_of: dict[bool, str] = {}
    for side, collection in (("ours", ours), ("theirs", theirs), ("the base", base)):
        if collection is not None:
            side_of.setdefault(collection.redacted, side)
    if len(side_of) > 1:
        raise InvalidValueError(
            f"{side_of[True]} is a redacted copy and {side_of[False]} is not, so what it lacks would count as removed;"
            " use the collection that the copy was made from"
        )


def _merge(
    ours: Collection,
    theirs: Collection,
    base: Collection | None,
    joined: frozenset[str],
    prefer: Literal["ours", "theirs"] | None,
) -> _Merged:
    if theirs in (ours, base):
        return _Merged(ours)
    if ours == base:
        return _Merged(theirs)
    if prefer is not None:
        found = _merged(ours, theirs, base, joined, winner=prefer, prefers_winner=True)
        return found._replace(
            conflicts=[each for each in found.conflicts if each.kind in BETWEEN_RECORDS],
            resolved=[each for each in found.conflicts if each.kind not in BETWEEN_RECORDS],
        )
    found = _merged(ours, theirs, base, joined)
    if all(each.kind in BETWEEN_RECORDS for each in found.conflicts):
        return found
    # Which records disagree may depend on the side that wins a conflict, so look at the other outcome, too.
    known = set(map(_fault, found.conflicts))
    other = _merged(ours, theirs, base, joined, winner="theirs")
    added = (each for each in other.conflicts if each.kind in BETWEEN_RECORDS and _fault(each) not in known)
    return found._replace(conflicts=[*found.conflicts, *added])


def _fault(conflict: Conflict) -> tuple[object, ...]:
    """Return the identity of a conflict, apart from the versions of the records."""
    targets = (conflict.ours, conflict.theirs) if conflict.kind is ConflictKind.REFERRED else ()
    return (conflict.kind, conflict.record, *targets)


def _merged(  # noqa: PLR0913  # how to settle conflicts, besides what to merge
    ours: Collection,
    theirs: Collection,
    base: Collection | None,
    joined: frozenset[str],
    *,
    winner: Literal["ours", "theirs"] = "ours",
    prefers_winner: bool = False,
) -> _Merged:
    merger = ThreeWayMerger(has_base=base is not None, prefers_ours=prefers_winner, is_reversed=winner == "theirs")
    joiner = merger.without_base()
    ours, theirs = (theirs, ours) if merger.is_reversed else (ours, theirs)
    our_ids, their_ids = _new_ids(base, ours, theirs, merger)
    new_ids = {**their_ids, **our_ids}
    records = Versions(*({} if each is None else _records_by_key(each, new_ids) for each in (base, ours, theirs)))
    whole = merger.merge_fields(None, (), Versions(NOTHING if base is None else base, ours, theirs), OWN_FIELDS)
    kept: list[Record] = []
    renamed_by_us, renamed_by_them = {*our_ids.values()}, {*their_ids.values()}
    for key in _record_order(records):
        versions = Versions(*(each.get(key, NOTHING) for each in records))
        renamed = key[1] in (renamed_by_us if versions.theirs is NOTHING else renamed_by_them)
        each = joiner if versions.base is NOTHING and key[1] in joined else merger
        record = each.merge_items(key[1], (), versions, renamed=renamed)
        kept += [] if record is NOTHING else [record]
    merged = _follow_aliases(whole.with_records(kept), ours, theirs)
    add_claim_conflicts(merged, (records.ours, records.theirs), merger, known=double_claims(ours, theirs))
    add_reference_conflicts(merged, (records.ours, records.theirs), merger)
    in_order = is_sorted(ours) and is_sorted(theirs)
    return _Merged(merged.sorted() if in_order else merged, merger.conflicts)


def _new_ids(
    base: Collection | None, ours: Collection, theirs: Collection, merger: ThreeWayMerger
) -> tuple[NewIds, NewIds]:
    """Return the ids that we gave to records which the other side has under an old id, and those that they gave."""
    our_ids = dict(renamed_ids(theirs if base is None else base, ours))
    their_ids = dict(renamed_ids(ours if base is None else base, theirs))
    our_ids = {old: new for old, new in our_ids.items() if new not in theirs or their_ids.get(old) == new}
    their_ids = {old: new for old, new in their_ids.items() if new not in ours or our_ids.get(old) == new}
    if base is None:
        for old in [old for old, new in their_ids.items() if our_ids.get(new) == old]:
            versions = Versions(NOTHING, ours[old], theirs[their_ids[old]])
            merger.add_conflict(ConflictKind.RENAMED, their_ids[old], (), versions)
            del their_ids[old]
    for old in [old for old, new in their_ids.items() if our_ids.get(old, new) != new]:
        our_id, their_id = our_ids[old], their_ids[old]
        if our_id in theirs[their_id].aliases:  # they renamed it once more
            our_ids[old] = our_ids[our_id] = their_id
            continue
        if their_id not in ours[our_id].aliases:
            versions = Versions(NOTHING if base is None else base[old], ours[our_id], theirs[their_id])
            merger.add_conflict(ConflictKind.RENAMED, our_id, (), versions)
        their_ids[old] = their_ids[their_id] = our_id
    return our_ids, their_ids


def _records_by_key(collection: Collection, new_ids: NewIds) -> Keyed:
    found: dict[tuple[str, str], Record] = {}
    for record in collection:
        renamed = with_references(record, new_ids)
        id = new_ids.get(record.id, record.id)
        if id not in collection:
            aliases = dict.fromkeys((*renamed.aliases, record.id))
            renamed = evolve(renamed, id=id, aliases=[alias for alias in aliases if alias != id])
        found[table_of(renamed), renamed.id] = renamed
    return found


def _record_order(records: Versions) -> Iterator[tuple[str, str]]:
    """Yield the keys of the records of both sides, table by table, in an order that agrees with both; else by id."""
    for table in TABLES:
        base, ours, theirs = ([key for key in each if key[0] == table] for each in records)
        every = {*ours, *theirs}
        order = merged_order(base, ours, theirs, {key: key for key in every})
        yield from sorted(every) if order is None else order


def _follow_aliases(merged: Collection, ours: Collection, theirs: Collection) -> Collection:
    """Return the collection with each reference to a removed record led to the record that has its id as an alias."""
    aliases = ids_by_alias(merged)
    new_ids = {id: aliases[id] for id in missing_ids(merged) if id in aliases and (id in ours or id in theirs)}
    return merged.with_records(with_references(record, new_ids) for record in merged) if new_ids else merged
