"""The rows of a CSV file that people made: its encoding, its delimiter, and its quotation marks."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from attrs import frozen

from nmpolicy.byte_limit import MAX_BYTES
from nmpolicy.errors import UnreadableDocumentError
from nmpolicy.imports.input_files import Input, input_bytes, input_name
from nmpolicy.plain_text.detection import DocumentKind, TextKind, file_kind
from nmpolicy.problems import Problem, Severity
from nmpolicy.tables.cell_problems import CellProblem
from nmpolicy.tables.csv_package import large_fields

WRONG_SHAPE = "NMP019"
_DELIMITERS = ",;\t|"
_SAMPLE = 100  # rows used to detect the delimiter
_MOST_TOLD = 20  # rows with wrong quotation marks
_WIDE = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8"))
#: As in browsers, the bytes that Windows-1252 does not use become control characters.
_WINDOWS_1252 = {byte: bytes([byte]).decode("cp1252", "ignore") or byte for byte in range(0x80, 0xA0)}
_DECLARED_DELIMITER = re.compile(r"\"?sep=(?P<delimiter>[,;\t|])\"?[;,\t|]*\r?\n", re.IGNORECASE)

#: A row: its number as a spreadsheet shows it, and its cells without blanks around them.
Row = tuple[int, Sequence[str]]


@frozen
class CsvText:
    """The text of a CSV file."""

    name: str
    """The name of the file, for problems."""
    text: str
    """Its text."""
    delimiters: Sequence[str]
    """The possible delimiters, the most probable one first."""
    first_row: int
    """The number of the first row: 2 if the line before it only names the delimiter."""
    problems: tuple[Problem, ...]
    """The doubts about its encoding."""

    def rows(self, delimiter: str, most: int | None = None) -> Iterator[Row]:
        """Yield the rows that are not blank. Rows with wrong quotation marks are left out.

        Raises `UnreadableDocumentError` at the end, with each of them, unless only some rows are asked for.
        """
        wrong: list[Problem] = []
        number = self.first_row - 1
        reader = csv.reader(_lines(self.text), delimiter=delimiter, strict=True)
        with large_fields():
            while most is None or number < most:
                number += 1
                try:
                    cells = [cell.strip() for cell in next(reader)]
                except StopIteration:
                    break
                except csv.Error as error:
                    wrong.append(cell_problem(WRONG_SHAPE, _explained(error), self.name, number, is_error=True))
                    continue
                if any(cells):
                    yield number, cells
        if wrong and most is None:
            raise UnreadableDocumentError(tuple(wrong[:_MOST_TOLD]), self.name)


def cell_problem(  # noqa: PLR0913  # a place has a file, a row and a column
    code: str,
    message: str,
    file: str,
    row: int | None = None,
    column: str = "",
    *,
    record: str | None = None,
    is_error: bool = False,
) -> CellProblem:
    """Return a problem in a cell or a row of a file."""
    severity = Severity.ERROR if is_error else Severity.WARNING
    return CellProblem(code, severity, "", message, record, file=file, row=row, field=column)


def read_csv_text(file: Input, encoding: str = "", max_bytes: int = MAX_BYTES) -> CsvText:
    """Read the text of a CSV file. Without an encoding, each line that is not UTF-8 is read as Windows-1252.

    Raises `UnreadableDocumentError` if the file cannot be read, is empty, or is not text.
    """
    name = input_name(file)
    text, problems = _decoded(input_bytes(file, max_bytes), name, encoding)
    declared = _DECLARED_DELIMITER.match(text)
    if declared:
        text = text[declared.end() :]
    if not text.strip(f'{_DELIMITERS}" \r\n\0'):
        raise _unreadable(name, "the file is empty")
    found = CsvText(name, text, _DELIMITERS, 2 if declared else 1, problems)
    ranked = [declared["delimiter"]] if declared else sorted(_DELIMITERS, key=lambda each: _score(found, each))
    return CsvText(name, text, ranked, found.first_row, problems)


def _score(found: CsvText, delimiter: str) -> tuple[int, int]:
    """Return a key that is lower the more rows a delimiter divides into the same number of cells."""
    widths = Counter(len(cells) for _, cells in found.rows(delimiter, _SAMPLE))
    rows, width = max(((rows, width) for width, rows in widths.items() if width > 1), default=(0, 0))
    return -rows, -width


def _decoded(data: bytes, name: str, encoding: str) -> tuple[str, tuple[Problem, ...]]:
    kind = file_kind(data)
    for mark, wide in _WIDE:
        if data.startswith(mark):
            data, encoding = data[len(mark) :], wide
            break
    if kind is DocumentKind.BINARY and not encoding:
        encoding = _unmarked_utf_16(data)
    if kind is DocumentKind.SPREADSHEET:
        raise _unreadable(name, "it is a workbook; save the sheet as CSV (in Excel: CSV UTF-8), and import that")
    if kind is TextKind.JSON:
        raise _unreadable(
            name, "it is a JSON file, not CSV; save the table as CSV (UTF-8), or use the import for its origin"
        )
    if kind is DocumentKind.SQLITE:
        raise _unreadable(name, "it is an SQLite database, not CSV; export the table as CSV (UTF-8), and import that")
    if isinstance(kind, DocumentKind) and kind is not DocumentKind.BINARY:  # a NUL in a table does no harm
        raise _unreadable(name, f"it is {kind.phrase}, not CSV; save the table as CSV (UTF-8), and import that")
    try:
        return data.decode(encoding or "utf-8"), ()
    except UnicodeError as error:
        if encoding:
            raise _unreadable(name, f"it is not {encoding}: {error}") from error
    return _mixed(data, name)


def _unmarked_utf_16(data: bytes) -> str:
    """Return the byte order of UTF-16 without a byte order mark: every other byte is zero."""
    start = data[:1000]
    if start.count(0) * 3 < len(start):
        return ""
    return "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"


def _mixed(data: bytes, name: str) -> tuple[str, tuple[Problem, ...]]:
    """Decode each line that is not UTF-8 as Windows-1252, and report these lines."""
    lines: list[str] = []
    others: list[int] = []
    for number, line in enumerate(data.split(b"\n"), 1):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            others.append(number)
            lines.append(line.decode("latin-1").translate(_WINDOWS_1252))
    count = (
        f"line {others[0]:,} is" if len(others) == 1 else f"{len(others):,} lines, the first is line {others[0]:,}, are"
    )
    message = (
        f"{count} not UTF-8, and read as Windows-1252; check the accents and quotation marks, or set `encoding` in the"
        " mapping"
    )
    return "\n".join(lines), (cell_problem("NMP002", message, name),)


def _unreadable(name: str, message: str) -> UnreadableDocumentError:
    return UnreadableDocumentError((Problem("NMP001", Severity.ERROR, "", message),), name)


def _explained(error: csv.Error) -> str:
    if "unexpected end" in str(error):
        return "a quotation mark opens a cell, and none closes it; add one, or double it if it belongs to the text"
    return "a cell goes on after its closing quotation mark; double each quotation mark that belongs to the text"


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of a text with their ends. Only CR and LF end a line, unlike in `str.splitlines`."""
    for found in re.finditer(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", text):
        yield found[0]
