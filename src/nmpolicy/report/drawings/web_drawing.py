"""The web of instruments and actors as inline SVG, with the same as a list of sentences."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from attrs import evolve

from nmpolicy.exports.graphs.graph_model import ACTORS, Edge, Node
from nmpolicy.exports.graphs.graph_styles import INSTRUMENTS
from nmpolicy.queries.force.parts import provisions_by_instrument
from nmpolicy.queries.force.relation_words import part_words
from nmpolicy.queries.provision_sentences import listed
from nmpolicy.records.actors import REDACTED
from nmpolicy.records.collection import Collection
from nmpolicy.records.relations import Relation
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
from nmpolicy.report.milestone_words import words_of_stage
from nmpolicy.report.page_texts import capitalized, with_days_in_words
from nmpolicy.vocabulary.cut_texts import LONGEST_MENTION, cut
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.terms import Stage

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


def web_drawing(  # noqa: PLR0913  # each with a default
    collection: Collection,
    center: str | None = None,
    *,
    prefix: str = "web",
    href: Href = no_href,
    on: PartialDate | None = None,
    part_name: Callable[[str], str] = str,
) -> "Markup":
    """Return the web of a collection, or of one record and what connects with it, as HTML with inline SVG.

    What acts is on the left, and what is acted on is on the right. At most 40 records are drawn. A list below the
    drawing has every connection in words. `prefix` starts all ids, and differs for each drawing of a page. The texts
    are those of the records: redact the collection before. On a page for the day `on`, a later end is yet to come.
    `part_name` names a part of an instrument, given its text or its id. A note says how many provisions bind or empower
    someone without a record. Empty if nothing is connected.

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
    web = evolve(web, nodes={id: _as_of(node, on) for id, node in web.nodes.items()}) if on else web
    layout = layout_of(web) if web.edges else None
    names = {each.id: each.label for each in web.graph.nodes}
    context = {
        "prefix": prefix,
        "title": f"Connections of {names[center]}" if center in names else f"Connections in {collection.title}",
        "drawing": _drawing_context(layout, href) if layout else None,
        "headings": _headings(web, layout) if layout else [],
        "left_out": _left_out_words(web),
        "unrecorded": _unrecorded_words(collection, center),
        "sentences": [_sentence(collection, *each, href, part_name) for each in sentences(web)],
    }
    return Markup(render("web.html", context))  # noqa: S704  # the template escapes all texts


def _as_of(node: Node, on: PartialDate) -> Node:
    """Return a node whose latest stage is in the words of a page for a day."""
    return evolve(node, stage=words_of_stage(Stage(node.stage), node.stage_date, on)) if node.stage else node


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


def _unrecorded_words(collection: Collection, center: str | None) -> str:
    """Return how many provisions are about someone whom they only describe, in words; empty if none is."""
    some = provisions_by_instrument(collection).get(center, ()) if center else collection.provisions
    texts = [each.bearer_text.strip() for each in some if each.bearer_text.strip() and not each.bearers]
    if not texts:
        return ""
    one = len(texts) == 1
    subject = f"{len(texts):,} provision{'' if one else 's'} bind{'s' if one else ''} or empower{'s' if one else ''}"
    return f"{subject} people or groups that have no record of their own, such as {texts[0]}."


def _sentence(  # noqa: PLR0913, PLR0917  # an edge with its ends, and how to name and link records
    collection: Collection, source: Node, edge: Edge, target: Node, href: Href, part_name: Callable[[str], str]
) -> dict[str, Any]:
    relation = collection.get(edge.record, Relation) if edge.value == "Relation" else None
    return {
        "source": capitalized(source.label) if source.label == REDACTED else cut(source.label, LONGEST_MENTION),
        "source_href": href(source.id),
        "words": edge_words(edge.label),
        "target": cut(target.label, LONGEST_MENTION),
        "target_href": href(target.id),
        "when": with_days_in_words(edge.when),
        "details": part_words(collection, relation, part_name=part_name).strip(" ,") if relation else edge.details,
    }
