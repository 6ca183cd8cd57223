"""Intervals of days: the days that a partial date may mean, and periods that a question is about."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from nmpolicy.vocabulary.dates import PartialDate


class Interval(NamedTuple):
    """A first and a last day, both inclusive: a period, or the range of days on which something may have happened."""

    first: date
    """The first day."""
    last: date
    """The last day, inclusive."""

    def meets(self, other: "Interval") -> bool:
        """Return whether a day is in both."""
        return self.first <= other.last and other.first <= self.last


#: Every day: the interval of something that has no date.
UNBOUNDED = Interval(date.min, date.max)


def interval_of(day: PartialDate | None) -> Interval:
    """Return the days that a date may mean; every day if there is no date.

    >>> interval_of(PartialDate("2025-02")).last
    datetime.date(2025, 2, 28)
    """
    return UNBOUNDED if day is None else Interval(*day.span)


def has_happened(event: Interval, period: Interval) -> bool | None:
    """Return True if an event has happened by every day of a period, False if by none, and None if that is undecided.

    >>> year, may = interval_of(PartialDate("2025")), interval_of(PartialDate("2025-05"))
    >>> has_happened(may, interval_of(PartialDate("2026"))), has_happened(may, may)
    (True, None)
    >>> has_happened(year, interval_of(PartialDate("2024")))
    False
    """
    return True if event.last <= period.first else False if event.first > period.last else None


def changes_during(event: Interval, period: Interval) -> bool:
    """Return whether an event has another answer to `has_happened` on the last day of a period than on its first.

    >>> year, may = interval_of(PartialDate("2025")), interval_of(PartialDate("2025-05"))
    >>> changes_during(may, year), changes_during(year, may)
    (True, False)
    """
    return any(period.first < day <= period.last for day in event)


def any_during(days: Sequence[date], period: Interval) -> bool:
    """Return whether any of some days, which are in order, is after the first day of a period and within it."""
    return bisect_right(days, period.first) < bisect_right(days, period.last)


class IntervalSet:
    """The days that are in any of some intervals, kept as separate intervals in order.

    >>> january, april = (interval_of(PartialDate(f"2025-0{month}")) for month in (1, 4))
    >>> [(str(gap.first), str(gap.last)) for gap in IntervalSet([april, january]).gaps()]
    [('2025-02-01', '2025-03-31')]
    """

    def __init__(self, intervals: Iterable[Interval]) -> None:
        """Merge the intervals that overlap, and those that begin on the day after another ends."""
        self._firsts: list[date] = []
        self._lasts: list[date] = []
        for first, last in sorted(intervals):
            if self._lasts and first.toordinal() - self._lasts[-1].toordinal() <= 1:
                self._lasts[-1] = max(self._lasts[-1], last)
            else:
                self._firsts.append(first)
                self._lasts.append(last)

    def __iter__(self) -> Iterator[Interval]:
        """Yield the merged intervals in order."""
        return map(Interval, self._firsts, self._lasts)

    def gaps(self) -> Iterator[Interval]:
        """Yield the days between two intervals that are in none of them, in order."""
        for last, first in zip(self._lasts, self._firsts[1:], strict=False):
            yield Interval(date.fromordinal(last.toordinal() + 1), date.fromordinal(first.toordinal() - 1))

    def reach(self, day: date) -> date:
        """Return the last day that a run of days reaches which begins on a day or on the day after it.

        >>> days = IntervalSet([Interval(date(2025, 1, 5), date(2025, 1, 9))])
        >>> [str(days.reach(date(2025, 1, number))) for number in (3, 4, 10)]
        ['2025-01-03', '2025-01-09', '2025-01-10']
        """
        index = bisect_left(self._lasts, day)
        if index < len(self._lasts) and self._firsts[index].toordinal() - day.toordinal() <= 1:
            return self._lasts[index]
        return day

    def excludes(self, interval: Interval) -> bool:
        """Return whether no day of an interval is in the set."""
        index = bisect_left(self._lasts, interval.first)
        return index == len(self._lasts) or interval.last < self._firsts[index]

    def includes(self, interval: Interval) -> bool:
        """Return whether every day of an interval is in the set."""
        index = bisect_left(self._lasts, interval.last)
        return index < len(self._lasts) and self._firsts[index] <= interval.first
