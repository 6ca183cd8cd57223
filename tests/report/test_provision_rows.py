"""Provisions on a page: what the issuer cannot enforce, force, and verbs as they are written."""

import attrs

import nmpolicy as nm
from html_pages import Page
from nmpolicy.report.pages import to_html

STATE_DIVISION = "ocd-division/country:us/state:nm"
CITY = nm.Organization(id="city", name="A city", classification="government", division=f"{STATE_DIVISION}/place:a")
STATE = nm.Organization(id="state", name="A state", classification="government", division=STATE_DIVISION)
ORDER = nm.Order(id="eo", kind="executive-order", title="An order", issued_by=["city"])
DUTY = nm.Provision(
    id="eo.1", instrument="eo", kind="regulative", deontic=["obligation"], aim="report", bearers=["state"]
)


def text_of(*records: nm.Record) -> str:
    return Page(to_html(nm.Collection.of(records, id="demo", title="A demonstration"), on="2025-08-01")).text


def test_a_duty_that_the_issuer_cannot_enforce_says_why_its_record_is_right() -> None:
    accepted = nm.Suppression(code="NMP105", justification="The text names the state")
    text = text_of(CITY, STATE, ORDER, attrs.evolve(DUTY, suppressions=[accepted]))
    fact = "power to enforce: A state belongs to a government that A city does not command"
    assert f"{fact} (accepted because: The text names the state)." in text
    assert "power to enforce" not in text_of(CITY, STATE, ORDER, attrs.evolve(DUTY, bearers=["city"]))
    assert "power to enforce" not in text_of(CITY, STATE, ORDER, attrs.evolve(DUTY, deontic=["permission"]))


def test_a_provision_without_its_instrument_has_an_answer_and_its_relations() -> None:
    relation = nm.Relation(id="r", subject="eo.1", predicate="cites", object="city", notes="A note")
    text = text_of(CITY, DUTY, relation)
    assert "The records do not decide whether it is in force on August 1, 2025: its instrument is not in the" in text
    assert "A note" in text


def test_the_verb_of_a_definition_keeps_its_capitals() -> None:
    words = {"constituted_entity": "ICE", "constitutive_function": "means US", "constituting_properties": ["an agency"]}
    rule = nm.Provision(id="eo.1", instrument="eo", kind="constitutive", **words)  # type: ignore[arg-type]
    assert "ICE means US an agency." in text_of(ORDER, rule)
