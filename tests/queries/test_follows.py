"""What follows from the records, each against a slow and obvious way of finding it."""

from collections import Counter
from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nmpolicy as nm
from nmpolicy.errors import InvalidTypeError, InvalidValueError, UnknownIdError
from nmpolicy.queries.deadlines import due
from nmpolicy.queries.duties import duties
from nmpolicy.queries.find import find_actors
from nmpolicy.queries.lineage import LINEAGE, lineage
from nmpolicy.queries.offices import capacities, holders, overlaps, vacancies
from nmpolicy.queries.publication import delays, gaps
from nmpolicy.queries.stances import standpoints
from nmpolicy.rules.examples import CITY, JANE, MAYOR, duty, measure, order, statement, term

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST = date(2025, 1, 1)
DAYS = [FIRST + timedelta(days=number) for number in range(12)]


def collected(*records: nm.Record) -> nm.Collection:
    return nm.Collection.of(records, id="demo", title="T")


def reached(*stages: str) -> list[nm.Milestone]:
    """Milestones, each written as its stage and its date, if it has one."""
    return [nm.Milestone(stage=stage, date=date or None) for stage, _, date in (each.partition(" ") for each in stages)]


def meanings(written: nm.PartialDate | None) -> list[date]:
    """Every day of the calendar that a date may mean; without one, each, and one before and one after them all."""
    if written is None:
        return [date.min, *DAYS, date.max]
    return [
        FIRST + timedelta(days=number)
        for number in range(-1, 13)
        if written.span[0] <= FIRST + timedelta(days=number) <= written.span[1]
    ]


EXACT = st.sampled_from([nm.PartialDate(day) for day in DAYS[1:-1]])
ROUGH = st.none() | EXACT | EXACT.map(lambda day: nm.PartialDate(day + "~"))


# Lineage


@st.composite
def webs(draw: st.DrawFn) -> nm.Collection:
    ids = ["a", "b", "c", "d", "e"]
    pairs = draw(
        st.lists(
            st.tuples(st.sampled_from(ids), st.sampled_from([*nm.RelationKind]), st.sampled_from([*ids, "a.part"])),
            max_size=9,
        )
    )
    relations = [nm.Relation(id=f"r-{n}", subject=s, predicate=p, object=o) for n, (s, p, o) in enumerate(pairs)]
    return collected(*(order(id=id) for id in ids), duty(id="a.part", instrument="a"), *relations)


@given(webs())
def test_a_lineage_has_each_step_that_can_be_walked_once(collection: nm.Collection) -> None:
    host = {"a.part": "a"}
    edges = [
        (host.get(each.subject, each.subject), each, host.get(each.object, each.object))
        for each in collection.relations
        if each.predicate in LINEAGE
    ]
    expected: Counter[tuple[str, str]] = Counter()
    for back in (False, True):
        ways = [(o, r, s) if back else (s, r, o) for s, r, o in edges]
        near = {"b"}
        while more := {o for s, _, o in ways if s in near} - near:
            near |= more
        expected.update((r.id, r.predicate.inverse if back else str(r.predicate)) for s, r, _ in ways if s in near)
    links = lineage(collection, "b")
    assert Counter((link.relation.id, link.does) for link in links) == expected
    path = ["b"]
    for link in links:
        ends = {host.get(end, end) for end in (link.relation.subject, link.relation.object)}
        assert ends == {path[link.depth - 1], link.record}
        path[link.depth :] = [link.record]


def test_a_lineage_of_thousands_is_walked_in_depth() -> None:
    chain = [nm.Relation(id=f"r-{n}", subject=f"o-{n + 1}", predicate="amends", object=f"o-{n}") for n in range(5000)]
    links = lineage(collected(*(order(id=f"o-{n}") for n in range(5001)), *chain), "o-0")
    assert (len(links), links[-1].depth, links[-1].does, links[-1].record) == (5000, 5000, "amended by", "o-5000")


def test_only_what_relations_name_has_a_lineage() -> None:
    with pytest.raises(InvalidTypeError, match="'city' is neither a text nor an event"):
        lineage(collected(CITY), "city")
    with pytest.raises(UnknownIdError):
        lineage(collected(CITY), "nothing")


# Offices


