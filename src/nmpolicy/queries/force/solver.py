"""The solver that decides what is in force, from the milestones of instruments and the relations between them."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from attrs import evolve

from nmpolicy.queries.force.decisions import Decision, Reason, all_decided, day_after
from nmpolicy.queries.force.endings import endings_of
from nmpolicy.queries.force.extensions import NO_END
from nmpolicy.queries.force.own_effective_date import days_made
from nmpolicy.queries.force.parts import is_partial, provisions_by_instrument
from nmpolicy.queries.force.reinstatements import Reinstatements
from nmpolicy.queries.force.starts import (
    commenced,
    has_started,
    is_stopped_by_own_milestones,
    own_days_reason,
    parts_with_own_start,
)
from nmpolicy.queries.force.suspensions import Suspensions
from nmpolicy.queries.intervals import Interval, has_happened, interval_of
from nmpolicy.queries.three_valued import all_of, any_of, negate, solve
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.instruments import Instrument
from nmpolicy.records.predicates import ENDING
from nmpolicy.records.provisions import Provision
from nmpolicy.records.relations import Relation
from nmpolicy.vocabulary.terms import RelationKind, Stage

_ENDING_OR_SUSPENDING = (*sorted(ENDING), RelationKind.SUSPENDS)
_DAY = timedelta(days=1)
#: The words after a suspension whose subject is in force, is not, or may be.
_SUSPENDING = {True: "", False: ", which is not in force", None: ", which may not be in force"}
#: Past so many suspending records, an interval is not split at their milestones; it may then stay undecided as a whole.
_MOST_SUSPENDING = 50
#: The question whether a record is in force throughout an interval: its id, and the interval.
_ForceKey = tuple[str, Interval]


class ForceSolver:
    """Decides what is in force in one collection, and remembers what it has decided.

    Whether a record is in force may depend on itself, if it suspends or repeals itself through others. Such answers
    start as undecided, and are recomputed until none of them changes.
    """

    def __init__(self, collection: Collection) -> None:
        """Start without decisions."""
        self.endings = endings_of(collection)
        self.dates = self.endings.dates
        self._collection = collection
        self.suspensions = Suspensions(self.endings)
        self._in_force: dict[_ForceKey, Decision] = {}
        self._days: dict[tuple[str, ...], Sequence[date]] = {}
        self._reinstatements: dict[str, Reinstatements] = {}

    def decide(self, record: Record, interval: Interval) -> Sequence[Decision]:
        """Return whether a record is in force, once for each part of an interval in which nothing happens to it."""
        return [decision for _, decision in self.decide_parts(record, interval)]

    def may_be_in_force(self, record: Record, interval: Interval) -> bool:
        """Return whether a record may be in force at some time in an interval. The first such part ends the search."""
        return any(decision.value is not False for _, decision in self.decide_parts(record, interval))

    def decide_parts(self, record: Record, interval: Interval) -> Iterator[tuple[Interval, Decision]]:
        """Yield each part of an interval in which nothing happens to a record, with whether it is in force then."""
        id = self.endings.first_alike(record.id)
        own = self.dates.self_and_container(id)
        for part in self._parts(own, interval):
            decision = self._solve(id, part)
            others = self._suspending_ids(own) if decision.value is None and part.first < part.last else ()
            if others:
                yield from ((each, self._solve(id, each)) for each in self._parts(others, part))
            else:
                yield part, decision

    def amendments(self, id: str, interval: Interval) -> Iterator[Reason]:
        """Yield what has amended an instrument, a part of it, or a provision, or may have."""
        for relation in self.dates.amendments_to(id):
            if self.endings.has_taken_effect(relation, interval) is not False:
                yield self.endings.reason(relation, id)

    def is_subject_out_of_force(self, relation: Relation, interval: Interval) -> bool:
        """Return whether the instrument that acts in a relation, if it is one, is certainly not in force."""
        subject = self.endings.first_alike(relation.subject)
        return self.endings.is_by_instrument(relation) and self._solve(subject, interval).value is False

    def _solve(self, id: str, part: Interval) -> Decision:
        solve((id, part), self._in_force, self._suspending, self._decide, Decision(None))
        return self._in_force[id, part]

    def _suspending_ids(self, ids: Iterable[str]) -> Sequence[str]:
        """Return the ids of the records that suspend some, directly or through others; none if there are too many."""
        found = [*ids]
        before = len(found)
        for id in found:  # which grows
            if len(found) > _MOST_SUSPENDING:
                return ()
            suspending = (each.subject for each in self.dates.relations_to(id, RelationKind.SUSPENDS))
            subjects = (each for one in suspending for each in self.dates.self_and_container(one))
            found += [each for each in dict.fromkeys(subjects) if each not in found]
        return found[before:]

    def _parts(self, ids: Iterable[str], interval: Interval) -> Iterator[Interval]:
        """Split an interval at each day on which something may happen to one of some records."""
        if interval.first == interval.last:
            yield interval
            return
        days = self._days_of_changes(tuple(ids))
        changes = days[bisect_right(days, interval.first) : bisect_right(days, interval.last)]
        for first, following in zip((interval.first, *changes), (*changes, None), strict=True):
            yield Interval(first, following - _DAY if following else interval.last)

    def _days_of_changes(self, ids: tuple[str, ...]) -> Sequence[date]:
        """Return the days on which something may happen to one of some records, and the days after, in order."""
        if ids not in self._days:
            days = {day for id in ids for each in self._changes(id) for day in each}
            self._days[ids] = sorted(days | {day + _DAY for day in days if day < date.max})
        return self._days[ids]

    def _changes(self, id: str) -> Iterator[Interval]:
        """Yield the days on which something may happen to a record."""
        yield from (each for _, each in self.dates.milestones(id))
        relations = [*self.dates.relations_to(id, *RelationKind), *self.dates.possible_relations_to(id, *RelationKind)]
        suspending = [each for each in relations if each.predicate is RelationKind.SUSPENDS]
        yield from (self.dates.of_relation(each).interval for each in relations)
        yield from self.suspensions.days_of_lifts(suspending, id)
        yield from (interval_of(day) for each in suspending if (day := self.dates.last_day(each)))
        yield from self.endings.terms(id)
        if last := self.endings.own_last_day(id):
            yield last
        yield from (interval_of(each.start_date) for each in self._provisions_of(id) if each.start_date)
        yield from (self.dates.of_relation(each).interval for each in self._commencing_parts(id))

    def _provisions_of(self, id: str) -> Sequence[Provision]:
        """Return a provision itself, or the provisions of an instrument."""
        provision = self._collection.get(id, Provision)
        return (provision,) if provision else provisions_by_instrument(self._collection).get(id, ())

    def _commencing_parts(self, id: str) -> Iterator[Relation]:
        return self.dates.partial_relations_to(id, RelationKind.COMMENCES)

    def _suspending(self, key: _ForceKey) -> Iterator[_ForceKey]:
        """Yield the questions on which force depends: about each instrument that suspends a record, and early parts."""
        id, period = key
        for each in (
            *self.endings.relations_to(id, RelationKind.SUSPENDS),
            *self.dates.possible_relations_to(id, RelationKind.SUSPENDS),
        ):
            if self.endings.is_by_instrument(each):
                yield self.endings.first_alike(each.subject), period
        instrument = self._collection.get(id, Instrument)
        parts = [*parts_with_own_start(self.endings, id)] if instrument else []
        if instrument and parts and not has_started(self.endings, id, instrument, period).value:
            yield from ((each.id, period) for each in parts)

    def _decide(self, key: _ForceKey) -> Decision:
        """Decide whether a record is in force on every day of a period, or on none."""
        id, period = key
        instrument = self.dates.container(id)
        if not isinstance(instrument, Instrument):
            return Decision(None, (Reason(id, "its instrument is not in the collection"),))
        decisions = [
            self._has_started(id, instrument, period),
            *self.endings.continues(id, period),
            self.endings.within_term(id, period),
        ]
        decisions += [self.within_own_days(id, period)]
        decisions += [
            self._survives(each, id, period) for each in self.endings.relations_to(id, *_ENDING_OR_SUSPENDING)
        ]
        for each in self.dates.possible_relations_to(id, *_ENDING_OR_SUSPENDING):
            decision = self._survives(each, id, period)
            decisions.append(decision if decision.value else Decision(None, decision.reasons))
        decided = all_decided(decisions)
        if decided.value is None and is_stopped_by_own_milestones(self.endings, id, period):
            return decided._replace(value=False)
        return decided

    def within_own_days(self, id: str, period: Interval) -> Decision:
        """Decide whether a period lies within the days on which a provision has force."""
        provision = self._collection.get(id, Provision)
        if provision is None:
            return Decision(value=True)
        found = [self.before_own_last_day(provision, period)]
        if provision.start_date:
            begun = has_happened(interval_of(provision.start_date), period)
            label = f"its own first day is {provision.start_date.label}"
            found.insert(0, Decision(begun, () if begun else (Reason(id, label),)))
        return all_decided(found)

    def before_own_last_day(self, provision: Provision, period: Interval) -> Decision:
        """Decide whether a provision is before its own last day, as relations that name it extend that."""
        last = self.endings.own_last_day(provision.id)
        if provision.end_date is None or last is None:
            return Decision(value=True)
        value = last == NO_END or negate(has_happened(day_after(last), period))
        reasons = [Reason(provision.id, f"its own last day is {provision.end_date.label}")]
        if interval_of(provision.end_date).first < period.last:
            extension = self.endings.extensions(provision.id).furthest(period.last if value else day_after(last).last)
            reasons += [self.endings.extension_reason(extension, provision.id)] if extension else []
        return Decision(value, tuple(reasons))

    def _has_started(self, id: str, instrument: Instrument, period: Interval) -> Decision:
        """Decide whether force has begun: for an instrument, that of the whole or of one of its parts."""
        started = has_started(self.endings, id, instrument, period)
        if started.value or id != instrument.id:
            return started
        parts = [*self._early_parts(instrument, period)]
        value = any_of([started.value, *(each.value for each in parts)])
        early = (
            [reason for each in parts if each.value is value for reason in each.reasons] if value is not False else []
        )
        if value:
            return Decision(value, tuple(early[:1]))
        return Decision(value, (*started.reasons, *early))

    def _early_parts(self, instrument: Instrument, period: Interval) -> Iterator[Decision]:
        """Yield the decision whether each part is in force that may begin before the whole instrument does."""
        happens = self.dates.of_instrument(instrument.id).happens
        made = all_of([happens, has_happened(days_made(self.dates.milestones(instrument.id)), period)])
        if made is False:
            return
        for each in parts_with_own_start(self.endings, instrument.id):
            value = self._in_force.get((each.id, period), Decision(None)).value
            reasons = (own_days_reason(each),) if each.start_date else ()
            named = self.dates.relations_to(each.id, RelationKind.COMMENCES)
            yield Decision(all_of([made, value]), tuple(map(self.endings.reason, named)) or reasons)
        for relation in self.dates.partial_relations_to(instrument.id, RelationKind.COMMENCES):
            if relation.section.strip():
                decision = commenced(self.endings, relation, period)
                yield decision._replace(value=all_of([made, decision.value]))

    def _survives(self, relation: Relation, id: str, period: Interval) -> Decision:
        """Decide whether a record remains in force despite a relation that ends or suspends it."""
        taken = self.endings.has_taken_effect(relation, period)
        if taken is False:
            return Decision(value=True)
        reinstated = self._is_reinstated(relation, period)
        if relation.predicate is not RelationKind.SUSPENDS:
            survives = negate(all_of([taken, negate(reinstated)]))
            return Decision(survives, () if survives else (self.endings.reason(relation, id),))
        over = self.suspensions.over(relation, id, period)
        by = self.endings.is_by_instrument(relation)
        subject = self.endings.first_alike(relation.subject)
        force = self._in_force.get((subject, period), Decision(None)).value if by else True
        survives = negate(all_of([taken, negate(over.value), force, negate(reinstated)]))
        if survives and not (taken and not reinstated):
            return Decision(survives)
        words = _SUSPENDING[force] if over.value is False else ""
        reason = self.endings.reason(relation, id)
        lifts = (self.endings.reason(each, id) for each in over.lifts)
        return Decision(survives, (evolve(reason, label=reason.label + words), *lifts))

    def _is_reinstated(self, relation: Relation, period: Interval) -> bool | None:
        """Return whether a milestone reinstates an instrument after a relation stopped it as a whole."""
        if is_partial(self._collection, relation):
            return False
        object = relation.object
        if object not in self._reinstatements:
            milestones = self.dates.milestones(object)
            reached = (interval for milestone, interval in milestones if milestone.stage is Stage.REINSTATED)
            self._reinstatements[object] = Reinstatements(reached)
        return self._reinstatements[object].since(self.dates.of_relation(relation).interval, period)
