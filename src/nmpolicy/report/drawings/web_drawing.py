"""The web of instruments and actors as inline SVG, with the same as a list of sentences."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from nmpolicy.exports.graphs.graph_model import ACTORS, Edge, Node
from nmpolicy.exports.graphs.graph_styles import INSTRUMENTS
from nmpolicy.queries.provision_sentences import listed
from nmpolicy.records.collection import Collection
from nmpolicy.report.drawings.svg_texts import number
from nmpolicy.report.drawings.timeline_drawing import Href, no_href
from nmpolicy.report.drawings.web_choice import Web, sentences, web_of
from nmpolicy.report.drawings.web_layout import (
    BOX_WIDTH,
    CAPTION_LINE,
    LABEL_LINE,
    PADDING,
    Box,
    Layout,
    Line,
    edge_words,
    layout_of,
)
from nmpolicy.report.environment import render
from nmpolicy.report.page_texts import with_days_in_words

if TYPE_CHECKING:
    from markupsafe import Markup

#: The class of a line in the style sheet, by the meaning of its edge.
_LINES = {
    "support": "support",
    "opposition": "oppose",
    "offices and memberships": "structure",
    "effects and references": "effect",
    "acts, duties and other views": "act",
}
#: The radius of the corners of a box.
_RADIUS = {"instrument": 0, "actor": 12, "other": 4}
#: The words for the boxes in the legend.
_BOXES = {
    "instrument": "orders and measures",
    "actor": "people, offices and organizations",
    "other": "events, statements and sources",
}
_PLURALS = {"person": "people"}


def web_drawing(
    collection: Collection, center: str | None = None, *, prefix: str = "web", href: Href = no_href
) -> "Markup":
    """Return the web of a collection, or of one record and what connects with it, as HTML with inline SVG.

    What acts is on the left, and what is acted on is on the right. At most 40 records are drawn. A list below the
    drawing has every connection in words. `prefix` starts all ids, and differs for each drawing of a page. The texts
    are those of the records: redact the collection before. Empty if nothing is connected.

    Raises `MissingExtraError` if Jinja is not installed.

    >>> from nmpolicy.records.actors import Post
    >>> from nmpolicy.records.instruments import Order
    >>> order = Order(id="eo", kind="executive-order", title="An <b>order</b>", issued_by=["mayor"])
    >>> demo = Collection(id="demo", title="A demonstration").add(Post(id="mayor", name="Mayor"), order)
    >>> drawn = web_drawing(demo, "eo")
    >>> "An &lt;b&gt;order&lt;/b&gt;" in drawn, "issued" in drawn
    (True, True)
    """
    from markupsafe import Markup  # noqa: PLC0415  # slow to import

    web = web_of(collection, center)
    layout = layout_of(web) if web.edges else None
    names = {each.id: each.label for each in web.graph.nodes}
    context = {
        "prefix": prefix,
        "title": f"Connections of {names[center]}" if center in names else f"Connections in {collection.title}",
        "drawing": _drawing_context(layout, href) if layout else None,
        "headings": _headings(web, layout) if layout else [],
        "left_out": _left_out_words(web),
        "sentences": [_sentence(*each, href) for each in sentences(web)],
    }
    return Markup(render("web.html", context))  # noqa: S704  # the template escapes all texts


def _drawing_context(layout: Layout, href: Href) -> Mapping[str, Any]:
    boxes = [_box(each, href) for each in layout.boxes]
    return {
        "width": number(layout.width),
        "height": number(layout.height),
        "narrow": layout.width < 700,  # noqa: PLR2004  # it fits most screens as it is
        "lines": [_line(each) for each in layout.lines],
        "boxes": boxes,
        "linked": any(each["href"] for each in boxes),
        "key": {_LINES[each.edge.meaning]: each.edge.meaning for each in layout.lines},
        "box_key": {
            kind: (words, _RADIUS[kind])
            for kind, words in _BOXES.items()
            if any(each["kind"] == kind for each in boxes)
        },
        "box_width": BOX_WIDTH,
    }


def _box(box: Box, href: Href) -> dict[str, Any]:
    class_ = box.node.class_
    kind = "instrument" if class_ in INSTRUMENTS else "actor" if class_ in ACTORS else "other"
    below = box.y + (box.height - len(box.label) * LABEL_LINE - len(box.caption) * CAPTION_LINE) / 2
    rows = []
    for words, size, texts in (("name", LABEL_LINE, box.label), ("caption", CAPTION_LINE, box.caption)):
        for text in texts:
            rows.append({"kind": words, "y": number(below + size - 4), "text": text})
            below += size
    return {
        "kind": kind,
        "href": href(box.node.id),
        "x": number(box.x),
        "y": number(box.y),
        "height": number(box.height),
        "radius": _RADIUS[kind],
        "text_x": number(box.x + PADDING),
        "rows": rows,
    }


def _line(line: Line) -> dict[str, Any]:
    source, target = line.source, line.target
    tip, back = target.x + target.sign, target.x + target.sign * 8
    points = (
        *(source.gutter + source.sign * line.bend, source.y),
        *(target.gutter + target.sign * line.bend, target.y),
        *(target.gutter, target.y),
    )
    x, y = line.words_at
    return {
        "kind": _LINES[line.edge.meaning],
        "path": f"M{number(source.x)} {number(source.y)}H{number(source.gutter)}"
        f"C{' '.join(map(number, points))}H{number(back)}",
        "arrow": f"M{number(tip)} {number(target.y)}L{number(back)} {number(target.y - 4)}v8z",
        "words": line.words,
        "x": number(x),
        "y": number(y),
        "anchor": line.anchor,
    }


def _headings(web: Web, layout: Layout) -> Sequence[Mapping[str, str]]:
    words = (
        ("Who acts", "Instruments and events", "Who is addressed")
        if web.center is None
        else ("Acts on it or refers to it", "", "It acts on or refers to")
    )
    return [{"x": number(x), "text": words[column]} for column, x in layout.column_x.items() if words[column]]


def _left_out_words(web: Web) -> str:
    """Return what the list has and the drawing has not, in words; empty if nothing is left out."""
    counts = [
        f"{count:,} more {each if count == 1 else _PLURALS.get(each, each + 's')}"
        for each, count in web.nodes_left_out.items()
    ]
    if web.edges_left_out:
        counts.append(f"{web.edges_left_out:,} more connection{'' if web.edges_left_out == 1 else 's'}")
    return listed(counts) if counts else ""


def _sentence(source: Node, edge: Edge, target: Node, href: Href) -> dict[str, Any]:
    return {
        "source": source.label,
        "source_href": href(source.id),
        "words": edge_words(edge.label),
        "target": target.label,
        "target_href": href(target.id),
        "when": with_days_in_words(edge.when),
        "details": edge.details,
    }
