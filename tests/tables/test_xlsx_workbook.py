"""Excel: what a workbook looks like inside, that it comes back exactly, and what does not fit in it.

To try more collections than the tests do, run `python tests/tables/test_xlsx_workbook.py 1000`.
"""

import errno
import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from xlsxwriter.worksheet import Worksheet

import nmpolicy as nm
from nmpolicy.errors import (
    InvalidCollectionError,
    MissingExtraError,
    OutputExistsError,
    UnsupportedValueError,
    UnwritableFileError,
)
from nmpolicy.serialization.outputs import output_file
from nmpolicy.strategies import collections
from nmpolicy.tables import xlsx_workbook
from nmpolicy.tables.layout import layout
from nmpolicy.tables.rows import rows

#: A folder in memory, where syncing each file to the disk takes no time; None on systems that have none.
IN_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  # a folder of its own in it
NASTY = [
    "=cmd|'/c calc'!A0",
    "+1",
    "-250.00",
    "@SUM(A1)",
    "'quoted",
    "007",
    "2025-05",
    "1e5",
    "TRUE",
    "#REF!",
    "https://example.org/",
    "\0",
    "a\rb",
    "a\r\nb\n",
    "\n",
    "\t",
    "  a  ",
    "\x1f\x0b\x0c\x7f\x85\x9f\u2028\ufeff",
    "\ufffe\uffff",
    "\N{RIGHT-TO-LEFT MARK}\N{PILE OF POO}",
    "_x0041_",
    "_x0041_x0042_",
    "_x0041\0",
    "_x005F_x005F_",
    "_xD83D__xDE00_",
    "<r>a</r>",
    "<r><t>a</t></r>",
    "</script>&amp;]]>",
    "x" * 32_767,
    "\N{PILE OF POO}" * 16_383,
]


def nasty() -> nm.Collection:
    people = [
        nm.Person(id=f"p-{number}", name=text, other_names=[text[:100]] * 2, summary=text, notes=[text])
        for number, text in enumerate(NASTY)
    ]
    return nm.Collection.of(people, id="nasty", title="<r>a</r>", summary="=1", extra={"x-a": NASTY[:-2]})


def same_after(collection: nm.Collection, folder: Path) -> bool:
    path = folder / "a.xlsx"
    nm.tables.write_xlsx(collection, path, include_private=True)
    return nm.tables.read_xlsx(path, allow_redacted=collection.redacted) == collection


