"""The values that a partial date can be made from: text in its notation, and dates of Python, pandas and numpy.

No other library is imported for that.
"""

import calendar
import re
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from nmpolicy.errors import InvalidDateError, InvalidTypeError
from nmpolicy.vocabulary.date_words import MONTHS
from nmpolicy.vocabulary.written_dates import possible_dates


class DateScalar(Protocol):
    """A `numpy.datetime64`, or another scalar of its kind."""

    @property
    def dtype(self) -> Any:
        """The type, with the unit of time."""
        ...

    def item(self) -> Any:
        """Return the value as an object of Python."""
        ...


#: The values that make a partial date: its text, a date or a time of Python or pandas, or a `numpy.datetime64`.
DateLike = str | date | DateScalar

_match = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?[~?%]?", re.ASCII).fullmatch
_FORM = "write YYYY, YYYY-MM or YYYY-MM-DD, with ~ if approximate, ? if uncertain, % if both"
#: A month as Excel shows it, and a day as it counts it, from 1954 to 2118.
_spreadsheet_month = re.compile(r"([A-Z][a-z]{2})-(\d\d)", re.ASCII).fullmatch
_spreadsheet_day = re.compile(r"[2-7]\d{4}", re.ASCII).fullmatch
_DAY_0 = date(1899, 12, 30)
_FIRST_OF_1900S = 30  # Excel takes a year of two digits for one from 1930 to 2029
#: Units of numpy that are a year, a month, a day or a time of day. A week, or a step of several days, is not one date.
_units = re.compile(r"datetime64\[(?:[YMD]|\d*(?:h|m|s|ms|us|ns|ps|fs|as))\]").fullmatch
_OR_OMIT = "give a date such as '2025-07-21', or leave an optional one out"
_MISSING = frozenset(["NoneType", "NaTType", "NAType"])


def date_text(value: object) -> str:
    """Return the text of a date: text as it is, and a value of another library in ISO form, without the time of day.

    Raises `InvalidTypeError` for any other value, and for a missing value such as `NaT`.

    >>> from datetime import datetime
    >>> date_text(datetime(2025, 7, 21, 17, 30))
    '2025-07-21'
    """
    if isinstance(value, str):
        return value
    kind = type(value).__name__
    if kind in _MISSING or ((isinstance(value, float) or kind == "datetime64") and str(value) in {"nan", "NaT"}):
        raise InvalidTypeError(f"{value} is a missing value, not a date; {_OR_OMIT}")
    if isinstance(value, datetime):  # so is a pandas Timestamp
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if kind == "datetime64":
        return _numpy_text(value)
    raise InvalidTypeError(f"expected a date as text, not {kind}; {_FORM}")


def _numpy_text(value: Any) -> str:
    unit = str(value.dtype)
    if not _units(unit):
        raise InvalidTypeError(f"{value} covers more than one year, month or day, as {unit}; choose one of them")
    return str(value).partition("T")[0]


def check_date(text: str) -> None:
    """Raise `InvalidDateError` for text that is not a date in the notation of partial dates.

    >>> check_date("8/1/2025")
    Traceback (most recent call last):
    nmpolicy.errors.InvalidDateError: '8/1/2025' is not a date; did you mean 2025-08-01 or 2025-01-08?
    """
    found = _match(text)
    if found is None:
        meant = " or ".join(possible_dates(text)) or _spreadsheet_date(text)
        form = f"{_FORM}; in Python, date.today() is the current day" if text.strip().lower() == "today" else _FORM
        raise InvalidDateError(f"{text[:60]!r} is not a date; {f'did you mean {meant}?' if meant else form}")
    year, month, day = int(found[1]), int(found[2] or 1), int(found[3] or 1)
    if year == 0:
        raise InvalidDateError(f"{text!r} is not a date; years go from 0001 to 9999")
    if month not in range(1, 13):
        raise InvalidDateError(f"{text!r} is not a date; months go from 01 to 12")
    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise InvalidDateError(f"{text!r} is not a date; {calendar.month_name[month]} {year} has {days} days")


def _spreadsheet_date(text: str) -> str:
    """Return the date that a spreadsheet has probably turned into a text; empty if it has the form of none.

    >>> _spreadsheet_date("May-25"), _spreadsheet_date("45859")
    ('2025-05', '2025-07-21')
    """
    if _spreadsheet_day(text):
        return (_DAY_0 + timedelta(int(text))).isoformat()
    found = _spreadsheet_month(text)
    month = MONTHS.get(found[1].lower()) if found else None
    if not found or month is None:
        return ""
    return f"{'19' if int(found[2]) >= _FIRST_OF_1900S else '20'}{found[2]}-{month:02}"
