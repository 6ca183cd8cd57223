"""The validation report of a collection: every problem that the rules find."""

from collections import Counter
from functools import cached_property

from attrs import frozen

from nmpolicy.errors import InvalidCollectionError
from nmpolicy.markup import section
from nmpolicy.problems import Problem, Severity
from nmpolicy.queries.answer_tables import Answer, Answers
from nmpolicy.records.base import Record


@frozen(repr=False)
class ValidationReport(Answer):
    """The problems that the rules find in one collection.

    It is true if it has no errors, so `if nm.validate(collection):` reads as it should.

    .. versionadded:: 0.1
    """

    problems: tuple[Problem, ...] = ()
    """The problems, errors first, then by JSON Pointer; without the suppressed ones."""
    suppressed: tuple[Problem, ...] = ()
    """The problems that their records suppress, each with its justification."""

    @property
    def errors(self) -> Answers[Problem]:
        """Problems that make the data wrong."""
        return self._with_severity(Severity.ERROR)

    @property
    def warnings(self) -> Answers[Problem]:
        """Problems to review, because something is probably wrong."""
        return self._with_severity(Severity.WARNING)

    @property
    def notices(self) -> Answers[Problem]:
        """Facts that are probably correct and that readers should know."""
        return self._with_severity(Severity.NOTICE)

    @property
    def ok(self) -> bool:
        """True if there are no errors. Warnings and notices do not matter."""
        return not self.errors

    def __repr__(self) -> str:
        """Return the numbers of problems."""
        return f"<{type(self).__name__} {self._summary()}>"

    def __bool__(self) -> bool:
        """Return the same as `ok`."""
        return self.ok

    def by_record(self, id: str | Record) -> tuple[Problem, ...]:
        """Return the problems of the record with this id; empty if there are none or there is no such record."""
        return self._by_record.get(id.id if isinstance(id, Record) else id, ())

    def raise_for_errors(self) -> None:
        """Raise an `InvalidCollectionError` if there are errors. Warnings and notices pass."""
        if errors := self.errors:
            raise InvalidCollectionError(errors)

    def _repr_html_(self) -> str:
        """Return the number of problems and a table of them, for a notebook."""
        found = {"Problems": self.problems, "Suppressed problems": self.suppressed}
        tables = [Answers(problems, title)._repr_html_() for title, problems in found.items() if problems]
        return section(f"{type(self).__name__} {self._summary()}", *tables)

    def _summary(self) -> str:
        """Return the numbers of problems."""
        counts = Counter(problem.severity for problem in self.problems)
        suppressed = f", suppressed: {len(self.suppressed):,}" if self.suppressed else ""
        return ", ".join(f"{severity}s: {counts[severity]:,}" for severity in Severity) + suppressed

    def _with_severity(self, severity: Severity) -> Answers[Problem]:
        return Answers(
            (problem for problem in self.problems if problem.severity is severity), f"{severity}s".capitalize()
        )

    @cached_property
    def _by_record(self) -> dict[str, tuple[Problem, ...]]:
        found: dict[str, list[Problem]] = {}
        for problem in self.problems:
            if problem.record is not None:
                found.setdefault(problem.record, []).append(problem)
        return {id: tuple(problems) for id, problems in found.items()}
