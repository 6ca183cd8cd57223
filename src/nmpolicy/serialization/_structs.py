"""The msgspec Structs that are derived from the record classes, to read and to write JSON fast."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, reduce
from operator import or_
from types import MappingProxyType
from typing import Annotated, Any, Literal, cast, get_args, get_origin

from attrs import NOTHING, Attribute, fields, has
from msgspec import Meta, Struct, defstruct

from nmpolicy.records.collection import TABLES, Collection
from nmpolicy.records.fields import field_type
from nmpolicy.serialization.json_format import FORMAT, FORMAT_KEY, RENAMED, TYPE_KEY, key_of, type_of
from nmpolicy.vocabulary.definitions import Term
from nmpolicy.vocabulary.extra import Extra
from nmpolicy.vocabulary.values import Between


@cache
def read_struct(cls: Any) -> type[Struct]:
    """Return the Struct that reads a class; for a collection, a whole document. It refuses unknown keys.

    >>> from msgspec import json
    >>> from nmpolicy.records.instruments import Milestone
    >>> json.decode(b'{"stage": "signed"}', type=read_struct(Milestone)).stage
    'signed'
    """
    return struct_of(cls, lambda field: shaped_like(field, _read_type(field_type(field.type)[0])))


@cache
def write_struct(cls: Any) -> type[Struct]:
    """Return the Struct that writes a class. It does not check values again, since the record did."""
    return struct_of(
        cls, lambda field: shaped_like(field, write_struct(item)) if has(item := field_type(field.type)[0]) else Any
    )


@cache
def typed_struct(cls: Any, base: Callable[[Any], type[Struct]]) -> type[Struct]:
    """Return the Struct of a record on a line of its own, which names its type."""
    return defstruct(cls.__name__, [], bases=(base(cls),), tag_field=TYPE_KEY, tag=type_of(cls))


@cache
def class_by_struct() -> Mapping[type[Struct], Any]:
    """Return the record class of each Struct that reads a line."""
    classes: Iterable[Any] = TABLES.values()
    return MappingProxyType({typed_struct(cls, read_struct): cls for cls in classes})


@cache
def any_record_struct() -> Any:
    """Return the union of the Structs that read a line."""
    return reduce(or_, cast("Iterable[Any]", class_by_struct()))


def struct_of(cls: Any, type_of_field: Callable[["Attribute[Any]"], Any]) -> type[Struct]:
    """Derive a Struct with those fields of a class that have a type here; for a collection, of a whole document."""
    made: list[Any] = [(FORMAT_KEY, Literal[FORMAT])] if cls is Collection else []
    typed = ((field, type_of_field(field)) for field in fields(cls))
    made += [
        (field.name, type_) if field.default is NOTHING else (field.name, type_, field.default)
        for field, type_ in typed
        if type_ is not None
    ]
    return defstruct(
        cls.__name__,
        made,
        rename=RENAMED,
        kw_only=True,
        forbid_unknown_fields=True,
        omit_defaults=True,
        gc=False,  # Structs are short-lived and have no reference cycles
    )


def shaped_like(field: "Attribute[Any]", item: Any) -> Any:
    """Return the annotation of a field, with another type for its items: a tuple of them, one or None, or one."""
    _, many, optional = field_type(field.type)
    return tuple[item, ...] if many else item | None if optional else item


@cache
def part_keys(cls: Any) -> Sequence[tuple[str, Any, bool]]:
    """Return the keys of a class that hold parts or records, each with its class and whether it is a list."""
    typed = ((field.name, *field_type(field.type)) for field in fields(cls))
    return [(key_of(name), item, many) for name, item, many, _ in typed if has(item)]


def _read_type(item: Any) -> Any:
    """Return the type that msgspec checks while reading. Patterns are checked later.

    A term is a `Literal`: for an enumeration, msgspec would call the Python code that explains a wrong term, and take
    every exception, even an interrupt, for a wrong term.
    """
    if get_origin(item) is Annotated:
        base, *markers = get_args(item)
        for marker in markers:
            if isinstance(marker, Between):
                base = Annotated[base, Meta(ge=marker.least, le=marker.most)]
        return base
    if item is Extra:
        return Any
    if has(item):
        return read_struct(item)
    return Literal[tuple(term.value for term in item)] if issubclass(item, Term) else item
