"""Dates in running text, in a form that a pattern can find."""

import re

from nmpolicy.errors import InvalidDateError
from nmpolicy.vocabulary.written_dates import FOREIGN_MONTHS, parse_written_date

_ENGLISH = (
    "January February March April May June July August September October November December "
    "Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec"
)
_MONTH = rf"(?:{'|'.join(sorted([*_ENGLISH.split(), *FOREIGN_MONTHS], key=len, reverse=True))})"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|º|°)?"
_YEAR = r"\d{4}(?!\w|[-\u2013/]\d)"
#: Day, month and year. A day that follows another one may end a range or a list, which is not one date.
_DATE = re.compile(
    rf"(?<!\w){_MONTH}\.?\s{_DAY}(?:,?\s|,){_YEAR}"
    rf"|(?<![\w.,/\u2013-])(?<!\d,\s)(?<!\d\s[-\u2013&aey]\s)(?<!\d\s(?:to|or)\s)(?<!\d\sand\s)"
    rf"{_DAY}\s(?:(?:de|of)\s)?{_MONTH}\.?,?\s(?:del?\s)?{_YEAR}",
    re.IGNORECASE,
)


def iso_dates(text: str) -> str:
    """Return a text with its dates in ISO form, so that a pattern can find them.

    A date has a day, the name of a month in English, Spanish or Portuguese, and a year of four digits. Everything else
    stays as it is written: months and years, ranges such as `July 3-5, 2025`, days that the calendar does not have, and
    numbers that may be dates, such as 7/4/2025.

    >>> iso_dates("Order No. 5, dated March 1, 2025, expires on the 2nd of May 2026, not on June 31, 2026.")
    'Order No. 5, dated 2025-03-01, expires on the 2026-05-02, not on June 31, 2026.'

    .. versionadded:: 0.1
    """
    return _DATE.sub(_in_iso_form, text)


def _in_iso_form(found: re.Match[str]) -> str:
    try:
        return parse_written_date(found[0])
    except InvalidDateError:
        return found[0]
