"""Natural order: texts sorted as a reader counts, so that `eo-2` comes before `eo-10`."""

import re
import unicodedata
from functools import lru_cache

_split_digits = re.compile(r"([0-9]+)").split
#: Characters that stand for a hyphen, a slash or letters, besides the dashes that Unicode classifies as such.
_REPLACEMENTS = {
    "\u00ad": "-",  # soft hyphen
    "\u2043": "-",  # hyphen bullet
    "\u2212": "-",  # minus sign
    "\u2044": "/",  # fraction slash
    "\u2215": "/",  # division slash
    "\u2116": "No",
    "\u00ba": "o",
}


def plain_typography(text: str) -> str:
    """Return a text with plain hyphens, slashes, digits and single spaces, and without invisible characters.

    >>> plain_typography(" 2020\u2013\u00a02 ")
    '2020- 2'
    """
    if text.isascii():
        return " ".join(text.split())
    return " ".join("".join(map(_plain, text)).split())


@lru_cache(1024)
def _plain(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if char in _REPLACEMENTS:
        return _REPLACEMENTS[char]
    if category == "Pd":
        return "-"
    if category == "Cf":
        return ""
    return unicodedata.normalize("NFKC", char) if "\uff01" <= char <= "\uff5e" else char  # full-width forms


def natural_key(text: str) -> tuple[tuple[str | tuple[int, str], ...], str]:
    """Return a key that sorts texts in natural order: by their numbers as well as their words.

    Case, leading zeros and the typography of hyphens and spaces decide only between texts that are otherwise equal.

    >>> sorted(["eo-10", "eo-2", "EO-1", "eeo-10", "eeo\u20112"], key=natural_key)
    ['eeo\u20112', 'eeo-10', 'EO-1', 'eo-2', 'eo-10']
    """
    parts = _split_digits(plain_typography(text).casefold())
    # Words and numbers alternate, so words are compared only with words. A longer number is larger.
    return tuple(_magnitude(part) if index % 2 else part for index, part in enumerate(parts)), text


def _magnitude(digits: str) -> tuple[int, str]:
    significant = digits.lstrip("0")
    return len(significant), significant
