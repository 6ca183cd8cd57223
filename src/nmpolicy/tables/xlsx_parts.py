"""Read the parts of a workbook (.xlsx), which is a ZIP file of XML, as a stream and within safe limits."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from io import SEEK_END
from typing import IO, NoReturn
from zipfile import BadZipFile, ZipFile

from nmpolicy.byte_limit import MAX_BYTES, check_max_bytes, too_many_bytes
from nmpolicy.errors import UnreadableDocumentError
from nmpolicy.plain_text.detection import DocumentKind, TextKind, file_kind
from nmpolicy.problems import Problem, Severity
from nmpolicy.tables.xlsx_handlers import ElementsHandler, Handler, SheetHandler, SheetRow, StringsHandler

_MAX_TAG = 10_000_000  # bytes
_MAX_SHEETS = 1_000
_MAX_READ = 100_000_000  # bytes of a file of another kind, to detect which kind
_CHUNK = 1 << 16
_SAVE_AS = "open it in Excel or LibreOffice, save it as an Excel workbook (.xlsx), and import that file"
_NAME_ANOTHER = "name the workbook that was exported"
_ADVICE: dict[DocumentKind | TextKind, str] = {
    DocumentKind.SQLITE: "import it with nmpolicy import sqlite",
    DocumentKind.PARQUET: "nmpolicy does not read Parquet, so import the workbook, CSV files or the database",
    TextKind.JSON: "nmpolicy commands read a collection in JSON as it is, so it needs no import",
    TextKind.CSV: "import it with nmpolicy import csv, which drafts a mapping of its columns with --draft",
    DocumentKind.ENCRYPTED_OFFICE: "open it with its password, save it without one, and import that file",
    DocumentKind.OLD_OFFICE: _SAVE_AS,
    DocumentKind.SPREADSHEET: _SAVE_AS,
    DocumentKind.HTML: _SAVE_AS,
    DocumentKind.XML: _SAVE_AS,
    DocumentKind.ARCHIVE: "unpack it, and import the workbook that is in it",
}
#: Built-in number formats that show a date or a time (ECMA-376, part 1, 18.8.30).
_DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
#: The literal parts of a number format: text in quotes, escaped characters, and colors or conditions in brackets.
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\[\]]*\]', re.IGNORECASE)


class Workbook:
    """The sheets of a workbook, by name. Every method raises `UnreadableDocumentError` if the file is damaged."""

    def __init__(self, file: IO[bytes], path: str, max_bytes: int = MAX_BYTES) -> None:
        """Read the list of sheets from an open file. The path appears in errors.

        No more than `max_bytes` are read of all parts together. A workbook of 100,000 records has about 140,000,000.
        """
        self._path = path
        self._max_bytes = check_max_bytes(max_bytes)
        self._unpacked = 0
        with self._damage():
            self._archive = self._open(file)
            self._names = {name.lower(): name for name in self._archive.namelist()}
            self._main = next(iter(self._related("", "officeDocument").values()), "")
            self.sheets = {} if self._main.endswith(".bin") else self._sheets()
            if not self.sheets:
                self._refuse_kind(file)
            self._strings: list[str] | None = None
            self._date_styles = self._styles_of_dates()
            self._day_0 = self._first_day()

    def _open(self, file: IO[bytes]) -> ZipFile:
        # The list of the parts is in the packed bytes.
        if file.seekable() and file.seek(0, SEEK_END) > self._max_bytes:
            self._refuse_size()
        try:
            return ZipFile(file)
        except BadZipFile:
            file.seek(0)
            if file.read(2) != b"PK":
                self._refuse_kind(file)
            raise

    def rows(self, sheet: str) -> Iterator[SheetRow]:
        """Yield the rows of a sheet that have a value, hidden ones too."""
        if self._strings is None:
            self._strings = self._shared_strings()
        found: list[SheetRow] = []
        with self._damage(sheet):
            handler = SheetHandler(found.append, self._strings, self._date_styles, self._day_0)
            for _ in self._parse(self.sheets[sheet], handler):
                yield from found
                found.clear()
            yield from found

    def _sheets(self) -> dict[str, str]:
        """Return the part of each worksheet, by name. Sheets that are charts hold no cells."""
        parts = self._related(self._main, "worksheet")
        found: dict[str, str] = {}
        for name, attributes in self._elements(self._main):
            target = parts.get(next((value for key, value in attributes.items() if key.endswith(" id")), ""))
            if name == "sheet" and target:
                if attributes["name"] in found or len(found) >= _MAX_SHEETS:
                    raise ValueError(f"it has two sheets named {attributes['name'][:40]!r}, or too many sheets")
                found[attributes["name"]] = target
        return found

    def _related(self, part: str, kind: str) -> dict[str, str]:
        """Return the parts of a kind that a part refers to, by the id of the reference."""
        folder, name = posixpath.split(part)
        found = {}
        for element, attributes in self._elements(posixpath.join(folder, "_rels", f"{name}.rels")):
            if element == "Relationship" and attributes.get("Type", "").endswith(f"/{kind}"):
                target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"]))
                found[attributes["Id"]] = target.lstrip("/")
        return found

    def _shared_strings(self) -> list[str]:
        found: list[str] = []
        for part in self._related(self._main, "sharedStrings").values():
            for _ in self._parse(part, StringsHandler(found.append)):
                pass
        return found

    def _first_day(self) -> date:
        """Return the day from which dates are counted. Old versions for the Macintosh began in 1904."""
        for name, attributes in self._elements(self._main):
            if name == "workbookPr" and attributes.get("date1904") in {"1", "true"}:
                return date(1904, 1, 1)
        return date(1899, 12, 30)

    def _styles_of_dates(self) -> frozenset[str]:
        """Return the styles of cells that show a number as a date or a time."""
        formats: set[str] = {str(number) for number in _DATE_FORMATS}
        found: set[str] = set()
        for part in self._related(self._main, "styles").values():
            position = None
            for name, attributes in self._elements(part):
                if name == "numFmt" and re.search("[dmyhs]", _LITERAL.sub("", attributes["formatCode"]), re.IGNORECASE):
                    formats.add(attributes["numFmtId"])
                elif name == "cellXfs":  # those before it are of named styles
                    position = 0
                elif name == "xf" and position is not None:
                    if attributes.get("numFmtId") in formats:
                        found.add(str(position))
                    position += 1
        return frozenset(found)

    def _elements(self, part: str) -> Iterator[tuple[str, Mapping[str, str]]]:
        """Yield the name and the attributes of each element of a part; nothing if there is no such part."""
        found: list[tuple[str, Mapping[str, str]]] = []
        if part.lower() in self._names:
            for _ in self._parse(part, ElementsHandler(found.append)):
                yield from found
                found.clear()

    def _parse(self, part: str, handler: "Handler") -> Iterator[None]:
        """Parse a part, and pause after each piece of it. No spreadsheet program declares a type or entities."""
        from xml.parsers.expat import ParserCreate  # noqa: PLC0415  # only imports need it

        def refuse(*_declaration: object) -> NoReturn:
            self.refuse("it declares XML entities, which no spreadsheet program writes; do not trust the file")

        parser = ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = refuse
        parser.StartElementHandler, parser.EndElementHandler = handler.start, handler.end
        parser.CharacterDataHandler = handler.data
        with self._archive.open(self._names[part.lower()]) as file:
            given = 0
            while not handler.done and (chunk := file.read(_CHUNK)):
                given += len(chunk)
                self._unpacked += len(chunk)
                if self._unpacked > self._max_bytes:
                    self._refuse_size()
                parser.Parse(chunk)
                if given - parser.CurrentByteIndex > _MAX_TAG:  # old parsers read an unfinished one again and again
                    raise ValueError("it has an endless tag")
                yield
            if not handler.done:
                parser.Parse(b"", True)  # noqa: FBT003  # expat takes it by position

    @contextmanager
    def _damage(self, sheet: str = "") -> Iterator[None]:
        """Turn the errors of reading a damaged file into one that says how to fix it."""
        try:
            yield
        except UnreadableDocumentError:
            raise
        except Exception as error:  # noqa: BLE001  # a damaged file can raise nearly anything
            where = f"its sheet {sheet} is" if sheet else "it is"
            reason = f"{error.args[0]} is missing" if isinstance(error, KeyError) else str(error)
            self.refuse(f"{where} damaged{reason and f' ({reason})'}; {_SAVE_AS}", error)

    def _refuse_size(self) -> NoReturn:
        problem = Problem("NMP006", Severity.ERROR, "", str(too_many_bytes(self._max_bytes).strerror))
        raise UnreadableDocumentError((problem,), self._path)

    def _refuse_kind(self, file: IO[bytes]) -> NoReturn:
        """Raise the error for a file of another kind, or a workbook without a sheet."""
        file.seek(0)
        kind = file_kind(file.read(_MAX_READ))
        if kind is TextKind.EMPTY:
            self.refuse("it is empty; export the collection again")
        self.refuse(f"it is {kind.phrase}, not an Excel workbook (.xlsx); {_ADVICE.get(kind, _NAME_ANOTHER)}")

    def refuse(self, reason: str, cause: Exception | None = None) -> NoReturn:
        """Raise an `UnreadableDocumentError` with the reason why the file cannot be read."""
        raise unreadable(self._path, reason) from cause


def unreadable(path: str, reason: str) -> UnreadableDocumentError:
    """Return the error with the reason why a file cannot be read."""
    problem = Problem("NMP001", Severity.ERROR, "", f"the workbook cannot be read: {reason}")
    return UnreadableDocumentError((problem,), path)
