"""Numbers of orders as authorities write them."""

import pytest

from each_case import each_case
from nmpolicy.vocabulary.written_numbers import parse_number


@each_case(
    ("text", "prefix", "digits", "insertion"),
    [
        ("7", "", ["7"], ""),
        ("007", "", ["007"], ""),
        ("No. 7", "", ["7"], ""),
        ("\u2116\u00a07", "", ["7"], ""),
        ("N\u00ba 7", "", ["7"], ""),
        ("#7", "", ["7"], ""),
        ("Order 7", "", ["7"], ""),
        ("EO 7", "eo", ["7"], ""),
        ("E.O. 7", "eo", ["7"], ""),
        ("Executive Order No. 7", "eo", ["7"], ""),
        ("EEO-7", "eeo", ["7"], ""),
        ("O-25-12", "o", ["25", "12"], ""),
        ("1974-EO-001", "eo", ["1974", "001"], ""),
        ("2025EO7", "eo", ["2025", "7"], ""),
        ("12A", "", ["12"], "a"),
        ("12-A", "", ["12"], "a"),
        ("12 bis", "", ["12"], "bis"),
        ("12A-2020", "", ["12", "2020"], "a"),
        ("5th", "", ["5"], ""),
        ("5, 2020", "", ["5", "2020"], ""),
        ("13,489", "", ["13489"], ""),
        ("1,234,567", "", ["1234567"], ""),
        ("1.10", "", ["1", "10"], ""),
        ("\uff11\uff12", "", ["12"], ""),
        ("2020\u20112", "", ["2020", "2"], ""),
    ],
)
def test_a_number_is_split(text: str, prefix: str, digits: list[str], insertion: str) -> None:
    written = parse_number(text)
    assert written is not None
    assert (written.prefix, [*written.digits], written.insertion) == (prefix, digits, insertion)
    assert not written.names_year


@pytest.mark.parametrize("text", ["5 of 2020", "EO-5 of 2020", "Decreto n\u00ba 5 de 2020", "5 (year 2020)"])
def test_a_word_shows_the_year(text: str) -> None:
    written = parse_number(text)
    assert written is not None
    assert written.names_year


@pytest.mark.parametrize("text", ["of 2020", "5 of 20", "2020 of"])
def test_a_word_shows_no_year_where_there_is_no_number(text: str) -> None:
    written = parse_number(text)
    assert written is not None
    assert not written.names_year


@each_case("text", ["", " ", "A", "XIV", "\u00bd", "12\u00b2"[2:], "1" * 10, "9" * 5000])
def test_a_text_without_a_usable_number_is_none(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "group", "digits", "expected"),
    [
        ("O-25-012", 1, "013", "O-25-013"),
        ("13,489 of 2025", 0, "13490", "13,490 of 2025"),
        ("5/2020", 0, "6", "6/2020"),
    ],
)
def test_another_number_is_written_the_same_way(text: str, group: int, digits: str, expected: str) -> None:
    written = parse_number(text)
    assert written is not None
    assert written.with_number(written.groups[group], digits) == expected
