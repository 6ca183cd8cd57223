"""Suspensions that end: on a day, with an event, or because they are lifted; and what courts annul or uphold."""

from typing import Any

import pytest

import nmpolicy as nm
from each_case import each_case
from nmpolicy.rules.examples import duty, order
from query_helpers import collected, reached

SIGNED = order(milestones=reached("signed 2024-01-01"))


def ruling(start: str, end: str | None = None, id: str = "ruling") -> nm.Event:
    return nm.Event(id=id, kind="court-ruling", name="A ruling", start_date=start, end_date=end)


def acts(subject: str, predicate: str, object: str = "order", **more: Any) -> nm.Relation:
    return nm.Relation(id=f"{subject}-{predicate}", subject=subject, predicate=predicate, object=object, **more)


def related(named: dict[str, Any], **fields: Any) -> nm.Relation:
    every: dict[str, Any] = {"id": "r", **fields, **named}
    return nm.Relation(**every)


def answers(days: list[str], *records: nm.Record, id: str = "order") -> list[bool | None]:
    collection = collected(*records)
    return [nm.in_force(collection, id, day).answer for day in days]


DAYS = ["2024-05-31", "2024-06-01", "2024-06-10", "2024-06-11", "2024-07-01"]


@each_case(
    "records",
    [
        [ruling("2024-06-01", "2024-06-10"), acts("ruling", "suspends")],
        [ruling("2024-06-01"), acts("ruling", "suspends", end_date="2024-06-10")],
        [ruling("2024-06-01", "2024-06-03"), acts("ruling", "suspends", end_date="2024-06-10")],
        [ruling("2024-05-20", "2024-05-21"), acts("ruling", "suspends", effective_date="2024-06-01", end_date="2024-06-10")],
        [order(id="stay", milestones=reached("signed 2024-06-01", "expired 2024-06-10")), acts("stay", "suspends")],
        [order(id="stay", milestones=reached("signed 2024-06-01")), acts("stay", "suspends", end_date="2024-06-10")],
        *(
            [ruling("2024-06-01"), acts("ruling", "suspends"), ruling("2024-06-11", id="appeal"), acts("appeal", "lifts", object)]
            for object in ("ruling", "order")
        ),
        *(
            [order(id="stay", milestones=reached("signed 2024-06-01")), acts("stay", "suspends"), ruling("2024-06-11", id="appeal"), acts("appeal", "lifts", object)]
            for object in ("stay", "order")
        ),
    ],
)  # fmt: skip
def test_an_order_is_back_in_force_after_its_suspension(records: list[nm.Record]) -> None:
    assert answers(DAYS, SIGNED, *records) == [True, False, False, True, True]


def test_a_suspension_without_an_end_lasts() -> None:
    records = [SIGNED, ruling("2024-06-01"), acts("ruling", "suspends")]
    assert answers(DAYS, *records) == [True, False, False, False, False]
    hearing = [ruling("2024-05-20", "2024-05-21"), acts("ruling", "suspends", effective_date="2024-06-01")]
    assert answers(DAYS, SIGNED, *hearing) == [True, False, False, False, False]
    undated = [ruling("2024-06-01"), acts("ruling", "suspends"), acts("court", "lifts"), nm.Event(id="court", kind="court-ruling", name="C")]  # fmt: skip
    assert answers(DAYS, SIGNED, *undated) == [True, None, None, None, None]
    late = [*records, ruling("2024-08", id="court"), acts("court", "lifts")]
    assert answers(DAYS, *late) == [True, False, False, False, False]
    early = [*records, ruling("2024-03-01", id="court"), acts("court", "lifts")]
    assert answers(DAYS, *early) == [True, False, False, False, False]


def test_a_recorded_suspension_is_lifted_too() -> None:
    suspended = order(milestones=reached("signed 2024-01-01", "suspended 2024-06-01"))
    lifted = [suspended, ruling("2024-06-11"), acts("ruling", "lifts")]
    assert answers(DAYS, *lifted) == [True, False, False, True, True]
    draft = order(id="draft", milestones=reached("announced 2024-06-02"))
    assert answers(DAYS, suspended, draft, acts("draft", "lifts")) == [True, False, False, False, False]
    unclear = order(id="draft")
    assert answers(DAYS, suspended, unclear, acts("draft", "lifts")) == [None if a is False else a for a in [True, False, False, False, False]]  # fmt: skip


