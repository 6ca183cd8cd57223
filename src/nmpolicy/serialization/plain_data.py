"""Make records from plain data fast, and find those that are wrong.

It reads what every notation of a right document decodes to: with defaults written out, the keys of other programs, or
whole numbers written with a fraction.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, TypeVar

import msgspec
from attrs import fields

from nmpolicy.errors import InvalidValueError
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.fields import field_type
from nmpolicy.serialization._fast_json import READ_ERRORS, collection_of, read_date, records_of
from nmpolicy.serialization._structs import any_record_struct, part_keys, read_struct
from nmpolicy.serialization.duplicate_keys import decode_plainly, has_no_duplicate_key
from nmpolicy.serialization.json_format import FORMAT_KEY, TYPE_KEY, TYPES, key_of, whole
from nmpolicy.serialization.record_building import build_records
from nmpolicy.vocabulary.extra import OWN_PREFIX, Extra

R = TypeVar("R", bound=Record)


def read_plain_lines(lines: Sequence[bytes], *, keep: bool) -> list[Record] | None:
    """Read a record with its type from each line; return None if anything may be wrong."""
    try:
        objects = list(map(decode_plainly, lines))
        if not has_no_duplicate_key(lines, objects):
            return None
        for each in objects:
            type_name = each.pop(TYPE_KEY)
            _prepare(TYPES[type_name], [each], keep=keep)
            each[TYPE_KEY] = type_name
        structs: Any = list[any_record_struct()]  # type: ignore[misc]  # it is a type at run time
        return records_of(msgspec.convert(objects, structs, dec_hook=read_date))
    except (*READ_ERRORS, KeyError):
        return None


def read_plain_head(data: dict[str, Any], tables: Mapping[str, tuple[Record, ...]], *, keep: bool) -> Collection | None:
    """Read a document without its tables, which were read before; return None if anything in it may be wrong.

    With `keep`, unknown fields are kept like those of other programs. The data is changed.
    """
    try:
        _prepare(Collection, [data], keep=keep)
        document = msgspec.convert(data, read_struct(Collection), dec_hook=read_date)
        return collection_of(document, tables)
    except READ_ERRORS:
        return None


def read_plain_rows(cls: type[R], values: Sequence[Any], *, keep: bool) -> tuple[tuple[R, ...], Iterator[int]]:
    """Return the records of some rows of a table, or else none of them and the positions of those that may be wrong.

    The rows are changed.
    """
    records = _read(cls, values)
    if records is None:
        _prepare(cls, values, keep=keep)
        records = _read(cls, values)
    return (records, iter(())) if records is not None else ((), _wrong(cls, values))


def _read(cls: type[R], values: Sequence[Any]) -> tuple[R, ...] | None:
    """Return the records that plain data describes; None if one may be wrong."""
    any_class: Any = cls  # type checkers do not accept a class as a hashable argument
    struct: Any = read_struct(any_class)
    try:
        structs = msgspec.convert(values, list[struct], dec_hook=read_date)
        return build_records(cls, structs)
    except READ_ERRORS:
        return None


def _wrong(cls: type[Record], values: Sequence[Any]) -> Iterator[int]:
    """Yield the positions of the wrong records among some that are not all right."""
    if len(values) == 1:
        yield 0
        return
    middle = len(values) // 2
    halves = [
        (start, half) for start, half in ((0, values[:middle]), (middle, values[middle:])) if _read(cls, half) is None
    ]
    # Should each half be right although both together are not, every record may be wrong, so that none is lost.
    for start, some in halves or [(index, [each]) for index, each in enumerate(values)]:
        yield from (start + index for index in _wrong(cls, some))


class _Keys(NamedTuple):
    """The keys of a class."""

    known: frozenset[str]
    numbers: Sequence[str]
    """Those that hold a whole number."""
    parts: Sequence[tuple[str, Any]]
    """Those that hold parts, each with the class of the parts."""


@cache
def _keys(cls: Any) -> _Keys:
    typed = [(key_of(field.name), field_type(field.type)[0]) for field in fields(cls) if field.type is not Extra]
    typed += [(FORMAT_KEY, int)] if cls is Collection else []
    numbers = [key for key, item in typed if getattr(item, "__origin__", item) is int]
    return _Keys(frozenset(key for key, _ in typed), numbers, [(key, part) for key, part, _ in part_keys(cls)])


def _prepare(cls: Any, values: Iterable[Any], *, keep: bool) -> None:
    """Move the unknown fields of objects, and of their parts, into `extra`, and make whole numbers `int`.

    Anything that is wrong stays as it is, so that the Struct refuses it.
    """
    known, numbers, parts = _keys(cls)
    for value in values:
        if type(value) is not dict:
            continue
        if unknown := [key for key in value if key not in known]:
            _move(value, unknown if keep else [key for key in unknown if key.startswith(OWN_PREFIX)])
        for key in numbers:
            if type(number := value.get(key)) is float:
                value[key] = whole(number)
        for key, part in parts:
            if items := value.get(key):
                _prepare(part, items if type(items) is list else [items], keep=keep)


def _move(value: dict[str, Any], keys: Sequence[str]) -> None:
    """Move the values of some keys into `extra`, unless they are wrong or that is itself a key."""
    if not keys or ("extra" in value and "extra" not in keys):
        return
    try:
        extra = Extra({key: value[key] for key in keys})
    except InvalidValueError:
        return
    for key in keys:
        del value[key]
    value["extra"] = extra
