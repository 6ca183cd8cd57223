"""Join records that two collections have under different ids: check the pairs, and give their records our ids."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from attrs import evolve

from nmpolicy.errors import InvalidIdError, InvalidTypeError, InvalidValueError, NMPolicyError, UnknownIdError
from nmpolicy.records.base import Record, wrong_class
from nmpolicy.records.collection import Collection
from nmpolicy.records.traversal import with_references
from nmpolicy.vocabulary.values import describe

#: The words for a record of either side in an `UnknownIdError`.
OUR_RECORD, THEIR_RECORD = "record of ours", "record of theirs"


def checked_pairs(
    ours: Collection, theirs: Collection, base: Collection | None, same: Mapping[str, str]
) -> Mapping[str, str]:
    """Return our ids by theirs, given their ids by ours. Raises the first of the `pair_mistakes`."""
    if not isinstance(same, Mapping):
        raise InvalidTypeError(f"same must be a mapping of our ids to theirs, not {describe(same)}")
    for _, mistake in pair_mistakes(ours, theirs, base, same.items()):
        raise mistake
    return {their_id: our_id for our_id, their_id in same.items()}


def pair_mistakes(
    ours: Collection, theirs: Collection, base: Collection | None, pairs: Iterable[tuple[str, str]]
) -> Iterator[tuple[tuple[str, str], NMPolicyError]]:
    """Yield each pair of ids, ours first, whose records cannot be joined, with the error."""
    pairs = [*dict.fromkeys(pairs)]
    partners: dict[str, str] = {}
    our_partners: dict[str, str] = {}
    their_ids = {pair[1] for pair in pairs}
    for our_id, their_id in pairs:
        mistake = (
            _unknown(our_id, their_id, ours, theirs)
            or _unfit(our_id, their_id, ours, theirs)
            or _repeated(our_id, our_partners.setdefault(our_id, their_id), their_id, "theirs")
            or _repeated(their_id, partners.setdefault(their_id, our_id), our_id, "ours")
        )
        if mistake is None and our_id in theirs and our_id not in their_ids:
            mistake = InvalidValueError(
                f"theirs has {our_id!r} as well as {their_id!r}, and a record has one id; join the two there first, or"
                f" give {our_id!r} another id there if it is something else"
            )
        if mistake is None and base is not None and their_id in base and their_id in ours:
            mistake = InvalidValueError(
                f"{their_id!r} is in the base and on both sides, so it is not {our_id!r}; if ours has both by mistake,"
                f" remove one of them there first"
            )
        if mistake is not None:
            yield (our_id, their_id), mistake


def _unknown(our_id: object, their_id: object, ours: Collection, theirs: Collection) -> NMPolicyError | None:
    for each in (our_id, their_id):
        if not isinstance(each, str):
            return InvalidIdError(f"expected an id, not {describe(each)}; a pair is our id and theirs")
    one, other = str(our_id), str(their_id)
    if one not in ours and other not in theirs and one in theirs and other in ours:
        return InvalidValueError(
            f"{one!r} is an id of theirs, and {other!r} one of ours; the id of ours comes first: {other}={one}"
        )
    if one not in ours:
        return UnknownIdError(one, ours.suggest_ids(one), OUR_RECORD)
    return None if other in theirs else UnknownIdError(other, theirs.suggest_ids(other), THEIR_RECORD)


def _unfit(our_id: str, their_id: str, ours: Collection, theirs: Collection) -> NMPolicyError | None:
    if our_id == their_id:
        return InvalidValueError(f"both sides have {our_id!r} under this id, so they are one already; leave it out")
    one, other = ours[our_id], theirs[their_id]
    if type(one) is type(other):
        return None
    return wrong_class(other, f"the same as {our_id!r}, whose class is {type(one).__name__.lower()}")


def _repeated(id: str, first: str, second: str, side: str) -> NMPolicyError | None:
    if first == second:
        return None
    return InvalidValueError(
        f"{id!r} is in two pairs, with {first!r} and with {second!r} of {side}; join those two there first, or keep one pair"
    )


def with_our_ids(
    ours: Collection, theirs: Collection, base: Collection | None, our_ids: Mapping[str, str]
) -> tuple[Collection, Collection, Collection | None]:
    """Return the three collections with our ids for the paired records of theirs, given our ids by theirs.

    Their former ids become aliases, unless ours has another record under one. References follow, even those of ours and
    of the base to an id that only theirs has. Other ids stay, even if they begin with the id of a paired record.
    """
    if not our_ids:
        return ours, theirs, base
    free = {old: new for old, new in our_ids.items() if old not in ours}
    joined = theirs.with_records(_renamed(each, our_ids, free) for each in theirs)
    if base is not None:
        before = [_renamed(each, free if each.id in free and free[each.id] not in base else {}, {}) for each in base]
        base = base.with_records(with_references(each, free) for each in before)
    return _following(ours, free), joined.sorted() if is_sorted(theirs) else joined, base


def _renamed(record: Record, ids: Mapping[str, str], aliases: Mapping[str, str]) -> Record:
    found: Record = with_references(record, ids)
    id = ids.get(record.id, record.id)
    if id == record.id:
        return found
    former = dict.fromkeys((*record.aliases, *([record.id] if record.id in aliases else [])))
    renamed: Record = evolve(found, id=id, aliases=[each for each in former if each != id])
    return renamed


def _following(collection: Collection, ids: Mapping[str, str]) -> Collection:
    records = [with_references(each, ids) for each in collection]
    same = all(one is other for one, other in zip(records, collection, strict=True))
    return collection if same else collection.with_records(records)


def is_sorted(collection: Collection) -> bool:
    """Return whether each table of a collection is sorted by id."""
    return all(one.id <= other.id for table in collection.tables().values() for one, other in pairwise(table))