@given(ROUGH, ROUGH, EXACT)
def test_who_held_a_post_is_what_every_choice_of_days_says(
    start: nm.PartialDate | None, end: nm.PartialDate | None, on: nm.PartialDate
) -> None:
    worlds = [(a, b) for a, b in product(meanings(start), meanings(end)) if a <= b]
    answers = {a <= on.earliest <= b for a, b in worlds} or {
        True,
        False,
    }  # of a term that ends before it starts, nothing is known
    found = holders(collected(term(start_date=start, end_date=end)), "mayor", on)
    assert [each.answer for each in found] == ([] if answers == {False} else [True if answers == {True} else None])


def test_what_a_holder_did_shows_that_they_held_it() -> None:
    signed = order(milestones=[nm.Milestone(stage="signed", date="2025-03-01", by=["jane-roe"])])
    said = statement(speakers=["jane-roe"], capacity="mayor", date="2025-07-21")
    made = collected(JANE, MAYOR, term(), signed, said)
    shown = {
        on: [(each.answer, each.shown_by) for each in holders(made, "mayor", on)]
        for on in ("2025-03-01", "2025-05", "2025-07-22")
    }
    assert shown == {
        "2025-03-01": [(True, ("order",))],
        "2025-05": [(True, ("order", "praise"))],
        "2025-07-22": [(None, ("roe-mayor",))],
    }
    alone = collected(JANE, MAYOR, signed)
    assert [(each.membership, each.answer) for each in holders(alone, MAYOR, "2025-03-01")] == [(None, True)]
    assert holders(alone, MAYOR, "2025-03") == ()
    twice = collected(MAYOR, term(), term(id="again"), said)  # of which of the two, nobody knows
    assert [(each.membership, each.answer, each.shown_by) for each in holders(twice, "mayor", "2025-07-21")] == [
        (None, True, ("praise",))
    ]
    assert [each.answer for each in holders(twice, "mayor", "2025-07-22")] == [None, None]
    over = collected(MAYOR, term(end_date="2020"), said)  # whatever the term says
    assert [(each.membership, each.answer) for each in holders(over, "mayor", "2025-07-21")] == [(None, True)]
    assert [
        each.answer
        for each in capacities(collected(MAYOR, said, statement(id="b", speakers=["jane-roe"], date="2025-07-21")), "b")
    ] == [True]
    bound = collected(MAYOR, JANE, said, order(), duty(bearers=["mayor"]))
    assert [each.answer for each in duties(bound, "jane-roe", "2025-07-21")] == [True]
    two = order(issued_by=["mayor", "clerk"], milestones=signed.milestones)
    assert [each.answer for each in holders(collected(MAYOR, term(), two), "mayor", "2025-03-01")] == [None]


def test_in_what_capacity_somebody_spoke() -> None:
    said = statement(speakers=["jane-roe"], date="2025-07-21")
    chair = term(id="chair", post="chair", start_date="2025", end_date="2026")
    mayor = term(start_date="2021", end_date="2029")
    made = collected(JANE, MAYOR, mayor, chair, term(id="other", member="john-doe"), said)
    assert [(each.post, each.answer) for each in capacities(made, said)] == [("mayor", True), ("chair", None)]
    as_chair = collected(mayor, chair, statement(speakers=["jane-roe"], capacity="chair"))
    assert [(each.post, each.answer) for each in capacities(as_chair, "praise")] == [("chair", True)]
    with pytest.raises(InvalidTypeError, match="'mayor' is no statement"):
        capacities(made, "mayor")


@given(st.lists(st.tuples(EXACT, EXACT).map(lambda days: sorted(days, key=str)), max_size=4))
def test_vacancies_are_the_days_between_on_which_nobody_held_it(terms: list[list[nm.PartialDate]]) -> None:
    made = collected(
        MAYOR, *(term(id=f"t-{n}", start_date=start, end_date=end) for n, (start, end) in enumerate(terms))
    )
    held = {day for day in DAYS for start, end in terms if start.earliest <= day <= end.earliest}
    between = {day for day in DAYS if held and min(held) < day < max(held)} - held
    found = vacancies(made, "mayor")
    assert {day for each in found for day in DAYS if each.first <= day <= each.last} == between
    assert all(each.first <= each.last for each in found)
    crowd = any(
        a < b and terms[b][0].earliest <= terms[a][1].earliest and terms[a][0].earliest <= terms[b][1].earliest
        for a in range(len(terms))
        for b in range(len(terms))
    )
    assert bool(overlaps(made, "mayor")) is crowd


