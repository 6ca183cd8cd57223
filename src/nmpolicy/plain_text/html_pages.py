"""Read the plain text of an HTML page."""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, cast

from nmpolicy.plain_text.block_writer import BlockWriter
from nmpolicy.plain_text.list_numbers import BULLET, number_text
from nmpolicy.plain_text.main_content import check_depth, main_content
from nmpolicy.plain_text.marks import lowered, raised
from nmpolicy.plain_text.omissions import OmissionLog
from nmpolicy.plain_text.page_encoding import decode_page

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "optgroup",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "summary", "legend"])
#: Elements that never show text of the page.
_UNSEEN = frozenset(["head", "script", "style", "template", "title", "meta", "link", "datalist", "rp"])
_FRAMES = frozenset(("iframe", "frame"))
_LEFT_OUT = {
    "noscript": "text for browsers without scripts",
    **dict.fromkeys(("button", "input", "select", "textarea"), "buttons and input fields"),
    **dict.fromkeys(("audio", "canvas", "embed", "img", "object", "picture", "svg", "video"), "pictures and players"),
    **dict.fromkeys(_FRAMES, "embedded pages"),
    "nav": "navigation",
}
_NAVIGATION_ROLES = frozenset(("navigation", "search"))
_LISTS = frozenset(("ol", "ul", "menu", "dir"))
_STRUCK = frozenset(("del", "s", "strike"))
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid|list-item|table)\b", re.IGNORECASE)
_NOTE = re.compile(r"\b(?:foot|end)?note|\bfn\b|\breference\b", re.IGNORECASE)
_UNMARKED = "the page does not mark its main content; delete the lines that are not part of it before you anchor"
_INTEGER = re.compile(r"-?\d{1,9}")


def html_blocks(data: bytes, log: OmissionLog, *, whole_page: bool) -> tuple[list[str], list[str]]:
    """Return the paragraphs of a page, and notices about it.

    Raises `ExtractionError` if its elements are nested too deeply.
    """
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415  # an extra

    text, notices = decode_page(data)
    check_depth(text)
    body = cast("LexborNode", LexborHTMLParser(text.replace("\0", "")).root)  # every page has one
    reader = _PageReader(log, whole_page=whole_page)
    content = None if whole_page else main_content(body)
    blocks = reader.read(content or body)
    if content and not blocks:
        content, blocks = None, reader.read(body)
    found = [*notices, *reader.notices()]
    if not content and not whole_page:
        found.append(_UNMARKED)
    if content:
        role = "" if content.tag in {"main", "article"} else ' role="main"'
        for block in _PageReader(log, whole_page=False).read(body, without=content.mem_id):
            log.add(f"text outside <{content.tag}{role}>", block)
    return blocks, found


