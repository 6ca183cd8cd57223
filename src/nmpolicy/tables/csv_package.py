"""A folder of CSV files, one for each table, that is a Tabular Data Package, and back.

The files are UTF-8. Lines end in LF, although RFC 4180 says CRLF: pandas, R, DuckDB, Excel and LibreOffice read both,
but grep, awk and git take the CR for the end of the last cell.
"""

import csv
import os
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from io import TextIOWrapper
from itertools import chain
from pathlib import Path
from typing import Any, TextIO

from nmpolicy.byte_limit import MAX_BYTES
from nmpolicy.errors import InvalidDocumentError, InvalidValueError, UnreadableDocumentError
from nmpolicy.problems import Problem
from nmpolicy.records.collection import Collection
from nmpolicy.serialization.files import AnyPath, name_of, open_binary, reading
from nmpolicy.serialization.json_format import Unknown
from nmpolicy.serialization.outputs import output_folder
from nmpolicy.suggestions import closest_matches
from nmpolicy.tables.assembly import REDACTED, assemble
from nmpolicy.tables.cells import row_converter, text_converter
from nmpolicy.tables.data_package import (
    DESCRIPTOR,
    file_name,
    package_json,
    read_descriptor,
    reading_file,
    unreadable,
)
from nmpolicy.tables.formulas import escape_formula, unescape_formula
from nmpolicy.tables.layout import COLLECTION, Column, Table, all_tables, layout
from nmpolicy.tables.row_reader import WRONG_SHAPE, TableInput, problem
from nmpolicy.tables.rows import Row, collection_to_export, rows, with_progress

_DELIMITERS = ",;\t"  # no column has one in its name
_LARGEST_FIELD = 2**27  # characters of a cell; the csv module needs four or eight bytes for each
_NOT_UTF_8 = re.compile("[\udc80-\udcff]")  # how Python's `surrogateescape` marks such a byte
_NOT_MARKED = (
    f"{DESCRIPTOR} says that this is a redacted copy, and the cell does not; write TRUE, or import an export that was"
    " made with --include-private"
)
_REWRITTEN = (
    "the line breaks in the text are CRLF, like those between rows, so git or an editor may have rewritten them; save"
    " the file with line breaks that are LF"
)
_SAVE_AS = "save the file as UTF-8 (in Excel: CSV UTF-8)"


def write_csv(  # noqa: PLR0913  # each is an option of the format
    collection: Collection,
    folder: AnyPath,
    *,
    include_private: bool = False,
    force: bool = False,
    raw: bool = False,
    bom: bool = False,
    progress: Callable[[int], object] | None = None,
) -> None:
    """Write a collection as a folder of CSV files with a `datapackage.json`, completely or not at all.

    The names of private individuals are withheld unless `include_private` is true. With `force`, an older export is
    replaced. A text that a spreadsheet would run as a formula begins with an apostrophe, which `read_csv` removes;
    with `raw`, texts are left as they are. With `bom`, each CSV file begins with a byte order mark, so that Excel
    recognizes UTF-8. `progress` is called with the number of rows written since its last call.

    Raises `InvalidCollectionError` if two records share an id, `OutputExistsError` if the folder exists and `force` is
    false, and `UnwritableFileError` if it cannot be written.

    >>> import nmpolicy as nm
    >>> from tempfile import TemporaryDirectory
    >>> collection = nm.Collection(id="demo", title="A demonstration").add(nm.Organization(id="city", name="A city"))
    >>> with TemporaryDirectory() as folder:
    ...     nm.tables.write_csv(collection, f"{folder}/tables")
    ...     print(Path(folder, "tables", "records.csv").read_text())
    ...     nm.tables.read_csv(f"{folder}/tables") == collection
    id,table,label
    city,organizations,A city
    <BLANKLINE>
    True

    Terms: Tabular Data Package (Frictionless Data).

    .. versionadded:: 0.1
    """
    exported = collection_to_export(collection, include_private=include_private)
    names = map(file_name, all_tables())
    with output_folder(folder, marker=DESCRIPTOR, names=names, force=force) as unfinished:
        for table in all_tables():
            path = unfinished / file_name(table)
            with path.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as file:
                _write_rows(file, table, with_progress(rows(exported, table), progress), raw=raw)
        (unfinished / DESCRIPTOR).write_bytes(package_json(exported, escaped=not raw))


