"""The duties of an actor."""

import attrs
import pytest

import nmpolicy as nm
from nmpolicy.errors import InvalidTypeError, UnknownIdError
from nmpolicy.queries.duties import duties, provision_gaps
from nmpolicy.rules.examples import CITY, JANE, MAYOR, duty, order, term
from query_helpers import collected, reached


def test_duties_reach_an_actor_through_posts_groups_and_bodies() -> None:
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
        return [(each.provision, each.bearer, each.answer, each.force.answer) for each in found]

    assert asked("jane-roe", "2025-01") == [
        ("order.jane-roe", "jane-roe", True, True),
        ("order.mayor", "mayor", None, True),
        ("order.staff", "staff", True, True),
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


def test_a_cycle_of_parents_ends() -> None:
    bodies = [nm.Organization(id="a", name="A", parent="b"), nm.Organization(id="b", name="B", parent="a")]
    assert [each.bearer for each in duties(collected(*bodies, duty(bearers=["b"])), "a", "2025")] == ["b"]


@pytest.mark.parametrize(
    ("record", "named"),
    [
        (order(id="eo"), "an order"),
        (duty(id="eo"), "a provision"),
        (nm.Event(id="eo", kind="protest", name="A march"), "an event"),
    ],
)
def test_only_an_actor_has_duties(record: nm.Record, named: str) -> None:
    with pytest.raises(InvalidTypeError, match=f"'eo' is {named}, not an actor; give a person, an organization or a"):
        duties(collected(record), "eo", "2025")
    with pytest.raises(UnknownIdError):
        duties(collected(record), "nobody", "2025")


def test_a_duty_has_the_day_of_a_deadline_that_is_over() -> None:
    records = [
        CITY,
        order(milestones=reached("signed 2025-03-01", "issued 2025-04")),
        duty(id="order.a", bearers=["city"], deadline=nm.Deadline(within="P30D", after="signed")),
        duty(id="order.b", bearers=["city"], deadline=nm.Deadline(within="P30D", after="issued")),
        duty(id="order.c", bearers=["city"], deadline=nm.Deadline(within="P30D", after="effective")),
        duty(id="order.d", bearers=["city"]),
    ]

    def was_due(on: str) -> list[str]:
        return [str(each.was_due) for each in duties(collected(*records), "city", on)]

    assert was_due("2025-03-31") == ["None", "None", "None", "None"]
    assert was_due("2025-03") == ["None", "None", "None", "None"]
    assert was_due("2025-04-01") == ["2025-03-31", "None", "None", "None"]
    assert was_due("2025-05-30") == ["2025-03-31", "None", "None", "None"]
    assert was_due("2025-05-31") == ["2025-03-31", "2025-05-30", "None", "None"]


def test_gaps_are_the_instruments_with_provisions_that_may_not_be_recorded() -> None:
    signed = reached("signed 2024")
    records = [
        order(id="all", provision_coverage="all", milestones=signed),
        order(id="some", provision_coverage="some", milestones=signed),
        order(id="perhaps", provision_coverage="some", milestones=reached("signed")),
        order(id="over", provision_coverage="some", milestones=reached("signed 2020", "expired 2021")),
        order(id="open", milestones=signed),
        order(id="later", milestones=reached("signed 2026")),
    ]
    gaps = provision_gaps(collected(*records), "2025-01-01")
    assert gaps.incomplete == ("some", "perhaps")
    assert gaps.unknown == ("open",)
