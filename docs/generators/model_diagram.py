"""The diagram of the model: the kinds of records and the references between them, which the field declarations give."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from textwrap import wrap
from typing import NamedTuple
from xml.sax.saxutils import escape

import attrs

from nmpolicy.records.collection import PARTS, TABLES
from nmpolicy.records.evidence import Evidence
from nmpolicy.records.fields import field_type
from nmpolicy.vocabulary.references import ref_marker


class _Kind(NamedTuple):
    """A box of the diagram: some tables under one name."""

    title: str
    about: str
    tables: tuple[str, ...]
    column: int
    row: int


_KINDS = (
    _Kind("Statements", "who said what, with a stance", ("statements",), 0, 0),
    _Kind("Actors", "who: people, bodies and offices", ("people", "organizations", "posts", "memberships"), 1, 0),
    _Kind("Events", "what took place", ("events",), 2, 0),
    _Kind("Provisions", "who must, may or must not do what", ("provisions",), 0, 1),
    _Kind("Instruments", "what was ordered or enacted", ("orders", "measures"), 1, 1),
    _Kind("Relations", "what changes or ends what", ("relations",), 2, 1),
    _Kind("Sources", "where it is written", ("sources",), 1, 2),
)
_KIND_OF = {table: kind.title for kind in _KINDS for table in kind.tables}
#: The references that are drawn as arrows, from one box to one beside it. The boxes list all of them.
_ARROWS = (
    ("Statements", "Actors"),
    ("Events", "Actors"),
    ("Provisions", "Instruments"),
    ("Instruments", "Actors"),
    ("Relations", "Instruments"),
)
_WIDTH, _GAP, _MARGIN, _LINE = 236, 34, 20, 19
_CHARACTERS = 34
_BAR = 52  # the height of the box of evidence
_NAMED = 'aria-labelledby="title desc"'
_ARROWHEAD = """\
<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">
<path class="head" d="M0 0L8 4L0 8z"/></marker></defs>"""
_STYLE = """\
text { font: 13px system-ui, sans-serif; fill: #1d2733 }
.title { font-weight: 700; font-size: 16px }
.about { fill: #3f4d5c; font-style: italic }
.page { fill: #ffffff }
.box { fill: #f4f6f8; stroke: #5b6b7b }
.line { stroke: #5b6b7b; stroke-width: 1.5; fill: none }
.head { fill: #5b6b7b }
@media (prefers-color-scheme: dark) {
  text { fill: #e9eef3 }
  .about { fill: #c3ced9 }
  .page { fill: #171c22 }
  .box { fill: #232b34; stroke: #93a3b3 }
  .line { stroke: #93a3b3 }
  .head { fill: #93a3b3 }
}"""


def model_diagram() -> str:
    """Return the diagram as SVG. It has its own background, so that it can be read on a page of any color."""
    texts = {kind.title: [*_lines(kind)] for kind in _KINDS}
    heights = [max(_height(texts[kind.title]) for kind in _KINDS if kind.row == row) for row in range(3)]
    tops = [_MARGIN, _MARGIN + heights[0] + _GAP]
    bar = tops[1] + heights[1] + _GAP
    tops.append(bar + _BAR + _GAP)
    width = 2 * _MARGIN + 3 * _WIDTH + 2 * _GAP
    height = tops[2] + heights[2] + _MARGIN
    places = {kind.title: (_left(kind), tops[kind.row], heights[kind.row]) for kind in _KINDS}
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" {_NAMED}>',
            '<title id="title">The kinds of records of nmpolicy, and the references between them</title>',
            f'<desc id="desc">{escape(" ".join(_description()))}</desc>',
            f"<style>\n{_STYLE}\n</style>",
            _ARROWHEAD,
            f'<rect class="page" width="{width}" height="{height}" rx="6"/>',
            *(_box(*places[kind.title], texts[kind.title]) for kind in _KINDS),
            *(_arrow(places[start], places[end]) for start, end in _ARROWS),
            *_evidence_bar(bar, width, places),
            "</svg>\n",
        ]
    )


def references() -> Mapping[str, Mapping[str, list[str]]]:
    """Return what each kind of records refers to, in words, each with the fields that do so."""
    found: dict[str, dict[str, list[str]]] = {}
    for kind in _KINDS:
        accepted: dict[str, set[str]] = {}
        for name, tables in (pair for table in kind.tables for pair in _references_of(TABLES[table])):
            accepted.setdefault(name, set()).update(_KIND_OF[table] for table in tables or TABLES)
        fields = found.setdefault(kind.title, {})
        for name, kinds in accepted.items():
            fields.setdefault(_in_words(kind.title, kinds), []).append(name)
    return found


def _references_of(cls: type) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the fields of a class that refer to records, or whose parts do, each with the tables that they accept."""
    for field in attrs.fields(cls):
        item, _, _ = field_type(field.type)
        if marker := ref_marker(item):
            yield field.name, marker.tables
        elif item in PARTS and item is not Evidence:
            yield from ((field.name, tables) for _, tables in _references_of(item))


def _in_words(kind: str, kinds: AbstractSet[str]) -> str:
    """Return the kinds that a field of records of one kind accepts."""
    all_kinds = {each.title for each in _KINDS}
    if kinds == all_kinds:
        return "records of any kind"
    return "all other kinds" if {kind, *kinds} == all_kinds else " and ".join(sorted(kinds))


def _lines(kind: _Kind) -> Iterator[tuple[str, str]]:
    """Yield the lines of text in a box, each with its class."""
    yield "title", kind.title
    yield "about", kind.about
    classes = ", ".join(TABLES[table].__name__ for table in kind.tables)
    fields = (f"{', '.join(names)} →\xa0{target}" for target, names in references()[kind.title].items())
    for text in (f"Classes: {classes}", *fields):
        first, *more = wrap(text, _CHARACTERS)
        yield "", first
        yield from (("", f"\xa0\xa0{line}") for line in more)


def _description() -> Iterator[str]:
    for kind, targets in references().items():
        for target, fields in targets.items():
            yield f"{kind} refer to {target} by {', '.join(fields)}."
    yield "Every record except a source has evidence, which refers to a source."


def _height(lines: list[tuple[str, str]]) -> int:
    return (len(lines) + 1) * _LINE


def _left(kind: _Kind) -> int:
    return _MARGIN + kind.column * (_WIDTH + _GAP)


def _box(left: int, top: int, height: int, lines: list[tuple[str, str]]) -> str:
    rows = [
        f'<text class="{name}" x="{left + 12}" y="{top + 6 + _LINE * number}">{escape(text)}</text>'
        for number, (name, text) in enumerate(lines, 1)
    ]
    return "\n".join([f'<rect class="box" x="{left}" y="{top}" width="{_WIDTH}" height="{height}" rx="4"/>', *rows])


def _arrow(start: tuple[int, int, int], end: tuple[int, int, int]) -> str:
    (left, top, height), (to_left, to_top, to_height) = start, end
    if left == to_left:
        middle = left + _WIDTH // 2
        return _line(middle, top, middle, to_top + to_height)
    middle = top + height // 2
    if left < to_left:
        return _line(left + _WIDTH, middle, to_left, middle)
    return _line(left, middle, to_left + _WIDTH, middle)


def _line(x: int, y: int, to_x: int, to_y: int) -> str:
    return f'<path class="line" d="M{x} {y}L{to_x} {to_y}" marker-end="url(#arrow)"/>'


def _evidence_bar(top: int, width: int, places: Mapping[str, tuple[int, int, int]]) -> Iterator[str]:
    """Yield the box of evidence below all other kinds, with an arrow to the sources."""
    yield f'<rect class="box" x="{_MARGIN}" y="{top}" width="{width - 2 * _MARGIN}" height="{_BAR}" rx="4"/>'
    yield f'<text class="title" x="{_MARGIN + 12}" y="{top + 22}">Evidence</text>'
    text = "Every record above can point to the passage of a source that supports it, and to whom it is attributed."
    yield f'<text x="{_MARGIN + 12}" y="{top + 41}">{text}</text>'
    left, sources, _ = places["Sources"]
    yield _line(left + _WIDTH // 2, top + _BAR, left + _WIDTH // 2, sources)