def test_the_reasons_tell_the_suspension_that_is_over() -> None:
    collection = collected(SIGNED, ruling("2024-06-01", "2024-06-10"), acts("ruling", "suspends"))
    labels = [each.label for each in nm.in_force(collection, "order", "2024-07-01").reasons]
    assert labels == [
        "signed 2024-01-01",
        "suspended by ruling from 2024-06-01 through 2024-06-10",
        "no end is recorded",
    ]
    stay = order(id="stay", milestones=reached("signed 2024-06-01", "rescinded 2024-06-10"))
    labels = [each.label for each in nm.in_force(collected(SIGNED, stay, acts("stay", "suspends")), "order", "2024-07-01").reasons]  # fmt: skip
    assert "suspended by stay on 2024-06-01, which is not in force" in labels
    ran_out = collected(SIGNED, stay, acts("stay", "suspends", end_date="2024-06-05"))
    labels = [each.label for each in nm.in_force(ran_out, "order", "2024-07-01").reasons]
    assert "suspended by stay from 2024-06-01 through 2024-06-05" in labels
    unclear = order(id="stay", milestones=reached("signed 2024-06-01", "rescinded"))
    found = nm.in_force(collected(SIGNED, unclear, acts("stay", "suspends")), "order", "2024-07-01")
    assert (found.answer, found.reasons[0].label) == (
        None,
        "suspended by stay on 2024-06-01, which may not be in force",
    )
    court = [ruling("2024-06-01"), acts("ruling", "suspends"), ruling("2024-06-11", id="court"), acts("court", "lifts")]
    labels = [each.label for each in nm.in_force(collected(SIGNED, *court), "order", "2024-07-01").reasons]
    assert labels[1:3] == ["suspended by ruling on 2024-06-01", "lifted by court on 2024-06-11"]


def test_a_suspended_part_leaves_the_order_in_force_and_comes_back() -> None:
    records = [SIGNED, duty(), ruling("2024-06-01", "2024-06-10"), acts("ruling", "suspends", scope=["order.report"])]
    assert answers(DAYS, *records) == [True] * 5
    assert answers(DAYS, *records, id="order.report") == [True, False, False, True, True]
    parts = {on: [each.label for each in nm.in_force(collected(*records), "order", on).parts] for on in DAYS}
    told = "suspended by ruling from 2024-06-01 through 2024-06-10, in part: order.report"
    assert parts == {on: [told] if on in DAYS[1:3] else [] for on in DAYS}


def test_a_part_is_suspended_only_while_the_suspending_order_is_in_force() -> None:
    stay = order(id="stay", milestones=reached("signed 2024-06-01", "expired 2024-06-10"))
    records = [SIGNED, stay, acts("stay", "suspends", section="Section 2")]
    parts = [len(nm.in_force(collected(*records), "order", on).parts) for on in DAYS]
    assert parts == [0, 1, 1, 0, 0]


def test_a_month_is_split_where_a_suspension_ends() -> None:
    records = [SIGNED, ruling("2024-06-01"), acts("ruling", "suspends"), ruling("2024-06-11", id="court"), acts("court", "lifts", "ruling")]  # fmt: skip
    labels = [each.label for each in nm.in_force(collected(*records), "order", "2024-06").reasons]
    assert labels == ["suspended by ruling on 2024-06-01", "signed 2024-01-01", "lifted by court on 2024-06-11"]


def test_a_month_is_split_where_a_suspension_runs_out() -> None:
    records = [SIGNED, ruling("2024-01-01", "2024-06-10"), acts("ruling", "suspends")]
    found = nm.in_force(collected(*records), "order", "2024-06")
    told = "suspended by ruling from 2024-01-01 through 2024-06-10"
    labels = [told, "signed 2024-01-01"]
    assert (found.answer, [each.label for each in found.reasons]) == (None, labels)


def test_a_court_annuls_for_good_and_upholding_changes_nothing() -> None:
    court = ruling("2024-06-11")
    assert answers(DAYS, SIGNED, court, acts("ruling", "annuls")) == [True, True, True, False, False]
    for predicate in ("upholds", "reaffirms"):
        assert answers(DAYS, SIGNED, court, acts("ruling", predicate)) == [True] * 5
    part = [SIGNED, duty(), court, acts("ruling", "annuls", section="Section 2")]
    assert answers(DAYS, *part) == [True] * 5


