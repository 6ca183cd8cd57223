"""Checking a file of JSON Lines: every line, every reference, every rule, in memory that its size hardly changes.

The file is read twice: first for its ids, then for the rules, which may ask for any record of it.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from attrs import evolve

from nmpolicy.analysis.surveys import SURVEYS
from nmpolicy.bulk.index import Index
from nmpolicy.bulk.processes import shared_out
from nmpolicy.bulk.stretches import Source, Stretch, Tally, lines_in, opened, scan, state_of, stretches
from nmpolicy.bulk.window import Whole, check, open_library
from nmpolicy.errors import InvalidDocumentError, UnwritableFileError
from nmpolicy.records.collection import Collection
from nmpolicy.rules.catalog import Rule
from nmpolicy.rules.report import BROKEN_RULE, broken_rules, findings, problem_of
from nmpolicy.rules.selection import chosen
from nmpolicy.vocabulary.extra import EMPTY
from nmpolicy.wire.converter import Unknown
from nmpolicy.wire.keys import FORMAT
from nmpolicy.wire.lines import numbered
from nmpolicy.wire.storage import AnyPath, is_compressed, open_binary, told_of, write_whole
from nmpolicy.wire.tagged import first_line, is_record, is_unreadable, read_header

#: Is told how much is done, from 0 to 1.
Progress = Callable[[float], object]
_BLOCK = 2**20  # bytes that are copied at once
_NAMELESS = Collection(id="unknown", title="")  # stands for what a broken first line would have said


def check_lines(  # noqa: PLR0913  # each with a default
    file: AnyPath | IO[bytes],
    *,
    unknown: Unknown = "refuse",
    select: Iterable[str] | None = None,
    ignore: Iterable[str] = (),
    jobs: int = 1,
    most: int = 1000,
    progress: Progress = lambda _: None,
) -> Tally:
    """Every problem of a file of JSON Lines: all are counted, the first `most` of them told, by line.

    `select` and `ignore` choose the rules, as for `validate`. One that has to see all records at once, as those of others do,
    has the whole file read into the memory. With `jobs`, so many processes share the work. What cannot be read twice, such as standard input or a file in gzip,
    is copied to a temporary file. Raises `UnreadableDocumentError` where the file cannot be read, or changes meanwhile,
    `UnwritableFileError` where there is no room for the copy, and `LostProcessError`.
    """
    name = os.fspath(file) if isinstance(file, str | os.PathLike) else "standard input"
    run = chosen(select, ignore)
    with _seekable(file, name) as path:
        source, header, start, tally = _first_line(path, name, unknown, run, most)
        places = list(stretches(path, start))
        index, ranks = Index(), []
        facts: list[dict[Any, None] | list[Any]] = [{} if survey.distinct else [] for survey in SURVEYS]
        lines = lines_in(path, Stretch(0, start))
        for done, part in enumerate(shared_out(scan, partial(_alone, source), places, jobs), 1):
            ranks.append(len(index))
            index.extend(part.ids, part.places, lines)
            index.lost |= part.lost
            tally.extend(part.tally.moved(lines))
            for known, more in zip(facts, part.facts, strict=True):
                known.update(dict.fromkeys(more)) if isinstance(known, dict) else known.extend(more)
            lines += part.lines
            progress(done / len(places) / 2)
        own = evolve(header, extra=EMPTY)  # which has been looked at
        whole = Whole.of(source, index, own, facts, frozenset(rule.code for rule in run))
        facts.clear()  # they are as large as the answers are small
        found, at_once = Tally(most), Tally(most)
        tasks = list(zip(places, ranks, strict=True))
        for done, some in enumerate(shared_out(check, partial(open_library, whole), tasks, jobs), 1):
            found.extend(some)
            progress((1 + done / len(places)) / 2)
        if any(rule.whole for rule in run):
            with open_library(evolve(whole, header=header)) as library:
                at_once = check(library, (Stretch(start, source.state[0]), 0), whole=True)
        source.unchanged()
    for problem in broken_rules():
        tally.broken[problem.message] = problem
    return tally.merged(found, at_once)


def _first_line(
    path: Path, name: str, unknown: Unknown, rules: Sequence[Rule], most: int
) -> tuple[Source, Collection, int, Tally]:
    """What the first line says, where the records start, and what is wrong with it."""
    tally, state = Tally(most), state_of(path)
    with opened(path) as file:
        line = first_line(numbered(file, name), name)
        start = file.tell()
    header = read_header(line, unknown)
    if isinstance(header, InvalidDocumentError):
        for problem in header.problems:
            tally.add(problem)
        start = state[0] if is_unreadable(line) else line.offset if is_record(line) else start
        return Source(path, name, FORMAT, unknown, most, state), _NAMELESS, start, tally
    for rule, finding in findings(header.collection, [rule for rule in rules if not rule.whole]):
        problem = problem_of(rule, finding, None)
        if rule.code == BROKEN_RULE:
            tally.broken[problem.message] = problem
        else:
            tally.add(evolve(problem, line=line.number))
    return Source(path, name, header.version, unknown, most, state), header.collection, start, tally


@contextmanager
def _seekable(file: AnyPath | IO[bytes], name: str) -> Iterator[Path]:
    """The path of a file that can be read again and again: this one, or a copy of it."""
    if isinstance(file, str | os.PathLike) and not is_compressed(file) and Path(file).is_file():
        yield Path(file)
        return
    with _folder() as folder:
        copy = Path(folder, "lines")
        write_whole(copy, _blocks(file, name))
        yield copy


def _folder() -> TemporaryDirectory[str]:
    try:
        return TemporaryDirectory(prefix="nmpolicy-")
    except OSError as error:
        raise UnwritableFileError(error.errno, error.strerror, error.filename) from error


def _blocks(file: AnyPath | IO[bytes], name: str) -> Iterator[bytes]:
    with told_of(name), open_binary(file) if isinstance(file, str | os.PathLike) else nullcontext(file) as source:
        while block := source.read(_BLOCK):
            yield block


def _alone(source: Source) -> AbstractContextManager[Source]:
    return nullcontext(source)
