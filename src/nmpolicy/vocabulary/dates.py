"""Partial dates: a year, a month or a day, possibly approximate or uncertain.

The notation is ISO 8601-2 (EDTF, level 1): `2018`, `2025-05`, `2025-07-21`, followed by `~` if approximate, `?` if
uncertain and `%` if both.
"""

import calendar
from datetime import date, timedelta
from functools import lru_cache
from typing import Self, cast

from nmpolicy.errors import InvalidDateError, InvalidTypeError, UndecidedOrderError
from nmpolicy.vocabulary.date_values import DateLike, check_date, date_text
from nmpolicy.vocabulary.date_words import WEEKDAYS
from nmpolicy.vocabulary.folding import fold
from nmpolicy.vocabulary.terms import DatePrecision
from nmpolicy.vocabulary.written_dates import parse_written_date

_PRECISION = {4: DatePrecision.YEAR, 7: DatePrecision.MONTH, 10: DatePrecision.DAY}
_DAY = timedelta(days=1)
_EXACT = len("2025-07-21")  # characters: only an exact day without a mark has so many


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

    It can also be made from a `datetime.date`; from a `datetime.datetime` or a pandas `Timestamp`, without its time of
    day and its time zone; and from a `numpy.datetime64` in years, months, days or a smaller unit.

    The operators `<`, `<=`, `>` and `>=` compare it with another date if every day that the two can mean gives the same
    answer, as with two exact days, and raise `UndecidedOrderError` if not. `==` compares the text.

    Raises `InvalidDateError` for text that is not such a date, and `InvalidTypeError` for any other value, also for a
    missing one such as `NaT`.

    Terms: ISO 8601-2:2019, annex A (Extended Date/Time Format).

    .. versionadded:: 0.1
    """

    __slots__ = ()

    def __new__(cls, value: DateLike) -> Self:
        """Check the value; return a `PartialDate` unchanged."""
        if isinstance(value, cls):
            return value
        text = date_text(value)
        check_date(text)
        return super().__new__(cls, text)

    @classmethod
    def read(cls, written: str, *, day_first: bool | None = None) -> Self:
        """Parse a date as people write it, with the precision that was written.

        Months and weekdays may be in English, Spanish, Portuguese or French, with any kind of space or hyphen. Words
        such as `about` and `circa` make the date approximate, `(uncertain)` makes it uncertain, and every `label` is
        read. `day_first` says how dates such as 3/7/2024 are written; by default, they are refused if they can mean two
        dates.

        Raises `InvalidDateError` if the year is missing or abbreviated, if day and month are ambiguous, if the weekday
        does not match the date, or if the text is not exactly one date.

        >>> PartialDate.read("July 21, 2025"), PartialDate.read("circa May 2025"), PartialDate.read("2018")
        (PartialDate('2025-07-21'), PartialDate('2025-05~'), PartialDate('2018'))
        >>> PartialDate.read("3/7/2024", day_first=True), PartialDate.read("1er janvier 2024")
        (PartialDate('2024-07-03'), PartialDate('2024-01-01'))
        >>> PartialDate.read("July")
        Traceback (most recent call last):
        nmpolicy.errors.InvalidDateError: 'July' has no four-digit year; write it like 'July 21, 2025'
        """
        return cls(parse_written_date(written, day_first=day_first))

    @classmethod
    def on_or_before(cls, weekday: str, day: DateLike) -> Self:
        """Return the last given weekday on or before a day: what "Monday" means in a newspaper of that day.

        Raises `InvalidDateError` for a word that is not a weekday, and for a day that is not an exact date.

        >>> PartialDate.on_or_before("Monday", "2025-07-22")
        PartialDate('2025-07-21')
        >>> PartialDate.on_or_before("Tuesday", "2025-07-22")
        PartialDate('2025-07-22')
        """
        reference = cls(day)
        if len(reference) != _EXACT:
            raise InvalidDateError(f"{str(reference)!r} is not an exact day; write YYYY-MM-DD")
        number = WEEKDAYS.get(fold(weekday)) if isinstance(weekday, str) else None
        if number is None:
            raise InvalidDateError(f"{str(weekday)[:60]!r} is not a weekday; write one like 'Monday'")
        first = reference.earliest
        try:
            return cls(first - _DAY * ((first.weekday() - number) % 7))
        except OverflowError as error:
            raise InvalidDateError(
                f"the {weekday} on or before {first} is before the first day of the calendar, 0001-01-01"
            ) from error

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
        return _span(self)

    def before(self, other: DateLike) -> bool | None:
        """Return whether it is earlier than another date, or `None` if undecided. The same day is not earlier.

        >>> PartialDate("2025").before("2025-07"), PartialDate("2024").before("2025-07")
        (None, True)
        """
        return _precedes(self, PartialDate(other))

    def after(self, other: DateLike) -> bool | None:
        """Return whether it is later than another date, or `None` if undecided. The same day is not later."""
        return _precedes(PartialDate(other), self)

    def within(self, period: DateLike) -> bool | None:
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

    def __lt__(self, other: DateLike, /) -> bool:
        """Return whether it is earlier. Raises `UndecidedOrderError` if the two dates do not decide that."""
        return _compare(self, other)

    def __le__(self, other: DateLike, /) -> bool:
        """Return whether it is earlier or the same day. Raises `UndecidedOrderError` if that is undecided."""
        return _compare(self, other, or_same=True)

    def __gt__(self, other: DateLike, /) -> bool:
        """Return whether it is later. Raises `UndecidedOrderError` if the two dates do not decide that."""
        return _compare(self, other, reverse=True)

    def __ge__(self, other: DateLike, /) -> bool:
        """Return whether it is later or the same day. Raises `UndecidedOrderError` if that is undecided."""
        return _compare(self, other, reverse=True, or_same=True)

    @property
    def _unmarked(self) -> str:
        return self.rstrip("~?%")


@lru_cache(maxsize=1 << 14)  # dates repeat, and half of the time of some rules went into this
def _span(day: PartialDate) -> tuple[date, date]:
    if day.uncertain:
        return date.min, date.max
    first, last = day.earliest, day.latest
    if not day.approximate:
        return first, last
    unit = len(day.rstrip("~?%"))  # an adjacent day cut to this length is the adjacent year, month or day
    if first > date.min:
        first = PartialDate((first - _DAY).isoformat()[:unit]).earliest
    if last < date.max:
        last = PartialDate((last + _DAY).isoformat()[:unit]).latest
    return first, last


def span_label(first: PartialDate | None, last: PartialDate | None) -> str:
    """Describe a period by its first and its last day, as far as they are known.

    >>> span_label(PartialDate("2025-07-19"), PartialDate("2025-07-20")), span_label(None, None)
    ('2025-07-19 to 2025-07-20', '')
    """
    return " to ".join(day.label for day in (first, last) if day)


def _precedes(first: PartialDate, second: PartialDate, *, or_same: bool = False) -> bool | None:
    """Return whether a date is earlier than another, or the same day if `or_same`; `None` if undecided."""
    if first.uncertain or second.uncertain:
        return None
    (opens, closes), (other_opens, other_closes) = first.span, second.span
    if closes < other_opens or (or_same and closes == other_opens):
        return True
    return False if opens > other_closes or (opens == other_closes and not or_same) else None


def _compare(date_: PartialDate, value: DateLike, *, reverse: bool = False, or_same: bool = False) -> bool:
    try:
        other = PartialDate(value)
    except InvalidTypeError:
        return cast("bool", NotImplemented)  # so that Python asks the other value
    except InvalidDateError as error:
        raise UndecidedOrderError(str(date_), str(value), "the second is not a date") from error
    first, second = (other, date_) if reverse else (date_, other)
    if len(first) == len(second) == _EXACT:  # for speed: exact days are in the order of their texts
        return str.__le__(first, second) if or_same else str.__lt__(first, second)
    answer = _precedes(first, second, or_same=or_same)
    if answer is None:
        doubtful = next((f"{str(each)!r} is uncertain" for each in (date_, other) if each.uncertain), "")
        raise UndecidedOrderError(str(date_), str(other), doubtful or "their days overlap")
    return answer
