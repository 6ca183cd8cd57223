"""Fields: the values that constructors accept and refuse, and the fields that errors name."""

import inspect
import pickle
from collections.abc import Iterable, Mapping
from typing import Any

import attrs
import pytest
from field_docs import field_docs

import nmpolicy as nm
from each_case import each_case
from nmpolicy.errors import (
    InvalidIdError,
    InvalidTermError,
    InvalidTypeError,
    InvalidValueError,
)
from nmpolicy.records.fields import HasId
from nmpolicy.vocabulary.dates import PartialDate


def test_they_take_what_people_write() -> None:
    city = nm.Organization(id="city", name="A city", other_names=(name for name in ["The city"]))
    mayor = nm.Post(id="mayor", name="Mayor", organization=city)
    order = nm.Order(
        id="eo", kind="executive-order", title="An order", issued_by={mayor}, subjects=["police"],
        milestones=[nm.Milestone(stage="signed", date="2025-07-21")],
    )  # fmt: skip
    duty = nm.Provision(id="eo.a", instrument=order, kind="regulative", deontic=iter(["obligation", "permission"]))
    assert city.other_names == ("The city",)
    assert mayor.organization == "city"
    assert (order.kind, order.issued_by, order.subjects) == (nm.OrderKind.EXECUTIVE_ORDER, ("mayor",), ("police",))
    assert order.milestones[0].date == nm.PartialDate("2025-07-21")
    assert (duty.instrument, duty.deontic) == ("eo", (nm.Deontic.OBLIGATION, nm.Deontic.PERMISSION))
    assert type(duty.deontic[0]) is nm.Deontic
    assert type(order.milestones[0].date) is nm.PartialDate


@each_case(
    ("fields", "error", "message"),
    [
        ({"id": "Order 5"}, InvalidIdError, "Order.id: 'Order 5' is not an id"),
        ({"id": ""}, InvalidIdError, "Order.id: '' is not an id"),
        ({"id": "eo\n"}, InvalidIdError, "Order.id: 'eo\\n' is not an id"),
        ({"title": 5}, InvalidTypeError, "Order.title: expected text, not 5"),
        ({"title": None}, InvalidTypeError, "Order.title: expected text, not null"),
        ({"title": "half \ud800"}, InvalidValueError, "half of a surrogate pair"),
        ({"kind": "executive"}, InvalidTermError, "Order.kind: 'executive' is not a valid order kind; did you mean"),
        ({"kind": 5}, InvalidTypeError, "Order.kind: expected OrderKind as text, not int"),
        ({"subjects": "police"}, InvalidTypeError, "Order.subjects: expected a list, not 'police'; put it in"),
        ({"subjects": b"police"}, InvalidTypeError, "expected a list"),
        ({"subjects": {"police": 1}}, InvalidTypeError, "expected a list, not an object"),
        ({"subjects": 5}, InvalidTypeError, "expected a list, not 5"),
        ({"subjects": ["police", 5]}, InvalidTypeError, "expected text, not 5"),
        ({"issued_by": "mayor"}, InvalidTypeError, "Order.issued_by: expected a list, not 'mayor'"),
        ({"issued_by": [5]}, InvalidTypeError, "expected an id or a record, not 5"),
        ({"issued_by": ["The Mayor"]}, InvalidIdError, "'The Mayor' is not an id"),
        ({"milestones": ["signed"]}, InvalidTypeError, "expected Milestone, not 'signed'"),
        ({"milestones": [[1]]}, InvalidTypeError, "expected Milestone, not a list"),
        ({"evidence": [{}]}, InvalidTypeError, "expected Evidence, not an object"),
        ({"url": "javascript:alert(1)"}, InvalidValueError, "is not a web address"),
        ({"url": "https://example.org/a b"}, InvalidValueError, "is not a web address"),
    ],
)
def test_they_refuse_the_rest_and_name_the_place(fields: dict[str, Any], error: type[Exception], message: str) -> None:
    right: dict[str, Any] = {"id": "eo", "kind": "executive-order", "title": "An order"}
    with pytest.raises(error) as caught:
        nm.Order(**{**right, **fields})
    assert message in str(caught.value)


def test_an_error_on_the_way_names_its_own_place() -> None:
    with pytest.raises(InvalidTermError, match=r"^Milestone\.stage: 'sined'"):
        nm.Order(
            id="eo",
            kind="executive-order",
            title="An order",
            milestones=(nm.Milestone(stage=stage) for stage in ["sined"]),
        )


@each_case(
    ("cls", "fields", "message"),
    [
        (nm.Person, {"private": "no"}, "Person.private: expected true or false, not 'no'"),
        (nm.Person, {"private": 1}, "expected true or false, not 1"),
        (nm.Organization, {"name": "A group", "size": True}, "Organization.size: expected a whole number, not true"),
        (nm.Organization, {"name": "A group", "size": 0}, "0 is too small; the minimum is 1"),
        (nm.Organization, {"name": "A group", "size": 2**53}, "is too large; the maximum is 9007199254740991"),
        (
            nm.Provision,
            {"instrument": "eo", "kind": "regulative", "recurrence": "FREQ=DAILY;FREQ=DAILY"},
            "not a recurrence",
        ),
        (nm.Organization, {"name": "A group", "size": 2.0}, "expected a whole number, not 2.0"),
        (nm.Event, {"name": "A vote", "kind": "vote", "start_date": "2025-13"}, "months go from 01 to 12"),
        (nm.Source, {"kind": "other", "title": "A", "language": "english language"}, "is not a language tag"),
        (nm.Provision, {"instrument": "eo", "kind": "regulative", "recurrence": "monthly"}, "not a recurrence rule"),
    ],
)
def test_they_refuse_values_that_mean_nothing(cls: type[nm.Record], fields: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        cls(id="a", **fields)
    assert message in str(caught.value)


def test_errors_carry_data_and_can_be_pickled() -> None:
    with pytest.raises(InvalidTermError) as caught:
        nm.Milestone(stage="sined")
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301  # our own bytes
    assert (again.field, again.reason) == ("Milestone.stage", caught.value.reason)
    assert isinstance(again, nm.NMPolicyError)
    assert isinstance(again, ValueError)


def test_a_set_has_one_order() -> None:
    order = nm.Order(id="eo", kind="other", title="T", issued_by={"d", "b", "a", "c"})
    assert order.issued_by == ("a", "b", "c", "d")


def test_the_signature_shows_what_a_constructor_accepts() -> None:
    parameters = inspect.signature(nm.Order).parameters
    assert parameters["id"].annotation is str
    assert parameters["kind"].annotation == nm.OrderKind | str
    assert parameters["url"].annotation == str | None
    assert parameters["issued_by"].annotation == Iterable[str | HasId]
    assert parameters["milestones"].annotation == Iterable[nm.Milestone]
    assert parameters["extra"].annotation == Mapping[str, object]
    assert inspect.signature(nm.Event).parameters["start_date"].annotation == PartialDate | str | None


@pytest.mark.parametrize("cls", [nm.Order, nm.Evidence, nm.Collection])
def test_every_field_has_a_docstring(cls: type) -> None:
    docs = field_docs(cls)
    for field in attrs.fields(cls):
        assert docs[field.name].endswith(".")
