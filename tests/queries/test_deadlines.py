"""Deadlines and recurrences, compared with counting days."""

import time
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nmpolicy as nm
from each_case import each_case
from nmpolicy.errors import InvalidValueError
from nmpolicy.queries.deadlines import DueDate, due
from nmpolicy.rules.examples import duty, measure, order
from query_helpers import DAYS, EXACT, FIRST, collected, reached


@given(EXACT, st.sampled_from(["P5D", "P1W", "P1W2D", "P0D"]), st.sampled_from(DAYS), st.sampled_from(DAYS))
def test_a_deadline_is_a_number_of_days_after_the_milestone(
    signed: nm.PartialDate, within: str, one: date, other: date
) -> None:
    days = {"P5D": 5, "P1W": 7, "P1W2D": 9, "P0D": 0}[within]
    first, last = sorted([one, other])
    made = collected(
        order(milestones=[nm.Milestone(stage="signed", date=signed)]),
        duty(deadline=nm.Deadline(within=within, after="signed")),
    )
    ends = signed.earliest + timedelta(days=days)
    assert [(each.first, each.last, each.answer) for each in due(made, first, last)] == (
        [(ends, ends, True)] if first <= ends <= last else []
    )


@given(
    EXACT,
    st.sampled_from([("FREQ=DAILY;INTERVAL=3", 3), ("FREQ=WEEKLY", 7), ("FREQ=DAILY;INTERVAL=2;COUNT=3", 2)]),
    st.sampled_from(DAYS),
)
def test_a_recurrence_starts_on_the_effective_date(signed: nm.PartialDate, rule: tuple[str, int], first: date) -> None:
    text, step = rule
    made = collected(order(milestones=[nm.Milestone(stage="signed", date=signed)]), duty(recurrence=text))
    last = first + timedelta(days=20)
    every = [signed.earliest + timedelta(days=step * number) for number in range(3 if "COUNT" in text else 40)]
    found = due(made, first, last)
    assert [each.first for each in found] == [day for day in every if first <= day <= last]
    assert all(each.answer and each.first == each.last and not each.reason for each in found)


def asked_for(
    provision: nm.Provision, *stages: str, first: str = "2025-08-01", last: str = "2025-12-31"
) -> list[tuple[Any, ...]]:
    found = due(collected(order(milestones=reached(*stages)), provision), first, last)
    return [(str(each.first), str(each.last), each.answer, each.reason) for each in found]


def test_a_deadline_is_as_precise_as_its_milestone() -> None:
    month = duty(deadline=nm.Deadline(within="P1M", after="signed"))
    assert asked_for(month, "signed 2025-08-31") == [("2025-09-30", "2025-09-30", True, "")]
    assert asked_for(month, "signed 2025-07") == [("2025-08-01", "2025-08-31", True, "")]
    assert asked_for(month, "signed 2025-06") == []
    assert asked_for(month, "signed 2025-07~") == [("2025-07-01", "2025-09-30", None, "")]
    assert asked_for(month, "signed") == [
        ("None", "None", None, "the records give no date for the milestone 'signed' of order")
    ]
    assert asked_for(month, "issued 2025") == [
        ("None", "None", None, "the records give no date for the milestone 'signed' of order")
    ]
    assert asked_for(duty(instrument="none", deadline=month.deadline)) == [
        ("None", "None", None, "the records give no date for the milestone 'signed' of its instrument")
    ]
    assert asked_for(duty(deadline=nm.Deadline(within="P9000Y", after="signed")), "signed 2025") == [
        ("None", "None", None, "P9000Y after the milestone 'signed' is past the end of the calendar")
    ]
    by = duty(deadline=nm.Deadline(date="2025-12"))
    assert asked_for(by, "signed 2025-01-01") == [("2025-12-01", "2025-12-31", True, "")]
    assert asked_for(by, "signed 2025-01-01", last="2025-12-15") == [("2025-12-01", "2025-12-31", None, "")]
    assert asked_for(duty(deadline=nm.Deadline(date="2025?")), "signed 2025") == [
        ("None", "None", None, "its deadline is 2025 (uncertain)")
    ]


