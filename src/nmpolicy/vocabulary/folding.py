"""Folding: the form of a text in which case and accents do not matter."""

import unicodedata


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
