"""Split texts into paragraphs and normalize them, so that anchors survive differences between copies of a text."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from hashlib import sha256
from itertools import groupby
from typing import NamedTuple

# Markdown that is lost when text is copied from a page: links and images, URLs in angle brackets, emphasis. The target
# of a link must look like a URL or a path, because `12[b](c)` is a clause of a law.
_LABEL = r"\[((?:[^][]|\[[^][]*\])*)\]"
_TARGET = r"(?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?"
_IMAGE = re.compile(rf"!{_LABEL}\({_TARGET}\)")
_LINK = re.compile(rf"{_LABEL}\((?:|(?:[#/?]|\.{{1,2}}/|www\.|(?:https?|ftp|mailto|tel):){_TARGET})\)")
_URL = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])([^*]*[^\s*])\1(?![\w*])")
_MARKUP = ((_IMAGE, r"\1"), (_LINK, r"\1"), (_URL, r"\1"), (_EMPHASIS, r"\2"))
_HEADING_OR_QUOTE = re.compile(r"\A(?:#{1,6}|>)\s+")
_QUOTE_MARK = re.compile(r"[^\S\n]*>(?:[^\S\n]|\Z)")
_MAX_NESTING = 8  # levels of markup inside markup
_REPLACEMENTS = str.maketrans(
    {
        **dict.fromkeys("`\u00b4\u02bb\u02bc\u2018\u2019\u201a\u201b\u2032\u2035\u2039\u203a\u275b\u275c", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u2036\u00ab\u00bb\u275d\u275e\u301d\u301e\u301f", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2043\u2212", "-"),
        **dict.fromkeys("\u2014\u2015\u2e3a\u2e3b", " - "),  # with or without spaces around them
        # Invisible characters.
        **dict.fromkeys("\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u2060\u2061\ufe0e\ufe0f\ufeff"),
        **dict.fromkeys("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"),
    }
)
_INVISIBLE = {char: None for char, replacement in _REPLACEMENTS.items() if replacement is None}
_TYPED_DASH = re.compile(r"(?<!-)-{2,3}(?!-)")
# A word may contain punctuation: 1,200, 3.5, U.S., aren't, un-signed. A number includes its signs: -5, $20, 5%.
_WORD = re.compile(r"(?:[-+±$€£¥](?=\d))?\w+(?:(?:[-.,:/&@+]|'(?!s\b))\w+)*(?:(?<=\d)[%‰°])?|\S")
_UNSPACED_SCRIPTS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]"
)


def normalized(text: str) -> str:
    r"""Return the text in NFKC with straight quotes, plain dashes and single spaces, and without Markdown.

    Case is kept. Line breaks and the style of quotation marks make no difference.

    >>> normalized("He said:\n  “No [more](#)”\u00a0\u2014 twice.")
    'He said: "No more" - twice.'
    """
    for _ in range(_MAX_NESTING):
        before, text = text, _without_markup(text)
        if text == before:
            break
    return text


def _without_markup(text: str) -> str:
    text = unicodedata.normalize("NFKC", text.translate(_REPLACEMENTS)).translate(_REPLACEMENTS)
    text = _TYPED_DASH.sub(" - ", text)
    for markup, kept in _MARKUP:
        text = markup.sub(kept, text)
    return " ".join(text.split())


def paragraphs(text: str) -> tuple[str, ...]:
    r"""Return the normalized paragraphs of a text. Blank lines separate paragraphs.

    The Markdown marks of headings and block quotations are removed.

    >>> paragraphs("# A headline\n\n\nFirst\nparagraph.\n \nSecond.")
    ('A headline', 'First paragraph.', 'Second.')
    """
    return tuple(filter(None, map(normalized, _blocks(text))))


class _Line(NamedTuple):
    """A line of text."""

    text: str
    """The whole line."""
    starts: tuple[int, ...]
    """The index where the line starts at each level of block quotation; the first is 0."""

    def is_blank(self, level: int) -> bool:
        """Return whether nothing follows the quote marks of this level."""
        return len(self.starts) == level + 1 and not self.text[self.starts[level] :].strip()


def _blocks(text: str) -> Iterator[str]:
    """Yield the blocks between blank lines. A quotation is split like a text of its own; quotations may be nested."""
    lines = text.translate(_INVISIBLE).replace("\u2029", "\n\n").splitlines()
    pending = _runs([_Line(line, _quote_levels(line)) for line in lines], 0)
    while pending:
        level, run = pending.pop()
        quoted = min(len(line.starts) for line in run) - 1
        if quoted > level:
            pending += _runs(run, quoted)
        else:
            block = "\n".join(line.text[line.starts[level] :] for line in run)
            yield _HEADING_OR_QUOTE.sub("", block.strip(), count=1)


def _quote_levels(line: str) -> tuple[int, ...]:
    starts = [0]
    while mark := _QUOTE_MARK.match(line, starts[-1]):
        starts.append(mark.end())
    return tuple(starts)


def _runs(lines: Sequence[_Line], level: int) -> list[tuple[int, list[_Line]]]:
    """Return the runs of lines that are not blank at a level of quotation, last run first."""
    groups = groupby(lines, key=lambda line: line.is_blank(level))
    return [(level, [*run]) for blank, run in groups if not blank][::-1]


@lru_cache(maxsize=8)  # many anchors may point into one long paragraph
def word_boundaries(paragraph: str) -> tuple[AbstractSet[int], AbstractSet[int]]:
    """Return the indexes where the words of a normalized paragraph start, and those where they end."""
    shape = paragraph
    if not paragraph.isascii():  # a combining mark belongs to its letter, and some scripts have no spaces
        shape = "".join("x" if unicodedata.category(char)[0] == "M" else char for char in paragraph)
        shape = _UNSPACED_SCRIPTS.sub("\u00a7", shape)
    spans = [match.span() for match in _WORD.finditer(shape)]
    return frozenset(start for start, _ in spans), frozenset(end for _, end in spans)


def digest(words: str) -> str:
    """Return the SHA-256 of normalized words, in hexadecimal."""
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
