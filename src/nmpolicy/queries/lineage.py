"""Lineage: the texts that an instrument changes, ends or carries out, and those that do so to it, step by step."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated

from attrs import frozen

from nmpolicy.queries.answer_tables import Answer, Answers
from nmpolicy.queries.force.effective_dates import container_id
from nmpolicy.queries.force.relation_words import relation_details, relation_verb
from nmpolicy.records.arguments import check_collections
from nmpolicy.records.base import Record, wrong_class
from nmpolicy.records.collection import Collection
from nmpolicy.records.once_per_collection import once_per_collection
from nmpolicy.records.predicates import RELATED_TABLES
from nmpolicy.records.relations import Relation
from nmpolicy.vocabulary.references import AnyRef, Ref
from nmpolicy.vocabulary.terms import RelationKind

#: The relations that form a lineage: those that change, end, carry out or confirm another text.
LINEAGE = frozenset(RelationKind) - {
    RelationKind.CITES,
    RelationKind.CHALLENGES,
    RelationKind.CONFLICTS_WITH,
    RelationKind.COMPANION_TO,
    RelationKind.FOLLOWS,
    RelationKind.RESPONDS_TO,
}


@frozen
class Link(Answer):
    """One step of a lineage.

    .. versionadded:: 0.1
    """

    depth: int
    """The number of steps from the record that was asked about, starting at 1."""
    label: str
    """The relation to this record, as seen from the record one step before: `expands`, `would have been amended by`."""
    record: AnyRef
    """Id of the record that the step leads to."""
    relation: Annotated[str, Ref("relations")]
    """Id of the relation."""
    repeated: bool
    """True if the record was already shown, so that its own links are not repeated."""
    details: str = ""
    """The day of the relation, its last day and the affected part, or the reason why it had no effect, in words."""


def lineage(collection: Collection, record: str | Record) -> Answers[Link]:
    """Return what a record amends, expands, ends, carries out or confirms, and what acts on it in these ways.

    The steps to everything that the record acts on, directly or through others, come first; then the steps to
    everything that acts on the record. Each step is followed by the steps that lead on from it in the same direction. A
    relation of a provision counts for its instrument. A record already shown is not expanded again, so cycles end. The
    label of a relation whose subject failed or was never made says what it would have done.

    >>> from nmpolicy.records.instruments import Order
    >>> orders = [Order(id=id, kind="executive-order", title=id) for id in ("old", "new", "last")]
    >>> steps = [("new", "expands", "old"), ("last", "repeals", "new")]
    >>> relations = [Relation(id=f"r-{s}", subject=s, predicate=p, object=o) for s, p, o in steps]
    >>> demo = Collection(id="demo", title="A demonstration", orders=orders, relations=relations)
    >>> [(link.depth, link.label, link.record) for link in lineage(demo, "old")]
    [(1, 'expanded by', 'new'), (2, 'repealed by', 'last')]

    Raises `UnknownIdError` if there is no such record, and `InvalidTypeError` if no relation can connect records of its
    class.

    Terms: schema.org Legislation.

    .. versionadded:: 0.1
    """
    check_collections(collection)
    found = collection[record]
    if collection.table(found.id) not in RELATED_TABLES:
        raise wrong_class(found, "a text or an event")
    start = container_id(collection, found.id)
    forward, back = _steps(collection)
    links = (*_walk(collection, start, forward, back=False), *_walk(collection, start, back, back=True))
    return Answers(links, f"Lineage of {collection.label(start)}", collection)


#: The steps from each record: the relation, and the id of the record that it leads to.
_Steps = Mapping[str, Sequence[tuple[Relation, str]]]


def _walk(collection: Collection, start: str, steps: _Steps, *, back: bool) -> Iterator[Link]:
    seen, path = {start}, [iter(steps.get(start, ()))]
    while path:
        step = next(path[-1], None)
        if step is None:
            path.pop()
            continue
        relation, other = step
        label, details = relation_verb(collection, relation, inverse=back), relation_details(collection, relation)
        yield Link(len(path), label, other, relation.id, other in seen, details.strip(" ,"))
        if other not in seen:
            seen.add(other)
            path.append(iter(steps.get(other, ())))


@once_per_collection
def _steps(collection: Collection) -> tuple[_Steps, _Steps]:
    """Return the steps from each record to what it acts on, and those back to what acts on it."""
    forward: dict[str, list[tuple[Relation, str]]] = {}
    back: dict[str, list[tuple[Relation, str]]] = {}
    for each in collection.relations:
        if each.predicate in LINEAGE:
            subject, object = container_id(collection, each.subject), container_id(collection, each.object)
            forward.setdefault(subject, []).append((each, object))
            back.setdefault(object, []).append((each, subject))
    return forward, back
