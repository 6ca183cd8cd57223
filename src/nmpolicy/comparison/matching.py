"""Which item of one list stands for which of another: what changes and merging compare."""

from collections import Counter
from collections.abc import Hashable, Mapping
from typing import Any

from nmpolicy.records.base import Suppression
from nmpolicy.records.evidence import Evidence
from nmpolicy.records.instruments import Milestone, Vote
from nmpolicy.records.statements import TargetStance

#: What a part is known by. Each other thing in a list is known by all that it holds.
_KNOWN_BY: Mapping[type, tuple[str, ...]] = {
    Evidence: ("source", "paragraph", "start", "length", "digest"),
    Milestone: ("stage",),
    Suppression: ("code",),
    TargetStance: ("target", "topic"),
    Vote: ("body", "date", "motion"),
}
#: What an item is known by, and which one it is of those.
Key = tuple[Hashable, int]


def keyed(*lists: tuple[Any, ...]) -> tuple[dict[Key, Any], ...]:
    """The items of some lists, in their order, by what they are known by: items of one key stand for one another.

    Where what parts are known by stands twice in a list, all that they hold counts.

    >>> before, after = (Milestone(stage="signed"),), (Milestone(stage="vetoed"), Milestone(stage="signed", date="2025"))
    >>> [*keyed(before, after)[1]][1] in keyed(before, after)[0]
    True
    """
    names = [[_name(item) for item in each] for each in lists]
    twice = {name for each in names for name, count in Counter(each).items() if count > 1}
    return tuple(_counted(each, known, twice) for each, known in zip(lists, names, strict=True))


def _name(item: Any) -> Hashable:
    names = _KNOWN_BY.get(type(item))
    known: Hashable = tuple(getattr(item, name) for name in names) if names else item
    return known


def _counted(items: tuple[Any, ...], names: list[Hashable], twice: set[Hashable]) -> dict[Key, Any]:
    seen: Counter[Hashable] = Counter()
    found: dict[Key, Any] = {}
    for item, name in zip(items, names, strict=True):
        known = item if name in twice else name
        found[known, seen[known]] = item
        seen[known] += 1
    return found
