"""Read the parts of a workbook (.xlsx), which is a ZIP file of XML, as a stream and within safe limits."""

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from typing import IO, Any, NamedTuple, NoReturn
from zipfile import BadZipFile, ZipFile

from nmpolicy.errors import UnreadableDocumentError
from nmpolicy.plain_text.detection import DocumentKind, document_kind
from nmpolicy.problems import Problem, Severity
from nmpolicy.tables.xlsx_texts import unescape

_MAX_UNPACKED = 2_000_000_000  # bytes of all parts; a workbook of 100,000 records has about 200,000,000
_MAX_SHEETS = 1_000
_MAX_COLUMNS = 1_000  # with values in one row; the widest table has 33
_MAX_READ = 100_000_000  # bytes of a file of another kind, to tell which kind
_CHUNK = 1 << 16
_SAVE_AS = "open it in Excel or LibreOffice, save it as an Excel workbook (.xlsx), and import that file"
_NAME_ANOTHER = "name the workbook that was exported"
_ADVICE = {
    DocumentKind.ENCRYPTED_OFFICE: "open it with its password, save it without one, and import that file",
    DocumentKind.OLD_OFFICE: _SAVE_AS,
    DocumentKind.SPREADSHEET: _SAVE_AS,
    DocumentKind.HTML: _SAVE_AS,
    DocumentKind.XML: _SAVE_AS,
    DocumentKind.ARCHIVE: "unpack it, and import the workbook that is in it",
}
_COORDINATE = re.compile("([A-Z]{1,3})[0-9]{1,7}")
#: Built-in number formats that show a date or a time (ECMA-376, part 1, 18.8.30).
_DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
#: What a number format shows as it is: text in quotes, escaped characters, and colors or conditions in brackets.
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)


class Value(NamedTuple):
    """A cell that does not hold plain text."""

    kind: str
    """`number`, `date`, `boolean`, `error` or `formula`."""
    text: str
    """The value as it is in the file; of a date, the day in ISO 8601, or an empty text if there is none."""


#: The number of a row, and its cells with a value: by column, from 0.
SheetRow = tuple[int, Mapping[int, str | Value]]


