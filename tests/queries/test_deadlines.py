"""Deadlines and recurrences, compared with counting days."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nmpolicy as nm
from nmpolicy.errors import InvalidValueError
from nmpolicy.queries.deadlines import due
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
    assert asked_for(by, "signed 2025-01-01", "repealed 2025-09-30") == []
    unsure = "the records do not decide whether it is in force then"
    assert asked_for(by, "signed 2025-01-01", "repealed 2025-10") == [("2025-10-01", "2025-10-01", None, unsure)]
    december = duty(deadline=nm.Deadline(date="2025-12"))
    for stages, answer in (
        (("signed 2025-12-05", "rescinded 2025-12-25"), [None]),
        (("signed 2024", "suspended 2025-12-02", "reinstated 2025-12-31"), [None]),
        (("signed 2025-12-05",), [True]),
        (("signed 2024", "rescinded 2025-11"), []),
    ):
        assert [each[2] for each in asked_for(december, *stages, last="2026-01")] == answer
    weekly = duty(recurrence="FREQ=WEEKLY")
    assert [each[0] for each in asked_for(weekly, "signed 2025-07-25", "expired 2025-08-08")] == [
        "2025-08-01",
        "2025-08-08",
    ]


def test_a_recurrence_that_cannot_be_computed_gives_the_reason() -> None:
    for rule, why in (
        ("FREQ=DAILY;INTERVAL=0", "INTERVAL=0 is not valid in a recurrence of days"),
        ("FREQ=DAILY;INTERVAL=-0", "INTERVAL=-0 is not valid in a recurrence of days"),
        ("FREQ=DAILY;UNTIL=2025", "UNTIL=2025 is not valid in a recurrence of days"),
        ("FREQ=DAILY;BYHOUR=1,2", "BYHOUR=1,2 is not valid in a recurrence of days"),
        ("FREQ=YEARLY;BYDAY=100000MO", "BYDAY=100000MO is not valid in a recurrence of days"),
        ("FREQ=DAILY;BYFOO=1", "unknown parameter 'BYFOO'"),
    ):
        (found,) = asked_for(duty(recurrence=rule), "signed 2025-01-01")
        assert found == ("None", "None", None, f"its recurrence {rule} cannot be computed: {why}")
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


def test_a_recurrence_with_an_imprecise_start_is_due_in_intervals() -> None:
    quarter = duty(recurrence="FREQ=MONTHLY;INTERVAL=3")
    assert asked_for(quarter, "signed 2025-03", first="2025-06-10", last="2025-06-20") == [
        ("2025-06-01", "2025-07-01", None, "")
    ]
    assert asked_for(quarter, "signed 2025-03", first="2025-06", last="2025-10") == [
        ("2025-06-01", "2025-07-01", True, ""),
        ("2025-09-01", "2025-10-01", True, ""),
    ]
    first_of_month = duty(recurrence="FREQ=MONTHLY;BYMONTHDAY=1")
    assert asked_for(first_of_month, "signed 2025-07", first="2025-09", last="2025-10") == [
        ("2025-09-01", "2025-09-01", True, ""),
        ("2025-10-01", "2025-10-01", True, ""),
    ]
    second = duty(recurrence="FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=1")
    found = asked_for(second, "signed 2025-06~", first="2025-09", last="2025-10")
    assert found == [("2025-09-01", "2025-09-01", None, ""), ("2025-10-01", "2025-10-01", None, "")]
    daily = asked_for(
        duty(recurrence="FREQ=DAILY;INTERVAL=2"), "signed 2025-08-02~", first="2025-08-05", last="2025-08-07"
    )
    assert daily == [("2025-08-05", "2025-08-06", True, ""), ("2025-08-07", "2025-08-09", None, "")]
    (open_,) = asked_for(quarter, "signed 2025~")
    assert open_[3] == "the records do not say precisely enough when its recurrence starts"


RULES = ["FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=MONTHLY;BYMONTHDAY=2", "FREQ=WEEKLY;BYDAY=MO"]


@given(st.sampled_from(RULES), st.integers(0, 80), st.integers(0, 60))
def test_each_possible_day_of_a_recurrence_is_in_an_interval(rule: str, later: int, width: int) -> None:
    first = FIRST + timedelta(days=later)

    def asked(signed: str) -> list[tuple[date, date, bool | None]]:
        made = collected(order(milestones=reached(f"signed {signed}")), duty(recurrence=rule))
        found = due(made, first, first + timedelta(days=width))
        return [(each.first, each.last, each.answer) for each in found if each.first and each.last]

    spans = asked("2025-01-05~")
    worlds = [{day for day, _, _ in asked(exact)} for exact in ("2025-01-04", "2025-01-05", "2025-01-06")]
    for one, last, answer in spans:
        assert not (one == last and answer) or all(one in world for world in worlds)
    for world in worlds:
        assert all(any(one <= day <= last for one, last, _ in spans) for day in world)
