"""The choice of what a web shows: its nodes, the column of each, and the edges that can be drawn between columns."""

from collections import Counter
from collections.abc import Mapping, Sequence

from attrs import evolve, frozen

from nmpolicy.exports.graphs.graph_model import ACTORS, Edge, Graph, Node
from nmpolicy.exports.graphs.graph_nodes import graph_of
from nmpolicy.exports.graphs.graph_styles import STRUCTURE, DrawnEdge, drawing_of
from nmpolicy.records.collection import Collection
from nmpolicy.records.once_per_collection import once_per_collection

#: The most nodes of a web and of one of its columns, and the most lines.
MOST_NODES, MOST_IN_COLUMN, MOST_LINES = 40, 24, 150
#: The columns.
LEFT, MIDDLE, RIGHT = range(3)


@frozen(kw_only=True)
class Web:
    """The records and connections that a web shows."""

    center: str | None
    """The id of the node that it is about, if it is about one."""
    graph: Graph
    """All nodes and edges that it is about, also those that are not drawn."""
    columns: Mapping[str, int]
    """The column of each node that is drawn, in document order: `LEFT`, `MIDDLE` or `RIGHT`."""
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
    """Return the web of a collection, or of one record and the records that connect with it.

    Around one record, the connections among these others are kept only if both are actors or events: otherwise, the
    web of an order would have all other orders of the same mayor. If there are more records than can be drawn, those
    with the most connections are.
    """
    graph = whole_graph(collection)
    if center is not None:
        graph = _around(graph, center)
    edges = drawing_of(graph).edges
    if center is None:
        counted = [each for each in edges if each.type not in STRUCTURE]
        columns = _columns_of_all(graph, edges)
    else:
        counted = [each for each in edges if center in {each.source, each.target}]
        columns = _columns_around(center, counted)
    chosen = _chosen(columns, counted, center)
    shown = [each for each in edges if {each.source, each.target} <= chosen and _is_short(each, columns)][:MOST_LINES]
    ends = {end for each in shown for end in (each.source, each.target)}
    nodes = {each.id: each for each in graph.nodes if each.id in ends}
    return Web(center=center, graph=graph, columns={id: columns[id] for id in nodes}, nodes=nodes, edges=shown)


def _around(graph: Graph, center: str) -> Graph:
    around = graph.around(center, 1)
    others = {each.id for each in around.nodes if each.class_ in ACTORS or each.class_ == "event"}
    edges = [
        each
        for each in around.edges
        if center in {each.source, each.target} or (each.source in others and each.target in others)
    ]
    return evolve(around, edges=edges)


def _chosen(columns: Mapping[str, int], edges: Sequence[DrawnEdge], center: str | None) -> set[str]:
    """Return the nodes with the most of some edges, as many as there is room for in the drawing and in each column."""
    degrees = Counter(end for each in edges for end in {each.source, each.target})
    room = Counter(dict.fromkeys((LEFT, MIDDLE, RIGHT), MOST_IN_COLUMN))
    found: set[str] = set()
    for id in sorted((each for each in columns if degrees[each]), key=lambda each: (each != center, -degrees[each])):
        if room[columns[id]] and len(found) < MOST_NODES:
            room[columns[id]] -= 1
            found.add(id)
    return found


def _is_short(edge: DrawnEdge, columns: Mapping[str, int]) -> bool:
    """Return whether an edge stays in its column or leads to the next one."""
    return abs(columns[edge.source] - columns[edge.target]) <= 1


def _columns_around(center: str, edges: Sequence[DrawnEdge]) -> Mapping[str, int]:
    """Place what acts on a record to its left, and what it acts on to its right."""
    balance: Counter[str] = Counter()
    for each in edges:
        balance[each.source] += 1
        balance[each.target] -= 1
    return {id: LEFT if count >= 0 else RIGHT for id, count in balance.items()} | {center: MIDDLE}


def _columns_of_all(graph: Graph, edges: Sequence[DrawnEdge]) -> Mapping[str, int]:
    """Place actors that mostly act to the left, those that are mostly acted on to the right, and others between."""
    actors = {each.id for each in graph.nodes if each.class_ in ACTORS}
    balance: Counter[str] = Counter()
    for each in edges:
        if each.target not in actors:
            balance[each.source] += 1
        elif each.source not in actors:
            balance[each.target] -= 1
    return {
        each.id: MIDDLE if each.id not in actors else RIGHT if balance[each.id] < 0 else LEFT for each in graph.nodes
    }


def sentences(web: Web) -> Sequence[tuple[Node, Edge, Node]]:
    """Return every connection of a web, with the nodes at its ends, in document order."""
    nodes = {each.id: each for each in web.graph.nodes}
    return [(nodes[each.source], each, nodes[each.target]) for each in web.graph.edges]
