"""Periods are split on the days of what suspends a record, unless too many suspend it."""

from typing import Any

import nmpolicy as nm
from each_case import each_case
from nmpolicy.rules.examples import order
from query_helpers import collected, reached

MOST = 50
DAYS = [f"2024-05-{day:02}" for day in range(1, 32)]


def suspends(subject: str, object: str = "order", **more: Any) -> nm.Relation:
    return nm.Relation(id=f"r-{subject}-{object}", subject=subject, predicate="suspends", object=object, **more)


def answers(records: list[nm.Record]) -> tuple[set[bool | None], bool | None]:
    """The answers about the days of May, and the one about the month."""
    made = collected(*records)
    return {nm.in_force(made, "order", day).answer for day in DAYS}, nm.in_force(made, "order", "2024-05").answer


@each_case(("number", "answer"), [(MOST, False), (MOST + 1, None), (MOST + 3, None)])
def test_a_month_is_split_on_the_days_of_what_suspends_it(*, number: int, answer: bool | None) -> None:
    """One suspension gives way to another on a day on which nothing happens to the order; the others have no effect."""
    stages = {
        "stay-0": ["suspended 2024-05-10"],
        "stay-1": ["suspended 2003-01-01", "reinstated 2024-05-10"],
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
