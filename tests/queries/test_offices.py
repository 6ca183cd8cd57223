"""Offices on a day, compared with every choice of days that the dates may mean."""

from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nmpolicy as nm
from nmpolicy.errors import InvalidDateError, InvalidTypeError, UnknownIdError
from nmpolicy.queries.duties import duties
from nmpolicy.queries.holders import holders
from nmpolicy.queries.offices import capacities, offices, overlaps, vacancies
from nmpolicy.rules.examples import CITY, JANE, MAYOR, duty, order, statement, term
from query_helpers import DAYS, EXACT, FIRST, ROUGH, collected

if TYPE_CHECKING:
    from collections.abc import Callable


def meanings(written: nm.PartialDate | None) -> list[date]:
    """Every day of the calendar that a date may mean; without one, each, and one before and one after them all."""
    if written is None:
        return [date.min, *DAYS, date.max]
    return [
        FIRST + timedelta(days=number)
        for number in range(-1, 13)
        if written.span[0] <= FIRST + timedelta(days=number) <= written.span[1]
    ]


@given(ROUGH, ROUGH, EXACT)
def test_a_holder_is_certain_if_every_choice_of_days_agrees(
    start: nm.PartialDate | None, end: nm.PartialDate | None, on: nm.PartialDate
) -> None:
    ends = [date.max] if start and not end else meanings(end)  # a term without a recorded end counts as still running
    worlds = [(a, b) for a, b in product(meanings(start), ends) if a <= b]
    answers = {a <= on.earliest <= b for a, b in worlds} or {
        True,
        False,
    }  # of a term that ends before it starts, nothing is known
    found = holders(collected(term(start_date=start, end_date=end)), "mayor", on)
    assert [each.answer for each in found] == ([] if answers == {False} else [True if answers == {True} else None])


def test_official_acts_show_that_someone_held_the_post() -> None:
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
    assert [each.answer for each in holders(twice, "mayor", "2025-07-22")] == [None]
    assert [
        each.answer
        for each in capacities(collected(MAYOR, said, statement(id="b", speakers=["jane-roe"], date="2025-07-21")), "b")
    ] == [True]
    bound = collected(MAYOR, JANE, said, order(), duty(bearers=["mayor"]))
    assert [each.answer for each in duties(bound, "jane-roe", "2025-07-21")] == [True]
    two = order(issued_by=["mayor", "clerk"], milestones=signed.milestones)
    assert [each.answer for each in holders(collected(MAYOR, term(), two), "mayor", "2025-03-01")] == [None]


def test_an_act_shows_nothing_about_someone_who_cannot_have_acted() -> None:
    acts = [nm.Milestone(stage="signed", date="2025-03-01", by=["jane-roe"])]
    over = term(end_date="2020")
    others_term = term(id="doe", member="john-doe", start_date="2021", end_date="2029")
    for records in ([over], [others_term], [over, others_term]):
        found = holders(collected(JANE, MAYOR, *records, order(milestones=acts)), "mayor", "2025-03-01")
        assert "jane-roe" not in {each.holder for each in found}
    handed_over = collected(MAYOR, term(id="doe", member="john-doe", end_date="2025-03-01"), order(milestones=acts))
    assert ("jane-roe", True) in {(each.holder, each.answer) for each in holders(handed_over, "mayor", "2025-03-01")}
    undated = order(milestones=[nm.Milestone(stage="signed", by=["jane-roe"])])
    by_post = order(milestones=[nm.Milestone(stage="signed", date="2025-03-01", by=["mayor"])])
    two = order(milestones=[nm.Milestone(stage="signed", date="2025-03-01", by=["jane-roe", "john-doe"])])
    for act in (undated, by_post, two):
        assert holders(collected(MAYOR, act), "mayor", "2025-03-01") == ()
    one_in_term = holders(collected(MAYOR, term(), two), "mayor", "2025-03-01")
    assert [(each.holder, each.answer) for each in one_in_term] == [("jane-roe", True)]
    seats = nm.Post(id="mayor", name="A council seat", maximum_memberships=2)
    both = holders(collected(seats, two), "mayor", "2025-03-01")
    assert [(each.holder, each.answer) for each in both] == [("jane-roe", True), ("john-doe", True)]


