"""The text of a CSV file: its encoding, its delimiter and its quotation marks."""

from io import BytesIO

import pytest

from each_case import each_case
from nmpolicy.errors import UnreadableDocumentError
from nmpolicy.imports.spreadsheets.csv_text import read_csv_text

TABLE = "No.,Title\r\n1,Café “Noise”\r\n2,Parks\r\n"
CELLS = [(1, ["No.", "Title"]), (2, ["1", "Café “Noise”"]), (3, ["2", "Parks"])]


def rows(data: bytes, encoding: str = "") -> list[tuple[int, list[str]]]:
    text = read_csv_text(BytesIO(data), encoding)
    return [(row, [*cells]) for row, cells in text.rows(text.delimiters[0])]


@each_case(
    "data",
    [
        TABLE.encode(),
        TABLE.encode("utf-8-sig"),
        TABLE.encode("utf-16"),
        b"\xfe\xff" + TABLE.encode("utf-16-be"),
        TABLE.encode("utf-16-le"),
        TABLE.encode("utf-16-be"),
        TABLE.encode("cp1252"),
        TABLE.replace("\r\n", "\r").encode(),
        TABLE.replace(",", ";").encode(),
        TABLE.replace(",", "\t").encode(),
        TABLE.replace(",", "|").encode(),
        TABLE.replace("\r\n", " \r\n\r\n").encode("utf-16"),
    ],
)
def test_every_usual_form_of_a_table_is_read(data: bytes) -> None:
    assert [cells for _, cells in rows(data)] == [cells for _, cells in CELLS]


def test_a_row_has_the_number_that_a_spreadsheet_shows() -> None:
    assert [row for row, _ in rows(b'a,b\n\n1,"two\nlines"\n,\n2,x\n')] == [1, 3, 5]


def test_an_encoding_can_be_given_and_must_be_right() -> None:
    assert rows(TABLE.replace("“Noise”", "").encode("mac-roman"), "mac-roman")[1] == (2, ["1", "Café"])
    with pytest.raises(UnreadableDocumentError, match="it is not ascii"):
        rows(TABLE.encode(), "ascii")


def test_lines_that_are_not_utf_8_are_told() -> None:
    both = "1,Café\n".encode() + "2,Café\n3,ñ\n".encode("cp1252")
    text = read_csv_text(BytesIO(both))
    assert text.text == "1,Café\n2,Café\n3,ñ\n"
    (problem,) = text.problems
    assert "2 lines, the first is line 2, are not UTF-8, and read as Windows-1252; check the accents" in str(problem)
    (problem,) = read_csv_text(BytesIO(b"1,a\n2,\xf1\x81\n")).problems
    assert "line 2 is not UTF-8" in problem.message


def test_a_delimiter_that_the_first_line_names_is_used() -> None:
    assert rows(b"sep=;\r\na,b;c\r\n1,2;3\r\n") == [(2, ["a,b", "c"]), (3, ["1,2", "3"])]


def test_commas_in_texts_do_not_count_as_delimiters() -> None:
    assert rows(b"No;Title\n1;Parks, roads, and water\n2;Noise\n")[1] == (2, ["1", "Parks, roads, and water"])


def test_wrong_quotation_marks_are_told_by_row() -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        rows(b'a,b\n1,"x"y\n2,z\n3,"x" "y"\n4,"open\n5,z\n')
    assert [each.location for each in caught.value.problems] == [f"standard input, row {row}" for row in (2, 4, 5)]
    assert "none closes it" in caught.value.problems[-1].message


@each_case(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf\r\n ,,\n", "the file is empty"),
        (bytes(1000), "the file is empty"),
        (b"PK\x03\x04 xl/", "it is a ZIP file"),
        (b"<html><table><tr><td>1</table></html>", "it is an HTML page, not CSV"),
        (b'[{"number": 1}]', "it is a JSON file, not CSV"),
        (b"SQLite format 3\0", "it is an SQLite database, not CSV"),
        (b"%PDF-1.4", "it is a PDF file, not CSV"),
        (b"\xff\xfeN\0o", "it is not utf-16-le"),
    ],
)
def test_what_is_no_table_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableDocumentError, match=message):
        read_csv_text(BytesIO(data))


def test_a_workbook_is_to_be_saved_as_csv() -> None:
    import zipfile  # noqa: PLC0415

    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/workbook.xml", "")
    with pytest.raises(UnreadableDocumentError, match="save the sheet as CSV"):
        read_csv_text(BytesIO(stream.getvalue()))


def test_a_huge_cell_and_a_stray_nul_are_read() -> None:
    long = "x" * 1_000_000
    assert rows(f"a,b\n1,{long}\n2,c\0d\n".encode())[1:] == [(2, ["1", long]), (3, ["2", "c\0d"])]


@each_case("data", [b'{"orders": []}', b"\xef\xbb\xbf [ {}]", b"[]", b"{ }\n", b'{"type":"Order"}\n{"a":1}\n'])
def test_json_is_not_csv(data: bytes) -> None:
    with pytest.raises(UnreadableDocumentError, match="it is a JSON file, not CSV"):
        read_csv_text(BytesIO(data))
    assert read_csv_text(BytesIO(b"[note],{x}\n1,2\n")).text.startswith("[note]")
