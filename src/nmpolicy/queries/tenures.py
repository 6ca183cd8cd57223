"""Who held which post, and when; and who has any public role."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from heapq import heappop, heappush
from typing import NamedTuple

from attrs import Factory, frozen

from nmpolicy.records.collection import Collection, once_per_collection
from nmpolicy.vocabulary.dates import PartialDate


class Tenure(NamedTuple):
    """One membership that holds a post."""

    #: Id of the post.
    post: str
    #: Id of the person or organization that holds it.
    holder: str
    #: Id of the membership.
    membership: str
    #: Its first and its last day, inclusive, as far as they are known.
    start: PartialDate | None
    end: PartialDate | None

    @property
    def possible(self) -> tuple[date, date]:
        """The first and the last day on which it may have run, inclusive; any, where its end is before its start."""
        start = self.start.span[0] if self.start else date.min
        end = self.end.span[1] if self.end else date.max
        return (start, end) if start <= end else (date.min, date.max)

    @property
    def sure(self) -> tuple[date, date] | None:
        """The first and the last day on which it surely ran, inclusive, where there are some."""
        if self.start is None or self.end is None:
            return None
        start, end = self.start.span[1], self.end.span[0]
        return (start, end) if start <= end else None


class Times:
    """The days on which one of some tenures may have run, as times that do not touch, the first one first."""

    def __init__(self, tenures: Iterable[Tenure]) -> None:
        """Join the times of the tenures."""
        self._starts: list[date] = []
        self._ends: list[date] = []
        for start, end in sorted(tenure.possible for tenure in tenures):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def gaps(self) -> Iterator[tuple[date, date]]:
        """The last day of each but the last, and the first day of the following one, where there are days between."""
        return (
            (end, start) for end, start in zip(self._ends, self._starts[1:], strict=False) if (start - end).days > 1
        )

    def exclude(self, day: PartialDate) -> bool:
        """Whether none of the tenures can have run on a day."""
        first, last = day.span
        place = bisect_left(self._ends, first)
        return place == len(self._ends) or last < self._starts[place]


@frozen
class Offices:
    """The tenures of all posts."""

    #: Those of each post, in the order of the document.
    of_post: Mapping[str, Sequence[Tenure]]
    #: The memberships for which no seat is left, each with its post and a membership that it meets there.
    crowded: Mapping[str, tuple[str, str]] = Factory(dict)
    _times: dict[str, Times] = Factory(dict)
    _times_of_holders: dict[str, Mapping[str, Times]] = Factory(dict)

    def excludes(self, post: str, day: PartialDate, holder: str | None = None) -> bool:
        """Whether the records name somebody who held a post, or this holder of it, and none of them can have on a day.

        >>> first = Tenure("mayor", "jane", "m-1", PartialDate("2021"), PartialDate("2025"))
        >>> Offices({"mayor": [first]}).excludes("mayor", PartialDate("2020")), Offices({}).excludes("mayor", PartialDate("2020"))
        (True, False)
        """
        of_post = self.of_post.get(post, ())
        if holder is None:
            if post not in self._times:
                self._times[post] = Times(of_post)
            times: Times | None = self._times[post]
        else:
            if post not in self._times_of_holders:
                self._times_of_holders[post] = {name: Times(some) for name, some in grouped(of_post, 1).items()}
            times = self._times_of_holders[post].get(holder)
        return bool(of_post) and times is not None and times.exclude(day)


@once_per_collection
def tenures(collection: Collection) -> Offices:
    """The tenures of all posts in a collection."""
    held = [
        Tenure(each.post, each.member, each.id, each.start_date, each.end_date)
        for each in collection.memberships
        if each.post
    ]
    of_post = grouped(held, 0)
    seats: dict[str, int] = {}
    for post in collection.posts:
        if post.maximum_memberships:
            seats.setdefault(post.id, post.maximum_memberships)
    crowds = {
        later.membership: (post, earlier.membership)
        for post, number in seats.items()
        for later, earlier in crowded(of_post.get(post, ()), number)
    }
    return Offices(of_post, crowds)


def grouped(tenures: Iterable[Tenure], place: int) -> Mapping[str, Sequence[Tenure]]:
    """The tenures by their posts, which stand in the first place, or by their holders, in the second."""
    found: dict[str, list[Tenure]] = {}
    for tenure in tenures:
        found.setdefault(str(tenure[place]), []).append(tenure)
    return found


def crowded(tenures: Iterable[Tenure], seats: int) -> Iterator[tuple[Tenure, Tenure]]:
    """The tenures that surely begin while all seats are surely taken, each with one that it meets there.

    >>> first = Tenure("mayor", "a", "m-1", PartialDate("2017-12-01"), PartialDate("2025-11-30"))
    >>> second = Tenure("mayor", "b", "m-2", PartialDate("2025-01-01"), PartialDate("2029"))
    >>> [(later.holder, earlier.holder) for later, earlier in crowded([first, second], 1)]
    [('b', 'a')]
    """
    running: list[tuple[date, int, Tenure]] = []
    sure = ((time, number, tenure) for number, tenure in enumerate(tenures) if (time := tenure.sure))
    for (start, end), number, tenure in sorted(sure, key=lambda found: found[:2]):
        while running and running[0][0] < start:
            heappop(running)
        if len(running) >= seats:
            yield tenure, running[0][2]
        else:
            heappush(running, (end, number, tenure))
