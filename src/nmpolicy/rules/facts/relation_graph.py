"""Relations that repeat or contradict each other, form a cycle, or act on something that came later."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from attrs import frozen

from nmpolicy.queries.milestones import date_of_record, date_open_to_action
from nmpolicy.records.collection import Collection
from nmpolicy.records.once_per_collection import once_per_collection
from nmpolicy.records.predicates import SUCCESSION, SYMMETRIC, can_relate
from nmpolicy.records.relations import Relation
from nmpolicy.rules.facts.cycles import find_cycles
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.terms import RelationKind

#: The predicates that two records may both have toward each other.
_MUTUAL = frozenset({RelationKind.CITES, RelationKind.CHALLENGES})
#: The predicates whose subject must come after the object.
_LATER = SUCCESSION | {
    RelationKind.EXTENDS,
    RelationKind.SUSPENDS,
    RelationKind.LIFTS,
    RelationKind.ANNULS,
    RelationKind.UPHOLDS,
    RelationKind.CODIFIES,
    RelationKind.REAFFIRMS,
    RelationKind.EXPANDS,
    RelationKind.CORRECTS,
    RelationKind.RESPONDS_TO,
    RelationKind.FOLLOWS,
}
#: A subject, a predicate and an object.
_Triple = tuple[str, RelationKind, str]


@frozen
class RelationGraph:
    """The relations that do not agree with the others, by id."""

    repeated: Mapping[str, str]
    """Each relation that repeats another one, with the id of that one."""
    reversed: Mapping[str, str]
    """Each relation that contradicts its reverse, with the id of the reverse."""
    cycles: Mapping[str, Sequence[str]]
    """Each relation that closes a cycle of changes, with the ids on the cycle from its object to its subject."""


@once_per_collection
def relation_graph(collection: Collection) -> RelationGraph:
    """Compare all relations of a collection."""
    distinct: dict[tuple[object, ...], Relation] = {}
    repeated: dict[str, str] = {}
    for relation in sorted(collection.relations, key=lambda relation: relation.id):  # whatever their order
        first = distinct.setdefault(_content(relation), relation)
        if first.id != relation.id:
            repeated[relation.id] = first.id
    by_triple: dict[_Triple, list[Relation]] = {}
    for relation in distinct.values():
        by_triple.setdefault((relation.subject, relation.predicate, relation.object), []).append(relation)
    return RelationGraph(repeated, _reversed(by_triple), _cycles(by_triple))


def _content(relation: Relation) -> tuple[object, ...]:
    """Return everything that a relation says, the same for all relations that say the same."""
    ends = [relation.subject, relation.object]
    if relation.predicate in SYMMETRIC:
        ends.sort()
    part = (tuple(sorted(relation.scope)), relation.section)
    return *ends, relation.predicate, part, relation.effective_date, relation.end_date


def _reversed(by_triple: Mapping[_Triple, Sequence[Relation]]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for (subject, predicate, object), relations in by_triple.items():
        others = by_triple.get((object, predicate, subject), ())
        if subject >= object or not others or predicate in SUCCESSION | _MUTUAL:
            continue
        # A symmetric relation may be stated in both directions, each with the provisions of its own object.
        dates = {relation.effective_date for relation in (*relations, *others)}
        if predicate not in SYMMETRIC or len(dates) > 1:
            kept, reverse = sorted([relations[0].id, others[0].id])
            found[reverse] = kept
    return found


def _cycles(by_triple: Mapping[_Triple, Sequence[Relation]]) -> Mapping[str, Sequence[str]]:
    succession = {
        (subject, object): relations[0].id
        for (subject, predicate, object), relations in by_triple.items()
        if predicate in SUCCESSION and subject != object
    }
    return {succession[cycle[-1], cycle[0]]: cycle for cycle in find_cycles(succession)}


def date_conflict(collection: Collection) -> Callable[[Relation], tuple[PartialDate, PartialDate] | None]:
    """Return a function that checks the dates of one relation.

    The function returns the dates of the subject and the object if the subject came before there was an object to act
    on. It returns None if the dates agree or do not decide it.
    """
    subject_date = cache(lambda target: date_of_record(collection.get(target)))
    object_date = cache(lambda target, made: date_open_to_action(collection.get(target), made=made))

    def conflict(relation: Relation) -> tuple[PartialDate, PartialDate] | None:
        tables = collection.table(relation.subject), collection.table(relation.object)
        if relation.predicate not in _LATER or not can_relate(relation.predicate, *tables):
            return None
        acted = subject_date(relation.subject)
        existed = object_date(relation.object, relation.predicate in SUCCESSION)
        return (acted, existed) if acted and existed and acted.before(existed) else None

    return conflict
