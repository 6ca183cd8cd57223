"""Recurrence rules in English."""

from calendar import day_name, month_name
from collections.abc import Iterable, Iterator

from nmpolicy.vocabulary.recurrence import RecurrenceRule, parse_recurrence

_UNITS = {"YEARLY": "year", "MONTHLY": "month", "WEEKLY": "week", "DAILY": "day"}
_ORDINALS = ("", "first", "second", "third", "fourth", "fifth")


def recurrence_words(rule: str) -> str:
    """Return a recurrence rule in English, with all of its parts. A time of day in UNTIL is not one of them.

    >>> for rule in ("FREQ=WEEKLY;BYDAY=FR", "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=1,-1", "FREQ=YEARLY;COUNT=3"):
    ...     print(recurrence_words(rule))
    every week on Friday
    every 2 months on day 1 and the last day
    every year, 3 times

    Raises `InvalidValueError` for a text that is not a rule.
    """
    parsed = parse_recurrence(rule)
    unit = _UNITS[parsed.frequency]
    every = f"every {unit}" if parsed.interval == 1 else f"every {parsed.interval} {unit}s"
    comma = "," if parsed.frequency == "DAILY" else ""  # the parts limit the days; they do not name one of each period
    days = " ".join(_days(parsed))
    return ", ".join((f"{every}{comma} {days}".rstrip(" ,"), *_limits(parsed)))


def _days(rule: RecurrenceRule) -> Iterator[str]:
    """Yield the days of each period."""
    month_days = rule.month_days
    if rule.frequency == "YEARLY" and len(rule.months) == len(month_days) == 1 and month_days[0] > 0:
        yield f"on {month_name[rule.months[0]]} {month_days[0]}"
        month_days = ()
    elif rule.months:
        yield f"in {_listed(month_name[each] for each in rule.months)}"
    if rule.weeks:
        yield f"in {_listed(_counted('week', each) for each in rule.weeks)}"
    if rule.year_days:
        yield f"on {_listed(_counted('day', each) for each in rule.year_days)} of the year"
    if month_days:
        of_month = " of the month" if rule.frequency != "MONTHLY" else ""
        yield f"on {_listed(_counted('day', each) for each in month_days)}{of_month}"
    if rule.weekdays:
        yield f"on {_listed(_weekday(*each) for each in rule.weekdays)}"


def _limits(rule: RecurrenceRule) -> Iterator[str]:
    """Yield what leaves out some of these days."""
    if rule.positions:
        yield f"only the {_listed(map(_ordinal, rule.positions))} of these days"
    if rule.week_start:
        yield f"with weeks from {day_name[rule.week_start]}"
    if rule.count:
        yield f"{rule.count} times" if rule.count > 1 else "once"
    if rule.until:
        yield f"through {rule.until}"


def _counted(unit: str, number: int) -> str:
    """Return one of the numbered units of a period, such as `day 1` or `the last day`."""
    return f"{unit} {number}" if number > 0 else f"the {_ordinal(number)} {unit}"


def _weekday(ordinal: int, weekday: int) -> str:
    return f"the {_ordinal(ordinal)} {day_name[weekday]}" if ordinal else day_name[weekday]


def _ordinal(number: int) -> str:
    """Return a position in words, from the end if it is negative."""
    if number == -1:
        return "last"
    size = abs(number)
    endings = {1: "st", 2: "nd", 3: "rd"} if size % 100 not in {11, 12, 13} else {}
    word = _ORDINALS[size] if size < len(_ORDINALS) else f"{size}{endings.get(size % 10, 'th')}"
    return word if number > 0 else f"{word} to last"


def _listed(texts: Iterable[str]) -> str:
    """Return texts as a list, with `and` before the last one."""
    *first, last = texts
    return f"{', '.join(first)} and {last}" if first else last
