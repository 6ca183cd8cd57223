"""Dates as people write them: read as far as they were written, and no further."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import nmpolicy as nm
from nmpolicy import PartialDate
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
        ("10 2025", "2025-10"),
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
        ("5th 2025", "which month"),
        ("21 2025", "cannot be read"),
        ("03/04/2025", "may mean 2025-03-04 or 2025-04-03"),
        ("Tuesday, July 21, 2025", "wrong weekday: 2025-07-21 was a Monday"),
        ("Monday July 2025", "not which day"),
        ("July 22, 2025 4:55 PM", "cannot be read"),
        ("2025-07-21T00:00:00Z", "cannot be read"),
        ("2025-02-30", "does not have"),
        ("February 30, 2025", "the calendar does not have"),
        ("2025T12", "cannot be read"),
        ("May 2025 T5", "cannot be read"),
        ("-2025", "cannot be read"),
        ("2025-", "cannot be read"),
        ("2025/..", "cannot be read"),
        ("July 2025 -3", "cannot be read"),
        ("July and 2025", "cannot be read"),
        ("July 2\u0661, 2025", "cannot be read"),
        ("2025.07", "more or less than one date"),
        ("2025-07-21/22", "more or less than one date"),
        ("July 21 2025 10", "more or less than one date"),
        ("20250721", "apart from the rest"),
        ("soon", "cannot be read"),
        ("", "cannot be read"),
        ("July 2025 " * 20, "too long"),
    ],
)
def test_it_refuses_what_would_have_to_be_guessed(written: str, reason: str) -> None:
    with pytest.raises(nm.InvalidDateError, match=reason):
        PartialDate.read(written)


@pytest.mark.parametrize("written", [5, None, date(2025, 7, 21)])
def test_it_refuses_what_is_no_text(written: object) -> None:
    with pytest.raises(nm.InvalidTypeError):
        PartialDate.read(written)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    with pytest.raises(nm.InvalidDateError):
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
    except nm.InvalidDateError:  # any other exception fails the test
        return
    assert str(read.earliest.year) in written or f"{read.earliest.year:04}" in written
