"""CSV: what is written, that it comes back, and what is reported of files that were spoiled."""

import csv
import json
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import copytree, which
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import nmpolicy as nm
from nmpolicy.errors import (
    DocumentError,
    InvalidCollectionError,
    InvalidDocumentError,
    OutputExistsError,
    UnreadableDocumentError,
)
from nmpolicy.strategies import collections
from nmpolicy.tables.layout import all_tables
from nmpolicy.tables.rows import rows

ROOT = Path(__file__).parents[2]
#: A folder in memory, where syncing each file to the disk takes no time; None on systems that have none.
IN_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  # a folder of its own in it
NASTY = [
    '=HYPERLINK("https://example.org","Open")',
    "'=1",
    "\r",
    "a\rb",
    "a\r\nb\n",
    "\0",
    "\u2028\u2029\x85",
    "\ufeffBOM",
    '"',
    '""',
    "a,b;c\td",
    "</script>",
    "\N{RIGHT-TO-LEFT MARK}\N{PILE OF POO}",
    " a ",
    "NA",
    "007",
    "TRUE",
    "\\",
    "\\N",
    "-250.00",
]


def same_after(collection: nm.Collection, folder: Path, *, raw: bool, bom: bool) -> bool:
    nm.tables.write_csv(collection, folder, include_private=True, raw=raw, bom=bom)
    return nm.tables.read_csv(folder, allow_redacted=collection.redacted) == collection


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(collections(), st.booleans(), st.booleans())
def test_a_collection_comes_back(collection: nm.Collection, raw: bool, bom: bool) -> None:  # noqa: FBT001  # drawn
    with TemporaryDirectory(dir=IN_MEMORY) as folder:
        assert same_after(collection, Path(folder, "tables"), raw=raw, bom=bom)


def _nasty() -> nm.Collection:
    people = [
        nm.Person(id=f"p-{number}", name=text, other_names=[text, text], summary=text, notes=[text, ""])
        for number, text in enumerate(NASTY)
    ]
    return nm.Collection.of(people, id="nasty", title="", summary="=1", extra={"x-a": NASTY})


