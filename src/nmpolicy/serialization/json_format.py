"""The format of JSON files: its version, the keys that are not fields, and the type names of JSON Lines."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal, TypeAlias, cast, get_args

from nmpolicy.errors import InvalidValueError
from nmpolicy.records.base import Record
from nmpolicy.records.collection import TABLES
from nmpolicy.vocabulary.values import describe

#: How to handle unknown fields: refuse the document, or keep them in `extra`.
Unknown: TypeAlias = Literal["refuse", "keep"]
#: The format version that this library reads and writes.
FORMAT = 1
#: The key of the format version.
FORMAT_KEY = "nmpolicy"
#: The key, on a line of JSON Lines, that names the class of the record.
TYPE_KEY = "type"
#: What some programs write before a text in UTF-8.
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
#: Fields whose JSON key is not their name.
RENAMED: Mapping[str, str] = MappingProxyType({"schema": "$schema"})


class FormatError(InvalidValueError):
    """The format version of a document is missing or unknown.

    A newer version needs a newer nmpolicy. `nmpolicy validate` reports the error as NMP010.

    .. versionadded:: 0.1
    """


def check_format(document: Mapping[str, Any]) -> None:
    """Raise a `FormatError` unless a document, or the first line of JSON Lines, has a format version we read."""
    if FORMAT_KEY not in document:
        raise FormatError(f'the format version is missing; add "{FORMAT_KEY}": {FORMAT}')
    found = whole(document[FORMAT_KEY])
    if type(found) is not int or found != FORMAT:
        newer = ". Install a newer nmpolicy" if type(found) is int and found > FORMAT else ""
        raise FormatError(
            f"{describe(found)} is not a format version that this nmpolicy reads; it reads {FORMAT}{newer}"
        )


def whole(value: Any) -> Any:
    """Return a whole number that is written with a fraction or an exponent as an `int`, and any other value unchanged.

    JSON Schema and most JSON readers do not tell 1.0 from 1.

    >>> whole(1.0), whole(1.5), whole("1.0")
    (1, 1.5, '1.0')
    """
    return int(value) if type(value) is float and value.is_integer() else value


def has_other_format(document: Mapping[str, Any]) -> bool:
    """Return whether a document has another format version. Its other problems would then be meaningless."""
    found = whole(document.get(FORMAT_KEY))
    return type(found) is int and found != FORMAT


def type_of(cls: type) -> str:
    """Return the type name of a record class in JSON Lines.

    >>> type_of(TABLES["orders"])
    'order'
    """
    return cls.__name__.lower()


#: The record class of each type name.
TYPES: Mapping[str, type[Record]] = MappingProxyType({type_of(cls): cls for cls in TABLES.values()})


def key_of(field: str) -> str:
    """Return the JSON key of a field.

    >>> key_of("title"), key_of("schema")
    ('title', '$schema')
    """
    return RENAMED.get(field, field)


def check_unknown(unknown: object) -> Unknown:
    """Return the choice. Raises `InvalidValueError` for anything but 'refuse' and 'keep'."""
    for choice in get_args(Unknown):
        if unknown == choice:
            return cast("Unknown", choice)
    raise InvalidValueError(f"unknown is either 'refuse' or 'keep', not {describe(unknown)}")
