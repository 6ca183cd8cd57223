"""JSON Lines: reading and writing as a stream, and reading on after a bad line."""

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

import nmpolicy as nm
from nmpolicy.checking import check_file
from nmpolicy.errors import (
    InvalidDocumentError,
    InvalidTypeError,
    InvalidValueError,
    UnreadableDocumentError,
    UnwritableFileError,
)
from nmpolicy.serialization.lines import _batches, _numbered, dump_lines, line_chunks, load_lines
from nmpolicy.serialization.record_lines import LONGEST
from nmpolicy.strategies import collections

HEADER = '{"nmpolicy": 1, "id": "demo", "title": "T"}'
CITY = '{"type": "organization", "id": "city", "name": "A city"}'
MAYOR = '{"type": "post", "id": "mayor", "name": "Mayor", "organization": "city"}'


def write(path: Path, *lines: str) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return path


@given(collections())
def test_dump_and_load_round_trip(tmp_path_factory: pytest.TempPathFactory, collection: nm.Collection) -> None:
    folder = tmp_path_factory.getbasetemp()
    for name in ("all.jsonl", "all.ndjson.gz", "all.json.gz"):
        nm.dump(collection, folder / name)
        assert nm.load(folder / name) == collection


def test_the_same_records_make_the_same_bytes(tmp_path: Path, albuquerque: nm.Collection) -> None:
    nm.dump(albuquerque, tmp_path / "a.jsonl.gz")
    nm.dump(albuquerque, tmp_path / "b.jsonl.gz")
    assert (tmp_path / "a.jsonl.gz").read_bytes() == (tmp_path / "b.jsonl.gz").read_bytes()
    first, second, *_ = gzip.decompress((tmp_path / "a.jsonl.gz").read_bytes()).decode().splitlines()
    assert list(json.loads(first)) == ["nmpolicy", "id", "title", "summary", "license"]
    assert json.loads(second)["type"] == "source"


