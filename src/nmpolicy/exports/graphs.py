"""Graphs: instruments, actors and what connects them, for Gephi, networkx, Graphviz and Mermaid."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, get_args

from nmpolicy.errors import InvalidTypeError, InvalidValueError
from nmpolicy.exports.dot import to_dot
from nmpolicy.exports.exported import Exported, fields_left_out
from nmpolicy.exports.gexf import to_gexf
from nmpolicy.exports.graph_model import ACTORS, Edge, Graph
from nmpolicy.exports.graph_nodes import RELATION, graph_of
from nmpolicy.exports.graph_styles import INSTRUMENTS
from nmpolicy.exports.graphml import to_graphml
from nmpolicy.exports.mermaid import to_mermaid
from nmpolicy.queries.force.effective_dates import container_id
from nmpolicy.records.actors import Membership, Organization, Person, Post
from nmpolicy.records.base import Record, wrong_class
from nmpolicy.records.collection import Collection
from nmpolicy.records.events import Event, Participant
from nmpolicy.records.instruments import Instrument, LegalBasis, Measure, Milestone, Order, Vote, VoteEvent
from nmpolicy.records.provisions import Provision
from nmpolicy.records.relations import Relation
from nmpolicy.records.sources import Source
from nmpolicy.records.statements import Statement, TargetStance
from nmpolicy.tables.rows import collection_to_export
from nmpolicy.vocabulary.values import describe

#: The forms of a graph.
GraphForm = Literal["graphml", "gexf", "dot", "mermaid"]
_WRITERS = {"graphml": to_graphml, "gexf": to_gexf, "dot": to_dot, "mermaid": to_mermaid}
_WITHOUT_CENTER = ACTORS | INSTRUMENTS  # the classes of nodes
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
#: The fields of these that Mermaid, which has only labels, does not hold.
_ONLY_IN_DETAILS: Mapping[type, frozenset[str]] = {
    Membership: frozenset({"start_date"}),
    Order: frozenset({"url"}),
    Measure: frozenset({"url"}),
    LegalBasis: frozenset({"citation"}),
    Provision: frozenset({"section"}),
    Statement: frozenset({"date"}),
    TargetStance: frozenset({"objection"}),
    Relation: frozenset({"scope", "section", "effective_date", "end_date"}),
    Source: frozenset({"url"}),
}


def to_graph(
    collection: Collection,
    form: GraphForm = "graphml",
    *,
    around: str | Record | None = None,
    depth: int = 1,
    include_private: bool = False,
) -> Exported[str]:
    """Return the graph of a collection as a text in GraphML, GEXF, DOT or Mermaid.

    Its nodes are instruments and actors, and the events, statements and sources that a relation connects. With
    `around`, they are the neighborhood of one record: what at most `depth` steps along edges, in any direction, connect
    with it, including events. The neighborhood of a provision is that of its instrument. From an actor other than that
    record, the way goes on only to other actors.

    The edges are relations, the offices and bodies that issued or considered an instrument, the actors of its
    milestones, its sponsors, votes by voter, the laws that it is based on, the actors that its provisions bind,
    memberships, the organizations that posts and organizations belong to, participants of events, stances, and the
    speakers of statements without one. Most lead from an actor to what is acted on. GraphML and GEXF have an edge for
    each of these facts. DOT and Mermaid are drawn: they have one edge for the facts that say the same of the same two
    records, and neither votes by voter nor records that nothing connects.

    Names of private individuals are withheld unless `include_private` is set. `around` is an id of the redacted copy.

    >>> from nmpolicy.records.instruments import Order
    >>> order = Order(id="eo", kind="executive-order", title="An order", issued_by=["mayor"])
    >>> demo = Collection(id="demo", title="A demonstration").add(Post(id="mayor", name="Mayor"), order)
    >>> print(to_graph(demo, "mermaid").content)
    ---
    title: "A demonstration"
    ---
    flowchart LR
        n_mayor(["Mayor"]):::post
        n_eo["An order<br>executive order"]:::order
        n_mayor -->|"issued"| n_eo
    ...
    <BLANKLINE>

    Raises `UnknownIdError` if `around` is the id of no record, `InvalidTypeError` if it is that of a record that is not
    a node, `InvalidValueError` for an unknown form, a negative depth, and a graph that is too large for Mermaid, and
    `InvalidCollectionError` if records share an id.

    Terms: GraphML, GEXF 1.3, Graphviz DOT, Mermaid flowcharts.

    .. versionadded:: 0.1
    """
    if form not in _WRITERS:
        raise InvalidValueError(f"{describe(form)} is not a form of a graph; use {' or '.join(get_args(GraphForm))}")
    if isinstance(depth, bool) or not isinstance(depth, int):
        raise InvalidTypeError(f"the depth must be a whole number of steps, not {describe(depth)}")
    if depth < 0:
        raise InvalidValueError(f"the depth is {depth}; use a number of steps from 0")
    exported = collection_to_export(collection, include_private=include_private)
    graph, unconnected = graph_of(exported)
    if around is None:
        part = graph.part(_shown(graph))
    else:
        part, unconnected = graph.around(_center(exported, graph, around), depth), []
    written = _WRITERS[form](part)
    left_out = Counter(written.left_out)
    if around is None:
        left_out += _not_shown(exported, part, [*graph.edges, *unconnected])
    return Exported(content=written.content, left_out=_values_left_out(exported, part, form) + left_out)


def _shown(graph: Graph) -> set[str]:
    """Return the ids of the nodes of a graph without a center."""
    related = {end for each in graph.edges if each.value == RELATION for end in (each.source, each.target)}
    return related | {each.id for each in graph.nodes if each.class_ in _WITHOUT_CENTER}


def _center(collection: Collection, graph: Graph, around: str | Record) -> str:
    """Return the id of the node for a record."""
    record = collection[around]
    id = container_id(collection, record.id)
    if all(id != each.id for each in graph.nodes):
        raise wrong_class(record, "an instrument, an actor or an event, which have a neighborhood")
    return id


def _records(graph: Graph) -> set[str]:
    """Return the ids of the records that are nodes or state edges."""
    return {each.id for each in graph.nodes} | {each.record for each in graph.edges}


def _not_shown(collection: Collection, graph: Graph, edges: Sequence[Edge]) -> Counter[str]:
    """Count the records that a graph does not show, by class, and what the others say that it does not."""
    shown = _records(graph)
    missing = Counter(each.value for each in edges if each.record in shown)
    missing -= Counter(each.value for each in graph.edges)
    return missing + Counter(type(each).__name__ for each in collection if each.id not in shown)


def _values_left_out(collection: Collection, graph: Graph, form: GraphForm) -> Counter[str]:
    """Count the values of the records of a graph that none of its nodes and edges holds."""
    shown = _records(graph)
    records = [each for each in collection if each.id in shown]
    lost = _ONLY_IN_DETAILS if form == "mermaid" else {}
    held = {cls: names - lost.get(cls, frozenset()) for cls, names in _HELD.items()}
    found = fields_left_out(collection.with_records(records), held)
    found.update(type(part).__name__ for record in records for part in _without_edge(record))
    return found


def _without_edge(record: Record) -> Iterator[Milestone | LegalBasis | VoteEvent]:
    """Yield the parts of an instrument that no edge shows, because they name no record."""
    if isinstance(record, Instrument):
        yield from (each for each in record.milestones if not each.by and each is not record.latest_milestone)
        yield from (each for each in record.legal_basis if each.law is None)
    if isinstance(record, Measure):
        yield from (each for each in record.vote_events if not each.votes)
