"""GEXF 1.3, the format of Gephi."""

from collections.abc import Iterator, Mapping

from nmpolicy.exports.exported import Exported
from nmpolicy.exports.graphs.graph_attributes import EDGE_ATTRIBUTES, NODE_ATTRIBUTES, attributes, control_characters
from nmpolicy.exports.graphs.graph_model import Edge, Graph, Node
from nmpolicy.exports.graphs.graph_styles import COLORS
from nmpolicy.exports.graphs.xml_texts import xml_text

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
"""


def to_gexf(graph: Graph) -> Exported[str]:
    """Return a graph as GEXF. Its attributes are texts; nodes have a color for their class."""
    lines = [*_lines(graph)]
    return Exported(content=_HEAD + "\n".join(lines) + "\n", left_out=control_characters(graph))


def _lines(graph: Graph) -> Iterator[str]:
    yield "  <meta>"
    yield "    <creator>nmpolicy</creator>"
    yield f"    <description>{xml_text(graph.title)}</description>"
    yield "  </meta>"
    yield '  <graph defaultedgetype="directed" mode="static">'
    for kind, names in (("node", NODE_ATTRIBUTES), ("edge", EDGE_ATTRIBUTES)):
        yield f'    <attributes class="{kind}" mode="static">'
        yield from (f'      <attribute id="{name}" title="{name}" type="string"/>' for name in names)
        yield "    </attributes>"
    yield "    <nodes>"
    for node in graph.nodes:
        yield f'      <node id="{node.id}" label="{xml_text(node.label)}">'
        yield from _values(node, NODE_ATTRIBUTES)
        yield f"        {_color(COLORS[node.class_])}"
        yield "      </node>"
    yield "    </nodes>"
    yield "    <edges>"
    for number, edge in enumerate(graph.edges, 1):
        ends = f'source="{edge.source}" target="{edge.target}"'
        yield f'      <edge id="e{number}" {ends} kind="{xml_text(edge.type)}" label="{xml_text(edge.label)}">'
        yield from _values(edge, EDGE_ATTRIBUTES)
        yield "      </edge>"
    yield "    </edges>"
    yield "  </graph>"
    yield "</gexf>"


def _values(item: Node | Edge, names: Mapping[str, str]) -> Iterator[str]:
    yield "        <attvalues>"
    yield from (f'          <attvalue for="{name}" value="{text}"/>' for name, text in attributes(item, names))
    yield "        </attvalues>"


def _color(code: str) -> str:
    """Return the element for a color.

    >>> _color("#fbd9a6")
    '<viz:color r="251" g="217" b="166"/>'
    """
    red, green, blue = bytes.fromhex(code.removeprefix("#"))
    return f'<viz:color r="{red}" g="{green}" b="{blue}"/>'
