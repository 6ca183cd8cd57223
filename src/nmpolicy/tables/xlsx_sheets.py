"""The looks of a workbook: headers with notes, lists to choose terms from, and two sheets that explain the others."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from math import ceil
from typing import TYPE_CHECKING, Any

from nmpolicy.problems import printable
from nmpolicy.records.collection import Collection
from nmpolicy.tables.cells import json_text
from nmpolicy.tables.descriptions import column_descriptions, table_description
from nmpolicy.tables.layout import COLLECTION, Column, Table, TermClass, layout
from nmpolicy.tables.xlsx_reader import MAX_ROWS, TERMS, column_letters

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_NARROWEST, _WIDEST = 8, 48  # columns, in characters
_WIDEST_TEXT, _WIDEST_KEY = 60, 30
_MARGIN = 2  # characters
_NARROW_LETTERS = 5  # more characters than the width in digits says fit in a line
_FILTER_BUTTON = 4  # characters that it takes
_MAX_TITLE = 200  # characters
_LINE = 15  # the height of a line in points
_MAX_LINES = 4  # of a row; the whole text of a cell is in the bar above the sheet
_ABOUT_LINE = 125  # characters of a line of the sheet that explains the others
_NOTE_WIDTH = 320  # pixels
_NOTE_LINE, _NOTE_CHARACTERS = 17, 50  # the height of a line of a note in pixels, and its characters
_KEY_NOTES = {
    "id": "In a new row, leave it empty. Only if the part has parts of its own, write any text that they can name as"
    " their parent.",
    "record": "In a new row, it may be empty.",
    "number": "In a new row, leave it empty to put the part last.",
}
_TYPE_NOTES = {
    "term": "Choose from the list.",
    "date": "Write 2025, 2025-05 or 2025-07-21, and add ~ if it is approximate or ? if it is uncertain.",
    "integer": "A whole number.",
    "boolean": "TRUE or FALSE.",
}
_MANY_NOTE = 'Several are a list: ["one", "two"].'
_TRUE_OR_FALSE = ("TRUE", "FALSE")
_ABOUT = """\
Each sheet is a table: one row for each record, or for each part of a record, such as a milestone or a note. The names \
of the columns are the names of the fields; hold the pointer over one to read what it is for.
Every cell is text, so 2025-05 stays a month and 007 keeps its zeros. If you paste from elsewhere, paste only the \
values, so that the cells stay text. Write dates as 2025, 2025-05 or 2025-07-21, and lists as ["one", "two"].
To add a record, add a row with a new id. To add a part, add a row with the id of its record as its parent, and leave \
its own id and number empty. To delete one, delete the row, and the rows of its parts.
Do not rename sheets or columns. A sheet of your own is ignored if its name begins with x-.
When you are done, save the file as .xlsx and run: nmpolicy import xlsx FILE.xlsx -o FILE.json
Every problem is then reported with its sheet, row and column.""".splitlines()
_COLLECTION = "The collection itself, with its title. There is exactly one."
_REDACTED = "The names of private individuals are withheld from this export, so it is not the whole collection."


class Formats:
    """The formats of the cells of a workbook."""

    def __init__(self, workbook: "Workbook") -> None:
        """Add them to the workbook."""
        text = {"num_format": "@", "valign": "top"}
        header = {**text, "bold": True, "bottom": 1, "font_color": "#FFFFFF"}
        self.text: Format = workbook.add_format(text)
        self.wrapped: Format = workbook.add_format({**text, "text_wrap": True})
        self.header: Format = workbook.add_format({**header, "bg_color": "#1F4E79"})
        self.key_header: Format = workbook.add_format({**header, "bg_color": "#595959"})
        self.title: Format = workbook.add_format({"bold": True, "font_size": 16})
        self.strong: Format = workbook.add_format({"bold": True, "valign": "top"})
        self.link: Format = workbook.add_format({"font_color": "#1F4E79", "underline": 1, "valign": "top"})
        self.count: Format = workbook.add_format({"align": "left", "valign": "top"})
        self.prose: Format = workbook.add_format({"text_wrap": True, "valign": "top"})


def prepare_sheet(sheet: "Worksheet", table: Table, sizes: Mapping[str, int], formats: Formats) -> None:
    """Write the header of a sheet, format its columns as text, and add lists to choose from.

    `sizes` has the number of records in each of their tables.
    """
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    notes = column_descriptions(table.name)
    for position, column in enumerate(table.stored):
        sheet.set_column(position, position, None, _column_format(column, formats))
        is_key = column.name == "id" or column in table.keys
        sheet.write_string(0, position, column.name, formats.key_header if is_key else formats.header)
        note = " ".join(_note(column, notes[column.name], is_part=bool(table.owners))).replace("`", "")
        lines = len(note) // _NOTE_CHARACTERS + 2
        sheet.write_comment(0, position, note, {"width": _NOTE_WIDTH, "height": lines * _NOTE_LINE, "author": ""})
        if choices := _choices(column, sizes):
            sheet.data_validation(1, position, MAX_ROWS - 1, position, choices)


def set_widths(sheet: "Worksheet", table: Table, lengths: Sequence[int], rows: int, formats: Formats) -> None:
    """Make the columns of a sheet as wide as their longest texts, within limits, and add a filter."""
    for position, (column, length) in enumerate(zip(table.stored, lengths, strict=True)):
        width = min(max(_NARROWEST, len(column.name) + _FILTER_BUTTON, length + _MARGIN), _widest(table, column))
        sheet.set_column(position, position, width, _column_format(column, formats))
    # Excel would mark each text that looks like a number with a green triangle.
    sheet.ignore_errors({"number_stored_as_text": f"A1:{column_letters(len(lengths) - 1)}{MAX_ROWS}"})
    sheet.autofilter(0, 0, rows, len(lengths) - 1)
    if not rows:
        sheet.set_tab_color("#BFBFBF")


def row_height(table: Table, cells: Sequence[str]) -> int | None:
    """Return the height of a row in points; None if each of its texts fits in one line."""
    lines = 1
    for column, text in zip(table.stored, cells, strict=True):
        if len(text) > _WIDEST - _MARGIN and _is_wrapped(column):
            lines = max(lines, ceil(len(text) / (_widest(table, column) + _NARROW_LETTERS)))
    return None if lines == 1 else _LINE * min(lines, _MAX_LINES)


def _widest(table: Table, column: Column) -> int:
    if column in table.keys:  # they say nearly the same three times
        return _WIDEST_KEY
    return _WIDEST_TEXT if column.type == "text" else _WIDEST


def _is_wrapped(column: Column) -> bool:
    return column.type == "text" or column.many


def _column_format(column: Column, formats: Formats) -> "Format":
    return formats.wrapped if _is_wrapped(column) else formats.text


def _note(column: Column, description: str, *, is_part: bool) -> Iterator[str]:
    yield description
    if is_part and column.name in _KEY_NOTES:
        yield _KEY_NOTES[column.name]
    elif column.required:
        yield "Required."
    if column.type in _TYPE_NOTES:
        yield _TYPE_NOTES[column.type]
    if column.many:
        yield _MANY_NOTE


def _choices(column: Column, sizes: Mapping[str, int]) -> dict[str, Any]:
    """Return the list from which a cell is chosen; empty if there is none."""
    error, is_open = "Write TRUE or FALSE.", False
    source: Any = [*_TRUE_OR_FALSE]
    if column.terms is not None:
        # The list has lists of one term. A cell may have more.
        error, is_open = f"Choose a term from the list. The sheet {TERMS!r} has their definitions.", column.many
        first, last = _term_rows()[column.terms]
        source = _area(TERMS, "C" if column.many else "B", first, last)
    elif len(column.tables) == 1 and not column.many and sizes[column.tables[0]]:
        # Ids that are added later are not in the list.
        error, is_open = "", True
        source = _area(column.tables[0], "A", 2, sizes[column.tables[0]] + 1)
    elif column.type != "boolean":
        return {}
    return {
        "validate": "list",
        "source": source,
        "error_title": "Not in the list",
        "error_message": error,
        "show_error": not is_open,
    }


def _area(sheet: str, column: str, first: int, last: int) -> str:
    return f"={sheet}!${column}${first}:${column}${last}"


@cache
def _term_rows() -> Mapping[TermClass, tuple[int, int]]:
    """Return the first and the last row of each vocabulary in the sheet of terms, counted from 1."""
    found: dict[TermClass, tuple[int, int]] = {}
    row = 2
    for table in layout():
        for column in table.stored:
            if column.terms is not None and column.terms not in found:
                found[column.terms] = (row, row + len(column.terms) - 1)
                row += len(column.terms)
    return found


def list_terms(sheet: "Worksheet", formats: Formats) -> None:
    """Write the terms of every vocabulary, with their definitions."""
    for position, (name, width) in enumerate({"vocabulary": 26, "term": 30, "in a list": 34, "definition": 90}.items()):
        sheet.set_column(position, position, width, formats.prose)
        sheet.write_string(0, position, name, formats.header)
    for vocabulary, (first, _) in _term_rows().items():
        for row, term in enumerate(vocabulary, first - 1):
            for position, text in enumerate((vocabulary.__name__, str(term), json_text([term]), term.definition)):
                sheet.write_string(row, position, text)
    sheet.freeze_panes(1, 0)
    sheet.protect()


def describe_sheets(sheet: "Worksheet", collection: Collection, counts: Mapping[str, int], formats: Formats) -> None:
    """Write the sheet that says what the workbook is, how to edit it, and what its sheets hold."""
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 8)
    sheet.set_column(2, 2, 90)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_row(0, 2 * _LINE)
    sheet.write_string(0, 0, printable(collection.title[:_MAX_TITLE]) or collection.id, formats.title)
    sheet.write_string(1, 0, "A collection of nmpolicy records, to edit by hand.")
    row = 3
    for text in (*([_REDACTED] if collection.redacted else []), *_ABOUT):
        sheet.set_row(row, _LINE * (len(text) // _ABOUT_LINE + 1))
        sheet.merge_range(row, 0, row, 2, text, formats.prose)
        row += 1
    row += 1
    for position, text in enumerate(("Sheet", "Rows", "A row is")):
        sheet.write_string(row, position, text, formats.strong)
    for table in layout():
        row += 1
        sheet.write_url(row, 0, f"internal:'{table.name}'!A1", formats.link, table.name)
        sheet.write_number(row, 1, counts[table.name], formats.count)
        about = _COLLECTION if table.name == COLLECTION else table_description(table)
        sheet.write_string(row, 2, about.replace("`", ""), formats.prose)
    sheet.protect()
