"""The fewest dates that must be wrong."""

from collections.abc import Sequence
from datetime import date
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from nmpolicy.queries.date_order import fewest_misplaced
from nmpolicy.queries.intervals import Interval


def days(first: int, last: int | None = None) -> Interval:
    return Interval(date(2020, 1, first), date(2020, 1, first if last is None else last))


INTERVALS = st.tuples(st.integers(1, 8), st.integers(0, 4)).map(lambda each: days(each[0], each[0] + each[1]))


def may_be_in_order(intervals: Sequence[Interval]) -> bool:
    reached = date.min
    for first, last in intervals:
        reached = max(reached, first)
        if reached > last:
            return False
    return True


def smallest_sets(intervals: Sequence[Interval]) -> list[list[int]]:
    """Try every choice of items; return the smallest sets, first the one that keeps the earliest items."""
    for size in range(len(intervals), -1, -1):
        choices = combinations(range(len(intervals)), size)
        if found := [kept for kept in choices if may_be_in_order([intervals[index] for index in kept])]:
            return [[index for index in range(len(intervals)) if index not in kept] for kept in found]
    raise AssertionError("the empty choice is in order")


def period(intervals: Sequence[Interval], misplaced: Sequence[int]) -> int:
    kept = [each for index, each in enumerate(intervals) if index not in misplaced]
    return (max(first for first, _ in kept) - min(last for _, last in kept)).days


@given(st.lists(INTERVALS, min_size=1, max_size=8))
def test_no_smaller_set_exists(intervals: list[Interval]) -> None:
    sets = smallest_sets(intervals)
    found = fewest_misplaced(intervals)
    assert found in sets
    assert period(intervals, found) <= period(intervals, sets[0])
    if period(intervals, found) == period(intervals, sets[0]):
        assert found == sets[0]


def test_one_wrong_date_is_found_wherever_it_is() -> None:
    for wrong in range(20):
        for day in (date(1990, 1, 1), date(2030, 1, 1)):
            listed = [days(n + 1) for n in range(20)]
            listed[wrong] = Interval(day, day)
            in_place = wrong == (0 if day.year == 1990 else 19)
            assert fewest_misplaced(listed) == ([] if in_place else [wrong])


def test_no_dates() -> None:
    assert fewest_misplaced([]) == []


def test_thousands_of_dates() -> None:
    listed = [Interval(date.fromordinal(700_000 + n), date.fromordinal(700_000 + n)) for n in range(20_000)]
    assert fewest_misplaced(listed) == []
    assert fewest_misplaced(listed[::-1]) == [*range(1, 20_000)]
