"""The report on a collection: every problem that the rules find."""

from functools import cached_property

from attrs import frozen

from nmpolicy.errors import InvalidCollectionError
from nmpolicy.problems import Problem, Severity
from nmpolicy.records.base import Record


@frozen
class Report:
    """The problems that the rules find in one collection.

    A report is true if it has no errors, so `if nm.validate(collection):` reads as it should.

    .. versionadded:: 0.1
    """

    problems: tuple[Problem, ...] = ()
    """The problems, errors first, then by JSON Pointer; without the suppressed ones."""
    suppressed: tuple[Problem, ...] = ()
    """The problems that their records suppress, each with its justification."""

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Problems that make the data wrong."""
        return self._with_severity(Severity.ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """Problems to review, because something is probably wrong."""
        return self._with_severity(Severity.WARNING)

    @property
    def notices(self) -> tuple[Problem, ...]:
        """Facts that are probably correct and that readers should know."""
        return self._with_severity(Severity.NOTICE)

    @property
    def ok(self) -> bool:
        """True if there are no errors. Warnings and notices do not matter."""
        return not self.errors

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

    def _with_severity(self, severity: Severity) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity is severity)

    @cached_property
    def _by_record(self) -> dict[str, tuple[Problem, ...]]:
        found: dict[str, list[Problem]] = {}
        for problem in self.problems:
            if problem.record is not None:
                found.setdefault(problem.record, []).append(problem)
        return {id: tuple(problems) for id, problems in found.items()}
