"""Dates that are certainly before a preceding one."""

import nmpolicy as nm
from each_case import each_case
from nmpolicy.queries.milestones import out_of_order


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
