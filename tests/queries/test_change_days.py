"""Periods are split on the days of what suspends a record, unless too many suspend it."""

from typing import Any

import nmpolicy as nm
from each_case import each_case
from nmpolicy.queries.force.solver import ForceSolver
from nmpolicy.queries.intervals import interval_of
from nmpolicy.rules.examples import duty, order
from nmpolicy.vocabulary.dates import PartialDate
from query_helpers import collected, reached

MOST = 50
DAYS = [f"2024-05-{day:02}" for day in range(1, 32)]


def suspends(subject: str, object: str = "order", **more: Any) -> nm.Relation:
    return nm.Relation(id=f"r-{subject}-{object}", subject=subject, predicate="suspends", object=object, **more)


def answers(records: list[nm.Record]) -> tuple[set[bool | None], bool | None]:
    """The answers about the days of May, and the one about the month."""
    made = collected(*records)
    month = nm.in_force(made, "order", "2024-05").answer
    assert ForceSolver(made).may_be_in_force(made["order"], interval_of(PartialDate("2024-05"))) is (month is not False)
    return {nm.in_force(made, "order", day).answer for day in DAYS}, month


@each_case("day", ["2024-05-10", "2024-05-31"])
@each_case(("number", "answer"), [(MOST, False), (MOST + 1, None), (MOST + 3, None)])
def test_a_month_is_split_on_the_days_of_what_suspends_it(*, day: str, number: int, answer: bool | None) -> None:
    """One suspension gives way to another on a day on which nothing happens to the order; the others have no effect."""
    stages = {
        "stay-0": [f"suspended {day}"],
        "stay-1": ["suspended 2003-01-01", f"reinstated {day}"],
        **{f"stay-{each}": ["rescinded 2003-01-01"] for each in range(2, number)},
    }
    records: list[nm.Record] = [order(milestones=reached("signed 2001-01-01", "amended 2024-05-20"))]
    for id, more in stages.items():
        records += [order(id=id, milestones=reached("signed 2002-01-01", *more)), suspends(id)]
    records += [suspends(f"stay-{each}", "stay-0") for each in range(2, number)]
    assert answers(records) == ({False}, answer)


@each_case(("number", "answer"), [(MOST, False), (MOST + 2, None)])
def test_a_month_is_not_split_if_too_much_suspends_what_suspends(*, number: int, answer: bool | None) -> None:
    """Each of a chain suspends the one before, and the last one is in force; so the first one has no force."""
    records: list[nm.Record] = [
        order(milestones=reached("signed 2001-01-01", "repealed 2024-05-16")),
        nm.Event(id="ruling", kind="court-ruling", name="A ruling", start_date="2024-01-01"),
        suspends("ruling", end_date="2024-05-15"),
    ]
    for each in range(number):
        records.append(order(id=f"stay-{each}", milestones=reached("signed 2002-01-01")))
        records.append(suspends(f"stay-{each}", f"stay-{each - 1}" if each else "order"))
    assert answers(records) == ({False}, answer)


def test_court_rulings_do_not_count_against_the_limit() -> None:
    records: list[nm.Record] = [
        order(milestones=reached("signed 2001-01-01")),
        order(id="stay-0", milestones=reached("signed 2002-01-01", "suspended 2024-05-10")),
        order(id="stay-1", milestones=reached("signed 2002-01-01", "suspended 2003-01-01", "reinstated 2024-05-10")),
        *map(suspends, ["stay-0", "stay-1"]),
    ]
    for each in range(MOST):
        ruling = nm.Event(id=f"ruling-{each}", kind="court-ruling", name="A ruling", start_date="2030-01-01")
        records += [ruling, suspends(ruling.id)]
    assert answers(records) == ({False}, False)


LATE = nm.Measure(
    id="law", kind="ordinance", title="A law", milestones=reached("signed 2024-02-01", "effective 2024-06-15")
)


def test_a_ring_of_suspensions_does_not_count_again_and_again() -> None:
    """The order is suspended until it is repealed, whatever a ring of orders does to it."""
    records: list[nm.Record] = [
        order(milestones=reached("signed 2001-01-01", "repealed 2024-05-16")),
        nm.Event(id="ruling", kind="court-ruling", name="A ruling", start_date="2024-01-01"),
        suspends("ruling", end_date="2024-05-15"),
        *(order(id=id, milestones=reached("signed 2002-01-01")) for id in ("stay-0", "stay-1", "stay-2")),
        suspends("stay-0"),
        suspends("stay-1", "stay-0"),
        suspends("stay-2", "stay-1"),
        suspends("stay-1", "stay-2"),
    ]
    assert answers(records) == ({False}, False)


def test_a_month_is_split_where_one_early_part_of_a_measure_follows_another() -> None:
    first = duty(id="law.1", instrument="law", start_date="2024-03-01", end_date="2024-05-15")
    second = duty(id="law.2", instrument="law", start_date="2024-05-16")
    assert nm.in_force(collected(LATE, first, second), "law", "2024-05").answer is True


def test_a_month_is_split_where_an_early_part_of_a_measure_begins_to_suspend() -> None:
    """A ruling suspends the order until the day before."""
    ruling = nm.Event(id="ruling", kind="court-ruling", name="A ruling", start_date="2024-01-01")
    early = duty(id="law.1", instrument="law", start_date="2024-05-16")
    suspending = [suspends("ruling", end_date="2024-05-15"), suspends("law", effective_date="2024-02-01")]
    assert answers([order(milestones=reached("signed 2001-01-01")), ruling, LATE, early, *suspending]) == (
        {False},
        False,
    )
