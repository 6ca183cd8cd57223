"""The registry of rules: declare a rule, list all rules, and select which ones to run."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, distributions, entry_points
from inspect import getdoc
from types import MappingProxyType
from typing import TypeVar

from attrs import frozen

from nmpolicy.errors import InvalidRuleError, InvalidValueError, UnknownRuleError
from nmpolicy.problems import Severity, printable
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.traversal import FieldPath
from nmpolicy.rules.rule_output import rule_output
from nmpolicy.rules.wording import failure_text
from nmpolicy.suggestions import closest_matches
from nmpolicy.vocabulary.identifiers import CODE
from nmpolicy.vocabulary.values import as_tuple, check_text, describe

Check = Callable[[Collection], Iterable["Finding"]]
C = TypeVar("C", bound=Check)
Example = Callable[[], Collection]

#: The families of nmpolicy's own rules: the beginning of their codes, and the name.
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
        "NMP9": "Votes",
    }
)
#: The modules of nmpolicy's own rules, one per family.
_MODULES = (
    "nmp1_authority",
    "nmp2_references",
    "nmp3_chronology",
    "nmp4_relations",
    "nmp5_provisions",
    "nmp6_statements",
    "nmp7_form",
    "nmp8_series",
    "nmp9_votes",
)
#: The group of entry points under which a package lists the modules that register its rules.
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

    record: Record | Collection
    """The record, as the collection holds it, or the collection itself."""
    path: str | FieldPath
    """The field, or the steps to a part of it, such as `("milestones", 0, "date")`; empty for the record as a whole."""
    message: str
    """One sentence that says what is wrong and how to fix it."""

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

    code: str
    """Stable code: capital letters and three digits. Codes that begin with `NMP` are nmpolicy's own."""
    severity: Severity
    """The severity of a violation."""
    name: str
    """The violation in a few words."""
    meaning: str
    """The violation in a sentence or two."""
    why: str
    """Why the violation matters, and what the rule leaves alone."""
    check: Check
    """The function that yields a `Finding` for each violation in a collection."""
    failing: Example | None = None
    """A function that makes a collection that violates this rule and no other."""
    passing: Example | None = None
    """A function that makes the same collection, fixed."""

    @property
    def family(self) -> str:
        """The name of its family. For a rule of another package, the letters of its code."""
        return FAMILIES.get(self.code[:4], self.code[:-3])

    @property
    def is_own(self) -> bool:
        """True if it is one of nmpolicy's own rules."""
        return self.code[:4] in FAMILIES


_rules: dict[str, Rule] = {}


def rule(
    code: str, severity: Severity | str, name: str, *, failing: Example | None = None, passing: Example | None = None
) -> Callable[[C], C]:
    """Register the decorated function as a rule, which `validate` then runs with the others.

    The function takes a collection and yields a `Finding` for each violation. The first paragraph of its docstring
    describes the violation, the second why it matters. `failing` and `passing` make example collections that
    `nmpolicy explain` shows.

    Raises `InvalidRuleError` for a code that is not capital letters and three digits, begins with `NMP` or belongs to
    another rule, for a blank name, and for anything that is not a function. A function redefined under the same name,
    as in a notebook, replaces the earlier one.

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
    if not (name := check_text(name)).strip():
        raise InvalidRuleError(code, "the name is blank; describe the violation in a few words")
    try:
        level = Severity(severity)
    except ValueError as error:
        allowed = ", ".join(Severity)
        raise InvalidRuleError(code, f"{severity!r} is not a severity; use one of {allowed}") from error
    return _registration(check_text(code), level, name, failing, passing)


def own_rule(code: str, severity: Severity, name: str, *, failing: Example, passing: Example) -> Callable[[C], C]:
    """Register the decorated function as one of nmpolicy's own rules. The arguments are those of `rule`."""
    return _registration(code, severity, name, failing, passing)


