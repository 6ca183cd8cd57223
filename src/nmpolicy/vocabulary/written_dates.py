"""Parsing of dates as people write them: only unambiguous forms are passed to python-dateutil."""

import re
import unicodedata
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

from nmpolicy.errors import InvalidDateError, InvalidTypeError

if TYPE_CHECKING:
    from dateutil.parser import parserinfo

# dateutil is imported inside the functions that use it, because it takes 25 ms to import. By itself it would fill in
# missing parts from today's date and skip words that it does not know, so it gets only texts of the forms below: D is a
# number of one or two digits, M the name of a month and Y a number of four digits. Each form maps to the length of the
# ISO date that it determines.
_FORMS = {
    **dict.fromkeys(("Y",), len("2025")),
    **dict.fromkeys(("M Y", "Y M", "D/Y"), len("2025-07")),
    **dict.fromkeys(
        ("M D Y", "D M Y", "Y M D", "Y-D-D", "Y/D/D", "Y.D.D", "D/D/Y", "D-D-Y", "D.D.Y"), len("2025-07-21")
    ),
}
_AMBIGUOUS_FORMS = ("D/D/Y", "D-D-Y", "D.D.Y")
_MAX_LENGTH = 100  # characters
_TOKEN = re.compile(r"(?P<number>\d+)(?P<ordinal>st|nd|rd|th)?(?![a-z])|(?P<word>[a-z]+)|(?P<mark>[ ,./-])", re.ASCII)
_SMALL_WORDS = frozenset(["of", "the", "st", "nd", "rd", "th", "de", "del", "el", "em", "feira"])
_WORD = re.compile(r"[^\W\d_]+")
#: The months in Spanish and Portuguese, with their English names.
FOREIGN_MONTHS = {
    name: english
    for english, names in {
        "January": "enero janeiro ene jan",
        "February": "febrero fevereiro feb fev",
        "March": "marzo março marco mar",
        "April": "abril abr",
        "May": "mayo maio may mai",
        "June": "junio junho jun",
        "July": "julio julho jul",
        "August": "agosto ago",
        "September": "septiembre setiembre setembro sept sep set",
        "October": "octubre outubro oct out",
        "November": "noviembre novembro nov",
        "December": "diciembre dezembro dic dez",
    }.items()
    for name in names.split()
}
_WEEKDAYS = {
    name: english
    for english, names in {
        "Monday": "lunes segunda",
        "Tuesday": "martes terça terca",
        "Wednesday": "miércoles miercoles quarta",
        "Thursday": "jueves quinta",
        "Friday": "viernes sexta",
        "Saturday": "sábado sabado",
        "Sunday": "domingo",
    }.items()
    for name in names.split()
}
_FIRST = frozenset(["primero", "primeiro"])
_DAY = rf"(?P<day>[0-9]{{1,2}}|{'|'.join(sorted(_FIRST))})(?:\.?[º°o]|ro)?"
_MONTH = rf"(?P<month>{'|'.join(FOREIGN_MONTHS)})\.?"
_YEAR = "(?P<year>[0-9]{4})"
_OF = "(?:,? (?:de |del )?| ?[-/] ?)"
_OF_MONTH = f"(?: d[ií]as)?(?: del mes de | do m[eê]s de |{_OF})"
_BEFORE = rf"(?:(?P<weekday>{'|'.join(_WEEKDAYS)})(?:[ -]feira)?,? )?(?:el |em |a los |aos )?"
#: A date in Spanish or Portuguese, of which the month and the year must be there: the day before the month, or after.
_FOREIGN = (
    re.compile(f"{_BEFORE}(?:{_DAY}{_OF_MONTH})?{_MONTH}{_OF}{_YEAR}"),
    re.compile(f"{_BEFORE}{_MONTH} {_DAY}(?:, ?|{_OF}){_YEAR}"),
)
_DAY_OF = re.compile(r"(?:\bthis )?\b(\d{1,2}(?:st|nd|rd|th)) day of\b", re.ASCII | re.IGNORECASE)
_HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"), "-")
_FOUR_DIGITS = re.compile(r"(?<!\d)\d{4}(?!\d)", re.ASCII)
_LONG_ABBREVIATIONS = re.compile(r"\b(?:tues|weds|thurs?)\b", re.IGNORECASE)  # dateutil knows only three-letter forms
_DEFAULT = datetime(2001, 1, 1)  # its parts never show: the result is cut to what was written