class Workbook:
    """The sheets of a workbook, by name. Every method raises `UnreadableDocumentError` if the file is damaged."""

    def __init__(self, file: IO[bytes], path: str) -> None:
        """Read the list of sheets from an open file. The path appears in errors."""
        self._path = path
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
            handler = _SheetHandler(found.append, self._strings, self._date_styles, self._day_0)
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
                found[attributes["name"]] = target
            if len(found) > _MAX_SHEETS:
                self.refuse(
                    f"it has more than {_MAX_SHEETS:,} sheets; delete those that are not tables of a collection"
                )
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
            for _ in self._parse(part, _StringsHandler(found.append)):
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
                elif name in {"cellXfs", "cellStyleXfs"}:
                    position = 0 if name == "cellXfs" else None
                elif name == "xf" and position is not None:
                    if attributes.get("numFmtId") in formats:
                        found.add(str(position))
                    position += 1
        return frozenset(found)

    def _elements(self, part: str) -> Iterator[tuple[str, Mapping[str, str]]]:
        """Yield the name and the attributes of each element of a part; nothing if there is no such part."""
        found: list[tuple[str, Mapping[str, str]]] = []
        if part.lower() in self._names:
            for _ in self._parse(part, _ElementsHandler(found.append)):
                yield from found
                found.clear()

    def _parse(self, part: str, handler: "_Handler") -> Iterator[None]:
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
            while not handler.done and (chunk := file.read(_CHUNK)):
                self._unpacked += len(chunk)
                if self._unpacked > _MAX_UNPACKED:
                    self.refuse(f"it has more than {_MAX_UNPACKED:,} bytes unpacked; import fewer records at a time")
                parser.Parse(chunk)
                yield
            if not handler.done:
                parser.Parse(b"", True)  # noqa: FBT003  # expat takes it by position

    @contextmanager
    def _damage(self, sheet: str = "") -> Iterator[None]:
        """Turn the errors of reading a damaged file into one that says what to do."""
        try:
            yield
        except UnreadableDocumentError:
            raise
        except Exception as error:  # noqa: BLE001  # a damaged file can raise nearly anything
            where = f"sheet {sheet} of it is" if sheet else "it is"
            self.refuse(f"{where} damaged ({error or type(error).__name__}); {_SAVE_AS}", error)

    def _refuse_kind(self, file: IO[bytes]) -> NoReturn:
        """Raise the error for a file of another kind, or a workbook without a sheet."""
        file.seek(0)
        data = file.read(_MAX_READ)
        kind = document_kind(data)
        if not data:
            self.refuse("it is empty; export the collection again")
        what = "a text file" if kind is None else kind.phrase
        advice = _ADVICE.get(kind, _NAME_ANOTHER) if kind else "if it is CSV, import its folder with nmpolicy import csv"
        self.refuse(f"it is {what}, not an Excel workbook (.xlsx); {advice}")

    def refuse(*_declaration: object) -> NoReturn:
            self.refuse("it declares XML entities, which no spreadsheet program writes; do not trust the file")

        parser = ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = refuse
        parser.StartElementHandler, parser.EndElementHandler = handler.start, handler.end
        parser.CharacterDataHandler = handler.data
        with self._archive.open(self._names[part.lower()]) as file:
            while not handler.done and (chunk := file.read(_CHUNK)):
                self._unpacked += len(chunk)
                if self._unpacked > _MAX_UNPACKED:
                    self.refuse(f"it has more than {_MAX_UNPACKED:,} bytes unpacked; import fewer records at a time")
                parser.Parse(chunk)
                yield
            if not handler.done:
                parser.Parse(b"", True)  # noqa: FBT003  # expat takes it by position

    @contextmanager
    def _damage(self, sheet: str = "") -> Iterator[None]:
        """Turn the errors of reading a damaged file into one that says what to do."""
        try:
            yield
        except UnreadableDocumentError:
            raise
        except Exception as error:  # noqa: BLE001  # a damaged file can raise nearly anything
            where = f"sheet {sheet} of it is" if sheet else "it is"
            self.refuse(f"{where} damaged ({error or type(error).__name__}); {_SAVE_AS}", error)

    def _refuse_kind(self, data: bytes) -> NoReturn:
        kind = document_kind(data)
        what = "a text file" if kind is None else kind.phrase
        advice = "import it with `nmpolicy import csv` if it is CSV" if kind is None else _ADVICE.get(kind)
        self.refuse(f"it is {what}, not an Excel workbook; {advice or 'name a workbook (.xlsx)'}")

    def refuse(self, reason: str, cause: Exception | None = None) -> NoReturn:
        """Raise an `UnreadableDocumentError` that says why the file cannot be read."""
        problem = Problem("NMP001", Severity.ERROR, "", f"the workbook cannot be read: {reason}")
        raise UnreadableDocumentError((problem,), self._path) from cause


class _Handler:
    """Gets the events of a parser. Names have no namespace: older and newer versions of the format differ in it."""

    def __init__(self) -> None:
        self.done = False
        self._names: dict[str, str] = {}

    def name(self, tag: str) -> str:
        found = self._names.get(tag)
        if found is None:
            found = self._names[tag] = tag.rpartition(" ")[2]
        return found

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        raise NotImplementedError

    def end(self, tag: str) -> None:
        """Ignore the end of an element."""

    def data(self, text: str) -> None:
        """Ignore text."""


class _ElementsHandler(_Handler):
    def __init__(self, emit: Callable[[tuple[str, Mapping[str, str]]], Any]) -> None:
        super().__init__()
        self._emit = emit

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._emit((self.name(tag), attributes))


