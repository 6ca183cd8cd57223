"""The tables of an SQLite database that may be damaged or hostile.

The database is opened for reading only, and nothing in it is run: views, virtual tables and generated columns are not
read, and triggers do not act.
"""

import os
import shlex
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from nmpolicy.byte_limit import check_max_bytes, too_many_bytes
from nmpolicy.errors import UnreadableDocumentError
from nmpolicy.plain_text.detection import DocumentKind, TextKind, file_kind
from nmpolicy.problems import Problem, Severity
from nmpolicy.serialization.files import AnyPath, name_of, reading
from nmpolicy.serialization.json_format import FORMAT, FORMAT_KEY, FormatError, check_format
from nmpolicy.tables.layout import layout
from nmpolicy.tables.row_reader import TableInput

_START = 4096  # bytes used to detect the kind of a file
_MAGIC = b"SQLite format 3\0"
#: The bytes of the header that are 2 if there is a write-ahead log.
_VERSIONS = slice(18, 20)
_WRITE_AHEAD = 2
_SECONDS = 1.0  # to wait for a program that writes to the database
_MAX_GROWTH = 4  # A text in UTF-8 is never so many times as long as it was in the file.


@contextmanager
def open_untrusted(path: AnyPath, max_bytes: int) -> Iterator[sqlite3.Connection]:
    """Open a database for reading. Raises `UnreadableDocumentError`, also for errors of SQLite inside the block."""
    size = _check_file(path, max_bytes)
    uri = f"{Path(path).absolute().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(uri, uri=True, timeout=_SECONDS, isolation_level=None)) as connection:
            connection.text_factory = _text
            # A damaged file may claim to hold a value of a gigabyte.
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MAX_GROWTH * size)
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA cell_size_check = ON")
            connection.execute("BEGIN")  # so that no table changes after another one was read
            yield connection
    except (sqlite3.Error, UnicodeDecodeError) as error:  # the latter for a message with words of a damaged file
        raise _unreadable(path, _reason(error, name_of(path))) from error


def table_inputs(connection: sqlite3.Connection, path: AnyPath) -> Mapping[str, TableInput]:
    """Return each table of the layout as the database has it. Its rows are read when they are asked for.

    Raises `UnreadableDocumentError` if something else has the name of a table, or if a newer nmpolicy made them.
    """
    ((version,),) = connection.execute("PRAGMA user_version")
    try:
        check_format({FORMAT_KEY: version or FORMAT})  # a copy that another program made may have lost it
    except FormatError as error:
        raise _unreadable(path, error.reason, "NMP010") from error
    query = "SELECT name, type, rootpage FROM sqlite_master WHERE type IN ('table', 'view')"
    found = {name: (type_, page) for name, type_, page in connection.execute(query)}
    for table in layout():
        type_, page = found.get(table.name, ("table", 1))
        if type_ != "table" or not page:
            what = "view" if type_ == "view" else "virtual table"
            raise _unreadable(path, f"{table.name} is a {what}; nmpolicy reads only tables that hold their rows")
    return {
        table.name: _table_input(connection, table.name) if table.name in found else TableInput(name, None, ())
        for table in layout()
        for name in [f"table {table.name}"]
    }


def _table_input(connection: sqlite3.Connection, name: str) -> TableInput:
    """Return a table, whose name is one of the layout."""
    found = [column[1] for column in connection.execute(f'PRAGMA table_info("{name}")')]
    header = [str(column, errors="replace") if isinstance(column, bytes) else column for column in found]
    return TableInput(f"table {name}", header, _rows(connection, name, header), header_row=None)


def _rows(connection: sqlite3.Connection, name: str, header: list[str]) -> Iterator[tuple[int, Sequence[Any]]]:
    columns = ", ".join('"' + column.replace('"', '""') + '"' for column in header)
    previous: int | None = None
    for rowid, *cells in connection.execute(f'SELECT rowid, {columns} FROM "{name}" ORDER BY rowid'):  # noqa: S608
        if previous is not None and rowid <= previous:  # a damaged file could repeat its rows without end
            raise sqlite3.DatabaseError(f"the rows of {name} are not in order")
        previous = rowid
        yield rowid, cells


def _text(data: bytes) -> str | bytes:
    """Return a text of the database; its bytes if they are not UTF-8, so that the cell is reported."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data


def _check_file(path: AnyPath, max_bytes: int) -> int:
    """Return the size of a file that begins as a database does."""
    with reading(path):
        file = Path(path)
        if file.exists() and not file.is_file():
            raise _unreadable(path, "it is not a file; name the file of an SQLite database")
        with file.open("rb") as opened:
            head, size = opened.read(_START), os.fstat(opened.fileno()).st_size
        if size > check_max_bytes(max_bytes):
            raise too_many_bytes(max_bytes)
    if not head.startswith(_MAGIC):
        kind = file_kind(head)
        what = f"it is {kind.phrase}, not an SQLite database"
        if kind in {DocumentKind.BINARY, TextKind.TEXT}:
            what = "it is not an SQLite database, or it is encrypted"
        raise _unreadable(
            path, f"{what if size else 'the file is empty'}; name a database that `nmpolicy export sqlite` wrote"
        )
    if _WRITE_AHEAD in head[_VERSIONS]:
        command = f"sqlite3 {shlex.quote(name_of(path))} 'PRAGMA journal_mode = DELETE'"
        raise _unreadable(
            path, f"a part of it may be in a write-ahead log; put everything in one file with `{command}`"
        )
    return size


def _reason(error: Exception, path: str) -> str:
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith("SQLITE_BUSY"):
        return "another program writes to the database; close that program, and try again"
    if name.startswith("SQLITE_READONLY"):
        command = f"sqlite3 {shlex.quote(path)} 'PRAGMA user_version'"
        return f"a program that wrote to the database was interrupted; roll back its changes with `{command}`"
    if "no such column: rowid" in str(error):
        return "a table was made WITHOUT ROWID, so its rows have no numbers; make it again without these words"
    command = f"sqlite3 {shlex.quote(path)} .recover"
    what = error if isinstance(error, sqlite3.Error) else "its schema is damaged"
    return f"SQLite cannot read the database: {what}; export it again, or recover its data with `{command}`"


def _unreadable(path: AnyPath, reason: str, code: str = "NMP001") -> UnreadableDocumentError:
    return UnreadableDocumentError((Problem(code, Severity.ERROR, "", reason),), name_of(path))
