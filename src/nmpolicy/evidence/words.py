"""Find the words of a normalized paragraph, so that no anchor points at part of a word or of a number."""

import re
import unicodedata

from nmpolicy.evidence.characters import (
    CURRENCY,
    ENCLOSED_NUMBERS,
    NUMBER_SPACE,
    PERCENT,
    SUBSCRIPTS,
    SUPERSCRIPTS,
    UNSPACED,
)

# Each character that is not ASCII is replaced by one that says how it forms words.
_MARK, _JOINER, _UNSPACED, _NUMERAL, _RAISED, _SPACE = "\ue000\ue001\ue002\ue003\ue004\ue005"
_CLASSES = (
    (re.compile(r"\d"), "0"),
    (re.compile("[\u1039\u17d2\u1a60]"), _JOINER),  # stacks the next letter under this one
    (re.compile(f"[{PERCENT}]"), "%"),
    (re.compile(f"[{CURRENCY}]"), "$"),
    (re.compile(f"[{SUPERSCRIPTS}{ENCLOSED_NUMBERS}]"), _RAISED),
    (re.compile(f"[{SUBSCRIPTS}]"), "x"),
    (re.compile("[\u3007一二三四五六七八九十百千万萬億亿兆零两兩廿卅]"), _NUMERAL),
    (re.compile("[\u00b1\u2213]"), "+"),
    (re.compile("[\u2248\u2264\u2265]"), "~"),
    (re.compile("[\u00b7\u02d9\u066b\u066c\u2215]"), ","),
    (re.compile(NUMBER_SPACE), _SPACE),
)


class _Shapes(dict[int, str]):
    """The replacement for each character."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        shape = next((shape for pattern, shape in _CLASSES if pattern.match(char)), char)
        if shape == char and unicodedata.category(char)[0] == "M":
            shape = _MARK
        elif shape == char and re.match(f"[{UNSPACED}]", char):
            shape = _UNSPACED
        self[code] = shape
        return shape


_SHAPES = _Shapes({code: chr(code) for code in range(128)})
# A superscript is the mark of a note, and no part of a word, unless it is an exponent: 10⁶, 10⁻³, 5 km².
_EXPONENT = re.compile(rf"(?:(?<![\w.,])10|(?<![^\W\d_])(?:[cdhkmn\u03bc]?m|ft|yd|mi)){_RAISED}+")
_LETTERS = rf"(?:[\w{_MARK}]+|{_SPACE}(?=\d))+"
# A word may contain punctuation: 1,200, 3.5, U.S., aren't, un-signed. A number includes its signs: -5, $20, 5%.
_SIGN = rf"(?:[-+~<>%$]{{1,3}}{_SPACE}?\.?(?=\d)|(?<!\.)\.(?=\d))?"
_INNER = r"(?:(?<=\d)[%\xb0]?[-/]\$?(?=\d)|[-.,:/\u2044&@+$]|'(?!s\b)|(?<=\d) (?=\d+\u2044\d))"
_UNIT = rf"(?:(?<=\d){_NUMERAL}+)?(?:(?<=\d)(?:{_SPACE}?[%$]|\xb0(?:[CFK]\b)?))?"
_WORD = re.compile(
    rf"{_SIGN}{_LETTERS}(?:{_INNER}{_LETTERS})*{_UNIT}|{_NUMERAL}+|{_UNSPACED}(?:{_MARK}|{_JOINER}{_UNSPACED}?)*|\S"
)


def word_boundaries(paragraph: str) -> tuple[list[int], list[int]]:
    """Return the indexes where the words of a normalized paragraph start, and those where they end, in order.

    >>> word_boundaries("The mayor's $1,200.")
    ([0, 4, 9, 10, 12, 18], [3, 9, 10, 11, 18, 19])
    """
    shape = paragraph
    if not paragraph.isascii():
        shape = paragraph.translate(_SHAPES)
        if _RAISED in shape:
            shape = _EXPONENT.sub(lambda match: match[0].replace(_RAISED, "x"), shape)
    spans = [match.span() for match in _WORD.finditer(shape)]
    return [start for start, _ in spans], [end for _, end in spans]