def test_nothing_is_due_under_a_provision_that_is_not_in_force() -> None:
    by = duty(deadline=nm.Deadline(date="2025-10-01"))
    assert asked_for(by, "announced 2025-01-01") == []
    assert asked_for(by, "passed 2025-01-01", "vetoed 2025-02-01") == []
    later = "not yet in force then: effective 2026"
    assert asked_for(by, "signed 2025-01-01", "effective 2026") == [("2025-10-01", "2025-10-01", None, later)]
    unsure = "the records do not decide whether it is in force then"
    assert asked_for(by, "signed 2025-01-01", "repealed 2025-10") == [("2025-10-01", "2025-10-01", None, unsure)]
    december = duty(deadline=nm.Deadline(date="2025-12"))
    for stages, answer in (
        (("signed 2025-12-05", "rescinded 2025-12-25"), [None]),
        (("signed 2024", "suspended 2025-12-02", "reinstated 2025-12-31"), [None]),
        (("signed 2025-12-05",), [True]),
        (("signed 2024", "rescinded 2025-11"), [False]),
    ):
        assert [each[2] for each in asked_for(december, *stages, last="2026-01")] == answer
    weekly = duty(recurrence="FREQ=WEEKLY")
    assert [each[0] for each in asked_for(weekly, "signed 2025-07-25", "expired 2025-08-08")] == [
        "2025-08-01",
        "2025-08-08",
    ]


def test_a_recurrence_starts_when_its_provision_takes_effect() -> None:
    (unknown,) = asked_for(duty(recurrence="FREQ=DAILY"))
    assert unknown[3] == "the records do not say when its recurrence starts"
    assert asked_for(duty(recurrence="FREQ=DAILY"), "announced 2025") == []
    law = measure(milestones=reached("signed 2024"))
    start = nm.Relation(id="r", subject="order", predicate="commences", object="ordinance")
    monthly = duty(instrument="ordinance", recurrence="FREQ=MONTHLY")
    made = collected(law, order(milestones=reached("signed 2025-03-01")), start, monthly)
    assert [str(each.first) for each in due(made, "2025-04", "2025-05")] == ["2025-04-01", "2025-05-01"]
    with pytest.raises(
        InvalidValueError, match="the period ends on 2025-01, before it starts on 2025-02; swap the two dates"
    ):
        due(collected(), "2025-02", "2025-01")


def test_a_recurrence_with_an_imprecise_start_is_certain_on_the_days_of_every_start() -> None:
    monthly = asked_for(duty(recurrence="FREQ=MONTHLY"), "signed 2025-01", first="2025-02", last="2025-02")
    reason = "its recurrence starts on a day from 2025-01-01 to 2025-01-31"
    assert monthly == [(f"2025-02-{day:02}", f"2025-02-{day:02}", None, reason) for day in range(1, 29)]
    first_of_month = duty(recurrence="FREQ=MONTHLY;BYMONTHDAY=1")
    for signed in ("2025-07", "2025~", "2024"):
        assert asked_for(first_of_month, f"signed {signed}", first="2027-09", last="2027-10") == [
            ("2027-09-01", "2027-09-01", True, ""),
            ("2027-10-01", "2027-10-01", True, ""),
        ]
    daily = asked_for(duty(recurrence="FREQ=DAILY"), "signed 2025-08-02~", first="2025-08", last="2025-08-04")
    assert [(each[0], each[2]) for each in daily] == [
        ("2025-08-01", None),
        ("2025-08-02", None),
        ("2025-08-03", True),
        ("2025-08-04", True),
    ]


