"""Fast JSON reading and writing through msgspec Structs derived from the record classes.

Records that are written as this library writes them are read this way, about ten times as fast as through cattrs. All
others are decoded into plain data, which `plain_data` reads fast in any notation, and `converter` with every problem.
All accept the same documents and build equal records.

msgspec takes any exception of an attribute for a missing attribute, and any of an enumeration for a wrong term. An
interrupt there would lose records, so it must never call Python code for either: it reads attributes only from Structs
and from records, whose fields are slots, and terms from `Literal` types.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, cast

import msgspec
from msgspec import Struct

from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.serialization._structs import (
    any_record_struct,
    class_by_struct,
    part_keys,
    typed_struct,
    write_struct,
)
from nmpolicy.serialization.duplicate_keys import encoder, has_no_duplicate_key
from nmpolicy.serialization.json_format import FORMAT, FORMAT_KEY
from nmpolicy.serialization.record_building import build_records
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.extra import Extra

#: Errors for input that may be wrong: invalid JSON, or a value that its type, field or class refuses.
READ_ERRORS = (msgspec.MsgspecError, AttributeError, TypeError, ValueError, ArithmeticError, RecursionError)


def read_record_lines(lines: Sequence[bytes]) -> list[Record] | None:
    """Read one record with its type from each line; return None if one is written in another way, or may be wrong."""
    try:
        structs = list(map(decoder(any_record_struct()).decode, lines))
        return records_of(structs) if has_no_duplicate_key(lines, structs) else None
    except READ_ERRORS:
        return None


def records_of(structs: Sequence[Any]) -> list[Record] | None:
    """Make records from the Structs of lines; return None if a text in one has a wrong form."""
    classes, by_class = class_by_struct(), defaultdict[Any, list[Any]](list)
    for each in structs:
        by_class[classes[type(each)]].append(each)
    made = {cls: build_records(cls, some) for cls, some in by_class.items()}
    if None in made.values():
        return None
    following = {cls: iter(records or ()) for cls, records in made.items()}
    return [next(following[classes[type(each)]]) for each in structs]


@lru_cache(10_000)  # a document repeats the same dates
def _date(_type: type, text: str) -> PartialDate:
    return PartialDate(text)


#: Makes a date, the only type of a Struct that msgspec does not know. It is typed as a function that takes any type.
read_date = cast("Callable[[type[Any], Any], Any]", _date)


@cache
def decoder(type_: Any) -> "msgspec.json.Decoder[Any]":
    """Return the decoder of a type, in which a Struct may have dates."""
    return msgspec.json.Decoder(type_, dec_hook=read_date)


def collection_of(head: Any, tables: Mapping[str, tuple[Record, ...]]) -> Collection:
    """Make a collection from the Struct of a document without records, and the records of its tables.

    Raises `TypeError` for an `extra` that the text has as a key.
    """
    if not isinstance(head.extra, Extra):
        raise TypeError
    fields = {name: getattr(head, name) for name in head.__struct_fields__ if name != FORMAT_KEY}
    for name, cls, _ in part_keys(Collection):
        fields[name] = tables[name] if name in tables else build_records(cls, fields[name])
    return Collection(**fields)


def write_document(collection: Collection) -> bytes | None:
    """Write a collection as JSON without white space; return None if it has unknown fields."""
    fields = {
        name: getattr(collection, name) for name in write_struct(Collection).__struct_fields__ if name != FORMAT_KEY
    }
    for name, cls, _ in part_keys(Collection):
        item: Any = write_struct(cls)
        fields[name] = _converted(fields[name], tuple[item, ...])
    return _encode([write_struct(Collection)(**{FORMAT_KEY: FORMAT, **fields})])


def write_record_lines(records: Iterable[Record]) -> bytes | None:
    """Write records as JSON, one per line with its type; return None if one has unknown fields."""
    return _encode([_write_struct_of(each) for each in records])


def _write_struct_of(record: Record) -> Any:
    cls: Any = type(record)  # type checkers do not accept a class as a hashable argument
    return _converted(record, typed_struct(cls, write_struct))


def _converted(records: Any, type_: Any) -> Any:
    """Make Structs from records."""
    return msgspec.convert(records, type_, from_attributes=True)


def _encode(structs: Sequence[Struct]) -> bytes | None:
    try:
        return encoder.encode_lines(structs)
    except TypeError:  # an `Extra`
        return None
