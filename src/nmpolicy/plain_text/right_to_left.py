"""Put the characters of a line in a right-to-left script in the order in which a person writes them."""

import re
import unicodedata
from collections.abc import Sequence

from nmpolicy.plain_text.pdf_characters import SPACE, Char

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LETTER = re.compile(r"[^\W\d_]")
_WORD_GAP = 0.22  # times the font size
#: Besides letters and digits, what is written from left to right within a number.
_IN_NUMBERS = frozenset("%$€£₪¥")
_BETWEEN_NUMBERS = frozenset(".,:/-+")


def is_right_to_left(chars: Sequence[Char]) -> bool:
    """Return whether most letters of a line are of a right-to-left script."""
    text = "".join(char.text for char in chars)
    if _RIGHT_TO_LEFT.search(text) is None:
        return False
    letters = _LETTER.findall(text)
    return 2 * sum(_RIGHT_TO_LEFT.match(letter) is not None for letter in letters) > len(letters)


def in_logical_order(chars: Sequence[Char]) -> list[Char]:
    """Return the characters of a right-to-left line in logical order.

    PDF files have them in the order of their positions, in that of the text, or in a mixture of both.
    """
    ordered: list[Char] = []
    before = 0
    for word, group in sorted(_groups(chars), key=lambda found: -found[1][0].right):
        if ordered and (word != before or ordered[-1].left - group[0].right > _WORD_GAP * group[0].size):
            ordered.append(SPACE)
        before = word
        ordered += group
    logical: list[Char] = []
    run: list[Char] = []  # of numbers and of words in another script, which go from left to right
    for char in [*ordered, None]:
        if char is not None and _goes_right(char.text, within=bool(run)):
            run.append(char)
            continue
        after: list[Char] = []
        while run and not _goes_right(run[-1].text, within=False):  # a period at the end is not part of the number
            after.append(run.pop())
        logical += [*reversed(run), *reversed(after)]
        run = []
        if char is not None:
            logical.append(char)
    return logical


def _groups(chars: Sequence[Char]) -> list[tuple[int, list[Char]]]:
    """Group each letter with the vowel signs and accents after it, and number its word."""
    groups: list[tuple[int, list[Char]]] = []
    word = 0
    for char in chars:
        if char.text.isspace():
            word += 1
        elif groups and unicodedata.category(char.text)[0] == "M":
            groups[-1][1].append(char)
        else:
            groups.append((word, [char]))
    return groups


def _goes_right(text: str, *, within: bool) -> bool:
    if text.isdigit() or text in _IN_NUMBERS or (within and text in _BETWEEN_NUMBERS):
        return True
    return _LETTER.match(text) is not None and _RIGHT_TO_LEFT.match(text) is None
