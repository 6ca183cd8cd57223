"""Texts that are not read as a date: each is refused with the reason."""

import pytest
from hypothesis import given

from each_case import each_case
from nmpolicy import PartialDate
from nmpolicy.errors import InvalidDateError
from nmpolicy.strategies import partial_dates
from nmpolicy.vocabulary.dates import span_label


@given(partial_dates(), partial_dates())
def test_a_range_is_refused(first: PartialDate, last: PartialDate) -> None:
    with pytest.raises(InvalidDateError, match="if it is a range, write two dates"):
        PartialDate.read(span_label(first, last))


@each_case("written", ["Jun-24", "Jun 24", "June 24", "24-Jun", "24 jun", "juin-24", "Jun/24", "Jun. 24"])
def test_a_month_and_two_digits_can_mean_a_day_or_a_year(written: str) -> None:
    with pytest.raises(InvalidDateError) as caught:
        PartialDate.read(written)
    assert str(caught.value) == (
        f"{written!r} has no four-digit year: it can mean June 24 or June 2024; "
        "write it like 'June 24, 2024' or 'June 2024'"
    )


@each_case("written", ["Feb-30", "Jun-85", "Jun '24", "Jun-00", "June 4", "Mon-24"])
def test_nothing_else_can_mean_both(written: str) -> None:
    with pytest.raises(InvalidDateError, match="has no four-digit year; write it like"):
        PartialDate.read(written)


@each_case(
    "written",
    [
        *("2023-2024", "2023/2024", "2023-24", "2023/24", "2007\u201309", "1914\u201318", "May to June 2025"),
        *(
            "July 4 to 5, 2025",
            "July 3 and 5, 2025",
            "3 au 5 mai 2025",
            "del 3 al 5 de mayo de 2020",
            "3 e 5 de maio de 2020",
        ),
        *("May 2020 - June 2021", "from 2019 to 2021", "2025-07-21/22", "2025-07-21/2025-07-22", "July 2025-26"),
    ],
)
def test_ranges_and_lists_are_refused_with_the_reason(written: str) -> None:
    with pytest.raises(InvalidDateError, match="is not exactly one date; if it is a range, write two dates"):
        PartialDate.read(written)


@each_case(
    ("written", "reason"),
    [
        ("~2004-06", "write the ~ at its end"),
        ("May Day 2025", "one date"),
        ("July 2\u00b9, 2025", "one date"),
        ("1990s", "one date"),
        ("2025..", "one date"),
        ("2025" + "?" * 9, "one date"),
        ("early 2023", "the word 'early'"),
        ("before May 2023", "the word 'before'"),
        ("5 de 2025", "one date"),
        ("Mayo y 2025", "one date"),
        ("2025\u5e747\u6708", "one date"),
        ("July 21, 2025 00:00", "has a time of day; leave the time out"),
    ],
)
def test_what_else_stands_beside_a_date_is_never_dropped(written: str, reason: str) -> None:
    with pytest.raises(InvalidDateError, match=reason):
        PartialDate.read(written)


@each_case(
    ("written", "reason"),
    [
        ("18. März 2020", "'märz'"),
        ("18. Mars 2020 (Mi.)", "'mi'"),
        ("31 de febrero de 2021", "not a date in the calendar"),
        ("martes, 21 de julio de 2025", "wrong weekday"),
        ("foo, 21 de julio de 2025", "the word 'foo'"),
        ("31 de abril de 2020", "'31 de abril de 2020' is not a date in the calendar"),
        ("21ª de julio de 2025", "one date"),
        ("2007\u201309", "one date"),
        ("primero de enero", "no four-digit year"),
        ("enero 32 de 2021", "not a date in the calendar"),
        ("lunes, julio de 2025", "a weekday but no day"),
    ],
)
def test_an_error_names_what_was_not_understood(written: str, reason: str) -> None:
    with pytest.raises(InvalidDateError, match=reason):
        PartialDate.read(written)
