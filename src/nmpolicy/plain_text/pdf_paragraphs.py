"""Join the lines of a PDF file into paragraphs, which a PDF file does not mark."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from nmpolicy.plain_text.hyphenation import HYPHENS, Hyphenation
from nmpolicy.plain_text.paragraph_starts import Step, begins_paragraph, follows
from nmpolicy.plain_text.pdf_lines import Line

_WIDER = 1.2  # times the usual distance of lines: a larger one is between paragraphs
_USUAL = 1.25  # times the font size: the distance of lines where the file does not show it
_MOST_USUAL = 2.6
_BESIDE = 8  # lines before and after


def pdf_paragraphs(lines: Sequence[Line], hyphenation: Hyphenation) -> list[str]:
    """Return the paragraphs of some lines, which may run over columns and pages."""
    usual = _usual_distances(lines)
    margins = _margins(lines, usual)
    paragraphs: list[list[str]] = []  # each in pieces
    first: Line | None = None  # of the paragraph
    before: Line | None = None
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        room = before is not None and _has_room(before, line, margins[index - 1])
        if (
            before is None
            or first is None
            or begins_paragraph(Step(first, before, line, following, room, _is_near(before, line, usual)))
        ):
            paragraphs.append([])
            first = line
        elif room and not before.text.endswith(HYPHENS):
            paragraphs[-1][-1] += "\n"
        else:
            paragraphs[-1][-1] = hyphenation.ending(before.text, line.text)
        paragraphs[-1].append(line.text)
        before = line
    return ["".join(pieces) for pieces in paragraphs]


def _has_room(before: Line, line: Line, margin: float) -> bool:
    """Return whether the first word of a line would have fit into the line before."""
    return before.right + line.first_word + 0.5 * line.size < margin


def _is_near(before: Line, line: Line, usual: dict[int, float]) -> bool:
    """Return whether a line is at the usual distance from the line before."""
    return before.baseline - line.baseline <= _WIDER * usual.get(round(line.size), _USUAL * line.size)


def _usual_distances(lines: Sequence[Line]) -> dict[int, float]:
    """Return the usual distance between the lines of a paragraph, by font size, from lines that fill their column."""
    counts: defaultdict[int, Counter[float]] = defaultdict(Counter)
    for before, line in pairwise(lines):
        distance = before.baseline - line.baseline
        wide = before.right - before.left > 12 * before.size
        if (
            follows(before, line)
            and wide
            and 0 < distance < _MOST_USUAL * line.size
            and round(before.size) == round(line.size)
        ):
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
        if before is not None and follows(before, line) and _is_near(before, line, usual):
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
