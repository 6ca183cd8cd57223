"""Neutral ids: those that stand for the ids that name private individuals."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from nmpolicy.records.actors import Person
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.name_search import NameSearch, folded_words, is_latin, name_readings
from nmpolicy.records.traversal import collect_values, references
from nmpolicy.vocabulary.references import ref_marker

_SEPARATOR = re.compile("([-.])")
#: The ids of private individuals that are made here.
NEUTRAL_ID = re.compile("private-[0-9]+(?:-[0-9]+)?")
_LONG = 3  # letters of a word of a name that is also found inside a word of an id, as in `jroe`


def neutral_ids(
    collection: Collection, search: NameSearch, public_names: Mapping[str, Sequence[str]]
) -> dict[str, str]:
    """Return new ids for the ids, aliases and targets of references that name a private individual, by the old ones.

    - A private individual whose id has a word of a name gets a number: `private-1`. So does one whose name has letters
      that are not Latin, because an id spells them in one of many ways.
    - In another id, the words that name a private individual are replaced by the id of the person. These are a full
      name, a surname that is not also a common word, and, in the id of a record that refers to the person, each word of
      the name. The words of a
      public actor's own name stay in its id. So do a name and a surname that a public actor has as well, unless the
      record refers to the private individual.
    - A former id of a private individual that a record still refers to gets an id that no record has.

    `search` finds the names of the private individuals, and `public_names` are the names of other actors by their ids,
    as far as they can be shown. Each new id is unique. Ids that name no one are left out.
    """
    people = [person for person in collection.people if person.private]
    ids = {record.id for record in collection}
    targets = _targets(collection)
    former = {alias: person.id for person in people for alias in person.aliases}
    free = _FreeIds({*ids, *targets, *chain.from_iterable(record.aliases for record in collection)})
    found: dict[str, str] = {}
    for number, person in enumerate(people, 1):
        if person.id not in found and _is_named(person, search.words.get(person.id, ())):
            found[person.id] = free.like(f"private-{number}")
    for alias in sorted(targets & former.keys() - ids):
        found[alias] = free.like(f"{found.get(former[alias], former[alias])}-former")
    words = _IdWords(search, {person.id: found.get(person.id, person.id) for person in people}, public_names)
    others = ((id, None) for id in (collection.id, *sorted(targets - ids)))
    for id, record in chain(_ids_of_records(collection), others):
        if id not in found and (new := words.neutral(id, record)) != id:
            found[id] = free.like(new)
    return found


def _ids_of_records(collection: Collection) -> Iterator[tuple[str, Record | None]]:
    """Yield each id with its record, and each alias that the copy shows."""
    for record in collection:
        yield record.id, record
        if not (isinstance(record, Person) and record.private):
            yield from ((alias, record) for alias in record.aliases)


def _targets(collection: Collection) -> set[str]:
    """Return every id that the records refer to."""
    found: dict[str, list[str]] = {"": []}
    for table in filter(None, collection.tables().values()):
        collect_values(type(table[0]), table, _reference_key, found)
    return {*found[""]}


def _reference_key(item: object) -> str | None:
    return None if ref_marker(item) is None else ""


def _is_named(person: Person, words: Iterable[str]) -> bool:
    """Return whether the id of a person has a word of a name, or may have one in another script."""
    if not all(map(is_latin, (person.name, *person.other_names))):
        return True
    found = _SEPARATOR.split(person.id)[::2]
    return any(word == each or (len(word) >= _LONG and word in each) for word in words for each in found)


class _FreeIds:
    """Makes ids unique."""

    def __init__(self, taken: set[str]) -> None:
        self._taken = taken
        self._numbers: dict[str, int] = {}

    def like(self, id: str) -> str:
        """Return an id that was not taken, with a number after it if need be, and take it."""
        found, number = id, self._numbers.get(id, 1)
        while found in self._taken:
            number += 1
            found = f"{id}-{number}"
        self._numbers[id] = number
        self._taken.add(found)
        return found


class _IdWords:
    """Replaces the words of ids that name private individuals. The arguments are described in `neutral_ids`."""

    def __init__(
        self, search: NameSearch, new_ids: Mapping[str, str], public_names: Mapping[str, Sequence[str]]
    ) -> None:
        """Take the names and the ids of the private individuals, and the names of public actors."""
        self._search = search
        self._new_ids = new_ids
        self._public_names = public_names
        self._telling = {*search.first_words}.union(*search.words.values())
        known = (name for names in public_names.values() for name in names)
        similar = (name for name in known if not self._telling.isdisjoint(folded_words(name)))
        self._public = set(_readings(similar))
        self._public_words = {word for reading in self._public for word in reading}

    def neutral(self, id: str, record: Record | None) -> str:
        """Return an id, which the record has, without the words that name a private individual."""
        pieces = _SEPARATOR.split(id)
        words = pieces[::2]
        if self._telling.isdisjoint(words):
            return id
        persons = self._persons(words, record)
        found: list[str] = []
        before = ""
        for at, word in enumerate(words):
            separator = pieces[2 * at - 1] if at else ""
            person = persons.get(at, "")
            if not (person and person == before and separator == "-"):
                found += [separator, self._new_ids[person] if person else word]
            before = person
        return "".join(found)

    def _persons(self, words: Sequence[str], record: Record | None) -> dict[int, str]:
        """Return the id of the private individual whom each word names, by the index of the word."""
        found: dict[int, str] = {}
        referred = () if record is None else {each.target for each in references(record)} & self._new_ids.keys()
        names = self._public_names.get(record.id, ()) if record else ()
        own = {word for reading in _readings(names) for word in reading}
        for at, word in enumerate(words):
            shared = word in self._public_words
            person = next((each for each in sorted(referred) if word in self._search.words.get(each, ())), "")
            person = person or ("" if shared else self._search.surnames.get(word, ""))
            if person and word not in own:
                found[at] = person
        for first, last, person in self._search.spans(words):
            span = words[first:last]
            if not own.issuperset(span) and (person in referred or tuple(span) not in self._public):
                found.update(dict.fromkeys(range(first, last), person))
        return found


def _readings(names: Iterable[str]) -> Iterator[tuple[str, ...]]:
    return (reading for name in names for reading in name_readings(name))
