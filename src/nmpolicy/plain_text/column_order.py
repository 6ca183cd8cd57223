"""Put the lines of a page in the order in which a person reads them."""

from collections.abc import Sequence
from itertools import pairwise

from nmpolicy.plain_text.pdf_lines import Line

_MOST_UPWARD = 2  # a file may write the header or the footer of a page last, or first
_MOST_SPANNING = 3  # lines above or below columns that are as wide as the page
_MOST_SORTED = 2000  # lines; a page with more is no text


def in_reading_order(lines: list[Line]) -> list[Line]:
    """Return the lines as the file orders them, or column by column if that order jumps upward within a column.

    Most programs write a page in the order of its text, and know better than any guess from positions.
    """
    upright = [line for line in lines if not line.slant]
    upward = sum(
        line.baseline > before.baseline + line.size and min(line.right, before.right) > max(line.left, before.left)
        for before, line in pairwise(upright)
    )
    if upward <= _MOST_UPWARD or len(upright) > _MOST_SORTED:
        return lines
    return [*_by_columns(upright), *(line for line in lines if line.slant)]


def _by_columns(lines: Sequence[Line]) -> list[Line]:
    ordered = sorted(lines, key=lambda line: (-round(line.baseline), line.left))
    for spanning in range(_MOST_SPANNING + 1):
        for top in range(spanning + 1):
            end = len(ordered) - (spanning - top)
            columns = _columns(ordered[top:end])
            if len(columns) > 1:
                return [*ordered[:top], *(line for column in columns for line in column), *ordered[end:]]
    return ordered


def _columns(lines: Sequence[Line]) -> list[list[Line]]:
    """Split lines at the bands between columns, which no line crosses. Each column keeps the order of its lines."""
    edges: list[float] = []
    reach = float("-inf")
    for line in sorted(lines, key=lambda line: line.left):
        if line.left > reach + line.size:
            edges.append(line.left)
        reach = max(reach, line.right)
    columns: list[list[Line]] = [[] for _ in edges]
    for line in lines:
        columns[max(0, sum(edge <= line.left for edge in edges) - 1)].append(line)
    return columns
