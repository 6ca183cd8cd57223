"""Dates as people write them: read as far as they were written, and no further."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nmpolicy import PartialDate
from nmpolicy.errors import InvalidDateError, InvalidTypeError
from nmpolicy.strategies import partial_dates


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("July 21, 2025", "2025-07-21"),
        ("21 July 2025", "2025-07-21"),
        ("Monday, July 21, 2025", "2025-07-21"),
        ("JULY 22, 2025", "2025-07-22"),
        ("7/21/2025", "2025-07-21"),
        ("2025/7/4", "2025-07-04"),
        ("July 21,2025", "2025-07-21"),
        ("Tues., July 22, 2025", "2025-07-22"),
        ("Sept. 5, 2025", "2025-09-05"),
        ("the 21st of July, 2025", "2025-07-21"),
        ("7/2025", "2025-07"),
        ("2025 July 21", "2025-07-21"),
        ("21-Jul-2025", "2025-07-21"),
        ("2025.07.21", "2025-07-21"),
        ("4/4/2025", "2025-04-04"),
        ("May 2025", "2025-05"),
        ("2018", "2018"),
        ("2023~", "2023~"),
        ("February 29, 2024", "2024-02-29"),
    ],
)
def test_it_reads_what_is_written(written: str, read: str) -> None:
    assert PartialDate.read(written) == read


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("July", "which year"),
        ("July 21", "which year"),
        ("7/21/25", "which year"),
        ("Monday", "which year"),
        ("20250721", "which year"),
        ("JUL212025", "which year"),
        ("soon", "which year"),
        ("", "which year"),
        ("5th 2025", "one date"),
        ("21 2025", "one date"),
        ("10 2025", "one date"),
        ("2025.07", "one date"),
        ("1.5 2025", "one date"),
        ("May 2025 T5", "one date"),
        ("-2025", "one date"),
        ("2025-", "one date"),
        ("2025/..", "one date"),
        ("July 2025 -3", "one date"),
        ("July 2025-26", "one date"),
        ("July 2025, 3", "one date"),
        ("July and 2025", "one date"),
        ("July 4-5, 2025", "one date"),
        ("2025-07-21/22", "one date"),
        ("July 22, 2025 4:55 PM", "one date"),
        ("2025-07-21T00:00:00Z", "one date"),
        ("July 2\u0661, 2025", "which year|one date"),
        ("03/04/2025", "may mean 2025-03-04 or 2025-04-03"),
        ("Tuesday, July 21, 2025", "wrong weekday: 2025-07-21 was a Monday"),
        ("Monday July 2025", "not which day"),
        ("2025-02-30", "does not have"),
        ("February 30, 2025", "does not have"),
        ("July 0, 2025", "does not have"),
        ("July 21, 0025", "dates are not read in"),
        ("July 2025 " * 20, "too long"),
    ],
)
def test_it_refuses_what_would_have_to_be_guessed(written: str, reason: str) -> None:
    with pytest.raises(InvalidDateError, match=reason):
        PartialDate.read(written)


@pytest.mark.parametrize("written", [5, None, date(2025, 7, 21)])
def test_it_refuses_what_is_no_text(written: object) -> None:
    with pytest.raises(InvalidTypeError):
        PartialDate.read(written)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    with pytest.raises(InvalidDateError):
        PartialDate.on_or_before(written, "2025-07-22")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_written_out_is_read_back(day: date) -> None:
    assert PartialDate.read(f"{day:%A}, {day:%B} {day.day}, {day.year}") == day.isoformat()


@given(st.dates(min_value=date(1000, 1, 1)))
def test_no_day_is_invented_for_a_month(day: date) -> None:
    assert PartialDate.read(f"{day:%B} {day.year}") == f"{day:%Y-%m}"


@given(partial_dates())
def test_the_notation_of_dates_is_read_as_it_is(known: PartialDate) -> None:
    assert PartialDate.read(known) == known


@given(st.text(max_size=120) | st.from_regex(r"[0-9A-Za-z:/,. -]{0,30}", fullmatch=True))
@example("\x00")
@example("9" * 50)
@example("July 21 2025 -99:99")
def test_whatever_else_is_written_is_read_or_refused_by_name(written: str) -> None:
    try:
        read = PartialDate.read(written)
    except InvalidDateError:  # any other exception fails the test
        return
    assert f"{read.earliest.year:04}" in written