def test_as_many_as_have_seats_do_not_overlap() -> None:
    terms = [term(id=id, start_date="2021-01-01", end_date="2025-01-01") for id in "abc"]
    seats = nm.Post(id="mayor", name="A council seat", maximum_memberships=2)
    assert [(each.later, each.earlier) for each in overlaps(collected(seats, *terms), seats)] == [("c", "a")]
    assert len(overlaps(collected(MAYOR, *terms), "mayor")) == 2


def test_who_acted_in_an_office_did_not_leave_it_vacant() -> None:
    terms = [term(id="a", end_date="2020-06-30"), term(id="b", start_date="2020-09-01")]
    said = statement(speakers=["eve"], capacity="mayor", date="2020-07-15")
    days = [(str(each.first), str(each.last)) for each in vacancies(collected(MAYOR, *terms, said), "mayor")]
    assert days == [("2020-07-01", "2020-07-14"), ("2020-07-16", "2020-08-31")]


def test_only_a_post_is_held() -> None:
    made = collected(CITY, MAYOR)
    assert not [*holders(made, "mayor", "2025"), *vacancies(made, "mayor"), *overlaps(made, "mayor")]
    asks: list[Callable[[str], object]] = [
        lambda post: holders(made, post, "2025"),
        lambda post: vacancies(made, post),
        lambda post: overlaps(made, post),
    ]
    for ask in asks:
        with pytest.raises(UnknownIdError):
            ask("mayr")
        with pytest.raises(InvalidTypeError, match="'city' is no post"):
            ask("city")


# Names and duties


def test_actors_are_found_by_id_name_initials_and_words() -> None:
    ice = nm.Organization(id="ice", name="U.S. Immigration and Customs Enforcement", other_names=["La Migra"])
    police = nm.Organization(id="apd", name="Albuquerque Police Department")
    state = nm.Organization(id="state-police", name="State Police")
    man = nm.Person(id="man", name="John Q. Private", private=True)
    made = collected(ice, police, state, man, nm.Organization(id="police", name="ICE"))
    found = {words: [each.id for each in find_actors(made, words)] for words in (
        "ice", "ICE", "la  MIGRA", "apd", "APD", "police department", "police", "Police", "private", "man", "the",
    )}  # fmt: skip
    assert found == {
        "ice": ["ice"],
        "ICE": ["police"],
        "la  MIGRA": ["ice"],
        "apd": ["apd"],
        "APD": ["apd"],
        "police department": ["apd"],
        "police": ["police"],
        "Police": ["apd", "state-police"],
        "private": [],
        "man": ["man"],
        "the": [],
    }
    assert find_actors(collected(ice), "I.C.E.") == (ice,)
    raul = nm.Person(id="raul", name="Raúl Torrez")
    assert find_actors(collected(raul, police), "RAUL TORREZ") == (raul,)
    assert find_actors(collected(raul, police), "the police department") == (police,)
    with pytest.raises(InvalidValueError, match="no name is given"):
        find_actors(made, " -")


def test_duties_reach_an_actor_by_offices_groups_and_bodies() -> None:
    staff = nm.Organization(id="staff", name="City staff", classification="group", parent="city")
    office = nm.Organization(id="office", name="An office", parent="city")
    records = [
        *(
            CITY,
            attrs.evolve(MAYOR, organization="city"),
            JANE,
            staff,
            office,
            nm.Post(id="clerk", name="Clerk", organization="office"),
        ),
        term(start_date="2021", end_date="2025"),
        nm.Membership(id="m", member="jane-roe", organization="staff", start_date="2024-01-01"),
        nm.Membership(id="n", member="jane-roe", organization="office"),
        order(milestones=reached("signed 2024", "repealed 2025-06-01")),
        *(duty(id=f"order.{id}", bearers=[id]) for id in ("jane-roe", "mayor", "staff", "city", "office", "clerk")),
        duty(id="order.all", bearers=["city", "mayor", "jane-roe"]),
        nm.Provision(id="order.status", instrument="order", kind="constitutive", bearers=["city"]),
    ]

    def asked(actor: str, on: str) -> list[tuple[str, str, bool | None, bool | None]]:
        found = duties(collected(*records), actor, on)
        return [(each.provision.id, each.bearer, each.answer, each.force.answer) for each in found]

    assert asked("jane-roe", "2025-01") == [
        ("order.jane-roe", "jane-roe", True, True),
        ("order.mayor", "mayor", None, True),
        ("order.staff", "staff", None, True),
        ("order.city", "city", None, True),
        ("order.all", "jane-roe", True, True),
    ]
    assert asked("jane-roe", "2023") == [
        ("order.jane-roe", "jane-roe", True, False),
        ("order.mayor", "mayor", True, False),
        ("order.staff", "staff", None, False),
        ("order.city", "city", None, False),
        ("order.all", "jane-roe", True, False),
    ]
    assert asked("clerk", "2025-01") == [
        ("order.staff", "staff", None, True),
        ("order.city", "city", None, True),
        ("order.office", "office", None, True),
        ("order.clerk", "clerk", True, True),
        ("order.all", "city", None, True),
    ]
    assert asked("city", "2025-01") == [("order.city", "city", True, True), ("order.all", "city", True, True)]


