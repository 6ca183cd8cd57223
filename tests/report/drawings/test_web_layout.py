"""The layout of webs: nothing covers anything else, and everything is drawn or counted."""

from collections.abc import Iterable, Iterator
from itertools import combinations

import pytest
from hypothesis import given, settings
from webs import circle, hostile, hub

import nmpolicy as nm
from nmpolicy.report.drawings.svg_texts import width
from nmpolicy.report.drawings.web_choice import MIDDLE, MOST_IN_COLUMN, MOST_NODES, Web, web_of, whole_graph
from nmpolicy.report.drawings.web_layout import (
    BOX_WIDTH,
    CAPTION_LINE,
    CAPTION_SIZE,
    LABEL_LINE,
    LABEL_SIZE,
    PADDING,
    WORD_SIZE,
    Layout,
    layout_of,
)
from nmpolicy.strategies import collections

#: Left, top, right and bottom.
Area = tuple[float, float, float, float]


def check(web: Web) -> None:
    assert len(web.nodes) <= MOST_NODES
    assert all([*web.columns.values()].count(each) <= MOST_IN_COLUMN for each in range(3))
    assert len(web.nodes) + web.nodes_left_out.total() == len(web.graph.nodes)
    assert sum(len(each.facts) for each in web.edges) + web.edges_left_out == len(web.graph.edges)
    if not web.edges:
        assert not web.nodes
        return
    layout = layout_of(web)
    assert layout == layout_of(web)
    boxes = [(each.x, each.y, each.x + BOX_WIDTH, each.y + each.height) for each in layout.boxes]
    assert_apart([*boxes, *words(layout)])
    for left, top, right, bottom in [*boxes, *words(layout)]:
        assert left >= 0
        assert right <= layout.width
        assert top >= 0
        assert bottom <= layout.height
    for box in layout.boxes:
        assert len(box.label) * LABEL_LINE + len(box.caption) * CAPTION_LINE + 2 * PADDING <= box.height
        for texts, size in ((box.label, LABEL_SIZE), (box.caption, CAPTION_SIZE)):
            assert all(width(each) * size <= BOX_WIDTH - 2 * PADDING + 1e-6 for each in texts)
    by_id = {each.node.id: each for each in layout.boxes}
    assert by_id.keys() == web.nodes.keys()
    ends = [
        (id, end) for each in layout.lines for id, end in zip(_ids(each.edge), (each.source, each.target), strict=True)
    ]
    for id, end in ends:
        box = by_id[id]
        assert end.x == (box.x + BOX_WIDTH if end.sign > 0 else box.x)
        assert box.y < end.y < box.y + box.height
    assert len({(end.x, end.y) for _, end in ends}) == len(ends)
    for each in layout.lines:  # the curves stay between the columns
        assert each.source.sign == each.target.sign or each.source.gutter != each.target.gutter


def _ids(edge: object) -> tuple[str, str]:
    return edge.source, edge.target  # type: ignore[attr-defined]


def words(layout: Layout) -> Iterator[Area]:
    for line in layout.lines:
        x, y = line.words_at
        wide = width(line.words) * WORD_SIZE
        yield (x, y - 9, x + wide, y + 2) if line.anchor == "start" else (x - wide, y - 9, x, y + 2)


def assert_apart(areas: Iterable[Area]) -> None:
    for (left, top, right, bottom), (left2, top2, right2, bottom2) in combinations(areas, 2):
        assert right <= left2 or right2 <= left or bottom <= top2 or bottom2 <= top


@pytest.mark.parametrize("collection", [hub(3), hub(60), circle(4), circle(60), hostile()], ids=repr)
def test_nothing_covers_anything_else(collection: nm.Collection) -> None:
    check(web_of(collection, None))
    for each in [*collection][:3]:
        check(web_of(collection, each.id))


def test_the_web_of_the_article(albuquerque: nm.Collection) -> None:
    check(web_of(albuquerque, None))
    for each in whole_graph(albuquerque).nodes:
        check(web_of(albuquerque, each.id))


@given(collections())
@settings(max_examples=20)
def test_any_collection_has_a_web(collection: nm.Collection) -> None:
    check(web_of(collection, None))
    for each in [*collection.instruments][:2]:
        check(web_of(collection, each.id))


def test_what_acts_on_an_order_is_on_its_left(albuquerque: nm.Collection) -> None:
    web = web_of(albuquerque, "abq-eo-2025-07-21")
    columns = [[web.nodes[id].label for id, each in web.columns.items() if each == column] for column in range(3)]
    assert {"Tim Keller", "Amy Barela", "Immigrant advocates"} <= {*columns[0]}
    assert columns[MIDDLE] == ["Albuquerque's immigrant-friendly executive order"]
    assert {"Albuquerque city staff", "2018 Immigrant-Friendly Resolution"} <= {*columns[2]}


def test_those_who_made_an_order_come_first_and_its_opponents_last(albuquerque: nm.Collection) -> None:
    web = web_of(albuquerque, "abq-eo-2025-07-21")
    boxes = sorted((each for each in layout_of(web).boxes if web.columns[each.node.id] == 0), key=lambda each: each.y)
    names = [each.node.label for each in boxes]
    assert names[:2] == ["Tim Keller", "Mayor of Albuquerque"]
    assert names[-2:] == ["Amy Barela", "Albuquerque city councilors against the order"]


def test_the_web_of_an_order_has_no_other_orders_of_its_mayor() -> None:
    web = web_of(hub(60), "mayor")
    assert [*web.nodes] == ["mayor", "hub"]
    around = web_of(hub(60), "eo-1")
    assert {*around.nodes} == {"eo-1", "hub"}
    assert around.edges_left_out == 0