def test_capacities_are_the_posts_of_the_speakers_at_the_time() -> None:
    said = statement(speakers=["jane-roe"], date="2025-07-21")
    chair = term(id="chair", post="chair", start_date="2025", end_date="2026")
    mayor = term(start_date="2021", end_date="2029")
    made = collected(JANE, MAYOR, mayor, chair, term(id="other", member="john-doe"), said)
    assert [(each.post, each.answer) for each in capacities(made, said)] == [("mayor", True), ("chair", None)]
    as_chair = collected(mayor, chair, statement(speakers=["jane-roe"], capacity="chair"))
    assert [(each.post, each.answer) for each in capacities(as_chair, "praise")] == [("chair", True)]
    with pytest.raises(InvalidTypeError, match="'mayor' is a post, not a statement"):
        capacities(made, "mayor")


@given(st.lists(st.tuples(EXACT, EXACT).map(lambda days: sorted(days, key=str)), max_size=4))
def test_vacancies_are_the_days_between_two_holders_without_one(terms: list[list[nm.PartialDate]]) -> None:
    made = collected(
        MAYOR,
        *(
            term(id=f"t-{n}", member=f"holder-{n}", start_date=start, end_date=end)
            for n, (start, end) in enumerate(terms)
        ),
    )
    held = {day for day in DAYS for start, end in terms if start.earliest <= day <= end.earliest}
    between = {day for day in DAYS if held and min(held) < day < max(held)} - held
    found = vacancies(made, "mayor")
    assert {day for each in found for day in DAYS if each.first <= day <= each.last} == between
    assert all(each.first <= each.last for each in found)
    crowd = any(
        a < b and terms[b][0].earliest < terms[a][1].earliest and terms[a][0].earliest < terms[b][1].earliest
        for a in range(len(terms))
        for b in range(len(terms))
    )
    assert bool(overlaps(made, "mayor")) is crowd


def test_terms_overlap_only_if_every_seat_is_taken() -> None:
    terms = [term(id=id, member=f"holder-{id}", start_date="2021-01-01", end_date="2025-01-01") for id in "abc"]
    seats = nm.Post(id="mayor", name="A council seat", maximum_memberships=2)
    assert [(each.later, each.earlier) for each in overlaps(collected(seats, *terms), seats)] == [("c", "a")]
    assert len(overlaps(collected(MAYOR, *terms), "mayor")) == 2


TERMS = st.lists(st.tuples(st.sampled_from("abc"), EXACT, EXACT), max_size=6)


@given(TERMS, st.integers(1, 2))
def test_a_post_has_too_many_holders_only_if_they_hold_it_at_one_moment(
    drawn: list[tuple[str, nm.PartialDate, nm.PartialDate]], seats: int
) -> None:
    terms = [(holder, *sorted((start.earliest, end.earliest))) for holder, start, end in drawn]
    records = [
        term(id=f"t-{number}", member=holder, start_date=str(start), end_date=str(end))
        for number, (holder, start, end) in enumerate(terms)
    ]
    post = nm.Post(id="mayor", name="Mayor", maximum_memberships=seats)
    # Between two days lies a night. A term of more than one day runs in its nights, and one of a day within that day.
    nights = [{holder for holder, start, end in terms if start <= day < end} for day in DAYS]
    within = [
        {holder for holder, start, end in terms if start < day < end} | {single}
        for single, day, last in terms
        if day == last
    ]
    found = overlaps(collected(post, *records), post)
    assert bool(found) is any(len(holders) > seats for holders in (*nights, *within))


def test_a_day_on_which_one_term_ends_and_another_begins_is_no_overlap() -> None:
    pairs = [("2021-01-20", "2021-01-20"), ("2021", "2021"), ("2021-01", "2021-01-20"), ("2021-01-20", "2021")]
    for end, start in pairs:
        first = term(id="a", member="john-doe", start_date="2017-01-20", end_date=end)
        second = term(id="b", start_date=start, end_date="2025-01-20")
        assert overlaps(collected(MAYOR, first, second), "mayor") == ()
    handed_over = collected(MAYOR, first, attrs.evolve(second, start_date="2021-01-20"))
    assert [(each.holder, each.answer) for each in holders(handed_over, "mayor", "2021-01-20")] == [
        ("john-doe", True),
        ("jane-roe", True),
    ]


def test_the_day_of_an_official_act_is_not_vacant() -> None:
    terms = [term(id="a", end_date="2020-06-30"), term(id="b", start_date="2020-09-01")]
    said = statement(speakers=["eve"], capacity="mayor", date="2020-07-15")
    days = [(str(each.first), str(each.last)) for each in vacancies(collected(MAYOR, *terms, said), "mayor")]
    assert days == [("2020-07-01", "2020-07-14"), ("2020-07-16", "2020-08-31")]


