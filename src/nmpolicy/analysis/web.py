"""What relations say together: those that stand twice, contradict each other, or lead back to where they started."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from attrs import Factory, frozen

from nmpolicy.analysis.chronology import began, came_about
from nmpolicy.records.collection import Collection
from nmpolicy.records.relations import Relation
from nmpolicy.records.survey import Survey
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.terms import RelationKind as Kind

#: What cannot be done to one's own successor: one that does it comes after the other.
SUCCESSION = frozenset({Kind.AMENDS, Kind.REPEALS, Kind.RESCINDS, Kind.SUPERSEDES, Kind.REPLACES, Kind.CONSOLIDATES})
#: What says the same in both directions.
SYMMETRIC = frozenset({Kind.CONFLICTS_WITH, Kind.COMPANION_TO})
#: What two records may do to each other.
_MUTUAL = frozenset({Kind.CITES, Kind.CHALLENGES})

_INSTRUMENTS = ("orders", "measures")
_LAW = (*_INSTRUMENTS, "provisions")
_WRITTEN = (*_LAW, "statements", "sources")
_DONE = (*_LAW, "statements", "events")
#: What may stand as the subject and as the object of a predicate; of the others, anything.
ENDS: Mapping[Kind, tuple[tuple[str, ...], tuple[str, ...]]] = {
    **dict.fromkeys([Kind.AMENDS, Kind.REPEALS, Kind.RESCINDS, Kind.SUPERSEDES, Kind.EXTENDS], (_LAW, _LAW)),
    **dict.fromkeys([Kind.IMPLEMENTS, Kind.CODIFIES, Kind.EXPANDS, Kind.CONSOLIDATES], (_LAW, _LAW)),
    **dict.fromkeys([Kind.REPLACES, Kind.CORRECTS, Kind.CITES], (_WRITTEN, _WRITTEN)),
    Kind.REAFFIRMS: (_DONE, _WRITTEN),
    Kind.SUSPENDS: ((*_LAW, "events"), _LAW),  # a court's ruling is an event
    Kind.COMMENCES: ((*_LAW, "events"), _LAW),
    Kind.CHALLENGES: ((*_DONE, "sources"), _LAW),  # a complaint is a source
    Kind.CONFLICTS_WITH: (_LAW, _LAW),
    Kind.COMPANION_TO: (_INSTRUMENTS, _INSTRUMENTS),
}
#: What may stand in a relation at all.
RELATED = frozenset(table for ends in ENDS.values() for tables in ends for table in tables)
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


def fits(predicate: Kind, subject: str | None, object: str | None) -> bool:
    """Whether records of these tables may stand as the ends of a relation.

    >>> fits(Kind.AMENDS, "orders", "measures"), fits(Kind.AMENDS, "events", "measures")
    (True, False)
    """
    subjects, objects = ENDS.get(predicate, ((subject,), (object,)))
    return subject in subjects and object in objects


def premature(collection: Collection) -> Callable[[Relation], tuple[PartialDate, PartialDate] | None]:
    """Tells of a relation whether its subject surely came about before its object was there: then the two dates."""
    when = cache(lambda target: came_about(collection.get(target)))
    since = cache(lambda target, made: began(collection.get(target), made=made))

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
class Web:
    """What all relations say together, by the ids of those that it concerns."""

    #: The relations that say again what another one says, and which.
    repeated: Mapping[str, str] = Factory(dict)
    #: The relations that say the reverse of another one, and which.
    reversed: Mapping[str, str] = Factory(dict)
    #: The relations that close a circle of succession, and the records on it, from the object to the subject.
    circles: Mapping[str, Sequence[str]] = Factory(dict)


def _edges(collection: Collection) -> Iterator[Edge]:
    for each in collection.relations:
        yield Edge(each.id, each.subject, each.predicate, each.object, each.scope, each.effective_date)


def _web(edges: Iterable[Edge]) -> Web:
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
    circles = {succession[circle[-1], circle[0]]: circle for circle in find_circles(succession)}
    return Web(repeated, contrary, circles)


def _alike(edge: Edge) -> Edge:
    """The edge without its id, the same for all that say the same."""
    ends = sorted([edge.subject, edge.object]) if edge.predicate in SYMMETRIC else [edge.subject, edge.object]
    return edge._replace(id="", subject=ends[0], object=ends[1], scope=tuple(sorted(edge.scope)))


#: The web of all relations.
WEB = Survey(_edges, _web)


_SHOWN = 5  # nodes at each end of a long circle


def find_circles(edges: Iterable[tuple[str, str]]) -> Iterator[tuple[str, ...]]:
    """One circle for each edge that leads a walk back to where it has been: its nodes, from that edge's end to its start.

    Every edge is walked once. Which circles of a tangle are told depends on the ids alone. Of a long one, `…` stands for
    the middle.

    >>> list(find_circles([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")]))
    [('a', 'b', 'c')]
    """
    following: dict[str, list[str]] = {}
    for start, end in sorted(edges):
        following.setdefault(start, []).append(end)
    done: set[str] = set()
    for root, ends in following.items():
        path, depth = [(root, iter(ends))], {root: 0}
        while path and root not in done:
            here, ahead = path[-1]
            node = next(ahead, None)
            if node is None:
                path.pop()
                del depth[here]
                done.add(here)
            elif node in depth:
                yield _circle(path, depth[node])
            elif node not in done:
                depth[node] = len(path)
                path.append((node, iter(following.get(node, ()))))


def _circle(path: Sequence[tuple[str, object]], start: int) -> tuple[str, ...]:
    if len(path) - start <= 2 * _SHOWN:
        return tuple(node for node, _ in path[start:])
    first, last = path[start : start + _SHOWN], path[-_SHOWN:]
    return (*(node for node, _ in first), "…", *(node for node, _ in last))
