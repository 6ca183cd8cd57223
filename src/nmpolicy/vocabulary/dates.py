"""Partial dates: a year, a month or a day, possibly approximate or uncertain.

The notation is ISO 8601-2 (EDTF, level 1): `2018`, `2025-05`, `2025-07-21`, followed by `~` if approximate, `?` if
uncertain and `%` if both.
"""

import calendar
import re
from datetime import date, datetime, timedelta
from typing import NoReturn, Self

from nmpolicy.errors import InvalidDateError, InvalidTypeError, UndecidedOrderError
from nmpolicy.vocabulary.terms import DatePrecision
from nmpolicy.vocabulary.written_dates import last_weekday, parse_written_date

_match = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?([~?%]?)", re.ASCII).fullmatch
_FORM = "write YYYY, YYYY-MM or YYYY-MM-DD, with ~ if approximate, ? if uncertain, % if both"
_PRECISION = {4: DatePrecision.YEAR, 7: DatePrecision.MONTH, 10: DatePrecision.DAY}
_DAY = timedelta(days=1)
_HYPHENS = dict.fromkeys((0x2010, 0x2011), "-")  # not dashes: 2007\u201309 with an en dash is a range of years


class PartialDate(str):
    """A date that may be only partly known. It is a `str`, so JSON, CSV and SQL store it unchanged.

    Impossible dates are refused. Comparisons have three answers: `True`, `False`, and `None` if the precision is not
    enough to decide.

    >>> order = PartialDate("2025-07-21")
    >>> order.after("2025-05"), order.before("2025-06"), order.before("2025")
    (True, False, None)
    >>> PartialDate("2025-02-30")
    Traceback (most recent call last):
    nmpolicy.errors.InvalidDateError: '2025-02-30' is not a date; February 2025 has 28 days

    An approximate date may be off by one unit of its precision in either direction: `2023~` can mean 2022 or 2024.
    An uncertain date may be entirely wrong, so every comparison with it answers `None`.

    Raises `InvalidDateError` for text that is not such a date, and `InvalidTypeError` for anything other than text or
    a `datetime.date`. A `datetime.datetime` is refused because its time would be lost.

    Terms: ISO 8601-2:2019, annex A (Extended Date/Time Format).

    .. versionadded:: 0.1
    """

    __slots__ = ()

    def __new__(cls, value: str | date) -> Self:
        """Check the text; return a `PartialDate` unchanged."""
        if isinstance(value, cls):
            return value
        if isinstance(value, date) and not isinstance(value, datetime):
            value = value.isoformat()
        if not isinstance(value, str):
            raise InvalidTypeError(f"expected a date as text, not {type(value).__name__}; {_FORM}")
        _check(value)
        return super().__new__(cls, value)

    @classmethod
    def read(cls, written: str) -> Self:
        """Parse a date as people write it, with the precision that was written.

        Months and weekdays may be in English, Spanish or Portuguese, with any kind of space or hyphen.

        Raises `InvalidDateError` if the year is missing or abbreviated, if day and month are ambiguous, if the weekday
        does not match the date, or if the text is not exactly one date.

        >>> PartialDate.read("July 21, 2025"), PartialDate.read("May 2025"), PartialDate.read("2018")
        (PartialDate('2025-07-21'), PartialDate('2025-05'), PartialDate('2018'))
        >>> PartialDate.read("July")
        Traceback (most recent call last):
        nmpolicy.errors.InvalidDateError: 'July' has no four-digit year; write it like 'July 21, 2025'
        """
        plain = written.translate(_HYPHENS) if isinstance(written, str) else ""
        return cls(plain if _match(plain) else parse_written_date(written))

    @classmethod
    def on_or_before(cls, weekday: str, day: str | date) -> Self:
        """Return the last given weekday on or before a day: what "Monday" means in a newspaper of that day.

        Raises `InvalidDateError` for a word that is not an English weekday, and for a day that is not an exact date.

        >>> PartialDate.on_or_before("Monday", "2025-07-22")
        PartialDate('2025-07-21')
        >>> PartialDate.on_or_before("Tuesday", "2025-07-22")
        PartialDate('2025-07-22')
        """
        reference = cls(day)
        if len(reference) != len("YYYY-MM-DD"):
            raise InvalidDateError(f"{str(reference)!r} is not an exact day; write YYYY-MM-DD")
        return cls(last_weekday(weekday, reference.earliest))

    @property
    def precision(self) -> DatePrecision:
        """The precision as written: year, month or day."""
        return _PRECISION[len(self._unmarked)]

    @property
    def approximate(self) -> bool:
        """True if it is marked `~` or `%`: close to this date, but perhaps not exactly."""
        return self[-1] in "~%"

    @property
    def uncertain(self) -> bool:
        """True if it is marked `?` or `%`: the source may be wrong."""
        return self[-1] in "?%"

    @property
    def earliest(self) -> date:
        """The first day that the date covers, inclusive, ignoring `~`, `?` and `%`.

        >>> PartialDate("2025-05").earliest
        datetime.date(2025, 5, 1)
        """
        text = self._unmarked
        return date(int(text[:4]), int(text[5:7] or 1), int(text[8:] or 1))

    @property
    def latest(self) -> date:
        """The last day that the date covers, inclusive, ignoring `~`, `?` and `%`.

        >>> PartialDate("2024-02").latest
        datetime.date(2024, 2, 29)
        """
        text = self._unmarked
        year, month = int(text[:4]), int(text[5:7] or 12)
        return date(year, month, int(text[8:] or calendar.monthrange(year, month)[1]))

    @property
    def label(self) -> str:
        """The date for a reader, with `~`, `?` and `%` spelled out.

        >>> PartialDate("2023~").label, PartialDate("2025-07?").label
        ('about 2023', '2025-07 (uncertain)')
        """
        return ("about " if self.approximate else "") + self._unmarked + (" (uncertain)" if self.uncertain else "")

    @property
    def span(self) -> tuple[date, date]:
        """The first and the last day that the date can mean, inclusive; the whole calendar if it is uncertain.

        An approximate date is widened by one unit of its precision in each direction.

        >>> PartialDate("2025-07-21~").span
        (datetime.date(2025, 7, 20), datetime.date(2025, 7, 22))
        """
        if self.uncertain:
            return date.min, date.max
        first, last = self.earliest, self.latest
        if not self.approximate:
            return first, last
        unit = len(self._unmarked)  # an adjacent day cut to this length is the adjacent year, month or day
        if first > date.min:
            first = PartialDate((first - _DAY).isoformat()[:unit]).earliest
        if last < date.max:
            last = PartialDate((last + _DAY).isoformat()[:unit]).latest
        return first, last

    def before(self, other: str | date) -> bool | None:
        """Return whether it is earlier than another date, or `None` if undecided. The same day is not earlier.

        >>> PartialDate("2025").before("2025-07"), PartialDate("2024").before("2025-07")
        (None, True)
        """
        other = PartialDate(other)
        if self.uncertain or other.uncertain:
            return None
        (first, last), (other_first, other_last) = self.span, other.span
        return True if last < other_first else False if first >= other_last else None

    def after(self, other: str | date) -> bool | None:
        """Return whether it is later than another date, or `None` if undecided. The same day is not later."""
        return PartialDate(other).before(self)

    def within(self, period: str | date) -> bool | None:
        """Return whether it falls within a year, month or day, inclusive, or `None` if undecided.

        >>> PartialDate("2025-07-21").within("2025"), PartialDate("2025").within("2025-07")
        (True, None)
        """
        period = PartialDate(period)
        (first, last), (opens, closes) = self.span, period.span
        if last < opens or closes < first:
            return False
        exact = not period.approximate and not period.uncertain
        return True if exact and opens <= first and last <= closes else None

    def sort_key(self) -> tuple[date, int, str]:
        """Return a key that sorts dates by their first day, and a longer period before a shorter one.

        Use it to display dates: `sorted(dates, key=PartialDate.sort_key)`. To find out which came first, use `before`.
        """
        return self.earliest, -self.latest.toordinal(), str(self)

    def __repr__(self) -> str:
        """Return the code that makes it."""
        return f"{type(self).__name__}({str(self)!r})"

    def _refuse_to_compare(self, _other: object) -> NoReturn:
        raise UndecidedOrderError(
            "partial dates cannot be compared with < or >; use before() or after(), "
            "or sort with key=PartialDate.sort_key"
        )

    __lt__ = __le__ = __gt__ = __ge__ = _refuse_to_compare

    @property
    def _unmarked(self) -> str:
        return self.rstrip("~?%")


def span_label(first: PartialDate | None, last: PartialDate | None) -> str:
    """Describe a period by its first and its last day, as far as they are known.

    >>> span_label(PartialDate("2025-07-19"), PartialDate("2025-07-20")), span_label(None, None)
    ('2025-07-19 to 2025-07-20', '')
    """
    return " to ".join(day.label for day in (first, last) if day)


def _check(text: str) -> None:
    found = _match(text)
    if found is None:
        raise InvalidDateError(f"{text[:60]!r} is not a date; {_FORM}")
    year, month, day = int(found[1]), int(found[2] or 1), int(found[3] or 1)
    if year == 0:
        raise InvalidDateError(f"{text!r} is not a date; years go from 0001 to 9999")
    if month not in range(1, 13):
        raise InvalidDateError(f"{text!r} is not a date; months go from 01 to 12")
    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise InvalidDateError(f"{text!r} is not a date; {calendar.month_name[month]} {year} has {days} days")