def test_a_recurrence_starts_after_the_deadline_or_on_its_own_day() -> None:
    more = {"deadline": nm.Deadline(within="P90D", after="signed"), "recurrence": "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1"}
    asked: Any = {"first": "2020-01-01", "last": "2023-06-30"}
    days = [each[0] for each in asked_for(duty(**more), "signed 2021-01-10", **asked)]
    assert days == ["2021-04-10", "2022-03-01", "2023-03-01"]
    own = [each[0] for each in asked_for(duty(**more, recurrence_start="2023-01-01"), "signed 2021-01-10", **asked)]
    assert own == ["2021-04-10", "2023-03-01"]
    yearly = duty(deadline=nm.Deadline(date="2021-04-10"), recurrence="FREQ=YEARLY;COUNT=1")
    assert [each[0] for each in asked_for(yearly, "signed 2021-01-10", **asked)] == ["2021-04-10", "2022-04-10"]
    clause = duty(recurrence="FREQ=YEARLY", start_date="2022-02-03")
    assert [each[0] for each in asked_for(clause, "signed 2021-01-10", **asked)] == ["2022-02-03", "2023-02-03"]
    assert asked_for(duty(**more), "issued 2021-01-10", **asked)[0][3] == (
        "the records give no date for the milestone 'signed' of order"
    )
    assert asked_for(duty(**more), "issued 2021-01-10", **asked)[1][3] == (
        "the records do not say when its recurrence starts"
    )


def test_a_recurrence_may_start_on_several_days_if_something_may_commence_it() -> None:
    law = measure(milestones=reached("signed 2025-01-01", "effective 2025-06-01"))
    start = nm.Relation(id="r", subject="order", predicate="commences", object="ordinance", effective_date="2025-04-01")
    monthly = duty(instrument="ordinance", recurrence="FREQ=MONTHLY;BYMONTHDAY=5")
    made = collected(law, order(milestones=reached("passed 2025-01-01")), start, monthly)
    assert [(str(each.first), each.answer) for each in due(made, "2025-03-01", "2025-06-30")] == [
        ("2025-04-05", None),
        ("2025-05-05", None),
        ("2025-06-05", True),
    ]


def test_a_recurrence_that_can_never_be_met_says_so() -> None:
    rule = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"
    never = ("None", "None", False, f"no day matches its recurrence {rule}")
    assert asked_for(duty(recurrence=rule), "signed 2025") == [never]


@pytest.mark.parametrize("rule", ["FREQ=YEARLY;INTERVAL=4;BYYEARDAY=366", "FREQ=YEARLY;UNTIL=20241231"])
def test_a_recurrence_that_is_never_met_from_its_start_says_so(rule: str) -> None:
    never = ("None", "None", False, f"no day from its start on matches its recurrence {rule}")
    assert asked_for(duty(recurrence=rule), "signed 2025-03-01", last="2026-12-31") == [never]
    assert asked_for(duty(recurrence=rule), "signed 2026") == []


def test_a_deadline_that_its_provision_does_not_reach_has_lapsed() -> None:
    month = duty(deadline=nm.Deadline(within="P30D", after="issued"))
    asked: Any = {"first": "2023-10-01", "last": "2023-12-31"}
    assert asked_for(month, "issued 2023-10-06", "expired 2023-11-03", **asked) == [
        ("2023-11-05", "2023-11-05", False, "its order expired on 2023-11-03")
    ]
    assert asked_for(month, "issued 2023-10-06", "expired 2023-11-05", **asked) == [
        ("2023-11-05", "2023-11-05", True, "")
    ]
    assert asked_for(month, "issued 2023-10-06", "expired 2023-11-03", first="2023-12", last="2024") == []


