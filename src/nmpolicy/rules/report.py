"""Running the rules over a collection, and what comes of it."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from attrs import evolve, frozen

from nmpolicy.errors import InvalidCollectionError, InvalidTypeError
from nmpolicy.problems import Problem, Severity, pointer
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.rules.catalog import Finding, Rule
from nmpolicy.rules.custom import broken_packages
from nmpolicy.rules.selection import chosen
from nmpolicy.vocabulary.values import describe

#: What is told where a rule, and not the data, is at fault.
BROKEN_RULE = "NMP099"
#: What looks at suppressions: these could else hide themselves.
_NEVER_SUPPRESSED = frozenset({"NMP705", "NMP706"})


@frozen
class Report:
    """What the rules found in one collection.

    .. versionadded:: 0.1
    """

    #: Every problem, by pointer, but for those that a suppression sets apart.
    problems: tuple[Problem, ...] = ()
    #: The problems that their records say are right to stand; each has its justification.
    suppressed: tuple[Problem, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that break the data's meaning."""
        return self._of(Severity.ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems that ask for a look."""
        return self._of(Severity.WARNING)

    @property
    def notices(self) -> tuple[Problem, ...]:
        """What is likely right, and what a reader should know."""
        return self._of(Severity.NOTICE)

    @property
    def ok(self) -> bool:
        """Whether there is no error."""
        return not self.errors

    def by_record(self, id: str | Record) -> tuple[Problem, ...]:
        """The problems of the record with this id; of none, for one that has none or is not there."""
        return self._by_record.get(id.id if isinstance(id, Record) else id, ())

    def raise_for_errors(self) -> None:
        """Raise an `InvalidCollectionError` if there is an error; warnings and notices pass."""
        if errors := self.errors:
            raise InvalidCollectionError(errors)

    def _of(self, severity: Severity) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity is severity)

    @cached_property
    def _by_record(self) -> dict[str, tuple[Problem, ...]]:
        found: dict[str, list[Problem]] = {}
        for problem in self.problems:
            if problem.record is not None:
                found.setdefault(problem.record, []).append(problem)
        return {id: tuple(some) for id, some in found.items()}


def validate(collection: Collection, *, select: Iterable[str] | None = None, ignore: Iterable[str] = ()) -> Report:
    """Check a collection by the rules of the catalog, and report all that they find at once.

    `select` and `ignore` take codes, or what codes begin with: `NMP3` is the family of chronology. Where a rule is named by
    both, the longer one decides.

    >>> from nmpolicy.records.statements import Statement
    >>> collection = Collection(id="demo", title="A demonstration").add(Statement(id="praise"))
    >>> report = validate(collection)
    >>> report.ok, [problem.code for problem in report.problems]
    (False, ['NMP602', 'NMP601'])
    >>> validate(collection, select=["NMP6"], ignore=["NMP601"]).problems == report.warnings
    True

    Raises `UnknownRuleError` for what no rule's code begins with, `InvalidValueError` where no rule is left, and
    `InvalidTypeError` for what is no collection.

    .. versionadded:: 0.1
    """
    if not isinstance(collection, Collection):
        raise InvalidTypeError(f"expected a Collection, not {describe(collection)}; load() reads one from a file")
    tables = collection.tables()
    found: list[Problem] = [*broken_rules()]
    for rule, finding in findings(collection, chosen(select, ignore)):
        match finding.place:
            case (str(table), int(index), *_) if table in tables:
                found.append(problem_of(rule, finding, tables[table][index]))
            case _:
                found.append(problem_of(rule, finding, None))
    found.sort(key=Problem.sort_key)
    return Report(
        tuple(problem for problem in found if problem.justification is None),
        tuple(problem for problem in found if problem.justification is not None),
    )


def problem_of(rule: Rule, finding: Finding, record: Record | None) -> Problem:
    """What a rule finds, as a problem of the document; with the reason, where the record gives one."""
    held = record.suppressions if record and rule.code not in _NEVER_SUPPRESSED else ()
    reasons = (each.justification for each in held if each.code == rule.code and each.justification.strip())
    return Problem(
        rule.code,
        rule.severity,
        pointer(finding.place),
        finding.message,
        record.id if record else None,
        justification=next(iter(reasons), None),
    )


def findings(collection: Collection, rules: Iterable[Rule]) -> Iterator[tuple[Rule, Finding]]:
    """What each rule finds. One that raises is a finding itself, and the others still run."""
    tables = collection.tables()
    for rule in rules:
        try:
            for finding in rule.check(collection):
                _refuse_unplaced(finding, tables)
                yield rule, finding
        except Exception as error:  # noqa: BLE001  # whatever another's rule raises
            reason = f"the rule {rule.code} ({rule.name}) failed with {type(error).__name__}: {error}"
            repair = f"this is a fault of the rule; tell its author, and ignore {rule.code} until it is mended"
            yield evolve(rule, code=BROKEN_RULE, severity=Severity.ERROR), Finding((), f"{reason}; {repair}")


def broken_rules() -> Iterator[Problem]:
    """A problem for each installed package whose rules cannot be loaded."""
    for entry, reason in broken_packages():
        message = f"the rules of {entry} cannot be loaded ({reason}); mend or remove the package that brings them"
        yield Problem(BROKEN_RULE, Severity.ERROR, "", message)


def _refuse_unplaced(finding: Finding, tables: dict[str, tuple[Record, ...]]) -> None:
    """Raise an error for what is no finding, or at a record that is not there. The collection's own fields may have any name."""
    if not isinstance(finding.message, str) or any(type(step) not in {str, int} for step in finding.place):
        raise InvalidTypeError(f"{finding!r} is no finding; its place is of texts and numbers, its message a text")
    match finding.place:
        case (str(table), int(index), *_) if table in tables and 0 <= index < len(tables[table]):
            return
        case () | (str(), *_) if not tables.keys() & set(finding.place[:1]):
            return
    raise InvalidTypeError(f"{finding.place!r} is no place in the collection; start with those of placed()")
