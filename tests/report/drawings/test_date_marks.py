"""Marks on a time axis, from the dates of an entry."""

from datetime import date

import pytest
from hypothesis import given

from nmpolicy.report.drawings.date_marks import Form, mark_of
from nmpolicy.strategies import partial_dates
from nmpolicy.vocabulary.dates import PartialDate


def dates(first: str, last: str) -> tuple[date, date]:
    return date.fromisoformat(first), date.fromisoformat(last)


@pytest.mark.parametrize(
    ("written", "form", "first", "last", "words"),
    [
        ("2025-07-21", "day", "2025-07-21", "2025-07-21", "July 21, 2025"),
        ("2025-05", "somewhere", "2025-05-01", "2025-05-31", "some day from May 1, 2025 to May 31, 2025"),
        ("2018", "somewhere", "2018-01-01", "2018-12-31", "some day from January 1, 2018 to December 31, 2018"),
        ("2025-04~", "somewhere", "2025-03-01", "2025-05-31", "some day from March 1, 2025 to May 31, 2025"),
        ("2025-07-21?", "day", "2025-07-21", "2025-07-21", "July 21, 2025, if the date is right"),
        (
            "2024%",
            "somewhere",
            "2023-01-01",
            "2025-12-31",
            "some day from January 1, 2023 to December 31, 2025, if the date is right",
        ),
        ("0001-01-01~", "somewhere", "0001-01-01", "0001-01-02", "some day from January 1, 0001 to January 2, 0001"),
        ("9999", "somewhere", "9999-01-01", "9999-12-31", "some day from January 1, 9999 to December 31, 9999"),
    ],
)
def test_a_date_is_a_day_or_a_span(written: str, form: str, first: str, last: str, words: str) -> None:
    mark = mark_of(PartialDate(written), None)
    assert mark is not None
    assert (mark.form.value, mark.first, mark.last, mark.words) == (form, *dates(first, last), words)


@pytest.mark.parametrize(
    ("start", "end", "span", "certain", "words"),
    [
        (
            *("2025-07-19", "2025-07-20"),
            ("2025-07-19", "2025-07-20"),
            ("2025-07-19", "2025-07-20"),
            "from July 19, 2025 to July 20, 2025",
        ),
        (
            *("2025-01", "2025-03"),
            ("2025-01-01", "2025-03-31"),
            ("2025-01-31", "2025-03-01"),
            "from January 1, 2025 at the earliest to March 31, 2025 at the latest",
        ),
        (
            *("2025", "2025-03?"),
            ("2025-01-01", "2025-12-31"),
            None,
            "from January 1, 2025 at the earliest to December 31, 2025 at the latest, if the date is right",
        ),
        (
            *("2025-05-01", "2025-04-01"),  # wrong, but drawn
            ("2025-04-01", "2025-05-01"),
            None,
            "from April 1, 2025 at the earliest to May 1, 2025 at the latest",
        ),
    ],
)
def test_what_lasted_has_sure_and_possible_days(
    start: str, end: str, span: tuple[str, str], certain: tuple[str, str] | None, words: str
) -> None:
    mark = mark_of(PartialDate(start), PartialDate(end))
    assert mark is not None
    assert (mark.form, mark.first, mark.last, mark.words) == (Form.LASTED, *dates(*span), words)
    assert mark.certain == (dates(*certain) if certain else None)


def test_an_end_without_a_start_is_open() -> None:
    mark = mark_of(None, PartialDate("2025-03"))
    assert mark is not None
    assert (mark.first, mark.last) == (None, date(2025, 3, 31))
    assert mark.words == "until March 31, 2025 at the latest; its beginning is not given"
    assert mark_of(None, None) is None


@given(partial_dates())
def test_a_mark_is_as_wide_as_the_date_says(day: PartialDate) -> None:
    mark = mark_of(day, None)
    assert mark is not None
    assert mark.doubtful == day.uncertain
    if not day.uncertain:
        assert (mark.first, mark.last) == day.span
