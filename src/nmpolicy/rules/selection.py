"""Which rules are run."""

from collections.abc import Iterable

from nmpolicy.errors import InvalidValueError, UnknownRuleError, nearest
from nmpolicy.records.fields import several
from nmpolicy.rules.catalog import Rule
from nmpolicy.rules.custom import catalog
from nmpolicy.vocabulary.values import text

EVERY = ("",)


def chosen(select: Iterable[str] | None = None, ignore: Iterable[str] = ()) -> tuple[Rule, ...]:
    """The rules that are selected and not ignored, by codes or what codes begin with, such as `NMP3`.

    Where a rule is named by both, the longer one decides; if they are equally long, it is ignored. Without `select`, every
    rule is selected.

    Raises `UnknownRuleError` for what no rule's code begins with, and `InvalidValueError` where no rule is left: a check
    that checks nothing would pass whatever it is given.
    """
    selected, ignored = EVERY if select is None else several(select), several(ignore)
    rules = catalog()
    for code in (*(selected if select is not None else ()), *ignored):
        if not text(code) or not any(rule.code.startswith(code) for rule in rules):
            raise UnknownRuleError(code, nearest(code, (rule.code for rule in rules)))
    left = tuple(rule for rule in rules if _reach(rule.code, selected) > _reach(rule.code, ignored))
    if not left:
        raise InvalidValueError("no rule is left to run; select some, or ignore fewer")
    return left


def _reach(code: str, prefixes: Iterable[str]) -> int:
    """How much of a code the longest of some prefixes names; -1 for none."""
    return max((len(prefix) for prefix in prefixes if code.startswith(prefix)), default=-1)
