"""Finding records by the names and former ids that people know them by."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from nmpolicy.errors import InvalidValueError
from nmpolicy.records.actors import Actor, Organization, Person, Post
from nmpolicy.records.collection import Collection, once_per_collection

#: Words that initials often leave out, and that do not distinguish one name from another.
_STOP_WORDS = frozenset({"a", "an", "and", "at", "de", "del", "for", "in", "la", "of", "on", "the", "us", "y"})


def find_actors(
    collection: Collection, words: str, *, classes: Sequence[type[Actor]] = (Person, Organization, Post)
) -> tuple[Actor, ...]:
    """Return the people, organizations and posts that match a name. Case and accents do not matter.

    The name may be an id, a full name or another name, initials, or some words of a name. These are tried in that
    order, and the search ends at the first kind that has matches. A private individual is found only by id. With
    `classes`, only actors of those classes are returned.

    >>> police = Organization(id="apd", name="Albuquerque Police Department")
    >>> demo = Collection(id="demo", title="A demonstration", organizations=[police])
    >>> [len(find_actors(demo, words)) for words in ("apd", "APD", "police department", "fire department")]
    [1, 1, 1, 0]

    Raises `InvalidValueError` if `words` is blank.

    .. versionadded:: 0.1
    """
    wanted = _words(words)
    if not wanted:
        raise InvalidValueError("the name is blank; give an id, a name, initials or some words of a name")
    distinctive = {*wanted} - _STOP_WORDS
    named = [
        (actor, [_words(name) for name in _names(actor)])
        for actor in collection.actors
        if isinstance(actor, tuple(classes))
    ]
    matches = (
        [actor for actor, _ in named if actor.id == words.strip()],
        [actor for actor, names in named if wanted in names],
        [actor for actor, names in named if any("".join(wanted) in _initials(name) for name in names)],
        [actor for actor, names in named if any(distinctive and distinctive <= {*name} for name in names)],
    )
    return tuple(next(filter(None, matches), ()))


def _names(actor: Actor) -> tuple[str, ...]:
    return () if isinstance(actor, Person) and actor.private else (actor.name, *actor.other_names)


def _words(text: str) -> list[str]:
    """Return the words of a text without case and accents. Letters with periods, as in U.S., form one word."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return re.findall(r"\w+", re.sub(r"(?<=\b\w)\.", "", bare).casefold())


def _initials(name: list[str]) -> Iterator[str]:
    if len(name) > 1:
        yield "".join(word[0] for word in name)
        yield "".join(word[0] for word in name if word not in _STOP_WORDS)


@once_per_collection
def ids_by_alias(collection: Collection) -> Mapping[str, str]:
    """Return the id of the record with each alias; if several share it, the first id in alphabetical order."""
    found: dict[str, str] = {}
    for record in collection:
        for alias in record.aliases:
            found[alias] = min(record.id, found.get(alias, record.id))
    return found
