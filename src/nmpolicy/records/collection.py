"""The collection: all the records of one subject, indexed by id."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from types import MappingProxyType
from typing import Any, TypeVar, overload

from attrs import field, fields, frozen

from nmpolicy.errors import DuplicateIdError, InvalidTypeError, UnknownIdError
from nmpolicy.records.actors import Actor, Membership, Organization, Person, Post
from nmpolicy.records.base import Note, Part, Record, to_notes
from nmpolicy.records.contents_html import contents_html
from nmpolicy.records.events import Event
from nmpolicy.records.fields import check_annotations, field_type, to_extra
from nmpolicy.records.indexes import Key, ids_by_name, positions, references_by_target
from nmpolicy.records.instruments import Measure, Order
from nmpolicy.records.provisions import Provision
from nmpolicy.records.relations import Relation
from nmpolicy.records.sources import Source
from nmpolicy.records.statements import Statement
from nmpolicy.records.traversal import Reference, part_classes
from nmpolicy.suggestions import SpellingIndex
from nmpolicy.vocabulary.cut_texts import LONGEST_MENTION, cut
from nmpolicy.vocabulary.extra import EMPTY, Extra
from nmpolicy.vocabulary.id_words import IdWordIndex
from nmpolicy.vocabulary.identifiers import Id, SeriesIndex
from nmpolicy.vocabulary.values import describe

R = TypeVar("R", bound=Record)
_MAX_SUGGESTIONS = 3


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class Collection:
    """All the records of one subject: one tuple per record class, indexed by id.

    A collection is frozen: `add`, `replace` and `remove` return a new one. It accepts any well-formed records, even
    inconsistent ones; `nmpolicy.validate` reports what is wrong with them.

    >>> city = Organization(id="city", name="A city", classification="government")
    >>> collection = Collection(id="demo", title="A demonstration").add(city)
    >>> collection["city"] is city, "county" in collection, len(collection)
    (True, False, 1)

    .. versionadded:: 0.1
    """

    schema: str = ""
    """The address or path of the JSON Schema for editors to check the file against. In JSON, the key is `$schema`."""
    id: Id
    """The slug of the collection itself. Records never refer to it."""
    title: str
    """The title of the collection."""
    summary: str = ""
    """The scope of the collection, in our own words."""
    license: str = ""
    """The license of the data, as an SPDX expression."""
    redacted: bool = False
    """True if what could name private individuals was withheld from this copy."""
    notes: tuple[Note, ...] = field(default=(), converter=to_notes)
    """Anything else a reader should know about it."""
    sources: tuple[Source, ...] = field(default=(), converter=tuple[Source, ...])
    """The sources that the records cite."""
    people: tuple[Person, ...] = field(default=(), converter=tuple[Person, ...])
    """The people."""
    organizations: tuple[Organization, ...] = field(default=(), converter=tuple[Organization, ...])
    """The organizations, including unnamed groups."""
    posts: tuple[Post, ...] = field(default=(), converter=tuple[Post, ...])
    """The offices."""
    memberships: tuple[Membership, ...] = field(default=(), converter=tuple[Membership, ...])
    """Periods in which actors held posts or belonged to organizations."""
    orders: tuple[Order, ...] = field(default=(), converter=tuple[Order, ...])
    """The instruments issued by executives."""
    measures: tuple[Measure, ...] = field(default=(), converter=tuple[Measure, ...])
    """The instruments adopted by legislatures or pending before them."""
    provisions: tuple[Provision, ...] = field(default=(), converter=tuple[Provision, ...])
    """The provisions of orders and measures."""
    statements: tuple[Statement, ...] = field(default=(), converter=tuple[Statement, ...])
    """Statements by actors, with their stances."""
    events: tuple[Event, ...] = field(default=(), converter=tuple[Event, ...])
    """Signings, protests, hearings and other events."""
    relations: tuple[Relation, ...] = field(default=(), converter=tuple[Relation, ...])
    """Relations between records, such as amendments and repeals."""
    extra: Extra = field(default=EMPTY, converter=to_extra)
    """Fields from a file that nmpolicy does not know."""

    @classmethod
    def of(  # noqa: PLR0913  # one for each field of its own
        cls,
        records: Iterable[Record],
        *,
        id: str,
        title: str,
        summary: str = "",
        license: str = "",
        redacted: bool = False,
        notes: Iterable[Note | str] | Note | str = (),
        schema: str = "",
        extra: Mapping[str, object] = EMPTY,
    ) -> "Collection":
        """Build a collection from records in any order, each filed in the table of its class. Ids may repeat.

        Raises `InvalidTypeError` for anything that is not a record.
        """
        tables: dict[str, Any] = {name: [] for name in TABLES}
        for record in records:
            tables[table_of(record)].append(record)
        own: dict[str, Any] = {"title": title, "summary": summary, "license": license, "notes": notes, "schema": schema}
        return cls(id=id, redacted=redacted, extra=extra, **own, **tables)

    @property
    def actors(self) -> tuple[Actor, ...]:
        """People, organizations and posts."""
        return (*self.people, *self.organizations, *self.posts)

    @property
    def instruments(self) -> tuple[Order | Measure, ...]:
        """Orders and measures."""
        return (*self.orders, *self.measures)

    def tables(self) -> dict[str, tuple[Record, ...]]:
        """Return the records of each class by the name of the collection's field, in document order."""
        return {name: getattr(self, name) for name in TABLES}

    def __iter__(self) -> Iterator[Record]:
        """Iterate over every record, in document order."""
        return chain.from_iterable(self.tables().values())

    def __len__(self) -> int:
        """Return the number of records."""
        return sum(map(len, self.tables().values()))

    def __bool__(self) -> bool:
        """Return True, even for a collection without records."""
        return True

    def __contains__(self, id: object) -> bool:
        """Return whether a record has this id; given a record, whether one has its class and id."""
        if isinstance(id, Record):
            return type(self._by_id.get(id.id)) is type(id) or (type(id), id.id) in self._positions
        return isinstance(id, str) and id in self._by_id

    def __getitem__(self, id: str | Record) -> Record:
        """Return the record with this id; if several share it, the first. Raises `UnknownIdError`, a `KeyError`."""
        record = self.get(id)
        if record is None:
            raise UnknownIdError(_id(id), self.suggest_ids(_id(id)))
        return record

    @overload
    def get(self, id: str | Record | None) -> Record | None: ...
    @overload
    def get(self, id: str | Record | None, cls: type[R]) -> R | None: ...
    def get(self, id: str | Record | None, cls: type[Record] = Record) -> Record | None:
        """Return the record with this id, or None; also None if it is not an instance of `cls`.

        >>> mayor = Post(id="mayor", name="Mayor")
        >>> collection = Collection(id="demo", title="A demonstration").add(mayor)
        >>> collection.get("mayor", Post).name, collection.get("mayor", Order), collection.get("clerk")
        ('Mayor', None, None)
        """
        record = None if id is None else self._by_id.get(id if type(id) is str else _id(id))  # most are plain texts
        return record if isinstance(record, cls) else None

    def table(self, id: str) -> str | None:
        """Return the name of the table that holds the record with this id, or None."""
        return None if (record := self.get(id)) is None else table_of(record)

    def suggest_ids(self, id: str, *, spelling: bool = True, tables: Sequence[str] = ()) -> tuple[str, ...]:
        """Return up to three ids of this collection that resemble a misspelled one, best match first.

        A record that has it as an alias or as its number comes first. Then come ids with the same number in another
        series, ids of the same series, the closest number first, ids that have it as a part, if they are few, and ids
        that are spelled alike. Without `spelling`, it is faster, and finds fewer. The ids of `tables` come first.

        >>> orders = [Order(id=id, kind="other", title="An order") for id in ("eo-2025-9", "eo-2025-12", "eo-deal")]
        >>> Collection.of(orders, id="demo", title="A demonstration").suggest_ids("EO-2025-11")
        ('eo-2025-12', 'eo-2025-9')
        """
        found = [*self._ids_by_name.get(id, ()), *self._series.closest(id, _MAX_SUGGESTIONS, spelling=spelling)]
        found += self._id_words.having(id, tables, _MAX_SUGGESTIONS)
        if spelling and len(found) < _MAX_SUGGESTIONS:
            found += self._spellings.closest(id.lower())
        found.sort(key=lambda each: bool(tables) and self.table(each) not in tables)
        return tuple(dict.fromkeys(found))[:_MAX_SUGGESTIONS]

    def label(self, id: str | Record) -> str:
        """Return the label of the record with this id, cut if it is very long, or the id if there is no such record."""
        return cut(_id(id) if (record := self.get(id)) is None else record.label, LONGEST_MENTION)

    def references_to(self, target: str | Record) -> tuple[Reference, ...]:
        """Return every reference to a record, in document order.

        >>> city = Organization(id="city", name="A city")
        >>> mayor = Post(id="mayor", name="Mayor", organization=city)
        >>> Collection(id="demo", title="A demonstration").add(city, mayor).references_to(city)
        (Reference(record='mayor', path=('organization',), target='city', tables=('organizations',)),)
        """
        return self._references_by_target.get(_id(target), ())

    def add(self, *records: Record) -> "Collection":
        """Return a collection with these records appended to the tables of their classes.

        Each call copies the tables, so add many records in one call, or use `Collection.of`. Raises `DuplicateIdError`
        if an id is already taken, and `InvalidTypeError` for anything that is not a record.
        """
        tables = {name: [*getattr(self, name)] for name in {*map(table_of, records)}}
        by_id, positions = dict(self._by_id), dict(self._positions)
        for record in records:
            if record.id in by_id:
                raise DuplicateIdError(record.id)
            table = tables[table_of(record)]
            by_id[record.id], positions[type(record), record.id] = record, [len(table)]
            table.append(record)
        return self._with_tables(tables, _by_id=by_id, _positions=positions)

    def replace(self, *records: Record) -> "Collection":
        """Return a collection with these records in place of those with the same ids and classes.

        Each call copies the tables, so replace many records in one call. Raises `UnknownIdError` for an id that is not
        in the collection, `InvalidTypeError` if the record with that id is of another class, and `DuplicateIdError` for
        two replacements of one record.
        """
        tables = {name: [*getattr(self, name)] for name in {*map(table_of, records)}}
        by_id, replaced = dict(self._by_id), set[Key]()
        for record in records:
            old, key = type(self[record.id]), (type(record), record.id)
            if key in replaced:
                raise DuplicateIdError(record.id)
            if key not in self._positions:
                classes = f"of class {old.__name__}, not {type(record).__name__}"
                raise InvalidTypeError(f"{record.id!r} is already {classes}; remove the old record first")
            replaced.add(key)
            if old is type(record):
                by_id[record.id] = record
            for position in self._positions[key]:
                tables[table_of(record)][position] = record
        return self._with_tables(tables, _by_id=by_id, _positions=self._positions)

    def remove(self, *gone: str | Record) -> "Collection":
        """Return a collection without these records; given an id, without every record that has it.

        Each call goes through the tables, so remove many records in one call. References to the removed records stay,
        and `validate` reports them. Raises `UnknownIdError` if there is no such record.
        """
        ids: dict[str, set[str]] = {}
        for each in gone:
            if each not in self:
                raise UnknownIdError(_id(each), self.suggest_ids(_id(each)))
            for name in TABLES if isinstance(each, str) else [table_of(each)]:
                ids.setdefault(name, set()).add(_id(each))
        return self._with_tables({name: [r for r in getattr(self, name) if r.id not in ids[name]] for name in ids})

    def sorted(self) -> "Collection":
        """Return the same collection with each table sorted by id, as `nmpolicy fmt` writes it."""
        return self.with_records(sorted(self, key=lambda record: record.id))

    def with_records(self, records: Iterable[Record]) -> "Collection":
        """Return the same collection with these records instead of its own. Ids may repeat.

        Raises `InvalidTypeError` for anything that is not a record.
        """
        return Collection.of(records, **{name: getattr(self, name) for name in OWN_FIELDS})

    def _with_tables(self, tables: Mapping[str, Iterable[Record]], **indexes: Any) -> "Collection":
        """Return the same collection with these tables and indexes. The records that it holds are not checked again."""
        new = object.__new__(Collection)
        held = {name: getattr(self, name) for name in (*OWN_FIELDS, *TABLES)}
        for name, value in (held | {name: tuple(table) for name, table in tables.items()} | indexes).items():
            object.__setattr__(new, name, value)
        return new

    def __repr__(self) -> str:
        """Return the id and the number of records."""
        return f"<Collection {self.id}, records: {len(self)}>"

    def __str__(self) -> str:
        """Return the title and the number of records."""
        return f"{' '.join(self.title.split()) or self.id} (records: {len(self)})"

    def _repr_html_(self) -> str:
        """Return the title, the summary, and the number and the first of the records of each class, for a notebook."""
        return contents_html(str(self), self.summary, self.tables(), redacted=self.redacted)

    @cached_property
    def _by_id(self) -> Mapping[str, Record]:
        # Reversed, so that the first of several records with one id wins.
        return {record.id: record for record in reversed(tuple(self))}

    @cached_property
    def _ids_by_name(self) -> Mapping[str, list[str]]:
        return ids_by_name(self)

    @cached_property
    def _series(self) -> SeriesIndex:
        return SeriesIndex(self._by_id)

    @cached_property
    def _id_words(self) -> IdWordIndex:
        return IdWordIndex((record.id, table_of(record)) for record in self._by_id.values())

    @cached_property
    def _spellings(self) -> SpellingIndex:
        return SpellingIndex(self._by_id)

    @cached_property
    def _positions(self) -> Mapping[Key, Sequence[int]]:
        return positions(self.tables().values())

    @cached_property
    def _references_by_target(self) -> Mapping[str, tuple[Reference, ...]]:
        return references_by_target(self)

    @cached_property
    def _computed(self) -> dict[object, Any]:
        """Results of functions decorated with `once_per_collection`."""
        return {}


