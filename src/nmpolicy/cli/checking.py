"""Reading and checking the files that a command names."""

import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import nullcontext
from io import BytesIO
from pathlib import Path
from typing import Self

import click
from attrs import evolve, frozen

from nmpolicy.bulk.checking import check_lines
from nmpolicy.bulk.stretches import NonNegativeInt
from nmpolicy.datasets import load_dataset
from nmpolicy.errors import DocumentError, UnreadableDocumentError
from nmpolicy.problems import Problem, Severity, printable
from nmpolicy.records.collection import Collection
from nmpolicy.rules.runner import validate
from nmpolicy.serialization.converter import Unknown
from nmpolicy.serialization.documents import read as read_text
from nmpolicy.serialization.files import has_lines, read_whole
from nmpolicy.serialization.line_numbers import lines_of_places
from nmpolicy.serialization.load_dump import read_bytes

BUNDLED = "albuquerque-immigrant-friendly-2025"
STDIN = Path("-")
_STEPS = 1000  # of a progress bar


@frozen
class Options:
    """How files are checked."""

    unknown: Unknown = "refuse"
    #: How many processes share a file of JSON Lines.
    jobs: int = 1
    #: How many problems are shown; the others are counted.
    limit: int = 1000
    #: Whether to take every file for one of JSON Lines, whatever its name.
    lines: bool = False
    #: The rules that are run, by codes or what codes begin with, and those of them that are not.
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()


@frozen
class Checked:
    """What came of one file."""

    #: The file as it was named, `-` for standard input, or the name of the bundled data set.
    name: str
    #: The file's path; empty where it is none.
    file: str
    #: The first problems.
    problems: tuple[Problem, ...]
    #: How many problems there are of each severity.
    counts: Counter[Severity]
    #: The first problems that a suppression sets apart, and how many there are.
    suppressed: tuple[Problem, ...] = ()
    suppressions: int = 0
    #: Whether there was JSON to check.
    readable: bool = True
    #: Whether the rules were run, which they are on records only.
    complete: bool = True

    @classmethod
    def of(cls, file: Path | None, tally: NonNegativeInt) -> Self:
        """What came of a file that the rules were run on."""
        apart = tuple(tally.suppressed)
        return cls(_name(file), _path(file), tuple(tally.problems), tally.counts, apart, tally.suppressions)

    @classmethod
    def refused(cls, file: Path | None, error: DocumentError) -> Self:
        """What came of a file that holds no collection."""
        counts = Counter(problem.severity for problem in error.problems)
        readable = not isinstance(error, UnreadableDocumentError)
        return cls(_name(file), _path(file), error.problems, counts, readable=readable, complete=False)


def read(file: Path | None, unknown: Unknown = "refuse") -> Collection:
    """The collection in a file, on standard input for `-`, or the bundled one for None."""
    return _collection(file, _text(file), unknown)


def read_standard_input() -> bytes:
    """All bytes of standard input; none where it is closed."""
    return sys.stdin.buffer.read() if sys.stdin else b""


def checked(file: Path | None, options: Options) -> Checked:
    """What is wrong with a file: with its JSON, or else with its records; of lines, with either."""
    text: bytes | None = None
    try:
        if file is not None and (options.lines or has_lines(file)):
            return Checked.of(file, _check_lines(file, options))
        text = _text(file)
        report = validate(_collection(file, text, options.unknown), select=options.select, ignore=options.ignore)
    except UnreadableDocumentError as error:
        return Checked.refused(file, error)
    except DocumentError as error:
        error.problems = tuple(_on_lines(error.problems, text))
        return Checked.refused(file, error)
    tally = NonNegativeInt(sys.maxsize)  # which come first is known when their lines are
    for problem in _on_lines((*report.problems, *report.suppressed), text):
        tally.add(problem)
    return Checked.of(file, tally)


def _text(file: Path | None) -> bytes | None:
    """What a file holds, unpacked; None for the bundled data set."""
    if file is None:
        return None
    return read_standard_input() if file == STDIN else read_whole(file)


def _collection(file: Path | None, text: bytes | None, unknown: Unknown) -> Collection:
    if file is None or text is None:
        return load_dataset(BUNDLED)
    return read_text(text, unknown) if file == STDIN else read_bytes(text, file, unknown)


def _on_lines(problems: Sequence[Problem], text: bytes | None) -> list[Problem]:
    """The problems with their lines, by these, where there is a text."""
    if text is None or not problems:
        return list(problems)
    lines = lines_of_places(text.decode().removeprefix("\ufeff"), (problem.pointer for problem in problems))
    return sorted((evolve(problem, line=lines[problem.pointer]) for problem in problems), key=Problem.sort_key)


def _check_lines(file: Path, options: Options) -> NonNegativeInt:
    bar = (
        click.progressbar(length=_STEPS, label=printable(file.name), file=sys.stderr)
        if sys.stderr and sys.stderr.isatty()
        else nullcontext()
    )
    with bar as shown:

        def progress(done: float) -> None:
            if shown is not None:
                shown.update(round(done * _STEPS) - shown.pos)

        return check_lines(
            (sys.stdin.buffer if sys.stdin else BytesIO()) if file == STDIN else file,
            unknown=options.unknown,
            select=options.select,
            ignore=options.ignore,
            jobs=options.jobs,
            most=options.limit,
            progress=progress,
        )


def _name(file: Path | None) -> str:
    return f"{BUNDLED} (bundled)" if file is None else str(file)


def _path(file: Path | None) -> str:
    return "" if file is None or file == STDIN else str(file)
