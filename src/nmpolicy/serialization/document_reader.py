"""Read a document in chunks of records: fast in any notation, and finding the records that may be wrong.

A chunk that is written as this library writes it is decoded into Structs, and any other chunk into plain data. So the
plain data of a right document is never there as a whole, and a wrong record slows down its own chunk only.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Any, NamedTuple, TypeVar

import msgspec
from msgspec import Raw, Struct
from msgspec.structs import astuple

from nmpolicy.problems import MAX_PROBLEMS
from nmpolicy.records.base import Record
from nmpolicy.records.collection import TABLES, Collection
from nmpolicy.records.traversal import FieldPath
from nmpolicy.serialization._fast_json import READ_ERRORS, decoder
from nmpolicy.serialization._structs import read_struct, struct_of
from nmpolicy.serialization.duplicate_keys import (
    decode_checked,
    decode_plainly,
    duplicate_paths_of_rows,
    encoder,
    has_no_duplicate_key,
    members_of,
    pairs_of,
    paths_in_pairs,
    repeated_members,
    rows_of,
)
from nmpolicy.serialization.json_format import FORMAT_KEY
from nmpolicy.serialization.plain_data import read_plain_head, read_plain_rows
from nmpolicy.serialization.record_building import build_records
from nmpolicy.vocabulary.extra import Extra

R = TypeVar("R", bound=Record)
_CHUNK = 200  # records read at once


class ReadDocument(NamedTuple):
    """What a document holds, as far as it is right."""

    collection: Collection | None
    """The collection; None if anything may be wrong."""
    wrong: Mapping[str, Sequence[int]]
    """The positions of the first records that may be wrong, by table. There are at most one more than are listed."""
    duplicates: Sequence[FieldPath]
    """The paths of the first duplicate keys. There is at most one more than are listed."""


def read_document(text: bytes, *, keep: bool) -> ReadDocument:
    """Read a document. With `keep`, unknown fields are kept like those of other programs.

    Raises one of `READ_ERRORS` if it is not an object in JSON, or if a key of it has half of a surrogate pair.
    """
    members = _members_of(text)
    return _read(members, [*islice(repeated_members(text, members), MAX_PROBLEMS + 1)], keep=keep)


def read_plain_document(data: Any, *, keep: bool) -> ReadDocument:
    """Read the plain data of a document, of which duplicate keys are known."""
    return _read(data, [], keep=keep) if isinstance(data, dict) else ReadDocument(None, {}, ())


def _read(members: Mapping[str, Any], duplicates: list[FieldPath], *, keep: bool) -> ReadDocument:
    """Read a document, given its members as JSON or as plain data, and add to the duplicate keys."""

    def found(paths: Iterable[FieldPath], *place: str | int) -> None:
        duplicates.extend((*place, *path) for path in islice(paths, MAX_PROBLEMS + 1 - len(duplicates)))

    tables: dict[str, tuple[Record, ...]] = {}
    wrong: dict[str, list[int]] = {}
    for name, cls in TABLES.items():
        if (rows := _rows(members.get(name))) is None:
            continue
        made: list[Record] = []
        positions = wrong[name] = []
        for start in range(0, len(rows), _CHUNK):
            room = MAX_PROBLEMS + 1 - sum(map(len, wrong.values()))
            if not room:
                break
            chunk = rows[start : start + _CHUNK]
            records = _read_chunk(cls, chunk)
            if records is None:
                plain, paths = _plain_rows(chunk, start)
                found(paths, name)
                records, places = read_plain_rows(cls, plain, keep=keep)
                positions += (start + index for index in islice(places, room))
            made += records
        tables[name] = tuple(made)
    head: Any = {key: value for key, value in members.items() if key not in tables}
    if any(isinstance(value, Raw) for value in head.values()):
        text = encoder.encode(head)
        head, is_right = decode_checked(text)
        found(() if is_right else paths_in_pairs(pairs_of(text)))
    else:
        head = _own_copy(head)
    collection = read_plain_head(head, tables, keep=keep)
    return ReadDocument(None if duplicates or any(wrong.values()) else collection, wrong, duplicates)


def _members_of(text: bytes) -> Mapping[str, Any]:
    """Split a document into the JSON of its members, and those that are tables into the JSON of their rows."""
    try:
        split = decoder(_split_struct()).decode(text)
    except msgspec.MsgspecError:  # it may have members of other programs, or what is no list for a table
        return members_of(text)
    members = zip(split.__struct_encode_fields__, astuple(split), strict=True)
    return {key: value for key, value in members if key == FORMAT_KEY or isinstance(value, Raw | list)}


@cache
def _split_struct() -> type[Struct]:
    """Return the Struct of a document whose tables are split into rows, and whose other members are not decoded."""
    return struct_of(
        Collection,
        lambda field: None if field.type is Extra else list[Raw] if field.name in TABLES else Raw,
    )


def _rows(value: Any) -> list[Any] | None:
    """Return the rows of a table, each as JSON or as plain data; None if it is not a list."""
    if isinstance(value, Raw):
        return rows_of(value)
    return value if isinstance(value, list) else None


def _read_chunk(cls: type[R], rows: Sequence[Any]) -> tuple[R, ...] | None:
    """Return the records of some rows in JSON; None if one may be wrong, or is written in another way."""
    if not isinstance(rows[0], Raw):
        return None
    text = encoder.encode(rows)
    any_class: Any = cls  # type checkers do not accept a class as a hashable argument
    struct: Any = read_struct(any_class)
    try:
        structs = decoder(list[struct]).decode(text)
        if has_no_duplicate_key([text], [structs]):
            return build_records(cls, structs)
    except READ_ERRORS:
        pass
    return None


def _plain_rows(rows: Sequence[Any], start: int) -> tuple[list[Any], Iterable[FieldPath]]:
    """Return the plain data of the rows from a position on, and the paths of their duplicate keys."""
    if not isinstance(rows[0], Raw):
        return [*map(_own_copy, rows)], ()
    plain, is_right = decode_checked(encoder.encode(rows))
    return plain, () if is_right else duplicate_paths_of_rows(rows, start)


def _own_copy(data: Any) -> Any:
    """Return a copy of plain data; None, which no Struct accepts, of what msgspec refuses: half of a surrogate pair."""
    try:
        return decode_plainly(encoder.encode(data))
    except READ_ERRORS:
        return None
