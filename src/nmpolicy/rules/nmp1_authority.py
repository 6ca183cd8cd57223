"""Rules of authority: NMP101 to NMP107."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain

from attrs import evolve

from nmpolicy.problems import Severity
from nmpolicy.queries.milestones import MADE_STAGES, date_made
from nmpolicy.queries.official_acts import SIGNING_STAGES
from nmpolicy.queries.tenures import tenure_index
from nmpolicy.records.actors import Organization, Person, Post
from nmpolicy.records.collection import Collection
from nmpolicy.records.instruments import Instrument, Measure, Milestone, Order
from nmpolicy.records.traversal import FieldPath
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
from nmpolicy.rules.facts.jurisdiction import (
    Jurisdiction,
    are_in_one_government,
    commanding,
    covers,
    is_division,
    jurisdictions,
)
from nmpolicy.rules.registry import Finding, own_rule
from nmpolicy.vocabulary.terms import Deontic, MeasureKind, OrderKind, OrganizationClassification

_GROUP = OrganizationClassification.GROUP


@own_rule(
    "NMP101",
    Severity.ERROR,
    "provision without an issuing authority",
    failing=lambda: example(SPEAKER, order(issued_by=[]), duty()),
    passing=lambda: example(SPEAKER, MAYOR, order(), duty()),
)
def issuing_authority(collection: Collection) -> Iterator[Finding]:
    """A provision belongs to an instrument with no issuing authority: no `issued_by` and, for a measure, no `body`.

    A provision binds only through the authority that issued its instrument.
    """
    without = {each.id for each in collection.instruments if not each.authorities}
    for provision in collection.provisions:
        instrument = collection.get(provision.instrument, Instrument) if provision.instrument in without else None
        if instrument and not instrument.authorities:
            missing = "body or issued_by" if isinstance(instrument, Measure) else "issued_by"
            message = f"{instrument.id!r} has no issuing authority; set {missing}"
            yield Finding(provision, "instrument", message)


@own_rule(
    "NMP102",
    Severity.ERROR,
    "person or informal group as issuing authority",
    failing=lambda: example(JANE, order(issued_by=["jane-roe"])),
    passing=lambda: example(MAYOR, order()),
)
def authority_holds_office(collection: Collection) -> Iterator[Finding]:
    """A person or an informal group, rather than a post or an official body, issued an instrument.

    Authority belongs to an office or a body. A person has it only through a post. If several officers acted together,
    list each of their posts. The voters who adopt an initiative are a body of the classification `other`.
    """
    suspects = {person.id for person in collection.people}
    suspects.update(each.id for each in collection.organizations if each.classification is _GROUP)
    for instrument, path, id in _authorities(collection):
        authority = collection.get(id) if id in suspects else None
        if isinstance(authority, Person):
            yield Finding(instrument, path, f"{id!r} is a person; name the post in which they issued it")
        elif isinstance(authority, Organization) and authority.classification is _GROUP:
            message = (
                f"{id!r} is an informal group; name the body or post that issued it, or correct the classification"
            )
            yield Finding(instrument, path, message)


_LEGISLATIVE_BODIES = frozenset(
    {
        OrganizationClassification.LEGISLATURE,
        OrganizationClassification.UPPER_CHAMBER,
        OrganizationClassification.LOWER_CHAMBER,
        OrganizationClassification.COUNCIL,
        OrganizationClassification.COMMITTEE,
    }
)
_OTHER_BODIES = frozenset(
    {
        OrganizationClassification.EXECUTIVE,
        OrganizationClassification.DEPARTMENT,
        OrganizationClassification.AGENCY,
        OrganizationClassification.LAW_ENFORCEMENT,
        OrganizationClassification.COURT,
        OrganizationClassification.COMPANY,
    }
)
_EXECUTIVE_ACTS = frozenset(
    {OrderKind.EXECUTIVE_ORDER, OrderKind.EMERGENCY_ORDER, OrderKind.ADMINISTRATIVE_INSTRUCTION}
)
_LEGISLATIVE_ACTS = frozenset(
    {MeasureKind.ORDINANCE, MeasureKind.RESOLUTION, MeasureKind.MEMORIAL, MeasureKind.BILL, MeasureKind.STATUTE}
)


@own_rule(
    "NMP103",
    Severity.WARNING,
    "authority that does not fit the kind of instrument",
    failing=lambda: example(CITY, COUNCIL, order(issued_by=["council"])),
    passing=lambda: example(CITY, COUNCIL, measure()),
)
def kind_and_authority(collection: Collection) -> Iterator[Finding]:
    """A legislative body issued an executive order, or an authority that is not legislative passed an ordinance.

    Executives issue orders and legislatures pass measures. A record that says otherwise usually has the wrong kind or
    the wrong authority. Emergency orders and administrative instructions are checked like executive orders.
    Resolutions, memorials, bills and statutes are checked like ordinances.
    """
    for instrument, path, id in _authorities(collection):
        authority = collection.get(id)
        post = authority if isinstance(authority, Post) else None
        body = collection.get(post.organization) if post else authority
        classification = body.classification if isinstance(body, Organization) else None
        legislative = classification in _LEGISLATIVE_BODIES
        acts = f"{instrument.kind.replace('-', ' ')}s"
        if instrument.kind in _EXECUTIVE_ACTS and legislative:
            what = "a post of a legislative body" if post else "a legislative body"
            message = f"{id!r} is {what} ({classification}) and cannot issue {acts}; correct the authority or the kind"
            yield Finding(instrument, path, message)
        if instrument.kind in _LEGISLATIVE_ACTS and (classification in _OTHER_BODIES or (post and not legislative)):
            what = "is not a post of a legislative body" if post else f"({classification}) is not a legislative body"
            message = f"{id!r} {what} and cannot pass {acts}; correct the authority or the kind"
            yield Finding(instrument, path, message)


@own_rule(
    "NMP104",
    Severity.ERROR,
    "authority outside its jurisdiction",
    failing=lambda: example(CITY, measure(body=None, issued_by=["city"], division=STATE_DIVISION)),
    passing=lambda: example(CITY, measure(body=None, issued_by=["city"], division=CITY_DIVISION)),
)
def jurisdiction(collection: Collection) -> Iterator[Finding]:
    """The division of an instrument is outside the division of every one of its authorities.

    A city office does not make law for the state or for another city, so either the division or the authority is wrong.
    Only the division ids are compared. They do not show which county a city is in, so such pairs are not reported. An
    office elected from a district may act for the whole city.
    """
    jurisdiction_of = jurisdictions(collection)
    for instrument in collection.instruments:
        authorities = instrument.authorities if instrument.division else ()
        divisions = [jurisdiction_of(id).division for id in authorities]
        if not divisions or instrument.division in divisions:
            continue
        if not all(map(is_division, [instrument.division, *divisions])):
            continue
        if all(covers(division, instrument.division) is False for division in divisions):
            authority = f"{instrument.authorities[0]!r} ({divisions[0]})"
            message = f"{instrument.division} is outside the jurisdiction of {authority}"
            yield Finding(instrument, "division", f"{message}; correct the division or the authority")


_STATE = Organization(id="state", name="A state", classification="government", division=STATE_DIVISION)
_POLICE = Organization(id="police", name="State Police", classification="law-enforcement", parent="state")
_BY_CITY = order(issued_by=["city"])
_BINDING = frozenset({Deontic.OBLIGATION, Deontic.PROHIBITION})


@own_rule(
    "NMP105",
    Severity.NOTICE,
    "bearer from another government",
    failing=lambda: example(CITY, _STATE, _POLICE, _BY_CITY, duty(bearers=["police"], aim="identify")),
    passing=lambda: example(CITY, _STATE, _POLICE, _BY_CITY, duty(bearers=["city"], aim="identify")),
)
def command(collection: Collection) -> Iterator[Finding]:
    """A provision requires or prohibits something of a public body that belongs to another government.

    If the text says so, the record is right to repeat it, but the issuing authority has no power to enforce it.
    """
    if are_in_one_government(collection):
        return  # It commands all public bodies on record.
    jurisdiction_of = jurisdictions(collection)
    commands: dict[str, tuple[str, Callable[[Jurisdiction], bool | None]]] = {}
    for provision in collection.provisions:
        if _BINDING.isdisjoint(provision.deontic) or not provision.bearers:
            continue
        instrument = collection.get(provision.instrument, Instrument)
        if not instrument or not (instrument.issued_by or instrument.authorities):
            continue
        if instrument.id not in commands:
            authorities = instrument.authorities
            can_command = commanding(map(jurisdiction_of, authorities))
            commands[instrument.id] = authorities[0], can_command
        first, can_command = commands[instrument.id]
        for index, bearer in enumerate(provision.bearers):
            if can_command(jurisdiction_of(bearer)) is False:
                message = f"{bearer!r} belongs to a government that {first!r} does not command"
                repair = "no change is needed if the text names this bearer"
                yield Finding(provision, ("bearers", index), f"{message}; {repair}")


_SIGNED = Milestone(stage="signed", date="2025-07-21")


@own_rule(
    "NMP106",
    Severity.WARNING,
    "vacant post on the date of issue",
    failing=lambda: example(JANE, MAYOR, term(start_date="2025-12-01"), order(milestones=[_SIGNED])),
    passing=lambda: example(JANE, MAYOR, term(start_date="2021-12-01"), order(milestones=[_SIGNED])),
)
def vacant_post(collection: Collection) -> Iterator[Finding]:
    """A post issued an instrument on a date on which no one on record held the post.

    Either a date is wrong or a membership is missing. A post without any membership on record is not checked, nor is a
    post on behalf of which someone else signed: an acting governor may sign while there is no governor. A signer of
    whom no term in the post is on record held it by that very act.
    """
    offices = tenure_index(collection)
    holders = cache(lambda post: frozenset(each.holder for each in offices.by_post.get(post, ())))
    for instrument in collection.instruments:
        day = date_made(instrument)
        vacant = [(n, post) for n, post in enumerate(instrument.issued_by) if day and offices.excludes(post, day)]
        if not day or not vacant:
            continue
        acting = {post for each in instrument.milestones if each.stage in MADE_STAGES for post in each.on_behalf_of}
        signers = _signers_by_capacity(instrument)
        for index, post in vacant:
            held = any(each not in holders(post) for each in chain(signers.get(None, ()), signers.get(post, ())))
            if post not in acting and not held:
                message = f"no one on record held the post {post!r} on the date of issue ({day.label})"
                yield Finding(instrument, ("issued_by", index), f"{message}; correct the date or add the membership")


def _signers_by_capacity(instrument: Instrument) -> Mapping[str | None, Sequence[str]]:
    """Return who signed an instrument for themselves, by the capacity in which they did; None stands for its posts.

    Someone of whom no term in a post is recorded held it by that act.
    """
    found: dict[str | None, list[str]] = {}
    authorities = {*instrument.authorities}
    for milestone in instrument.milestones:
        if milestone.stage in SIGNING_STAGES and not milestone.on_behalf_of:
            signers = (each for each in milestone.by if each not in authorities)
            found.setdefault(milestone.capacity, []).extend(signers)
    return found


_DOE = Person(id="john-doe", name="John Doe")
_TWO_MAYORS = (JANE, _DOE, MAYOR, term(), term(id="doe-mayor", member="john-doe", end_date="2021-11-30"))


@own_rule(
    "NMP107",
    Severity.WARNING,
    "signer outside their term",
    failing=lambda: example(*_TWO_MAYORS, order(milestones=[evolve(_SIGNED, by=["john-doe"])])),
    passing=lambda: example(*_TWO_MAYORS, order(milestones=[evolve(_SIGNED, by=["jane-roe"])])),
)
def signer_in_term(collection: Collection) -> Iterator[Finding]:
    """The person who signed or issued an instrument held its post before or after that date, but not on it.

    Either the signer or a date is wrong. If an instrument has several posts, holding one of them is enough. Someone who
    signed in another `capacity` must have held that post instead, and someone who signed only on behalf of an office
    need not have held it. NMP106 reports a post that no one held on that date.
    """
    offices = tenure_index(collection)
    for instrument in collection.instruments:
        made = date_made(instrument)
        filled = [post for post in instrument.issued_by if not (made and offices.excludes(post, made))]
        for number, milestone in enumerate(instrument.milestones):
            day = milestone.date if milestone.stage in SIGNING_STAGES else None
            posts = [milestone.capacity] if milestone.capacity else [] if milestone.on_behalf_of else filled
            for index, signer in enumerate(milestone.by if day and posts else ()):
                if day and all(offices.excludes(post, day, signer) for post in posts):
                    held = f"did not hold the post {' or '.join(map(repr, posts))}"
                    message = f"{signer!r} {held} when the instrument was {milestone.stage} ({day.label})"
                    path = ("milestones", number, "by", index)
                    yield Finding(instrument, path, f"{message}; correct the signer, the date or the membership")


def _authorities(collection: Collection) -> Iterator[tuple[Order | Measure, FieldPath, str]]:
    """Yield every authority of every instrument, with the path to it."""
    for instrument in collection.instruments:
        for index, id in enumerate(instrument.issued_by):
            yield instrument, ("issued_by", index), id
        if isinstance(instrument, Measure) and instrument.body:
            yield instrument, ("body",), instrument.body
