"""A file of JSON Lines in stretches of some megabytes, each read for itself, by whichever process."""

import heapq
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice, takewhile
from pathlib import Path
from typing import IO, Any, NamedTuple

from attrs import Factory, define, evolve, frozen

from nmpolicy.analysis.surveys import SURVEYS
from nmpolicy.bulk.index import Places
from nmpolicy.errors import InvalidDocumentError, UnreadableDocumentError
from nmpolicy.problems import Problem, Severity
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.survey import AnySurvey
from nmpolicy.wire.converter import Unknown
from nmpolicy.wire.lines import batches, numbered
from nmpolicy.wire.storage import told_of
from nmpolicy.wire.tagged import Line, read_records

SIZE = 2**21  # bytes of a stretch: enough to be worth a process's while, few enough to hold as records
_IDS = re.compile(rb'"id"\s*:\s*"([^"\\]*)"')  # on a line that may be no JSON
_BLOCK = 2**20  # bytes that are counted at once


@frozen
class Source:
    """A file that is read again and again."""

    path: Path
    #: What to call it.
    name: str
    #: The version of the format that it is in.
    version: int
    unknown: Unknown
    #: How many problems are told; the others are counted.
    most: int
    #: What shows whether somebody has written to it: its size, and when it was last changed.
    state: tuple[int, int]

    def unchanged(self) -> None:
        """Raise an `UnreadableDocumentError` if the file is not what it was: what is known of it would be wrong."""
        if state_of(self.path) != self.state:
            message = "the file was changed while it was checked; check it again"
            raise UnreadableDocumentError((Problem("NMP001", Severity.ERROR, "", message),), self.name)


def state_of(path: Path) -> tuple[int, int]:
    """The size of a file, and when it was last changed."""
    with told_of(path):
        found = path.stat()
    return found.st_size, found.st_mtime_ns


def opened(path: Path) -> IO[bytes]:
    """The file, opened for reading. Raises an `UnreadableDocumentError` that names it."""
    with told_of(path):
        return path.open("rb")


class Stretch(NamedTuple):
    """Whole lines of a file, from a byte to the one before another."""

    start: int
    stop: int


@define(eq=False)
class Tally:
    """The first problems of a stretch or a file, and how many there are of each severity."""

    most: int
    problems: list[Problem] = Factory(list)
    counts: Counter[Severity] = Factory(Counter)
    #: The first of those that a suppression sets apart, and how many there are.
    suppressed: list[Problem] = Factory(list)
    suppressions: int = 0
    #: The rules that failed, each once, by their names.
    broken: dict[str, Problem] = Factory(dict)

    def add(self, problem: Problem) -> None:
        """Count a problem, and keep it if it is one of the first."""
        kept = self.problems if problem.justification is None else self.suppressed
        if kept is self.problems:
            self.counts[problem.severity] += 1
        else:
            self.suppressions += 1
        if len(kept) < self.most:
            kept.append(problem)

    def extend(self, other: "Tally") -> None:
        """Count the problems of what comes next."""
        self.counts += other.counts
        self.suppressions += other.suppressions
        self.problems += other.problems[: self.most - len(self.problems)]
        self.suppressed += other.suppressed[: self.most - len(self.suppressed)]
        self.broken = other.broken | self.broken

    def moved(self, lines: int) -> "Tally":
        """The same problems, so many lines later."""
        moved = [evolve(problem, line=(problem.line or 0) + lines) for problem in self.problems]
        return Tally(self.most, moved, self.counts)

    def merged(self, *others: "Tally") -> "Tally":
        """The problems of all, by line."""
        tallies = (self, *others)
        merged = Tally(self.most)
        for tally in tallies:
            merged.extend(evolve(tally, problems=[], suppressed=[]))
        for problem in merged.broken.values():
            merged.add(problem)
        every = heapq.merge(merged.problems, *(tally.problems for tally in tallies), key=Problem.sort_key)
        apart = heapq.merge(*(tally.suppressed for tally in tallies), key=Problem.sort_key)
        return evolve(merged, problems=list(islice(every, self.most)), suppressed=list(islice(apart, self.most)))


@define(eq=False)
class Part:
    """What a stretch holds."""

    #: The ids of its records, in order.
    ids: list[str]
    #: The ids on its lines that hold no record, where they can be told.
    lost: set[str]
    #: Where they are; lines are counted from the start of the stretch.
    places: Places
    #: How many lines it has, blank ones too.
    lines: int
    #: What cannot be read in it.
    tally: Tally
    #: The facts that its records hold, for each survey.
    facts: list[list[Any]]


def stretches(path: Path, start: int) -> Iterator[Stretch]:
    """A file from a byte on, which starts a line, in stretches."""
    with opened(path) as file:
        while True:
            file.seek(start + SIZE)
            while (rest := file.readline(SIZE)) and not rest.endswith(b"\n"):
                pass
            stop = file.tell() if rest else file.seek(0, 2)
            if stop > start:
                yield Stretch(start, stop)
            if not rest:
                return
            start = stop


def records_of(source: Source, stretch: Stretch) -> Iterator[tuple[Line, Record | InvalidDocumentError]]:
    """Each line of a stretch that is not blank, with its record or what is wrong with it."""
    with opened(source.path) as file:
        file.seek(stretch.start)
        lines = takewhile(lambda line: line.offset < stretch.stop, numbered(file, source.name, stretch.start))
        for batch in batches(lines):
            yield from zip(batch, read_records(batch, source.version, source.unknown), strict=True)


def _facts(held: Collection) -> Iterator[tuple[AnySurvey, Iterable[Any]]]:
    return ((survey, survey.facts(held)) for survey in SURVEYS)


def scan(source: Source, stretch: Stretch) -> Part:
    """Read a stretch: which records there are, and which lines hold none."""
    part = Part([], set(), Places(), 0, Tally(source.most), [])
    records: list[Record] = []
    for line, found in records_of(source, stretch):
        if isinstance(found, InvalidDocumentError):
            for problem in found.problems:
                part.tally.add(problem)
            part.lost.update(each.decode("ascii", "replace") for each in _IDS.findall(line.text))
        else:
            part.ids.append(found.id)
            part.places.add(found, line.number, line.offset)
            records.append(found)
    held = Collection.of(records, id="part", title="")
    part.facts = [list(dict.fromkeys(facts) if survey.distinct else facts) for survey, facts in _facts(held)]
    part.lines = lines_in(source.path, stretch)
    return part


def lines_in(path: Path, stretch: Stretch) -> int:
    """How many lines a stretch has."""
    found, left = 0, stretch.stop - stretch.start
    with opened(path) as file:
        file.seek(stretch.start)
        while left > 0 and (block := file.read(min(left, _BLOCK))):
            found += block.count(b"\n")
            left -= len(block)
    return found
