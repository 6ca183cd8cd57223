"""Folding: the form of a text in which case and accents do not matter."""

import unicodedata

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
    visible = "".join(char for char in text if unicodedata.category(char) != "Cf")
    parts = unicodedata.normalize("NFKD", visible)
    return "".join(char for char in parts if not unicodedata.combining(char)).casefold()
