"""Dates of Popolo files, which may be known in part."""

import re

from nmpolicy.errors import InvalidDateError, InvalidValueError
from nmpolicy.imports.input_items import to_date
from nmpolicy.vocabulary.dates import PartialDate

_UNKNOWN_PART = re.compile(r"(?:-00){1,2}$")


def popolo_date(value: object) -> PartialDate:
    """Convert a date of Popolo: ISO 8601 with as many digits as are known, zeros for what is not, or `c. 2010`.

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
