"""The reason why a text is not read as a date."""

import calendar
import re

from nmpolicy.vocabulary.date_words import APPROXIMATE, FIRST, INTRODUCTIONS, MONTHS, OTHERS, UNCERTAIN, WEEKDAYS
from nmpolicy.vocabulary.folding import fold

_PHRASES = (*MONTHS, *WEEKDAYS, *FIRST, *APPROXIMATE, *UNCERTAIN, *INTRODUCTIONS, *OTHERS)
_KNOWN = frozenset(word for phrase in _PHRASES for word in re.split("[ '-]", phrase))
_words = re.compile(r"[^\W\d_]+").findall
_numbers = re.compile(r"\d+", re.ASCII).findall
_years = re.compile(r"(?<!\d)\d{4}(?!\d)", re.ASCII).findall
_abbreviated_range = re.compile(r"(?<!\d)\d{4} ?[-/] ?\d\d?$", re.ASCII).search
_time = re.compile(r"\d:\d\d", re.ASCII).search
_month_and_number = re.compile(r"(?:(?P<before>\d\d)[ ./-]+)?(?P<month>[a-z]+)(?:[ ./-]+(?P<after>\d\d))?", re.ASCII)
_EXAMPLE = "write it like 'July 21, 2025'"


def reason_unread(written: str, plain: str) -> str:
    """Return the rest of a sentence that begins with a written date: what is wrong, and how to fix it.

    `plain` is the same text in lowercase, with plain spaces and hyphens, and without accents.

    >>> reason_unread("Jun-24", "jun-24")
    "has no four-digit year: it can mean June 24 or June 2024; write it like 'June 24, 2024' or 'June 2024'"
    """
    if plain.startswith("~"):
        return "is not exactly one date; write the ~ at its end"
    if _is_range(plain):
        return "is not exactly one date; if it is a range, write two dates, each like 'July 21, 2025'"
    unknown = [each for each in dict.fromkeys(_words(written.lower())) if len(each) > 1 and fold(each) not in _KNOWN]
    if unknown and any(character.isdigit() for character in written):
        words = "the word" if len(unknown) == 1 else "the words"
        languages = "English, Spanish, Portuguese or French"
        return f"has {words} {', '.join(map(repr, unknown))}, which no {languages} date has; {_EXAMPLE}"
    if not _years(plain):
        return f"has no four-digit year{_day_or_year(plain)}"
    if _time(plain):
        return "is not exactly one date but has a time of day; leave the time out"
    return f"is not exactly one date; {_EXAMPLE}"


def _is_range(plain: str) -> bool:
    """Return whether a text has parts of two dates, as in `July 4-5, 2025`, `2025/2026` or `2025-26`."""
    if _time(plain) or not (years := len(_years(plain))):
        return False
    months = sum(word in MONTHS for word in _words(plain))
    days = len(_numbers(plain)) - years
    return years > 1 or months > 1 or days > 2 - months or bool(_abbreviated_range(plain))


def _day_or_year(plain: str) -> str:
    found = _month_and_number.fullmatch(plain)
    month = MONTHS.get(found["month"]) if found else None
    number = (found["before"] or found["after"]) if found else None
    if not month or not number or not 1 <= int(number) <= calendar.monthrange(2000, month)[1]:  # a leap year
        return f"; {_EXAMPLE}"
    name, year = calendar.month_name[month], f"20{number}"
    day = f"{name} {int(number)}"
    return f": it can mean {day} or {name} {year}; write it like '{day}, {year}' or '{name} {year}'"
