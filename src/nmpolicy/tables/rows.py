"""The rows of each table: the values of a collection's fields, in the order of the columns."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias

from nmpolicy.errors import InvalidCollectionError
from nmpolicy.problems import pointer
from nmpolicy.records.arguments import check_collections
from nmpolicy.records.collection import TABLES, Collection
from nmpolicy.records.redaction import collection_to_show
from nmpolicy.records.traversal import references
from nmpolicy.tables.layout import COLLECTION, LINKS, RECORDS, Table, table_named
from nmpolicy.vocabulary.dates import PartialDate

#: The value of each column of a row: None, a `str` or a class derived from it, an `int`, a `bool`, a `date`, a tuple of
#: texts, or an `Extra`.
Row = tuple[Any, ...]
#: A function that a writer calls with the number of rows written since its last call; None for no calls.
Progress: TypeAlias = Callable[[int], object] | None
_STEP = 1_000  # rows between two reports of progress
_DUPLICATE_ID = "NMP201"


class _Place(NamedTuple):
    """A record or a part, and where it is."""

    record: str | None
    """The id of the record; None outside the records."""
    parent: str | None
    """The id of the record or part that holds it; None for a record, and for a part of the collection itself."""
    number: int
    """The position in its list, from 0."""
    id: str
    """The id of the record, or of the part: the id of its record and a JSON Pointer."""
    value: Any


def rows(collection: Collection, table: Table) -> Iterator[Row]:
    """Yield the rows of a table, in document order.

    >>> from nmpolicy.records.instruments import Milestone, Order
    >>> order = Order(id="eo-5", kind="other", title="An order", milestones=[Milestone(stage="signed", date="2025-07")])
    >>> collection = Collection(id="demo", title="A demonstration").add(order)
    >>> next(rows(collection, table_named("milestones")))[:6]
    ('eo-5#/milestones/0', 'eo-5', 'eo-5', 0, <Stage.SIGNED: 'signed'>, PartialDate('2025-07'))
    """
    if table is RECORDS:
        return ((record.id, name, record.label) for name, held in collection.tables().items() for record in held)
    if table is LINKS:
        return _links(collection)
    values = _values_of(table.name)
    places = _places(collection, table)
    if not table.owners:
        return (values(value) for *_, value in places)
    if not table.many:
        return ((id, record, parent, *values(part)) for record, parent, _, id, part in places)
    return ((id, record, parent, number, *values(part)) for record, parent, number, id, part in places)


def _places(collection: Collection, table: Table) -> Iterator[_Place]:
    """Yield the records or parts of a table, each with its place."""
    if table.name == COLLECTION:
        yield _Place(None, None, 0, "", collection)
    elif table.name in TABLES:
        for number, record in enumerate(getattr(collection, table.name)):
            yield _Place(record.id, None, number, record.id, record)
    else:
        for owner in map(table_named, table.owners):
            for place in _places(collection, owner):
                yield from _parts(place, table)


def _parts(owner: _Place, table: Table) -> Iterator[_Place]:
    held = getattr(owner.value, table.name)
    if not held:
        return
    # A part of a part extends its pointer.
    stem = f"{owner.id}{'/' if '#' in owner.id else '#/'}{table.name}"
    parent = owner.id or None
    if not table.many:
        yield _Place(owner.record, parent, 0, stem, held)
        return
    for number, part in enumerate(held):
        yield _Place(owner.record, parent, number, f"{stem}/{number}", part)


@cache  # by its name, because a table is slow to hash
def _values_of(name: str) -> Callable[[Any], Row]:
    """Return the function that makes the values of a row from a record or a part."""
    columns = table_named(name).columns[len(table_named(name).keys) :]
    names = [column.name for column in columns if not column.derived_from]
    dates = [column.name for column in columns if column.type == "date"]
    get = attrgetter(*names)
    if not dates:
        return get

    def values(value: Any) -> Row:
        row = get(value)
        for each in dates:
            row += date_bounds(getattr(value, each))
        return row

    return values


@lru_cache(maxsize=10_000)
def date_bounds(date_: PartialDate | None) -> tuple[date | None, date | None]:
    """Return the first and the last day that a date can mean, inclusive; None if there is no date or it is uncertain.

    They answer `a.before(b)`: yes if `a_latest < b_earliest`, no if `a_earliest >= b_latest`, and else unknown.

    >>> date_bounds(PartialDate("2025-07")), date_bounds(PartialDate("2025-07?"))
    ((datetime.date(2025, 7, 1), datetime.date(2025, 7, 31)), (None, None))
    """
    return (None, None) if date_ is None or date_.uncertain else date_.span


def _links(collection: Collection) -> Iterator[Row]:
    for record in collection:
        for reference in references(record):
            field = next(step for step in reversed(reference.path) if isinstance(step, str))
            yield reference.record, pointer(reference.path), field, reference.target


def with_progress(source: Iterable[Row], progress: Progress) -> Iterator[Row]:
    """Yield rows, and call `progress` with their number since its last call: every 1,000 rows, and at the end."""
    number = 0
    for number, row in enumerate(source, 1):
        yield row
        if progress is not None and number % _STEP == 0:
            progress(_STEP)
    if progress is not None:
        progress(number % _STEP)


def collection_to_export(collection: Collection, *, include_private: bool) -> Collection:
    """Return the collection to export: every record, without anything that could name a private individual.

    With `include_private`, nothing is left out. Raises the errors of `check_ids` and `collection_to_show`.
    """
    check_ids(collection)
    return collection_to_show(collection, include_private=include_private)


def check_ids(collection: Collection) -> None:
    """Raise `InvalidCollectionError` if records share an id, because no row could refer to either of them.

    Its problems are those of the rule NMP201. Raises `InvalidTypeError` for anything that is not a collection.
    """
    check_collections(collection)
    if len({record.id for record in collection}) < len(collection):
        from nmpolicy.rules.runner import validate  # noqa: PLC0415  # slow to import, and rarely needed

        report = validate(collection, select=[_DUPLICATE_ID])
        found = (*report.problems, *report.suppressed)  # no reason can make such an id unique
        raise InvalidCollectionError(tuple(problem for problem in found if problem.code == _DUPLICATE_ID))