def test_a_deadline_during_a_suspension_is_listed_with_it() -> None:
    by, ten = (
        duty(deadline=nm.Deadline(date="2025-10-01")),
        nm.Deadline(within="P10D", business_days=True, after="signed"),
    )
    reason = "suspended on that day: its order was suspended on 2025-09-15"
    for stages in (
        ["signed 2025-01-01", "suspended 2025-09-15"],
        ["signed 2025-01-01", "suspended 2025-09-15", "effective 2025-09-16"],
        ["signed 2025-01-01", "suspended 2025-09-15", "reinstated 2025-11-01"],
    ):
        assert asked_for(by, *stages) == [("2025-10-01", "2025-10-01", False, reason)]
    judge = nm.Event(id="tro", kind="court-ruling", name="An order", start_date="2025-03-01")
    held = nm.Relation(id="r", subject="tro", predicate="suspends", object="order", scope=["order.report"])
    made = collected(order(milestones=reached("signed 2025-02-27", "effective 2025-03-02")), by, judge, held)
    (found,) = due(made, "2025-10", "2025-10")
    assert (found.answer, found.reason.startswith("suspended on that day: it was suspended by tro")) == (False, True)
    (found,) = due(collected(*made, duty(id="x", instrument="none", deadline=ten)), "2025-10", "2025-10")[:1]
    assert found.provision == "order.report"
    # The day of the deadline is not known, and the suspension lasts until the end of the period.
    stages = ["signed 2025-08-01", "suspended 2025-08-10", "reinstated 2026-01-01"]
    reason = "suspended on that day: its order was suspended on 2025-08-10"
    assert asked_for(duty(deadline=ten), *stages) == [("2025-08-15", "None", False, reason)]


def test_a_deadline_before_its_provision_starts_is_undecided() -> None:
    early = duty(deadline=nm.Deadline(date="2025-10-01"), start_date="2025-10-02")
    reason = "not yet in force then: its own first day is 2025-10-02"
    assert asked_for(early, "signed 2025-01-01") == [("2025-10-01", "2025-10-01", None, reason)]
    assert asked_for(early, "signed 2025-01-01", "repealed 2025-09-01")[0][2:] == (
        False,
        "its order was repealed on 2025-09-01",
    )
    by = duty(deadline=nm.Deadline(date="2025-10-01"))
    started = nm.Relation(
        id="r",
        subject="later",
        predicate="commences",
        object="order",
        scope=["order.report"],
        effective_date="2025-11-01",
    )
    later = order(id="later", milestones=reached("signed 2025-09-01"))
    (found,) = due(collected(order(milestones=reached("signed 2025-01-01")), by, later, started), "2025-10", "2025-10")
    assert (found.answer, found.reason.split(" by ")[0]) == (None, "not yet in force then: commenced")
    assert asked_for(by, "announced 2025-10-05", "expired 2026")[0][2:] == (
        None,
        "not yet in force then: expired 2026; no record says when it took effect",
    )


def test_a_stage_reached_on_two_days_leaves_the_deadline_open() -> None:
    month = duty(deadline=nm.Deadline(within="P30D", after="passed"))
    one, two = "passed 2025-08-01", "passed 2025-09-01"
    (found,) = asked_for(month, one, two, "signed 2025-09-02")
    reason = "order has several milestones 'passed' (2025-08-01, 2025-09-01) from which it may run"
    assert found == ("2025-08-31", "2025-10-01", None, reason)
    assert asked_for(month, one, two, "signed 2025-09-02", first="2025-11") == []
    assert [each[2] for each in asked_for(month, one, one, "signed 2025-08-05")] == [True]
    (undated,) = asked_for(month, one, "passed", "signed")
    assert undated[:3] == ("2025-08-31", "None", None)
    assert "(2025-08-01, an unrecorded date)" in undated[3]
    after_its_end = duty(deadline=nm.Deadline(within="P10D", after="expired"))
    (twice,) = asked_for(after_its_end, "signed 2025-08-01", "expired 2025-08-10", "expired 2025-08-25")
    assert twice[:3] == ("2025-08-20", "2025-09-04", None)


