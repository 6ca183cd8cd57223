"""Places in a collection that name its private individuals: ids, aliases and the texts of other records."""

import re
from collections.abc import Iterator, Sequence
from functools import reduce
from typing import Any, NamedTuple

from nmpolicy.records.actors import Person
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.name_search import NameSearch, folded_words, unescaped
from nmpolicy.records.private_names import private_names
from nmpolicy.records.record_texts import text_kind, texts_of
from nmpolicy.records.traversal import FieldPath, collect_values

_CHUNK = 500  # records whose texts are searched at once for the words of names, which are rare
_SHORTEST_INSIDE = 4  # letters of a word of a name that is also looked for inside the words of the person's own id
_TOKEN = re.compile(r"[^\W\d_][\w'\u2019]*")


class Mention(NamedTuple):
    """A place that names a private individual."""

    record: Record | Collection
    """The record, or the collection itself."""
    path: FieldPath
    """The steps to the id, the alias or the text; to an unknown field, those to `extra` and its name."""
    person: int
    """The index of the person among the people of the collection."""


def private_mentions(collection: Collection) -> Iterator[Mention]:
    """Yield each place with the name of a private individual, two words of it, or the surname if that is uncommon.

    The texts in the person's own record are left out, because no output shows them, and so are draft quotes. A surname
    that a public actor has, too, or that is a common word, is not enough.
    """
    search = private_names(collection)
    if search is None:
        return
    mentions = _Mentions(collection, search)
    yield from (each._replace(record=collection) for each in mentions.of_records([collection.with_records(())]))
    for table in collection.tables().values():
        for start in range(0, len(table), _CHUNK):
            yield from mentions.of_records(table[start : start + _CHUNK])


class _Mentions:
    """Finds the places in some records. It reads each text once, however many names there are."""

    def __init__(self, collection: Collection, search: NameSearch) -> None:
        self._search = search
        self._surnames = search.uncommon_surnames
        self._words = {*search.first_words, *search.name_words, *self._surnames}
        self._indexes: dict[str, int] = {}
        for index, person in enumerate(collection.people):
            if person.private:
                self._indexes.setdefault(person.id, index)

    def of_records(self, records: Sequence[Record | Collection]) -> Iterator[Mention]:
        """Yield the places in some records, or in a collection without records."""
        if not any(map(_is_private, records)) and self._words.isdisjoint(folded_words(_all_texts(records))):
            return
        for record in records:
            for path, id in _ids(record):
                if person := self._in_id(id, record):
                    yield Mention(record, path, self._indexes[person])
            for path, text in () if _is_private(record) else _shown_texts(record):
                if person := self._in_text(text):
                    yield Mention(record, path, self._indexes[person])

    def _in_id(self, id: str, record: Record | Collection) -> str:
        """Return the id of the person whom an id names; empty if none."""
        words = re.split("[-.]", id)
        if isinstance(record, Person) and record.private:
            own = self._search.words.get(record.id, ())
            if any((len(each) > 1 and each in words) or (len(each) >= _SHORTEST_INSIDE and each in id) for each in own):
                return record.id
        named = next((id for _, _, id in self._search.spans(words)), "")
        return named or next(filter(None, map(self._surnames.get, words)), "")

    def _in_text(self, text: str) -> str:
        """Return the id of the person whom a text names; empty if none."""
        words = folded_words(text)
        if self._words.isdisjoint(words):
            return ""
        if self._search.replaced(text, "\0") != text:
            return next(id for _, _, id in self._search.spans(words) if id)
        if self._surnames.keys().isdisjoint(words):
            return ""
        capitalized = (each for each in _TOKEN.findall(unescaped(text)) if each[0] != each[0].lower())
        return next(
            (self._surnames[word] for each in capitalized for word in folded_words(each) if word in self._surnames), ""
        )


def _is_private(record: object) -> bool:
    return isinstance(record, Person) and record.private


def _ids(record: Record | Collection) -> Iterator[tuple[FieldPath, str]]:
    yield ("id",), record.id
    yield from ((("aliases", index), alias) for index, alias in enumerate(getattr(record, "aliases", ())))


def _all_texts(records: Sequence[Record | Collection]) -> str:
    """Return all ids and texts of some records of one class, one a line."""
    ids = [id for record in records for _, id in _ids(record)]
    if isinstance(records[0], Collection):
        return "\n".join([*ids, *(text for _, text in texts_of(records[0]))])
    found: dict[str, list[Any]] = {"text": [], "url": [], "extra": []}
    collect_values(type(records[0]), records, text_kind, found)
    return "\n".join([*ids, *found["text"], *found["url"], *map(repr, filter(None, found["extra"]))])


def _shown_texts(record: Record | Collection) -> Iterator[tuple[FieldPath, str]]:
    """Yield the texts of a record that outputs show, but for the names of a public person, each with its path."""
    own: Any = ("name", "other_names") if isinstance(record, Person) else ()
    for path, text in texts_of(record):
        if path[-1] == "extra":
            fields: Any = reduce(_step, path, record)
            yield from (((*path, name), repr({name: value})) for name, value in fields.items())
        elif path[0] not in own and path[-1] != "quote":
            yield path, text


def _step(value: Any, step: int | str) -> Any:
    return value[step] if isinstance(step, int) else getattr(value, step)