class _PageReader:
    """Walks through the elements of a page, and writes their text."""

    def __init__(self, log: OmissionLog, *, whole_page: bool) -> None:
        self._log = log
        self._whole_page = whole_page
        self._struck: dict[str, None] = {}
        self._writer = BlockWriter()
        self._starts: dict[str, Callable[[], None]] = {}
        self._pre = self._headings = 0
        self._raised: list[tuple[str, bool]] = []
        self._lists: list[int | None] = []

    def read(self, root: "LexborNode", without: int = 0) -> list[str]:
        """Return the paragraphs of an element, without those of another one in it."""
        self._writer = writer = BlockWriter()
        self._starts = {
            "br": writer.break_line,
            "tr": writer.start_row,
            **dict.fromkeys(("td", "th"), writer.start_cell),
            "q": lambda: self._write("\u201c"),
        }
        for node, tag, entered in self._walk(root, without):
            if entered:
                self._enter(node, tag)
            else:
                self._leave(node, tag)
        writer.end_block()
        return writer.blocks

    def notices(self) -> Iterator[str]:
        """Yield what a reader of the text should know."""
        if self._struck:
            shown = "; ".join(f"“{each}”" for each in [*self._struck][:5])
            yield f"struck-through words are part of the text like any others: {shown}"

    def _walk(self, root: "LexborNode", without: int) -> Iterator[tuple["LexborNode", str, bool]]:
        """Yield each node that is part of the text when it begins and, if it is an element, when it ends."""
        pending: list[tuple[LexborNode, bool]] = [(root, True)]
        while pending:
            node, enters = pending.pop()
            tag = node.tag or ""
            if not enters:
                yield node, tag, False
            elif tag == "-text":
                yield node, tag, True
            elif node.mem_id != without and tag[:1] != "-" and self._is_shown(node, tag):
                yield node, tag, True
                pending.append((node, False))
                child = node.last_child
                while child is not None:
                    pending.append((child, True))
                    child = child.prev

    def _is_shown(self, node: "LexborNode", tag: str) -> bool:
        """Return whether an element is part of the text. If not, count it."""
        if tag in _UNSEEN:
            return False
        kept = (tag == "nav" and self._whole_page) or (tag == "button" and self._headings)
        if tag in _LEFT_OUT and not kept:
            self._leave_out(node, tag)
            return False
        if self._whole_page:
            return True
        attributes = node.attributes
        what = ""
        if "hidden" in attributes or _HIDDEN.search(attributes.get("style") or ""):
            what = "hidden parts"
        elif attributes.get("role") in _NAVIGATION_ROLES:
            what = "navigation"
        if what and (words := node.text(separator=" ")).strip():
            self._log.add(what, words)
        return not what

    def _leave_out(self, node: "LexborNode", tag: str) -> None:
        """Count an element that is left out, unless it shows nothing."""
        if tag == "input" and node.attributes.get("type") == "hidden":
            return
        words = node.attributes.get("src" if tag in _FRAMES else "alt") or node.text(separator=" ")
        if words.strip() or tag not in {"nav", "noscript", "svg"}:
            self._log.add(_LEFT_OUT[tag], "" if tag in {"select", "svg"} else words)

    def _enter(self, node: "LexborNode", tag: str) -> None:
        writer = self._writer
        if tag == "-text":
            self._write(node.text_content or "")
            return
        if _is_block(node, tag):
            writer.end_block()
        self._pre += tag == "pre"
        self._headings += tag in _HEADINGS
        if tag in self._starts:
            self._starts[tag]()
        elif tag == "li":
            writer.start_item(self._item_mark(node))
        elif tag in _LISTS:
            self._lists.append(_first_number(node) if tag == "ol" else None)
        elif tag in {"sup", "sub"}:
            self._raised.append(("", _is_note(node)))
        elif tag in _STRUCK:
            self._struck[" ".join(node.text().split())[:60]] = None

    def _leave(self, node: "LexborNode", tag: str) -> None:
        writer = self._writer
        if tag in {"sup", "sub"}:
            text, is_note = self._raised.pop()
            self._write(raised(text, is_note=is_note) if tag == "sup" else lowered(text))
        elif tag == "q":
            self._write("”")
        elif tag in {"td", "th"}:
            writer.end_cell()
        elif tag == "li":
            writer.end_item()
        elif tag in _LISTS:
            self._lists.pop()
        elif tag == "tr":
            writer.end_row(is_layout=_is_layout(node))
        if _is_block(node, tag):
            writer.end_block()
        self._pre -= tag == "pre"
        self._headings -= tag in _HEADINGS

    def _item_mark(self, item: "LexborNode") -> str:
        """Return the number or the bullet of an item of a list."""
        number = self._lists[-1] if self._lists else None
        if number is None:
            return BULLET
        parent, own = item.parent, item.attributes.get("value") or ""
        outer = parent.attributes if parent is not None else {}
        number = int(own) if _INTEGER.fullmatch(own) else number
        self._lists[-1] = number + (-1 if "reversed" in outer else 1)
        return f"{number_text(number, item.attributes.get('type') or outer.get('type') or '1')}."

    def _write(self, text: str) -> None:
        if self._raised:
            before, is_note = self._raised[-1]
            self._raised[-1] = (before + text, is_note)
        else:
            self._writer.write(text, keep_spaces=self._pre > 0)


def _is_block(node: "LexborNode", tag: str) -> bool:
    return tag in _BLOCKS or bool(_BLOCK_STYLE.search(node.attributes.get("style") or ""))


def _first_number(ordered: "LexborNode") -> int:
    """Return the number of the first item of a list."""
    start = ordered.attributes.get("start") or ""
    if _INTEGER.fullmatch(start):
        return int(start)
    return sum(each.tag == "li" for each in ordered.iter()) if "reversed" in ordered.attributes else 1


def _is_layout(row: "LexborNode") -> bool:
    table = row.parent
    while table is not None and table.tag != "table":
        table = table.parent
    return table is not None and table.attributes.get("role") in {"presentation", "none"}


def _is_note(node: "LexborNode") -> bool:
    """Return whether a raised element marks a note: it links to a place on the page, or its class says so."""
    link = node.css_first("a[href]") or (node.parent if node.parent is not None and node.parent.tag == "a" else None)
    if link is not None and (link.attributes.get("href") or "").startswith("#"):
        return True
    return bool(_NOTE.search(f"{node.attributes.get('class') or ''} {node.attributes.get('role') or ''}"))
