"""The solver that decides what is in force, from the milestones of instruments and the relations between them."""

from collections.abc import Iterator, Sequence
from functools import partial

from attrs import evolve

from nmpolicy.queries.force.change_days import ChangeDays
from nmpolicy.queries.force.decisions import Decision, Reason, all_decided, day_after
from nmpolicy.queries.force.endings import endings_of
from nmpolicy.queries.force.extensions import NO_END
from nmpolicy.queries.force.own_effective_date import days_made
from nmpolicy.queries.force.part_decisions import Act, ForceQuestions, PartDecisions
from nmpolicy.queries.force.parts import is_partial
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
from nmpolicy.queries.three_valued import all_of, negate, solve
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.instruments import Instrument
from nmpolicy.records.predicates import ENDING
from nmpolicy.records.provisions import Provision
from nmpolicy.records.relations import Relation
from nmpolicy.vocabulary.terms import RelationKind, Stage

_ENDING_OR_SUSPENDING = (*sorted(ENDING), RelationKind.SUSPENDS)
#: The words after a suspension whose subject is in force, is not, or may be.
_SUSPENDING = {True: "", False: ", which is not in force", None: ", which may not be in force"}
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
        self._decisions: dict[_ForceKey, Sequence[Decision]] = {}
        self._change_days = ChangeDays(self.endings, self.suspensions)
        self._reinstatements: dict[str, Reinstatements] = {}

    def decide(self, record: Record, interval: Interval) -> Sequence[Decision]:
        """Return the decisions whether a record is in force in the parts of an interval; each different one only once.

        The reasons for the decision about a part may be in several decisions.
        """
        id = self.endings.first_alike(record.id)
        if interval.first == interval.last:
            return [self._solve(id, interval)]
        if (id, interval) not in self._decisions:
            self._decisions[id, interval] = self._decide_about_parts(id, interval)
        return self._decisions[id, interval]

    def _decide_about_parts(self, id: str, interval: Interval) -> Sequence[Decision]:
        questions = self._questions(id)
        if questions is None:
            return [self._solve(id, interval)]
        own = self.dates.self_and_container(id)
        parts = self._change_days.parts(own, interval)
        return PartDecisions(questions, partial(self._change_days.finer_parts, own)).decide(parts)

    def may_be_in_force(self, record: Record, interval: Interval) -> bool:
        """Return whether a record may be in force at some time in an interval. The first such part ends the search."""
        return any(decision.value is not False for _, decision in self.decide_parts(record, interval))

    def decide_parts(self, record: Record, interval: Interval) -> Iterator[tuple[Interval, Decision]]:
        """Yield each part of an interval in which nothing happens to a record, with whether it is in force then."""
        id = self.endings.first_alike(record.id)
        own = self.dates.self_and_container(id)
        for part in self._change_days.parts(own, interval):
            decision = self._solve(id, part)
            finer = self._change_days.finer_parts(own, part) if decision.value is None else ()
            if len(finer) > 1:
                yield from ((each, self._solve(id, each)) for each in finer)
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
        if (id, part) not in self._in_force:
            solve((id, part), self._in_force, self._suspending, self._decide, Decision(None))
        return self._in_force[id, part]

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
        questions = self._questions(id)
        if questions is None:
            return Decision(None, (Reason(id, "its instrument is not in the collection"),))
        return questions.decide(period)

    def _questions(self, id: str) -> ForceQuestions | None:
        """Return the questions on which the force of a record depends, or None if its instrument is not known."""
        instrument = self.dates.container(id)
        if not isinstance(instrument, Instrument):
            return None
        certain = self.endings.relations_to(id, *_ENDING_OR_SUSPENDING)
        possible = self.dates.possible_relations_to(id, *_ENDING_OR_SUSPENDING)
        acts = [
            Act(
                self.dates.of_relation(each).interval,
                partial(self._survives, each, id),
                partial(self._may_change, each, id),
                is_certain,
            )
            for relations, is_certain in ((certain, True), (possible, False))
            for each in relations
        ]
        return ForceQuestions(
            partial(self._by_itself, id, instrument), acts, partial(is_stopped_by_own_milestones, self.endings, id)
        )

    def _by_itself(self, id: str, instrument: Instrument, period: Interval) -> Sequence[Decision]:
        """Decide whether a record is in force as far as its milestones, its own days and its extensions say."""
        return [
            self._has_started(id, instrument, period),
            *self.endings.continues(id, period),
            self.endings.within_term(id, period),
            self.within_own_days(id, period),
        ]

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
        undecided: list[Reason] = []
        for part in self._early_parts(instrument, period):
            if part.value:
                return Decision(value=True, reasons=part.reasons[:1])
            undecided += part.reasons if part.value is None else ()
        return Decision(None if undecided else started.value, (*started.reasons, *undecided))

    def _early_parts(self, instrument: Instrument, period: Interval) -> Iterator[Decision]:
        """Yield the decision whether each part is in force that may begin before the whole instrument does."""
        happens = self.dates.of_instrument(instrument.id).happens
        made = all_of([happens, has_happened(days_made(self.dates.milestones(instrument.id)), period)])
        for each in parts_with_own_start(self.endings, instrument.id):
            value = self._solve(each.id, period).value
            named = self.dates.relations_to(each.id, RelationKind.COMMENCES)
            reasons = tuple(map(self.endings.reason, named)) or (own_days_reason(each),)
            yield Decision(all_of([made, value]), reasons)
        for relation in self.dates.partial_relations_to(instrument.id, RelationKind.COMMENCES):
            if relation.section.strip():
                decision = commenced(self.endings, relation, period)
                yield decision._replace(value=all_of([made, decision.value]))

    def _survives(self, relation: Relation, id: str, period: Interval) -> Decision:
        """Decide whether a record remains in force despite a relation that ends or suspends it."""
        taken = self.endings.has_taken_effect(relation, period)
        if taken is False:
            return Decision(value=True)
        reinstatements = self._reinstatements_after(relation)
        effect = self.dates.of_relation(relation).interval
        reinstated = reinstatements.since(effect, period) if reinstatements else False
        if relation.predicate is not RelationKind.SUSPENDS:
            survives = negate(all_of([taken, negate(reinstated)]))
            return Decision(survives, () if survives else (self.endings.reason(relation, id),))
        over = self.suspensions.over(relation, id, period)
        by = self.endings.is_by_instrument(relation)
        subject = self.endings.first_alike(relation.subject)
        force = self._solve(subject, period).value if by else True
        survives = negate(all_of([taken, negate(over.value), force, negate(reinstated)]))
        if survives and not (taken and not reinstated):
            return Decision(survives)
        words = "" if over.value else _SUSPENDING[force]
        reason = self.endings.reason(relation, id)
        lifts = (self.endings.reason(each, id) for each in over.lifts)
        return Decision(survives, (evolve(reason, label=reason.label + words), *lifts))

    def _may_change(self, relation: Relation, id: str, period: Interval) -> bool:
        """Return whether the effect of a relation may change during a period, other than by taking effect."""
        if (reinstatements := self._reinstatements_after(relation)) and reinstatements.change_during(period):
            return True
        if relation.predicate is not RelationKind.SUSPENDS:
            return False
        if self.suspensions.change_during(relation, id, period):
            return True
        return self._change_days.any_during(self.dates.self_and_container(relation.subject), period)

    def _reinstatements_after(self, relation: Relation) -> Reinstatements | None:
        """Return the milestones that may reinstate what a relation stops, unless it stops only a part."""
        if is_partial(self._collection, relation):
            return None
        object = relation.object
        if object not in self._reinstatements:
            milestones = self.dates.milestones(object)
            reached = (interval for milestone, interval in milestones if milestone.stage is Stage.REINSTATED)
            self._reinstatements[object] = Reinstatements(reached)
        return self._reinstatements[object]
