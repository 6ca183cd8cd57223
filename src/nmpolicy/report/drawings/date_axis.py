"""A time axis on which days that are close together and dates that are years apart can both be read.

If an even scale would put entries on top of each other, the width of each stretch between two dates grows with the
logarithm of its days, and a long stretch without entries is cut short.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import accumulate, pairwise
from math import log2
from statistics import median

from attrs import frozen

from nmpolicy.report.drawings.date_marks import DateMark, month_word
from nmpolicy.report.drawings.svg_texts import width

_MARGIN = 3  # percent on each side, so that no mark is cut off
_EVEN = 40  # an even scale is readable if two entries are at least 1/40 of it apart
_BREAK_SHARE = 0.05  # a stretch that is cut short is at least this part of all days …
_BREAK_FACTOR = 8  # … and so many times as long as the median stretch without entries
_BREAK_WIDTH = 3  # as wide as a stretch of four days
_FEW_MONTHS = 120
_MOST_YEARS = 60
#: The narrowest axis on which all labels have room, without and with those for wide screens, in pixels.
_NARROW, _WIDE = 260, 380
_FONT, _BETWEEN = 12, 10  # pixels: the size of a label, and the space between two
_EDGE = 8  # percent: a label closer to an edge is not centered
_MONTH_SHARE = 0.02  # months have labels where they are as wide as that


@frozen
class Tick:
    """A date with a label on an axis."""

    at: float
    """The position in percent."""
    label: str
    """The date."""
    wide: bool = False
    """True if there is room for it only on a wide screen."""

    @property
    def anchor(self) -> str:
        """The part of the label that is at the position: start, middle or end, so that it stays inside."""
        return "start" if self.at < _EDGE else "end" if self.at > 100 - _EDGE else "middle"

    def extent(self, axis_width: int) -> tuple[float, float]:
        """Return where the label starts and ends on an axis of a width, all in pixels."""
        wide = width(self.label) * _FONT
        left = self.at / 100 * axis_width - {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor] * wide
        return left, left + wide


@frozen
class DateAxis:
    """An axis that gives each day a place, in percent of its width."""

    starts: Sequence[int]
    """The first day of each stretch, and the day after the last stretch, as ordinals."""
    places: Sequence[float]
    """The place of each, in percent."""
    breaks: Sequence[float]
    """The middle of each stretch that is cut short, in percent."""
    even: bool
    """True if all days have the same width."""
    ticks: Sequence[Tick]
    """The labels, from left to right."""

    def start(self, day: date) -> float:
        """Return the place where a day of the axis starts, in percent."""
        return _place(self.starts, self.places, day.toordinal())

    def end(self, day: date) -> float:
        """Return the place where a day of the axis ends, in percent."""
        return _place(self.starts, self.places, day.toordinal() + 1)


def axis_of(marks: Iterable[DateMark]) -> DateAxis:
    """Return an axis for some marks, of which there must be at least one."""
    spans = sorted({((each.first or each.last).toordinal(), each.last.toordinal() + 1) for each in marks})
    starts = sorted({day for span in spans for day in span})
    stretches = [*pairwise(starts)]
    total = starts[-1] - starts[0]
    firsts = sorted({first for first, _ in spans})
    even = all((second - first) * _EVEN >= total for first, second in pairwise(firsts))
    cut = set[int]() if even else _cut(spans, stretches)
    widths = [
        _BREAK_WIDTH if first in cut else end - first if even else 1 + log2(end - first) for first, end in stretches
    ]
    scale = (100 - 2 * _MARGIN) / sum(widths)
    places = [_MARGIN + width * scale for width in accumulate(widths, initial=0)]
    breaks = [
        (place + following) / 2
        for (first, _), (place, following) in zip(stretches, pairwise(places), strict=True)
        if first in cut
    ]
    inside = [stretch for stretch in stretches if stretch[0] in cut]
    return DateAxis(starts, places, breaks, even, [*_ticks(starts, places, firsts, inside)])


def _place(starts: Sequence[int], places: Sequence[float], day: int) -> float:
    index = min(bisect_right(starts, day), len(starts) - 1) - 1
    first, end = starts[index], starts[index + 1]
    return places[index] + (places[index + 1] - places[index]) * (day - first) / (end - first)


def _cut(spans: Sequence[tuple[int, int]], stretches: Sequence[tuple[int, int]]) -> set[int]:
    """Return the first day of each stretch without entries that is much longer than the others."""
    empty: list[tuple[int, int]] = []
    ends = 0
    for first, end in spans:
        if ends and first > ends:
            empty.append((ends, first))
        ends = max(ends, end)
    usual = median([end - first for first, end in empty] or [0])
    total = stretches[-1][1] - stretches[0][0]
    return {
        first for first, end in empty if end - first >= total * _BREAK_SHARE and end - first >= usual * _BREAK_FACTOR
    }


def _ticks(
    starts: Sequence[int], places: Sequence[float], firsts: Sequence[int], cut: Sequence[tuple[int, int]]
) -> Iterator[Tick]:
    """Yield labels that do not touch each other: of years, if there is room of months, and then of other days."""
    months = [
        day
        for day, following in pairwise(_month_starts(starts))
        if _place(starts, places, following) - _place(starts, places, day) >= 100 * _MONTH_SHARE
    ]
    cut_starts = [first for first, _ in cut]
    days = [
        day
        for day in dict.fromkeys([*_year_starts(starts), *months, *firsts])
        if not ((index := bisect_right(cut_starts, day)) and cut[index - 1][0] < day < cut[index - 1][1])
    ]
    found: list[tuple[float, int, Tick]] = []
    for axis_width in (_NARROW, _WIDE):
        for day in days:
            at = _place(starts, places, day)
            tick = Tick(at, _label(date.fromordinal(day)), axis_width == _WIDE)
            position = bisect_right(found, (at, day), key=lambda each: each[:2])
            left, right = tick.extent(axis_width)
            before = found[position - 1][2].extent(axis_width)[1] if position else -_BETWEEN
            after = found[position][2].extent(axis_width)[0] if position < len(found) else axis_width + 2 * _BETWEEN
            if before + _BETWEEN <= left and right + _BETWEEN <= after:
                found.insert(position, (at, day, tick))
    yield from (tick for _, _, tick in found)


def _year_starts(starts: Sequence[int]) -> Iterator[int]:
    first, last = date.fromordinal(starts[0]), date.fromordinal(starts[-1] - 1)
    step = next(step for step in (1, 5, 10, 50, 100, 500) if (last.year - first.year) / step <= _MOST_YEARS)
    for year in range(-(-first.year // step) * step, last.year + 1, step):
        if (day := date(max(year, 1), 1, 1)) >= first:
            yield day.toordinal()


def _month_starts(starts: Sequence[int]) -> Iterator[int]:
    first, last = date.fromordinal(starts[0]), date.fromordinal(starts[-1] - 1)
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    if len(months) <= _FEW_MONTHS:
        for month in months:
            if (day := date(month // 12, month % 12 + 1, 1)) >= first:
                yield day.toordinal()


def _label(day: date) -> str:
    if (day.month, day.day) == (1, 1):
        return str(day.year)
    month = month_word(day)[:3]
    return f"{month} {day.year}" if day.day == 1 else f"{month} {day.day}"
