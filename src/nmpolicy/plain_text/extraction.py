"""Read the plain text of a file: an HTML page, a PDF file, a Word document, an OpenDocument text, or plain text."""

import errno
import os
from collections.abc import Mapping
from pathlib import Path

from attrs import frozen

from nmpolicy.byte_limit import MAX_BYTES, read_limited
from nmpolicy.errors import ExtractionError
from nmpolicy.installation import how_to_install
from nmpolicy.plain_text.detection import DocumentKind, document_kind
from nmpolicy.plain_text.html_pages import html_blocks
from nmpolicy.plain_text.omissions import Omission, OmissionLog
from nmpolicy.plain_text.open_documents import open_document_blocks
from nmpolicy.plain_text.pdf_files import pdf_blocks
from nmpolicy.plain_text.word_documents import word_blocks

_CONVERT = (
    "convert it with `soffice --headless --convert-to docx FILE`, which comes with LibreOffice, and try that file"
)
#: Advice for each kind of file that cannot be read.
_ADVICE: Mapping[DocumentKind, str] = {
    DocumentKind.RTF: _CONVERT,
    DocumentKind.OLD_OFFICE: _CONVERT,
    DocumentKind.ENCRYPTED_OFFICE: "open it with its password, save it without one, and try that file",
    DocumentKind.SPREADSHEET: "copy the cells that you need into a text file",
    DocumentKind.PRESENTATION: "export it as a PDF, and try that file",
    DocumentKind.PAGES: "export it from Pages as a PDF or a Word document, and try that file",
    DocumentKind.BOOK: "export it as a PDF, and try that file",
    DocumentKind.WEB_ARCHIVE: "save the page as “HTML only”, and try that file",
    DocumentKind.XML: "open it in the program that reads it, and save it as a web page or as text",
    DocumentKind.IMAGE: "make a PDF with its text, such as with `ocrmypdf --image-dpi 300 FILE out.pdf`, and try that file",
    DocumentKind.SQLITE: "name a text; a database has none",
    DocumentKind.PARQUET: "name a text; a table has none",
    DocumentKind.ARCHIVE: "unpack it, and name one of the files in it",
    DocumentKind.BINARY: "open it in the program that made it, and save it as a PDF or as text",
}
_NO_TEXT: Mapping[DocumentKind, str] = {
    DocumentKind.HTML: (
        "it has no text; try --whole-page (whole_page=True), or, if a script fills the page, save it from a browser"
    ),
    DocumentKind.PDF: (
        "it has no text but page headers and page numbers; if its pages are scans, recognize them with"
        " `ocrmypdf --redo-ocr FILE out.pdf`, and try that file"
    ),
}
_PAGE_SUFFIXES = frozenset((".htm", ".html", ".xhtml"))
_UTF_16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


@frozen
class ExtractedText:
    """The plain text of a file, and what it does not have.

    .. versionadded:: 0.1
    """

    text: str
    """The text: one paragraph a block, and a blank line between them. The text of a plain text file is unchanged."""
    kind: DocumentKind | None
    """The kind of the file; None if it is plain text."""
    omissions: tuple[Omission, ...] = ()
    """The parts of the file that were left out."""
    notices: tuple[str, ...] = ()
    """Sentences that warn a reader of the text."""


def extract_text(
    source: str | os.PathLike[str] | bytes, *, whole_page: bool = False, max_bytes: int = MAX_BYTES
) -> ExtractedText:
    r"""Return the plain text of a file, which is given by its path or as bytes.

    The content tells what kind of file it is; only a page without the usual tags at its start is known by its name. Of
    an HTML page that marks its main content with `<main>` or a single `<article>`, only that is kept, unless
    `whole_page` is true. Then navigation and hidden parts are kept, too.
    The running headers and the page numbers of a PDF file are left out, and its notes come last.

    >>> page = b"<nav>Home</nav><p>The mayor signed it<sup>1</sup> on<br>July 21.<p>It took effect."
    >>> found = extract_text(page + b"<table><tr><td>First<td>$500</table>")
    >>> found.text
    'The mayor signed it¹ on\nJuly 21.\n\nIt took effect.\n\nFirst\t$500\n'
    >>> print(*found.omissions)
    navigation (1): “Home”

    Raises `ExtractionError` if the file has no text, has more than `max_bytes` bytes, is damaged, protected or of a
    kind that cannot be read, or if the extra `text` is not installed; and `OSError` if there is no such file.

    .. versionadded:: 0.1
    """
    data = source if isinstance(source, bytes) else _read(Path(source), max_bytes)
    if not data or data.isspace():
        raise ExtractionError("it is empty; save or download it again")
    kind = document_kind(data)
    if kind is None and not isinstance(source, bytes) and Path(source).suffix.lower() in _PAGE_SUFFIXES:
        kind = DocumentKind.HTML
    if kind is None:
        return _plain_text(data)
    if (reason := refusal(kind)) is not None:
        raise ExtractionError(reason)
    log = OmissionLog()
    try:
        if kind is DocumentKind.HTML:
            blocks, notices = html_blocks(data, log, whole_page=whole_page)
        elif kind is DocumentKind.PDF:
            blocks, notices = pdf_blocks(data, log)
        elif kind is DocumentKind.WORD:
            blocks, notices = word_blocks(data, log)
        else:
            blocks, notices = open_document_blocks(data, log)
    except ModuleNotFoundError as error:
        raise ExtractionError(f"reading {kind.phrase} needs an extra; {how_to_install('text')}") from error
    if not blocks:
        raise ExtractionError(_NO_TEXT.get(kind, "it has no text"))
    return ExtractedText("\n\n".join(blocks) + "\n", kind, log.omissions, tuple(notices))


def _read(path: Path, max_bytes: int) -> bytes:
    with path.open("rb") as file:
        try:
            return read_limited(file, max_bytes)
        except OSError as error:
            if error.errno != errno.EFBIG:
                raise
            raise ExtractionError(str(error.strerror)) from error


def refusal(kind: DocumentKind) -> str | None:
    """Say why files of a kind cannot be read, and what to do; None if they can."""
    advice = _ADVICE.get(kind)
    return f"it is {kind.phrase}, which cannot be read; {advice}" if advice else None


def _plain_text(data: bytes) -> ExtractedText:
    encoding = _UTF_16.get(data[:2], "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ExtractionError(
            "it is plain text, but not in UTF-8; if it is Windows-1252, convert it with `iconv -f WINDOWS-1252 -t UTF-8`"
        ) from error
    notices = ["the file is plain text already, and was not changed"]
    if encoding != "utf-8":
        notices = ["the file is plain text in UTF-16; it was changed to UTF-8, and nothing else"]
        text = text.removeprefix("\ufeff")
    if (single := one_paragraph(text)) is not None:
        notices.append(single)
    return ExtractedText(text, None, notices=tuple(notices))


def one_paragraph(text: str) -> str | None:
    r"""Return a warning if several lines of a text are one paragraph, because no blank line is between them.

    >>> one_paragraph("The mayor signed it.\nIt took effect.")
    'the text has no blank lines, so it is one paragraph of 2 lines; put a blank line between paragraphs'
    """
    lines = [line.strip() for line in text.strip().splitlines()]
    if len(lines) < 2 or "" in lines:  # noqa: PLR2004  # one line is one paragraph
        return None
    return f"the text has no blank lines, so it is one paragraph of {len(lines):,} lines; put a blank line between paragraphs"
