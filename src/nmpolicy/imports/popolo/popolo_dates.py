"""Dates of Popolo files, which may be known in part."""

import re

from nmpolicy.errors import InvalidDateError, InvalidValueError
from nmpolicy.imports.input_items import to_date
from nmpolicy.vocabulary.dates import PartialDate

#: A time of day after a date, other than midnight, which many programs add to a date without a time.
_TIME = re.compile(r"\s*\d{4}-\d{2}-\d{2}[T ]\s*(?!00:00(?::00(?:\.0*)?)?(?![:.\d]))\d")
#: A year between other characters.
_YEAR = re.compile(r"(?<!\d)[0-9]{4}(?!\d)")
_UNKNOWN_PART = re.compile(r"(?:-00){1,2}$")


def popolo_date(value: object) -> PartialDate:
    """Convert a date of Popolo: ISO 8601 with as many digits as are known, zeros for unknown parts, or `c. 2010`.

    >>> popolo_date("2014-05-00"), popolo_date("2010-00-00"), popolo_date("c. 2010")
    (PartialDate('2014-05'), PartialDate('2010'), PartialDate('2010~'))

    Raises `InvalidDateError` for anything else.
    """
    if not isinstance(value, str):
        return to_date(value)
    text = _UNKNOWN_PART.sub("", value.strip())
    try:
        return to_date(text)
    except (InvalidValueError, ValueError):
        if not any(map(str.isalpha, text)):  # 3/4/2010 can be two days
            raise InvalidDateError(f"{value!r} is not a date") from None
        return PartialDate.read(text)


def has_time(value: object) -> bool:
    """Return whether a date has a time of day, other than midnight.

    >>> [has_time(text) for text in ("2023-02-06T19:00", "2023-02-06T00:00:00Z", "2023-02-06")]
    [True, False, False]
    """
    return isinstance(value, str) and _TIME.match(value) is not None


def uncertain_year(value: object) -> PartialDate | None:
    """Return the latest year in a text that is not a date, as an uncertain one; None if it has no year.

    >>> uncertain_year("spring of 2018"), uncertain_year("2018 or 2019"), uncertain_year("soon")
    (PartialDate('2018?'), PartialDate('2019?'), None)
    """
    latest = max(_YEAR.findall(value) if isinstance(value, str) else [], default="0000")
    return None if latest == "0000" else PartialDate(f"{latest}?")