#: The class of each table, by the name of the collection's field.
TABLES: Mapping[str, type[Record]] = MappingProxyType(
    {f.name: cls for f in fields(Collection) for cls, many, _ in (field_type(f.type),) if many and cls is not Note}
)
#: The names of the other fields, which describe the collection itself.
OWN_FIELDS = tuple(field.name for field in fields(Collection) if field.name not in TABLES)
#: The classes of the parts that records are made of.
PARTS: tuple[type[Part], ...] = tuple(dict.fromkeys(part for cls in TABLES.values() for part in part_classes(cls)))
_TABLE_OF: Mapping[type[Any], str] = {cls: name for name, cls in TABLES.items()}


def table_of(record: Record) -> str:
    """Return the name of the table for a record's class. Raises `InvalidTypeError` for anything that is not a record.

    >>> table_of(Person(id="a-person"))
    'people'
    """
    if (name := _TABLE_OF.get(type(record))) is None:
        raise InvalidTypeError(f"a collection holds nmpolicy records, not {describe(record)}; pass records one by one")
    return name


def _id(value: str | Record) -> str:
    """Return an id, or the id of a record."""
    if isinstance(value, Record):
        return value.id
    if not isinstance(value, str):
        raise InvalidTypeError(f"expected an id or a record, not {describe(value)}")
    return value
