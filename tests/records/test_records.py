"""Records: what their constructors take and refuse, and how they read, compare, hash, pickle and copy."""

import copy
import pickle
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nmpolicy as nm
from nmpolicy.errors import InvalidIdError, InvalidTermError, InvalidTypeError, InvalidValueError
from nmpolicy.records.collection import PARTS, TABLES
from nmpolicy.strategies import records

CLASSES = [*TABLES.values(), *PARTS]


@pytest.mark.parametrize("cls", CLASSES)
@given(data=st.data())
def test_a_record_compares_hashes_pickles_and_copies(cls: type, data: st.DataObject) -> None:
    record = data.draw(records(cls))
    twin = pickle.loads(pickle.dumps(record))  # noqa: S301  # our own bytes
    assert record == twin == copy.copy(record) == copy.deepcopy(record)
    assert hash(record) == hash(twin)
    assert record != object()
    assert len({record, twin}) == 1


@pytest.mark.parametrize("cls", CLASSES)
def test_a_record_is_frozen_slotted_and_keyword_only(cls: type) -> None:
    assert not hasattr(object.__new__(cls), "__dict__")
    for field in attrs.fields(cls):
        assert field.kw_only
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(object.__new__(cls), field.name, None)


@given(st.one_of(*map(records, TABLES.values())))
def test_a_record_reads_as_one_line_and_a_short_repr(record: nm.Record) -> None:
    assert str(record)
    assert len(str(record).splitlines()) == 1
    assert repr(record) == f"<{type(record).__name__} {record.id}>"


def test_a_part_shows_what_it_holds() -> None:
    shown = repr(nm.Evidence(source="article", paragraph=3))
    assert shown == "Evidence(source='article', paragraph=3)"


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


@pytest.mark.parametrize(
    ("fields", "error", "message"),
    [
        ({"id": "Order 5"}, InvalidIdError, "Order.id: 'Order 5' is not an id"),
        ({"id": ""}, InvalidIdError, "Order.id: '' is not an id"),
        ({"id": "eo\n"}, InvalidIdError, "Order.id: 'eo\\n' is not an id"),
        ({"title": 5}, InvalidTypeError, "Order.title: expected a text, not 5"),
        ({"title": None}, InvalidTypeError, "Order.title: expected a text, not null"),
        ({"title": "half \ud800"}, InvalidValueError, "half of a surrogate pair"),
        ({"kind": "executive"}, InvalidTermError, "Order.kind: 'executive' is no OrderKind; did you mean"),
        ({"kind": 5}, InvalidTypeError, "Order.kind: expected OrderKind as text, not int"),
        ({"subjects": "police"}, InvalidTypeError, "Order.subjects: expected a list, not 'police'; put it in"),
        ({"subjects": b"police"}, InvalidTypeError, "expected a list"),
        ({"subjects": {"police": 1}}, InvalidTypeError, "expected a list, not an object"),
        ({"subjects": 5}, InvalidTypeError, "expected a list, not 5"),
        ({"subjects": ["police", 5]}, InvalidTypeError, "expected a text, not 5"),
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


@pytest.mark.parametrize(
    ("cls", "fields", "message"),
    [
        (nm.Person, {"private": "no"}, "Person.private: expected true or false, not 'no'"),
        (nm.Person, {"private": 1}, "expected true or false, not 1"),
        (nm.Organization, {"name": "A group", "size": True}, "Organization.size: expected a whole number, not true"),
        (nm.Organization, {"name": "A group", "size": 0}, "0 is too small; the least is 1"),
        (nm.Organization, {"name": "A group", "size": 2**53}, "is too large; the most is 9007199254740991"),
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


@pytest.mark.parametrize(
    "fields", [{"start": 1}, {"length": 1, "paragraph": 1}, {"start": 0, "length": 2}, {"paragraph": 0}]
)
def test_half_a_character_range_is_refused(fields: dict[str, int]) -> None:
    with pytest.raises(InvalidValueError, match="Evidence"):
        nm.Evidence(source="article", **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "fields", [{}, {"within": "P30D"}, {"after": "signed"}, {"date": "2025", "within": "P30D", "after": "signed"}]
)
def test_what_is_no_deadline_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(InvalidValueError, match="either a date"):
        nm.Deadline(**fields)


def test_errors_carry_data_and_can_be_pickled() -> None:
    with pytest.raises(InvalidTermError) as caught:
        nm.Milestone(stage="sined")
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301  # our own bytes
    assert (again.place, again.reason) == ("Milestone.stage", caught.value.reason)
    assert isinstance(again, nm.NMPolicyError)
    assert isinstance(again, ValueError)


def test_a_set_has_one_order() -> None:
    order = nm.Order(id="eo", kind="other", title="T", issued_by={"d", "b", "a", "c"})
    assert order.issued_by == ("a", "b", "c", "d")


def sentence(**fields: Any) -> str:
    return str(nm.Provision(id="eo.a", instrument="eo", **{"kind": "regulative", **fields}))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"bearer_text": "city staff", "deontic": ["obligation"], "aim": "report", "direct_object": "any raid"}, "City staff MUST report any raid"),
        ({"bearers": ["a", "b"], "deontic": ["prohibition"], "aim": "help", "exceptions": ["unless a court asks"]}, "a, b MUST NOT help, unless a court asks"),
        ({"bearer_text": "ÉMT", "deontic": ["permission"], "aim": "act", "conditions": ["when asked", "if able"]}, "ÉMT MAY act when asked and if able"),
        ({"bearer_text": "the clerk", "deontic": ["permission", "obligation"], "aim": "send", "direct_object": "a copy", "indirect_object": "the public"}, "The clerk MAY AND MUST send a copy to the public"),
        ({"bearer_text": "residents", "deontic": ["right"], "aim": "see it", "or_else": "a fine"}, "Residents MAY BY RIGHT see it, or else a fine"),
        ({"bearer_text": "staff", "deontic": ["recommendation"], "aim": "act", "deadline": nm.Deadline(within="P30D", after="signed")}, "Staff SHOULD act within 30 days of being signed"),
        ({"bearer_text": "staff", "deontic": ["obligation"], "aim": "report", "recurrence": "FREQ=MONTHLY"}, "Staff MUST report every month"),
        ({"bearer_text": "staff", "aim": "report", "recurrence": "FREQ=MONTHLY;COUNT=2"}, "Staff report (FREQ=MONTHLY;COUNT=2)"),
        ({"bearer_text": "staff", "aim": "act", "deadline": nm.Deadline(within="P1Y2W", after="issued")}, "Staff act within 1 year 2 weeks of being issued"),
        ({"kind": "constitutive"}, "(not stated)"),
        ({"aim": "report", "deontic": ["obligation"]}, "(bearer not stated) MUST report"),
        ({"kind": "constitutive", "constituted_entity": "the city", "constitutive_function": "is", "constituting_properties": ["a refuge", "open"]}, "The city IS a refuge, open"),
    ],
)  # fmt: skip
def test_a_provision_reads_as_a_sentence(fields: dict[str, Any], expected: str) -> None:
    assert sentence(**fields) == expected


