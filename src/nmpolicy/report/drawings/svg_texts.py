"""Texts in drawings: their widths, their lines, and numbers as SVG has them."""

import unicodedata
from functools import lru_cache

#: Letters that are narrower, and those that are wider than most, in the common sans-serif fonts.
_NARROW, _WIDE = frozenset("fijlrtI.,:;'|!()[]- "), frozenset("mwMWQO@%&—…")
#: The most characters of a text of which lines are made.
_MOST_CHARACTERS = 1_000


def number(value: float) -> str:
    """Return a number with at most two digits after the point.

    >>> number(12.5), number(3.0), number(1 / 3)
    ('12.5', '3', '0.33')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".")


def percent(value: float) -> str:
    """Return a number of percent, as an attribute of SVG has it."""
    return number(value) + "%"


def cut(text: str, most: int) -> str:
    """Return a text of at most some characters, which ends with an ellipsis if something is missing.

    >>> cut("An executive order", 13)
    'An executive…'
    """
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def width(text: str) -> float:
    """Return the width of a text as a multiple of the size of its font: rather too much than too little."""
    return sum(map(_character_width, text))


def lines(text: str, room: float, most: int) -> list[str]:
    """Return a text in at most some lines of a width, as multiples of the font size; the last ends with an ellipsis.

    A word that is too wide for a line is broken.

    >>> lines("Albuquerque City Council", 8, 3), lines("Albuquerque City Council", 8, 1)
    (['Albuquerque', 'City Council'], ['Albuquerque…'])
    """
    head = text[:_MOST_CHARACTERS]
    found: list[str] = []
    used = 0.0
    for word in head.split():
        for index, piece in enumerate(_pieces(word, room)):
            wide = width(piece)
            space = "" if index else " "
            if found and used + width(space) + wide <= room:
                found[-1] += space + piece
                used += width(space) + wide
            else:
                found.append(piece)
                used = wide
        if len(found) > most:
            break
    if len(found) > most or len(text) > len(head):
        *kept, last = found[:most] or [""]
        return [*kept, _shortened(last, room)]
    return found


def _pieces(word: str, room: float) -> list[str]:
    """Return a word, in pieces if it is too wide for a line."""
    if width(word) <= room:
        return [word]
    pieces, used = [""], 0.0
    for character in word:
        wide = _character_width(character)
        if used + wide > room and pieces[-1]:
            pieces.append("")
            used = 0.0
        pieces[-1] += character
        used += wide
    return pieces


def _shortened(line: str, room: float) -> str:
    while line and width(line) + _character_width("…") > room:
        line = line[:-1]
    return line.rstrip() + "…"


@lru_cache(maxsize=4096)
def _character_width(character: str) -> float:
    if character in _NARROW:
        return 0.36
    if character in _WIDE:
        return 0.95
    if unicodedata.east_asian_width(character) in "WF":
        return 1.05
    if unicodedata.combining(character):
        return 0.0
    return 0.72 if character.isupper() else 0.6