def round_trips(count: int) -> Callable[[], None]:
    """Return the test that so many random collections come back."""

    @settings(max_examples=count, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(collections())
    def test(collection: nm.Collection) -> None:
        with TemporaryDirectory(dir=IN_MEMORY) as folder:
            assert same_after(collection, Path(folder))

    return test


test_a_collection_comes_back = round_trips(8)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder in memory."""
    with TemporaryDirectory(dir=IN_MEMORY) as folder:
        yield Path(folder)


def test_every_text_comes_back_exactly(folder: Path) -> None:
    assert same_after(nasty(), folder)


@pytest.fixture(scope="module")
def path(albuquerque: nm.Collection, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of the bundled data set."""
    path = tmp_path_factory.mktemp("xlsx") / "albuquerque.xlsx"
    nm.tables.write_xlsx(albuquerque, path, include_private=True)
    return path


@pytest.fixture(scope="module")
def workbook(path: Path) -> Any:
    """The same, as openpyxl reads it."""
    return openpyxl.load_workbook(path)


def test_a_sheet_for_each_table_and_two_that_explain_them(workbook: Any) -> None:
    assert workbook.sheetnames == ["READ ME", *(table.name for table in layout()), "terms"]
    assert workbook.active.title == "READ ME"


def test_the_columns_are_the_stored_ones_also_of_empty_tables(workbook: Any) -> None:
    for table in layout():
        assert [cell.value for cell in workbook[table.name][1]] == [column.name for column in table.stored]


def test_every_cell_is_text(workbook: Any) -> None:
    for table in layout():
        for row in workbook[table.name]:
            assert {(cell.data_type, cell.number_format) for cell in row if cell.value is not None} <= {("s", "@")}


def test_new_rows_are_text_and_have_lists_to_choose_from(workbook: Any) -> None:
    sheet = workbook["vote_events"]
    columns = {cell.value: cell.column_letter for cell in sheet[1]}
    # Neighbors that are alike share an entry, which has the style of their empty cells, too.
    styled = [each for each in sheet.column_dimensions.values() if each.number_format == "@"]
    assert sum(each.max - each.min + 1 for each in styled) == len(columns)
    lists = {str(each.sqref): each for each in sheet.data_validations.dataValidation}
    passed = lists[f"{columns['passed']}2:{columns['passed']}1048576"]
    assert (passed.formula1, passed.showErrorMessage) == ('"TRUE,FALSE"', True)


def choices(workbook: Any, sheet: str, column: str) -> tuple[list[str], bool]:
    """Return the list from which a cell is chosen, and whether anything else is an error."""
    letter = next(cell.column_letter for cell in workbook[sheet][1] if cell.value == column)
    (found,) = (
        each
        for each in workbook[sheet].data_validations.dataValidation
        if str(each.sqref) == f"{letter}2:{letter}1048576"
    )
    name, _, area = found.formula1.replace("$", "").partition("!")
    return [cell.value for (cell,) in workbook[name][area]], found.showErrorMessage


def test_a_term_is_chosen_from_its_vocabulary(workbook: Any) -> None:
    for table in layout():
        for column in table.stored:
            if column.terms is not None and not column.many:
                assert choices(workbook, table.name, column.name) == ([*column.terms], True)


def test_a_cell_for_several_terms_suggests_each_and_takes_more(workbook: Any) -> None:
    suggested, only_these = choices(workbook, "provisions", "deontic")
    assert (suggested, only_these) == ([f'["{term}"]' for term in nm.Deontic], False)


def test_the_terms_of_each_column_have_its_name(workbook: Any) -> None:
    rows = [[cell.value for cell in row] for row in workbook["terms"]]
    assert rows[0] == ["column", "term", "as a list", "definition"]
    assert rows[1] == ["sources.kind", "news-article", "", "An article by a news organization."]
    assert ["provisions.deontic", "right", '["right"]', nm.Deontic("right").definition] in rows
    expected = [f"{table.name}.{each.name}" for table in layout() for each in table.stored for _ in each.terms or ()]
    assert [row[0] for row in rows[1:]] == expected


def test_an_id_is_suggested_if_it_can_only_be_of_one_class(workbook: Any, albuquerque: nm.Collection) -> None:
    suggested, only_these = choices(workbook, "posts", "organization")
    assert (suggested, only_these) == ([each.id for each in albuquerque.organizations], False)


def test_headers_stay_in_sight_and_say_what_a_column_is(workbook: Any) -> None:
    sheet = workbook["milestones"]
    assert sheet.freeze_panes == "B2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.auto_filter.ref == f"A1:J{sheet.max_row}"
    notes = {cell.value: cell.comment.text for cell in sheet[1]}
    assert notes["date"].startswith("The day on which it was reached")
    assert "2025-05 or 2025-07-21" in notes["date"]
    assert notes["stage"] == "The stage that was reached. Required. Choose from the list."
    titles = {cell.value: cell.comment.text for cell in workbook["sources"][1]}
    assert titles["title"] == "The title as published. An empty cell is an empty text."
    assert "In a new row, leave it empty to put the part last." in notes["number"]
    assert notes["by"].endswith('Several are a list: ["one", "two"].')


def test_the_sheet_of_terms_keeps_its_header_in_sight(workbook: Any) -> None:
    sheet = workbook["terms"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", f"A1:D{sheet.max_row}")


def test_columns_are_as_wide_as_their_texts_within_limits(workbook: Any) -> None:
    orders = workbook["orders"]
    widths = {cell.value: orders.column_dimensions[cell.column_letter].width for cell in orders[1]}
    assert 15 < widths["id"] < widths["summary"] < 68
    assert [orders.row_dimensions[row].height for row in range(1, 5)] == [None, 90, 30, 30]


def test_long_ids_and_addresses_do_not_run_into_the_next_column(workbook: Any) -> None:
    milestones, sources = workbook["milestones"], workbook["sources"]
    assert milestones.column_dimensions["A"].width > max(len(cell.value) for cell in milestones["A"])
    url = next(cell for cell in sources[2] if str(cell.value).startswith("https://"))
    assert (url.alignment.wrap_text, sources.row_dimensions[2].height) == (True, 30)


def test_the_first_sheet_says_how_to_import_and_counts_rows(workbook: Any, albuquerque: nm.Collection) -> None:
    values = [[cell.value for cell in row] for row in workbook["READ ME"]]
    assert values[0][0] == albuquerque.title
    assert values[1][0] == "A collection of nmpolicy records, to edit by hand."
    text = "\n".join(str(row[0]) for row in values)
    assert "run: nmpolicy import xlsx FILE.xlsx -o FILE.json" in text
    assert "Gray headings are keys" in text
    assert "There, sources.kind is the column kind in the sheet sources." in text
    assert "--include-private" not in text
    heading = next(number for number, row in enumerate(values) if row == ["Sheet", "Rows", "A row is"])
    assert values[heading - 1] == [None] * 3
    assert [row[0] for row in values[heading + 1 :]] == [table.name for table in layout()]
    widths = [workbook["READ ME"].column_dimensions[letter].width for letter in "ABC"]
    assert widths[1] < max(len(table.name) for table in layout()) < widths[0] < widths[2]
    counts = {row[0]: row[1] for row in values if isinstance(row[1], int)}
    assert counts == {table.name: sum(1 for _ in rows(albuquerque, table)) for table in layout()}


def test_the_same_collection_makes_the_same_bytes(path: Path, albuquerque: nm.Collection, folder: Path) -> None:
    nm.tables.write_xlsx(albuquerque, folder / "other.xlsx", include_private=True)
    assert (folder / "other.xlsx").read_bytes() == path.read_bytes()
    with ZipFile(path) as archive:
        assert {each.date_time[0] for each in archive.infolist()} == {1980}


def test_names_of_private_individuals_are_withheld(folder: Path) -> None:
    person = nm.Person(id="roe", name="Jane Roe", private=True)
    path = folder / "a.xlsx"
    nm.tables.write_xlsx(nm.Collection(id="demo", title="Demo", people=[person]), path)
    with ZipFile(path) as archive:
        assert not any(b"Roe" in archive.read(name) for name in archive.namelist())
    with pytest.raises(nm.errors.InvalidDocumentError, match="NMP021"):
        nm.tables.read_xlsx(path)
    assert nm.tables.read_xlsx(path, allow_redacted=True).redacted


def test_the_first_sheet_of_a_redacted_workbook_says_how_to_get_one_to_edit(folder: Path) -> None:
    person = nm.Person(id="roe", name="Jane Roe", private=True)
    nm.tables.write_xlsx(nm.Collection(id="demo", title="Demo", people=[person]), folder / "a.xlsx")
    text = "\n".join(str(row[0].value) for row in openpyxl.load_workbook(folder / "a.xlsx")["READ ME"])
    assert "A redacted copy of a collection of nmpolicy records, to read and to share." in text
    assert "so nmpolicy import refuses it" in text
    assert "export the complete collection with --include-private, and edit that workbook." in text
    assert "FILE.xlsx" not in text
    assert "To add a record" not in text


def test_what_does_not_fit_is_told_at_once_and_nothing_is_written(folder: Path) -> None:
    long = "x" * 32_768
    order = nm.Order(id="eo", kind="other", title=long, milestones=[nm.Milestone(stage="signed", notes=["🏛" * 16_384])])
    collection = nm.Collection(id="demo", title="Demo", summary=long, orders=[order], extra={"x-a": long})
    with pytest.raises(UnsupportedValueError) as caught:
        nm.tables.write_xlsx(collection, folder / "a.xlsx")
    assert [(each.record, each.pointer) for each in caught.value.problems] == [
        (None, "/summary"),
        (None, "/extra"),
        ("eo", "/title"),
        ("eo", "/milestones/0/notes/0/text"),
    ]
    assert caught.value.problems[0].message == (
        "the cell would have 32,768 characters, and Excel holds 32,767; shorten it, or use another format"
    )
    assert [*folder.iterdir()] == []


def test_a_table_that_is_longer_than_a_sheet_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_workbook, "MAX_ROWS", 3)
    people = [nm.Person(id=f"p-{number}", name="A") for number in range(2)]
    collection = nm.Collection(id="demo", title="Demo", people=people)
    nm.tables.write_xlsx(collection, folder / "a.xlsx")
    with pytest.raises(UnsupportedValueError, match=r"/people: a sheet of Excel has 3 rows"):
        nm.tables.write_xlsx(collection.add(nm.Person(id="p-3", name="A")), folder / "b.xlsx")
    assert not (folder / "b.xlsx").exists()


def test_an_old_file_is_replaced_only_by_force(folder: Path) -> None:
    path = folder / "a.xlsx"
    path.write_text("old")
    collection = nm.Collection(id="demo", title="Demo")
    with pytest.raises(OutputExistsError):
        nm.tables.write_xlsx(collection, path)
    assert path.read_text() == "old"
    nm.tables.write_xlsx(collection, path, force=True)
    assert nm.tables.read_xlsx(path) == collection


def test_an_id_that_is_there_twice_is_refused(folder: Path) -> None:
    twice = [nm.Person(id="roe", name="A"), nm.Person(id="roe", name="B")]
    with pytest.raises(InvalidCollectionError):
        nm.tables.write_xlsx(nm.Collection(id="demo", title="Demo", people=twice), folder / "a.xlsx")


def test_progress_counts_the_rows(folder: Path) -> None:
    people = [nm.Person(id=f"p-{number}", name="A") for number in range(1_001)]
    seen: list[int] = []
    nm.tables.write_xlsx(nm.Collection(id="demo", title="Demo", people=people), folder / "a.xlsx", progress=seen.append)
    assert (sum(seen), max(seen)) == (1_002, 1_000)


def test_without_xlsxwriter_the_extra_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingExtraError, match=r"\[xlsx\]"):
        nm.tables.write_xlsx(nm.Collection(id="demo", title="Demo"), folder / "a.xlsx")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")
