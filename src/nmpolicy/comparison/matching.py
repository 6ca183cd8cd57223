"""Match the items of two lists, so that they can be compared and merged one by one."""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any

from attrs import fields

from nmpolicy.records.base import Part


def matched_items(old: Sequence[Any], new: Sequence[Any]) -> dict[int, int]:
    """Return the indexes of the new items by the indexes of the old items that they match. No item matches twice.

    Equal items match first, at the start and at the end of the lists, then anywhere. Then parts match that have the
    same key, those first of which a single other field differs. Then parts match of which a single field differs.

    >>> matched_items("aab", "acb"), matched_items("ab", "ba")
    ({0: 0, 2: 2}, {0: 1, 1: 0})
    """
    found: dict[int, int] = {}
    start, shortest = 0, min(len(old), len(new))
    while start < shortest and old[start] == new[start]:
        found[start] = start
        start += 1
    end = 0
    while end < shortest - start and old[-1 - end] == new[-1 - end]:
        found[len(old) - 1 - end] = len(new) - 1 - end
        end += 1
    old_left, new_left = [*range(start, len(old) - end)], [*range(start, len(new) - end)]
    for key in _rounds(type(old[start])) if old_left and new_left else ():
        pairs = _pairs(
            ((index, key(old[index])) for index in old_left), ((index, key(new[index])) for index in new_left)
        )
        found |= pairs
        old_left = [index for index in old_left if index not in pairs]
        new_left = sorted({*new_left}.difference(pairs.values()))
        if not (old_left and new_left):
            break
    return dict(sorted(found.items()))


def added_twice(
    ours: Sequence[Any], theirs: Sequence[Any], our_own: Sequence[int], their_own: Sequence[int]
) -> dict[int, int]:
    """Return the indexes in their list of the items that both sides added, by their indexes in our list.

    These are equal items, and parts with the same key. A key that several parts of one list have identifies none.
    """
    found = _pairs(((index, ours[index]) for index in our_own), ((index, theirs[index]) for index in their_own))
    key = part_key(type(ours[our_own[0]])) if our_own else None
    if key is None:
        return found
    ambiguous = {each for items in (ours, theirs) for each, count in Counter(map(key, items)).items() if count > 1}
    taken = {*found.values()}
    olds = [(index, key(ours[index])) for index in our_own if index not in found]
    news = ((index, key(theirs[index])) for index in their_own if index not in taken)
    return found | _pairs([(index, each) for index, each in olds if each not in ambiguous], news)


def part_key(cls: type) -> Callable[[Any], Hashable] | None:
    """Return the function that returns the key of a part, or None if the class has no keys."""
    return attrgetter(*cls.key_fields) if issubclass(cls, Part) and cls.key_fields else None


def _rounds(cls: Any) -> Iterator[Callable[[Any], Hashable]]:
    """Yield the functions whose equal results make two items a match, the strictest first."""
    yield lambda item: item
    if (key := part_key(cls)) is not None:
        names = [field.name for field in fields(cls)]
        others = [name for name in names if name not in cls.key_fields]
        for left_out in others:
            yield attrgetter(*(name for name in names if name != left_out))
        yield key
        for left_out in cls.key_fields:
            yield attrgetter(*(name for name in names if name != left_out))


def _pairs(old: Iterable[tuple[int, Hashable]], new: Iterable[tuple[int, Hashable]]) -> dict[int, int]:
    """Pair the indexes whose keys are equal, in order."""
    waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
    for index, key in new:
        waiting[key].append(index)
    return {index: waiting[key].popleft() for index, key in old if waiting.get(key)}
