"""Instruments of which only a part is in force: parts that begin early or late, end, lapse or are extended."""

import random
from datetime import date, timedelta
from typing import Any

import pytest

import nmpolicy as nm
from each_case import each_case
from nmpolicy.queries.force.endings import endings_of
from nmpolicy.rules.examples import duty, order
from query_helpers import collected, reached

DAYS = range(1, 16)


def day(number: int) -> str:
    return (date(2022, 2, 28) + timedelta(days=number)).isoformat()


def parts(collection: nm.Collection, on: str, id: str = "order") -> list[str]:
    found = nm.in_force(collection, id, on)
    assert found.answer is True
    return [each.label for each in found.parts]


def extends(subject: str, **more: Any) -> nm.Relation:
    return nm.Relation(id=f"{subject}-extends", subject=subject, predicate="extends", object="order", **more)


def related(named: dict[str, Any], **fields: Any) -> nm.Relation:
    every: dict[str, Any] = {"id": "r", **fields, **named}
    return nm.Relation(**every)


def signed(id: str, *stages: str) -> nm.Order:
    return order(id=id, milestones=reached(*stages))


def extended_twice(first: list[str], second: list[str], section: str = "Section 1") -> nm.Collection:
    """An order of which two others extend a section, given their stages."""
    return collected(
        signed("order", "signed 2022-03-01"),
        signed("first", *first),
        signed("second", *second),
        extends("first", section="Section 1"),
        extends("second", section=section),
    )


def test_a_section_lapses_with_the_last_order_that_extends_it() -> None:
    first, second = ["signed 2022-03-05", "expired 2022-03-09"], ["signed 2022-03-09", "expired 2022-03-12"]
    collection = extended_twice(first, second, section="Sec. 1")
    told = "extended by second from 2022-03-09 through 2022-03-12, in part: Sec. 1"
    assert [parts(collection, f"2022-03-{on}") for on in ("04", "10", "12")] == [[], [], []]
    assert parts(collection, "2022-03-13") == [told]
    assert nm.in_force(collection, "order", "2022-03").answer is True


def test_only_the_provisions_that_nothing_extends_further_have_lapsed() -> None:
    clauses = [duty(id=f"order.{n}", instrument="order", section=f"Section {n}") for n in (1, 2, 3)]
    collection = collected(
        signed("order", "signed 2022-03-01"),
        *clauses,
        signed("first", "signed 2022-03-05", "expired 2022-03-09"),
        signed("second", "signed 2022-03-09", "expired 2022-03-12"),
        extends("first", scope=["order.1", "order.2"]),
        extends("second", scope=["order.1"]),
    )
    told = [
        "extended by first from 2022-03-05 through 2022-03-09, in part: order.2",
        "extended by second from 2022-03-09 through 2022-03-12, in part: order.1",
    ]
    assert [parts(collection, f"2022-03-{on}") for on in ("09", "10", "13")] == [[], told[:1], told]
    lasting = [nm.in_force(collection, f"order.{n}", "2022-03-10").answer for n in (1, 2, 3)]
    assert lasting == [True, False, True]


def test_a_part_that_may_last_is_told_and_an_open_extension_ends_nothing() -> None:
    first = signed("first", "signed 2022-03-05", "expired 2022-03")
    unclear = collected(signed("order", "signed 2022-03-01"), first, extends("first", section="Section 1"))
    assert [len(parts(unclear, on)) for on in ("2022-03-04", "2022-03-20", "2022-04-01")] == [0, 1, 1]
    open_one = collected(
        signed("order", "signed 2022-03-01"),
        signed("first", "signed 2022-03-05"),
        extends("first", section="Section 1"),
    )
    assert parts(open_one, "2030") == []


def test_a_part_that_may_have_lapsed_names_no_extension_that_has_not_begun() -> None:
    first, second = ["signed 2022-03-05", "expired 2022-03"], ["signed 2022-03-20", "expired 2022-04-10"]
    collection = extended_twice(first, second)
    earlier = "extended by first on 2022-03-05, in part: Section 1"
    assert [parts(collection, f"2022-03-{on}") for on in ("06", "19")] == [[earlier], [earlier]]
    later = "extended by second from 2022-03-20 through 2022-04-10, in part: Section 1"
    assert [parts(collection, on) for on in ("2022-03-20", "2022-04-11")] == [[later], [later]]


def extended(name: str, first: str, last: str, **part: Any) -> list[nm.Record]:
    return [signed(name, f"signed 2022-03-{first}", f"expired 2022-03-{last}"), extends(name, **part)]


