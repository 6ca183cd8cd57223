"""Numbers of the orders in a series."""

from nmpolicy.queries.numbering import MissingNumbers, missing_numbers, numbering
from nmpolicy.rules.examples import order
from query_helpers import collected, reached


def test_missing_numbers_lie_between_two_orders_of_one_series() -> None:
    one, two = order(id="a", series="2025 ", number="1"), order(id="b", series="2025", number="4")
    others = [order(id="d"), order(id="e", series="2024", number="9"), order(id="f", series="2025", number="x")]
    assert missing_numbers(collected(one, two, *others)) == (MissingNumbers("2025", "2", "3", "b"),)


def test_numbering_names_the_orders_that_repeat_a_number_or_are_out_of_order() -> None:
    made = collected(
        order(id="a", series="2025", number="007", milestones=reached("signed 2025-03")),
        order(id="b", series="2025", number="007", milestones=reached("signed 2025-04")),
        order(id="c", series="2025", number="010", milestones=reached("signed 2025-02")),
    )
    found = numbering(made)
    assert (found.missing, found.repeated, found.disordered) == ({"c": ("008", "009")}, {"b": "a"}, {"c": "a"})
