"""What came of checking files, as text for a person and as JSON for a program, and as an exit code."""

import json
from collections.abc import Iterator, Sequence

import attrs

from nmpolicy.cli.checking import Checked
from nmpolicy.cli.terminal import wrapped
from nmpolicy.problems import Severity, printable
from nmpolicy.rules.runner import BROKEN_RULE

_MORE = "`nmpolicy explain CODE` tells more of a code, with examples."
_UNCHECKED = "The rules have not been run where a file could not be read as a collection."


def exit_code(results: Sequence[Checked], *, strict: bool = False) -> int:
    """0 if nothing is wrong but what does not fail, 1 if there are errors, 2 if a file could not be read.

    Warnings fail where it is `strict`; notices never do.
    """
    if not all(result.readable for result in results):
        return 2
    failing = [Severity.ERROR, Severity.WARNING] if strict else [Severity.ERROR]
    return 1 if any(_count(results, severity) for severity in failing) else 0


def as_text(results: Sequence[Checked], limit: int = 1000, *, rules: bool = True) -> str:
    """The first problems for a person, with a last line that counts them all; if `rules` were to be run, where not."""
    shown = list(_lines(limited(results, limit)))
    more = any(problem.code > BROKEN_RULE for result in results for problem in result.problems)
    return "\n".join([*shown, *([_MORE] if more else []), *notes_and_counts(results, limit, rules=rules)])


def notes_and_counts(results: Sequence[Checked], limit: int, *, rules: bool = True) -> list[str]:
    """What a person should know besides the problems, and as the last line how many there are."""
    left = left_out(results, limited(results, limit))
    notes = [f"{counted(left, 'problem')} more; --limit shows further ones."] if left else []
    notes += [] if not rules or all(result.complete for result in results) else [_UNCHECKED]
    return [*notes, _summary(results)]


def as_json(results: Sequence[Checked], limit: int = 1000) -> str:
    """The first problems for a program: an object with the files, each with its problems, and the counts of them all."""
    shown = limited(results, limit)
    files = [
        {
            "file": result.name,
            "problems": [attrs.asdict(problem, filter=_told) for problem in result.problems],
            "suppressed": [attrs.asdict(problem) for problem in result.suppressed],
        }
        for result in shown
    ]
    counts = {f"{severity}s": _count(results, severity) for severity in Severity}
    counts["suppressed"] = sum(result.suppressions for result in results)
    left = {"left_out": left_out(results, shown), "suppressed_left_out": suppressed_left_out(results, shown)}
    return json.dumps({"files": files, **counts, **left}, indent=2)


def counted(number: int, noun: str) -> str:
    """English for a number of things, in numerals."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _told(field: "attrs.Attribute[object]", _value: object) -> bool:
    return field.name != "justification"


def limited(results: Sequence[Checked], limit: int) -> list[Checked]:
    """The same, with so many problems in all, and so many suppressed ones."""
    limited = []
    rest = limit
    for result in results:
        limited.append(attrs.evolve(result, problems=result.problems[:limit], suppressed=result.suppressed[:rest]))
        limit -= len(limited[-1].problems)
        rest -= len(limited[-1].suppressed)
    return limited


def suppressed_left_out(results: Sequence[Checked], shown: Sequence[Checked]) -> int:
    """How many of the problems that are set apart are not shown."""
    return sum(result.suppressions for result in results) - sum(len(result.suppressed) for result in shown)


def left_out(results: Sequence[Checked], shown: Sequence[Checked]) -> int:
    """How many of the problems are not shown."""
    return sum(result.counts.total() for result in results) - sum(len(result.problems) for result in shown)


def _lines(results: Sequence[Checked]) -> Iterator[str]:
    for result in results:
        if result.problems:
            yield printable(result.name)
        for problem in result.problems:
            where = " ".join(filter(None, (problem.severity, problem.code, problem.record, problem.location)))
            yield wrapped(where, 2, 6)
            yield wrapped(problem.message, 6)


def _summary(results: Sequence[Checked]) -> str:
    counts = ", ".join(counted(_count(results, severity), severity) for severity in Severity)
    apart = sum(result.suppressions for result in results)
    return f"{counts}{f', {apart:,} suppressed' if apart else ''} in {counted(len(results), 'file')}"


def _count(results: Sequence[Checked], severity: Severity) -> int:
    return sum(result.counts[severity] for result in results)
