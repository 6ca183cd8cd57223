"""Values of rows as cells, for files that hold only text, and for databases that hold text and numbers.

A list is a JSON array, unknown fields are a JSON object, and true and false are `TRUE` and `FALSE`, as spreadsheets
write them. `read_cell` turns each cell back into the value that a JSON document has in its place.
"""

import re
from collections.abc import Callable
from typing import Any

import msgspec

from nmpolicy.errors import DocumentError, InvalidTypeError, InvalidValueError
from nmpolicy.problems import Problem
from nmpolicy.serialization.parsing import parse
from nmpolicy.tables.layout import Column, Table
from nmpolicy.tables.rows import Row
from nmpolicy.vocabulary.extra import to_builtins
from nmpolicy.vocabulary.values import check_text, describe

_json = msgspec.json.Encoder(decimal_format="number")
_WHOLE_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)")
_BOOLEANS = {"TRUE": True, "FALSE": False}
_MAX_DIGITS = 20


def json_text(value: Any) -> str:
    """Return the items of a list, or unknown fields, as JSON."""
    return _json.encode(to_builtins(value)).decode()


def row_converter(
    table: Table, converter: Callable[[Column], Callable[[Any], Any] | None]
) -> Callable[[Row], list[Any]]:
    """Return the function that converts the values of a row.

    `converter` gives the function for the values of a column; None if they stay as they are.
    """
    changed = [(position, to) for position, column in enumerate(table.columns) if (to := converter(column))]

    def convert(row: Row) -> list[Any]:
        cells = list(row)
        for position, to in changed:
            cells[position] = to(cells[position])
        return cells

    return convert


def text_converter(column: Column) -> Callable[[Any], str] | None:
    """Return the function that turns the values of a column into texts; None if `str` does, or there are none.

    >>> to_text = text_converter(Column("by", "reference", many=True))
    >>> to_text(("a", "b")), to_text(())
    ('["a","b"]', '')
    """
    if column.many or column.type == "object":
        return lambda value: json_text(value) if value else ""
    if column.type == "boolean":
        return lambda value: "" if value is None else "TRUE" if value else "FALSE"
    return None


def read_cell(column: Column, cell: object) -> Any:
    """Return the value of a cell as JSON has it; None for a cell without one.

    A cell is a text, a whole number, or None; or an `InvalidValueError` that a reader found in it, which is raised.
    Raises `InvalidValueError` for one that cannot hold a value of the column. Whether the value is valid for its field
    is checked later, with the whole document.

    >>> read_cell(Column("yes", "integer"), "12"), read_cell(Column("by", "reference", many=True), '["a"]')
    (12, ['a'])
    >>> read_cell(Column("passed", "boolean"), "yes")
    Traceback (most recent call last):
    nmpolicy.errors.InvalidTypeError: expected TRUE or FALSE, not 'yes'
    """
    if isinstance(cell, InvalidValueError):
        raise cell
    if cell is None or (cell == "" and not (column.type == "text" and column.required)):
        if column.type == "boolean" and not column.nullable:  # an empty cell must not make a private person public
            raise InvalidTypeError("the cell is empty; write TRUE or FALSE")
        return None
    if column.type == "integer":
        return _integer(cell)
    if column.type == "boolean":
        return _boolean(cell)
    text = check_text(cell)
    if column.many:
        return [] if text == "[]" else _list(text)  # for speed: most lists in a database are empty
    if column.type == "object":
        return {} if text == "{}" else _object(text)
    return text


def _integer(cell: object) -> int:
    if type(cell) is int:
        return cell
    if not isinstance(cell, str) or len(cell) > _MAX_DIGITS or not _WHOLE_NUMBER.fullmatch(cell):
        raise InvalidTypeError(f"expected a whole number in digits, such as 12, not {describe(cell)}")
    return int(cell)


def _boolean(cell: object) -> bool:
    if type(cell) is int and cell in (0, 1):
        return bool(cell)
    found = _BOOLEANS.get(cell.upper()) if isinstance(cell, str) else None
    if found is None:
        raise InvalidTypeError(f"expected TRUE or FALSE, not {describe(cell)}")
    return found


def _list(text: str) -> list[Any]:
    found = _parsed(text, 'a JSON list, such as ["one", "two"]')
    if not isinstance(found, list):
        raise InvalidTypeError(f'expected a JSON list, such as ["one", "two"], not {describe(text)}')
    return found


def _object(text: str) -> dict[str, Any]:
    found = _parsed(text, 'a JSON object, such as {"x-page": 3}')
    if not isinstance(found, dict):
        raise InvalidTypeError(f'expected a JSON object, such as {{"x-page": 3}}, not {describe(text)}')
    return found


def _parsed(text: str, expected: str) -> Any:
    if text.isspace():
        raise InvalidTypeError(f"expected {expected}, not {describe(text)}")
    try:
        found, duplicates = parse(text, allow_byte_order_mark=False)
    except DocumentError as error:
        raise InvalidValueError(f"expected {expected}; {_reason(error.problems[0])}") from error
    if duplicates:
        raise InvalidValueError(duplicates[0].message)
    return found


def _reason(problem: Problem) -> str:
    """Return the reason why a text is not JSON, with the character."""
    place = f"at line {problem.line}, character {problem.column}: " if problem.line else ""
    return place + problem.message.removeprefix("this is not JSON: ").partition("; if this is JSON Lines")[0]
