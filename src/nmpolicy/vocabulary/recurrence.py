"""Recurrence rules of days, read and checked against RFC 5545, section 3.3.10."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Annotated

from attrs import Factory, field, frozen

from nmpolicy.errors import InvalidValueError
from nmpolicy.vocabulary.values import Pattern, describe

FREQUENCIES = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEKS_OF_MONTH = 5  # the most that a month has of any weekday
_SHORT = "0?[1-9]"
_TO_12 = f"(?:{_SHORT}|1[0-2])"
_TO_31 = f"(?:{_SHORT}|[12][0-9]|3[01])"
_TO_53 = f"(?:{_SHORT}|[1-4][0-9]|5[0-3])"
_TO_366 = "(?:0{0,2}[1-9]|0?[1-9][0-9]|[12][0-9]{2}|3[0-5][0-9]|36[0-6])"
_POSITIVE = "0{0,8}[1-9][0-9]{0,8}"
_DAY = f"(?:{'|'.join(WEEKDAYS)})"
_TIME = "T(?:[01][0-9]|2[0-3])[0-5][0-9](?:[0-5][0-9]|60)Z?"


def _list(item: str) -> str:
    return f"{item}(?:,{item})*"


#: The form of each part's value, and that form in words.
_PARTS: Mapping[str, tuple[str, str]] = {
    "INTERVAL": (_POSITIVE, "a whole number from 1 to 999999999"),
    "COUNT": (_POSITIVE, "a whole number from 1 to 999999999"),
    "UNTIL": (f"[0-9]{{8}}(?:{_TIME})?", "a date like 20251231"),
    "WKST": (_DAY, f"one of {', '.join(WEEKDAYS)}"),
    "BYMONTH": (_list(_TO_12), "months from 1 to 12, separated by commas"),
    "BYWEEKNO": (_list(f"[+-]?{_TO_53}"), "weeks from 1 to 53, or -53 to -1, separated by commas"),
    "BYYEARDAY": (_list(f"[+-]?{_TO_366}"), "days from 1 to 366, or -366 to -1, separated by commas"),
    "BYMONTHDAY": (_list(f"[+-]?{_TO_31}"), "days from 1 to 31, or -31 to -1, separated by commas"),
    "BYDAY": (_list(f"(?:[+-]?{_TO_53})?{_DAY}"), "weekdays such as MO, or 1MO and -1FR for the first and the last"),
    "BYSETPOS": (_list(f"[+-]?{_TO_366}"), "positions from 1 to 366, or -366 to -1, separated by commas"),
}
_TIMES_OF_DAY = frozenset({"BYSECOND", "BYMINUTE", "BYHOUR"})
#: The frequencies with which a part is allowed, where it is not allowed with all.
_ALLOWED_WITH: Mapping[str, tuple[str, ...]] = {
    "BYWEEKNO": ("YEARLY",),
    "BYYEARDAY": ("YEARLY",),
    "BYMONTHDAY": ("YEARLY", "MONTHLY", "DAILY"),
}
_WITH_ORDINALS = ("YEARLY", "MONTHLY")
_WEEKDAY = re.compile(rf"([+-]?[0-9]+)?({_DAY})")


def _regex() -> str:
    """Return the expression that each rule matches. It does not compare one part with another."""
    alternatives = []
    for frequency in FREQUENCIES:
        forms = {name: form for name, (form, _) in _PARTS.items() if frequency in _ALLOWED_WITH.get(name, FREQUENCIES)}
        if frequency not in _WITH_ORDINALS:
            forms["BYDAY"] = _list(_DAY)
        parts = "|".join(f"{name}=(?:{form})" for name, form in forms.items())
        alternatives.append(f"{frequency}(?:;(?:{parts}))*")
    return f"FREQ=(?:{'|'.join(alternatives)})"


@frozen
class RecurrenceRule:
    """The parts of a recurrence rule. An empty list means that the rule does not have the part.

    Terms: RFC 5545 (RECUR).
    """

    frequency: str
    """`YEARLY`, `MONTHLY`, `WEEKLY` or `DAILY`."""
    interval: int = 1
    """The number of years, months, weeks or days from one period to the next."""
    count: int | None = None
    """The number of dates after which it ends."""
    until: date | None = None
    """The last day, inclusive."""
    months: tuple[int, ...] = ()
    """Months from 1 to 12."""
    weeks: tuple[int, ...] = ()
    """Weeks of the year; -1 is the last."""
    year_days: tuple[int, ...] = ()
    """Days of the year; -1 is the last."""
    month_days: tuple[int, ...] = ()
    """Days of the month; -1 is the last."""
    weekdays: tuple[tuple[int, int], ...] = ()
    """Weekdays from 0 (Monday), each after its ordinal in the month or year, or 0 for every one."""
    positions: tuple[int, ...] = ()
    """The positions to keep among the matching days of one period; -1 is the last."""
    week_start: int = 0
    """The first day of the week, from 0 (Monday)."""


@lru_cache(1000)  # a recurrence is read whenever it is checked or computed
def parse_recurrence(text: str) -> RecurrenceRule:
    """Read a recurrence rule.

    >>> parse_recurrence("FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=15").months
    (7,)
    >>> parse_recurrence("FREQ=MONTHLY;BYMONTHDAY=32")
    Traceback (most recent call last):
    nmpolicy.errors.InvalidValueError: 'FREQ=MONTHLY;BYMONTHDAY=32' is not a recurrence rule (RFC 5545): BYMONTHDAY \
