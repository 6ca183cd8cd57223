"""Advice on files that are not JSON, by their kind."""

from nmpolicy.plain_text.detection import DocumentKind, TextKind, file_kind

_CSV = "`nmpolicy import csv`, which drafts a mapping of its columns with --draft"
_ADVICE: dict[DocumentKind | TextKind, str] = {
    DocumentKind.HTML: "download the data itself, not a page that shows it",
    DocumentKind.SPREADSHEET: (
        f"`nmpolicy import xlsx` reads a workbook that was exported; save any other as CSV, and import that with {_CSV}"
    ),
    DocumentKind.SQLITE: "`nmpolicy import sqlite` reads one that was exported",
    DocumentKind.ARCHIVE: "decompress it, or, if gzip made it, give its file a name that ends in .gz",
    TextKind.CSV: f"import it with {_CSV}",
    TextKind.EMPTY: "download or save it again",
}
#: The kinds of files that may be JSON with a mistake in it.
_MAY_BE_JSON = frozenset({DocumentKind.BINARY, TextKind.JSON, TextKind.TEXT})


def other_kind(data: bytes, wanted: str) -> str:
    """Return a message about the kind of a file that is not JSON, with advice; an empty text if it may be JSON.

    >>> other_kind(b"<!doctype html><p>Not found", "a collection")
    'this is an HTML page, not a collection; download the data itself, not a page that shows it'
    """
    kind = file_kind(data)
    if kind in _MAY_BE_JSON:
        return ""
    return f"this is {kind.phrase}, not {wanted}; {_ADVICE.get(kind, 'name a file of JSON')}"