@each_case(
    ("suspended", "lifted", "told"),
    [
        ({"scope": ["order.a"]}, {"scope": ["order.a"]}, []),
        ({"section": "Section 5"}, {"section": "Sec. 5"}, []),
        ({"scope": ["order.a"]}, {"section": "Section 1"}, []),
        ({"section": "Section 5"}, {"section": "Section 6"}, ["suspended by ruling on 2024-06-01, in part: Section 5"]),
        (
            {"scope": ["order.a", "order.b"]},
            {"scope": ["order.b"]},
            ["suspended by ruling on 2024-06-01, in part: order.a"],
        ),
        (
            {"section": "Section 1"},
            {"scope": ["order.a"]},
            ["suspended by ruling on 2024-06-01, in part: Section 1"],
        ),
    ],
)
def test_a_part_is_no_longer_told_as_suspended_once_the_suspension_is_lifted_from_it(
    suspended: dict[str, Any], lifted: dict[str, Any], told: list[str]
) -> None:
    clauses = [duty(id=f"order.{id}", instrument="order", section=f"Section {n}") for id, n in (("a", 1), ("b", 2))]
    collection = collected(
        SIGNED,
        *clauses,
        ruling("2024-06-01"),
        ruling("2024-06-11", id="appeal"),
        acts("ruling", "suspends", **suspended),
        acts("appeal", "lifts", **lifted),
    )
    before, after = (nm.in_force(collection, "order", day) for day in ("2024-06-10", "2024-06-11"))
    assert len(before.parts) == 1
    assert (after.answer, [each.label for each in after.parts]) == (True, told)


CLAUSES = [duty(id=f"order.{name}", section=f"Section {name}") for name in ("1", "2", "3")]
STAYED = [SIGNED, *CLAUSES, ruling("2024-06-01"), ruling("2024-06-11", id="court")]


def test_a_lift_of_parts_leaves_only_the_others_suspended() -> None:
    stays = acts("ruling", "suspends", scope=["order.1", "order.2"])
    told = "suspended by ruling on 2024-06-01, in part: order."

    def parts(*lifts: nm.Relation) -> list[str]:
        return [each.label for each in nm.in_force(collected(*STAYED, stays, *lifts), "order", "2024-07").parts]

    assert parts() == [f"{told}1, order.2"]
    for lifted in ("order", "ruling"):
        assert parts(acts("court", "lifts", lifted, scope=["order.1"])) == [f"{told}2"]
        assert parts(acts("court", "lifts", lifted, scope=["order.1", "order.2"])) == []
        assert parts(acts("court", "lifts", lifted)) == []
    assert parts(acts("court", "lifts", section="Section 2")) == [f"{told}1"]


@pytest.mark.parametrize("lifted", ["order", "ruling"])
def test_a_lift_of_a_part_in_words_leaves_what_is_suspended_unknown(lifted: str) -> None:
    stays, lift = (
        acts("ruling", "suspends", scope=["order.1"]),
        acts("court", "lifts", lifted, section="as to families"),
    )
    collection = collected(*STAYED, stays, lift)
    force = nm.in_force(collection, "order.1", "2024-07")
    assert force.answer is None
    assert [each.record for each in force.reasons] == [stays.id, lift.id]
    assert [nm.in_force(collection, id, "2024-07").answer for id in ("order.3", "order")] == [True, True]
    whole = collected(*STAYED, acts("ruling", "suspends"), lift)
    assert [nm.in_force(whole, id, "2024-07").answer for id in ("order.1", "order")] == [None, False]


@each_case("lifted", ["order", "ruling"])
@each_case(("section", "left"), [("Sec. 4", 0), ("as to ships", 1), ("Section 5", 1)])
def test_a_section_without_a_record_is_lifted_by_its_name(lifted: str, section: str, left: int) -> None:
    stays, lift = acts("ruling", "suspends", section="Section 4"), acts("court", "lifts", lifted, section=section)
    assert len(nm.in_force(collected(*STAYED, stays, lift), "order", "2024-07").parts) == left


@each_case("lifted", ["order", "ruling"])
@each_case("words", [{"section": "Sec. 1"}, {"scope": ["order.1"]}])
@each_case(
    ("suspended", "left"),
    [
        ({"scope": ["order.1"]}, ""),
        ({"object": "order.1"}, ""),
        ({"scope": ["order.1", "order.2"]}, "order.2"),
        ({"section": "Section 5", "scope": ["order.1"]}, "Section 5"),
        ({"scope": ["order.2"]}, "order.2"),
    ],
)
def test_a_lift_in_words_counts_for_the_provision_that_they_name(
    suspended: dict[str, Any], left: str, words: dict[str, Any], lifted: str
) -> None:
    stays = related(suspended, subject="ruling", predicate="suspends", object="order")
    collection = collected(*STAYED, stays, acts("court", "lifts", lifted, **words))
    assert nm.in_force(collection, "order.1", "2024-07").answer is True
    told = [each.label for each in nm.in_force(collection, "order", "2024-07").parts]
    assert told == ([f"suspended by ruling on 2024-06-01, in part: {left}"] if left else [])
    assert len(nm.in_force(collection, "order", "2024-06-10").parts) == 1


