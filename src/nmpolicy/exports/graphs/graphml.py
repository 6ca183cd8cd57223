"""GraphML, which networkx, igraph, yEd and Gephi read."""

from collections.abc import Iterator

from nmpolicy.exports.exported import Exported
from nmpolicy.exports.graphs.graph_attributes import EDGE_ATTRIBUTES, NODE_ATTRIBUTES, attributes, control_characters
from nmpolicy.exports.graphs.graph_model import Edge, Graph, Node
from nmpolicy.exports.graphs.xml_texts import xml_text

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"
         xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
         xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""


def to_graphml(graph: Graph) -> Exported[str]:
    """Return a graph as GraphML. Its attributes are texts."""
    lines = [*_lines(graph)]
    return Exported(content=_HEAD + "\n".join(lines) + "\n", left_out=control_characters(graph))


def _lines(graph: Graph) -> Iterator[str]:
    yield '  <key id="title" for="graph" attr.name="title" attr.type="string"/>'
    for kind, names in (("node", NODE_ATTRIBUTES), ("edge", EDGE_ATTRIBUTES)):
        for name in ("label", *names):
            yield f'  <key id="{kind}-{name}" for="{kind}" attr.name="{name}" attr.type="string"/>'
    yield f'  <graph id="{graph.id}" edgedefault="directed">'
    yield f'    <data key="title">{xml_text(graph.title)}</data>'
    for node in graph.nodes:
        yield f'    <node id="{node.id}">'
        yield from _data("node", node)
        yield "    </node>"
    for number, edge in enumerate(graph.edges, 1):
        yield f'    <edge id="e{number}" source="{edge.source}" target="{edge.target}">'
        yield from _data("edge", edge)
        yield "    </edge>"
    yield "  </graph>"
    yield "</graphml>"


def _data(kind: str, item: Node | Edge) -> Iterator[str]:
    names = NODE_ATTRIBUTES if isinstance(item, Node) else EDGE_ATTRIBUTES
    yield f'      <data key="{kind}-label">{xml_text(item.label)}</data>'
    for name, text in attributes(item, names):
        yield f'      <data key="{kind}-{name}">{text}</data>'
