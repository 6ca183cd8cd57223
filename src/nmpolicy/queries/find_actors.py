"""Finding records by the names and former ids that people know them by."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from nmpolicy.errors import InvalidValueError
from nmpolicy.queries.answer_tables import Answers
from nmpolicy.records.actors import Actor, Organization, Person, Post
from nmpolicy.records.arguments import check_collections
from nmpolicy.records.collection import Collection
from nmpolicy.records.once_per_collection import once_per_collection
from nmpolicy.vocabulary.folding import APOSTROPHES, fold, with_joined_initials

#: Words that initials often leave out, and that do not distinguish one name from another.
_STOP_WORDS = frozenset({"a", "an", "and", "at", "de", "del", "for", "in", "la", "of", "on", "the", "us", "y"})

#: A name of plain words. Most names are such, and need only lowercase letters.
_PLAIN_NAME = re.compile("(?:[A-Za-z0-9]{2,}|[0-9])(?:[ -](?:[A-Za-z0-9]{2,}|[0-9]))*")


_ASCII = bytes(range(128))
#: The characters of ASCII that are not part of a word.
_NOT_IN_WORDS = re.sub(rb"\w", b"", _ASCII)
_LOWERCASE = bytes.maketrans(_ASCII, _ASCII.lower())


def find_actors(
    collection: Collection, words: str, *, classes: Sequence[type[Actor]] = (Person, Organization, Post)
) -> Answers[Actor]:
    """Return the people, organizations and posts that match a name.

    Case, accents, the kind of apostrophe and spaces between initials do not matter. The name may be an id, a full name
    or another name, initials, or some words of a name. These are tried in that order, and the search ends at the first
    kind that has matches. A private individual is found only by id. With `classes`, only actors of those classes are
    returned.

    >>> police = Organization(id="apd", name="Albuquerque Police Department")
    >>> demo = Collection(id="demo", title="A demonstration", organizations=[police])
    >>> [len(find_actors(demo, words)) for words in ("apd", "APD", "police department", "fire department")]
    [1, 1, 1, 0]

    Raises `InvalidValueError` if `words` is blank.

    .. versionadded:: 0.1
    """
    check_collections(collection)
    wanted = _readings(words)
    if not wanted[0]:
        raise InvalidValueError("the name is blank; give an id, a name, initials or some words of a name")
    letters = {"".join(reading) for reading in wanted}
    distinctive = [some for reading in wanted if (some := {*reading} - _STOP_WORDS)]
    named = [
        (
            actor,
            [_readings(name) for name in _names(actor)],
            {each for name in _names(actor) for each in _initials(name)},
        )
        for actor in collection.actors
        if isinstance(actor, tuple(classes))
    ]
    matches = (
        [actor for actor, _, _ in named if actor.id == words.strip()],
        [actor for actor, names, _ in named if any(reading in wanted for name in names for reading in name)],
        [actor for actor, _, initials in named if not letters.isdisjoint(initials)],
        [actor for actor, names, _ in named if any(_has_words(name, distinctive) for name in names)],
    )
    return Answers(next(filter(None, matches), ()), "Actors found", collection)


def folded_name(name: str) -> str:
    """Return a name in the form in which equal names are equal: without case, accents, apostrophes and punctuation.

    >>> folded_name("Antonio F. D. O\u2019Neil") == folded_name("ANTONIO F.D. O'NEIL") == "antonio fd oneil"
    True
    """
    if not name or _PLAIN_NAME.fullmatch(name):
        return name.lower().replace("-", " ")
    return " ".join(_readings(name)[0])


def unspaced_names(names: Iterable[str]) -> list[bytes]:
    """Return each `folded_name` without spaces, in UTF-8. It takes a fraction of the time, and shows what may be equal.

    >>> unspaced_names(["Antonio F. D. O'Neil", "Ra\u00fal Roe"])
    [b'antoniofdoneil', b'raulroe']
    """
    return [
        name.encode().translate(_LOWERCASE, _NOT_IN_WORDS)
        if name.isascii()
        else folded_name(name).replace(" ", "").encode()
        for name in names
    ]


def _names(actor: Actor) -> tuple[str, ...]:
    return () if isinstance(actor, Person) and actor.private else (actor.name, *actor.other_names)


def _readings(text: str) -> list[list[str]]:
    """Return the words of a text without case and accents, in each reading of its apostrophes.

    An apostrophe may be left out or separate two words: O'Neil is oneil, or o and neil. Initials form one word.
    """
    whole, apart = map(with_joined_initials, _words(text))
    return [whole] if whole == apart else [whole, apart]


def _words(text: str) -> tuple[list[str], list[str]]:
    """Return the words of a text without case and accents: without its apostrophes, and separated by them."""
    folded = re.sub(r"(?<=\b[^\W\d_])\.", " ", fold(text.translate(APOSTROPHES)))
    return re.findall(r"\w+", folded.replace("'", "")), re.findall(r"\w+", folded.replace("'", " "))


def _has_words(name: list[list[str]], wanted: list[set[str]]) -> bool:
    words = {word for reading in name for word in reading}
    return any(some <= words for some in wanted)


def _initials(name: str) -> Iterator[str]:
    """Yield the initials of a name, with and without the words that initials leave out, such as U.S. and of."""
    for words in (*_words(name), *_readings(name)):
        if len(words) > 1:
            yield "".join(word[0] for word in words)
            yield "".join(word[0] for word in words if word not in _STOP_WORDS)


@once_per_collection
def ids_by_alias(collection: Collection) -> Mapping[str, str]:
    """Return the id of the record with each alias; if several share it, the first id in alphabetical order."""
    found: dict[str, str] = {}
    for record in collection:
        for alias in record.aliases:
            found[alias] = min(record.id, found.get(alias, record.id))
    return found
