"""Detect the kind of a file from its bytes alone."""

import csv
import re
from collections import Counter
from enum import StrEnum
from io import BytesIO
from zipfile import BadZipFile, ZipFile


class DocumentKind(StrEnum):
    """A kind of file that is not plain text. The value is its name in a sentence.

    .. versionadded:: 0.1
    """

    HTML = "HTML page"
    """A web page, in HTML or XHTML."""
    PDF = "PDF file"
    """A file in the Portable Document Format."""
    WORD = "Word document"
    """A document in Office Open XML (.docx)."""
    OPEN_DOCUMENT = "OpenDocument text"
    """A text in the OpenDocument format (.odt)."""
    RTF = "RTF file"
    """A document in the Rich Text Format."""
    OLD_OFFICE = "file of an old Office version (.doc, .xls, .ppt)"
    """A binary Office file (.doc, .xls, .ppt)."""
    ENCRYPTED_OFFICE = "Office file with a password"
    """An Office Open XML file that a password protects."""
    SPREADSHEET = "spreadsheet"
    """A workbook (.xlsx, .ods)."""
    PRESENTATION = "presentation"
    """Slides (.pptx, .odp)."""
    PAGES = "Pages document"
    """A document of Apple's word processor (.pages)."""
    BOOK = "EPUB book"
    """An electronic book (.epub)."""
    WEB_ARCHIVE = "web archive"
    """A page saved with its pictures in one file (.mhtml, .webarchive)."""
    XML = "XML file"
    """Any other document in XML."""
    IMAGE = "picture"
    """A photograph, scan or other picture."""
    SQLITE = "SQLite database"
    """A database of SQLite."""
    PARQUET = "Parquet file"
    """A table in the Parquet format."""
    ARCHIVE = "ZIP file or another archive"
    """A ZIP file, or another file that holds files."""
    BINARY = "file that is not text"
    """Any other file with bytes that do not occur in text."""

    @property
    def phrase(self) -> str:
        """The kind with its article, such as `an HTML page`."""
        return f"{'an' if self[0] in 'AEIO' or self[:3] in {'HTM', 'RTF', 'XML', 'SQL'} else 'a'} {self}"


class TextKind(StrEnum):
    """A kind of plain text. The value is the name of the file in a sentence.

    .. versionadded:: 0.1
    """

    EMPTY = "empty file"
    """Nothing, or only blanks."""
    JSON = "JSON file"
    """An object or a list in JSON, or JSON Lines."""
    CSV = "CSV file"
    """Rows of cells, with commas, semicolons, tabs or bars between them."""
    TEXT = "text file"
    """Any other text."""

    @property
    def phrase(self) -> str:
        """The kind with its article, such as `a CSV file`."""
        return f"{'an' if self is TextKind.EMPTY else 'a'} {self}"


_MAX_PEEK = 4096  # bytes in which a signature must be
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"\0\0\1\0", b"8BPS")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_BOXED_IMAGES = (b"WEBP", b"heic", b"heix", b"mif1", b"avif")
_DATABASES = {b"SQLite format 3\0": DocumentKind.SQLITE, b"PAR1": DocumentKind.PARQUET}
_ARCHIVES = (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ", b"BZh", b"\x28\xb5\x2f\xfd")
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
_BEFORE_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s|<!--.*?-->|<\?.*?\?>)*", re.DOTALL)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_FRAGMENT = re.compile(
    rb"<(?:article|blockquote|center|div|font|h[1-6]|header|main|meta|nav|ol|p|pre|section|span|table|title|ul)\b[^<>]*>",
    re.IGNORECASE,
)
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml\b")
_ELEMENT = re.compile(r"<[A-Za-z_][^<>]*>")
_JSON = re.compile(r"\{\s*[\"}]|\[\s*[\"\[{\]]")
_DELIMITERS = ",;\t|"
_SAMPLE = 20  # rows used to distinguish CSV from prose
_MHTML = re.compile(rb"\A(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?content-type:\s*multipart/related", re.IGNORECASE)
_OPEN_DOCUMENT_TYPE = "application/vnd.oasis.opendocument."


def document_kind(data: bytes) -> DocumentKind | None:
    """Return the kind of a file from its bytes, or None if it is plain text.

    The name of the file does not matter. Markdown that begins with an HTML tag is plain text, unless it ends with one.

    >>> document_kind(b"<!doctype html><p>The mayor signed it."), document_kind(b"The mayor signed it.")
    (<DocumentKind.HTML: 'HTML page'>, None)

    .. versionadded:: 0.1
    """
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(data)
    if data.startswith(_OLD_OFFICE):
        protected = "EncryptedPackage".encode("utf-16-le") in data
        return DocumentKind.ENCRYPTED_OFFICE if protected else DocumentKind.OLD_OFFICE
    if database := next((kind for start, kind in _DATABASES.items() if data.startswith(start)), None):
        return database
    for kind, found in (
        (DocumentKind.PDF, data.lstrip().startswith(b"%PDF-") or (b"%PDF-" in data[:1024] and b"endobj" in data)),
        (DocumentKind.RTF, data.startswith(b"{\\rtf")),
        (DocumentKind.IMAGE, data.startswith(_IMAGES) or data[8:12] in _BOXED_IMAGES),
        (DocumentKind.IMAGE, data[:2] == b"BM" and b"\0\0\0\0" in data[:10]),
        (DocumentKind.ARCHIVE, data.startswith(_ARCHIVES)),
        (DocumentKind.WEB_ARCHIVE, data.startswith(b"bplist00")),
        (DocumentKind.WEB_ARCHIVE, _MHTML.match(data[:_MAX_PEEK].replace(b"\r", b""))),
    ):
        if found:
            return kind
    return _kind_of_text(data)


