"""Plain values: what an annotation asks of one, and what an error calls it."""

from decimal import Decimal
from typing import Annotated, Any

import pytest

import nmpolicy as nm
from each_case import each_case
from nmpolicy.errors import InvalidDateError, InvalidIdError, InvalidTypeError, InvalidValueError
from nmpolicy.vocabulary.extra import Extra
from nmpolicy.vocabulary.identifiers import Id
from nmpolicy.vocabulary.references import Ref
from nmpolicy.vocabulary.values import (
    Duration,
    NonNegativeInt,
    Pattern,
    PositiveInt,
    Url,
    describe,
    value_check,
)


@each_case(
    ("annotation", "value"),
    [
        (str, "a"),
        (int, 5),
        (bool, False),
        (nm.Stance, nm.Stance.SUPPORT),
        (nm.PartialDate, nm.PartialDate("2025")),
        (Id, "a-b"),
        (Annotated[str, Ref("orders")], "a-b"),
        (PositiveInt, 1),
        (NonNegativeInt, 0),
        (Url, "https://example.org"),
        (Annotated[str, "a note", Pattern("b+", "some b")], "bb"),
    ],
)
def test_a_right_value_passes_unchanged(annotation: Any, value: object) -> None:
    check = value_check(annotation)
    assert check
    assert check(value) == value
    assert type(check(value)) is type(value)


@each_case(
    ("annotation", "value", "error", "message"),
    [
        (str, 5, InvalidTypeError, "expected text, not 5"),
        (int, True, InvalidTypeError, "expected a whole number, not true"),
        (int, "140", InvalidTypeError, "expected a whole number, not '140'; write 140 without quotation marks"),
        (
            int,
            "about 140",
            InvalidTypeError,
            "expected a whole number, not 'about 140'; write digits without quotation marks, such as 140, or",
        ),
        (
            int,
            "1,200 or 1,300",
            InvalidTypeError,
            "expected a whole number, not '1,200 or 1,300'; write digits without quotation marks, such as 12",
        ),
        (int, 1.0, InvalidTypeError, "expected a whole number, not 1.0"),
        (bool, 1, InvalidTypeError, "expected true or false, not 1"),
        (Id, "A", InvalidIdError, "'A' is not an id; use lowercase letters and digits, joined by hyphens or dots"),
        (PositiveInt, 0, InvalidValueError, "0 is too small; the minimum is 1"),
        (NonNegativeInt, 2**53, InvalidValueError, "9007199254740992 is too large; the maximum is 9007199254740991"),
        (Annotated[str, "a note", Pattern("b+", "some b")], "c", InvalidValueError, "'c' is not some b"),
        (str, "\udfff", InvalidValueError, "'\\udfff' contains half of a surrogate pair, which UTF-8 cannot encode"),
        (nm.PartialDate, 5, InvalidTypeError, "expected a date as text, not int; write YYYY"),
        (nm.PartialDate, "5", InvalidDateError, "'5' is not a date; write YYYY, YYYY-MM or YYYY-MM-DD, with ~ if"),
        (nm.PartialDate, "5" * 61, InvalidDateError, f"{'5' * 60!r} is not a date"),
        (nm.PartialDate, "0000", InvalidDateError, "'0000' is not a date; years go from 0001 to 9999"),
        (nm.PartialDate, "2025-13-01", InvalidDateError, "'2025-13-01' is not a date; months go from 01 to 12"),
        (nm.PartialDate, "2025-00", InvalidDateError, "'2025-00' is not a date; months go from 01 to 12"),
        (nm.PartialDate, "2025-07-00", InvalidDateError, "'2025-07-00' is not a date; July 2025 has 31 days"),
    ],
)
def test_a_wrong_one_is_refused_in_these_words(
    annotation: Any, value: object, error: type[Exception], message: str
) -> None:
    check = value_check(annotation)
    assert check
    with pytest.raises(error) as caught:
        check(value)
    assert str(caught.value).startswith(message)


@each_case(
    ("annotation", "value", "valid"),
    [
        (Duration, "P1Y2M3W4D", True),
        (Duration, "P2M4D", True),
        (Duration, "P3W", True),
        (Duration, "P", False),
        (Duration, "P4D2M", False),
        (Duration, "PT48H", True),
        (Duration, "P1DT12H", True),
        (Duration, "PT", False),
        (Duration, "P1DT", False),
        (Duration, "PT30M", False),
    ],
)
def test_a_duration_has_a_form(annotation: Any, value: str, valid: bool) -> None:  # noqa: FBT001
    check = value_check(annotation)
    assert check
    if valid:
        assert check(value) == value
    else:
        with pytest.raises(InvalidValueError, match="is not a"):
            check(value)


@each_case("annotation", [nm.Evidence, Extra, list, "str", tuple[str, ...]])
def test_what_is_no_scalar_has_no_check(annotation: Any) -> None:
    assert value_check(annotation) is None


@each_case(
    ("value", "named"),
    [
        ("a" * 60, repr("a" * 60)),
        ("a" * 61, repr("a" * 60) + "…"),
        (2**60 - 1, str(2**60 - 1)),
        (2**60, "a number of 61 bits"),
        (Decimal("1E+400"), "1E+400"),
        (Decimal("0." + "1" * 99), "0." + "1" * 58 + "…"),
        (-1.5, "-1.5"),
        (False, "false"),
        ({}, "an object"),
        (set(), "a list"),
        (None, "null"),
        (b"a", "bytes"),
    ],
)
def test_an_error_calls_it(value: object, named: str) -> None:
    assert describe(value) == named
