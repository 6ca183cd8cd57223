"""The words of a text as evidence counts them: in paragraphs, without what a copy, an editor or a web page may change."""

import re
import unicodedata
from hashlib import sha256

_BLANK_LINE = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
#: Markdown that a copy as plain text does not have: links and images, addresses in brackets, emphasis.
_LINK = re.compile(r"!?\[((?:[^][]|\[[^][]*\])*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_ADDRESS = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])([^*]*[^\s*])\1(?![\w*])")
_MARKUP = ((_LINK, r"\1"), (_ADDRESS, r"\1"), (_EMPHASIS, r"\2"))
_OPENING = re.compile(r"\A(?:#{1,6}|>)\s+")
_DEEPEST = 8  # markup in markup
_FOLDED = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u2035", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u2036\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff"),  # what nobody sees
    }
)


def normalized(text: str) -> str:
    r"""The words without what does not count: NFKC, straight quotes and dashes, single spaces, no markup of links.

    The case is kept. It is the same however the lines are broken, and whether the quotes are curly.

    >>> normalized("He said:\n  “No [more](#)”\u00a0\u2014 twice.")
    'He said: "No more" - twice.'
    """
    for _ in range(_DEEPEST):
        before, text = text, _without_markup(text)
        if text == before:
            break
    return text


def _without_markup(text: str) -> str:
    text = unicodedata.normalize("NFKC", text.translate(_FOLDED)).translate(_FOLDED)
    for markup, kept in _MARKUP:
        text = markup.sub(kept, text)
    return " ".join(text.split())


def paragraphs(text: str) -> tuple[str, ...]:
    r"""The paragraphs of a text, normalized: what stands between blank lines, in which there are some words.

    A sign of a headline or a quotation before one, as Markdown has them, is left out.

    >>> paragraphs("# A headline\n\n\nFirst\nparagraph.\n \nSecond.")
    ('A headline', 'First paragraph.', 'Second.')
    """
    blocks = _BLANK_LINE.split("\n".join(text.splitlines()))
    found = (normalized(_OPENING.sub("", block.strip(), count=1)) for block in blocks)
    return tuple(filter(None, found))


def digest(words: str) -> str:
    """The SHA-256 of words that are normalized already, in hexadecimal."""
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
