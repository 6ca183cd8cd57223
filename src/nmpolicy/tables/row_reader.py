"""Reading the rows of a table: its header, and each cell as the value that a JSON document has in its place."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from attrs import evolve, fields, frozen

from nmpolicy.errors import InvalidTypeError, InvalidValueError
from nmpolicy.problems import Severity
from nmpolicy.serialization.json_format import FORMAT_KEY, key_of
from nmpolicy.suggestions import closest_matches, did_you_mean
from nmpolicy.tables.cell_problems import CellProblem
from nmpolicy.tables.cells import read_cell
from nmpolicy.tables.layout import Column, Table, table_named
from nmpolicy.vocabulary.extra import OWN_PREFIX
from nmpolicy.vocabulary.values import describe

WRONG_SHAPE = "NMP019"
_UNKNOWN_NAME = "NMP013"
_MAX_NAME = 60  # characters of a name that a message repeats
_MAX_SUGGESTIONS = 20  # of columns; comparing their spelling takes time, and a file can have any number


@frozen
class TableInput:
    """A table as a reader finds it in a file."""

    name: str
    """The name of the file or the sheet, for problems."""
    header: Sequence[str] | None
    """The names of the columns; None if there is no such table."""
    rows: Iterable[tuple[int, Sequence[object]]]
    """The number of each row as a user sees it, and its cells."""
    header_row: int | None = 1
    """The number of the row that is the header; None if the names of columns are in no row."""


class Node(dict[str, Any]):
    """The JSON object of a row, a record or a part, by the keys of its fields; and where it was read."""

    __slots__ = ("file", "number", "record", "row", "table")
    table: Table
    file: str
    row: int | None
    """The number of the row; None for a document without a row of its own."""
    record: str | None
    """The id of the record that it is or belongs to; None outside the records."""
    number: int | None
    """The position that a part has in its list; None if its cell is empty."""

    def __init__(self, table: Table, file: str, row: int | None) -> None:
        """Begin with no fields."""
        self.table, self.file, self.row = table, file, row
        self.record = self.number = None


def problem(  # noqa: PLR0913  # a place has a file, a row, a column and an item
    code: str,
    message: str,
    file: str,
    row: int | None = None,
    field: str = "",
    *,
    record: str | None = None,
) -> CellProblem:
    """Return an error in a table."""
    return CellProblem(code, Severity.ERROR, "", message, record, file=file, row=row, field=field)


def header_problems(table: Table, given: TableInput) -> Iterator[CellProblem]:
    """Yield the problems of the columns of a table. All stored columns must be there, in any order."""
    if given.header is None:
        yield problem(WRONG_SHAPE, "the table is missing; restore it, even if it has no rows", given.name)
        return
    times = Counter(given.header)
    known = {column.name for column in table.columns}
    for count, name in enumerate(name for name in times if name not in known):
        similar = closest_matches(name, known) if count < _MAX_SUGGESTIONS else ()
        hint = did_you_mean(similar) or f"; data of your own go in the column 'extra', as {_own_data(name)}"
        message = f"there is no column {describe(name)} in this table{hint}"
        yield problem(_UNKNOWN_NAME, message, given.name, given.header_row)
    for column in table.columns:
        if times[column.name] > 1:
            message = "the column is there more than once; keep one"
        elif not times[column.name] and not column.derived_from:
            message = "the column is missing; restore it, even if it is empty"
        else:
            continue
        yield problem(WRONG_SHAPE, message, given.name, given.header_row, column.name)


def _own_data(name: str) -> str:
    """Return the JSON object that holds data of a column that is not ours.

    >>> print(_own_data("my remark"))
    {"x-my remark": "…"}
    """
    return json.dumps({f"{OWN_PREFIX}{name[:_MAX_NAME]}": "…"}, ensure_ascii=False)


def read_rows(
    table: Table, given: TableInput, found: list[CellProblem], *, keep: bool = False
) -> Iterator[tuple[Node, dict[str, Any]]]:
    """Yield each row as a node without its parts, and those values of its keys that can be read.

    Problems are appended to `found`. A row with too many or too few cells is left out. With `keep`, `extra` may hold
    any key that is not a field.
    """
    header = given.header or ()
    columns = {column.name: column for column in table.stored}
    keys = {column.name for column in table.keys}
    chosen = [(position, columns[name]) for position, name in enumerate(header) if name in columns]
    for row, cells in given.rows:
        if len(cells) != len(header):
            message = f"the row has {len(cells)} cells, and the header has {len(header)}; add or remove separators"
            found.append(problem(WRONG_SHAPE, message, given.name, row))
            continue
        node, placed, known = Node(table, given.name, row), dict[str, Any](), len(found)
        for position, column in chosen:
            try:
                value = read_cell(column, cells[position])
            except InvalidValueError as error:
                found.append(problem(_code_of(error), error.reason, given.name, row, column.name))
                if column.name == "private":
                    node["private"] = True  # for further problems, which must not repeat what may be private
                continue
            if column.name in keys:
                placed[column.name] = value
            elif value not in (None, []) and (value is not False or column.nullable):  # JSON leaves out defaults
                _set(node, column, value, found, keep=keep)
        if len(found) > known and "private" in columns and not _is_public(header, cells):
            found[known:] = [_without_values(each, dict(zip(header, cells, strict=True))) for each in found[known:]]
        yield node, placed


def _is_public(header: Sequence[str], cells: Sequence[object]) -> bool:
    """Return whether the row of a person says that they are not private."""
    return all(
        str(cell).upper() in {"FALSE", "0"} for name, cell in zip(header, cells, strict=True) if name == "private"
    )


def _without_values(found: CellProblem, cells: Mapping[str, object]) -> CellProblem:
    """Return a problem in the row of a private individual without what the cell has."""
    from nmpolicy.records.message_redaction import without_values  # noqa: PLC0415  # right tables do not need it

    if found.field == "private":
        return found
    return evolve(found, message=without_values(found.message, cells.get(found.field)))


def _set(node: Node, column: Column, value: Any, found: list[CellProblem], *, keep: bool) -> None:
    """Set the value of a field. Unknown fields become keys of their own, as in JSON."""
    if column.type != "object":
        node[key_of(column.name)] = value
        return
    for name, item in value.items():
        if name in _known_keys(node.table.name):
            message = f"the key {describe(name)} belongs to a field; write it in the column or the table of that field"
            found.append(problem(_UNKNOWN_NAME, message, node.file, node.row, column.name))
        elif keep or name.startswith(OWN_PREFIX):
            node[name] = item
        else:
            message = (
                f"{describe(name)} is not a field of nmpolicy; begin its name with x-, or import with --unknown keep"
            )
            found.append(problem(_UNKNOWN_NAME, message, node.file, node.row, column.name))


@cache
def _known_keys(table: str) -> frozenset[str]:
    """Return the keys that no unknown field in a row of a table can have."""
    names = {field.name for field in fields(table_named(table).cls)}
    return frozenset({FORMAT_KEY, *names, *map(key_of, names)})


def _code_of(error: InvalidValueError) -> str:
    return "NMP014" if isinstance(error, InvalidTypeError) else "NMP018"
