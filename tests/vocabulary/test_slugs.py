"""The ids that names and titles make."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import nmpolicy as nm
from each_case import each_case
from nmpolicy.errors import InvalidTypeError, InvalidValueError
from nmpolicy.vocabulary.identifiers import SLUG
from nmpolicy.vocabulary.slugs import slug


@each_case(
    ("text", "expected"),
    [
        ("Tim Keller", "tim-keller"),
        ("\u00c1lvaro N\u00fa\u00f1ez", "alvaro-nunez"),
        ("A\u0301lvaro Nu\u0301n\u0303ez", "alvaro-nunez"),
        ("\u0141\u00f3d\u017a", "lodz"),
        ("S\u00f8ren \u00c6r\u00f8 \u00de\u00f3r", "soren-aero-thor"),
        ("Stra\u00dfe, STRA\u1e9eE", "strasse-strasse"),
        ("\u0130zmir, D\u0131yarbak\u0131r", "izmir-diyarbakir"),
        ("\u0110\u00e0 N\u1eb5ng", "da-nang"),
        ("\u0141\u00ed\u00ed\u02bc Naat\u02bc\u00e1anii", "lii-naataanii"),
        ("Hawai\u02bbi, \u02bbIolani", "hawaii-iolani"),
        ("\u0181auchi, \u018aan, Gen\u00e7 \u018fli", "bauchi-dan-genc-eli"),
        ("O'Brien", "obrien"),
        ("O\u2019Brien\u2019s", "obriens"),
        ("the councilors' 1990's vote of 5'6", "the-councilors-1990s-vote-of-5-6"),
        ("rock'n'roll", "rocknroll"),
        ("N.Y.C.", "nyc"),
        ("U.S. House", "us-house"),
        ("F.D.R.'s order", "fdr-s-order"),
        ("J. R. Smith", "jr-smith"),
        ("T. V. Smith", "tv-smith"),
        ("U.S. v. J. R. Doe", "us-v-jr-doe"),
        ("State v. A. B.", "state-v-ab"),
        ("J.R. Smith", "jr-smith"),
        ("J. Smith", "j-smith"),
        ("J.Smith", "j-smith"),
        ("Vitamin C. A plan", "vitamin-c-a-plan"),
        ("\u00c1. \u00c9. N\u00fa\u00f1ez", "ae-nunez"),
        ("Se\u00f1or & Co.", "senor-co"),
        ("\u00a7 12-3", "12-3"),
        ("\u00a7\u00a712\u201314", "12-14"),
        ("Order No. 98", "order-no-98"),
        ("\u21165", "no-5"),
        ("5\u00bd percent", "5-1-2-percent"),
        ("Section 3\u00b2 applies", "section-3-2-applies"),
        ("CO\u2082", "co2"),
        ("\u0665\uff16", "56"),
        ("\ufb01re \u2173", "fire-iv"),
        ("Acme\u2122 \u2615", "acme-tm"),
        ("immi\u00adgrant\u200bs", "immigrants"),
        ("snake_case / and\n\tspaces\u00a0here", "snake-case-and-spaces-here"),
        ("--a..b--", "a-b"),
        ("2025-07-21", "2025-07-21"),
    ],
)
def test_a_text_makes_this_id(text: str, expected: str) -> None:
    assert slug(text) == expected
    assert slug(unicodedata.normalize("NFC", text)) == slug(unicodedata.normalize("NFD", text)) == expected


@each_case("text", ["", "  ", "\u00a7", "\u200b", "...", "\u201c\u2019\u201d", "\U0001f389"])
def test_a_text_without_letters_and_digits_makes_no_id(text: str) -> None:
    with pytest.raises(InvalidValueError, match="no letters or digits"):
        slug(text)


@each_case(
    ("text", "letter"),
    [
        ("\u041e\u0440\u0434\u0435\u0440", "\u043e"),
        ("\u041e\u0440\u0434\u0435\u0440 5", "\u043e"),
        ("\u5e02\u9577", "\u5e02"),
        ("Acme (\u682a)", "\u682a"),
        ("\u0394\u03ae\u03bc\u03bf\u03c2", "\u03b4"),
        ("\u0928\u0917\u0930", "\u0928"),
        ("5\u3007", "\u3007"),
        ("\u0294", "\u0294"),
    ],
)
def test_letters_of_other_scripts_are_neither_guessed_nor_dropped(text: str, letter: str) -> None:
    with pytest.raises(InvalidValueError, match=f"'{letter}'.*write the id"):
        slug(text)


@pytest.mark.parametrize("value", [None, 5, b"text", ["text"]])
def test_only_a_text_makes_an_id(value: object) -> None:
    with pytest.raises(InvalidTypeError, match="expected text"):
        slug(value)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def test_half_a_surrogate_pair_makes_no_id() -> None:
    with pytest.raises(InvalidValueError, match="surrogate"):
        slug("a\ud800")


@given(st.text() | st.text(alphabet=st.characters(codec="latin-1")) | st.text("aB1.-' \u00bd\u0141\u2116"))
@example("A.B")
@example("a.'b")
@example("1\u00bd1")
def test_a_slug_is_a_valid_id_and_its_own_slug(text: str) -> None:
    try:
        made = slug(text)
    except InvalidValueError:
        return
    assert re.fullmatch(SLUG, made)
    assert "." not in made
    assert len(made) <= 60
    assert slug(made) == slug(made.upper()) == made
    assert nm.Person(id=made, name="A name").id == made


@given(st.lists(st.from_regex("[a-z0-9]{1,20}", fullmatch=True), min_size=1))
def test_a_long_text_loses_whole_words_at_its_end(words: list[str]) -> None:
    made = slug(" ".join(words)).split("-")
    assert made == words[: len(made)]
    left = words[len(made) :]
    assert not left or len("-".join([*made, left[0]])) > 60


def test_one_long_word_is_cut() -> None:
    assert slug("x" * 1000) == "x" * 60
    assert slug("x" * 60 + " y") == "x" * 60


def test_every_latin_letter_with_a_mark_makes_that_letter() -> None:
    for char in map(chr, range(0xC0, 0x250)):
        name = re.match("LATIN (?:SMALL|CAPITAL) LETTER ([A-Z]) WITH (?!SMALL)", unicodedata.name(char))
        assert not name or slug(char) == name[1].lower()
