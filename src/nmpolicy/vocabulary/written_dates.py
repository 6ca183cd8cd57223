"""Dates as people write them, read by python-dateutil, whose habit of filling in today's parts stays out of the data."""

import re
from datetime import date, datetime

from nmpolicy.errors import InvalidDateError

# dateutil is imported where it is used: its 25 ms would otherwise fall on everyone who imports nmpolicy.

# These differ in every part, so a part on which readings over both agree was written and not filled in; the days are
# two weeks apart, so that "Monday" is not the same day after both.
_FILLED = datetime(2001, 1, 1, 1, 1, 1, 1), datetime(2004, 2, 15, 2, 2, 2, 2)
_LONGEST = 100  # characters; no date is longer, and dateutil's time grows with the text


def read_written(written: str) -> str:
    """The ISO form of a written date, cut to the parts that were written."""
    if len(written) > _LONGEST:
        raise InvalidDateError(f"{written[:60] + '…'!r} is too long to be one date")
    first, second = (_parse(written, default) for default in _FILLED)
    year, month, day = (a == b for a, b in zip(first.timetuple()[:3], second.timetuple()[:3], strict=True))
    shown = repr(written)
    if first.tzinfo or any(a == b for a, b in zip(_clock(first), _clock(second), strict=True)):
        raise InvalidDateError(f"{shown} holds a time of day, which a date would lose; write the date alone")
    if not year or not re.search(rf"(?<!\d){first.year:04}(?!\d)", written):
        raise InvalidDateError(f"{shown} does not say which year; write it with four digits")
    if not day and re.search(r"\d(?:st|nd|rd|th)\b", written, re.IGNORECASE):  # dateutil takes "5th 2025" for May
        raise InvalidDateError(f"{shown} does not say which month; write its name")
    if (exchanged := _parse(written, _FILLED[0], dayfirst=True)) != first:
        raise InvalidDateError(f"{shown} may mean {first.date()} or {exchanged.date()}; write the month by its name")
    _check_weekday(written, first.date() if day else None)
    return "-".join((f"{first.year:04}", f"{first.month:02}", f"{first.day:02}")[: year + month + day])


def last_weekday(weekday: str, day: date) -> date:
    """The last such weekday that is not after the day."""
    from dateutil.relativedelta import relativedelta
    from dateutil.relativedelta import weekday as dateutil_weekday

    number = _weekday(weekday)
    if number is None:
        raise InvalidDateError(f"{weekday[:60]!r} is not a weekday; write one like 'Monday'")
    try:
        return day + relativedelta(weekday=dateutil_weekday(number)(-1))
    except OverflowError as error:
        raise InvalidDateError(f"the {weekday} on or before {day} is before the first day of the calendar") from error


def _parse(written: str, default: datetime, *, dayfirst: bool = False) -> datetime:
    from dateutil import parser

    try:
        return parser.parse(written, default=default, dayfirst=dayfirst)
    except (ValueError, OverflowError) as error:
        raise InvalidDateError(f"{written!r} cannot be read as a date; write it like 'July 21, 2025'") from error


def _clock(moment: datetime) -> tuple[int, int, int, int]:
    return moment.hour, moment.minute, moment.second, moment.microsecond


def _weekday(word: str) -> int | None:
    from dateutil import parser

    return parser.parserinfo().weekday(word)


def _check_weekday(written: str, day: date | None) -> None:
    """Dateutil ignores a weekday beside a full date, and makes up a day from one beside less."""
    for word in re.findall(r"[^\W\d_]+", written):
        if (number := _weekday(word)) is None:
            continue
        if day is None:
            raise InvalidDateError(f"{written!r} names a weekday but not which day; write the day of the month")
        if day.weekday() != number:
            raise InvalidDateError(f"{written!r} names the wrong weekday: {day} was a {day:%A}; correct one of the two")