def parse_written_date(written: str) -> str:
    """Return a written date in ISO form, with only the parts that were written.

    Raises `InvalidDateError` if it is not exactly one unambiguous date.
    """
    if not isinstance(written, str):
        raise InvalidTypeError(f"expected a date as text, not {type(written).__name__}")
    if len(written) > _MAX_LENGTH:
        raise InvalidDateError(f"{written[:60] + '…'!r} is too long to be one date")
    original, written = written, _in_english(_plain(written))
    form, weekdays = _form(written)
    if form not in _FORMS:
        raise InvalidDateError(f"{original!r} {_reason(written, form)}; write it like 'July 21, 2025'")
    try:
        day = _parse(written)
    except (ValueError, OverflowError) as error:
        raise InvalidDateError(f"{original!r} is not a date in the calendar") from error
    if form in _AMBIGUOUS_FORMS and (day_first := _parse(written, dayfirst=True)) != day:
        raise InvalidDateError(f"{original!r} can mean {day} or {day_first}; write the name of the month")
    if f"{day.year:04}" not in written:  # dateutil reads 0025 as 2025
        raise InvalidDateError(f"{original!r} has a year that cannot be parsed; write YYYY-MM-DD")
    if weekdays and "D" not in form:
        raise InvalidDateError(f"{original!r} has a weekday but no day; add the day of the month")
    if any(day.weekday() != weekday for weekday in weekdays):
        raise InvalidDateError(f"{original!r} has the wrong weekday: {day} was a {day:%A}; correct one of them")
    return day.isoformat()[: _FORMS[form]]


def _reason(written: str, form: str) -> str:
    unknown = [word for word in _WORD.findall(written.lower()) if not _is_known(word)] if "?" in form else []
    if unknown and any(character.isdigit() for character in written):
        listed = ", ".join(map(repr, dict.fromkeys(unknown)))
        words = "the word" if len(set(unknown)) == 1 else "the words"
        return f"has {words} {listed}, which no English, Spanish or Portuguese date has"
    return "is not exactly one date" if _FOUR_DIGITS.search(written) else "has no four-digit year"


def _is_known(word: str) -> bool:
    """Return whether a word can be part of a date. Single letters, as in 4T or Z, are not words."""
    own = len(word) == 1 or word in _SMALL_WORDS or word in FOREIGN_MONTHS or word in _WEEKDAYS
    return own or _names().month(word) is not None or _weekday(word) is not None


def _plain(written: str) -> str:
    """Return a text with plain spaces and hyphens, composed letters and no invisible characters or final period."""
    visible = "".join(char for char in written.translate(_HYPHENS) if unicodedata.category(char) != "Cf")
    return unicodedata.normalize("NFC", " ".join(visible.split())).rstrip(".")


def _in_english(written: str) -> str:
    """Return a date with a Spanish or Portuguese month in English words; any other text unchanged."""
    found = next((found for form in _FOREIGN if (found := form.fullmatch(written.lower()))), None)
    if found is None:
        return _DAY_OF.sub(r"\1 of", written)
    day = "1" if found["day"] in _FIRST else found["day"]
    return " ".join(filter(None, (_WEEKDAYS.get(found["weekday"]), day, FOREIGN_MONTHS[found["month"]], found["year"])))


def last_weekday(weekday: str, day: date) -> date:
    """Return the last given weekday on or before a day. Raises `InvalidDateError` for any other word."""
    from dateutil.relativedelta import relativedelta
    from dateutil.relativedelta import weekday as dateutil_weekday

    number = _weekday(weekday) if isinstance(weekday, str) else None
    if number is None:
        raise InvalidDateError(f"{str(weekday)[:60]!r} is not a weekday; write one like 'Monday'")
    try:
        return day + relativedelta(weekday=dateutil_weekday(number)(-1))
    except OverflowError as error:
        raise InvalidDateError(
            f"the {weekday} on or before {day} is before the first day of the calendar, 0001-01-01"
        ) from error


def _form(written: str) -> tuple[str, list[int]]:
    """Return the form of a text without weekdays, and the weekdays. A `?` marks anything that is not part of a date."""
    form, weekdays, rest = "", list[int](), written.strip().lower()
    while rest:
        token = _TOKEN.match(rest)
        rest = rest[token.end() if token else 1 :]
        if token is None:
            form += "?"
        elif number := token["number"]:
            year = len(number) == len("2025") and not token["ordinal"]
            form += "D" if len(number) <= len("31") else "Y" if year else "?"
        elif (weekday := _weekday(token["word"] or "")) is not None:
            weekdays.append(weekday)
            form += "W"
        elif word := token["word"]:
            form += "M" if _names().month(word) is not None else " " if word in ("of", "the") else "?"
        else:
            form += token["mark"]
    form = re.sub(r"W[.,]*|,|(?<=M)\.", " ", form)
    form = re.sub(r"(?<=[MDY]) *[-/] *(?=M)|(?<=M) *[-/] *(?=[MDY])", " ", form)
    return " ".join(form.split()), weekdays


def _parse(written: str, *, dayfirst: bool = False) -> date:
    from dateutil import parser

    simplified = re.sub(r"\bthe\b|,", " ", _shorten(written), flags=re.IGNORECASE)
    return parser.parse(simplified, default=_DEFAULT, dayfirst=dayfirst).date()


def _weekday(word: str) -> int | None:
    return _names().weekday(_shorten(word))


def _shorten(text: str) -> str:
    return _LONG_ABBREVIATIONS.sub(lambda found: found[0][:3], text)


@cache
def _names() -> "parserinfo":
    from dateutil import parser

    return parser.parserinfo()
