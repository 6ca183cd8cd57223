"""What all records of a class say together, gathered part by part: of a large file, never more than the facts is held."""

from __future__ import annotations

from collections.abc import Callable, Iterable  # noqa: TC003  # attrs' users may ask for the types
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from attrs import frozen

if TYPE_CHECKING:
    from nmpolicy.records.collection import Collection

F = TypeVar("F")
T = TypeVar("T")


@frozen(eq=False)
class Survey(Generic[F, T]):
    """A question to all records at once. `Collection.surveyed` answers it, and remembers the answer.

    >>> from nmpolicy.records.collection import Collection
    >>> titles = Survey(lambda some: (order.title for order in some.orders), lambda facts: max(map(len, facts), default=0))
    >>> Collection(id="demo", title="A demonstration").surveyed(titles)
    0

    .. versionadded:: 0.1
    """

    #: The facts that some of the records hold: plain values, from their tables alone.
    facts: Callable[[Collection], Iterable[F]]
    #: The answer, from the facts of all records in the order of the document.
    answer: Callable[[Iterable[F]], T]
    #: Whether neither order nor number of the facts matters, so that each need be held only once.
    distinct: bool = False


AnySurvey = Survey[Any, Any]


@lru_cache(20_000)
def held_once(value: F) -> F:
    """The value, as it was first given: what stands in the facts of many records need not be held for each."""
    return value
