"""Tell the cells of a table from the wide spaces of justified text."""

from collections.abc import Sequence

from nmpolicy.plain_text.pdf_lines import Line

_BESIDE = 4  # lines before and after; a cell may go on over some lines
_SAME = 0.3  # times the font size


def without_wide_spaces(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, with spaces for the tabs of justified lines: gaps that are even, and no cells beside them."""
    kept: list[Line] = []
    for index, line in enumerate(lines):
        if line.even and line.cells:
            beside = [*lines[max(0, index - _BESIDE) : index], *lines[index + 1 : index + 1 + _BESIDE]]
            if not any(_has_cells_of(line, other) for other in beside):
                line = line._replace(text=line.text.replace("\t", " "))  # noqa: PLW2901
        kept.append(line)
    return kept


def _has_cells_of(line: Line, other: Line) -> bool:
    """Return whether two lines have cells at the same places, as far as both have any."""
    fewer, more = sorted((line.cells, other.cells), key=len)
    return bool(fewer) and all(any(abs(cell - each) < _SAME * line.size for each in more) for cell in fewer)
