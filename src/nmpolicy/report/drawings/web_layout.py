"""The layout of a web in three columns: its boxes, and lines whose words never cover each other.

Each end of a line has a place of its own on the side of a box, where the line leaves horizontally through a gutter.
The words of a line stand in the gutter of the outer column, where lines have not come together yet.
"""

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from nmpolicy.exports.graphs.graph_model import Node
from nmpolicy.exports.graphs.graph_styles import DrawnEdge, caption, drawn
from nmpolicy.report.drawings.svg_texts import lines, width
from nmpolicy.report.drawings.web_choice import LEFT, MIDDLE, RIGHT, Web
from nmpolicy.report.drawings.web_order import ordered, tops
from nmpolicy.report.page_texts import with_days_in_words

#: The width of a box and its padding, in pixels like all sizes here.
BOX_WIDTH, PADDING = 196, 10
#: The heights of a line of a label and of a caption.
LABEL_LINE, CAPTION_LINE = 16, 14
#: The sizes of the texts.
LABEL_SIZE, CAPTION_SIZE, WORD_SIZE = 13, 11, 11
_LABEL_LINES, _CAPTION_LINES = 3, 2
_HEAD = 30  # the room for headings
_CHANNEL = 64  # the room in which lines go up and down
_PORT = 18  # the distance of two lines at a box
_ARROW, _ABOVE = 11, 4  # the distance of words from the box, and from their line
_GUTTER = 14  # of lines without words
_WORD_ROOM = 11  # the most room for words, as a multiple of their size


@frozen(kw_only=True)
class Box:
    """The box of a node."""

    node: Node
    """The node."""
    x: float
    """The left side."""
    y: float
    """The top."""
    height: float
    """The height."""
    label: Sequence[str]
    """The lines of the label."""
    caption: Sequence[str]
    """The lines of the caption below the label."""


@frozen
class LineEnd:
    """One end of a line."""

    x: float
    """The side of its box."""
    y: float
    """The height at which it leaves the box."""
    gutter: float
    """The x up to which it is horizontal."""

    @property
    def sign(self) -> int:
        """1 if it leaves to the right, and -1 if to the left."""
        return 1 if self.gutter > self.x else -1


@frozen(kw_only=True)
class Line:
    """The line of an edge."""

    edge: DrawnEdge
    """The edge."""
    source: LineEnd
    """The end at the source."""
    target: LineEnd
    """The end at the target, where the arrowhead is."""
    words: str
    """The words of the edge, on one line."""
    words_at_source: bool
    """True if the words stand at the source, and False if they stand at the target."""

    @property
    def bend(self) -> float:
        """The distance of the control points of the curve from the gutters."""
        source, target = self.source, self.target
        if source.sign != target.sign:
            return abs(target.gutter - source.gutter) / 2
        return min(_CHANNEL * 1.2, 12 + abs(target.y - source.y) * 0.25)  # both ends at the same column

    @property
    def words_at(self) -> tuple[float, float]:
        """The place of the words; to the left of it are those of an end that leaves to the left."""
        end = self.source if self.words_at_source else self.target
        return end.x + end.sign * _ARROW, end.y - _ABOVE

    @property
    def anchor(self) -> str:
        """The part of the words that is at their place: start or end."""
        return "start" if (self.source if self.words_at_source else self.target).sign > 0 else "end"


@frozen(kw_only=True)
class Layout:
    """The boxes and lines of a web, and the size of the drawing."""

    width: float
    """The width."""
    height: float
    """The height."""
    column_x: Mapping[int, float]
    """The left side of each column that has boxes."""
    boxes: Sequence[Box]
    """The boxes, in document order."""
    lines: Sequence[Line]
    """The lines, in document order."""


@frozen
class _End:
    """One end of an edge, before it has a place."""

    edge: int
    is_source: bool
    id: str
    other: str
    side: tuple[int, bool]
    """The column, and whether it is at the right side of the boxes."""
    has_words: bool


