"""Suspensions: their last days, and the relations that lift them."""

from collections.abc import Iterator, Sequence

from nmpolicy.queries.force.endings import Endings
from nmpolicy.queries.force.parts import affected_parts, includes
from nmpolicy.queries.intervals import Interval, has_happened, interval_of
from nmpolicy.queries.three_valued import all_of
from nmpolicy.records.events import Event
from nmpolicy.records.relations import Relation
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.terms import RelationKind


def last_day_of(endings: Endings, relation: Relation) -> PartialDate | None:
    """Return the last day of a suspension: its own, or that of the event that suspends, or None if neither is known.

    An event that ended before the suspension began, such as a hearing, says nothing about the suspension.
    """
    if relation.end_date:
        return relation.end_date
    subject = endings.dates.container(relation.subject)
    end = subject.end_date if isinstance(subject, Event) else None
    began_later = end and relation.effective_date and end.before(relation.effective_date)
    return None if began_later else end


def lifting(endings: Endings, relation: Relation, id: str) -> Iterator[Relation]:
    """Yield the relations that lift a suspension: those that lift it from the record, or lift all that it suspends."""
    dates = endings.dates
    own = {*dates.self_and_container(id)}
    suspending = {*dates.self_and_container(relation.subject)}
    found = {each.id: each for one in (*own, *suspending) for each in dates.relations_to(one, RelationKind.LIFTS)}
    yield from (each for each in found.values() if each.object in own | suspending)


def lifting_parts(endings: Endings, relation: Relation, id: str, period: Interval) -> Iterator[Relation]:
    """Yield the relations that have lifted a suspension from some of the parts of an instrument that it affects."""
    suspended = affected_parts(endings.collection, relation)
    for each in endings.dates.partial_relations_to(id, RelationKind.LIFTS):
        lifted = affected_parts(endings.collection, each)
        pairs = ((one, other) for one in lifted for other in suspended)
        is_about_it = any(
            includes(endings.collection, one, other) or includes(endings.collection, other, one) for one, other in pairs
        )
        if is_about_it and has_lifted(endings, each, relation, period):
            yield each


def is_lifted_from_all(endings: Endings, relation: Relation, lifts: Sequence[Relation]) -> bool:
    """Return whether some relations together lift a suspension from all parts that it affects."""
    lifted = [part for each in lifts for part in affected_parts(endings.collection, each)]
    suspended = affected_parts(endings.collection, relation)
    return all(any(includes(endings.collection, part, each) for part in lifted) for each in suspended)


def has_lifted(endings: Endings, lift: Relation, relation: Relation, period: Interval) -> bool | None:
    """Return whether a relation has ended a suspension: it has taken effect, and not before the suspension began."""
    began, lifted = (endings.dates.of_relation(each).interval for each in (relation, lift))
    if lifted.last < began.first:
        return False
    lifted = Interval(max(lifted.first, began.first), lifted.last)
    since = has_happened(Interval(began.first, min(began.last, lifted.last)), lifted)
    return all_of([endings.takes_effect(lift), has_happened(lifted, period), since])


def last_interval(endings: Endings, relation: Relation) -> Interval | None:
    """Return the days that may be the last of a suspension, or None if no last day is recorded."""
    day = last_day_of(endings, relation)
    return interval_of(day) if day else None