def _registration(
    code: str, severity: Severity, name: str, failing: Example | None, passing: Example | None
) -> Callable[[C], C]:
    def register(check: C) -> C:
        if not callable(check):
            raise InvalidRuleError(code, f"a rule is a function of a collection, not {describe(check)}")
        existing = _rules.get(code)
        if existing and _definition(existing.check) != _definition(check):
            raise InvalidRuleError(code, f"the rule {existing.name!r} already has this code; use another")
        meaning, _, why = (getdoc(check) or name).partition("\n\n")
        _rules[code] = Rule(
            code, severity, name, " ".join(meaning.split()), " ".join(why.split()), check, failing, passing
        )
        return check

    return register


def _definition(check: Check) -> tuple[object, object]:
    """Return the module and name of a function, or of a callable object's class, so that a reload replaces the rule."""
    definition = check if hasattr(check, "__qualname__") else type(check)
    return definition.__module__, getattr(definition, "__qualname__", None)


def all_rules() -> tuple[Rule, ...]:
    """Return every rule: nmpolicy's own in the order of their codes, then those of other packages.

    >>> all_rules()[0].code
    'NMP101'

    .. versionadded:: 0.1
    """
    own = _own_rules()
    broken_packages()
    return tuple(sorted((own | _rules).values(), key=lambda rule: (not rule.is_own, rule.code)))


@cache
def _own_rules() -> dict[str, Rule]:
    """Import the modules of nmpolicy's own rules, and return the rules, so that no other package can remove one."""
    for module in _MODULES:
        import_module(f"nmpolicy.rules.{module}")
    return {code: rule for code, rule in _rules.items() if rule.is_own}


@cache
def broken_packages() -> tuple[tuple[str, str], ...]:
    """Load the rules of installed packages, once; return the entry points that fail to load, each with the reason.

    A module that exits, as a script does, fails to load. `KeyboardInterrupt` is raised.
    """
    entries, broken = _entry_points()
    for entry in sorted(entries, key=lambda entry: (entry.name, entry.value)):
        try:
            with rule_output():
                entry.load()
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001  # another package's module may raise anything
            broken.append((printable(f"{entry.name} = {entry.value}"), failure_text(error)))
    return tuple(broken)


def _entry_points() -> tuple[list[EntryPoint], list[tuple[str, str]]]:
    """Return the entry points of installed packages, and the packages whose lists are damaged, each with the reason."""
    try:
        return list(entry_points(group=ENTRY_POINTS)), []
    except Exception:  # noqa: BLE001  # a damaged list of any package, even of one without rules; go on without it
        entries: list[EntryPoint] = []
        broken: list[tuple[str, str]] = []
        for package in distributions():
            try:
                entries += package.entry_points.select(group=ENTRY_POINTS)
            except Exception as error:  # noqa: BLE001  # as above
                broken.append((printable(f"{package.name}"), failure_text(error)))
        return entries, broken


def select_rules(select: Iterable[str] | None = None, ignore: Iterable[str] = ()) -> tuple[Rule, ...]:
    """Return the rules that are selected and not ignored.

    Both arguments take codes or prefixes of codes, such as `NMP3`. If both match a rule, the longer prefix wins. If the
    prefixes are equally long, the rule is ignored. Without `select`, all rules are selected.

    Raises `UnknownRuleError` for a prefix that matches no rule, and `InvalidValueError` if no rule is left, because a
    check without rules would always pass.
    """
    selected, ignored = None if select is None else as_tuple(select), as_tuple(ignore)
    rules = all_rules()
    for prefix in (*(selected or ()), *ignored):
        if not check_text(prefix) or not any(rule.code.startswith(prefix) for rule in rules):
            raise UnknownRuleError(prefix, closest_matches(prefix, (rule.code for rule in rules)))
    included = ("",) if selected is None else selected
    chosen = tuple(rule for rule in rules if _longest_match(rule.code, included) > _longest_match(rule.code, ignored))
    if not chosen:
        raise InvalidValueError("no rule is left to run; select more or ignore fewer")
    return chosen


def _longest_match(code: str, prefixes: Iterable[str]) -> int:
    """Return the length of the longest prefix that a code begins with, or -1 if there is none."""
    return max((len(prefix) for prefix in prefixes if code.startswith(prefix)), default=-1)
