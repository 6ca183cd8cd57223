"""Number the paragraphs of a Word document, as Word shows them: `Section 1.`, `(a)`, `•`."""

import re
from collections import defaultdict
from xml.etree.ElementTree import Element  # only holds elements

from attrs import frozen

from nmpolicy.plain_text.list_numbers import BULLET, number_text
from nmpolicy.plain_text.office_xml import integer, value

_STYLES = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
_PLACE = re.compile("%([1-9])")
_MAX_INHERITED = 20  # styles, each based on the next


@frozen
class _Level:
    """One level of a numbering: how its numbers are written, and where they start."""

    start: int
    form: str
    text: str
    is_legal: bool
    """True if the numbers of outer levels are written in digits."""


class WordNumbering:
    """Counts the numbered paragraphs of a document."""

    def __init__(self, numbering: Element, styles: Element) -> None:
        """Read the parts `numbering.xml` and `styles.xml`."""
        abstract = {each.get("abstractNumId"): each for each in numbering.iter("abstractNum")}
        self._abstract_ids = {each.get("numId"): value(each, "abstractNumId") for each in numbering.iter("num")}
        self._levels = {number: _levels(abstract[id]) for number, id in self._abstract_ids.items() if id in abstract}
        self._restarts = {
            (each.get("numId"), integer(override.get("ilvl"), 0)): integer(start, 1)
            for each in numbering.iter("num")
            for override in each.iter("lvlOverride")
            if (start := value(override, "startOverride")) is not None
        }
        self._styles = {each.get("styleId"): each for each in styles.iter("style")}
        self._counts: defaultdict[str | None, dict[int, int]] = defaultdict(dict)
        self._restarted: set[tuple[str | None, int]] = set()

    def mark(self, paragraph: Element) -> str:
        """Return the number or the bullet of a paragraph; empty if it has none."""
        number, level = self._numbering(paragraph)
        levels = self._levels.get(number, {})
        if level not in levels:
            return ""
        counts = self._counts[self._abstract_ids[number]]
        restart = (number, level)
        if restart in self._restarts and restart not in self._restarted:
            self._restarted.add(restart)
            counts[level] = self._restarts[restart]
        else:
            counts[level] = counts[level] + 1 if level in counts else levels[level].start
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        shown = levels[level]
        if shown.form == "bullet":
            return BULLET

        def write(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            each = levels.get(at, shown)
            return _written(counts.get(at, each.start), "decimal" if shown.is_legal else each.form)

        return _PLACE.sub(write, shown.text).strip()

    def _numbering(self, paragraph: Element) -> tuple[str | None, int]:
        """Return the id and the level of a paragraph's numbering: its own, or that of its style."""
        properties = paragraph.find("pPr")
        number, level = value(properties, "numPr/numId"), value(properties, "numPr/ilvl")
        style = value(properties, "pStyle")
        for _ in range(_MAX_INHERITED):
            element = self._styles.get(style)
            if element is None:
                break
            number = number or value(element, "pPr/numPr/numId")
            level = level or value(element, "pPr/numPr/ilvl")
            style = value(element, "basedOn")
        return number, integer(level, 0)


def _levels(abstract: Element) -> dict[int, _Level]:
    return {
        integer(each.get("ilvl"), 0): _Level(
            start=integer(value(each, "start"), 1),
            form=value(each, "numFmt") or "decimal",
            text=value(each, "lvlText") or "",
            is_legal=each.find("isLgl") is not None,
        )
        for each in abstract.iter("lvl")
    }


def _written(number: int, form: str) -> str:
    if form == "none":
        return ""
    if form == "decimalZero":
        return f"{number:02}"
    return number_text(number, _STYLES.get(form, "1"))
