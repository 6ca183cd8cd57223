"""The start of force: nothing starts before it was made, and whatever has ended was made."""

import nmpolicy as nm
from each_case import each_case
from nmpolicy.rules.examples import duty, measure, order
from query_helpers import collected, reached


def answers(stages: list[str], days: list[str], kind: str = "") -> list[bool | None]:
    made = measure(id="order", kind=kind, milestones=reached(*stages)) if kind else order(milestones=reached(*stages))
    return [nm.in_force(collected(made), "order", day).answer for day in days]


@each_case("stage", ["expired", "repealed", "rescinded", "superseded", "struck-down", "suspended"])
def test_what_has_ended_was_made_on_a_day_that_is_not_known(stage: str) -> None:
    assert answers([f"{stage} 2022-12-31"], ["2021", "2023"]) == [None, False]
    assert answers([f"{stage} 2022-12-31"], ["2021", "2023"], kind="ordinance") == [None, False]
    assert answers(["announced 2020", f"{stage} 2022-12-31"], ["2019", "2021", "2023"]) == [False, None, False]
    collection = collected(order(milestones=reached(f"{stage} 2022-12-31")))
    label = nm.in_force(collection, "order", "2021").reasons[0].label
    stage = stage.replace("-", " ")
    assert label == f"{stage} 2022-12-31; no record says when it took effect"


def test_an_amendment_shows_that_an_order_was_made_but_not_that_a_bill_was() -> None:
    assert answers(["amended 2022-12-31"], ["2021", "2023"]) == [None, True]
    assert answers(["amended 2022-12-31"], ["2021", "2023"], kind="ordinance") == [None, None]
    assert answers(["introduced 2020", "amended 2022-12-31"], ["2021", "2023"], kind="bill") == [False, False]
    assert answers(["reinstated 2022-12-31"], ["2021", "2023"], kind="ordinance") == [None, True]


@each_case("refused", ["failed", "vetoed", "withdrawn", "dismissed", "failed-committee", "override-failed"])
def test_a_bill_that_was_refused_after_its_passage_never_took_effect(refused: str) -> None:
    for stages in (["passed 2018-03-01", f"{refused} 2018-04-01"], [f"{refused} 2018-04-01", "passed 2018-03-01"]):
        bill = measure(milestones=reached(*stages))
        old = order(milestones=reached("signed 2010"))
        repeal = nm.Relation(id="r", subject="ordinance", predicate="repeals", object="order")
        assert nm.in_force(collected(bill, old, repeal), "order", "2020").answer is True
        assert nm.in_force(collected(bill), "ordinance", "2018-03-15").answer is False
    assert answers([f"{refused} 2018-04-01", "passed 2018-05-01"], ["2020"], kind="bill") == [None]


def test_nothing_starts_before_it_was_made() -> None:
    law = measure(milestones=reached("signed 2018-12-01"))
    start = nm.Relation(id="r", subject="order", predicate="commences", object="ordinance")

    def commenced(*stages: str) -> list[bool | None]:
        collection = collected(law, order(milestones=reached(*stages)), start)
        return [nm.in_force(collection, "ordinance", on).answer for on in ("1900", "2018-12-15", "2020")]

    assert commenced("signed") == [False, None, None]
    assert commenced("signed 2018") == [False, None, True]
    assert commenced("signed 2018-01-05") == [False, True, True]
    assert answers(["signed 2018-12-01", "effective"], ["1900", "2020"]) == [False, None]
    assert answers(["signed 2018-12-01", "effective 2018-01-01"], ["2018-02", "2020"]) == [True, True]
    bill = measure(milestones=reached("introduced 2018-12-01"))
    undated = collected(bill, order(milestones=reached("signed")), start)
    assert [nm.in_force(undated, "ordinance", on).answer for on in ("1900", "2020")] == [False, None]


@each_case(
    ("stages", "expected"),
    [
        # If it was signed on January 4, it took effect before that, and it may have been in force on January 1.
        (["signed 2025-01-03~", "announced 2025-01-03", "announced 2025-01-02", "effective 2025-01-02~"], [None, None]),
        (["signed 2025-01-02", "announced 2025-01-03", "announced 2025-01-02", "effective 2025-01-02~"], [False, None]),
        (["signed 2025-01-04", "announced 2025-01-03", "announced 2025-01-02", "effective 2025-01-02~"], [None, None]),
        (["effective 2025-01-02~", "signed 2025-01-02~"], [None, None]),
        (["announced 2025-01-02~", "repealed 2025-01-03"], [None, None]),
    ],
)
def test_a_start_is_not_before_a_making_that_may_be_later(stages: list[str], expected: list[bool | None]) -> None:
    assert answers(stages, ["2025-01-01", "2025-01-02"]) == expected


@each_case(
    ("announced", "expected"),
    [("2025-01-03~", None), ("2025-01-02", False), ("2025-01-02~", None), ("2025-01-05", None)],
)
def test_a_commencement_is_not_before_a_making_that_may_be_later(announced: str, expected: bool | None) -> None:  # noqa: FBT001  # a parameter of the test
    waiting = order(milestones=reached(f"announced {announced}"))
    start = nm.Relation(id="r", subject="new", predicate="commences", object="order")
    other = order(id="new", milestones=reached("signed 2025-01-02~", "announced 2025-01-02"))
    assert nm.in_force(collected(waiting, other, start), "order", "2025-01-01").answer is expected


