"""The rules: what one is, how one is registered, and which ones to run."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from inspect import getdoc
from types import MappingProxyType
from typing import TypeVar

from attrs import frozen

from nmpolicy.errors import InvalidRuleError, InvalidValueError, UnknownRuleError, closest_matches
from nmpolicy.problems import Severity
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.traversal import FieldPath
from nmpolicy.vocabulary.identifiers import CODE
from nmpolicy.vocabulary.values import as_tuple, check_text, describe

Check = Callable[[Collection], Iterable["Finding"]]
C = TypeVar("C", bound=Check)
Example = Callable[[], Collection]

#: The families of nmpolicy's own rules: what their codes begin with, the name, and the module.
FAMILIES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "NMP1": ("Authority", "nmp1_authority"),
        "NMP2": ("Identity and references", "nmp2_references"),
        "NMP3": ("Chronology", "nmp3_chronology"),
        "NMP4": ("Relations", "nmp4_relations"),
        "NMP5": ("Provisions", "nmp5_provisions"),
        "NMP6": ("Statements and evidence", "nmp6_statements"),
        "NMP7": ("Form", "nmp7_form"),
        "NMP8": ("Series", "nmp8_series"),
    }
)
#: Packages register their own rules in modules that they list under these entry points.
ENTRY_POINTS = "nmpolicy.rules"


@frozen
class Finding:
    """One violation of a rule: the record, the field and what to do about it.

    >>> from nmpolicy.records.instruments import Order
    >>> order = Order(id="eo-1", kind="executive-order", title="QUIET HOURS")
    >>> Finding(order, "title", "the title is in capitals; write it as a sentence").steps
    ('title',)

    .. versionadded:: 0.1
    """

    #: The record, or the collection itself.
    record: Record | Collection
    #: The field, or the steps to a part of it, such as `("milestones", 0, "date")`. Empty: the record as a whole.
    path: str | FieldPath
    #: One sentence that says what is wrong and how to fix it.
    message: str

    @property
    def steps(self) -> FieldPath:
        """The path as a tuple."""
        if isinstance(self.path, str):
            return (self.path,) if self.path else ()
        return self.path


@frozen
class Rule:
    """A rule: a function that checks a collection, and its documentation.

    .. versionadded:: 0.1
    """

    #: Stable code: capital letters and three digits. Codes that begin with `NMP` are nmpolicy's own.
    code: str
    #: How much a violation matters.
    severity: Severity
    #: The violation in a few words.
    name: str
    #: The violation in a sentence or two.
    meaning: str
    #: Why it matters.
    why: str
    #: Yields a `Finding` for each violation in a collection.
    check: Check
    #: Makes a collection that violates this rule and no other.
    failing: Example | None = None
    #: Makes the same collection, fixed.
    passing: Example | None = None

    @property
    def family(self) -> str:
        """The name of its family; for other packages' rules, the letters of the code."""
        return FAMILIES[self.code[:4]][0] if self.code[:4] in FAMILIES else self.code[:-3]


_rules: dict[str, Rule] = {}


def rule(
    code: str, severity: Severity | str, name: str, *, failing: Example | None = None, passing: Example | None = None
) -> Callable[[C], C]:
    """Register the decorated function as a rule, which `validate` then runs with the others.

    The function takes a collection and yields a `Finding` for each violation. The first paragraph of its docstring
    describes the violation, the second why it matters. `failing` and `passing` make example collections that
    `nmpolicy explain` shows.

    Raises `InvalidRuleError` for a code that is not capital letters and three digits, begins with `NMP` or belongs to
    another rule, for a blank name, and for anything that is not a function. A function redefined under the same name, as
    in a notebook, replaces the earlier one.

    >>> import nmpolicy as nm
    >>> @nm.rule("DEMO001", "warning", "title in capitals")
    ... def capitals(collection):
    ...     for order in collection.orders:
    ...         if order.title.isupper():
    ...             yield nm.Finding(order, "title", "the title is in capitals; write it as a sentence")

    .. versionadded:: 0.1
    """
    if not isinstance(code, str) or not re.fullmatch(CODE, code):
        raise InvalidRuleError(code, "a code is two or more capital letters and three digits, such as 'NEWS001'")
    if code.startswith("NMP"):
        raise InvalidRuleError(code, "codes that begin with NMP are reserved for nmpolicy; use other letters")
    if not check_text(name).strip():
        raise InvalidRuleError(code, "the name is blank; describe the violation in a few words")
    try:
        known = Severity(severity)
    except ValueError as error:
        allowed = ", ".join(Severity)
        raise InvalidRuleError(code, f"{severity!r} is not a severity; use one of {allowed}") from error
    return _registration(code, known, name, failing, passing)


