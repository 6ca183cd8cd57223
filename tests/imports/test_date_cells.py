"""Dates in cells."""

import re
from itertools import count

import pytest

from each_case import each_case
from growth_ratio import growth
from nmpolicy.errors import InvalidDateError
from nmpolicy.imports.spreadsheets.column_mapping import DateForm
from nmpolicy.imports.spreadsheets.date_cells import read_date_cell


@each_case(
    ("text", "form", "day"),
    [
        ("1/5/2014", "month-first", "2014-01-05"),
        ("1/5/2014", "day-first", "2014-05-01"),
        ("25/12/2014", None, "2014-12-25"),
        ("Jan. 5, 2014", None, "2014-01-05"),
        ("5 enero 2014", "month-first", "2014-01-05"),
        ("2014", "excel", "2014"),
        ("May 2014", None, "2014-05"),
        ("20140105", None, "2014-01-05"),
        ("2014-01-05T00:00:00.000", None, "2014-01-05"),
        ("2014-01-05 00:00:00Z", None, "2014-01-05"),
        ("01/05/2014 12:00:00 AM", "month-first", "2014-01-05"),
        ("45859", "excel", "2025-07-21"),
        ("45859.0", "excel", "2025-07-21"),
        ("1/5/14", "month-first", "2014-01-05"),
        ("1/5/49", "day-first", "2049-05-01"),
        ("1/5/50", "day-first", "1950-05-01"),
        ("5-Jan-14", None, "2014-01-05"),
        ("Jan 5, '99", None, "1999-01-05"),
    ],
)
def test_a_date_is_read_as_the_mapping_says(text: str, form: DateForm | None, day: str) -> None:
    found = read_date_cell(text, form, 1950)
    assert (found.date, found.is_whole) == (day, True)


@pytest.mark.parametrize(
    "text", ["2014-01-05T09:30:00", "2014-01-05 12:00 PM", "2014-01-05 00:00:01", "2014-01-05 11:59 p.m."]
)
def test_a_time_of_day_is_noticed(text: str) -> None:
    assert read_date_cell(text) == read_date_cell(text)
    assert (read_date_cell(text).date, read_date_cell(text).is_whole) == ("2014-01-05", False)
    assert not read_date_cell("45859.5", "excel").is_whole


@each_case(
    ("text", "form", "message"),
    [
        ("1/5/2014", None, "can mean 2014-01-05 or 2014-05-01; set date_form in the mapping"),
        ("25/12/2014", "month-first", "is not a date in the calendar with the month first"),
        ("1/5/14", "month-first", "has a two-digit year; set first_year in the mapping"),
        ("45859", None, 'if it is a day number of Excel, for 2025-07-21, set date_form = "excel"'),
        ("1/5/2014", "excel", 'write date_form = ["excel", "month-first"] or the like in the mapping'),
        ("45859", "day-first", 'set date_form = ["excel", "day-first"]'),
        ("12", "excel", "12"),
        ("soon", None, "'soon'"),
        ("12:30", None, "12:30"),
        ("2014-13-01", None, "2014-13-01"),
        ("20149999", None, "2014-99-99"),
        ("", None, "''"),
    ],
)
def test_what_is_no_date_or_can_be_two_is_told(text: str, form: DateForm | None, message: str) -> None:
    with pytest.raises(InvalidDateError, match=re.escape(message)):
        read_date_cell(text, form)


def test_the_time_grows_with_a_cell_of_many_spaces() -> None:
    def read(texts: list[str]) -> None:
        for text in texts:
            with pytest.raises(InvalidDateError):
                read_date_cell(text)

    numbers = count()  # no text is read twice, since dates are cached
    assert growth(read, lambda size: [f"May{' ' * size}:{next(numbers)}" for _ in range(40)], 1000) < 9
