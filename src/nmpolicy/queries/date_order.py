"""Dates that should ascend: the fewest of them that must be wrong."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence

from nmpolicy.queries.intervals import Interval


def fewest_misplaced(intervals: Sequence[Interval]) -> list[int]:
    """Return the indices of the fewest intervals without which the rest may be in order.

    Each interval holds the days that one date may mean. Dates may be in order if a day can be chosen in each so that
    no day is before a preceding one. Several sets may be the smallest: of the one that keeps the earliest items and the
    one that keeps the latest, the function returns the one that leaves the shorter period, or else the former.

    >>> from nmpolicy.queries.intervals import interval_of
    >>> from nmpolicy.vocabulary.dates import PartialDate
    >>> fewest_misplaced([interval_of(PartialDate(day)) for day in ("2020-01", "2029-01-03", "2020-01-04", "2020")])
    [1]
    """
    spans = [(first.toordinal(), last.toordinal()) for first, last in intervals]
    earliest = _keep_earliest(spans)
    if not earliest:
        return []
    mirrored = [(-last, -first) for first, last in reversed(spans)]
    latest = [len(spans) - 1 - index for index in reversed(_keep_earliest(mirrored))]
    return min(earliest, latest, key=lambda misplaced: _period(spans, misplaced))


def _period(spans: Sequence[tuple[int, int]], misplaced: Sequence[int]) -> int:
    """Return the number of days from the first to the last day on which the other items must have happened."""
    left_out = {*misplaced}
    kept = [span for index, span in enumerate(spans) if index not in left_out]
    return max(first for first, _ in kept) - min(last for _, last in kept)


def _keep_earliest(spans: Sequence[tuple[int, int]]) -> list[int]:
    """Return the smallest set of indices that keeps each item, from the first on, if a smallest set can keep it."""
    # The items are added from the last to the first. latest[k] is the latest day on which a choice of k + 1 items can
    # begin, negated, so that the list ascends.
    latest: list[int] = []
    undo: list[tuple[int, int | None]] = []
    for first, last in reversed(spans):
        # An item can precede a choice that can begin on or after its first day.
        dropped = bisect_right(latest, -first)
        undo.append((-last, latest.pop(dropped) if dropped < len(latest) else None))
        insort(latest, -last)
    # The steps are undone, from the first item to the last, to choose each one that a largest choice can keep.
    wanted = len(latest)
    reached = min((first for first, _ in spans), default=0)
    misplaced: list[int] = []
    for index, (added, dropped_day) in enumerate(reversed(undo)):
        del latest[bisect_left(latest, added)]
        if dropped_day is not None:
            insort(latest, dropped_day)
        first, last = spans[index]
        begins = max(first, reached)
        if wanted and begins <= last and (wanted == 1 or -latest[wanted - 2] >= begins):
            wanted, reached = wanted - 1, begins
        else:
            misplaced.append(index)
    return misplaced