def own_rule(code: str, severity: Severity, name: str, *, failing: Example, passing: Example) -> Callable[[C], C]:
    """Register the decorated function as one of nmpolicy's own rules; documented like `rule`."""
    return _registration(code, severity, name, failing, passing)


def _registration(
    code: str, severity: Severity, name: str, failing: Example | None, passing: Example | None
) -> Callable[[C], C]:
    def register(check: C) -> C:
        if not callable(check):
            raise InvalidRuleError(code, f"a rule is a function of a collection, not {describe(check)}")
        taken = _rules.get(code)
        if taken and _home(taken.check) != _home(check):
            raise InvalidRuleError(code, f"the rule {taken.name!r} already has this code; use another")
        meaning, _, why = (getdoc(check) or name).partition("\n\n")
        _rules[code] = Rule(
            code, severity, name, " ".join(meaning.split()), " ".join(why.split()), check, failing, passing
        )
        return check

    return register


def _home(check: Check) -> tuple[object, object]:
    """Where a function is defined, so that reloading its module replaces the rule; for another callable, its class."""
    named = check if hasattr(check, "__qualname__") else type(check)
    return named.__module__, getattr(named, "__qualname__", None)


def all_rules() -> tuple[Rule, ...]:
    """Every rule: nmpolicy's own by code, then those of other packages.

    >>> all_rules()[0].code
    'NMP101'

    .. versionadded:: 0.1
    """
    load_own_rules()
    broken_packages()
    return tuple(sorted(_rules.values(), key=lambda rule: (rule.code[:4] not in FAMILIES, rule.code)))


@cache
def load_own_rules() -> None:
    """Import the modules of nmpolicy's own rules, which registers them."""
    for _, module in FAMILIES.values():
        import_module(f"nmpolicy.rules.{module}")


@cache
def broken_packages() -> tuple[tuple[str, str], ...]:
    """Load the rules of installed packages, once; return the entry points that fail to load, each with the reason."""
    broken: list[tuple[str, str]] = []
    for entry in sorted(entry_points(group=ENTRY_POINTS), key=lambda entry: (entry.name, entry.value)):
        try:
            entry.load()
        except Exception as error:  # noqa: BLE001  # another package's module may raise anything
            broken.append((f"{entry.name} = {entry.value}", f"{type(error).__name__}: {error}"))
    return tuple(broken)


def select_rules(select: Iterable[str] | None = None, ignore: Iterable[str] = ()) -> tuple[Rule, ...]:
    """The rules that are selected and not ignored. Both take codes or prefixes of codes, such as `NMP3`.

    If `select` and `ignore` both match a rule, the longer prefix wins; between equals, the rule is ignored. Without
    `select`, all rules are selected.

    Raises `UnknownRuleError` for a prefix that matches no rule, and `InvalidValueError` if no rule is left, because a
    check without rules would always pass.
    """
    selected, ignored = None if select is None else as_tuple(select), as_tuple(ignore)
    rules = all_rules()
    for prefix in (*(selected or ()), *ignored):
        if not check_text(prefix) or not any(rule.code.startswith(prefix) for rule in rules):
            raise UnknownRuleError(prefix, closest_matches(prefix, (rule.code for rule in rules)))
    included = ("",) if selected is None else selected
    left = tuple(rule for rule in rules if _longest(rule.code, included) > _longest(rule.code, ignored))
    if not left:
        raise InvalidValueError("no rule is left to run; select more or ignore fewer")
    return left


def _longest(code: str, prefixes: Iterable[str]) -> int:
    """The length of the longest prefix that a code begins with; -1 for none."""
    return max((len(prefix) for prefix in prefixes if code.startswith(prefix)), default=-1)
