"""The cattrs converter: records to plain data and back, strictly.

What a field may hold is read from its annotation, as the constructors do. Here a list must be a list, a reference
must be an id, and no key may be unknown. Only nmpolicy's own classes get hooks, so that a caller's converter treats
the caller's own classes as before.
"""

from collections.abc import Callable, Container
from functools import cache
from typing import Any, TypeVar

from attrs import evolve, fields
from cattrs import (
    AttributeValidationNote,
    ClassValidationError,
    Converter,
    IterableValidationError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from nmpolicy.errors import InvalidTypeError, InvalidValueError
from nmpolicy.records.collection import PARTS, TABLES, Collection
from nmpolicy.records.fields import field_type
from nmpolicy.serialization.documents import Unknown, check_unknown
from nmpolicy.serialization.keys import FORMAT, FORMAT_KEY, FormatError, check_format, has_other_format, key_of
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.extra import Extra, to_builtins
from nmpolicy.vocabulary.terms import Term
from nmpolicy.vocabulary.values import check_text, describe, value_check

C = TypeVar("C", bound=Converter)


def make_converter(*, unknown: Unknown = "refuse") -> Converter:
    """A cattrs converter for every class of nmpolicy.

    >>> from nmpolicy.records.actors import Person
    >>> converter = make_converter()
    >>> converter.unstructure(Person(id="tim-keller", name="Tim Keller"))
    {'id': 'tim-keller', 'name': 'Tim Keller'}
    >>> converter.structure({"id": "tim-keller"}, Person)
    <Person tim-keller>

    An unknown field is refused, or, with `unknown="keep"`, kept in `extra`; what is in `extra` is always written.

    What is wrong inside an object, it refuses with the exceptions of cattrs, which hold every fault at once, and a value
    that is no object with an `InvalidTypeError`; `loads` turns both into an `InvalidDocumentError`.

    .. versionadded:: 0.1
    """
    return configure_converter(Converter(), unknown=unknown)


def configure_converter(converter: C, *, unknown: Unknown = "refuse") -> C:
    """Teach a caller's own cattrs converter the classes of nmpolicy, and nothing else. Answers with the same converter.

    >>> from cattrs import Converter
    >>> from nmpolicy.records.actors import Post
    >>> configure_converter(Converter()).structure({"id": "mayor", "name": "Mayor"}, Post)
    <Post mayor>

    .. versionadded:: 0.1
    """
    keep = check_unknown(unknown) == "keep"
    converter.register_structure_hook_factory(_is_ours, lambda cls: _structure_hook(cls, converter, keep=keep))
    converter.register_unstructure_hook_factory(_is_ours, lambda cls: _unstructure_hook(cls, converter))
    return converter


@cache
def shared_converter(unknown: Unknown) -> Converter:
    """The converter that the readers and writers of files share."""
    return make_converter(unknown=unknown)


_OURS = {*TABLES.values(), *PARTS, Collection}


_NO_KEY = override(omit=True)


def _is_ours(cls: Any) -> bool:
    return cls in _OURS


def _structure_hook(cls: type, converter: Converter, *, keep: bool) -> Callable[[Any, Any], Any]:
    hooks: dict[str, Any] = {
        field.name: override(struct_hook=_reader(field.type, converter), rename=key_of(field.name))
        for field in fields(cls)
        if field.type is not Extra
    }
    read: Callable[[Any, Any], Any] = make_dict_structure_fn(
        cls, converter, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=True, extra=_NO_KEY, **hooks
    )
    known = set(map(key_of, hooks))

    def structure(value: Any, _type: Any) -> Any:
        if not isinstance(value, dict):
            raise InvalidTypeError(f"expected an object, not {describe(value)}")
        if not keep or known.issuperset(value):
            return read(value, cls)
        made: Any = None
        extra, faults = _kept({key: held for key, held in value.items() if key not in known})
        try:
            made = read({key: held for key, held in value.items() if key in known}, cls)
        except ClassValidationError as error:
            faults += error.exceptions
        if faults:
            raise ClassValidationError(f"While structuring {cls.__name__}", faults, cls)  # pyright: ignore[reportCallIssue]  # it has three
        return evolve(made, extra=extra)

    return _enveloped(structure) if cls is Collection else structure


def _kept(unknown: dict[str, Any]) -> tuple[dict[str, Any], list[Exception]]:
    """The unknown fields that can be kept, and the faults of the others, each with its key."""
    kept: dict[str, Any] = {}
    faults: list[Exception] = []
    for key, held in unknown.items():
        try:
            kept.update(Extra({key: held}))
        except InvalidValueError as error:
            error.__notes__ = [AttributeValidationNote(f"Structuring unknown field {key!r}", key, None)]
            faults.append(error)
    return kept, faults


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
        return lambda value: check(check_text(value))  # else a `datetime.date` from another format would pass as text
    return check


def _read_list(values: Any, one: Callable[[Any], Any], annotation: Any) -> list[Any]:
    if not isinstance(values, list | tuple):
        raise InvalidTypeError(f"expected a list, not {describe(values)}")
    read, errors = [], []
    for index, value in enumerate(values):
        try:
            read.append(one(value))
        except Exception as error:  # noqa: BLE001  # as cattrs does: every fault of a list is reported
            note = IterableValidationNote(f"Structuring {annotation} @ index {index}", index, annotation)
            error.__notes__ = [*getattr(error, "__notes__", []), note]
            errors.append(error)
    if errors:
        raise IterableValidationError(f"While structuring {annotation}", errors, annotation)  # pyright: ignore[reportCallIssue]  # it has three
    return read


def _enveloped(read: Callable[[Any, Any], Collection]) -> Callable[[Any, Any], Collection]:
    """Reads a document: a collection beside the version of its format."""

    def structure(value: Any, cls: Any) -> Collection:
        faults: list[Exception] = []
        collection = None
        if isinstance(value, dict):
            try:
                check_format(value)
            except FormatError as error:
                faults.append(error)
                if has_other_format(value):
                    raise ClassValidationError("While structuring Collection", faults, Collection) from None  # pyright: ignore[reportCallIssue]  # it has three
            value = {key: held for key, held in value.items() if key != FORMAT_KEY}
        try:
            collection = read(value, cls)
        except ClassValidationError as error:
            faults += error.exceptions
        if collection is None or faults:
            raise ClassValidationError("While structuring Collection", faults, Collection)  # pyright: ignore[reportCallIssue]  # it has three
        return collection

    return structure


def _unstructure_hook(cls: type, converter: Converter) -> Callable[[Any], Any]:
    hooks: dict[str, Any] = {
        field.name: override(unstruct_hook=_writer(field.type, converter), rename=key_of(field.name))
        for field in fields(cls)
        if field.type is not Extra
    }
    write: Callable[[Any], dict[str, Any]] = make_dict_unstructure_fn(
        cls, converter, _cattrs_omit_if_default=True, extra=_NO_KEY, **hooks
    )
    keys = [key_of(name) for name in hooks]

    def unstructure(value: Any) -> dict[str, Any]:
        held = write(value)  # what has no default first
        own = {FORMAT_KEY: FORMAT} if cls is Collection else {}
        return joined(own | {key: held[key] for key in keys if key in held}, value.extra, keys)

    return unstructure


def joined(own: dict[str, Any], extra: Extra, known: Container[str]) -> dict[str, Any]:
    """An object of its own keys and the unknown ones. Raises `InvalidValueError` where a key would stand twice."""
    for key in extra:
        if key in known or key in own:
            raise InvalidValueError(f"extra holds {key!r}, which is a key of its own; take it out")
    unknown: dict[str, Any] = to_builtins(extra)
    return own | unknown


def _writer(annotation: Any, converter: Converter) -> Callable[[Any], Any]:
    item, many, _ = field_type(annotation)
    one = _plain if value_check(item) else converter.unstructure
    return (lambda values: [one(value) for value in values]) if many else one


def _plain(value: Any) -> Any:
    """Terms and dates as bare text."""
    return str.__str__(value) if isinstance(value, str) else value
