"""Split texts into paragraphs and normalize them, so that anchors survive differences between copies of a text."""

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import groupby
from typing import NamedTuple

from nmpolicy.evidence.characters import NUMBER_SPACE, plain, visible, without_spaces_between_characters

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
_LINE_START = re.compile(r"\A\r?\n")
_LINE_END = re.compile(r"(?:\r\n|\n)\Z")
_SPACES = re.compile(" {2,}")
_TYPED_DASH = re.compile(r"-{2,}")
_SPACED_ELLIPSIS = re.compile(r"\.(?: \.){2,}")
_DASHES = re.compile(r"-(?:\s+-)+(?!\d)")  # a minus sign after a dash is none of them


def normalized(text: str) -> str:
    r"""Return the text with straight quotes, plain dashes and single spaces, and without Markdown.

    Case is kept. Line breaks and the style of quotation marks make no difference.

    >>> normalized("He said:\n  “No [more](#)”\u00a0\u2014 twice.")
    'He said: "No more" - twice.'
    """
    return _normalized(text).replace(NUMBER_SPACE, " ")


def _normalized(text: str) -> str:
    for _ in range(_MAX_NESTING):
        text = plain(text)
        changed = _without_markup(text)
        if changed == text:
            changed = without_spaces_between_characters(text)
        if changed == text:
            break
        text = changed
    return text


def _without_markup(text: str) -> str:
    text = _DASHES.sub(" - ", _TYPED_DASH.sub(" - ", text))
    text = _SPACED_ELLIPSIS.sub(lambda match: match[0].replace(" ", ""), text)
    for markup, kept in _MARKUP:
        text = markup.sub(kept, text)
    return _SPACES.sub(" ", text).strip(" ")


def blocks(text: str) -> tuple[str, ...]:
    r"""Return the normalized paragraphs of a text. Blank lines separate paragraphs.

    The Markdown marks of headings and block quotations are removed. A hyphen at the end of a line is followed by a
    space, and a narrow space inside a number stays a `NUMBER_SPACE`.

    >>> blocks("# A headline\n\n\nFirst para-\ngraph.\n \nSecond.")
    ('A headline', 'First para- graph.', 'Second.')
    """
    return tuple(filter(None, map(_normalized, _split(text))))


class _Line(NamedTuple):
    """A line of text."""

    text: str
    """The whole line."""
    starts: tuple[int, ...]
    """The index where the line starts at each level of block quotation; the first is 0."""

    def is_blank(self, level: int) -> bool:
        """Return whether nothing follows the quote marks of this level."""
        return len(self.starts) == level + 1 and not self.text[self.starts[level] :].replace("\u00ad", "").strip()


def _split(text: str) -> Iterator[str]:
    """Yield the blocks between blank lines. A quotation is split like a text of its own; quotations may be nested."""
    lines = _without_page_breaks(visible(text)).replace("\u2029", "\n\n").splitlines()
    pending = _runs([_Line(line, _quote_levels(line)) for line in lines], 0)
    while pending:
        level, run = pending.pop()
        quoted = min(len(line.starts) for line in run) - 1
        if quoted > level:
            pending += _runs(run, quoted)
        else:
            block = "\n".join(line.text[line.starts[level] :] for line in run)
            yield _HEADING_OR_QUOTE.sub("", block.strip(), count=1)


def _without_page_breaks(text: str) -> str:
    """Make each form feed, with the line breaks beside it, one line break: a paragraph may go on on the next page."""
    first, *others = text.split("\f")
    pages = [first]
    for page in others:
        pages[-1] = _LINE_END.sub("", pages[-1].rstrip(" \t"), count=1)
        pages.append(_LINE_START.sub("", page.lstrip(" \t"), count=1))
    return "\n".join(pages)


def _quote_levels(line: str) -> tuple[int, ...]:
    starts = [0]
    while mark := _QUOTE_MARK.match(line, starts[-1]):
        starts.append(mark.end())
    return tuple(starts)


def _runs(lines: Sequence[_Line], level: int) -> list[tuple[int, list[_Line]]]:
    """Return the runs of lines that are not blank at a level of quotation, last run first."""
    groups = groupby(lines, key=lambda line: line.is_blank(level))
    return [(level, [*run]) for blank, run in groups if not blank][::-1]


def digest(words: str) -> str:
    """Return the SHA-256 of normalized words, in hexadecimal."""
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
