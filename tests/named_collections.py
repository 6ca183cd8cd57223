"""Collections in which every text and every id names a private individual, to search redacted copies for the names."""

import re
from typing import Any

import attrs

import nmpolicy as nm
from nmpolicy.records.base import Part
from nmpolicy.records.fields import field_type
from nmpolicy.records.record_texts import value_kind
from nmpolicy.records.traversal import with_references, with_values
from nmpolicy.vocabulary.extra import Extra
from nmpolicy.vocabulary.folding import fold
from nmpolicy.vocabulary.values import Url

#: Names with what a search could trip over. No other text has their words.
NAMES = ["Zora Quillfeather", "Jos\u00e9 \u00d1and\u00fa-O\u2019Quirk Jr.", "Dr. W. X. Quillfeather"]
#: Words of the names as a text has them without case and accents.
SECRETS = ("zora", "quillfeather", "nandu", "oquirk", "quirk")


def with_names(collection: nm.Collection, name: str, *, in_ids: bool = True) -> nm.Collection:
    """Return a collection whose people are private, with a name in every text and a word of one in every id."""
    ids = {each.id: f"{number}-quillfeather-{each.id}" for number, each in enumerate(collection)}
    ids |= {each.id: f"zora-{number}" for number, each in enumerate(collection.people)}
    ids = ids if in_ids else {each.id: each.id for each in collection}
    functions: dict[Any, Any] = {
        str: lambda text: f"{text} {name}\u2019s",
        Url: lambda url: f"{url}#{'-'.join(name.split())}",
        Extra: lambda extra: Extra({f"{key} {name}": [name, value] for key, value in extra.items()}),
        Part: lambda part: with_values(part, _kind, functions),
    }
    named = (with_values(with_references(each, ids), _kind, functions) for each in collection)
    records = [attrs.evolve(each, id=ids[old.id]) for each, old in zip(named, collection, strict=True)]
    hidden = [
        attrs.evolve(each, private=True, name=NAMES[number % 3], other_names=NAMES)
        if isinstance(each, nm.Person)
        else each
        for number, each in enumerate(records)
    ]
    return nm.Collection.of(hidden, id="quillfeather" if in_ids else "demo", title=f"On {name}", redacted=False)


def with_named_fields(collection: nm.Collection, name: str, *, in_ids: bool = True) -> nm.Collection:
    """Return the same as `with_names`, with names also in every field of the people and of the collection itself."""
    named = with_names(collection, name, in_ids=in_ids)
    source = named.sources[0].id
    fields = (_filled(nm.Person, NAMES[number % 3], source) for number in range(len(named.people)))
    pairs = zip(named.people, fields, strict=True)
    people = [attrs.evolve(each, **{**values, "other_names": NAMES}) for each, values in pairs]
    own: dict[str, Any] = {"summary": f"By {name}.", "notes": f"Of {name}.", "extra": {f"x-{name}": name}}
    return attrs.evolve(named.replace(*people), **own)


def _filled(cls: Any, text: str, source: str) -> dict[str, Any]:
    """Return values for all fields of a record or a part that can hold a text, and for those that it needs.

    The fields come from their declarations, so a new one is filled, too.
    """
    words = "-".join(re.findall("[a-z]+", fold(text)))
    by_kind: dict[str | None, Any] = {"text": text, "url": f"https://example.org/{words}", "id": source}
    found: dict[str, Any] = {}
    for field in attrs.fields(cls):
        item, many, _ = field_type(field.type)
        kind = value_kind(item)
        if field.name == "id" or (kind == "id" and field.default is not attrs.NOTHING and field.name != "aliases"):
            continue
        if field.name == "aliases":
            found[field.name] = [words]
        elif kind == "extra":
            found[field.name] = {f"x-{text}": [text, {text: 4711}]}
        elif kind in {"part", "evidence"}:
            part = item(**_filled(item, text, source))
            found[field.name] = [part] if many else part
        elif kind is not None or field.default is attrs.NOTHING:
            value = "NMP701" if field.name == "code" else by_kind[kind]
            found[field.name] = [value] if many else value
    return found


def _kind(item: Any) -> Any:
    return Part if isinstance(item, type) and issubclass(item, Part) else item if item in {str, Url, Extra} else None
