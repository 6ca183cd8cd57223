"""Formulas in CSV files: which texts get an apostrophe, and that each text comes back."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from each_case import each_case
from nmpolicy.tables.formulas import escape_formula, unescape_formula

TEXTS = st.text("'=+-@\t\r\n\0 ;\"x1\uff1d\ufeff\u200b", max_size=6) | st.text(max_size=3)


@given(TEXTS)
@example("'")
@example("''''")
def test_each_text_comes_back_and_none_begins_like_a_formula(text: str) -> None:
    escaped = escape_formula(text)
    assert unescape_formula(escaped) == text
    assert not re.match(r"[\s\0\ufeff\u200b]*[=+\-@\uff1d]|[\t\r\n]", escaped)


@given(TEXTS)
def test_a_text_without_an_apostrophe_is_read_as_it_is(text: str) -> None:
    """A file that was made by hand, or saved by a program that drops the apostrophe, keeps its formulas as texts."""
    assert text.startswith("'") or unescape_formula(text) == text


@each_case(
    "text",
    [
        '=HYPERLINK("https://example.org/?"&A1,"Open")',
        "=cmd|' /C calc'!A0",
        "+1+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(1+1)",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        "\tMayor",
        "\0=1+1",  # LibreOffice drops the NUL and runs the rest
        " =1+1",
        "\ufeff=1+1",
        "\N{NO-BREAK SPACE}=1+1",
        "\N{FULLWIDTH EQUALS SIGN}1+1",
        "\N{FULLWIDTH PLUS SIGN}1",
        "\N{FULLWIDTH HYPHEN-MINUS}1",
        "\N{FULLWIDTH COMMERCIAL AT}SUM(1)",
        "- a list",
        "'=1+1",
        "''''=1+1",
    ],
)
def test_a_formula_gets_an_apostrophe(text: str) -> None:
    assert escape_formula(text) == f"'{text}"


@each_case("text", ["", "'", "''", "'70s", "1-2", "a=b", " ", "(=1)", "\u2013 1", "\xe9=1", "[=]", "#1"])
def test_other_texts_stay(text: str) -> None:
    assert escape_formula(text) == unescape_formula(text) == text
