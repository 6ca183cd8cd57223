"""Workbooks as any program could write them, cell by cell, for tests of the reader."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

import nmpolicy as nm
from nmpolicy.tables.cells import row_converter, text_converter
from nmpolicy.tables.layout import layout
from nmpolicy.tables.rows import rows
from nmpolicy.tables.xlsx_reader import column_letters

#: The rows of each sheet, by its name. A cell is a text, or the XML of one that begins with `<c`.
Sheets = dict[str, list[list[str]]]
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
#: Style 1 shows a date, style 2 a date of its own format, style 3 a number with a text and a color.
STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm"/>'
    '<numFmt numFmtId="165" formatCode="[Red]0&quot;days&quot;"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="49"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>'
)


def sheets_of(collection: nm.Collection) -> Sheets:
    """Return every table as texts, with a header and without derived columns."""
    sheets: Sheets = {}
    for table in layout():
        header = [column.name for column in table.stored]
        found = map(row_converter(table, text_converter), rows(collection, table))
        sheets[table.name] = [
            header,
            *(["" if cell is None else str(cell) for cell in row[: len(header)]] for row in found),
        ]
    return sheets


def put(sheets: Sheets, sheet: str, row: int, column: str, cell: str) -> None:
    """Write a cell. Rows count from 1 with the header, as in messages."""
    sheets[sheet][row - 1][sheets[sheet][0].index(column)] = cell


def sheet_xml(lines: Sequence[Sequence[str]]) -> str:
    """Return the XML of a sheet."""
    written = []
    for number, cells in enumerate(lines, 1):
        found = (_cell_xml(f"{column_letters(position)}{number}", cell) for position, cell in enumerate(cells))
        written.append(f'<row r="{number}" spans="1:9">{"".join(found)}</row>')
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(written)}</sheetData></worksheet>'


def _cell_xml(place: str, cell: str) -> str:
    if cell.startswith("<c"):
        return cell.replace("<c", f'<c r="{place}"', 1)
    if not cell:
        return f'<c r="{place}" s="0"/>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'


def parts_of(sheets: Mapping[str, str], *, strings: str = "", properties: str = "") -> dict[str, str]:
    """Return the parts of a workbook, given the XML of its sheets."""
    entries, references = [], []
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{_RELATED}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/styles.xml": STYLES,
    }
    for number, (name, xml) in enumerate(sheets.items(), 1):
        entries.append(f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>')
        references.append(f'<Relationship Id="rId{number}" Type="{_RELATED}/worksheet" Target="sheets/{number}.xml"/>')
        parts[f"xl/sheets/{number}.xml"] = xml
    references.append(f'<Relationship Id="rIdS" Type="{_RELATED}/styles" Target="/xl/styles.xml"/>')
    if strings:
        references.append(f'<Relationship Id="rIdT" Type="{_RELATED}/sharedStrings" Target="sharedStrings.xml"/>')
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{_MAIN}">{strings}</sst>'
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATED}">{properties}<sheets>{"".join(entries)}</sheets></workbook>'
    )
    parts["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{_PACKAGE}">{"".join(references)}</Relationships>'
    return parts


def write_parts(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """Write the parts of a workbook into a file."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return path


def write_sheets(path: Path, sheets: Sheets, *, strings: str = "", properties: str = "") -> Path:
    """Write a workbook."""
    xml = {name: sheet_xml(lines) for name, lines in sheets.items()}
    return write_parts(path, parts_of(xml, strings=strings, properties=properties))
