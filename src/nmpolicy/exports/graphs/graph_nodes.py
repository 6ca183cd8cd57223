"""The graph of all records of a collection that can be nodes."""

from attrs import evolve

from nmpolicy.exports.graphs.graph_edges import A_PART, edges_of
from nmpolicy.exports.graphs.graph_model import Edge, Graph, Node
from nmpolicy.queries.force.effective_dates import container_id
from nmpolicy.queries.milestones import date_of_record
from nmpolicy.records.actors import Organization, Person, Post
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.events import Event
from nmpolicy.records.instruments import Instrument
from nmpolicy.records.provisions import Provision
from nmpolicy.records.sources import Source
from nmpolicy.records.statements import Statement

#: The class of records that make nodes of the statements and sources that they connect.
RELATION = "Relation"
_ALWAYS = (Person, Organization, Post, Instrument, Event)
_IF_RELATED = (Statement, Source)


def graph_of(collection: Collection) -> tuple[Graph, list[Edge]]:
    """Return the graph of a collection, and the connections in which one of the two records is not a node.

    Its nodes are actors, instruments, events, and the statements and sources that a relation connects. A provision
    is represented by its instrument. The ids must be unique.
    """
    edges = [_between_containers(collection, each) for each in edges_of(collection)]
    related = {end for each in edges if each.value == RELATION for end in (each.source, each.target)}
    nodes = [
        _node(each)
        for each in collection
        if isinstance(each, _ALWAYS) or (isinstance(each, _IF_RELATED) and each.id in related)
    ]
    ids = {node.id for node in nodes}
    connected = [each for each in edges if each.source in ids and each.target in ids]
    others = [each for each in edges if not (each.source in ids and each.target in ids)]
    return Graph(id=collection.id, title=collection.title, nodes=nodes, edges=connected), others


def _between_containers(collection: Collection, edge: Edge) -> Edge:
    """Return an edge between instruments in place of their provisions, which its label and its details then name."""
    source, target = container_id(collection, edge.source), container_id(collection, edge.target)
    label, details = edge.label, [edge.details]
    if target != edge.target and edge.value != RELATION:  # relations name the part that they affect
        label, details = label + A_PART, [_part(collection, edge.target), *details]
    if source != edge.source:
        details.append(f"by {_part(collection, edge.source)}")
    return evolve(edge, source=source, target=target, label=label, details="; ".join(filter(None, details)))


def _part(collection: Collection, id: str) -> str:
    """Return the section and the id of a provision."""
    provision = collection.get(id, Provision)
    section = provision.section.strip() if provision else ""
    return f"{section} ({id})" if section else id


def _node(record: Record) -> Node:
    node = Node(id=record.id, label=record.label, class_=type(record).__name__.lower(), date=date_of_record(record))
    if isinstance(record, Person):
        # A private individual whose name was not withheld before has one here.
        return evolve(
            node, label=record.name.strip() or record.label, kind="private individual" if record.private else ""
        )
    if isinstance(record, Organization):
        return evolve(node, kind=record.classification or "")
    if isinstance(record, Instrument):
        latest = record.latest_milestone
        stage, date = (latest.stage, latest.date) if latest else ("", None)
        kind: str = record.kind  # type: ignore[attr-defined]
        return evolve(node, kind=kind, number=record.number, stage=stage, stage_date=date, url=record.url or "")
    if isinstance(record, Event):
        return evolve(node, kind=record.kind, end_date=record.end_date)
    if isinstance(record, Source):
        return evolve(node, kind=record.kind, url=record.url or "")
    return node
