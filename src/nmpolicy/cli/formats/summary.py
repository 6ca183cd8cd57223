"""Numbers and limits that the output formats share, and the exit code."""

from collections.abc import Sequence
from typing import Any

from attrs import evolve

from nmpolicy.checking import FileReport
from nmpolicy.cli.terminal import counted
from nmpolicy.problems import UNLISTED, Problem, Severity

#: The end of a report's path if it names a bundled data set.
BUNDLED_MARK = " (bundled)"
_LONGEST = 2000  # characters of an id, a pointer or a message


def exit_code(reports: Sequence[FileReport], *, strict: bool = False) -> int:
    """0 if nothing fails, 1 if there are errors, 2 if a file cannot be read. With `strict`, warnings fail too."""
    if not all(report.readable for report in reports):
        return 2
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return 1 if any(problem.severity in failing for report in reports for problem in report.problems) else 0


def limited(reports: Sequence[FileReport], limit: int | None) -> list[FileReport]:
    """Return the same reports with all errors, and with as many other and suppressed problems as the limit allows.

    Warnings of any file come before notices of any other. The limit counts errors, but hides none, nor the notice that
    a report does not list all problems. None is no limit.
    """
    if limit is None:
        return [*reports]
    shown = _lengths([report.problems for report in reports], limit)
    suppressed = _lengths([report.suppressed for report in reports], limit, suppressed=True)
    return [
        evolve(
            report,
            problems=tuple(
                each for index, each in enumerate(report.problems) if index < number or each.code == UNLISTED
            ),
            suppressed=report.suppressed[:others],
        )
        for report, number, others in zip(reports, shown, suppressed, strict=True)
    ]


def shortened(reports: Sequence[FileReport]) -> list[FileReport]:
    """Return the same reports with the first characters of texts that are far too long for an id or a sentence.

    A long id is in each of a thousand problems of its record, and the output would be a thousand times as long.
    """
    return [
        evolve(
            report,
            problems=tuple(map(_shortened_problem, report.problems)),
            suppressed=tuple(map(_shortened_problem, report.suppressed)),
        )
        for report in reports
    ]


def _shortened_problem(problem: Problem) -> Problem:
    texts = {name: getattr(problem, name) for name in ("record", "pointer", "message", "justification")}
    long: dict[str, Any] = {
        name: f"{text[:_LONGEST]}…" for name, text in texts.items() if text and len(text) > _LONGEST
    }
    return evolve(problem, **long) if long else problem


def _lengths(lists: Sequence[tuple[Problem, ...]], limit: int, *, suppressed: bool = False) -> list[int]:
    """Return the number of problems to keep of each list. The lists are sorted, errors first."""
    kept = [0] * len(lists)
    for severity in Severity:
        for index, problems in enumerate(lists):
            number = sum(problem.severity is severity for problem in problems)
            number = number if severity is Severity.ERROR and not suppressed else min(limit, number)
            kept[index] += number
            limit = max(0, limit - number)
    return kept


def hidden(reports: Sequence[FileReport], shown: Sequence[FileReport]) -> int:
    """Return the number of problems that are not shown."""
    return sum(len(report.problems) for report in reports) - sum(len(report.problems) for report in shown)


def hidden_suppressed(reports: Sequence[FileReport], shown: Sequence[FileReport]) -> int:
    """Return the number of suppressed problems that are not shown."""
    return sum(len(report.suppressed) for report in reports) - sum(len(report.suppressed) for report in shown)


def count(reports: Sequence[FileReport], severity: Severity) -> int:
    """Return the number of problems of a severity."""
    return sum(problem.severity is severity for report in reports for problem in report.problems)


def summary(reports: Sequence[FileReport]) -> str:
    """Return the last line of the output: how many problems there are, by severity."""
    counts = ", ".join(counted(count(reports, severity), severity) for severity in Severity)
    suppressed = sum(len(report.suppressed) for report in reports)
    return f"{counts}{f', {suppressed:,} suppressed' if suppressed else ''} in {counted(len(reports), 'file')}"


def notes(reports: Sequence[FileReport], shown: Sequence[FileReport], *, rules_wanted: bool = True) -> list[str]:
    """Return sentences about problems that are not shown and files that were not checked against the rules."""
    rest, total = hidden(reports, shown), hidden(reports, ())
    found = [f"{counted(rest, 'problem')} not shown; --limit {total} shows all."] if rest else []
    if rules_wanted and not all(report.checked_rules for report in reports):
        found.append("Files that do not hold a collection were not checked against the rules.")
    return found


def is_file(path: str) -> bool:
    """True if the path of a report is a file, not standard input or a bundled data set."""
    return path != "-" and not path.endswith(BUNDLED_MARK)
