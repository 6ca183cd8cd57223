"""Words that the messages of several rules share."""

from collections.abc import Iterable

from nmpolicy.records.collection import TABLES


def class_names(tables: Iterable[str]) -> str:
    """Return the class names of the records in some tables, with an article, as a list in a sentence.

    >>> class_names(["orders", "measures", "provisions"]), class_names(["people"])
    ('an Order, Measure or Provision', 'a Person')
    """
    *first, last = (TABLES[table].__name__ for table in tables)
    names = f"{', '.join(first)} or {last}" if first else last
    return f"{'an' if names[0] in 'AEIOU' else 'a'} {names}"
