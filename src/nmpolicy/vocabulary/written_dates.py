"""Parsing of dates as people write them: only a text that can mean no other date is read."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache, lru_cache

from attrs import frozen

from nmpolicy.errors import InvalidDateError, InvalidTypeError
from nmpolicy.vocabulary.date_words import APPROXIMATE, FIRST, INTRODUCTIONS, MONTHS, UNCERTAIN, WEEKDAYS
from nmpolicy.vocabulary.unicode_forms import normalize
from nmpolicy.vocabulary.unread_dates import reason_unread

_MAX_LENGTH = 100  # characters
_MAX_OFFERED = 40  # characters of a text for which `possible_dates` looks
_MAX_WORDS = 8  # around a date; more are hostile
_YEAR, _MONTH, _DAY = len("2025"), len("2025-07"), len("2025-07-21")
_iso = re.compile(r"\d{4}(?:-(?:0\d|1[0-2])(?:-\d\d)?)?", re.ASCII).fullmatch
_has_year = re.compile(r"\d{4}", re.ASCII).search
_FIRST_YEAR = 1000  # an earlier year is more often a slip
_DASHES = "\u2012\u2013\u2212\ufe63\uff0d"
_SIGNS = dict.fromkeys(map(ord, "\u2010\u2011" + _DASHES), "-") | {ord("\u2019"): "'"}
#: Forms that machines write or that lack a zero, and what to make of them: a time, a month, and a day without hyphens.
_ALMOST_ISO = (
    (re.compile(r"(?<=\d{4}-\d\d-\d\d)[Tt ]\d\d:[\d:.,+Zz -]*$", re.ASCII), ""),
    (re.compile(r"(?<!\d)(\d{4})-(\d\d?)(?![\d-])", re.ASCII), r"\2/\1"),
    (re.compile(r"(?<!\d)(\d{4})(\d\d)(\d\d)(?!\d)", re.ASCII), r"\1-\2-\3"),
)


@frozen
class Readings:
    """The dates that a text can mean."""

    dates: Sequence[date]
    """The first day of each; none if the calendar lacks it, and two if it does not say which number is the day."""
    length: int
    """The length of the ISO form of what was written: a year, a month or a day."""
    mark: str
    """`~` if it is approximate, `?` if it is uncertain, `%` if it is both."""
    weekdays: Sequence[int]
    """The weekdays that were written; Monday is 0."""

    def iso(self, day: date) -> str:
        """Return one of the dates in ISO form."""
        return day.isoformat()[: self.length] + self.mark


def parse_written_date(written: str, *, day_first: bool | None = None) -> str:
    """Return a written date in ISO form, with only the parts that were written.

    Raises `InvalidDateError` if it is not exactly one unambiguous date, and `InvalidTypeError` for a wrong type.
    """
    if not isinstance(written, str):
        raise InvalidTypeError(f"expected a date as text, not {type(written).__name__}")
    if day_first is not None and not isinstance(day_first, bool):
        raise InvalidTypeError(f"day_first must be True, False or None, not {type(day_first).__name__}")
    if len(written) > _MAX_LENGTH:
        raise InvalidDateError(f"{written[:60] + '…'!r} is too long to be one date")
    if iso := _iso_form(written):
        return iso
    found = written_readings(written, day_first=day_first)
    if found is None:
        raise InvalidDateError(f"{written!r} {reason_unread(written, plain_text(written))}")
    if not found.dates:
        raise InvalidDateError(f"{written!r} is not a date in the calendar{_swapped(written, day_first=day_first)}")
    if reason := _doubt(found):
        raise InvalidDateError(f"{written!r} {reason}")
    return found.iso(found.dates[0])


def _doubt(found: Readings) -> str:
    """Return the reason why the dates that a text can mean are not one that is certainly right; empty if they are."""
    day, *others = found.dates
    if others:
        return f"can mean {day} or {others[0]}; write the name of the month, or say which with day_first"
    if day.year < _FIRST_YEAR:
        return "has a year before 1000; if that is right, write YYYY-MM-DD"
    if found.weekdays and found.length < _DAY:
        return "has a weekday but no day; add the day of the month"
    if any(day.weekday() != weekday for weekday in found.weekdays):
        return f"has the wrong weekday: {day} was a {day:%A}; correct one of them"
    return ""


def _swapped(written: str, *, day_first: bool | None) -> str:
    """Return the end of an error: the date that the text would be in the other order of day and month."""
    if day_first is None:
        return ""
    other = written_readings(written, day_first=not day_first)
    if other is None or not other.dates:
        return ""
    first, second = ("day", "month") if day_first else ("month", "day")
    return f" with the {first} first; with the {second} first, it would be {other.dates[0]}"


@lru_cache(maxsize=10_000)  # a document repeats the same wrong dates
def possible_dates(text: str) -> tuple[str, ...]:
    """Return the dates that a text probably means, in ISO form, to offer them to its author.

    >>> possible_dates("8/1/2025"), possible_dates("2025-7"), possible_dates("20250721"), possible_dates("soon")
    (('2025-08-01', '2025-01-08'), ('2025-07',), ('2025-07-21',), ())
    """
    if len(text) > _MAX_OFFERED or not _has_year(text):
        return ()
    for form, readable in _ALMOST_ISO:
        text = form.sub(readable, text)
    found = written_readings(text)
    if found is None or any(day.weekday() != each for day in found.dates for each in found.weekdays):
        return ()
    return tuple(found.iso(day) for day in found.dates)


def plain_text(written: str) -> str:
    """Return a text in lowercase, with plain spaces and hyphens, and without accents and invisible characters.

    A comma or period at the end is left out, as it belongs to the sentence that the date was copied from.
    """
    text = written.lower()
    if not text.isascii():
        letters = normalize("NFD", text.translate(_SIGNS))
        text = "".join(char for char in letters if unicodedata.category(char) not in {"Cf", "Mn"})
    return re.sub(r" ?[.,]$", "", " ".join(text.split()))


def _iso_form(written: str) -> str:
    """Return a date in ISO form with its mark, whatever words or marks are around it; nothing for any other text.

    A dash is not a hyphen here: between 2007 and 09, it makes a range of years.
    """
    if any(dash in written for dash in _DASHES):
        return ""
    text, mark, weekdays = _without_words(plain_text(written))
    return text + mark if not weekdays and _iso(text) else ""


def written_readings(written: str, *, day_first: bool | None = None) -> Readings | None:
    """Return the dates that a text can mean, or None if it does not have the form of a date."""
    text, mark, weekdays = _without_words(plain_text(written))
    if numbers := _numbers().fullmatch(text):
        choices = _choices(numbers["first"], numbers["middle"], numbers["last"], day_first=day_first)
        return Readings(_fitting(_dates(choices), weekdays), _DAY, mark, weekdays)
    found = next((found for form in _forms() if (found := form.fullmatch(text))), None)
    if found is None:
        return None
    parts = found.groupdict()
    name, day = parts.get("month", "1"), parts.get("day", "1")
    month = int(name) if name.isdigit() else MONTHS.get(name)
    if month is None:
        return None
    choice = (int(parts["year"]), month, 1 if day in FIRST else int(day))
    length = _DAY if "day" in parts else _MONTH if "month" in parts else _YEAR
    return Readings(_dates([choice]), length, mark, weekdays)


def _choices(first: str, middle: str, last: str, *, day_first: bool | None) -> Sequence[tuple[int, int, int]]:
    """Return the year, month and day that three numbers can mean. Only the year has four digits."""
    if len(first) == _YEAR:
        return [(int(first), int(middle), int(last))]
    month_first, reversed_ = (int(last), int(first), int(middle)), (int(last), int(middle), int(first))
    return [month_first, reversed_] if day_first is None else [reversed_ if day_first else month_first]


def _dates(choices: Iterable[tuple[int, int, int]]) -> Sequence[date]:
    """Return the dates that are in the calendar, each once."""
    found: dict[date, None] = {}
    for year, month, day in choices:
        try:
            found[date(year, month, day)] = None
        except ValueError:
            continue
    return list(found)


def _fitting(dates: Sequence[date], weekdays: Sequence[int]) -> Sequence[date]:
    """Return the dates that fall on the weekdays, or all if none does."""
    return [day for day in dates if weekdays and all(day.weekday() == each for each in weekdays)] or dates


def _without_words(text: str) -> tuple[str, str, Sequence[int]]:
    """Return a text without the words and marks around the date, the mark for them, and the weekdays."""
    leading, trailing = _around()
    marks, weekdays = set[str](), list[int]()
    for _ in range(_MAX_WORDS):
        # For speed: no pattern begins or ends with a digit.
        found = None if text[:1].isdigit() else leading.match(text)
        found = found or (None if text[-1:].isdigit() else trailing.search(text))
        if found is None:
            break
        text = text[found.end() :] if found.start() == 0 else text[: found.start()]
        if weekday := found["weekday"]:
            weekdays.append(WEEKDAYS[weekday])
        if sign := found["sign"]:
            marks |= {"~", "?"} if sign == "%" else {sign}
        marks |= {sign for sign, name in (("~", "approximate"), ("?", "uncertain")) if found[name]}
    return text, "%" if len(marks) > 1 else "".join(marks), weekdays


# The patterns are compiled on first use, because that takes some milliseconds.


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@cache
def _around() -> tuple[re.Pattern[str], re.Pattern[str]]:
    weekday = rf"(?P<weekday>{_any_of(WEEKDAYS)})(?:[ -]feira)?"
    approximate, uncertain = _any_of(APPROXIMATE), _any_of(UNCERTAIN)
    leading = (
        rf"(?P<approximate>{approximate})(?:\. ?| |(?=\d))",
        r"(?P<sign>~) ?(?!\d{4}-)",  # in EDTF, ~2025-07 says that only the year is approximate
        rf"(?P<uncertain>{uncertain}) ",
        rf"(?:{_any_of(INTRODUCTIONS)}) |a (?=\d\d? )",
        rf"{weekday}(?:\.?, ?|\. ?| )",
    )
    trailing = (
        r" ?\(?(?P<sign>[~?%])\)?",
        rf",? (?P<approximate>\((?:{approximate})\.?\)|approx(?:imately)?\.?|circa)",
        rf",? \((?P<uncertain>{uncertain})\)",
        rf"(?:, ?| )\(?{weekday}\)?",
    )
    return re.compile("|".join(leading)), re.compile(f"(?:{'|'.join(trailing)})$")


@cache
def _numbers() -> re.Pattern[str]:
    return re.compile(
        r"(?P<first>(?P<year>\d{4})|\d\d?) ?(?P<mark>[-/.]) ?(?P<middle>\d\d?) ?(?P=mark) ?(?P<last>(?(year)\d\d?|\d{4}))",
        re.ASCII,
    )


@cache
def _forms() -> Sequence[re.Pattern[str]]:
    day = rf"(?P<day>\d\d?|{'|'.join(FIRST)})(?:st|nd|rd|th|\.?[º°o]|ro|er)?"
    month, year = r"(?P<month>[a-z]+)\.?", r"(?P<year>\d{4})"
    line = " ?[-/] ?"
    to_month = (
        "(?: day| dias?)?"
        rf"(?:\.?,? (?:of (?:the month of )?|del? (?:mes de )?|do (?:mes de )?|d')?|\. ?|{line})"
    )
    to_year = rf"(?:(?<=\.)|(?:, ?| )(?:(?:of|del?|do) )?(?:(?:the year|ano|annee|l'an|l'annee) (?:of |de )?)?|{line})"
    forms = (
        rf"(?:(?:year|ano|l'an|l'annee) )?{year}",
        rf"{month}{to_year}{year}",
        rf"{year}(?:,? |{line}){month}",
        rf"(?P<month>\d\d?) ?/ ?{year}",
        rf"{day}{to_month}{month}{to_year}{year}",
        rf"{month}(?:(?<=\.)| (?:the |el )?|{line}){day}{to_year}{year}",
        rf"{year}(?:,? |{line}){month}(?: |{line}){day}",
    )
    return [re.compile(form, re.ASCII) for form in forms]
