"""The index of starts, compared with each of them in turn."""

from itertools import combinations_with_replacement, product

from nmpolicy.queries.force.decisions import Reason
from nmpolicy.queries.force.start_index import Start, Starts
from nmpolicy.queries.intervals import Interval, has_happened
from nmpolicy.queries.three_valued import all_of, any_of
from query_helpers import DAYS

FOR, AGAINST = Reason("order", "commenced"), Reason("order", "not commenced")


def test_the_index_answers_as_each_start_does() -> None:
    spans = [Interval(first, last) for first, last in combinations_with_replacement(DAYS[:4], 2)]
    single = [Start(days, happens, FOR, AGAINST) for days, happens in product(spans, (True, False, None))]
    for listed in [[], *([one] for one in single), *([one, other] for one, other in product(single, repeat=2))]:
        index = Starts(listed)
        for period in spans:
            answers = [all_of([each.happens, has_happened(each.days, period)]) for each in listed]
            value = any_of(answers)
            reasons = [FOR] if value else [AGAINST for answer in answers if answer is value]
            assert index.decide(period) == (value, tuple(reasons))
