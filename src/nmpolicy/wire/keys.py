"""The JSON keys that are not fields, and the names that records go by."""

from collections.abc import Mapping
from types import MappingProxyType

from nmpolicy.records.base import Record
from nmpolicy.records.collection import TABLES

#: The version of the format that this library writes. It reads the older ones too.
FORMAT = 1
#: The key of a document that holds the version of its format.
FORMAT_KEY = "nmpolicy"
#: The key of a record on a line of its own that holds the name of its class.
TYPE_KEY = "type"
#: The fields whose keys are not their names.
RENAMED: Mapping[str, str] = MappingProxyType({"schema": "$schema"})


def type_of(cls: type) -> str:
    """What a record on a line of its own calls its class.

    >>> type_of(TABLES["orders"])
    'order'
    """
    return cls.__name__.lower()


#: The class of each type of line.
TYPES: Mapping[str, type[Record]] = MappingProxyType({type_of(cls): cls for cls in TABLES.values()})


def key_of(field: str) -> str:
    """The key of a field.

    >>> key_of("title"), key_of("schema")
    ('title', '$schema')
    """
    return RENAMED.get(field, field)
