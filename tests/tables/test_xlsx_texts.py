"""Texts of a workbook: every one comes back, and Excel decodes them alike."""

import re

from hypothesis import given
from hypothesis import strategies as st

from each_case import each_case
from nmpolicy.tables.xlsx_texts import escape, unescape, utf16_length

#: Pieces of which some together look like escapes.
PIECES = [
    "_",
    "x",
    "_x0041_",
    "x0041",
    "_x0041",
    "005F_",
    "_x005F_",
    "\0",
    "\r",
    "\ufffe",
    "\uffff",
    "a",
    "🏛",
    "_xD83D_",
]


@given(st.lists(st.sampled_from(PIECES), max_size=6).map("".join))
def test_a_text_comes_back(text: str) -> None:
    assert unescape(escape(text)) == text


@given(st.lists(st.sampled_from(PIECES), max_size=6).map("".join))
def test_an_escaped_text_has_only_characters_of_xml(text: str) -> None:
    """XML 1.0, 2.2: "any Unicode character, excluding the surrogate blocks, FFFE, and FFFF"; no raw carriage return."""
    assert not re.search(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]", escape(text))


@each_case(
    ("text", "escaped"),
    [
        ("plain _x text_", "plain _x text_"),
        ("tab\tline\n", "tab\tline\n"),
        ("_x0041_x0042_", "_x005F_x0041_x005F_x0042_"),
        ("_x0041\0", "_x005F_x0041_x0000_"),
        ("_xZZZZ_", "_xZZZZ_"),
    ],
)
def test_only_what_needs_it_is_escaped(text: str, escaped: str) -> None:
    assert escape(text) == escaped


def test_two_escapes_can_be_one_character() -> None:
    assert unescape("_xD83C__xDFDB_") == "🏛"


def test_half_a_pair_stays_half_a_pair() -> None:
    assert unescape("_xD83C_") == "\ud83c"


def test_a_length_counts_pairs_twice() -> None:
    assert utf16_length("é🏛") == 3
