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

from nmpolicy.report.drawings.date_marks import DateMark
from nmpolicy.report.drawings.svg_texts import width
from nmpolicy.report.page_texts import day_words
from nmpolicy.vocabulary.dates import PartialDate

_MARGIN = 3  # percent on each side, so that no mark is cut off
_EVEN = 40  # a scale is even if entries are at least 1/40 of it apart, or half as far as they are on average
_BREAK_SHARE = 0.05  # a stretch that is cut short is at least this part of all days …
_BREAK_FACTOR = 8  # … and so many times as long as the median stretch without entries
_BREAK_WIDTH = 3  # as wide as a stretch of four days
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
_MONTH_STEPS = (1, 2, 3, 6)
_MOST_IF_EVEN, _MOST = 6, 200  # labels that are tried: on an uneven scale, many have no room
_MONTH = 28  # days, at least
#: The narrowest axis on which all labels have room, without and with those for wide screens, in pixels.
_NARROW, _WIDE = 260, 380
_FONT, _BETWEEN = 12, 10  # pixels: the size of a label, and the space between two
_EDGE = 8  # percent: a label closer to an edge is not centered
_ENOUGH = 3  # labels: with so many, months or days get none
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
    enough = total / max(_EVEN, 2 * len(firsts))
    even = all(second - first >= enough for first, second in pairwise(firsts))
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
    return DateAxis(starts, places, breaks, even, [*_ticks(starts, places, firsts, inside, even=even)])


def _place(starts: Sequence[int], places: Sequence[float], day: int) -> float:
    """Return the place of the start of a day; the end of the axis for any day after it."""
    if day >= starts[-1]:
        return places[-1]
    index = bisect_right(starts, day) - 1
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
    starts: Sequence[int], places: Sequence[float], firsts: Sequence[int], cut: Sequence[tuple[int, int]], *, even: bool
) -> Iterator[Tick]:
    """Yield labels that do not touch each other: of years, if there is room of months, and then of other days."""
    most = _MOST_IF_EVEN if even else _MOST
    months = [
        day
        for day in _month_starts(starts, most)
        if _place(starts, places, day + _MONTH) - _place(starts, places, day) >= 100 * _MONTH_SHARE
    ]
    found: list[tuple[float, Tick]] = []

    def add(days: Iterable[int], axis_width: int) -> None:
        for day in days:
            at = _place(starts, places, day)
            tick = Tick(at, _label(date.fromordinal(day)), axis_width == _WIDE)
            position = bisect_right(found, at, key=lambda each: each[0])
            left, right = tick.extent(axis_width)
            before = found[position - 1][1].extent(axis_width)[1] if position else -_BETWEEN
            after = found[position][1].extent(axis_width)[0] if position < len(found) else axis_width + _BETWEEN
            if before + _BETWEEN <= left and right + _BETWEEN <= after:
                found.insert(position, (at, tick))

    starting, used = {*firsts}, list[int]()
    for days in ([*_year_starts(starts, most)], months, firsts):
        if len(found) < _ENOUGH:
            # First those at which an entry starts.
            shown = [day for day in sorted(days, key=lambda day: day not in starting) if not _within(cut, day)]
            add(shown, _NARROW)
            used += shown
    add(used, _WIDE)
    yield from (tick for _, tick in found)


def _within(stretches: Sequence[tuple[int, int]], day: int) -> bool:
    """Return whether a day is inside one of some stretches, and not at its ends."""
    index = bisect_right(stretches, day, key=lambda stretch: stretch[0])
    return bool(index) and stretches[index - 1][0] < day < stretches[index - 1][1]


def _year_starts(starts: Sequence[int], most: int) -> Iterator[int]:
    """Yield the first days of at most so many years, evenly spread, and of the first year if the axis starts there."""
    first, last = date.fromordinal(starts[0]), date.fromordinal(starts[-1] - 1)
    step = next(step for step in _YEAR_STEPS if (last.year - first.year) / step <= most)
    if (first.month, first.day) == (1, 1):
        yield starts[0]
    for year in range(-(-first.year // step) * step, last.year + 1, step):
        if (day := date(year, 1, 1)) > first:
            yield day.toordinal()


def _month_starts(starts: Sequence[int], most: int) -> Iterator[int]:
    """Yield the first days of at most so many months, evenly spread."""
    first, last = date.fromordinal(starts[0]), date.fromordinal(starts[-1] - 1)
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    step = next((step for step in _MONTH_STEPS if len(months) / step <= most), 0)
    for month in months:
        if step and month % step == 0 and (day := date(month // 12, month % 12 + 1, 1)) >= first:
            yield day.toordinal()


def _label(day: date) -> str:
    if (day.month, day.day) == (1, 1):
        return f"{day.year:04}"
    month = day_words(PartialDate(day))[:3]
    return f"{month} {day.year:04}" if day.day == 1 else f"{month} {day.day}"
