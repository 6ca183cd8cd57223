"""Words that the messages of several rules share."""

from collections.abc import Iterable

from nmpolicy.records.collection import TABLES


def class_names(tables: Iterable[str]) -> str:
    """Return the class names of the records in some tables, as a list in a sentence.

    >>> class_names(["orders", "measures", "provisions"]), class_names(["people"])
    ('Order, Measure or Provision', 'Person')
    """
    *first, last = (TABLES[table].__name__ for table in tables)
    return f"{', '.join(first)} or {last}" if first else last
