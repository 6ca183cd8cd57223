"""Match the items of two lists, so that they can be compared and merged one by one."""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from attrs import NOTHING, fields, has

from nmpolicy.records.evidence import Evidence
from nmpolicy.records.instruments import Milestone, VoteEvent
from nmpolicy.records.statements import TargetStance

#: The fields that identify a part. Any other part is identified by its required fields, or by its whole value.
_IDENTIFYING_FIELDS: Mapping[type, tuple[str, ...]] = {
    Evidence: ("source", "paragraph", "start", "length", "digest"),
    Milestone: ("stage",),
    TargetStance: ("target", "topic"),
    VoteEvent: ("body", "date", "motion"),
}


def matched_items(old: Sequence[Any], new: Sequence[Any], *, corrected: bool = True) -> dict[int, int]:
    """Return the indexes of the new items by the indexes of the old items that they match. No item matches twice.

    Equal items match first, at the start and at the end of the lists, then anywhere. Then parts match that have the
    same identifying fields, and if they may be `corrected`, parts of which a single field differs.

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
    old_left, new_left = range(start, len(old) - end), range(start, len(new) - end)
    rounds: list[Callable[[Any], Hashable]] = [lambda item: item, _identity]
    classes = dict.fromkeys(type(old[index]) for index in old_left if has(type(old[index])))
    if corrected:
        rounds += [_all_but(cls, field.name) for cls in classes for field in fields(cls)]
    for number, key in enumerate(rounds if classes else rounds[:1]):
        taken = {*found.values()}
        olds = [(index, key(old[index])) for index in old_left if index not in found]
        news = [(index, key(new[index])) for index in new_left if index not in taken]
        if number and not corrected:  # what identifies several parts of one list identifies none
            counts = Counter(each for _, each in olds), Counter(each for _, each in news)
            olds = [(index, each) for index, each in olds if max(count[each] for count in counts) == 1]
        found |= _pairs(olds, news)
    return dict(sorted(found.items()))


def _pairs(old: Iterable[tuple[int, Hashable]], new: Iterable[tuple[int, Hashable]]) -> dict[int, int]:
    """Pair the indexes whose keys are equal, in order. An item whose key is None has no match."""
    waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
    for index, key in new:
        if key is not None:
            waiting[key].append(index)
    return {index: waiting[key].popleft() for index, key in old if waiting.get(key)}


def _identity(item: Any) -> Hashable:
    cls: Any = type(item)
    names = _identifying_fields(cls)
    return (cls, *(getattr(item, name) for name in names)) if names else None


@cache
def _identifying_fields(cls: Any) -> tuple[str, ...]:
    if cls in _IDENTIFYING_FIELDS or not has(cls):
        return _IDENTIFYING_FIELDS.get(cls, ())
    return tuple(field.name for field in fields(cls) if field.default is NOTHING)


def _all_but(cls: Any, name: str) -> Callable[[Any], Hashable]:
    names = [field.name for field in fields(cls) if field.name != name]
    return lambda item: tuple(getattr(item, each) for each in names) if type(item) is cls else None
