"""The days of a recurrence rule (RFC 5545), for a start that may be any day of an interval."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from math import lcm
from typing import NamedTuple

from attrs import evolve

from nmpolicy.queries.intervals import Interval
from nmpolicy.queries.recurrence_periods import LAST_DAY, days_of_period, period_of
from nmpolicy.vocabulary.recurrence import RecurrenceRule, parse_recurrence

_400_YEARS = 146_097  # days, a whole number of weeks; the calendar then repeats itself
_PERIODS_OF_400_YEARS = {"YEARLY": 400, "MONTHLY": 4800, "WEEKLY": 20_871, "DAILY": _400_YEARS}
#: Years in which every pair of neighboring years occurs: either of any length, and beginning on any weekday.
_ALL_YEARS = Interval(date(2001, 1, 1), date(2028, 12, 31))


class _Group(NamedTuple):
    """The possible starts from which a rule makes the same days, but for its first and last ones."""

    rule: RecurrenceRule
    """The rule, completed from the start."""
    starts: Sequence[int]
    """The starts in order, as ordinals."""


def recurrence_days(rule: str, start: Interval, period: Interval, *, after: bool) -> Iterator[tuple[date, bool]]:
    """Yield the days of a recurrence in a period, in order; each with True if it is one of them for every start.

    `start` is the days on which the recurrence may start. A start that matches the rule is the first day of the
    recurrence, unless `after` is set: then the first day comes after the start.

    >>> january, february = Interval(date(2025, 1, 30), date(2025, 1, 31)), Interval(date(2025, 2, 1), date(2025, 4, 1))
    >>> [(str(day), certain) for day, certain in recurrence_days("FREQ=MONTHLY", january, february, after=False)]
    [('2025-03-30', False), ('2025-03-31', False)]
    """
    parsed = parse_recurrence(rule)
    if not can_be_met(parsed):
        return
    first, last = period.first.toordinal(), period.last.toordinal()
    total = start.last.toordinal() - start.first.toordinal() + 1
    matching: Counter[int] = Counter()
    for group in _groups(parsed, start, period.last):
        find = bisect_left if after else bisect_right  # the number of starts from which a day counts
        if parsed.count is None:
            for day in _days(group.rule, group.starts[0], max(first, group.starts[0]), last):
                matching[day] += find(group.starts, day)
        else:
            moved, left = _past_cycles(group, parsed.count, first)
            matching.update(_counted(moved, left, first, last, after=after))
    for day in sorted(day for day, count in matching.items() if count):
        yield date.fromordinal(day), matching[day] == total


def is_ever_met(rule: str, start: Interval) -> bool:
    """Return whether a recurrence has any day, from any of the days on which it may start.

    >>> from_2025 = Interval(date(2025, 1, 1), date(2025, 1, 1))
    >>> is_ever_met("FREQ=YEARLY;INTERVAL=4;BYYEARDAY=366", from_2025)
    False
    """
    parsed = parse_recurrence(rule)
    cycle = _cycle(parsed)
    return can_be_met(parsed) and any(
        next(_days(group.rule, group.starts[0], group.starts[0], min(group.starts[0] + cycle, LAST_DAY)), None)
        is not None
        for group in _groups(parsed, start, date.max)
    )


def depends_on_start(rule: str, start: Interval) -> bool:
    """Return whether some of the days on which a recurrence may start make other days than the rest, once all are past.

    >>> july = Interval(date(2025, 7, 1), date(2025, 7, 31))
    >>> depends_on_start("FREQ=MONTHLY;BYMONTHDAY=1", july), depends_on_start("FREQ=MONTHLY", july)
    (False, True)
    """
    parsed = parse_recurrence(rule)
    if start.first == start.last:
        return False
    return parsed.count is not None or len([*_groups(parsed, start, date.max)]) > 1


@lru_cache(1000)
def can_be_met(rule: RecurrenceRule) -> bool:
    """Return whether a rule matches any day of the calendar for any start, whatever its interval and its end."""
    rule = evolve(rule, interval=1, count=None, until=None)
    return any(
        next(_days(each, *(day.toordinal() for day in (_ALL_YEARS.first, *_ALL_YEARS))), None) is not None
        for each in _completions(rule)
    )


def impossible_parts(rule: str) -> Iterator[str]:
    """Yield the values in a rule that never contribute a day; the rule as a whole if none of them does.

    >>> list(impossible_parts("FREQ=YEARLY;BYMONTH=2,7;BYMONTHDAY=31")), list(impossible_parts("FREQ=DAILY"))
    (['BYMONTH=2'], [])
    """
    parsed = parse_recurrence(rule)
    if not can_be_met(parsed):
        yield rule
        return
    parts = dict(part.split("=") for part in rule.split(";"))
    for name, value in parts.items():
        # A position is taken from the days that the other parts make.
        kept = [each for each in parts if name == "BYSETPOS" or each != "BYSETPOS"]
        for one in dict.fromkeys(value.split(",")) if name.startswith("BY") else ():
            alone = ";".join(f"{each}={one if each == name else parts[each]}" for each in kept)
            if not can_be_met(parse_recurrence(alone)):
                yield f"{name}={one}"


def _groups(rule: RecurrenceRule, start: Interval, last: date) -> Iterator[_Group]:
    """Yield the starts until a day in groups that make the same days."""
    found: dict[tuple[int, RecurrenceRule], list[int]] = {}
    completed: dict[tuple[int, ...], RecurrenceRule] = {}
    for ordinal in range(start.first.toordinal(), min(start.last, last).toordinal() + 1):
        day = date.fromordinal(ordinal)
        taken = _taken_from(rule, day)
        if taken not in completed:
            completed[taken] = _complete(rule, taken)
        key = period_of(rule, day) % rule.interval, completed[taken]
        found.setdefault(key, []).append(ordinal)
    for (_, complete), starts in found.items():
        yield _Group(complete, starts)


def _cycle(rule: RecurrenceRule) -> int:
    """Return the number of days after which a rule makes the same days again."""
    periods = _PERIODS_OF_400_YEARS[rule.frequency]
    return lcm(periods, rule.interval) // periods * _400_YEARS


def _past_cycles(group: _Group, count: int, first: int) -> tuple[_Group, int]:
    """Move the starts of a group on by the whole cycles before a day, and return how many of their days are left."""
    cycle = _cycle(group.rule)
    cycles = max(0, first - group.starts[-1] - 1) // cycle
    if not cycles:
        return group, count
    begins = date.fromordinal(group.starts[0])
    left = count - cycles * _days_in_cycle(evolve(group.rule, count=None), begins, cycle)
    return _Group(group.rule, [start + cycles * cycle for start in group.starts]), max(left, 0)


@lru_cache(1000)
def _days_in_cycle(rule: RecurrenceRule, start: date, cycle: int) -> int:
    """Return the number of days that a complete rule makes in a cycle from a start on."""
    first = start.toordinal()
    return sum(1 for _ in _days(rule, first, first, first + cycle - 1))


def _counted(group: _Group, count: int, first: int, last: int, *, after: bool) -> Mapping[int, int]:
    """Return how many starts of a group make each day of a period, if each makes a number of days."""
    days: list[int] = []
    enough = 0
    for day in _days(group.rule, group.starts[0], group.starts[0], last):
        enough += day >= group.starts[-1]
        days.append(day)
        if enough > count:
            break
    find = bisect_right if after else bisect_left
    before = [find(days, start) for start in group.starts]  # how many days come before the first one of each start
    found = {}
    for position in range(bisect_left(days, first), len(days)):
        found[days[position]] = bisect_right(before, position) - bisect_right(before, position - count)
    return found


def _days(rule: RecurrenceRule, start: int, first: int, last: int) -> Iterator[int]:
    """Yield the days of a complete rule from `first` to `last`, in order. `start` decides which periods count."""
    if rule.until:
        last = min(last, rule.until.toordinal())
    if first > last:
        return
    phase = period_of(rule, date.fromordinal(start))
    lowest = period_of(rule, date.fromordinal(first))
    highest = period_of(rule, date.fromordinal(last))
    for period in range(lowest + (phase - lowest) % rule.interval, highest + 1, rule.interval):
        yield from (day for day in days_of_period(rule, period) if first <= day <= last)


def _taken_from(rule: RecurrenceRule, start: date) -> tuple[int, ...]:
    """Return the weekday, or the day of the month and the month, that a rule lacks and takes from its start."""
    if rule.frequency == "DAILY" or rule.weekdays or rule.month_days or rule.year_days:
        return ()
    if rule.frequency == "WEEKLY" or rule.weeks:
        return (start.weekday(),)
    if rule.frequency == "MONTHLY" or rule.months:
        return (start.day,)
    return (start.day, start.month)


def _complete(rule: RecurrenceRule, taken: tuple[int, ...]) -> RecurrenceRule:
    """Return a rule with the weekday, the day or the month that it takes from its start."""
    if not taken:
        return rule
    if rule.frequency == "WEEKLY" or rule.weeks:
        return evolve(rule, weekdays=((0, taken[0]),))
    return evolve(rule, month_days=taken[:1], months=taken[1:] or rule.months)


def _completions(rule: RecurrenceRule) -> Iterable[RecurrenceRule]:
    """Return the rule completed from each possible start."""
    starts = map(date.fromordinal, range(date(2024, 1, 1).toordinal(), date(2025, 1, 1).toordinal()))
    return (_complete(rule, taken) for taken in dict.fromkeys(_taken_from(rule, start) for start in starts))
