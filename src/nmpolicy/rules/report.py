"""Running the rules over a collection, and what comes of it."""

from collections.abc import Iterator

from attrs import frozen

from nmpolicy.errors import InvalidTypeError
from nmpolicy.problems import Problem, Severity, pointer
from nmpolicy.records.collection import TABLES, Collection
from nmpolicy.rules import authority, evidence, references, unknown  # noqa: F401  # each adds its rules to the catalog
from nmpolicy.rules.catalog import Finding, Place, Rule, catalog
from nmpolicy.vocabulary.values import describe


@frozen
class Report:
    """What the rules found in one collection.

    .. versionadded:: 0.1
    """

    #: Every problem, by pointer.
    problems: tuple[Problem, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that break the data's meaning."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems that ask for a look."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.WARNING)

    @property
    def ok(self) -> bool:
        """Whether there is no error."""
        return not self.errors


def validate(collection: Collection) -> Report:
    """Check a collection by every rule of the catalog, and report all that they find at once.

    >>> from nmpolicy.records.statements import Statement
    >>> report = validate(Collection(id="demo", title="A demonstration").add(Statement(id="praise")))
    >>> report.ok, [problem.code for problem in report.problems]
    (False, ['NMP602', 'NMP601'])

    .. versionadded:: 0.1
    """
    if not isinstance(collection, Collection):
        raise InvalidTypeError(f"expected a Collection, not {describe(collection)}; load() reads one from a file")
    found = [
        Problem(
            rule.code, rule.severity, pointer(finding.place), finding.message, _record_id(collection, finding.place)
        )
        for rule, finding in findings(collection)
    ]
    return Report(tuple(sorted(found, key=Problem.sort_key)))


def findings(collection: Collection) -> Iterator[tuple[Rule, Finding]]:
    """What each rule finds."""
    for rule in catalog():
        for finding in rule.check(collection):
            yield rule, finding


def _record_id(collection: Collection, place: Place) -> str | None:
    if place[0] not in TABLES:  # what the collection says of itself
        return None
    table, index = place[:2]
    return collection.tables()[str(table)][int(index)].id