def test_business_days_are_at_least_the_days_from_monday_to_friday() -> None:
    ten = duty(deadline=nm.Deadline(within="P10D", business_days=True, after="signed"))
    earliest = ("2025-08-15", "None", None, "it is due on 2025-08-15 or later, depending on the holidays")
    assert asked_for(ten, "signed 2025-08-01") == [earliest]
    assert asked_for(ten, "signed 2025-08-01", last="2025-08-14") == []
    assert asked_for(ten, "signed 2025-08-01", first="2026", last="2026") == [earliest]
    (lapsed,) = asked_for(ten, "signed 2025-08-01", "expired 2025-08-10")
    assert lapsed == ("2025-08-15", "None", False, "its order expired on 2025-08-10")
    assert asked_for(ten, "signed 2025-08-01", "expired 2025-08-10", first="2026", last="2026") == []
    assert asked_for(ten, "signed 2025-08-01", "expired 2025-12-10", first="2026", last="2026") == []


def test_many_days_of_a_recurrence_are_found_in_a_moment() -> None:
    started = time.process_time()
    daily = duty(recurrence="FREQ=DAILY")
    found = asked_for(daily, "signed 1900", "suspended 1950-03-01", "reinstated 1950-03-05", first="1900", last="1999")
    assert len(found) == (date(2000, 1, 1) - date(1900, 1, 1)).days - 4
    assert time.process_time() - started < 5


RULES = [
    "FREQ=DAILY;INTERVAL=3",
    "FREQ=WEEKLY",
    "FREQ=MONTHLY",
    "FREQ=MONTHLY;BYMONTHDAY=2",
    "FREQ=WEEKLY;BYDAY=MO",
    "FREQ=MONTHLY;COUNT=2",
]
STARTS = {"2025-01-05~": 3, "2025-01": 31, "2025": 365}
_FIRST_STARTS = {"2025-01-05~": date(2025, 1, 4), "2025-01": date(2025, 1, 1), "2025": date(2025, 1, 1)}


@given(st.sampled_from(RULES), st.sampled_from([*STARTS]), st.integers(0, 500), st.integers(0, 60), st.integers(0, 60))
@settings(max_examples=30)
def test_the_answer_is_right_for_every_possible_start(rule: str, signed: str, later: int, width: int, cut: int) -> None:
    first = FIRST + timedelta(days=later)
    last = first + timedelta(days=width)

    def asked(signed: str, first: date, last: date) -> tuple[DueDate, ...]:
        return due(collected(order(milestones=reached(f"signed {signed}")), duty(recurrence=rule)), first, last)

    exact = [_FIRST_STARTS[signed] + timedelta(days=number) for number in range(STARTS[signed])]
    worlds = [{each.first for each in asked(str(one), first, last)} for one in exact]
    found = asked(signed, first, last)
    assert {each.first for each in found} == set.union(*worlds)
    assert {each.first for each in found if each.answer} == set.intersection(*worlds)
    middle = min(first + timedelta(days=cut), last)
    later_part = asked(signed, middle + timedelta(days=1), last) if middle < last else ()
    assert found == (*asked(signed, first, middle), *later_part)


def after(stage: str) -> nm.Provision:
    return duty(deadline=nm.Deadline(within="P10D", after=stage))


@each_case("stage", ["expired", "repealed", "rescinded", "superseded", "struck-down", "suspended"])
def test_a_deadline_that_counts_from_the_end_is_due_after_it(stage: str) -> None:
    signed = "signed 2025-01-01"
    due_once, due_in = ("2025-08-25", "2025-08-25", True, ""), ("2025-08-11", "2025-09-10", True, "")
    assert asked_for(after(stage), signed, f"{stage} 2025-08-15") == [due_once]
    assert asked_for(after(stage), signed, f"{stage} 2025-08") == [due_in]
    ended = [("2025-08-25", "2025-08-25", False, "its order was rescinded on 2025-03-01")]
    if stage != "rescinded":
        assert asked_for(after(stage), signed, "rescinded 2025-03-01", f"{stage} 2025-08-15") == ended
    no_date = f"the records give no date for the milestone '{stage}' of order"
    assert asked_for(after(stage), stage, "announced 2030") == [("None", "None", None, no_date)]
    assert asked_for(after(stage), "announced 2025-01-01") == []


