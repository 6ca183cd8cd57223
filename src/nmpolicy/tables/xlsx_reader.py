"""Read a collection from an Excel workbook, as spreadsheet programs save it after an edit by hand."""

import os
import re
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from nmpolicy.byte_limit import MAX_BYTES
from nmpolicy.errors import InvalidDocumentError, InvalidTypeError
from nmpolicy.problems import Problem, Severity
from nmpolicy.records.collection import Collection
from nmpolicy.serialization.files import AnyPath, name_of, reading
from nmpolicy.serialization.json_format import Unknown
from nmpolicy.suggestions import closest_matches, did_you_mean
from nmpolicy.tables.assembly import assemble
from nmpolicy.tables.cell_problems import CellProblem
from nmpolicy.tables.layout import Column, Table, layout
from nmpolicy.tables.row_reader import TableInput
from nmpolicy.tables.xlsx_handlers import SheetRow, Value
from nmpolicy.tables.xlsx_parts import Workbook, unreadable

#: The rows of a sheet of Excel, with the header.
MAX_ROWS = 1_048_576
#: The sheets that explain the others. They are not read back.
ABOUT_SHEETS = READ_ME, TERMS = "READ ME", "terms"
#: The start of the name of a sheet that a user added for other purposes.
_OWN_PREFIX = "x-"
_WHOLE_NUMBER = re.compile(r"(-?[0-9]{1,16})(\.0+)?")
_AS_TEXT = "format the cell as text, and"
#: The value to write again, by the type of the column.
_MEANT = {
    "date": "the date, such as 2025, 2025-05 or 2025-07-21",
    "integer": "a whole number",
    "boolean": "TRUE or FALSE",
}


def read_xlsx(
    path: AnyPath, *, allow_redacted: bool = False, unknown: Unknown = "refuse", max_bytes: int = MAX_BYTES
) -> Collection:
    """Read a collection from a workbook that `write_xlsx` made, and that someone may have edited since.

    Rows without values are skipped. Rows can be in any order, hidden or filtered out. A cell holds the text that it
    shows, also where some of it is formatted. Spreadsheets turn what is typed into a cell that is not formatted as text
    into numbers, dates and truth values: a whole number is read if the column holds numbers, and TRUE or FALSE if it
    holds these. Sheets whose names begin with `x-` are not read, and neither are `READ ME` and `terms`.

    Raises `UnreadableDocumentError` if the file is not a workbook, is damaged, has a password, or has more than
    `max_bytes` bytes after unpacking; and `InvalidDocumentError` with every problem in its `problems`, each with its
    sheet, row and column: a formula, a date, an unknown column, and all that the tables of any other format can have.
    An export without the names of private individuals is refused unless `allow_redacted` is true. With
    `unknown="keep"`, `extra` may hold keys that do not begin with `x-`.

    >>> from tempfile import TemporaryDirectory
    >>> from nmpolicy.tables import write_xlsx
    >>> with TemporaryDirectory() as folder:
    ...     write_xlsx(Collection(id="demo", title="A demonstration"), f"{folder}/demo.xlsx")
    ...     read_xlsx(f"{folder}/demo.xlsx")
    <Collection demo, records: 0>

    .. versionadded:: 0.1
    """
    name = name_of(path)
    if os.path.isdir(path):  # noqa: PTH112  # in old versions of Python, its successor raises
        raise unreadable(name, "it is a folder; if it is an export to CSV, import it with nmpolicy import csv")
    with reading(path):
        file = Path(path).open("rb")  # noqa: SIM115  # only the errors of opening it are turned into ours
    with file:
        workbook = Workbook(file, name, max_bytes)
        if workbook.sheets.keys().isdisjoint(table.name for table in layout()):
            raise unreadable(
                name,
                "no sheet has the name of a table, so nmpolicy did not write it; save the sheet as CSV (UTF-8), and import"
                " that with nmpolicy import csv, which drafts a mapping of its columns with --draft",
            )
        found = [*_unknown_sheets(workbook)]
        tables = {table.name: _table_input(workbook, table, found) for table in layout()}
        try:
            collection = assemble(tables, name, allow_redacted=allow_redacted, unknown=unknown)
        except InvalidDocumentError as error:
            error.problems = (*found, *error.problems)
            raise
    if found:
        raise InvalidDocumentError(tuple(found), name)
    return collection