@pytest.mark.parametrize("raw", [False, True])
@pytest.mark.parametrize("bom", [False, True])
def test_texts_come_back_exactly(tmp_path: Path, raw: bool, bom: bool) -> None:  # noqa: FBT001  # parameters
    assert same_after(_nasty(), tmp_path / "tables", raw=raw, bom=bom)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small collection with a part of each kind that the tests spoil."""
    collection = nm.Collection.of(
        [
            nm.Organization(id="city", name="Springfield", classification="government"),
            nm.Organization(id="council", name="Council", classification="legislature", parent="city"),
            nm.Post(id="mayor", name="Mayor", organization="city"),
            nm.Person(id="roe", name="=Roe", other_names=["J. Roe"]),
            nm.Order(
                id="eo-1",
                kind="executive-order",
                title="Caf\xe9s",
                issued_by=["mayor"],
                milestones=[
                    nm.Milestone(stage="signed", date="2025-07-21", by=["roe"], notes=["At noon."]),
                    nm.Milestone(stage="effective", date="2025-08"),
                ],
                extra={"x-page": 3},
            ),
            nm.Measure(
                id="m-1", kind="ordinance", title="A measure", vote_events=[nm.VoteEvent(body="council", passed=True)]
            ),
        ],
        id="springfield",
        title="Springfield",
        license="CC0-1.0",
        summary="A demonstration.",
    )
    folder = tmp_path_factory.mktemp("csv") / "tables"
    nm.tables.write_csv(collection, folder, include_private=True)
    return folder


@pytest.fixture
def folder(original: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    return copytree(original, tmp_path / "tables")


def cells(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def write_cells(path: Path, written: list[list[str]], delimiter: str = ",", end: str = "\n") -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter, lineterminator=end).writerows(written)


def problems(folder: Path) -> list[str]:
    with pytest.raises(DocumentError) as caught:
        nm.tables.read_csv(folder)
    assert caught.value.path == str(folder)
    return [f"{each.location}: {each.message}" for each in caught.value.problems]


def test_files_are_utf_8_with_line_feeds_and_few_quotation_marks(folder: Path) -> None:
    assert (folder / "people.csv").read_bytes().splitlines(keepends=True) == [
        b"id,name,other_names,private,summary,aliases,extra\n",
        b'roe,\'=Roe,"[""J. Roe""]",FALSE,,,\n',
    ]
    assert (folder / "milestones.csv").read_text("utf-8").splitlines() == [
        "id,record,parent,number,stage,date,by,capacity,on_behalf_of,extra,date_earliest,date_latest",
        'eo-1#/milestones/0,eo-1,eo-1,0,signed,2025-07-21,"[""roe""]",,,,2025-07-21,2025-07-21',
        "eo-1#/milestones/1,eo-1,eo-1,1,effective,2025-08,,,,,2025-08-01,2025-08-31",
    ]
    assert "Caf\xe9s" in (folder / "orders.csv").read_text("utf-8")
    assert (folder / "votes.csv").read_text("utf-8") == "id,record,parent,number,voter,option,weight,extra\n"


def test_a_byte_order_mark_is_written_only_on_request(folder: Path) -> None:
    collection = nm.tables.read_csv(folder)
    nm.tables.write_csv(collection, folder, force=True, bom=True)
    files = sorted(folder.glob("*.csv"))
    assert len(files) == len(all_tables())
    assert all(path.read_bytes().count(b"\xef\xbb\xbf") == 1 for path in files)
    assert (folder / "datapackage.json").read_bytes().startswith(b"{")
    nm.tables.write_csv(collection, folder, force=True)
    assert not any(b"\xef\xbb\xbf" in path.read_bytes() for path in files)


def test_no_text_begins_like_a_formula_unless_it_is_raw(tmp_path: Path) -> None:
    def formulas() -> Iterator[str]:
        for path in tmp_path.glob("tables/*.csv"):
            for row in cells(path):
                yield from (cell for cell in row if cell.strip("\0\ufeff \r\n\t")[:1] in {*"=+-@"} - {""})

    nm.tables.write_csv(_nasty(), tmp_path / "tables")
    assert not any(formulas())
    nm.tables.write_csv(_nasty(), tmp_path / "tables", raw=True, force=True)
    assert {"=1", "-250.00"} <= {*formulas()}


def test_the_same_collection_makes_the_same_bytes(folder: Path, albuquerque: nm.Collection) -> None:
    def contents() -> dict[str, bytes]:
        nm.tables.write_csv(albuquerque, folder, force=True)
        return {path.name: path.read_bytes() for path in folder.iterdir()}

    assert contents() == contents()


def test_progress_adds_up_to_the_rows(folder: Path, albuquerque: nm.Collection) -> None:
    counts: list[int] = []
    nm.tables.write_csv(albuquerque, folder, force=True, include_private=True, progress=counts.append)
    assert sum(counts) == sum(1 for table in all_tables() for _ in rows(albuquerque, table))


def test_an_old_export_is_replaced_only_by_force_and_only_by_a_whole_one(folder: Path) -> None:
    other = nm.Collection(id="other", title="Other")
    with pytest.raises(OutputExistsError, match="force=True"):
        nm.tables.write_csv(other, folder)

    def fail(_count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        nm.tables.write_csv(other, folder, force=True, progress=fail)
    assert nm.tables.read_csv(folder).id == "springfield"
    nm.tables.write_csv(other, folder, force=True)
    assert nm.tables.read_csv(folder) == other


def test_a_redacted_export_is_read_only_on_request(folder: Path) -> None:
    collection = nm.tables.read_csv(folder).add(nm.Person(id="doe", name="Jane Doe", private=True))
    nm.tables.write_csv(collection, folder, force=True)
    assert not any(b"Doe" in path.read_bytes() for path in folder.iterdir())
    assert json.loads((folder / "datapackage.json").read_bytes())["nmpolicy"]["redacted"]
    assert problems(folder)[0].startswith("collection.csv, row 2, column redacted: ")
    assert nm.tables.read_csv(folder, allow_redacted=True).redacted


def test_an_export_that_is_redacted_in_one_place_is_refused(folder: Path) -> None:
    collection = nm.tables.read_csv(folder).add(nm.Person(id="doe", name="Jane Doe", private=True))
    nm.tables.write_csv(collection, folder, force=True)
    path = folder / "collection.csv"
    path.write_text(path.read_text("utf-8").replace(",TRUE,", ",FALSE,"), "utf-8")
    for allow in (True, False):
        with pytest.raises(
            InvalidDocumentError, match=r"datapackage\.json says that this is a redacted copy"
        ) as caught:
            nm.tables.read_csv(folder, allow_redacted=allow)
        assert caught.value.problems[0].location == "collection.csv, column redacted"


def test_line_breaks_that_git_rewrote_are_reported(folder: Path) -> None:
    collection = nm.tables.read_csv(folder).add(
        nm.Person(id="doe", name="Jane\nDoe"), nm.Person(id="poe", name="A\r\nPoe")
    )
    nm.tables.write_csv(collection, folder, force=True)
    assert nm.tables.read_csv(folder) == collection
    path = folder / "people.csv"
    path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    found = problems(folder)
    assert found[0].startswith(
        "people.csv, row 3, column name: the line breaks in the text are CRLF, like those between"
    )
    assert [each.partition(": ")[0] for each in found[1:]] == ["people.csv, row 4, column name"]


def test_only_texts_may_hold_line_breaks_that_git_rewrote(folder: Path) -> None:
    """A list is JSON, where a line break between items means nothing."""
    collection = nm.tables.read_csv(folder).add(nm.Person(id="doe", name="Jane Doe", other_names=["J. Doe", "JD"]))
    nm.tables.write_csv(collection, folder, force=True)
    path = folder / "people.csv"
    written = path.read_bytes().replace(b'""J. Doe"",""JD""', b'""J. Doe"",\n""JD""')
    assert written != path.read_bytes()
    path.write_bytes(written.replace(b"\n", b"\r\n"))
    assert nm.tables.read_csv(folder) == collection


def test_records_that_share_an_id_are_not_written(tmp_path: Path) -> None:
    twins = [nm.Person(id="roe", name="A"), nm.Person(id="roe", name="B")]
    with pytest.raises(InvalidCollectionError, match=r"NMP201 roe /people/1/id: an earlier record \(/people/0\)"):
        nm.tables.write_csv(nm.Collection.of(twins, id="twins", title="Twins"), tmp_path / "tables")
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize(("delimiter", "end"), [(";", "\r\n"), ("\t", "\n"), (",", "\r")])
def test_files_that_a_spreadsheet_saved_are_read(folder: Path, delimiter: str, end: str) -> None:
    """European Excel separates by semicolons, and Excel for Macintosh ended lines in CR. Both leave empty rows."""
    expected = nm.tables.read_csv(folder)
    for path in folder.glob("*.csv"):
        header, *others = cells(path)
        write_cells(path, [header, *([""] * len(header) for _ in range(2)), *others], delimiter, end)
    orders = folder / "orders.csv"
    orders.write_bytes(b"\xef\xbb\xbf" + orders.read_bytes() + b"\r\n\r\n")
    assert nm.tables.read_csv(folder) == expected


def test_large_cells_come_back_and_the_limit_of_the_csv_module_stays(folder: Path) -> None:
    limit = csv.field_size_limit()
    large = nm.tables.read_csv(folder).add(nm.Person(id="long", name='="' * 1_000_000))
    nm.tables.write_csv(large, folder, force=True)
    with ThreadPoolExecutor() as threads:
        assert list(threads.map(nm.tables.read_csv, [folder] * 3)) == [large] * 3
    (folder / "votes.csv").unlink()
    with pytest.raises(InvalidDocumentError):
        nm.tables.read_csv(folder)
    assert csv.field_size_limit() == limit


@pytest.mark.parametrize(
    ("file", "row", "column", "cell", "expected"),
    [
        (
            "milestones",
            3,
            "date",
            "Aug-25",
            "milestones.csv, row 3, column date: 'Aug-25' is not a date; did you mean 2025-08?",
        ),
        ("milestones", 3, "stage", "efective", "milestones.csv, row 3, column stage: 'efective' is not a valid stage"),
        ("people", 2, "id", "Jane Roe", "people.csv, row 2, column id: 'Jane Roe' is not a"),
        ("milestones", 2, "by", "roe", "milestones.csv, row 2, column by: expected a JSON list"),
        ("milestones", 2, "by", '["roe",2]', "milestones.csv, row 2, column by, item 2: expected text, not 2"),
        ("milestones", 2, "number", "1.0", "milestones.csv, row 2, column number: expected a whole number"),
        ("people", 2, "private", "WAHR", "people.csv, row 2, column private: expected TRUE or FALSE, not 'WAHR'"),
        ("posts", 2, "organization", "town", "posts.csv, row 2, column organization: no record has the id 'town'"),
        ("posts", 2, "organization", "roe", "posts.csv, row 2, column organization: 'roe' is a Person"),
        ("organizations", 3, "id", "city", "organizations.csv, row 3, column id: row 2 of organizations.csv has the"),
        ("notes", 2, "parent", "eo-1#/milestones/7", "notes.csv, row 2, column parent: no row has the id 'eo-1#/mile"),
        ("milestones", 3, "number", "0", "milestones.csv, row 3, column number: row 2 has the same number and parent"),
        ("milestones", 2, "stage", "", "milestones.csv, row 2, column stage: the cell is empty; fill it in"),
        ("people", 1, "summary", "sumary", "people.csv, row 1: there is no column 'sumary' in this table; did you"),
        ("orders", 2, "extra", "{x-page: 3}", "orders.csv, row 2, column extra: expected a JSON object"),
    ],
)
def test_a_spoiled_cell_is_reported_by_file_row_and_column(  # noqa: PLR0913, PLR0917  # one for each column of the table
    folder: Path, file: str, row: int, column: str, cell: str, expected: str
) -> None:
    path = folder / f"{file}.csv"
    found = cells(path)
    found[row - 1][found[0].index(column)] = cell
    write_cells(path, found)
    assert any(each.startswith(expected) for each in problems(folder)), problems(folder)


def _edit(name: str, change: Callable[[bytes], bytes]) -> Callable[[Path], object]:
    def spoil(folder: Path) -> None:
        path = folder / name
        path.write_bytes(change(path.read_bytes()))

    return spoil


def _descriptor(**own: object) -> Callable[[Path], object]:
    return _edit("datapackage.json", lambda _: json.dumps({"nmpolicy": own}).encode())


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (_edit("orders.csv", lambda _: b""), "orders.csv, row 1, column id: the column is missing"),
        (
            _edit("orders.csv", lambda text: text.decode().encode("cp1252")),
            "orders.csv, row 2: the byte 0xe9 is not UTF-8; save the file as UTF-8 (in Excel: CSV UTF-8)",
        ),
        (
            _edit("orders.csv", lambda text: text.decode().encode("utf-16")),
            "orders.csv, row 1: the byte 0xff is not UTF-8",
        ),
        (_edit("people.csv", lambda text: text + b'doe,"Doe\n'), "people.csv, row 3: a quotation mark opens a cell"),
        (
            _edit("people.csv", lambda text: text.replace(b"'=Roe", b'"Jane" Roe')),
            "people.csv, row 2: a cell goes on after its closing quotation mark",
        ),
        (
            _edit("people.csv", lambda text: text.replace(b"'=Roe", b"Roe, Jane")),
            "people.csv, row 2: the row has 8 cells, and the header has 7",
        ),
        (
            _edit("people.csv", lambda text: text.replace(b",FALSE,,,", b",FALSE")),
            "people.csv, row 2: the row has 4 cells, and the header has 7",
        ),
        (
            _edit("collection.csv", lambda text: text * 2),
            "collection.csv: the table has 3 rows below its header; it needs one, for the collection itself",
        ),
        (
            lambda folder: (folder / "votes.csv").rename(folder / "Vote.csv"),
            "Vote.csv: no table has a file with this name; rename it to votes.csv",
        ),
        (
            lambda folder: (folder / "mine.csv").write_text("a,b\n"),
            "mine.csv: no table has a file with this name; move it to another folder",
        ),
        (lambda folder: (folder / "votes.csv").unlink(), "votes.csv: the table is missing"),
        (
            lambda folder: (folder / "datapackage.json").unlink(),
            "datapackage.json: the file is missing, and it says whether apostrophes before formulas belong to the text; c",
        ),
        (_edit("datapackage.json", lambda text: text[:-3]), "datapackage.json: line "),
        (_edit("datapackage.json", lambda _: b"[]"), "datapackage.json: 'nmpolicy' with its 'format' is missing"),
        (_edit("datapackage.json", lambda _: b'{"nmpolicy": 1}'), "datapackage.json: 'nmpolicy' with its 'format' is"),
        (_descriptor(format=2, escaped=True), "datapackage.json: 2 is not a format version that this nmpolicy reads"),
        (_descriptor(format=1, escaped=True, redacted="no"), "datapackage.json: 'redacted' in 'nmpolicy' must be true"),
        (
            _edit("posts.csv", lambda text: b"\xef\xbb\xbf\xef\xbb\xbf" + text),
            "posts.csv, row 1: there is no column '\\ufeffid' in this table; did you mean 'id'?",
        ),
        (
            _edit("posts.csv", lambda text: b"sep=,\n" + text),
            "posts.csv, row 1: there is no column 'sep=' in this table",
        ),
        (_edit("posts.csv", lambda text: text + text), "posts.csv, row 3, column "),
        (
            _edit("datapackage.json", lambda _: b'{"nmpolicy": {"format": 1, "escaped": true, "escaped": false}}'),
            "datapackage.json: the key 'escaped' is a duplicate; keep only one",
        ),
        (_descriptor(format=1), "datapackage.json: 'escaped' in 'nmpolicy' must be true or false, not null; copy the"),
    ],
)
def test_a_spoiled_file_is_reported_by_its_name(folder: Path, spoil: Callable[[Path], object], expected: str) -> None:
    spoil(folder)
    found = problems(folder)
    assert found[0].startswith(expected), found


def test_a_descriptor_that_cannot_be_read_is_reported_with_a_code(folder: Path, tmp_path: Path) -> None:
    path = folder / "datapackage.json"
    for text, code in (
        ("[]", "NMP010"),
        ('{"nmpolicy": {"format": 2}}', "NMP010"),
        ('{"nmpolicy": {"format": 1}}', "NMP014"),
        ('{"nmpolicy": {}, "nmpolicy": {}}', "NMP011"),
        ("{", "NMP003"),
        (None, "NMP001"),
    ):
        path.write_text(text) if text else path.unlink()
        with pytest.raises(UnreadableDocumentError) as caught:
            nm.tables.read_csv(folder)
        assert [each.code for each in caught.value.problems] == [code], text
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(UnreadableDocumentError, match=r"NMP001 .*neither this file nor a table"):
        nm.tables.read_csv(empty)


def test_a_cell_that_is_too_long_is_reported(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nmpolicy.tables.csv_package._LARGEST_FIELD", 10)
    assert problems(folder)[0].endswith("a cell is longer than 10 characters; shorten it")


def test_the_rows_of_a_file_can_be_sorted(folder: Path) -> None:
    """Records then come in the order of the file, and parts in that of their numbers."""
    expected = nm.tables.read_csv(folder)
    for path in folder.glob("*.csv"):
        header, *others = cells(path)
        write_cells(path, [header, *sorted(others, reverse=True)])
    assert nm.tables.read_csv(folder) == expected.with_records(sorted(expected, key=lambda each: each.id, reverse=True))


def test_a_table_that_cannot_be_read_is_reported(folder: Path) -> None:
    (folder / "votes.csv").unlink()
    (folder / "votes.csv").mkdir()
    assert problems(folder) == ["votes.csv: it is a folder; name a file"]


def test_what_is_no_folder_is_reported(folder: Path) -> None:
    with pytest.raises(UnreadableDocumentError, match="No such file or directory"):
        nm.tables.read_csv(folder / "none")
    with pytest.raises(UnreadableDocumentError, match="this is one file; name the folder"):
        nm.tables.read_csv(folder / "orders.csv")


def test_other_files_in_the_folder_are_ignored(folder: Path) -> None:
    (folder / "README.md").write_text("Ours.")
    (folder / "._orders.csv").write_bytes(b"\0\5\x16\7")  # macOS writes it to disks of other systems
    assert nm.tables.read_csv(folder).id == "springfield"


def test_a_file_made_by_hand_needs_two_properties(folder: Path) -> None:
    """Without escapes, an apostrophe before a formula is a part of the text."""
    _descriptor(format=1, escaped=False)(folder)
    assert nm.tables.read_csv(folder)["roe"].label == "'=Roe"
    _descriptor(format=1, escaped=True)(folder)
    assert nm.tables.read_csv(folder)["roe"].label == "=Roe"


@pytest.mark.skipif(which("Rscript") is None, reason="R is not installed")
def test_the_drawing_in_r_on_the_page_is_made(tmp_path: Path, albuquerque: nm.Collection) -> None:
    nm.tables.write_csv(albuquerque, tmp_path / "albuquerque-csv")
    page = (ROOT / "docs" / "how-to" / "export-csv.md").read_text("utf-8")
    script = page.partition("```r\n")[2].partition("```")[0].replace("/tmp", str(tmp_path))  # noqa: S108  # as on the page
    subprocess.run(["Rscript", "-e", script], check=True)  # noqa: S603, S607  # any R
    assert (tmp_path / "albuquerque-csv-milestones.png").read_bytes().startswith(b"\x89PNG")
