"""Texts in the cells of a workbook: the escapes for characters that XML cannot hold, and their length in Excel."""

import re

#: The most UTF-16 units that Excel keeps in a cell. It cuts a longer text silently.
MAX_TEXT = 32_767
# XML has no control characters but tab and line feed, and turns a carriage return into a line feed. An underscore is
# escaped where it would begin an escape, also where the escape of the next character ends it: `_x0041` before a NUL.
_CONTROL = r"[\x00-\x08\x0b-\x1f\ufffe\uffff]"
_TO_ESCAPE = re.compile(rf"{_CONTROL}|_(?=x[0-9A-Fa-f]{{4}}(?:_|{_CONTROL}))")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_SURROGATE = re.compile("[\ud800-\udfff]")


def escape(text: str) -> str:
    r"""Return a text with `_xHHHH_` for each character that a workbook cannot hold (ECMA-376, ST_Xstring).

    >>> escape("a\r\nb _x0041_ c")
    'a_x000D_\nb _x005F_x0041_ c'
    """
    return _TO_ESCAPE.sub(_escape_character, text)


def _escape_character(match: re.Match[str]) -> str:
    return f"_x{ord(match[0]):04X}_"


def unescape(text: str) -> str:
    r"""Return the text that a spreadsheet shows for the text in the file.

    >>> unescape("a_x000D_\nb _x005F_x0041_ c")
    'a\r\nb _x0041_ c'
    """
    if "_x" not in text:
        return text
    found = _ESCAPED.sub(_unescape_character, text)
    if not _SURROGATE.search(found):
        return found
    # A pair of escapes can represent one character; half of a pair stays, and is reported like that of any text.
    return found.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def _unescape_character(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))


def utf16_length(text: str) -> int:
    """Return the length of a text in UTF-16 units: 2 for each emoji, 1 for nearly everything else.

    >>> utf16_length("a"), utf16_length("🏛")
    (1, 2)
    """
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
