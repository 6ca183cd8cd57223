"""Find the headers, footers and page numbers that the pages of a file repeat."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from nmpolicy.plain_text.pdf_lines import Line

_EDGE = 4  # lines at the top and the bottom of a page that may be headers or footers
_TOLERANCE = 3.0  # points
_APART = 1.5  # times the font size: what is farther from the text is not part of it
_CLUSTER = 3.0  # times the font size: what is farther from a header is not part of it
_NUMBER = re.compile(r"\d+")
_PAGE_OF = re.compile(r"(?:page|página|pág\.?|seite)?\s*(\d{1,4})\s*(?:/|of|de|von)\s*(\d{1,4})", re.IGNORECASE)
#: A number that this follows does not count pages.
_UNIT = re.compile(
    r"(?:\b(?:appendix|art(?:icle|ículo)?|annex|chapter|clause|exhibit|part|schedule|sec(?:tion)?|title)\b\.?|§)\s*\Z",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"[ivxlc]+", re.IGNORECASE)
_MANY_PAGES = 4


class _Place(NamedTuple):
    """A line without its numbers, and its distance from the bottom of its page."""

    text: str
    height: int


def running_lines(pages: Sequence[Sequence[Line]]) -> set[Line]:
    """Return the lines at the edges of pages that repeat, but for a page number, at the same height.

    A line repeats if two pages have it, or three of four pages or more. Its numbers must be the same on all pages, or
    grow with the page. They are set apart from the text, or have the number of the page.
    """
    edges = [_edges(page) for page in pages]
    needed = 2 if len(pages) < _MANY_PAGES else 3
    by_place: defaultdict[_Place, list[Line]] = defaultdict(list)
    for edge in edges:
        for line in {line for side in edge for line in side}:
            by_place[_place(line)].append(line)
    running: set[Line] = set()
    numbered: Counter[tuple[int, int]] = Counter()  # heights of page numbers, and how far these are ahead of the page
    for place, lines in by_place.items():
        beside = [*lines]
        for step in (-1, 1):
            beside += by_place.get(place._replace(height=place.height + step), [])
        if len({line.page for line in beside}) >= needed and _numbers_fit(beside):
            running.update(lines)
            numbered.update(offset for line in lines for offset in _offsets(line))
    offsets = {offset for offset, count in numbered.items() if count >= needed}

    def has_number(line: Line) -> bool:
        return _is_page_number(line, offsets) or _is_page_of(line, len(pages))

    found: set[Line] = set()
    for edge in edges:
        for side in edge:
            found.update(_at_edge(side, [line in running for line in side], [*map(has_number, side)]))
    return found


def _at_edge(side: Sequence[Line], running: Sequence[bool], numbered: Sequence[bool]) -> Sequence[Line]:
    """Return the lines that are a header or a footer: those from the edge inward, as far as they are set apart."""
    count = 0
    for index, line in enumerate(side[:_EDGE]):
        if not (running[index] or numbered[index]):
            break
        gap = _gap(line, side[index + 1]) if index + 1 < len(side) else 0.0
        near = count == 0 or _gap(side[count - 1], side[count]) < min(gap, _CLUSTER * line.size)
        apart = gap > _APART * line.size and near
        if numbered[index] or apart or len(side) == 1:
            count = index + 1
    return side[:count]


def _gap(line: Line, following: Line) -> float:
    return abs(line.baseline - following.baseline)


def _offsets(line: Line) -> Iterator[tuple[int, int]]:
    """Yield the height of a line with each of its numbers, less the number of the page."""
    for number in _NUMBER.findall(line.text):
        yield _place(line).height, int(number[:9]) - line.page


def _is_page_number(line: Line, offsets: AbstractSet[tuple[int, int]]) -> bool:
    """Return whether a line has the number of its page where other pages have theirs."""
    near = {(height + step, ahead) for height, ahead in offsets for step in (-1, 0, 1)}
    if _ROMAN.fullmatch(line.text):  # front matter
        return _place(line).height in {height for height, _ in near}
    return not near.isdisjoint(_offsets(line))


def _edges(page: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Return the first and the last lines of a page by their height, from the edge inward, with one more to compare."""
    upright = sorted((line for line in page if not line.slant), key=lambda line: -line.baseline)
    return upright[: _EDGE + 1], upright[: -_EDGE - 2 : -1]


def _place(line: Line) -> _Place:
    return _Place(_NUMBER.sub("#", " ".join(line.text.split())), round(line.baseline / _TOLERANCE))


def _numbers_fit(lines: Sequence[Line]) -> bool:
    """Return whether each number in some lines of one form is the same on all pages, or grows with the page."""
    for column in zip(*(_NUMBER.finditer(line.text) for line in lines), strict=False):
        values = [int(number[0][:9]) for number in column]
        ahead = {value - line.page for value, line in zip(values, lines, strict=True)}
        counts_other = any(_UNIT.search(number.string, 0, number.start()) for number in column)
        if len(set(values)) > 1 and (len(ahead) > 1 or counts_other):
            return False
    return True


def _is_page_of(line: Line, pages: int) -> bool:
    """Return whether a line says no more than `Page 1 of 1`."""
    found = _PAGE_OF.fullmatch(line.text.strip(" -\u2013\u2014|"))
    return found is not None and (int(found[1]), int(found[2])) == (line.page, pages)
