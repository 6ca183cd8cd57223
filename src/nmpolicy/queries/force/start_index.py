"""What may bring an instrument into force, indexed by day, so that no question goes through all of it again."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from nmpolicy.queries.force.decisions import Decision, Reason
from nmpolicy.queries.intervals import Interval


class Start(NamedTuple):
    """Something that may bring an instrument, or a part of it, into force."""

    days: Interval
    """The days on which it may do so."""
    happens: bool | None
    """True if it does so at some time, False if it does not, and None if the records do not decide it."""
    reason: Reason
    """The reason to give if it has done so."""
    reason_against: Reason
    """The reason to give if it has not done so, or may not have."""


class Starts:
    """Decides whether any of some starts has happened. The first of those that have is the reason.

    >>> from datetime import date
    >>> may, june, july = (Interval(date(2025, month, 1), date(2025, month, 1)) for month in (5, 6, 7))
    >>> commenced = Reason("r", "commenced by b")
    >>> starts = Starts([Start(june, True, commenced, commenced)])
    >>> starts.decide(july).value, starts.decide(may).value
    (True, False)
    """

    def __init__(self, starts: Iterable[Start]) -> None:
        """Sort the starts by their last and by their first days."""
        self._listed = [*starts]
        known = sorted((each.days.last, place) for place, each in enumerate(self._listed) if each.happens)
        self._lasts = [last for last, _ in known]
        self._first_listed = [*accumulate((place for _, place in known), min)]
        possible = sorted(
            (each.days.first, place) for place, each in enumerate(self._listed) if each.happens is not False
        )
        self._firsts = [first for first, _ in possible]
        self._possible = [place for _, place in possible]
        self._against = tuple(each.reason_against for each in self._listed)

    def decide(self, period: Interval) -> Decision:
        """Decide whether any of them has happened by every day of a period."""
        if number := bisect_right(self._lasts, period.first):
            return Decision(value=True, reasons=(self._listed[self._first_listed[number - 1]].reason,))
        if number := bisect_right(self._firsts, period.last):
            return Decision(None, tuple(self._against[place] for place in sorted(self._possible[:number])))
        return Decision(value=False, reasons=self._against)
