"""Graphs: instruments, actors and what connects them, for Gephi, networkx, Graphviz and Mermaid."""

from collections import Counter
from typing import Literal, get_args

from nmpolicy.errors import InvalidTypeError, InvalidValueError
from nmpolicy.exports.exported import Exported
from nmpolicy.exports.graphs.dot import to_dot
from nmpolicy.exports.graphs.gexf import to_gexf
from nmpolicy.exports.graphs.graph_counts import records_left_out, values_left_out
from nmpolicy.exports.graphs.graph_model import ACTORS, Graph
from nmpolicy.exports.graphs.graph_nodes import RELATION, graph_of
from nmpolicy.exports.graphs.graph_styles import INSTRUMENTS
from nmpolicy.exports.graphs.graphml import to_graphml
from nmpolicy.exports.graphs.mermaid import to_mermaid
from nmpolicy.queries.force.effective_dates import container_id
from nmpolicy.records.base import Record, wrong_class
from nmpolicy.records.collection import Collection
from nmpolicy.tables.rows import collection_to_export
from nmpolicy.vocabulary.values import describe

#: The forms of a graph.
GraphForm = Literal["graphml", "gexf", "dot", "mermaid"]
_WRITERS = {"graphml": to_graphml, "gexf": to_gexf, "dot": to_dot, "mermaid": to_mermaid}
_WITHOUT_CENTER = ACTORS | INSTRUMENTS  # the classes of nodes


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
    record, the way goes on only to other actors. All edges between these nodes are kept.

    The edges are relations, the offices and bodies that issued or considered an instrument, the actors of its
    milestones, its sponsors, votes by voter, the laws that it is based on, the actors that its provisions bind,
    memberships, the organizations that posts and organizations belong to, participants of events, stances, and the
    speakers of statements without one. Most lead from an actor to what is acted on. An instrument stands for its
    provisions: an edge to one of these says so, as in `opposes a part of`. An instrument that is not made yet `would
    bind` actors. GraphML and GEXF have an edge for each of these facts. DOT and Mermaid are drawn: they have one edge
    for the facts that say the same of the same two records, and neither votes by voter nor records that nothing
    connects.

    Names of private individuals are withheld unless `include_private` is set. `around` is an id of the redacted copy.

    >>> from nmpolicy.records.actors import Post
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
    left_out = values_left_out(exported, part, form) + Counter(written.left_out)
    if around is None:
        left_out += records_left_out(exported, part, [*graph.edges, *unconnected], form)
    return Exported(content=written.content, left_out=left_out)


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
