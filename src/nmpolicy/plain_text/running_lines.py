"""Find the headers, footers and page numbers that the pages of a file repeat."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from nmpolicy.plain_text.pdf_lines import Line

_EDGE = 4  # lines at the top and the bottom of a page that may be headers or footers
_TOLERANCE = 3.0  # points
_APART = 1.5  # times the font size
_NUMBER = re.compile(r"\d+")
_PAGE_OF = re.compile(r"(?:page|página|pág\.?|seite)?\s*(\d{1,4})\s*(?:/|of|de|von)\s*(\d{1,4})", re.IGNORECASE)
#: What the number after it counts is not pages.
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
    found: set[Line] = set()
    for page, edge in zip(pages, edges, strict=True):
        for side in edge:
            at_edge = 0  # lines from the edge inward that are left out
            for index, line in enumerate(side):
                numbered_here = _is_page_number(line, offsets) or _is_page_of(line, len(pages))
                if not numbered_here and line not in running:
                    break
                following = side[index + 1] if index + 1 < len(side) else None
                if numbered_here or following is None or _is_apart(line, following) or len(page) == len(side):
                    at_edge = index + 1
            found.update(side[:at_edge])
    return found


def _is_apart(line: Line, following: Line) -> bool:
    """Return whether a line is farther from the next one than the lines of a text are."""
    return abs(line.baseline - following.baseline) > _APART * max(line.size, following.size)


def _offsets(line: Line) -> Iterator[tuple[int, int]]:
    """Yield the height of a line with each of its numbers, less the number of the page."""
    for number in _NUMBER.findall(line.text):
        yield _place(line).height, int(number[:9]) - line.page


def _is_page_number(line: Line, offsets: AbstractSet[tuple[int, int]]) -> bool:
    """Return whether a line has the number of its page where other pages have theirs, as a header with a chapter has."""
    near = {(height + step, ahead) for height, ahead in offsets for step in (-1, 0, 1)}
    if _ROMAN.fullmatch(line.text):  # front matter
        return _place(line).height in {height for height, _ in near}
    return not near.isdisjoint(_offsets(line))


def _edges(page: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Return the first and the last lines of a page by their height, from the edge inward."""
    upright = sorted((line for line in page if not line.slant), key=lambda line: -line.baseline)
    return upright[:_EDGE], upright[::-1][:_EDGE]


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
    found = _PAGE_OF.fullmatch(line.text.strip(" -–—|"))
    return found is not None and (int(found[1]), int(found[2])) == (line.page, pages)
