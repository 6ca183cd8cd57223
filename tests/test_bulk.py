"""Files of JSON Lines are checked in stretches: with the same findings as the whole collection at once."""

import gzip
import io
import json
import multiprocessing
import random
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import nmpolicy as nm
from nmpolicy.analysis.surveys import SURVEYS
from nmpolicy.bulk import stretches
from nmpolicy.bulk.checking import check_lines
from nmpolicy.bulk.index import Index
from nmpolicy.bulk.stretches import Source, Stretch, lines_in, scan
from nmpolicy.bulk.window import Whole, open_library, window_over
from nmpolicy.cli.main import main
from spoiling import spoilt, whole

HEADER = '{"nmpolicy": 1, "id": "demo", "title": "T"}'
SPOILT = st.integers(0, 2**32)
WHOLE = [whole()]


@pytest.fixture(autouse=True)
def _short_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a small file has many."""
    monkeypatch.setattr(stretches, "SIZE", 2_000)


def found_at_once(collection: nm.Collection) -> Counter[tuple[str, str | None, str]]:
    """What the rules find, without the places, which are others in lines."""
    return Counter((p.code, p.record, p.pointer.split("/", 3)[-1]) for p in nm.validate(collection).problems)


def problems_of(path: Path) -> list[nm.Problem]:
    """What `load` refuses a file for."""
    try:
        nm.load(path)
    except nm.InvalidDocumentError as error:
        return list(error.problems)
    return []


@given(SPOILT)
def test_it_finds_what_the_rules_find_at_once(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    """Any collection with dangling references, double ids and records without evidence, in any order."""
    rng = random.Random(seed)  # noqa: S311  # the same for the same seed
    whole = nm.load_dataset("albuquerque-immigrant-friendly-2025")
    kept = rng.sample([*whole, *rng.sample(list(whole), 5)], rng.randint(0, 80))
    bare = [
        rng.choice([nm.Person, nm.Statement])(id=rng.choice(["bare", "tim-keller", "albuquerque"]))
        for _ in range(rng.randint(0, 3))
    ]
    collection = whole.with_records([*kept, *bare])
    path = tmp_path_factory.getbasetemp() / "some.jsonl"
    nm.dump_lines(rng.sample([*kept, *bare], len(kept) + len(bare)), path, header=nm.Collection(id="demo", title="T"))
    collection = nm.load(path)
    tally = check_lines(path)
    told = Counter((p.code, p.record, p.pointer.removeprefix("/")) for p in tally.problems)
    assert told == found_at_once(collection)
    assert tally.counts.total() == told.total()
    lines = path.read_text("utf-8").splitlines()
    for problem in tally.problems:
        assert problem.line
        assert json.loads(lines[problem.line - 1])["id"] == problem.record


@given(SPOILT)
def test_bad_lines_are_told_as_load_tells_them(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311  # the same for the same seed
    lines = [HEADER]
    for number in range(rng.randint(1, 12)):
        lines.append(json.dumps({"type": "person", "id": f"p-{number}"}))
        lines.append(rng.choice(["", "{", spoilt(seed + number, WHOLE).replace("\n", ""), '{"type": "person"}']))
    path = tmp_path_factory.getbasetemp() / "bad.jsonl"
    path.write_text("\n".join(lines), "utf-8", "surrogatepass")
    told = [problem for problem in check_lines(path).problems if problem.code < "NMP1"]
    assert told == problems_of(path)


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_processes_share_the_work(tmp_path: Path, albuquerque: nm.Collection, jobs: int) -> None:
    path = tmp_path / "a.jsonl"
    rest = albuquerque.remove("albuquerque", "source-nm-2025-07-22")
    nm.dump(rest, path)
    with path.open("a") as file:
        file.write('{"type": "person", "id": "tim-keller"}\n{"type": "persn"}\n')
    done: list[float] = []
    tally = check_lines(path, jobs=jobs, progress=done.append)
    report = nm.validate(rest)
    assert tally.counts == {
        nm.Severity.ERROR: len(report.errors) + 2,
        nm.Severity.WARNING: len(report.warnings) + 1,
    }
    assert [problem.line for problem in tally.problems] == sorted(problem.line or 0 for problem in tally.problems)
    first = next(n for n, line in enumerate(path.read_text("utf-8").splitlines(), 1) if '"id":"tim-keller"' in line)
    assert f"belongs to line {first} already" in next(p.message for p in tally.problems if p.code == "NMP201")
    assert done == sorted(done)
    assert done[-1] == 1


def test_a_reference_to_a_record_on_a_bad_line_is_no_second_fault(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [
        HEADER,
        '{"type": "post", "id": "p", "name": "P", "organization": "c"}',
        '{"type": "organization", "id": "c"}',
    ]
    path.write_text("\n".join(lines))
    errors = [problem for problem in check_lines(path).problems if problem.severity is nm.Severity.ERROR]
    assert [(problem.code, problem.line) for problem in errors] == [("NMP012", 3)]
    path.write_text("\n".join([*lines[:2], lines[2].removesuffix("}")]))
    errors = [problem for problem in check_lines(path).problems if problem.severity is nm.Severity.ERROR]
    assert [(problem.code, problem.line) for problem in errors] == [("NMP003", 3)]


def test_all_are_counted_and_some_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(HEADER + "\n" + '{"type": "person", "id": 5}\n' * 300 + '{"type": "person", "id": "a"}\n' * 300)
    tally = check_lines(path, most=7)
    assert tally.counts == {nm.Severity.ERROR: 599, nm.Severity.WARNING: 300}
    assert [problem.line for problem in tally.problems] == [2, 3, 4, 5, 6, 7, 8]


def test_what_cannot_be_read_twice_is_copied(tmp_path: Path, albuquerque: nm.Collection) -> None:
    path = tmp_path / "a.jsonl.gz"
    nm.dump(albuquerque, path)
    found = Counter(problem.severity for problem in nm.validate(albuquerque).problems)
    assert check_lines(path).counts == found
    assert check_lines(io.BytesIO(gzip.decompress(path.read_bytes()))).counts == found
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(nm.UnreadableDocumentError):
        check_lines(path)


@pytest.mark.parametrize("text", ["", "\n \n"])
def test_an_empty_file_is_unreadable(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.jsonl").write_text(text)
    with pytest.raises(nm.UnreadableDocumentError, match="the file is empty"):
        check_lines(tmp_path / "a.jsonl")
    with pytest.raises(nm.UnreadableDocumentError):
        check_lines(tmp_path / "missing.jsonl")


def test_a_missing_header_is_told_and_the_records_are_checked(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"type": "person", "id": "a"}\n{"type": "person", "id": "b", "evidence": [{"source": "s"}]}\n')
    told = [(problem.code, problem.line) for problem in check_lines(path).problems]
    assert told == [("NMP010", 1), ("NMP602", 1), ("NMP202", 2)]


def test_unknown_fields_are_told_once_each(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"nmpolicy": 1, "id": "demo", "title": "T", "x": 1}\n' + '{"type": "statement", "id": "s", "y": 1}\n'
    )
    assert [(p.code, p.line, p.pointer) for p in check_lines(path).problems][:2] == [
        ("NMP013", 1, "/x"),
        ("NMP013", 2, "/y"),
    ]
    kept = [(p.line, p.pointer) for p in check_lines(path, unknown="keep").problems if p.code == "NMP701"]
    assert kept == [(1, "/x"), (2, "/y")]


@given(st.lists(st.text("ab", max_size=9), max_size=9), st.sampled_from(["", "\n"]))
def test_stretches_cover_a_file_in_whole_lines(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], end: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "lines"
    text = "\n".join(lines) + end
    path.write_text(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stretches, "SIZE", 5)
        patch.setattr(stretches, "_BLOCK", 3)
        found = list(stretches.stretches(path, 0))
        assert "".join(text[start:stop] for start, stop in found) == text
        assert all(start == 0 or text[start - 1] == "\n" for start, _ in found)
        assert sum(lines_in(path, stretch) for stretch in found) == text.count("\n")
        assert lines_in(path, Stretch(0, 0)) == 0


def test_a_window_answers_for_the_whole_file(tmp_path: Path, albuquerque: nm.Collection) -> None:
    path = tmp_path / "a.jsonl"
    nm.dump(albuquerque, path)
    source = Source(path, "a.jsonl", 1, "refuse", 10, stretches.state_of(path))
    parts = [scan(source, stretch) for stretch in stretches.stretches(path, 0)][:2]
    index = Index()
    for part in parts:
        index.extend(part.ids, part.places, 0)
    facts = [[fact for part in parts for fact in part.facts[place]] for place in range(len(SURVEYS))]
    whole = Whole.of(source, index, nm.Collection(id="demo", title="T"), facts, frozenset())
    with open_library(whole) as library:
        here = list(albuquerque)[3:5]
        window = window_over(here, library, 3)
        assert list(window) == here
        assert len(window) == len(index)
        for record in list(albuquerque)[: len(index)]:
            assert record.id in window
            assert window[record.id] == window.get(record) == record
            assert window.label(record.id) == record.label
            assert window.table(record.id) == albuquerque.table(record.id)
        assert (window.get(None), window.get("nobody"), window.table("nobody")) == (None, None, None)
        assert "nobody" not in window
        with pytest.raises(nm.UnknownIdError, match="did you mean 'tim-keller'"):
            window["tim-kellar"]
    path.write_bytes(b" " * path.stat().st_size)
    with open_library(whole) as again, pytest.raises(nm.InvalidDocumentError):
        again.read(0)


def test_a_file_that_changes_while_it_is_checked_is_told_of(tmp_path: Path, albuquerque: nm.Collection) -> None:
    path = tmp_path / "a.jsonl"
    nm.dump(albuquerque, path)

    def spoil(done: float) -> None:
        if done >= 0.5:
            path.write_bytes(b" " * path.stat().st_size)

    with pytest.raises(nm.DocumentError, match="the file was changed while it was checked"):
        check_lines(path, progress=spoil)


def test_a_file_that_goes_away_is_told_of(tmp_path: Path, albuquerque: nm.Collection) -> None:
    for jobs in (1, 2):
        path = tmp_path / "a.jsonl"
        nm.dump(albuquerque, path)

        def remove(done: float, path: Path = path) -> None:
            if done == 0.5:
                path.unlink()

        with pytest.raises(nm.UnreadableDocumentError, match="No such file"):
            check_lines(path, jobs=jobs, progress=remove)


def test_a_process_that_is_ended_from_outside_is_told_of(tmp_path: Path, albuquerque: nm.Collection) -> None:
    path = tmp_path / "a.jsonl"
    nm.dump(albuquerque, path)

    def end(_done: float) -> None:
        for worker in multiprocessing.active_children():
            worker.kill()

    with pytest.raises(nm.LostProcessError, match="ended from outside"):
        check_lines(path, jobs=2, progress=end)
    with pytest.raises(nm.InvalidValueError, match="0 processes cannot share"):
        check_lines(path, jobs=0)


def test_a_callers_own_errors_pass_through(tmp_path: Path, albuquerque: nm.Collection) -> None:
    path = tmp_path / "a.jsonl.gz"
    nm.dump(albuquerque, path)

    def fail(_done: float) -> None:
        raise OSError("mine")

    with pytest.raises(OSError, match=r"^mine$"):
        check_lines(path, progress=fail)


def test_no_room_for_a_copy_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    with pytest.raises(nm.UnwritableFileError, match="No such file"):
        check_lines(io.BytesIO(HEADER.encode()))
    result = CliRunner().invoke(main, ["validate", "--lines", "-"], input=HEADER)
    assert (result.exit_code, "No such file" in result.output) == (2, True)
