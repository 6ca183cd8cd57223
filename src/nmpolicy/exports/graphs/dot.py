"""DOT, which Graphviz draws."""

from collections.abc import Iterator
from textwrap import wrap

from nmpolicy.exports.exported import Exported
from nmpolicy.exports.graphs.graph_model import ACTORS, Edge, Graph
from nmpolicy.exports.graphs.graph_styles import (
    COLORS,
    INSTRUMENTS,
    STRUCTURE,
    Drawing,
    DrawnEdge,
    caption,
    drawing_of,
    drawn,
)

_LINES = {False: "\u2014\u2014\u2014", True: "- - - -"}  # how the legend shows whole and dashed lines
_WIDTH = 26  # characters of a line in a node
_EDGE_WIDTH = 18
_TITLE_WIDTH = 90
_FONT = 'fontname="Helvetica,Arial,sans-serif"'


def to_dot(graph: Graph) -> Exported[str]:
    """Return a graph in the DOT language, with a legend. It is drawn from left to right."""
    drawing = drawing_of(graph, with_details=True)
    content = "\n".join(_lines(graph, drawing)) + "\n"
    return Exported(content=content, left_out=drawing.left_out)


def _lines(graph: Graph, drawing: Drawing) -> Iterator[str]:
    yield f'digraph "{graph.id}" {{'
    yield f'  graph [rankdir=LR, ranksep=0.9, nodesep=0.2, charset="UTF-8", labelloc=t, fontsize=16, {_FONT},'
    yield f"    label={_text(drawn(graph.title), width=_TITLE_WIDTH)}]"
    yield f'  node [shape=box, style=filled, color="#666666", fontsize=11, margin="0.2,0.08", {_FONT}]'
    yield f"  edge [fontsize=9, arrowsize=0.7, {_FONT}]"
    for node in drawing.nodes:
        label = _text(drawn(node.label), drawn(caption(node)), width=_WIDTH)
        url = f", URL={_text(node.url)}" if node.url else ""
        yield f'  "{node.id}" [label={label}, {_look(node.class_)}, tooltip="{node.id}"{url}]'
    for edge in drawing.edges:
        yield f'  "{edge.source}" -> "{edge.target}" [{_edge(edge)}]'
    yield from _legend(drawing)
    yield "}"


def _look(class_: str) -> str:
    """Return the shape and the color of a class: instruments have square corners, and actors round ones."""
    shape = "" if class_ in INSTRUMENTS else 'style="filled,rounded", ' if class_ in ACTORS else "shape=note, "
    return f'{shape}fillcolor="{COLORS[class_]}"'


def _edge(edge: DrawnEdge) -> str:
    line = "style=dashed, " if edge.type in STRUCTURE else ""
    label, facts = _text(drawn(edge.label), width=_EDGE_WIDTH), _text(*map(_fact, edge.facts))
    return f'label={label}, {line}color="{edge.color}", fontcolor="{edge.color}", tooltip={facts}'


def _fact(edge: Edge) -> str:
    """Return the record that states an edge, its dates and its details."""
    return ", ".join(filter(None, (edge.record, edge.when, drawn(edge.details))))


def _legend(drawing: Drawing) -> Iterator[str]:
    """Yield a box that explains the colors of the nodes and of the lines, as far as they occur."""
    found = {node.class_ for node in drawing.nodes}
    boxes = [f'<TR><TD BGCOLOR="{color}">{class_}</TD></TR>' for class_, color in COLORS.items() if class_ in found]
    lines = {(edge.color, edge.type in STRUCTURE): edge.meaning for edge in drawing.edges}
    keys = [
        f'<TR><TD BORDER="0" ALIGN="LEFT"><FONT COLOR="{color}">{_LINES[dashed]} {meaning}</FONT></TD></TR>'
        for (color, dashed), meaning in sorted(lines.items(), key=lambda each: each[1])
    ]
    if boxes:
        table = f'<TABLE BORDER="0" CELLBORDER="1" CELLSPACING="2">{"".join(boxes + keys)}</TABLE>'
        yield f'  "the legend" [shape=plain, style="", fontsize=9, tooltip="Legend", label=<{table}>]'


def _text(*texts: str, width: int = 0) -> str:
    r"""Return texts, one a line, as a quoted string of DOT, whose lines have at most some characters if one is given.

    >>> print(_text('A "title" & \\N', "more"))
    "A \"title\" &amp; \\N\nmore"
    """
    lines = [line for text in texts for line in (wrap(text, width) if width else [text])]
    # Graphviz decodes references such as `&lt;`, and `\N` stands for the name of the node.
    escaped = (line.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;") for line in lines)
    return '"' + "\\n".join(escaped) + '"'