def file_kind(data: bytes) -> DocumentKind | TextKind:
    r"""Return the kind of a file from its bytes, including plain text.

    >>> file_kind(b"Number,Title\n1,Noise\n"), file_kind(b" [{}]"), file_kind(b"The mayor, who signed it.")
    (<TextKind.CSV: 'CSV file'>, <TextKind.JSON: 'JSON file'>, <TextKind.TEXT: 'text file'>)

    .. versionadded:: 0.1
    """
    if kind := document_kind(data):
        return kind if data.strip(b"\0 \r\n\t") else TextKind.EMPTY
    wide = data.startswith(_BYTE_ORDER_MARKS)
    text = data[:_MAX_PEEK].decode("utf-16" if wide else "utf-8-sig", "replace").strip()
    if not text:
        return TextKind.TEXT if data[_MAX_PEEK:].strip() else TextKind.EMPTY
    if _JSON.match(text):
        return TextKind.JSON
    if _ELEMENT.match(text) and data.rstrip().endswith(b">"):
        return DocumentKind.XML
    return TextKind.CSV if any(_has_rows(text, delimiter) for delimiter in _DELIMITERS) else TextKind.TEXT


def _has_rows(text: str, delimiter: str) -> bool:
    """Return whether most of the first lines have equally many cells, at least two. JSON and programs have braces."""
    lines = [line for line in text.splitlines() if line.strip()][: _SAMPLE + 1]
    if len(lines) > _SAMPLE or len(text) >= _MAX_PEEK // 2:
        lines = lines[:-1] or lines  # the last one may be cut off
    if {"{", "}"} & {*text}:
        return False
    rows = [*csv.reader(lines, delimiter=delimiter)]
    if len(rows) == 1:  # a header, unless there are blanks as in prose
        return len(rows[0]) > 1 and not any(cell.startswith(" ") for cell in rows[0])
    widths = Counter(map(len, rows))
    return any(width > 1 and count > 1 and count * 2 > len(rows) for width, count in widths.items())


def _kind_of_text(data: bytes) -> DocumentKind | None:
    wide = data.startswith(_BYTE_ORDER_MARKS)  # UTF-16: every other byte may be zero
    start = data[:_MAX_PEEK].replace(b"\0", b"")[2:] if wide else data[:_MAX_PEEK]
    before = _BEFORE_MARKUP.match(start)
    markup = start[before.end() :] if before else start
    ends = data[-_MAX_PEEK:].replace(b"\0", b"").rstrip().endswith(b">")
    if _PAGE.match(markup) or (_FRAGMENT.match(markup) and ends):
        return DocumentKind.HTML
    if _XML.match(start):
        return DocumentKind.XML
    return DocumentKind.BINARY if b"\0" in data and not wide else None


def _kind_of_zip(data: bytes) -> DocumentKind:
    """Return the kind of a ZIP file from the names in it. Nothing is unpacked but a short declaration of the type."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            declared = ""
            if "mimetype" in names:
                with archive.open("mimetype") as file:
                    declared = file.read(100).decode("ascii", "replace").strip()
    except (BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        # Word and OpenDocument files are ZIP files; even a damaged one shows its intended kind.
        return DocumentKind.WORD if b"word/" in data else DocumentKind.ARCHIVE
    for kind, found in (
        (DocumentKind.WORD, "word/document.xml" in names),
        (DocumentKind.SPREADSHEET, any(name.startswith("xl/") for name in names)),
        (DocumentKind.PRESENTATION, any(name.startswith("ppt/") for name in names)),
        (DocumentKind.OPEN_DOCUMENT, declared.removesuffix("-template") == f"{_OPEN_DOCUMENT_TYPE}text"),
        (DocumentKind.SPREADSHEET, declared.startswith(f"{_OPEN_DOCUMENT_TYPE}spreadsheet")),
        (DocumentKind.PRESENTATION, declared.startswith(f"{_OPEN_DOCUMENT_TYPE}presentation")),
        (DocumentKind.BOOK, declared == "application/epub+zip"),
        (DocumentKind.PAGES, any(name.endswith(".iwa") for name in names)),
    ):
        if found:
            return kind
    return DocumentKind.ARCHIVE
