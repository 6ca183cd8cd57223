"""Turn the errors that cattrs collects into problems, each with its JSON Pointer and a way to fix it."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Any

from attrs import fields
from cattrs import ClassValidationError, ForbiddenExtraKeysError, IterableValidationError

from nmpolicy.errors import InvalidDateError, InvalidIdError, InvalidTermError, InvalidTypeError, InvalidValueError
from nmpolicy.problems import Problem, Severity, pointer
from nmpolicy.records.collection import TABLES, Collection
from nmpolicy.records.instruments import Instrument
from nmpolicy.records.traversal import FieldPath
from nmpolicy.serialization.converter import UnreadItemsError
from nmpolicy.serialization.json_format import FORMAT_KEY, FormatError, key_of
from nmpolicy.serialization.meant_ids import ids_by_label, meant_id, value_at
from nmpolicy.serialization.parsing import record_id
from nmpolicy.serialization.problem_tally import ProblemTally
from nmpolicy.suggestions import did_you_mean
from nmpolicy.vocabulary.extra import Extra
from nmpolicy.vocabulary.synonyms import field_in_parts, field_suggestions, meant_field
from nmpolicy.vocabulary.values import describe

_CODE_OF_ID = "NMP017"
_CODE_OF: tuple[tuple[type[InvalidValueError], str], ...] = (
    (FormatError, "NMP010"),
    (InvalidTypeError, "NMP014"),
    (InvalidTermError, "NMP015"),
    (InvalidDateError, "NMP016"),
    (InvalidIdError, _CODE_OF_ID),
    (InvalidValueError, "NMP018"),
)

_KEEP = "To keep it, begin its name with x-, or read with --unknown keep"


def add_problems(tally: ProblemTally, errors: Iterable[tuple[Exception, FieldPath]], document: Any) -> None:
    """Add every problem in structuring errors, each with the path of the value in the document that it concerns.

    Exceptions that are not about the data are raised again.
    """
    named = cache(lambda: ids_by_label(document))  # few documents need it
    for error, place in (each for group, path in errors for each in _single_errors(group, path)):
        if isinstance(error, UnreadItemsError):
            tally.add_uncounted(1)
            continue
        found = len(error.extra_fields) if isinstance(error, ForbiddenExtraKeysError) else 1
        tally.add_others(max(0, found - tally.room))
        for path, code, message in islice(_explain(error, place), tally.room):
            shown = message
            if code == _CODE_OF_ID:
                shown += meant_id(value_at(document, path), {} if path[-1:] == ("id",) else named())
            tally.add([Problem(code, Severity.ERROR, pointer(path), shown, record_id(document, path))])


def _single_errors(error: Exception, path: FieldPath) -> Iterator[tuple[Exception, FieldPath]]:
    """Yield every error in a group with its path."""
    if isinstance(error, IterableValidationError):
        for inner, item in error.group_exceptions()[0]:
            yield from _single_errors(inner, (*path, item.index))
        for inner in error.group_exceptions()[1]:  # of items that are not read
            yield inner, path
    elif isinstance(error, ClassValidationError):
        with_note, without_note = error.group_exceptions()
        for inner, field in with_note:
            yield from _single_errors(inner, (*path, key_of(field.name)))
        for inner in without_note:
            yield from _single_errors(inner, path)
    else:
        yield error, path


def _explain(error: Exception, path: FieldPath) -> Iterator[tuple[FieldPath, str, str]]:
    match error:
        case ForbiddenExtraKeysError():
            known = [key_of(field.name) for field in fields(error.cl) if field.type is not Extra]
            for key in sorted(error.extra_fields):
                hint = did_you_mean(field_suggestions(key, error.cl.__name__, known))
                if table := _table_meant(key, error.cl, known):
                    hint = f"; write it in the {table!r} of the collection, with a reference between them"
                if inside := field_in_parts(key, known):
                    hint = f"; write it as {inside[1]!r} in an item of {inside[0]!r}"
                hint = hint or f". Its fields are: {', '.join(known)}. {_KEEP}"
                yield (*path, key), "NMP013", f"{error.cl.__name__} has no field {describe(key)}{hint}"
        case KeyError():
            yield path, "NMP012", "the field is missing; add it"
        case FormatError():
            yield (*path, FORMAT_KEY), "NMP010", error.reason
        case InvalidValueError():
            yield path, next(code for cls, code in _CODE_OF if isinstance(error, cls)), error.reason
        case _:
            raise error


def _table_meant(key: str, cls: type, known: Iterable[str]) -> str:
    """Return the list of the collection that an unknown key of a record means; empty if there is none."""
    if key in TABLES:
        return "" if cls is Collection else key
    is_other = issubclass(cls, Instrument) and not meant_field(key, cls.__name__, known)
    return meant_field(key, Collection.__name__, TABLES) if is_other else ""
