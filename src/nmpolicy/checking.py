"""Checking files: what is wrong with their text, or else with their records, one report per file."""

import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, Executor
from functools import partial
from io import BytesIO

from attrs import evolve, frozen

from nmpolicy.errors import DocumentError, InvalidDocumentError, LostProcessError, UnreadableDocumentError
from nmpolicy.problems import Problem
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection, table_of
from nmpolicy.rules.registry import select_rules
from nmpolicy.rules.report import Report
from nmpolicy.rules.runner import validate
from nmpolicy.serialization.documents import Unknown, check_unknown, parse_document
from nmpolicy.serialization.files import AnyPath, has_lines, read_bytes
from nmpolicy.serialization.line_numbers import lines_of_pointers
from nmpolicy.serialization.lines import read_stream

#: The line number of each record in a JSON Lines file, by table.
_LineNumbers = Mapping[str, list[int]]


@frozen(kw_only=True)
class FileReport(Report):
    """The problems of one file, each with its line.

    Of a file that does not hold a collection, these are the problems of its text, and no rule was run.

    .. versionadded:: 0.1
    """

    #: The path as it was given.
    path: str
    #: Whether the file could be read and is JSON.
    readable: bool = True
    #: Whether the rules were run, which takes a well-formed collection.
    checked_rules: bool = True


def check_file(
    path: AnyPath,
    *,
    unknown: Unknown = "refuse",
    select: Iterable[str] | None = None,
    ignore: Iterable[str] = (),
    lines: bool = False,
) -> FileReport:
    """Read a file, check it against the rules, and report every problem with its line.

    Every problem of the file ends up in the report, even that there is no such file. `lines` reads the file as JSON Lines,
    whatever its name. `select` and `ignore` choose the rules as in `validate`, and raise what it raises.

    .. versionadded:: 0.1
    """
    try:
        text = read_bytes(path)
    except UnreadableDocumentError as error:
        return _unchecked(os.fspath(path), error.problems, readable=False)
    return check_bytes(
        text, os.fspath(path), unknown=unknown, select=select, ignore=ignore, lines=lines or has_lines(path)
    )


def check_bytes(  # noqa: PLR0913  # each with a default
    text: bytes,
    path: str,
    *,
    unknown: Unknown = "refuse",
    select: Iterable[str] | None = None,
    ignore: Iterable[str] = (),
    lines: bool = False,
) -> FileReport:
    """Check the contents of a file; `path` is only the name in the report. Otherwise the same as `check_file`."""
    numbers: _LineNumbers | None = None
    unknown = check_unknown(unknown)
    try:
        if lines:
            collection, numbers = _numbered_collection(text, path, unknown)
        else:
            collection = parse_document(text, unknown)
    except DocumentError as error:
        found = error.problems if lines else _on_lines(error.problems, text)
        return _unchecked(path, found, readable=not isinstance(error, UnreadableDocumentError))
    report = validate(collection, select=select, ignore=ignore)
    place = partial(_on_numbered_lines, numbers=numbers) if numbers is not None else partial(_on_lines, text=text)
    return FileReport(path=path, problems=place(report.problems), suppressed=place(report.suppressed))


def check_files(
    paths: Iterable[AnyPath],
    executor: Executor | None = None,
    *,
    unknown: Unknown = "refuse",
    select: Iterable[str] | None = None,
    ignore: Iterable[str] = (),
    lines: bool = False,
) -> Iterator[FileReport]:
    """Check many files, and yield a report for each, in the order of the paths.

    Each file is a collection of its own and is read whole: 100,000 records take about 100 MB. With an executor, the files
    are shared among its workers: a `concurrent.futures.ProcessPoolExecutor`, or `Client.get_executor()` of
    `dask.distributed`. Rules of your own must be importable there, as the rules of an installed package are.

    >>> [report.ok for report in check_files(["examples/merge/base.json", "missing.json"])]
    [True, False]

    Raises what `validate` raises before the first file is read, and `LostProcessError` if a worker of the pool dies.

    .. versionadded:: 0.1
    """
    codes = tuple(rule.code for rule in select_rules(select, ignore))
    check = partial(check_file, unknown=check_unknown(unknown), select=codes, lines=lines)
    return _reports(check, paths, executor)


def _reports(check: "partial[FileReport]", paths: Iterable[AnyPath], executor: Executor | None) -> Iterator[FileReport]:
    try:
        yield from map(check, paths) if executor is None else executor.map(check, paths)
    except BrokenExecutor as error:
        raise LostProcessError("a worker process died, perhaps for lack of memory; try fewer workers") from error


def _unchecked(path: str, problems: Iterable[Problem], *, readable: bool) -> FileReport:
    return FileReport(path=path, problems=tuple(problems), readable=readable, checked_rules=False)


def _numbered_collection(text: bytes, path: str, unknown: Unknown) -> tuple[Collection, _LineNumbers]:
    """The collection in JSON Lines, and the line of each record."""
    header, results = read_stream(BytesIO(text), path, unknown)
    problems = [*header.problems] if isinstance(header, InvalidDocumentError) else []
    numbers: dict[str, list[int]] = {}
    records: list[Record] = []
    for number, found in results:
        if isinstance(found, InvalidDocumentError):
            problems += found.problems
        else:
            records.append(found)
            numbers.setdefault(table_of(found), []).append(number)
    if problems or isinstance(header, InvalidDocumentError):
        raise InvalidDocumentError(tuple(sorted(problems, key=Problem.sort_key)))
    return header.with_records(records), numbers


def _on_lines(problems: tuple[Problem, ...], text: bytes) -> tuple[Problem, ...]:
    """The problems with the lines of their pointers, in the order of these."""
    if all(problem.line for problem in problems):
        return problems
    lines = lines_of_pointers(text.decode().removeprefix("\ufeff"), (problem.pointer for problem in problems))
    return tuple(sorted((evolve(each, line=lines[each.pointer]) for each in problems), key=Problem.sort_key))


def _on_numbered_lines(problems: tuple[Problem, ...], numbers: _LineNumbers) -> tuple[Problem, ...]:
    """The problems with the lines of their records, and pointers into these."""
    return tuple(sorted((_on_line(each, numbers) for each in problems), key=Problem.sort_key))


def _on_line(problem: Problem, numbers: _LineNumbers) -> Problem:
    match problem.pointer.split("/", 3):
        case ["", table, index, *rest] if table in numbers and index.isdecimal():
            return evolve(problem, line=numbers[table][int(index)], pointer="".join(f"/{step}" for step in rest))
    return evolve(problem, line=1)
