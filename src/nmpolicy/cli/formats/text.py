"""Problems of files as text for people."""

from collections import Counter
from collections.abc import Iterator, Sequence

from attrs import evolve

from nmpolicy.checking import FileReport
from nmpolicy.cli.formats.summary import limited, notes, summary
from nmpolicy.cli.render.explanation import OTHER_CODES
from nmpolicy.cli.terminal import wrapped
from nmpolicy.problems import Problem, Severity, printable
from nmpolicy.rules.registry import all_rules
from nmpolicy.rules.runner import BROKEN_RULE

_MANY = 20  # problems; more of them get counts by code, and without a limit only the first of each code are shown:
_EXAMPLES = {Severity.ERROR: 100, Severity.WARNING: 3, Severity.NOTICE: 3}
_ALLOWED = " Allowed: "
_HINT = "`nmpolicy explain CODE` explains a code, with examples."


def as_text(reports: Sequence[FileReport], limit: int | None = None, *, rules_wanted: bool = True) -> str:
    """Return the problems of each file, notes, and counts. `rules_wanted` notes files that the rules could not check.

    Without a limit, the first of many problems of each code are shown.
    """
    shown = _examples(reports) if limit is None else limited(reports, limit)
    return "\n".join([*_problems(shown), *_end(reports, shown, rules_wanted=rules_wanted)])


def _examples(reports: Sequence[FileReport]) -> list[FileReport]:
    """Return the same reports with, if there are many problems, the first ones of each code."""
    if sum(len(report.problems) for report in reports) <= _MANY:
        return [*reports]
    found: Counter[str] = Counter()
    kept: list[FileReport] = []
    for report in reports:
        problems: list[Problem] = []
        for problem in report.problems:
            if found[problem.code] < _EXAMPLES[problem.severity]:
                problems.append(problem)
                found[problem.code] += 1
        kept.append(evolve(report, problems=tuple(problems)))
    return kept


def _problems(reports: Sequence[FileReport]) -> Iterator[str]:
    for report in reports:
        allowed: set[str] = set()  # lists of terms that are printed
        if report.problems:
            yield "standard input" if report.path == "-" else printable(report.path)
        for problem in report.problems:
            yield wrapped(
                " ".join(filter(None, (problem.severity, problem.code, problem.record, problem.location))), 2, 6
            )
            yield wrapped(_without_repetition(problem.message, allowed), 6)


def _without_repetition(message: str, printed: set[str]) -> str:
    """Return a message without its list of allowed terms if it is printed already; otherwise remember the list."""
    rest, _, allowed = message.rpartition(_ALLOWED)
    if allowed in printed:
        return f"{rest} The allowed terms are listed above." if rest.endswith(".") else rest
    if rest:
        printed.add(allowed)
    return message


def _counts(reports: Sequence[FileReport]) -> Iterator[str]:
    """Yield a line for each code with its number and its meaning: errors first, then the most frequent."""
    found = Counter((problem.severity, problem.code) for report in reports for problem in report.problems)
    meanings = {code: each.meaning for code, each in OTHER_CODES.items()}
    meanings |= {rule.code: rule.meaning for rule in all_rules()}
    order = [*Severity]
    width = max(len(f"{number:,}") for number in found.values())
    for (severity, code), number in sorted(
        found.items(), key=lambda item: (order.index(item[0][0]), -item[1], item[0][1])
    ):
        yield wrapped(f"{f'{number:,}':>{width}} {severity} {code} {meanings.get(code, '')}", 2, width + 3)


def _end(reports: Sequence[FileReport], shown: Sequence[FileReport], *, rules_wanted: bool) -> Iterator[str]:
    codes = Counter(problem.code for report in reports for problem in report.problems)
    if any(code > BROKEN_RULE for code in codes):
        yield _HINT
    yield from notes(reports, shown, rules_wanted=rules_wanted)
    if codes.total() > _MANY:
        yield from _counts(reports)
    yield summary(reports)
