"""Extensions: the last day of a record that others extend, one after another."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from nmpolicy.queries.intervals import Interval, IntervalSet
from nmpolicy.records.relations import Relation

#: The last day of something without a recorded end.
NO_END = Interval(date.max, date.max)


class Extension(NamedTuple):
    """A relation that extends an instrument or a part of it, with the days on which it may begin and end."""

    relation: Relation
    """The relation."""
    starts: Interval
    """The days on which it may take effect."""
    lasts: Interval
    """The days that may be the last to which it extends its object."""
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


class Extensions:
    """Some extensions in the order in which they may begin. No question goes through all of them again."""

    def __init__(self, extensions: Iterable[Extension]) -> None:
        """Sort the extensions, and join the days of those that follow each other."""
        self.listed = sorted(extensions, key=lambda each: each.starts.first)
        self.shortest = IntervalSet(
            Interval(each.starts.last, each.lasts.first)
            for each in self.listed
            if each.certain and each.starts.last <= each.lasts.first
        )
        self.longest = IntervalSet(Interval(each.starts.first, each.lasts.last) for each in self.listed)
        closed = [each for each in self.listed if not each.open]
        self.begun = min((each.starts.last for each in closed if each.certain), default=None)
        self._starts = [each.starts.first for each in self.listed]
        self._furthest = [*accumulate(self.listed, _further)]
        self._closed_starts = [each.starts.first for each in closed]
        self._earliest_ends = [*accumulate((each.lasts.first for each in closed), min)]
        self._latest_ends = [*accumulate((each.lasts.last for each in closed), max)]

    def __eq__(self, other: object) -> bool:
        """Return whether the extensions are the same."""
        return isinstance(other, Extensions) and self.listed == other.listed

    __hash__ = None  # type: ignore[assignment]  # compared only, while a circle of extensions is solved

    def furthest(self, day: date) -> Extension | None:
        """Return the extension that may last longest, of those that may begin by a day."""
        number = bisect_right(self._starts, day)
        return self._furthest[number - 1] if number else None

    def first_ends(self, begun: date) -> Interval | None:
        """Return the first and the last end of the extensions that may begin by a day and have a recorded end."""
        number = bisect_right(self._closed_starts, begun)
        return Interval(self._earliest_ends[number - 1], self._latest_ends[number - 1]) if number else None


def _further(one: Extension, other: Extension) -> Extension:
    return max(one, other, key=lambda each: (each.lasts.last, each.starts.first))


def furthest(extending: Iterable[Extensions], day: date) -> Extension | None:
    """Return the extension that may last longest, of all that may begin by a day."""
    found = [one for each in extending if (one := each.furthest(day))]
    return max(found, key=lambda each: (each.lasts.last, each.starts.first), default=None)


def last_day(expiry: Interval | None, extending: Sequence[Extensions], showing: Sequence[Extensions] = ()) -> Interval:
    """Return the days that may be the last of a record, as it is extended.

    An extension counts only if it takes effect by the day after what it extends would have ended. Without an expiry of
    its own, a record lasts at least until the first extension whose end is recorded, of those that are `showing` that
    it has an end.

    >>> days = [date(2020, 4, number) for number in range(31)[1:]]
    >>> relation = Relation(id="r", subject="b", predicate="extends", object="a")
    >>> def extended(first, last):
    ...     return Extension(relation, Interval(days[first], days[first]), Interval(days[last], days[last]), True)
    >>> extending = [Extensions([extended(4, 9), extended(11, 15)])]
    >>> str(last_day(Interval(days[3], days[3]), extending).last), str(last_day(None, extending, extending).last)
    ('2020-04-10', '2020-04-10')
    """
    end = expiry or _shown_end(showing)
    if end is None:
        return NO_END
    return Interval(
        _reach(end.first, [each.shortest for each in extending]), _reach(end.last, [each.longest for each in extending])
    )


def _shown_end(showing: Sequence[Extensions]) -> Interval | None:
    """Return the days on which a record would have ended by the first of its extensions, or None if none has an end."""
    begun = min((each.begun for each in showing if each.begun), default=None)
    ends = [end for each in showing if (end := each.first_ends(begun or date.max))]
    if not ends:
        return None
    return Interval(min(each.first for each in ends), max(each.last for each in ends) if begun else date.max)


def _reach(day: date, sets: Sequence[IntervalSet]) -> date:
    """Return the last day that some sets of days reach together from a day without a gap."""
    reached = max((each.reach(day) for each in sets), default=day)
    while reached > day:
        day, reached = reached, max(each.reach(reached) for each in sets)
    return day
