"""Checking files: one report per file, in order, with line numbers, the same with and without an executor."""

import gzip
import json
import os
import pickle
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import pytest

import nmpolicy as nm
from nmpolicy import checking
from nmpolicy.checking import check_bytes, check_file, check_files
from nmpolicy.errors import InvalidTypeError, InvalidValueError, LostProcessError, UnknownRuleError

P = ParamSpec("P")
T = TypeVar("T")
MAYOR = {"id": "mayor", "name": "Mayor", "organization": "citty"}
CITY = {"id": "city", "name": "A city"}
DOCUMENT = {"nmpolicy": 1, "id": "demo", "title": "T", "organizations": [CITY], "posts": [MAYOR]}


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Files of every kind: valid, with findings, invalid, unreadable, missing, and compressed."""
    header = json.dumps({key: DOCUMENT[key] for key in ("nmpolicy", "id", "title")})
    post = json.dumps({"type": "post", **MAYOR})
    contents = {
        "good.json": json.dumps({**DOCUMENT, "posts": []}).encode(),
        "finding.json": json.dumps(DOCUMENT, indent=1).encode(),
        "finding.json.gz": gzip.compress(json.dumps(DOCUMENT, indent=1).encode()),
        "finding.jsonl": f"\n{header}\n\n{post}\n".encode(),
        "finding.jsonl.gz": gzip.compress(f"{header}\n{post}\n".encode()),
        "invalid.json": b'{"nmpolicy": 1,\n "id": "demo",\n "titel": 5}',
        "invalid.jsonl": f"{header}\n{{}}\n".encode(),
        "with-mark.json": b"\xef\xbb\xbf" + json.dumps(DOCUMENT, indent=1).encode(),
        "empty.json": b"",
        "empty.jsonl": b"",
        "binary.json": bytes(range(256)),
        "not-compressed.json.gz": b"{}",
        "cut-off.json.gz": gzip.compress(b'{"nmpolicy": 1}')[:-9],
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    return [*(str(tmp_path / name) for name in contents), str(tmp_path), str(tmp_path / "missing.json"), "a\0b.json"]


def summary(path: str) -> tuple[bool, bool, list[tuple[str, int | None, str]]]:
    report = check_file(path, select=["NMP202"])
    assert report.path == path
    assert report.readable or not report.checked_rules
    problems = [(problem.code, problem.line, problem.pointer) for problem in report.problems]
    return report.readable, report.checked_rules, problems


def test_each_file_has_its_problems_with_their_lines(files: list[str]) -> None:
    found = {Path(path).name: summary(path) for path in files[:-3]}
    assert found == {
        "good.json": (True, True, []),
        "finding.json": (True, True, [("NMP202", 15, "/posts/0/organization")]),
        "finding.json.gz": (True, True, [("NMP202", 15, "/posts/0/organization")]),
        "finding.jsonl": (True, True, [("NMP202", 4, "/organization")]),
        "finding.jsonl.gz": (True, True, [("NMP202", 2, "/organization")]),
        "invalid.json": (True, False, [("NMP012", 1, "/title"), ("NMP013", 3, "/titel")]),
        "invalid.jsonl": (True, False, [("NMP012", 2, "/type")]),
        "with-mark.json": (True, True, [("NMP202", 15, "/posts/0/organization")]),
        "empty.json": (False, False, [("NMP003", 1, "")]),
        "empty.jsonl": (False, False, [("NMP003", None, "")]),
        "binary.json": (False, False, [("NMP002", 2, "")]),
        "not-compressed.json.gz": (False, False, [("NMP001", None, "")]),
        "cut-off.json.gz": (False, False, [("NMP001", None, "")]),
    }
    for path in files[-3:]:
        assert summary(path) == (False, False, [("NMP001", None, "")])


def test_a_problem_of_the_collection_itself_has_the_line_of_the_header() -> None:
    header = b'{"nmpolicy": 1, "id": "demo", "title": "T", "x": 1}'
    (problem,) = check_bytes(b"\n\n" + header, "-", unknown="keep", select=["NMP701"], lines=True).problems
    assert (problem.line, problem.pointer) == (3, "/x")


def test_lines_reads_any_file_as_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "records.txt"
    path.write_text('{"nmpolicy": 1, "id": "demo", "title": "T"}\n{"type": "person", "id": "a"}\n')
    assert check_file(path, select=["NMP202"], lines=True).checked_rules
    assert not check_file(path, select=["NMP202"]).readable
    assert [report.checked_rules for report in check_files([path], lines=True)] == [True]


def test_a_report_is_pickled(files: list[str]) -> None:
    for report in check_files(files):
        assert report.by_record("mayor") or report.path
        again = pickle.loads(pickle.dumps(report))  # noqa: S301  # our own bytes
        assert again == report
        assert again.by_record("mayor") == report.by_record("mayor")


def pools() -> list[Callable[[], Executor]]:
    return [lambda: ThreadPoolExecutor(2), lambda: ProcessPoolExecutor(2, get_context("spawn"))]


@pytest.mark.parametrize("pool", pools(), ids=["threads", "processes"])
def test_an_executor_gives_the_reports_of_a_plain_loop(files: list[str], pool: Callable[[], Executor]) -> None:
    plain = list(check_files(files))
    assert [report.path for report in plain] == files
    with pool() as executor:
        assert list(check_files(map(Path, files), executor)) == plain
        selected = list(check_files(files, select=["NMP2", "NMP6"], ignore=["NMP602"]))
        assert list(check_files(files, executor, select=["NMP2", "NMP6"], ignore=["NMP602"])) == selected
        assert selected != plain


def test_a_killed_worker_is_a_lost_process(tmp_path: Path, files: list[str]) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)  # a worker that reads it waits until it is killed
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        worker = pool.submit(os.getpid).result()
        reports = check_files([files[0], pipe, files[1]], pool)
        assert next(reports) == check_file(files[0])
        os.kill(worker, signal.SIGKILL)
        with pytest.raises(LostProcessError, match="use fewer workers"):
            next(reports)
        with pytest.raises(LostProcessError):
            list(check_files(files, pool))


def test_wrong_arguments_are_refused_before_any_file_is_read() -> None:
    paths = iter(["a.json"])
    with pytest.raises(UnknownRuleError):
        check_files(paths, select=["NMP0"])
    with pytest.raises(InvalidValueError):
        check_files(paths, unknown="drop")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    with pytest.raises(InvalidTypeError, match="put it in brackets"):
        check_files("a.json")
    assert list(paths) == ["a.json"]


def test_a_path_that_is_not_a_path_is_raised_when_its_turn_comes(files: list[str]) -> None:
    mixed: list[Any] = [files[0], 5, files[1]]
    for executor in (None, ThreadPoolExecutor(1)):
        reports = check_files(mixed, executor)
        assert next(reports).ok == check_file(files[0]).ok
        with pytest.raises(InvalidTypeError, match="expected a path"):
            next(reports)


def test_a_rule_that_a_worker_does_not_have_is_an_error(files: list[str]) -> None:
    @nm.rule("NEWS001", "error", "any collection")
    def never(collection: nm.Collection) -> Iterator[nm.Finding]:
        yield nm.Finding(collection, "title", "this is found everywhere")

    assert next(check_files(files)).errors
    with ProcessPoolExecutor(1, get_context("spawn")) as pool, pytest.raises(UnknownRuleError, match="NEWS001"):
        list(check_files(files, pool))


class Manual(Executor):
    """An executor that runs the first few functions, and leaves the others pending."""

    def __init__(self, runs: int) -> None:
        self.runs = runs
        self.futures: list[Future[Any]] = []

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()
        if len(self.futures) < self.runs:
            future.set_result(fn(*args, **kwargs))
        self.futures.append(future)
        return future


def test_paths_are_taken_as_they_are_needed(files: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "_MAX_PENDING", 3)
    executor, paths = Manual(len(files)), iter(files)
    reports = check_files(paths, executor)
    assert len(executor.futures) == 0
    assert next(reports).path == files[0]
    assert len(executor.futures) == 3
    assert next(reports).path == files[1]
    assert len(executor.futures) == 4
    assert next(paths) == files[4]
    assert [report.path for report in reports] == [*files[2:4], *files[5:]]


@pytest.mark.parametrize("interrupted", [True, False])
def test_files_that_have_not_started_are_canceled(files: list[str], *, interrupted: bool) -> None:
    executor = Manual(1)
    reports = check_files(files, executor)
    assert next(reports).path == files[0]
    if interrupted:
        executor.futures[1].set_exception(KeyboardInterrupt())
        with pytest.raises(KeyboardInterrupt):
            next(reports)
    else:
        del reports  # as a `for` loop does that ends early
    assert len(executor.futures) == len(files)
    assert all(future.cancelled() for future in executor.futures[2:])
