"""Tell where a paragraph begins among the lines of a PDF file, which does not say so."""

import re
from typing import NamedTuple

from nmpolicy.plain_text.pdf_lines import Line
from nmpolicy.plain_text.pdf_notes import starts_note

_INDENT = 0.8  # times the font size
_OTHER_SIZE = 0.08  # a larger difference of font sizes is between paragraphs
_ITEM = re.compile(
    r"[•◦▪‣●○■]|[-\u2013\u2014*]\s|\(?\d{1,3}[.)](?!\d)|\([a-zA-Z]{1,5}\)|(?:[a-zA-Z]|[ivxlcIVXLC]{1,6})[.)]\s"
    r"|(?:section|sec\.|article|chapter|part|title)\s+[\divxlc]+\b|§",
    re.IGNORECASE,
)
_END = 50  # characters in which the end of a line is looked for
_LEADER = re.compile(r"(?:\.\s?){4,}\s*[\divxlc]+\Z")  # a line of a table of contents
_ENDED = re.compile(r"[.:;?!…。][\"'\u201d\u2019)\]⁰¹²³⁴-⁹]*\Z")


class Step(NamedTuple):
    """A line with those around it."""

    first: Line
    """The first line of the current paragraph."""
    before: Line
    """The line before."""
    line: Line
    following: Line | None
    """The next line, if there is one."""
    room: bool
    """True if the first word of the line would have fit into the line before, so that the break is on purpose."""
    near: bool
    """True if the line is at the usual distance from the line before."""


def begins_paragraph(step: Step) -> bool:
    """Return whether a line begins a paragraph."""
    before, line = step.before, step.line
    if (
        line.slant != before.slant
        or abs(line.size - before.size) > _OTHER_SIZE * max(line.size, before.size)
        or (starts_note(line.text) and starts_note(step.first.text))
        or _LEADER.search(before.text[-_END:])
    ):
        return True
    if not follows(before, line):
        return _begins_elsewhere(step)
    if not step.near:
        return True
    if "\t" in line.text or "\t" in before.text:  # rows of a table; a cell may go on in the next line
        return "\t" in line.text or not line.left > before.left + 2 * line.size
    ended = _ENDED.search(before.text[-_END:])
    if _is_indented(before, line) and not _is_centered(before, line):
        # The first line of a paragraph is indented alone; the lines of a list item may all be, after the first.
        hangs = before is step.first and _ITEM.match(before.text)
        return not hangs and bool(_is_indented_alone(step) or ended or step.room)
    starts_item = _ITEM.match(line.text) and (ended or step.room or _is_indented(line, before))
    is_heading = before.text.isupper() and not line.text.isupper()
    return bool(starts_item or (step.room and (ended or is_heading)))


def _begins_elsewhere(step: Step) -> bool:
    """Return whether a line at the top of a column or a page begins a paragraph."""
    is_item = _ITEM.match(step.line.text)
    if "\t" in step.line.text or (is_item and _ENDED.search(step.before.text[-_END:])):
        return True
    return (_is_indented_alone(step) and not is_item) or (step.room and not step.line.text[:1].islower())


def follows(before: Line, line: Line) -> bool:
    """Return whether a line is below another one in the same column."""
    overlaps = min(before.right, line.right) > max(before.left, line.left)
    return before.page == line.page and line.baseline <= before.baseline and overlaps


def _is_indented(before: Line, line: Line) -> bool:
    return line.left > before.left + _INDENT * line.size


def _is_indented_alone(step: Step) -> bool:
    """Return whether the next line begins farther left."""
    following = step.following
    return following is not None and follows(step.line, following) and _is_indented(following, step.line)


def _is_centered(before: Line, line: Line) -> bool:
    return abs(before.left + before.right - line.left - line.right) < line.size
