"""The problems that an import reports: those with the same message once, with all their places."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from nmpolicy.cli.terminal import counted, wrapped
from nmpolicy.imports.input_items import InputProblem
from nmpolicy.problems import Problem
from nmpolicy.tables.cell_problems import CellProblem

_MAX_PLACES = 10  # JSON Pointers of one message, which have no ranges


class _Group(NamedTuple):
    """The properties shared by the problems of a group."""

    code: str
    file: str
    column: str
    message: str


def input_problem_lines(problems: Sequence[Problem]) -> Iterator[str]:
    r"""Yield the lines that report the problems of an input, wrapped.

    >>> from nmpolicy.problems import Severity
    >>> rows = [2, 3, 4, 9]
    >>> message = "the mapping does not list 'EO'; add it"
    >>> told = [CellProblem("NMP015", Severity.WARNING, "", message, file="orders.csv", row=row) for row in rows]
    >>> print(*input_problem_lines(told), sep="\n")
    4 problems in the input:
      NMP015 orders.csv, rows 2-4, 9
          the mapping does not list 'EO'; add it
    """
    if not problems:
        return
    yield f"{counted(len(problems), 'problem')} in the input:"
    groups: dict[_Group, list[Problem]] = {}
    for problem in problems:
        group = _Group(problem.code, getattr(problem, "file", ""), getattr(problem, "field", ""), problem.message)
        groups.setdefault(group, []).append(problem)
    for group, same in groups.items():
        yield wrapped(f"{group.code} {_places(group, same)}", 2, 6)
        yield wrapped(group.message, 6)


def _places(group: _Group, problems: Sequence[Problem]) -> str:
    """Return the places of problems with the same message: rows as ranges, and the first of many JSON Pointers."""
    first = problems[0]
    if len(problems) == 1:
        return f"{first.record} {first.location}" if isinstance(first, CellProblem) and first.record else first.location
    if isinstance(first, CellProblem):
        rows = sorted({each.row for each in problems if isinstance(each, CellProblem) and each.row is not None})
        return ", ".join(
            filter(None, (f"{group.file}, rows {_ranges(rows)}", group.column and f"column {group.column}"))
        )
    pointers = [each.pointer if isinstance(first, InputProblem) else each.location for each in problems]
    more = f" and {len(pointers) - _MAX_PLACES:,} more" if len(pointers) > _MAX_PLACES else ""
    return f"{group.file} {', '.join(pointers[:_MAX_PLACES])}{more}".strip()


def _ranges(rows: Sequence[int]) -> str:
    """Return sorted numbers as ranges.

    >>> _ranges([2, 3, 4, 9])
    '2-4, 9'
    """
    ranges = [
        [row for _, row in numbers] for _, numbers in groupby(enumerate(rows), key=lambda each: each[1] - each[0])
    ]
    return ", ".join(str(each[0]) if len(each) == 1 else f"{each[0]}-{each[-1]}" for each in ranges)
