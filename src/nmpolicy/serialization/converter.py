"""The cattrs converter: records to plain data and back, strictly.

Like the constructors, it takes the type of each field from its annotation. Unlike them, it accepts only lists for lists
and ids for references, and it refuses unknown keys. It adds hooks for nmpolicy's classes alone, so a caller's converter
handles all other classes as before.
"""

import json
from collections.abc import Callable, Container, Mapping
from functools import cache
from typing import Any, TypeVar

from attrs import NOTHING, evolve, fields
from cattrs import (
    AttributeValidationNote,
    BaseValidationError,
    ClassValidationError,
    Converter,
    IterableValidationError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from nmpolicy.errors import InvalidTypeError, InvalidValueError
from nmpolicy.problems import MAX_PROBLEMS
from nmpolicy.records.base import Note
from nmpolicy.records.collection import PARTS, TABLES, Collection
from nmpolicy.records.fields import field_type
from nmpolicy.records.instruments import LegalBasis
from nmpolicy.records.provisions import Deadline
from nmpolicy.serialization.json_format import (
    FORMAT,
    FORMAT_KEY,
    FormatError,
    Unknown,
    check_format,
    check_unknown,
    has_other_format,
    key_of,
    whole,
)
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.definitions import Term
from nmpolicy.vocabulary.extra import OWN_PREFIX, Extra, to_builtins
from nmpolicy.vocabulary.values import check_text, describe, value_check

C = TypeVar("C", bound=Converter)
_SHOWN = 60  # the most characters of a text that a message repeats


def make_converter(*, unknown: Unknown = "refuse") -> Converter:
    """Return a cattrs converter for every class of nmpolicy.

    >>> from nmpolicy.records.actors import Person
    >>> converter = make_converter()
    >>> converter.unstructure(Person(id="tim-keller", name="Tim Keller"))
    {'id': 'tim-keller', 'name': 'Tim Keller'}
    >>> converter.structure({"id": "tim-keller"}, Person)
    <Person tim-keller>

    Unknown fields are refused, or kept in `extra` with `unknown="keep"`. Keys that begin with `x-` are always kept.
    A converter always writes what is in `extra`.

    Raises the exceptions of cattrs, which hold every problem inside an object, and `InvalidTypeError` for a value that
    is not an object. `loads` turns both into an `InvalidDocumentError`.

    .. versionadded:: 0.1
    """
    return configure_converter(Converter(), unknown=unknown)


def configure_converter(converter: C, *, unknown: Unknown = "refuse") -> C:
    """Add the classes of nmpolicy to a cattrs converter, change nothing else in it, and return it.

    >>> from cattrs import Converter
    >>> from nmpolicy.records.actors import Post
    >>> configure_converter(Converter()).structure({"id": "mayor", "name": "Mayor"}, Post)
    <Post mayor>

    .. versionadded:: 0.1
    """
    keep = check_unknown(unknown) == "keep"
    converter.register_structure_hook_factory(_has_hooks, lambda cls: _structure_hook(cls, converter, keep=keep))
    converter.register_unstructure_hook_factory(_has_hooks, lambda cls: _unstructure_hook(cls, converter))
    return converter


@cache
def shared_converter(unknown: Unknown) -> Converter:
    """Return the converter that `loads`, `dumps` and the file functions share."""
    return make_converter(unknown=unknown)


class UnreadItemsError(InvalidValueError):
    """A list has so many errors that its last items are not read.

    Fix the errors that are listed, and read the document again.

    .. versionadded:: 0.1
    """


_CLASSES = {*TABLES.values(), *PARTS, Collection}
_OMITTED = override(omit=True)
#: The field that holds the text of a part that someone wrote as a text alone.
_TEXT_FIELDS: Mapping[type, tuple[str, ...]] = {Note: ("text",), LegalBasis: ("citation",)}


def _has_hooks(cls: Any) -> bool:
    return cls in _CLASSES


def _structure_hook(cls: type, converter: Converter, *, keep: bool) -> Callable[[Any, Any], Any]:
    hooks: dict[str, Any] = {
        field.name: override(struct_hook=_reader(field.type, converter), rename=key_of(field.name))
        for field in fields(cls)
        if field.type is not Extra
    }
    read: Callable[[Any, Any], Any] = make_dict_structure_fn(
        cls, converter, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=True, extra=_OMITTED, **hooks
    )
    known = set(map(key_of, hooks))
    if cls is Deadline:
        read = _with_missing_start(read)

    def structure(value: Any, _type: Any) -> Any:
        if not isinstance(value, dict):
            raise InvalidTypeError(f"expected an object, not {describe(value)}{_advice(value, cls)}")
        kept = {key: item for key, item in value.items() if key not in known and (keep or _is_own(key))}
        if not kept:
            return read(value, cls)
        made: Any = None
        extra, errors = _split_unknown(kept)
        try:
            made = read({key: item for key, item in value.items() if key not in kept}, cls)
        except ClassValidationError as error:
            errors += error.exceptions
        if errors:
            raise _group(errors, cls)
        return evolve(made, extra=extra)

    return _document_reader(structure) if cls is Collection else structure


def _is_own(key: object) -> bool:
    return isinstance(key, str) and key.startswith(OWN_PREFIX)


def _with_missing_start(read: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """Report a period without a start even if another field is invalid, so that its constructor never runs."""

    def read_deadline(value: Any, cls: Any) -> Any:
        try:
            return read(value, cls)
        except ClassValidationError as error:
            with_field, _ = error.group_exceptions()
            if not with_field or "within" not in value or {"after", "after_record"} & value.keys():
                raise
            missing = InvalidValueError("within also needs after or after_record, from which the period runs")
            raise _group([*error.exceptions, missing], cls) from None

    return read_deadline


def _advice(value: object, cls: Any, form: str = "{}") -> str:
    """Return the end of a message about a text in place of a record or a part, such as a note."""
    if not isinstance(value, str) or cls is Collection or cls not in _CLASSES:
        return ""
    names = [field.name for field in fields(cls) if field.default is NOTHING] or _TEXT_FIELDS.get(cls, ())
    text = json.dumps(value, ensure_ascii=False) if (*names,) == _TEXT_FIELDS.get(cls) and len(value) <= _SHOWN else "…"
    written = ", ".join(f'"{key_of(name)}": {text}' for name in names)
    return f"; write {form.format(f'{{{written}}}')}" if written else ""


def _list_advice(value: object, item: Any) -> str:
    """Return the end of a message about a single value in place of a list."""
    if isinstance(value, dict):
        return "; put it in a list: [{…}]"
    if isinstance(value, str) and value_check(item):
        return f"; write [{json.dumps(value, ensure_ascii=False)}]" if len(value) <= _SHOWN else "; put it in brackets"
    return _advice(value, item, "[{}]")


def _group(errors: list[Exception], cls: type) -> ClassValidationError:
    message = f"While structuring {cls.__name__}"
    return ClassValidationError(message, errors, cls)  # pyright: ignore[reportCallIssue]  # it takes three arguments


def _split_unknown(unknown: dict[str, Any]) -> tuple[dict[str, Any], list[Exception]]:
    """Return the unknown fields that `extra` can hold, and the errors of the others, each with its key."""
    kept: dict[str, Any] = {}
    errors: list[Exception] = []
    for key, value in unknown.items():
        try:
            kept.update(Extra({key: value}))
        except InvalidValueError as error:
            error.__notes__ = [AttributeValidationNote(f"Structuring unknown field {key!r}", key, None)]
            errors.append(error)
    return kept, errors


def _reader(annotation: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    item, many, optional = field_type(annotation)
    one = _item_reader(item, converter)
    if many:
        return lambda value, _type: _read_list(value, one, annotation)
    if optional:
        return lambda value, _type: None if value is None else one(value)
    return lambda value, _type: one(value)


def _item_reader(item: Any, converter: Converter) -> Callable[[Any], Any]:
    check = value_check(item)
    if check is None:
        hook = converter.get_structure_hook(item)
        return lambda value: hook(value, item)
    if isinstance(item, type) and issubclass(item, Term | PartialDate):
        return lambda value: check(check_text(value))  # otherwise a `datetime.date`, as YAML makes it, would pass
    if getattr(item, "__origin__", item) is int:
        return lambda value: check(whole(value))
    return check


def _read_list(values: Any, one: Callable[[Any], Any], annotation: Any) -> list[Any]:
    if not isinstance(values, list | tuple):
        advice = _list_advice(values, field_type(annotation)[0])
        raise InvalidTypeError(f"expected a list, not {describe(values)}{advice}")
    read: list[Any] = []
    errors: list[Exception] = []
    count = 0
    for index, value in enumerate(values):
        if count >= MAX_PROBLEMS:
            errors.append(UnreadItemsError(f"the other {len(values) - index:,} items are not read"))
            break
        try:
            read.append(one(value))
        except Exception as error:  # noqa: BLE001  # like cattrs, collect every error in the list
            note = IterableValidationNote(f"Structuring {annotation} @ index {index}", index, annotation)
            error.__notes__ = [*getattr(error, "__notes__", []), note]
            errors.append(error)
            count += _count(error)
    if errors:
        message = f"While structuring {annotation}"
        raise IterableValidationError(message, errors, annotation)  # pyright: ignore[reportCallIssue]  # as above
    return read


def _count(error: Exception) -> int:
    """Return the number of single errors in an error."""
    return sum(map(_count, error.exceptions)) if isinstance(error, BaseValidationError) else 1


def _document_reader(read: Callable[[Any, Any], Collection]) -> Callable[[Any, Any], Collection]:
    """Read a document: a collection and its format version."""

    def structure(value: Any, cls: Any) -> Collection:
        errors: list[Exception] = []
        collection = None
        if isinstance(value, dict):
            try:
                check_format(value)
            except FormatError as error:
                errors.append(error)
                if has_other_format(value):
                    raise _group(errors, Collection) from None
            value = {key: item for key, item in value.items() if key != FORMAT_KEY}
        try:
            collection = read(value, cls)
        except ClassValidationError as error:
            errors += error.exceptions
        if collection is None or errors:
            raise _group(errors, Collection)
        return collection

    return structure


def _unstructure_hook(cls: type, converter: Converter) -> Callable[[Any], Any]:
    hooks: dict[str, Any] = {
        field.name: override(unstruct_hook=_writer(field.type, converter), rename=key_of(field.name))
        for field in fields(cls)
        if field.type is not Extra
    }
    write: Callable[[Any], dict[str, Any]] = make_dict_unstructure_fn(
        cls, converter, _cattrs_omit_if_default=True, extra=_OMITTED, **hooks
    )
    keys = [key_of(name) for name in hooks]

    def unstructure(value: Any) -> dict[str, Any]:
        written = write(value)  # required fields come first here, and are put back in the order of the class below
        own = {FORMAT_KEY: FORMAT} if cls is Collection else {}
        return _with_extra(own | {key: written[key] for key in keys if key in written}, value.extra, keys)

    return unstructure


def _with_extra(own: dict[str, Any], extra: Extra, known: Container[str]) -> dict[str, Any]:
    """Add the unknown fields to the known ones. Raises `InvalidValueError` if both have the same key."""
    for key in extra:
        if key in known or key in own:
            raise InvalidValueError(f"extra has the key {key!r}, which belongs to a field; remove it from extra")
    unknown: dict[str, Any] = to_builtins(extra)
    return own | unknown


def _writer(annotation: Any, converter: Converter) -> Callable[[Any], Any]:
    item, many, _ = field_type(annotation)
    one = _plain if value_check(item) else converter.unstructure
    return (lambda values: [one(value) for value in values]) if many else one


def _plain(value: Any) -> Any:
    """Turn terms and dates into plain text."""
    return str.__str__(value) if isinstance(value, str) else value
