"""The tables that hold a collection, and their columns, from the declarations of the record classes.

Each record class has a table, and so has each list of parts: milestones, votes, evidence. Nothing about a field is
declared here again, so a new field is a new column in every format.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, Literal, TypeAlias

from attrs import NOTHING, Attribute, fields, frozen, has

from nmpolicy.records.collection import OWN_FIELDS, TABLES, Collection
from nmpolicy.records.fields import field_type
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.definitions import Term
from nmpolicy.vocabulary.extra import Extra
from nmpolicy.vocabulary.references import ref_marker

#: The type of a column's values: any text; a text of a fixed form, such as an id, a web address or a duration; a term
#: of a vocabulary; a partial date; the id of a record; a whole number; true or false; a JSON object; or an exact day.
ColumnType: TypeAlias = Literal["text", "code", "term", "date", "reference", "integer", "boolean", "object", "day"]
TermClass: TypeAlias = type[Term]
#: The name of the table with the fields of the collection itself.
COLLECTION = "collection"


@frozen
class Column:
    """A column of a table: a field of a class, or a value that is derived from one.

    .. versionadded:: 0.1
    """

    name: str
    """The name of the field, or of the key or the derived value."""
    type: ColumnType
    """The type of each value."""
    many: bool = False
    """True if a cell holds a list of such values."""
    required: bool = False
    """True if every row has a value."""
    nullable: bool = False
    """True if a missing value differs from an empty text: the cell of a row without one is null."""
    terms: TermClass | None = None
    """The vocabulary of a term."""
    tables: tuple[str, ...] = ()
    """The tables that a reference may point to; empty if it may point to any."""
    derived_from: str = ""
    """The column that a derived value is computed from; empty for a field. Derived values are never read back."""


@frozen
class Table:
    """A table: the records of one class, the parts in one field of records and parts, or the collection itself.

    .. versionadded:: 0.1
    """

    name: str
    """The name of the collection's field, or of the field that holds the parts."""
    cls: type[Any]
    """The class of the rows."""
    columns: tuple[Column, ...]
    """The columns, in order: the keys, the fields, and then the derived ones."""
    owners: tuple[str, ...] = ()
    """The tables whose rows have such parts; empty for records and for the collection."""
    many: bool = True
    """False if a row of an owner has at most one such part."""

    @property
    def stored(self) -> tuple[Column, ...]:
        """The columns that are not derived."""
        return tuple(column for column in self.columns if not column.derived_from)

    @property
    def fields(self) -> tuple[Column, ...]:
        """The columns that are fields of the class."""
        return self.stored[len(self.keys) :]

    @property
    def keys(self) -> tuple[Column, ...]:
        """The columns that say where a part belongs: its id, its record, its parent, and its number in a list."""
        return _part_keys(many=self.many) if self.owners else ()


#: The derived tables.
RECORDS = Table(
    "records",
    object,
    (Column("id", "reference", required=True), Column("table", "code", required=True), Column("label", "text")),
)
LINKS = Table(
    "links",
    object,
    (
        Column("source", "reference", required=True),
        Column("pointer", "code", required=True),
        Column("field", "code", required=True),
        Column("target", "reference", required=True),
    ),
)


@cache
def all_tables() -> tuple[Table, ...]:
    """Return the tables of `layout()`, and then the two that are derived from them and never read back."""
    return (*layout(), RECORDS, LINKS)