def layout_of(web: Web) -> Layout:
    """Return the layout of a web, which must have an edge. The same web always gets the same layout."""
    ends = [end for number, edge in enumerate(web.edges) for end in _ends(number, edge, web.columns)]
    words = [lines(edge_words(each.label), _WORD_ROOM, 1)[0] for each in web.edges]
    texts = {id: _texts(node) for id, node in web.nodes.items()}
    ports: dict[tuple[str, bool], list[_End]] = {}
    gutters: dict[tuple[int, bool], float] = {}
    for end in ends:
        ports.setdefault((end.id, end.side[1]), []).append(end)
        room = width(words[end.edge]) * WORD_SIZE + 2 * _ARROW if end.has_words else _GUTTER
        gutters[end.side] = max(gutters.get(end.side, 0), room)
    heights = {
        id: max(
            2 * PADDING + len(label) * LABEL_LINE + len(below) * CAPTION_LINE,
            8 + _PORT * max(len(ports.get((id, right), ())) for right in (False, True)),
        )
        for id, (label, below) in texts.items()
    }
    y = {id: top + _HEAD for id, top in tops(ordered(web), web, heights).items()}
    x, total = _columns(web, gutters)
    places = _places(ports, y, heights)

    def line_end(end: _End) -> LineEnd:
        column, right = end.side
        side = x[column] + (BOX_WIDTH if right else 0)
        return LineEnd(
            side, places[end.edge, end.is_source], side + (gutters[end.side] if right else -gutters[end.side])
        )

    return Layout(
        width=total,
        height=max(y[id] + heights[id] for id in y) + 2,
        column_x=x,
        boxes=[
            Box(node=node, x=x[web.columns[id]], y=y[id], height=heights[id], label=texts[id][0], caption=texts[id][1])
            for id, node in web.nodes.items()
        ],
        lines=[
            Line(
                edge=web.edges[source.edge],
                source=line_end(source),
                target=line_end(target),
                words=words[source.edge],
                words_at_source=source.has_words,
            )
            for source, target in zip(ends[::2], ends[1::2], strict=True)
        ],
    )


def edge_words(label: str) -> str:
    """Return the label of an edge with the last day of a term in words.

    >>> edge_words("holds through 2025-12-31"), edge_words("order 2025-03")
    ('holds through December 31, 2025', 'order 2025-03')
    """
    before, through, day = label.rpartition(" through ")
    return before + through + with_days_in_words(day) if through else label


def _texts(node: Node) -> tuple[Sequence[str], Sequence[str]]:
    """Return the lines of the label and of the caption of a node."""
    room = BOX_WIDTH - 2 * PADDING
    below = drawn(caption(node, days=with_days_in_words))
    return (
        lines(drawn(node.label) or node.id, room / LABEL_SIZE, _LABEL_LINES),
        lines(below, room / CAPTION_SIZE, _CAPTION_LINES) if below else [],
    )


def _ends(number: int, edge: DrawnEdge, columns: Mapping[str, int]) -> Iterator[_End]:
    """Yield the source and the target of an edge. Words stand at the outer column, or else at the source."""
    source, target = columns[edge.source], columns[edge.target]
    at_source = source == target or source != MIDDLE
    for is_source, id, other, own, far in (
        (True, edge.source, edge.target, source, target),
        (False, edge.target, edge.source, target, source),
    ):
        right = own < far or (own == far and own != RIGHT)
        yield _End(number, is_source, id, other, (own, right), is_source == at_source)


def _columns(web: Web, gutters: Mapping[tuple[int, bool], float]) -> tuple[Mapping[int, float], float]:
    """Return the left side of each column that has boxes, and the width of the drawing."""
    found: dict[int, float] = {}
    x = 1.0
    for column in (LEFT, MIDDLE, RIGHT):
        if column in web.columns.values():
            if (column, False) in gutters:
                x += _CHANNEL + gutters[column, False]
            found[column] = x
            x += BOX_WIDTH + gutters.get((column, True), 0)
    # Without a column to the right of them, the lines that stay in the last column need a channel.
    return found, x + (_CHANNEL if (max(found), True) in gutters else 1)


def _places(
    ports: Mapping[tuple[str, bool], list[_End]], y: Mapping[str, float], heights: Mapping[str, float]
) -> Mapping[tuple[int, bool], float]:
    """Return the height of each end of an edge: those that lead up are above those that lead down."""
    found: dict[tuple[int, bool], float] = {}
    for (id, _), ends in ports.items():
        ends.sort(key=lambda end: (y[end.other] + heights[end.other] / 2, end.edge, end.is_source))
        first = y[id] + heights[id] / 2 - (len(ends) - 1) * _PORT / 2 + _ABOVE
        for place, end in enumerate(ends):
            found[end.edge, end.is_source] = first + place * _PORT
    return found
