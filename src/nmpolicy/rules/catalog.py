"""What a rule is, and the catalog that each family of rules adds its own to."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from inspect import getdoc
from types import MappingProxyType
from typing import TypeVar

from attrs import frozen

from nmpolicy.errors import InvalidRuleError, InvalidTypeError
from nmpolicy.problems import Severity
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection, table_of

R = TypeVar("R", bound=Record)
Place = tuple[str | int, ...]
Check = Callable[[Collection], Iterable["Finding"]]
C = TypeVar("C", bound=Check)
Example = Callable[[], Collection]

#: The families of rules, by what their codes begin with.
FAMILIES: Mapping[str, str] = MappingProxyType(
    {
        "NMP1": "Authority",
        "NMP2": "Identity and references",
        "NMP3": "Chronology",
        "NMP4": "Relations",
        "NMP5": "Provisions",
        "NMP6": "Statements and evidence",
        "NMP7": "Form",
        "NMP8": "Series",
    }
)


@frozen
class Finding:
    """Where a rule is broken, and what to do there.

    >>> Finding(("orders", 0, "title"), "the title is in capitals; write it as a sentence").place
    ('orders', 0, 'title')

    .. versionadded:: 0.1
    """

    #: The steps from the document to the place: table, index, field … Empty: the collection as a whole.
    place: Place
    #: One sentence that says what is wrong and how to mend it.
    message: str


@frozen
class Rule:
    """One rule: a pure function over a collection, and what a reader should know of it.

    .. versionadded:: 0.1
    """

    #: Stable code. Those of nmpolicy are `NMP` and three digits, of which the first is the family's.
    code: str
    severity: Severity
    #: What is wrong where it finds something, in a few words.
    name: str
    #: What it finds.
    meaning: str
    #: Why that matters.
    why: str
    check: Check
    #: Makes a collection that breaks this rule and no other.
    failing: Example | None = None
    #: Makes the same collection, mended.
    passing: Example | None = None
    #: Whether it has to see all records at once. Else a part of a file will do, as it asks for other records by their ids.
    whole: bool = False

    @property
    def family(self) -> str:
        """What the family is called; of others' rules, the letters that their codes begin with."""
        return FAMILIES.get(self.code[:4], self.code[:-3])


_rules: dict[str, Rule] = {}


def declared(code: str, severity: Severity, name: str, *, failing: Example, passing: Example) -> Callable[[C], C]:
    """Add the decorated function to the catalog as a rule of nmpolicy.

    The first paragraph of its docstring says what it finds, the second why that matters.
    """

    def add(check: C) -> C:
        register(rule_of(check, code, severity, name, failing, passing, whole=False))
        return check

    return add


def rule_of(  # noqa: PLR0913, PLR0917  # what a rule is made of
    check: Check,
    code: str,
    severity: Severity,
    name: str,
    failing: Example | None,
    passing: Example | None,
    *,
    whole: bool,
) -> Rule:
    """A rule of a function, whose docstring says what it finds, and why that matters."""
    meaning, _, why = (getdoc(check) or name).partition("\n\n")
    one_line = (" ".join(meaning.split()), " ".join(why.split()))
    return Rule(code, severity, name, *one_line, check, failing, passing, whole)


def register(rule: Rule) -> None:
    """Add a rule to the catalog. Raises `InvalidRuleError` where another one has its code."""
    taken = _rules.get(rule.code)
    if taken and not _is_same(taken, rule):
        raise InvalidRuleError(rule.code, f"{taken.name!r} has this code already; take another")
    _rules[rule.code] = rule


def _is_same(one: Rule, other: Rule) -> bool:
    """Whether both are of one place in the code, as when a module is loaded again."""
    return _home(one.check) == _home(other.check)


def _home(check: Check) -> tuple[object, object]:
    """The module and the name of a function; of another callable, those of its class."""
    named = check if hasattr(check, "__qualname__") else type(check)
    return named.__module__, getattr(named, "__qualname__", None)


def registered() -> tuple[Rule, ...]:
    """Every rule of the catalog, by code: nmpolicy's own first."""
    return tuple(sorted(_rules.values(), key=lambda rule: (rule.code[:4] not in FAMILIES, rule.code)))


def placed(*tables: tuple[R, ...]) -> Iterator[tuple[Place, R]]:
    """The records of some tables, each with its place in the document, as a `Finding` asks for it.

    >>> from nmpolicy.records.events import Event
    >>> march = Event(id="march", kind="protest", name="A march")
    >>> [place for place, event in placed(Collection(id="demo", title="A demonstration", events=[march]).events)]
    [('events', 0)]

    Raises `InvalidTypeError` for what is no whole table of a collection: in a choice of records, the places would be others.

    .. versionadded:: 0.1
    """
    for table in tables:
        if not isinstance(table, tuple) or len({type(record) for record in (*table[:1], *table[-1:])}) > 1:
            raise InvalidTypeError(
                "placed() takes whole tables, such as collection.orders; choose among what it yields"
            )
        name = table_of(table[0]) if table else ""
        for index, record in enumerate(table):
            yield (name, index), record