def _write_rows(file: TextIO, table: Table, source: Iterable[Row], *, raw: bool) -> None:
    """Write the header and the rows of a table."""
    writer = csv.writer(_LineFeeds(file))
    writer.writerow([column.name for column in table.columns])
    writer.writerows(map(row_converter(table, text_converter if raw else _escaping_converter), source))


def _escaping_converter(column: Column) -> Callable[[Any], str] | None:
    """Return the function that turns the values of a column into texts that no spreadsheet runs."""
    if _can_be_formula(column):
        return lambda text: text and escape_formula(text)  # for speed: many texts are empty
    return text_converter(column)


def _can_be_formula(column: Column) -> bool:
    """Return whether a cell of the column could begin like a formula.

    The other ones hold ids, dates and numbers of a fixed form, or JSON, which begins with a bracket.
    """
    return column.type == "text" and not column.many


class _LineFeeds:
    """The file that a CSV writer writes its lines to. Each then ends in LF.

    The writer itself is left to end them in CRLF, because Python before 3.13 quotes a CR in a cell only then.
    """

    def __init__(self, file: TextIO) -> None:
        self._write = file.write

    def write(self, line: str) -> None:
        """Write a line."""
        self._write(f"{line[:-2]}\n")


def read_csv(
    folder: AnyPath, *, allow_redacted: bool = False, unknown: Unknown = "refuse", max_bytes: int = MAX_BYTES
) -> Collection:
    """Read a collection from a folder that `write_csv` wrote, edited or not.

    The columns of a file may be in any order, and may be separated by semicolons or tabs if the header is, too. An
    export without the names of private individuals is refused unless `allow_redacted` is true. With `unknown="keep"`,
    `extra` may hold keys that do not begin with `x-`.

    Raises `UnreadableDocumentError` if there is no such folder or it has no `datapackage.json`, and if a file is not
    UTF-8, has a quotation mark too many, or has more than `max_bytes` bytes; and `InvalidDocumentError` with every
    other problem by file, row and column, also if the table `collection` does not say that the export is redacted, and
    `datapackage.json` does.

    .. versionadded:: 0.1
    """
    path = name_of(folder)
    if os.path.isfile(path):  # noqa: PTH113  # in old versions of Python, its successor raises
        raise unreadable(Path(path), "NMP001", "this is one file; name the folder that holds all the tables")
    with reading(path):
        found = sorted(each.name for each in Path(path).iterdir())
    escaped, redacted = read_descriptor(Path(path), max_bytes)
    if foreign := [*_unknown_files(found)]:
        raise InvalidDocumentError(tuple(foreign), path)
    with large_fields(), ExitStack() as stack:
        tables = {table.name: _open_table(stack, path, table, max_bytes, escaped=escaped) for table in layout()}
        collection = assemble(tables, path, allow_redacted=allow_redacted, unknown=unknown)
    if redacted and not collection.redacted:
        contradiction = problem(REDACTED, _NOT_MARKED, tables[COLLECTION].name, field="redacted")
        raise InvalidDocumentError((contradiction,), path)
    return collection


def _unknown_files(found: Sequence[str]) -> Iterator[Problem]:
    """Yield a problem for each CSV file that belongs to no table: it may be a table with a wrong name."""
    known = {*map(file_name, all_tables())}
    missing = [name.removesuffix(".csv") for name in known.difference(found)]
    for name in found:
        if name.lower().endswith(".csv") and not name.startswith(".") and name not in known:
            similar = closest_matches(Path(name).stem.lower(), missing)
            hint = f"rename it to {similar[0]}.csv" if similar else "move it to another folder"
            yield problem(WRONG_SHAPE, f"no table has a file with this name; {hint}", name)


