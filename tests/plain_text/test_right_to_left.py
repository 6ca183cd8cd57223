"""Lines in right-to-left scripts."""

from each_case import each_case
from nmpolicy.plain_text.pdf_characters import SPACE, Char
from nmpolicy.plain_text.right_to_left import in_logical_order, is_right_to_left


def chars(text: str, start: float = 100, step: float = -6) -> list[Char]:
    """Characters beside each other, from the right to the left unless `step` says otherwise."""
    placed = [Char(char, start + step * n, start + step * n + 6, 700, 10) for n, char in enumerate(text)]
    return [SPACE if char.text == " " else char for char in placed]


def shown(text: str) -> str:
    return "".join(char.text for char in in_logical_order(chars(text)))


@each_case(
    ("seen", "written"),
    [
        ("שלום", "שלום"),
        ("שלום עולם.", "שלום עולם."),
        ("ב 5202 ילוי 12.", "ב 2025 ילוי 21."),
        ("%5.21 א", "12.5% א"),
        (".12 א", ".21 א"),
        ("א .12 ב", "א .21 ב"),
        ("א 5-3 ב", "א 3-5 ב"),
        ("א retteL ב", "א Letter ב"),
    ],
)
def test_letters_go_left_and_numbers_go_right(seen: str, written: str) -> None:
    assert shown(seen) == written


def test_vowel_signs_stay_with_their_letter() -> None:
    letter, sign, other = chars("ש\u05b8ל")
    for mark in (sign, sign._replace(right=letter.right + 5), sign._replace(right=0)):
        assert "".join(each.text for each in in_logical_order([letter, mark, other])) == "ש\u05b8ל"


def test_most_letters_decide_the_direction() -> None:
    assert is_right_to_left(chars("שלום abc 12345"))
    assert not is_right_to_left(chars("ש abc"))
    assert not is_right_to_left(chars("12"))
