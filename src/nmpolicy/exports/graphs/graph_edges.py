"""The connections between records that a graph shows: who issued, signed, sponsors, holds or supports what."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from nmpolicy.exports.graphs.graph_model import Edge
from nmpolicy.queries.force.effective_dates import effective_dates
from nmpolicy.queries.force.relation_words import part_words, relation_verb
from nmpolicy.queries.milestones import REFUSAL_STAGES, date_made
from nmpolicy.records.actors import Membership, Organization, Post
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.events import Event
from nmpolicy.records.instruments import Instrument, Measure, Order
from nmpolicy.records.provisions import Provision
from nmpolicy.records.relations import Relation
from nmpolicy.records.statements import Statement
from nmpolicy.vocabulary.terms import Deontic, Stance, VoteOption

_STANCES = {
    Stance.SUPPORT: "supports",
    Stance.OPPOSE: "opposes",
    Stance.MIXED: "has mixed views on",
    Stance.NEUTRAL: "is neutral on",
    Stance.UNCLEAR: "has an unclear view of",
}
_VOTES = {
    VoteOption.YES: "voted yes",
    VoteOption.NO: "voted no",
    VoteOption.ABSTAIN: "abstained",
    VoteOption.ABSENT: "was absent",
    VoteOption.EXCUSED: "was excused",
    VoteOption.NOT_VOTING: "did not vote",
    VoteOption.PAIRED: "was paired",
}
_BINDING = frozenset({Deontic.OBLIGATION, Deontic.PROHIBITION})
_EMPOWERING = frozenset({Deontic.PERMISSION, Deontic.RIGHT})
#: The words for what a provision does, if its instrument is not made yet, and if it was refused.
_UNMADE = {
    "binds": ("would bind", "would have bound"),
    "empowers": ("would empower", "would have empowered"),
    "addresses": ("would address", "would have addressed"),
}
#: The end of a label, if only a part of the other record is meant.
A_PART = " a part of"


def edges_of(collection: Collection) -> Iterator[Edge]:
    """Yield every connection that a record states, in document order. Their ends may be ids of no record."""
    for record in collection:
        if edges := _EDGES.get(type(record)):
            yield from edges(collection, record)


def _organization(_collection: Collection, record: Organization) -> Iterator[Edge]:
    if record.parent:
        yield _edge(record, record.id, record.parent, "part-of", "Organization.parent")


def _post(_collection: Collection, record: Post) -> Iterator[Edge]:
    if record.organization:
        yield _edge(record, record.id, record.organization, "office-of", "Post.organization")


def _membership(collection: Collection, record: Membership) -> Iterator[Edge]:
    """Yield the posts and organizations of a member. A label has the last day of a term, as a picture has no date."""
    dates: Any = {"date": record.start_date, "end_date": record.end_date}
    end = f" through {record.end_date.label}" if record.end_date else ""
    post = collection.get(record.post, Post)
    if record.post:
        label = f"holds{end}"
        yield _edge(
            record, record.member, record.post, "holds", "Membership.post", label=label, details=record.role, **dates
        )
    if record.organization and not (post and post.organization == record.organization):
        label = f"{(not record.post and record.role) or 'member of'}{end}"
        yield _edge(
            record, record.member, record.organization, "member-of", "Membership.organization", label=label, **dates
        )


def _instrument(_collection: Collection, record: Instrument) -> Iterator[Edge]:
    name = type(record).__name__
    made = date_made(record)
    for actor in record.issued_by:
        yield _edge(record, actor, record.id, "issued", f"{name}.issued_by", date=made)
    for basis in record.legal_basis:
        if basis.law:
            yield _edge(record, record.id, basis.law, "based-on", "LegalBasis.law", details=basis.citation)
    for each in record.milestones:
        for actor in each.by:
            yield _edge(record, actor, record.id, each.stage, "Milestone.by", date=each.date)


def _measure(collection: Collection, record: Measure) -> Iterator[Edge]:
    if record.body:
        yield _edge(record, record.body, record.id, "considered", "Measure.body")
    for actor in record.sponsors:
        yield _edge(record, actor, record.id, "sponsors", "Measure.sponsors")
    for actor in record.cosponsors:
        yield _edge(record, actor, record.id, "cosponsors", "Measure.cosponsors")
    yield from _instrument(collection, record)
    for event in record.vote_events:
        for vote in event.votes:
            label = _VOTES[vote.option]
            yield _edge(
                record, vote.voter, record.id, vote.option, "Vote", label=label, date=event.date, details=event.motion
            )


def _provision(collection: Collection, record: Provision) -> Iterator[Edge]:
    deontic = {*record.deontic}
    verb = "binds" if deontic & _BINDING else "empowers" if deontic & _EMPOWERING else "addresses"
    effective = effective_dates(collection).of_instrument(record.instrument)
    refused = effective.milestone is not None and effective.milestone.stage in REFUSAL_STAGES
    label = verb if effective.happens else _UNMADE[verb][refused]
    for actor in record.bearers:
        yield _edge(record, record.instrument, actor, verb, "Provision.bearers", label=label, details=record.section)


def _statement(_collection: Collection, record: Statement) -> Iterator[Edge]:
    for speaker in record.speakers:
        if not any(each.target for each in record.stances):
            yield _edge(record, speaker, record.id, "said", "Statement.speakers", date=record.date)
        for each in record.stances:
            if each.target:
                yield _edge(
                    record,
                    speaker,
                    each.target,
                    each.stance,
                    "TargetStance.target",
                    label=_STANCES[each.stance],
                    date=record.date,
                    details=(each.objection or "").replace("-", " "),
                )


def _event(_collection: Collection, record: Event) -> Iterator[Edge]:
    for each in record.participants:
        yield _edge(record, each.actor, record.id, "took-part-in", "Participant", label=each.role)
    for about in record.about:
        yield _edge(record, record.id, about, "about", "Event.about")


def _relation(collection: Collection, record: Relation) -> Iterator[Edge]:
    part = part_words(collection, record)
    yield _edge(
        record,
        record.subject,
        record.object,
        record.predicate,
        "Relation",
        label=relation_verb(collection, record) + (A_PART if part else ""),
        date=record.effective_date,
        end_date=record.end_date,
        details=part.strip(" ,"),
    )


def _edge(  # noqa: PLR0913  # one for each end, and what connects them
    record: Record, source: str, target: str, type: str, value: str, *, label: str = "", **more: Any
) -> Edge:
    words = " ".join(label.split()) or str(type).replace("-", " ")
    return Edge(source=source, target=target, type=str(type), label=words, record=record.id, value=value, **more)


#: The function for each class that states connections.
_EDGES: Mapping[type[Record], Callable[[Collection, Any], Iterator[Edge]]] = {
    Organization: _organization,
    Post: _post,
    Membership: _membership,
    Order: _instrument,
    Measure: _measure,
    Provision: _provision,
    Statement: _statement,
    Event: _event,
    Relation: _relation,
}
