"""No more of a file is read than the limit says, whatever kind of file it is."""

import gzip
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

import nmpolicy as nm
from command_line import run
from each_case import each_case
from nmpolicy import imports, tables
from nmpolicy.byte_limit import check_max_bytes, limited, read_limited
from nmpolicy.errors import ExtractionError, InvalidTypeError, InvalidValueError, UnreadableDocumentError
from nmpolicy.serialization.files import read_bytes
from nmpolicy.serialization.lines import load_lines

LIMIT = 500_000
TOO_LARGE = "it has more than [0-9,]+ bytes, counted after unpacking, and no more are read; name a smaller file"
DEMO = nm.Collection(id="demo", title="A demonstration").add(nm.Organization(id="city", name="A city"))
MAPPING = {"record": "order", "kind": "proclamation", "jurisdiction": "S", "post": "M", "columns": {"number": "No."}}
Reader = Callable[[Path, int], object]


class Endless(BytesIO):
    """A stream that never ends, and counts what is read from it."""

    given = 0

    def read(self, size: int | None = -1, /) -> bytes:
        assert size is not None
        assert size > 0
        self.given += size
        return b" " * size


def endless(path: Path) -> Path:
    path.symlink_to("/dev/zero")
    return path


def white_space(path: Path) -> Path:
    with path.open("wb") as file:
        file.writelines(b" " * 1_000_000 for _ in range(5))
    return path


def packed(path: Path, content: bytes = b"") -> Path:
    """Make a small file that unpacks to 10 MB of white space, or to the content."""
    path.write_bytes(gzip.compress(content) if content else gzip.compress(b" " * 1_000_000) * 10)
    return path


def many_packed_nothings(path: Path) -> Path:
    path.write_bytes(gzip.compress(b"") * 12_000)
    return path


def csv_folder(folder: Path) -> Path:
    tables.write_csv(DEMO, folder)
    (folder / "organizations.csv").unlink()
    endless(folder / "organizations.csv")
    return folder


def csv_quote(folder: Path) -> Path:
    """A cell whose quotation mark is never closed."""
    tables.write_csv(DEMO, folder)
    with (folder / "organizations.csv").open("a") as file:
        file.write('"' + "a" * 3_000_000)
    return folder


def database(path: Path) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE big AS SELECT zeroblob(2000000)")
        connection.commit()
    return path


