"""Bills and votes of Open Civic Data."""

from collections import Counter
from collections.abc import Iterator, Mapping

from nmpolicy.exports.open_civic_data.ocd_folder import MAX_NAME, MAX_URL, Json, OcdFolder
from nmpolicy.exports.open_civic_data.ocd_offices import organizations_served
from nmpolicy.exports.open_civic_data.ocd_terms import ACTIONS, BILLS, ORGANIZATIONS, RELATIONS, VOTES, is_approximate
from nmpolicy.records.actors import Organization, Person
from nmpolicy.records.instruments import Measure, Milestone, Order, VoteEvent
from nmpolicy.records.relations import Relation
from nmpolicy.vocabulary.terms import Stage, VoteOption

_MAX_IDENTIFIER = 100
#: The stages of which Open Civic Data says that the executive does it.
_BY_EXECUTIVE = frozenset({Stage.SIGNED, Stage.VETOED})


def add_bills(folder: OcdFolder) -> None:
    """Add the orders and measures of the jurisdiction as bills, with the votes on them."""
    kept = [each for each in folder.collection.instruments if not folder.is_other(each.id)]
    for each in folder.collection.instruments:
        folder.losses[f"{type(each).__name__} (of another jurisdiction)"] += folder.is_other(each.id)
    identifiers = _bill_identifiers(folder, kept)
    related = _related_bills(folder, identifiers)
    bodies = _bodies(folder)
    for each in kept:
        body = _body(folder, each)
        content: Json = {
            "legislative_session": folder.session,
            "identifier": identifiers[each.id],
            "title": each.label,
            "from_organization": folder.reference(body),
            "classification": _classification(folder, each),
            "subject": list(folder.filled(each.subjects, f"{type(each).__name__}.subjects")),
            "abstracts": [{"abstract": each.summary, "note": "", "date": ""}] if each.summary else [],
            "other_titles": [
                {"title": title, "note": ""}
                for title in folder.filled(each.other_titles, f"{type(each).__name__}.other_titles")
            ],
            "other_identifiers": _other_identifiers(folder, each, identifiers[each.id]),
            "actions": list(_actions(folder, each, body, bodies)),
            "sponsorships": list(_sponsorships(folder, each)),
            "related_bills": related.get(each.id, []),
            "versions": _versions(folder, each),
            "documents": [],
            "sources": folder.sources(each, each.evidence, each.url),
        }
        if each.division and each.division != folder.jurisdiction.division:
            folder.losses[f"{type(each).__name__}.division"] += 1
        folder.add_record("bill", each, content, kind=each.kind)
        if isinstance(each, Measure):
            _add_votes(folder, each, body)


def _bill_identifiers(folder: OcdFolder, instruments: list[Order | Measure]) -> dict[str, str]:
    """Return the identifier of each bill: its number or, if that is not its own or does not fit, its id.

    pupa finds a bill by its identifier and its session, so no two may be alike.
    """
    numbers = Counter(each.number for each in instruments)
    ids = {each.id for each in instruments}
    found: dict[str, str] = {}
    for each in instruments:
        is_own = numbers[each.number] == 1 and (each.number == each.id or each.number not in ids)
        names = (each.number if each.number.strip() and is_own else each.id, each.id, folder.uuid(each.id))
        found[each.id] = next(name for name in names if len(name) <= _MAX_IDENTIFIER)
    return found


def _body(folder: OcdFolder, instrument: Order | Measure) -> str | None:
    """Return the id of the organization from which a bill comes, and count the authorities that this leaves out."""
    kind = type(instrument).__name__
    body = instrument.body if isinstance(instrument, Measure) else None
    found = folder.organization_of(body)
    folder.losses[f"{kind}.body"] += bool(body and not found)
    for issuer in instrument.issued_by:
        organization = folder.organization_of(issuer)
        found = found or organization
        if organization is None or organization != found:
            folder.losses[f"{kind}.issued_by"] += 1
        elif organization != issuer:
            folder.losses[f"{kind}.issued_by (a post, held as its organization)"] += 1
    return found


def _classification(folder: OcdFolder, instrument: Order | Measure) -> list[str]:
    nearest = BILLS.get(instrument.kind)
    if nearest is None:
        folder.losses[f"{type(instrument).__name__}.kind ({instrument.kind})"] += 1
        return []
    if is_approximate(instrument.kind, nearest):
        folder.losses[f"{type(instrument).__name__}.kind ({instrument.kind}, held as {nearest})"] += 1
    return [nearest]


def _other_identifiers(folder: OcdFolder, instrument: Order | Measure, identifier: str) -> list[Json]:
    found = folder.identifiers(instrument.identifiers)
    if instrument.number not in ("", identifier):
        if len(instrument.number) <= MAX_NAME:
            found.append({"identifier": instrument.number, "scheme": "number"})
        else:
            folder.losses[f"{type(instrument).__name__}.number (over 300 characters)"] += 1
    return [{**each, "note": ""} for each in found]


def _versions(folder: OcdFolder, instrument: Order | Measure) -> list[Json]:
    if instrument.url is None:
        return []
    if len(instrument.url) > MAX_URL:
        folder.losses[f"{type(instrument).__name__}.url (over 2,000 characters)"] += 1
        return []
    return [{"note": "Text", "date": "", "links": [{"url": instrument.url, "media_type": "", "text": ""}]}]


def _bodies(folder: OcdFolder) -> Mapping[str, set[str]]:
    """Return the ids of the organizations to which each person belongs."""
    found: dict[str, set[str]] = {}
    for each in folder.collection.memberships:
        organization = folder.organization_of(each.organization or each.post)
        if organization and each.id in folder.exported:
            found.setdefault(each.member, set()).add(organization)
    return found


