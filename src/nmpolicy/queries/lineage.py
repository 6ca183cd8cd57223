"""What an instrument does to others, what they do to it, and so on: its lineage, both ways."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from nmpolicy.errors import InvalidTypeError
from nmpolicy.queries.force.effective_dates import host_of
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection, once_per_collection
from nmpolicy.records.predicates import RELATED_TABLES
from nmpolicy.records.relations import Relation
from nmpolicy.vocabulary.terms import RelationKind as Kind

#: The relations that make a lineage: what changes, ends, carries out or confirms another text.
LINEAGE = frozenset(Kind) - {
    Kind.CITES,
    Kind.CHALLENGES,
    Kind.CONFLICTS_WITH,
    Kind.COMPANION_TO,
    Kind.FOLLOWS,
    Kind.RESPONDS_TO,
}


@frozen
class Link:
    """One step of a lineage, from the record above it.

    .. versionadded:: 0.1
    """

    #: How many steps from the record that was asked for; 1 is the first.
    depth: int
    #: What the record above does to this one, or has done to it: `expands`, `repealed by`.
    does: str
    #: Id of the record.
    record: str
    #: The relation.
    relation: Relation
    #: Whether its own links stand elsewhere in the lineage, and are not repeated.
    again: bool


def lineage(collection: Collection, record: str | Record) -> tuple[Link, ...]:
    """What a record amends, expands, ends, carries out or confirms, and what does so to it, step by step.

    Each step is followed by those that lead on from it: on from what it does, to what that does in its turn; back from what is
    done to it, to what is done to that. What is said of a provision counts for its instrument. The inverse of a relation is derived.

    >>> from nmpolicy.records.instruments import Order
    >>> orders = [Order(id=id, kind="executive-order", title=id) for id in ("old", "new", "last")]
    >>> steps = [("new", "expands", "old"), ("last", "repeals", "new")]
    >>> relations = [Relation(id=f"r-{s}", subject=s, predicate=p, object=o) for s, p, o in steps]
    >>> demo = Collection(id="demo", title="A demonstration", orders=orders, relations=relations)
    >>> [(link.depth, link.does, link.record) for link in lineage(demo, "old")]
    [(1, 'expanded by', 'new'), (2, 'repealed by', 'last')]

    Raises `UnknownIdError` where there is no such record, and `InvalidTypeError` for one that no relation can name.

    Terms: schema.org Legislation.

    .. versionadded:: 0.1
    """
    found = collection[record]
    if collection.table(found.id) not in RELATED_TABLES:
        raise InvalidTypeError(f"{found.id!r} is neither a text nor an event; only these have a lineage")
    start = host_of(collection, found.id)
    forward, back = _steps(collection)
    return (*_walk(start, forward, back=False), *_walk(start, back, back=True))


#: The steps from each record: the relation, and the record that it leads to.
_Ways = Mapping[str, Sequence[tuple[Relation, str]]]


def _walk(start: str, ways: _Ways, *, back: bool) -> Iterator[Link]:
    seen, path = {start}, [iter(ways.get(start, ()))]
    while path:
        step = next(path[-1], None)
        if step is None:
            path.pop()
            continue
        relation, other = step
        does = relation.predicate.inverse if back else relation.predicate.value
        yield Link(len(path), does, other, relation, other in seen)
        if other not in seen:
            seen.add(other)
            path.append(iter(ways.get(other, ())))


@once_per_collection
def _steps(collection: Collection) -> tuple[_Ways, _Ways]:
    """From each record, the steps to what it acts on, and back to what acts on it."""
    forward: dict[str, list[tuple[Relation, str]]] = {}
    back: dict[str, list[tuple[Relation, str]]] = {}
    for each in collection.relations:
        if each.predicate in LINEAGE:
            subject, object = host_of(collection, each.subject), host_of(collection, each.object)
            forward.setdefault(subject, []).append((each, object))
            back.setdefault(object, []).append((each, subject))
    return forward, back
