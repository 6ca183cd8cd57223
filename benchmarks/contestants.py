"""Read and write the same documents with other libraries. Their classes are derived from those of nmpolicy."""

import json
import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin

import attrs
import cattrs
import msgspec
import pydantic

import nmpolicy as nm
from nmpolicy.records.fields import field_type
from nmpolicy.vocabulary.extra import Extra
from nmpolicy.vocabulary.values import Between, Pattern

Item = Callable[[Any], Any]
#: Makes a date once of a text that comes again, as nmpolicy does.
partial_date = lru_cache(10_000)(nm.PartialDate)


class Contestant(NamedTuple):
    """A library that reads and writes documents."""

    loader: Callable[[], Callable[[bytes], Any]]
    """Builds the reader, a function from bytes to objects."""
    dumper: Callable[[], Callable[[Any], object]] | None = None
    """Builds the writer, a function from those objects to bytes or text; None if there is nothing to compare."""


def fields_of(cls: type, item: Item) -> Mapping[str, tuple[Any, Any]]:
    """Return the type and the default of each field of a class of nmpolicy, the type of its items translated."""
    found: dict[str, tuple[Any, Any]] = {"nmpolicy": (Literal[1], ...)} if cls is nm.Collection else {}
    for field in attrs.fields(cls):
        one, many, optional = field_type(field.type)
        if one is Extra or field.name == "schema":
            continue
        shape: Any = item(one)
        shape = tuple[shape, ...] if many else shape | None if optional else shape
        found[field.name] = (shape, ... if field.default is attrs.NOTHING else field.default)
    return found


def bare(item: Any, part: Item, date: Any) -> Any:
    """Return the type of an item without its constraints."""
    if item is nm.PartialDate:
        return date
    if get_origin(item) is Annotated:
        return get_args(item)[0]
    return part(item) if attrs.has(item) else item


@cache
def struct(cls: Any) -> Any:
    """Return a msgspec Struct that checks the types of fields and nothing else."""
    held = fields_of(cls, lambda item: bare(item, struct, str))
    made = [(name, type_) if default is ... else (name, type_, default) for name, (type_, default) in held.items()]
    return msgspec.defstruct(cls.__name__, made, kw_only=True, forbid_unknown_fields=True, omit_defaults=True)


@cache
def plain_class(cls: Any) -> Any:
    """Return an attrs class without converters or validators."""
    held = fields_of(cls, lambda item: bare(item, plain_class, nm.PartialDate))
    made = {
        name: attrs.field(type=type_) if default is ... else attrs.field(type=type_, default=default)
        for name, (type_, default) in held.items()
    }
    return attrs.make_class(cls.__name__, made, frozen=True, slots=True, kw_only=True)


def plain_converter() -> cattrs.Converter:
    """Return a cattrs converter that knows partial dates and is otherwise as it comes."""
    converter = cattrs.Converter(forbid_extra_keys=True, omit_if_default=True)
    converter.register_structure_hook(nm.PartialDate, lambda value, _: partial_date(value))
    converter.register_unstructure_hook(nm.PartialDate, str)
    return converter


@cache
def model(cls: Any) -> Any:
    """Return a pydantic model with the checks of a class of nmpolicy."""
    held: dict[str, Any] = dict(fields_of(cls, _modelled))
    config = pydantic.ConfigDict(strict=True, extra="forbid", frozen=True)
    checks: dict[str, Any] = {"checks": pydantic.model_validator(mode="after")(_checked(cls))}
    made: Any = pydantic.create_model(
        cls.__name__, __config__=config, __validators__=checks if hasattr(cls, "__attrs_post_init__") else {}, **held
    )
    if cls is nm.Deadline:
        made.period = cls.period  # its check asks for it
    return made


def _checked(cls: Any) -> Item:
    """Return a function that checks a model as a whole in the way of nmpolicy."""

    def check(held: Any) -> Any:
        cls.__attrs_post_init__(held)
        return held

    return check


def _modelled(item: Any) -> Any:
    if item is nm.PartialDate:
        return Annotated[str, pydantic.AfterValidator(partial_date)]
    if get_origin(item) is Annotated:
        base, *markers = get_args(item)
        for marker in markers:
            base = Annotated[base, _constraint(marker)]
        return base
    return model(item) if attrs.has(item) else item


def _constraint(marker: Pattern | Between) -> Any:
    if isinstance(marker, Between):
        return pydantic.Field(ge=marker.least, le=marker.most)
    if "(?" not in marker.regex.replace("(?:", ""):
        return pydantic.StringConstraints(pattern=f"^(?:{marker.regex})$")
    matches = re.compile(marker.regex).fullmatch  # pydantic's own engine has no lookahead

    def check(value: str) -> str:
        if matches(value) is None:
            raise ValueError(value)
        return value

    return pydantic.AfterValidator(check)


def _load_with_cattrs() -> Callable[[bytes], Any]:
    converter, cls = plain_converter(), plain_class(nm.Collection)
    return lambda text: converter.structure(json.loads(text), cls)


def _dump_with_cattrs() -> Callable[[Any], object]:
    converter = plain_converter()
    return lambda held: json.dumps(converter.unstructure(held), ensure_ascii=False, separators=(",", ":"))


def _load_with_stix() -> Callable[[bytes], Any]:
    import stix2  # type: ignore[import-untyped]  # noqa: PLC0415  # it has no types, and is slow to import

    return lambda text: [stix2.parse(each, version="2.1") for each in json.loads(text)]


CONTESTANTS: Mapping[str, Contestant] = {
    "nmpolicy": Contestant(lambda: nm.loads, lambda: lambda held: nm.dumps(held, indent=None)),
    "pydantic": Contestant(
        lambda: model(nm.Collection).model_validate_json,
        lambda: lambda held: held.model_dump_json(exclude_defaults=True),
    ),
    "msgspec": Contestant(lambda: msgspec.json.Decoder(struct(nm.Collection)).decode, lambda: msgspec.json.encode),
    "cattrs": Contestant(_load_with_cattrs, _dump_with_cattrs),
    "json": Contestant(lambda: json.loads, lambda: json.dumps),
    "stix2": Contestant(_load_with_stix),
}
