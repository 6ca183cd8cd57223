"""Workbooks as people and programs leave them: the cells that are read, and the report on each that is wrong."""

from pathlib import Path
from typing import Any

import attrs
import openpyxl
import pytest
from made_workbooks import Sheets, put, sheets_of, write_sheets

import nmpolicy as nm
from nmpolicy.errors import InvalidDocumentError, UnreadableDocumentError

TEXT = "<c t='inlineStr'><is><t>{}</t></is></c>"


def small() -> nm.Collection:
    return nm.Collection.of(
        [
            nm.Organization(id="council", name="Council", size=9),
            nm.Order(
                id="eo",
                kind="other",
                title="An order",
                number="7",
                milestones=[
                    nm.Milestone(stage="signed", date="2025-07-21", notes=["At noon."]),
                    nm.Milestone(stage="effective", date="2025-08"),
                ],
            ),
            nm.Measure(
                id="m",
                kind="ordinance",
                title="A measure",
                vote_events=[nm.VoteEvent(passed=True, yes=5), nm.VoteEvent(passed=False)],
            ),
        ],
        id="demo",
        title="Demo",
    )


@pytest.fixture
def sheets() -> Sheets:
    return sheets_of(small())


def read(folder: Path, sheets: Sheets, **options: Any) -> nm.Collection:
    return nm.tables.read_xlsx(write_sheets(folder / "a.xlsx", sheets, **options))


def problems(folder: Path, sheets: Sheets, **options: Any) -> list[str]:
    with pytest.raises(InvalidDocumentError) as caught:
        read(folder, sheets, **options)
    assert caught.value.path == str(folder / "a.xlsx")
    return [f"{each.location}: {each.message}" for each in caught.value.problems]


def test_texts_in_cells(tmp_path: Path, sheets: Sheets) -> None:
    assert read(tmp_path, sheets) == small()


def test_shared_and_formatted_texts_are_what_a_cell_shows(tmp_path: Path, sheets: Sheets) -> None:
    strings = (
        "<si><t>An </t></si><si><r><rPr><b/></rPr><t>An</t></r><r><t xml:space='preserve'> _x005F_x0041_</t></r>"
        "<rPh sb='0' eb='2'><t>reading</t></rPh></si>"
    )
    put(sheets, "orders", 2, "title", "<c t='s'><v>1</v></c>")
    put(sheets, "orders", 2, "summary", "<c t='s'><v>0</v></c>")
    put(sheets, "orders", 2, "series", "<c t='str'><v> a_x000D_</v></c>")
    order = read(tmp_path, sheets, strings=strings).orders[0]
    assert (order.title, order.summary, order.series) == ("An _x0041_", "An ", " a\r")


@pytest.mark.parametrize(
    ("place", "cell"),
    [
        (("organizations", 2, "size"), "<c><v>9</v></c>"),
        (("organizations", 2, "size"), "<c s='3' t='n'><v>9.0</v></c>"),
        (("milestones", 2, "number"), "<c><v>0</v></c>"),
        (("vote_events", 2, "passed"), "<c t='b'><v>1</v></c>"),
        (("vote_events", 2, "passed"), "<c t='b'><v>true</v></c>"),
        (("vote_events", 2, "passed"), TEXT.format("true")),
        (("vote_events", 3, "passed"), "<c t='b'><v>0</v></c>"),
        (("people", 1, "name"), TEXT.format("name")),
    ],
)
def test_a_cell_that_means_the_same(tmp_path: Path, sheets: Sheets, place: tuple[str, int, str], cell: str) -> None:
    put(sheets, *place, cell)
    assert read(tmp_path, sheets) == small()


NUMBER = "the spreadsheet turned this into the number {}; format the cell as text, and write "
DATE = "the spreadsheet turned this into a date; format the cell as text, and write "


