"""A builder that adds records to a collection one by one, and gives them the evidence that the program cites."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from attrs import evolve, fields

from nmpolicy.errors import DuplicateIdError, InvalidTypeError, InvalidValueError, UnknownIdError
from nmpolicy.records.arguments import check_collections
from nmpolicy.records.base import Record, wrong_class
from nmpolicy.records.collection import Collection, table_of
from nmpolicy.records.evidence import Evidence, SourcedRecord
from nmpolicy.records.fields import HasId
from nmpolicy.suggestions import closest_matches
from nmpolicy.vocabulary.literals import BasisText
from nmpolicy.vocabulary.terms import Basis

R = TypeVar("R", bound=Record)


class CollectionBuilder:
    """Adds records to a collection one by one, so that a program can write many without repeating their evidence.

    >>> from nmpolicy.records.actors import Organization, Post
    >>> from nmpolicy.records.sources import Source
    >>> builder = CollectionBuilder(Collection(id="demo", title="A demonstration"))
    >>> gazette = builder.add(Source(id="gazette", kind="news-article", title="Mayor caps noise"))
    >>> with builder.citing(gazette, paragraph=2):
    ...     city = builder.add(Organization(id="springfield", name="Springfield"))
    ...     mayor = builder.add(Post(id="mayor", name="Mayor", organization=city), "the mayor of Springfield")
    >>> print(*city.evidence, mayor.evidence[0].quote, builder.build(), sep="; ")
    gazette, paragraph 2; the mayor of Springfield; A demonstration (records: 3)

    Raises `DuplicateIdError` if the collection has different records with one id.

    .. versionadded:: 0.1
    """

    def __init__(self, collection: Collection) -> None:
        """Start from a collection, with or without records. It does not change."""
        check_collections(collection)
        self._collection = collection
        self._records: dict[str, Record] = {}
        self._cited: Evidence | None = None
        for record in collection:
            self.add(record)

    @contextmanager
    def citing(
        self,
        source: str | HasId,
        *,
        quote: str = "",
        paragraph: int | None = None,
        basis: Basis | BasisText | None = None,
        attributed_to: Iterable[str | HasId] = (),
    ) -> Iterator[None]:
        """Give this evidence to the records that are added in a `with` block without evidence of their own.

        In a block inside another one, only the inner evidence is given. The arguments are fields of `Evidence`.
        """
        evidence = Evidence(source=source, quote=quote, paragraph=paragraph, basis=basis, attributed_to=attributed_to)
        outer, self._cited = self._cited, evidence
        try:
            yield
        finally:
            self._cited = outer

    def add(self, record: R, *quotes: str) -> R:
        """Add a record and return it with its evidence. Adding an equal record again changes nothing.

        Each quote becomes a piece of evidence in the source that `citing` names, after those that the record has.
        `anchor_quotes` finds the quotes in the text of the source.

        Raises `DuplicateIdError` if a different record has the id, `InvalidTypeError` for anything that is not a
        record, and `InvalidValueError` for an empty quote and for quotes outside a `citing` block.
        """
        new = self._with_evidence(record, quotes)
        if (old := self._records.setdefault(new.id, new)) != new:
            raise DuplicateIdError(new.id, _differences(old, new))
        return new

    def replace(self, record: R, *quotes: str) -> R:
        """Put a record in place of the one with its id and class, whose evidence it keeps if it has none of its own.

        Raises `UnknownIdError` if no record has the id, `InvalidTypeError` if that record is of another class, and
        what `add` raises for the quotes.
        """
        table_of(record)  # refuses what is not a record
        if (old := self._records.get(record.id)) is None:
            raise UnknownIdError(record.id, closest_matches(record.id, self._records))
        if type(old) is not type(record):
            classes = f"{type(old).__name__}, not {type(record).__name__}"
            raise InvalidTypeError(f"{record.id!r} is already of class {classes}; give the new record another id")
        new = self._records[record.id] = self._with_evidence(record, quotes, getattr(old, "evidence", ()))
        return new

    def build(self) -> Collection:
        """Return a collection of the records, each in the table of its class. More can be added afterward."""
        return self._collection.with_records(self._records.values())

    def _with_evidence(self, record: R, quotes: tuple[str, ...], earlier: tuple[Evidence, ...] = ()) -> R:
        table_of(record)
        if not isinstance(record, SourcedRecord):
            if quotes:
                raise wrong_class(record, "a record that has evidence; remove its quotes")
            return record
        if quotes and self._cited is None:
            raise InvalidValueError(f"no source is named for the quotes of {record.id!r}; add it in a `citing` block")
        cited = () if self._cited is None else (self._cited,)
        quoted = tuple(evolve(each, quote=quote) for each in cited for quote in quotes)
        if not all(each.quote.strip() for each in quoted):
            raise InvalidValueError(f"a quote of {record.id!r} is empty; quote the words that support it")
        evidence = (*(record.evidence or earlier), *quoted) or cited
        return record if evidence == record.evidence else evolve(record, evidence=evidence)


def _differences(one: Record, other: Record) -> tuple[str, ...]:
    """Return the names of the fields in which two records differ, or `class`."""
    if type(one) is not type(other):
        return ("class",)
    return tuple(each.name for each in fields(type(one)) if getattr(one, each.name) != getattr(other, each.name))