def _unknown_sheets(workbook: Workbook) -> Iterator[Problem]:
    """Yield a problem for each sheet that has values but is not a table: one that was renamed or copied, perhaps."""
    names = [table.name for table in layout()]
    for sheet in workbook.sheets:
        if sheet not in (*names, *ABOUT_SHEETS) and not sheet.startswith(_OWN_PREFIX) and any(workbook.rows(sheet)):
            hint = did_you_mean(closest_matches(sheet, names)) or "."
            own = f"Begin the name of a sheet of your own with {_OWN_PREFIX!r}"
            yield _problem(sheet, f"no table has the name of the sheet{hint} {own}")


def _table_input(workbook: Workbook, table: Table, found: list[Problem]) -> TableInput:
    name = _place(table.name)
    if table.name not in workbook.sheets:
        return TableInput(name, None, ())
    rows = workbook.rows(table.name)
    first = next(rows, None)
    if first is None or first[0] != 1:
        return TableInput(name, (), () if first is None else ((number, ()) for number, _ in chain([first], rows)))
    columns = {column.name: column for column in table.stored}
    # Columns without a name are left out.
    header = {position: cell if isinstance(cell, str) else cell.text for position, cell in sorted(first[1].items())}
    chosen = [(position, columns.get(title)) for position, title in header.items()]
    return TableInput(name, [*header.values()], _rows(rows, table.name, chosen, found))


def _rows(
    rows: Iterator[SheetRow], sheet: str, chosen: Sequence[tuple[int, Column | None]], found: list[Problem]
) -> Iterator[tuple[int, list[object]]]:
    """Yield the cells of each row in the columns that have a name. A value in any other column is a problem."""
    named = {position for position, _ in chosen}
    for number, cells in rows:
        if not named.issuperset(cells):
            for position in sorted(cells.keys() - named):
                message = (
                    "the cell has a value, but its column has no name in row 1; delete the value, or name the column"
                )
                found.append(_problem(sheet, message, number, column_letters(position)))
            if named.isdisjoint(cells):
                continue
        yield (
            number,
            [
                cell if isinstance(cell := cells.get(position, ""), str) else _read_value(cell, column)
                for position, column in chosen
            ],
        )


def _read_value(value: Value, column: Column | None) -> object:
    """Return the number or the text of a cell, or an error if the spreadsheet may have changed it."""
    kind = column.type if column and not column.many else ""
    if value.kind == "boolean" and kind == "boolean":
        return "TRUE" if value.text in {"1", "true"} else "FALSE"
    if value.kind == "number" and kind == "integer" and (whole := _WHOLE_NUMBER.fullmatch(value.text)):
        return int(whole[1])
    if value.kind == "date":
        day = value.text if kind == "date" else ""
        again = f"write {day}, or {day[:7]} if only the month is known" if day else "write the original value again"
        return InvalidTypeError(f"the spreadsheet turned this into a date; {_AS_TEXT} {again}")
    if value.kind == "formula":
        return InvalidTypeError("the cell has a formula; replace it with its value")
    shown = value.text[:20]
    if value.kind == "error":
        return InvalidTypeError(f"{shown} is the error of a formula; replace it with the value")
    made = f"the number {shown}" if value.kind == "number" else "TRUE or FALSE"
    return InvalidTypeError(f"the spreadsheet turned this into {made}; {_AS_TEXT} write {_MEANT.get(kind, 'it again')}")


def column_letters(position: int) -> str:
    """Return the name that spreadsheets show for a column, counted from 0.

    >>> column_letters(0), column_letters(27)
    ('A', 'AB')
    """
    letters = ""
    number = position + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _place(sheet: str) -> str:
    return f"sheet {sheet}"


def _problem(sheet: str, message: str, row: int | None = None, field: str = "") -> Problem:
    return CellProblem("NMP019", Severity.ERROR, "", message, file=_place(sheet), row=row, field=field)
