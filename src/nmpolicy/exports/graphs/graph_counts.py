"""The values of a collection that a graph does not hold, by form."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve

from nmpolicy.exports.exported import fields_left_out
from nmpolicy.exports.graphs.graph_model import Edge, Graph
from nmpolicy.records.actors import Membership, Organization, Person, Post
from nmpolicy.records.base import Part, Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.events import Event, Participant
from nmpolicy.records.instruments import Instrument, LegalBasis, Measure, Milestone, Order, Vote, VoteEvent
from nmpolicy.records.provisions import Provision
from nmpolicy.records.relations import Relation
from nmpolicy.records.sources import Source
from nmpolicy.records.statements import Statement, TargetStance

_OF_INSTRUMENTS = frozenset({"id", "title", "number", "kind", "issued_by", "legal_basis", "milestones", "url"})
#: The fields that a graph holds, in its nodes or in its edges.
_HELD: Mapping[type, frozenset[str]] = {
    Collection: frozenset({"id", "title"}),
    Person: frozenset({"id", "name", "private"}),
    Organization: frozenset({"id", "name", "classification", "parent"}),
    Post: frozenset({"id", "name", "organization"}),
    Membership: frozenset({"id", "member", "organization", "post", "role", "start_date", "end_date"}),
    Order: _OF_INSTRUMENTS,
    Measure: _OF_INSTRUMENTS | {"body", "sponsors", "cosponsors", "vote_events"},
    Milestone: frozenset({"stage", "date", "by"}),
    LegalBasis: frozenset({"citation", "law"}),
    VoteEvent: frozenset({"date", "motion", "votes"}),
    Vote: frozenset({"voter", "option"}),
    Provision: frozenset({"id", "instrument", "section", "bearers"}),
    Statement: frozenset({"id", "speakers", "date", "stances"}),
    TargetStance: frozenset({"target", "stance", "objection"}),
    Event: frozenset({"id", "kind", "name", "start_date", "end_date", "participants", "about"}),
    Participant: frozenset({"actor", "role"}),
    Relation: frozenset({"id", "subject", "predicate", "object", "scope", "section", "effective_date", "end_date"}),
    Source: frozenset({"id", "kind", "title", "date", "url"}),
}
#: The fields of these that Mermaid, which has neither addresses nor tooltips, never holds.
_NOT_IN_MERMAID: Mapping[type, frozenset[str]] = {
    Collection: frozenset({"id"}),
    Membership: frozenset({"id", "start_date"}),
    Order: frozenset({"url"}),
    Measure: frozenset({"url"}),
    LegalBasis: frozenset({"citation"}),
    Provision: frozenset({"id", "section"}),
    TargetStance: frozenset({"objection"}),
    Relation: frozenset({"id", "scope", "section", "effective_date", "end_date"}),
    Source: frozenset({"url"}),
}
_NOT_IN_GEXF: Mapping[type, frozenset[str]] = {Collection: frozenset({"id"})}
_DRAWN = frozenset({"dot", "mermaid"})


def values_left_out(collection: Collection, graph: Graph, form: str) -> Counter[str]:
    """Count the values of the records of a graph that none of its nodes and edges holds.

    A part of a record that the graph does not show, such as a milestone, is counted as one, whatever it says.
    """
    nodes, shown = {each.id for each in graph.nodes}, _records(graph)
    records: list[Record] = []
    found: Counter[str] = Counter()
    for record in collection:
        if record.id in shown:
            kept, dropped = _split(record, form)
            records.append(kept)
            found.update(type(each).__name__ for each in dropped)
            if form == "mermaid":
                found.update(_lost_by_mermaid(collection, kept, is_node=record.id in nodes))
    lost = _NOT_IN_MERMAID if form == "mermaid" else _NOT_IN_GEXF if form == "gexf" else {}
    held = {cls: names - lost.get(cls, frozenset()) for cls, names in _HELD.items()}
    return found + fields_left_out(collection.with_records(records), held)


def records_left_out(collection: Collection, graph: Graph, edges: Sequence[Edge], form: str) -> Counter[str]:
    """Count the records that a graph does not show, by class, and what the others say that it does not."""
    shown = _records(graph)
    missing = Counter(each.value for each in edges if each.record in shown)
    missing -= Counter(each.value for each in graph.edges)
    if form in _DRAWN:  # all votes are left out
        del missing["Vote"]
    return missing + Counter(type(each).__name__ for each in collection if each.id not in shown)


def _records(graph: Graph) -> set[str]:
    """Return the ids of the records that are nodes or state edges."""
    return {each.id for each in graph.nodes} | {each.record for each in graph.edges}


def _split(record: Record, form: str) -> tuple[Record, list[Part]]:
    """Return a record without the parts that no node and no edge shows, most because they name no record; and these."""
    parts: dict[str, Any] = {}
    if isinstance(record, Instrument):
        latest = record.latest_milestone
        parts["milestones"] = tuple(each for each in record.milestones if each.by or each is latest)
        parts["legal_basis"] = tuple(each for each in record.legal_basis if each.law)
    if isinstance(record, Measure):
        parts["vote_events"] = tuple(each for each in record.vote_events if each.votes and form not in _DRAWN)
    if isinstance(record, Statement):
        parts["stances"] = tuple(each for each in record.stances if each.target and record.speakers)
    kept = {id(each) for some in parts.values() for each in some}
    dropped = [each for name in parts for each in getattr(record, name) if id(each) not in kept]
    return (evolve(record, **parts) if dropped else record), dropped


def _lost_by_mermaid(collection: Collection, record: Record, *, is_node: bool) -> Iterator[str]:
    """Yield the fields of a record with a value that Mermaid holds only of some records, and not of this one."""

    def is_provision(id: str | None) -> bool:
        return collection.get(id, Provision) is not None

    if isinstance(record, Membership) and record.post and record.role:
        yield "Membership.role"
    if isinstance(record, Instrument):
        dated = [each for each in record.milestones if each.date and each is not record.latest_milestone]
        yield from ("Milestone.date" for _ in dated)
        yield from ("LegalBasis.law" for each in record.legal_basis if is_provision(each.law))
    if isinstance(record, Statement):
        yield from () if is_node else ("Statement.id", *(["Statement.date"] if record.date else []))
        yield from ("TargetStance.target" for each in record.stances if is_provision(each.target))
    if isinstance(record, Event) and any(map(is_provision, record.about)):
        yield "Event.about"
    if isinstance(record, Relation):
        yield from (f"Relation.{name}" for name in ("subject", "object") if is_provision(getattr(record, name)))
