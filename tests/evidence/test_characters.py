"""Characters: none of them makes a number out of two, and scripts without spaces may be wrapped anywhere."""

import re
import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from each_case import each_case
from nmpolicy.evidence.characters import plain, without_spaces_between_characters
from nmpolicy.evidence.normalization import normalized
from nmpolicy.evidence.source_text import SourceText

ALL = [char for char in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(char) not in {"Cn", "Co", "Cs"}]
RAISED = [char for char in ALL if unicodedata.decomposition(char).startswith("<super>")]
LOWERED = [char for char in ALL if unicodedata.decomposition(char).startswith("<sub>")]
NARROW_SPACES = "\u00a0\u202f\u2009\u2007"


def holds(text: str, words: str) -> bool:
    return bool(SourceText(text).find(normalized(words)))


@given(st.text())
def test_a_second_time_changes_nothing(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    closed = without_spaces_between_characters(plain(text))
    assert without_spaces_between_characters(closed) == closed


def test_no_character_is_joined_to_the_number_before_it() -> None:
    for char in ALL:
        if unicodedata.decomposition(char) and not char.isdecimal():
            assert re.findall(r"\d+", normalized(f"Rule 3{char} of"))[0] == "3", hex(ord(char))


def test_a_superscript_belongs_to_no_word_and_is_no_other_character() -> None:
    assert len(RAISED) > 100
    text = "\n\n".join(f"The order{char} applies." for char in RAISED)
    assert len(SourceText(text).find("The order")) == len(RAISED)
    for char in RAISED:
        assert normalized(f"Section 3{char}") == f"Section 3{char}"


def test_a_subscript_belongs_to_its_word() -> None:
    assert LOWERED
    for char in LOWERED:
        assert not holds(f"CO{char} falls", "CO")
        assert holds(f"CO{char} falls", f"CO{char}")
        assert normalized(f"CO{char}") == f"CO{char}"


@each_case(
    ("text", "held", "refused"),
    [
        ("Section 7² applies", "Section 7", "Section 72"),
        ("an order³,⁴ of May", "order", "order3"),
        ("¹the order", "the order", "1the"),
        ("the order* of the mayor\u2020", "the mayor", "ordermayor"),
        ("the order[1] of May", "order", "order1"),
        ("the order\u2460 of May", "order", "order1"),
        ("about 10\u2076 people", "10\u2076 people", "10"),
        ("about 10\u207b\u00b3 g", "10\u207b\u00b3", "10"),
        ("a lot of 40 km² there", "40 km²", "40 km"),
        ("a lot of 40 km² there", "km²", "km2"),
        ("a lot of 40\u33a2 there", "40km²", "40km"),
        ("falls by 10²³ lamps", "lamps", "1023"),
    ],
)
def test_notes_and_exponents(text: str, held: str, refused: str) -> None:
    assert holds(text, held)
    assert not holds(text, refused)


def test_a_fraction_is_part_of_its_number() -> None:
    fractions = [char for char in ALL if "2044" in unicodedata.decomposition(char).split() and char != "\u215f"]
    assert len(fractions) > 15
    for char in fractions:
        digits = {digit for digit in normalized(char) if digit.isdecimal()}
        for text in (f"rose 7{char} percent", f"rose 7 {char} percent", f"rose 7\u00a0{char} percent"):
            assert holds(text, f"7{char} percent")
            assert not holds(text, "7")
            assert not holds(text, f"rose 7{min(digits)}")
        assert not any(holds(f"within {char} mile", digit) for digit in digits)
        assert holds(f"within {char} mile", f"{char} mile")
        assert holds(f"a 7{char}-inch pipe", f"7{char}-inch")
    assert normalized("½2 and ⅟8, ½¼") == "1\u20442 2 and 1\u20448, 1\u20442 1\u20444"


@each_case("separator", [",", ".", "'", "\u2019", "\u02bc", "\u00b7", "\u066b", "\u066c", *NARROW_SPACES])
def test_a_number_has_its_thousands_separators_in_every_script(separator: str) -> None:
    for one in (char for char in ALL if char.isdecimal() and unicodedata.digit(char) == 1):
        three, zero = (chr(ord(one) + more) for more in (2, -1))
        text = f"about {one}{separator}{three}{zero}{zero} lamps"
        assert holds(text, f"{one}{separator}{three}{zero}{zero}")
        assert not holds(text, three + zero + zero)
        assert not holds(text, one)


def test_a_space_that_breaks_makes_two_numbers() -> None:
    for text in (
        "in May 1 200 lamps",
        "in May 1\n200 lamps",
        "in 2025\u00a0200 lamps",
        "on May\u00a01,\u00a0200 lamps",
    ):
        assert holds(text, "200 lamps")
    assert not holds("12\u00a034\u00a0567 and 1\u00a0234\u00a0567\u00a0€", "567")
    assert holds("12\u00a034\u00a0567 and 1\u00a0234\u00a0567\u00a0€", "1 234 567 €")


def test_a_number_has_its_currency_sign() -> None:
    signs = [char for char in ALL if unicodedata.category(char) == "Sc"]
    for sign in (*signs, *"%\u2030\u2031\u066a"):
        for space in ("", *NARROW_SPACES):
            for number in (f"{sign}{space}30", f"30{space}{sign}", f"{sign}{space}1,300", f"1\u202f300{space}{sign}"):
                text = f"about {number} more"
                assert holds(text, number)
                assert not holds(text, "30")
                assert not holds(text, "300")
        assert holds(f"about 30 {sign} more", "30")


@each_case(
    ("text", "part"),
    [
        ("cost US$20 then", "$20"),
        ("from $3-$5 each", "$3"),
        ("from 3%-5% each", "3%"),
        ("it fell .5 points", "5"),
        ("if <5 or \u22655", "5"),
        ("it was 20\u2103 there", "20"),
        ("it was \u22125 there", "5"),
        ("about \u4e00\u5343\u4e8c\u767e\u6761", "\u4e8c\u767e"),
        ("about 200\u4e07\u6761", "200"),
        ("\u0e01\u0e34\u0e19", "\u0e01"),
        ("\u1019\u103c\u1014\u103a", "\u1019"),
    ],
)
def test_no_part_of_a_number_or_a_character_is_a_word(text: str, part: str) -> None:
    assert normalized(part) in normalized(text)
    assert not holds(text, part)


@each_case(
    ("written", "expected"),
    [
        ("d\u02bco d\u02bbo d\u2019o d\u055ao d\ua78co \u05e6\u05f3", "d'o d'o d'o d'o d'o \u05e6'"),
        ("12\u00ad34 mid\u00addle in\u00ad\nfor\u200b\u00ad\u200b  ce", "12-34 middle in- for- ce"),
        ("\u00ad x \u00ad y -\u00ad z", "x y - z"),
        ("a\u2014-b a --- b ---- c \u2014 -5", "a - b a - b - c - -5"),
        ("\u20a8 5", "\u20a8 5"),
        ("a . . . b. . . . c\u2026 d .", "a ... b.... c... d ."),
        ("\u02d75 \uff0d5 \u22125", "-5 -5 -5"),
    ],
)
def test_typography(written: str, expected: str) -> None:
    assert normalized(written) == expected


# Letters of scripts without spaces, with a vowel sign where the script has them.
UNSPACED = "市あカ々\u3105กิลາ\u1000\u102c\u1780\u17b6\u0f40\u0f72\u1950\u1980\ua984\u1b13\ua188\U00020000\uf900、。「」\uff0c\uff1a\uff08"


def test_scripts_without_spaces_may_be_wrapped_anywhere() -> None:
    others = "aZ5я한é(\"'"
    for left, right in [(a, b) for a in UNSPACED for b in UNSPACED + others] + [
        (b, a) for a in UNSPACED for b in others
    ]:
        expected = normalized(left + right)
        for space in ("\n", " ", "\r\n", " \n ", "\u3000"):
            assert normalized(left + space + right) == expected, (left, space, right)
    assert normalized("使用ABC\uff0c\nDEF。“\n市”\n“市”") == normalized("使用ABC\uff0cDEF。“市”“市”")
    assert normalized("명령 서명") == "명령 서명"
    assert normalized("\u0e51\u0e52 \u0e53") == "\u0e51\u0e52 \u0e53"
