"""Dates that are certainly before a preceding one, and the first of an instrument."""

import nmpolicy as nm
from each_case import each_case
from nmpolicy.queries.milestones import date_introduced, date_open_to_action, out_of_order
from nmpolicy.rules.examples import order
from query_helpers import reached


@each_case(
    ("days", "expected"),
    [
        (["2025-05", "2025-03"], [(1, 0)]),
        (["2025-05", None, "2025-06", "2025-03"], [(3, 2)]),
        (["2025-05", "2025", "2025-03"], [(2, 0)]),
        (["2025-05", "2025-05", "2025-03", "2025-04"], [(2, 0), (3, 0)]),
        (["2025", "2025-05", "2025?"], []),
    ],
)
def test_a_date_is_compared_with_the_latest_before_it(days: list[str | None], expected: list[tuple[int, int]]) -> None:
    assert [*out_of_order(nm.PartialDate(day) if day else None for day in days)] == expected


def test_no_milestone_is_the_first_if_one_has_no_date() -> None:
    dated = order(milestones=reached("announced 2025-06", "signed 2025-07-21"))
    undated = order(milestones=reached("announced 2025-06", "proposed", "signed 2025-07-21"))
    assert (str(date_introduced(dated)), str(date_open_to_action(dated))) == ("2025-06", "2025-06")
    assert (date_introduced(undated), date_open_to_action(undated)) == (None, None)
