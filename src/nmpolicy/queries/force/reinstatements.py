"""Reinstatements of an instrument after something stopped it."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from itertools import accumulate

from nmpolicy.queries.intervals import Interval, any_during


class Reinstatements:
    """The days on which an instrument may have been reinstated, indexed so that no question goes through all of them.

    >>> from nmpolicy.queries.intervals import interval_of
    >>> from nmpolicy.vocabulary.dates import PartialDate
    >>> may, june, july = (interval_of(PartialDate(day)) for day in ("2025-05-10", "2025-06", "2025-07-01"))
    >>> Reinstatements([june]).since(may, july), Reinstatements([june]).since(july, july)
    (True, False)
    """

    def __init__(self, intervals: Iterable[Interval]) -> None:
        """Sort the intervals by their last and by their first days."""
        by_last = sorted(intervals, key=lambda each: each.last)
        self._lasts = [each.last for each in by_last]
        self._latest_first = [*accumulate((each.first for each in by_last), max)]
        by_first = sorted(by_last)
        self._firsts = [each.first for each in by_first]
        self._latest_last = [*accumulate((each.last for each in by_first), max)]

    def since(self, stopped: Interval, period: Interval) -> bool | None:
        """Return whether a reinstatement happened by every day of a period, and not before something stopped."""
        certain = bisect_right(self._lasts, period.first)
        if certain and self._latest_first[certain - 1] >= stopped.last:
            return True
        return None if self._may_be_since(stopped.first, period.last) else False

    def change_during(self, period: Interval) -> bool:
        """Return whether there may have been more reinstatements at the end of a period than at its start."""
        return any_during(self._firsts, period) or any_during(self._lasts, period)

    def _may_be_since(self, stopped: date, day: date) -> bool:
        possible = bisect_right(self._firsts, day)
        return possible > 0 and self._latest_last[possible - 1] >= stopped
