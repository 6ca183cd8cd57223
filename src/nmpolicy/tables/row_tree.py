"""Putting the rows of tables together: records into their lists, and parts into the rows that hold them."""

import re
from collections.abc import Container, Iterable
from itertools import pairwise
from typing import Any

from nmpolicy.records.collection import TABLES
from nmpolicy.suggestions import closest_matches, did_you_mean
from nmpolicy.tables.cell_problems import CellProblem
from nmpolicy.tables.layout import COLLECTION, Table, layout
from nmpolicy.tables.row_reader import WRONG_SHAPE, Node, problem
from nmpolicy.vocabulary.identifiers import SLUG
from nmpolicy.vocabulary.values import describe

_WRONG_PLACE = "NMP020"
_DUPLICATE_ID = "NMP201"
_MAX_COMPARISONS = 20_000  # of ids, to suggest one; each takes up to 30 microseconds
_is_slug = re.compile(SLUG).fullmatch


class RowTree:
    """The document that rows make together."""

    def __init__(self, found: list[CellProblem]) -> None:
        """Begin an empty document. Problems are appended to `found`."""
        self.document = Node(layout()[0], COLLECTION, None)
        self._found = found
        self._by_id: dict[str, Node] = {}
        #: The tables with a row whose id is missing or wrong: an unknown parent may be that row.
        self._incomplete: set[str] = set()
        self._comparisons = _MAX_COMPARISONS

    def add(self, table: Table, file: str, read: Iterable[tuple[Node, dict[str, Any]]]) -> None:
        """Add the rows of a table. The collection comes first, and a table of parts after those of its owners."""
        before = len(self._found)
        if table.name == COLLECTION:
            self._start([node for node, _ in read], file)
        elif table.name in TABLES:
            self.document[table.name] = nodes = [node for node, _ in read]
            for node in nodes:
                self._add_record(node)
        else:
            self._add_parts(table, read)
        if any(each.field in {"", "id"} for each in self._found[before:]):
            self._incomplete.add(table.name)

    def _add_parts(self, table: Table, read: Iterable[tuple[Node, dict[str, Any]]]) -> None:
        filled: dict[int, list[Node]] = {}
        for node, keys in read:
            if keys.get("id") is not None:  # even a part without an owner can have parts, which are not wrong
                self._name(node, keys["id"], "leave the cell of a new row empty")
            owner = self._owner(node, keys)
            if owner is not None and self._add_part(node, keys, owner):
                filled[id(owner)] = owner[table.name]
        for nodes in filled.values():
            self._put_in_order(nodes)

    def _start(self, nodes: list[Node], file: str) -> None:
        """Take the only row of the collection's table as the document."""
        if len(nodes) == 1:
            (self.document,) = nodes
        elif nodes or not self._found:  # otherwise its row is known to be wrong
            message = f"the table has {len(nodes)} rows below its header; it needs one, for the collection itself"
            self._found.append(problem(WRONG_SHAPE, message, file))

    def _add_record(self, node: Node) -> None:
        """Find a record by its id from now on. A missing id is reported with the document."""
        node.record = node.get("id")
        if node.record is None or not _is_slug(node.record):
            self._incomplete.add(node.table.name)
        if node.record is not None:
            self._name(node, node.record, "change one of the two")

    def _owner(self, node: Node, keys: dict[str, Any]) -> Node | None:
        """Return the row that holds a part; None if its keys do not name one."""
        node.record = keys.get("record")
        if "parent" not in keys:  # a problem already
            return None
        parent, owners = keys["parent"], node.table.owners
        if parent is None:
            if COLLECTION in owners and node.record is None:
                return self.document
            self._report(
                node, "parent", "the cell is empty; write the id of the record or part that the row belongs to"
            )
            return None
        owner = self._by_id.get(parent)
        if owner is None:
            if self._incomplete.isdisjoint(owners):
                hint = self._suggestion(parent, owners)
                self._report(node, "parent", f"no row has the id {describe(parent)}{hint}")
        elif owner.table.name not in owners:
            message = f"{describe(parent)} is in the table {owner.table.name!r}, whose rows have no {node.table.name!r}"
            self._report(node, "parent", message)
        elif owner.record is not None and node.record not in (None, owner.record):
            message = (
                f"{describe(node.record)} is not the record of the parent; write {owner.record!r}, or leave it empty"
            )
            node.record = owner.record
            self._report(node, "record", message)
        else:
            return owner
        return None

    def _add_part(self, node: Node, keys: dict[str, Any], owner: Node) -> bool:
        """Put a part into its owner. Return whether it is one of a list."""
        node.record = owner.record
        name = node.table.name
        if node.table.many:
            node.number = keys.get("number")
            if node.number is not None and node.number < 0:
                self._report(node, "number", f"{node.number} is not a position in a list; the first one is 0")
            owner.setdefault(name, []).append(node)
        elif name in owner:
            self._report(node, "parent", f"row {owner[name].row} is the {name} of {keys['parent']!r}; keep one of them")
        else:
            owner[name] = node
        return node.table.many

    def _name(self, node: Node, id: str, repair: str) -> None:
        """Find a row by its id from now on."""
        first = self._by_id.setdefault(id, node)
        if first is not node:
            where = f"row {first.row} of {first.file}"
            self._report(node, "id", f"{where} has the same id, {describe(id)}; {repair}", _DUPLICATE_ID)

    def _put_in_order(self, nodes: list[Node]) -> None:
        """Sort the parts of a list by their numbers. Those without a number stay last, in the order of their rows."""
        nodes.sort(key=lambda node: (node.number is None, node.number))
        for before, node in pairwise(nodes):
            if node.number is not None and node.number == before.number:
                message = f"row {before.row} has the same number and parent; change one, or leave it empty to come last"
                self._report(node, "number", message)

    def _suggestion(self, id: str, owners: Container[str]) -> str:
        """Return the end of a sentence with a similar id of a row that can have such parts."""
        known = self._by_id.items() if self._comparisons > 0 else ()
        ids = [each for each, node in known if node.table.name in owners]
        self._comparisons -= len(ids)
        similar = closest_matches(id, ids) if self._comparisons >= 0 else ()
        return did_you_mean(similar) or ". Correct it, or add the row"

    def _report(self, node: Node, field: str, message: str, code: str = _WRONG_PLACE) -> None:
        self._found.append(problem(code, message, node.file, node.row, field, record=node.record))
