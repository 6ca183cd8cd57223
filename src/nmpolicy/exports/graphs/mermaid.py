"""Mermaid flowcharts, which GitHub, GitLab and many editors of Markdown draw."""

import json
import re
from collections.abc import Iterator

from nmpolicy.errors import InvalidValueError
from nmpolicy.exports.exported import Exported
from nmpolicy.exports.graphs.graph_model import ACTORS, Graph
from nmpolicy.exports.graphs.graph_styles import COLORS, INSTRUMENTS, Drawing, caption, drawing_of, drawn

#: The most that Mermaid draws unless its own settings say otherwise (maxEdges, maxTextSize).
_MOST_EDGES = 500
_MOST_CHARACTERS = 50_000
#: The brackets of each shape: a rectangle, a stadium, a hexagon.
_INSTRUMENT, _ACTOR, _OTHER = ("[", "]"), ("([", "])"), ("{{", "}}")
#: Characters besides letters and digits that mean nothing in a text.
_PLAIN = frozenset(" ,'().-")
#: The start of an item of a list, which Mermaid would read as Markdown: its number, and its mark.
_ITEM = re.compile(r"(\d*)([.)-])(?=\s)")
#: A letter that Mermaid itself puts in place of such numbers.
_OWN_MARK = "\N{LATIN SMALL LIGATURE FL}"


def to_mermaid(graph: Graph) -> Exported[str]:
    """Return a graph as a Mermaid flowchart from left to right. Raises `InvalidValueError` if it is too large."""
    drawing = drawing_of(graph)
    content = "\n".join(_lines(graph, drawing)) + "\n"
    if len(drawing.edges) > _MOST_EDGES or len(content) > _MOST_CHARACTERS:
        raise InvalidValueError(
            f"the graph has {len(drawing.edges):,} edges and {len(content):,} characters, and Mermaid draws at most"
            f" {_MOST_EDGES:,} edges and {_MOST_CHARACTERS:,} characters; choose the neighborhood of one record, or DOT"
        )
    return Exported(content=content, left_out=drawing.left_out)


def _lines(graph: Graph, drawing: Drawing) -> Iterator[str]:
    yield "---"
    yield f"title: {json.dumps(drawn(graph.title))}"
    yield "---"
    yield "flowchart LR"
    for node in drawing.nodes:
        label = "<br>".join(filter(None, (_text(node.label), _text(caption(node)))))
        before, after = _INSTRUMENT if node.class_ in INSTRUMENTS else _ACTOR if node.class_ in ACTORS else _OTHER
        yield f'    {_token(node.id)}{before}"{label}"{after}:::{node.class_}'
    for edge in drawing.edges:
        yield f'    {_token(edge.source)} -->|"{_text(edge.label)}"| {_token(edge.target)}'
    found = {node.class_ for node in drawing.nodes}
    for class_, color in COLORS.items():
        if class_ in found:
            yield f"    classDef {class_} fill:{color},stroke:#666,color:#111"
    for color in dict.fromkeys(edge.color for edge in drawing.edges):
        numbers = ",".join(str(number) for number, edge in enumerate(drawing.edges) if edge.color == color)
        yield f"    linkStyle {numbers} stroke:{color},color:{color}"


def _token(id: str) -> str:
    """Return the name of a node for an id. Words such as `end` are reserved in Mermaid, and a name has no dots.

    >>> _token("eo-5.report"), _token("end")
    ('n_eo_5__report', 'n_end')
    """
    return "n_" + id.replace("-", "_").replace(".", "__")


def _text(text: str) -> str:
    """Return a text for the quotes of a label, in which every character that could mean something is a number.

    >>> print(_text('say "end"; <b>'))
    say #34;end#34;#59; #60;b#62;
    >>> print(_text("1. A title"))
    1#46; A title
    """
    line = drawn(text)
    item = _ITEM.match(line)
    return "".join(
        each
        if (each.isalnum() and each != _OWN_MARK) or (each in _PLAIN and not (item and index == item.start(2)))
        else f"#{ord(each)};"
        for index, each in enumerate(line)
    )
