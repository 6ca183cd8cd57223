"""The plain values of a field, and the markers that narrow them: text, whole numbers, patterns, bounds.

A field says what it holds in its annotation, and nowhere else. The constructors and the JSON reader both take
their checks from there, by `scalar`.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, Protocol, cast, get_args, get_origin, runtime_checkable

from attrs import frozen

from nmpolicy.errors import InvalidTypeError, InvalidValueError
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.terms import Term

_NAMED: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (type(None), "null"),
    ((list, tuple, set, frozenset), "a list"),
    (dict, "an object"),
)
_SHOWN = 60  # characters, or bits, of a value that an error repeats


@runtime_checkable
class Marker(Protocol):
    """What may stand beside a type in `Annotated`: a check of values that have the type already."""

    def check(self, value: Any) -> None:
        """Refuse a value with an `InvalidValueError`."""


@frozen
class Pattern:
    """A regular expression that the whole text must match."""

    #: It is read alike by Python and by the schemas of JSON: no `\\d` and the like, whose meanings differ.
    regex: str
    #: What such a text is, with its article and an example.
    expected: str
    #: What refuses a text that does not match.
    error: type[InvalidValueError] = InvalidValueError

    def check(self, value: str) -> None:
        """Refuse a text that does not match."""
        if self.matches(value) is None:
            raise self.error(f"{describe(value)} is not {self.expected}")

    @property
    def matches(self) -> Callable[[str], re.Match[str] | None]:
        """Whether a whole text matches; compiled once."""
        return _matcher(self.regex)


@cache
def _matcher(regex: str) -> Callable[[str], re.Match[str] | None]:
    return re.compile(regex).fullmatch


@frozen
class Between:
    """The least and the most that a whole number may be, inclusive."""

    least: int
    most: int

    def check(self, value: int) -> None:
        """Refuse a number that is smaller or larger."""
        if value < self.least:
            raise InvalidValueError(f"{describe(value)} is too small; the least is {self.least}")
        if value > self.most:
            raise InvalidValueError(f"{describe(value)} is too large; the most is {self.most}")


#: A web address. Other schemes are refused: a `javascript:` one would run in a page that links to it.
Url = Annotated[str, Pattern(r'https?://[^<>"\x00-\x20\x7f-\xa0]+', "a web address like 'https://example.org/page'")]
#: A language tag (BCP 47).
Language = Annotated[str, Pattern(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", "a language tag like 'en' or 'es-MX'")]
DIGEST = r"[0-9a-f]{64}"
#: A SHA-256 digest in hexadecimal.
Digest = Annotated[str, Pattern(DIGEST, "a SHA-256 digest of 64 lower-case hexadecimal digits")]
#: A span of calendar time (ISO 8601): years, months, weeks, days.
Duration = Annotated[
    str,
    Pattern(
        r"P([0-9]+Y([0-9]+M)?([0-9]+W)?([0-9]+D)?|[0-9]+M([0-9]+W)?([0-9]+D)?|[0-9]+W([0-9]+D)?|[0-9]+D)",
        "a duration like 'P30D' or 'P1Y'",
    ),
]
_SPAN = re.compile(r"([0-9]+)([YMWD])")
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day"}


def spans(duration: str) -> list[tuple[str, str]]:
    """The parts of a duration: each number, as it is written, with its unit.

    >>> spans("P1Y30D")
    [('1', 'year'), ('30', 'day')]
    """
    return [(number, _UNITS[unit]) for number, unit in _SPAN.findall(duration)]


#: A recurrence rule (RFC 5545, section 3.3.10).
Recurrence = Annotated[
    str,
    Pattern(
        # The names after FREQ do not begin with FREQ. Written without a lookahead, which many JSON Schema tools refuse.
        r"FREQ=(YEARLY|MONTHLY|WEEKLY|DAILY)"
        r"(;([A-EG-Z][A-Z]*|F([A-QS-Z][A-Z]*)?|FR([A-DF-Z][A-Z]*)?|FRE([A-PR-Z][A-Z]*)?)=[A-Z0-9,+-]+)*",
        "a recurrence rule like 'FREQ=MONTHLY;BYMONTHDAY=1'",
    ),
]
#: The largest whole number that every reader of JSON keeps exact (RFC 8259, section 6).
LARGEST = 2**53 - 1
#: A whole number from 1: a count of things, or a place in an order.
PositiveInt = Annotated[int, Between(1, LARGEST)]
#: A whole number from 0: an offset, or a tally.
NonNegativeInt = Annotated[int, Between(0, LARGEST)]


def describe(value: object) -> str:
    """A value as an error names it: scalars shortened, all else by its kind, so that size and depth cost nothing.

    >>> describe("July"), describe([[]]), describe(None), describe(10**99), describe(object())
    ("'July'", 'a list', 'null', 'a number of 329 bits', 'object')
    """
    if isinstance(value, str):
        return repr(str(value[:_SHOWN])) + ("…" if len(value) > _SHOWN else "")
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int) and value.bit_length() > _SHOWN:
        return f"a number of {value.bit_length()} bits"
    if isinstance(value, int | float):
        return repr(value)
    return next((name for kind, name in _NAMED if isinstance(value, kind)), type(value).__name__)


def text(value: object) -> str:
    """The value, if it is text that UTF-8 can carry."""
    if not isinstance(value, str):
        raise InvalidTypeError(f"expected a text, not {describe(value)}")
    if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
        raise InvalidValueError(f"{describe(value)} holds half of a surrogate pair, which no UTF-8 file can carry")
    return str.__str__(value)  # of a class derived from `str`, the bare text


def whole_number(value: object) -> int:
    """The value, if it is an `int` and no `bool`."""
    if type(value) is not int:
        raise InvalidTypeError(f"expected a whole number, not {describe(value)}")
    return value


def flag(value: object) -> bool:
    """The value, if it is `True` or `False`."""
    if not isinstance(value, bool):
        raise InvalidTypeError(f"expected true or false, not {describe(value)}")
    return value


_PLAIN: dict[object, Callable[[object], Any]] = {str: text, int: whole_number, bool: flag}


def scalar(annotation: Any) -> Callable[[object], Any] | None:
    """The strict check that an annotation of one value asks for; None where it is no scalar.

    >>> scalar(PositiveInt)(0)
    Traceback (most recent call last):
    nmpolicy.errors.InvalidValueError: 0 is too small; the least is 1
    """
    if get_origin(annotation) is Annotated:
        kind, *extras = get_args(annotation)
        return _marked(_PLAIN[kind], [extra for extra in extras if isinstance(extra, Marker)])
    if isinstance(annotation, type) and issubclass(annotation, Term | PartialDate):
        return cast("Callable[[object], Any]", annotation)
    return _PLAIN.get(annotation)


def _marked(plain: Callable[[object], Any], markers: list[Marker]) -> Callable[[object], Any]:
    def check(value: object) -> Any:
        known = plain(value)
        for marker in markers:
            marker.check(known)
        return known

    return check
