"""Reading and checking the files that a command names, and printing what is wrong with them."""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Self

import attrs
from attrs import frozen

from nmpolicy.cli.page import wrapped
from nmpolicy.dataset import load_dataset
from nmpolicy.errors import DocumentError, UnreadableDocumentError
from nmpolicy.problems import Problem, Severity, printable
from nmpolicy.records.collection import Collection
from nmpolicy.rules.report import validate
from nmpolicy.wire.documents import loads
from nmpolicy.wire.files import load

_BUNDLED = "albuquerque-immigrant-friendly-2025"
_STDIN = Path("-")
_UNCHECKED = "The rules have not been run where a file could not be read as a collection."


@frozen
class Checked:
    """What came of one file."""

    #: The file as it was named, `-` for standard input, or the name of the bundled data set.
    name: str
    problems: tuple[Problem, ...]
    #: Whether there was JSON to check.
    readable: bool = True
    #: Whether the rules were run, which they are on collections only.
    complete: bool = True

    @classmethod
    def refused(cls, file: Path | None, error: DocumentError) -> Self:
        """What came of a file that holds no collection."""
        return cls(_name(file), error.problems, not isinstance(error, UnreadableDocumentError), complete=False)


def read(file: Path | None) -> Collection:
    """The collection in a file, on standard input for `-`, or the bundled one for None."""
    if file is None:
        return load_dataset(_BUNDLED)
    if file == _STDIN:
        return loads(sys.stdin.buffer.read() if sys.stdin else b"")
    return load(file)


def checked(file: Path | None) -> Checked:
    """What is wrong with a file: with its JSON, or else with its records."""
    try:
        return Checked(_name(file), validate(read(file)).problems)
    except DocumentError as error:
        return Checked.refused(file, error)


def exit_code(results: Sequence[Checked]) -> int:
    """0 if nothing is wrong but warnings, 1 if there are errors, 2 if a file could not be read."""
    if not all(result.readable for result in results):
        return 2
    return 1 if _count(results, Severity.ERROR) else 0


def as_text(results: Sequence[Checked]) -> str:
    """The problems for a person, with a last line of counts."""
    unchecked = [] if all(result.complete for result in results) else [_UNCHECKED]
    return "\n".join([*_lines(results), *unchecked, _summary(results)])


def as_json(results: Sequence[Checked]) -> str:
    """The problems for a program: an object with the files, each with its problems, and the counts."""
    files = [
        {"file": result.name, "problems": [attrs.asdict(problem) for problem in result.problems]} for result in results
    ]
    counts = {f"{severity}s": _count(results, severity) for severity in Severity}
    return json.dumps({"files": files, **counts}, indent=2)


def _name(file: Path | None) -> str:
    return f"{_BUNDLED} (bundled)" if file is None else str(file)


def _lines(results: Sequence[Checked]) -> Iterator[str]:
    for result in results:
        if result.problems:
            yield printable(result.name)
        for problem in result.problems:
            yield "  " + printable(
                " ".join(filter(None, (problem.severity, problem.code, problem.record, problem.place)))
            )
            yield wrapped(problem.message, 6)


def _summary(results: Sequence[Checked]) -> str:
    counts = (counted(_count(results, severity), severity) for severity in Severity)
    return f"{', '.join(counts)} in {counted(len(results), 'file')}"


def _count(results: Sequence[Checked], severity: Severity) -> int:
    return sum(problem.severity is severity for result in results for problem in result.problems)


def counted(number: int, noun: str) -> str:
    """English for a number of things, in numerals."""
    return f"{number} {noun}" + ("" if number == 1 else "s")
