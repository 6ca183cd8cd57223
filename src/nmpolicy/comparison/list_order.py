"""Match and order the items of three versions of a list."""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from heapq import merge
from typing import Any

from nmpolicy.comparison.matching import added_twice, matched_items
from nmpolicy.vocabulary.dates import PartialDate

#: A version of a list: its items by key. Items of different versions with the same key are versions of one item.
Keyed = dict[int, Any]
#: A list, and its indexes by the indexes of the base items that they match.
_Matched = tuple[Sequence[Any], dict[int, int]]


def keyed_lists(base: Sequence[Any], ours: Sequence[Any], theirs: Sequence[Any]) -> tuple[Keyed, Keyed, Keyed]:
    """Return the items of the three versions by key, in the order of each list.

    The matches do not depend on which side is ours.
    """
    if repr(theirs) < repr(ours):
        before, one, other = keyed_lists(base, theirs, ours)
        return before, other, one
    our_matches, their_matches = matched_items(base, ours), matched_items(base, theirs)
    _separate_same_items(base, (ours, our_matches), (theirs, their_matches))
    _align_equal_items(base, (ours, our_matches), (theirs, their_matches))
    our_keys = {index: key for key, index in our_matches.items()}
    their_keys = {index: key for key, index in their_matches.items()}
    our_own = [index for index in range(len(ours)) if index not in our_keys]
    their_own = [index for index in range(len(theirs)) if index not in their_keys]
    added = added_twice(ours, theirs, our_own, their_own)
    our_keys |= {index: len(base) + number for number, index in enumerate(our_own)}
    their_keys |= {index: len(base) + len(our_own) + number for number, index in enumerate(their_own)}
    their_keys |= {other: our_keys[index] for index, other in added.items()}
    return (
        dict(enumerate(base)),
        {our_keys[index]: item for index, item in enumerate(ours)},
        {their_keys[index]: item for index, item in enumerate(theirs)},
    )


def _separate_same_items(base: Sequence[Any], ours: _Matched, theirs: _Matched) -> None:
    """Take a correction as a removal and an addition, if the other side added an item equal to the corrected one.

    Otherwise the result would have both the corrected item and the added one.
    """
    our_new, their_new = _new_items(base, ours), _new_items(base, theirs)
    for item, one in our_new.items():
        other = their_new.get(item, {})
        shared = {*one.values()} & {*other.values()} - {None}
        # Items that are additions on both sides need not be separated, so they are paired first.
        left = (
            sorted((before is not None, index) for index, before in each.items() if before not in shared)
            for each in (one, other)
        )
        for (_, index), (_, other_index) in zip(*left, strict=False):
            for before, (_, matches) in ((one[index], ours), (other[other_index], theirs)):
                if before is not None:
                    del matches[before]


def _new_items(base: Sequence[Any], side: _Matched) -> dict[Any, dict[int, int | None]]:
    """Return the items of a side that it added or changed: their indexes, with those of the base items they match."""
    items, matches = side
    before = {index: key for key, index in matches.items()}
    found: defaultdict[Any, dict[int, int | None]] = defaultdict(dict)
    for index, item in enumerate(items):
        key = before.get(index)
        if key is None or base[key] != item:
            found[item][index] = key
    return found


def _align_equal_items(base: Sequence[Any], ours: _Matched, theirs: _Matched) -> None:
    """Take the same one of several equal items as removed, or as removed by one side and corrected by the other.

    Nothing tells equal items apart, so two removals of one are the same change, and a removal is in conflict with a
    correction.
    """
    groups: defaultdict[Any, list[int]] = defaultdict(list)
    for index, item in enumerate(base):
        groups[item].append(index)
    for (_, gone), (items, matches) in ((theirs, ours), (ours, theirs)):
        for item, group in groups.items():
            removed = [index for index in group if index not in gone]
            if len(group) == 1 or not removed:
                continue
            touched = [i for i in group if i not in matches] + [
                i for i in group if i in matches and items[matches[i]] != item
            ]
            kept = [i for i in touched if i in gone]
            free = [i for i in removed if i in matches and items[matches[i]] == item]
            for target, source in zip(kept, free, strict=False):
                gone[source] = gone.pop(target)


def merged_order(
    base: Sequence[Hashable], ours: Sequence[Hashable], theirs: Sequence[Hashable], items: Mapping[Any, Any]
) -> list[Any] | None:
    """Return the keys in an order that agrees with both lists, or None if there is no such order.

    An item that only one list has comes after the shared item that it follows there.
    """
    shared = {*ours} & {*theirs}
    before, one, other = ([key for key in each if key in shared] for each in (base, ours, theirs))
    if one != other and before not in (one, other):
        return None
    our_own, their_own = _unshared_keys(ours, shared), _unshared_keys(theirs, shared)
    order: list[Any] = []
    for key in (None, *(one if before == other else other)):
        own = _interleaved(our_own.get(key, []), their_own.get(key, []), items)
        if own is None:
            return None
        order += [*([] if key is None else [key]), *own]
    return order


def _unshared_keys(keys: Sequence[Any], shared: set[Any]) -> dict[Any, list[Any]]:
    """Return the keys that only one list has, by the shared key that they follow; None before the first shared key."""
    found: dict[Any, list[Any]] = {}
    previous = None
    for key in keys:
        if key in shared:
            previous = key
        else:
            found.setdefault(previous, []).append(key)
    return found


def _interleaved(ours: list[Any], theirs: list[Any], items: Mapping[Any, Any]) -> list[Any] | None:
    """Return parts that have dates by date, or None if these do not decide the order; other items list by list.

    Which list comes first depends on the items alone, not on which side they come from.
    """
    if not (ours and theirs):
        return ours + theirs
    if not hasattr(items[ours[0]], "date"):
        ours, theirs = sorted((ours, theirs), key=lambda keys: [repr(items[key]) for key in keys])
        return ours + theirs
    order = [*merge(ours, theirs, key=lambda key: _latest(items[key].date))]
    own = {*ours}
    # Neighbors from different lists decide for all, if each list is in order; else compare with the extreme so far.
    seen: dict[bool, Any] = {}
    for key in order:
        side, date = key in own, items[key].date
        other = seen.get(not side)
        if date is None or (other is not None and not other.before(date)):
            return None
        if side not in seen or seen[side].latest < date.latest:
            seen[side] = date
    return order


def _latest(date: PartialDate | None) -> Any:
    return date.latest if date else PartialDate("0001").latest
