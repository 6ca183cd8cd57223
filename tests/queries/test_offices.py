"""Offices on a day, compared with every choice of days that the dates may mean."""

from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nmpolicy as nm
from each_case import each_case
from html_pages import Page
from nmpolicy.errors import InvalidDateError, InvalidTypeError, UnknownIdError
from nmpolicy.queries.duties import duties
from nmpolicy.queries.holders import holders
from nmpolicy.queries.intervals import Interval, interval_of
from nmpolicy.queries.offices import capacities, offices, overlaps, vacancies
from nmpolicy.queries.tenures import Tenure
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


def test_a_table_tells_which_holders_are_not_certain() -> None:
    shown = Page(offices(collected(JANE, MAYOR, term(end_date="2025")), "2024")._repr_html_()).text
    assert shown.endswith("Post Holders Mayor of Springfield [mayor] Jane Roe [jane-roe]; not decided")
    certain = Page(offices(collected(JANE, MAYOR, term(start_date="2021", end_date="2025")), "2024")._repr_html_()).text
    assert certain.endswith("Jane Roe [jane-roe]")


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
    terms = [
        (holder, min(start.earliest, end.earliest), max(start.earliest, end.earliest)) for holder, start, end in drawn
    ]
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
    first = term(id="a", member="john-doe", start_date="2017-01-20", end_date="2021-01-20")
    second = term(id="b", start_date="2021-01-20", end_date="2025-01-20")
    for end, start in pairs:
        terms = attrs.evolve(first, end_date=end), attrs.evolve(second, start_date=start)
        assert overlaps(collected(MAYOR, *terms), "mayor") == ()
    handed_over = collected(MAYOR, first, second)
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
    assert found[0].reason == "no end is recorded"  # although an act shows that they still held it on a later day
    found = holders(made, "mayor", "2030")
    assert [(each.shown_by, each.reason) for each in found] == [(("roe-mayor",), "no end is recorded")]


