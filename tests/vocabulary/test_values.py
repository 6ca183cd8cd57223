"""Plain values: what an annotation asks of one, and what an error calls it."""

from datetime import date
from typing import Annotated, Any

import pytest

import nmpolicy as nm
from nmpolicy.errors import InvalidDateError, InvalidIdError, InvalidTypeError, InvalidValueError, UndecidedOrderError
from nmpolicy.vocabulary.dates import span_label
from nmpolicy.vocabulary.extra import Extra
from nmpolicy.vocabulary.identifiers import Id
from nmpolicy.vocabulary.references import Ref
from nmpolicy.vocabulary.values import NonNegativeInt, Pattern, PositiveInt, Url, describe, scalar


@pytest.mark.parametrize(
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
    check = scalar(annotation)
    assert check
    assert check(value) == value
    assert type(check(value)) is type(value)


@pytest.mark.parametrize(
    ("annotation", "value", "error", "message"),
    [
        (str, 5, InvalidTypeError, "expected a text, not 5"),
        (int, True, InvalidTypeError, "expected a whole number, not true"),
        (int, 1.0, InvalidTypeError, "expected a whole number, not 1.0"),
        (bool, 1, InvalidTypeError, "expected true or false, not 1"),
        (Id, "A", InvalidIdError, "'A' is not an id; write lower-case letters and digits, joined by hyphens or dots"),
        (PositiveInt, 0, InvalidValueError, "0 is too small; the least is 1"),
        (NonNegativeInt, 2**53, InvalidValueError, "9007199254740992 is too large; the most is 9007199254740991"),
        (Annotated[str, "a note", Pattern("b+", "some b")], "c", InvalidValueError, "'c' is not some b"),
        (str, "\udfff", InvalidValueError, "'\\udfff' holds half of a surrogate pair, which no UTF-8 file can carry"),
        (nm.PartialDate, 5, InvalidTypeError, "expected a date as text, not int; write YYYY"),
        (nm.PartialDate, "5", InvalidDateError, "'5' is not a date; write YYYY, YYYY-MM or YYYY-MM-DD, with ~ if"),
        (nm.PartialDate, "5" * 61, InvalidDateError, f"{'5' * 60!r} is not a date"),
        (nm.PartialDate, "0000", InvalidDateError, "'0000' names the year 0, which the calendar does not have"),
        (nm.PartialDate, "2025-13-01", InvalidDateError, "'2025-13-01' names the month 13; months go from 01 to 12"),
        (nm.PartialDate, "2025-00", InvalidDateError, "'2025-00' names the month 00; months go from 01 to 12"),
        (nm.PartialDate, "2025-07-00", InvalidDateError, "'2025-07-00' names a day that July 2025 does not have"),
    ],
)
def test_a_wrong_one_is_refused_in_these_words(
    annotation: Any, value: object, error: type[Exception], message: str
) -> None:
    check = scalar(annotation)
    assert check
    with pytest.raises(error) as caught:
        check(value)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("annotation", [nm.Evidence, Extra, list, "str", tuple[str, ...]])
def test_what_is_no_scalar_has_no_check(annotation: Any) -> None:
    assert scalar(annotation) is None


@pytest.mark.parametrize(
    ("value", "named"),
    [
        ("a" * 60, repr("a" * 60)),
        ("a" * 61, repr("a" * 60) + "…"),
        (2**60 - 1, str(2**60 - 1)),
        (2**60, "a number of 61 bits"),
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


def test_spans_read_as_words() -> None:
    first, last = nm.PartialDate("2025-07"), nm.PartialDate("2025-08~")
    assert span_label(first, last) == "2025-07 to about 2025-08"
    assert span_label(None, last) == "about 2025-08"


def test_dates_that_have_no_order_say_what_to_ask() -> None:
    with pytest.raises(UndecidedOrderError) as caught:
        assert nm.PartialDate("2025") < nm.PartialDate("2026")
    assert str(caught.value) == (
        "partial dates have no sure order, as 2025 may end after July 2025; "
        "ask before() or after(), or sort with key=PartialDate.sort_key"
    )


def test_equal_days_are_sorted_by_their_marks() -> None:
    dates = [nm.PartialDate("2025?"), nm.PartialDate("2025"), nm.PartialDate("2025%")]
    assert sorted(dates, key=nm.PartialDate.sort_key) == ["2025", "2025%", "2025?"]


def test_unknown_fields_are_hashed_by_what_they_hold() -> None:
    assert hash(Extra({"a": 1, "b": 2})) == hash(Extra({"b": 2, "a": 1}))
    assert hash(Extra({"a": 1})) != hash(Extra({"a": 2}))


def nested(levels: int, *, lists: bool) -> object:
    value: object = 1
    for _ in range(levels):
        value = [value] if lists else {"a": value}
    return value


@pytest.mark.parametrize(("lists", "levels"), [(True, 99), (False, 99)])
def test_unknown_fields_may_be_a_hundred_levels_deep(lists: bool, levels: int) -> None:  # noqa: FBT001
    assert Extra({"a": nested(levels, lists=lists)})
    with pytest.raises(InvalidValueError, match="an unknown field is nested more than 100 levels deep"):
        Extra({"a": nested(levels + 1, lists=lists)})


def test_numbers_of_unknown_fields_may_have_so_many_bits() -> None:
    assert Extra({"a": 2**14_000 - 1})
    with pytest.raises(InvalidValueError, match=r"a number of 14001 bits is too long for JSON, .* 14,000 bits"):
        Extra({"a": 2**14_000})


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("a" * 101, f"{'a' * 60 + '…'!r} is too long to be one date"),
        ("a" * 100, f"{'a' * 100!r} does not say which year, in four digits; write it like 'July 21, 2025'"),
        ("July 21, 2025 ?", "'July 21, 2025 ?' cannot be read as one date; write it like 'July 21, 2025'"),
        (5, "expected a date as text, not int"),
    ],
)
def test_a_written_date_is_refused_in_these_words(written: Any, message: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        nm.PartialDate.read(written)
    assert str(caught.value) == message


def test_a_weekday_is_refused_in_these_words() -> None:
    with pytest.raises(InvalidDateError) as caught:
        nm.PartialDate.on_or_before("Funday" * 20, "2025-07-22")
    assert str(caught.value) == f"{('Funday' * 20)[:60]!r} is not a weekday; write one like 'Monday'"
    with pytest.raises(
        InvalidDateError, match=r"^'2025-07' is not an exact day, so no weekday can be counted from it$"
    ):
        nm.PartialDate.on_or_before("Monday", "2025-07")


def test_newspapers_short_weekdays_are_read() -> None:
    assert nm.PartialDate.read("Tues., the 22nd of July, 2025") == "2025-07-22"
    assert nm.PartialDate.read("THE 22nd July 2025") == "2025-07-22"
    assert nm.PartialDate.read("Thurs. July 24, 2025") == "2025-07-24"
    assert nm.PartialDate.read("July 21, 2025, Monday") == "2025-07-21"


def test_an_approximate_date_is_a_unit_wider_on_either_side() -> None:
    assert nm.PartialDate("2025-07~").span == (date(2025, 6, 1), date(2025, 8, 31))
    assert nm.PartialDate("2025~").span == (date(2024, 1, 1), date(2026, 12, 31))
    assert nm.PartialDate("2025-07-21~").span == (date(2025, 7, 20), date(2025, 7, 22))


def test_an_uncertain_date_may_be_any() -> None:
    assert nm.PartialDate("2025-07?").span == nm.PartialDate("2025%").span == (date.min, date.max)


def test_a_reference_knows_its_tables() -> None:
    assert (Ref("orders", "measures").tables, Ref().tables) == (("orders", "measures"), ())
