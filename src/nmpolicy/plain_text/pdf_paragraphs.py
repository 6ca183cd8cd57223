"""Join the lines of a PDF file into paragraphs, which a PDF file does not mark."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from nmpolicy.plain_text.hyphenation import Hyphenation
from nmpolicy.plain_text.pdf_lines import Line
from nmpolicy.plain_text.pdf_notes import starts_note

_WIDER = 1.2  # times the usual distance of lines: a larger one is between paragraphs
_INDENT = 0.8  # times the font size
_OTHER_SIZE = 0.08  # a larger difference of font sizes is between paragraphs
_USUAL = 1.25  # times the font size: the distance of lines where the file does not show it
_MOST_USUAL = 2.6
_BESIDE = 8  # lines before and after
_ITEM = re.compile(
    r"[•◦▪‣●○■]|[-–—*]\s|\(?\d{1,3}[.)](?!\d)|\([a-zA-Z]{1,5}\)|(?:[a-zA-Z]|[ivxlcIVXLC]{1,6})[.)]\s"
    r"|(?:section|sec\.|article|chapter|part|title)\s+[\divxlc]+\b|§",
    re.IGNORECASE,
)
_END = 50  # characters in which the end of a line is looked for
_LEADER = re.compile(r"(?:\.\s?){4,}\s*[\divxlc]+\Z")  # a line of a table of contents
_ENDED = re.compile(r"[.:;?!…。][\"'”’)\]⁰¹²³⁴-⁹]*\Z")


def pdf_paragraphs(lines: Sequence[Line], hyphenation: Hyphenation) -> list[str]:
    """Return the paragraphs of some lines, which may run over columns and pages."""
    usual = _usual_distances(lines)
    margins = _margins(lines, usual)
    paragraphs: list[list[str]] = []  # each in pieces
    first: Line | None = None  # of the paragraph
    before: Line | None = None
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        if before is None or first is None or _begins(first, before, line, following, margins[index - 1], usual):
            paragraphs.append([])
            first = line
        elif _has_room(before, line, margins[index - 1]) and not before.text.endswith(("-", "\u00ad", "\u2010")):
            paragraphs[-1][-1] += "\n"
        else:
            paragraphs[-1][-1] = hyphenation.ending(before.text, line.text)
        paragraphs[-1].append(line.text)
        before = line
    return ["".join(pieces) for pieces in paragraphs]


def _begins(
    first: Line, before: Line, line: Line, following: Line | None, margin: float, usual: dict[int, float]
) -> bool:
    """Return whether a line begins a paragraph, given the first line of the current one and the line before."""
    if line.slant != before.slant or abs(line.size - before.size) > _OTHER_SIZE * max(line.size, before.size):
        return True
    is_item, ended, room = _ITEM.match(line.text), _ENDED.search(before.text[-_END:]), _has_room(before, line, margin)
    if (starts_note(line.text) and starts_note(first.text)) or _LEADER.search(before.text[-_END:]):
        return True
    if not _follows(before, line):  # it is in another column or on another page
        if "\t" in line.text or (is_item and ended):
            return True
        if following is not None and _follows(line, following) and _is_indented(following, line) and not is_item:
            return True
        return room and not line.text[:1].islower()
    if before.baseline - line.baseline > _WIDER * usual.get(round(line.size), _USUAL * line.size):
        return True
    if "\t" in line.text or "\t" in before.text:  # rows of a table; a cell may go on in the next line
        return "\t" in line.text or not line.left > before.left + 2 * line.size
    if _is_indented(before, line) and not _is_centered(before, line):
        # The first line of a paragraph is indented alone; the lines of a list item may all be, after the first.
        alone = following is not None and _follows(line, following) and _is_indented(following, line)
        hangs = before is first and _ITEM.match(before.text)
        return not hangs and bool(alone or ended or room)
    if is_item and (ended or room or line.left < before.left - _INDENT * line.size):
        return True
    return room and bool(ended or (before.text.isupper() and not line.text.isupper()))


def _follows(before: Line, line: Line) -> bool:
    """Return whether a line is below another one in the same column."""
    overlaps = min(before.right, line.right) > max(before.left, line.left)
    return before.page == line.page and line.baseline <= before.baseline and overlaps


def _is_indented(before: Line, line: Line) -> bool:
    return line.left > before.left + _INDENT * line.size


def _is_centered(before: Line, line: Line) -> bool:
    return abs(before.left + before.right - line.left - line.right) < line.size


def _has_room(before: Line, line: Line, margin: float) -> bool:
    """Return whether the first word of a line would have fit into the line before, so that the break is on purpose."""
    return before.right + line.first_word + 0.5 * line.size < margin


def _usual_distances(lines: Sequence[Line]) -> dict[int, float]:
    """Return the usual distance between the lines of a paragraph, by font size, from lines that fill their column."""
    counts: defaultdict[int, Counter[float]] = defaultdict(Counter)
    for before, line in pairwise(lines):
        distance = before.baseline - line.baseline
        wide = before.right - before.left > 12 * before.size
        if _follows(before, line) and wide and 0 < distance < _MOST_USUAL * line.size and round(before.size) == round(line.size):
            counts[round(line.size)][round(distance, 1)] += 1
    return {size: _smallest_common(found) for size, found in counts.items()}


def _smallest_common(counts: Counter[float]) -> float:
    """Return the smallest distance that is at least half as common as the most common one."""
    most = max(counts.values())
    return min(distance for distance, count in counts.items() if count * 2 >= most)


def _margins(lines: Sequence[Line], usual: dict[int, float]) -> list[float]:
    """Return the right edge of the column of each line: that of the longest line in its block.

    A block is a run of lines at the usual distance. A single line takes the edge of the longest line beside
    it that begins at nearly the same place.
    """
    margins: list[float] = []
    blocks: list[list[Line]] = []
    for line in lines:
        before = blocks[-1][-1] if blocks else None
        near = before is not None and _follows(before, line) and (
            before.baseline - line.baseline <= _WIDER * usual.get(round(line.size), _USUAL * line.size)
        )
        if near:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    for block in blocks:
        right = max(line.right for line in block)
        if len(block) == 1:
            start = len(margins)
            beside = [*lines[max(0, start - _BESIDE) : start], *lines[start + 1 : start + 1 + _BESIDE]]
            right = max(right, *(line.right for line in beside if _begins_at(line, block[0])), 0)
        margins += [right] * len(block)
    return margins


def _begins_at(line: Line, other: Line) -> bool:
    return line.page == other.page and abs(line.left - other.left) < other.size