@each_case(
    ("stages", "first", "expected"),
    [
        (["signed 2025-01-04~"], "2025-01-03~", [None, None, True]),
        (["signed 2025-01-04"], "2025-01-03~", [False, False, True]),
        (["signed 2025-01-05"], "2025-01-03~", [None, None, True]),
        (["signed 2025-01-03", "effective 2025-01-05"], "2025-01-03~", [False, None, True]),
        (["signed 2025-01-03", "effective 2025-01-05~"], "2025-01-04~", [False, None, None]),
    ],
)
def test_an_inexact_first_day_of_a_provision_may_be_before_that_of_its_order(
    stages: list[str], first: str, expected: list[bool | None]
) -> None:
    made = collected(order(milestones=reached(*stages)), duty(start_date=first))
    assert [nm.in_force(made, "order.report", f"2025-01-0{day}").answer for day in (2, 3, 4)] == expected


@each_case(
    ("stages", "no_end"),
    [
        (["signed 2020"], True),
        (["signed 2020", "amended 2021"], True),
        (["signed 2020", "expired 2030"], False),
        (["signed 2020", "repealed 2024"], False),
        (["signed 2020", "rescinded 2021", "reinstated 2021-06"], True),
    ],
)
def test_an_answer_says_that_no_end_is_recorded(stages: list[str], no_end: bool) -> None:  # noqa: FBT001  # a parameter of the test
    found = nm.in_force(collected(order(milestones=reached(*stages))), "order", "2022-06-01")
    assert (found.answer, "no end is recorded" in [each.label for each in found.reasons]) == (True, no_end)


def test_a_future_repeal_is_an_end_and_one_that_failed_is_none() -> None:
    old = order(milestones=reached("signed 2020"))
    for stages, no_end in (["signed 2025"], False), (["failed 2025"], True):
        bill = measure(kind="resolution", milestones=reached(*stages))
        repeal = nm.Relation(id="r", subject="ordinance", predicate="repeals", object="order")
        labels = [each.label for each in nm.in_force(collected(old, bill, repeal), "order", "2022").reasons]
        assert ("no end is recorded" in labels) is no_end


def test_a_refusal_on_the_day_of_the_first_making_counts_until_the_next_one() -> None:
    days = ["2025-01-05", "2025-01-06", "2025-01-07", "2025-01-08"]
    stages = ["adopted 2025-01-06", "vetoed 2025-01-06", "adopted 2025-01-08"]
    assert answers(stages, days, kind="resolution") == [False, False, False, True]


def test_dates_that_contradict_the_order_of_the_milestones_each_count_by_themselves() -> None:
    days = ["2025-01-04", "2025-01-06", "2025-01-07", "2025-01-08", "2025-01-09"]
    assert answers(["effective 2025-01-07", "signed 2025-01-05"], days) == [False, False, True, True, True]
    stages = ["signed 2025-01-03", "expired 2025-01-08", "suspended 2025-01-07"]
    assert answers(stages, days) == [True, True, False, False, False]


def test_the_first_of_several_starts_is_the_reason() -> None:
    stages = reached("effective 2025-01-10", "effective 2025-01-08")
    for listed in stages, stages[::-1]:
        collection = collected(order(milestones=listed))
        for on, answer in ("2025-01-07", False), ("2025-01-08", True), ("2025-01-10", True):
            found = nm.in_force(collection, "order", on)
            assert (found.answer, found.reasons[0].label) == (answer, "effective 2025-01-08")


def test_a_provision_may_begin_when_its_order_was_first_made() -> None:
    made = order(milestones=reached("signed 2025-01-03", "signed 2025-01-05", "effective 2025-03-01"))
    collection = collected(made, duty(start_date="2025-01"))
    days = ["2025-01-02", "2025-01-03", "2025-01-04", "2025-02-01"]
    assert [nm.in_force(collection, "order.report", on).answer for on in days] == [False, None, None, True]


def test_a_bill_may_be_commenced_once_it_was_introduced() -> None:
    bill = measure(milestones=reached("introduced 2025-01-04", "passed-committee 2025-01-08"))
    start = nm.Relation(id="r", subject="new", predicate="commences", object="ordinance", effective_date="2025-01")
    days = ["2025-01-03", "2025-01-04", "2025-01-06", "2025-02-01"]
    assert [nm.in_force(collected(bill, start), "ordinance", on).answer for on in days] == [False, None, None, True]


def test_what_was_suspended_or_ended_was_in_force_on_the_day_before_the_first_of_these() -> None:
    for stages in ["suspended 2022-06-01", "rescinded 2022-12-31"], ["rescinded 2022-12-31", "suspended 2022-06-01"]:
        assert answers(stages, ["2021", "2022-05-31", "2022-06-01", "2023"]) == [None, True, False, False]
        found = nm.in_force(collected(order(milestones=reached(*stages))), "order", "2021")
        assert [each.label for each in found.reasons] == ["suspended 2022-06-01; no record says when it took effect"]
