"""The dates in the cells of a spreadsheet, read in the forms that a mapping gives."""

import re
from datetime import date, timedelta
from functools import lru_cache

from attrs import frozen

from nmpolicy.errors import InvalidDateError
from nmpolicy.imports.spreadsheets.column_mapping import DateForm
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.written_dates import possible_dates

_TIME = re.compile(
    r"(?:T|,? +)(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d(?:\.\d+)?))?(?: ?(?P<half>[ap])\.?m\.?)?"
    r"(?: ?(?:Z|UTC|[+-]\d\d(?::?\d\d)?))?",
    re.ASCII | re.IGNORECASE,
)
_WITHOUT_HYPHENS = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
_SHORT_YEAR = re.compile(
    r"(?P<rest>\d\d?([-/.])\d\d?\2|\d\d?[- ][^\W\d_]+[-. ]+|[^\W\d_]+\.? \d\d?, ?)'?(?P<year>\d\d)", re.IGNORECASE
)
_LONGEST = 100  # characters of a date
_has_digit = re.compile(r"[0-9]").search
#: From 1927; four digits are rather a year.
_EXCEL_DAY = re.compile(r"(?P<day>\d{5})(?:\.(?P<time>\d+))?", re.ASCII)
_DAY_0 = date(1899, 12, 30)
_LIKELY_DAYS = range(20_000, 80_000)  # from 1954 to 2119


@frozen
class DateCell:
    """A date that was read from a cell."""

    date: PartialDate
    is_whole: bool
    """False if the cell also has a time of day other than midnight, which the date does not hold."""


@lru_cache(10_000)  # a day often has several orders
def read_date_cell(
    text: str, form: DateForm | tuple[DateForm, ...] | None = None, first_year: int | None = None
) -> DateCell:
    """Read a date. One that consists of numbers is read in `form`, which may be several forms, and never guessed.

    >>> read_date_cell("01/05/2014 12:00:00 AM", "month-first"), read_date_cell("5 enero 2014").date
    (DateCell(date=PartialDate('2014-01-05'), is_whole=True), PartialDate('2014-01-05'))
    >>> read_date_cell("1/5/2014")
    Traceback (most recent call last):
    nmpolicy.errors.InvalidDateError: '1/5/2014' can mean 2014-01-05 or 2014-05-01; set date_form in the mapping

    Raises `InvalidDateError` for a text that is not a date or is ambiguous, with the way to fix it.
    """
    forms = (form,) if isinstance(form, str) else form or ()
    if "excel" in forms and (days := _EXCEL_DAY.fullmatch(text)):
        day = _DAY_0 + timedelta(int(days["day"]))
        return DateCell(PartialDate(day), not (days["time"] or "").strip("0"))
    plain, is_whole = _without_time(text)
    plain = _WITHOUT_HYPHENS.sub(r"\1-\2-\3", plain) if _WITHOUT_HYPHENS.fullmatch(plain) else plain
    if short := _SHORT_YEAR.fullmatch(plain):
        if first_year is None:
            raise InvalidDateError(f"{text!r} has a two-digit year; set first_year in the mapping")
        year = first_year + (int(short["year"]) - first_year) % 100
        plain = f"{short['rest']}{year}"
    day_first = next((each == "day-first" for each in forms if each != "excel"), None)
    try:
        return DateCell(PartialDate.read(plain, day_first=day_first), is_whole)
    except InvalidDateError as error:
        raise InvalidDateError(_reason(text, plain, error, forms)) from error


def date_in_some_form(text: str, *forms: DateForm) -> PartialDate | None:
    """Return the date that a text means in the first of some forms in which it means one; None if it means none.

    >>> date_in_some_form("7/21/2025", "day-first", "month-first"), date_in_some_form("June 30", "month-first")
    (PartialDate('2025-07-21'), None)
    """
    return _date_in_some_form(text, forms) if len(text) <= _LONGEST and _has_digit(text) else None


@lru_cache(10_000)
def _date_in_some_form(text: str, forms: tuple[DateForm, ...]) -> PartialDate | None:
    for form in forms:
        try:
            return read_date_cell(text, form, 1950).date
        except InvalidDateError:
            continue
    return None


def _without_time(text: str) -> tuple[str, bool]:
    """Return a text without the time of day at its end, and true if that is midnight or if there is none."""
    times = _TIME.finditer(text) if ":" in text and len(text) <= _LONGEST else ()
    time = next((found for found in times if found.end() == len(text)), None)
    if time is None or not time.start():
        return text, True
    hour = int(time["hour"]) % 12 if time["half"] else int(time["hour"])
    is_midnight = not (hour or (time["half"] or "").lower() == "p") and not int(time["minute"])
    return text[: time.start()], is_midnight and not float(time["second"] or 0)


def _reason(text: str, plain: str, error: InvalidDateError, forms: tuple[DateForm, ...]) -> str:
    meant = possible_dates(plain)
    if len(meant) > 1 and not {"month-first", "day-first"} & {*forms}:
        how = 'write date_form = ["excel", "month-first"] or the like' if forms else "set date_form"
        return f"{text!r} can mean {meant[0]} or {meant[1]}; {how} in the mapping"
    if (days := _EXCEL_DAY.fullmatch(text)) and int(days["day"]) in _LIKELY_DAYS:
        day = _DAY_0 + timedelta(int(days["day"]))
        how = f'set date_form = ["excel", "{forms[0]}"]' if forms else 'set date_form = "excel"'
        return f"{text!r} is not a date; if it is a day number of Excel, for {day}, {how}"
    return error.reason
