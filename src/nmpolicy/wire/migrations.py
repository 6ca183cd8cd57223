"""From older versions of the format to this one, a step for each version. Every reader takes this way."""

from collections.abc import Callable, Mapping
from typing import Any

from nmpolicy.errors import InvalidValueError
from nmpolicy.records.collection import TABLES
from nmpolicy.vocabulary.values import describe
from nmpolicy.wire.keys import FORMAT, FORMAT_KEY, type_of

#: Turns one object into what the next version has for it. It is given the name of the object's class in lower case,
#: `collection` for what a document says of itself, and must leave the object that it is given as it is.
Step = Callable[[str, Mapping[str, Any]], dict[str, Any]]
#: The step away from each older version. Version 1 is the first, so there is none yet.
STEPS: dict[int, Step] = {}


class FormatError(InvalidValueError):
    """A document of no known format version."""


def version_of(document: Mapping[str, Any]) -> int:
    """The version of the format that a document, or the first line of a file of lines, names.

    Raises `FormatError` where it names none, or none that can be read.
    """
    if FORMAT_KEY not in document:
        raise FormatError(f'the format version is missing; add "{FORMAT_KEY}": {FORMAT}')
    found = document[FORMAT_KEY]
    if type(found) is not int or is_foreign(document):
        newer = type(found) is int and found > FORMAT
        raise FormatError(
            f"{describe(found)} is no format version that this nmpolicy reads; "
            f"it reads {', '.join(map(str, sorted(_readable())))}{'. Install a newer nmpolicy' if newer else ''}"
        )
    return found


def is_foreign(document: Mapping[str, Any]) -> bool:
    """Whether a document names a version that cannot be read, so that nothing else can be told of it."""
    found = document.get(FORMAT_KEY)
    return type(found) is int and found not in _readable()


def _readable() -> set[int]:
    return {FORMAT, *STEPS}


def migrate(kind: str, held: Mapping[str, Any], version: int) -> dict[str, Any]:
    """An object of a version as this version has it."""
    for step in range(version, FORMAT):
        held = STEPS[step](kind, held)
    return dict(held)


def migrate_document(document: Mapping[str, Any], version: int) -> dict[str, Any]:
    """A document of a version as this version has it: first what it says of itself, then every record."""
    migrated = migrate("collection", document, version)
    if version == FORMAT:
        return migrated
    for table, cls in TABLES.items():
        if isinstance(held := migrated.get(table), list):
            migrated[table] = [
                migrate(type_of(cls), each, version) if isinstance(each, dict) else each for each in held
            ]
    return migrated
