"""The layout of a web in three columns: its boxes, and lines whose words never cover each other.

Each end of a line has a place of its own on the side of a box, where the line leaves horizontally through a gutter.
The words of a line stand in the gutter of the box that has fewer lines, which is that of an actor.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from attrs import frozen

from nmpolicy.exports.graphs.graph_model import Node
from nmpolicy.exports.graphs.graph_styles import DrawnEdge, caption, drawn
from nmpolicy.report.drawings.svg_texts import lines, width
from nmpolicy.report.drawings.web_choice import Web

WIDTH, GAP, CHANNEL, HEAD = 196, 14, 64, 30
LABEL_SIZE, CAPTION_SIZE, WORD_SIZE = 13, 11, 11
_LABEL_LINE, _CAPTION_LINE, _PORT = 16, 14, 18
_PADDING = 10
_WORD_ROOM = 11  # the most room of the words of a line, in multiples of their size
_SWEEPS = 6


@frozen(kw_only=True)
class Box:
    """The box of a node."""

    node: Node
    x: float
    y: float
    height: float
    label: Sequence[str]
    caption: Sequence[str]


@frozen(kw_only=True)
class Line:
    """The line of an edge: from its source to its target, where the arrowhead is."""

    edge: DrawnEdge
    path: Sequence[float]
    """The x and the y of the start, of the end of the first gutter, of two control points, and so on to the end."""
    words: str
    word_x: float
    word_y: float
    word_right: bool
    """True if the words end at their place, and do not start there."""


@frozen(kw_only=True)
class Layout:
    """The boxes and lines of a web, and the size of the drawing."""

    width: float
    height: float
    column_x: Mapping[int, float]
    boxes: Sequence[Box]
    lines: Sequence[Line]


@frozen
class _End:
    """One end of an edge, at a side of a box."""

    edge: int
    id: str
    other: str
    right: bool
    has_words: bool


def layout_of(web: Web) -> Layout:
    """Return the layout of a web, which must have an edge. The same web always gets the same layout."""
    ends = [end for index, edge in enumerate(web.edges) for end in _ends(index, edge, web.columns)]
    texts = {
        id: (
            lines(drawn(node.label), (WIDTH - 2 * _PADDING) / LABEL_SIZE, 3),
            lines(drawn(caption(node)), (WIDTH - 2 * _PADDING) / CAPTION_SIZE, 2) if caption(node) else [],
        )
        for id, node in web.nodes.items()
    }
    sides: dict[tuple[str, bool], list[_End]] = {}
    for end in ends:
        sides.setdefault((end.id, end.right), []).append(end)
    heights = {
        id: max(
            2 * _PADDING + len(label) * _LABEL_LINE + len(below) * _CAPTION_LINE,
            max(len(sides.get((id, right), ())) for right in (False, True)) * _PORT + 8,
        )
        for id, (label, below) in texts.items()
    }
    words = {index: lines(edge.label, _WORD_ROOM, 1)[0] for index, edge in enumerate(web.edges)}
    gutters: dict[tuple[int, bool], float] = {}
    for end in ends:
        key = web.columns[end.id], end.right
        room = width(words[end.edge]) * WORD_SIZE + 22 if end.has_words else 14
        gutters[key] = max(gutters.get(key, 0), room)
    tops = _tops(_order(web), web, heights)
    column_x = _column_x(web, gutters)
    ports = _ports(sides, tops, heights)
    boxes = [
        Box(
            node=node,
            x=column_x[web.columns[id]],
            y=tops[id],
            height=heights[id],
            label=texts[id][0],
            caption=texts[id][1],
        )
        for id, node in web.nodes.items()
    ]
    drawn_lines = []
    for index, edge in enumerate(web.edges):
        both = [end for end in ends[2 * index : 2 * index + 2]]
        drawn_lines.append(_line(edge, words[index], both, ports, column_x, gutters, web.columns))
    return Layout(
        width=max(column_x.values()) + WIDTH,
        height=max(each.y + each.height for each in boxes) + 2,
        column_x=column_x,
        boxes=boxes,
        lines=drawn_lines,
    )


def _ends(index: int, edge: DrawnEdge, columns: Mapping[str, int]) -> Iterator[_End]:
    """Yield the source and the target of an edge. Words stand at the outer column, or else at the source."""
    source, target = columns[edge.source], columns[edge.target]
    for id, other, own, others, is_source in (
        (edge.source, edge.target, source, target, True),
        (edge.target, edge.source, target, source, False),
    ):
        right = own < others or (own == others and own < 2)
        yield _End(index, id, other, right, is_source if own == others else own != 1)


def _order(web: Web) -> Mapping[int, Sequence[str]]:
    """Return the nodes of each column, in an order with few crossings: by the mean place of their neighbors."""
    order = {column: [id for id in web.columns if web.columns[id] == column] for column in range(3)}
    neighbors: dict[str, list[str]] = {id: [] for id in web.columns}
    for edge in web.edges:
        neighbors[edge.source].append(edge.target)
        neighbors[edge.target].append(edge.source)
    places = {id: place / max(len(ids), 1) for ids in order.values() for place, id in enumerate(ids)}
    for _ in range(_SWEEPS):
        for column in (0, 2, 1):
            ids = order[column]
            means = {id: sum(places[each] for each in neighbors[id]) / len(neighbors[id]) for id in ids}
            ids.sort(key=lambda id: means[id])  # used at once
            places |= {id: (place + 0.5) / len(ids) for place, id in enumerate(ids)}
    return order


def _tops(order: Mapping[int, Sequence[str]], web: Web, heights: Mapping[str, float]) -> Mapping[str, float]:
    """Return the top of each box: the highest column is stacked, and the others are placed beside their neighbors."""
    sizes = {column: sum(heights[id] + GAP for id in ids) for column, ids in order.items()}
    highest = max(sizes, key=lambda column: sizes[column])
    neighbors: dict[str, list[str]] = {}
    for edge in web.edges:
        neighbors.setdefault(edge.source, []).append(edge.target)
        neighbors.setdefault(edge.target, []).append(edge.source)
    tops: dict[str, float] = {}
    for column in sorted(order, key=lambda column: (column != highest, column != 1, column)):
        ids = order[column]
        cumulated = [*accumulate((heights[id] + GAP for id in ids), initial=0.0)]
        wished = []
        for id, before in zip(ids, cumulated, strict=False):
            placed = [tops[each] + heights[each] / 2 for each in neighbors[id] if each in tops and each not in ids]
            middle = sum(placed) / len(placed) if placed and column != highest else before + heights[id] / 2
            wished.append(middle - heights[id] / 2 - before)
        for id, shift, before in zip(ids, _nondecreasing(wished), cumulated, strict=False):
            tops[id] = shift + before
    lowest = min(tops.values())
    return {id: top - lowest + HEAD for id, top in tops.items()}


def _nondecreasing(values: Sequence[float]) -> Sequence[float]:
    """Return the nondecreasing numbers that are closest to some numbers (pool adjacent violators)."""
    pools: list[tuple[float, int]] = []
    for value in values:
        total, count = value, 1
        while pools and pools[-1][0] * count > total * pools[-1][1]:
            total, count = total + pools[-1][0], count + pools[-1][1]
            pools.pop()
        pools.append((total, count))
    return [total / count for total, count in pools for _ in range(count)]


def _column_x(web: Web, gutters: Mapping[tuple[int, bool], float]) -> Mapping[int, float]:
    """Return the left side of each column that has boxes."""
    found: dict[int, float] = {}
    x = 1.0
    for column in sorted(set(web.columns.values())):
        if found:
            x += CHANNEL + gutters.get((column, False), 0)
        found[column] = x
        x += WIDTH + gutters.get((column, True), 0)
    return found


def _ports(
    sides: Mapping[tuple[str, bool], list[_End]], tops: Mapping[str, float], heights: Mapping[str, float]
) -> Mapping[tuple[int, str, bool], float]:
    """Return the height of each end of an edge: those that lead up are above those that lead down."""
    found: dict[tuple[int, str, bool], float] = {}
    for (id, right), ends in sides.items():
        ends.sort(key=lambda end: (tops[end.other] + heights[end.other] / 2, end.edge))
        first = tops[id] + heights[id] / 2 - (len(ends) - 1) * _PORT / 2 + 3
        for place, end in enumerate(ends):
            found[end.edge, id, right] = first + place * _PORT
    return found


def _line(
    edge: DrawnEdge,
    words: str,
    ends: Sequence[_End],
    ports: Mapping[tuple[int, str, bool], float],
    column_x: Mapping[int, float],
    gutters: Mapping[tuple[int, bool], float],
    columns: Mapping[str, int],
) -> Line:
    points = []
    word_x = word_y = 0.0
    word_right = False
    for end in ends:
        column = columns[end.id]
        sign = 1 if end.right else -1
        x = column_x[column] + (WIDTH if end.right else 0)
        y = ports[end.edge, end.id, end.right]
        points.append((x, y, x + sign * gutters[column, end.right], sign))
        if end.has_words:
            word_x, word_y, word_right = x + sign * 11, y - 4, not end.right
    (x0, y0, gutter0, sign0), (x1, y1, gutter1, sign1) = points
    if sign0 == sign1:
        bend = min(CHANNEL * 1.2, 12 + abs(y1 - y0) * 0.25)
    else:
        bend = abs(gutter1 - gutter0) / 2
    path = [x0, y0, gutter0, gutter0 + sign0 * bend, y0, gutter1 + sign1 * bend, y1, gutter1, y1, x1]
    return Line(edge=edge, path=path, words=words, word_x=word_x, word_y=word_y, word_right=word_right)
