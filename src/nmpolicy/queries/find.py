"""Finding an actor by what a person calls it."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from nmpolicy.errors import InvalidValueError
from nmpolicy.records.actors import Actor, Organization, Person, Post
from nmpolicy.records.collection import Collection, once_per_collection

_SMALL = frozenset(
    {"a", "an", "and", "at", "de", "del", "for", "in", "la", "of", "on", "the", "us", "y"}
)  # neither in initials nor telling


def find_actors(
    collection: Collection, words: str, *, classes: Sequence[type[Actor]] = (Person, Organization, Post)
) -> tuple[Actor, ...]:
    """The people, organizations and posts that are called so, or of these `classes` alone, whatever the capitals and accents.

    The id comes first, then a name or another name, then initials, then names in which all the words stand: only those of the
    first kind that finds any are given. A private individual is found by the id alone.

    >>> from nmpolicy.records.actors import Organization
    >>> police = Organization(id="apd", name="Albuquerque Police Department")
    >>> demo = Collection(id="demo", title="A demonstration", organizations=[police])
    >>> [len(find_actors(demo, words)) for words in ("apd", "APD", "police department", "fire department")]
    [1, 1, 1, 0]

    Raises `InvalidValueError` for blank words.

    .. versionadded:: 0.1
    """
    wanted = _words(words)
    if not wanted:
        raise InvalidValueError("no name is given; write an id, a name, initials or some words of a name")
    telling = {*wanted} - _SMALL
    named = [
        (actor, [_words(name) for name in _names(actor)])
        for actor in collection.actors
        if isinstance(actor, tuple(classes))
    ]
    kinds = (
        [actor for actor, _ in named if actor.id == words.strip()],
        [actor for actor, names in named if wanted in names],
        [actor for actor, names in named if any("".join(wanted) in _initials(name) for name in names)],
        [actor for actor, names in named if any(telling and telling <= {*name} for name in names)],
    )
    return tuple(next(filter(None, kinds), ()))


def _names(actor: Actor) -> tuple[str, ...]:
    return () if isinstance(actor, Person) and actor.private else (actor.name, *actor.other_names)


def _words(text: str) -> list[str]:
    """The words without capitals and accents; what stands between full stops, as in U.S., is one."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return re.findall(r"\w+", re.sub(r"(?<=\b\w)\.", "", bare).casefold())


def _initials(name: list[str]) -> Iterator[str]:
    if len(name) > 1:
        yield "".join(word[0] for word in name)
        yield "".join(word[0] for word in name if word not in _SMALL)


@once_per_collection
def ids_by_alias(collection: Collection) -> Mapping[str, str]:
    """The id of the record that each alias belongs to; of several records, the first in alphabetical order."""
    found: dict[str, str] = {}
    for record in collection:
        for alias in record.aliases:
            found[alias] = min(record.id, found.get(alias, record.id))
    return found
