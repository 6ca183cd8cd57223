"""The links of FollowTheMoney between the entities that records are."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from nmpolicy.exports.follow_the_money.ftm_entities import ORGANIZATIONS, Entities, Value
from nmpolicy.exports.follow_the_money.ftm_records import MADE, date_value
from nmpolicy.records.actors import Membership, Organization
from nmpolicy.records.base import Record
from nmpolicy.records.events import Event
from nmpolicy.records.instruments import Instrument, Measure, Order
from nmpolicy.records.relations import Relation
from nmpolicy.records.sources import Source
from nmpolicy.records.statements import Statement
from nmpolicy.vocabulary.identifiers import Id


def _link_all(  # noqa: PLR0913  # what all links of a field share
    entities: Entities, record: Record, ids: Iterable[Id], field: str, role: str, *, is_subject: bool = False
) -> None:
    """Link a record to others; with `is_subject`, it acts on them."""
    for id in ids:
        subject, object = (record.id, id) if is_subject else (id, record.id)
        entities.link(record, "UnknownLink", {"subject": subject, "object": object}, field, key=[id], role=role)


def _link_source(entities: Entities, source: Source) -> bool:
    """Link a source to its publisher and its authors."""
    _link_all(entities, source, [source.publisher] if source.publisher else [], "publisher", "publisher")
    _link_all(entities, source, source.authors, "authors", "author")
    return True


def _link_organization(entities: Entities, organization: Organization) -> bool:
    """Link an organization to the one that it is a part of. FollowTheMoney's own word, `parent`, is for ownership."""
    parents = [organization.parent] if organization.parent else []
    _link_all(entities, organization, parents, "parent", "part of", is_subject=True)
    return True


def _link_membership(entities: Entities, membership: Membership) -> bool:
    """Link a member to a post, to an organization or to both."""
    dates = [
        date_value("startDate", membership.start_date, "start_date"),
        date_value("endDate", membership.end_date, "end_date"),
    ]
    member, post, organization = membership.member, membership.post, membership.organization
    role = membership.role
    added = False
    if post and entities.schema_of(member) == "Person" and entities.schema_of(post) == "Position":
        added |= entities.link(membership, "Occupancy", {"holder": member, "post": post}, "post", values=dates)
        if role and not organization:
            entities.left_out["Membership.role"] += 1
    elif post:
        ends = {"subject": member, "object": post}
        added |= entities.link(membership, "UnknownLink", ends, "post", role=role or "holder", values=dates)
    if organization and entities.schema_of(organization) in ORGANIZATIONS:
        ends = {"member": member, "organization": organization}
        added |= entities.link(membership, "Membership", ends, "organization", role=role, values=dates)
    elif organization:
        ends = {"subject": member, "object": organization}
        added |= entities.link(membership, "UnknownLink", ends, "organization", role=role or "member", values=dates)
    return added


def _link_instrument(entities: Entities, instrument: Instrument) -> bool:
    """Link an instrument to those who issued it and brought it to each stage."""
    _link_all(entities, instrument, instrument.issued_by, "issued_by", "issuer")
    for milestone in instrument.milestones:
        evidence = instrument.evidence_for("milestones", milestone)
        role, values = milestone.stage.replace("-", " "), [date_value("date", milestone.date, "Milestone.date")]
        for id in milestone.by:
            ends = {"subject": id, "object": instrument.id}
            entities.link(
                instrument,
                "UnknownLink",
                ends,
                "Milestone.by",
                key=[milestone.stage, id],
                role=role,
                values=values,
                evidence=evidence,
            )
        if not milestone.by:
            entities.left_out["Milestone.stage"] += 1
            entities.left_out["Milestone.date"] += milestone.date is not None and milestone.stage not in MADE
    return True


def _link_measure(entities: Entities, measure: Measure) -> bool:
    """Link a measure to its body, its sponsors and those who voted on it as well."""
    _link_instrument(entities, measure)
    _link_all(entities, measure, [measure.body] if measure.body else [], "body", "legislative body")
    _link_all(entities, measure, measure.sponsors, "sponsors", "sponsor")
    _link_all(entities, measure, measure.cosponsors, "cosponsors", "cosponsor")
    for event in measure.vote_events:
        evidence = measure.evidence_for("vote_events", event)
        values = [date_value("date", event.date, "VoteEvent.date")]
        for vote in event.votes:
            ends, role = {"subject": vote.voter, "object": measure.id}, f"vote: {vote.option.replace('-', ' ')}"
            key = [event.body, event.date, event.motion, vote.voter]
            entities.link(
                measure, "UnknownLink", ends, "Vote.voter", key=key, role=role, values=values, evidence=evidence
            )
        entities.left_out["VoteEvent.date"] += event.date is not None and not event.votes
    return True


def _link_event(entities: Entities, event: Event) -> bool:
    """Link an event to those who had a role in it, to the posts that took part, and to what it was about."""
    for each in event.participants:
        if each.role or entities.schema_of(each.actor) in {"Position", ""}:
            ends = {"subject": each.actor, "object": event.id}
            linked = entities.link(event, "UnknownLink", ends, "Participant.actor", key=[each.actor], role=each.role)
            entities.left_out["Participant.role"] += bool(each.role) and not linked
    _link_all(entities, event, event.about, "about", "about", is_subject=True)
    return True


def _link_statement(entities: Entities, statement: Statement) -> bool:
    """Link each speaker to each target, with the stance as the role."""
    values = [
        date_value("date", statement.date, "date"),
        Value("summary", [statement.summary], "summary"),
    ]
    added = False
    for stance in statement.stances:
        for speaker in statement.speakers if stance.target else ():
            ends = {"subject": speaker, "object": stance.target or ""}
            key = [stance.target, stance.topic, speaker]
            added |= entities.link(
                statement, "UnknownLink", ends, "TargetStance.target", key=key, role=stance.stance, values=values
            )
        entities.left_out["TargetStance.stance"] += not stance.target
    return added


def _link_relation(entities: Entities, relation: Relation) -> bool:
    """Link the subject of a relation to its object, with the predicate as the role."""
    ends = {"subject": relation.subject, "object": relation.object}
    values = [
        date_value("startDate", relation.effective_date, "effective_date"),
        date_value("endDate", relation.end_date, "end_date"),
        Value("description", [relation.section], "section"),
    ]
    role = relation.predicate.replace("-", " ")
    return entities.link(relation, "UnknownLink", ends, "object", role=role, values=values)


#: The function that adds the links of a record of each class, and returns whether it adds what the record says.
LINK: Mapping[type[Record], Callable[[Entities, Any], bool]] = {
    Source: _link_source,
    Organization: _link_organization,
    Membership: _link_membership,
    Order: _link_instrument,
    Measure: _link_measure,
    Event: _link_event,
    Statement: _link_statement,
    Relation: _link_relation,
}
