"""Find the main content of an HTML page, and check that the page can be read."""

import re
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from nmpolicy.errors import ExtractionError

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
#: A browser ends these before the next of their kind, or they hold nothing, so they do not nest.
_SHALLOW = frozenset(
    [
        "p",
        "li",
        "dt",
        "dd",
        "td",
        "th",
        "tr",
        "tbody",
        "thead",
        "tfoot",
        "option",
        "optgroup",
        "br",
        "hr",
        "img",
        "input",
        "meta",
        "link",
        "col",
        "area",
        "base",
        "wbr",
        "source",
    ]
)
_MAX_DEPTH = 5000  # the time to read a page grows with the square of its depth


def check_depth(text: str) -> None:
    """Raise `ExtractionError` if the elements of a page are nested too deeply."""
    depth = deepest = 0
    for end, tag in _TAG.findall(text):
        if tag.lower() not in _SHALLOW:
            depth = max(0, depth - 1) if end else depth + 1
            deepest = max(deepest, depth)
    if deepest > _MAX_DEPTH:
        raise ExtractionError(
            f"its elements are nested {deepest:,} deep, or never end; open the page in a browser and copy its text"
        )


def main_content(body: "LexborNode") -> "LexborNode | None":
    """Return the element that the page marks as its main content, if it is the only one."""
    for selector in ("main, [role=main]", "article"):
        found = body.css(selector)
        marked = {each.mem_id for each in found}
        outer = [each for each in found if not _is_inside(each, marked)]
        if outer:
            return outer[0] if len(outer) == 1 else None
    return None


def _is_inside(node: "LexborNode", marked: AbstractSet[int]) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.mem_id in marked:
            return True
        parent = parent.parent
    return False
