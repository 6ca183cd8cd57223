"""Files of several kinds, written by hand, so that a test knows each byte and each position."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

FORM_FIELD = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/V(Ada)/Rect[72 500 300 520]/DA(/F1 11 Tf)/AP<</N %d 0 R>>>>"


def at(x: float, y: float, text: str, size: float = 11, turn: str = "1 0 0 1") -> str:
    """Text at a position of a page, in Helvetica, as an operator of a PDF file."""
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F1 {size} Tf {turn} {x} {y} Tm ({escaped}) Tj ET\n"


def lines_at(x: float, y: float, *lines: str, size: float = 11, leading: float = 14) -> str:
    """Lines below each other."""
    return "".join(at(x, y - leading * index, line, size) for index, line in enumerate(lines))


def with_raised(x: float, y: float, *pieces: str, rise: float = 4) -> str:
    """A line whose second, fourth ... pieces are small and raised."""
    shown = (f"/F1 {7 if n % 2 else 11} Tf {rise if n % 2 else 0} Ts ({piece}) Tj " for n, piece in enumerate(pieces))
    return f"BT 1 0 0 1 {x} {y} Tm {''.join(shown)}0 Ts ET\n"


def pdf(*pages: str, rotate: int = 0, unicode: Mapping[int, str] | None = None, field: bool = False) -> bytes:
    """Return a PDF file with some pages, whose font may map codes to other characters."""
    parts: list[bytes] = []

    def add(part: bytes) -> int:
        parts.append(part)
        return len(parts)

    def stream(content: bytes, entries: bytes = b"") -> int:
        return add(b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content))

    mapped = b""
    if unicode:
        rows = "".join(f"<{code:02x}> <{char.encode('utf-16-be').hex()}>\n" for code, char in unicode.items())
        table = f"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange {len(unicode)} beginbfchar\n{rows}endbfchar endcmap end"
        mapped = b"/ToUnicode %d 0 R" % stream(table.encode())
    font = add(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding%s>>" % mapped)
    tree = len(parts) + 2 * len(pages) + 1
    kids = []
    for page in pages:
        content = stream(page.encode("cp1252"))
        kids.append(
            add(
                b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 612 792]/Rotate %d/Resources<</Font<</F1 %d 0 R>>>>/Contents %d 0 R%s>>"
                % (tree, rotate, font, content, b"/Annots[%d 0 R]" % (tree + 2) if field else b"")
            )
        )
    add(b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids)))
    form = b"/AcroForm<</Fields[%d 0 R]/DR<</Font<</F1 %d 0 R>>>>>>" % (tree + 2, font) if field else b""
    root = add(b"<</Type/Catalog/Pages %d 0 R%s>>" % (tree, form))
    if field:
        add(FORM_FIELD % (tree + 3))
        resources = b"/Type/XObject/Subtype/Form/BBox[0 0 228 20]/Resources<</Font<</F1 %d 0 R>>>>" % font
        stream(b"/Tx BMC BT /F1 11 Tf 2 6 Td (Ada) Tj ET EMC", resources)
    return _file(parts, root)


def _file(parts: Sequence[bytes], root: int) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, part in enumerate(parts, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return bytes(out + b"trailer<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(parts) + 1, root, start))


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a ZIP file of some parts."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


WORD = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
OPEN = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:fo="urn:fo" xmlns:draw="urn:draw"'
    ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
)


def docx(body: str, **parts: str) -> bytes:
    """Return a Word document with a body, and the content of other parts by name."""
    roots = {"footnotes": "footnotes", "endnotes": "endnotes", "numbering": "numbering", "styles": "styles"}
    roots |= {"comments": "comments", "header1": "hdr", "footer1": "ftr"}
    named = {f"word/{name}.xml": f"<w:{roots[name]} {WORD}>{text}</w:{roots[name]}>" for name, text in parts.items()}
    return zipped({"word/document.xml": f"<w:document {WORD}><w:body>{body}</w:body></w:document>", **named})


def odt(body: str, *, styles: str = "", master: str = "", manifest: str = "") -> bytes:
    """Return an OpenDocument text with a body."""
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {OPEN}><office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
            "styles.xml": f"<office:document-styles {OPEN}>{master}</office:document-styles>",
            "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
        }
    )