@each_case(
    ("on", "told"),
    [
        ("05", []),
        ("06", ["first", "second"]),
        ("09", ["first", "second"]),
        ("10", ["second", "third"]),
        ("12", ["second", "third"]),
        ("13", ["third"]),
        ("14", ["third"]),
    ],
)
def test_once_the_rest_has_expired_the_extensions_of_parts_are_told_while_they_last(on: str, told: list[str]) -> None:
    collection = collected(
        signed("order", "signed 2022-03-01", "expired 2022-03-05"),
        *extended("first", "03", "09", section="Section 1"),
        *extended("second", "05", "12", section="Section 2"),
        *extended("third", "10", "14", section="Section 2"),
    )
    assert [each.split()[2] for each in parts(collection, f"2022-03-{on}")] == told


@each_case(
    "later",
    [
        extended("second", "12", "14", section="Section 1"),
        [signed("whole", "signed 2022-03-10~"), extends("whole")],
    ],
)
def test_what_may_extend_a_part_after_it_has_lapsed_is_not_told(later: list[nm.Record]) -> None:
    collection = collected(
        signed("order", "signed 2022-03-01"), *extended("first", "05", "09", section="Section 1"), *later
    )
    told = ["extended by first from 2022-03-05 through 2022-03-09, in part: Section 1"]
    assert [parts(collection, f"2022-03-{on}") for on in ("09", "10", "13", "15")] == [[], told, told, told]


def test_a_part_may_have_lapsed_though_an_order_extends_what_may_be_another_part() -> None:
    collection = collected(
        signed("order", "signed 2022-03-01"),
        *extended("first", "05", "09", section="Section 1"),
        *extended("second", "07", "14", section="Section 1(a)"),
    )
    assert [len(parts(collection, f"2022-03-{on}")) for on in ("09", "10")] == [0, 1]


def test_no_part_of_an_extended_order_is_told_while_the_order_and_the_part_last() -> None:
    collection = collected(
        signed("order", "signed 2022-03-01", "expired 2022-03-05"),
        *extended("whole", "03", "12"),
        *extended("first", "04", "14", section="Section 1"),
    )
    told = ["extended by first from 2022-03-04 through 2022-03-14, in part: Section 1"]
    assert [parts(collection, f"2022-03-{on}") for on in ("06", "12", "13")] == [[], [], told]


def test_a_section_and_a_provision_lapse_each_on_its_own() -> None:
    collection = collected(
        signed("order", "signed 2022-03-01"),
        duty(id="order.2", instrument="order", section="Section 2"),
        *extended("first", "05", "09", section="Section 1"),
        *extended("second", "07", "12", scope=["order.2"]),
    )
    first = "extended by first from 2022-03-05 through 2022-03-09, in part: Section 1"
    second = "extended by second from 2022-03-07 through 2022-03-12, in part: order.2"
    assert [parts(collection, f"2022-03-{on}") for on in ("09", "10", "13")] == [[], [first], [first, second]]


def reach(end: int, spans: list[tuple[int, int]]) -> int:
    """The last day that some spans of days reach, one day at a time."""
    while any(first <= end + 1 <= last for first, last in spans):
        end += 1
    return end


def first_end(showing: list[tuple[int, int]], extending: list[tuple[int, int]]) -> int:
    """The last day of what is extended, which would have ended with the first that extends it."""
    return reach(min(showing)[1], extending) if showing else 99


