"""Match the items of lists, so that they can be compared and merged one by one."""

from collections import Counter
from collections.abc import Hashable, Mapping
from typing import Any

from nmpolicy.records.base import Suppression
from nmpolicy.records.evidence import Evidence
from nmpolicy.records.instruments import Milestone, VoteEvent
from nmpolicy.records.statements import TargetStance

#: The fields that identify a part in a list. Any other item is identified by its whole value.
_IDENTIFYING_FIELDS: Mapping[type, tuple[str, ...]] = {
    Evidence: ("source", "paragraph", "start", "length", "digest"),
    Milestone: ("stage",),
    Suppression: ("code",),
    TargetStance: ("target", "topic"),
    VoteEvent: ("body", "date", "motion"),
}
#: The identity of an item, and a number that tells equal items of one list apart.
ItemKey = tuple[Hashable, int]


def items_by_key(*lists: tuple[Any, ...]) -> tuple[dict[ItemKey, Any], ...]:
    """Return the items of each list by key, in the order of the list. Items with the same key match.

    If a list has two parts with the same identifying fields, the key of these parts is their whole value.

    >>> old, new = (Milestone(stage="signed"),), (Milestone(stage="vetoed"), Milestone(stage="signed", date="2025"))
    >>> vetoed, signed = items_by_key(old, new)[1]
    >>> signed in items_by_key(old, new)[0]
    True
    """
    identities = [[_identity(item) for item in items] for items in lists]
    ambiguous = {identity for each in identities for identity, count in Counter(each).items() if count > 1}
    return tuple(_by_key(items, each, ambiguous) for items, each in zip(lists, identities, strict=True))


def _identity(item: Any) -> Hashable:
    names = _IDENTIFYING_FIELDS.get(type(item))
    identity: Hashable = tuple(getattr(item, name) for name in names) if names else item
    return identity


def _by_key(items: tuple[Any, ...], identities: list[Hashable], ambiguous: set[Hashable]) -> dict[ItemKey, Any]:
    counts: Counter[Hashable] = Counter()
    keyed: dict[ItemKey, Any] = {}
    for item, identity in zip(items, identities, strict=True):
        unique = item if identity in ambiguous else identity
        keyed[unique, counts[unique]] = item
        counts[unique] += 1
    return keyed
