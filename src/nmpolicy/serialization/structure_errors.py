"""What a reader refused, as problems: the faults that cattrs collected, each with its place and its repair."""

from collections.abc import Iterator
from typing import Any

from attrs import fields
from cattrs import ClassValidationError, ForbiddenExtraKeysError, IterableValidationError

from nmpolicy.errors import (
    InvalidDateError,
    InvalidIdError,
    InvalidTermError,
    InvalidTypeError,
    InvalidValueError,
    closest_matches,
    did_you_mean,
)
from nmpolicy.problems import Problem, Severity, pointer
from nmpolicy.serialization.keys import FORMAT_KEY, FormatError, key_of
from nmpolicy.vocabulary.extra import Extra

#: What can be wrong with a document before any rule looks at it.
CODES = {
    "NMP001": "The file cannot be read.",
    "NMP002": "The text is not UTF-8.",
    "NMP003": "The text is not JSON.",
    "NMP004": "The text is nested too deeply.",
    "NMP005": "A line of JSON Lines is too long.",
    "NMP010": "The format version is missing or unknown.",
    "NMP011": "A key stands twice in one object.",
    "NMP012": "A required field is missing.",
    "NMP013": "A field is unknown.",
    "NMP014": "A value is of the wrong type.",
    "NMP015": "A value is outside its vocabulary.",
    "NMP016": "A date is impossible or not in the notation of dates.",
    "NMP017": "An id or a reference is not a slug.",
    "NMP018": "A value is not of the form that its field asks for.",
}

_CODE_OF: tuple[tuple[type[InvalidValueError], str], ...] = (
    (FormatError, "NMP010"),
    (InvalidTypeError, "NMP014"),
    (InvalidTermError, "NMP015"),
    (InvalidDateError, "NMP016"),
    (InvalidIdError, "NMP017"),
    (InvalidValueError, "NMP018"),
)
Path = tuple[str | int, ...]


def problems_of(error: Exception, document: Any) -> list[Problem]:
    """Every fault that a structuring error holds, in a document or in one record."""
    return [
        Problem(code, Severity.ERROR, pointer(path), message, record_id(document, path))
        for path, code, message in _faults(error, ())
    ]


def record_id(document: Any, path: Path) -> str | None:
    """The id of the record that a place of a document lies in, where it can be told."""
    try:
        id = document[path[0]][path[1]]["id"]
    except (KeyError, IndexError, TypeError):
        return None
    return id if isinstance(id, str) else None


def _faults(error: Exception, path: Path) -> Iterator[tuple[Path, str, str]]:
    if isinstance(error, IterableValidationError):
        for fault, note in error.group_exceptions()[0]:
            yield from _faults(fault, (*path, note.index))
    elif isinstance(error, ClassValidationError):
        noted, bare = error.group_exceptions()
        for fault, name in noted:
            yield from _faults(fault, (*path, key_of(name.name)))
        for fault in bare:
            yield from _faults(fault, path)
    else:
        yield from _fault(error, path)


def _fault(error: Exception, path: Path) -> Iterator[tuple[Path, str, str]]:
    match error:
        case ForbiddenExtraKeysError():
            known = [key_of(field.name) for field in fields(error.cl) if field.type is not Extra]
            for key in sorted(error.extra_fields):
                hint = did_you_mean(closest_matches(key, known)) or f". Known: {', '.join(known)}"
                yield (*path, key), "NMP013", f"{error.cl.__name__} has no field {key[:60]!r}{hint}"
        case KeyError():
            yield path, "NMP012", "the field is missing; add it"
        case FormatError():
            yield (*path, FORMAT_KEY), "NMP010", error.reason
        case InvalidValueError():
            yield path, next(code for kind, code in _CODE_OF if isinstance(error, kind)), error.reason
        case _:
            raise error
