"""Problems of files as text for people."""

from collections import Counter
from collections.abc import Iterator, Sequence

from nmpolicy.checking import FileReport
from nmpolicy.cli.formats.summary import limited, notes, summary
from nmpolicy.cli.render.explanation import OTHER_CODES
from nmpolicy.cli.terminal import wrapped
from nmpolicy.problems import Severity, printable
from nmpolicy.rules.registry import all_rules
from nmpolicy.rules.runner import BROKEN_RULE

_MANY = 20  # problems; more of them get counts by code
_HINT = "`nmpolicy explain CODE` explains a code, with examples."


def as_text(reports: Sequence[FileReport], limit: int = 1000, *, rules_wanted: bool = True) -> str:
    """The problems of each file, notes, and counts. `rules_wanted` notes files that the rules could not check."""
    return "\n".join([*_problems(limited(reports, limit)), *_end(reports, limit, rules_wanted=rules_wanted)])


def _problems(reports: Sequence[FileReport]) -> Iterator[str]:
    for report in reports:
        if report.problems:
            yield printable(report.path)
        for problem in report.problems:
            yield wrapped(
                " ".join(filter(None, (problem.severity, problem.code, problem.record, problem.location))), 2, 6
            )
            yield wrapped(problem.message, 6)


def _counts(reports: Sequence[FileReport]) -> Iterator[str]:
    """A line for each code with its number and its meaning: errors first, then the most frequent."""
    found = Counter((problem.severity, problem.code) for report in reports for problem in report.problems)
    meanings = OTHER_CODES | {rule.code: rule.meaning for rule in all_rules()}
    order = [*Severity]
    width = max(len(f"{number:,}") for number in found.values())
    for (severity, code), number in sorted(
        found.items(), key=lambda item: (order.index(item[0][0]), -item[1], item[0][1])
    ):
        yield wrapped(f"{f'{number:,}':>{width}} {severity} {code} {meanings.get(code, '')}", 2, width + 3)


def _end(reports: Sequence[FileReport], limit: int, *, rules_wanted: bool) -> Iterator[str]:
    codes = Counter(problem.code for report in reports for problem in report.problems)
    if any(code > BROKEN_RULE for code in codes):
        yield _HINT
    yield from notes(reports, limit, rules_wanted=rules_wanted)
    if codes.total() > _MANY:
        yield from _counts(reports)
    yield summary(reports)
