"""Dates as people write them: read as far as they were written, and no further."""

import calendar
import itertools
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from each_case import each_case
from nmpolicy import PartialDate
from nmpolicy.errors import InvalidDateError, InvalidTypeError, InvalidValueError
from nmpolicy.strategies import partial_dates


@each_case(
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


@each_case(
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
        ("July 21, 0025", "a year before 1000"),
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
        ("July 21, 2025 !", "'July 21, 2025 !' is not exactly one date; write it like 'July 21, 2025'"),
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


#: The months of each language: in full, and as they are abbreviated.
LANGUAGES = {
    "English": (
        "January February March April May June July August September October November December",
        "Jan. Feb. Mar. Apr. May Jun. Jul. Aug. Sept. Oct. Nov. Dec.",
    ),
    "Spanish": (
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "ene. feb. mar. abr. may. jun. jul. ago. sep. oct. nov. dic.",
    ),
    "Portuguese": (
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez.",
    ),
    "French": (
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    ),
}
WEEKDAYS = {
    "English": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "Spanish": "lunes martes miércoles jueves viernes sábado domingo",
    "Portuguese": "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "French": "lundi mardi mercredi jeudi vendredi samedi dimanche",
}
#: How days are written in each language: {w} is the weekday, {d} the day, {m} the month, {n} its number, {y} the year.
DAYS = {
    "English": (
        *("{m} {d}, {y}", "{m} {d} {y}", "{d} {m} {y}", "{w}, {m} {d}, {y}", "{m} {d}th, {y}", "the {d}th of {m}, {y}"),
        *(
            "this {d}th day of {m}, {y}",
            "on {w}, {d} {m} {y}",
            "{d}-{m}-{y}",
            "{m}-{d}-{y}",
            "{y} {m} {d}",
            "{y}-{m}-{d}",
        ),
        *(
            "{m} {d}, {y} ({w})",
            "{y}/{n}/{d}",
            "{y}.{n}.{d}",
            "{d} / {m} / {y}",
            "{m} the {d}th, {y}",
        ),
    ),
    "Spanish": (
        *("{d} de {m} de {y}", "{d} de {m} del {y}", "el {d} de {m} de {y}", "{w}, {d} de {m} de {y}", "{d} {m} {y}"),
        *("{w} {d} de {m} de {y}", "{d}º de {m} de {y}", "a {d} de {m} de {y}", "{m} {d} de {y}", "{d}/{m}/{y}"),
        *(
            "a los {d} días del mes de {m} del año {y}",
            "el día {d} de {m} de {y}",
            "{d}-{m}-{y}",
            "el {w} {d} de {m} de {y}",
        ),
    ),
    "Portuguese": (
        *("{d} de {m} de {y}", "em {d} de {m} de {y}", "{w}, {d} de {m} de {y}", "{d}º de {m} de {y}", "{d}/{m}/{y}"),
        *("aos {d} dias do mês de {m} do ano de {y}", "{d}.º de {m} de {y}", "no dia {d} de {m} de {y}", "{d} {m} {y}"),
    ),
    "French": (
        *(
            "{d} {m} {y}",
            "le {d} {m} {y}",
            "{w} {d} {m} {y}",
            "le {w} {d} {m} {y}",
            "{w}, {d} {m} {y}",
            "{d}er {m} {y}",
        ),
        *("{d}-{m}-{y}", "le {d} d'{m} {y}", "{d} {m} {y} ({w})"),
    ),
}
MONTHS = {
    "English": ("{m} {y}", "{m}, {y}", "{m} of {y}", "in {m} {y}", "{m}-{y}", "{m}/{y}", "{y} {m}", "{n}/{y}"),
    "Spanish": ("{m} de {y}", "{m} del {y}", "en {m} de {y}", "{m} {y}", "{m}-{y}", "{m} del año {y}"),
    "Portuguese": ("{m} de {y}", "em {m} de {y}", "{m} {y}", "{m}/{y}", "{m} do ano de {y}"),
    "French": ("{m} {y}", "en {m} {y}", "{m}-{y}", "{m} de l'an {y}", "{m} de l\u2019an {y}"),
}
APPROXIMATELY = {
    "English": (
        "about",
        "approximately",
        "approx.",
        "around",
        "circa",
        "c.",
        "c",
        "ca.",
        "on or about",
        "roughly",
        "~",
    ),
    "Spanish": ("hacia", "cerca de", "alrededor de", "aproximadamente", "aprox.", "circa"),
    "Portuguese": ("cerca de", "por volta de", "aproximadamente", "c."),
    "French": ("vers", "environ", "env.", "autour de", "approximativement", "ca"),
}
SPACES = [chr(code) for code in range(sys.maxunicode + 1) if chr(code).isspace()]


def each_way(language: str, forms: Sequence[str], day: date) -> Iterator[str]:
    """Write a day in each form, with the month in full and abbreviated, and the first of a month in either case."""
    parts = {"w": WEEKDAYS[language].split()[day.weekday()], "d": day.day, "n": day.month, "y": day.year}
    for names, form in itertools.product(LANGUAGES[language], forms):
        written = form.format(m=names.split()[day.month - 1], **parts)
        yield from (written, written.upper(), written.lower()) if day.day == 1 else (written,)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_day_and_month_is_read_in_every_form(language: str) -> None:
    for day in (date(2023, 12, 31) + timedelta(days=number) for number in range(1, 367)):
        for written in each_way(language, DAYS[language], day):
            assert PartialDate.read(written) == day.isoformat(), written
        if day.day == 1:
            for written in each_way(language, MONTHS[language], day):
                assert PartialDate.read(written) == f"{day:%Y-%m}", written


@pytest.mark.parametrize("language", LANGUAGES)
@given(day=st.dates(date(1000, 1, 1)))
def test_an_approximate_date_is_read_as_such(language: str, day: date) -> None:
    for words in APPROXIMATELY[language]:
        assert PartialDate.read(f"{words} {day.year}") == f"{day.year}~"
        assert PartialDate.read(f"{words.upper()} {day.year}?") == f"{day.year}%"
        assert PartialDate.read(f"{day.year} ({words})") == f"{day.year}~"
        for written in each_way(language, ("{m} {y}", "{d} {m} {y}"), day):
            length = len("2025-07") if written[0].isalpha() else len("2025-07-21")
            assert PartialDate.read(f"{words} {written}") == f"{str(day)[:length]}~", written


@given(partial_dates())
def test_every_label_is_read(known: PartialDate) -> None:
    """Dates, "Dates in prose": it reads every label."""
    assert PartialDate.read(known.label) == known
    assert PartialDate.read(known.label.upper()) == known


@each_case("space", SPACES, ids=ascii)
def test_every_space_is_a_space(space: str) -> None:
    assert PartialDate.read(f"{space}July{space}21,{space}{space}2025{space}") == "2025-07-21"
    assert PartialDate.read(f"about{space}2025-07{space}(uncertain)") == "2025-07%"
    assert PartialDate.read(f"21{space}de{space}julio{space}de{space}2025") == "2025-07-21"


@pytest.mark.parametrize("sign", "/-.")
def test_numbers_are_read_if_they_can_mean_one_day_or_one_was_chosen(sign: str) -> None:
    for first, second in itertools.product(range(33), repeat=2):
        written = f"{first}{sign}{second}{sign}2024"
        readings = {True: (second, first), False: (first, second)}
        days = {order: f"2024-{month:02}-{day:02}" for order, (month, day) in readings.items() if is_day(month, day)}
        for order in (True, False):
            assert read_or_none(written, day_first=order) == days.get(order), written
        certain = set(days.values())
        assert read_or_none(written) == (certain.pop() if len(certain) == 1 else None), written
        assert read_or_none(f"2024{sign}{first}{sign}{second}") == days.get(False)


def is_day(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(2024, month)[1]


def read_or_none(written: str, *, day_first: bool | None = None) -> str | None:
    try:
        return PartialDate.read(written, day_first=day_first)
    except InvalidDateError:
        return None


@each_case(
    ("written", "day_first", "reason"),
    [
        (
            "7/21/2025",
            True,
            "not a date in the calendar with the day first; with the month first, it would be 2025-07-21",
        ),
        (
            "21/7/2025",
            False,
            "not a date in the calendar with the month first; with the day first, it would be 2025-07-21",
        ),
        ("13/13/2025", True, "is not a date in the calendar$"),
        ("July 32, 2025", True, "is not a date in the calendar$"),
        ("3/7/24", True, "no four-digit year"),
        ("3/7/2025", None, "can mean 2025-03-07 or 2025-07-03; .* or say which with day_first"),
        ("Monday, 3/7/2025", None, "can mean 2025-03-07 or 2025-07-03"),
        ("Friday, 3/7/2025", True, "wrong weekday: 2025-07-03 was a Thursday"),
    ],
)
def test_an_order_that_does_not_fit_is_refused(written: str, day_first: bool | None, reason: str) -> None:  # noqa: FBT001
    with pytest.raises(InvalidDateError, match=reason):
        PartialDate.read(written, day_first=day_first)


def test_a_weekday_tells_the_day_from_the_month() -> None:
    assert PartialDate.read("Friday, 3/7/2025") == "2025-03-07"
    assert PartialDate.read("jueves 3/7/2025") == "2025-07-03"


@each_case("day_first", ["month", 1, 0, "", "True"])
def test_an_order_is_true_false_or_none(day_first: Any) -> None:
    with pytest.raises(InvalidTypeError, match="day_first must be True, False or None"):
        PartialDate.read("3/7/2025", day_first=day_first)


@each_case(
    ("written", "read"),
    [
        ("Jun-2024", "2024-06"),
        ("July 21, 2025,", "2025-07-21"),
        ("Sept.2025", "2025-09"),
        ("Sept.21, 2025", "2025-09-21"),
        ("21 Sept.2025", "2025-09-21"),
        ("July 21, 2025 ?", "2025-07-21?"),
        ("mai 2022\u00a0?", "2022-05?"),
        ("2025?~", "2025%"),
        ("May 2022 (?)", "2022-05?"),
        ("approx. May 2022 (uncertain)", "2022-05%"),
        ("July 2021 approx.", "2021-07~"),
        ("possibly 2023", "2023?"),
        ("probablemente hacia mayo de 2022", "2022-05%"),
        ("in about May 2022", "2022-05~"),
        ("c2022", "2022~"),
        ("1er. de enero de 2024", "2024-01-01"),
        ("premier janvier 2024", "2024-01-01"),
        ("21. 7. 2025", "2025-07-21"),
        ("en el a\u00f1o 2023", "2023"),
        ("l'an 2023", "2023"),
        ("Monday, 2025-07-21", "2025-07-21"),
        ("FE\u0301VRIER 2024", "2024-02"),
    ],
)
def test_marks_and_words_around_a_date_are_read(written: str, read: str) -> None:
    assert PartialDate.read(written) == read


PIECES = [
    "7",
    "21",
    "3",
    "2025",
    "1999",
    "24",
    "July",
    "mai",
    "de",
    "of",
    "the",
    "le",
    "c.",
    "Monday",
    "1st",
    "?",
    "~",
    "today",
]


@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from([" ", ", ", "-", "/", ".", " - ", ""])), max_size=7))
def test_no_number_and_no_month_is_dropped(pieces: list[tuple[str, str]]) -> None:
    """Whatever is read has every number that was written, and no others."""
    written = "".join(itertools.chain.from_iterable(pieces)).strip()
    if (read := read_or_none(written)) is None:
        return
    numbers = sorted(map(int, re.findall(r"\d+", written)))
    months = re.findall("july|mai", written.lower())
    parts = [int(part) for part in re.findall(r"\d+", read)]
    named = [] if not months else [parts.pop(1)]
    assert (numbers, named) == (sorted(parts), [{"july": 7, "mai": 5}[month] for month in months])


@each_case(
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
