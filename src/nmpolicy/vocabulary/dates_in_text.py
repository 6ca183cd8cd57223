"""Dates in running text, in a form that a pattern can find."""

import re
from collections.abc import Sequence

from nmpolicy.errors import InvalidDateError
from nmpolicy.vocabulary.date_words import ENGLISH_MONTHS, FOREIGN_MONTHS, MONTHS
from nmpolicy.vocabulary.written_dates import parse_written_date


def _any_of(names: Sequence[str]) -> str:
    """Return a pattern of these names. It looks at the first letter first, which halves the time that a text takes."""
    return f"(?=[{''.join(sorted({name[0] for name in names}))}])(?:{'|'.join(sorted(names, key=len, reverse=True))})"


_MONTH = _any_of([*MONTHS])
#: Months that come before the day. Short foreign ones are left out, as some of them are English words: set, out, ago.
_MONTH_BEFORE_DAY = _any_of([*ENGLISH_MONTHS, *(name for name in FOREIGN_MONTHS if len(name) > len("out"))])
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|er|\.?[º°])?"
_YEAR = r"\d{4}(?!\w|[-\u2013/]\d)"
#: Day, month and year.
_DATE = re.compile(
    rf"(?<!\w){_MONTH_BEFORE_DAY}\.?\s{_DAY}(?:,?\s|,){_YEAR}"
    rf"|(?<![\w.,/\u2013-])(?P<day>{_DAY})\s(?:(?:de|of)\s)?{_MONTH}\.?,?\s(?:del?\s)?{_YEAR}",
    re.IGNORECASE,
)


#: A day before the next word of a range or a list. A year, or a day in ISO form, ends a date of its own.
_AFTER_DAY = re.compile(
    r"(?<!\d{3})(?<!\d{4}-\d\d-\d)\d(?:st|nd|rd|th|er|\.?[º°])?(?:,|\s(?:[-\u2013&aeyàou]|to|or|and|through|al|hasta|até|ou|au|et))\s",
    re.IGNORECASE,
)
_LONGEST = len("2025-07-01 through ")


def iso_dates(text: str) -> str:
    """Return a text with its dates in ISO form, so that a pattern can find them.

    A date has a day, the name of a month in English, Spanish, Portuguese or French, and a year of four digits.
    Everything else stays as it is written: months and years, ranges such as `July 3-5, 2025`, days that the calendar
    does not have, and numbers that may be dates, such as 7/4/2025.

    >>> iso_dates("Order No. 5, dated March 1, 2025, expires on the 2nd of May 2026, not on June 31, 2026.")
    'Order No. 5, dated 2025-03-01, expires on the 2026-05-02, not on June 31, 2026.'

    .. versionadded:: 0.1
    """
    return _DATE.sub(_in_iso_form, text)


def _in_iso_form(found: re.Match[str]) -> str:
    if found["day"] and _follows_a_day(found.string[max(0, found.start() - _LONGEST) : found.start()]):
        return found[0]
    try:
        return parse_written_date(found[0])
    except InvalidDateError:
        return found[0]


def _follows_a_day(before: str) -> bool:
    """Return whether a date ends a range or a list of days, such as `3 and 5 July 2025`, which is not one date."""
    return any(found.end() == len(before) for found in _AFTER_DAY.finditer(before))
