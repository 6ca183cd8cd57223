"""Redaction: a copy of a collection without what could name private individuals."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from operator import is_not
from typing import Any, TypeGuard, TypeVar

from attrs import evolve, field, frozen

from nmpolicy.markup import paragraph, section
from nmpolicy.problems import pointer
from nmpolicy.records.actors import REDACTED, Actor, Person
from nmpolicy.records.arguments import check_collections, check_flag
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.evidence import Evidence
from nmpolicy.records.name_search import NameSearch, is_latin
from nmpolicy.records.neutral_ids import NEUTRAL_ID, neutral_ids
from nmpolicy.records.private_names import named_people, names_of, private_names
from nmpolicy.records.record_texts import texts_of, value_kind
from nmpolicy.records.text_redaction import TextRedaction
from nmpolicy.records.traversal import FieldPath, unchecked, with_values

T = TypeVar("T")
_LONGEST_NAME = 30  # characters of a name that the records may not have
_BESIDE_A_NAME = 10  # characters of a title, an age or a verb
_SHOWN = 8  # places that a line names

_EVIDENCE = "the evidence of a private individual, which points to a passage that may name them"
_ADDRESS = "the web address of a source that may name a private individual"
_WORD_IN_TEXT = "a word in a text that is also in the name of a private individual"
_WORD_IN_ID = "a word in an id that is also in the name of a private individual"
_PUBLIC = "the name of a public actor that is also that of a private individual"
_ID_ALONE = "the id of a private individual who has no name here, so that other texts were not searched for it"
_OTHER_LETTERS = "other spellings of a private individual's name that is not in Latin letters"
_NOT_SEARCHED = "the name of a private individual in other texts: it is too short or too common a word to search for"


@frozen
class Disclosure:
    """A place in a redacted copy that may still tell who a private individual is.

    Terms: statistical disclosure control (disclosure).

    .. versionadded:: 0.1
    """

    record: str | None
    """The id of the record in the copy. None for the collection itself."""
    path: FieldPath
    """The field names and list indexes that lead from the record to the value."""
    reason: str
    """The reason why it could not be withheld."""


@frozen(repr=False)
class Redaction:
    """A redacted copy of a collection.

    .. versionadded:: 0.1
    """

    collection: Collection
    """The copy; the collection itself if nothing was withheld."""
    remaining: tuple[Disclosure, ...] = ()
    """The places that may still tell who a private individual is."""
    new_ids: Mapping[str, str] = field(factory=dict, eq=False)
    """The ids in the copy of records that have other ids in the collection, by these, which may be former ids."""

    def __repr__(self) -> str:
        """Return the id of the collection and the number of places."""
        return f"<Redaction of {self.collection.id}, remaining: {len(self.remaining):,}>"

    def _repr_html_(self) -> str:
        """Return the remaining places, for a notebook."""
        return section(repr(self)[1:-1], *map(paragraph, self.remaining_lines()))

    def remaining_lines(self) -> tuple[str, ...]:
        """Return the remaining places in one line for each reason, with the record and field of the first ones.

        >>> from nmpolicy.datasets import load_dataset
        >>> redact(load_dataset("albuquerque-immigrant-friendly-2025")).remaining_lines()[0]
        'the evidence of a private individual, which points to a passage that may name them (arrested-man evidence)'
        """
        places: dict[str, list[str]] = {}
        for each in self.remaining:
            field = pointer(each.path).removeprefix("/")
            places.setdefault(each.reason, []).append(f"{each.record or 'the collection'} {field}")
        return tuple(f"{reason} ({_few([*dict.fromkeys(found)])})" for reason, found in places.items())


def _few(places: Sequence[str]) -> str:
    """Return the first of some places, and the number of the others."""
    more = len(places) - _SHOWN
    return ", ".join(places[:_SHOWN]) + (f", and {more:,} more" if more > 0 else "")


def redact(collection: Collection) -> Redaction:
    """Return a copy of a collection without what could name private individuals, and what could not be withheld.

    These are withheld:

    - every field of a private individual but the id, the mark and the evidence;
    - their names in all other texts, which have the words `a private individual` instead, and web addresses with a name
      or a surname alone, unless it is a common word or in the name of a public person or body;
    - ids that have a word of their names: theirs become `private-1` and so on, and references follow. In the ids of
      other records, their full names and surnames are replaced by their ids, unless the surname is a common word;
    - all quotes of sources, and the digest of a passage that supports the record of a private individual or is short
      enough to be little more than a name (40 characters, or 10 more than the longest name): anyone could find its
      words by trying names. The locations stay.

    A name is found in another case and order, without accents, and by two of its words that stand together. One of its
    words alone stays in a text, because it may be another word, and is among what remains. So are a name of one word
    that is short or common, such as Li or May, and the locations of evidence: a reader of the source finds the name
    there. The full name of a public person stays, even if two of its words are also in the name.

    The copy is marked as `redacted`. A collection without private individuals, or with nothing to withhold, is returned
    itself, and so is a copy that is redacted again.

    >>> roe = Person(id="jane-roe", name="Jane Roe", private=True)
    >>> aunt = Person(id="roes-aunt", summary="An aunt of Jane Roe.", private=False)
    >>> copy = redact(Collection(id="demo", title="A demonstration", people=[roe, aunt])).collection
    >>> copy.redacted, copy.people[0].id, copy.people[0].name, copy.people[1].summary
    (True, 'private-1', '', 'An aunt of a private individual.')

    .. versionadded:: 0.1
    """
    check_collections(collection)
    if not any(person.private for person in collection.people):
        return Redaction(collection)
    return _Redactor(collection).redaction()


def collection_to_show(collection: Collection, *, include_private: bool) -> Collection:
    """Return the collection for an output: redacted, or with `include_private` as it is.

    Raises `InvalidTypeError` for anything that is not a collection, and if `include_private` is not a `bool`.
    """
    check_collections(collection)
    check_flag("include_private", include_private)
    return collection if include_private else redact(collection).collection


class _Redactor:
    """Redacts one collection that has private individuals."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._people = [person for person in collection.people if person.private]
        self._named = [*named_people(self._people)]
        self._search = private_names(collection) or NameSearch(())
        self._most = max([_LONGEST_NAME, *(len(name) for _, name in self._named)]) + _BESIDE_A_NAME
        self._digests = {each.digest for person in self._people for each in person.evidence if each.digest}
        public_names: dict[str, list[str]] = {}
        for actor in collection.actors:
            if not _is_private(actor):
                public_names.setdefault(actor.id, []).extend(map(self._public_name, names_of(actor)))
        self._ids = neutral_ids(collection, self._search, public_names)
        former = {alias: self._ids.get(person.id, person.id) for person in self._people for alias in person.aliases}
        gone = {alias: id for alias, id in former.items() if alias not in collection}
        self._new_ids = gone | self._ids
        self._texts = TextRedaction(self._search, self._new_ids)
        self._functions: dict[str, Callable[[Any], Any]] = {
            "text": self._texts.text,
            "url": self._texts.url,
            "extra": self._texts.unknown_fields,
            "id": lambda old: self._ids.get(old, old),
            "part": lambda part: _changed(part, self._functions),
            "evidence": lambda evidence: _changed(self._evidence(evidence), self._functions),
        }

    def redaction(self) -> Redaction:
        """Return the copy, and what remains."""
        before = self._collection.with_records(())
        own = _changed(before, self._functions)
        changed = own is not before
        mentions: list[Record | Collection] = [own] if self._texts.found_name_word else []
        records: list[Record] = []
        for table in self._collection.tables().values():
            new: list[Record] = []
            for record in table:
                self._texts.found_name_word = False
                new.append(self._record(record))
                mentions += new[-1:] if self._texts.found_name_word else []
            changed = changed or any(map(is_not, new, table))
            # Its place in a sorted table would tell the first letters of an old id.
            records += sorted(new, key=_id) if self._ids and _is_sorted(table) else new
        copy = evolve(own, redacted=True).with_records(records) if changed else self._collection
        return Redaction(copy, tuple(self._remaining(copy, mentions)), self._new_ids)

    def _record(self, record: Record) -> Record:
        if _is_private(record):
            hidden = record.without_withheld()
            return _changed(record if hidden == record else hidden, self._functions)
        found = _changed(record, self._functions)
        if found is not record and isinstance(record, Actor) and isinstance(found, Actor):
            name, *others = map(self._public_name, names_of(record))
            return found if (name, *others) == names_of(found) else evolve(found, name=name, other_names=others)
        return found

    def _evidence(self, evidence: Evidence) -> Evidence:
        """Return evidence without a quote, and without the digest of what may be little more than a name."""
        is_short = evidence.digest is not None and (evidence.length or 0) <= self._most
        if is_short or evidence.digest in self._digests:
            return unchecked(evidence, digest=None)
        return unchecked(evidence, quote="") if evidence.quote else evidence

    def _public_name(self, name: str) -> str:
        """Return the name of a public actor as the copy shows it. The same name as a private individual's stays."""
        shown = self._search.replaced(name, REDACTED)
        return name if shown == REDACTED else shown

    def _remaining(self, copy: Collection, mentions: Sequence[Record | Collection]) -> Iterator[Disclosure]:
        """Yield the places in the copy that may still name someone. `mentions` have texts with a word of a name."""
        private = [person for person in copy.people if person.private]
        yield from (Disclosure(person.id, ("evidence",), _EVIDENCE) for person in private if person.evidence)
        cited = {each.source for person in private for each in person.evidence}
        yield from (Disclosure(each.id, ("url",), _ADDRESS) for each in copy.sources if each.url and each.id in cited)
        for record in mentions:
            id = record.id if isinstance(record, Record) else None
            yield from (
                Disclosure(id, path, _WORD_IN_TEXT)
                for path, text in texts_of(record)
                if self._search.has_name_word(text)
            )
        yield from self._words_in_ids(copy)
        for actor in copy.actors:
            if not _is_private(actor) and any(map(self._search.finds, names_of(actor))):
                yield Disclosure(actor.id, ("name",), _PUBLIC)
        for id, name in self._named:
            if not self._search.finds(name):
                yield Disclosure(self._ids.get(id, id), ("name",), _NOT_SEARCHED)
            elif not is_latin(name):
                yield Disclosure(self._ids.get(id, id), ("name",), _OTHER_LETTERS)
        named = {id for id, _ in self._named}
        for person in self._people:
            if person.id not in named and person.id not in self._ids and not NEUTRAL_ID.fullmatch(person.id):
                yield Disclosure(person.id, ("id",), _ID_ALONE)

    def _words_in_ids(self, copy: Collection) -> Iterator[Disclosure]:
        """Yield the ids with a word of a name, unless it is the id of a public actor whose own name has such a word."""
        if self._search.has_name_word(copy.id):
            yield Disclosure(None, ("id",), _WORD_IN_ID)
        for record in copy:
            names = names_of(record) if isinstance(record, Actor) else ()
            if self._search.has_name_word(record.id) and not any(map(self._search.has_name_word, names)):
                yield Disclosure(record.id, ("id",), _WORD_IN_ID)


def _changed(value: T, functions: Mapping[str, Callable[[Any], Any]]) -> T:
    changed: T = with_values(value, value_kind, functions)
    return changed


def _is_private(record: Record) -> TypeGuard[Person]:
    return isinstance(record, Person) and record.private


def _is_sorted(table: Sequence[Record]) -> bool:
    return all(one.id <= other.id for one, other in pairwise(table))


def _id(record: Record) -> str:
    return record.id
