"""What a rule is, and the catalog that each family of rules adds its own to."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from attrs import frozen

from nmpolicy.problems import Severity
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection, table_of

R = TypeVar("R", bound=Record)
Place = tuple[str | int, ...]
Check = Callable[[Collection], Iterator["Finding"]]


@frozen
class Finding:
    """Where a rule is broken, and what to do there."""

    #: The steps from the document to the place: table, index, field …
    place: Place
    #: One sentence that says what is wrong and how to mend it.
    message: str


@frozen
class Rule:
    """One rule: a pure function over a collection, and what a reader should know of it.

    .. versionadded:: 0.1
    """

    #: Stable code, `NMP` and three digits; the first is the family's.
    code: str
    severity: Severity
    #: What is wrong where it finds something, in a few words.
    name: str
    #: Why it matters.
    meaning: str
    check: Check
    #: Makes a collection that breaks this rule and no other.
    failing: Callable[[], Collection]
    #: Makes the same collection, mended.
    passing: Callable[[], Collection]


_rules: dict[str, Rule] = {}


def rule(
    code: str,
    severity: Severity,
    name: str,
    *,
    failing: Callable[[], Collection],
    passing: Callable[[], Collection],
) -> Callable[[Check], Check]:
    """Add the decorated function to the catalog. Its docstring is the rule's meaning."""

    def add(check: Check) -> Check:
        _rules[code] = Rule(code, severity, name, check.__doc__ or name, check, failing, passing)
        return check

    return add


def catalog() -> tuple[Rule, ...]:
    """Every rule, by code."""
    return tuple(_rules[code] for code in sorted(_rules))


def placed(*tables: Iterable[R]) -> Iterator[tuple[Place, R]]:
    """The records of some tables, each with its place in the document."""
    for table in tables:
        name = ""
        for index, record in enumerate(table):
            name = name or table_of(record)  # a table is of one class
            yield (name, index), record


def example(*records: Record) -> Collection:
    """A collection of a few records, for the example of a rule. An id may stand twice in it."""
    return Collection.of(records, id="example", title="An example")
