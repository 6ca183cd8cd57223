"""Field declarations: the converters of record fields, and the checks that their annotations ask for.

The annotation of a field declares what it holds. A `converter` only widens what the constructor accepts, and what a
type checker therefore allows. `check_annotations`, the field transformer of every record class, adds the check of the
annotation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from inspect import get_annotations
from types import GenericAlias, NoneType, UnionType
from typing import Annotated, Any, Protocol, Union, cast, get_args, get_origin

from attrs import Attribute, Converter, fields_dict

from nmpolicy.errors import InvalidTypeError, InvalidValueError
from nmpolicy.vocabulary.date_values import DateLike
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.definitions import Term
from nmpolicy.vocabulary.extra import Extra
from nmpolicy.vocabulary.references import Ref
from nmpolicy.vocabulary.values import as_tuple, describe, value_check

#: The order of the common fields in JSON: identity first, evidence and bookkeeping last. "" stands for all others.
_ORDER = {
    name: position
    for position, name in enumerate(
        ["schema", "id", "kind", "", "aliases", "identifiers", "notes", "evidence", "suppressions", "extra"]
    )
}


class HasId(Protocol):
    """Any object with an id, such as a record that is passed in place of its id."""

    @property
    def id(self) -> str:
        """The id that a reference to the object holds."""
        ...


def to_id(value: str | HasId) -> str:
    """Convert a record to its id; return an id unchanged."""
    if isinstance(value, str):
        return value
    if not hasattr(value, "id"):
        raise InvalidTypeError(f"expected an id or a record, not {describe(value)}")
    return value.id


def to_optional_id(value: str | HasId | None) -> str | None:
    """Convert a record to its id; return an id or None unchanged."""
    return None if value is None else to_id(value)


def to_ids(value: Iterable[str | HasId]) -> tuple[str, ...]:
    """Convert an iterable of records and ids to ids."""
    return tuple(map(to_id, as_tuple(value)))


def to_optional_date(value: DateLike | None) -> PartialDate | None:
    """Convert what a partial date can be made from; return None unchanged."""
    return None if value is None else PartialDate(value)


def to_extra(value: Mapping[str, object]) -> Extra:
    """Freeze a mapping of JSON values."""
    if not isinstance(value, Mapping):
        raise InvalidTypeError(f"expected a mapping, not {describe(value)}")
    return value if isinstance(value, Extra) else Extra(value)


def field_type(annotation: Any) -> tuple[Any, bool, bool]:
    """Return the type of a field's items, whether it holds many, and whether it can be None.

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
    """Add the check of its annotation to every field that the class defines, and sort the common fields."""
    own = get_annotations(cls)
    checked = (_checked(field) if field.name in own else field for field in fields)
    return sorted(checked, key=lambda field: _ORDER.get(field.name, _ORDER[""]))


def _checked(field: Attribute[Any]) -> Attribute[Any]:
    annotation: Any = field.type  # `cache` takes what is hashable, and type checkers doubt that a type is
    return field.evolve(converter=_converter(annotation, field.converter))


def _check_names(extra: Extra, cls: type) -> None:
    """Raise an `InvalidValueError` if `extra` has the name of a field of the class, whose value it could contradict."""
    for name in extra:
        if name != "extra" and name in fields_dict(cls):
            raise InvalidValueError(f"it has the key {name!r}, which belongs to a field; set the field instead")


@cache  # many fields are declared alike, and attrs inspects the signature of each converter
def _converter(annotation: Any, declared: Any) -> Converter[Any, Any]:
    # A tuple only tells a type checker that any iterable is accepted.
    widen = None if get_origin(declared) is tuple else cast("Callable[[Any], Any] | None", declared)
    check = _check(annotation)

    def convert(value: Any, record: object, field: Attribute[Any]) -> Any:
        try:
            checked = check(value if widen is None else widen(value))
            if annotation is Extra and checked:
                _check_names(checked, type(record))
        except InvalidValueError as error:
            raise error.at(f"{type(record).__name__}.{field.name}") from error.__cause__
        return checked

    convert.__annotations__["value"] = _accepted(annotation)  # attrs shows it in the signature of the constructor
    return Converter(convert, takes_self=True, takes_field=True)


def _check(annotation: Any) -> Callable[[Any], Any]:
    item, many, optional = field_type(annotation)
    check = value_check(item) or _instance_check(item)
    if many:
        return lambda value: tuple(map(check, as_tuple(value)))
    if optional:
        return lambda value: None if value is None else check(value)
    return check


def _instance_check(cls: type) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if type(value) is not cls:
            raise InvalidTypeError(f"expected {cls.__name__}, not {describe(value)}")
        return value

    return check


def _accepted(annotation: Any) -> Any:
    """Return what the constructor accepts for a field, without constraints, so that `help()` stays readable."""
    accepted, many, optional = field_type(annotation)
    if get_origin(accepted) is Annotated:
        base, *markers = get_args(accepted)
        accepted = base | HasId if any(isinstance(marker, Ref) for marker in markers) else base
    elif accepted is Extra:
        accepted = Mapping[str, object]
    elif issubclass(accepted, Term | PartialDate):
        accepted |= str
    if many:
        return GenericAlias(Iterable, accepted)
    return accepted | None if optional else accepted
