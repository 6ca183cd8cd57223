"""Files that are no workbook, are damaged, or would fill the memory: each is refused with a way out."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from made_workbooks import parts_of, sheet_xml, write_parts

from each_case import each_case
from growth_ratio import growth
from nmpolicy.byte_limit import MAX_BYTES
from nmpolicy.errors import UnreadableDocumentError
from nmpolicy.tables import xlsx_handlers, xlsx_parts
from nmpolicy.tables.xlsx_handlers import SheetRow, Value
from nmpolicy.tables.xlsx_parts import Workbook


def rows_of(data: bytes, max_bytes: int = MAX_BYTES) -> list[SheetRow]:
    book = Workbook(BytesIO(data), "a.xlsx", max_bytes)
    return [row for sheet in book.sheets for row in book.rows(sheet)]


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableDocumentError) as caught:
        rows_of(data)
    (problem,) = caught.value.problems
    assert (problem.code, caught.value.path) == ("NMP001", "a.xlsx")
    return problem.message.removeprefix("the workbook cannot be read: ")


def archive(**parts: str) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as made:
        for name, part in parts.items():
            made.writestr(name, part)
    return file.getvalue()


def book(*sheets: str, strings: str = "", change: Callable[[str], str] = str) -> bytes:
    """Return a workbook whose sheets have this XML. Every part is changed by a function."""
    parts = parts_of({f"s{number}": sheet for number, sheet in enumerate(sheets)}, strings=strings)
    return archive(**{name: change(part) for name, part in parts.items()})


ONE = sheet_xml([["id"], ["a"]])
SAVE = "open it in Excel or LibreOffice, save it as an Excel workbook (.xlsx), and import that file"


@each_case(
    ("data", "message"),
    [
        (b"", "it is empty; export the collection again"),
        (b"id,name\na,b\n", "it is a CSV file, not an Excel workbook (.xlsx); import it with nmpolicy import csv, which drafts a mapping of its columns with --draft"),
        (b"A letter.\n", "it is a text file, not an Excel workbook (.xlsx); name the workbook that was exported"),
        (b"SQLite format 3\0\x10\0", "it is an SQLite database, not an Excel workbook (.xlsx); import it with nmpolicy import sqlite"),
        (b'{"nmpolicy": "0.1"}', "it is a JSON file, not an Excel workbook (.xlsx); nmpolicy commands read a collection in JSON as it is, so it needs no import"),
        (
            b"PAR1\x15\x04",
            "it is a Parquet file, not an Excel workbook (.xlsx); nmpolicy does not read Parquet, so import the workbook, CSV files or the database",
        ),
        (b"<table><tr><td>id</td></tr></table>", f"it is an HTML page, not an Excel workbook (.xlsx); {SAVE}"),
        (b"\xd0\xcf\x11\xe0 Workbook", f"it is a file of an old Office version (.doc, .xls, .ppt), not an Excel workbook (.xlsx); {SAVE}"),
        (
            b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
            "it is an Office file with a password, not an Excel workbook (.xlsx); open it with its password, save it without one, and import that file",
        ),
        (archive(mimetype="application/vnd.oasis.opendocument.spreadsheet"), f"it is a spreadsheet, not an Excel workbook (.xlsx); {SAVE}"),
        (archive(**{"a.csv": "id"}), "it is a ZIP file or another archive, not an Excel workbook (.xlsx); unpack it, and import the workbook that is in it"),
        (
            archive(**{"word/document.xml": "<document/>", "_rels/.rels": parts_of({})["_rels/.rels"].replace("xl/workbook", "word/document")}),
            "it is a Word document, not an Excel workbook (.xlsx); name the workbook that was exported",
        ),
        (
            archive(**{"xl/workbook.bin": "", "_rels/.rels": parts_of({})["_rels/.rels"].replace("workbook.xml", "workbook.bin")}),
            f"it is a spreadsheet, not an Excel workbook (.xlsx); {SAVE}",
        ),
        (book(), f"it is a spreadsheet, not an Excel workbook (.xlsx); {SAVE}"),
        (book(ONE)[:-30], f"it is damaged (File is not a zip file); {SAVE}"),
    ],
)  # fmt: skip
def test_another_kind_of_file_is_told(data: bytes, message: str) -> None:
    assert refusal(data) == message


@each_case(
    ("data", "reason"),
    [
        (book("<worksheet><sheetData><row>"), "its sheet s0 is damaged (no element found"),
        (book(ONE, change=lambda part: part.replace('rId1"/>', 'rId9"/>')), "it is a spreadsheet"),
        (book(ONE, change=lambda part: part.replace("sheets/1.xml", "sheets/2.xml")), "its sheet s0 is damaged (xl/sheets/2.xml is missing)"),
        (book(ONE, ONE, change=lambda part: part.replace('name="s1"', 'name="s0"')), "it is damaged (it has two sheets named 's0', or too many sheets)"),
        (book(sheet_xml([["<c t='s'><v>1</v></c>"]]), strings="<si><t>a</t></si>"), "its sheet s0 is damaged ('1' is not the number of a text)"),
        (book(sheet_xml([["<c t='s'><v>-1</v></c>"]]), strings="<si><t>a</t></si>"), "its sheet s0 is damaged ('-1' is not the number of a text)"),
        (book(ONE.replace('r="A2"', 'r="2A"')), "its sheet s0 is damaged ('2A' is not the place of a cell)"),
        (book(ONE.replace('r="2"', 'r="two"')), "its sheet s0 is damaged ('two' is not the number of a row)"),
        (book(sheet_xml([["a", "b"]]).replace("B1", "A1")), "its sheet s0 is damaged (row 1 has too many cells)"),
    ],
)  # fmt: skip
def test_a_damaged_workbook_is_told(data: bytes, reason: str) -> None:
    found = refusal(data)
    assert found.startswith(reason)
    assert found.endswith(SAVE)


def test_bytes_that_were_changed_are_told() -> None:
    data = bytearray(book(sheet_xml([["text " * 1_000]])))
    place = data.index(b"xl/sheets/1.xml") + 40
    data[place] ^= 255
    assert refusal(bytes(data)).startswith("its sheet s0 is damaged (")


def test_entities_are_refused() -> None:
    laughs = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    assert refusal(book(laughs + ONE)) == (
        "it declares XML entities, which no spreadsheet program writes; do not trust the file"
    )


def test_a_bomb_is_not_unpacked() -> None:
    bomb = sheet_xml([["id"]]).replace("</sheetData>", " " * 2_000_000 + "</sheetData>")
    data = book(bomb)
    assert len(data) < 10_000
    for limit in (1_000_000, len(data) - 1):
        with pytest.raises(
            UnreadableDocumentError, match=f"NMP006 document: it has more than {limit:,} bytes, counted"
        ):
            rows_of(data, limit)


def test_a_workbook_of_as_many_bytes_as_the_limit_is_read() -> None:
    file = BytesIO(book(ONE))
    with ZipFile(file, "a") as made:
        made.writestr("unused", "x" * 100_000)  # not packed, so these are most of the bytes
    data = file.getvalue()
    assert rows_of(data, len(data)) == rows_of(data)
    with pytest.raises(UnreadableDocumentError, match="NMP006"):
        rows_of(data, len(data) - 1)


def test_an_endless_tag_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_parts, "_MAX_TAG", 300_000)
    assert "it has an endless tag" in refusal(book(ONE.replace("<row", f'<row a="{"x" * 1_000_000}"')))


def test_an_endless_text_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_handlers, "_MAX_PIECES", 10)
    assert "a text is longer than any that a cell can hold" in refusal(book(sheet_xml([["x" * 1_000_000]])))


def test_too_many_sheets_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_parts, "_MAX_SHEETS", 2)
    assert "too many sheets" in refusal(book(ONE, ONE, ONE))


def test_a_row_without_end_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_handlers, "_MAX_COLUMNS", 2)
    assert "row 1 has too many cells" in refusal(book(sheet_xml([["a", "b", "c"]])))


def test_only_rows_with_values_are_passed_on() -> None:
    empty = ["<c t='s'/>", "<c t='s'><v>0</v></c>", "<c t='inlineStr'><is><t/></is></c>"]
    lines = [["a", "", "c"], [], empty, ["", "b"]]
    assert rows_of(book(sheet_xml(lines), strings="<si><t/></si>")) == [(1, {0: "a", 2: "c"}), (4, {1: "b"})]


def test_rows_and_cells_without_places_follow_each_other() -> None:
    xml = ONE.replace(' r="1"', "").replace(' r="2"', "").replace(' r="A1"', "").replace(' r="A2"', "")
    assert rows_of(book(xml)) == [(1, {0: "id"}), (2, {0: "a"})]


def test_what_comes_after_the_rows_is_not_read() -> None:
    xml = ONE.replace("</sheetData>", "</sheetData><extLst><ext><f>1</f><c r='A9'><v>1</v></c></ext></extLst>")
    assert rows_of(book(xml)) == [(1, {0: "id"}), (2, {0: "a"})]


def test_other_namespaces_and_prefixes_are_read_alike() -> None:
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"

    def changed(part: str) -> str:
        prefixed = part.replace("<c ", "<x:c ").replace("</c>", "</x:c>").replace(' xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"', f' xmlns="{strict}" xmlns:x="{strict}"')  # fmt: skip
        return prefixed.replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )

    assert rows_of(book(ONE, change=changed)) == [(1, {0: "id"}), (2, {0: "a"})]


@each_case(
    ("cell", "value"),
    [
        ("<c><v>12</v></c>", Value("number", "12")),
        ("<c>\n  <v>12</v>\n</c>", Value("number", "12")),
        ("<c s='3'><v>12</v></c>", Value("number", "12")),
        ("<c s='1'><v>1</v></c>", Value("date", "1899-12-31")),
        ("<c s='2'><v>60000.75</v></c>", Value("date", "2064-04-08")),
        ("<c s='1'><v>-1e9</v></c>", Value("date", "")),
        ("<c t='b'><v>0</v></c>", Value("boolean", "0")),
        ("<c t='e'><v>#N/A</v></c>", Value("error", "#N/A")),
        ("<c><f>1+1</f><v>2</v></c>", Value("formula", "2")),
    ],
)
def test_what_is_not_text_is_told_apart(cell: str, value: Value) -> None:
    assert rows_of(book(sheet_xml([[cell]]))) == [(1, {0: value})]


def test_a_workbook_without_styles_has_no_dates(tmp_path: Path) -> None:
    parts = parts_of({"s": sheet_xml([["<c s='1'><v>1</v></c>"]])})
    del parts["xl/styles.xml"]
    data = write_parts(tmp_path / "a.xlsx", parts).read_bytes()
    assert rows_of(data) == [(1, {0: Value("number", "1")})]


def test_the_time_grows_with_the_length_of_a_number_format() -> None:
    def styled(size: int) -> bytes:
        return book(ONE, change=lambda part: part.replace("[Red]", "[" * size))

    assert growth(rows_of, styled, 20_000) < 9