def test_a_record_other_than_a_post_is_refused() -> None:
    made = collected(CITY, MAYOR)
    assert not [*holders(made, "mayor", "2025"), *vacancies(made, "mayor"), *overlaps(made, "mayor")]
    asks: list[Callable[[str], object]] = [
        lambda post: offices(made, "2025", post=post),
        lambda post: holders(made, post, "2025"),
        lambda post: vacancies(made, post),
        lambda post: overlaps(made, post),
    ]
    for ask in asks:
        with pytest.raises(UnknownIdError):
            ask("mayr")
        with pytest.raises(InvalidTypeError, match="'city' is an organization, not a post"):
            ask("city")


def test_offices_give_each_post_with_holders_vacancies_and_overlaps() -> None:
    clerk = nm.Post(id="clerk", name="Clerk")
    terms = [
        term(id="a", start_date="2021-01-01", end_date="2024-12-31"),
        term(id="b", member="john-doe", start_date="2024-12-01", end_date="2025-01-31"),
        term(id="c", member="john-doe", start_date="2025-03-01"),
    ]
    made = collected(JANE, MAYOR, clerk, *terms)
    found = offices(made, "2025-01-15")
    assert [each.post for each in found] == ["mayor", "clerk"]
    mayor, empty = found
    assert [(each.holder, each.answer) for each in mayor.holders] == [("john-doe", True)]
    assert mayor.holders == holders(made, "mayor", "2025-01-15")
    assert [(str(each.first), str(each.last)) for each in mayor.vacancies] == [("2025-02-01", "2025-02-28")]
    assert [(each.later, each.earlier) for each in mayor.overlaps] == [("b", "a")]
    assert (empty.holders, empty.vacancies, empty.overlaps) == ((), (), ())
    assert offices(made, "2025-01-15", post="mayor") == offices(made, "2025-01-15", post=MAYOR) == (mayor,)
    assert offices(collected(JANE), "2025") == ()
    for asked in (None, "clerk"):
        with pytest.raises(InvalidDateError):
            offices(made, "July", post=asked)
    with pytest.raises(InvalidDateError):
        offices(collected(), "July")


def test_a_membership_without_an_end_is_open_at_that_end() -> None:
    made = collected(MAYOR, term(start_date="2021-01-01"))
    answers = [[each.answer for each in holders(made, "mayor", on)] for on in ("2020", "2021-01-01", "2021", "2030")]
    assert answers == [[], [True], [True], [True]]
    signed = order(milestones=[nm.Milestone(stage="signed", date="2025-03-01", by=["jane-roe"])])
    found = holders(made.add(signed), "mayor", "2023")
    assert [(each.answer, each.shown_by) for each in found] == [(True, ("roe-mayor", "order"))]
    found = holders(made, "mayor", "2030")
    assert [(each.shown_by, each.reason) for each in found] == [(("roe-mayor",), "no end is recorded")]


@pytest.mark.parametrize(
    ("seats", "on", "expected"),
    [
        (None, "2020-06-01", {"a": True}),
        (None, "2021-01-20", {"a": True, "b": True}),
        (None, "2021", {"a": None, "b": None}),
        (None, "2022-01-01", {"a": None, "b": True}),
        (1, "2021-01-20", {"a": True, "b": True}),
        (1, "2022-01-01", {"b": True}),
        (2, "2022-01-01", {"a": True, "b": True}),
        (2, "2024-01-01", {"a": None, "b": True, "c": True}),
        (3, "2024-01-01", {"a": True, "b": True, "c": True}),
    ],
)
def test_a_term_without_an_end_runs_until_others_can_have_its_seat(
    seats: int | None, on: str, expected: dict[str, bool | None]
) -> None:
    post = nm.Post(id="mayor", name="Mayor", maximum_memberships=seats)
    starts = [("a", "2017-01-20"), ("b", "2021-01-20"), ("c", "2023-01-20"), ("a", "2018")]
    terms = [term(id=f"t-{n}", member=member, start_date=start) for n, (member, start) in enumerate(starts)]
    found = holders(collected(post, *terms), post, on)
    assert {each.holder: each.answer for each in found} == expected
    assert len(found) == len(expected)


def test_a_post_that_only_memberships_name_is_accepted() -> None:
    assert [each.post for each in offices(collected(term()), "2025", post="mayor")] == ["mayor"]
    assert offices(collected(term()), "2025") == ()
