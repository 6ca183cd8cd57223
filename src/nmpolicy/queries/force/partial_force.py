"""Find what leaves only a part of an instrument in force."""

from collections.abc import Iterator

from attrs import evolve

from nmpolicy.queries.force.decisions import Reason, day_after
from nmpolicy.queries.force.extended_parts import extended_parts
from nmpolicy.queries.force.parts import provisions_by_instrument
from nmpolicy.queries.force.solver import ForceSolver
from nmpolicy.queries.force.starts import commenced, has_started, own_days_reason, parts_with_own_start
from nmpolicy.queries.intervals import Interval, has_happened, interval_of
from nmpolicy.records.instruments import Instrument
from nmpolicy.records.predicates import ENDING
from nmpolicy.records.relations import Relation
from nmpolicy.vocabulary.terms import RelationKind, Stage


def partial_changes(solver: ForceSolver, id: str, period: Interval) -> Iterator[Reason]:
    """Yield what has begun, ended, suspended or extended only a part of an instrument, or may have."""
    endings = solver.endings
    yield from extended_parts(endings, id, period)
    for relation in solver.dates.partial_relations_to(id, *sorted(ENDING), RelationKind.SUSPENDS):
        if endings.has_taken_effect(relation, period) is False:
            continue
        if relation.predicate is not RelationKind.SUSPENDS:
            yield endings.reason(relation)
        elif reason := _suspended(solver, relation, period):
            yield reason
    instrument = endings.collection.get(id, Instrument)
    if instrument and _may_begin_in_part(solver, instrument):
        yield from _begun(solver, instrument, period)
    yield from _own_ends(solver, id, period)


def _suspended(solver: ForceSolver, relation: Relation, period: Interval) -> Reason | None:
    """Return a suspension, with those of its parts for which it is not over; None if it is over for all."""
    if solver.is_subject_out_of_force(relation, period):
        return None
    section = relation.section.strip()
    if not section and not relation.scope:  # its object is a provision
        over = solver.suspensions.over(relation, relation.object, period).value
        return None if over else solver.endings.reason(relation)
    named = section if section and not solver.suspensions.over(relation, relation.object, period, section).value else ""
    scope = [each for each in relation.scope if not solver.suspensions.over(relation, each, period).value]
    left = evolve(relation, section=named, scope=scope)
    return solver.endings.reason(left) if named or scope else None


def _may_begin_in_part(solver: ForceSolver, instrument: Instrument) -> bool:
    """Return whether any part of an instrument has a start of its own, or the instrument has several."""
    effective = [each for each in instrument.milestones if each.stage is Stage.EFFECTIVE]
    commencing = next(solver.dates.partial_relations_to(instrument.id, RelationKind.COMMENCES), None)
    own = parts_with_own_start(solver.endings, instrument.id)
    return len(effective) > 1 or commencing is not None or bool(own)


def _begun(solver: ForceSolver, instrument: Instrument, period: Interval) -> Iterator[Reason]:
    """Yield the starts of parts: those that have begun before the whole has, or those that have not begun with it."""
    endings = solver.endings
    whole = has_started(endings, instrument.id, instrument, period).value
    for relation in solver.dates.partial_relations_to(instrument.id, RelationKind.COMMENCES):
        answer = commenced(endings, relation, period).value
        if (answer is not True) if whole else (answer is not False):
            yield endings.reason(relation)
    for provision in provisions_by_instrument(endings.collection).get(instrument.id, ()):
        if provision.start_date:
            answer = has_happened(interval_of(provision.start_date), period)
            if (answer is not True) if whole else (answer is not False):
                yield own_days_reason(provision)
    for milestone, interval in solver.dates.milestones(instrument.id):
        if whole and milestone.stage is Stage.EFFECTIVE and has_happened(interval, period) is not True:
            yield Reason(instrument.id, str(milestone), milestone)


def _own_ends(solver: ForceSolver, id: str, period: Interval) -> Iterator[Reason]:
    """Yield the days of the provisions that are past their last, or may be, and what extended them until then."""
    endings = solver.endings
    for provision in provisions_by_instrument(endings.collection).get(id, ()):
        if provision.end_date:
            decision = solver.before_own_last_day(provision, period)
            last = endings.own_last_day(provision.id)
            if decision.value is not True and last:
                yield own_days_reason(provision)
                longer = endings.extensions(provision.id).furthest(day_after(last).last)
                yield from [endings.extension_reason(longer)] if longer else ()