@pytest.mark.parametrize(
    ("place", "cell", "message"),
    [
        (
            "milestones date",
            "<c s='1'><v>45859</v></c>",
            f"{DATE}2025-07-21, or 2025-07 if only the month is known",
        ),
        (
            "milestones date",
            "<c s='2'><v>45778</v></c>",
            f"{DATE}2025-05-01, or 2025-05 if only the month is known",
        ),
        (
            "milestones date",
            "<c t='d'><v>2025-07-21T10:00:00</v></c>",
            f"{DATE}2025-07-21, or 2025-07 if only the month is known",
        ),
        ("milestones date", "<c s='1'><v>1e99</v></c>", f"{DATE}the original value again"),
        (
            "milestones date",
            "<c><v>2025</v></c>",
            f"{NUMBER.format(2025)}the date, such as 2025, 2025-05 or 2025-07-21",
        ),
        ("orders number", "<c><v>7</v></c>", f"{NUMBER.format(7)}it again"),
        ("orders number", "<c s='1'><v>45859</v></c>", f"{DATE}the original value again"),
        ("organizations size", "<c><v>9.5</v></c>", f"{NUMBER.format(9.5)}a whole number"),
        (
            "organizations size",
            "<c><v>12345678901234567890</v></c>",
            f"{NUMBER.format('12345678901234567890')}a whole number",
        ),
        ("organizations size", "<c s='1'><v>9</v></c>", f"{DATE}the original value again"),
        (
            "orders title",
            "<c t='b'><v>1</v></c>",
            "the spreadsheet turned this into TRUE or FALSE; format the cell as text, and write it again",
        ),
        ("orders title", "<c><f>A1&amp;B1</f><v>3</v></c>", "the cell has a formula; replace it with its value"),
        ("orders title", "<c t='str'><f>A1</f><v>eo</v></c>", "the cell has a formula; replace it with its value"),
        (
            "orders title",
            "<c t='shared'><f t='shared' si='0'/></c>",
            "the cell has a formula; replace it with its value",
        ),
        ("orders title", "<c t='e'><v>#REF!</v></c>", "#REF! is the error of a formula; replace it with the value"),
        ("vote_events passed", "<c><v>1</v></c>", f"{NUMBER.format(1)}TRUE or FALSE"),
        ("vote_events passed", TEXT.format("yes"), "expected TRUE or FALSE, not 'yes'"),
        (
            "orders issued_by",
            "<c t='b'><v>0</v></c>",
            "the spreadsheet turned this into TRUE or FALSE; format the cell as text, and write it again",
        ),
        (
            "orders issued_by",
            TEXT.format("mayor"),
            'expected a JSON list, such as ["one", "two"]; at line 1, character 1: a value is expected here',
        ),
        ("milestones parent", TEXT.format("eoo"), "no row has the id 'eoo'; did you mean 'eo'?"),
    ],
)
def test_a_spoiled_cell_is_told(tmp_path: Path, sheets: Sheets, place: str, cell: str, message: str) -> None:
    sheet, column = place.split()
    put(sheets, sheet, 2, column, cell)
    (found,) = problems(tmp_path, sheets)
    assert found.startswith(f"sheet {sheet}, row 2, column {column}: {message}")


def test_dates_of_an_old_macintosh_begin_in_1904(tmp_path: Path, sheets: Sheets) -> None:
    put(sheets, "milestones", 2, "date", "<c s='1'><v>44397</v></c>")
    for properties, day in (('<workbookPr date1904="1"/>', "2025-07-21"), ("<workbookPr/>", "2021-07-20")):
        (found,) = problems(tmp_path, sheets, properties=properties)
        assert f"write {day}" in found


def test_all_problems_come_at_once_in_order(tmp_path: Path, sheets: Sheets) -> None:
    put(sheets, "milestones", 3, "date", "<c s='1'><v>45859</v></c>")
    put(sheets, "milestones", 3, "stage", "signd")
    put(sheets, "organizations", 2, "size", "many")
    sheets["orders"][1].append("a remark")
    sheets["notes "] = [["x"]]
    assert [each.partition(": ")[0] for each in problems(tmp_path, sheets)] == [
        "sheet notes ",
        "sheet orders, row 2, column Q",
        "sheet organizations, row 2, column size",
        "sheet milestones, row 3, column stage",
        "sheet milestones, row 3, column date",
    ]


def test_rows_without_values_are_skipped_and_rows_keep_their_numbers(tmp_path: Path, sheets: Sheets) -> None:
    sheets["milestones"].insert(2, [""] * 10)
    sheets["milestones"] += [["<c/>"] * 10] * 1_000
    assert read(tmp_path, sheets) == small()
    put(sheets, "milestones", 4, "date", "soon")
    assert problems(tmp_path, sheets)[0].startswith("sheet milestones, row 4, column date: ")