@each_case(
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


def acted(person: str, on: str, **how: object) -> nm.Order:
    """An order of the mayor that someone signed on a day."""
    milestone = nm.Milestone(**{"stage": "signed", "date": on, "by": [person], **how})  # type: ignore[arg-type]
    return order(id=f"order-{on}-{person}", milestones=[milestone])


def held(made: nm.Collection, post: str, on: str) -> dict[str, bool | None]:
    return {each.holder: each.answer for each in holders(made, post, on)}


def test_someone_who_acts_for_an_office_does_not_hold_it() -> None:
    acting = acted("jane-roe", "2025-03-01", capacity="clerk", on_behalf_of=["mayor"])
    clerk = nm.Post(id="clerk", name="Clerk")
    made = collected(JANE, MAYOR, clerk, acting)
    assert held(made, "mayor", "2025-03-01") == {}
    assert held(made, "clerk", "2025-03-01") == {"jane-roe": True}
    assert (
        held(collected(JANE, MAYOR, acted("jane-roe", "2025-03-01", on_behalf_of=["mayor"])), "mayor", "2025-03-01")
        == {}
    )
    # The capacity is that of the person, as far as the terms allow, whatever the stage.
    over = term(id="c", post="clerk", end_date="2024-12-31")
    assert held(made.add(over), "clerk", "2025-03-01") == {}
    announced = acted("jane-roe", "2025-03-01", stage="announced", capacity="clerk")
    assert held(collected(JANE, MAYOR, clerk, announced), "clerk", "2025-03-01") == {"jane-roe": True}
    assert held(collected(JANE, MAYOR, clerk, announced), "mayor", "2025-03-01") == {}
    several = attrs.evolve(acting, issued_by=["mayor", "clerk"])
    assert held(collected(JANE, MAYOR, clerk, several), "clerk", "2025-03-01") == {"jane-roe": True}


def test_an_act_by_a_post_or_a_body_shows_nothing_about_others() -> None:
    for by in (["mayor", "jane-roe"], ["city"]):
        assert held(collected(JANE, CITY, MAYOR, acted("x", "2025-03-01", by=by)), "mayor", "2025-03-01") == {}
    council = term(member="city", start_date="2024", end_date="2026")
    assert held(collected(CITY, MAYOR, council, acted("city", "2024-03-01")), "mayor", "2024-03-01") == {"city": True}
    both = acted("x", "2025-03-01", by=["city", "jane-roe", "clerk"])
    clerk = nm.Post(id="clerk", name="Clerk")
    assert held(collected(JANE, CITY, MAYOR, clerk, both), "mayor", "2025-03-01") == {"jane-roe": True}


def test_no_one_else_can_act_while_others_hold_every_seat() -> None:
    doe = term(id="doe", member="john-doe", start_date="2021-01-01", end_date="2024-12-31")
    again = term(id="again", member="john-doe", start_date="2025-01-01", end_date="2028-12-31")
    for on in ("2022-03-01", "2024-12-31", "2025-01-01"):  # one holder who stays leaves no seat between two terms
        assert held(collected(MAYOR, doe, again, acted("jane-roe", on)), "mayor", on) == {"john-doe": True}
    unclear = term(end_date="2026")
    assert held(collected(MAYOR, doe, unclear, acted("jane-roe", "2022-03-01")), "mayor", "2022-03-01") == {
        "john-doe": True,
        "jane-roe": None,
    }
    for_a_day = term(id="day", member="eve", start_date="2022-03-01", end_date="2022-03-01")
    assert held(collected(MAYOR, doe, for_a_day, acted("jane-roe", "2022-03-01")), "mayor", "2022-03-01") == {
        "john-doe": True,
        "eve": True,
    }
    # Acts in an open term show that it runs, and so that no one else acts meanwhile.
    open_term = term(id="doe", member="john-doe", start_date="2021-01-01")
    acts = [acted("john-doe", "2022-01-01"), acted("jane-roe", "2023-01-01"), acted("john-doe", "2024-01-01")]
    assert held(collected(MAYOR, open_term, *acts), "mayor", "2023-01-01") == {"john-doe": True}
    # Someone else who acts after all recorded acts may have succeeded.
    later = collected(MAYOR, open_term, *acts[:2])
    answers = [held(later, "mayor", on) for on in ("2022-06-01", "2023-01-01", "2024-01-01")]
    assert answers == [{"john-doe": True}, {"john-doe": True, "jane-roe": True}, {"john-doe": None}]


@pytest.mark.parametrize("start", ["2021-01-20", "2021-01-21"])
def test_terms_of_one_holder_that_follow_without_a_gap_count_as_one(start: str) -> None:
    terms = [
        term(id="a", start_date="2017-01-20", end_date="2021-01-20"),
        term(id="b", start_date=start, end_date="2025-01-20"),
    ]
    found = [holders(collected(MAYOR, *terms), "mayor", on) for on in ("2021-01", "2021", "2025")]
    assert [[(each.answer, each.membership, each.shown_by, each.reason) for each in some] for some in found] == [
        [(True, "a", ("a", "b"), "")],
        [(True, "a", ("a", "b"), "")],
        [(None, "b", ("b",), "")],
    ]
    open_term = attrs.evolve(terms[1], end_date=None)
    for acts in ([], [acted("jane-roe", "2025-03-01")]):
        (running,) = holders(collected(MAYOR, terms[0], open_term, *acts), "mayor", "2021")
        assert (running.answer, running.reason) == (True, "no end is recorded")
    apart = attrs.evolve(terms[1], start_date="2021-01-22")
    assert [each.answer for each in holders(collected(MAYOR, terms[0], apart), "mayor", "2021")] == [None]


#: Presidents of the United States, with the days on which terms began and ended, at noon or at a death.
PRESIDENTS = [
    *(("harrison", "1841-03-04", "1841-04-04"), ("tyler", "1841-04-04", "1845-03-04")),
    *(("polk", "1845-03-04", "1849-03-04"), ("taylor", "1849-03-04", "1850-07-09")),
    *(("fillmore", "1850-07-09", "1853-03-04"), ("pierce", "1853-03-04", "1857-03-04")),
    *(("buchanan", "1857-03-04", "1861-03-04"), ("lincoln", "1861-03-04", "1865-03-04")),
    *(("lincoln", "1865-03-04", "1865-04-15"), ("johnson", "1865-04-15", "1869-03-04")),
    *(("grant", "1869-03-04", "1877-03-04"), ("hayes", "1877-03-04", "1881-03-04")),
    *(("garfield", "1881-03-04", "1881-09-19"), ("arthur", "1881-09-19", "1885-03-04")),
    *(("cleveland", "1885-03-04", "1889-03-04"), ("b-harrison", "1889-03-04", "1893-03-04")),
    *(("cleveland", "1893-03-04", "1897-03-04"), ("mckinley", "1897-03-04", "1901-09-14")),
    *(("roosevelt", "1901-09-14", "1909-03-04"), ("taft", "1909-03-04", "1913-03-04")),
]


def test_a_list_of_presidents_has_no_overlaps_and_no_vacancies() -> None:
    people = [nm.Person(id=id, name=id.title()) for id in dict.fromkeys(each for each, *_ in PRESIDENTS)]
    terms = [
        term(id=f"t-{number}", member=member, post="president", start_date=start, end_date=end)
        for number, (member, start, end) in enumerate(PRESIDENTS)
    ]
    president = nm.Post(id="president", name="President", maximum_memberships=1)
    made = collected(president, *people, *terms)
    assert not nm.validate(made, select=["NMP209", "NMP3"]).problems
    assert (overlaps(made, "president"), vacancies(made, "president")) == ((), ())
    days = ("1841-04-04", "1865", "1865-03", "1887", "1891", "1895")
    assert [held(made, "president", on) for on in days] == [
        {"harrison": True, "tyler": True},
        {"lincoln": None, "johnson": None},
        {"lincoln": True},
        {"cleveland": True},
        {"b-harrison": True},
        {"cleveland": True},
    ]


@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.none() | EXACT, st.none() | EXACT), max_size=3),
    st.lists(st.sampled_from("abc"), min_size=1, max_size=2, unique=True),
    EXACT,
    st.integers(1, 2),
)
def test_an_act_shows_only_who_can_have_acted(
    terms: list[tuple[str, nm.PartialDate | None, nm.PartialDate | None]],
    by: list[str],
    on: nm.PartialDate,
    seats: int,
) -> None:
    terms = [each for each in terms if not (each[1] and each[2] and each[2].before(each[1]))]
    post = nm.Post(id="mayor", name="Mayor", maximum_memberships=seats)
    records = [term(id=f"t-{n}", member=who, start_date=a, end_date=b) for n, (who, a, b) in enumerate(terms)]
    day = on.earliest
    possible = {who for who, a, b in terms if (not a or a.earliest <= day) and (not b or day <= b.earliest)}
    served = {
        who: {
            d
            for d in DAYS
            for x, a, b in terms
            if x == who and (a or b) and (a or b or on).earliest <= d <= (b or a or on).earliest
        }
        for who in "ab"
    }
    inside = {who for who, days in served.items() if {day - timedelta(days=1), day, day + timedelta(days=1)} <= days}
    full = len(inside) >= seats
    able = {who for who in by if who in possible and (not full or day in served[who])}
    if not able and not full:
        able = {who for who in by if who not in {each for each, *_ in terms}}
    act = order(milestones=[nm.Milestone(stage="signed", date=on, by=by)])
    before, after = held(collected(post, *records), "mayor", on), held(collected(post, *records, act), "mayor", on)
    shown = able if len(able) <= seats else set()
    assert all(after[who] is True for who in shown)
    assert {who: answer for who, answer in after.items() if who not in shown} == {
        who: answer for who, answer in before.items() if who not in shown
    }


