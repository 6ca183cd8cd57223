"""Sets of intervals, compared with sets of days."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from nmpolicy.queries.intervals import Interval, IntervalSet, has_happened
from query_helpers import DAYS, FIRST

INTERVALS = st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS)).map(lambda days: Interval(*sorted(days)))


def days_of(interval: Interval) -> set[int]:
    return {(day - FIRST).days for day in DAYS if interval.first <= day <= interval.last}


@given(st.lists(INTERVALS, max_size=4), INTERVALS)
def test_a_set_of_intervals_is_a_set_of_days(intervals: list[Interval], other: Interval) -> None:
    found = IntervalSet(intervals)
    covered = {number for interval in intervals for number in days_of(interval)}
    between = {number for number in range(len(DAYS)) if covered and min(covered) < number < max(covered)}
    assert {number for gap in found.gaps() for number in days_of(gap)} == between - covered
    assert found.excludes(other) is not (covered & days_of(other) != set())


@given(INTERVALS, INTERVALS)
def test_an_event_has_happened_if_it_has_on_each_choice_of_days(event: Interval, period: Interval) -> None:
    days = [[FIRST + timedelta(days=number) for number in days_of(interval)] for interval in (event, period)]
    answers = {happened <= day for happened in days[0] for day in days[1]}
    assert has_happened(event, period) is (answers.pop() if len(answers) == 1 else None)
