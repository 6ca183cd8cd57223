"""The index of starts, compared with each of them in turn."""

from itertools import combinations_with_replacement, product

from nmpolicy.queries.force.decisions import Reason
from nmpolicy.queries.force.start_index import Start, Starts
from nmpolicy.queries.intervals import Interval, has_happened
from nmpolicy.queries.three_valued import all_of, any_of
from query_helpers import DAYS


def start(place: int, days: Interval, happens: bool | None) -> Start:  # noqa: FBT001  # an answer
    """Make a start whose reasons tell its place in the list."""
    return Start(days, happens, Reason("order", f"commenced by {place}"), Reason("order", f"not by {place}"))


def test_the_index_answers_as_each_start_does() -> None:
    spans = [Interval(first, last) for first, last in combinations_with_replacement(DAYS[:4], 2)]
    single = [*product(spans, (True, False, None))]
    for made in [(), *product(single), *product(single, repeat=2)]:
        listed = [start(place, *each) for place, each in enumerate(made)]
        index = Starts(listed)
        for period in spans:
            answers = [all_of([each.happens, has_happened(each.days, period)]) for each in listed]
            value = any_of(answers)
            decisive = [each for each, answer in zip(listed, answers, strict=True) if answer is value]
            reasons = [each.reason for each in decisive[:1]] if value else [each.reason_against for each in decisive]
            assert index.decide(period) == (value, tuple(reasons))
