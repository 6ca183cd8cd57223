"""Check files: read each one, run the rules, and report its problems with their lines."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from functools import partial
from io import BytesIO
from itertools import islice

from attrs import evolve, frozen

from nmpolicy.byte_limit import MAX_BYTES, check_max_bytes
from nmpolicy.errors import DocumentError, InvalidTypeError, LostProcessError, UnreadableDocumentError
from nmpolicy.problems import Problem
from nmpolicy.rules.registry import select_rules
from nmpolicy.rules.runner import validate
from nmpolicy.rules.validation_report import ValidationReport
from nmpolicy.serialization.documents import parse_document
from nmpolicy.serialization.files import AnyPath, has_lines, read_bytes
from nmpolicy.serialization.json_format import Unknown, check_unknown
from nmpolicy.serialization.line_numbers import lines_of_pointers
from nmpolicy.serialization.lines import LineNumbers, read_numbered_lines
from nmpolicy.vocabulary.values import describe

_AddLines = Callable[[tuple[Problem, ...]], tuple[Problem, ...]]
_MAX_PENDING = 1000  # files submitted to an executor whose reports have not been yielded


@frozen(kw_only=True, repr=False)
class FileReport(ValidationReport):
    """The problems of one file, each with its line.

    If the file is not a valid collection, these are the problems of its text, and no rules were run.

    .. versionadded:: 0.1
    """

    path: str
    """The path as it was given."""
    readable: bool = True
    """True if the file could be read and is JSON."""
    checked_rules: bool = True
    """True if the rules were run. They run only on a valid collection."""

    def _summary(self) -> str:
        return f"{self.path!r}, {super()._summary()}"


def check_file(  # noqa: PLR0913  # each with a default
    path: AnyPath,
    *,
    unknown: Unknown = "refuse",
    select: Iterable[str] | None = None,
    ignore: Iterable[str] = (),
    lines: bool = False,
    max_bytes: int = MAX_BYTES,
) -> FileReport:
    """Read a file, run the rules, and report every problem with its line.

    A file that does not exist gets a report, too. With `lines`, the file is read as JSON Lines whatever its name.
    `select` and `ignore` choose the rules as in `validate`, and raise the same errors. No more than `max_bytes` bytes
    are read, counted after unpacking; a larger file gets a report that says so.

    >>> print(*check_file("missing.json").problems)
    error NMP001 document: the file cannot be read: No such file or directory

    .. versionadded:: 0.1
    """
    try:
        text = read_bytes(path, max_bytes)
    except UnreadableDocumentError as error:
        return _without_rules(os.fspath(path), error.problems, readable=False)
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
    """Check the contents of a file like `check_file`. The path only names the file in the report."""
    unknown = check_unknown(unknown)
    add_lines: _AddLines = partial(_with_lines, text=text)
    try:
        if lines:
            collection, numbers = read_numbered_lines(BytesIO(text), path, unknown)
            add_lines = partial(_with_record_lines, numbers=numbers)
        else:
            collection = parse_document(text, unknown)
    except DocumentError as error:
        problems = error.problems if lines else add_lines(error.problems)
        return _without_rules(path, problems, readable=not isinstance(error, UnreadableDocumentError))
    report = validate(collection, select=select, ignore=ignore)
    return FileReport(path=path, problems=add_lines(report.problems), suppressed=add_lines(report.suppressed))


def check_files(  # noqa: PLR0913  # as above
    paths: Iterable[AnyPath],
    executor: Executor | None = None,
    *,
    unknown: Unknown = "refuse",
    select: Iterable[str] | None = None,
    ignore: Iterable[str] = (),
    lines: bool = False,
    max_bytes: int = MAX_BYTES,
) -> Iterator[FileReport]:
    """Check many files, and yield a report for each, in the order of the paths.

    Each file is one collection, and is read completely. With an executor, its workers share the files. It can be a
    `concurrent.futures.ProcessPoolExecutor`, or `Client.get_executor()` of `dask.distributed`. The reports are the same
    as without one. Paths are taken from the iterable as they are needed, and if the caller stops early, files that no
    worker has started are not read. `max_bytes` is the limit for each file.

    >>> [report.ok for report in check_files(["examples/merge/base.json", "missing.json"])]
    [True, False]

    Raises the errors of `validate` immediately, before any file is read; `UnknownRuleError` if a worker does not have
    one of the rules, which must be importable there; and `LostProcessError` if a worker process of a pool dies. Reports
    that were yielded before that are complete.

    .. versionadded:: 0.1
    """
    if isinstance(paths, str | os.PathLike):
        raise InvalidTypeError(f"expected a list of paths, not {describe(paths)}; put it in brackets")
    codes = tuple(rule.code for rule in select_rules(select, ignore))
    check = partial(
        check_file, unknown=check_unknown(unknown), select=codes, lines=lines, max_bytes=check_max_bytes(max_bytes)
    )
    return map(check, paths) if executor is None else _reports(check, paths, executor)


def _reports(
    check: Callable[[AnyPath], FileReport], paths: Iterable[AnyPath], executor: Executor
) -> Iterator[FileReport]:
    """Submit files a limited number ahead, yield their reports in order, and cancel the rest if the caller stops."""
    remaining = iter(paths)
    pending: deque[Future[FileReport]] = deque()
    try:
        while True:
            pending.extend(executor.submit(check, path) for path in islice(remaining, _MAX_PENDING - len(pending)))
            if not pending:
                return
            report = pending[0].result()
            pending.popleft()
            yield report
    except BrokenExecutor as error:
        message = "a worker process died, perhaps because it ran out of memory; use fewer workers or smaller files"
        raise LostProcessError(message) from error
    finally:
        for future in pending:
            future.cancel()


def _without_rules(path: str, problems: Iterable[Problem], *, readable: bool) -> FileReport:
    return FileReport(path=path, problems=tuple(problems), readable=readable, checked_rules=False)


def _with_lines(problems: tuple[Problem, ...], text: bytes) -> tuple[Problem, ...]:
    """Give each problem in JSON the line of its pointer."""
    if all(problem.line for problem in problems):
        return problems
    lines = lines_of_pointers(text.decode().removeprefix("\ufeff"), (problem.pointer for problem in problems))
    return tuple(sorted((evolve(each, line=lines[each.pointer]) for each in problems), key=Problem.sort_key))


def _with_record_lines(problems: tuple[Problem, ...], numbers: LineNumbers) -> tuple[Problem, ...]:
    """Give each problem in JSON Lines the line of its record, and a pointer into that line."""
    return tuple(sorted((_with_record_line(each, numbers) for each in problems), key=Problem.sort_key))


def _with_record_line(problem: Problem, numbers: LineNumbers) -> Problem:
    match problem.pointer.split("/", 3):
        case ["", table, index, *rest] if table in numbers.records and index.isdecimal():
            line = numbers.records[table][int(index)]
            return evolve(problem, line=line, pointer="".join(f"/{step}" for step in rest))
    return evolve(problem, line=numbers.header)
