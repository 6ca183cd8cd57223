"""Rules of authority: NMP101 to NMP107."""

from collections.abc import Iterator

from attrs import evolve

from nmpolicy.problems import Severity
from nmpolicy.queries.milestones import date_made
from nmpolicy.queries.tenures import tenure_index
from nmpolicy.records.actors import Organization, Person, Post
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.instruments import Instrument, Measure, Milestone, Order
from nmpolicy.records.traversal import Path
from nmpolicy.rules.examples import (
    CITY,
    CITY_DIVISION,
    COUNCIL,
    JANE,
    MAYOR,
    SPEAKER,
    STATE_DIVISION,
    duty,
    example,
    measure,
    order,
    term,
)
from nmpolicy.rules.facts.jurisdiction import NOWHERE, commands, covers, is_division, standings
from nmpolicy.rules.registry import Finding, own_rule
from nmpolicy.vocabulary.terms import Deontic, MeasureKind, OrderKind, Stage
from nmpolicy.vocabulary.terms import OrganizationClassification as Kind


@own_rule(
    "NMP101",
    Severity.ERROR,
    "provision without an issuing authority",
    failing=lambda: example(SPEAKER, order(issued_by=[]), duty()),
    passing=lambda: example(SPEAKER, MAYOR, order(), duty()),
)
def issuing_authority(collection: Collection) -> Iterator[Finding]:
    """The instrument that a provision is part of names neither who issued it nor, of a measure, its body.

    A provision binds only through the authority that issued its instrument.
    """
    for provision in collection.provisions:
        instrument = collection.get(provision.instrument, Instrument)
        if instrument and not instrument.authorities:
            where = "as its body, or in issued_by" if isinstance(instrument, Measure) else "in issued_by"
            message = f"{instrument.id!r} names no issuing authority; say {where} whose it is"
            yield Finding(provision, "instrument", message)


@own_rule(
    "NMP102",
    Severity.ERROR,
    "issuing authority without office",
    failing=lambda: example(JANE, order(issued_by=["jane-roe"])),
    passing=lambda: example(MAYOR, order()),
)
def authority_holds_office(collection: Collection) -> Iterator[Finding]:
    """An instrument is issued by a person, or by a group that is no body.

    Authority lies in an office or a body: a person has it only through a post, and a group without office has none. The
    voters of a city, who adopt an initiative, are a body (classification `other`); several officers are several posts.
    """
    for instrument, path, id in _authorities(collection):
        if reason := _no_office(collection.get(id)):
            yield Finding(instrument, path, f"{id!r} is {reason}")


def _no_office(authority: Record | None) -> str:
    if isinstance(authority, Person):
        return "a person; name the post in which they issued it"
    if isinstance(authority, Organization) and authority.classification is Kind.GROUP:
        return "a group without office; name the body or the post that issued it, or its classification if it is a body"
    return ""


_LEGISLATIVE = frozenset({Kind.LEGISLATURE, Kind.UPPER_CHAMBER, Kind.LOWER_CHAMBER, Kind.COUNCIL, Kind.COMMITTEE})
_EXECUTIVE = frozenset({Kind.EXECUTIVE, Kind.DEPARTMENT, Kind.AGENCY, Kind.LAW_ENFORCEMENT, Kind.COURT, Kind.COMPANY})
_OF_EXECUTIVES = frozenset({OrderKind.EXECUTIVE_ORDER, OrderKind.EMERGENCY_ORDER, OrderKind.ADMINISTRATIVE_INSTRUCTION})
_OF_LEGISLATURES = frozenset(
    {MeasureKind.ORDINANCE, MeasureKind.RESOLUTION, MeasureKind.MEMORIAL, MeasureKind.BILL, MeasureKind.STATUTE}
)


@own_rule(
    "NMP103",
    Severity.WARNING,
    "authority that does not fit the kind",
    failing=lambda: example(CITY, COUNCIL, order(issued_by=["council"])),
    passing=lambda: example(CITY, COUNCIL, measure()),
)
def kind_and_authority(collection: Collection) -> Iterator[Finding]:
    """An executive, emergency or administrative order is issued by a legislative body, or an act of one by an office.

    Executives give orders and legislatures pass measures. One that is recorded the other way round is most often of the
    wrong kind, or has the wrong authority.
    """
    for instrument, path, id in _authorities(collection):
        kind = instrument.kind
        authority = collection.get(id)
        body = collection.get(authority.organization) if isinstance(authority, Post) else authority
        held = body.classification if isinstance(body, Organization) else None
        if kind in _OF_EXECUTIVES and held in _LEGISLATIVE:
            what = "is of a legislative body" if isinstance(authority, Post) else "is a legislative body"
            yield Finding(instrument, path, f"{id!r} {what} ({held}), and no {kind} is its to give; correct either")
        if kind in _OF_LEGISLATURES and (
            held in _EXECUTIVE or (isinstance(authority, Post) and held not in _LEGISLATIVE)
        ):
            kept = "a post" if isinstance(authority, Post) else held
            yield Finding(
                instrument, path, f"{id!r} ({kept}) is no legislative body, and passes no {kind}; correct either"
            )


