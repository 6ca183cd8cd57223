"""Dates as far as they are known: a year, a month or a day, perhaps approximate or uncertain.

The notation is that of ISO 8601-2 (EDTF, level 1): `2018`, `2025-05`, `2025-07-21`, with `~` for *approximate*,
`?` for *uncertain* and `%` for both.
"""

import calendar
import re
from datetime import date, datetime, timedelta
from typing import NoReturn, Self

from nmpolicy.errors import InvalidDateError, InvalidTypeError, UndecidedOrderError
from nmpolicy.vocabulary.terms import DatePrecision
from nmpolicy.vocabulary.written_dates import last_weekday, read_written

_match = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?([~?%]?)", re.ASCII).fullmatch
_FORM = "write YYYY, YYYY-MM or YYYY-MM-DD, with ~ if approximate, ? if uncertain, % if both"
_PRECISION = {4: DatePrecision.YEAR, 7: DatePrecision.MONTH, 10: DatePrecision.DAY}
_DAY = timedelta(days=1)


class PartialDate(str):
    """A date as far as it is known. It is text, so that JSON, CSV and SQL take it as it is.

    Dates that no calendar has are refused. Questions have three answers: `True`, `False`, and `None` where the
    precision cannot decide.

    >>> order = PartialDate("2025-07-21")
    >>> order.after("2025-05"), order.before("2025-06"), order.before("2025")
    (True, False, None)
    >>> PartialDate("2025-02-30")
    Traceback (most recent call last):
    nmpolicy.errors.InvalidDateError: '2025-02-30' names a day that February 2025 does not have

    An approximate date may be off by one unit of its precision to either side: `2023~` may be 2022 or 2024.
    An uncertain one may be wrong altogether, and so decides nothing.

    Raises `InvalidDateError` for a text that is no such date, `InvalidTypeError` for what is neither a text nor a
    `datetime.date`. A `datetime.datetime` is refused, for its time would be lost.

    Terms: ISO 8601-2:2019, annex A (Extended Date/Time Format).

    .. versionadded:: 0.1
    """

    __slots__ = ()

    def __new__(cls, value: str | date) -> Self:
        """Check the text; a `PartialDate` is taken as it is."""
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
        """The date that a person wrote, no more exactly than they wrote it.

        Raises `InvalidDateError` where a year is missing or shortened, where day and month could be exchanged,
        where the weekday is not the date's, and where more or less than one date is written.

        >>> PartialDate.read("July 21, 2025"), PartialDate.read("May 2025"), PartialDate.read("2018")
        (PartialDate('2025-07-21'), PartialDate('2025-05'), PartialDate('2018'))
        >>> PartialDate.read("July")
        Traceback (most recent call last):
        nmpolicy.errors.InvalidDateError: 'July' does not say which year, in four digits; write it like 'July 21, 2025'
        """
        return cls(written if isinstance(written, str) and _match(written) else read_written(written))

    @classmethod
    def on_or_before(cls, weekday: str, day: str | date) -> Self:
        """The last such weekday that is not after a day: what a newspaper of that day calls "Monday".

        Raises `InvalidDateError` for a word that is no English weekday, and for a day that is not an exact date.

        >>> PartialDate.on_or_before("Monday", "2025-07-22")
        PartialDate('2025-07-21')
        >>> PartialDate.on_or_before("Tuesday", "2025-07-22")
        PartialDate('2025-07-22')
        """
        reference = cls(day)
        if len(reference) != len("YYYY-MM-DD"):
            raise InvalidDateError(f"{str(reference)!r} is not an exact day, so no weekday can be counted from it")
        return cls(last_weekday(weekday, reference.earliest))

    @property
    def precision(self) -> DatePrecision:
        """What was written: a year, a month or a day."""
        return _PRECISION[len(self._plain)]

    @property
    def approximate(self) -> bool:
        """Whether it is marked `~` or `%`: near, but perhaps not exactly then."""
        return self[-1] in "~%"

    @property
    def uncertain(self) -> bool:
        """Whether it is marked `?` or `%`: its source may be wrong."""
        return self[-1] in "?%"

    @property
    def earliest(self) -> date:
        """The first day that the written date covers, inclusive, whatever its marks.

        >>> PartialDate("2025-05").earliest
        datetime.date(2025, 5, 1)
        """
        plain = self._plain
        return date(int(plain[:4]), int(plain[5:7] or 1), int(plain[8:] or 1))

    @property
    def latest(self) -> date:
        """The last day that the written date covers, inclusive, whatever its marks.

        >>> PartialDate("2024-02").latest
        datetime.date(2024, 2, 29)
        """
        plain = self._plain
        year, month = int(plain[:4]), int(plain[5:7] or 12)
        return date(year, month, int(plain[8:] or calendar.monthrange(year, month)[1]))

    @property
    def label(self) -> str:
        """The date with its marks in words.

        >>> PartialDate("2023~").label, PartialDate("2025-07?").label
        ('about 2023', '2025-07 (uncertain)')
        """
        return ("about " if self.approximate else "") + self._plain + (" (uncertain)" if self.uncertain else "")

    @property
    def span(self) -> tuple[date, date]:
        """The first and the last day that it may mean, inclusive, its approximation allowed for; if uncertain, any.

        >>> PartialDate("2025-07-21~").span
        (datetime.date(2025, 7, 20), datetime.date(2025, 7, 22))
        """
        if self.uncertain:
            return date.min, date.max
        first, last = self.earliest, self.latest
        if not self.approximate:
            return first, last
        unit = len(self._plain)  # cut to it, the day before is the year, month or day before
        if first > date.min:
            first = PartialDate((first - _DAY).isoformat()[:unit]).earliest
        if last < date.max:
            last = PartialDate((last + _DAY).isoformat()[:unit]).latest
        return first, last

    def before(self, other: str | date) -> bool | None:
        """Whether it is earlier than another date; on the same day it is not. `None`: it cannot be told.

        >>> PartialDate("2025").before("2025-07"), PartialDate("2024").before("2025-07")
        (None, True)
        """
        other = PartialDate(other)
        if self.uncertain or other.uncertain:
            return None
        (first, last), (other_first, other_last) = self.span, other.span
        return True if last < other_first else False if first >= other_last else None

    def after(self, other: str | date) -> bool | None:
        """Whether it is later than another date; on the same day it is not. `None`: it cannot be told."""
        return PartialDate(other).before(self)

    def within(self, period: str | date) -> bool | None:
        """Whether it falls in the year, month or day that another date names, inclusive. `None`: it cannot be told.

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
        """Puts dates in order of their first day, the wider before the narrower: `sorted(dates, key=PartialDate.sort_key)`.

        An order for printing. It says nothing of which came first: ask `before`.
        """
        return self.earliest, -self.latest.toordinal(), str(self)

    def __repr__(self) -> str:
        """As in code."""
        return f"{type(self).__name__}({str(self)!r})"

    def _undecided(self, _other: object) -> NoReturn:
        raise UndecidedOrderError(
            "partial dates have no sure order, as 2025 may end after July 2025; "
            "ask before() or after(), or sort with key=PartialDate.sort_key"
        )

    __lt__ = __le__ = __gt__ = __ge__ = _undecided

    @property
    def _plain(self) -> str:
        return self.rstrip("~?%")


def span_label(first: PartialDate | None, last: PartialDate | None) -> str:
    """The first and the last day of something in words, as far as they are known.

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
        raise InvalidDateError(f"{text!r} names the year 0, which the calendar does not have")
    if month not in range(1, 13):
        raise InvalidDateError(f"{text!r} names the month {found[2]}; months go from 01 to 12")
    if day not in range(1, calendar.monthrange(year, month)[1] + 1):
        raise InvalidDateError(f"{text!r} names a day that {calendar.month_name[month]} {year} does not have")
