"""Compare what a program read from an export with the collection: `… | python tests/consumers/compare.py FILE tables`.

Standard input is JSON that the other program wrote: the `document`; its records, as the `lines` of JSON Lines; or its
`tables`, an object with a list of rows for each, and each row an object. What the rows should be follows from the
collection's JSON alone, not from the code of the exports.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from nmpolicy.records.collection import TABLES

Object = Mapping[str, Any]
#: The cells of a field that has its default value.
BLANK: tuple[object, ...] = ("", None, False, 0, "0", "FALSE", "False", "[]", "{}", [])
MOST_SHOWN = 10


class Row(NamedTuple):
    """A row that should be there."""

    table: str
    id: str
    values: Object


def expected(document: Object) -> Iterator[Row]:
    """Yield the row of the collection, and those of each record and each part."""
    own = {name: value for name, value in document.items() if name not in TABLES and name != "nmpolicy"}
    if "$schema" in own:
        own["schema"] = own.pop("$schema")
    yield from _rows(Row("collection", "", own), None)
    for table in TABLES:
        for record in document.get(table, []):
            yield from _rows(Row(table, record["id"], record), record["id"])


def _rows(row: Row, record: str | None) -> Iterator[Row]:
    """Yield a row without the parts in it, and then the rows of the parts."""
    values: dict[str, Any] = {}
    parts: list[Row] = []
    stem = row.id + ("/" if "#" in row.id else "#/")
    for name, value in row.values.items():
        keys = {"record": record, "parent": row.id or None}
        if name.startswith("x-"):
            values.setdefault("extra", {})[name] = value
        elif isinstance(value, dict) and name != "extra":
            parts.append(Row(name, stem + name, {"id": stem + name, **keys, **value}))
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for number, part in enumerate(value):
                id = f"{stem}{name}/{number}"
                parts.append(Row(name, id, {"id": id, **keys, "number": number, **part}))
        else:
            values[name] = value
    yield row._replace(values=values)
    for part in parts:
        yield from _rows(part, record)


class Comparison:
    """Compares cells with the right values, allowing for the changes that a program cannot avoid."""

    def __init__(self, *, defused: bool, as_in_r: bool) -> None:
        """Keep the options."""
        self.defused = defused
        self.as_in_r = as_in_r

    def same(self, seen: object, value: object) -> bool:
        """Return whether a cell holds a value: itself, its text, or its JSON."""
        match value:
            case None:
                return seen in BLANK
            case bool():
                return seen in (value, str(value).upper(), str(value), str(int(value)), int(value))
            case int():
                return str(seen) == str(value)
            case str():
                text = self._text(value)
                return isinstance(seen, str) and self._text(seen) in ((text, f"'{text}") if self.defused else (text,))
            case _:
                return (json.loads(seen or "[]") if isinstance(seen, str) else seen) == value

    def _text(self, value: str) -> str:
        if self.as_in_r:
            return value.partition("\0")[0].replace("\r\n", "\n").replace("\r", "\n")
        return value

    def tables(self, seen: Mapping[str, list[Object]], document: Object) -> Iterator[str]:
        """Yield a sentence for each difference."""
        wanted: dict[str, dict[str, Object]] = {table: {} for table in seen}
        for row in expected(document):
            if row.table not in seen:
                yield f"there is no table {row.table}"
                return
            wanted[row.table][row.id] = row.values
        for table, rows in wanted.items():
            if table not in {"records", "links"}:
                yield from self._table(table, seen[table], rows)

    def _table(self, table: str, seen: list[Object], rows: Mapping[str, Object]) -> Iterator[str]:
        ids = ["" if table == "collection" else row["id"] for row in seen]
        if (ids if table in TABLES else sorted(ids)) != ([*rows] if table in TABLES else sorted(rows)):
            yield f"{table}: the ids are {ids[:MOST_SHOWN]}, not {[*rows][:MOST_SHOWN]}"
            return
        for id, cells in zip(ids, seen, strict=True):
            values = rows[id]
            for name in [*values.keys() - cells.keys()]:
                yield f"{table}: there is no column {name}"
            for name, cell in cells.items():
                derived = name.endswith(("_earliest", "_latest"))
                if not derived and not self.same(cell, values.get(name)):
                    yield f"{table}, {id}, {name}: {cell!r:.200}, not {values.get(name)!r:.200}"


def document_differences(seen: Object, document: Object) -> Iterator[str]:
    """Yield a sentence if two documents differ."""
    if seen != document:
        yield "the documents differ"


def line_differences(text: str, document: Object) -> Iterator[str]:
    """Yield a sentence for each line that is not the record that should be there."""
    header, *lines = map(json.loads, text.rstrip("\n").split("\n"))
    for name, value in header.items():
        if name != "type" and value != document.get(name):
            yield f"the header has {name} {value!r:.200}"
    records = [record for table in TABLES for record in document.get(table, [])]
    for line in lines:
        line.pop("type")
    if lines != records:
        yield "the records differ"


def main() -> None:
    """Print the differences, and exit with 1 if there are any."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("file", type=Path, help="the collection as JSON")
    options.add_argument("shape", choices=["document", "lines", "tables"])
    options.add_argument("--defused", action="store_true", help="a text may stand behind a single quote")
    options.add_argument("--as-in-r", action="store_true", help="R turns CR into LF, and ends a text at NUL")
    chosen = options.parse_args()
    document = json.loads(chosen.file.read_text("utf-8"))
    text = sys.stdin.buffer.read().decode()
    comparison = Comparison(defused=chosen.defused, as_in_r=chosen.as_in_r)
    differences: Mapping[str, Callable[[], Iterator[str]]] = {
        "document": lambda: document_differences(json.loads(text), document),
        "lines": lambda: line_differences(text, document),
        "tables": lambda: comparison.tables(json.loads(text), document),
    }
    found = list(differences[chosen.shape]())
    for each in found[:MOST_SHOWN]:
        print(each)
    if found:
        sys.exit(f"{len(found)} differences")
    print(f"Equal: {sum(1 for _ in expected(document))} records and parts.")


if __name__ == "__main__":
    main()
