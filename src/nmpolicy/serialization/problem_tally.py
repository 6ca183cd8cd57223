"""The problems of a document that are listed, and the number of the others."""

from collections.abc import Iterable
from typing import Any

from nmpolicy.errors import InvalidDocumentError
from nmpolicy.problems import MAX_PROBLEMS, UNLISTED, Problem, Severity


class ProblemTally:
    """Collects the first problems of a document, and counts the others.

    Finding and explaining a problem takes a hundred times as long as reading a right value, so a document of which
    every value is wrong would take hours and all memory.
    """

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        """Begin with some problems."""
        self._problems: list[Problem] = []
        self._others = 0
        self._counted = True
        self.add(problems)

    def __bool__(self) -> bool:
        """Return whether there is any problem."""
        return bool(self._problems)

    @property
    def room(self) -> int:
        """The number of problems that can still be listed."""
        return max(0, MAX_PROBLEMS - len(self._problems))

    @property
    def is_full(self) -> bool:
        """True if a further problem would not be listed."""
        return not self.room

    def add(self, problems: Iterable[Problem]) -> None:
        """Add problems to the list, or count them."""
        for each in problems:
            if self.is_full:
                self._others += 1
            else:
                self._problems.append(each)

    def add_others(self, count: int) -> None:
        """Count problems that are not listed."""
        self._others += count

    def add_uncounted(self, least: int) -> None:
        """Count at least so many problems, each of which may be several."""
        self._others += least
        self._counted = False

    def problems(self) -> tuple[Problem, ...]:
        """Return the problems in their order, and a notice at the end if there are others."""
        listed = sorted(self._problems, key=Problem.sort_key)
        if self._others:
            number = f"{'' if self._counted else 'at least '}{self._others:,} more problem{'s' * (self._others > 1)}"
            message = (
                f"there {'are' if self._others > 1 else 'is'} {number}; fix those that are listed, and read it again"
            )
            listed.append(Problem(UNLISTED, Severity.NOTICE, "", message))
        return tuple(listed)

    def error(self, data: Any, *, is_record: bool = False) -> InvalidDocumentError:
        """Return the error that has the problems, without the values of private individuals in the plain data."""
        # Valid input does not need it.
        from nmpolicy.serialization.problem_redaction import without_private_values  # noqa: PLC0415

        return InvalidDocumentError((*without_private_values(self.problems(), data, is_record=is_record),))
