"""Read the lines of a page of a PDF file."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from nmpolicy.plain_text.marks import lowered, raised
from nmpolicy.plain_text.pdf_characters import SPACE, Char, character_runs
from nmpolicy.plain_text.right_to_left import in_logical_order, is_right_to_left

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_CELL_GAP = 2.0  # times the font size: a wider gap is between cells of a table, not between words
_WORD_GAP = 0.15  # times the font size
_EVEN = 1.5  # times the narrowest gap of a line
_SMALLER = 0.9  # times the font size of the line: a raised or lowered character is at least so much smaller
_RAISED = 0.15  # times the font size of the line
_UNKNOWN = re.compile("[\ufffd\ue000-\uf8ff]")


class Line(NamedTuple):
    """A line of text, with its position in points. Coordinates grow to the right and upward."""

    text: str
    page: int
    left: float
    right: float
    baseline: float
    size: float
    """The font size of most of its characters."""
    first_word: float
    """The width of the first word."""
    slant: int
    """The direction of the text: 0 if it is upright, else degrees."""
    cells: tuple[float, ...] = ()
    """The positions at which the text continues after each wide gap."""
    even: bool = False
    """True if the gaps are about equally wide, as in a justified line of few words."""


def page_lines(page: "PdfPage", number: int) -> tuple[list[Line], int]:
    """Return the lines of a page in the order of the file, and the number of characters without a Unicode value."""
    text_page = page.get_textpage()
    try:
        found = character_runs(text_page, page.get_rotation(), page.get_height())
        runs = [(slant, run) for slant, run in found if any(char.size and not char.text.isspace() for char in run)]
    finally:
        text_page.close()
    lines: list[Line] = []
    for slant in sorted({slant for slant, _ in runs}):  # upright text first
        lines += _lines([run for each, run in runs if each == slant], number, slant)
    return lines, sum(len(_UNKNOWN.findall(line.text)) for line in lines)


def _lines(runs: Sequence[list[Char]], page: int, slant: int) -> Iterator[Line]:
    """Join runs that continue a line, such as those after a raised character, and yield the lines."""
    current: list[Char] = []
    main, right = _Main(0, 0.0, 0.0), 0.0  # of the current line
    for run in runs:
        placed = [char for char in run if char.size]
        found = _main(placed)
        gap = placed[0].left - right
        if current and not _continues(main, found, gap):
            yield _line(current, page, slant)
            current = []
        if not current:
            main, right = found, placed[0].left
        elif gap > _WORD_GAP * found.size:
            current.append(SPACE)
        current += run
        main, right = max(main, found), max(right, *(char.right for char in placed))
    yield _line(current, page, slant)


class _Main(NamedTuple):
    """The font size and the baseline of most characters of a run or a line."""

    chars: int
    size: float
    baseline: float


def _main(chars: Sequence[Char]) -> _Main:
    counts = Counter((char.size, char.baseline) for char in chars)
    (size, baseline), count = counts.most_common(1)[0]
    return _Main(count, round(size, 1), round(baseline, 1))


def _continues(main: _Main, run: _Main, gap: float) -> bool:
    largest = max(main.size, run.size)
    rise = abs(run.baseline - main.baseline)
    close = -0.5 * largest < gap < largest
    return (rise < 0.5 * largest and close) or (rise < 0.1 * largest and gap > -0.5 * largest)


def _line(chars: Sequence[Char], page: int, slant: int) -> Line:
    placed = [char for char in chars if char.size]
    _, size, baseline = _main(placed)
    turns = is_right_to_left(placed)
    pieces: list[tuple[int, str]] = []  # of the line, each raised (1), lowered (-1) or neither (0)
    cells: list[float] = []
    gaps: list[float] = []
    last: Char | None = None
    for char in in_logical_order(chars) if turns else chars:
        level, text = 0, char.text
        if char.size and not text.isspace():
            rise = char.baseline - baseline
            if char.size <= _SMALLER * size and abs(rise) >= _RAISED * size:
                level = 1 if rise > 0 else -1
            gap = 0.0 if last is None or turns else char.left - last.right
            if gap > _WORD_GAP * size:
                gaps.append(gap)
            if gap > _CELL_GAP * size:
                cells.append(char.left)
                pieces = [*pieces[:-1], (pieces[-1][0], pieces[-1][1].rstrip()), (0, "\t")]
            last = char
        if pieces and pieces[-1][0] == level:
            pieces[-1] = (level, pieces[-1][1] + text)
        else:
            pieces.append((level, text))
    shown = [char for char in placed if not char.text.isspace()]
    words = "".join(char.text if char.size else " " for char in chars).strip()
    first = words.split()[0] if words else ""
    return Line(
        _assembled(pieces),
        page,
        min(char.left for char in placed),
        max(char.right for char in shown or placed),
        baseline,
        size,
        sum(char.right - char.left for char in shown[: len(first)]),
        slant,
        tuple(cells),
        max(gaps, default=0.0) < _EVEN * min(gaps, default=0.0),
    )


def _assembled(groups: Sequence[tuple[int, str]]) -> str:
    text = ""
    for level, piece in groups:
        if level > 0:
            bare = piece.strip()
            is_note = len(bare) == 1 and bare.islower() and (text[-1:].islower() or text[-1:] in set(",.;:"))
            text += raised(piece, is_note=is_note)
        else:
            text += lowered(piece) if level else piece
    # A character beyond the first plane may come as two halves.
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return " ".join(filter(None, text.split(" "))).strip()
