"""The dates of disposition notes: three forms, two-digit years, slips, and notes that contradict one another."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from nmpolicy.errors import InvalidDateError
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.written_dates import parse_written_date

_NUMBERS = re.compile(r"([0-9]{1,2})\s*/\s*([0-9]{1,2})\s*/\s*([0-9]{4}|[0-9]{2})")
_MONTH_FIRST = re.compile(r"([A-Za-z]+)\.?,?\s*([0-9]{1,2})(?:\s*,\s*|\s+)([0-9]{4})")
#: The year of the first president.
FIRST_YEAR = 1789
_FARTHEST = 100  # years between two documents, one of which affects the other
_TWO_DIGITS = len("93")


def read_note_date(written: str, own: date | None, *, later: bool) -> PartialDate | None:
    """Return the date of a document that a note gives; None if there is no such date or it is impossible.

    `own` is the day of the document that has the note, and `later` is true if the other one came after it: this
    decides the century of a two-digit year.

    >>> own = date(2018, 4, 20)
    >>> [read_note_date(each, own, later=False) for each in ("12/31/46", "March 1, 1927", "September 30, 3015")]
    [PartialDate('1946-12-31'), PartialDate('1927-03-01'), None]
    """
    text = " ".join(written.split())
    if found := _NUMBERS.fullmatch(text):
        month, day, year = (int(each) for each in found.groups())
        years = _full_years(year, own, later=later) if len(found[3]) == _TWO_DIGITS else [year]
        days = [each for year in years if (each := _day(year, month, day))]
        if len(years) > 1 and own:
            days = [each for each in days if (each >= own if later else each <= own)]
            days = [min(days) if later else max(days)] if days else []
        found_date = PartialDate(days[0].isoformat()) if days else None
    else:
        found_date = _in_words(_MONTH_FIRST.sub(r"\1 \2, \3", text))
    if found_date is None:
        return None
    year = int(found_date[:4])
    return None if year < FIRST_YEAR or (own and abs(year - own.year) > _FARTHEST and year > own.year) else found_date


def _full_years(year: int, own: date | None, *, later: bool) -> Sequence[int]:
    """Return the years that two digits can mean, nearest to a day first; none without a day."""
    if own is None:
        return []
    century = own.year // 100 * 100
    return [century + year, century + year + (100 if later else -100)]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _in_words(text: str) -> PartialDate | None:
    try:
        return PartialDate(parse_written_date(text, day_first=False))
    except InvalidDateError:
        return None


def agreed_date(dates: Sequence[PartialDate]) -> PartialDate | None:
    """Return the date that most notes give to a document; without a majority, what their dates have in common.

    >>> may, april = PartialDate("2004-05-11"), PartialDate("2004-05-01")
    >>> agreed_date([may, may, april]), agreed_date([may, april]), agreed_date([])
    (PartialDate('2004-05-11'), PartialDate('2004-05'), None)
    """
    if not dates:
        return None
    common, count = Counter(sorted(dates, key=PartialDate.sort_key)).most_common(1)[0]
    if 2 * count > len(dates):
        return common
    for length in (len("2004-05"), len("2004")):
        if len({each[:length] for each in dates}) == 1:
            return PartialDate(dates[0][:length])
    return None