def test_thousands_of_acts_and_terms_are_compared_with_few_others(monkeypatch: pytest.MonkeyPatch) -> None:
    count = 0

    def counted(self: Interval, other: Interval) -> bool:
        nonlocal count
        count += 1
        return self.first <= other.last and other.first <= self.last

    def possible(self: Tenure) -> Interval:
        nonlocal count
        count += 1
        return interval_of(self.start)._replace(last=interval_of(self.end).last)

    monkeypatch.setattr(Interval, "meets", counted)
    monkeypatch.setattr(Tenure, "possible", property(possible))
    first = date(1900, 1, 1)
    days = [(first + timedelta(days=number)).isoformat() for number in range(10_000)]
    terms = [
        term(id=f"t-{n}", member=f"p-{n % 3}", start_date=days[5 * n], end_date=days[5 * n + 5]) for n in range(1_999)
    ]
    terms += [term(id=f"o-{n}", member=f"q-{n}", start_date=days[n]) for n in range(2_000)]
    acts = [acted(f"p-{n % 4}", days[2 * n]) for n in range(5_000)]
    post = nm.Post(id="mayor", name="Mayor", maximum_memberships=1)
    made = collected(post, *terms, *acts)
    assert held(made, "mayor", days[7])["p-1"] is True
    # Only the last act is later than the terms, and someone who has no term did it.
    assert [(str(each.first), str(each.last)) for each in vacancies(made, "mayor")] == [(days[9_996], days[9_997])]
    assert 0 < count < 10 * (len(terms) + len(acts))
