"""The solver that decides what is in force, from the milestones of instruments and the relations between them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from attrs import frozen

from nmpolicy.queries.force.effective_dates import effective_dates
from nmpolicy.queries.intervals import Interval, has_happened
from nmpolicy.queries.milestones import MADE_STAGES, can_be_in_order
from nmpolicy.queries.three_valued import all_of, any_of, negate, solve
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.instruments import Instrument, Milestone
from nmpolicy.records.predicates import ENDING
from nmpolicy.records.relations import Relation
from nmpolicy.vocabulary.terms import RelationKind, Stage

#: The stages that stop the force of an instrument from that day on; after expiry, force stops on the next day.
_STOPPING = frozenset(
    {Stage.SUSPENDED, Stage.RESCINDED, Stage.REPEALED, Stage.SUPERSEDED, Stage.STRUCK_DOWN, Stage.EXPIRED}
)
#: The stages at which an instrument is refused, unless it is made later.
_REFUSING = frozenset({Stage.FAILED, Stage.VETOED, Stage.WITHDRAWN})
_ENDING_OR_SUSPENDING = (*sorted(ENDING), RelationKind.SUSPENDS)
_DAY = timedelta(days=1)


@frozen
class Reason:
    """A milestone or relation that decides whether something is in force, or leaves it undecided.

    .. versionadded:: 0.1
    """

    record: str
    """Id of the record that shows it: the instrument itself, or a relation to it."""
    label: str
    """The reason in a few words."""
    milestone: Milestone | None = None
    """The milestone, if the reason is one."""


class Decision(NamedTuple):
    """The answer to one question, with its reasons."""

    value: bool | None
    """True, False, or None if the records do not decide it."""
    reasons: tuple[Reason, ...] = ()
    """The reasons that decide it, or leave it undecided."""


class _StatusChange(NamedTuple):
    """A milestone that stops the force of an instrument or lets it continue."""

    interval: Interval
    continues: bool | None
    reasons: tuple[Reason, ...] = ()


#: Past so many suspending records, an interval is not split at their milestones; it may then stay undecided as a whole.
_MOST_SUSPENDING = 50
#: The question whether a record is in force throughout an interval: its id, and the interval.
_ForceKey = tuple[str, Interval]
#: The question whether a record had not ended when it acted on another: its id, the days on which it acted, and the
#: id of its relation if that ends the record itself (otherwise an empty string).
_ValidityKey = tuple[str, Interval, str]


class ForceSolver:
    """Decides what is in force in one collection, and remembers what it has decided.

    Whether a record is in force may depend on itself, if it suspends or repeals itself through others. Such answers
    start as undecided, and are recomputed until none of them changes.
    """

    def __init__(self, collection: Collection) -> None:
        """Compute nothing yet."""
        self.dates = effective_dates(collection)
        self._in_force: dict[_ForceKey, Decision] = {}
        self._valid: dict[_ValidityKey, bool | None] = {}
        self._status_changes: dict[str, tuple[bool, Sequence[_StatusChange], Sequence[_StatusChange]]] = {}

    def decide(self, record: Record, interval: Interval) -> Sequence[Decision]:
        """Return whether a record is in force, once for each part of an interval in which nothing happens to it."""
        own = self.dates.self_and_container(record.id)
        found: list[Decision] = []
        for part in self._parts(own, interval):
            decision = self._solve(record.id, part)
            others = self._suspending_ids(own) if decision.value is None and part.first < part.last else ()
            found += [self._solve(record.id, each) for each in self._parts(others, part)] if others else [decision]
        return found

    def _solve(self, id: str, part: Interval) -> Decision:
        solve((id, part), self._in_force, self._suspending, self._decide, Decision(None))
        return self._in_force[id, part]

    def _suspending_ids(self, ids: Iterable[str]) -> Sequence[str]:
        """Return the ids of what suspends some records, directly or through others; none if there are too many."""
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
        ids = [*ids]
        intervals = [each for id in ids for _, each in self.dates.milestones(id)]
        relations = (each for id in ids for each in self.dates.relations_to(id, *RelationKind))
        intervals += [self.dates.of_relation(each).interval for each in relations]
        days = {day for each in intervals for day in each}
        days |= {day + _DAY for day in days if day < date.max}
        changes = sorted(day for day in days if interval.first < day <= interval.last)
        for first, following in zip((interval.first, *changes), (*changes, None), strict=True):
            yield Interval(first, following - _DAY if following else interval.last)

    def _suspending(self, key: _ForceKey) -> Iterator[_ForceKey]:
        """Yield the questions whether the instruments that suspend a record are themselves in force."""
        id, period = key
        for each in self._relations_to(id, RelationKind.SUSPENDS):
            if self._has_instrument(each.subject):
                yield each.subject, period

    def _relations_to(self, id: str, *predicates: RelationKind) -> Iterator[Relation]:
        """Yield the relations that act on a record, or on the instrument that it is part of."""
        ids = self.dates.self_and_container(id)
        return (each for one in ids for each in self.dates.relations_to(one, *predicates))

    def _has_instrument(self, id: str) -> bool:
        return isinstance(self.dates.container(id), Instrument)

    def _decide(self, key: _ForceKey) -> Decision:
        """Decide whether a record is in force on every day of a period, or on none."""
        id, period = key
        instrument = self.dates.container(id)
        if not isinstance(instrument, Instrument):
            return Decision(None, (Reason(id, "its instrument is not in the collection"),))
        relations = self._relations_to(id, *_ENDING_OR_SUSPENDING)
        started = self._has_started(id, instrument, period)
        continues = self._continues_by_milestones(instrument.id, period)
        return _all_decided([started, continues, *(self._survives(each, period) for each in relations)])

    def _has_started(self, id: str, instrument: Instrument, period: Interval) -> Decision:
        """Decide whether force has begun. If relations commence a provision by name, only they count."""
        named = [*self.dates.relations_to(id, RelationKind.COMMENCES)] if id != instrument.id else []
        found = [(self._has_taken_effect(each, period), _relation_reason(each)) for each in named]
        for effective, relation in () if named else self.dates.starts(instrument.id):
            if relation:
                found.append((self._has_taken_effect(relation, period), _relation_reason(relation)))
                continue
            answer = all_of([effective.happens, has_happened(effective.interval, period)])
            if answer and effective.missing:
                answer = None
            words = [str(effective.milestone or ""), "" if answer else effective.missing]
            reason = Reason(instrument.id, "; ".join(filter(None, words)), effective.milestone)
            found.append((answer, reason))
        value = any_of(answer for answer, _ in found)
        return Decision(value, tuple(reason for answer, reason in found if answer is value)[: 1 if value else None])

    def _continues_by_milestones(self, id: str, period: Interval) -> Decision:
        """Decide whether an instrument continues by its own milestones: neither refused nor stopped."""
        if id not in self._status_changes:
            self._status_changes[id] = self._find_status_changes(id)
        ordered, making, force = self._status_changes[id]
        return _all_decided(_last_change(changes, period, ordered=ordered) for changes in (making, force))

    def _find_status_changes(self, id: str) -> tuple[bool, Sequence[_StatusChange], Sequence[_StatusChange]]:
        """Return whether the milestones of an instrument can be in order, and the changes that they make.

        The first list is of those that make or refuse it, the second of those that stop or restore its force.
        """
        making: list[_StatusChange] = []
        force: list[_StatusChange] = []
        for milestone, interval in self.dates.milestones(id):
            reason = Reason(id, str(milestone), milestone)
            if milestone.stage in MADE_STAGES:
                making.append(_StatusChange(interval, continues=True))
            elif milestone.stage in _REFUSING:
                making.append(_StatusChange(interval, continues=False, reasons=(reason,)))
            elif milestone.stage is Stage.EXPIRED:
                extending = [*self._extending(id, interval)]
                next_day = Interval(*(day + _DAY if day < date.max else day for day in interval))
                reasons = (reason, *map(_relation_reason, extending))
                force.append(_StatusChange(next_day, None if extending else False, reasons))
            elif milestone.stage in _STOPPING or milestone.stage is Stage.REINSTATED:
                force.append(_StatusChange(interval, milestone.stage is Stage.REINSTATED, (reason,)))
        return can_be_in_order([milestone for milestone, _ in self.dates.milestones(id)]), making, force

    def _extending(self, id: str, expiry: Interval) -> Iterator[Relation]:
        """Yield the relations that extend an instrument and may have taken effect before it expired."""
        for each in self.dates.relations_to(id, RelationKind.EXTENDS):
            effective = self.dates.of_relation(each)
            if all_of([effective.happens, has_happened(effective.interval, expiry)]) is not False:
                yield each

    def _survives(self, relation: Relation, period: Interval) -> Decision:
        """Decide whether a record remains in force despite a relation that ends or suspends it."""
        stops = self._has_taken_effect(relation, period)
        if relation.predicate is RelationKind.SUSPENDS and self._has_instrument(relation.subject):
            stops = all_of([stops, self._in_force.get((relation.subject, period), Decision(None)).value])
        survives = negate(all_of([stops, negate(self._is_reinstated(relation, period))]))
        return Decision(survives, () if survives else (_relation_reason(relation),))

    def _is_reinstated(self, relation: Relation, period: Interval) -> bool | None:
        """Return whether a milestone reinstates an instrument after a relation stopped it as a whole."""
        if relation.scope:
            return False
        stopped = self.dates.of_relation(relation).interval
        milestones = self.dates.milestones(relation.object)
        reinstated = (interval for milestone, interval in milestones if milestone.stage is Stage.REINSTATED)
        return any_of(all_of([has_happened(each, period), has_happened(stopped, each)]) for each in reinstated)

    def _has_taken_effect(self, relation: Relation, period: Interval) -> bool | None:
        """Return whether a relation has taken effect: its day has come, and its subject had not ended before that."""
        effective = self.dates.of_relation(relation)
        answer = all_of([effective.happens, has_happened(effective.interval, period)])
        if answer is False or not self._has_instrument(relation.subject):
            return answer
        key = self._validity_key(relation)
        solve(key, self._valid, self._earlier_validity, self._is_valid, None)
        return all_of([answer, self._valid[key]])

    def _validity_key(self, relation: Relation) -> _ValidityKey:
        """Return the question whether the subject of a relation had not ended when the relation took effect.

        If the relation ends the instrument of its own subject, it does not count against itself.
        """
        ends_itself = self.dates.container(relation.subject) is self.dates.container(relation.object)
        return relation.subject, self.dates.of_relation(relation).interval, relation.id if ends_itself else ""

    def _ending_by(self, key: _ValidityKey) -> Iterator[Relation]:
        """Yield the relations that may have ended a record by the time that is asked about."""
        id, interval, excluded = key
        for each in self._relations_to(id, *ENDING):
            if each.id != excluded and has_happened(self.dates.of_relation(each).interval, interval) is not False:
                yield each

    def _earlier_validity(self, key: _ValidityKey) -> Iterator[_ValidityKey]:
        """Yield the questions whether the records that may have ended a record were themselves valid."""
        for each in self._ending_by(key):
            if self._has_instrument(each.subject):
                yield self._validity_key(each)

    def _is_valid(self, key: _ValidityKey) -> bool | None:
        """Return whether a record had been neither stopped by its own milestones nor ended by others."""
        id, interval, _ = key
        answers = [self._continues_by_milestones(self.dates.self_and_container(id)[-1], interval).value]
        for each in self._ending_by(key):
            effective = self.dates.of_relation(each)
            valid = self._valid.get(self._validity_key(each)) if self._has_instrument(each.subject) else True
            answers.append(negate(all_of([effective.happens, has_happened(effective.interval, interval), valid])))
        return all_of(answers)


def _last_change(changes: Sequence[_StatusChange], period: Interval, *, ordered: bool) -> Decision:
    """Decide whether the last of some changes lets an instrument continue throughout a period."""
    possible = [(index, each) for index, each in enumerate(changes) if each.interval.first <= period.last]
    certain = [(index, each) for index, each in possible if each.interval.last <= period.first]
    if ordered:
        last_certain = max((index for index, _ in certain), default=-1)
        remaining = [each for index, each in possible if index >= last_certain]
    else:
        at, pivot = max(certain, key=lambda pair: (pair[1].interval.last, pair[0]), default=(-1, None))
        remaining = [each for index, each in possible if pivot is None or not _is_before(each, index, pivot, at)]
    values = {each.continues for each in remaining} | (set() if certain else {True})
    value = values.pop() if len(values) == 1 else None
    return Decision(value, tuple(reason for each in remaining for reason in each.reasons))


def _is_before(one: _StatusChange, index: int, other: _StatusChange, other_index: int) -> bool:
    """Return whether a change was certainly before another; two changes on one day happened in the order listed."""
    same_day = one.interval == other.interval and one.interval.first == one.interval.last
    return one.interval.last < other.interval.first or (same_day and index < other_index)


def _relation_reason(relation: Relation) -> Reason:
    since = f" from {relation.effective_date.label}" if relation.effective_date else ""
    return Reason(relation.id, f"{relation.predicate.inverse} {relation.subject}{since}")


def _all_decided(decisions: Iterable[Decision]) -> Decision:
    """Return whether all decisions are True, with the reasons of those that decide it."""
    listed = [*decisions]
    value = all_of(decision.value for decision in listed)
    return Decision(value, tuple(reason for each in listed if each.value is value for reason in each.reasons))
