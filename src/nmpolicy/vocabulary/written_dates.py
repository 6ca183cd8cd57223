"""Dates as people write them: a few shapes that say just one date, which python-dateutil then reads."""

import re
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

from nmpolicy.errors import InvalidDateError, InvalidTypeError

if TYPE_CHECKING:
    from dateutil.parser import parserinfo

# dateutil is imported where it is used: its 25 ms would otherwise fall on everyone who imports nmpolicy. Left alone, it
# fills in what is missing from today, and passes over what it does not expect; so it is only given what has a shape
# below, in which D is a number of one or two digits, M the name of a month and Y a number of four.
_SHAPES = {
    **dict.fromkeys(("Y",), len("2025")),
    **dict.fromkeys(("M Y", "Y M", "D/Y"), len("2025-07")),
    **dict.fromkeys(
        ("M D Y", "D M Y", "Y M D", "Y-D-D", "Y/D/D", "Y.D.D", "D/D/Y", "D-D-Y", "D.D.Y"), len("2025-07-21")
    ),
}
_EITHER_ORDER = ("D/D/Y", "D-D-Y", "D.D.Y")
_LONGEST = 100  # characters
_TOKEN = re.compile(r"(?P<number>\d+)(?P<ordinal>st|nd|rd|th)?(?![a-z])|(?P<word>[a-z]+)|(?P<mark>[ ,./-])", re.ASCII)
_NEWSPAPERS = re.compile(r"\b(?:tues|weds|thurs?)\b", re.IGNORECASE)  # short forms that dateutil does not know
_DEFAULT = datetime(2001, 1, 1)  # never seen: what was not written is cut off


def read_written(written: str) -> str:
    """The ISO form of a written date, cut to the parts that were written."""
    if not isinstance(written, str):
        raise InvalidTypeError(f"expected a date as text, not {type(written).__name__}")
    if len(written) > _LONGEST:
        raise InvalidDateError(f"{written[:60] + '…'!r} is too long to be one date")
    shape, weekdays = _shape(written)
    if shape not in _SHAPES:
        reason = "cannot be read as one date" if "Y" in shape else "does not say which year, in four digits"
        raise InvalidDateError(f"{written!r} {reason}; write it like 'July 21, 2025'")
    day = _parse(written)
    if shape in _EITHER_ORDER and (exchanged := _parse(written, dayfirst=True)) != day:
        raise InvalidDateError(f"{written!r} may mean {day} or {exchanged}; write the month by its name")
    if f"{day.year:04}" not in written:  # dateutil takes 0025 for 2025
        raise InvalidDateError(f"{written!r} names a year that dates are not read in; write YYYY-MM-DD")
    if weekdays and "D" not in shape:
        raise InvalidDateError(f"{written!r} names a weekday but not which day; write the day of the month")
    if any(day.weekday() != weekday for weekday in weekdays):
        raise InvalidDateError(f"{written!r} names the wrong weekday: {day} was a {day:%A}; correct one of the two")
    return day.isoformat()[: _SHAPES[shape]]


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


def _shape(written: str) -> tuple[str, list[int]]:
    """The shape of a text, without weekdays, and the weekdays; a `?` stands for what belongs in no date."""
    shape, weekdays, rest = "", list[int](), written.strip().lower()
    while rest:
        token = _TOKEN.match(rest)
        rest = rest[token.end() :] if token else ""
        if token is None:
            shape += "?"
        elif number := token["number"]:
            shape += (
                "D" if len(number) <= len("31") else "Y" if len(number) == len("2025") and not token["ordinal"] else "?"
            )
        elif (weekday := _weekday(token["word"] or "")) is not None:
            weekdays.append(weekday)
            shape += "W"
        elif word := token["word"]:
            shape += "M" if _names().month(word) is not None else " " if word in ("of", "the") else "?"
        else:
            shape += token["mark"]
    shape = re.sub(r"W[.,]*|,|(?<=M)\.", " ", shape)
    shape = re.sub(r"(?<=[MDY]) *- *(?=M)|(?<=M) *- *(?=[MDY])", " ", shape)
    return " ".join(shape.split()), weekdays


def _parse(written: str, *, dayfirst: bool = False) -> date:
    from dateutil import parser

    known = _NEWSPAPERS.sub(lambda short: short[0][:3], written)
    apart = re.sub(r"\bthe\b|,", " ", known, flags=re.IGNORECASE)
    try:
        return parser.parse(apart, default=_DEFAULT, dayfirst=dayfirst).date()
    except (ValueError, OverflowError) as error:
        raise InvalidDateError(f"{written!r} names a day that the calendar does not have") from error


def _weekday(word: str) -> int | None:
    return _names().weekday(_NEWSPAPERS.sub(lambda short: short[0][:3], word))


@cache
def _names() -> "parserinfo":
    from dateutil import parser

    return parser.parserinfo()
