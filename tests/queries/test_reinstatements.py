"""The index of reinstatements, compared with each of them in turn."""

from itertools import combinations_with_replacement, product

from nmpolicy.queries.force.reinstatements import Reinstatements
from nmpolicy.queries.intervals import Interval, has_happened
from nmpolicy.queries.three_valued import all_of, any_of
from query_helpers import DAYS


def test_the_index_answers_as_each_reinstatement_does() -> None:
    spans = [Interval(first, last) for first, last in combinations_with_replacement(DAYS[:4], 2)]
    few = [span for span in spans if span.last <= DAYS[2]]
    listed = [(), *product(spans), *product(spans, repeat=2), *product(few, repeat=3)]
    for reinstated in listed:
        index = Reinstatements(reinstated)
        for stopped, period in product(spans, repeat=2):
            each = (all_of([has_happened(one, period), has_happened(stopped, one)]) for one in reinstated)
            assert index.since(stopped, period) is any_of(each)


def test_no_answer_changes_in_a_period_without_a_day_of_a_reinstatement() -> None:
    spans = [Interval(first, last) for first, last in combinations_with_replacement(DAYS[:4], 2)]
    for reinstated, stopped, period in product(spans, repeat=3):
        index = Reinstatements([reinstated])
        answers = {index.since(stopped, Interval(day, day)) for day in DAYS if period.first <= day <= period.last}
        assert index.change_during(period) or len(answers) == 1
