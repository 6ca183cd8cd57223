"""Read the plain text of a Word document (.docx)."""

from collections.abc import Callable  # noqa: TC003  # annotations are real here
from xml.etree.ElementTree import Element  # only holds elements

from nmpolicy.plain_text.block_writer import BlockWriter
from nmpolicy.plain_text.list_numbers import number_text
from nmpolicy.plain_text.marks import lowered, raised
from nmpolicy.plain_text.office_xml import OfficeFile, value
from nmpolicy.plain_text.omissions import OmissionLog
from nmpolicy.plain_text.word_numbering import WordNumbering

_CHARACTERS = {"tab": "\t", "noBreakHyphen": "\u2011", "cr": "\n"}
_SKIPPED = frozenset(
    ["pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "instrText", "fldData", "numPr"]
)
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_DELETED = frozenset(("del", "moveFrom"))
_PICTURES = frozenset(("blip", "imagedata"))
_OFF = frozenset(("0", "false", "off"))


def word_blocks(data: bytes, log: OmissionLog) -> tuple[list[str], list[str]]:
    """Return the paragraphs of a Word document, its notes last, and notices about it."""
    file = OfficeFile(data)
    reader = _WordReader(file, log)
    reader.read(file.root("word/document.xml"))
    blocks = [*reader.blocks, *reader.notes()]
    for name in sorted(file.names):
        for what, start in (("page headers", "word/header"), ("page footers", "word/footer")):
            if name.startswith(start) and (text := _text(file.root(name))).strip():
                log.add(what, text)
    for comment in file.root("word/comments.xml").iter("comment"):
        log.add("comments", _text(comment))
    return blocks, reader.notices()


def _text(element: Element) -> str:
    """Return the text of an element without the instructions of its fields."""
    return " ".join("".join(piece.text or "" for piece in each.iter("t")) for each in element.iter("p"))


class _WordReader:
    """Walks through the elements of a document, and writes their text. `office_xml` limits their depth."""

    def __init__(self, file: OfficeFile, log: OmissionLog) -> None:
        self._log = log
        self._writer = BlockWriter()
        self._numbering = WordNumbering(file.root("word/numbering.xml"), file.root("word/styles.xml"))
        self._bodies = {
            kind: {each.get("id"): each for each in file.root(f"word/{kind}s.xml").iter(kind)}
            for kind in _NOTES.values()
        }
        self._cited: dict[str, list[tuple[str, str]]] = {kind: [] for kind in _NOTES.values()}
        self._boxes: list[Element] = []
        self._struck: dict[str, None] = {}
        self._symbols = 0
        self._handlers: dict[str, Callable[[Element], None]] = {
            "p": self._paragraph,
            "r": self._run,
            "tr": self._row,
            "tc": self._cell,
            "AlternateContent": self._alternative,
            "txbxContent": self._boxes.append,
        }

    @property
    def blocks(self) -> list[str]:
        """The paragraphs so far."""
        return self._writer.blocks

    def read(self, element: Element) -> None:
        """Write the text of an element."""
        for child in element:
            tag = child.tag
            if tag in self._handlers:
                self._handlers[tag](child)
            elif tag in _DELETED:
                self._log.add("deleted text (tracked changes)", "".join(child.itertext()))
            elif tag in _PICTURES:
                self._log.add("pictures")
            elif tag == "t":
                self._writer.write(child.text or "", keep_spaces=True)
            elif tag not in _SKIPPED:
                self.read(child)

    def notes(self) -> list[str]:
        """Return the paragraphs of the notes, in the order in which the text refers to them, with their marks."""
        notes: list[str] = []
        for kind, cited in self._cited.items():
            for id, mark in cited:  # a note may cite another one, which then comes after it
                body = self._bodies[kind].pop(id, None)  # once, even if notes cite each other
                self._writer = BlockWriter()
                self._writer.start_item(mark)
                if body is not None:
                    self.read(body)
                self._writer.end_item()
                notes += self._writer.blocks
        return notes

    def notices(self) -> list[str]:
        """Return what a reader of the text should know."""
        found = []
        if self._struck:
            shown = "; ".join(f"“{each}”" for each in [*self._struck][:5])
            found.append(f"struck-through words are part of the text like any others: {shown}")
        if self._symbols:
            which = (
                "1 character of a symbol font has"
                if self._symbols == 1
                else f"{self._symbols:,} characters of symbol fonts have"
            )
            found.append(f"{which} no Unicode value and became �")
        return found

    def _paragraph(self, paragraph: Element) -> None:
        self._writer.end_block()
        if mark := self._numbering.mark(paragraph):
            self._writer.start_item(mark)
        self.read(paragraph)
        if mark:
            self._writer.end_item()
        self._writer.end_block()
        boxes, self._boxes[:] = [*self._boxes], []
        for box in boxes:  # a text box floats beside its paragraph
            self.read(box)
            self._writer.end_block()

    def _row(self, row: Element) -> None:
        if row.find("trPr/del") is not None:
            self._log.add("deleted text (tracked changes)", _text(row))
            return
        self._writer.start_row()
        self.read(row)
        self._writer.end_row()

    def _cell(self, cell: Element) -> None:
        self._writer.start_cell()
        self.read(cell)
        self._writer.end_cell()

    def _alternative(self, element: Element) -> None:
        """Read the first choice: the others have the same text, for older programs."""
        for choice in element[:1]:
            self.read(choice)

    def _run(self, run: Element) -> None:
        properties = run.find("rPr")
        if _is_on(properties, "vanish"):
            self._log.add("hidden text", "".join(run.itertext()))
            return
        outer, self._writer = self._writer, BlockWriter()
        for child in run:
            self._run_part(child)
        inner, self._writer = self._writer, outer
        text = inner.pending
        if text.strip() and (_is_on(properties, "strike") or _is_on(properties, "dstrike")):
            self._struck[" ".join(text.split())[:60]] = None
        position = value(properties, "vertAlign")
        if position == "superscript":
            text = raised(text, is_note=any(child.tag in _NOTES for child in run))
        elif position == "subscript":
            text = lowered(text)
        self._writer.write(text, keep_spaces=True)

    def _run_part(self, part: Element) -> None:
        tag = part.tag
        if tag in _CHARACTERS:
            self._writer.write(_CHARACTERS[tag], keep_spaces=True)
        elif tag == "br":
            if part.get("type", "textWrapping") == "textWrapping":
                self._writer.break_line()
        elif tag == "sym":
            self._symbols += 1
            self._writer.write("\ufffd")
        elif tag in _NOTES:
            self._cite(_NOTES[tag], part)
        else:
            self.read(_wrapped(part))

    def _cite(self, kind: str, reference: Element) -> None:
        cited = self._cited[kind]
        own = reference.get("customMarkFollows", "0") not in _OFF
        mark = "" if own else number_text(len(cited) + 1, "1" if kind == "footnote" else "i")
        shown = raised(mark, is_note=True)
        cited.append((reference.get("id", ""), shown))
        self._writer.write(shown)


def _is_on(properties: Element | None, name: str) -> bool:
    found = None if properties is None else properties.find(name)
    return found is not None and found.get("val", "1") not in _OFF


def _wrapped(element: Element) -> Element:
    """Return an element that holds another one, so that both are read the same way."""
    outer = Element("part")
    outer.append(element)
    return outer
