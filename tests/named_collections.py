"""Collections in which every text and every id names a private individual, to search redacted copies for the names."""

from typing import Any

import attrs

import nmpolicy as nm
from nmpolicy.records.base import Part
from nmpolicy.records.traversal import with_references, with_values
from nmpolicy.vocabulary.extra import Extra
from nmpolicy.vocabulary.values import Url

#: Names with what a search could trip over. No other text has their words.
NAMES = ["Zora Quillfeather", "Jos\u00e9 \u00d1and\u00fa-O\u2019Quirk Jr.", "Dr. W. X. Quillfeather"]
#: Words of the names as a text has them without case and accents.
SECRETS = ("zora", "quillfeather", "nandu", "oquirk", "quirk")


def with_names(collection: nm.Collection, name: str) -> nm.Collection:
    """Return a collection whose people are private, with a name in every text and a word of one in every id."""
    ids = {each.id: f"{number}-quillfeather-{each.id}" for number, each in enumerate(collection)}
    ids |= {each.id: f"zora-{number}" for number, each in enumerate(collection.people)}
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
    return nm.Collection.of(hidden, id="quillfeather", title=f"On {name}", redacted=False)


def _kind(item: Any) -> Any:
    return Part if isinstance(item, type) and issubclass(item, Part) else item if item in {str, Url, Extra} else None