def _open_table(stack: ExitStack, folder: str, table: Table, max_bytes: int, *, escaped: bool) -> TableInput:
    """Open the file of a table, and read its header. Its rows are read when they are used."""
    name = file_name(table)
    path = Path(folder, name)
    if not path.exists():
        return TableInput(name, None, ())
    with reading_file(path):
        opened = stack.enter_context(open_binary(path, max_bytes))
        file = TextIOWrapper(opened, encoding="utf-8-sig", errors="surrogateescape", newline="")
        first = file.readline()
    delimiter = next((each for each in _DELIMITERS if each in first), ",")
    numbered = _numbered(path, csv.reader(_lines(chain([first], file)), delimiter=delimiter, strict=True))
    _, header = next(numbered, (1, []))
    texts = {column.name for column in table.stored if _can_be_formula(column)}
    positions = [position for position, column in enumerate(header) if column in texts]
    return TableInput(name, header, _checked(numbered, positions, escaped=escaped, crlf=first.endswith("\r\n")))


class _NotUTF8Error(csv.Error):
    """A line has a byte that is not UTF-8."""


def _lines(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines. Raises `_NotUTF8Error` for one with a byte that is not UTF-8."""
    for line in lines:
        if not line.isascii() and (found := _NOT_UTF_8.search(line)):
            raise _NotUTF8Error(f"the byte 0x{ord(found[0]) - 0xDC00:02x} is not UTF-8; {_SAVE_AS}")
        yield line


def _numbered(path: Path, reader: Iterable[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not empty, with its number. Raises `UnreadableDocumentError`."""
    row = 0
    try:
        with reading_file(path):
            for row, cells in enumerate(reader, 1):  # the row before the one with the error
                if any(cells):
                    yield row, cells
    except csv.Error as error:
        code, message = ("NMP002", str(error)) if isinstance(error, _NotUTF8Error) else (WRONG_SHAPE, _explained(error))
        raise UnreadableDocumentError((problem(code, message, path.name, row + 1),), str(path.parent)) from error


def _explained(error: csv.Error) -> str:
    """Return the error in a row that the csv module cannot read."""
    if "unexpected end" in str(error):
        return "a quotation mark opens a cell, and none closes it; add one, or double it if it belongs to the text"
    if "limit" in str(error):
        return f"a cell is longer than {_LARGEST_FIELD:,} characters; shorten it"
    return "a cell goes on after its closing quotation mark; double each quotation mark that belongs to the text"


def _checked(
    numbered: Iterator[tuple[int, list[str]]], positions: Sequence[int], *, escaped: bool, crlf: bool
) -> Iterator[tuple[int, Sequence[object]]]:
    """Yield the rows without the apostrophes of escaped formulas. `positions` are those of the columns with texts."""
    for row, found in numbered:
        cells: list[object] = [*found]
        for position in positions:
            text = found[position] if position < len(found) else ""
            if crlf and "\r\n" in text:
                cells[position] = InvalidValueError(_REWRITTEN)
            elif text and escaped:
                cells[position] = unescape_formula(text)
        yield row, cells


_lock = threading.Lock()
_users = 0
_usual_limit = 0


@contextmanager
def large_fields() -> Iterator[None]:
    """Let the csv module read large cells. Its limit belongs to the process; the last thread to leave restores it."""
    global _users, _usual_limit  # noqa: PLW0603  # the limit is global, too
    with _lock:
        if _users == 0:
            _usual_limit = csv.field_size_limit(_LARGEST_FIELD)
        _users += 1
    try:
        yield
    finally:
        with _lock:
            _users -= 1
            if _users == 0:
                csv.field_size_limit(_usual_limit)
