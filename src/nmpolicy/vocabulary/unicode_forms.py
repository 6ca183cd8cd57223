"""Unicode normalization forms of any text, also of one with many combining marks on one letter."""

import re
import unicodedata
from itertools import groupby
from typing import Literal

#: Python sorts the marks of a letter by comparing each with each, so many marks would take hours. Two letters, the
#: half-width sound marks of kana, are equivalent to marks.
_MANY_MARKS = re.compile(r"(?:[^\w\s\x00-\x7f]|[\uff9e\uff9f]){31,}")


def normalize(form: Literal["NFC", "NFKC", "NFD", "NFKD"], text: str) -> str:
    r"""Return what `unicodedata.normalize` returns, in time in proportion to the text.

    >>> normalize("NFC", "a\u0301\u0323") == "\u1ea1\u0301"
    True
    """
    if not text.isascii():
        text = _MANY_MARKS.sub(lambda match: _sorted(form, match[0]), text)
    return unicodedata.normalize(form, text)


def _sorted(form: Literal["NFC", "NFKC", "NFD", "NFKD"], marks: str) -> str:
    """Return the same marks in the order in which normalization puts them, which makes no difference to its result."""
    decomposed = "".join(unicodedata.normalize("NFKD" if "K" in form else "NFD", mark) for mark in marks)
    runs = groupby(decomposed, key=lambda char: unicodedata.combining(char) > 0)
    return "".join("".join(sorted(run, key=unicodedata.combining) if combine else run) for combine, run in runs)
