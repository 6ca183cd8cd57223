"""The attributes of nodes and edges in graph files, which GraphML and GEXF declare."""

from collections import Counter
from collections.abc import Iterable, Mapping

from nmpolicy.exports.graphs.graph_model import Edge, Graph, Node
from nmpolicy.exports.graphs.xml_texts import has_forbidden, xml_text

#: The attributes of nodes besides the label, each with the name of its field.
NODE_ATTRIBUTES = {
    "class": "class_",
    "kind": "kind",
    "number": "number",
    "stage": "stage",
    "stage_date": "stage_date",
    "date": "date",
    "end_date": "end_date",
    "url": "url",
}
#: The attributes of edges besides the label, likewise.
EDGE_ATTRIBUTES = {"type": "type", "record": "record", "date": "date", "end_date": "end_date", "details": "details"}


def attributes(item: Node | Edge, names: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """Yield the name and the XML text of each attribute that has a value."""
    for name, field in names.items():
        if value := getattr(item, field):
            yield name, xml_text(value)


def control_characters(graph: Graph) -> Counter[str]:
    """Count the texts of a graph that have characters which XML cannot hold."""
    texts = [graph.title]
    for items, names in ((graph.nodes, NODE_ATTRIBUTES), (graph.edges, EDGE_ATTRIBUTES)):
        for item in items:
            texts += [item.label, *(getattr(item, field) or "" for field in names.values())]
    count = sum(map(has_forbidden, texts))
    return Counter({"texts with control characters, which are escaped": count} if count else {})