must be days from 1 to 31, or -31 to -1, separated by commas

    Raises `InvalidValueError` for a text that is not a rule, and for a rule of hours, minutes or seconds.
    """
    problem = next(_problems(text), None)
    if problem:
        raise InvalidValueError(f"{describe(text)} is not a recurrence rule (RFC 5545): {problem}")
    parts = dict(part.split("=") for part in text.split(";"))

    def numbers(name: str) -> tuple[int, ...]:
        return tuple(map(int, parts[name].split(","))) if name in parts else ()

    return RecurrenceRule(
        parts["FREQ"],
        interval=int(parts.get("INTERVAL", 1)),
        count=int(parts["COUNT"]) if "COUNT" in parts else None,
        until=date.fromisoformat(parts["UNTIL"][:8]) if "UNTIL" in parts else None,
        months=numbers("BYMONTH"),
        weeks=numbers("BYWEEKNO"),
        year_days=numbers("BYYEARDAY"),
        month_days=numbers("BYMONTHDAY"),
        weekdays=tuple(_weekdays(parts.get("BYDAY", ""))),
        positions=numbers("BYSETPOS"),
        week_start=WEEKDAYS.index(parts.get("WKST", "MO")),
    )


def _weekdays(days: str) -> Iterator[tuple[int, int]]:
    for ordinal, weekday in _WEEKDAY.findall(days):
        yield int(ordinal or 0), WEEKDAYS.index(weekday)


def _problems(text: str) -> Iterator[str]:
    """Yield what is wrong with a rule. Each check assumes that the checks before it found nothing."""
    pairs = [part.partition("=") for part in text.split(";")]
    names = [name for name, _, _ in pairs]
    if names[0] != "FREQ":
        yield "it must begin with FREQ, such as 'FREQ=MONTHLY;BYMONTHDAY=1'"
    frequency = pairs[0][2]
    if frequency not in FREQUENCIES:
        yield f"FREQ must be one of {', '.join(FREQUENCIES)}"
    for name, _, value in pairs[1:]:
        if name in _TIMES_OF_DAY:
            yield f"{name} is about a time of day; a recurrence is made of days, so remove it"
        if name.upper() != name and name.upper() in _PARTS:
            yield f"{describe(name)} must be in capitals"
        if name != "FREQ" and name not in _PARTS:
            yield f"{describe(name)} is not a part of a rule; the parts are {', '.join(_PARTS)}"
        if names.count(name) > 1:
            yield f"{name} is given twice; keep one"
        form, expected = _PARTS[name]
        if re.fullmatch(form, value) is None:
            yield f"{name} must be {expected}"
    parts = {name: value for name, _, value in pairs}
    yield from _conflicts(frequency, parts)


def _conflicts(frequency: str, parts: Mapping[str, str]) -> Iterator[str]:
    """Yield the contradictions between parts of a rule that are valid by themselves."""
    for name, frequencies in _ALLOWED_WITH.items():
        if name in parts and frequency not in frequencies:
            yield f"{name} is not allowed with FREQ={frequency}, only with {' and '.join(frequencies)}"
    if {"COUNT", "UNTIL"} <= parts.keys():
        yield "COUNT and UNTIL are not allowed together; remove one"
    if "UNTIL" in parts and not _is_date(parts["UNTIL"][:8]):
        yield f"UNTIL={parts['UNTIL']} is not a date in the calendar"
    if "BYSETPOS" in parts and not any(name.startswith("BY") for name in parts if name != "BYSETPOS"):
        yield "BYSETPOS needs another part that begins with BY, such as BYDAY"
    ordinals = [abs(ordinal) for ordinal, _ in _weekdays(parts.get("BYDAY", "")) if ordinal]
    if ordinals and frequency not in _WITH_ORDINALS:
        yield f"BYDAY has a number before a weekday, which is not allowed with FREQ={frequency}"
    if ordinals and "BYWEEKNO" in parts:
        yield "BYDAY has a number before a weekday, which is not allowed with BYWEEKNO"
    if max(ordinals, default=0) > _WEEKS_OF_MONTH and (frequency == "MONTHLY" or "BYMONTH" in parts):
        yield f"BYDAY counts to {max(ordinals)}, but a month has at most 5 of each weekday"


def _is_date(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


@frozen
class RecurrencePattern(Pattern):
    """Marks a text as a recurrence rule. The expression finds most mistakes; `check` finds all."""

    regex: str = field(default=Factory(_regex), init=False)
    """The form of a rule."""
    expected: str = field(default="a recurrence rule like 'FREQ=MONTHLY;BYMONTHDAY=1'", init=False)
    """A description of a valid rule, for error messages."""
    error: type[InvalidValueError] = field(default=InvalidValueError, init=False)
    """The exception for a text that is not a rule."""

    def check(self, value: str) -> None:
        """Raise `InvalidValueError` for a text that is not a recurrence rule."""
        parse_recurrence(value)


#: A recurrence rule (RFC 5545, section 3.3.10).
Recurrence = Annotated[str, RecurrencePattern()]
