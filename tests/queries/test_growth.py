"""Questions about collections that are as bad as they can be: their time grows with the records, not with their square.

Four times as many records take about four times as long; the square would be sixteen times. The bound is between them.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import nmpolicy as nm
from each_case import each_case
from growth_ratio import growth
from nmpolicy.queries.deadlines import recurrence_start
from nmpolicy.queries.force.effective_dates import effective_dates
from nmpolicy.queries.force.latest_sources import source_dates
from nmpolicy.queries.intervals import UNBOUNDED, Interval
from nmpolicy.queries.offices import capacities
from nmpolicy.queries.recurrences import recurrence_days
from nmpolicy.rules.examples import CITY, JANE, MAYOR, SPEAKER, duty, order, statement, term
from query_helpers import collected, reached

_BOUND = 10


def _day(number: int) -> str:
    return date.fromordinal(date(2001, 1, 1).toordinal() + number % 9000).isoformat()


def _posts_in_a_deep_tree(size: int) -> Iterator[nm.Record]:
    for each in range(size):
        parent = f"body-{each - 1}" if each else "city"
        yield nm.Organization(id=f"body-{each}", name="A body", classification="department", parent=parent)
        yield nm.Post(id=f"post-{each}", name="Head", organization=f"body-{each}")
        yield term(id=f"m-{each}", post=f"post-{each}")


def _statements_of_a_holder(size: int) -> Iterator[nm.Record]:
    for each in range(size):
        yield term(id=f"m-{each}", member=f"person-{each}", start_date=_day(each * 9), end_date=_day(each * 9 + 8))
        yield statement(id=f"s-{each}", speakers=[f"person-{each}"], date=_day(each * 9))


def _orders_without_a_signer(size: int) -> Iterator[nm.Record]:
    for each in range(size):
        yield term(id=f"m-{each}", start_date=_day(each * 9), end_date=_day(each * 9 + 3))
        yield order(id=f"eo-{each}", milestones=reached(f"signed {_day(each * 9 + 5)}"))


def _milestones_and_duties(size: int) -> Iterator[nm.Record]:
    stages = ("suspended", "reinstated", "amended", "effective")
    dated = [f"{stages[each % 4]} {_day(each * 8)}" for each in range(size)]
    yield order(milestones=reached("signed 2001-01-01", *dated, "expired 2025-10-01"))
    after = nm.Deadline(within="P30D", after="expired")
    yield from (duty(id=f"order.p-{each}", deadline=after) for each in range(size))


def _duties_and_amendments(size: int) -> Iterator[nm.Record]:
    yield order(milestones=reached("signed 2001-01-01"))
    yield order(id="new", milestones=reached("signed 2002-01-01"))
    for each in range(size):
        yield duty(id=f"order.p-{each}", section=f"Section {each}")
        acts: dict[str, Any] = {
            "subject": "new",
            "predicate": "amends",
            "object": "order",
            "section": f"Section {each}",
        }
        yield nm.Relation(id=f"r-{each}", **acts)


def _paragraphs_without_numbers(size: int) -> Iterator[nm.Record]:
    yield order(milestones=reached("signed 2001-01-01"))
    for each in range(size):
        yield duty(id=f"order.p-{each}", section="")
        yield nm.Relation(
            id=f"r-{each}", subject="new", predicate="suspends", object="order", section=f"paragraph {each}"
        )


def _late_starts(size: int) -> Iterator[nm.Record]:
    passed = [f"amended {_day(each)}" for each in range(size)]
    yield order(milestones=reached(*passed, "effective 2026-01-01"))
    for each in range(size):
        yield order(id=f"old-{each}")
        yield nm.Relation(id=f"r-{each}", subject="order", predicate="amends", object=f"old-{each}")


def _suspended_and_reinstated(size: int) -> Iterator[nm.Record]:
    stages = [f"reinstated {_day(each * 9)}" for each in range(size)]
    yield order(milestones=reached("signed 2001-01-01", *stages))
    for each in range(size):
        acts: dict[str, Any] = {"subject": "ruling", "predicate": "suspends", "object": "order"}
        yield nm.Relation(id=f"r-{each}", effective_date=_day(each * 9), **acts)


def _duties_after_rulings(size: int) -> Iterator[nm.Record]:
    yield order(milestones=reached("signed 2001-01-01"))
    for each in range(size):
        yield nm.Event(id=f"ruling-{each}", kind="court-ruling", name="A ruling", start_date=_day(each))
        acts: dict[str, Any] = {"subject": f"ruling-{each}", "predicate": "suspends", "object": "order"}
        yield nm.Relation(id=f"r-{each}", end_date=_day(each), **acts)
        yield duty(id=f"order.p-{each}", deadline=nm.Deadline(within="P30D", after_record=f"ruling-{each}"))


def _date_in_2024(number: int) -> str:
    return (date(2024, 1, 1) + timedelta(days=number % 366)).isoformat()


def _suspended_for_days(size: int) -> Iterator[nm.Record]:
    yield order(milestones=reached("signed 2001-01-01"))
    for each in range(size):
        yield order(id=f"stay-{each}", milestones=reached(f"signed {_date_in_2024(each * 3)}"))
        acts: dict[str, Any] = {"subject": f"stay-{each}", "predicate": "suspends", "object": "order"}
        yield nm.Relation(id=f"r-{each}", end_date=_date_in_2024(each * 3), **acts)


def _suspended_and_lifted(size: int) -> Iterator[nm.Record]:
    yield order(milestones=reached("signed 2001-01-01"))
    for each in range(size):
        for predicate, days in (("suspends", 0), ("lifts", 1)):
            id = f"{predicate}-{each}"
            yield order(id=id, milestones=reached(f"signed {_date_in_2024(each * 3 + days)}"))
            yield nm.Relation(id=f"r-{id}", subject=id, predicate=predicate, object="order")


def _suspended_without_dates(size: int) -> Iterator[nm.Record]:
    yield order(milestones=reached("signed 2001-01-01", *(f"amended {_date_in_2024(each)}" for each in range(size))))
    for each in range(size):
        yield order(id=f"stay-{each}", milestones=[])
        yield nm.Relation(id=f"r-{each}", subject=f"stay-{each}", predicate="suspends", object="order")


def _commenced_and_repealed(size: int) -> Iterator[nm.Record]:
    yield order(milestones=reached("signed 2001-01-01"))
    for each in range(size):
        yield order(id=f"new-{each}", milestones=reached(f"signed {_date_in_2024(each * 3)}"))
        predicate = "repeals" if each % 2 else "commences"
        yield nm.Relation(id=f"r-{each}", subject=f"new-{each}", predicate=predicate, object="order")


def _ring_of_suspensions(size: int) -> Iterator[nm.Record]:
    for each in range(size):
        yield order(id=f"eo-{each}", milestones=reached(f"signed {_date_in_2024(each)}"))
        yield nm.Relation(id=f"r-{each}", subject=f"eo-{each}", predicate="suspends", object=f"eo-{(each + 1) % size}")


def _duties_with_days_of_their_own(size: int) -> Iterator[nm.Record]:
    yield order(milestones=reached("signed 2001-01-01"))
    yield from (duty(id=f"order.p-{each}", start_date=_date_in_2024(each)) for each in range(size))


def _duties_with_sources(size: int) -> Iterator[nm.Record]:
    yield order(milestones=reached("signed 2001-01-01"))
    yield from (duty(id=f"order.p-{each}") for each in range(size))


@each_case(
    ("make", "ask", "size"),
    [
        (_posts_in_a_deep_tree, lambda c: nm.duties(c, "jane-roe", "2024"), 60),
        (_statements_of_a_holder, lambda c: [capacities(c, each) for each in c.statements], 100),
        (_orders_without_a_signer, lambda c: nm.find(c, by="jane-roe"), 150),
        (_milestones_and_duties, lambda c: nm.due(c, "2025-01-01", "2026-12-31"), 40),
        (_milestones_and_duties, lambda c: nm.duties(c, "clinic", "2024-05-01"), 40),
        (_duties_and_amendments, lambda c: nm.duties(c, "clinic", "2024-05-01"), 40),
        (_duties_and_amendments, lambda c: source_dates(c, *(each.id for each in c.provisions)), 60),
        (_suspended_and_reinstated, lambda c: nm.in_force_all(c, "2024-05-01"), 200),
        (_duties_after_rulings, lambda c: nm.due(c, "2030-01-01", "2030-12-31"), 80),
        (_duties_with_sources, lambda c: [source_dates(c, each.id) for each in c.provisions], 100),
        (_paragraphs_without_numbers, lambda c: nm.in_force_all(c, "2024-05-01"), 60),
        (_late_starts, nm.timeline, 100),
        (_suspended_for_days, lambda c: nm.in_force_all(c, "2024"), 30),
        (_suspended_and_lifted, lambda c: nm.in_force_all(c, "2024"), 30),
        (_suspended_without_dates, lambda c: nm.in_force_all(c, "2024"), 60),
        (_commenced_and_repealed, lambda c: nm.in_force_all(c, "2024"), 60),
        (_ring_of_suspensions, lambda c: nm.in_force_all(c, "2024"), 80),
        (_duties_with_days_of_their_own, lambda c: nm.find(c, in_force_on="2024"), 60),
    ],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
def test_the_time_grows_with_the_records(
    make: Callable[[int], Iterator[nm.Record]], ask: Callable[[nm.Collection], object], size: int
) -> None:
    assert growth(ask, lambda number: collected(CITY, MAYOR, JANE, SPEAKER, *make(number)), size) < _BOUND


@each_case("predicate", ["extends", "suspends"])
def test_long_chains_and_rings_do_not_exceed_the_depth_of_calls(predicate: str) -> None:
    number = 1100
    orders = [order(id=f"eo-{each}", milestones=reached(f"signed {_day(each)}")) for each in range(number)]
    acts = [
        nm.Relation(id=f"r-{each}", subject=f"eo-{each}", predicate=predicate, object=f"eo-{(each - 1) % number}")
        for each in range(number)
    ]
    ring = collected(MAYOR, *orders, *acts)
    assert nm.in_force(ring, "eo-0", "2024-05-01").record == "eo-0"
    assert len(nm.lineage(ring, "eo-0")) == 2 * number


def test_a_long_chain_through_early_parts_does_not_exceed_the_depth_of_calls() -> None:
    """Each measure is in force by a part of it only, which the next one suspends: so every other one is."""
    records: list[nm.Record] = []
    for number in range(1100):
        days = reached("signed 2024-01-01", "effective 2025-01-01")
        records.append(nm.Measure(id=f"law-{number}", kind="ordinance", title="A law", milestones=days))
        records.append(duty(id=f"law-{number}.part", instrument=f"law-{number}", start_date="2024-02-01"))
        if number:
            part = f"law-{number - 1}.part"
            records.append(
                nm.Relation(
                    id=f"r-{number}",
                    subject=f"law-{number}",
                    predicate="suspends",
                    object=part,
                    effective_date="2024-02-01",
                )
            )
    assert nm.in_force(collected(*records), "law-0", "2024-05-01").answer is False


def test_bodies_that_are_part_of_each_other_bind_once() -> None:
    ring = [nm.Organization(id=f"body-{each}", name="A", parent=f"body-{1 - each}") for each in range(2)]
    made = collected(*ring, order(), duty(bearers=["body-1"]))
    assert [(each.bearer, each.answer) for each in nm.duties(made, "body-0", "2024")] == [("body-1", None)]


def test_a_huge_count_skips_the_cycles_that_are_over() -> None:
    start, end = Interval(date(1, 1, 1), date(1, 1, 2)), Interval(date(9999, 12, 30), date(9999, 12, 31))
    days = date.max.toordinal()
    for count, expected in ((999_999_999, [True, True]), (days - 1, [True, False]), (days - 3, []), (5, [])):
        found = [*recurrence_days(f"FREQ=DAILY;COUNT={count}", start, end, after=False)]
        assert [certain for _, certain in found] == expected, count
    leap = recurrence_days("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=195", start, UNBOUNDED, after=False)
    last = [str(day) for day, _ in leap][-1]
    year = Interval(date(int(last[:4]), 1, 1), date.max)
    again = recurrence_days("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=195", start, year, after=False)
    assert [str(day) for day, _ in again] == [last]


def test_a_recurrence_that_may_start_on_any_day_of_a_century_has_no_known_start() -> None:
    stages = reached("signed 1800-01-01", "effective", "rescinded 1999-01-01")
    daily = duty(recurrence="FREQ=DAILY")
    made = collected(order(milestones=stages), daily)
    assert recurrence_start(made, effective_dates(made), daily) == UNBOUNDED
    (found,) = nm.due(made, "1850", "1850")
    assert (found.first, found.answer, found.reason) == (
        None,
        None,
        "the records do not say when its recurrence starts",
    )
