"""Folding: the form of a text in which case and accents do not matter."""

import unicodedata
from collections.abc import Iterable
from itertools import groupby

#: Characters that people write for an apostrophe, such as a modifier letter, an okina, an accent, a prime or a quote.
APOSTROPHES = dict.fromkeys(
    map(
        ord,
        "\u2018\u2019\u201b\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u02ca\u02cb"
        "\u00b4`\u2032\u2035\uff07\uff40\ua78c\u055a\u05f3\u07f4\u07f5",
    ),
    "'",
)


def fold(text: str) -> str:
    """Return a text without case, accents and invisible characters, to compare it with another.

    >>> fold("Ra\u00fal\u00ad") == fold("RAU\u0301L") == "raul"
    True
    >>> fold("\u0130zmir"), fold("Stra\u00dfe")
    ('izmir', 'strasse')
    """
    if text.isascii():
        return text.casefold()
    return text.translate(_FOLDED)


class _FoldedCharacters(dict[int, str]):
    """The folded form of each character, worked out when it is first met. No other character changes it."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        parts = "" if unicodedata.category(char) == "Cf" else unicodedata.normalize("NFKD", char)
        self[code] = "".join(each for each in parts if not unicodedata.combining(each)).casefold()
        return self[code]


_FOLDED = _FoldedCharacters()


def with_joined_initials(words: Iterable[str]) -> list[str]:
    """Join the initials among some words, so that F. D. and F.D. are the same.

    >>> with_joined_initials(["f", "d", "roe"])
    ['fd', 'roe']
    """
    found: list[str] = []
    for initials, some in groupby(words, key=lambda word: len(word) == 1 and word.isalpha()):
        group = list(some)
        found += ["".join(group)] if initials else group
    return found
