"""The looks of a workbook: headers with notes, lists to choose terms from, and two sheets that explain the others."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from math import ceil
from typing import TYPE_CHECKING, Any

from nmpolicy.problems import printable
from nmpolicy.records.collection import Collection
from nmpolicy.tables.cells import json_text
from nmpolicy.tables.descriptions import column_descriptions, table_description
from nmpolicy.tables.layout import COLLECTION, Column, Table, layout
from nmpolicy.tables.xlsx_reader import MAX_ROWS, TERMS, column_letters

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_NARROWEST, _WIDEST = 8, 66  # columns, in characters; a digest has 64
_MARGIN = 2  # characters
_LINE_LETTERS, _LINE_CAPITALS = 70, 58  # that fit in the widest column, whose width counts digits
_FILTER_BUTTON = 4  # characters that it takes
_MAX_TITLE = 200  # characters
_LINE = 15  # the height of a line in points
_MAX_LINES = 20  # of a row; the whole text of a cell is in the bar above the sheet
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
_READING = """\
Each sheet is a table: one row for each record, or for each part of a record, such as a milestone or a note. The names \
of the columns are the names of the fields; hold the pointer over one to read its meaning.
Gray headings are keys: the id of a row and, for a part, the record and the parent that hold it, and its number in the \
list. Blue headings are the other fields. Gray tabs are sheets without rows.
The last sheet, terms, has the terms that columns take, with their definitions. There, sources.kind is the column kind \
in the sheet sources.""".splitlines()
_EDITING = """\
Every cell is text, so 2025-05 stays a month and 007 keeps its zeros. If you paste from elsewhere, paste only the \
values, so that the cells stay text. Write dates as 2025, 2025-05 or 2025-07-21, and lists as ["one", "two"].
To add a record, add a row with a new id. To add a part, add a row with the id of its record as its parent, and leave \
its own id and number empty. To delete one, delete the row, and the rows of its parts.
Do not rename sheets or columns. A sheet of your own is ignored if its name begins with x-.
When you are done, save the file as .xlsx and run: nmpolicy import xlsx FILE.xlsx -o FILE.json
Every problem is then reported with its sheet, row and column.""".splitlines()
_COLLECTION = "The collection itself, with its title. There is exactly one."
_WHOLE_USE = "A collection of nmpolicy records, to edit by hand."
_REDACTED_USE = "A redacted copy of a collection of nmpolicy records, to read and to share."
_REDACTED = (
    "The names of private individuals are withheld from this copy, so nmpolicy import refuses it. To edit the records"
    " and bring them back, export the complete collection with --include-private, and edit that workbook."
)


class Formats:
    """The formats of the cells of a workbook."""

    def __init__(self, workbook: "Workbook") -> None:
        """Add them to the workbook."""
        text = {"num_format": "@", "valign": "top"}
        header = {**text, "bold": True, "bottom": 1, "font_color": "#FFFFFF"}
        self.text: Format = workbook.add_format({**text, "text_wrap": True})
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
        sheet.set_column(position, position, None, formats.text)
        is_key = column.name == "id" or column in table.keys
        sheet.write_string(0, position, column.name, formats.key_header if is_key else formats.header)
        note = " ".join(_note(column, notes[column.name], is_part=bool(table.owners))).replace("`", "")
        lines = len(note) // _NOTE_CHARACTERS + 2
        sheet.write_comment(0, position, note, {"width": _NOTE_WIDTH, "height": lines * _NOTE_LINE, "author": ""})
        if choices := _choices(table, column, sizes):
            sheet.data_validation(1, position, MAX_ROWS - 1, position, choices)


def set_widths(sheet: "Worksheet", table: Table, lengths: Sequence[int], rows: int, formats: Formats) -> None:
    """Make the columns of a sheet as wide as their longest texts, within limits, and add a filter."""
    for position, (column, length) in enumerate(zip(table.stored, lengths, strict=True)):
        width = min(max(_NARROWEST, len(column.name) + _FILTER_BUTTON, length + _MARGIN), _WIDEST)
        sheet.set_column(position, position, width, formats.text)
    # Excel would mark each text that looks like a number with a green triangle.
    sheet.ignore_errors({"number_stored_as_text": f"A1:{column_letters(len(lengths) - 1)}{MAX_ROWS}"})
    sheet.autofilter(0, 0, rows, len(lengths) - 1)
    if not rows:
        sheet.set_tab_color("#BFBFBF")


def row_height(cells: Sequence[str]) -> int | None:
    """Return the height of a row in points; None if each of its texts fits in one line."""
    lines = 1
    for text in cells:
        if len(text) > _LINE_CAPITALS or "\n" in text:
            fit = _LINE_CAPITALS if text.isupper() else _LINE_LETTERS
            lines = max(lines, sum(ceil(len(line) / fit) or 1 for line in text.split("\n")))
    return None if lines == 1 else _LINE * min(lines, _MAX_LINES)


def _note(column: Column, description: str, *, is_part: bool) -> Iterator[str]:
    yield description
    if is_part and column.name in _KEY_NOTES:
        yield _KEY_NOTES[column.name]
    elif column.required:
        yield "An empty cell is an empty text." if column.type == "text" else "Required."
    if column.type in _TYPE_NOTES:
        yield _TYPE_NOTES[column.type]
    if column.many:
        yield _MANY_NOTE


def _choices(table: Table, column: Column, sizes: Mapping[str, int]) -> dict[str, Any]:
    """Return the list from which a cell is chosen; empty if there is none."""
    error, is_open = "Write TRUE or FALSE.", False
    source: Any = [*_TRUE_OR_FALSE]
    if column.terms is not None:
        # The list has lists of one term. A cell may have more.
        error, is_open = f"Choose a term from the list. The sheet {TERMS!r} has their definitions.", column.many
        _, first = _term_columns()[_column_name(table, column)]
        source = _area(TERMS, "C" if column.many else "B", first, first + len(column.terms) - 1)
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
def _term_columns() -> Mapping[str, tuple[Column, int]]:
    """Return each column that takes terms, and the row of its first one in the sheet of terms, counted from 1."""
    found: dict[str, tuple[Column, int]] = {}
    row = 2
    for table in layout():
        for column in table.stored:
            if column.terms is not None:
                found[_column_name(table, column)] = (column, row)
                row += len(column.terms)
    return found


def _column_name(table: Table, column: Column) -> str:
    return f"{table.name}.{column.name}"


def list_terms(sheet: "Worksheet", formats: Formats) -> None:
    """Write the terms of each column that takes them, with their definitions."""
    headings = {"column": 36, "term": 30, "as a list": 34, "definition": 90}
    for position, (name, width) in enumerate(headings.items()):
        sheet.set_column(position, position, width, formats.prose)
        sheet.write_string(0, position, name, formats.header)
    row = 0
    for name, (column, _) in _term_columns().items():
        for term in column.terms or ():
            row += 1
            in_list = json_text([term]) if column.many else ""
            for position, text in enumerate((name, str(term), in_list, term.definition)):
                sheet.write_string(row, position, text)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, row, len(headings) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.protect("", {"autofilter": True})


def describe_sheets(sheet: "Worksheet", collection: Collection, counts: Mapping[str, int], formats: Formats) -> None:
    """Write the sheet that explains the workbook, its sheets, and how to edit it."""
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 8)
    sheet.set_column(2, 2, 90)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 1)
    sheet.set_row(0, 2 * _LINE)
    sheet.write_string(0, 0, printable(collection.title[:_MAX_TITLE]) or collection.id, formats.title)
    sheet.write_string(1, 0, _REDACTED_USE if collection.redacted else _WHOLE_USE)
    row = 3
    for text in (_REDACTED, *_READING) if collection.redacted else (*_READING, *_EDITING):
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