@own_rule(
    "NMP104",
    Severity.ERROR,
    "authority outside its jurisdiction",
    failing=lambda: example(CITY, measure(body=None, issued_by=["city"], division=STATE_DIVISION)),
    passing=lambda: example(CITY, measure(body=None, issued_by=["city"], division=CITY_DIVISION)),
)
def jurisdiction(collection: Collection) -> Iterator[Finding]:
    """The division of an instrument is surely outside that of each of its authorities, as far as their ids tell.

    A city's office makes no law for the state, or for another city. Either the division or the authority is wrong. Whether
    a place is in a county its id does not tell, so that is left open; and an office elected from a district of a city may act for
    all of it.
    """
    where = standings(collection)
    for instrument in collection.instruments:
        ours = [where.get(id, NOWHERE).division for id in instrument.authorities] if instrument.division else []
        known = ours and all(map(is_division, [instrument.division, *ours]))
        if known and all(covers(division, instrument.division) is False for division in ours):
            message = f"the law of {instrument.division} is not made by {instrument.authorities[0]!r} of {ours[0]}"
            yield Finding(instrument, "division", f"{message}; correct the division or the authority")


_STATE = Organization(id="state", name="A state", classification="government", division=STATE_DIVISION)
_POLICE = Organization(id="police", name="State Police", classification="law-enforcement", parent="state")
_BY_CITY = order(issued_by=["city"])


@own_rule(
    "NMP105",
    Severity.NOTICE,
    "bearer whom the authority does not command",
    failing=lambda: example(CITY, _STATE, _POLICE, _BY_CITY, duty(bearers=["police"], aim="identify")),
    passing=lambda: example(CITY, _STATE, _POLICE, _BY_CITY, duty(bearers=["city"], aim="identify")),
)
def command(collection: Collection) -> Iterator[Finding]:
    """A provision obliges, or prohibits something to, a public body of another government.

    The text may say so, and the record is right to repeat it; but who issued it has no means to enforce it.
    """
    where = standings(collection)
    # Where there is one government only, it commands whatever public body there is.
    several = len({standing.governments[:1] for standing in where.values() if standing.governments}) > 1
    for provision in collection.provisions if several else ():
        if not _BINDING.intersection(provision.deontic):
            continue
        instrument = collection.get(provision.instrument)
        authorities = instrument.authorities if isinstance(instrument, Instrument) else ()
        ours = [where.get(each, NOWHERE) for each in authorities]
        for index, bearer in enumerate(provision.bearers):
            if authorities and all(commands(each, where.get(bearer, NOWHERE)) is False for each in ours):
                message = f"{authorities[0]!r} does not command {bearer!r}, which is of another government"
                yield Finding(provision, ("bearers", index), f"{message}; nothing to mend if the text says so")


_BINDING = frozenset({Deontic.OBLIGATION, Deontic.PROHIBITION})


_SIGNED = Milestone(stage="signed", date="2025-07-21")


@own_rule(
    "NMP106",
    Severity.WARNING,
    "post that nobody held on the day of issue",
    failing=lambda: example(JANE, MAYOR, term(start_date="2025-12-01"), order(milestones=[_SIGNED])),
    passing=lambda: example(JANE, MAYOR, term(start_date="2021-12-01"), order(milestones=[_SIGNED])),
)
def vacant_post(collection: Collection) -> Iterator[Finding]:
    """An instrument was issued by a post on a day on which none of those whom the records name held it.

    Either a date is wrong, or the one who held it is not recorded. Where nobody is recorded at all, nothing is said.
    """
    offices = tenure_index(collection)
    for instrument in collection.instruments:
        day = date_made(instrument)
        for index, id in enumerate(instrument.issued_by if day else ()):
            if day and offices.excludes(id, day):
                message = f"nobody whom the records name held {id!r} at that date, {day.label}"
                yield Finding(instrument, ("issued_by", index), f"{message}; correct the date or add the membership")


_DOE = Person(id="john-doe", name="John Doe")
_TWO_MAYORS = (JANE, _DOE, MAYOR, term(), term(id="doe-mayor", member="john-doe", end_date="2021-11-30"))


@own_rule(
    "NMP107",
    Severity.WARNING,
    "signer outside the term",
    failing=lambda: example(*_TWO_MAYORS, order(milestones=[evolve(_SIGNED, by=["john-doe"])])),
    passing=lambda: example(*_TWO_MAYORS, order(milestones=[evolve(_SIGNED, by=["jane-roe"])])),
)
def signer_in_term(collection: Collection) -> Iterator[Finding]:
    """An instrument was signed or issued by somebody who held its post, or each of its posts, but surely not on that day.

    Such a record gives the act to the wrong person, or dates it wrongly. Posts that nobody held when it was made are
    looked at by NMP106.
    """
    offices = tenure_index(collection)
    for instrument in collection.instruments:
        made = date_made(instrument)
        filled = [post for post in instrument.issued_by if not (made and offices.excludes(post, made))]
        for number, milestone in enumerate(instrument.milestones):
            day = milestone.date if milestone.stage in _SIGNING else None
            for index, signer in enumerate(milestone.by if day and filled else ()):
                if day and all(offices.excludes(post, day, signer) for post in filled):
                    posts = " or ".join(map(repr, filled))
                    message = f"{signer!r} did not hold {posts} at that date, {day.label}"
                    step = ("milestones", number, "by", index)
                    yield Finding(instrument, (*step,), f"{message}; correct the signer, the date or the membership")


_SIGNING = frozenset({Stage.SIGNED, Stage.ISSUED})


def _authorities(collection: Collection) -> Iterator[tuple[Order | Measure, Path, str]]:
    """Every authority of every instrument, with the path to it."""
    for instrument in collection.instruments:
        for index, id in enumerate(instrument.issued_by):
            yield instrument, ("issued_by", index), id
        if isinstance(instrument, Measure) and instrument.body:
            yield instrument, ("body",), instrument.body