@pytest.mark.parametrize("lifted", ["order", "ruling"])
def test_a_lift_of_another_section_lifts_nothing(lifted: str) -> None:
    records = [*STAYED, acts("ruling", "suspends", scope=["order.1"])]
    for section, answer in (("Section 2", False), ("Section 1(a)", None), ("as to families", None)):
        collection = collected(*records, acts("court", "lifts", lifted, section=section))
        assert nm.in_force(collection, "order.1", "2024-07").answer is answer


def test_a_section_of_which_order_is_lifted_is_open_if_a_ruling_suspends_several() -> None:
    other = [
        order(id="other", milestones=reached("signed 2024-01-01")),
        duty(id="other.1", instrument="other", section="Section 1"),
    ]
    stays = [
        nm.Relation(id=f"r-{id}", subject="ruling", predicate="suspends", object=id, section="Section 1")
        for id in ("order", "other")
    ]
    collection = collected(*STAYED, *other, *stays, acts("court", "lifts", "ruling", section="Section 1"))
    assert [nm.in_force(collection, id, "2024-07").answer for id in ("order.1", "other.1")] == [None, None]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ({"scope": ["order.1"]}, True),
        ({"section": "Sec. 1"}, True),
        ({"section": "as to ships"}, None),
        ({"section": "Section 2"}, False),
    ],
)
def test_a_part_is_lifted_of_a_suspension_that_a_milestone_records(words: dict[str, Any], answer: bool | None) -> None:  # noqa: FBT001  # a parameter of the test
    suspended = order(milestones=reached("signed 2024-01-01", "suspended 2024-06-01"))
    collection = collected(suspended, *CLAUSES, ruling("2024-06-11", id="court"), acts("court", "lifts", **words))
    assert [nm.in_force(collection, "order.1", f"2024-06-{on}").answer for on in (10, 11)] == [False, answer]
    assert nm.in_force(collection, "order", "2024-07").answer is False


def test_the_first_of_many_lifts_is_told() -> None:
    rulings = [ruling(f"2024-06-{on}", id=f"r{on}") for on in (11, 12, 13)]
    lifts = [acts(each.id, "lifts") for each in rulings]
    found = nm.in_force(
        collected(SIGNED, ruling("2024-06-01"), acts("ruling", "suspends"), *rulings, *lifts), "order", "2024-07"
    )
    assert [each.label for each in found.reasons if each.label.startswith("lifted")] == ["lifted by r11 on 2024-06-11"]


@pytest.mark.parametrize("stays", range(3))
def test_repeated_suspensions_agree_with_a_calendar(stays: int) -> None:
    days = [(2, 4), (6, 6), (8, 9)][: stays + 1]
    records: list[nm.Record] = [SIGNED]
    for first, last in days:
        records += [ruling(f"2024-06-0{first}", id=f"s{first}"), acts(f"s{first}", "suspends")]
        records += [ruling(f"2024-06-{last + 1:02}", id=f"l{last}"), acts(f"l{last}", "lifts")]
    collection = collected(*records)
    for on in range(1, 13):
        suspended = any(first <= on <= last for first, last in days)
        assert nm.in_force(collection, "order", f"2024-06-{on:02}").answer is not suspended


def test_a_lift_that_names_a_provision_and_words_is_told_once() -> None:
    records = [*STAYED, acts("ruling", "suspends", scope=["order.1"])]
    lift = acts("court", "lifts", scope=["order.1"], section="as to ships", effective_date="2024-07")
    found = nm.in_force(collected(*records, lift), "order.1", "2024-07-10")
    assert (found.answer, [each.record for each in found.reasons]) == (None, ["ruling-suspends", "court-lifts"])


def test_the_reasons_tell_only_what_lifted_a_suspension_first() -> None:
    lifts = [
        *(ruling("2024-06-11", id="appeal"), acts("appeal", "lifts", "ruling")),
        *(ruling("2024-07-01", id="settlement"), acts("settlement", "lifts")),
    ]
    for listed in lifts, lifts[::-1]:
        collection = collected(SIGNED, ruling("2024-06-01"), acts("ruling", "suspends"), *listed)
        labels = [each.label for each in nm.in_force(collection, "order", "2024-08-01").reasons]
        assert [each for each in labels if "lifted" in each] == ["lifted by appeal on 2024-06-11"]


def test_a_suspension_without_a_date_is_lifted_by_what_lifts_it() -> None:
    stay = order(id="stay", milestones=reached("signed"))
    lifted = [ruling("2024-06-11", id="appeal"), acts("appeal", "lifts")]
    assert answers(DAYS, SIGNED, stay, acts("stay", "suspends"), *lifted) == [None, None, None, True, True]
