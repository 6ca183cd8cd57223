"""The choice of what a web shows: its nodes, the column of each, and the edges that can be drawn between columns."""

from collections import Counter
from collections.abc import Mapping, Sequence

from attrs import frozen

from nmpolicy.exports.graphs.graph_model import ACTORS, Edge, Graph, Node
from nmpolicy.exports.graphs.graph_nodes import graph_of
from nmpolicy.exports.graphs.graph_styles import STRUCTURE, DrawnEdge, drawing_of
from nmpolicy.records.collection import Collection
from nmpolicy.records.once_per_collection import once_per_collection

#: The most nodes and the most lines of a web.
MOST_NODES, MOST_LINES = 40, 150


@frozen(kw_only=True)
class Web:
    """What a web shows."""

    center: str | None
    """The id of the node that it is about, if it is about one."""
    graph: Graph
    """All nodes and edges that it is about, also those that are not drawn."""
    columns: Mapping[str, int]
    """The column of each node that is drawn: 0 left, 1 middle, 2 right; in document order."""
    nodes: Mapping[str, Node]
    """The nodes that are drawn, by id."""
    edges: Sequence[DrawnEdge]
    """The edges that are drawn. None leads from the left to the right column."""

    @property
    def edges_left_out(self) -> int:
        """The number of connections that are not drawn."""
        return len(self.graph.edges) - sum(len(each.facts) for each in self.edges)

    @property
    def nodes_left_out(self) -> Counter[str]:
        """The number of nodes that are not drawn, by class."""
        return Counter(each.class_ for each in self.graph.nodes if each.id not in self.nodes)


@once_per_collection
def whole_graph(collection: Collection) -> Graph:
    """Return the graph of a collection, with the records that have connections."""
    graph, _ = graph_of(collection)
    return graph.part({end for edge in graph.edges for end in (edge.source, edge.target)})


def web_of(collection: Collection, center: str | None) -> Web:
    """Return the web of a collection, or of one record and the records that connect with it."""
    graph = whole_graph(collection)
    if center is not None:
        graph = graph.around(center, 1)
    edges = drawing_of(graph).edges
    columns = _all_columns(graph, edges) if center is None else _columns_around(center, edges)
    degrees = Counter(end for each in edges if each.type not in STRUCTURE for end in {each.source, each.target})
    if center is not None:
        degrees = Counter(
            end for each in edges if center in {each.source, each.target} for end in {each.source, each.target}
        )
    known = [each for each in graph.nodes if each.id in columns and degrees[each.id]]
    chosen = {each.id for each in sorted(known, key=lambda each: (each.id != center, -degrees[each.id]))[:MOST_NODES]}
    drawn = [
        each
        for each in edges
        if {each.source, each.target} <= chosen and abs(columns[each.source] - columns[each.target]) <= 1
    ][:MOST_LINES]
    ends = {end for each in drawn for end in (each.source, each.target)}
    nodes = {each.id: each for each in graph.nodes if each.id in ends}
    return Web(center=center, graph=graph, columns={id: columns[id] for id in nodes}, nodes=nodes, edges=drawn)


def _columns_around(center: str, edges: Sequence[DrawnEdge]) -> Mapping[str, int]:
    """Place what acts on a node to its left, and what it acts on to its right."""
    balance: Counter[str] = Counter()
    for each in edges:
        if each.target == center:
            balance[each.source] += 1
        elif each.source == center:
            balance[each.target] -= 1
    return {id: 0 if count >= 0 else 2 for id, count in balance.items()} | {center: 1}


def _all_columns(graph: Graph, edges: Sequence[DrawnEdge]) -> Mapping[str, int]:
    """Place actors that mostly act to the left, those that are mostly acted on to the right, and others between."""
    actors = {each.id for each in graph.nodes if each.class_ in ACTORS}
    balance: Counter[str] = Counter()
    for each in edges:
        if each.target not in actors:
            balance[each.source] += 1
        elif each.source not in actors:
            balance[each.target] -= 1
    return {each.id: 1 if each.id not in actors else 2 if balance[each.id] < 0 else 0 for each in graph.nodes}


def sentences(web: Web) -> Sequence[tuple[Node, Edge, Node]]:
    """Return every connection of a web, with the nodes at its ends, in document order."""
    nodes = {each.id: each for each in web.graph.nodes}
    return [(nodes[each.source], each, nodes[each.target]) for each in web.graph.edges]