def test_a_new_row_needs_neither_id_nor_number_and_order_does_not_matter(tmp_path: Path, sheets: Sheets) -> None:
    header = sheets["milestones"][0]
    new = dict.fromkeys(header, "") | {"parent": "eo", "stage": "expired", "date": "2026"}
    sheets["milestones"][1:] = [[*new.values()], *sheets["milestones"][:0:-1]]
    found = read(tmp_path, sheets)
    order = small().orders[0]
    assert found.orders[0] == attrs.evolve(
        order, milestones=(*order.milestones, nm.Milestone(stage="expired", date="2026"))
    )


def test_a_column_without_a_name_may_only_be_empty(tmp_path: Path, sheets: Sheets) -> None:
    for line in sheets["orders"]:
        line.insert(1, "")
        line += ["", "<c s='0'/>"]
    assert read(tmp_path, sheets) == small()
    sheets["orders"][1][1] = "draft"
    sheets["orders"].append(["", "only this"])
    assert problems(tmp_path, sheets) == [
        f"sheet orders, row {row}, column B: the cell has a value, but its column has no name in row 1; delete the value, or name the column"
        for row in (2, 3)
    ]


def test_a_column_that_is_missing_unknown_or_repeated_is_told(tmp_path: Path, sheets: Sheets) -> None:
    put(sheets, "orders", 1, "title", "Title")
    put(sheets, "people", 1, "name", "<c><v>5</v></c>")
    put(sheets, "posts", 1, "name", "id")
    found = [each.partition(": ")[0] for each in problems(tmp_path, sheets)]
    assert found == [
        "sheet people, row 1",
        "sheet people, row 1, column name",
        "sheet posts, row 1, column id",
        "sheet posts, row 1, column name",
        "sheet orders, row 1",
        "sheet orders, row 1, column title",
    ]


@pytest.mark.parametrize("lines", [[], [[], ["a"]]])
def test_a_sheet_without_a_header_lacks_every_column(tmp_path: Path, sheets: Sheets, lines: list[list[str]]) -> None:
    sheets["votes"] = lines
    found = problems(tmp_path, sheets)
    assert len(found) == len(sheets_of(small())["votes"][0])
    assert found[0].startswith("sheet votes, row 1, column id: the column is missing")


def test_a_missing_sheet_is_told(tmp_path: Path, sheets: Sheets) -> None:
    sheets["Milestones"] = sheets.pop("milestones")
    assert problems(tmp_path, sheets) == [
        "sheet Milestones: no table has the name of the sheet; did you mean 'milestones'? Begin the name of a sheet of your own with 'x-'",
        "sheet milestones: the table is missing; restore it, even if it has no rows",
    ]


def test_sheets_of_other_things_are_not_read(tmp_path: Path, sheets: Sheets) -> None:
    sheets |= {"x-pivot": [["=1"]], "Sheet1": [], "READ ME": [["anything"]], "terms": [["anything"]]}
    assert read(tmp_path, sheets) == small()


def test_a_redacted_workbook_needs_leave(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "a.xlsx", sheets_of(attrs.evolve(small(), redacted=True)))
    with pytest.raises(InvalidDocumentError, match="NMP021"):
        nm.tables.read_xlsx(path)
    assert nm.tables.read_xlsx(path, allow_redacted=True) == attrs.evolve(small(), redacted=True)


def test_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    for name in ("missing.xlsx", "\0"):
        with pytest.raises(UnreadableDocumentError, match="the file cannot be read"):
            nm.tables.read_xlsx(tmp_path / name)


def test_a_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        nm.tables.read_xlsx(tmp_path)
    (problem,) = caught.value.problems
    assert problem.message == (
        "the workbook cannot be read: it is a folder; if it is an export to CSV, import it with nmpolicy import csv"
    )


def test_an_edit_with_openpyxl_changes_only_what_was_edited(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    nm.tables.write_xlsx(small(), path)
    workbook = openpyxl.load_workbook(path)
    workbook["orders"]["C2"] = "Another title"
    workbook["measures"].row_dimensions[2].hidden = True
    workbook.save(path)
    workbook.close()
    expected = small().replace(attrs.evolve(small().orders[0], title="Another title"))
    assert nm.tables.read_xlsx(path) == expected


def test_a_workbook_that_was_not_exported_is_to_be_saved_as_csv(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.create_sheet("Orders of 2025").append(["Number", "Title"])
    workbook.save(tmp_path / "city.xlsx")
    with pytest.raises(UnreadableDocumentError, match="nmpolicy did not write it; save the sheet as CSV"):
        nm.tables.read_xlsx(tmp_path / "city.xlsx")