class _TextHandler(_Handler):
    """Collects the text of `t` elements, which rich text splits, but not that of reading aids for Japanese (`rPh`)."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[str] = []
        self._collects = self._in_aid = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:  # noqa: ARG002  # of a handler
        name = self.name(tag)
        if name == "t":
            self._collects = not self._in_aid
        elif name == "rPh":
            self._in_aid = True

    def end(self, tag: str) -> None:
        name = self.name(tag)
        if name == "t":
            self._collects = False
        elif name == "rPh":
            self._in_aid = False

    def data(self, text: str) -> None:
        if self._collects:
            self._parts.append(text)

    def take(self) -> str:
        """Return the text since the last call."""
        text = "".join(self._parts)
        self._parts.clear()
        return text


class _StringsHandler(_TextHandler):
    def __init__(self, emit: Callable[[str], Any]) -> None:
        super().__init__()
        self._emit = emit

    def end(self, tag: str) -> None:
        super().end(tag)
        if self.name(tag) == "si":
            self._emit(unescape(self.take()))


class _SheetHandler(_TextHandler):
    def __init__(
        self, emit: Callable[[SheetRow], Any], strings: Sequence[str], date_styles: frozenset[str], day_0: date
    ) -> None:
        super().__init__()
        self._emit, self._strings, self._date_styles, self._day_0 = emit, strings, date_styles, day_0
        self._row = 0
        self._column = -1
        self._cells: dict[int, str | Value] = {}
        self._type = self._style = ""
        self._is_formula = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = self.name(tag)
        if name == "c":
            self._column = _column_of(attributes["r"]) if "r" in attributes else self._column + 1
            self._type, self._style = attributes.get("t", "n"), attributes.get("s", "")
            self._is_formula = False
        elif name == "v":
            self._collects = True
        elif name == "f":
            self._is_formula = True
        elif name == "row":
            self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
            self._column = -1
        else:
            super().start(tag, attributes)

    def end(self, tag: str) -> None:
        name = self.name(tag)
        if name == "v":
            self._collects = False
        elif name == "c":
            if self._parts or self._is_formula:
                self._add(self.take())
        elif name == "row":
            if self._cells:
                self._emit((self._row, self._cells))
                self._cells = {}
        elif name == "sheetData":
            self.done = True
        else:
            super().end(tag)

    def _add(self, text: str) -> None:
        value = self._value(text)
        if value == "":
            return
        if self._column in self._cells or len(self._cells) >= _MAX_COLUMNS:
            raise ValueError(f"row {self._row} has too many cells")
        self._cells[self._column] = value

    def _value(self, text: str) -> str | Value:
        if self._is_formula:
            return Value("formula", text)
        if self._type == "s":
            return self._strings[_index(text)]
        if self._type in {"inlineStr", "str"}:
            return unescape(text)
        if self._type == "d":
            return Value("date", text[:10])
        if self._type == "n" and self._style in self._date_styles:
            return Value("date", self._day(text))
        return Value({"b": "boolean", "e": "error"}.get(self._type, "number"), text)

    def _day(self, text: str) -> str:
        """Return the date that a number stands for; empty if there is none."""
        try:
            return (self._day_0 + timedelta(days=int(float(text)))).isoformat()
        except (ValueError, OverflowError):
            return ""


def _index(text: str) -> int:
    """Return the number of a text in the list of shared texts. A negative one would count from the end."""
    if not text.isdecimal():
        raise ValueError(f"{text[:20]!r} is not the number of a text")
    return int(text)


def _column_of(coordinate: str) -> int:
    """Return the number of a column, from 0."""
    match = _COORDINATE.fullmatch(coordinate)
    if match is None:
        raise ValueError(f"{coordinate[:20]!r} is not the place of a cell")
    number = 0
    for letter in match[1]:
        number = number * 26 + ord(letter) - 64
    return number - 1