@cache
def layout() -> tuple[Table, ...]:
    """Return the tables: the collection, its records by class, and their parts, owners before parts.

    >>> for table in layout()[:3]:
    ...     print(table.name, [column.name for column in table.columns][:4])
    collection ['schema', 'id', 'title', 'summary']
    sources ['id', 'kind', 'title', 'publisher']
    people ['id', 'name', 'other_names', 'private']

    .. versionadded:: 0.1
    """
    own = tuple(field for field in fields(Collection) if field.name in OWN_FIELDS)
    tables = [Table(COLLECTION, Collection, _columns(own))]
    tables += [Table(name, cls, _columns(fields(cls))) for name, cls in TABLES.items()]
    waiting = [*tables]
    found: dict[str, tuple[type[Any], bool, list[str]]] = {}
    for owner in waiting:
        for name, cls, many in _part_fields(owner):
            if name not in found:
                found[name] = (cls, many, [])
                waiting.append(Table(name, cls, ()))
            found[name][2].append(owner.name)
    parts = [
        Table(name, cls, (*_part_keys(many=many), *_columns(fields(cls))), tuple(owners), many)
        for name, (cls, many, owners) in found.items()
    ]
    # A part can only be placed after whatever holds it.
    placed = tables
    while parts:
        known = {table.name for table in placed}
        ready = [table for table in parts if known.issuperset(table.owners)]
        placed = [*placed, *ready]
        parts = [table for table in parts if table not in ready]
    return tuple(placed)


def table_named(name: str) -> Table:
    """Return the table with this name."""
    return next(table for table in layout() if table.name == name)


def referenced_table(table: Table, column: Column) -> str:
    """Return the table to whose ids the values of a column refer; empty if they refer to none, or to several tables.

    >>> votes = table_named("votes")
    >>> [referenced_table(votes, column) for column in votes.columns][:5]
    ['', 'records', 'vote_events', '', 'records']
    """
    if column.name == "id" and table.name in TABLES:
        return RECORDS.name
    if column.name == "parent" and table.owners:
        if len(table.owners) == 1:
            return table.owners[0]
        return RECORDS.name if TABLES.keys() >= {*table.owners} else ""
    if column.type != "reference" or column.many or table.name == RECORDS.name:
        return ""
    return column.tables[0] if len(column.tables) == 1 else RECORDS.name


def _part_fields(owner: Table) -> Iterator[tuple[str, type[Any], bool]]:
    """Yield the name and the class of each field that holds parts, and whether it holds many."""
    for field in fields(owner.cls):
        item, many, _ = field_type(field.type)
        if has(item) and (owner.cls is not Collection or field.name in OWN_FIELDS):
            yield field.name, item, many


def _part_keys(*, many: bool) -> tuple[Column, ...]:
    """Return the columns that a table of parts begins with. The id is that of the record and a JSON Pointer into it."""
    keys = (
        Column("id", "code", required=True),
        Column("record", "reference", nullable=True),
        Column("parent", "code", nullable=True),
    )
    return (*keys, Column("number", "integer", required=True)) if many else keys


def _columns(declared: tuple["Attribute[Any]", ...]) -> tuple[Column, ...]:
    own = [_column(field) for field in declared if not has(field_type(field.type)[0])]
    return (*own, *(bound for column in own if column.type == "date" for bound in _bounds(column)))


def _bounds(column: Column) -> tuple[Column, ...]:
    """Return the first and the last day that a date can mean, so that databases can compare dates."""
    return tuple(
        Column(f"{column.name}_{end}", "day", nullable=True, derived_from=column.name) for end in ("earliest", "latest")
    )


def _column(field: "Attribute[Any]") -> Column:
    item, many, optional = field_type(field.type)
    ref = ref_marker(item)
    return Column(
        field.name,
        "reference" if ref else _type_of(item),
        many=many,
        required=field.default is NOTHING,
        nullable=optional,
        terms=item if isinstance(item, type) and issubclass(item, Term) else None,
        tables=ref.tables if ref else (),
    )


def _type_of(item: Any) -> ColumnType:
    """Return the type of a field's values that are not references, by the type in its annotation."""
    if item is Extra:
        return "object"
    if isinstance(item, type) and issubclass(item, Term):
        return "term"
    named: dict[object, ColumnType] = {str: "text", bool: "boolean", PartialDate: "date"}
    return named.get(item) or ("integer" if item.__origin__ is int else "code")
