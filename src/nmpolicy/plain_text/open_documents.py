"""Read the plain text of an OpenDocument text (.odt)."""

from collections.abc import Callable  # noqa: TC003  # annotations are real here
from xml.etree.ElementTree import Element  # only holds elements

from nmpolicy.errors import ExtractionError
from nmpolicy.plain_text.block_writer import BlockWriter
from nmpolicy.plain_text.marks import lowered, raised
from nmpolicy.plain_text.office_xml import OfficeFile, integer
from nmpolicy.plain_text.omissions import OmissionLog
from nmpolicy.plain_text.open_lists import OpenLists

_LEFT_OUT = {"annotation": "comments", "tracked-changes": "deleted text (tracked changes)"}
_HIDDEN = frozenset(("hidden-text", "hidden-paragraph"))
#: Elements that describe the text and are not part of it.
_SKIPPED = frozenset(
    [
        "alphabetical-index-source",
        "bibliography-source",
        "desc",
        "forms",
        "illustration-index-source",
        "object-index-source",
        "sequence-decls",
        "table-column",
        "table-index-source",
        "table-of-content-source",
        "title",
        "user-field-decls",
        "user-index-source",
        "variable-decls",
        "dde-connection-decls",
    ]
)
_MAX_SPACES = 100  # a count beyond that is damage, or an attack
_MAX_REPEATED = 100  # cells, as above


def open_document_blocks(data: bytes, log: OmissionLog) -> tuple[list[str], list[str]]:
    """Return the paragraphs of an OpenDocument text, its notes last, and notices about it.

    Raises `ExtractionError` if the file is damaged or has a password.
    """
    file = OfficeFile(data)
    if next(file.root("META-INF/manifest.xml").iter("encryption-data"), None) is not None:
        raise ExtractionError("it has a password; open it in LibreOffice, save it without one, and try that file")
    content, styles = file.root("content.xml"), file.root("styles.xml")
    reader = _OpenReader(content, styles, log)
    for body in content.iter("text"):
        reader.read(body)
        break
    for what, tag in (("page headers", "header"), ("page footers", "footer")):
        for element in styles.iter(tag):
            if (text := " ".join("".join(each.itertext()) for each in element.iter("p"))).strip():
                log.add(what, text)
    return reader.finished(), reader.notices()


class _OpenReader:
    """Walks through the elements of a text, and writes their text. `office_xml` limits their depth."""

    def __init__(self, content: Element, styles: Element, log: OmissionLog) -> None:
        self._log = log
        self._writer = BlockWriter()
        self._notes: list[str] = []
        self._boxes: list[Element] = []
        self._struck: dict[str, None] = {}
        self._lists = OpenLists((styles, content))
        self._properties: dict[str | None, Element | None] = {
            each.get("name"): each.find("text-properties")
            for root in (styles, content)
            for each in root.iter("style")
            if each.get("family") == "text"
        }
        self._handlers: dict[str, Callable[[Element], None]] = {
            "p": self._paragraph,
            "h": self._heading,
            "list": self._list,
            "table-row": self._row,
            "span": self._span,
            "note": self._note,
            "text-box": self._boxes.append,
            "section": self._section,
            "tab": lambda _: self._writer.write("\t", keep_spaces=True),
            "line-break": lambda _: self._writer.break_line(),
            "s": self._spaces,
            "image": lambda _: self._log.add("pictures"),
            "covered-table-cell": self._cell,
            "table-cell": self._cell,
        }

    def read(self, element: Element) -> None:
        """Write the text of an element's children, and the text between them."""
        for child in element:
            tag = child.tag
            if tag in self._handlers:
                self._handlers[tag](child)
            elif tag in _LEFT_OUT or tag in _HIDDEN:
                text = child.get("string-value") or " ".join(child.itertext())
                self._log.add(_LEFT_OUT.get(tag, "hidden text"), text)
            elif tag not in _SKIPPED:
                self._writer.write(child.text or "")
                self.read(child)
            self._writer.write(child.tail or "")

    def finished(self) -> list[str]:
        """Return all paragraphs, those of the notes last."""
        self._writer.end_block()
        return [*self._writer.blocks, *self._notes]

    def notices(self) -> list[str]:
        """Return what a reader of the text should know."""
        shown = "; ".join(f"“{each}”" for each in [*self._struck][:5])
        return [f"struck-through words are part of the text like any others: {shown}"] if shown else []

    def _paragraph(self, paragraph: Element) -> None:
        self._writer.end_block()
        self._writer.write(paragraph.text or "")
        self.read(paragraph)
        self._writer.end_block()
        boxes, self._boxes[:] = [*self._boxes], []
        for box in boxes:  # a text box floats beside its paragraph
            self.read(box)

    def _heading(self, heading: Element) -> None:
        self._writer.start_item(self._lists.heading_mark(heading))
        self._paragraph(heading)
        self._writer.end_item()

    def _list(self, element: Element) -> None:
        self._lists.start(element)
        for item in element:
            numbered = item.tag == "list-item"
            self._writer.start_item(self._lists.mark(item) if numbered else "")
            self.read(item)
            self._writer.end_item()
        self._lists.end()

    def _row(self, row: Element) -> None:
        self._writer.start_row()
        self.read(row)
        self._writer.end_row()

    def _cell(self, cell: Element) -> None:
        for _ in range(max(1, min(integer(cell.get("number-columns-repeated"), 1), _MAX_REPEATED))):
            self._writer.start_cell()
            self.read(cell)
            self._writer.end_cell()

    def _section(self, section: Element) -> None:
        if section.get("display") == "none":
            self._log.add("hidden text", " ".join(section.itertext()))
        else:
            self.read(section)

    def _spaces(self, element: Element) -> None:
        self._writer.write(" " * min(integer(element.get("c"), 1), _MAX_SPACES), keep_spaces=True)

    def _span(self, span: Element) -> None:
        properties = self._properties.get(span.get("style-name"))
        settings = {} if properties is None else properties.attrib
        if settings.get("display") == "none":
            self._log.add("hidden text", "".join(span.itertext()))
            return
        outer, self._writer = self._writer, BlockWriter()
        self._writer.write(span.text or "")
        self.read(span)
        inner, self._writer = self._writer, outer
        text = inner.pending
        if settings.get("text-line-through-style", "none") != "none":
            self._struck[" ".join(text.split())[:60]] = None
        position = settings.get("text-position", "").split(" ")[0]
        if position.startswith(("sub", "-")):
            text = lowered(text)
        elif position.startswith("super") or position.rstrip("%").strip("0"):
            text = raised(text)
        self._writer.write(text, keep_spaces=True)

    def _note(self, note: Element) -> None:
        mark = raised("".join(each.text or "" for each in note.iter("note-citation")), is_note=True)
        self._writer.write(mark)
        outer, self._writer = self._writer, BlockWriter()
        self._writer.start_item(mark)
        for body in note.iter("note-body"):
            self.read(body)
        self._writer.end_item()
        inner, self._writer = self._writer, outer
        self._notes += inner.blocks
