"""Write a collection as an Excel workbook, the format for editing records by hand."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from nmpolicy.errors import UnsupportedValueError
from nmpolicy.problems import Problem, Severity
from nmpolicy.records.collection import Collection
from nmpolicy.serialization.files import AnyPath
from nmpolicy.serialization.outputs import output_file
from nmpolicy.tables.cells import row_converter, text_converter
from nmpolicy.tables.extras import from_extra
from nmpolicy.tables.layout import COLLECTION, Table, layout
from nmpolicy.tables.rows import Row, collection_to_export, rows, with_progress
from nmpolicy.tables.xlsx_reader import MAX_ROWS, READ_ME, TERMS
from nmpolicy.tables.xlsx_sheets import Formats, describe_sheets, list_terms, prepare_sheet, row_height, set_widths
from nmpolicy.tables.xlsx_texts import MAX_TEXT, escape, utf16_length

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

#: A workbook has a date of creation. With a fixed one, the same collection makes the same bytes.
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001  # the format has no time zone


def write_xlsx(
    collection: Collection,
    path: AnyPath,
    *,
    include_private: bool = False,
    force: bool = False,
    progress: Callable[[int], object] | None = None,
) -> None:
    """Write a collection as an Excel workbook, to edit by hand and read with `read_xlsx`. It needs the extra `xlsx`.

    Each table of `layout` is a sheet, with its stored columns. Every cell is text, also those of new rows, so that a
    spreadsheet changes neither `2025-07` nor `007`. Cells for a term, or for the id of a record of one class, have a
    list to choose from. The names of columns have their descriptions as notes. A list is JSON, and an empty cell is an
    empty list, an empty text or no value. Two more sheets, `READ ME` and `terms`, explain the others, and are not read
    back.

    The file is written completely or not at all. If it exists, it is replaced only with `force`. Names of private
    individuals are withheld unless `include_private` is true. A workbook without some of them is a redacted copy, as
    `READ ME` says, and `read_xlsx` refuses it. `progress` is called with the number of rows written since the last
    call.

    Raises `UnsupportedValueError` with every text that is too long for a cell, and every table that is too long for a
    sheet; `InvalidCollectionError` if records share an id, `OutputExistsError` if the file exists,
    `UnwritableFileError` if it cannot be written, and `MissingExtraError` if XlsxWriter is not installed.

    Terms: Office Open XML (ECMA-376), SpreadsheetML.

    >>> from tempfile import TemporaryDirectory
    >>> from nmpolicy.datasets import load_dataset
    >>> from nmpolicy.tables import read_xlsx
    >>> collection = load_dataset("albuquerque-immigrant-friendly-2025")
    >>> with TemporaryDirectory() as folder:
    ...     write_xlsx(collection, f"{folder}/albuquerque.xlsx", include_private=True)
    ...     read_xlsx(f"{folder}/albuquerque.xlsx") == collection
    True

    .. versionadded:: 0.1
    """
    exported = collection_to_export(collection, include_private=include_private)
    found: list[Problem] = []
    with output_file(path, force=force) as unfinished, _workbook(unfinished) as workbook:
        formats = Formats(workbook)
        about = _add_sheet(workbook, READ_ME)
        sizes = {name: len(records) for name, records in exported.tables().items()}
        counts: dict[str, int] = {}
        for table in layout():
            sheet = _add_sheet(workbook, table.name)
            prepare_sheet(sheet, table, sizes, formats)
            counts[table.name] = _write_rows(
                sheet, table, with_progress(rows(exported, table), progress), formats, found
            )
        list_terms(_add_sheet(workbook, TERMS), formats)
        describe_sheets(about, exported, counts, formats)
        if found:
            raise UnsupportedValueError(tuple(found))


def _write_rows(sheet: "Worksheet", table: Table, source: Iterable[Row], formats: Formats, found: list[Problem]) -> int:
    """Write the rows of a table, and return their number. Texts that do not fit are added to `found`."""
    stored = table.stored
    texts = row_converter(table, text_converter)
    lengths = [0] * len(stored)
    number = 0
    for number, row in enumerate(source, 1):
        if number >= MAX_ROWS:
            found.append(_too_many_rows(table))
            break
        cells = ["" if value is None else _text(value) for value in texts(row)[: len(stored)]]
        if (height := row_height(cells)) is not None:
            sheet.set_row(number, height)
        for position, text in enumerate(cells):
            if not text:
                continue
            lengths[position] = max(lengths[position], len(text))
            if len(text) > MAX_TEXT // 2 and (length := utf16_length(text)) > MAX_TEXT:
                found.append(_too_long(table, row, stored[position].name, length))
            else:
                sheet.write_string(number, position, text)
    set_widths(sheet, table, lengths, number, formats)
    return number


def _text(value: Any) -> str:
    """Return a value as a plain text."""
    return str.__str__(value) if isinstance(value, str) else str(value)


def _too_long(table: Table, row: Row, field: str, length: int) -> Problem:
    id = "" if table.name == COLLECTION else row[0]
    record, _, place = id.partition("#")
    message = (
        f"the cell would have {length:,} characters, and Excel holds {MAX_TEXT:,}; shorten it, or use another format"
    )
    return Problem("NMP018", Severity.ERROR, f"{place}/{field}", message, record or None)


def _too_many_rows(table: Table) -> Problem:
    message = f"a sheet of Excel has {MAX_ROWS:,} rows, which are too few; export fewer records, or use another format"
    return Problem("NMP018", Severity.ERROR, f"/{table.name}", message)


@contextmanager
def _workbook(path: Path) -> Iterator["Workbook"]:
    """Give a workbook to fill, which is written at the end. Its temporary files are next to it."""
    with from_extra("xlsx"):
        from xlsxwriter import Workbook  # noqa: PLC0415
        from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415

    with _Output(path) as output:
        stream: Any = output  # as much of a file as `zipfile` needs
        workbook = Workbook(stream, {"constant_memory": True, "tmpdir": str(path.parent), "use_zip64": True})
        workbook.set_properties({"created": _CREATED})
        try:
            yield workbook
        finally:
            try:
                workbook.close()
            except FileCreateError as error:
                raise error.args[0] from error
            finally:
                _close_temporary_files(workbook)


def _close_temporary_files(workbook: "Workbook") -> None:
    """Close the files of sheets and their rows that XlsxWriter leaves open if it cannot write the workbook."""
    for sheet in workbook.worksheets():
        files: list[Any] = [sheet.row_data_fh, sheet.fh]  # they have no types
        for file in filter(None, files):
            with suppress(OSError):  # of a full disk
                file.close()


class _Output:
    """A file for XlsxWriter. If writing it fails once, it ignores all later writes.

    XlsxWriter leaves a ZIP file open when its disk is full. When that is deleted, it would fail again, where Python can
    only print a warning.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        self._failed = False

    def write(self, data: bytes) -> int:
        if not self._failed:
            try:
                self._file.write(data)
                self._file.flush()
            except OSError:
                self._failed = True
                raise
        return len(data)

    def tell(self) -> int:
        return 0 if self._failed else self._file.tell()

    def seek(self, offset: int, whence: int = 0) -> int:
        return 0 if self._failed else self._file.seek(offset, whence)

    def flush(self) -> None:
        """Do nothing, because each write is flushed."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        with suppress(OSError):
            self._file.close()
        self._failed = True


def _add_sheet(workbook: "Workbook", name: str) -> "Worksheet":
    sheet: Worksheet = workbook.add_worksheet(name, _sheet_class())
    return sheet


@cache
def _sheet_class() -> type["Worksheet"]:
    """Return a class of worksheets in which every text comes back exactly.

    XlsxWriter misses two escapes: `_x0041_x0042_`, and `_x0041` before a NUL, would come back as other texts. It also
    mistakes a text such as `<r>…</r>` for XML, and writes it unescaped.
    """
    from xlsxwriter.worksheet import Worksheet  # noqa: PLC0415

    class TextSheet(Worksheet):
        @staticmethod
        def _escape_control_characters(data: str) -> str:
            return escape(data)

        def _xml_rich_inline_string(self, string: str, attributes: Any = ()) -> None:
            self._xml_inline_string(string, True, attributes)  # noqa: FBT003  # it keeps blanks at the ends

    return TextSheet
