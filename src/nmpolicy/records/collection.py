"""The collection: all the records of one subject, indexed by id."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar

from attrs import field, fields, frozen

from nmpolicy.errors import DuplicateIdError, InvalidTypeError, UnknownIdError, nearest
from nmpolicy.problems import pointer
from nmpolicy.records.actors import Actor, Membership, Organization, Person, Post
from nmpolicy.records.base import Record, Value
from nmpolicy.records.events import Event
from nmpolicy.records.fields import checked, parts, unknown_fields
from nmpolicy.records.instruments import Measure, Order
from nmpolicy.records.provisions import Provision
from nmpolicy.records.relations import Relation
from nmpolicy.records.sources import Source
from nmpolicy.records.statements import Statement
from nmpolicy.records.survey import AnySurvey, Survey
from nmpolicy.records.tables import (
    events,
    measures,
    memberships,
    orders,
    organizations,
    people,
    posts,
    provisions,
    relations,
    sources,
    statements,
)
from nmpolicy.records.walk import Reference, part_classes, references, targets
from nmpolicy.vocabulary.extra import EMPTY, Extra
from nmpolicy.vocabulary.identifiers import Id, alike
from nmpolicy.vocabulary.values import describe

T = TypeVar("T")


@frozen(kw_only=True, repr=False, field_transformer=checked)
class Collection:
    """All the records of one subject: one tuple per class, and every record by its id.

    It is frozen: `add`, `replace` and `remove` answer with a new one. It holds what it is given, right or not;
    `nmpolicy.validate` says what is wrong with it.

    >>> city = Organization(id="city", name="A city", classification="government")
    >>> collection = Collection(id="demo", title="A demonstration").add(city)
    >>> collection["city"] is city, "county" in collection, len(collection)
    (True, False, 1)

    .. versionadded:: 0.1
    """

    #: Where the JSON Schema is that an editor should check the file by: an address or a path. In JSON, `$schema`.
    schema: str = ""
    #: Slug of the collection as a whole. No record refers to it.
    id: Id
    #: What it is called.
    title: str
    #: What it holds, in our own words.
    summary: str = ""
    #: The licence of the data, as an SPDX expression.
    license: str = ""
    #: What a reader should know of it; in our own words.
    notes: str = ""
    #: Where everything is from.
    sources: tuple[Source, ...] = field(default=(), converter=sources)
    #: The people.
    people: tuple[Person, ...] = field(default=(), converter=people)
    #: The organizations, groups among them.
    organizations: tuple[Organization, ...] = field(default=(), converter=organizations)
    #: The offices.
    posts: tuple[Post, ...] = field(default=(), converter=posts)
    #: Who held which post, and who belongs to what.
    memberships: tuple[Membership, ...] = field(default=(), converter=memberships)
    #: What executives issued.
    orders: tuple[Order, ...] = field(default=(), converter=orders)
    #: What legislatures adopted, or have before them.
    measures: tuple[Measure, ...] = field(default=(), converter=measures)
    #: What orders and measures say.
    provisions: tuple[Provision, ...] = field(default=(), converter=provisions)
    #: Who said what.
    statements: tuple[Statement, ...] = field(default=(), converter=statements)
    #: What happened.
    events: tuple[Event, ...] = field(default=(), converter=events)
    #: What records do to one another.
    relations: tuple[Relation, ...] = field(default=(), converter=relations)
    #: Fields that nmpolicy does not know, as a file had them.
    extra: Extra = field(default=EMPTY, converter=unknown_fields)

    @classmethod
    def of(  # noqa: PLR0913  # one for each field of its own
        cls,
        records: Iterable[Record],
        *,
        id: str,
        title: str,
        summary: str = "",
        license: str = "",
        notes: str = "",
        schema: str = "",
        extra: Mapping[str, object] = EMPTY,
    ) -> "Collection":
        """A collection of records as they come, each in the table of its class, in their order. An id may stand twice.

        Raises `InvalidTypeError` for what is no record.
        """
        tables: dict[str, list[Any]] = {name: [] for name in TABLES}
        for record in records:
            tables[table_of(record)].append(record)
        own: dict[str, Any] = {"id": id, "title": title, "summary": summary, "license": license, "notes": notes}
        held: dict[str, Any] = dict(tables)
        return cls(**own, schema=schema, extra=extra, **held)

    @property
    def actors(self) -> tuple[Actor, ...]:
        """People, organizations and posts."""
        return (*self.people, *self.organizations, *self.posts)

    @property
    def instruments(self) -> tuple[Order | Measure, ...]:
        """Orders and measures."""
        return (*self.orders, *self.measures)

    def tables(self) -> dict[str, tuple[Record, ...]]:
        """The records of each class, by the name of the class's field, in the order of the document."""
        return {name: getattr(self, name) for name in TABLES}

    def __iter__(self) -> Iterator[Record]:
        """Every record, in the order of the document."""
        return (record for table in self.tables().values() for record in table)

    def __len__(self) -> int:
        """How many records there are."""
        return sum(map(len, self.tables().values()))

    def __bool__(self) -> bool:
        """A collection is something, even an empty one."""
        return True

    def __contains__(self, id: object) -> bool:
        """Whether a record has this id, or there is one of this record's class and id."""
        if isinstance(id, Record):
            return (type(id), id.id) in self._places
        return isinstance(id, str) and id in self._by_id

    def __getitem__(self, id: str | Record) -> Record:
        """The record with this id; of several, the first. Raises `UnknownIdError`, a `KeyError`."""
        record = self.get(id)
        if record is None:
            raise UnknownIdError(_id(id), self.nearest(_id(id)))
        return record

    def get(self, id: str | Record | None) -> Record | None:
        """The record with this id, or None."""
        return None if id is None else self._by_id.get(_id(id))

    def table(self, id: str) -> str | None:
        """The name of the table that the record with this id is in, or None."""
        record = self.get(id)
        return None if record is None else table_of(record)

    def nearest(self, id: str) -> tuple[str, ...]:
        """The ids of the collection that are most like one that it has not, best first, at most three."""
        return nearest(id, self._by_id)

    def absent(self, ids: AbstractSet[str]) -> AbstractSet[str]:
        """Those of some ids that no record has."""
        return ids - self._by_id.keys()

    def outside(self, tables: Iterable[str], ids: AbstractSet[str]) -> AbstractSet[str]:
        """Those of some ids whose records are in none of these tables. What no record has is outside too."""
        return frozenset(ids).difference(*(self._ids[table] for table in tables))

    def duplicates(self) -> Iterator[tuple[Record, tuple[str, int], str]]:
        """The records whose id another one had before: each with its table and index, and where the first one is."""
        if len(self._by_id) == len(self):
            return
        first: dict[str, str] = {}
        for table, records in self.tables().items():
            for index, record in enumerate(records):
                if record.id in first:
                    yield record, (table, index), first[record.id]
                first.setdefault(record.id, pointer((table, index)))

    @cached_property
    def alike(self) -> Mapping[str, str]:
        """The ids that read like another one, and which: of all that read alike, the first by alphabet."""
        return alike([record.id for record in self])

    def surveyed(self, survey: Survey[Any, T]) -> T:
        """What all records together say to a `Survey`; worked out once."""
        if survey not in self._surveyed:
            self._surveyed[survey] = survey.answer(survey.facts(self))
        answer: T = self._surveyed[survey]
        return answer

    def label(self, id: str | Record) -> str:
        """What to call the record with this id in a line of text; the id itself where there is none."""
        record = self.get(id)
        return _id(id) if record is None else record.label

    def references_to(self, target: str | Record) -> tuple[Reference, ...]:
        """Every reference to a record, in the order of the document: who refers to it, and in which field.

        >>> city = Organization(id="city", name="A city")
        >>> mayor = Post(id="mayor", name="Mayor", organization=city)
        >>> Collection(id="demo", title="A demonstration").add(city, mayor).references_to(city)
        (Reference(record='mayor', path=('organization',), target='city', tables=('organizations',)),)
        """
        return self._referrers.get(_id(target), ())

    def add(self, *records: Record) -> "Collection":
        """A collection with these records too, each in the table of its class. Adding many at once is fastest.

        Raises `DuplicateIdError` where an id is taken already, and `InvalidTypeError` for what is no record.
        """
        taken = set(self._by_id)
        for record in records:
            table_of(record)
            if record.id in taken:
                raise DuplicateIdError(record.id)
            taken.add(record.id)
        return self.with_records((*self, *records))

    def replace(self, *records: Record) -> "Collection":
        """A collection with these records in the places of those with their ids and class.

        Raises `UnknownIdError` where the collection has no record of that id, `InvalidTypeError` where it has none of
        that class, and `DuplicateIdError` for two records for one place.
        """
        new: dict[tuple[type[Record], str], Record] = {}
        for record in records:
            table_of(record)
            place = (type(record), record.id)
            if place in new:
                raise DuplicateIdError(record.id)
            if place not in self._places:
                old = type(self[record.id]).__name__
                raise InvalidTypeError(f"{record.id!r} is of class {old}, not {type(record).__name__}; remove it first")
            new[place] = record
        return self.with_records(new.get((type(record), record.id), record) for record in self)

    def remove(self, *gone: str | Record) -> "Collection":
        """A collection without these records; by an id, without every record that bears it.

        References to them stay, for `validate` to find. Raises `UnknownIdError` where there is no such record.
        """
        for each in gone:
            if each not in self:
                raise UnknownIdError(_id(each), self.nearest(_id(each)))
        ids = {each for each in gone if isinstance(each, str)}
        places = {(type(each), each.id) for each in gone if isinstance(each, Record)}
        return self.with_records(r for r in self if r.id not in ids and (type(r), r.id) not in places)

    def sorted(self) -> "Collection":
        """The same collection with each table in the order of its ids, as `nmpolicy fmt` writes it."""
        return self.with_records(sorted(self, key=lambda record: record.id))

    def with_records(self, records: Iterable[Record]) -> "Collection":
        """The same collection with these records instead of its own, as they come. An id may stand twice.

        Raises `InvalidTypeError` for what is no record.
        """
        own: dict[str, Any] = {
            field.name: getattr(self, field.name) for field in fields(Collection) if field.name not in TABLES
        }
        return Collection.of(records, **own)

    def __repr__(self) -> str:
        """The id and the number of records."""
        return f"<Collection {self.id}, records: {len(self)}>"

    def __str__(self) -> str:
        """Title and number of records."""
        return f"{' '.join(self.title.split()) or self.id} (records: {len(self)})"

    @cached_property
    def _by_id(self) -> Mapping[str, Record]:
        # Backwards, so that of several records with one id the first stays.
        return MappingProxyType({record.id: record for record in reversed(tuple(self))})

    @cached_property
    def targets(self) -> Mapping[tuple[str, ...], frozenset[str]]:
        """All ids that records refer to, by the tables that they may point into; none means any."""
        return MappingProxyType(targets(self))

    @cached_property
    def _surveyed(self) -> dict[AnySurvey, Any]:
        return {}

    @cached_property
    def _ids(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {name: set() for name in TABLES}
        for id, record in self._by_id.items():
            found[table_of(record)].add(id)
        return {name: frozenset(ids) for name, ids in found.items()}

    @cached_property
    def _places(self) -> frozenset[tuple[type[Record], str]]:
        return frozenset((type(record), record.id) for record in self)

    @cached_property
    def _referrers(self) -> Mapping[str, tuple[Reference, ...]]:
        found: dict[str, list[Reference]] = {}
        for record in self:
            for reference in references(record):
                found.setdefault(reference.target, []).append(reference)
        return {target: tuple(listed) for target, listed in found.items()}


#: The class of each table, by the name of the collection's field.
TABLES: Mapping[str, type[Record]] = MappingProxyType(
    {field.name: item for field in fields(Collection) for item, many, _ in (parts(field.type),) if many}
)
#: The classes of the parts that records are made of.
PARTS: tuple[type[Value], ...] = tuple(dict.fromkeys(part for cls in TABLES.values() for part in part_classes(cls)))
_TABLE_OF: Mapping[type[Any], str] = {cls: name for name, cls in TABLES.items()}


def _id(value: str | Record) -> str:
    """An id, or a record's. Raises `InvalidTypeError` for what is neither."""
    if isinstance(value, Record):
        return value.id
    if not isinstance(value, str):
        raise InvalidTypeError(f"expected an id or a record, not {describe(value)}")
    return value


def table_of(record: Record) -> str:
    """The name of the table that a record's class is listed in. Raises `InvalidTypeError` for what is no record.

    >>> table_of(Person(id="a-person"))
    'people'
    """
    if (name := _TABLE_OF.get(type(record))) is None:
        raise InvalidTypeError(f"a collection lists the records of nmpolicy, one by one, not {describe(record)}")
    return name