def _actions(
    folder: OcdFolder, instrument: Order | Measure, body: str | None, bodies: Mapping[str, set[str]]
) -> Iterator[Json]:
    """Yield the milestones as actions. Each must take place in an organization."""
    for each in instrument.milestones:
        organization = next(filter(None, map(folder.organization_of, each.by)), None) or _executive(folder, each)
        if organization is None and body is not None:
            organization = body
            if not any(body in bodies.get(actor, ()) for actor in each.by):
                folder.losses["Milestone (its organization is unknown; that of the instrument is written)"] += 1
        if organization is None:
            folder.losses["Milestone (in no organization here)"] += 1
            continue
        classification = ACTIONS.get(each.stage)
        yield {
            "description": _words(each),
            "date": folder.day(each.date, "Milestone.date"),
            "organization_id": folder.reference(organization),
            "classification": [classification] if classification else [],
            "related_entities": [folder.entity(actor) for actor in each.by],
            "extras": {"stage": each.stage},
        }


def _executive(folder: OcdFolder, milestone: Milestone) -> str | None:
    """Return the only executive here in which those who signed or vetoed something held posts then, if there is one."""
    if milestone.stage not in _BY_EXECUTIVE:
        return None
    served = {each for actor in milestone.by for each in organizations_served(folder.collection, actor, milestone.date)}
    found = [each for each in served if _is_executive(folder, each)]
    return found[0] if len(found) == 1 else None


def _is_executive(folder: OcdFolder, id: str) -> bool:
    found = folder.exported.get(id)
    classification = found.classification if isinstance(found, Organization) else None
    return classification is not None and ORGANIZATIONS[classification] == "executive"


def _words(milestone: Milestone) -> str:
    return milestone.stage.replace("-", " ").capitalize()


def _sponsorships(folder: OcdFolder, instrument: Order | Measure) -> Iterator[Json]:
    if isinstance(instrument, Measure):
        for actors, name in ((instrument.sponsors, "primary"), (instrument.cosponsors, "cosponsor")):
            for actor in actors:
                empty = {"person_id": None, "organization_id": None}
                yield {**empty, **folder.entity(actor), "classification": name, "primary": name == "primary"}


def _related_bills(folder: OcdFolder, identifiers: Mapping[str, str]) -> dict[str, list[Json]]:
    """Return the related bills of each instrument. Relations that the format does not have are counted."""
    found: dict[str, list[Json]] = {}
    for each in folder.collection.relations:
        nearest = RELATIONS.get(each.predicate)
        if nearest is None or not _is_between_bills(each, identifiers):
            folder.losses[f"Relation ({each.predicate})"] += 1
            continue
        if is_approximate(each.predicate, nearest):
            folder.losses[f"Relation.predicate ({each.predicate}, held as {nearest})"] += 1
        folder.relations.append(each)
        related = {
            "identifier": identifiers[each.object],
            "legislative_session": folder.session,
            "relation_type": nearest,
        }
        found.setdefault(each.subject, []).append(related)
    return found


def _is_between_bills(relation: Relation, identifiers: Mapping[str, str]) -> bool:
    """Return whether a relation is one of two whole bills."""
    is_partial = bool(relation.scope or relation.section)
    return relation.subject in identifiers and relation.object in identifiers and not is_partial


def _add_votes(folder: OcdFolder, measure: Measure, body: str | None) -> None:
    repeated = Counter[str]()
    for each in measure.vote_events:
        organization = folder.organization_of(each.body) or (None if each.body else body)
        if organization is None:
            folder.losses["VoteEvent (in no organization here)"] += 1
            continue
        key = "/".join((each.body or "", each.date or "", each.motion))
        id = folder.uuid(measure.id, "vote_events", key, str(repeated[key]))
        repeated[key] += 1
        content: Json = {
            "identifier": "",
            "motion_text": each.motion.strip() or f"Vote on {measure.label}",
            "motion_classification": [],
            "start_date": folder.day(each.date, "VoteEvent.date"),
            "end_date": "",
            "organization": folder.reference(organization),
            "legislative_session": folder.session,
            "bill": folder.reference(measure.id),
            "bill_action": None,
            "votes": list(_votes(folder, each)),
            "counts": list(_counts(folder, each)),
            "sources": folder.sources(measure, measure.evidence_for("vote_events", each), measure.url),
            "extras": {"nmpolicy_id": measure.id},
            "pupa_id": f"nmpolicy/{id}",
        }
        if each.passed is not None:
            content["result"] = "pass" if each.passed else "fail"
        folder.add("vote_event", id, content)


def _votes(folder: OcdFolder, event: VoteEvent) -> Iterator[Json]:
    for each in event.votes:
        entity = folder.entity(each.voter)
        name = folder.short(entity["name"], MAX_NAME, "The name of a voter")
        is_person = folder.collection.get(each.voter, Person) is not None
        voter = (folder.reference(each.voter) if is_person else None) or folder.pseudo_id(name=name)
        yield {"option": VOTES[each.option], "voter_name": name, "voter_id": voter, "note": ""}


def _counts(folder: OcdFolder, event: VoteEvent) -> Iterator[Json]:
    for option in VoteOption:
        name = option.replace("-", "_")
        count = getattr(event, name)
        if count is not None and folder.fits(count, f"VoteEvent.{name}"):
            yield {"option": VOTES[option], "value": count}
