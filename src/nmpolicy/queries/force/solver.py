"""The solver that decides what is in force, from the milestones of instruments and the relations between them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from attrs import evolve

from nmpolicy.queries.force.decisions import Decision, Reason, all_decided, day_after
from nmpolicy.queries.force.endings import Endings
from nmpolicy.queries.force.parts import is_partial
from nmpolicy.queries.force.relation_words import relation_words
from nmpolicy.queries.force.suspensions import has_lifted, last_day_of, last_interval, lifting
from nmpolicy.queries.intervals import Interval, has_happened, interval_of
from nmpolicy.queries.three_valued import all_of, any_of, negate, solve
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.instruments import Instrument
from nmpolicy.records.once_per_collection import once_per_collection
from nmpolicy.records.predicates import ENDING
from nmpolicy.records.provisions import Provision
from nmpolicy.records.relations import Relation
from nmpolicy.vocabulary.terms import RelationKind, Stage

_ENDING_OR_SUSPENDING = (*sorted(ENDING), RelationKind.SUSPENDS)
_DAY = timedelta(days=1)
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
        self.endings = _endings(collection)
        self.dates = self.endings.dates
        self._collection = collection
        self._in_force: dict[_ForceKey, Decision] = {}

    def decide(self, record: Record, interval: Interval) -> Sequence[Decision]:
        """Return whether a record is in force, once for each part of an interval in which nothing happens to it."""
        own = self.dates.self_and_container(record.id)
        found: list[Decision] = []
        for part in self._parts(own, interval):
            decision = self._solve(record.id, part)
            others = self._suspending_ids(own) if decision.value is None and part.first < part.last else ()
            found += [self._solve(record.id, each) for each in self._parts(others, part)] if others else [decision]
        return found

    def partial_changes(self, id: str, interval: Interval) -> Iterator[Reason]:
        """Yield what has ended or suspended only a part of an instrument, or extended only a part, or may have."""
        yield from self.endings.extended_parts(id, interval)
        for relation in self.dates.partial_relations_to(id, *_ENDING_OR_SUSPENDING):
            if self.endings.has_taken_effect(relation, interval) is False:
                continue
            if relation.predicate is not RelationKind.SUSPENDS:
                yield self.endings.reason(relation)
                continue
            scope = [each for each in relation.scope if not self._is_over(relation, each, interval)]
            if scope or not (relation.scope or self._is_over(relation, relation.object, interval)):
                yield Reason(relation.id, self._suspension_words(evolve(relation, scope=scope)))

    def amendments(self, id: str, interval: Interval) -> Iterator[Reason]:
        """Yield what has amended an instrument, a part of it, or a provision, or may have."""
        for relation in self.dates.amendments_to(id):
            if self.endings.has_taken_effect(relation, interval) is not False:
                yield self.endings.reason(relation)

    def _is_over(self, relation: Relation, id: str, interval: Interval) -> bool:
        """Return whether a suspension of a record has certainly ended, or its subject is no longer in force."""
        if self._has_ended(relation, id, interval):
            return True
        return self.endings.is_instrument(relation.subject) and self._solve(relation.subject, interval).value is False

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
        days = {day for id in ids for each in self._changes(id) for day in each}
        days |= {day + _DAY for day in days if day < date.max}
        changes = sorted(day for day in days if interval.first < day <= interval.last)
        for first, following in zip((interval.first, *changes), (*changes, None), strict=True):
            yield Interval(first, following - _DAY if following else interval.last)

    def _changes(self, id: str) -> Iterator[Interval]:
        """Yield the days on which something may happen to a record."""
        yield from (each for _, each in self.dates.milestones(id))
        relations = [*self.dates.relations_to(id, *RelationKind), *self.dates.possible_relations_to(id, *RelationKind)]
        for relation in relations:
            yield self.dates.of_relation(relation).interval
            if relation.predicate is RelationKind.SUSPENDS:
                for lift in lifting(self.endings, relation, id):
                    yield self.dates.of_relation(lift).interval
                if last := last_interval(self.endings, relation):
                    yield last
        yield from self.endings.terms(id)
        if provision := self._collection.get(id, Provision):
            yield from (interval_of(day) for day in (provision.start_date, provision.end_date) if day)

    def _suspending(self, key: _ForceKey) -> Iterator[_ForceKey]:
        """Yield a question about each instrument that suspends a record, because it must itself be in force."""
        id, period = key
        for each in (
            *self.endings.relations_to(id, RelationKind.SUSPENDS),
            *self.dates.possible_relations_to(id, RelationKind.SUSPENDS),
        ):
            if self.endings.is_instrument(each.subject):
                yield each.subject, period

    def _decide(self, key: _ForceKey) -> Decision:
        """Decide whether a record is in force on every day of a period, or on none."""
        id, period = key
        instrument = self.dates.container(id)
        if not isinstance(instrument, Instrument):
            return Decision(None, (Reason(id, "its instrument is not in the collection"),))
        decisions = [self._has_started(id, instrument, period), *self.endings.continues(id, period)]
        decisions += [self._within_own_days(id, period)]
        decisions += [
            self._survives(each, id, period) for each in self.endings.relations_to(id, *_ENDING_OR_SUSPENDING)
        ]
        for each in self.dates.possible_relations_to(id, *_ENDING_OR_SUSPENDING):
            decision = self._survives(each, id, period)
            decisions.append(decision if decision.value else Decision(None, decision.reasons))
        return all_decided(decisions)

    def _within_own_days(self, id: str, period: Interval) -> Decision:
        """Decide whether a period lies within the days on which a provision has force."""
        provision = self._collection.get(id, Provision)
        if provision is None:
            return Decision(value=True)
        found: list[Decision] = []
        if provision.start_date:
            begun = has_happened(interval_of(provision.start_date), period)
            label = f"its own first day is {provision.start_date.label}"
            found.append(Decision(begun, () if begun else (Reason(id, label),)))
        if provision.end_date:
            over = has_happened(day_after(interval_of(provision.end_date)), period)
            found.append(Decision(negate(over), (Reason(id, f"its own last day is {provision.end_date.label}"),)))
        return all_decided(found)

    def _has_started(self, id: str, instrument: Instrument, period: Interval) -> Decision:
        """Decide whether force has begun. If relations commence a provision by name, only they count."""
        named = [*self.dates.relations_to(id, RelationKind.COMMENCES)] if id != instrument.id else []
        if not named and (retroactive := self._retroactive_start(id, instrument, period)):
            return retroactive
        found: list[tuple[bool | None, Reason]] = []
        starts = [(self.dates.commencement(each), each) for each in named] or self.dates.starts(instrument.id)
        for effective, relation in starts:
            answer = all_of([effective.happens, has_happened(effective.interval, period)])
            if relation:
                valid = None if answer is False else self.endings.takes_effect(relation)
                answer = False if answer is False else all_of([answer, valid])
                found.append((answer, self.endings.reason(relation)))
                continue
            if answer and effective.missing and effective.interval.last == date.max:
                answer = None
            words = [str(effective.milestone or ""), "" if answer else effective.missing]
            reason = Reason(instrument.id, "; ".join(filter(None, words)), effective.milestone)
            found.append((answer, reason))
        value = any_of(answer for answer, _ in found)
        return Decision(value, tuple(reason for answer, reason in found if answer is value)[: 1 if value else None])

    def _retroactive_start(self, id: str, instrument: Instrument, period: Interval) -> Decision | None:
        """Decide whether a provision has begun if its own first day is certainly before that of its instrument."""
        provision = self._collection.get(id, Provision)
        effective = self.dates.of_instrument(instrument.id)
        if provision is None or provision.start_date is None or not effective.happens:
            return None
        first = interval_of(provision.start_date)
        if first.last >= effective.interval.first:
            return None
        reason = Reason(id, f"its own first day is {provision.start_date.label}")
        return Decision(has_happened(first, period), (reason,))

    def _survives(self, relation: Relation, id: str, period: Interval) -> Decision:
        """Decide whether a record remains in force despite a relation that ends or suspends it."""
        taken = self.endings.has_taken_effect(relation, period)
        if taken is False:
            return Decision(value=True)
        lasts: bool | None = True
        reasons: tuple[Reason, ...] = (self.endings.reason(relation),)
        if relation.predicate is RelationKind.SUSPENDS:
            lasts = negate(self._has_ended(relation, id, period))
            reasons = self._suspension_reasons(relation, id, period, lasts=lasts)
            if self.endings.is_instrument(relation.subject):
                lasts = all_of([lasts, self._in_force.get((relation.subject, period), Decision(None)).value])
        reinstated = self._is_reinstated(relation, period)
        survives = negate(all_of([taken, lasts, negate(reinstated)]))
        is_back = taken and relation.predicate is RelationKind.SUSPENDS and not reinstated
        return Decision(survives, reasons if not survives or is_back else ())

    def _has_ended(self, relation: Relation, id: str, period: Interval) -> bool | None:
        """Return whether a suspension has run out, or has been lifted."""
        lifted = [has_lifted(self.endings, each, relation, id, period) for each in lifting(self.endings, relation, id)]
        last = last_interval(self.endings, relation)
        return any_of([*lifted, has_happened(day_after(last), period) if last else False])

    def _suspension_reasons(
        self, relation: Relation, id: str, period: Interval, *, lasts: bool | None
    ) -> tuple[Reason, ...]:
        words = self._suspension_words(relation)
        if lasts and self.endings.is_instrument(relation.subject):
            force = self._in_force.get((relation.subject, period), Decision(None)).value
            words += "" if force else ", which is not in force" if force is False else ", which may not be in force"
        lifts = lifting(self.endings, relation, id) if not lasts else ()
        over = (each for each in lifts if has_lifted(self.endings, each, relation, id, period) is not False)
        return Reason(relation.id, words), *map(self.endings.reason, over)

    def _suspension_words(self, relation: Relation) -> str:
        last = last_day_of(self.endings, relation)
        return relation_words(self._collection, relation, inverse=True, last=last.label if last else "")

    def _is_reinstated(self, relation: Relation, period: Interval) -> bool | None:
        """Return whether a milestone reinstates an instrument after a relation stopped it as a whole."""
        if is_partial(self._collection, relation):
            return False
        stopped = self.dates.of_relation(relation).interval
        milestones = self.dates.milestones(relation.object)
        reinstated = (interval for milestone, interval in milestones if milestone.stage is Stage.REINSTATED)
        return any_of(all_of([has_happened(each, period), has_happened(stopped, each)]) for each in reinstated)


@once_per_collection
def _endings(collection: Collection) -> Endings:
    return Endings(collection)
