"""Metadata for Datasette: how it shows a database that `write_sqlite` wrote."""

from collections.abc import Mapping
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
_HUB = (
    " To see the parts of a record and all that refers to it, open the row with its id in the table records."
    " That table has the search box."
)
_LABELS = ("label", "name", "title")
#: Columns that are not terms, but whose values also make groups of rows.
_GROUPS = frozenset({"series", "table"})
_VIEWS: dict[str, dict[str, Any]] = {
    "duties": {
        "description": "What provisions require, allow or forbid, and of whom, whether or not they are in force.",
        "facets": ["bearer_label", {"array": "deontic"}, "instrument_label"],
    },
    "milestones_by_actor": {
        "description": "Who signed, passed or otherwise moved which instrument, and when.",
        "facets": ["actor_label", "stage", "kind", "series"],
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
#: The tables without which a view has no rows.
_SOURCES = {
    "duties": {"provisions"},
    "milestones_by_actor": {"milestones"},
    "stances_by_actor": {"stances"},
    "timeline": {"milestones", "vote_events", "relations", "events", "statements"},
}
_QUERIES = {
    "before_a_day": {
        "title": "What happened before a day?",
        "description": (
            "Write the day as YYYY-MM-DD. As the answer, write yes, no or not decided; leave it empty for all three. "
            "It is not decided if the date is missing, uncertain, or too imprecise. The latest come first."
        ),
        # SQLite takes 2025 for the number of a day, and 2025-02-30 for the second day of March. Without a valid day and
        # answer, there is one row with an error: no rows would mean that nothing happened.
        "hide_sql": True,
        "sql": """WITH given AS (
  SELECT trim(:day) AS day, lower(trim(:answer)) AS answer
), checked AS (
  SELECT date(day, '+0 days') = day AND answer IN ('', 'yes', 'no', 'not decided') AS valid FROM given
), answers AS (
  SELECT
    CASE
      WHEN date_latest < day THEN 'yes'
      WHEN date_earliest >= day THEN 'no'
      ELSE 'not decided'
    END AS before,
    date, date_earliest, label, record
  FROM timeline, given, checked
  WHERE valid
)
SELECT before, rows_with_this_answer, date, label, record
FROM (
  SELECT answers.*, count(*) OVER (PARTITION BY before) AS rows_with_this_answer
  FROM answers, given
  WHERE answer IN ('', before)
  UNION ALL
  SELECT NULL, NULL, NULL, 'Write a day such as 2025-07-21, and yes, no, not decided or nothing.', NULL, NULL
  FROM checked
  WHERE valid IS NOT 1
)
ORDER BY before DESC, date_earliest DESC, label""",
    },
    "by_actor_and_year": {
        "title": "Who signed or issued how many orders in each year?",
        "description": "The year is not decided if the date is missing, uncertain, or may be in one of several years.",
        "hide_sql": True,
        "sql": """SELECT
  coalesce(actor_label, 'not recorded') AS signed_by,
  CASE
    WHEN substr(date_earliest, 1, 4) = substr(date_latest, 1, 4) THEN substr(date_latest, 1, 4)
    ELSE 'not decided'
  END AS year,
  count(DISTINCT instrument) AS orders
FROM milestones_by_actor
WHERE "table" = 'orders' AND stage IN ('signed', 'issued')
GROUP BY actor, year
ORDER BY year, signed_by""",
    },
    "search_records": {
        "title": "Which records have these words?",
        "description": (
            "All the words must be there, each as a whole; vaccin* finds those that begin so. "
            "Put a phrase in quotation marks. The best matches come first."
        ),
        # FTS5 takes an empty phrase, but not an empty question. A star outside of the quotation marks has a meaning.
        "hide_sql": True,
        "sql": """SELECT label, snippet(search, 3, '[', ']', '…', 20) AS text, "table", id
FROM search
WHERE search MATCH coalesce(nullif(replace(escape_fts(:words), '*"', '"*'), ''), '""')
ORDER BY rank""",
    },
}


def datasette_metadata(collection: Collection, database: str, *, include_private: bool = False) -> dict[str, Any]:
    """Return the metadata of a database for Datasette, to be written as JSON and passed to it with `--metadata`.

    It has the title, the summary and the license of the collection, descriptions of tables and columns, facets for
    terms, and three queries. Tables and views without rows are hidden. `database` is the name of the file without its
    ending, such as `city` for `city.db`. `include_private` is the same as for `write_sqlite`.

    >>> from nmpolicy.records.instruments import Order
    >>> order = Order(id="eo-5", kind="executive-order", title="An order")
    >>> metadata = datasette_metadata(Collection(id="demo", title="A demonstration", orders=[order]), "city")
    >>> metadata["title"], metadata["databases"]["city"]["tables"]["orders"]["facets"]
    ('A demonstration', ['kind'])

    Raises `InvalidCollectionError` and `InvalidTypeError` as `write_sqlite` does.

    .. versionadded:: 0.1
    """
    exported = collection_to_export(collection, include_private=include_private)
    tables = {table.name: _table(exported, table) for table in (RECORDS, *layout(), LINKS)}
    own = {"title": exported.title, "description": exported.summary, "license": exported.license}
    described = {key: text for key, text in own.items() if text}
    return {
        **described,
        "extra_css_urls": [f"data:text/css,{quote(_STYLE + _hidden_views(tables))}"],
        "databases": {database: {**described, "tables": tables | _VIEWS, "queries": _QUERIES}},
    }


def _table(collection: Collection, table: Table) -> dict[str, Any]:
    columns = {**column_descriptions(table.name), **(_TEXT if table is RECORDS else {})}
    label = next((each.name for each in table.columns if each.name in _LABELS and not table.owners), None)
    groups = {
        position: column
        for position, column in enumerate(table.columns)
        if column.terms not in {None, LogicalOperator} or column.name in _GROUPS
    }
    count, used = 0, set[int]()
    for row in rows(collection, table):
        count += 1
        used.update(position for position in groups if row[position])
    facets = [column for position, column in groups.items() if position in used]
    return {
        "description": _plain(table_description(table)) + (_HUB if table.name in TABLES else ""),
        "columns": {name: _plain(text) for name, text in columns.items()},
        **({"facets": [{"array": each.name} if each.many else each.name for each in facets]} if facets else {}),
        **({"label_column": label} if label else {}),
        **({"hidden": True} if not count else {}),
    }


def _hidden_views(tables: Mapping[str, Mapping[str, Any]]) -> str:
    """Return a style that hides views without rows in the list of views, for which Datasette has no option."""
    empty = [view for view, sources in _SOURCES.items() if all("hidden" in tables[source] for source in sources)]
    return "".join(f'.bullets li:has(> a[href$="/{view}"]) {{ display: none }}\n' for view in empty)


def _plain(text: str) -> str:
    """Return a description without the marks of code, which Datasette would show."""
    return text.replace("`", "")
