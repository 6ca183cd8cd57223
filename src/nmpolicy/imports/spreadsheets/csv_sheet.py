"""The table in a CSV file that people made: which row is its header, and the rows below it."""

from collections.abc import Iterable, Sequence
from itertools import islice

from attrs import frozen

from nmpolicy.errors import UnreadableDocumentError
from nmpolicy.imports.spreadsheets.csv_text import CsvText, Row
from nmpolicy.problems import Problem, Severity

_SEARCHED = 100  # rows in which the header must be
_MAX_COLUMNS = 16_384  # as in Excel
_MAX_CELLS = 50_000_000  # with the empty ones at the end of a row, of which one long row could make billions


@frozen
class Sheet:
    """The table in a CSV file: its header, and its rows that have any content."""

    csv: CsvText
    header: tuple[str, ...]
    """The names of the columns, each different; one without a name has the name `column` and its position."""
    header_row: int
    """The number of the row that is the header."""
    above: tuple[str, ...]
    """The texts in the rows above the header, such as a title."""
    rows: tuple[Row, ...]
    """The rows below the header, as long as the header."""
    repeated_headers: int
    """The number of rows that only repeat the header."""
    long_rows: frozenset[int]
    """The numbers of the rows with more cells than the header."""


def read_sheet(text: CsvText, wanted: Iterable[str] = ()) -> Sheet:
    """Find the header, and read the rows below it. The header is the first row that has all wanted columns.

    If there is none, or no column is wanted, it is the first row that is as wide as most are.

    Raises `UnreadableDocumentError` if a quotation mark is missing or too many, or if the table is too large.
    """
    names = {plain_name(each) for each in wanted}
    delimiter, position = next(
        (
            (delimiter, position)
            for delimiter in text.delimiters
            for position, (_, cells) in enumerate(text.rows(delimiter, _SEARCHED))
            if names and names <= {*_names(cells, len(cells))}
        ),
        (text.delimiters[0], None),
    )
    if position is None:
        position = _likely_header([cells for _, cells in text.rows(delimiter, _SEARCHED)])
    rows = text.rows(delimiter)
    above = tuple(" ".join(filter(None, cells)) for _, cells in islice(rows, position))
    number, first = next(rows, (text.first_row, []))
    width, widest = _width(first), number
    found: list[Row] = []
    repeated, long_rows = 0, list[int]()
    for row, cells in rows:
        if cells == first:
            repeated += 1
            continue
        if any(cells[len(first) :]):
            long_rows.append(row)
        found.append((row, cells))
        if _width(cells) > width:
            width, widest = _width(cells), row
    if width > _MAX_COLUMNS or width * len(found) > _MAX_CELLS:
        message = (
            f"row {widest:,} has {width:,} columns; a table may have {_MAX_COLUMNS:,} columns, and {_MAX_CELLS:,} cells in"
            " all. Remove what is beside the table, or split it"
        )
        raise UnreadableDocumentError((Problem("NMP001", Severity.ERROR, "", message),), text.name)
    padded = tuple((row, (*cells[:width], *[""] * (width - len(cells)))) for row, cells in found)
    return Sheet(text, _names(first, width), number, above, padded, repeated, frozenset(long_rows))


def _width(cells: Sequence[str]) -> int:
    """Return the number of cells up to the last that has content."""
    return max((index for index, cell in enumerate(cells, 1) if cell), default=0)


def plain_name(name: str) -> str:
    """Return the name of a column without line breaks and repeated blanks."""
    return " ".join(name.split())


def _names(cells: Sequence[str], width: int) -> tuple[str, ...]:
    """Return a different name for each column."""
    found: dict[str, None] = {}
    given = {plain_name(cell) for cell in cells}
    counts: dict[str, int] = {}
    for position in range(width):
        name = plain_name(cells[position]) if position < len(cells) else ""
        name = name or f"column {position + 1}"
        unique = name
        while unique in found or (unique != name and unique in given):
            counts[name] = counts.get(name, 1) + 1
            unique = f"{name} ({counts[name]})"
        found[unique] = None
    return tuple(found)


def _likely_header(rows: Sequence[Sequence[str]]) -> int:
    """Return the position of the first row that has about as many cells with content as most rows have."""
    counts = [sum(map(bool, cells)) for cells in rows]
    usual = sorted(counts)[len(counts) // 2] if counts else 0
    return next((position for position, count in enumerate(counts) if count > 1 and count * 2 >= usual), 0)
