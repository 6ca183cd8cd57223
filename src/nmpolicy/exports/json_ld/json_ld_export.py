"""JSON-LD: the JSON of a collection, with a context that turns it into linked data.

Every key that is not in plain JSON begins with `@`, except `extra`, which holds the fields of other programs as text.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

import msgspec
from attrs import NOTHING, fields, has

from nmpolicy.errors import InvalidValueError
from nmpolicy.exports.exported import Exported
from nmpolicy.exports.json_ld.json_ld_context import context, types_of
from nmpolicy.exports.json_ld.json_ld_links import links
from nmpolicy.records.collection import TABLES, Collection
from nmpolicy.records.fields import field_type
from nmpolicy.serialization.documents import laid_out
from nmpolicy.serialization.json_format import FORMAT, FORMAT_KEY, key_of
from nmpolicy.tables.cells import json_text
from nmpolicy.tables.rows import collection_to_export
from nmpolicy.vocabulary.extra import Extra
from nmpolicy.vocabulary.values import describe

_BASE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~:/@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*/")
#: The classes of an object, each on a line. JSON has no line breaks inside a string.
_TYPES = re.compile(rb'"@type": \[\n[^\]]*\]')
_DOT_SEGMENT = re.compile(r"/\.{1,2}/")


def to_jsonld(collection: Collection, *, base: str | None = None, include_private: bool = False) -> Exported[str]:
    """Return a collection as JSON-LD 1.1: its JSON, with a context in it. Nothing has to be loaded from elsewhere.

    The address of a record is `base` and its id. Without a base, it is `urn:nmpolicy:collection:`, the id of the
    collection, and a slash. The names of private individuals are withheld, unless `include_private` is true.

    Raises `InvalidValueError` for a base that is not an absolute URI with a slash at its end, and
    `InvalidCollectionError` if records share an id.

    >>> from nmpolicy.records.actors import Person
    >>> people = Collection.of([Person(id="ana", name="Ana")], id="demo", title="One person")
    >>> print(to_jsonld(people, base="https://example.org/demo/").content, end="")
    {
      "@context": {
        "@version": 1.1,
        "@base": "https://example.org/demo/",
    ...
      "@id": "https://example.org/demo/",
      "@type": ["Collection", "schema:Dataset"],
      "nmpolicy": 1,
      "id": "demo",
      "title": "One person",
      "people": [
        {
          "@type": ["Person", "foaf:Person", "schema:Person"],
          "id": "ana",
          "name": "Ana"
        }
      ]
    }

    Terms: JSON-LD 1.1 (W3C); schema.org, ELI, Popolo, Web Annotation, PROV.

    .. versionadded:: 0.1
    """
    exported = collection_to_export(collection, include_private=include_private)
    if type(exported) is not Collection:  # the fields of a subclass are not written
        exported = Collection.with_records(exported, exported)
    address = default_base(exported) if base is None else _checked_base(base)
    start = {"@id": address, "@type": types_of(exported), FORMAT_KEY: FORMAT}
    body = laid_out(_encode({**start, **_values(exported, "")}), 2)
    body = _TYPES.sub(lambda match: b" ".join(match[0].split()).replace(b"[ ", b"[").replace(b" ]", b"]"), body)
    return Exported(content="".join(_sections(context(address), body.decode(), _nodes(exported))))


def default_base(collection: Collection) -> str:
    """Return the start of the addresses of a collection's records, if no other is chosen.

    An id has no colon and no slash, so two collections share an address only if they share an id.
    """
    return f"urn:nmpolicy:collection:{collection.id}/"


def _checked_base(base: str) -> str:
    if not isinstance(base, str) or not _BASE.fullmatch(base) or _DOT_SEGMENT.search(base):
        raise InvalidValueError(
            f"{describe(base)} is not the start of addresses; write an absolute URI that ends in a slash, such as"
            " 'https://example.org/orders/'"
        )
    return base


def _sections(terms: Mapping[str, Any], body: str, nodes: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the parts of the text. Each term and each node with links has one line."""
    lines = (f"    {_text(key)}: {_text(value)}" for key, value in terms.items())
    yield '{\n  "@context": {\n' + ",\n".join(lines) + "\n  },\n"
    yield body.removeprefix("{\n").removesuffix("\n}\n")
    if included := ",\n".join(f"    {_text(each)}" for each in nodes):
        yield ',\n  "@included": [\n' + included + "\n  ]"
    yield "\n}\n"


def _encode(value: Any) -> bytes:
    return msgspec.json.encode(value)


def _text(value: Any) -> str:
    return _encode(value).decode()


def _nodes(collection: Collection) -> Iterable[Mapping[str, Any]]:
    """Yield a node for each record and part that has links. No value of a key occurs twice in it."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for id, key, value in links(collection):
        found.setdefault(id, {}).setdefault(key, {})[_text(value)] = value
    for id, keys in found.items():
        node: dict[str, Any] = {"@id": id}
        for key, values in keys.items():
            first, *others = values.values()
            node[key] = [first, *others] if others else first
        yield node


class _Field(NamedTuple):
    """A field of a class, and how its values are written."""

    key: str
    get: Callable[[Any], Any]
    default: Any
    write: Callable[[Any, str], Any]
    """Returns the JSON of a value, given the id of the record or the part that holds it."""


@cache
def _fields(cls: Any) -> Sequence[_Field]:
    """Return the fields of a class."""
    found: list[_Field] = []
    for each in fields(cls):
        item, many, _ = field_type(each.type)
        write = _writer(each.name, item, many=many)
        found.append(_Field(key_of(each.name), attrgetter(each.name), each.default, write))
    return found


def _writer(name: str, item: Any, *, many: bool) -> Callable[[Any, str], Any]:
    if item is Extra:
        return lambda value, _: json_text(value)
    if item in TABLES.values():
        return lambda values, _: [{"@type": types_of(each), **_values(each, each.id)} for each in values]
    if has(item) and many:
        return lambda values, owner: [_part(each, f"{_stem(owner)}{name}/{n}") for n, each in enumerate(values)]
    if has(item):
        return lambda value, owner: _part(value, f"{_stem(owner)}{name}")
    if many:
        return lambda values, _: [*map(_plain, values)]
    return lambda value, _: _plain(value)


def _stem(owner: str) -> str:
    """Return the start of the ids of a record's or a part's parts, which end in a JSON Pointer from the record."""
    return f"{owner}{'/' if '#' in owner else '#/'}"


def _part(part: Any, id: str) -> dict[str, Any]:
    return {"@id": id, "@type": types_of(part), **_values(part, id)}


def _values(value: Any, id: str) -> dict[str, Any]:
    """Return the fields of a record or a part that are set, by their keys."""
    cls: Any = type(value)  # type checkers do not accept a class as a hashable argument
    found: dict[str, Any] = {}
    for key, get, default, write in _fields(cls):
        content = get(value)
        if default is NOTHING or content != default:
            found[key] = write(content, id)
    return found


def _plain(value: Any) -> Any:
    """Turn terms and dates into plain text."""
    return str.__str__(value) if isinstance(value, str) else value
