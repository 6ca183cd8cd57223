"""Make records from plain data fast, and find those that are wrong.

It reads what every notation of a right document decodes to: with defaults written out, the keys of other programs, or
whole numbers written with a fraction.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from operator import is_not
from typing import Any, NamedTuple, TypeVar, cast

import msgspec
from attrs import fields

from nmpolicy.errors import InvalidValueError
from nmpolicy.problems import MAX_PROBLEMS
from nmpolicy.records.base import Record
from nmpolicy.records.collection import TABLES, Collection
from nmpolicy.records.fields import field_type
from nmpolicy.serialization._fast_json import READ_ERRORS, collection_of, converted, read_date, records_of, tuple_of
from nmpolicy.serialization._structs import any_record_struct, part_keys, read_struct
from nmpolicy.serialization.duplicate_keys import decode_plainly, has_no_duplicate_key
from nmpolicy.serialization.json_format import FORMAT_KEY, TYPE_KEY, TYPES, key_of, whole
from nmpolicy.serialization.text_forms import forms_match
from nmpolicy.vocabulary.extra import OWN_PREFIX, Extra

R = TypeVar("R", bound=Record)
#: Raises a `UnicodeEncodeError` for half of a surrogate pair. A date and an `Extra` are known to have none.
_encoder = msgspec.json.Encoder(enc_hook=bool)
_CHUNK = 1000  # records read at once: if one is wrong, only its chunk is read again


class PlainDocument(NamedTuple):
    """What the plain data of a document holds, as far as it is right."""

    collection: Collection | None
    """The collection; None if anything may be wrong."""
    wrong: Mapping[str, Sequence[int]]
    """The positions of the first records that may be wrong, by table. There are at most one more than are listed."""


def read_plain_document(data: Any, *, keep: bool) -> PlainDocument:
    """Read the plain data of a document. With `keep`, unknown fields are kept like those of other programs."""
    if type(data) is not dict:
        return PlainDocument(None, {})
    tables: dict[str, tuple[Record, ...]] = {}
    wrong: dict[str, list[int]] = {}
    for name, cls in TABLES.items():
        if type(values := data.get(name)) is list:
            room = MAX_PROBLEMS + 1 - sum(map(len, wrong.values()))
            tables[name], wrong[name] = _read_table(cls, values, room, keep=keep)
    collection = _read_head({key: value for key, value in data.items() if key not in tables}, tables, keep=keep)
    return PlainDocument(None if any(wrong.values()) else collection, wrong)


def read_plain_lines(lines: Sequence[bytes], *, keep: bool) -> list[Record] | None:
    """Read a record with its type from each line; return None if anything may be wrong."""
    try:
        objects = list(map(decode_plainly, lines))
        if not has_no_duplicate_key(lines, objects):
            return None
        prepared = [_prepared_line(each, keep=keep) for each in objects]
        structs: Any = list[any_record_struct()]  # type: ignore[misc]  # it is a type at run time
        return records_of(msgspec.convert(prepared, structs, dec_hook=read_date))
    except (*READ_ERRORS, KeyError):
        return None


def _prepared_line(value: dict[str, Any], *, keep: bool) -> dict[str, Any]:
    type_name = value[TYPE_KEY]
    own: dict[str, Any] = _prepared(TYPES[type_name], {k: v for k, v in value.items() if k != TYPE_KEY}, keep=keep)
    return {TYPE_KEY: type_name, **own}


def _read_head(data: dict[str, Any], tables: dict[str, Any], *, keep: bool) -> Collection | None:
    """Read a document without its tables, which were read before."""
    try:
        document = msgspec.convert(_prepared(Collection, data, keep=keep), read_struct(Collection), dec_hook=read_date)
        _encoder.encode(document)
        if not forms_match(Collection, [document]):
            return None
        return collection_of(document, tables)
    except READ_ERRORS:
        return None


def _read_table(cls: type[R], values: Sequence[Any], most: int, *, keep: bool) -> tuple[tuple[R, ...], list[int]]:
    """Return the records of a table, and the positions of so many at most that may be wrong and are left out."""
    made: list[R] = []
    wrong: list[int] = []
    for start in range(0, len(values), _CHUNK):
        if len(wrong) >= most:
            break
        chunk = values[start : start + _CHUNK]
        records = _read(cls, chunk)
        if records is None:
            prepared = [_prepared(cls, each, keep=keep) for each in chunk]
            records = _read(cls, prepared)
            if records is None:
                wrong += (start + index for index in islice(_wrong(cls, prepared), most - len(wrong)))
                continue
        made += records
    return tuple(made), wrong


def _read(cls: type[R], values: Sequence[Any]) -> tuple[R, ...] | None:
    """Return the records that plain data describes; None if one may be wrong."""
    any_class: Any = cls  # type checkers do not accept a class as a hashable argument
    struct: Any = read_struct(any_class)
    try:
        structs = msgspec.convert(values, list[struct], dec_hook=read_date)
        _encoder.encode_lines(structs)
        return cast("tuple[R, ...]", converted(structs, tuple_of(cls))) if forms_match(cls, structs) else None
    except READ_ERRORS:
        return None


def _wrong(cls: type[Record], values: Sequence[Any]) -> Iterator[int]:
    """Yield the positions of the wrong records among some that are not all right."""
    if len(values) == 1:
        yield 0
        return
    middle = len(values) // 2
    for start, half in ((0, values[:middle]), (middle, values[middle:])):
        if _read(cls, half) is None:
            yield from (start + index for index in _wrong(cls, half))


class _Keys(NamedTuple):
    """The keys of a class."""

    known: frozenset[str]
    numbers: Sequence[str]
    """Those that hold a whole number."""
    parts: Sequence[tuple[str, Any, bool]]
    """Those that hold parts, each with its class and whether it is a list."""


@cache
def _keys(cls: Any) -> _Keys:
    typed = [(key_of(field.name), field_type(field.type)[0]) for field in fields(cls) if field.type is not Extra]
    typed += [(FORMAT_KEY, int)] if cls is Collection else []
    numbers = [key for key, item in typed if getattr(item, "__origin__", item) is int]
    return _Keys(frozenset(key for key, _ in typed), numbers, part_keys(cls))


def _prepared(cls: Any, value: Any, *, keep: bool) -> Any:
    """Return the plain data of an object with its unknown fields in `extra`, and with whole numbers as `int`.

    Anything that is wrong stays as it is, so that the Struct refuses it.
    """
    if type(value) is not dict:
        return value
    known, numbers, parts = _keys(cls)
    changes: dict[str, Any] = {}
    for key in numbers:
        if type(number := value.get(key)) is float:
            changes[key] = whole(number)
    for key, part, many in parts:
        if items := value.get(key):
            listed = items if many and type(items) is list else [items]
            prepared = [_prepared(part, item, keep=keep) for item in listed]
            if any(map(is_not, prepared, listed)):
                changes[key] = prepared if listed is items else prepared[0]
    if not value.keys() <= known:
        own = [key for key in value if key not in known and (keep or key.startswith(OWN_PREFIX))]
        if own and ("extra" not in value or "extra" in own):
            try:
                changes["extra"] = Extra({key: value[key] for key in own})
            except InvalidValueError:
                return value
            value = {key: item for key, item in value.items() if key not in changes["extra"]}
    return value | changes if changes else value
