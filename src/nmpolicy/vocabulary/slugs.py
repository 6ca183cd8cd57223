"""Slugs: the id that a name or a title makes."""

import re
import unicodedata
from itertools import pairwise

from nmpolicy.errors import InvalidValueError
from nmpolicy.vocabulary.folding import APOSTROPHES, fold
from nmpolicy.vocabulary.values import check_text, describe

#: The most characters of a slug: an id is read, typed and compared by its spelling.
_LONGEST = 60
#: Letters that are not an unaccented letter with an accent, as Unicode's Latin-ASCII transform (CLDR) writes them.
_LETTERS = {"æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ŋ": "n", "\u0131": "i", "ɵ": "o", "ə": "e", "ɛ": "e", "ɔ": "o"}
#: The Unicode name of a letter with a stroke, a hook or the like, such as `ø`.
_CHANGED_LETTER = re.compile("LATIN SMALL LETTER ([A-Z]) WITH ")
#: The `v.` between the parties of a case, which is not an initial.
_VERSUS = re.compile(r"\bv\.(?=\s)")
#: An apostrophe in a word, and a period between initials.
_WITHIN_A_WORD = re.compile(r"(?<=[^\W_])'(?=[^\W\d_])|(?<=\b[^\W\d_])\.(?:(?=[^\W\d_]\b)|\s*(?=[^\W\d_]\.))")


def slug(text: str) -> str:
    """Return the id that a name or a title makes: its words in lowercase, without accents, joined by hyphens.

    An apostrophe in a word is left out, and initials form one word. A slug has no dot, which stands before the name of
    a part: write the id of a provision as `f"{order.id}.{nm.slug(name)}"`. Whole words at the end of a long text are
    left out, so that a slug has at most 60 characters. The slug of a slug is the slug itself.

    >>> slug("\u00c1lvaro O\u2019Neill Jr."), slug("N.Y.C. Order \u00a7 12-3")
    ('alvaro-oneill-jr', 'nyc-order-12-3')

    Raises `InvalidValueError` for a text with letters that are not Latin, because there are several ways to write them
    in Latin letters, and for a text without letters and digits; `InvalidTypeError` if it is not a `str`.

    .. versionadded:: 0.1
    """
    folded = fold(_with_digits_apart(_VERSUS.sub("v", check_text(text)).translate(APOSTROPHES)))
    letters = "".join(map(to_ascii, _WITHIN_A_WORD.sub("", folded)))
    if foreign := [char for char in letters if not char.isascii()]:
        shown = ", ".join(map(repr, dict.fromkeys(foreign[:3])))
        raise InvalidValueError(f"{describe(text)} has letters outside a to z ({shown}); write the id yourself")
    words = "-".join(re.findall("[a-z0-9]+", letters))
    if not words:
        raise InvalidValueError(f"{describe(text)} has no letters or digits for an id; write the id yourself")
    return words if len(words) <= _LONGEST else words[: _LONGEST + 1].rpartition("-")[0] or words[:_LONGEST]


def slug_or_empty(text: str) -> str:
    """Return the slug of a text; an empty text if it has none.

    >>> slug_or_empty("No. 5"), slug_or_empty("\u4e2d")
    ('no-5', '')
    """
    try:
        return slug(text)
    except InvalidValueError:
        return ""


def _with_digits_apart(text: str) -> str:
    """Separate symbols from all else, and fractions and raised digits from other digits: `5½` is not 51/2."""
    kinds = [unicodedata.category(char) for char in text]
    apart = [{*pair} == {"Nd", "No"} or "So" in pair for pair in pairwise([*kinds, ""])]
    return "".join(f"{char} " if ends else char for char, ends in zip(text, apart, strict=True))


def to_ascii(char: str) -> str:
    """Return a folded character in letters from `a` to `z` and digits, or a space between words.

    A letter that has no one form in them stays as it is.
    """
    if char.isascii():
        return char
    if char in _LETTERS:
        return _LETTERS[char]
    if found := _CHANGED_LETTER.match(unicodedata.name(char, "")):
        return found[1].lower()
    if (digit := unicodedata.decimal(char, None)) is not None:
        return str(digit)
    # Marks are letters too: in the scripts of India they write vowels.
    return char if unicodedata.category(char)[0] in "LMN" else " "
