"""The look of drawn graphs: the color of each class and kind of edge, captions, and short texts."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from attrs import frozen

from nmpolicy.exports.graphs.graph_model import Edge, Graph, Node
from nmpolicy.problems import printable
from nmpolicy.vocabulary.dates import span_label

#: The fill color of each class of nodes.
COLORS = {
    "order": "#fbd9a6",
    "measure": "#bbddf7",
    "person": "#d8efc8",
    "organization": "#e8e8e8",
    "post": "#e3d6f2",
    "event": "#fff3a8",
    "statement": "#fad4dc",
    "source": "#ffffff",
}
#: The classes of instruments.
INSTRUMENTS = frozenset({"order", "measure"})
#: The types of edges that connect actors with each other, which are drawn with dashes.
STRUCTURE = frozenset({"part-of", "office-of", "holds", "member-of"})
_EDGE_COLORS = {"support": "#1a7f37", "oppose": "#c62828", **dict.fromkeys(STRUCTURE, "#777777")}
_RELATION_COLOR = "#1f4e9e"
_OTHER_COLOR = "#555555"
_MEANINGS = {
    _EDGE_COLORS["support"]: "support",
    _EDGE_COLORS["oppose"]: "opposition",
    _EDGE_COLORS["holds"]: "offices and memberships",
    _RELATION_COLOR: "effects and references",
    _OTHER_COLOR: "acts, duties and other views",
}
#: The parts that a drawing leaves out, by the names that `left_out` counts them under.
UNCONNECTED = "records that nothing connects"
_LONGEST = 120  # characters of a drawn text


@frozen
class DrawnEdge:
    """All connections of two nodes that say the same."""

    source: str
    """The id of the node that it leads from."""
    target: str
    """The id of the node that it leads to."""
    label: str
    """The words that they share."""
    facts: Sequence[Edge]
    """The connections, in order."""

    @property
    def type(self) -> str:
        """The term for the connections."""
        return self.facts[0].type

    @property
    def color(self) -> str:
        """The color of the line."""
        return _RELATION_COLOR if self.facts[0].value == "Relation" else _EDGE_COLORS.get(self.type, _OTHER_COLOR)

    @property
    def meaning(self) -> str:
        """The meaning of the color, for a legend."""
        return _MEANINGS[self.color]


@frozen
class Drawing:
    """The nodes and the edges of a graph that are drawn."""

    nodes: Sequence[Node]
    """The nodes that have an edge. If none has, all nodes."""
    edges: Sequence[DrawnEdge]
    """The edges."""
    left_out: Counter[str]
    """The number of nodes and edges that are not drawn, and of texts that are changed."""


def drawing_of(graph: Graph, *, with_details: bool = False) -> Drawing:
    """Return what is drawn of a graph, with or without details: neither votes by voter nor nodes without an edge."""
    found: dict[tuple[str, str, str], list[Edge]] = {}
    for each in graph.edges:
        if each.value != "Vote":
            found.setdefault((each.source, each.target, each.label), []).append(each)
    edges = [DrawnEdge(*key, facts) for key, facts in found.items()]
    connected = {end for edge in edges for end in (edge.source, edge.target)}
    nodes = [each for each in graph.nodes if each.id in connected or not connected]
    left_out = Counter({UNCONNECTED: len(graph.nodes) - len(nodes)})
    texts = [graph.title, *_node_texts(nodes), *(each.label for each in edges)]
    texts += [fact.details for each in edges for fact in each.facts] if with_details else []
    return Drawing(nodes, edges, left_out + _changed(texts))


def caption(node: Node, *, days: Callable[[str], str] = str) -> str:
    """Return the caption under the label of a node: its kind, its number, its latest stage and its dates.

    The kind and the number are left out if the label has them. `days` writes the dates another way.
    """
    texts = (node.kind.replace("-", " "), node.number)
    kind = " ".join(each for each in texts if each.lower() not in node.label.lower())
    when = span_label(node.stage_date, None) if node.stage else span_label(node.date, node.end_date)
    return ", ".join(filter(None, (kind, " ".join(filter(None, (node.stage.replace("-", " "), days(when)))))))


def drawn(text: str) -> str:
    """Return a text on one line for a drawing, with control characters escaped, and shortened if it is long."""
    line = printable(text[: _LONGEST * 10])
    return line if len(line) <= _LONGEST and len(text) <= _LONGEST * 10 else line[: _LONGEST - 1].rstrip() + "…"


def _changed(texts: Iterable[str]) -> Counter[str]:
    """Count the texts that a drawing shortens or in which it escapes control characters."""
    found: Counter[str] = Counter()
    for text in texts:
        short = drawn(text)
        if short != " ".join(text.split()):
            found["texts that are shortened" if short.endswith("…") else "texts with escaped characters"] += 1
    return found


def _node_texts(nodes: Sequence[Node]) -> Iterator[str]:
    for node in nodes:
        yield node.label
        yield caption(node)
