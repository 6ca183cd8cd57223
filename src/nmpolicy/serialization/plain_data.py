"""Make records from plain data fast, and find those that are wrong.

It reads what every notation of a right document decodes to: with defaults written out, the keys of other programs, or
whole numbers written with a fraction.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from operator import is_not
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
#: Raises a `UnicodeEncodeError` for half of a surrogate pair. A date and an `Extra` are known to have none.
_encoder = msgspec.json.Encoder(enc_hook=bool)


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


def read_plain_head(data: dict[str, Any], tables: Mapping[str, tuple[Record, ...]], *, keep: bool) -> Collection | None:
    """Read a document without its tables, which were read before; return None if anything in it may be wrong.

    With `keep`, unknown fields are kept like those of other programs.
    """
    try:
        document = msgspec.convert(_prepared(Collection, data, keep=keep), read_struct(Collection), dec_hook=read_date)
        _encoder.encode(document)
        return collection_of(document, tables)
    except READ_ERRORS:
        return None


def read_plain_rows(cls: type[R], values: Sequence[Any], *, keep: bool) -> tuple[tuple[R, ...], Iterator[int]]:
    """Return the records of some rows of a table, or else none of them and the positions of those that may be wrong."""
    records = _read(cls, values)
    if records is None:
        values = [_prepared(cls, each, keep=keep) for each in values]
        records = _read(cls, values)
    return (records, iter(())) if records is not None else ((), _wrong(cls, values))


def _read(cls: type[R], values: Sequence[Any]) -> tuple[R, ...] | None:
    """Return the records that plain data describes; None if one may be wrong."""
    any_class: Any = cls  # type checkers do not accept a class as a hashable argument
    struct: Any = read_struct(any_class)
    try:
        structs = msgspec.convert(values, list[struct], dec_hook=read_date)
        _encoder.encode_lines(structs)
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
        own = {key: item for key, item in value.items() if key not in known and (keep or key.startswith(OWN_PREFIX))}
        if own and ("extra" not in value or "extra" in own):
            try:
                changes["extra"] = Extra(own)
            except InvalidValueError:
                return value
            value = {key: item for key, item in value.items() if key not in own}
    return value | changes if changes else value
