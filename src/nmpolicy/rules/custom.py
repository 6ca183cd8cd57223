"""Rules of others: those that a program adds by itself, and those that an installed package brings."""

import re
from collections.abc import Callable
from functools import cache
from importlib.metadata import entry_points

from nmpolicy.errors import InvalidRuleError
from nmpolicy.problems import Severity
from nmpolicy.rules import families  # noqa: F401  # the catalog holds nmpolicy's own before any other's
from nmpolicy.rules.catalog import C, Example, Rule, register, registered, rule_of
from nmpolicy.vocabulary.identifiers import CODE
from nmpolicy.vocabulary.values import describe, text

#: The entry points by which a package names the modules that add its rules.
GROUP = "nmpolicy.rules"


def rule(
    code: str, severity: Severity | str, name: str, *, failing: Example | None = None, passing: Example | None = None
) -> Callable[[C], C]:
    """Add the decorated function to the catalog: from then on `validate` runs it with the others.

    It takes a collection and yields a `Finding` for each place where the rule is broken. The first paragraph of its
    docstring says what it finds, the second why that matters. The examples make a collection that breaks the rule, and the
    same one mended; `nmpolicy explain` shows them.

    Raises `InvalidRuleError` for a code that is not some capitals and three digits, that begins with `NMP`, as those of
    nmpolicy itself do, or that another rule has, for a blank name, and for what is no function. A function that is defined anew
    under its name, as in a notebook, takes the place of the former one.

    >>> import nmpolicy as nm
    >>> @nm.rule("DEMO001", "warning", "title in capitals")
    ... def capitals(collection):
    ...     for place, order in nm.placed(collection.orders):
    ...         if order.title.isupper():
    ...             yield nm.Finding((*place, "title"), "the title is in capitals; write it as a sentence")

    .. versionadded:: 0.1
    """
    if not isinstance(code, str) or not re.fullmatch(CODE, code):
        raise InvalidRuleError(code, "a code is two or more capital letters and three digits, such as 'NEWS001'")
    if code.startswith("NMP"):
        raise InvalidRuleError(code, "codes that begin with NMP are those of nmpolicy itself; take other letters")
    if not text(name).strip():
        raise InvalidRuleError(code, "a rule has a name: say in a few words what is wrong where it finds something")
    try:
        known = Severity(severity)
    except ValueError as error:
        allowed = ", ".join(Severity)
        raise InvalidRuleError(code, f"{severity!r} is no severity; write one of {allowed}") from error

    def add(check: C) -> C:
        if not callable(check):
            raise InvalidRuleError(code, f"a rule is a function over a collection, not {describe(check)}")
        register(rule_of(check, code, known, name, failing, passing, whole=True))
        return check

    return add


def catalog() -> tuple[Rule, ...]:
    """Every rule: nmpolicy's own by code, then those of others.

    >>> catalog()[0].code
    'NMP101'

    .. versionadded:: 0.1
    """
    broken_packages()
    return registered()


@cache
def broken_packages() -> tuple[tuple[str, str], ...]:
    """Load the rules that installed packages bring, once; the entry points that cannot be loaded, each with the reason."""
    broken: list[tuple[str, str]] = []
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: (entry.name, entry.value)):
        try:
            entry.load()
        except Exception as error:  # noqa: BLE001  # whatever another's module raises
            broken.append((f"{entry.name} = {entry.value}", f"{type(error).__name__}: {error}"))
    return tuple(broken)