def test_parents_in_a_circle_end() -> None:
    bodies = [nm.Organization(id="a", name="A", parent="b"), nm.Organization(id="b", name="B", parent="a")]
    assert [each.bearer for each in duties(collected(*bodies, duty(bearers=["b"])), "a", "2025")] == ["b"]


# Deadlines


@given(EXACT, st.sampled_from(["P5D", "P1W", "P1W2D", "P0D"]), st.sampled_from(DAYS), st.sampled_from(DAYS))
def test_a_time_ends_so_many_days_after_the_stage(signed: nm.PartialDate, within: str, one: date, other: date) -> None:
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
def test_a_recurrence_is_counted_from_the_day_of_the_effect(
    signed: nm.PartialDate, rule: tuple[str, int], first: date
) -> None:
    text, step = rule
    made = collected(order(milestones=[nm.Milestone(stage="signed", date=signed)]), duty(recurrence=text))
    last = first + timedelta(days=20)
    every = [signed.earliest + timedelta(days=step * number) for number in range(3 if "COUNT" in text else 40)]
    found = due(made, first, last)
    assert [each.first for each in found] == [day for day in every if first <= day <= last]
    assert all(each.answer and each.first == each.last and not each.open for each in found)


def asked_for(
    provision: nm.Provision, *stages: str, first: str = "2025-08-01", last: str = "2025-12-31"
) -> list[tuple[Any, ...]]:
    found = due(collected(order(milestones=reached(*stages)), provision), first, last)
    return [(str(each.first), str(each.last), each.answer, each.open) for each in found]


def test_a_deadline_is_as_exact_as_what_it_is_counted_from() -> None:
    month = duty(deadline=nm.Deadline(within="P1M", after="signed"))
    assert asked_for(month, "signed 2025-08-31") == [("2025-09-30", "2025-09-30", True, "")]
    assert asked_for(month, "signed 2025-07") == [("2025-08-01", "2025-08-31", True, "")]
    assert asked_for(month, "signed 2025-06") == []
    assert asked_for(month, "signed 2025-07~") == [("2025-07-01", "2025-09-30", None, "")]
    assert asked_for(month, "signed") == [("None", "None", None, "the records do not say when order was signed")]
    assert asked_for(month, "issued 2025") == [("None", "None", None, "the records do not say when order was signed")]
    assert asked_for(duty(instrument="none", deadline=month.deadline)) == [
        ("None", "None", None, "the records do not say when its instrument was signed")
    ]
    assert asked_for(duty(deadline=nm.Deadline(within="P9000Y", after="signed")), "signed 2025") == [
        ("None", "None", None, "P9000Y after it was signed is beyond the calendar")
    ]
    by = duty(deadline=nm.Deadline(date="2025-12"))
    assert asked_for(by, "signed 2025-01-01") == [("2025-12-01", "2025-12-31", True, "")]
    assert asked_for(by, "signed 2025-01-01", last="2025-12-15") == [("2025-12-01", "2025-12-31", None, "")]
    assert asked_for(duty(deadline=nm.Deadline(date="2025?")), "signed 2025") == [
        ("None", "None", None, "its day, 2025 (uncertain), is not sure")
    ]


def test_what_is_not_in_force_is_not_due() -> None:
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