def test_records_come_one_by_one(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", "\ufeff" + HEADER, "", CITY, "  ", MAYOR)
    with load_lines(path) as lines:
        assert lines.header == nm.Collection(id="demo", title="T")
        assert next(lines) == nm.Organization(id="city", name="A city")
        assert [record.id for record in lines] == ["mayor"]
    assert list(lines) == []


def test_records_are_written_as_they_come(tmp_path: Path) -> None:
    seen: list[int] = []

    def made() -> Iterator[nm.Record]:
        for number in range(2_000):
            seen.append(number)
            yield nm.Person(id=f"p-{number}")

    path = tmp_path / "a.jsonl"
    dump_lines(made(), path, header=nm.Collection(id="demo", title="T"))
    assert len(seen) == 2_000
    with load_lines(path) as lines:
        assert sum(1 for _ in lines) == 2_000


def test_a_generator_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl.gz", "old")
    header = nm.Collection(id="demo", title="T")

    def made(error: Exception) -> Iterator[nm.Record]:
        yield nm.Person(id="a")
        raise error

    for error in (OSError("mine"), ValueError("mine"), KeyError("mine")):
        with pytest.raises(type(error), match="mine") as caught:
            dump_lines(made(error), path, header=header)
        assert caught.value is error
    assert path.read_text() == "old\n"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.jsonl.gz"]


def test_reading_goes_on_after_a_bad_line(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", HEADER, CITY, '{"type": "person", "id": 5}', "{", MAYOR)
    records, errors = [], []
    with load_lines(path) as lines:
        while True:
            try:
                records.append(next(lines).id)
            except InvalidDocumentError as error:
                errors.append(str(error))
            except StopIteration:
                break
    assert records == ["city", "mayor"]
    assert errors == [
        f"{path}: error NMP014 line 3 /id: expected text, not 5",
        f"{path}: error NMP003 line 4, column 2: this is not JSON: the text is cut off; a key in double quotes is expected here",
    ]


def test_load_reports_every_problem_of_every_line(tmp_path: Path) -> None:
    lines = [
        HEADER,
        '{"type": "persn", "id": "a"}',
        '{"id": "b"}',
        '{"type": 5}',
        "[]",
        '{"type": "person", "id": "c", "nam": "C", "name": 5}',
        '{"type": "person", "id": "d", "name": "D", "name": "D"}',
        "\udcff".encode("utf-8", "surrogateescape").decode("latin-1"),
    ]
    with pytest.raises(InvalidDocumentError) as caught:
        nm.load(write(tmp_path / "a.jsonl", *lines))
    found = [(problem.line, problem.code, problem.pointer, problem.record) for problem in caught.value.problems]
    assert found == [
        (2, "NMP015", "/type", "a"),
        (3, "NMP012", "/type", "b"),
        (4, "NMP014", "/type", None),
        (5, "NMP014", "", None),
        (6, "NMP013", "/nam", "c"),
        (6, "NMP014", "/name", "c"),
        (7, "NMP011", "/name", "d"),
        (8, "NMP003", "", None),
    ]
    assert "did you mean 'person'? Allowed: source, person" in caught.value.problems[0].message


@pytest.mark.parametrize(
    ("first", "code", "words"),
    [
        (CITY, "NMP010", "the first line is a record, not a header"),
        ('{"nmpolicy": 2, "id": "demo", "title": "T"}', "NMP010", "Install a newer nmpolicy"),
        ('{"nmpolicy": 1, "id": "demo"}', "NMP012", "missing"),
        ('{"nmpolicy": 1, "id": "demo", "title": "T", "people": [{"id": "a"}]}', "NMP013", "a line of its own"),
        ("[1", "NMP003", "not JSON"),
    ],
)
def test_a_first_line_that_is_not_a_header_is_refused(tmp_path: Path, first: str, code: str, words: str) -> None:
    path = write(tmp_path / "a.jsonl", "", first, MAYOR)
    with pytest.raises(InvalidDocumentError) as opened:
        load_lines(path)
    with pytest.raises(InvalidDocumentError) as loaded:
        nm.load(path)
    for caught in (opened, loaded):
        problem = caught.value.problems[0]
        assert (problem.code, problem.line) == (code, 2)
        assert words in problem.message


def test_an_empty_file_and_a_missing_one_are_unreadable(tmp_path: Path) -> None:
    for path in (write(tmp_path / "a.jsonl"), tmp_path / "missing.jsonl", tmp_path):
        with pytest.raises(UnreadableDocumentError):
            load_lines(path)
    with pytest.raises(UnreadableDocumentError, match="its first line describes"):
        nm.load(tmp_path / "a.jsonl")


@pytest.mark.parametrize("name", ["a.json.gz", "a.jsonl.gz"])
def test_a_gz_file_that_is_not_compressed_is_unreadable(tmp_path: Path, name: str) -> None:
    packed = gzip.compress(f"{HEADER}\n{CITY}\n".encode())
    for bytes_ in (HEADER.encode(), packed[:-9], packed[:12] + b"\xff" * 9 + packed[20:]):
        (tmp_path / name).write_bytes(bytes_)
        with pytest.raises(UnreadableDocumentError) as caught:
            nm.load(tmp_path / name)
        assert caught.value.problems[0].code == "NMP001"


def test_a_file_that_only_seems_compressed_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "a.json.gz").write_text(HEADER)
    (tmp_path / "b.json.gz").write_bytes(gzip.compress(HEADER.encode()) + b"more")
    for name in ("a.json.gz", "b.json.gz"):
        with pytest.raises(UnreadableDocumentError, match="rename it or get it anew"):
            nm.load(tmp_path / name)


@pytest.mark.parametrize("blank", ["", " \t", "\r", " " * 70_000, " \n" * 70_000])
def test_blank_lines_are_counted_however_many_there_are(tmp_path: Path, blank: str) -> None:
    path = write(tmp_path / "a.jsonl", blank, blank, HEADER, blank, CITY, *[blank] * 5, "[]", blank)
    number = 1 + 10 * (blank.count("\n") + 1) - 2 * (blank.count("\n") + 1) + 2
    with pytest.raises(InvalidDocumentError) as caught:
        nm.load(path)
    assert [problem.line for problem in caught.value.problems] == [number]


def test_blank_lines_are_not_read_one_by_one(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", HEADER + "\n" * 1_000_000)
    calls: Counter[str] = Counter()
    sys.setprofile(lambda _frame, event, _argument: calls.update([event]))
    try:
        nm.load(path)
    finally:
        sys.setprofile(None)
    assert calls.total() < 20_000


def test_a_line_that_is_too_long_is_reported(tmp_path: Path) -> None:
    long = CITY + " " * LONGEST + CITY
    with pytest.raises(InvalidDocumentError) as caught:
        nm.load(write(tmp_path / "a.jsonl", HEADER, long, MAYOR))
    (problem,) = caught.value.problems
    assert (problem.code, problem.line) == ("NMP005", 2)
    with pytest.raises(InvalidDocumentError, match="NMP005 line 1"):
        nm.load(write(tmp_path / "b.jsonl", HEADER + " " * LONGEST, MAYOR))


def test_only_records_can_be_written_and_only_under_a_header(tmp_path: Path) -> None:
    header = nm.Collection(id="demo", title="T")
    with pytest.raises(InvalidTypeError, match="one by one"):
        dump_lines([{"id": "a"}], tmp_path / "a.jsonl", header=header)  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    with pytest.raises(InvalidTypeError, match="as the header"):
        dump_lines([], tmp_path / "a.jsonl", header="demo")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    with pytest.raises(InvalidValueError, match="the header has records"):
        dump_lines([], tmp_path / "a.jsonl", header=header.add(nm.Person(id="a")))
    with pytest.raises(UnwritableFileError):
        dump_lines([], tmp_path / "missing" / "a.jsonl", header=header)
    assert list(tmp_path.iterdir()) == []


def test_long_lines_are_read_and_written_a_few_at_a_time(tmp_path: Path) -> None:
    made: list[int] = []

    def people() -> Iterator[nm.Record]:
        for number in range(20):
            made.append(number)
            yield nm.Person(id=f"p-{number}", notes="x" * 400_000)

    chunks = line_chunks(nm.Collection(id="demo", title="T"), people())
    ahead = [len(made) for _ in chunks]
    assert ahead[:3] == [0, 1, 3]
    assert all(later - sooner <= 3 for sooner, later in pairwise(ahead))
    dump_lines(people(), tmp_path / "a.jsonl", header=nm.Collection(id="demo", title="T"))
    with (tmp_path / "a.jsonl").open("rb") as file:
        assert max(map(len, _batches(_numbered(file, "a.jsonl")))) == 4  # with the header


def test_what_no_reader_takes_is_not_write(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", "old")
    long = nm.Collection(id="demo", title="T").add(nm.Person(id="a"), nm.Person(id="b", notes="x" * LONGEST))
    with pytest.raises(InvalidValueError, match="b: its line exceeds 16,777,216 bytes"):
        nm.dump(long, path)
    assert path.read_text() == "old\n"
    wide = nm.Collection.of(
        [nm.Person(id=id, notes="x" * size) for id, size in (("a", 1), ("b", 9**7), ("c", LONGEST - 9**7))],
        id="d",
        title="T",
    )
    nm.dump(wide, path)
    assert nm.load(path) == wide


def test_a_newer_format_is_the_only_problem_reported(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", '{"nmpolicy": 9, "id": "a", "titles": []}', '{"type": "newthing"}', "{")
    with pytest.raises(InvalidDocumentError) as caught:
        nm.load(path)
    assert [problem.code for problem in caught.value.problems] == ["NMP010"]
    assert [problem.code for problem in check_file(path).problems] == ["NMP010"]


def test_a_closed_reader_has_no_more_records(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", HEADER, *[CITY] * 9)
    lines = load_lines(path)
    assert next(lines).id == "city"
    lines.close()
    assert list(lines) == []


def test_records_before_a_broken_part_of_the_file_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(f"{HEADER}\n{CITY}\n{MAYOR}\n".encode())[:-4])
    with load_lines(path) as lines:
        assert [next(lines).id, next(lines).id] == ["city", "mayor"]
        with pytest.raises(UnreadableDocumentError):
            next(lines)


@pytest.mark.parametrize("line", [CITY + "\x0c", "\ufeff" + CITY, "\x0b", "\xa0"])
def test_white_space_outside_json_is_refused(tmp_path: Path, line: str) -> None:
    with pytest.raises(InvalidDocumentError, match="NMP003 line 3"):
        nm.load(write(tmp_path / "a.jsonl", HEADER, MAYOR, line))


def test_a_byte_order_mark_may_be_on_a_line_of_its_own(tmp_path: Path) -> None:
    assert nm.load(write(tmp_path / "a.jsonl", "\ufeff", HEADER, CITY)).organizations


@pytest.mark.parametrize("path", [3, b"a.json", None])
def test_an_invalid_path_is_a_type_error(path: Any) -> None:
    for function in (nm.load, load_lines, lambda it: nm.dump(nm.Collection(id="a", title="T"), it)):
        with pytest.raises(InvalidTypeError, match="expected a path"):
            function(path)
