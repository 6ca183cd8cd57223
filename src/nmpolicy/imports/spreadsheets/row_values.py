"""The values of one row of a spreadsheet, and the cells that no field holds or that cannot be read."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence

from attrs import define, field

from nmpolicy.errors import InvalidDateError, InvalidValueError
from nmpolicy.imports.spreadsheets.column_mapping import (
    PLACEHOLDER,
    SEPARATORS,
    ColumnMapping,
    ColumnUse,
    Kind,
    value_key,
)
from nmpolicy.imports.spreadsheets.csv_text import cell_problem
from nmpolicy.imports.spreadsheets.date_cells import read_date_cell
from nmpolicy.imports.spreadsheets.status_cells import RELATIONS, StatusCell, read_status_cell
from nmpolicy.problems import Problem
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.terms import MeasureKind, RelationKind, Stage
from nmpolicy.vocabulary.values import Url, describe, value_check

_check_url = value_check(Url) or str
#: An address in a formula, a tag of HTML, Markdown, or parentheses at the end.
_ADDRESS = re.compile(
    r"(?:(?P<quote>[\"'])|(?P<angle><)|\()(?P<url>https?://\S+?)(?(quote)(?P=quote)|(?(angle)>|\)$))", re.IGNORECASE
)
_AND = re.compile(r"\s(?:and|&|y|et)\s", re.IGNORECASE)


@define(eq=False)
class RowValues:
    """A row of a spreadsheet. Its methods read cells, and note those that cannot be read."""

    file: str
    row: int
    cells: Mapping[str, str]
    """The cells with content, by the names of their columns."""
    mapping: ColumnMapping
    names: Mapping[str, str]
    """The name of the `x-` field for each column."""
    pending: list[tuple[str, str, str]] = field(factory=list)
    """The code, the message and the column of each problem."""
    used: set[str] = field(factory=set)
    kind: Kind = MeasureKind.OTHER
    kind_text: str = ""
    dates: dict[Stage, PartialDate] = field(factory=dict)
    status: StatusCell | None = None
    """The meaning of the status; None if there is none, or if the mapping does not list it."""
    undated: Stage | None = None
    """The stage that the row reached although it has no date."""
    signing: Stage | None = None
    """The stage at which the signer signed; None if there is no sign that anyone did."""
    series: str = ""
    id: str = ""
    related: set[Stage] = field(factory=set)
    """The stages that relations to other rows express."""

    def read(self) -> None:
        """Read the kind, the status, the dates and the series, which the id and the relations may need."""
        self.kind, self.kind_text = self._kind()
        self.status = self._status()
        for stage, use in self.mapping.dates.items():
            if day := self.date(use):
                self.dates[stage] = day
        self.series = self.filled(self.mapping.series)
        if self.series and not isinstance(self.kind, MeasureKind):
            self.used |= {name for name in PLACEHOLDER.findall(self.mapping.series) if name in self.cells}

    def text(self, role: str) -> str:
        """Return the cell of a role, and count it as read."""
        return self._cell(self.mapping.columns.get(role))

    def peek(self, role: str) -> str:
        """Return the cell of a role without reading it."""
        use = self.mapping.columns.get(role)
        return next((self.cells[name] for name in use.columns if name in self.cells), "") if use else ""

    def items(self, role: str, *, read: bool = True) -> list[str]:
        """Return the items in the cell of a role, which counts as read unless `read` is false."""
        use = self.mapping.columns.get(role)
        return split(self._cell(use) if read else self.peek(role), use.separators) if use else []

    def url(self) -> str | None:
        """Return the web address. A cell that has other text around it, such as a formula, is kept."""
        text = self.peek("url")
        found = _ADDRESS.search(text) if text.count("://") == 1 else None
        try:
            url = str(_check_url(found["url"] if found else text)) if text else None
        except InvalidValueError as error:
            self.report("url", "NMP018", error.reason)
            return None
        if url == text:
            self.text("url")
        return url

    def date(self, use: ColumnUse) -> PartialDate | None:
        """Return the date in the first of some columns in which one can be read."""
        for name in use.columns:
            if name not in self.cells:
                continue
            try:
                found = read_date_cell(self.cells[name], use.form, use.first_year)
            except InvalidDateError as error:
                self.keep(name, "NMP016", error.reason)
                continue
            if found.is_whole:
                self.used.add(name)
            self.used |= {each for each in use.columns if self.cells.get(each) == found.date[:4]}  # its year
            return found.date
        return None

    def references(self) -> Iterator[tuple[str, str, RelationKind, bool]]:
        """Yield the cells with numbers of other rows: the column, the numbers, the relation, and if it is inverse."""
        for (predicate, inverse), use in self.mapping.relations.items():
            for column in use.columns:
                if column in self.cells:
                    self.used.add(column)
                    separators = use.separators
                    text = _AND.sub(separators[0], self.cells[column])
                    yield from ((column, number, predicate, inverse) for number in split(text, separators))
        if self.status and self.status.number and self.status.stage:
            text = _AND.sub(SEPARATORS[0], self.status.number)
            for number in split(text, SEPARATORS):
                yield self._column("status"), number, RELATIONS[self.status.stage], True

    def filled(self, pattern: str) -> str:
        """Return a pattern with the values of the row in place of the braces; empty if all of them are blank."""
        values = {name: self.value(name) for name in PLACEHOLDER.findall(pattern)}
        if values and not any(values.values()):
            return ""
        return " ".join(PLACEHOLDER.sub(lambda found: values[found[1]], pattern).split()).strip(" ,;:-")

    def value(self, name: str) -> str:
        """Return the value of a name in braces: of a role, of the kind, the series or the year, or of a column."""
        match name:
            case "kind":
                return str(self.kind)
            case "series":
                return self.series
            case "year":
                return self.year
        return self.peek(name) if name in self.mapping.columns else self.cells.get(name, "")

    @property
    def day(self) -> PartialDate | None:
        """The date in the first column of dates that has one."""
        return next(iter(self.dates.values()), None)

    @property
    def year(self) -> str:
        """The year of that date."""
        return self.day[:4] if self.day else ""

    @property
    def digest(self) -> str:
        """A short digest of the whole content, whatever the order of the columns is."""
        text = json.dumps(sorted(self.cells.items()), ensure_ascii=True)
        return hashlib.sha256(text.encode()).hexdigest()[:8]

    def report(self, role: str, code: str, reason: str) -> None:
        """Report the cell of a role, which is kept in the `x-` field of its column."""
        self.keep(self._column(role), code, reason)

    def keep(self, column: str, code: str, reason: str) -> None:
        """Report a cell, and keep it in the `x-` field of its column."""
        self.used.discard(column)
        self.pending.append((code, f"{reason}; it is kept in {self.names[column]}", column))

    def unread(self) -> Iterator[str]:
        """Yield the columns with content that no field holds."""
        return (name for name in self.cells if name not in self.used)

    def problems(self) -> Iterator[Problem]:
        """Yield the problems of the row."""
        for code, message, column in self.pending:
            yield cell_problem(code, message, self.file, self.row, column, record=self.id)

    def _column(self, role: str) -> str:
        """Return the column with the cell of a role that has one."""
        return next(name for name in self.mapping.columns[role].columns if name in self.cells)

    def _cell(self, use: ColumnUse | None) -> str:
        """Return the first cell with content. Other columns that only repeat it count as read, too."""
        found = [name for name in use.columns if name in self.cells] if use else []
        if not found:
            return ""
        text = self.cells[found[0]]
        self.used |= {name for name in found if self.cells[name] == text}
        return text

    def _kind(self) -> tuple[Kind, str]:
        text = self.text("type")
        if not text:
            return self.mapping.kind, ""
        if kind := self.mapping.types.get(value_key(text)):
            return kind, text
        self.pending.append(
            ("NMP015", f"[types] of the mapping does not list {describe(text)}; add it. The kind is other", "")
        )
        other = type(self.mapping.kind)("other")
        return other, text

    def _status(self) -> StatusCell | None:
        """Return the meaning of the status. The cell is kept unless it says exactly that."""
        text = self.peek("status")
        if not text:
            return None
        found = read_status_cell(text, self.mapping.statuses)
        if not found:
            self.report("status", "NMP015", f"[statuses] of the mapping does not list {describe(text)}; add it")
        elif found.stage and value_key(text) == found.stage.replace("-", " "):
            self.text("status")
        return found


def split(text: str, separators: Sequence[str]) -> list[str]:
    """Return the items of a list, each once.

    >>> split("Parks; Water;Parks", ";|"), split("Parks, Recreation", "")
    (['Parks', 'Water'], ['Parks, Recreation'])
    """
    for each in separators[1:]:
        text = text.replace(each, separators[0])
    items: Sequence[str] = text.split(separators[0]) if separators else [text]
    return list(dict.fromkeys(item for each in items if (item := " ".join(each.split()))))
