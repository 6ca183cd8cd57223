"""Collections as JSON text."""

import warnings
from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec
from cattrs import BaseValidationError, Converter

from nmpolicy.errors import InvalidDocumentError, InvalidTypeError, InvalidValueError, UnknownFieldWarning
from nmpolicy.problems import Problem, pointer
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.walk import unknown_fields
from nmpolicy.vocabulary.values import describe
from nmpolicy.wire.converter import Unknown, shared_converter
from nmpolicy.wire.diagnosis import diagnose
from nmpolicy.wire.parsing import parse
from nmpolicy.wire.strict import read_document, write_document

T = TypeVar("T")
_WIDEST = 16  # spaces of an indent
_SHOWN = 5  # places that a warning names
#: Writes what a converter makes of records that hold more than their twins.
_encoder = msgspec.json.Encoder(decimal_format="number")


def loads(text: str | bytes, *, unknown: Unknown = "refuse") -> Collection:
    """The collection that a JSON text holds. Nothing is coerced, no key is passed over, and none may stand twice.

    Raises `UnreadableDocumentError` for what is no JSON, and `InvalidDocumentError` for what is no collection; the
    latter's `problems` are all that is wrong, not the first of it. With `unknown="keep"`, fields that nmpolicy does not
    know are kept in `extra`, and an `UnknownFieldWarning` tells of them.

    >>> loads('{"nmpolicy": 1, "id": "demo", "title": "A demonstration"}')
    <Collection demo, records: 0>

    .. versionadded:: 0.1
    """
    collection = read(text, unknown)
    if unknown == "keep":
        tell_of_unknown_fields([collection])
    return collection


def dumps(collection: Collection, *, indent: int | None = 2) -> str:
    """A collection as JSON text, with a line feed at its end. Defaults are left out; without `indent` it is one line.

    Raises `InvalidTypeError` for what is no collection, and `InvalidValueError` where `extra` holds a key that is a
    field's, or for an indent below 0.

    >>> print(dumps(Collection(id="demo", title="A demonstration")), end="")
    {
      "nmpolicy": 1,
      "id": "demo",
      "title": "A demonstration"
    }

    .. versionadded:: 0.1
    """
    return written(collection, indent).decode()


def read(text: str | bytes, unknown: Unknown) -> Collection:
    """The collection that a JSON text holds: the fast way, or else the one that finds every problem."""
    if not isinstance(text, str | bytes):
        raise InvalidTypeError(f"expected JSON as text or bytes, not {describe(text)}; load() reads a file")
    converter = shared_converter(unknown)
    return read_document(text) or read_slowly(text, converter)


def read_slowly(text: str | bytes, converter: Converter) -> Collection:
    """The collection that a JSON text holds, by cattrs. Raises a `DocumentError` with everything that is wrong."""
    data, problems = parse(text)
    return structured(data, Collection, problems, converter)


def structured(data: Any, cls: type[T], problems: Iterable[Problem], converter: Converter) -> T:
    """An object of a class, from plain data in which some problems have been found before.

    Raises an `InvalidDocumentError` with these, and with everything else that is wrong.
    """
    found = [*problems]
    try:
        made = converter.structure(data, cls)
    except (BaseValidationError, InvalidValueError) as error:
        found += diagnose(error, data)
    else:
        if not found:
            return made
    raise InvalidDocumentError(tuple(sorted(found, key=Problem.sort_key)))


def written(collection: Collection, indent: int | None) -> bytes:
    """A collection as JSON in UTF-8."""
    if not isinstance(collection, Collection):
        raise InvalidTypeError(f"expected a Collection, not {describe(collection)}; add the records to one")
    if indent is not None and (type(indent) is not int or not 0 <= indent <= _WIDEST):
        raise InvalidValueError(
            f"{describe(indent)} is no indent; it is a number of spaces from 0 to {_WIDEST}, or None"
        )
    if type(collection) is not Collection:  # a class derived from it, whose own fields no document has
        collection = Collection.with_records(collection, collection)
    line = write_document(collection) or encoded(shared_converter("keep").unstructure(collection))
    return line if indent is None else msgspec.json.format(line, indent=indent).rstrip() + b"\n"


def encoded(plain: dict[str, Any]) -> bytes:
    """What a converter made of something, as a line of JSON."""
    return _encoder.encode(plain) + b"\n"


def tell_of_unknown_fields(held: Iterable[Collection | Record], stacklevel: int = 3) -> None:
    """Warn of the fields in `extra`, if there are any, in the name of the caller's caller."""
    places = [pointer(place) for each in held for place in unknown_fields(each)]
    if places:
        what = "an unknown field is" if len(places) == 1 else f"{len(places)} unknown fields are"
        rest = ", …" if len(places) > _SHOWN else ""
        message = f"{what} kept in `extra`: {', '.join(places[:_SHOWN])}{rest}; validate() lists every one"
        warnings.warn(message, UnknownFieldWarning, stacklevel)
