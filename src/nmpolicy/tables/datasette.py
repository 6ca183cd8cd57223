"""Metadata for Datasette: how it shows a database that `write_sqlite` wrote."""

from typing import Any
from urllib.parse import quote

from nmpolicy.records.collection import TABLES, Collection
from nmpolicy.tables.descriptions import column_descriptions, table_description
from nmpolicy.tables.layout import LINKS, RECORDS, Table, layout
from nmpolicy.tables.rows import collection_to_export, rows
from nmpolicy.vocabulary.terms import LogicalOperator

#: The descriptions of columns scroll, and columns with sentences are wide, so that the rows are soon seen.
_STYLE = """
.column-descriptions { max-height: 9em; overflow-y: auto; border: 1px solid #ccc; padding: 0 1em; resize: vertical }
.col-summary, .col-text, .col-label, .col-sentence { min-width: 24em }
.col-title, .col-name, .col-target_label, .col-instrument_label { min-width: 14em }
.col-date, .col-start_date, .col-end_date, .col-effective_date { white-space: nowrap }
"""
_TEXT = {"text": "The texts of the record and its parts, for full-text search."}
#: The references of a database are to `records`, so that the page of a row there has links to all that refers to it.
_HUB = " To see the parts of a record and all that refers to it, open the row with its id in the table records."
_LABELS = ("label", "name", "title")
_VIEWS = {
    "duties": {
        "description": "What provisions require, allow or forbid, and of whom, whether or not they are in force.",
        "facets": ["bearer_label", {"array": "deontic"}, "instrument_label"],
    },
    "stances_by_actor": {
        "description": "Who supports or opposes what, in which statement.",
        "facets": ["stance", "target_label", "objection"],
    },
    "timeline": {
        "description": "Every milestone, vote and event, and every dated relation and statement, by date.",
        "facets": ["table"],
    },
}
_QUERIES = {
    "before_a_day": {
        "title": "What happened before a day?",
        "description": "Write the day as YYYY-MM-DD. It is unknown if the date is missing, uncertain, or too imprecise.",
        # A time makes SQLite refuse what is no day, such as 2025-07, so that everything is unknown.
        "sql": """SELECT
  CASE
    WHEN date_latest < date(:day || 'T00:00') THEN 'yes'
    WHEN date_earliest >= date(:day || 'T00:00') THEN 'no'
    ELSE 'unknown'
  END AS before,
  date, label, record
FROM timeline""",
    },
    "search_records": {
        "title": "Which records have these words?",
        "description": "The best matches come first.",
        "sql": """SELECT label, snippet(search, 3, '[', ']', '…', 20) AS text, "table", id
FROM search
WHERE search MATCH escape_fts(:words)
ORDER BY rank""",
    },
}


def datasette_metadata(collection: Collection, database: str, *, include_private: bool = False) -> dict[str, Any]:
    """Return the metadata of a database for Datasette, to be written as JSON and passed to it with `--metadata`.

    It has the title, the summary and the license of the collection, descriptions of tables and columns, facets for
    terms, and two queries. Tables without rows are hidden. `database` is the name of the file without its ending, such
    as `city` for `city.db`. `include_private` is the same as for `write_sqlite`.

    >>> from nmpolicy.records.instruments import Order
    >>> order = Order(id="eo-5", kind="executive-order", title="An order")
    >>> metadata = datasette_metadata(Collection(id="demo", title="A demonstration", orders=[order]), "city")
    >>> metadata["title"], metadata["databases"]["city"]["tables"]["orders"]["facets"]
    ('A demonstration', ['kind'])

    Raises `DuplicateIdError` and `InvalidTypeError` as `write_sqlite` does.

    .. versionadded:: 0.1
    """
    exported = collection_to_export(collection, include_private=include_private)
    tables = {table.name: _table(exported, table) for table in (RECORDS, *layout(), LINKS)}
    own = {"title": exported.title, "description": exported.summary, "license": exported.license}
    described = {key: text for key, text in own.items() if text}
    return {
        **described,
        "extra_css_urls": [f"data:text/css,{quote(_STYLE)}"],
        "databases": {database: {**described, "tables": tables | _VIEWS, "queries": _QUERIES}},
    }


def _table(collection: Collection, table: Table) -> dict[str, Any]:
    columns = {**column_descriptions(table.name), **(_TEXT if table is RECORDS else {})}
    label = next((each.name for each in table.columns if each.name in _LABELS and not table.owners), None)
    terms = {
        position: column for position, column in enumerate(table.columns) if column.terms not in {None, LogicalOperator}
    }
    count, used = 0, set[int]()
    for row in rows(collection, table):
        count += 1
        used.update(position for position in terms if row[position])
    facets = [column for position, column in terms.items() if position in used]
    return {
        "description": _plain(table_description(table)) + (_HUB if table.name in TABLES else ""),
        "columns": {name: _plain(text) for name, text in columns.items()},
        **({"facets": [{"array": each.name} if each.many else each.name for each in facets]} if facets else {}),
        **({"label_column": label} if label else {}),
        **({"hidden": True} if not count else {}),
    }


def _plain(text: str) -> str:
    """Return a description without the marks of code, which Datasette would show."""
    return text.replace("`", "")
