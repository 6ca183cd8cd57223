"""The twins of each class: msgspec Structs, derived from it, that are read and written at the speed of C.

They have the fields of their class. The one that is read has their types too; what msgspec cannot check as it reads,
`strict` checks afterwards. The one that is written takes what records hold as it is.
"""

from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin

from attrs import NOTHING, Attribute, fields, has
from msgspec import Meta, Struct, defstruct

from nmpolicy.records.collection import Collection
from nmpolicy.records.fields import parts
from nmpolicy.vocabulary.extra import Extra
from nmpolicy.vocabulary.values import Between
from nmpolicy.wire.keys import FORMAT, FORMAT_KEY, RENAMED, TYPE_KEY, type_of


@cache
def read_twin(cls: Any) -> type[Struct]:
    """The Struct that a class is read by; of a collection, that of a document. It refuses unknown keys.

    >>> from msgspec import json
    >>> from nmpolicy.records.instruments import Milestone
    >>> json.decode(b'{"stage": "signed"}', type=read_twin(Milestone)).stage
    <Stage.SIGNED: 'signed'>
    """
    return derive(cls, lambda field: shaped(field, _bare(parts(field.type)[0])))


@cache
def written_twin(cls: Any) -> type[Struct]:
    """The Struct that a class is written by: its types are right already, and not looked at again."""
    return derive(cls, lambda field: shaped(field, written_twin(item)) if has(item := parts(field.type)[0]) else Any)


@cache
def tagged(cls: Any, way: Callable[[Any], type[Struct]]) -> type[Struct]:
    """The Struct of a record that stands alone, and so says which class it is of."""
    return defstruct(cls.__name__, [], bases=(way(cls),), tag_field=TYPE_KEY, tag=type_of(cls))


def derive(cls: Any, type_of: Callable[["Attribute[Any]"], Any]) -> type[Struct]:
    """A Struct with the fields of a class that a type is given for; of a collection, a document."""
    made: list[Any] = [(FORMAT_KEY, Literal[FORMAT])] if cls is Collection else []
    typed = ((field, type_of(field)) for field in fields(cls))
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
        gc=False,  # twins live for one call, and hold no cycles
    )


def shaped(field: "Attribute[Any]", one: Any) -> Any:
    """The type of a field whose items are of one type: several, or one that may be missing, or one."""
    _, many, optional = parts(field.type)
    return tuple[one, ...] if many else one | None if optional else one


def _bare(item: Any) -> Any:
    """The type as msgspec checks it while reading: not the form of texts, and of `extra` nothing."""
    if get_origin(item) is Annotated:
        base, *markers = get_args(item)
        for marker in markers:
            if isinstance(marker, Between):
                base = Annotated[base, Meta(ge=marker.least, le=marker.most)]
        return base
    if item is Extra:
        return Any
    return read_twin(item) if has(item) else item
