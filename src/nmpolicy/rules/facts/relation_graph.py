"""What relations say together: those that repeat or contradict each other, or form a cycle."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from attrs import Factory, frozen

from nmpolicy.queries.milestones import date_of_record, date_open_to_action
from nmpolicy.records.collection import Collection, once_per_collection
from nmpolicy.records.predicates import SUCCESSION, SYMMETRIC, fits
from nmpolicy.records.relations import Relation
from nmpolicy.rules.facts.cycles import find_cycles
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.terms import RelationKind as Kind

#: What two records may do to each other.
_MUTUAL = frozenset({Kind.CITES, Kind.CHALLENGES})
#: What is done only to that which is there already.
_LATER = SUCCESSION | {
    Kind.EXTENDS,
    Kind.SUSPENDS,
    Kind.CODIFIES,
    Kind.REAFFIRMS,
    Kind.EXPANDS,
    Kind.CORRECTS,
    Kind.RESPONDS_TO,
    Kind.FOLLOWS,
}


def date_conflict(collection: Collection) -> Callable[[Relation], tuple[PartialDate, PartialDate] | None]:
    """Tells of a relation whether its subject surely came about before its object was there: then the two dates."""
    when = cache(lambda target: date_of_record(collection.get(target)))
    since = cache(lambda target, made: date_open_to_action(collection.get(target), made=made))

    def dates(each: Relation) -> tuple[PartialDate, PartialDate] | None:
        if each.predicate in _LATER and fits(each.predicate, *map(collection.table, (each.subject, each.object))):
            day, other = when(each.subject), since(each.object, each.predicate in SUCCESSION)
            if day and other and day.before(other):
                return day, other
        return None

    return dates


class Edge(NamedTuple):
    """One relation."""

    id: str
    subject: str
    predicate: Kind
    object: str
    scope: tuple[str, ...]
    effective_date: PartialDate | None


@frozen
class RelationGraph:
    """What all relations say together, by the ids of those that it concerns."""

    #: The relations that say again what another one says, and which.
    repeated: Mapping[str, str] = Factory(dict)
    #: The relations that say the reverse of another one, and which.
    reversed: Mapping[str, str] = Factory(dict)
    #: The relations that close a circle of succession, and the records on it, from the object to the subject.
    circles: Mapping[str, Sequence[str]] = Factory(dict)


@once_per_collection
def relation_graph(collection: Collection) -> RelationGraph:
    """What the relations of a collection say together."""
    edges = [
        Edge(each.id, each.subject, each.predicate, each.object, each.scope, each.effective_date)
        for each in collection.relations
    ]
    same: dict[Edge, Edge] = {}
    repeated: dict[str, str] = {}
    for edge in sorted(edges, key=lambda edge: edge.id):  # so that the order of the records decides nothing
        first = same.setdefault(_alike(edge), edge)
        if first.id != edge.id:
            repeated[edge.id] = first.id
    between: dict[tuple[str, Kind, str], list[Edge]] = {}
    for edge in same.values():
        between.setdefault((edge.subject, edge.predicate, edge.object), []).append(edge)
    contrary: dict[str, str] = {}
    for (subject, predicate, object), some in between.items():
        others = between.get((object, predicate, subject), [])
        if subject < object and others and predicate not in SUCCESSION | _MUTUAL:
            # What is the same both ways may be stated both ways, each with the provisions of its own object.
            days = {edge.effective_date for edge in (*some, *others)}
            if predicate not in SYMMETRIC or len(days) > 1:
                kept, reverse = sorted([some[0].id, others[0].id])
                contrary[reverse] = kept
    succession = {
        (s, o): some[0].id for (s, predicate, o), some in between.items() if predicate in SUCCESSION and s != o
    }
    circles = {succession[circle[-1], circle[0]]: circle for circle in find_cycles(succession)}
    return RelationGraph(repeated, contrary, circles)


def _alike(edge: Edge) -> Edge:
    """The edge without its id, the same for all that say the same."""
    ends = sorted([edge.subject, edge.object]) if edge.predicate in SYMMETRIC else [edge.subject, edge.object]
    return edge._replace(id="", subject=ends[0], object=ends[1], scope=tuple(sorted(edge.scope)))
