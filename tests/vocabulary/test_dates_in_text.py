"""Dates in running text: what is replaced, and what stays as it is written."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

import nmpolicy as nm
from each_case import each_case
from nmpolicy.vocabulary.date_words import FOREIGN_MONTHS


@each_case(
    ("text", "replaced"),
    [
        ("dated March 12,2020, and", "dated 2020-03-12, and"),
        ("No. 5 March 1, 2030", "No. 5 2030-03-01"),
        ("JULY 21ST, 2025.", "2025-07-21."),
        ("(Sept. 5, 2025)", "(2025-09-05)"),
        ("March\n12,\u00a02020", "2020-03-12"),
        ("Monday, 5 May 2025", "Monday, 2025-05-05"),
        ("Vila Nova, 18 de março de 2020.", "Vila Nova, 2020-03-18."),
        ("el 20 de mayo del 2019", "el 2019-05-20"),
        ("le 3 février 2020 et le 1er mars 2020", "le 2020-02-03 et le 2020-03-01"),
        ("Mayo 5, 2020", "2020-05-05"),
        ("3 March 2020 and 5 March 2020", "2020-03-03 and 2020-03-05"),
        ("March 3, 2020 through 5 March 2020", "2020-03-03 through 2020-03-05"),
        ("2020-03-03 through 5 March 2020", "2020-03-03 through 2020-03-05"),
        ("No. 3, 5 May 2020.", "No. 3, 5 May 2020."),
        ("em 1º de janeiro de 2020", "em 2020-01-01"),
        ("the 2nd of May 2026", "the 2026-05-02"),
        ("May 5, 2025; May 6, 2025", "2025-05-05; 2025-05-06"),
    ],
)
def test_dates_are_replaced_by_their_iso_form(text: str, replaced: str) -> None:
    assert nm.iso_dates(text) == replaced
    assert nm.iso_dates(replaced) == replaced


@each_case(
    "text",
    [
        "",
        "May 2025",
        "7/4/2025",
        "on May 5",
        "July 12-15, 2020",
        "July 3 and 5, 2025",
        "12-15 May 2020",
        "12\u201315 de maio de 2020",
        "3 and 5 July 2025",
        "3rd and 5th of July 2025",
        "3 et 5 juillet 2025",
        "del 3 al 5 de julio de 2025",
        "1er au 5 juillet 2025",
        "3 through 5 July 2025",
        "out 5, 2020",
        "3 to 5 July 2025",
        "3 e 5 de julho de 2025",
        "5, 6 May 2020",
        "February 29, 2021",
        "31 April 2020",
        "March 12, 20201",
        "March 52020",
        "May 3, 2020-2021",
        "May 5, 0025",
        "Marchand 5, 2020",
        "set 5, 2020",
    ],
)
def test_everything_else_stays_as_it_is_written(text: str) -> None:
    assert nm.iso_dates(text) == text


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_date_is_replaced_in_each_language(day: date) -> None:
    months = [f"{day:%B}", *(name for name, number in FOREIGN_MONTHS.items() if number == day.month)]
    written = [f"{day:%B} {day.day}, {day.year}", *(f"{day.day} {month} {day.year}" for month in months)]
    assert [nm.iso_dates(f"on {each} or") for each in written] == [f"on {day} or"] * len(written)


@given(st.text("0123456789 ,.-/MayAprildeof", max_size=60))
def test_nothing_but_dates_is_touched(text: str) -> None:
    replaced = nm.iso_dates(text)
    assert nm.iso_dates(replaced) == replaced
    assert len(replaced) <= len(text)  # the ISO form is the shortest
