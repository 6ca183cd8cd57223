"""Find conflicts between records of a merged collection: ids that two of them claim, and references to missing ones."""

from collections.abc import Iterable, Iterator, Mapping

from attrs import NOTHING

from nmpolicy.comparison.three_way import ConflictKind, ThreeWayMerger, Versions
from nmpolicy.queries.reference_targets import missing_ids
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection, table_of
from nmpolicy.records.traversal import FieldPath, references

#: The kinds of these conflicts. Taking a side does not settle them.
BETWEEN_RECORDS = (ConflictKind.CLAIMED, ConflictKind.REFERRED)
#: The records of a version by table and new id, with the new ids in their references.
Keyed = Mapping[tuple[str, str], Record]


def double_claims(*collections: Collection) -> frozenset[str]:
    """Return the ids that several records of one of the collections claim."""
    return frozenset(id for collection in collections for id, _, _ in _double_claims(collection))


def add_claim_conflicts(
    merged: Collection, sides: tuple[Keyed, Keyed], merger: ThreeWayMerger, known: frozenset[str]
) -> None:
    """Add a conflict for each id or alias that two records claim, unless it is `known` as a fault of a side."""
    reported = {each.record for each in merger.conflicts if not each.path and each.kind is not ConflictKind.RENAMED}
    for id, one, other in _double_claims(merged):
        if id not in known and id not in reported:
            is_reversed = not (_claims(sides[0], one, id) and _claims(sides[1], other, id))
            merger.add_conflict(
                ConflictKind.CLAIMED, id, (), Versions(NOTHING, *((other, one) if is_reversed else (one, other)))
            )


def _double_claims(records: Iterable[Record]) -> Iterator[tuple[str, Record, Record]]:
    """Yield each id that several records claim as their id or alias, with the first two of them."""
    owners: dict[str, list[Record]] = {}
    for record in records:
        for id in dict.fromkeys((record.id, *record.aliases)):
            claimants = owners.setdefault(id, [])
            claimants.append(record)
            if len(claimants) == 2:  # noqa: PLR2004
                yield id, claimants[0], claimants[1]


def _claims(side: Keyed, record: Record, id: str) -> bool:
    found = side.get((table_of(record), record.id))
    return found is not None and id in (found.id, *found.aliases)


def add_reference_conflicts(merged: Collection, sides: tuple[Keyed, Keyed], merger: ThreeWayMerger) -> None:
    """Add a conflict for each reference to a missing record that a side has together with that record.

    A reference that a side left behind when it removed the record is that side's own doing, and not a conflict.
    """
    missing = missing_ids(merged)
    ids = [{id for _, id in side} for side in sides]
    for record in merged if missing else ():
        broken = dict.fromkeys(each.target for each in references(record) if each.target in missing)
        paths = [_paths_by_target(side.get((table_of(record), record.id))) for side in sides] if broken else []
        for id in broken:
            has_both = [id in found and id in known for found, known in zip(paths, ids, strict=True)]
            if has_both == [id in found for found in paths] and any(has_both):
                versions = Versions(NOTHING, *(id if each else NOTHING for each in has_both))
                for path in paths[has_both.index(True)][id]:
                    merger.add_conflict(ConflictKind.REFERRED, record.id, path, versions)


def _paths_by_target(record: Record | None) -> Mapping[str, list[FieldPath]]:
    """Return where a record refers to each of its targets."""
    found: dict[str, list[FieldPath]] = {}
    for reference in () if record is None else references(record):
        found.setdefault(reference.target, []).append(reference.path)
    return found
