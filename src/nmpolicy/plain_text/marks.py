"""Write raised and lowered characters in Unicode, so that a note's number does not become part of a word."""

import re
import unicodedata

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_FRACTION = re.compile(r"(\d{0,9})[ \u00a0]?([⁰¹²³⁴-⁹]{1,4})[/\u2044]([₀-₉]{1,4}|\d{1,4}(?![\d.,]))")
_SINGLE = {
    unicodedata.normalize("NFKC", char): char
    for char in map(chr, (0xBC, 0xBD, 0xBE, *range(0x2150, 0x215F)))
    if unicodedata.category(char) == "No"
}


def raised(text: str, *, is_note: bool = False) -> str:
    """Write a raised piece of a line: digits as superscripts, anything else as it is.

    A letter that marks a note is put in brackets, because it would otherwise join the word before it.

    >>> raised("12"), raised("th"), raised("a", is_note=True)
    ('¹²', 'th', '[a]')
    """
    bare = text.strip()
    if is_note and bare.isalpha():
        return text.replace(bare, f"[{bare}]")
    if any(char.isdigit() for char in bare) and not any(char.isalpha() for char in bare):
        return text if bare.startswith("[") else text.translate(_RAISED)
    return text


def lowered(text: str) -> str:
    """Write a lowered piece of a line: digits as subscripts, anything else as it is."""
    return text.translate(_LOWERED)


def with_fractions(text: str) -> str:
    """Write fractions that were set with raised and lowered digits as one character, or apart from the number before.

    >>> with_fractions("raised by 5¹/₂ percent")
    'raised by 5½ percent'
    """

    def fraction(found: re.Match[str]) -> str:
        whole, above, below = found.groups()
        plain = unicodedata.normalize("NFKC", f"{above}\u2044{below}")
        single = _SINGLE.get(plain)
        return f"{whole}{single}" if single else f"{whole}{' ' if whole else ''}{plain}"

    return _FRACTION.sub(fraction, text)
