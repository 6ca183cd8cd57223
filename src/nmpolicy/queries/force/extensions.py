"""Extensions: the last day of an instrument that others extend, one after another."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from nmpolicy.queries.intervals import Interval
from nmpolicy.records.relations import Relation

#: The last day of something without a recorded end.
NO_END = Interval(date.max, date.max)


class Extension(NamedTuple):
    """A relation that extends an instrument, with the days on which it may begin and end."""

    relation: Relation
    """The relation."""
    starts: Interval
    """The days on which it may take effect."""
    lasts: Interval
    """The days that may be the last to which it extends the instrument."""
    certain: bool
    """True if it certainly takes effect, and certainly extends the record in question."""
    open: bool = False
    """True if no end of it is recorded."""


def possible_extension(
    relation: Relation, starts: Interval, lasts: Interval, *, certain: bool, open: bool
) -> Extension | None:
    """Return an extension that does not end before it takes effect, or None if that is impossible."""
    if lasts.last < starts.first:
        return None
    starts = Interval(starts.first, min(starts.last, lasts.last))
    return Extension(relation, starts, Interval(max(lasts.first, starts.first), lasts.last), certain, open)


def last_day(expiry: Interval | None, extensions: Sequence[Extension]) -> Interval:
    """Return the days that may be the last of an instrument, as it is extended.

    An extension counts only if it takes effect by the day after what it extends would have ended. Without an expiry of
    its own, an instrument lasts at least until the first extension whose end is recorded.

    >>> days = [date(2020, 4, number) for number in range(31)[1:]]
    >>> relation = Relation(id="r", subject="b", predicate="extends", object="a")
    >>> def extended(first, last):
    ...     return Extension(relation, Interval(days[first], days[first]), Interval(days[last], days[last]), True)
    >>> str(last_day(Interval(days[3], days[3]), [extended(4, 9), extended(11, 15)]).last)
    '2020-04-10'
    """
    if expiry is not None:
        return Interval(_reach(expiry.first, _shortest(extensions)), _reach(expiry.last, _longest(extensions)))
    closed = [each for each in extensions if not each.open]
    if not closed:
        return NO_END
    begun = min((each.starts.last for each in closed if each.certain), default=None)
    first_ones = [each for each in closed if begun is None or each.starts.first <= begun]
    earliest = _reach(min(each.lasts.first for each in first_ones), _shortest(extensions))
    if begun is None:
        return Interval(earliest, date.max)
    return Interval(earliest, _reach(max(each.lasts.last for each in first_ones), _longest(extensions)))


_Spans = Iterable[tuple[date, date]]


def _shortest(extensions: Iterable[Extension]) -> _Spans:
    return [(each.starts.last, each.lasts.first) for each in extensions if each.certain]


def _longest(extensions: Iterable[Extension]) -> _Spans:
    return [(each.starts.first, each.lasts.last) for each in extensions]


def _reach(day: date, spans: _Spans) -> date:
    """Return the last day that some spans of a first and a last day reach from a day without a gap."""
    for first, last in sorted(spans):
        if day < date.max and first <= day + timedelta(days=1):
            day = max(day, last)
    return day
