"""The words of a text as evidence counts them: in paragraphs, without what a copy, an editor or a web page may change."""

import re
import unicodedata
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache
from hashlib import sha256

_BLANK_LINE = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
#: Markdown that a copy as plain text does not have: links and images, addresses in brackets, emphasis. What stands in the
#: brackets of a link must look like an address: `12[b](c)` is a clause of a law.
_LABEL = r"\[((?:[^][]|\[[^][]*\])*)\]"
_REST = r"(?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?"
_PICTURE = re.compile(rf"!{_LABEL}\({_REST}\)")
_LINK = re.compile(rf"{_LABEL}\((?:|(?:[#/?]|\.{{1,2}}/|www\.|(?:https?|ftp|mailto|tel):){_REST})\)")
_ADDRESS = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])([^*]*[^\s*])\1(?![\w*])")
_MARKUP = ((_PICTURE, r"\1"), (_LINK, r"\1"), (_ADDRESS, r"\1"), (_EMPHASIS, r"\2"))
_OPENING = re.compile(r"\A(?:#{1,6}|>)\s+")
_QUOTED = re.compile(r"[^\S\n]*>(?:[^\S\n]|\Z)")
_DEEPEST = 8  # markup in markup
_FOLDED = str.maketrans(
    {
        **dict.fromkeys("`\u00b4\u02bb\u02bc\u2018\u2019\u201a\u201b\u2032\u2035\u2039\u203a\u275b\u275c", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u2036\u00ab\u00bb\u275d\u275e\u301d\u301e\u301f", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2043\u2212", "-"),
        **dict.fromkeys("\u2014\u2015\u2e3a\u2e3b", " - "),  # some have spaces around them, and some do not
        # What nobody sees.
        **dict.fromkeys("\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u2060\u2061\ufe0e\ufe0f\ufeff"),
        **dict.fromkeys("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"),
    }
)
_UNSEEN = {sign: None for sign, folded in _FOLDED.items() if folded is None}
_TYPED_DASH = re.compile(r"(?<!-)-{2,3}(?!-)")
# A word goes on after a sign within it, as in 1,200, 3.5, U.S., aren't and un-signed; a figure has its sign, as in -5, $20 and 5%.
_PIECE = re.compile(r"(?:[-+±$€£¥](?=\d))?\w+(?:(?:[-.,:/&@+]|'(?!s\b))\w+)*(?:(?<=\d)[%‰°])?|\S")
_NO_SPACES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]")


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
    text = _TYPED_DASH.sub(" - ", text)
    for markup, kept in _MARKUP:
        text = markup.sub(kept, text)
    return " ".join(text.split())


def paragraphs(text: str) -> tuple[str, ...]:
    r"""The paragraphs of a text, normalized: what stands between blank lines, in which there are some words.

    Signs of a headline or a quotation before one, as Markdown has them, are left out.

    >>> paragraphs("# A headline\n\n\nFirst\nparagraph.\n \nSecond.")
    ('A headline', 'First paragraph.', 'Second.')
    """
    return tuple(filter(None, map(normalized, _blocks(text))))


def _blocks(text: str) -> Iterator[str]:
    text = "\n".join(text.translate(_UNSEEN).replace("\u2029", "\n\n").splitlines())
    for block in _BLANK_LINE.split(text):
        lines = block.strip().split("\n")
        if all(map(_QUOTED.match, lines)):
            yield from _blocks("\n".join(_QUOTED.sub("", line, count=1) for line in lines))
        else:
            yield _OPENING.sub("", block.strip(), count=1)


@lru_cache(maxsize=8)  # many anchors may be in one long paragraph
def edges(block: str) -> tuple[AbstractSet[int], AbstractSet[int]]:
    """Where whole words of a normalized paragraph start, and where they end."""
    shape = block
    if not block.isascii():  # a mark belongs to the letter before it, and some scripts have no spaces
        shape = "".join("x" if unicodedata.category(sign)[0] == "M" else sign for sign in block)
        shape = _NO_SPACES.sub("\u00a7", shape)
    pieces = [match.span() for match in _PIECE.finditer(shape)]
    return frozenset(start for start, _ in pieces), frozenset(end for _, end in pieces)


def digest(words: str) -> str:
    """The SHA-256 of words that are normalized already, in hexadecimal."""
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
