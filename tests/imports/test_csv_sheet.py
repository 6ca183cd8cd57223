"""The header of a sheet, and its rows."""

from io import BytesIO

import pytest

from nmpolicy.errors import UnreadableDocumentError
from nmpolicy.imports.spreadsheets import csv_sheet
from nmpolicy.imports.spreadsheets.csv_sheet import Sheet, read_sheet
from nmpolicy.imports.spreadsheets.csv_text import read_csv_text


def sheet(text: str, *wanted: str) -> Sheet:
    return read_sheet(read_csv_text(BytesIO(text.encode())), wanted)


TITLED = "Orders of the mayor,,,\n,,,\nNo.,Title,,\n1,Noise,,\nNo.,Title,,\n2,Parks,,\n"


@pytest.mark.parametrize("wanted", [(), ("Title", "No.")])
def test_the_header_may_be_below_a_title(wanted: tuple[str, ...]) -> None:
    found = sheet(TITLED, *wanted)
    assert (found.header, found.header_row) == (("No.", "Title"), 3)
    assert (found.above, found.repeated_headers) == (("Orders of the mayor",), 1)
    assert found.rows == ((4, ("1", "Noise")), (6, ("2", "Parks")))


def test_the_wanted_columns_decide_which_delimiter_and_which_row_it_is() -> None:
    text = "Prepared by:,A, B, C\nNumber;The title\n1,2;x,y\n"
    assert sheet(text, "The title").header == ("Number", "The title")
    assert sheet(text, "The  title").header_row == 2


def test_each_column_has_a_name_of_its_own() -> None:
    found = sheet("Date,,Date,Date (2),Line\n1,2,3,4,5,6\n")
    assert found.header == ("Date", "column 2", "Date (3)", "Date (2)", "Line", "column 6")
    assert found.long_rows == {2}


def test_short_rows_are_filled_up() -> None:
    assert sheet("a,b,c\n1\n2,3,4,,\n").rows == ((2, ("1", "", "")), (3, ("2", "3", "4")))


def test_a_header_alone_has_no_rows() -> None:
    assert (sheet("a,b\n").header, sheet("a,b\n").rows) == (("a", "b"), ())


def test_one_long_row_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnreadableDocumentError, match="row 2 has 16,385 columns; a table may have 16,384 columns"):
        sheet(f"a,b\n{'x,' * 16_384}x\n")
    monkeypatch.setattr(csv_sheet, "_MAX_CELLS", 100)
    with pytest.raises(UnreadableDocumentError, match="row 12 has 20 columns"):
        sheet("a,b\n" + "1,2\n" * 10 + "x," * 19 + "x\n")
