"""Tables back to a collection. Every problem in them is reported by file, row and column.

The rows become a JSON document, which is read like any other, so a cell must pass the same checks as a value in a file.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from nmpolicy.errors import InvalidDocumentError
from nmpolicy.problems import Problem, pointer_steps
from nmpolicy.records.collection import Collection
from nmpolicy.rules.runner import validate
from nmpolicy.serialization.document_reader import read_document
from nmpolicy.serialization.documents import structure_data
from nmpolicy.serialization.json_format import FORMAT, FORMAT_KEY, Unknown, check_unknown
from nmpolicy.tables.cell_problems import CellProblem
from nmpolicy.tables.layout import COLLECTION, layout
from nmpolicy.tables.row_reader import WRONG_SHAPE, Node, TableInput, header_problems, problem, read_rows
from nmpolicy.tables.row_tree import RowTree

_encoder = msgspec.json.Encoder(decimal_format="number")
#: The rules on references. An import reports a cell that breaks one, unless its record suppresses the rule.
_REFERENCE_RULES = ("NMP202", "NMP203")
_MISSING = "NMP012"
REDACTED = "NMP021"
_REDACTED_COPY = (
    "this is a redacted copy, which lacks the names of private individuals; import an export of the whole"
    " collection that was made with --include-private, or pass --allow-redacted to get a collection that stays marked as redacted"
)


def assemble(
    tables: Mapping[str, TableInput], path: str, *, allow_redacted: bool = False, unknown: Unknown = "refuse"
) -> Collection:
    """Return the collection that tables hold, given each table of the layout by its name.

    A redacted copy, which lacks all names of private individuals, is refused unless `allow_redacted` is true; the
    collection then stays marked as redacted. With `unknown="keep"`, `extra` may hold keys that do not begin with `x-`.

    Raises `InvalidDocumentError` with every problem, each a `CellProblem`, such as a missing column, a cell that does
    not hold a value of its field, a part without a parent, or a reference to a missing record.
    """
    keep = check_unknown(unknown) == "keep"
    if all(each.header is None for each in tables.values()):
        given = tables[COLLECTION]
        message = "none of the tables of an export is here; name the output of `nmpolicy export`"
        raise _error([problem(WRONG_SHAPE, message, given.name)], tables, path)
    found = [each for table in layout() for each in header_problems(table, tables[table.name])]
    if any(each.code == WRONG_SHAPE for each in found):  # without a column, every row would have a problem
        raise _error(found, tables, path)
    tree = RowTree(found)
    for table in layout():
        given = tables[table.name]
        tree.add(table, given.name, read_rows(table, given, found, keep=keep))
    document = tree.document
    document[FORMAT_KEY] = FORMAT
    collection = None if found else _read_fast(document)
    if collection is None:
        try:
            collection = structure_data(document, Collection, (), "keep")
        except InvalidDocumentError as error:
            found += _problems_of_cells(error.problems, document, found)
    if collection is None or found:
        raise _error(found, tables, path)
    if collection.redacted and not allow_redacted:
        given = tables[COLLECTION]
        found = [problem(REDACTED, _REDACTED_COPY, given.name, document.row, "redacted")]
        raise _error(found, tables, path)
    broken = validate(collection, select=_REFERENCE_RULES).problems
    if found := _problems_of_cells([each for each in broken if each.code in _REFERENCE_RULES], document, ()):
        raise _error(found, tables, path)
    return collection


def _read_fast(document: Node) -> Collection | None:
    """Return the collection of a document without problems; None if it must be read the slow way, which finds them."""
    try:
        return read_document(_encoder.encode(document), keep=True).collection
    except (UnicodeEncodeError, RecursionError):  # half of a surrogate pair, or lists in lists
        return None


def _error(found: Iterable[CellProblem], tables: Mapping[str, TableInput], path: str) -> InvalidDocumentError:
    """Return the error for some problems, in the order of the tables, their rows and their columns."""
    places = {
        given.name: (place, {name: position for position, name in enumerate(given.header or ())})
        for place, given in enumerate(tables.values())
    }

    def key(each: CellProblem) -> tuple[int, int, int, int]:
        place, positions = places[each.file]
        return place, each.row or 0, positions.get(each.field, len(positions)), each.item or 0

    ordered: list[Problem] = [*sorted(found, key=key)]
    return InvalidDocumentError(tuple(ordered), path)


def _problems_of_cells(problems: Iterable[Problem], document: Node, known: Iterable[CellProblem]) -> list[CellProblem]:
    """Return the problems of a document as problems of the cells that its values come from.

    A cell that already has a problem has no value in the document, and is not reported a second time. Nor is a row as a
    whole if one of its cells has a problem, which may be the cause. A collection without a row, or with several, is a
    problem already.
    """
    reported = {(each.file, each.row, each.field) for each in known}
    found = [_cell_problem(each, document) for each in problems]
    rows = {(file, row) for file, row, _ in reported} | {(each.file, each.row) for each in found if each.field}
    return [
        each
        for each in found
        if each.row is not None
        and (each.file, each.row, each.field) not in reported
        and (each.field or (each.file, each.row) not in rows)
    ]


def _cell_problem(found: Problem, document: Node) -> CellProblem:
    node, steps = _last_row(document, pointer_steps(found.pointer))
    field, item = "", None
    if steps:
        names = {column.name for column in node.table.stored}
        name = "schema" if steps[0] == "$schema" else steps[0]
        field = name if name in names else "extra"
        item = int(steps[1]) + 1 if field == name and len(steps) > 1 else None
    message = "the cell is empty; fill it in" if found.code == _MISSING else found.message
    return CellProblem(
        found.code,
        found.severity,
        found.pointer,
        message,
        node.record,
        file=node.file,
        row=node.row,
        field=field,
        item=item,
    )


def _last_row(document: Node, steps: list[str]) -> tuple[Node, list[str]]:
    """Return the last row on the way to a value, and the steps from there."""
    node, rest = document, steps
    value: Any = document
    for position, step in enumerate(steps, 1):
        value = value[int(step)] if isinstance(value, list) else value.get(step)
        if isinstance(value, Node):
            node, rest = value, steps[position:]
        if not isinstance(value, list | dict):
            break
    return node, rest