def test_a_deadline_that_counts_from_the_end_is_undecided_if_something_else_may_have_ended_the_duty_before() -> None:
    later = order(id="later", milestones=reached("signed 2025-08-10"))
    repeal = nm.Relation(id="r", subject="later", predicate="repeals", object="order")
    ended = order(milestones=reached("signed 2025-01-01", "expired 2025-08"))
    (found,) = due(collected(ended, after("expired"), later, repeal), "2025-08-01", "2025-12-31")
    assert (found.answer, found.reason) == (None, "the records do not decide whether it is in force then")


@each_case("predicate", ["annuls", "suspends"])
def test_a_deadline_that_counts_from_the_ruling_that_ends_its_order_is_due_after_it(predicate: str) -> None:
    ruling = nm.Event(id="ruling", kind="court-ruling", name="A ruling", start_date="2025-08-15")
    ended = nm.Relation(id="r", subject="ruling", predicate=predicate, object="order")
    made = order(milestones=reached("signed 2025-01-01"))
    report = duty(deadline=nm.Deadline(within="P10D", after_record="ruling"))
    assert [each.answer for each in due(collected(made, report, ruling, ended), "2025-08-01", "2025-12-31")] == [True]
    assert [each.answer for each in due(collected(made, report, ruling), "2025-08-01", "2025-12-31")] == [True]
    undated = nm.Event(id="ruling", kind="court-ruling", name="A ruling")
    found = due(collected(made, report, undated, ended), "2025-08-01", "2025-12-31")
    assert [(each.answer, each.reason) for each in found] == [(None, "the records give no date for ruling")]
    announced = order(milestones=reached("announced 2025-01-01"))
    assert not due(collected(announced, report, undated, ended), "2025-08-01", "2025-12-31")


MONTH_AFTER_SIGNING = nm.Deadline(within="P30D", after="signed")


@each_case(
    ("stages", "deadline", "start", "expected"),
    [
        (["signed 2023-05"], MONTH_AFTER_SIGNING, None, True),
        (["signed 2023-05"], MONTH_AFTER_SIGNING, "2023-05-31", True),
        (["signed 2023-05"], MONTH_AFTER_SIGNING, "2023-06-01", None),  # due on May 31 if it was signed on May 1
        (["signed 2023-05", "effective 2023-06-01"], MONTH_AFTER_SIGNING, None, None),
        (["signed 2023-05", "effective 2023-06-01"], nm.Deadline(within="P30D", after="effective"), None, True),
        (["signed 2023-05", "issued 2023-05"], nm.Deadline(within="P5D", after="issued"), None, True),
        (["signed 2023-05"], nm.Deadline(within="P5D", after_record="hearing"), None, None),
        (["signed 2023-05"], nm.Deadline(date="2023-05"), None, True),
        (["signed 2023-05"], nm.Deadline(date="2023-05"), "2023-05-20", True),
    ],
)
def test_an_act_may_be_due_before_its_provision_starts_unless_it_runs_from_that_start(
    stages: list[str], deadline: nm.Deadline, start: str | None, expected: object
) -> None:
    report = duty(deadline=deadline, start_date=start)
    hearing = nm.Event(id="hearing", kind="hearing", name="A hearing", start_date="2023-05")
    found = due(collected(order(milestones=reached(*stages)), report, hearing), "2023-01-01", "2023-12-31")
    assert [each.answer for each in found] == [expected]


@pytest.mark.parametrize(("last", "expected"), [("2023-04-30", True), ("2023-05-15", None)])
def test_an_act_may_be_due_while_its_provision_is_suspended(last: str, expected: object) -> None:
    report = duty(deadline=nm.Deadline(date="2023-05"))
    ruling = nm.Event(id="ruling", kind="court-ruling", name="A ruling", start_date="2023-02-01", end_date=last)
    suspends = nm.Relation(id="r", subject="ruling", predicate="suspends", object="order")
    demo = collected(order(milestones=reached("signed 2023-01-01")), report, ruling, suspends)
    assert [each.answer for each in due(demo, "2023-01-01", "2023-12-31")] == [expected]
