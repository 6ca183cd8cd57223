"""Runs the rules on a collection."""

from collections.abc import Iterable, Iterator, Mapping

from nmpolicy.errors import InvalidTypeError
from nmpolicy.problems import Problem, Severity, pointer
from nmpolicy.records.arguments import check_collections
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.field_texts import WITHHELD
from nmpolicy.records.message_redaction import message_to_show, path_to_show
from nmpolicy.rules.registry import Finding, Rule, broken_packages, select_rules
from nmpolicy.rules.validation_report import ValidationReport

#: The code of a problem with a rule itself.
BROKEN_RULE = "NMP099"
#: The rules about suppressions, which a suppression could otherwise hide from.
_NEVER_SUPPRESSED = frozenset({"NMP705", "NMP706"})
#: The table and the index of each record, by the record's identity, because ids may repeat.
_Positions = Mapping[int, tuple[str, int]]


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
    found = sorted([*_unloadable_rules(), *_problems(collection, select_rules(select, ignore))], key=Problem.sort_key)
    return ValidationReport(
        tuple(problem for problem in found if problem.justification is None),
        tuple(problem for problem in found if problem.justification is not None),
    )


def _problems(collection: Collection, rules: Iterable[Rule]) -> Iterator[Problem]:
    """Yield what each rule finds. A rule that raises is reported as a problem, and the others still run."""
    positions = {
        id(record): (table, index)
        for table, records in collection.tables().items()
        for index, record in enumerate(records)
    }
    for rule in rules:
        try:
            for finding in rule.check(collection):
                yield _problem(rule, finding, collection, positions)
        except Exception as error:  # noqa: BLE001  # another package's rule may raise anything
            message = f"the rule {rule.code} ({rule.name}) failed with {type(error).__name__}: {error}"
            repair = f"report the bug to the author of the rule, and ignore {rule.code} until it is fixed"
            shown = message_to_show(collection, None, f"{message}; {repair}")
            yield Problem(BROKEN_RULE, Severity.ERROR, "", shown)


def _problem(rule: Rule, finding: Finding, collection: Collection, positions: _Positions) -> Problem:
    """Return the problem for a finding, with a justification if the record suppresses it."""
    steps, record = finding.steps, finding.record
    if not isinstance(finding.message, str) or any(type(step) not in {str, int} for step in steps):
        raise InvalidTypeError(
            f"{finding!r} is not a valid finding; its path consists of field names and indexes, and its message is text"
        )
    message = message_to_show(collection, record, finding.message)
    if record is collection:
        return Problem(rule.code, rule.severity, pointer(steps), message)
    position = positions.get(id(record))
    if position is None or not isinstance(record, Record):
        raise InvalidTypeError(f"{record!r} is not in the collection; pass the record that the collection holds")
    reasons = (suppression.justification for suppression in record.suppressions if suppression.code == rule.code)
    justification = next((reason for reason in reasons if reason.strip()), None)
    if justification is not None:
        justification = (
            WITHHELD if record.withholds("suppressions") else message_to_show(collection, None, justification)
        )
    return Problem(
        rule.code,
        rule.severity,
        pointer((*position, *path_to_show(record, steps))),
        message,
        record.id,
        justification=None if rule.code in _NEVER_SUPPRESSED else justification,
    )


def _unloadable_rules() -> Iterator[Problem]:
    """Yield a problem for each installed package whose rules fail to load."""
    for entry, reason in broken_packages():
        message = f"the rules of {entry} fail to load ({reason}); correct or remove the package that provides them"
        yield Problem(BROKEN_RULE, Severity.ERROR, "", message)
