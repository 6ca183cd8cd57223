"""Tenures: the memberships that hold a post, and the days on which they may or certainly ran."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from heapq import heappop, heappush
from itertools import chain
from typing import NamedTuple

from attrs import Factory, frozen

from nmpolicy.queries.intervals import UNBOUNDED, Interval, IntervalSet, interval_of
from nmpolicy.records.collection import Collection
from nmpolicy.records.once_per_collection import once_per_collection
from nmpolicy.vocabulary.dates import PartialDate


class Tenure(NamedTuple):
    """A membership that holds a post. Without a start or an end date, it may have run on any earlier or later day."""

    post: str
    """Id of the post."""
    holder: str
    """Id of the person or organization that holds it."""
    membership: str
    """Id of the membership."""
    start: PartialDate | None
    """Its first day, or None if it is unknown."""
    end: PartialDate | None
    """Its last day, inclusive, or None if it is unknown or has not come."""

    @property
    def possible(self) -> Interval:
        """The days on which it may have run; every day if its end is before its start."""
        first = self.start.span[0] if self.start else date.min
        last = self.end.span[1] if self.end else date.max
        return Interval(first, last) if first <= last else UNBOUNDED

    @property
    def limits(self) -> tuple[Interval, ...]:
        """The days on which it may have begun, and those on which it may have ended; empty if they contradict."""
        if self.start and self.end and self.end.before(self.start):
            return ()
        return tuple(interval_of(each) for each in (self.start, self.end) if each)

    @property
    def certain(self) -> Interval | None:
        """The days on which it certainly ran, or None if there are none or its start is unknown."""
        return between(self.limits) if self.start else None


def between(points: Iterable[Interval]) -> Interval | None:
    """Return the days on which a period certainly ran, if it ran on some day of each interval; None if there are none.

    >>> between([interval_of(PartialDate("2021")), interval_of(PartialDate("2025"))])
    Interval(first=datetime.date(2021, 12, 31), last=datetime.date(2025, 1, 1))
    """
    known = list(points)
    first = min((each.last for each in known), default=date.max)
    last = max((each.first for each in known), default=date.min)
    return Interval(first, last) if first <= last else None


@frozen
class TenureIndex:
    """The tenures of every post of a collection."""

    by_post: Mapping[str, Sequence[Tenure]]
    """The tenures of each post, by its id, in document order."""
    without_seat: Mapping[str, tuple[str, str]] = Factory(dict)
    """The memberships that begin while others hold every seat, each with its post and a membership that still runs."""
    _possible_days: dict[str, Mapping[str | None, IntervalSet]] = Factory(dict)

    def excludes(self, post: str, day: PartialDate, holder: str | None = None) -> bool:
        """Return whether a post has tenures, and none of them can have run on a day; of one holder, if one is named.

        >>> first = Tenure("mayor", "jane", "m-1", PartialDate("2021"), PartialDate("2025"))
        >>> index = TenureIndex({"mayor": [first]})
        >>> index.excludes("mayor", PartialDate("2020")), index.excludes("clerk", PartialDate("2020"))
        (True, False)
        """
        possible = self._possible(post).get(holder)
        return possible is not None and possible.excludes(interval_of(day))

    def can_hold(self, post: str, days: Interval, holder: str) -> bool:
        """Return whether someone has a term in a post that can have run on one of some days."""
        possible = self._possible(post).get(holder)
        return possible is not None and not possible.excludes(days)

    def by_holder(self, post: str) -> Mapping[str, Sequence[Tenure]]:
        """Return the tenures of a post by holder, in document order."""
        found: dict[str, list[Tenure]] = {}
        for tenure in self.by_post.get(post, ()):
            found.setdefault(tenure.holder, []).append(tenure)
        return found

    def _possible(self, post: str) -> Mapping[str | None, IntervalSet]:
        if post not in self._possible_days:
            days = {holder: [each.possible for each in tenures] for holder, tenures in self.by_holder(post).items()}
            sets: dict[str | None, IntervalSet] = {holder: IntervalSet(each) for holder, each in days.items()}
            if days:
                sets[None] = IntervalSet(chain.from_iterable(days.values()))
            self._possible_days[post] = sets
        return self._possible_days[post]


@once_per_collection
def tenure_index(collection: Collection) -> TenureIndex:
    """Return the tenures of every post of a collection."""
    by_post: dict[str, list[Tenure]] = {}
    for each in collection.memberships:
        if each.post:
            tenure = Tenure(each.post, each.member, each.id, each.start_date, each.end_date)
            by_post.setdefault(each.post, []).append(tenure)
    seats: dict[str, int] = {}
    for post in collection.posts:
        if post.maximum_memberships:  # of posts with the same id, the first that gives a number counts
            seats.setdefault(post.id, post.maximum_memberships)
    full = {
        later.membership: (id, earlier.membership)
        for id, number in seats.items()
        for later, earlier in over_capacity(by_post.get(id, ()), number)
    }
    return TenureIndex(by_post, full)


def over_capacity(tenures: Iterable[Tenure], seats: int) -> Iterator[tuple[Tenure, Tenure]]:
    """Yield the tenures that certainly begin while others certainly hold every seat, each with one that still runs.

    The last day of one term may be the first day of the next. One holder takes one seat, whatever the number of terms.

    >>> first = Tenure("mayor", "a", "m-1", PartialDate("2017-12-01"), PartialDate("2025-11-30"))
    >>> second = Tenure("mayor", "b", "m-2", PartialDate("2025-01-01"), PartialDate("2029"))
    >>> [(later.holder, earlier.holder) for later, earlier in over_capacity([first, second], 1)]
    [('b', 'a')]
    >>> list(over_capacity([first, second._replace(start=first.end)], 1))
    []
    """
    running: list[tuple[date, int, Tenure]] = []
    seated: dict[str, date] = {}  # the last day of each holder with a seat
    certain = ((interval, index, tenure) for index, tenure in enumerate(tenures) if (interval := tenure.certain))
    for (first, last), index, tenure in sorted(certain, key=lambda item: item[:2]):
        while running and running[0][0] <= first:
            ended, _, other = heappop(running)
            if seated[other.holder] == ended:
                seated.pop(other.holder)
        if tenure.holder not in seated and len(seated) >= seats:
            yield tenure, running[0][2]
        elif seated.get(tenure.holder, date.min) < last:  # otherwise an earlier term of the holder lasts as long
            heappush(running, (last, index, tenure))
            seated[tenure.holder] = last