def test_a_full_disk_is_an_error_of_ours_and_leaves_the_old_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "a.xlsx"
    path.write_text("old")
    monkeypatch.setattr(xlsx_workbook, "output_file", on_a_full_disk)
    with pytest.raises(UnwritableFileError, match="No space left"):
        nm.tables.write_xlsx(nm.Collection(id="demo", title="Demo"), path, force=True)
    assert path.read_text() == "old"
    assert [*folder.iterdir()] == [path]
    gc.collect()  # a file that was left open would fail the test here


def test_a_disk_that_is_full_before_the_sheets_are_written_leaves_no_file_open(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """XlsxWriter keeps the rows of each sheet in a temporary file until then."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Worksheet, "_assemble_xml_file", full)
    with pytest.raises(UnwritableFileError, match="No space left"):
        nm.tables.write_xlsx(nm.Collection(id="demo", title="Demo"), folder / "a.xlsx")
    assert not any(folder.iterdir())
    gc.collect()  # as above


@contextmanager
def on_a_full_disk(path: Path, *, force: bool) -> Iterator[Path]:
    with output_file(path, force=force) as unfinished:
        unfinished.symlink_to("/dev/full")
        yield unfinished


if __name__ == "__main__":
    round_trips(int(sys.argv[1]))()
    sys.stdout.write(f"{sys.argv[1]} collections came back\n")
