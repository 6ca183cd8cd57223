"""Write a collection as an SQLite database, and read it back, with the standard library."""

import errno
import sqlite3
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from typing import Any

from nmpolicy.byte_limit import MAX_BYTES
from nmpolicy.errors import UnwritableFileError
from nmpolicy.records.collection import Collection
from nmpolicy.serialization.files import AnyPath, name_of
from nmpolicy.serialization.json_format import Unknown
from nmpolicy.serialization.outputs import output_file
from nmpolicy.tables.assembly import assemble
from nmpolicy.tables.cells import json_text, row_converter
from nmpolicy.tables.layout import COLLECTION, LINKS, RECORDS, Column, Table
from nmpolicy.tables.rows import Progress, Row, collection_to_export, rows, with_progress
from nmpolicy.tables.sqlite_input import open_untrusted, table_inputs
from nmpolicy.tables.sqlite_schema import SEARCH, SETTINGS, SQLITE_TABLES, create_indexes, create_table
from nmpolicy.tables.sqlite_views import VIEWS

#: Columns whose texts are not useful to search: ids of areas, and names of fields.
_NOT_WORDS = frozenset({"division", "supports"})


def write_sqlite(
    collection: Collection,
    path: AnyPath,
    *,
    include_private: bool = False,
    force: bool = False,
    progress: Callable[[int], object] | None = None,
) -> None:
    """Write a collection as an SQLite database: a table for each table of `layout()`, `records`, `links`, and views.

    The keys of the tables are primary keys, and references to one record are foreign keys. A list is a JSON array, true
    is 1 and false is 0, a day is text such as `2025-07-21`, and a missing value is null, or `''` in a column of texts
    such as `number`. A reference to a record that does not exist is written as it is; `PRAGMA foreign_key_check` finds
    it in `links`.

    The table `search` finds records by their words (SQLite FTS5). The views `duties`, `milestones_by_actor`,
    `stances_by_actor` and `timeline` have labels next to ids. The same collection makes the same bytes with the same
    version of SQLite.

    Anything that could name a private individual is left out, unless `include_private` is true. An old file is
    replaced only with `force`, and only when the new one is complete. `progress` is called with the number of rows
    written since the last call.

    Raises `InvalidCollectionError` if records share an id, `InvalidTypeError` for anything that is not a collection,
    `OutputExistsError` if the file exists and `force` is false, and `UnwritableFileError` if it cannot be written.
    Gives a `UserWarning` if the SQLite of this Python has no full-text search.

    >>> import sqlite3, tempfile
    >>> from nmpolicy.records.actors import Person
    >>> demo = Collection(id="demo", title="A demonstration").add(Person(id="jane-doe", name="Jane Doe"))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_sqlite(demo, f"{folder}/demo.db")
    ...     with closing(sqlite3.connect(f"{folder}/demo.db")) as connection:
    ...         connection.execute("SELECT id, label FROM search('jane')").fetchall()
    [('jane-doe', 'Jane Doe')]

    .. versionadded:: 0.1
    """
    exported = collection_to_export(collection, include_private=include_private)
    with output_file(path, force=force) as unfinished:
        try:
            with closing(sqlite3.connect(unfinished, isolation_level=None)) as connection:
                _fill(connection, exported, progress)
        except sqlite3.OperationalError as error:
            raise UnwritableFileError(errno.EIO, f"SQLite cannot write it: {error}", name_of(path)) from error


def read_sqlite(
    path: AnyPath, *, allow_redacted: bool = False, unknown: Unknown = "refuse", max_bytes: int = MAX_BYTES
) -> Collection:
    """Read a collection from an SQLite database that `write_sqlite` wrote, edited or not.

    The derived tables and columns, the views and the full-text search are not read. A redacted copy is refused, unless
    `allow_redacted` is true. With `unknown="keep"`, `extra` may hold keys that do not begin with `x-`.

    Raises `UnreadableDocumentError` if the file cannot be read as a database or has more than `max_bytes` bytes, and
    `InvalidDocumentError` if its tables do not hold a collection, with every problem. The row of a problem is its
    `rowid`.

    >>> import tempfile
    >>> demo = Collection(id="demo", title="A demonstration")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_sqlite(demo, f"{folder}/demo.db", include_private=True)
    ...     read_sqlite(f"{folder}/demo.db") == demo
    True

    .. versionadded:: 0.1
    """
    with open_untrusted(path, max_bytes) as connection:
        return assemble(table_inputs(connection, path), name_of(path), allow_redacted=allow_redacted, unknown=unknown)


def _fill(connection: sqlite3.Connection, collection: Collection, progress: Progress) -> None:
    """Write everything in one transaction. No other program sees the unfinished file, so it needs no journal."""
    connection.executescript(f"{SETTINGS}; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN")
    for table in SQLITE_TABLES:
        connection.execute(create_table(table))
    _insert_rows(connection, collection, progress)
    for statement in (each for table in SQLITE_TABLES for each in create_indexes(table)):
        connection.execute(statement)
    for view in VIEWS:
        connection.execute(view)
    _add_search(connection)
    connection.execute("COMMIT")


def _insert_rows(connection: sqlite3.Connection, collection: Collection, progress: Progress) -> None:
    texts: dict[str | None, list[str]] = {}
    records, *others = SQLITE_TABLES
    for table in others:
        source = rows(collection, table)
        source = _collected(source, table, texts) if table.name != COLLECTION and table is not LINKS else source
        _insert(connection, table, map(row_converter(table, _converter), source), progress)
    # The records come last, when the texts of their parts are known.
    source = ((*row, "\n".join(texts.get(row[0], ()))) for row in rows(collection, RECORDS))
    _insert(connection, records, source, progress)


def _insert(connection: sqlite3.Connection, table: Table, source: Iterable[Any], progress: Progress) -> None:
    values = ", ".join("?" * len(table.columns))
    connection.executemany(f'INSERT INTO "{table.name}" VALUES ({values})', with_progress(source, progress))  # noqa: S608


def _collected(source: Iterable[Row], table: Table, texts: dict[str | None, list[str]]) -> Iterator[Row]:
    """Yield rows, and collect the texts in them by record."""
    key = 1 if table.owners else 0  # the position of the record's id
    words = [
        (position, column.many)
        for position, column in enumerate(table.columns)
        if column.type == "text" and column.name not in _NOT_WORDS
    ]
    for row in source:
        for position, many in words:
            if value := row[position]:
                texts.setdefault(row[key], []).extend(value if many else (value,))
        yield row


def _converter(column: Column) -> Callable[[Any], str | None] | None:
    """Return the function that makes texts of the values of a column; None if SQLite takes them as they are."""
    if column.type == "day":
        return lambda day: day and day.isoformat()
    if column.many:
        return lambda items: json_text(items) if items else "[]"
    if column.type == "object":
        return lambda fields: json_text(fields) if fields else "{}"
    return None


def _add_search(connection: sqlite3.Connection) -> None:
    """Add the index for full-text search, if SQLite can make one."""
    try:
        connection.execute(SEARCH)
    except sqlite3.OperationalError as error:
        if "no such module" not in str(error):
            raise
        reason = "the database has no full-text search, because the SQLite of this Python was built without FTS5"
        warnings.warn(reason, stacklevel=4)
    else:
        connection.execute("INSERT INTO search (search) VALUES ('rebuild')")
        connection.execute("INSERT INTO search (search) VALUES ('optimize')")
