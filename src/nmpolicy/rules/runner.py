"""Runs the rules on a collection."""

from collections.abc import Iterable, Iterator, Mapping

from nmpolicy.problems import Problem, Severity, pointer
from nmpolicy.records.arguments import check_collections
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection, table_of
from nmpolicy.records.field_texts import WITHHELD
from nmpolicy.records.message_redaction import message_to_show, path_to_show
from nmpolicy.rules.registry import Finding, Rule, broken_packages, select_rules
from nmpolicy.rules.rule_runs import positions, run_rule
from nmpolicy.rules.validation_report import ValidationReport
from nmpolicy.rules.wording import failure_text
from nmpolicy.vocabulary.values import check_text

#: The code of a problem with a rule itself.
BROKEN_RULE = "NMP099"
#: The rules about suppressions, which a suppression could otherwise hide from.
_NEVER_SUPPRESSED = frozenset({"NMP705", "NMP706"})


def validate(
    collection: Collection, *, select: Iterable[str] | None = None, ignore: Iterable[str] = ()
) -> ValidationReport:
    """Check a collection against the rules, and report every problem at once.

    `select` and `ignore` take codes or prefixes of codes: `NMP3` selects the rules of chronology. If both match a rule,
    the longer prefix wins.

    >>> from nmpolicy.records.statements import Statement
    >>> collection = Collection(id="demo", title="A demonstration").add(Statement(id="praise"))
    >>> report = validate(collection)
    >>> report.ok, [problem.code for problem in report.problems]
    (False, ['NMP601', 'NMP602'])
    >>> validate(collection, select=["NMP6"], ignore=["NMP601"]).problems == report.warnings
    True

    Raises `UnknownRuleError` for a prefix that matches no rule, `InvalidValueError` if no rule is left to run, and
    `InvalidTypeError` for anything that is not a collection.

    .. versionadded:: 0.1
    """
    check_collections(collection)
    found = sorted([*unloadable_rules(), *_problems(collection, select_rules(select, ignore))], key=Problem.sort_key)
    return ValidationReport(
        tuple(problem for problem in found if problem.justification is None),
        tuple(problem for problem in found if problem.justification is not None),
    )


def _problems(collection: Collection, rules: Iterable[Rule]) -> Iterator[Problem]:
    """Yield what each rule finds. A rule that fails is reported once, whatever it did, and the others still run."""
    reasons: dict[int, Mapping[str, str]] = {}
    for rule in rules:
        findings, failure = run_rule(rule, collection)
        for finding in findings:
            record = finding.record
            if isinstance(record, Record) and record.suppressions and id(record) not in reasons:
                reasons[id(record)] = _justifications(record)
            yield _problem(rule, finding, collection, reasons.get(id(record), {}))
        if failure:
            message = f"the rule {rule.code} ({rule.name}) failed with {failure_text(failure)}"
            repair = f"report the bug to the author of the rule, and ignore {rule.code} until it is fixed"
            shown = message_to_show(collection, None, f"{message}; {repair}")
            yield Problem(BROKEN_RULE, Severity.ERROR, "", shown)


def _justifications(record: Record) -> Mapping[str, str]:
    """Return the reasons of the suppressions of a record by code: the first that is not blank."""
    withheld = record.withholds("suppressions")
    return {
        each.code: WITHHELD if withheld else each.justification
        for each in reversed(record.suppressions)
        if each.justification.strip() and each.code not in _NEVER_SUPPRESSED
    }


def _problem(rule: Rule, finding: Finding, collection: Collection, justifications: Mapping[str, str]) -> Problem:
    """Return the problem for a finding, with a justification if the record suppresses it."""
    record = finding.record
    message = message_to_show(collection, record, check_text(finding.message))
    path = path_to_show(collection, record, finding.steps)
    if isinstance(record, Collection):
        return Problem(rule.code, rule.severity, pointer(path), message)
    reason = justifications.get(rule.code)
    return Problem(
        rule.code,
        rule.severity,
        pointer((table_of(record), positions(collection)[id(record)], *path)),
        message,
        record.id,
        justification=None if reason is None else message_to_show(collection, None, reason),
    )


def unloadable_rules() -> Iterator[Problem]:
    """Yield a problem for each installed package whose rules fail to load."""
    for entry, reason in broken_packages():
        message = f"the rules of {entry} fail to load ({reason}); correct or remove the package that provides them"
        yield Problem(BROKEN_RULE, Severity.ERROR, "", message)