@each_case("seed", range(60))
def test_lapsed_parts_agree_with_a_calendar_on_each_day(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # the same in each run
    clauses = [duty(id=f"order.{n}", instrument="order", section=f"Section {n}") for n in (1, 2)]
    records: list[nm.Record] = [signed("order", f"signed {day(1)}"), *clauses]
    spans: dict[str, list[tuple[int, int]]] = {"Section 1": [], "order.2": [], "": []}
    number = chance.randint(1, 4)
    for name, first in zip("abcd"[:number], chance.sample(range(2, 12), number), strict=True):
        last = chance.choice(range(first, 14))
        part = chance.choice(["Section 1", "order.2", "Section 1", "order.2", ""])
        spans[part].append((first, last))
        named: dict[str, Any] = {"scope": [part]} if part == "order.2" else {"section": part}
        records += [signed(name, f"signed {day(first)}", f"expired {day(last)}"), extends(name, **named)]
    collection = collected(*records)
    every = [span for some in spans.values() for span in some]
    whole, alone = (first_end(spans[""], some) for some in (every, spans[""]))
    ends = {part: first_end(spans[part] + spans[""], spans[part] + spans[""]) for part in spans if part and spans[part]}
    for on in DAYS:
        found = nm.in_force(collection, "order", day(on))
        assert found.answer is (on <= whole)
        if on <= min(whole, alone):
            lapsed = {part for part, end in ends.items() if end < on}
            assert {part for each in found.parts for part in ends if part in each.label} == lapsed


@each_case("named", [{"scope": ["order.1"]}, {"section": "Sec. 1"}, {"object": "order.1"}, {}])
@each_case("start", range(2, 10))
@each_case("end", [7, 9])
def test_an_extension_that_names_a_provision_prolongs_its_own_last_day(
    named: dict[str, Any], start: int, end: int
) -> None:
    clause = duty(id="order.1", instrument="order", section="Section 1", end_date=day(5))
    longer = related(named, subject="first", predicate="extends", object="order")
    first = signed("first", f"signed {day(start)}", f"expired {day(max(start, end))}")
    collection = collected(signed("order", f"signed {day(1)}", f"expired {day(12)}"), clause, first, longer)
    last = max(start, end) if named and start <= 6 else 5
    assert [nm.in_force(collection, "order.1", day(on)).answer for on in DAYS] == [on <= last for on in DAYS]
    told = [bool(parts(collection, day(on))) for on in range(1, 13)]
    assert told == [on > last for on in range(1, 13)]


def test_an_extension_that_ends_sooner_does_not_shorten_the_days_of_a_provision() -> None:
    clause = duty(id="order.1", instrument="order", section="Section 1", end_date="2022-03-20")
    first = signed("first", "signed 2022-03-05", "expired 2022-03-09")
    collection = collected(signed("order", "signed 2022-03-01"), clause, first, extends("first", scope=["order.1"]))
    assert [nm.in_force(collection, "order.1", f"2022-03-{on}").answer for on in (10, 20, 21)] == [True, True, False]
    assert parts(collection, "2022-03-15") == []
    over = nm.in_force(collection, "order.1", "2022-03-21").reasons
    assert over[0].label == "its own last day is 2022-03-20"
    assert parts(collection, "2022-03-21")[0] == "has force through 2022-03-20, in part: order.1"


def test_the_reason_tells_by_what_a_provision_outlasts_its_own_last_day() -> None:
    clause = duty(id="order.1", instrument="order", end_date="2022-03-08")
    first = signed("first", "signed 2022-03-05", "expired 2022-03-12")
    collection = collected(signed("order", "signed 2022-03-01"), clause, first, extends("first", scope=["order.1"]))
    longer = "extended by first from 2022-03-05 through 2022-03-12"
    for on, answer in (("2022-03-10", True), ("2022-03-13", False)):
        found = nm.in_force(collection, "order.1", on)
        assert (found.answer, longer in [each.label for each in found.reasons]) == (answer, True)
    told = ["has force through 2022-03-08, in part: order.1", f"{longer}, in part: order.1"]
    assert parts(collection, "2022-03-13") == told


@each_case(("second", "on"), [(("12", "18"), "10"), (("15", "18"), "16")])
def test_a_reason_names_no_extension_of_a_provision_that_begins_too_late(second: tuple[str, str], on: str) -> None:
    collection = collected(
        signed("order", "signed 2022-03-01"),
        duty(id="order.1", instrument="order", end_date="2022-03-08"),
        *extended("first", "05", "12", scope=["order.1"]),
        *extended("second", *second, scope=["order.1"]),
    )
    reasons = [each.label for each in nm.in_force(collection, "order.1", f"2022-03-{on}").reasons]
    assert "extended by first from 2022-03-05 through 2022-03-12" in reasons
    assert not any("second" in each for each in reasons)


def test_the_reasons_tell_the_first_day_of_a_provision_until_it_is_reached() -> None:
    clause = duty(id="order.1", instrument="order", start_date="2022-03-05", end_date="2022-03-08")
    collection = collected(signed("order", "signed 2022-03-01"), clause)
    first, last = "its own first day is 2022-03-05", "its own last day is 2022-03-08"
    for on, told in (("04", [first]), ("06", ["signed 2022-03-01", last]), ("09", [last])):
        assert [each.label for each in nm.in_force(collection, "order.1", f"2022-03-{on}").reasons] == told


def test_extensions_of_a_provision_in_a_circle_leave_its_last_day_open() -> None:
    clauses = [duty(id=f"{id}.1", instrument=id, end_date="2022-03-05") for id in ("a", "b")]
    both = [signed(id, "signed 2022-03-01") for id in ("a", "b")]
    circle = [
        nm.Relation(id=f"{subject}-{object}", subject=f"{subject}.1", predicate="extends", object=f"{object}.1")
        for subject, object in (("a", "b"), ("b", "a"))
    ]
    collection = collected(*both, *clauses, *circle)
    assert [nm.in_force(collection, "a.1", on).answer for on in ("2022-03-05", "2022-06-01")] == [True, None]


LAW = nm.Measure(
    id="law", kind="ordinance", title="A law", milestones=reached(f"signed {day(2)}", f"effective {day(10)}")
)


@each_case("start", range(1, 13))
@each_case("end", [None, 7, 11])
def test_a_measure_is_in_force_in_part_once_a_provision_has_begun(start: int, end: int | None) -> None:
    if end and end < start:
        return
    clause = duty(id="law.1", instrument="law", start_date=day(start), end_date=day(end) if end else None)
    collection = collected(LAW, clause, duty(id="law.2", instrument="law"))
    for on in DAYS:
        begun = start <= on <= (end or 99)
        found = nm.in_force(collection, "law", day(on))
        assert nm.in_force(collection, "law.1", day(on)).answer is begun
        assert found.answer is (on >= 10 or (begun and on >= 2))
        assert bool(found.parts) is (found.answer and (not begun or on < 10))
        assert not found.parts or {each.record for each in found.parts} == {"law.1"}


@pytest.mark.parametrize(
    "named", [{"scope": ["law.1"]}, {"section": "Sec. 1"}, {"object": "law.1"}, {"section": "Section 9"}]
)
def test_a_part_that_another_record_commences_leaves_a_measure_in_force_in_part(named: dict[str, Any]) -> None:
    for start in (6, 12):
        event = nm.Event(id="notice", kind="other", name="A notice", start_date=day(start))
        early = related(named, subject="notice", predicate="commences", object="law")
        collection = collected(LAW, duty(id="law.1", instrument="law", section="Section 1"), event, early)
        found = [nm.in_force(collection, "law", day(on)) for on in DAYS]
        assert [each.answer for each in found] == [on >= min(start, 10) for on in DAYS]
        told = [[part.record for part in each.parts] for each in found]
        assert told == [["r"] if min(start, 10) <= on < max(start, 10) else [] for on in DAYS]


def test_a_part_that_began_early_and_has_ended_leaves_nothing_of_a_measure_in_force() -> None:
    event = nm.Event(id="notice", kind="other", name="A notice", start_date=day(4))
    early = nm.Relation(id="r", subject="notice", predicate="commences", object="law", scope=["law.1"])
    collection = collected(LAW, duty(id="law.1", instrument="law", end_date=day(6)), event, early)
    assert [nm.in_force(collection, "law", day(on)).answer for on in (3, 4, 6, 7, 9)] == [
        False,
        True,
        True,
        False,
        False,
    ]


def test_a_measure_that_takes_effect_in_stages_is_in_force_in_part_until_the_last() -> None:
    stages = reached("signed 2022-03-01", "effective 2022-03-05", "effective 2022-03-10")
    collection = collected(nm.Measure(id="law", kind="ordinance", title="A law", milestones=stages))
    assert nm.in_force(collection, "law", "2022-03-04").answer is False
    assert [parts(collection, f"2022-03-{on}", "law") for on in ("05", "09", "10")] == [
        ["effective 2022-03-10"],
        ["effective 2022-03-10"],
        [],
    ]


def test_a_provision_with_a_day_of_its_own_begins_though_that_of_its_measure_is_not_recorded() -> None:
    law = nm.Measure(id="law", kind="ordinance", title="A law", milestones=reached("signed 2022-03-01"))
    clause = duty(id="law.1", instrument="law", start_date="2022-03-05")
    collection = collected(law, clause, duty(id="law.2", instrument="law"))
    asked = {
        id: [nm.in_force(collection, id, f"2022-03-0{on}").answer for on in (4, 5)] for id in ("law.1", "law.2", "law")
    }
    assert asked == {"law.1": [False, True], "law.2": [None, None], "law": [None, True]}
    rough = collected(law, duty(id="law.1", instrument="law", start_date="2022-03"))
    found = nm.in_force(rough, "law", "2022-03-10")
    assert (found.answer, len(found.reasons)) == (None, 2)
    draft = nm.Measure(id="law", kind="ordinance", title="A law", milestones=reached("announced 2022-03-01"))
    assert nm.in_force(collected(draft, clause), "law", "2022-03-10").answer is False


def test_a_provision_that_an_extension_has_as_its_object_lapses() -> None:
    first = signed("first", "signed 2022-03-05", "expired 2022-03-09")
    longer = nm.Relation(id="r", subject="first", predicate="extends", object="order.1")
    collection = collected(signed("order", "signed 2022-03-01"), duty(id="order.1", instrument="order"), first, longer)
    told = "extended by first from 2022-03-05 through 2022-03-09, in part: order.1"
    assert [parts(collection, f"2022-03-{on}") for on in ("09", "10")] == [[], [told]]


def test_the_extensions_of_a_circle_may_be_asked_for_first() -> None:
    both = [signed(id, "signed 2022-03-01", "expired 2022-03-10") for id in ("a", "b")]
    circle = [
        nm.Relation(id=f"{subject}-{object}", subject=subject, predicate="extends", object=object)
        for subject, object in (("a", "b"), ("b", "a"))
    ]
    collection = collected(*both, *circle)
    assert [each.relation.id for each in endings_of(collection).extensions("a").listed] == ["b-a"]
    assert nm.in_force(collection, "a", "2022-06-01").answer is None
