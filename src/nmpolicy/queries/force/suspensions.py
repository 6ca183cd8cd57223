"""Suspensions: their last days, and the relations that lift them."""

from collections.abc import Iterator

from nmpolicy.queries.force.endings import Endings
from nmpolicy.queries.force.parts import is_same_section
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
    possible = {each.id: each for each in _possible_lifts(endings, relation, id) if each.id not in found}
    yield from possible.values()


def _possible_lifts(endings: Endings, relation: Relation, id: str) -> Iterator[Relation]:
    """Yield the relations that lift a part that may be the record, or may be all that is suspended of it."""
    dates = endings.dates
    own = {*dates.self_and_container(id)}
    suspending = {*dates.self_and_container(relation.subject)}
    for one in (id, *suspending) if len(own) > 1 else ():  # a part of an instrument
        yield from dates.possible_relations_to(one, RelationKind.LIFTS)
    section = "" if relation.scope else relation.section.strip()
    for one in {*own, *suspending} if section and id == relation.object else ():
        for each in dates.partial_relations_to(one, RelationKind.LIFTS):
            if each.object == one and not each.scope and is_same_section(each.section, section) is not False:
                yield each


def _is_certain_lift(endings: Endings, lift: Relation, relation: Relation, id: str) -> bool:
    """Return whether a lift certainly concerns all that a suspension suspends of a record."""
    own = {*endings.dates.self_and_container(id), *endings.dates.self_and_container(relation.subject)}
    if any(lift.id == each.id for one in own for each in endings.dates.relations_to(one, RelationKind.LIFTS)):
        return True
    return not relation.scope and not lift.scope and bool(is_same_section(lift.section, relation.section))


def has_lifted(endings: Endings, lift: Relation, relation: Relation, id: str, period: Interval) -> bool | None:
    """Return whether a relation has ended a suspension of a record.

    It has taken effect, and not before the suspension began. If it may concern only another part, that is open.
    """
    began, lifted = (endings.dates.of_relation(each).interval for each in (relation, lift))
    if lifted.last < began.first:
        return False
    lifted = Interval(max(lifted.first, began.first), lifted.last)
    since = has_happened(Interval(began.first, min(began.last, lifted.last)), lifted)
    certain = True if _is_certain_lift(endings, lift, relation, id) else None
    return all_of([endings.takes_effect(lift), has_happened(lifted, period), since, certain])


def last_interval(endings: Endings, relation: Relation) -> Interval | None:
    """Return the days that may be the last of a suspension, or None if no last day is recorded."""
    day = last_day_of(endings, relation)
    return interval_of(day) if day else None
