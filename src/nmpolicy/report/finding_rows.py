"""Rows of a page for the problems that the rules find in a collection."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from attrs import frozen

from nmpolicy.problems import Problem, Severity
from nmpolicy.report.page_context import PageContext, problems_by_record

if TYPE_CHECKING:
    from markupsafe import Markup

_STEPS_TO_FIELD = 3  # of a JSON Pointer: nothing, the table, and the index


@frozen
class FindingRow:
    """Something that a rule finds."""

    severity: Severity
    """The severity of the problem."""
    code: str
    """The code of the rule."""
    record: str | None
    """Id of the record; None if it is the collection, or no record."""
    field: str
    """The field in words; empty if it is the record as a whole."""
    message: "Markup"
    """The problem and its fix, with links to the records that it names."""
    justification: str
    """The reason why the record is correct as it is; empty if it gives none."""


def finding_rows(context: PageContext, ids: Iterable[str] | None = None) -> Mapping[str, Sequence[FindingRow]]:
    """Return what the rules find, by the title of its list; of some records alone, if `ids` names them."""
    by_record = problems_by_record(context.collection)
    wanted = by_record if ids is None else dict.fromkeys(id for id in ids if id in by_record)
    problems = sorted((each for id in wanted for each in by_record[id]), key=Problem.sort_key)
    rows = [(problem, _row(context, problem)) for problem in problems]
    titles = {
        "Errors": [row for problem, row in rows if row.severity is Severity.ERROR and problem.justification is None],
        "Warnings": [
            row for problem, row in rows if row.severity is Severity.WARNING and problem.justification is None
        ],
        "Notices": [row for problem, row in rows if row.severity is Severity.NOTICE and problem.justification is None],
        "Accepted, with the reason": [row for problem, row in rows if problem.justification is not None],
    }
    return {title: listed for title, listed in titles.items() if listed}


def _row(context: PageContext, problem: Problem) -> FindingRow:
    steps = problem.pointer.split("/")[_STEPS_TO_FIELD if problem.record else 1 :]
    field = ", ".join(step.replace("_", " ") for step in steps if not step.isdecimal())
    return FindingRow(
        severity=problem.severity,
        code=problem.code,
        record=problem.record,
        field=field,
        message=context.with_links(problem.message, keep_ids=field == "id"),
        justification=problem.justification or "",
    )
