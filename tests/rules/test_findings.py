"""Edge cases of each rule: what it finds and what it leaves alone."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import nmpolicy as nm
from each_case import each_case
from nmpolicy.rules.examples import (
    CITY,
    CITY_DIVISION,
    COUNCIL,
    JANE,
    MAYOR,
    REPORT,
    SPEAKER,
    STATE_DIVISION,
    duty,
    example,
    measure,
    order,
    relation,
    statement,
    term,
)
from nmpolicy.rules.facts import duplicates

#: Every message of the cases below, as a user reads it, so that each change of wording shows in a review.
MESSAGES = Path(__file__).parent / "findings.txt"
FEDERAL = nm.Organization(id="federal", name="F", classification="government", division="ocd-division/country:us")
STATE = nm.Organization(id="state", name="S", classification="government", division=STATE_DIVISION)
POLICE = nm.Organization(id="police", name="P", classification="law-enforcement", parent="state")
CLERK = nm.Post(id="clerk", name="Clerk", organization="city")
NOTE = nm.Source(id="note", kind="other", title="A note")
LATER = nm.Source(id="later", kind="other", title="A later report", date="2025-09-01")


DOE = nm.Person(id="john-doe", name="John Doe")
HIDDEN = nm.Person(id="neighbor", name="Zora Quill", private=True)
#: Two mayors in turn; Jane Roe has been mayor since 2026.
ENDED_THEN_CHANGED = (
    order(id="old", milestones=[nm.Milestone(stage="signed", date="1976-01-01")]),
    order(id="ender", milestones=[nm.Milestone(stage="signed", date="1977-06-01")]),
    order(id="late", milestones=[nm.Milestone(stage="signed", date="1983-01-01")]),
    relation("repeals", id="end", subject="ender", object="old"),
)
AFTER_EXPIRY = duty(deadline=nm.Deadline(within="P10D", after="expired"))
TWO_MAYORS = (JANE, DOE, MAYOR, term(id="doe-mayor", member="john-doe", end_date="2025"), term(start_date="2026"))


def known(id: str, **identifiers: str) -> nm.Person:
    """A person with a common name and these identifiers, by scheme."""
    pairs = [nm.Identifier(scheme=scheme, identifier=identifier) for scheme, identifier in identifiers.items()]
    return nm.Person(id=id, name="Ana Baca", identifiers=pairs)


CASE_SCHEMES: list[tuple[str, list[str]]] = [
    *(
        (scheme, [])
        for scheme in ("docket", "Docket No.", "case-number", "caseNumber", "n\u00famero-do-processo", "issn")
    ),
    *((scheme, ["/events/1/identifiers"]) for scheme in ("ecli", "neutral-citation", "wikidata", "broadcasts")),
]


def ruling(id: str, scheme: str) -> nm.Event:
    number = nm.Identifier(scheme=scheme, identifier="31-cv-7")
    return nm.Event(id=id, kind="court-ruling", name=f"Ruling {id}", identifiers=[number])


def took_part(role: str) -> nm.Event:
    participant = nm.Participant(actor="jane-roe", role=role)
    return nm.Event(id="hearing", kind="hearing", name="A hearing", participants=[participant])


def signed_by(person: str, **how: Any) -> nm.Order:
    return order(milestones=[nm.Milestone(stage="signed", date="2025-07-21", by=[person], **how)])


#: The clerk signed for the mayor.
ACTING = signed_by("jane-roe", capacity="clerk", on_behalf_of=["mayor"])


#: Dates close enough together to conflict, or None.
DATES = st.none() | st.builds(
    lambda year, rest, mark: nm.PartialDate(f"{year}{rest}{mark}"),
    st.integers(2024, 2026),
    st.sampled_from(["", "-01", "-06", "-12", "-01-01", "-06-15", "-12-31"]),
    st.sampled_from(["", "", "~", "?", "%"]),
)


def pointers(code: str, records: Iterable[nm.Record]) -> list[str]:
    return [problem.pointer for problem in nm.validate(example(*records), select=[code]).problems]


def reached(*stages: tuple[str, str | None], **more: Any) -> list[nm.Milestone]:
    return [nm.Milestone(stage=stage, date=date, **more) for stage, date in stages]


def links(first: str, *days: str) -> list[nm.Record]:
    """Orders of five days that extend one another: the first of them `first`, and each the one before it."""
    found: list[nm.Record] = []
    for day, previous in zip(days, [first, *(f"link-{day}" for day in days)], strict=False):
        found += extending(previous, "Section 1", day)
    return found


def chain(section: str, *days: str) -> list[nm.Record]:
    """An order that expired on March 30, 2020, and orders of five days that extend it or a section of it."""
    old = order(id="old", milestones=reached(("signed", "2020-03-25"), ("expired", "2020-03-30")))
    return [old, *(each for day in days for each in extending("old", section, day))]


def extending(object: str, section: str, day: str) -> tuple[nm.Record, nm.Record]:
    end = str(date.fromisoformat(day) + timedelta(days=5))
    subject = order(id=f"link-{day}", milestones=reached(("signed", day), ("expired", end)))
    return subject, relation("extends", id=f"r-{day}", subject=subject.id, object=object, section=section, end_date=end)


def amending(section: str, day: str) -> tuple[nm.Record, nm.Record]:
    subject = order(id="amending", milestones=reached(("signed", day)))
    return subject, relation("amends", id="amends", subject="amending", object="old", section=section)


def from_(*sources: str, **more: Any) -> list[nm.Evidence]:
    return [nm.Evidence(source=source, **more) for source in sources]


def body(kind: str, id: str = "body") -> nm.Organization:
    return nm.Organization(id=id, name="A body", classification=kind)


def numbered(id: str, number: str, date: str | None = None, **changes: Any) -> nm.Order:
    fields = {"series": "orders", "milestones": reached(("signed", date)), **changes}
    return order(id=id, number=number, **fields)


def status(**changes: Any) -> nm.Provision:
    parts = {"constituted_entity": "it", "constitutive_function": "is", "constituting_properties": ["safe"], **changes}
    return nm.Provision(**{"id": "order.status", "kind": "constitutive", "instrument": "order", **parts})


MARCH = nm.Event(id="e", kind="other", name="E")
BARE = nm.Organization(id="bare", name="Bare")
THEIRS = nm.Post(id="theirs", name="Theirs", organization="federal")
CASES: list[tuple[str, Sequence[nm.Record], list[str]]] = [
    # NMP101: a body is an authority too, and only an instrument can lack one.
    ("NMP101", [COUNCIL, measure(), duty(instrument="ordinance")], []),
    ("NMP101", [measure(body=None), duty(instrument="ordinance")], ["/provisions/0/instrument"]),
    ("NMP101", [SPEAKER, duty(instrument="clinic")], []),
    # NMP102: every authority is checked, and so is the body of a measure.
    ("NMP102", [MAYOR, JANE, order(issued_by=["mayor", "jane-roe"])], ["/orders/0/issued_by/1"]),
    ("NMP102", [body("group"), measure(body="body")], ["/measures/0/body"]),
    ("NMP102", [body("coalition"), order(issued_by=["body"])], []),
    ("NMP102", [order(issued_by=["nobody"])], []),
    # NMP103
    *(
        ("NMP103", [body(kind), order(kind=name, issued_by=["body"])], ["/orders/0/issued_by/0"])
        for kind in ("legislature", "upper-chamber", "lower-chamber", "council", "committee")
        for name in ("executive-order", "emergency-order", "administrative-instruction")
    ),
    ("NMP103", [COUNCIL, order(kind="proclamation", issued_by=["council"])], []),
    ("NMP103", [CITY, order(issued_by=["city"])], []),
    *(
        ("NMP103", [body(kind), measure(kind=name, body="body")], ["/measures/0/body"])
        for kind in ("executive", "department", "agency", "law-enforcement", "court", "company")
        for name in ("ordinance", "resolution", "memorial", "bill", "statute")
    ),
    ("NMP103", [MAYOR, measure(body=None, issued_by=["mayor"])], ["/measures/0/issued_by/0"]),
    ("NMP103", [MAYOR, measure(kind="charter-amendment", body=None, issued_by=["mayor"])], []),
    ("NMP103", [body("commission"), CITY, measure(body="body", issued_by=["city"])], []),
    ("NMP103", [COUNCIL, attrs.evolve(MAYOR, organization="council"), measure(body=None, issued_by=["mayor"])], []),
    ("NMP103", [COUNCIL, attrs.evolve(MAYOR, organization="council"), order()], ["/orders/0/issued_by/0"]),
    # NMP104: one of several authorities is enough, and unknown divisions are not reported.
    ("NMP104", [CITY, STATE, order(issued_by=["city", "state"], division=STATE_DIVISION)], []),
    ("NMP104", [CITY, SPEAKER, order(issued_by=["city", "clinic"], division=STATE_DIVISION)], []),
    ("NMP104", [CITY, order(issued_by=[], division=STATE_DIVISION)], []),
    ("NMP104", [CITY, order(issued_by=["city"], division="New Mexico")], []),
    ("NMP104", [CITY, CLERK, order(issued_by=["clerk"], division=STATE_DIVISION)], ["/orders/0/division"]),
    ("NMP104", [STATE, order(issued_by=["state"], division=CITY_DIVISION)], []),
    ("NMP104", [STATE, order(issued_by=["state"], division=STATE_DIVISION + "x")], ["/orders/0/division"]),
    *(
        ("NMP104", [attrs.evolve(CITY, division=ours), order(issued_by=["city"], division=theirs)], expected)
        for ours, theirs, expected in [
            (f"{STATE_DIVISION}/place:a", f"{STATE_DIVISION}/place:b", ["/orders/0/division"]),
            (f"{STATE_DIVISION}/county:a", f"{STATE_DIVISION}/county:b", ["/orders/0/division"]),
            (f"{STATE_DIVISION}/county:a", f"{STATE_DIVISION}/place:b", []),
            (f"{STATE_DIVISION}/place:a", "ocd-division/country:us/state:tx/county:a", ["/orders/0/division"]),
            (f"{STATE_DIVISION}/place:a", "ocd-division/country:us", ["/orders/0/division"]),
            (f"{STATE_DIVISION}/place:a/council_district:2", f"{STATE_DIVISION}/place:a", []),
            (f"{STATE_DIVISION}/place:a/ward:2/precinct:7", f"{STATE_DIVISION}/place:a", []),
            (f"{STATE_DIVISION}/sldl:2", STATE_DIVISION, []),
            (f"{STATE_DIVISION}/sldu:2", STATE_DIVISION, []),
            (f"{STATE_DIVISION}/cd:2", STATE_DIVISION, []),
            (f"{STATE_DIVISION}/cd:2", "ocd-division/country:us", ["/orders/0/division"]),
            (f"{STATE_DIVISION}/school_district:a", STATE_DIVISION, ["/orders/0/division"]),
            ("ocd-division/country:us", "ocd-division/country:ca", ["/orders/0/division"]),
        ]
    ),
    # NMP105
    ("NMP105", [CITY, STATE, POLICE, order(issued_by=["city"]), duty(bearers=["city", "police"])], ["/provisions/0/bearers/1"]),
    ("NMP105", [CITY, STATE, order(issued_by=["city"]), duty(bearers=["state"], deontic=["permission"])], []),
    ("NMP105", [CITY, STATE, order(issued_by=["city"]), duty(bearers=["state"], deontic=["right", "prohibition"])], ["/provisions/0/bearers/0"]),
    ("NMP105", [CITY, STATE, order(issued_by=["state"]), duty(bearers=["city"])], []),
    ("NMP105", [CITY, STATE, order(issued_by=["city", "state"]), duty(bearers=["state"])], []),
    ("NMP105", [CITY, SPEAKER, order(issued_by=["city"]), duty(bearers=["clinic"])], []),
    ("NMP105", [FEDERAL, THEIRS, CITY, CLERK, order(issued_by=["clerk"]), duty(bearers=["theirs"])], ["/provisions/0/bearers/0"]),
    ("NMP105", [STATE, order(issued_by=[]), duty(bearers=["state"])], []),
    ("NMP105", [CITY, attrs.evolve(STATE, division=""), order(issued_by=["city"]), duty(bearers=["state"])], []),
    (
        "NMP105",
        [attrs.evolve(STATE, classification="tribal-government"), CITY, order(issued_by=["city"]), duty(bearers=["state"])],
        ["/provisions/0/bearers/0"],
    ),
    ("NMP105", [CITY, attrs.evolve(STATE, classification="school-district"), order(issued_by=["city"]), duty(bearers=["state"])], ["/provisions/0/bearers/0"]),
    ("NMP105", [STATE, SPEAKER, duty(instrument="clinic", bearers=["state"])], []),
    ("NMP105", [CITY, STATE, order(issued_by=["city"]), duty(deontic=["permission"]), duty(id="b", bearers=["state"])], ["/provisions/1/bearers/0"]),
    # NMP106: no finding without memberships, without a date, or if a term may cover the date.
    ("NMP106", [MAYOR, order(milestones=reached(("signed", "2025-07-21")))], []),
    ("NMP106", [JANE, MAYOR, term(start_date="2025"), order(milestones=reached(("signed", "2025-07-21")))], []),
    ("NMP106", [JANE, MAYOR, term(start_date="2025-07-22"), order(milestones=reached(("signed", "2025-07-21")))], ["/orders/0/issued_by/0"]),
    ("NMP106", [JANE, MAYOR, term(start_date="2025-07-21"), order(milestones=reached(("signed", "2025-07-21")))], []),
    ("NMP106", [JANE, MAYOR, term(end_date="2025-07-21"), order(milestones=reached(("signed", "2025-07-21")))], []),
    ("NMP106", [JANE, MAYOR, term(end_date="2025-07-20"), order(milestones=reached(("signed", "2025-07-21")))], ["/orders/0/issued_by/0"]),
    ("NMP106", [JANE, MAYOR, term(end_date="2025-07-20~"), order(milestones=reached(("signed", "2025-07-21")))], []),
    ("NMP106", [JANE, MAYOR, term(end_date="2025-07-20?"), order(milestones=reached(("signed", "2025-07-21")))], []),
    ("NMP106", [JANE, MAYOR, term(start_date="2026?"), order(milestones=reached(("signed", "2025-07-21")))], []),
    ("NMP106", [JANE, MAYOR, term(end_date="2025-07-20"), order(milestones=reached(("signed", "2025-07-21?")))], []),
    ("NMP106", [JANE, MAYOR, term(start_date="2026"), order(milestones=reached(("announced", "2025-07-21")))], []),
    ("NMP106", [JANE, MAYOR, term(start_date="2026"), order(milestones=reached(("issued", "2025-07-21")))], ["/orders/0/issued_by/0"]),
    (
        "NMP106",  # a vacancy between two terms, in any order of the records
        [
            JANE,
            MAYOR,
            term(start_date="2026"),
            term(id="sooner", start_date="2017", end_date="2020"),
            order(milestones=reached(("signed", "2023"))),
        ],
        ["/orders/0/issued_by/0"],
    ),
    (
        "NMP106",  # a short term within a long one does not end it
        [
            JANE,
            MAYOR,
            term(start_date="2017", end_date="2025"),
            term(id="shorter", start_date="2018", end_date="2019"),
            order(milestones=reached(("signed", "2023"))),
        ],
        [],
    ),
    ("NMP106", [JANE, MAYOR, term(start_date="2026", end_date="2025"), order(milestones=reached(("signed", "2020")))], []),
    ("NMP101", [order(), order(issued_by=[]), duty()], []),  # NMP201 reports the duplicate id.
    ("NMP104", [CITY, order(issued_by=["nobody"], division=STATE_DIVISION)], []),
    ("NMP105", [CITY, FEDERAL, order(issued_by=["nobody"]), duty(bearers=["federal"])], []),
    ("NMP105", [CITY, FEDERAL, order(issued_by=["city"]), duty(bearers=["nobody"])], []),
    ("NMP105", [CITY, FEDERAL, duty(instrument="nothing", bearers=["federal"])], []),
    # NMP107
    ("NMP107", [*TWO_MAYORS, CLERK, term(id="roe-clerk", post="clerk", start_date="2026"), term(id="doe-clerk", member="john-doe", post="clerk"), order(issued_by=["mayor", "clerk"], milestones=reached(("issued", "2025"), by=["jane-roe"]))], ["/orders/0/milestones/0/by/0"]),
    ("NMP107", [*TWO_MAYORS, order(milestones=reached(("issued", "2025"), by=["clinic", "jane-roe"])), SPEAKER], ["/orders/0/milestones/0/by/1"]),
    ("NMP107", [JANE, MAYOR, term(start_date="2026"), order(milestones=reached(("issued", "2025"), by=["jane-roe"]))], []),  # NMP106 reports it.
    ("NMP107", [JANE, MAYOR, term(start_date="2026"), order(milestones=reached(("signed", None), by=[]) + reached(("issued", "2025"), by=["jane-roe"]))], ["/orders/0/milestones/1/by/0"]),
    ("NMP107", [*TWO_MAYORS, order(milestones=reached(("announced", "2025"), by=["jane-roe"]))], []),
    ("NMP107", [*TWO_MAYORS, order(milestones=reached(("signed", None), by=["jane-roe"]))], []),
    ("NMP107", [JANE, MAYOR, term(start_date="2025"), order(milestones=reached(("signed", "2025"), by=["jane-roe"]))], []),
    ("NMP106", [JANE, MAYOR, term(start_date="2026"), measure(issued_by=["mayor"], milestones=reached(("signed", "2025")))], ["/measures/0/issued_by/0"]),
    ("NMP107", [*TWO_MAYORS, measure(issued_by=["mayor"], milestones=reached(("signed", "2025"), by=["jane-roe"]))], ["/measures/0/milestones/0/by/0"]),
    (
        "NMP107",  # one of two posts is enough
        [JANE, MAYOR, CLERK, CITY, term(start_date="2020", end_date="2026"), term(id="c", post="clerk", start_date="2027"), order(issued_by=["mayor", "clerk"], milestones=reached(("signed", "2025"), by=["jane-roe"]))],
        [],
    ),
    # NMP202 and NMP203: fields accept different classes.
    ("NMP202", [attrs.evolve(SPEAKER, aliases=["doctors"]), attrs.evolve(BARE, parent="doctors"), attrs.evolve(BARE, id="b", parent="qqqqqq")], ["/organizations/1/parent", "/organizations/2/parent"]),
    ("NMP203", [nm.Event(id="e", kind="other", name="E"), nm.Event(id="f", kind="other", name="F", about=["e"], participants=[nm.Participant(actor="e")])], ["/events/1/participants/0/actor"]),
    (
        "NMP203",
        [MARCH, attrs.evolve(MARCH, id="f", about=["e"]), attrs.evolve(MARCH, id="g", participants=[nm.Participant(actor="e")])],
        ["/events/2/participants/0/actor"],
    ),
    ("NMP203", [MAYOR, statement(capacity="mayor"), attrs.evolve(BARE, parent="mayor")], ["/organizations/0/parent"]),
    ("NMP203", [MAYOR, term(member="mayor")], ["/memberships/0/member"]),
    # NMP204: punctuation between two numbers counts; beside a letter it does not.
    ("NMP204", [BARE, attrs.evolve(BARE, id="b-are")], ["/organizations/0/id"]),
    ("NMP204", [attrs.evolve(BARE, id="eo.2025.07"), attrs.evolve(BARE, id="eo-2025-7")], ["/organizations/0/id"]),
    ("NMP204", [attrs.evolve(BARE, id="eo-1-12"), attrs.evolve(BARE, id="eo-11-2")], []),
    ("NMP204", [attrs.evolve(BARE, id="eo-10"), attrs.evolve(BARE, id="eo-1")], []),
    ("NMP204", [attrs.evolve(BARE, id="eo-0"), attrs.evolve(BARE, id="eo-00")], ["/organizations/1/id"]),
    ("NMP204", [BARE, nm.Post(id="bare", name="P")], []),  # NMP201 reports the duplicate id.
    # NMP205
    ("NMP205", [nm.Event(id="e", kind="other", name="E", about=["e"])], ["/events/0/about/0"]),
    ("NMP205", [statement(stances=[nm.TargetStance(target="praise", stance="support")])], ["/statements/0/stances/0/target"]),
    ("NMP205", [nm.Event(id="e", kind="other", name="E", participants=[nm.Participant(actor="e")])], []),  # NMP203 reports the wrong class.
    ("NMP205", [duty(about=["order.report"])], ["/provisions/0/about/0"]),
    # NMP206: each cycle once.
    (
        "NMP206",
        [attrs.evolve(BARE, id=a, parent=b) for a, b in [("a", "b"), ("b", "a"), ("c", "d"), ("d", "e"), ("e", "c"), ("f", "a")]],
        ["/organizations/1/parent", "/organizations/4/parent"],
    ),
    ("NMP206", [attrs.evolve(BARE, parent="bare")], []),  # NMP205 reports it.
    # NMP207
    ("NMP207", [attrs.evolve(BARE, aliases=["old", "bare"])], ["/organizations/0/aliases/1"]),
    ("NMP207", [attrs.evolve(BARE, aliases=["old"]), attrs.evolve(BARE, id="other", aliases=["older", "old"])], ["/organizations/1/aliases/1"]),
    # NMP208
    *(
        ("NMP208", [attrs.evolve(BARE, division=division)], expected)
        for division, expected in [
            ("ocd-division/country:us", []),
            ("ocd-division/country:us/state:nm/county:do~a_ana", []),
            ("ocd-division/country:ca/province:qc/ed:24001-2013", []),
            ("ocd-division/country:us/", ["/organizations/0/division"]),
            ("ocd-division/country:usa", ["/organizations/0/division"]),
            ("ocd-division/country:us/state", ["/organizations/0/division"]),
            ("ocd-division/country:us/State:nm", ["/organizations/0/division"]),
            ("ocd-division/country:us/state:NM", ["/organizations/0/division"]),
            ("ocd-division/country:us/state:n m", ["/organizations/0/division"]),
        ]
    ),
    ("NMP208", [nm.Post(id="p", name="P", division="x"), order(division="x"), measure(division="x")], ["/measures/0/division", "/orders/0/division", "/posts/0/division"]),
    # NMP301
    ("NMP301", [nm.Event(id="e", kind="other", name="E", start_date="2025-07", end_date="2025")], []),
    ("NMP301", [nm.Event(id="e", kind="other", name="E", start_date="2025-07-02", end_date="2025-07-01~")], []),
    ("NMP301", [nm.Event(id="e", kind="other", name="E", start_date="2025", end_date="2024")], ["/events/0/end_date"]),
    ("NMP301", [term(start_date="2025"), term(id="t", end_date="2020")], []),
    ("NMP301", [duty(start_date="2020-03-18", end_date="2020-03-17"), relation("suspends", effective_date="2020-04", end_date="2020-03")], ["/provisions/0/end_date", "/relations/0/end_date"]),
    ("NMP301", [duty(start_date="2020-03-18", end_date="2020-03"), relation("suspends", effective_date="2020-04", end_date="2020-04-01")], []),
    # NMP302
    ("NMP302", [order(milestones=reached(("signed", "2025-07-21"), ("effective", "2025-07-21")))], []),
    ("NMP302", [order(milestones=reached(("signed", "2025-07-21"), ("effective", "2025")))], []),
    ("NMP302", [order(milestones=reached(("signed", None), ("effective", "2025")))], []),
    ("NMP302", [order(milestones=reached(("announced", "2025-07-21"), ("effective", "2024")))], []),
    ("NMP302", [measure(milestones=reached(("adopted", "2025-07-21"), ("effective", "2024")))], ["/measures/0/milestones/1/date"]),
    # NMP303
    ("NMP303", [measure(milestones=reached(("passed", None), ("introduced", None), ("in-committee", None), ("passed", None)))], []),
    ("NMP303", [measure(milestones=reached(("passed", None), ("vetoed", None), ("failed", None)))], []),
    *(
        ("NMP303", [measure(milestones=reached((made, None), (pending, None)))], ["/measures/0/milestones/1/stage"])
        for made in ("signed", "issued", "adopted", "became-law")
        for pending in ("announced", "proposed", "introduced", "in-committee", "passed", "failed", "vetoed", "veto-overridden")
    ),
    ("NMP303", [order(milestones=reached(("signed", None), ("withdrawn", None), ("issued", None), ("rescinded", None)))], []),
    ("NMP303", [measure(milestones=reached(("passed", "2025"), ("signed", "2025-03"), ("repealed", "2026")))], []),
    ("NMP303", [measure(milestones=reached(("signed", "2025"), ("effective", "2024"), ("issued", "2025")))], []),
    ("NMP303", [measure(milestones=reached(("signed", "2025"), ("amended", "2026"), ("suspended", "2026"), ("reinstated", "2027"), ("suspended", "2028")))], []),
    ("NMP303", [measure(milestones=reached(("passed", "2025-05"), ("withdrawn", "2025-04"), ("vetoed", "2025-06"), ("signed", "2025-05-30")))], ["/measures/0/milestones/1/date", "/measures/0/milestones/3/date"]),
    ("NMP303", [measure(milestones=reached(("announced", "2025-05?"), ("introduced", "2025-04")))], []),
    ("NMP303", [order(milestones=reached(("effective", None), ("announced", None), ("signed", None), ("proposed", None)))], ["/orders/0/milestones/3/stage"]),
    ("NMP303", [measure(milestones=reached(("repealed", None), ("signed", None)))], []),
    ("NMP303", [order(milestones=reached(("signed", None), ("announced", None)))], ["/orders/0/milestones/1/stage"]),
    # NMP304: the latest of several sources counts, and a source without a date may be later.
    ("NMP304", [order(milestones=reached(("signed", "2025-07-22")))], []),
    ("NMP304", [order(milestones=reached(("signed", "2025-07-23")))], ["/orders/0/milestones/0/date"]),
    ("NMP304", [order(milestones=reached(("effective", "2025-08-01"), ("suspended", "2025-08-02"), ("rescinded", "2025-08-03"), ("repealed", "2025-08-04"), ("superseded", "2025-08-05"), ("expired", "2025-09-01")))], []),
    ("NMP304", [order(milestones=reached(("signed", "2025-08-01"), evidence=from_("later"))), LATER], []),
    ("NMP304", [order(milestones=reached(("signed", "2025-08-01"), evidence=from_("report"))), LATER], ["/orders/0/milestones/0/date"]),
    ("NMP304", [order(milestones=reached(("signed", "2025-08-01")), evidence=from_("report", "later")), LATER], []),
    ("NMP304", [order(milestones=reached(("signed", "2025-08-01")), evidence=from_("report", "note")), NOTE], []),
    ("NMP304", [order(milestones=reached(("signed", "2025-08-01?")))], []),
    ("NMP304", [order(milestones=reached(("signed", "2025-08-01")), evidence=[*from_("report"), *from_("later", supports=["title"])]), LATER], ["/orders/0/milestones/0/date"]),
    ("NMP304", [order(milestones=reached(("signed", "2025-08-01")), evidence=[*from_("report"), *from_("later", supports=["milestones"])]), LATER], []),
    ("NMP304", [measure(vote_events=[nm.VoteEvent(date="2025-08-01"), nm.VoteEvent(date="2025-07-01"), nm.VoteEvent()])], ["/measures/0/vote_events/0/date"]),
    ("NMP304", [measure(vote_events=[nm.VoteEvent(date="2025-08-01", evidence=from_("later"))]), LATER], []),
    ("NMP304", [statement(date="2025-08-01")], ["/statements/0/date"]),
    ("NMP304", [statement(date="2025-08-01", evidence=from_("nothing"))], []),
    ("NMP304", [statement(date="2025")], []),
    # NMP305: an instrument exists from its first milestone, if all milestones have dates.
    ("NMP305", [order(milestones=reached(("signed", "2025-03"))), measure(milestones=reached(("introduced", "2025-02"), ("passed", "2025-05"))), relation("amends")], []),
    ("NMP305", [order(milestones=reached(("signed", "2025-03"))), measure(milestones=reached(("introduced", None), ("passed", "2025-05"))), relation("amends")], []),
    ("NMP305", [order(milestones=reached(("signed", "2025-03"))), measure(milestones=reached(("passed", "2025-06"), ("introduced", "2025-05"))), relation("amends")], ["/relations/0/object"]),
    ("NMP305", [order(milestones=reached(("signed", "2025-03"))), measure(milestones=reached(("passed", "2025-05"))), relation("cites"), relation("implements")], []),
    *(
        ("NMP305", [order(milestones=reached(("signed", "2025-03"))), measure(milestones=reached(("introduced", "2025-05"))), relation(predicate)], ["/relations/0/object"])
        for predicate in ("repeals", "extends", "suspends", "codifies", "reaffirms", "expands", "corrects", "responds-to", "follows")
    ),
    ("NMP305", [order(milestones=reached(("signed", "2025-03"))), nm.Event(id="march", kind="protest", name="M", start_date="2025-04"), relation("follows", object="march")], ["/relations/0/object"]),
    ("NMP305", [order(milestones=reached(("signed", "2025-03"))), statement(date="2025-04"), relation("responds-to", object="praise")], ["/relations/0/object"]),
    ("NMP305", [order(milestones=reached(("announced", "2025-03"))), statement(date="2025-04"), relation("responds-to", object="praise")], []),
    (
        "NMP305",  # NMP404 reports it.
        [order(milestones=reached(("signed", "2025-03"))), nm.Event(id="march", kind="protest", name="M", start_date="2025-04"), relation("amends", object="march")],
        [],
    ),
    *(
        (
            "NMP305",  # An order cannot be amended before it is signed, but it can be responded to.
            [order(milestones=reached(("signed", "2025-03"))), order(id="later", milestones=reached(("signed", "2025-06"))), relation(predicate, object="later")],
            expected,
        )
        for predicate, expected in [("amends", ["/relations/0/object"]), ("responds-to", []), ("reaffirms", [])]
    ),
    ("NMP305", [order(milestones=reached(("signed", "2025-03"))), order(id="later", milestones=reached(("effective", "2025-06"))), relation("amends", object="later")], []),
    ("NMP305", [order(milestones=reached(("signed", "2025-03"))), order(id="later", milestones=reached(("signed", "2026?"), ("issued", "2025-06"))), relation("amends", object="later")], []),
    # An acting mayor signs for the mayor, in an office of their own.
    ("NMP106", [*TWO_MAYORS, CLERK, ACTING], []),
    ("NMP107", [*TWO_MAYORS, CLERK, ACTING], []),
    ("NMP106", [JANE, MAYOR, CLERK, term(start_date="2026"), ACTING], []),
    ("NMP106", [JANE, MAYOR, CLERK, term(start_date="2026"), signed_by("jane-roe", capacity="clerk", on_behalf_of=["clerk"])], ["/orders/0/issued_by/0"]),
    # A signer of whom no term is on record held the post by that act, unless they signed in another capacity.
    *(
        ("NMP106", [JANE, MAYOR, CLERK, term(member="john-doe", start_date="2026"), signed_by(signer, **more)], expected)
        for signer, more, expected in [
            ("jane-roe", {}, []),
            ("jane-roe", {"capacity": "mayor"}, []),
            ("jane-roe", {"capacity": "clerk"}, ["/orders/0/issued_by/0"]),
            ("john-doe", {}, ["/orders/0/issued_by/0"]),
            ("mayor", {}, ["/orders/0/issued_by/0"]),
        ]
    ),
    ("NMP107", [*TWO_MAYORS, CLERK, signed_by("jane-roe", on_behalf_of=["mayor"])], []),
    ("NMP107", [*TWO_MAYORS, CLERK, signed_by("jane-roe", capacity="clerk")], []),
    ("NMP107", [*TWO_MAYORS, CLERK, term(id="c", post="clerk", start_date="2026"), ACTING], ["/orders/0/milestones/0/by/0"]),
    ("NMP107", [*TWO_MAYORS, CLERK, term(id="c", post="clerk", start_date="2024"), ACTING], []),
    # NMP209
    ("NMP209", [JANE, nm.Person(id="roe", name="Mayor Roe", other_names=["JANE  ROE"])], ["/people/1/name"]),
    ("NMP209", [nm.Person(id="a", name="Ana O\u2019Neil"), nm.Person(id="b", name="Ana O'Neil", private=True)], ["/people/1/name"]),
    ("NMP209", [nm.Person(id="a", private=True), nm.Person(id="b", private=True)], []),
    ("NMP209", [nm.Person(id="a", name="Jo", other_names=["Jo", "JO"]), nm.Post(id="b", name="Jo")], []),
    ("NMP209", [CITY, CLERK, attrs.evolve(CLERK, id="b", name="clerk"), attrs.evolve(CLERK, id="c", organization=None)], ["/posts/1/name"]),
    ("NMP209", [CITY, attrs.evolve(CITY, id="b", division=""), attrs.evolve(CITY, id="c", division=STATE_DIVISION)], ["/organizations/1/name", "/organizations/2/name"]),
    ("NMP209", [CITY, attrs.evolve(CITY, id="b", division=STATE_DIVISION), attrs.evolve(CITY, id="c", parent="b")], []),
    ("NMP209", [order(milestones=reached(("signed", "2025-03-01"))), order(id="b", issued_by=["clerk"], milestones=reached(("signed", "2025-03-01")))], ["/orders/1/title"]),
    ("NMP209", [order(number="1", milestones=reached(("signed", "2025-03-01"))), order(id="b", number="2", milestones=reached(("signed", "2025-03-01")))], []),
    ("NMP209", [order(milestones=reached(("signed", "2025-03-01"))), order(id="b", milestones=reached(("signed", "2025-03-02"))), order(id="c")], []),
    ("NMP209", [measure(number="O-1", milestones=reached(("adopted", "2025-03-01"))), measure(id="b", title="B", number="o 1", milestones=reached(("adopted", "2025-03-01")))], ["/measures/1/title"]),
    ("NMP209", [order(series="s", number="1", milestones=reached(("signed", "2025-03-01"))), order(id="b", series="t", title="B", number="1", milestones=reached(("signed", "2025-03-01")))], []),
    ("NMP209", [nm.Person(id=id, private=True, identifiers=[nm.Identifier(scheme="wikidata", identifier=number)]) for id, number in [("a", "Q1"), ("b", "Q2"), ("c", "Q1")]], ["/people/2/identifiers"]),
    # Two people can have one name for short.
    ("NMP209", [nm.Person(id=id, name=f"{name} Baca", other_names=["A. Baca", "Baca, AN", "Baca", "A.N. Baca Sena"]) for id, name in [("a", "Ana"), ("b", "Abel")]], []),
    ("NMP209", [nm.Person(id="a", name="Ana Baca", other_names=["A. Baca"]), nm.Person(id="b", name="A. Baca")], ["/people/1/name"]),
    ("NMP209", [nm.Person(id="b", name="A. Baca"), nm.Person(id="a", name="Ana Baca", other_names=["A. Baca"])], ["/people/1/name"]),
    ("NMP209", [nm.Person(id=id, name=name, other_names=["ANA BACA"]) for id, name in [("a", "Anita Baca"), ("b", "A. Sena")]], ["/people/1/name"]),
    # Different identifiers in one scheme tell records apart; identifiers in two schemes do not.
    ("NMP209", [known("a", wikidata="Q1"), known("b", wikidata="Q2")], []),
    ("NMP209", [known("a", wikidata="Q1"), known("b", docket="7"), known("c", wikidata="Q2"), known("d")], ["/people/1/name", "/people/2/name", "/people/3/name"]),
    ("NMP209", [known("a", wikidata="Q1"), known("b", wikidata="Q1")], ["/people/1/identifiers"]),
    # A docket or case number is that of a case, to which several records belong.
    *(("NMP209", [ruling(f"ruling-{n}", scheme) for n in "ab"], expected) for scheme, expected in CASE_SCHEMES),
    ("NMP209", [known("a", docket="1"), known("b", docket="2")], ["/people/1/name"]),
    # NMP306
    ("NMP306", [attrs.evolve(MAYOR, maximum_memberships=1), term(start_date="2020-01-01", end_date="2024-12-31"), term(id="b", member="john-doe", start_date="2024-12-31", end_date="2025-12-31")], []),
    ("NMP306", [attrs.evolve(MAYOR, maximum_memberships=1), term(start_date="2020-01-01", end_date="2024-12-31"), term(id="b", member="john-doe", start_date="2024-12-30", end_date="2025-12-31")], ["/memberships/1/start_date"]),
    ("NMP306", [attrs.evolve(MAYOR, maximum_memberships=1), term(start_date="2020-01-01", end_date="2024-12-31"), term(id="b", start_date="2022", end_date="2025-12-31")], []),
    ("NMP306", [attrs.evolve(MAYOR, maximum_memberships=1), term(start_date="2020", end_date="2024"), term(id="b", member="john-doe", start_date="2024", end_date="2025")], []),
    ("NMP306", [attrs.evolve(MAYOR, maximum_memberships=2), term(start_date="2020", end_date="2024"), term(id="b", member="john-doe", start_date="2022", end_date="2025")], []),
    ("NMP306", [attrs.evolve(MAYOR, maximum_memberships=2), term(start_date="2020", end_date="2024"), term(id="c", member="eve", start_date="2021", end_date="2026"), term(id="b", member="john-doe", start_date="2022", end_date="2025")], ["/memberships/2/start_date"]),
    ("NMP306", [MAYOR, term(start_date="2020", end_date="2024"), term(id="b", member="john-doe", start_date="2022", end_date="2025")], []),
    ("NMP306", [MAYOR, attrs.evolve(MAYOR, maximum_memberships=1), term(start_date="2020", end_date="2024"), term(id="b", member="john-doe", start_date="2022", end_date="2025")], ["/memberships/1/start_date"]),
    ("NMP306", [attrs.evolve(MAYOR, maximum_memberships=1), term(start_date="2020-01-01", end_date="2024-12-31"), term(id="a", start_date="2022-01-01", end_date="2026-12-31"), term(id="b", member="john-doe", start_date="2025-06-01")], ["/memberships/2/start_date"]),
    ("NMP306", [attrs.evolve(MAYOR, maximum_memberships=1), term(start_date="2020"), term(id="b", member="john-doe", start_date="2022", end_date="2025")], []),
    ("NMP306", [attrs.evolve(MAYOR, maximum_memberships=1), term(start_date="2020", end_date="2024?"), term(id="b", member="john-doe", start_date="2022?", end_date="2025")], []),
    ("NMP306", [attrs.evolve(MAYOR, maximum_memberships=1), term(start_date="2024", end_date="2020"), term(id="b", member="john-doe", start_date="2022", end_date="2025")], []),
    # A term without an end is in excess where it begins while others hold every seat.
    ("NMP306", [attrs.evolve(MAYOR, maximum_memberships=1), term(start_date="2020-01-01", end_date="2024-12-31"), term(id="b", member="john-doe", start_date="2024-10-25")], ["/memberships/1/start_date"]),
    ("NMP306", [attrs.evolve(MAYOR, maximum_memberships=1), term(start_date="2020-12-29", end_date="2024-12-31"), term(id="b", member="john-doe", end_date="2020-12-31")], []),
    # NMP307
    ("NMP307", [order(milestones=reached(("announced", "2025-06"), ("signed", None))), statement(date="2025-05", stances=[nm.TargetStance(target="order", stance="support")])], []),
    ("NMP307", [order(milestones=reached(("signed", "2025-06"))), statement(date="2025-05", stances=[nm.TargetStance(target="order", stance="support")])], []),
    ("NMP307", [order(milestones=reached(("signed", "2025-07"), ("proposed", "2025-06"))), statement(date="2025-05", stances=[nm.TargetStance(topic="x", stance="oppose"), nm.TargetStance(target="order", stance="support")])], ["/statements/0/stances/1/target"]),
    ("NMP307", [order(milestones=reached(("introduced", "2025-06"))), statement(date="2025", stances=[nm.TargetStance(target="order", stance="support")])], []),
    ("NMP307", [order(milestones=reached(("introduced", "2025-06"))), statement(stances=[nm.TargetStance(target="order", stance="support")])], []),
    ("NMP307", [JANE, statement(date="2025", stances=[nm.TargetStance(target="jane-roe", stance="support")])], []),
    *(
        (
            "NMP307",
            [order(milestones=reached(("announced", "2025-06-15"), ("proposed", other))), statement(date=day, stances=[nm.TargetStance(target="order", stance="support")])],
            expected,
        )
        for other, day, expected in [
            ("2026?", "2025-05-01", []),
            ("2025-07~", "2025-06-14", []),
            ("2025-07~", "2025-05-31", ["/statements/0/stances/0/target"]),
        ]
    ),
    # NMP308
    ("NMP308", [order(milestones=reached(("signed", "2025-07-21"))), duty(deadline=nm.Deadline(date="2025"))], []),
    ("NMP308", [order(milestones=reached(("signed", "2025-07-21"))), duty(deadline=nm.Deadline(within="P1D", after="signed"))], []),
    ("NMP308", [order(), duty(deadline=nm.Deadline(date="2020"))], []),
    *(
        ("NMP308", [order(milestones=reached(("signed", "2025-07-21"))), held, duty(deadline=deadline)], expected)
        for day, deadline, expected in [
            ("2025-07-30", nm.Deadline(at_least="P10D", before_record="held"), ["/provisions/0/deadline"]),
            ("2025-07-31", nm.Deadline(at_least="P10D", before_record="held"), []),
            ("2025-07", nm.Deadline(at_least="P10D", before_record="held"), []),
            ("2025-07-10", nm.Deadline(within="P10D", after_record="held"), ["/provisions/0/deadline"]),
            ("2025-07-11", nm.Deadline(within="P10D", after_record="held"), []),
        ]
        for held in [nm.Event(id="held", kind="hearing", name="A hearing", start_date=day)]
    ),
    ("NMP308", [JANE, duty(instrument="jane-roe", deadline=nm.Deadline(date="2020"))], []),
    # NMP309: only an end that is certain, and no suspension.
    ("NMP309", [order(milestones=reached(("signed", "2025-07-21"), ("expired", "2025-08-20"))), duty(deadline=nm.Deadline(within="P30D", after="signed"))], []),
    ("NMP309", [order(milestones=reached(("signed", "2025-07"), ("expired", "2025-08-20"))), duty(deadline=nm.Deadline(date="2025-08-21"))], ["/provisions/0/deadline"]),
    ("NMP309", [order(milestones=reached(("signed", "2025-07-21"), ("repealed", "2025-08"))), duty(deadline=nm.Deadline(date="2025-09"))], ["/provisions/0/deadline"]),
    ("NMP309", [order(milestones=reached(("signed", "2025-07-21"), ("repealed", "2025-08~"))), duty(deadline=nm.Deadline(date="2025-09"))], []),
    ("NMP309", [order(milestones=reached(("signed", "2025-07-21"), ("repealed", None)), evidence=from_("note")), NOTE, duty(deadline=nm.Deadline(date="2025-09"))], []),
    ("NMP309", [order(milestones=reached(("signed", "2025-07-21"), ("repealed", None))), duty(deadline=nm.Deadline(date="2025-09"))], ["/provisions/0/deadline"]),  # By the day of its source.
    ("NMP309", [order(milestones=reached(("signed", "2025-07-21"), ("suspended", "2025-08-01"))), duty(deadline=nm.Deadline(date="2025-09"))], []),
    ("NMP309", [order(milestones=reached(("signed", "2025-07-21"), ("expired", "2025-08-01"))), duty(deadline=nm.Deadline(within="P10D", business_days=True, after="signed"))], ["/provisions/0/deadline"]),
    ("NMP309", [order(milestones=reached(("announced", "2025-07-21"))), duty(deadline=nm.Deadline(date="2025-09"))], []),
    ("NMP309", [order(milestones=reached(("expired", "2025-08-01"))), duty(), duty(id="b", deadline=nm.Deadline(date="2025?"))], []),
    (
        "NMP309",
        [
            order(milestones=reached(("signed", "2025-07-21"))),
            order(id="later", milestones=reached(("signed", "2025-08-01"))),
            relation("rescinds", subject="later", object="order"),
            duty(deadline=nm.Deadline(date="2025-09-01")),
        ],
        ["/provisions/0/deadline"],
    ),
    (
        "NMP309",
        [
            order(milestones=reached(("signed", "2025-07-21"))),
            *(order(id=id, milestones=reached(("signed", "2025-08-01"))) for id in ("other", "later")),
            relation("rescinds", subject="later", object="other", scope=["order.report"]),  # a part of another order
            duty(deadline=nm.Deadline(date="2025-09-01")),
        ],
        ["/provisions/0/deadline"],
    ),
    (
        "NMP309",
        [
            order(milestones=reached(("signed", "2025-07-21"))),
            order(id="later", milestones=reached(("signed", "2025-08-01"))),
            relation("suspends", subject="later", object="order"),
            duty(deadline=nm.Deadline(date="2025-09-01")),
        ],
        [],
    ),
    # NMP401: in a cycle of three, the relation that closes it.
    (
        "NMP401",
        [relation("amends", id=f"r-{a}", subject=a, object=b) for a, b in [("a", "b"), ("b", "c"), ("c", "a"), ("d", "a"), ("b", "d")]],
        ["/relations/2", "/relations/3"],
    ),
    *(("NMP401", [relation(p, id="r", subject="a", object="b"), relation(p, id="s", subject="b", object="a")], ["/relations/1"]) for p in ("amends", "repeals", "rescinds", "supersedes", "replaces", "consolidates")),
    ("NMP401", [relation("extends", id="r", subject="a", object="b"), relation("extends", id="s", subject="b", object="a")], []),
    ("NMP401", [relation("amends", id="r", subject="a", object="a")], []),
    # NMP403
    ("NMP403", [order(milestones=reached(("proposed", "2025"))), measure(milestones=reached(("effective", "2018"))), relation("repeals")], []),
    ("NMP403", [order(milestones=reached(("signed", "2025"))), measure(milestones=reached(("passed", "2018"))), relation("repeals")], []),
    ("NMP403", [order(milestones=reached(("passed", "2025"))), measure(milestones=reached(("effective", "2018"))), relation("repeals")], []),
    ("NMP403", [order(milestones=reached(("signed", "2025"))), measure(milestones=reached(("effective", "2018"))), relation("repeals", scope=["ordinance.a"])], []),
    ("NMP403", [order(milestones=reached(("signed", "2025"))), measure(milestones=reached(("effective", "2018"))), relation("repeals", section="Section 3")], []),
    ("NMP403", [order(milestones=reached(("signed", "2025"))), measure(milestones=reached(("effective", "2018"))), relation("amends")], []),
    ("NMP403", [order(milestones=reached(("signed", "2025"))), measure(milestones=reached(("effective", "2018"))), relation("repeals", effective_date="2026")], []),
    ("NMP403", [order(milestones=reached(("signed", "2025"))), measure(milestones=reached(("effective", "2018"))), relation("repeals", effective_date="2025-07-22")], ["/relations/0/object"]),
    ("NMP403", [order(milestones=reached(("signed", "2025"))), measure(milestones=reached(("effective", "2018"))), relation("repeals", effective_date="2020?")], []),
    ("NMP403", [order(milestones=reached(("signed", "2025"), ("effective", "2099"))), measure(milestones=reached(("effective", "2018"))), relation("repeals")], []),
    ("NMP403", [order(milestones=reached(("signed", "2020"), ("effective", "2021"))), measure(milestones=reached(("effective", "2018"))), relation("repeals")], ["/relations/0/object"]),
    ("NMP403", [order(milestones=reached(("signed", "2025"))), measure(milestones=reached(("effective", "2018"))), relation("repeals", effective_date="2025")], []),
    ("NMP403", [order(milestones=reached(("signed", "2025"))), measure(milestones=reached(("effective", "2018"))), relation("repeals", effective_date="2020", evidence=from_("note")), NOTE], []),
    *(
        ("NMP403", [order(milestones=reached(("signed", "2020-03"))), measure(milestones=reached(("effective", "2018"), ("reinstated", back))), relation("rescinds")], found)
        for back, found in [("2021", []), ("2020-04", []), ("2020", ["/relations/0/object"]), ("2020-03", ["/relations/0/object"]), (None, ["/relations/0/object"])]
    ),
    *(("NMP403", [order(milestones=reached((stage, "2024"))), measure(milestones=reached(("reinstated", "2018"))), relation(p)], ["/relations/0/object"]) for p in ("rescinds", "supersedes", "replaces") for stage in ("issued", "adopted", "became-law", "effective", "veto-overridden")),
    ("NMP403", [JANE, measure(milestones=reached(("effective", "2018"))), relation("repeals", subject="jane-roe")], []),
    ("NMP403", [order(milestones=reached(("signed", "2025"))), measure(milestones=reached(("effective", "2018"))), relation("cites"), relation("repeals")], ["/relations/1/object"]),
    (
        "NMP403",  # The source may have appeared in March.
        [attrs.evolve(NOTE, date="2025"), order(milestones=reached(("signed", "2025"))), measure(milestones=reached(("effective", "2018"))), relation("repeals", effective_date="2025-08-01", evidence=from_("note"))],
        [],
    ),
    # NMP405: a symmetric relation is stated once; relations with different scopes or dates are distinct.
    ("NMP405", [relation("conflicts-with"), relation("conflicts-with", id="z", subject="ordinance", object="order")], ["/relations/1"]),
    ("NMP405", [relation("cites"), relation("cites", id="z", effective_date="2025")], []),
    ("NMP405", [relation("repeals", section="Section 3"), relation("repeals", id="z", section="Section 4")], []),
    ("NMP405", [relation("suspends", end_date="2025"), relation("suspends", id="z", end_date="2026")], []),
    ("NMP405", [relation("cites"), relation("cites", id="z", scope=["x"])], []),
    ("NMP405", [relation("cites", scope=["x", "y"]), relation("cites", id="z", scope=["y", "x"])], ["/relations/1"]),
    ("NMP405", [relation("cites"), relation("cites", id="z", subject="ordinance", object="order")], []),
    ("NMP403", [order(milestones=reached(("signed", "2025"))), duty(), relation("repeals", object="order.report")], []),
    ("NMP403", [order(milestones=reached(("signed", "2025"), ("amended", "2026"))), measure(milestones=reached(("effective", "2018"))), relation("repeals")], ["/relations/0/object"]),
    ("NMP403", [order(milestones=reached(("signed", "2025"), ("rescinded", "2026"))), measure(milestones=reached(("effective", "2018"))), relation("repeals")], []),
    # NMP406
    ("NMP406", [relation("companion-to"), relation("companion-to", id="z", subject="ordinance", object="order", effective_date="2025")], ["/relations/1"]),
    ("NMP406", [relation("companion-to"), relation("companion-to", id="z", subject="ordinance", object="order")], []),
    ("NMP406", [relation("conflicts-with", scope=["x"]), relation("conflicts-with", id="z", subject="ordinance", object="order", scope=["y"])], []),
    ("NMP406", [relation("cites"), relation("cites", id="z", subject="ordinance", object="order")], []),
    ("NMP406", [relation("challenges"), relation("challenges", id="z", subject="ordinance", object="order")], []),
    ("NMP406", [relation("amends"), relation("amends", id="z", subject="ordinance", object="order")], []),  # NMP401 reports the cycle.
    ("NMP406", [order(milestones=reached(("signed", "2024"))), measure(milestones=reached(("introduced", "2025"))), relation("extends"), relation("extends", id="z", subject="ordinance", object="order")], []),  # NMP305 reports it.
    ("NMP406", [order(milestones=reached(("signed", "2025"))), measure(milestones=reached(("introduced", "2025"))), relation("extends"), relation("extends", id="z", subject="ordinance", object="order")], ["/relations/1"]),
    ("NMP406", [relation("follows", object="order"), relation("follows", id="z", object="order", scope=["x"])], []),
    *(
        (
            "NMP406",  # in any order of the records
            [*pair, relation("implements", id="c", subject="ordinance", object="order")],
            ["/relations/2"],
        )
        for a, b in [(relation("implements", id="a", effective_date="2025"), relation("implements", id="b"))]
        for pair in [(a, b), (b, a)]
    ),
    # NMP407
    ("NMP407", [order(), duty(), relation("amends", subject="ordinance", object="order", scope=["order.report"])], []),
    ("NMP407", [order(), duty(), relation("amends", subject="ordinance", object="order.report", scope=["order.report"])], []),
    ("NMP407", [order(), relation("amends", scope=["nothing"])], []),
    *(
        ("NMP407", [order(), measure(), duty(), MARCH, relation("suspends", subject="e", object=suspended, scope=scope), relation("lifts", id="z", subject="ordinance", object="e", scope=["order.report"])], found)
        for suspended, scope, found in [
            ("order", [], []),
            ("order", ["order.report"], []),
            ("order.report", [], []),
            ("order", ["other"], ["/relations/1/scope/0"]),
            ("ordinance", [], ["/relations/1/scope/0"]),
        ]
    ),
    ("NMP407", [order(), measure(), duty(), MARCH, relation("suspends", subject="e", object="order"), relation("amends", id="z", subject="ordinance", object="e", scope=["order.report"])], ["/relations/1/scope/0"]),
    # NMP408
    ("NMP408", [*ENDED_THEN_CHANGED, relation("amends", subject="late", object="old")], ["/relations/1/object"]),
    ("NMP408", [*ENDED_THEN_CHANGED, relation("repeals", subject="late", object="old"), relation("extends", id="x", subject="late", object="old"), relation("suspends", id="y", subject="late", object="old")], ["/relations/1/object", "/relations/2/object", "/relations/3/object"]),
    ("NMP408", [*ENDED_THEN_CHANGED, relation("cites", subject="late", object="old"), relation("reaffirms", id="x", subject="late", object="old")], []),
    ("NMP408", [order(id="late", milestones=reached(("signed", "2020-03-31"))), relation("amends", subject="late", object="nobody")], []),
    ("NMP408", [*ENDED_THEN_CHANGED[:2], order(id="late", milestones=reached(("signed", "1977"))), ENDED_THEN_CHANGED[3], relation("amends", subject="late", object="old")], []),  # Perhaps on the same day.
    ("NMP408", [*ENDED_THEN_CHANGED[:3], relation("suspends", id="end", subject="ender", object="old"), relation("repeals", subject="late", object="old")], []),
    ("NMP408", [*ENDED_THEN_CHANGED[:3], relation("repeals", id="end", subject="ender", object="old", section="Section 3"), relation("amends", subject="late", object="old")], []),
    ("NMP408", [order(id="old", milestones=reached(("signed", "2020-03-25"), ("expired", "2020-03-30"))), order(id="late", milestones=reached(("signed", "2020-03-31"))), relation("extends", subject="late", object="old", end_date="2020-04-04")], []),
    ("NMP408", [order(id="old", milestones=reached(("signed", "2020-03-25"), ("expired", "2020-03-30"))), order(id="late", milestones=reached(("signed", "2020-04-01"))), relation("extends", subject="late", object="old", end_date="2020-04-04")], ["/relations/0/object"]),
    ("NMP408", [*ENDED_THEN_CHANGED, duty(id="old.a", instrument="old"), relation("amends", subject="late", object="old", scope=["old.a"])], ["/relations/1/scope/0"]),
    ("NMP408", [order(id="old", milestones=reached(("signed", "2020"))), order(id="late", milestones=reached(("signed", "2019-01-01"))), relation("amends", subject="late", object="old")], []),  # NMP305
    ("NMP408", [*chain("Section 2", "2020-03-30", "2020-04-04", "2020-04-09")], []),
    ("NMP408", [*chain("Section 2", "2020-04-03", "2020-04-08", "2020-04-13")], ["/relations/0/object"]),  # Only the first is late.
    ("NMP408", [*chain("", "2020-04-03", "2020-04-08", "2020-04-13")], ["/relations/0/object", "/relations/1/object", "/relations/2/object"]),
    ("NMP408", [*chain("Section 2", "2020-04-03", "2020-04-08", "2020-04-15")], ["/relations/0/object", "/relations/2/object"]),
    ("NMP408", [*chain("Section 2", "2020-04-03", "2020-04-08"), *amending("Section 2(b)", "2020-04-13")], ["/relations/0/object"]),
    ("NMP408", [*chain("Section 2", "2020-03-30", "2020-04-04"), *amending("Section 2(b)", "2020-04-11")], ["/relations/2/object"]),
    ("NMP408", [*chain("Section 2", "2020-04-03", "2020-04-08"), *amending("Section 3", "2020-04-13")], ["/relations/0/object", "/relations/2/object"]),
    ("NMP408", [*chain("Section 2", "2020-04-03", "2020-04-08"), *amending("", "2020-04-13")], ["/relations/0/object", "/relations/2/object"]),
    # The third extends what the second extended, and a fourth that.
    ("NMP408", [*chain("Section 2", "2020-03-30"), *links("link-2020-03-30", "2020-04-04", "2020-04-09"), *amending("Section 2", "2020-04-14")], []),
    ("NMP408", [*chain("Section 2", "2020-03-30"), *links("link-2020-03-30", "2020-04-04", "2020-04-09"), *amending("Section 2", "2020-04-16")], ["/relations/3/object"]),
    ("NMP408", [*chain("Section 2", "2020-03-30"), *links("link-2020-03-30", "2020-04-04", "2020-04-12"), *amending("Section 2", "2020-04-14")], ["/relations/2/object", "/relations/3/object"]),
    ("NMP408", [*chain("Section 2", "2020-03-30", "2020-04-04"), order(id="ender", milestones=reached(("signed", "2020-04-01"))), relation("repeals", id="end", subject="ender", object="old"), *amending("Section 2", "2020-04-06")], ["/relations/1/object", "/relations/3/object"]),
    ("NMP408", [*chain("Section 2", "2020-04-03"), order(id="open", milestones=reached(("signed", "2020-05-01"))), relation("extends", id="open-end", subject="open", object="old", section="Section 9"), *amending("Section 3", "2020-04-20")], ["/relations/0/object", "/relations/1/object", "/relations/2/object"]),
    # A part with a title keeps it, so an extension of a numbered section of its extension does not continue it.
    ("NMP408", [*chain("State of Emergency", "2020-03-30", "2020-04-04", "2020-04-12", "2020-04-17"), *links("link-2020-04-04", "2020-04-09")], ["/relations/2/object"]),
    ("NMP408", [*chain("Section 2", "2020-03-30", "2020-04-04", "2020-04-12"), *links("link-2020-04-04", "2020-04-09")], []),
    ("NMP408", [*chain("Section 2", "2020-03-30"), relation("extends", id="also", subject="link-2020-03-30", object="old", section="Section 9", end_date="2020-04-04"), *links("link-2020-03-30", "2020-04-04"), *amending("Section 9", "2020-04-08")], []),
    # NMP309: a deadline that counts from the end is due after it, unless something else ended the provision before.
    ("NMP309", [order(milestones=reached(("signed", "2025-07-21"), ("expired", "2025-08-20"))), AFTER_EXPIRY], []),
    ("NMP309", [order(milestones=reached(("signed", "2025-07-21"), ("rescinded", "2025-08-01"), ("expired", "2025-08-20"))), AFTER_EXPIRY], ["/provisions/0/deadline"]),
    ("NMP309", [order(milestones=reached(("signed", "2025-07-21"), ("expired", None))), AFTER_EXPIRY], []),
    # NMP501 to NMP508
    ("NMP501", [duty(bearers=[], bearer_text="city staff"), status()], []),
    ("NMP501", [duty(bearers=[], bearer_text=" ")], ["/provisions/0/bearers"]),
    ("NMP502", [status()], []),
    ("NMP503", [status(), duty(id="x", aim=" ")], ["/provisions/1/aim"]),
    ("NMP505", [status(constituted_entity="", constitutive_function="", constituting_properties=[])], ["/provisions/0/constituted_entity"]),
    ("NMP505", [status(constitutive_function="")], ["/provisions/0/constitutive_function"]),
    ("NMP505", [status(constitutive_function="", exceptions=["unless it rains"])], []),
    ("NMP505", [status(constituting_properties=[])], []),
    ("NMP505", [status(constituted_entity="", constitutive_function="", constituting_properties=[], summary="Gives the reasons.")], []),
    ("NMP505", [status(constituted_entity="", constitutive_function="", summary="Gives the reasons.")], ["/provisions/0/constituted_entity"]),
    ("NMP505", [status(constituted_entity=" ")], ["/provisions/0/constituted_entity"]),
    ("NMP506", [status(constitutive_function="", exceptions=["unless it rains"])], ["/provisions/0/exceptions"]),
    ("NMP506", [status(exceptions=["unless it rains"])], []),
    ("NMP507", [duty(), duty(id="b", deontic=["prohibition"], bearers=["city"])], []),
    ("NMP507", [duty(), duty(id="b", deontic=["prohibition"], instrument="another")], []),
    ("NMP507", [duty(), duty(id="b", deontic=["prohibition"], conditions=["at night"])], []),
    ("NMP507", [duty(), duty(id="b", deontic=["permission"])], []),
    ("NMP507", [duty(bearer_text="officers on duty"), duty(id="b", deontic=["prohibition"], bearer_text="others")], []),
    ("NMP507", [duty(aim=""), duty(id="b", aim="", deontic=["prohibition"])], []),
    ("NMP507", [duty(deontic=["obligation", "prohibition"])], ["/provisions/0/deontic"]),
    ("NMP507", [duty(), duty(deontic=["prohibition"])], []),  # NMP201 reports the duplicate id.
    ("NMP507", [duty(deontic=["obligation", "prohibition"]), duty(id="b", deontic=["prohibition"])], ["/provisions/0/deontic", "/provisions/1/deontic"]),
    ("NMP507", [duty(deontic=["prohibition"], aim=" Report"), duty(id="b"), duty(id="c", deontic=["prohibition"])], ["/provisions/0/deontic", "/provisions/2/deontic"]),
    ("NMP507", [duty(conditions=["a", "b"]), duty(id="b", deontic=["prohibition"], conditions=["B", "a "])], ["/provisions/1/deontic"]),
    ("NMP508", [duty(constitutive_function="is", constituting_properties=["x"])], ["/provisions/0/constituting_properties", "/provisions/0/constitutive_function"]),
    ("NMP508", [status(aim="report"), status(id="x", aim=" ")], ["/provisions/0/aim"]),
    ("NMP509", [duty(recurrence="FREQ=YEARLY;BYMONTH=2,7;BYMONTHDAY=31")], ["/provisions/0/recurrence"]),
    ("NMP509", [duty(recurrence="FREQ=MONTHLY;BYMONTHDAY=31")], []),
    # An old order names the currency of its time; the newest codes are known too.
    *(
        ("NMP510", [duty(amounts=[nm.MonetaryAmount(value="1", currency="USD"), fine])], expected)
        for expected, codes in [
            ([], ["EUR", "BRL", "BRR", "DEM", "ZWL", "ZWG", "XCG", "XXX"]),
            (["/provisions/0/amounts/1/currency"], ["DOL", "RMB", "YEN", "ZZZ"]),
        ]
        for fine in [nm.MonetaryAmount(name="fine", min_value="1", currency=code) for code in codes]
    ),
    ("NMP509", [order(), duty(recurrence="FREQ=YEARLY;INTERVAL=4;BYYEARDAY=366")], []),
    ("NMP509", [order(milestones=reached(("signed", "2025"))), duty(recurrence="FREQ=YEARLY;INTERVAL=4;BYYEARDAY=366")], ["/provisions/0/recurrence"]),
    ("NMP509", [order(milestones=reached(("signed", "2024"))), duty(recurrence="FREQ=YEARLY;INTERVAL=4;BYYEARDAY=366")], []),
    ("NMP509", [order(milestones=reached(("signed", "2025-03-01"))), duty(recurrence="FREQ=DAILY;UNTIL=20250228")], ["/provisions/0/recurrence"]),
    ("NMP509", [order(milestones=reached(("signed", "2025-02~"))), duty(recurrence="FREQ=DAILY;UNTIL=20250228")], []),
    # NMP603
    ("NMP603", [statement(mode="mixed-quotation")], []),
    ("NMP603", [statement(mode="direct-quotation", evidence=[*from_("report"), *from_("report", paragraph=2)])], []),
    # NMP604
    ("NMP604", [statement(stances=[nm.TargetStance(target="order", stance="support"), nm.TargetStance(topic=" ", stance="oppose")])], ["/statements/0/stances/1"]),
    # NMP605
    ("NMP605", [statement(speakers=["jane-roe"], capacity="mayor", date="2025"), MAYOR, JANE], []),
    ("NMP605", [statement(speakers=["jane-roe"], capacity="mayor"), MAYOR, JANE, term(start_date="2026")], []),
    ("NMP605", [*TWO_MAYORS[:3], term(id="a", member="john-doe", start_date="2026"), term(start_date="2026"), statement(speakers=["jane-roe", "john-doe"], capacity="mayor", date="2025")], ["/statements/0/capacity"]),
    ("NMP605", [statement(speakers=["jane-roe"], date="2025"), MAYOR, JANE, term(start_date="2026")], []),
    ("NMP605", [statement(speakers=["jane-roe"], capacity="mayor", date="2025"), MAYOR, JANE, term(start_date="2025-12")], []),
    (
        "NMP605",  # The speaker's own term counts.
        [statement(speakers=["jane-roe"], capacity="mayor", date="2025"), MAYOR, JANE, term(start_date="2026"), term(id="b", member="clinic", start_date="2020")],
        ["/statements/0/capacity"],
    ),
    (
        "NMP605",  # One of two speakers is enough.
        [statement(speakers=["jane-roe", "clinic"], capacity="mayor", date="2025"), MAYOR, JANE, term(start_date="2026"), term(id="b", member="clinic", start_date="2020")],
        [],
    ),
    # NMP606
    ("NMP606", [statement(key_phrases=["a b c d e f g h", "a b c d e f g h i"])], ["/statements/0/key_phrases/1"]),
    # NMP607: each public role is one.
    ("NMP607", [attrs.evolve(JANE, name=" "), attrs.evolve(JANE, id="x", private=True)], []),
    ("NMP607", [JANE, attrs.evolve(NOTE, authors=["jane-roe"])], []),
    ("NMP607", [JANE, order(issued_by=["jane-roe"])], []),
    ("NMP607", [JANE, order(milestones=reached(("signed", None), by=["jane-roe"]))], []),
    ("NMP607", [JANE, measure(milestones=reached(("passed", None), by=["jane-roe"]))], []),
    ("NMP607", [JANE, measure(sponsors=["jane-roe"])], []),
    ("NMP607", [JANE, statement(speakers=["jane-roe"], capacity="mayor")], []),
    ("NMP607", [JANE, statement(speakers=["jane-roe"], on_behalf_of=["clinic"])], []),
    ("NMP607", [JANE, statement(speakers=["jane-roe"])], ["/people/0/private"]),
    ("NMP607", [JANE, measure(cosponsors=["jane-roe"])], []),
    *(
        ("NMP607", [JANE, measure(vote_events=[vote])], [])
        for vote in (
            nm.VoteEvent(moved_by=["jane-roe"]),
            nm.VoteEvent(seconded_by=["jane-roe"]),
            nm.VoteEvent(votes=[nm.Vote(voter="jane-roe", option="no")]),
        )
    ),
    # A judge, and whoever takes part under the name of an office, acts by virtue of that office.
    *(
        ("NMP607", [JANE, CITY, CLERK, took_part(role)], expected)
        for role, expected in [
            ("judge", []),
            ("Presiding Judge, dissenting", []),
            ("magistrate judge of the district court", []),
            ("Ju\u00edza", []),
            ("city attorney general", []),
            (CLERK.name.upper(), []),
            ("former judge", ["/people/0/private"]),
            ("judge\u2019s spouse", ["/people/0/private"]),
            ("judge's spouse", ["/people/0/private"]),
            ("justice advocate", ["/people/0/private"]),
            ("plaintiff", ["/people/0/private"]),
            ("", ["/people/0/private"]),
        ]
    ),
    # NMP608
    ("NMP608", [attrs.evolve(BARE, evidence=[*from_("report", attributed_to=["bare"]), *from_("report")])], []),
    ("NMP608", [attrs.evolve(BARE, evidence=from_("report", attributed_to=["clinic", "bare"]))], []),
    ("NMP608", [attrs.evolve(BARE, evidence=from_("report", "report", attributed_to=["bare"]))], ["/organizations/0/evidence"]),
    ("NMP608", [attrs.evolve(BARE, evidence=from_("bare"))], []),  # NMP203 reports it.
    # NMP609: the evidence of a part supports fields of that part.
    (
        "NMP609",
        [order(milestones=reached(("signed", None), evidence=from_("report", supports=["date", "number"])))],
        ["/orders/0/milestones/0/evidence/0/supports/1"],
    ),
    ("NMP609", [measure(vote_events=[nm.VoteEvent(evidence=[*from_("report"), *from_("report", supports=["yes", "title"])])])], ["/measures/0/vote_events/0/evidence/1/supports/1"]),
    ("NMP609", [attrs.evolve(BARE, evidence=from_("report", supports=["q" * 61]))], ["/organizations/0/evidence/0/supports/0"]),
    ("NMP208", [attrs.evolve(BARE, division="q" * 61)], ["/organizations/0/division"]),
    # NMP610: ids, aliases and texts, but not the person's own texts or the name of a public person.
    ("NMP610", [HIDDEN, attrs.evolve(NOTE, title="Zora Quill")], ["/sources/1/title"]),
    ("NMP610", [attrs.evolve(HIDDEN, id="z-quill", aliases=["zora"], summary="Zora Quill.")], ["/people/0/aliases/0", "/people/0/id"]),
    ("NMP610", [HIDDEN, order(id="quill-order", aliases=["order-on-quill"])], ["/orders/0/aliases/0", "/orders/0/id"]),
    ("NMP610", [HIDDEN, attrs.evolve(DOE, name="Ann Quill"), attrs.evolve(NOTE, title="Quill")], []),
    # NMP702
    ("NMP702", [nm.Post(id="p", name=""), nm.Event(id="e", kind="other", name="\t"), nm.Source(id="s", kind="other", title=""), order(title=" "), measure(title=" ")], ["/events/0/name", "/measures/0/title", "/orders/0/title", "/posts/0/name", "/sources/1/title"]),
    # NMP703
    ("NMP703", [attrs.evolve(BARE, size=3, minimum_size=3)], []),
    ("NMP703", [attrs.evolve(BARE, size=3)], []),
    # NMP705
    ("NMP705", [attrs.evolve(BARE, suppressions=[nm.Suppression(code="NMP501", justification=" "), nm.Suppression(code="NMP501", justification="x"), nm.Suppression(code="NMP519", justification=""), nm.Suppression(code="QQQQQQ777", justification="x")])], ["/organizations/0/suppressions/0/justification", "/organizations/0/suppressions/2/code", "/organizations/0/suppressions/3/code"]),
    # NMP706
    ("NMP706", [attrs.evolve(BARE, suppressions=[nm.Suppression(code="NMP602", justification="x"), nm.Suppression(code="XYZ001", justification="x")])], ["/organizations/0/suppressions/0"]),
    ("NMP706", [attrs.evolve(BARE, suppressions=[nm.Suppression(code="NMP602", justification="x"), nm.Suppression(code="NMP706", justification="x")])], ["/organizations/0/suppressions/0"]),
    # NMP708: once for each source, also in the parts of a record; NMP603 leaves it alone.
    ("NMP708", [order(milestones=reached(("signed", "2025-07-21"), evidence=from_("report", quote="signed it")), evidence=from_("report", "report"))], ["/sources/0"]),
    ("NMP708", [attrs.evolve(SPEAKER, evidence=[*from_("report", quote="a"), *from_("note", quote="b"), *from_("report", quote="c")]), NOTE], ["/sources/0", "/sources/1"]),
    ("NMP708", [attrs.evolve(SPEAKER, evidence=from_("nowhere", quote="a"))], [""]),
    ("NMP708", [attrs.evolve(SPEAKER, evidence=[*from_("report"), *from_("note", quote=" ", paragraph=2)]), NOTE], ["/sources/1"]),
    ("NMP603", [SPEAKER, statement(mode="direct-quotation", evidence=from_("report", quote="a step"))], []),
    # NMP801 to NMP803: a series has one authority, one name and one form of number.
    ("NMP801", [numbered("a", "O-25-1"), numbered("b", "O-25-3"), numbered("c", "O-26-9")], ["/orders/1/number"]),
    ("NMP801", [numbered("a", "1"), numbered("b", "3", issued_by=["city"])], []),
    ("NMP801", [numbered("a", "1"), numbered("b", "3", series="others")], []),
    ("NMP801", [numbered("a", "1", series=" "), numbered("b", "3", series=" ")], []),
    ("NMP801", [numbered("a", "1-A"), numbered("b", "3-A")], []),
    ("NMP801", [numbered("a", "1/2025", "2025-03"), numbered("b", "3/2025", "2025-05")], ["/orders/1/number"]),
    ("NMP801", [numbered("a", "1 of 2025", "2025-03"), numbered("b", "3 of 2026", "2026-05")], []),
    ("NMP801", [numbered("a", "1/2025"), numbered("b", "3/2025")], []),  # These may be number 2025 of two series.
    ("NMP801", [numbered("a", "13/2000", "2025"), numbered("b", "13/2002", "2025")], ["/orders/1/number"]),
    ("NMP801", [numbered("a", "1", issued_by=["mayor", "city"]), numbered("b", "3", issued_by=["city", "mayor"])], ["/orders/1/number"]),
    ("NMP801", [numbered("a", "3"), numbered("b", "1"), numbered("c", "2")], []),
    ("NMP801", [numbered("a", " 05"), numbered("b", "08 ")], ["/orders/1/number"]),
    ("NMP801", [numbered("a", "25-12"), numbered("b", "25-120")], ["/orders/1/number"]),
    ("NMP802", [numbered("a", "5"), numbered("b", "05"), numbered("c", "5")], ["/orders/1/number", "/orders/2/number"]),
    ("NMP802", [numbered("a", ""), numbered("b", "")], []),
    ("NMP802", [numbered("a", "5"), numbered("a", "5")], []),  # NMP201 reports the duplicate id.
    ("NMP803", [numbered("a", "1", "2025-05"), numbered("b", "2"), numbered("c", "3", "2025-04")], ["/orders/2/number"]),
    ("NMP803", [numbered("a", "1", "2025-05"), numbered("b", "2", "2025")], []),
    ("NMP801", [numbered("a", "2/12", "2012"), numbered("b", "5/12"), numbered("c", "1/14", "2014")], ["/orders/1/number"]),
    ("NMP801", [numbered("a", "2025-1"), numbered("b", "2025\u20132"), numbered("c", "2025\u20113")], []),
    ("NMP801", [numbered("a", "12"), numbered("b", "13A"), numbered("c", "14")], []),
    ("NMP801", [numbered("a", "7"), numbered("b", "7")], []),
    (
        "NMP802",  # Does numbering restart? The rule asks once.
        [numbered("a", "1", "2024"), numbered("b", "2", "2024"), numbered("c", "1", "2025-01"), numbered("d", "2", "2025-02"), numbered("e", "1", "2026")],
        ["/orders/2/number"],
    ),
    ("NMP802", [numbered("a", "1", "2024"), numbered("b", "1", "2025"), numbered("c", "1", "2025")], ["/orders/1/number", "/orders/2/number"]),
    ("NMP802", [numbered("a", "1/2024", "2024"), numbered("b", "1/2024", "2025")], ["/orders/1/number"]),
    ("NMP802", [numbered("a", "1/2024", "2024"), numbered("b", "1/2025", "2025")], []),
    ("NMP803", [numbered("a", "1", "2025-01"), numbered("b", "2", "2035-02"), numbered("c", "3", "2025-03"), numbered("d", "4", "2025-04")], ["/orders/1/number"]),
    ("NMP803", [numbered("a", "1", "2035-01"), numbered("b", "2", "2025-02"), numbered("c", "3", "2025-03")], ["/orders/0/number"]),
    ("NMP803", [numbered("a", "1", "2024-01"), numbered("b", "2", "2024-05"), numbered("c", "1", "2025-01"), numbered("d", "2", "2025-03")], []),
    # NMP901
    ("NMP901", [measure(vote_events=[nm.VoteEvent(passed=True, yes=3, no=3), nm.VoteEvent(passed=True, yes=3), nm.VoteEvent(passed=True, no=3), nm.VoteEvent(yes=1, no=2), nm.VoteEvent(passed=True, yes=0, no=1)])], ["/measures/0/vote_events/4/passed"]),
    ("NMP901", [measure(vote_events=[nm.VoteEvent(passed=True, requirement="absolute-majority", yes=3, no=3), nm.VoteEvent(passed=True, requirement="absolute-majority", yes=4, no=3), nm.VoteEvent(passed=True, requirement="simple-majority", yes=3, no=3)])], ["/measures/0/vote_events/0/passed"]),
    ("NMP901", [measure(vote_events=[nm.VoteEvent(passed=True, requirement="two-thirds", yes=6, no=3), nm.VoteEvent(passed=True, requirement="two-thirds", yes=5, no=3), nm.VoteEvent(passed=True, requirement="three-fifths", yes=6, no=4), nm.VoteEvent(passed=True, requirement="three-quarters", yes=5, no=2)])], ["/measures/0/vote_events/1/passed", "/measures/0/vote_events/3/passed"]),
    ("NMP901", [measure(vote_events=[nm.VoteEvent(passed=True, requirement="unanimity", yes=6, no=1), nm.VoteEvent(passed=True, requirement="unanimity", yes=6, no=0), nm.VoteEvent(passed=False, yes=6, no=3), nm.VoteEvent(passed=False, requirement="two-thirds", yes=6, no=4), nm.VoteEvent(passed=False, requirement="simple-majority", yes=5, no=4), nm.VoteEvent(passed=True, yes=0, no=0)])], ["/measures/0/vote_events/0/passed", "/measures/0/vote_events/4/passed"]),
    ("NMP901", [attrs.evolve(COUNCIL, size=9), measure(vote_events=[nm.VoteEvent(passed=True, requirement="absolute-majority", yes=4, no=1), nm.VoteEvent(passed=True, requirement="absolute-majority", yes=4), nm.VoteEvent(passed=True, requirement="absolute-majority", yes=5, no=4), nm.VoteEvent(passed=False, requirement="absolute-majority", yes=5, no=4), nm.VoteEvent(passed=False, requirement="two-thirds", yes=6), nm.VoteEvent(passed=False, requirement="two-thirds", yes=5, no=1), nm.VoteEvent(passed=False, yes=9, no=0)])], ["/measures/0/vote_events/0/passed", "/measures/0/vote_events/1/passed", "/measures/0/vote_events/3/passed", "/measures/0/vote_events/4/passed"]),
    ("NMP901", [measure(vote_events=[nm.VoteEvent(passed=False, requirement="unanimity", yes=6, no=0), nm.VoteEvent(passed=False, requirement="unanimity", yes=6), nm.VoteEvent(passed=False, requirement="unanimity", yes=0, no=0)])], ["/measures/0/vote_events/0/passed"]),
    ("NMP901", [attrs.evolve(COUNCIL, size=9), measure(vote_events=[nm.VoteEvent(passed=True, requirement="absolute-majority", yes=4, no=1, votes=[nm.Vote(voter="a", option="yes", weight=2)]), nm.VoteEvent(body="nobody", passed=False, requirement="two-thirds", yes=6, no=0)])], []),  # Votes with weights, or of another body, are not compared with its size.
    # NMP902
    ("NMP902", [attrs.evolve(COUNCIL, size=3), measure(vote_events=[nm.VoteEvent(yes=2, no=1), nm.VoteEvent(yes=2, no=2), nm.VoteEvent(yes=1, excused=1, absent=2), nm.VoteEvent(body="nobody", yes=9), nm.VoteEvent(body="council", yes=4)])], ["/measures/0/vote_events/1", "/measures/0/vote_events/2", "/measures/0/vote_events/4"]),
    ("NMP902", [attrs.evolve(COUNCIL, size=1), measure(vote_events=[nm.VoteEvent(yes=1381, votes=[nm.Vote(voter="a", option="yes", weight=1381)]), nm.VoteEvent(votes=[nm.Vote(voter=id, option="yes") for id in "ab"])])], ["/measures/0/vote_events/1"]),
    ("NMP902", [attrs.evolve(COUNCIL, size=1), measure(vote_events=[nm.VoteEvent(yes=2, votes=[nm.Vote(voter="a", option="yes", weight=1)])])], ["/measures/0/vote_events/0"]),
    ("NMP902", [COUNCIL, measure(vote_events=[nm.VoteEvent(yes=1881)])], []),  # Its size is not known.
    # NMP903
    ("NMP903", [measure(vote_events=[nm.VoteEvent(yes=1, not_voting=0, votes=[nm.Vote(voter="a", option="yes"), nm.Vote(voter="b", option="not-voting"), nm.Vote(voter="a", option="yes", weight=2)])])], ["/measures/0/vote_events/0/not_voting", "/measures/0/vote_events/0/votes/2/voter", "/measures/0/vote_events/0/yes"]),
    ("NMP903", [measure(vote_events=[nm.VoteEvent(yes=9, votes=[nm.Vote(voter="a", option="yes"), nm.Vote(voter="b", option="no")])])], []),
]  # fmt: skip


@each_case(("code", "records", "expected"), CASES, ids=[f"{n}-{case[0]}" for n, case in enumerate(CASES)])
def test_each_case_has_the_expected_findings(code: str, records: Sequence[nm.Record], expected: list[str]) -> None:
    assert pointers(code, records) == expected


def messages() -> str:
    """Return the messages of every case, one per line."""
    lines = []
    collections = [(code, example(*records)) for code, records, _ in CASES]
    collections.append(("NMP707", attrs.evolve(example(), license="CC BY 4.0")))
    collections.append(("NMP709", attrs.evolve(example(), redacted=True)))
    for code, collection in collections:
        problems = nm.validate(collection, select=[code]).problems
        lines += [f"{problem.code} {problem.pointer}: {problem.message}\n" for problem in problems]
    return "".join(dict.fromkeys(lines))


def test_the_messages_are_those_that_were_reviewed() -> None:
    assert messages() == MESSAGES.read_text("utf-8"), f"run `python {Path(__file__).name}` and read what has changed"


def test_every_predicate_accepts_the_classes_that_make_sense() -> None:
    ids = {"order": "order", "ordinance": "measure", "order.report": "provision", "praise": "statement"}
    ids |= {"march": "event", "report": "source", "council": "organization", "mayor": "post"}
    records = [order(), measure(), duty(), statement(), nm.Event(id="march", kind="protest", name="M"), COUNCIL, MAYOR]
    taken: dict[str, tuple[list[str], list[str]]] = {}
    for kind in nm.RelationKind:
        ends: list[list[str]] = []
        for end in ("subject", "object"):
            tried = [relation(kind, id=f"r-{n}", **{end: id}) for n, id in enumerate(ids)]
            wrong = {int(p.split("/")[2]) for p in pointers("NMP404", [*records, *tried]) if p.endswith(end)}
            ends.append([name for n, name in enumerate(ids.values()) if n not in wrong])
        taken[kind] = (ends[0], ends[1])
    every, law = [*ids.values()], ["order", "measure", "provision"]
    ruled = [*law, "event"]
    written, done = [*law, "statement", "source"], [*law, "statement", "event"]
    assert taken == {
        **dict.fromkeys(["amends", "repeals", "rescinds", "supersedes", "extends"], (law, law)),
        **dict.fromkeys(["implements", "codifies", "expands", "consolidates", "conflicts-with"], (law, law)),
        **dict.fromkeys(["replaces", "corrects", "cites"], (written, written)),
        "reaffirms": (done, written),
        **dict.fromkeys(["suspends", "commences", "annuls"], (ruled, law)),
        **dict.fromkeys(["lifts", "upholds"], (ruled, ruled)),
        "establishes": (law, ["organization", "post"]),
        "challenges": ([*done, "source"], ruled),
        "companion-to": (law[:2], law[:2]),
        **dict.fromkeys(["responds-to", "follows"], (every, every)),
    }


@given(st.lists(DATES, min_size=7, max_size=7), st.randoms(use_true_random=False))
def test_a_finding_on_partial_dates_holds_for_every_day_that_they_may_mean(
    dates: list[nm.PartialDate | None], chance: Random
) -> None:
    days = [day and day_of(day, chance) for day in dates]
    start, end, *_ = days
    assume(not (start and end and end.before(start)))  # Such a term proves nothing.
    assert found_on(dates) <= found_on(days)


def day_of(day: nm.PartialDate, chance: Random) -> nm.PartialDate:
    first, last = day.span
    return nm.PartialDate(first + timedelta(days=chance.randint(0, (last - first).days)))


def found_on(days: Sequence[nm.PartialDate | None]) -> set[tuple[str, str]]:
    """Return what the rules find that compare dates."""
    start, end, signed, effective, reported, said, due = days
    report = nm.Source(id="paper", kind="news-article", title="A paper", date=reported)
    milestones = [
        nm.Milestone(stage="signed", date=signed, by=["jane-roe"]),
        nm.Milestone(stage="effective", date=effective),
    ]
    records = [
        report, JANE, MAYOR, DOE, term(start_date=start, end_date=end), term(id="doe-mayor", member="john-doe"),
        order(milestones=milestones, evidence=from_("paper")),
        statement(speakers=["jane-roe"], capacity="mayor", date=said, evidence=from_("paper")),
        duty(deadline=nm.Deadline(date=due) if due else None),
    ]  # fmt: skip
    problems = nm.validate(
        example(*records), select=["NMP107", "NMP301", "NMP302", "NMP304", "NMP308", "NMP605"]
    ).problems
    return {(problem.code, problem.pointer) for problem in problems}


def test_missing_numbers_are_written_as_the_others_are() -> None:
    orders = [numbered("a", "2025-07"), numbered("b", "2025-09"), numbered("c", "2025-12")]
    assert [problem.message for problem in nm.validate(example(MAYOR, *orders), select=["NMP801"]).problems] == [
        "number 2025-08 is missing from 'orders' before 2025-09; add the order if it exists",
        "numbers 2025-10 to 2025-11 are missing from 'orders' before 2025-12; add the orders if they exist",
    ]


def test_a_former_id_is_reported_with_the_current_one() -> None:
    moved = attrs.evolve(SPEAKER, aliases=["doctors"])
    found = nm.validate(example(moved, attrs.evolve(BARE, parent="doctors")), select=["NMP202"]).problems
    assert [problem.message for problem in found] == [
        "'doctors' is a former id; write the record's current id, 'clinic'"
    ]


def test_each_of_thousands_of_missing_ids_is_answered_with_one_of_its_series() -> None:
    """To compare the spelling of each with that of all others would take minutes."""
    orders = [order(id=f"eo-2020-{n}", issued_by=[f"eo-2020-{n}x", f"eo-2021-{n}"]) for n in range(1, 2_001)]
    found = nm.validate(example(*orders), select=["NMP202"]).problems
    assert len(found) == 4_000
    hint = "no record has the id 'eo-2021-1500'; did you mean 'eo-2020-1500'? Add the record or correct the id"
    assert hint in {problem.message for problem in found}


def test_twenty_thousand_records_of_one_name_are_compared_with_few_others(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []
    find = duplicates._Group.find  # noqa: SLF001

    class Counted(frozenset[str]):
        def isdisjoint(self, other: Iterable[Any]) -> bool:
            compared.append("")
            return super().isdisjoint(other)

    monkeypatch.setattr(duplicates._Group, "find", lambda self, detail, schemes: find(self, detail, Counted(schemes)))  # noqa: SLF001
    records: list[nm.Record] = [known(f"p-{n}", wikidata=f"Q{n}") for n in range(10_000)]
    records += [nm.Post(id=f"s-{n}", name="Senator", division=f"d-{n}") for n in range(9_999)]
    records += [nm.Post(id="s", name="Senator")]
    made = nm.Collection.of(records, id="demo", title="T")
    assert duplicates.duplicates(made) == {"s": ("s-0", "name and organization")}
    assert 0 < len(compared) <= 2 * len(records)


def test_records_of_one_name_are_told_apart_by_the_first_hundred_sets_of_schemes() -> None:
    """To compare each set with each other one would take minutes."""
    records = [known(f"p-{n:03}", common=f"{n}", **{f"scheme{n}": "x"}) for n in range(150)]
    records += [known("first", scheme3="y"), known("last", scheme149="y", scheme0="z")]
    made = nm.Collection.of(records, id="demo", title="T")
    assert duplicates.duplicates(made) == {"first": ("p-000", "name"), "last": ("p-001", "name")}


def test_an_act_on_what_many_acts_ended_names_the_first_three() -> None:
    ends = [order(id=f"end-{n}", milestones=reached(("signed", f"200{n}"))) for n in range(6)]
    acts = [relation("repeals", id=f"r-{n}", subject=f"end-{n}", object="old") for n in range(6)]
    old = order(id="old", milestones=reached(("signed", "1990")))
    problems = nm.validate(example(MAYOR, old, *ends, *acts), select=["NMP408"]).problems
    assert [problem.message.count("repealed by") for problem in problems] == [1, 2, 3, 3, 3]
    assert [problem.message.partition("; and ")[2][:7] for problem in problems] == ["", "", "", "1 more)", "2 more)"]


def test_a_long_cycle_of_parents_is_shortened() -> None:
    bodies = [nm.Organization(id=f"o-{n:02}", name="O", parent=f"o-{(n + 1) % 30:02}") for n in range(30)]
    (problem,) = nm.validate(example(*bodies), select=["NMP206"]).problems
    assert "→ o-04 → … → o-25 →" in problem.message


def test_a_long_cycle_of_relations_is_shortened() -> None:
    links = [relation("amends", id=f"r-{n:02}", subject=f"o-{n:02}", object=f"o-{(n + 1) % 30:02}") for n in range(30)]
    (problem,) = nm.validate(example(*links), select=["NMP401"]).problems
    shown = "o-00 → o-01 → o-02 → o-03 → o-04 → … → o-25 → o-26 → o-27 → o-28 → o-29 → o-00"
    assert problem.message == f"this relation closes a cycle, {shown}; check whether one of its relations is reversed"


@pytest.mark.parametrize("bad", ["2025-07-22?", "2025-07-22%"])
def test_a_source_with_an_uncertain_date_may_be_later(bad: str) -> None:
    paper = attrs.evolve(REPORT, id="paper", date=bad)
    assert pointers("NMP304", [paper, statement(date="2025-08-01", evidence=from_("paper"))]) == []


if __name__ == "__main__":
    MESSAGES.write_text(messages(), "utf-8")
