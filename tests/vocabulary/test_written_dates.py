"""Dates as people write them: read as far as they were written, and no further."""

from datetime import date
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nmpolicy import PartialDate
from nmpolicy.errors import InvalidDateError, InvalidTypeError, InvalidValueError
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
        ("July", "no four-digit year"),
        ("July 21", "no four-digit year"),
        ("7/21/25", "no four-digit year"),
        ("Monday", "no four-digit year"),
        ("20250721", "no four-digit year"),
        ("JUL212025", "no four-digit year"),
        ("soon", "no four-digit year"),
        ("", "no four-digit year"),
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
        ("July and 2025", "the word 'and'"),
        ("July 4-5, 2025", "one date"),
        ("2025-07-21/22", "one date"),
        ("July 22, 2025 4:55 PM", "the word 'pm'"),
        ("2025-07-21T00:00:00Z", "one date"),
        ("July 2\u0661, 2025", "no four-digit year|one date"),
        ("03/04/2025", "can mean 2025-03-04 or 2025-04-03"),
        ("Tuesday, July 21, 2025", "wrong weekday: 2025-07-21 was a Monday"),
        ("Monday July 2025", "a weekday but no day"),
        ("2025-02-30", "February 2025 has 28 days"),
        ("February 30, 2025", "is not a date in the calendar"),
        ("July 0, 2025", "is not a date in the calendar"),
        ("July 21, 0025", "a year that cannot be parsed"),
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


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("a" * 101, f"{'a' * 60 + '…'!r} is too long to be one date"),
        ("a" * 100, f"{'a' * 100!r} has no four-digit year; write it like 'July 21, 2025'"),
        ("July 21, 2025 ?", "'July 21, 2025 ?' is not exactly one date; write it like 'July 21, 2025'"),
        (5, "expected a date as text, not int"),
    ],
)
def test_a_written_date_is_refused_in_these_words(written: Any, message: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        PartialDate.read(written)
    assert str(caught.value) == message


def test_newspapers_short_weekdays_are_read() -> None:
    assert PartialDate.read("Tues., the 22nd of July, 2025") == "2025-07-22"
    assert PartialDate.read("THE 22nd July 2025") == "2025-07-22"
    assert PartialDate.read("Thurs. July 24, 2025") == "2025-07-24"
    assert PartialDate.read("July 21, 2025, Monday") == "2025-07-21"


SPANISH = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
]
PORTUGUESE = [
    "janeiro",
    "fevereiro",
    "março",
    "abril",
    "maio",
    "junho",
    "julho",
    "agosto",
    "setembro",
    "outubro",
    "novembro",
    "dezembro",
]


@pytest.mark.parametrize("months", [SPANISH, PORTUGUESE], ids=["Spanish", "Portuguese"])
def test_every_day_of_a_leap_year_is_read(months: list[str]) -> None:
    for number in range(366):
        day = date.fromordinal(date(2024, 1, 1).toordinal() + number)
        assert PartialDate.read(f"{day.day} de {months[day.month - 1]} de {day.year}") == day.isoformat()
        assert PartialDate.read(f"{day.day:02} de {months[day.month - 1].upper()} del {day.year}") == day.isoformat()


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1º de janeiro de 2021", "2021-01-01"),
        ("lunes, 21 de julio de 2025", "2025-07-21"),
        ("Terça-feira, 22 de julho de 2025", "2025-07-22"),
        ("marzo de 2020", "2020-03"),
        ("marc\u0327o de 2020", "2020-03"),
        ("1.º de janeiro de 2021", "2021-01-01"),
        ("1o de janeiro de 2021", "2021-01-01"),
        ("1ro de enero de 2021", "2021-01-01"),
        ("Primero de enero de 2021", "2021-01-01"),
        ("marzo 19 de 2020", "2020-03-19"),
        ("Jueves, marzo 19, 2020", "2020-03-19"),
        ("19 de mar. de 2020", "2020-03-19"),
        ("5 de sept. de 2020", "2020-09-05"),
        ("5-dic-2020", "2020-12-05"),
        ("5/dez/2020", "2020-12-05"),
        ("21/Jul/2025", "2025-07-21"),
        ("Jul/2025", "2025-07"),
        ("a los 19 días del mes de marzo de 2020", "2020-03-19"),
        ("aos 19 dias do mês de março de 2020", "2020-03-19"),
        ("terca feira, 22 de julho de 2025", "2025-07-22"),
        ("segunda\u2011feira, 21 de julho de 2025", "2025-07-21"),
        ("this 21st day of July, 2025", "2025-07-21"),
        ("July 21, 2025.", "2025-07-21"),
        ("2025\u201107", "2025-07"),
        *((f"2025{hyphen}07{hyphen}21", "2025-07-21") for hyphen in "\u2010\u2011\u2012\u2013\u2212\uff0d"),
        *((f"21{hyphen}Jul{hyphen}2025", "2025-07-21") for hyphen in "\u2010\u2011\u2013"),
        *((f"{mark}July 21, 2025{mark}", "2025-07-21") for mark in "\u200b\u200e\ufeff\u00ad\u2060"),
        *((f"July{space}21,{space}2025", "2025-07-21") for space in "\u00a0\u2003\u2009\u202f\u3000\t"),
    ],
)
def test_other_languages_and_spaces_are_read(written: str, read: str) -> None:
    assert PartialDate.read(written) == read


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("18. März 2020", "'märz'"),
        ("18 mars 2020", "'mars'"),
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
