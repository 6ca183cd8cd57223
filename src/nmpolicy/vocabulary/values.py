"""The plain values of a field and the constraints on them: text, whole numbers, patterns and bounds.

The annotation of a field is the only declaration of what it holds. The constructors and the JSON reader both derive
their checks from it, with `value_check`.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Protocol, TypeVar, cast, get_args, get_origin, runtime_checkable

from attrs import field, frozen

from nmpolicy.errors import InvalidTypeError, InvalidValueError
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.definitions import Term
from nmpolicy.vocabulary.durations import duration_in_words

T = TypeVar("T")
_TYPE_NAMES: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (type(None), "null"),
    ((list, tuple, set, frozenset), "a list"),
    (dict, "an object"),
)
_SHOWN = 60  # the most characters, or bits, of a value that an error message repeats


@runtime_checkable
class Constraint(Protocol):
    """A check that an `Annotated` type adds to the values of its base type."""

    def check(self, value: Any) -> None:
        """Raise `InvalidValueError` for a value that breaks the constraint."""


@frozen
class Pattern:
    """A regular expression that the whole text must match."""

    regex: str
    """The expression. Python and JSON Schema must read it alike, so it has no `\\d` and no lookahead."""
    expected: str
    """A noun phrase for error messages that describes a valid text, with an example."""
    error: type[InvalidValueError] = InvalidValueError
    """The exception for a text that does not match."""

    def check(self, value: str) -> None:
        """Raise `error` for a text that does not match."""
        if _compiled(self.regex).fullmatch(value) is None:
            raise self.error(f"{describe(value)} is not {self.expected}")


@cache
def _compiled(regex: str) -> re.Pattern[str]:
    return re.compile(regex)


@frozen
class Between:
    """Bounds of a whole number, inclusive."""

    least: int
    """The smallest valid number."""
    most: int
    """The largest valid number."""

    def check(self, value: int) -> None:
        """Raise `InvalidValueError` for a number outside the bounds."""
        if value < self.least:
            raise InvalidValueError(f"{describe(value)} is too small; the minimum is {self.least}")
        if value > self.most:
            raise InvalidValueError(f"{describe(value)} is too large; the maximum is {self.most}")


#: A web address. Only http and https are valid, because a `javascript:` address would run in a page that links to it.
Url = Annotated[str, Pattern(r'https?://[^<>"\x00-\x20\x7f-\xa0]+', "a web address like 'https://example.org/page'")]
#: A language tag (BCP 47).
Language = Annotated[str, Pattern(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", "a language tag like 'en' or 'es-MX'")]
DIGEST = r"[0-9a-f]{64}"
#: A SHA-256 digest in hexadecimal.
Digest = Annotated[str, Pattern(DIGEST, "a SHA-256 digest of 64 lowercase hexadecimal digits")]
_DAYS = "[0-9]+D"
_WEEKS = f"([0-9]+W({_DAYS})?|{_DAYS})"
_MONTHS = f"([0-9]+M{_WEEKS}?|{_WEEKS})"
_HOURS = "T[0-9]+H"
_DURATION = f"P(([0-9]+Y{_MONTHS}?|{_MONTHS})({_HOURS})?|{_HOURS})"


@frozen
class DurationPattern(Pattern):
    """Marks a text as a length of time. The error for one in words suggests the duration that they mean."""

    regex: str = field(default=_DURATION, init=False)
    """The form of a duration."""
    expected: str = field(default="a duration like 'P30D', 'P1Y' or 'PT48H'", init=False)
    """A description of a valid duration, for error messages."""

    def check(self, value: str) -> None:
        """Raise `InvalidValueError` for a text that is not a duration."""
        if _compiled(self.regex).fullmatch(value) is None:
            meant = duration_in_words(value)
            hint = f"a duration; did you mean {meant!r}?" if meant else self.expected
            raise self.error(f"{describe(value)} is not {hint}")


#: A length of time (ISO 8601): years, months, weeks, days, hours, at least one of them.
Duration = Annotated[str, DurationPattern()]
_DURATION_PART = re.compile(r"([0-9]+)([YMWDH])")
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "H": "hour"}


def duration_parts(duration: str) -> list[tuple[str, str]]:
    """Split a duration into its numbers, as written, and their units.

    >>> duration_parts("P1Y30D")
    [('1', 'year'), ('30', 'day')]
    """
    return [(number, _UNITS[unit]) for number, unit in _DURATION_PART.findall(duration)]


#: A decimal number as text, so that it stays exact.
DecimalText = Annotated[str, Pattern(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?", "a decimal number like '250' or '1000.50'")]
#: A currency code (ISO 4217). Only its form is checked here, so that a code which is newer than this library loads.
Currency = Annotated[str, Pattern("[A-Z]{3}", "a currency code of three capital letters like 'USD' or 'EUR'")]
#: The largest whole number that every JSON reader represents exactly (RFC 8259, section 6).
MAX_INT = 2**53 - 1
#: A whole number from 1: a count of things, or a position in a list.
PositiveInt = Annotated[int, Between(1, MAX_INT)]
#: A whole number from 0: an offset, or a count that can be zero.
NonNegativeInt = Annotated[int, Between(0, MAX_INT)]


def describe(value: object) -> str:
    """Describe a value for an error message: a scalar by its shortened value, anything else by its type.

    >>> describe("July"), describe([[]]), describe(None), describe(10**99), describe(object())
    ("'July'", 'a list', 'null', 'a number of 329 bits', 'object')
    >>> describe(Decimal("1E+400"))
    '1E+400'
    """
    if isinstance(value, str):
        return repr(str(value[:_SHOWN])) + ("…" if len(value) > _SHOWN else "")
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int) and value.bit_length() > _SHOWN:
        return f"a number of {value.bit_length()} bits"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, Decimal):  # a number that no float holds exactly
        digits = str(value)
        return digits[:_SHOWN] + ("…" if len(digits) > _SHOWN else "")
    return next((name for cls, name in _TYPE_NAMES if isinstance(value, cls)), type(value).__name__)


def check_text(value: object) -> str:
    """Return the value if it is a `str` that UTF-8 can encode. Raises `InvalidValueError` otherwise."""
    if type(value) is str and value.isascii():  # as almost always, and the checks of the rest are slow
        return value
    if not isinstance(value, str):
        raise InvalidTypeError(f"expected text, not {describe(value)}")
    if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
        raise InvalidValueError(f"{describe(value)} contains half of a surrogate pair, which UTF-8 cannot encode")
    return str.__str__(value)  # a plain `str`, even if the value's class is derived from it


def _check_int(value: object) -> int:
    if type(value) is not int:  # a `bool` is not a number
        raise InvalidTypeError(f"expected a whole number, not {describe(value)}{_digits_advice(value)}")
    return value


def _digits_advice(value: object) -> str:
    """Return the end of a message about a text in place of a number."""
    if not isinstance(value, str):
        return ""
    found = re.findall(r"(?<![\w.,-])[1-9][0-9]*(?![\w.,%])", value[:_SHOWN])
    if [value] == found:
        return f"; write {value} without quotation marks"
    number = found[0] if len(found) == 1 else "12"
    return f"; write digits without quotation marks, such as {number}, or leave the field out"


def _check_bool(value: object) -> bool:
    if not isinstance(value, bool):
        raise InvalidTypeError(f"expected true or false, not {describe(value)}")
    return value


_BASE_CHECKS: dict[object, Callable[[object], Any]] = {str: check_text, int: _check_int, bool: _check_bool}


def value_check(annotation: Any) -> Callable[[object], Any] | None:
    """Return the strict check for an annotation of a single value, or None if it is not a scalar type.

    >>> value_check(PositiveInt)(0)
    Traceback (most recent call last):
    nmpolicy.errors.InvalidValueError: 0 is too small; the minimum is 1
    """
    if get_origin(annotation) is Annotated:
        base, *extras = get_args(annotation)
        return _constrained(_BASE_CHECKS[base], [extra for extra in extras if isinstance(extra, Constraint)])
    if isinstance(annotation, type) and issubclass(annotation, Term | PartialDate):
        return cast("Callable[[object], Any]", annotation)
    return _BASE_CHECKS.get(annotation)


def _constrained(base_check: Callable[[object], Any], constraints: list[Constraint]) -> Callable[[object], Any]:
    def check(value: object) -> Any:
        valid = base_check(value)
        for constraint in constraints:
            constraint.check(valid)
        return valid

    return check


def as_tuple(value: Iterable[T]) -> tuple[T, ...]:
    """Return the items of any iterable as a tuple; those of a set are sorted.

    Raises `InvalidTypeError` for a single string, whose letters would otherwise become the items, and for a mapping.
    """
    if type(value) is tuple or type(value) is list:  # as almost always, and the checks of the rest are slow
        return tuple(value)
    if isinstance(value, str | bytes):
        raise InvalidTypeError(f"expected a list, not {describe(value)}; put it in brackets")
    if not isinstance(value, Iterable) or isinstance(value, Mapping):
        raise InvalidTypeError(f"expected a list, not {describe(value)}")
    if isinstance(value, AbstractSet):  # a set has no order, and the same records must give the same JSON
        return tuple(sorted(value, key=str))
    return tuple(value)
