"""Number the lists of an OpenDocument text, as its word processor shows them."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element  # only holds elements

from attrs import define, frozen

from nmpolicy.plain_text.list_numbers import BULLET, number_text
from nmpolicy.plain_text.office_xml import integer


@frozen
class _Level:
    """One level of a list style."""

    form: str
    """`1`, `a`, `A`, `i` or `I`; empty if no number is shown, and `•` for a bullet."""
    before: str
    after: str
    start: int
    shown: int
    """The number of levels that a number shows, as in 1.2."""


@define
class _List:
    """A list that is being read."""

    style: str
    counts: dict[int, int]


class OpenLists:
    """Counts the items of lists, which may be nested and may continue earlier ones."""

    def __init__(self, roots: Iterable[Element]) -> None:
        """Read the list styles of some parts."""
        self._styles = {
            each.get("name", ""): {
                integer(level.get("level"), 1): _level(level) for level in each if "level" in level.attrib
            }
            for root in roots
            for each in (*root.iter("list-style"), *root.iter("outline-style"))
        }
        self._open: list[_List] = []
        self._by_id: dict[str | None, dict[int, int]] = {}
        self._by_style: dict[str, dict[int, int]] = {}
        self._headings: dict[int, int] = {}

    def start(self, element: Element) -> None:
        """Start a list, or one in an item of another."""
        if self._open:
            outer = self._open[-1]
            self._open.append(_List(element.get("style-name") or outer.style, outer.counts))
            return
        style = element.get("style-name", "")
        counts: dict[int, int] = {}
        if (continued := element.get("continue-list")) in self._by_id:
            counts = self._by_id[continued]
        elif element.get("continue-numbering") == "true":
            counts = self._by_style.get(style, counts)
        self._by_style[style] = counts
        if (id := element.get("id")) is not None:
            self._by_id[id] = counts
        self._open.append(_List(style, counts))

    def end(self) -> None:
        """End the list."""
        self._open.pop()

    def mark(self, item: Element) -> str:
        """Return the number or the bullet of the next item."""
        current = self._open[-1]
        return self._next(current.style, current.counts, len(self._open), item.get("start-value"))

    def heading_mark(self, heading: Element) -> str:
        """Return the number of a heading; empty if headings of its level have none."""
        level = heading.get("outline-level", "1")
        return self._next("Outline", self._headings, integer(level, 1), None)

    def _next(self, style: str, counts: dict[int, int], at: int, start: str | None) -> str:
        levels = self._styles.get(style, {})
        level = levels.get(at)
        if level is None:
            return "" if style == "Outline" else BULLET
        first = integer(start, counts[at] + 1 if at in counts else level.start)
        counts[at] = first
        for deeper in [each for each in counts if each > at]:
            del counts[deeper]
        if level.form in {"", BULLET}:
            return level.form
        shown = (each for each in range(max(1, at - level.shown + 1), at + 1) if each in levels)
        numbers = (number_text(counts.get(each, levels[each].start), levels[each].form or "1") for each in shown)
        return f"{level.before}{'.'.join(numbers)}{level.after}".strip()


def _level(element: Element) -> _Level:
    if element.tag.endswith("-bullet"):
        return _Level(BULLET, "", "", 1, 1)
    label = element.get("num-prefix", ""), element.get("num-suffix", "")
    return _Level(
        element.get("num-format", ""),
        *label,
        integer(element.get("start-value"), 1),
        integer(element.get("display-levels"), 1),
    )