def test_a_recurrence_that_cannot_be_worked_out_says_so() -> None:
    for rule, why in (
        ("FREQ=DAILY;INTERVAL=0", "INTERVAL=0 is no part of a rule of days"),
        ("FREQ=DAILY;INTERVAL=-0", "INTERVAL=-0 is no part of a rule of days"),
        ("FREQ=DAILY;UNTIL=2025", "UNTIL=2025 is no part of a rule of days"),
        ("FREQ=DAILY;BYHOUR=1,2", "BYHOUR=1,2 is no part of a rule of days"),
        ("FREQ=YEARLY;BYDAY=100000MO", "BYDAY=100000MO is no part of a rule of days"),
        ("FREQ=DAILY;BYFOO=1", "unknown parameter 'BYFOO'"),
    ):
        (found,) = asked_for(duty(recurrence=rule), "signed 2025-01-01")
        assert found == ("None", "None", None, f"its recurrence {rule} cannot be worked out: {why}")
    (unknown,) = asked_for(duty(recurrence="FREQ=DAILY"))
    assert unknown[3] == "the records do not say from when it recurs"
    assert asked_for(duty(recurrence="FREQ=DAILY"), "announced 2025") == []
    law = measure(milestones=reached("signed 2024"))
    start = nm.Relation(id="r", subject="order", predicate="commences", object="ordinance")
    monthly = duty(instrument="ordinance", recurrence="FREQ=MONTHLY")
    made = collected(law, order(milestones=reached("signed 2025-03-01")), start, monthly)
    assert [str(each.first) for each in due(made, "2025-04", "2025-05")] == ["2025-04-01", "2025-05-01"]
    with pytest.raises(
        InvalidValueError, match="the period ends at 2025-01, before it starts, 2025-02; exchange the two"
    ):
        due(collected(), "2025-02", "2025-01")


def test_a_recurrence_from_a_span_of_days_is_due_on_spans() -> None:
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
    assert open_[3] == "the records do not say closely enough from when it recurs"


RULES = ["FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=MONTHLY;BYMONTHDAY=2", "FREQ=WEEKLY;BYDAY=MO"]


@given(st.sampled_from(RULES), st.integers(0, 80), st.integers(0, 60))
def test_each_day_that_may_be_one_of_a_recurrence_is_in_a_span(rule: str, later: int, width: int) -> None:
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


# Stances, series, publication


@given(
    st.lists(
        st.tuples(
            st.sampled_from("ab"),
            st.sampled_from([None, "eo"]),
            st.sampled_from(["", "x", " x "]),
            st.sampled_from([*nm.Stance]),
            ROUGH,
        ),
        max_size=6,
    )
)
def test_every_stance_is_in_one_cell(
    drawn: list[tuple[str, str | None, str, nm.Stance, nm.PartialDate | None]],
) -> None:
    said = [
        nm.Statement(
            id=f"s-{n}", speakers=[who], date=day, stances=[nm.TargetStance(target=target, topic=topic, stance=stance)]
        )
        for n, (who, target, topic, stance, day) in enumerate(drawn)
    ]
    found = standpoints(collected(*said))
    cells = Counter((who, target, "" if target else topic.strip()) for who, target, topic, _, _ in drawn)
    assert {(each.actor, each.target, each.topic): len(each.positions) for each in found} == cells
    for each in found:
        days = [position.statement.date for position in each.positions]
        assert days == sorted(days, key=lambda day: (day is None, *(day.sort_key() if day else ())))


def test_what_a_series_lacks_and_how_long_a_publication_took() -> None:
    one = order(id="a", series="2025 ", number="1", milestones=reached("signed 2025-07-21", "issued 2025-07-25"))
    two = order(id="b", series="2025", number="4", milestones=reached("signed 2025-07"))
    law = measure(id="c", milestones=reached("signed 2025-07-21?", "issued 2025-07-25"))
    paper = nm.Event(id="paper", kind="publication", name="P", start_date="2025-08-01", about=["b", "c"])
    early = order(id="early", milestones=reached("issued 2025-01-01", "signed 2025-01-05"))
    later = nm.Event(id="later", kind="publication", name="P", start_date="2025-08-05", about=["b"])
    march = nm.Event(id="march", kind="protest", name="P", start_date="2025-08-01", about=["b"])
    made = collected(
        one, two, law, early, march, later, paper, order(id="d"), order(id="e", milestones=reached("signed 2025"))
    )
    assert [(each.series, each.first, each.last, each.before) for each in gaps(made)] == [("2025", "2", "3", "b")]
    assert [(each.record, str(each.published), each.least, each.most) for each in delays(made)] == [
        ("a", "2025-07-25", 4, 4),
        ("b", "2025-08-01", 1, 31),
    ]
