"""Served tenures: the days on which a holder certainly or possibly served, from the terms and the official acts."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import accumulate, pairwise
from typing import NamedTuple

from nmpolicy.queries.intervals import UNBOUNDED, Interval, IntervalSet
from nmpolicy.queries.tenures import Tenure, between


class OfficialAct(NamedTuple):
    """An act that shows that someone held a post at the time."""

    record: str
    """Id of the instrument or statement."""
    interval: Interval
    """The days on which the act may have taken place."""


def acts_by_tenure(
    tenures: Sequence[Tenure], acts: Iterable[OfficialAct]
) -> Sequence[tuple[Tenure, Sequence[OfficialAct]]]:
    """Return each tenure of one holder with the acts that can belong to it and to no other of them."""
    firsts = sorted((each.possible.first, index) for index, each in enumerate(tenures))
    lasts = sorted((each.possible.last, index) for index, each in enumerate(tenures))
    # The tenures that can include an act are those that begin by its last day, less those that end before its first.
    # Where only one is left, the difference between the sums of their indexes is its index.
    begun = [*accumulate((index for _, index in firsts), initial=0)]
    ended = [*accumulate((index for _, index in lasts), initial=0)]
    found: list[list[OfficialAct]] = [[] for _ in tenures]
    for act in acts:
        before = bisect_right(firsts, (act.interval.last, len(tenures)))
        over = bisect_left(lasts, (act.interval.first, 0))
        if before - over == 1:
            found[begun[before] - ended[over]].append(act)
    return [*zip(tenures, found, strict=True)]


def days_without_seat(terms: Iterable[Iterable[Interval]], seats: int) -> IntervalSet:
    """Return the days on which holders take every seat, given the days on which each holder certainly served.

    The first and the last day of a holder leave the seat to someone else for a part of the day.

    >>> year = Interval(date(2025, 1, 1), date(2025, 12, 31))
    >>> [str(day) for days in days_without_seat([[year]], 1) for day in days]
    ['2025-01-02', '2025-12-30']
    """
    changes = Counter[int]()
    for intervals in terms:
        for first, last in IntervalSet(intervals):
            if last.toordinal() - first.toordinal() > 1:
                changes[first.toordinal() + 1] += 1
                changes[last.toordinal()] -= 1
    taken = 0
    full = []
    for start, end in pairwise(sorted(changes)):
        taken += changes[start]
        if taken >= seats:
            full.append(Interval(date.fromordinal(start), date.fromordinal(end - 1)))
    return IntervalSet(full)


def running_ends(
    tenures: Sequence[Tenure], begun: Iterable[tuple[Interval, str]], seats: int | None
) -> Iterator[Interval]:
    """Yield the last day on which each tenure certainly counts as running, and the last on which it may.

    A tenure without an end counts as running until as many others have begun as the post has seats: `begun` has the
    days on which each holder may have begun. With one seat, the next holder ends it; the number of seats may be
    unknown. For a tenure with an end, or without a start, nothing follows from others.
    """
    found = [UNBOUNDED] * len(tenures)
    open_ended = [
        (each.start.span[1], index) for index, each in enumerate(tenures) if each.start is not None and not each.end
    ]
    remaining = sorted(begun)
    positions: dict[str, int] = {}  # where each holder begins next, as a position in `remaining`
    nexts: list[int] = []  # the same positions as negative numbers, in ascending order
    soonest: list[tuple[date, str]] = []  # the first two holders who have certainly begun, each with the day
    starts = [days.first for days, _ in remaining]
    for start, index in sorted(open_ended, reverse=True):
        while remaining and remaining[-1][0].first > start:
            days, holder = remaining.pop()
            if holder in positions:
                del nexts[bisect_left(nexts, -positions[holder])]
            positions[holder] = len(remaining)
            nexts.append(-len(remaining))
            others = [each for each in soonest if each[1] != holder]
            mine = min([days.last, *(day for day, other in soonest if other == holder)])
            soonest = sorted([*others, (mine, holder)])[:2]
        holder, rank = tenures[index].holder, seats or 1
        if holder in positions and len(nexts) >= rank and -positions[holder] >= nexts[-rank]:
            rank += 1  # its own next term takes no further seat
        first = starts[-nexts[-rank]] if rank <= len(nexts) else date.max
        last = min((day for day, other in soonest if other != holder), default=date.max) if seats == 1 else date.max
        found[index] = Interval(first, last)
    yield from found


class ServedTenure(NamedTuple):
    """A tenure with the official acts in it."""

    tenure: Tenure
    """The tenure."""
    acts: Sequence[OfficialAct] = ()
    """The acts that belong to it and to no other tenure of the holder."""
    runs_until: Interval = Interval(date.max, date.max)
    """The last day on which it counts as running, and the last on which it may, if no end is recorded."""

    @property
    def points(self) -> Sequence[OfficialAct]:
        """Days on one of which it certainly ran, each with the record that shows it."""
        return [*(OfficialAct(self.tenure.membership, each) for each in self.tenure.limits), *self.acts]

    @property
    def certain(self) -> Interval | None:
        """The days on which it certainly ran, or counts as running without a recorded end."""
        points = [each.interval for each in self.points]
        if points and self.tenure.end is None:
            first = min(each.last for each in points)
            last = max(self.runs_until.first, *(each.first for each in points))
            return Interval(first, last) if first <= last else None
        return between(points)

    @property
    def possible(self) -> Interval:
        """The days on which it may have run."""
        first, last = self.tenure.possible
        if self.tenure.end is None:
            last = max(self.runs_until.last, *(each.interval.first for each in self.points), first)
        return Interval(first, last)

    @property
    def has_no_end(self) -> bool:
        """True if no end of it is recorded, nor a successor who would have ended it."""
        return self.tenure.end is None and self.runs_until.last == date.max

    def runs_beyond_acts(self, day: Interval) -> bool:
        """Return whether it is only because no end is recorded that it counts as running until the end of a day."""
        return self.tenure.end is None and all(each.interval.first < day.last for each in self.points)