def workbook(path: Path) -> Path:
    tables.write_xlsx(DEMO, path)
    with ZipFile(path) as old, ZipFile(path.with_suffix(".new"), "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content + b" " * 5_000_000 if name.endswith("workbook.xml") else content)
    return path.with_suffix(".new")


def load_all_lines(path: Path, limit: int) -> None:
    with load_lines(path, max_bytes=limit) as lines:
        list(lines)


def check(path: Path, limit: int) -> None:
    (report,) = nm.check_files([path], max_bytes=limit)
    assert (report.readable, report.problems[0].code) == (False, "NMP006")
    raise UnreadableDocumentError(report.problems, report.path)


CASES: dict[str, tuple[Callable[[Path], Path], Reader]] = {
    "zero.json": (endless, lambda path, limit: nm.load(path, max_bytes=limit)),
    "white.json": (white_space, lambda path, limit: nm.load(path, max_bytes=limit)),
    "bomb.json.gz": (packed, lambda path, limit: nm.load(path, max_bytes=limit)),
    "zero.jsonl": (endless, lambda path, limit: nm.load(path, max_bytes=limit)),
    "bomb.jsonl.gz": (packed, load_all_lines),
    "nothing.jsonl.gz": (many_packed_nothings, lambda path, limit: load_all_lines(path, limit // 10)),
    "check.json": (endless, check),
    "page.html": (endless, lambda path, limit: nm.extract_text(path, max_bytes=limit)),
    "csv": (csv_folder, lambda path, limit: tables.read_csv(path, max_bytes=limit)),
    "quote": (csv_quote, lambda path, limit: tables.read_csv(path, max_bytes=limit)),
    "big.db": (database, lambda path, limit: tables.read_sqlite(path, max_bytes=limit)),
    "bomb.xlsx": (workbook, lambda path, limit: tables.read_xlsx(path, max_bytes=limit)),
    "popolo.json": (endless, lambda path, limit: imports.read_popolo(path, max_bytes=limit)),
    "register.json": (endless, lambda path, limit: imports.read_federal_register(path, max_bytes=limit)),
    "matters.json": (endless, lambda path, limit: imports.read_legistar(path, max_bytes=limit)),
    "people.yml": (endless, lambda path, limit: imports.read_openstates_people(path, max_bytes=limit)),
    "sheet.csv": (endless, lambda path, limit: imports.read_spreadsheet(path, MAPPING, max_bytes=limit)),
    "draft.csv": (endless, lambda path, limit: imports.draft_mapping(path, max_bytes=limit)),
    "mapping.toml": (endless, lambda path, limit: imports.read_spreadsheet(path, path, max_bytes=limit)),
    "words.toml": (
        endless,
        lambda path, limit: imports.read_legistar(BytesIO(b"[]"), mapping=path, max_bytes=limit),
    ),
}


@contextmanager
def measured() -> Iterator[Callable[[], int]]:
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        yield lambda: tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()


@each_case(("name", "case"), CASES.items())
def test_what_is_too_large_is_refused_with_little_memory(
    tmp_path: Path, name: str, case: tuple[Callable[[Path], Path], Reader]
) -> None:
    make, read = case
    path = make(tmp_path / name)
    with pytest.raises((UnreadableDocumentError, ExtractionError)):
        read(path, LIMIT)  # imports what it needs, which takes long while memory is measured
    with measured() as peak, pytest.raises((UnreadableDocumentError, ExtractionError), match=TOO_LARGE) as caught:
        read(path, LIMIT)
    assert peak() < 1.5 * LIMIT or name == "quote"  # the csv module needs four or eight bytes for a character
    assert peak() < 10 * LIMIT
    if isinstance(caught.value, UnreadableDocumentError):
        assert [problem.code for problem in caught.value.problems] == ["NMP006"]


def test_a_file_as_large_as_the_limit_is_read(tmp_path: Path) -> None:
    for name in ("a.json", "a.json.gz", "a.jsonl", "a.jsonl.gz"):
        nm.dump(DEMO, tmp_path / name, indent=None)
        size = len(read_bytes(tmp_path / name))
        assert nm.load(tmp_path / name, max_bytes=size) == DEMO
        with pytest.raises(UnreadableDocumentError, match="NMP006"):
            nm.load(tmp_path / name, max_bytes=size - 1)


def test_reading_stops_one_byte_after_the_limit(tmp_path: Path) -> None:
    stream = Endless()
    with pytest.raises(UnreadableDocumentError, match="standard input: error NMP006"):
        imports.read_popolo(stream, max_bytes=5_000_000)
    assert stream.given == 5_000_001
    with pytest.raises(UnreadableDocumentError, match="NMP006"):
        imports.read_legistar(csv_folder(tmp_path / "a").parent, endless(tmp_path / "a.json"), max_bytes=10)


def test_white_space_needs_no_more_memory_than_its_size(tmp_path: Path) -> None:
    path = white_space(tmp_path / "white.json")
    with measured() as peak, pytest.raises(UnreadableDocumentError, match="the text is empty"):
        nm.load(path)
    assert peak() < 1.5 * path.stat().st_size


def test_a_pipe_without_end_is_refused(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.json"
    os.mkfifo(pipe)

    def write() -> None:
        with suppress(BrokenPipeError), pipe.open("wb", buffering=0) as file:
            while True:
                file.write(b" " * 65_536)

    writer = threading.Thread(target=write)
    writer.start()
    with pytest.raises(UnreadableDocumentError, match="NMP006"):
        nm.load(pipe, max_bytes=200_000)
    writer.join()


def test_a_compressed_file_in_a_compressed_file_is_not_unpacked_twice(tmp_path: Path) -> None:
    path = packed(tmp_path / "twice.json.gz", gzip.compress(nm.dumps(DEMO).encode()))
    with pytest.raises(UnreadableDocumentError, match="this is a ZIP file or another archive"):
        nm.load(path)


@pytest.mark.parametrize("limit", [0, -5])
def test_a_limit_is_a_positive_number(limit: int) -> None:
    with pytest.raises(InvalidValueError, match=f"max_bytes must be 1 or more, not {limit}"):
        check_max_bytes(limit)
    with pytest.raises(InvalidValueError, match="max_bytes must be 1"):
        nm.load(os.devnull, max_bytes=limit)


@pytest.mark.parametrize("limit", [True, 1e9, "1GB", None])
def test_a_limit_is_a_whole_number(limit: Any) -> None:
    with pytest.raises(InvalidTypeError, match="max_bytes must be a whole number, not"):
        nm.check_files([], max_bytes=limit)
    with pytest.raises(InvalidTypeError, match="max_bytes must be a whole number, not"):
        read_limited(BytesIO(), limit)


def test_a_limited_stream_closes_its_files() -> None:
    first, second = BytesIO(b"a"), BytesIO()
    with limited(first, 1, second) as stream:
        assert stream.read() == b"a"
    assert (first.closed, second.closed) == (True, True)


READING: dict[str, tuple[str, ...]] = {
    name: tuple(arguments.split())
    for name, arguments in {
        "show": "show z.json",
        "find": "find mayor z.json",
        "schema": "in-force z.json",
        "validate": "validate z.json -",
        "jobs": "validate z.json z.json --jobs 2",
        "fmt": "fmt z.json",
        "diff": "diff z.json ok.json",
        "merge": "merge ok.json z.json -o out.json",
        "same": "merge ok.json ok.json --same z.json -o out.json",
        "same from input": "merge ok.json ok.json --same - -o out.json",
        "anchor": "anchor ok.json --text a=z.txt",
        "verify": "verify ok.json --text a=z.txt",
        "text": "text z.txt",
        "text from input": "text -",
        "show from input": "show -",
        "report": "report z.json -o out.html",
        "export": "export csv z.json -o out",
        "csv": "import csv csv",
        "csv file": "import csv large.csv",
        "draft": "import csv --draft z.txt",
        "mapping": "import csv z.txt --mapping z.toml",
        "sqlite": "import sqlite big.db",
        "xlsx": "import xlsx bomb.xlsx",
        "popolo": "import popolo z.json",
        "popolo from input": "import popolo -",
        "register": "import federal-register z.json",
        "legistar": "import legistar z.json",
        "openstates": "import openstates-people z.yml",
    }.items()
}


@pytest.fixture(scope="module")
def large_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large")
    for name in ("z.json", "z.txt", "z.toml", "z.yml"):
        endless(folder / name)
    nm.dump(DEMO, folder / "ok.json")
    white_space(folder / "large.csv")
    csv_folder(folder / "csv")
    database(folder / "big.db")
    shutil.move(workbook(folder / "made.xlsx"), folder / "bomb.xlsx")
    return folder


@each_case("name", READING)
def test_each_command_that_reads_has_the_limit(large_files: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(large_files)
    before = sorted(large_files.iterdir())
    code, shown = run(*READING[name], "--max-bytes", "300kb", text=b" " * 300_001)
    assert code == 2
    assert "it has more than 300,000 bytes" in " ".join(shown.split())
    assert sorted(large_files.iterdir()) == before


@pytest.mark.parametrize("size", ["0", "1TB", "-1", "", "1.5GB", "9" * 20])
def test_a_size_is_a_number_with_a_unit(size: str) -> None:
    code, shown = run("show", "--bundled", "albuquerque", "--max-bytes", size)
    assert code == 2
    assert "is not a number of bytes; write it like 500MB, 2GB or 1000000" in " ".join(shown.split())


def test_the_command_needs_little_memory_to_refuse_endless_input() -> None:
    """The limit of the address space would end in a `MemoryError` if more were read, or if it were read twice."""
    code = (
        "import resource, sys; from nmpolicy.cli.main import main; from nmpolicy import checking;"
        "used = int(open('/proc/self/statm').read().split()[0]) * resource.getpagesize();"
        f"resource.setrlimit(resource.RLIMIT_AS, (used + {40_000_000 * 3 // 2 + 20_000_000},) * 2);"
        "main(['validate', '/dev/zero', '--max-bytes', '40MB'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)  # noqa: S603  # our own code
    assert (done.returncode, done.stderr) == (2, "")
    assert "it has more than 40,000,000 bytes" in done.stdout


def test_a_stream_that_does_not_wait_is_not_taken_for_ended() -> None:
    """Such as standard input that another program has set to do so: the rest would be lost."""
    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    with os.fdopen(reader, "rb") as file, os.fdopen(writer, "wb", 0) as start:
        start.write(b"the first part")
        with pytest.raises(BlockingIOError, match="its end has not come yet"):
            read_limited(file, LIMIT)
