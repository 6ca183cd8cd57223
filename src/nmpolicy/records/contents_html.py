"""The contents of a collection in short, for a notebook."""

from collections.abc import Mapping, Sequence

from nmpolicy.markup import more, paragraph, section, table
from nmpolicy.records.base import Record

REDACTED_COPY = "This is a redacted copy: what could name private individuals is withheld."
_FIRST = 3  # records of each class


def contents_html(title: str, summary: str, tables: Mapping[str, Sequence[Record]], *, redacted: bool) -> str:
    """Return the number of records in each table that has some, and the first of them, as HTML."""
    rows = [(name.capitalize(), f"{len(records):,}", _first(records)) for name, records in tables.items() if records]
    contents = table(("Class", "Records", "The first of them"), rows) if rows else ""
    return section(title, paragraph(summary), paragraph(REDACTED_COPY if redacted else ""), contents)


def _first(records: Sequence[Record]) -> list[str]:
    texts = [(record.id, str(record)) for record in records[:_FIRST]]
    named = [id if text == id else f"{text} [{id}]" for id, text in texts]
    return [*named, more(len(records) - _FIRST)] if len(records) > _FIRST else named
