"""Dates as people write them, read by python-dateutil, whose habit of filling in today's parts stays out of the data."""

import re
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

from nmpolicy.errors import InvalidDateError, InvalidTypeError

if TYPE_CHECKING:
    from dateutil.parser import parserinfo

# dateutil is imported where it is used: its 25 ms would otherwise fall on everyone who imports nmpolicy.

# These differ in every part, so a part on which readings over both agree was written and not filled in; the days are
# two weeks apart, so that "Monday" is not the same day after both.
_FILLED = datetime(2001, 1, 1, 1, 1, 1, 1), datetime(2004, 2, 15, 2, 2, 2, 2)
_LONGEST = 100  # characters; no date is longer, and dateutil's time grows with the text
_LETTERS = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 ,./-]*[A-Za-z0-9.])?").fullmatch
_YEAR_FIRST = re.compile(r"\d{4}([-/.])\d\d?\1\d\d?").fullmatch  # nobody writes the day before the month then
_ORDINALS = ("st", "nd", "rd", "th")
_PARTICLES = ("of", "the")
_NEWSPAPERS = re.compile(r"\b(?:tues|weds|thurs?)\b", re.IGNORECASE)  # short forms that dateutil does not know


def read_written(written: str) -> str:
    """The ISO form of a written date, cut to the parts that were written."""
    if not isinstance(written, str):
        raise InvalidTypeError(f"expected a date as text, not {type(written).__name__}")
    if len(written) > _LONGEST:
        raise InvalidDateError(f"{written[:60] + '…'!r} is too long to be one date")
    shown = repr(str(written))
    numbers, months, weekdays = _parts(written, shown)
    first, second = (_parse(written, default) for default in _FILLED)
    year, month, day = (a == b for a, b in zip(first.timetuple()[:3], second.timetuple()[:3], strict=True))
    if not year or not re.search(rf"(?<!\d){first.year:04}(?!\d)", written):
        raise InvalidDateError(f"{shown} does not say which year; write it with four digits, apart from the rest")
    if len(numbers) + len(months) != year + month + day or first.time() == second.time():
        raise InvalidDateError(f"{shown} holds more or less than one date; write one, without a time of day")
    if not day and re.search(rf"\d(?:{'|'.join(_ORDINALS)})", written, re.IGNORECASE):  # dateutil: "5th 2025" is May
        raise InvalidDateError(f"{shown} does not say which month; write its name")
    if not _YEAR_FIRST(written) and (exchanged := _parse(written, _FILLED[0], dayfirst=True)) != first:
        raise InvalidDateError(f"{shown} may mean {first.date()} or {exchanged.date()}; write the month by its name")
    if weekdays and not day:  # dateutil makes one up
        raise InvalidDateError(f"{shown} names a weekday but not which day; write the day of the month")
    if any(first.weekday() != weekday for weekday in weekdays):  # dateutil ignores it
        raise InvalidDateError(
            f"{shown} names the wrong weekday: {first:%Y-%m-%d} was a {first:%A}; correct one of the two"
        )
    return "-".join((f"{first.year:04}", f"{first.month:02}", f"{first.day:02}")[: year + month + day])


def last_weekday(weekday: str, day: date) -> date:
    """The last such weekday that is not after the day."""
    from dateutil.relativedelta import relativedelta
    from dateutil.relativedelta import weekday as dateutil_weekday

    number = _weekday(weekday) if isinstance(weekday, str) else None
    if number is None:
        raise InvalidDateError(f"{str(weekday)[:60]!r} is not a weekday; write one like 'Monday'")
    try:
        return day + relativedelta(weekday=dateutil_weekday(number)(-1))
    except OverflowError as error:
        raise InvalidDateError(f"the {weekday} on or before {day} is before the first day of the calendar") from error


def _parts(written: str, shown: str) -> tuple[list[str], list[int], list[int]]:
    """The numbers, months and weekdays that are written, and nothing else is: dateutil would pass over the rest."""
    numbers, words = re.findall(r"\d+", written), [word.lower() for word in re.findall(r"[A-Za-z]+", written)]
    months = [month for word in words if (month := _names().month(word)) is not None]
    weekdays = [weekday for word in words if (weekday := _weekday(word)) is not None]
    others = sum(word in (*_ORDINALS, *_PARTICLES) for word in words)
    if not _LETTERS(written) or re.search(r"\.\.| -", written) or len(months) + len(weekdays) + others != len(words):
        raise InvalidDateError(f"{shown} cannot be read as a date; write it like 'July 21, 2025'")
    return numbers, months, weekdays


def _parse(written: str, default: datetime, *, dayfirst: bool = False) -> datetime:
    from dateutil import parser

    apart = re.sub(r"\bthe\b|,", " ", _NEWSPAPERS.sub(lambda short: short[0][:3], written), flags=re.IGNORECASE)
    try:
        return parser.parse(apart, default=default, dayfirst=dayfirst)
    except (ValueError, OverflowError) as error:
        reason = "names a day that the calendar does not have" if "range" in str(error) else "cannot be read as a date"
        raise InvalidDateError(f"{written!r} {reason}; write it like 'July 21, 2025'") from error


def _weekday(word: str) -> int | None:
    return _names().weekday(_NEWSPAPERS.sub(lambda short: short[0][:3], word))


@cache
def _names() -> "parserinfo":
    from dateutil import parser

    return parser.parserinfo()