def test_the_stage_is_that_of_the_latest_milestone() -> None:
    def order(*stages: tuple[str, str | None]) -> nm.Order:
        milestones = [nm.Milestone(stage=stage, date=date) for stage, date in stages]
        return nm.Order(id="eo", kind="other", title="An order", milestones=milestones)

    assert order().stage is None
    assert order().latest_milestone is None
    assert order(("signed", "2025-07-21"), ("announced", "2025-06")).stage == "signed"
    assert order(("announced", "2025"), ("signed", "2025-07-21")).stage == "signed"
    assert order(("signed", "2025-07-21"), ("effective", None)).stage == "effective"
    assert order(("signed", "2025-07"), ("effective", "2025-07-21")).stage == "effective"
    assert order(("signed", "2025-07-21"), ("amended", None), ("announced", "2025-06")).stage == "amended"
    assert order(("signed", "2025-07-21"), ("amended", "2025"), ("announced", "2025-06")).stage == "amended"


def test_a_measure_has_its_authority_from_its_issuer_or_its_body() -> None:
    def authorities(**fields: Any) -> tuple[str, ...]:
        return nm.Measure(id="m", kind="bill", title="A bill", **fields).authorities

    assert authorities() == ()
    assert authorities(body="senate") == ("senate",)
    assert authorities(issued_by=["congress"], body="senate") == ("congress", "senate")
    assert authorities(issued_by=["senate"], body="senate") == ("senate",)


def test_a_private_individual_is_not_named_in_a_line_of_text() -> None:
    somebody = nm.Person(id="a", name="Some Body", private=True)
    assert "Some Body" not in f"{somebody} {somebody!r} {somebody.label}"
    assert nm.Person(id="a").label == "a"


@pytest.mark.parametrize(
    ("record", "line"),
    [
        (nm.Vote(passed=False), "failed"),
        (nm.Vote(yes=5), "result unknown"),
        (nm.Organization(id="a", name="Four members", size=4), "Four members (4)"),
        (nm.Membership(id="a", member="b", organization="c", role="clerk", start_date="2020", end_date="2021~"), "b, clerk, c, from 2020, to about 2021"),
        (nm.Membership(id="a", member="b", post="c", organization="d"), "b, c, d"),
        (nm.Membership(id="a", member="b", post="c", role="acting chair"), "b, acting chair"),
        (nm.Milestone(stage="signed"), "signed"),
        (nm.Evidence(source="a"), "a"),
        (nm.Statement(id="silence"), "nobody named: silence"),
        (nm.Event(id="e", kind="vote", name="A vote"), "A vote (date unknown)"),
        (nm.Source(id="s", kind="other", title="A paper"), "A paper (other)"),
        (nm.Post(id="p", name="Clerk"), "Clerk"),
    ],
)  # fmt: skip
def test_a_line_leaves_out_what_is_not_known(record: object, line: str) -> None:
    assert str(record) == line


def test_what_has_no_name_is_called_by_its_id() -> None:
    relation = nm.Relation(id="r", subject="a", predicate="cites", object="b")
    membership = nm.Membership(id="m", member="a")
    assert (relation.label, membership.label) == ("r", "m")
