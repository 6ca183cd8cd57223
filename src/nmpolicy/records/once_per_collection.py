"""Facts of a collection that are computed once and shared: a collection is frozen, so they cannot change."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from nmpolicy.records.arguments import check_collections
from nmpolicy.records.collection import Collection

T = TypeVar("T")


def once_per_collection(compute: Callable[[Collection], T]) -> Callable[[Collection], T]:
    """Remember a function's result for each collection, which cannot change.

    >>> @once_per_collection
    ... def longest_title(collection):
    ...     return max((len(order.title) for order in collection.orders), default=0)
    >>> longest_title(Collection(id="demo", title="A demonstration"))
    0
    """

    @wraps(compute)
    def remembered(collection: Collection) -> T:
        check_collections(collection)
        known = collection._computed  # noqa: SLF001  # this module's own
        if remembered not in known:
            known[remembered] = compute(collection)
        result: T = known[remembered]
        return result

    return remembered
