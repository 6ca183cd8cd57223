"""What a record's constructor takes: what people write, turned into exactly what the field's annotation says.

The annotation is the one declaration. A `converter` beside it only widens what the constructor accepts, and so what
a type checker lets through; `check_annotations`, the field transformer of every record, adds the check that the annotation asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from inspect import get_annotations
from types import NoneType, UnionType
from typing import Any, Protocol, TypeVar, Union, cast, get_args, get_origin

from attrs import Attribute, Converter

from nmpolicy.errors import InvalidTypeError, InvalidValueError
from nmpolicy.vocabulary.extra import Extra
from nmpolicy.vocabulary.values import describe, scalar

T = TypeVar("T")
#: Where the common fields stand, so that a reader of the JSON meets what a record is first, and its proof last.
_RANK = {
    name: rank
    for rank, name in enumerate(["schema", "id", "kind", "", "aliases", "notes", "evidence", "suppressions", "extra"])
}


class Identified(Protocol):
    """Anything with an id: a record, where its id is wanted."""

    @property
    def id(self) -> str:
        """The id that a reference holds."""
        ...


def ref(value: str | Identified) -> str:
    """An id, or a record for its id."""
    if isinstance(value, str):
        return value
    if not hasattr(value, "id"):
        raise InvalidTypeError(f"expected an id or a record, not {describe(value)}")
    return value.id


def refs(value: Iterable[str | Identified]) -> tuple[str, ...]:
    """Ids or records, as ids."""
    return tuple(map(ref, as_tuple(value)))


def unknown_fields(value: Mapping[str, object]) -> Extra:
    """Any mapping of what JSON can hold."""
    if not isinstance(value, Mapping):
        raise InvalidTypeError(f"expected a mapping, not {describe(value)}")
    return value if isinstance(value, Extra) else Extra(value)


def as_tuple(value: Iterable[T]) -> tuple[T, ...]:
    """Any iterable as a tuple, a set sorted; but never a lone text, whose letters it would take for the items."""
    if isinstance(value, str | bytes):
        raise InvalidTypeError(f"expected a list, not {describe(value)}; put it in brackets")
    if not isinstance(value, Iterable) or isinstance(value, Mapping):
        raise InvalidTypeError(f"expected a list, not {describe(value)}")
    if isinstance(value, AbstractSet):  # it has no order of its own, and JSON should not change with the weather
        return tuple(sorted(value, key=str))
    return tuple(value)


def field_type(annotation: Any) -> tuple[Any, bool, bool]:
    """The type of a field's items, whether there can be many, and whether it can be None.

    >>> field_type(tuple[str, ...]), field_type(int | None)
    ((<class 'str'>, True, False), (<class 'int'>, False, True))
    """
    if get_origin(annotation) is tuple:
        return get_args(annotation)[0], True, False
    if get_origin(annotation) in (Union, UnionType):
        (item,) = (argument for argument in get_args(annotation) if argument is not NoneType)
        return item, False, True
    return annotation, False, False


def check_annotations(cls: type, fields: list[Attribute[Any]]) -> list[Attribute[Any]]:
    """Give every new field the check of its annotation, and put the common fields in their places."""
    own = get_annotations(cls)
    all_checked = (field.evolve(converter=_converter(field)) if field.name in own else field for field in fields)
    return sorted(all_checked, key=lambda field: _RANK.get(field.name, _RANK[""]))


def _converter(field: Attribute[Any]) -> Converter[Any, Any]:
    widen = cast("Callable[[Any], Any] | None", field.converter)
    if get_origin(widen) is tuple:  # says to a type checker what the annotation says at run time
        widen = None
    check, name = _check(field.type), field.name

    def convert(value: Any, record: object) -> Any:
        try:
            return check(value if widen is None else widen(value))
        except InvalidValueError as error:
            raise error.at(f"{type(record).__name__}.{name}") from error.__cause__

    convert.__annotations__["value"] = field.type  # what `help()` shows
    return Converter(convert, takes_self=True)


def _check(annotation: Any) -> Callable[[Any], Any]:
    item, many, optional = field_type(annotation)
    one = scalar(item) or _instance(item)
    if many:
        return lambda value: tuple(map(one, as_tuple(value)))
    if optional:
        return lambda value: None if value is None else one(value)
    return one


def _instance(cls: type) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if type(value) is not cls:
            raise InvalidTypeError(f"expected {cls.__name__}, not {describe(value)}")
        return value

    return check
