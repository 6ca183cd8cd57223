"""Handlers of the XML in a workbook: they turn parser events into elements, texts, and the cells of rows."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from nmpolicy.tables.xlsx_texts import unescape

_MAX_COLUMNS = 1_000  # with values in one row; the widest table has 33
_MAX_PIECES = 10_000  # of one text, each of up to 8,192 bytes, unless formatting or escapes end it earlier
_MAX_ROW = 10_000_000  # Excel has 1,048,576 rows
_MAX_DIGITS = 9
_COORDINATE = re.compile("([A-Z]{1,3})[0-9]{1,7}")


class Value(NamedTuple):
    """A cell that does not hold plain text."""

    kind: str
    """`number`, `date`, `boolean`, `error` or `formula`."""
    text: str
    """The value as it is in the file; of a date, the day in ISO 8601, or an empty text if there is none."""


#: The number of a row, and its cells with a value: by column, from 0.
SheetRow = tuple[int, Mapping[int, str | Value]]


class Handler:
    """Gets the events of a parser. Names have no namespace: older and newer versions of the format differ in it."""

    def __init__(self) -> None:
        """Begin before the first event."""
        self.done = False
        self._names: dict[str, str] = {}

    def name(self, tag: str) -> str:
        """Return the name of an element without its namespace."""
        found = self._names.get(tag)
        if found is None:
            found = self._names[tag] = tag.rpartition(" ")[2]
        return found

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        raise NotImplementedError

    def end(self, tag: str) -> None:
        """End an element."""

    def data(self, text: str) -> None:
        """Take some text. A long one comes in pieces."""


class ElementsHandler(Handler):
    """Passes on the name and the attributes of each element."""

    def __init__(self, emit: Callable[[tuple[str, Mapping[str, str]]], Any]) -> None:
        """Begin before the first event."""
        super().__init__()
        self._emit = emit

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Pass on an element."""
        self._emit((self.name(tag), attributes))


class _TextHandler(Handler):
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
            if len(self._parts) > _MAX_PIECES:
                raise ValueError("a text is longer than any that a cell can hold")

    def take(self) -> str:
        """Return the text since the last call."""
        text = "".join(self._parts)
        self._parts.clear()
        return text


class StringsHandler(_TextHandler):
    """Passes on each text of the list that cells share."""

    def __init__(self, emit: Callable[[str], Any]) -> None:
        """Begin before the first event."""
        super().__init__()
        self._emit = emit

    def end(self, tag: str) -> None:
        """Pass on a text at its end."""
        super().end(tag)
        if self.name(tag) == "si":
            self._emit(unescape(self.take()))


class SheetHandler(_TextHandler):
    """Passes on each row of a sheet that has a value."""

    def __init__(
        self, emit: Callable[[SheetRow], Any], strings: Sequence[str], date_styles: frozenset[str], day_0: date
    ) -> None:
        """Begin before the first event, given the texts that cells share, and the styles and start of dates."""
        super().__init__()
        self._emit, self._strings, self._date_styles, self._day_0 = emit, strings, date_styles, day_0
        self._row = 0
        self._column = -1
        self._cells: dict[int, str | Value] = {}
        self._type = self._style = ""
        self._is_formula = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin a row, a cell or a part of one."""
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
            self._row = (
                _number(attributes["r"], _MAX_ROW, "the number of a row") if "r" in attributes else self._row + 1
            )
            self._column = -1
        else:
            super().start(tag, attributes)

    def end(self, tag: str) -> None:
        """Keep a cell, or pass on a row, at its end. Nothing after the rows is needed."""
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
            return self._strings[_number(text, len(self._strings), "the number of a text")]
        if self._type in {"inlineStr", "str"}:
            return unescape(text)
        if self._type == "d":
            return Value("date", text[:10])
        if self._type == "n" and self._style in self._date_styles:
            return Value("date", self._day(text))
        return Value({"b": "boolean", "e": "error"}.get(self._type, "number"), text)

    def _day(self, text: str) -> str:
        """Return the date that a number represents; empty if there is none."""
        try:
            return (self._day_0 + timedelta(days=int(float(text)))).isoformat()
        except (ValueError, OverflowError):
            return ""


def _number(text: str, limit: int, meaning: str) -> int:
    """Return a number below a limit. A negative one would count from the end of a list."""
    if not text.isdecimal() or len(text) > _MAX_DIGITS or int(text) >= limit:
        raise ValueError(f"{text[:20]!r} is not {meaning}")
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
