"""Words that the messages of several rules share."""

from collections.abc import Iterable

from nmpolicy.problems import printable
from nmpolicy.records.collection import TABLES

_LONGEST = 1000  # characters of the text of another package's exception that a message repeats


def class_names(tables: Iterable[str]) -> str:
    """Return the class names of the records in some tables, with an article, as a list in a sentence.

    >>> class_names(["orders", "measures", "provisions"]), class_names(["people"])
    ('an Order, Measure or Provision', 'a Person')
    """
    *first, last = (TABLES[table].__name__ for table in tables)
    names = f"{', '.join(first)} or {last}" if first else last
    return f"{'an' if names[0] in 'AEIOU' else 'a'} {names}"


def failure_text(error: BaseException) -> str:
    r"""Return the class and the text of an exception on one line, whatever its text is, and even if it cannot be made.

    >>> failure_text(ValueError("no news\n::error::")), failure_text(SystemExit())
    ('ValueError: no news ::error::', 'SystemExit')
    """
    name = type(error).__name__
    try:
        text = str.__str__(str(error))[:_LONGEST]
    except KeyboardInterrupt:
        raise
    except BaseException:  # noqa: BLE001  # another package's class may raise anything
        text = "its text cannot be shown"
    return printable(f"{name}: {text}" if text.strip() else name)
