"""Read the plain text of a PDF file."""

import unicodedata
from typing import TYPE_CHECKING

from nmpolicy.errors import ExtractionError
from nmpolicy.plain_text.block_writer import tidied
from nmpolicy.plain_text.column_order import in_reading_order
from nmpolicy.plain_text.hyphenation import Hyphenation
from nmpolicy.plain_text.omissions import OmissionLog
from nmpolicy.plain_text.pdf_lines import Line, page_lines
from nmpolicy.plain_text.pdf_notes import main_size, without_notes
from nmpolicy.plain_text.pdf_paragraphs import pdf_paragraphs
from nmpolicy.plain_text.running_lines import running_lines
from nmpolicy.plain_text.table_gaps import without_wide_spaces

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_MAX_LINES = 3_000_000  # some 60,000 pages, and 1 GB of memory
_SHOWN_PAGES = 10


def pdf_blocks(data: bytes, log: OmissionLog) -> tuple[list[str], list[str]]:
    """Return the paragraphs of a PDF file, its notes last, and notices about it.

    Raises `ExtractionError` if the file is damaged, has a password or no text, or is too large.
    """
    import pypdfium2  # noqa: PLC0415  # an extra
    from pypdfium2 import raw  # noqa: PLC0415  # an extra

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise ExtractionError(
                "it has a password; remove it with `qpdf --password=PASSWORD --decrypt FILE out.pdf`, and try that file"
            ) from error
        raise ExtractionError(
            f"it is damaged ({error}); download it again, or repair it with `qpdf FILE out.pdf`"
        ) from error
    try:
        return _blocks(document, log)
    finally:
        document.close()


def _blocks(document: "PdfDocument", log: OmissionLog) -> tuple[list[str], list[str]]:
    pages: list[list[Line]] = []
    notices: list[str] = []
    without_text: list[int] = []
    unknown = total = 0
    has_fields = document.get_formtype() > 0
    if has_fields:
        document.init_forms()
    for number in range(1, len(document) + 1):
        lines, unknown_here = _read_page(document, number, flatten=has_fields)
        unknown += unknown_here
        total += len(lines)
        if total > _MAX_LINES:
            raise ExtractionError(
                f"it has more than {_MAX_LINES:,} lines; split it with `qpdf --split-pages=1000 FILE out.pdf`"
            )
        pages.append(in_reading_order(lines))
        if not lines:
            without_text.append(number)
    if not total:
        raise ExtractionError(
            "it has no text, only pictures, as of a scan; recognize it with `ocrmypdf FILE out.pdf`, and try that file"
        )
    if without_text:
        shown = ", ".join(map(str, without_text[:_SHOWN_PAGES])) + (", …" if len(without_text) > _SHOWN_PAGES else "")
        which, scans = f"{len(without_text):,} pages have", "they are scans, recognize them"
        if len(without_text) == 1:
            which, scans = "1 page has", "it is a scan, recognize it"
        notices.append(
            f"{which} no text ({shown}); if {scans} with `ocrmypdf --skip-text FILE out.pdf`, and try that file"
        )
    if unknown:
        which = "1 character has" if unknown == 1 else f"{unknown:,} characters have"
        notices.append(f"{which} no Unicode value in the file; compare the text with the page")
    text, notes = _without_running_lines(pages, log)
    hyphenation = Hyphenation(line.text for line in (*text, *notes))
    blocks = [*pdf_paragraphs(text, hyphenation), *pdf_paragraphs(notes, hyphenation)]
    return [block for block in map(_cleaned, blocks) if block], notices


def _read_page(document: "PdfDocument", number: int, *, flatten: bool) -> tuple[list[Line], int]:
    import pypdfium2  # noqa: PLC0415  # an extra

    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError as error:
        raise ExtractionError(f"page {number:,} is damaged ({error}); repair it with `qpdf FILE out.pdf`") from error
    try:
        if flatten:  # what was typed into the fields of a form becomes text
            page.flatten()
            page.close()
            page = document[number - 1]
        return page_lines(page, number)
    finally:
        page.close()


def _without_running_lines(pages: list[list[Line]], log: OmissionLog) -> tuple[list[Line], list[Line]]:
    """Return the lines of the text and those of the notes, and log the headers and footers."""
    running = running_lines(pages)
    kept = [[line for line in page if line not in running] for page in pages]
    for line in sorted(running, key=lambda line: (line.page, -line.baseline)):
        log.add("page headers, footers and page numbers", line.text)
    size = main_size(line for page in kept for line in page)
    text: list[Line] = []
    notes: list[Line] = []
    for page in kept:
        text_here, notes_here = without_notes(page, size)
        text += text_here
        notes += notes_here
    return without_wide_spaces(text), without_wide_spaces(notes)


def _cleaned(block: str) -> str:
    """Return a paragraph with ligatures and presentation forms as letters, and without characters that show nothing."""
    letters = "".join(
        unicodedata.normalize("NFKC", char) if "\ufb00" <= char <= "\ufdff" or "\ufe70" <= char <= "\ufefc" else char
        for char in block
    )
    return tidied(letters).strip(" \t\n")
