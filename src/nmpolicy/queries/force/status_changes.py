"""Changes that stop the force of an instrument or let it continue, and which of them is the last by a day."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from nmpolicy.queries.force.decisions import Decision, Reason
from nmpolicy.queries.intervals import Interval


class StatusChange(NamedTuple):
    """Something that stops the force of an instrument or lets it continue."""

    interval: Interval
    """The days on which it may happen; the change counts from that day on."""
    continues: bool
    """True if the instrument continues from then on, False if it stops."""
    reasons: tuple[Reason, ...] = ()
    """The reasons to give for it."""


class StatusChanges:
    """Some changes, indexed by their days, so that no question goes through all of them again."""

    def __init__(self, changes: Iterable[StatusChange], *, ordered: bool) -> None:
        """Index the changes. If they are `ordered`, they happened in the order in which they are listed."""
        self.listed: Sequence[StatusChange] = [*changes]
        self._ordered = ordered
        spans = [each.interval for each in self.listed]
        by_last = sorted(range(len(spans)), key=lambda index: spans[index].last)
        self._lasts = [spans[index].last for index in by_last]
        # The latest of those that certainly happened by a day: the last in order, or the one that began latest.
        latest = ((date.min if ordered else spans[index].first, index) for index in by_last)
        self._latest = [index for _, index in accumulate(latest, max)]
        self._by_first = sorted(range(len(spans)), key=lambda index: spans[index].first)
        self._firsts = [spans[index].first for index in self._by_first]
        self._lasts_so_far = [*accumulate((spans[index].last for index in self._by_first), max)]
        self._firsts_from_here = [*accumulate((each.first for each in reversed(spans)), min)][::-1]

    def last(self, period: Interval) -> Decision:
        """Decide whether the last of the changes lets an instrument continue throughout a period."""
        number = bisect_right(self._lasts, period.first)
        latest = self._latest[number - 1] if number else None
        found = self._in_order(latest or 0, period) if self._ordered else sorted(self._not_before(latest, period))
        remaining = [self.listed[index] for index in found]
        values = {each.continues for each in remaining} | ({True} if latest is None else set())
        value = values.pop() if len(values) == 1 else None
        return Decision(value, tuple(reason for each in remaining for reason in each.reasons))

    def _in_order(self, first: int, period: Interval) -> Iterator[int]:
        """Yield the indices, from one on, of the changes that may have happened by the end of a period."""
        for index in range(first, len(self.listed)):
            if self._firsts_from_here[index] > period.last:
                return
            if self.listed[index].interval.first <= period.last:
                yield index

    def _not_before(self, latest: int | None, period: Interval) -> Iterator[int]:
        """Yield the indices of the changes that may have happened by then, and not certainly before the latest one."""
        latest_first = date.min if latest is None else self.listed[latest].interval.first
        for place in range(bisect_right(self._firsts, period.last) - 1, -1, -1):
            if self._lasts_so_far[place] < latest_first:
                return
            index = self._by_first[place]
            last = min(self.listed[index].interval.last, period.last)
            # Two changes on one day happened in the order listed.
            if latest is None or last > latest_first or (last == latest_first and index >= latest):
                yield index


def last_change(changes: Iterable[StatusChange], period: Interval, *, ordered: bool) -> Decision:
    """Decide about changes that are asked about only once."""
    return StatusChanges(changes, ordered=ordered).last(period)
