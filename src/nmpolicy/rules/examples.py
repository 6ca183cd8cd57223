"""Sample records for the examples of the rules: a small city, its mayor and council, and an order."""

from typing import Any

from attrs import evolve

from nmpolicy.records.actors import Membership, Organization, Person, Post
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.evidence import Evidence, SourcedRecord
from nmpolicy.records.instruments import Measure, Order
from nmpolicy.records.provisions import Provision
from nmpolicy.records.relations import Relation
from nmpolicy.records.sources import Source
from nmpolicy.records.statements import Statement

STATE_DIVISION = "ocd-division/country:us/state:nm"
CITY_DIVISION = f"{STATE_DIVISION}/place:springfield"
REPORT = Source(id="report", kind="news-article", title="A report", date="2025-07-22")
CITY = Organization(id="city", name="City of Springfield", classification="government", division=CITY_DIVISION)
COUNCIL = Organization(id="council", name="Springfield City Council", classification="council")
MAYOR = Post(id="mayor", name="Mayor of Springfield")
JANE = Person(id="jane-roe", name="Jane Roe")
SPEAKER = Organization(id="clinic", name="A clinic")


def example(*records: Record) -> Collection:
    """Return a collection of a report and these records, with the report as evidence for those that have none.

    Ids may repeat.
    """
    return bare_example(REPORT, *map(_sourced, records))


def bare_example(*records: Record) -> Collection:
    """Return a collection of these records alone."""
    return Collection.of(records, id="example", title="An example")


def _sourced(record: Record) -> Record:
    if isinstance(record, SourcedRecord) and not record.evidence:
        return evolve(record, evidence=[Evidence(source=REPORT)])
    return record


def order(**changes: Any) -> Order:
    """Return the mayor's order, with some fields changed."""
    return Order(**{"id": "order", "kind": "executive-order", "title": "An order", "issued_by": ["mayor"], **changes})


def measure(**changes: Any) -> Measure:
    """Return the council's ordinance, with some fields changed."""
    return Measure(**{"id": "ordinance", "kind": "ordinance", "title": "An ordinance", "body": "council", **changes})


def duty(**changes: Any) -> Provision:
    """Return the provision of the order that requires the clinic to report, with some fields changed."""
    fields = {"id": "order.report", "kind": "regulative", "instrument": "order", "bearers": ["clinic"]}
    return Provision(**{**fields, "deontic": ["obligation"], "aim": "report", "direct_object": "each visit", **changes})


def statement(**changes: Any) -> Statement:
    """Return the clinic's statement, with some fields changed."""
    return Statement(**{"id": "praise", "speakers": ["clinic"], "summary": "Welcomes the order.", **changes})


def term(**changes: Any) -> Membership:
    """Return Jane Roe's term as mayor, with some fields changed."""
    return Membership(**{"id": "roe-mayor", "member": "jane-roe", "post": "mayor", **changes})


def relation(predicate: str, **changes: Any) -> Relation:
    """Return a relation from the order to the ordinance, with some fields changed."""
    fields = {"id": f"order-{predicate}-ordinance", "subject": "order", "object": "ordinance"}
    return Relation(**{**fields, "predicate": predicate, **changes})
