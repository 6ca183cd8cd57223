"""Redaction of single values, where a whole redacted copy does not fit because the ids of records stay as they are."""

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, TypeVar

from attrs import evolve

from nmpolicy.records.actors import Person
from nmpolicy.records.base import Part, Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.message_redaction import field_names
from nmpolicy.records.private_names import search_for_names
from nmpolicy.records.record_texts import value_kind
from nmpolicy.records.text_redaction import TextRedaction
from nmpolicy.records.traversal import FieldPath, with_values
from nmpolicy.vocabulary.extra import Extra

T = TypeVar("T")


class ValueRedaction:
    """Withholds from values what could name the private individuals of some collections.

    Of a private individual, all fields but the id, the mark and the evidence are empty. In all other texts, other words
    stand for the names. Ids of records, and references to them, stay.

    >>> roe = Person(id="jane-roe", name="Jane Roe", summary="A baker.", private=True)
    >>> redaction = ValueRedaction([Collection(id="demo", title="A demonstration", people=[roe])], {"jane-roe"})
    >>> redaction.value(roe).summary, redaction.value("Jane Roe spoke."), redaction.value("jane-roe")
    ('', 'a private individual spoke.', 'jane-roe')
    """

    def __init__(self, collections: Iterable[Collection], private: AbstractSet[str]) -> None:
        """Take the collections, and the ids of the people who are private in one of them."""
        self._collections = [*collections]
        self._private = private
        self._search = search_for_names(self._collections, lambda person: person.id in private)
        self._texts = None if self._search is None else TextRedaction(self._search, {})
        self._functions: Mapping[str, Callable[[Any], Any]] = {}
        if self._texts is not None:
            self._functions = {
                "text": self._texts.text,
                "url": self._texts.url,
                "extra": self._texts.unknown_fields,
                "part": self._part,
                "evidence": self._part,
            }

    @property
    def is_needed(self) -> bool:
        """True if the collections have private individuals."""
        return bool(self._private)

    def text(self, text: str) -> str:
        """Return a text without the names; the text itself if it has none, or is the id of a record."""
        if self._texts is None or any(text in collection for collection in self._collections):
            return text
        return self._texts.text(text)

    def has_name_word(self, text: str) -> bool:
        """Return whether a text has a word of a name, as an excerpt has that begins or ends inside a name."""
        return self._search is not None and self._search.has_name_word(text)

    def value(self, value: T) -> T:
        """Return a record, a part of one, a list or a single value without what could name a private individual."""
        return self._value(value)  # type: ignore[no-any-return]

    def path(self, path: FieldPath) -> FieldPath:
        """Return the path to a value, without the names in the keys of unknown fields."""
        return tuple(step if isinstance(step, int) or step in field_names() else self.text(step) for step in path)

    def collection(self, collection: Collection) -> Collection:
        """Return a collection whose records are without what could name a private individual, in the same order."""
        if not self.is_needed:
            return collection
        own: Collection = self._part(collection.with_records(()))
        return own.with_records(map(self._value, collection))

    def _value(self, value: Any) -> Any:
        if isinstance(value, Person) and value.id in self._private:
            return self._part(evolve(value, private=True).without_withheld())
        if isinstance(value, Part | Record):
            return self._part(value)
        if isinstance(value, tuple):
            return tuple(map(self._value, value))
        if isinstance(value, Extra) and self._texts is not None:
            return self._texts.unknown_fields(value)
        return self.text(value) if type(value) is str else value

    def _part(self, part: Any) -> Any:
        return with_values(part, self._kind, self._functions) if self._functions else part

    @staticmethod
    def _kind(item: Any) -> str | None:
        kind = value_kind(item)
        return None if kind == "id" else kind
