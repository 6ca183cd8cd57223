"""The schema of an SQLite database: the tables of the layout, with their keys, checks, indexes and full-text search.

No table is STRICT: SQLite before 3.37, which Red Hat Enterprise Linux 9 has next to Python 3.11, cannot open a database
with such a table, and the schema should not depend on where it was made. Checks refuse wrong types instead.
"""

from collections.abc import Iterator

from nmpolicy.serialization.json_format import FORMAT
from nmpolicy.tables.layout import LINKS, RECORDS, Column, Table, layout, referenced_table

#: The texts of each record, for full-text search. Only SQLite has this column.
TEXT = Column("text", "text")
#: The tables, in the order in which they are created.
SQLITE_TABLES = (Table(RECORDS.name, RECORDS.cls, (*RECORDS.columns, TEXT)), *layout(), LINKS)
#: The settings of a new database, the same wherever it is made. Its header has the format version.
SETTINGS = (
    f"PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; PRAGMA auto_vacuum = NONE; PRAGMA user_version = {FORMAT}"
)
#: The index for full-text search. It takes its texts from `records`.
SEARCH = f"""CREATE VIRTUAL TABLE search USING fts5 (
  id UNINDEXED, "table" UNINDEXED, label, text, content="{RECORDS.name}", tokenize="unicode61 remove_diacritics 2"
)"""
_SQL_TYPES = {"integer": "INTEGER", "boolean": "INTEGER"}


def create_table(table: Table) -> str:
    """Return the statement that creates a table.

    >>> print(create_table(LINKS))
    CREATE TABLE "links" (
      "source" TEXT NOT NULL REFERENCES "records" ("id"),
      "pointer" TEXT NOT NULL,
      "field" TEXT NOT NULL,
      "target" TEXT NOT NULL REFERENCES "records" ("id"),
      PRIMARY KEY ("source", "pointer")
    )
    """
    lines = [_column(table, column) for column in table.columns]
    if table is LINKS:
        lines.append('PRIMARY KEY ("source", "pointer")')
    body = ",\n  ".join(lines)
    return f'CREATE TABLE "{table.name}" (\n  {body}\n)'


def create_indexes(table: Table) -> Iterator[str]:
    """Yield the statements that create the indexes of a table: one for each foreign key that is not a key itself."""
    primary = "source" if table is LINKS else "id"  # it has an index already
    for column in table.columns:
        if column.name != primary and referenced_table(table, column):
            yield f'CREATE INDEX "idx_{table.name}_{column.name}" ON "{table.name}" ("{column.name}")'


def _column(table: Table, column: Column) -> str:
    parts = [f'"{column.name}"', _SQL_TYPES.get(column.type, "TEXT"), _constraint(column)]
    if foreign := referenced_table(table, column):
        parts.append(f'REFERENCES "{foreign}" ("id")')
    return " ".join(filter(None, parts))


def _constraint(column: Column) -> str:
    """Return the constraints on a value. A column that a row may leave out has a default."""
    if column.name == "id":
        return "NOT NULL PRIMARY KEY"
    if column.many or column.type == "object":
        return f"""NOT NULL DEFAULT '{"[]" if column.many else "{}"}' CHECK (json_valid("{column.name}"))"""
    null = "" if column.nullable else "NOT NULL"
    default = "" if column.nullable or column.required else "DEFAULT 0" if column.type == "boolean" else "DEFAULT ''"
    return " ".join(filter(None, (null, default, _check(column))))


def _check(column: Column) -> str:
    if column.type == "boolean":
        return f'CHECK ("{column.name}" IN (0, 1))'
    if column.type == "integer":
        return f"""CHECK (typeof("{column.name}") IN ('integer', 'null'))"""
    return ""
