"""Working out what is in force: from the stages of instruments, and what relations do to them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from attrs import frozen

from nmpolicy.queries.force.effective_dates import ENDING, Effects
from nmpolicy.queries.intervals import Time, all_of, any_of, in_order, opposite, reached, settle
from nmpolicy.queries.milestones import MADE
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.instruments import Instrument, Milestone
from nmpolicy.records.relations import Relation
from nmpolicy.vocabulary.terms import RelationKind as Kind
from nmpolicy.vocabulary.terms import Stage

#: The stages by which the force of an instrument stops, each from its day on; the day of its expiry is the last with force.
_STOPS = frozenset(
    {Stage.SUSPENDED, Stage.RESCINDED, Stage.REPEALED, Stage.SUPERSEDED, Stage.STRUCK_DOWN, Stage.EXPIRED}
)
#: The stages by which an instrument is refused, until it is made after all.
_REFUSALS = frozenset({Stage.FAILED, Stage.VETOED, Stage.WITHDRAWN})
_ENDS = (*sorted(ENDING), Kind.SUSPENDS)
_DAY = timedelta(days=1)


@frozen
class Reason:
    """What decides, or leaves open, whether something is in force.

    .. versionadded:: 0.1
    """

    #: Id of the record that says so: the instrument itself, or a relation to it.
    record: str
    #: It in words.
    label: str
    #: The milestone, where it is one.
    milestone: Milestone | None = None


class Answer(NamedTuple):
    """An answer on one question, with what decides it or leaves it open."""

    value: bool | None
    reasons: tuple[Reason, ...] = ()


class _Switch(NamedTuple):
    """A stage that stops the force of an instrument, or has it go on."""

    time: Time
    goes_on: bool | None
    reasons: tuple[Reason, ...] = ()


#: A record, by its id, and the time that is asked for.
_Key = tuple[str, Time]
#: A record, by its id, at a time, and the relation of which it is the subject where that ends the record itself; else nothing.
_Stand = tuple[str, Time, str]


class Reckoning:
    """The answers for one collection; those that are asked for again and again are remembered.

    What suspends itself through others, or has ended what ends it, needs its own answer. All such answers start out open, and
    what the others decide is worked out until nothing changes: what nothing decides stays open.
    """

    def __init__(self, collection: Collection) -> None:
        """Nothing is worked out before it is asked for."""
        self.effects = Effects(collection)
        self.switches = cache(self._switches)
        self.known: dict[_Key, Answer] = {}
        self.stood: dict[_Stand, bool | None] = {}

    def over(self, record: Record, whole: Time) -> Sequence[Answer]:
        """The answers for the parts of a time, within each of which nothing happens to the record itself."""
        keys = [(record.id, period) for period in self._periods(record, whole)]
        for key in keys:
            settle(key, self.known, self._suspenders, self._in_force, Answer(None))
        return [self.known[key] for key in keys]

    def _periods(self, record: Record, whole: Time) -> Iterator[Time]:
        ids = self.effects.self_and_host(record.id)
        times = [time for id in ids for time in self.effects.times(id)]
        times += [self.effects.of(each).time for id in ids for each in self.effects.done_to(id, *Kind)]
        days = {day for time in times for day in time}
        days |= {day + _DAY for day in days if day < date.max}
        turns = sorted(day for day in days if whole.first < day <= whole.last)
        for first, following in zip((whole.first, *turns), (*turns, None), strict=True):
            yield Time(first, following - _DAY if following else whole.last)

    def _suspenders(self, key: _Key) -> Iterator[_Key]:
        """What has to be in force at that time for a suspension to last."""
        id, period = key
        for each in self._done_to_both(id, Kind.SUSPENDS):
            if isinstance(self.effects.host(each.subject), Instrument):
                yield each.subject, period

    def _done_to_both(self, id: str, *predicates: Kind) -> Iterator[Relation]:
        """What is done to a record, and to the instrument that it is part of."""
        return (each for one in self.effects.self_and_host(id) for each in self.effects.done_to(one, *predicates))

    def _in_force(self, key: _Key) -> Answer:
        """Whether a record is in force on each day of a period, or on none."""
        id, period = key
        host = self.effects.host(id)
        if not isinstance(host, Instrument):
            return Answer(None, (Reason(id, "no record is its instrument"),))
        parts = [
            self._goes_on(host.id, period),
            *(self._left(each, period) for each in self._done_to_both(id, *_ENDS)),
        ]
        return _joined([self._begun(id, host, period), *parts])

    def _begun(self, id: str, host: Instrument, period: Time) -> Answer:
        """Whether its force has begun: that of a provision with what commences it alone, if something does."""
        own = [*self.effects.done_to(id, Kind.COMMENCES)] if id != host.id else []
        found = [(self._is_done(each, period), _reason(each)) for each in own]
        for effect, relation in () if own else self.effects.start(host):
            so = self._is_done(relation, period) if relation else all_of([effect.comes, reached(effect.time, period)])
            so = None if so and effect.open and not relation else so
            words = [str(effect.milestone or ""), "" if so else effect.open]
            itself = Reason(host.id, "; ".join(filter(None, words)), effect.milestone)
            found.append((so, _reason(relation) if relation else itself))
        value = any_of(so for so, _ in found)
        return Answer(value, tuple(reason for so, reason in found if so is value)[: 1 if value else None])

    def _goes_on(self, id: str, period: Time) -> Answer:
        """Whether the force of an instrument goes on by its milestones: that it was neither refused nor stopped."""
        ordered, made, force = self.switches(id)
        return _joined([_last_of(made, period, ordered=ordered), _last_of(force, period, ordered=ordered)])

    def _switches(self, id: str) -> tuple[bool, Sequence[_Switch], Sequence[_Switch]]:
        """Whether the stages are in order; what refuses it or makes it after all; what stops its force or takes it up again."""
        made: list[_Switch] = []
        force: list[_Switch] = []
        for milestone, time in self.effects.timed(id):
            reason = Reason(id, str(milestone), milestone)
            if milestone.stage in MADE:
                made.append(_Switch(time, goes_on=True))
            elif milestone.stage in _REFUSALS:
                made.append(_Switch(time, goes_on=False, reasons=(reason,)))
            elif milestone.stage is Stage.EXPIRED:
                extends = [(each, self.effects.of(each)) for each in self.effects.done_to(id, Kind.EXTENDS)]
                longer = [each for each, it in extends if all_of([it.comes, reached(it.time, time)]) is not False]
                from_next = Time(*(day + _DAY if day < date.max else day for day in time))
                force.append(_Switch(from_next, None if longer else False, (reason, *map(_reason, longer))))
            elif milestone.stage in _STOPS or milestone.stage is Stage.REINSTATED:
                force.append(_Switch(time, milestone.stage is Stage.REINSTATED, (reason,)))
        return in_order(self.effects.milestones(id)), made, force

    def _left(self, each: Relation, period: Time) -> Answer:
        """Whether a relation that ends or suspends leaves a record in force."""
        stops = self._is_done(each, period)
        if each.predicate is Kind.SUSPENDS and isinstance(self.effects.host(each.subject), Instrument):
            stops = all_of([stops, self.known.get((each.subject, period), Answer(None)).value])
        again = self._taken_up_again(each, period)
        left = opposite(all_of([stops, opposite(again)]))
        return Answer(left, () if left else (_reason(each),))

    def _taken_up_again(self, each: Relation, period: Time) -> bool | None:
        """Whether a milestone says that the force of an instrument was taken up again after a relation stopped it as a whole."""
        if each.scope:
            return False
        since = self.effects.of(each).time
        timed = self.effects.timed(each.object)
        again = (time for milestone, time in timed if milestone.stage is Stage.REINSTATED)
        return any_of(all_of([reached(time, period), reached(since, time)]) for time in again)

    def _is_done(self, relation: Relation, period: Time) -> bool | None:
        """Whether a relation has had its effect: its day has come, and its subject had not been ended before."""
        effect = self.effects.of(relation)
        come = all_of([effect.comes, reached(effect.time, period)])
        if come is False or not isinstance(self.effects.host(relation.subject), Instrument):
            return come
        key = self._stand(relation)
        settle(key, self.stood, self._earlier, self._has_stood, None)
        return all_of([come, self.stood[key]])

    def _stand(self, relation: Relation) -> _Stand:
        """What a relation rests on: that its subject stood when it had its effect, whatever it does itself to the subject's whole."""
        ends_itself = self.effects.host(relation.subject) is self.effects.host(relation.object)
        return relation.subject, self.effects.of(relation).time, relation.id if ends_itself else ""

    def _enders(self, stand: _Stand) -> Iterator[Relation]:
        """What may have ended a record by a time."""
        id, time, but = stand
        for each in self._done_to_both(id, *ENDING):
            if each.id != but and reached(self.effects.of(each).time, time) is not False:
                yield each

    def _earlier(self, stand: _Stand) -> Iterator[_Stand]:
        """What has to be known of those that may have ended a record: whether they stood then."""
        for each in self._enders(stand):
            if isinstance(self.effects.host(each.subject), Instrument):
                yield self._stand(each)

    def _has_stood(self, stand: _Stand) -> bool | None:
        """Whether a record had neither been stopped by its stages nor been ended by others at a time."""
        id, time, _ = stand
        answers = [self._goes_on(self.effects.self_and_host(id)[-1], time).value]
        for each in self._enders(stand):
            effect = self.effects.of(each)
            instrument = isinstance(self.effects.host(each.subject), Instrument)
            stood = self.stood.get(self._stand(each)) if instrument else True
            answers.append(opposite(all_of([effect.comes, reached(effect.time, time), stood])))
        return all_of(answers)


def _last_of(switches: Sequence[_Switch], period: Time, *, ordered: bool) -> Answer:
    """Whether the last of some switches has it go on, through all of a period."""
    numbered = [(number, each) for number, each in enumerate(switches) if each.time.first <= period.last]
    sure = [(number, each) for number, each in numbered if each.time.last <= period.first]
    if ordered:
        after = max((number for number, _ in sure), default=-1)
        some = [each for number, each in numbered if number >= after]
    else:
        number, pivot = max(sure, key=lambda pair: (pair[1].time.last, pair[0]), default=(-1, None))
        some = [each for place, each in numbered if pivot is None or not _is_before(each, place, pivot, number)]
    values = {each.goes_on for each in some} | (set() if sure else {True})
    value = values.pop() if len(values) == 1 else None
    return Answer(value, tuple(reason for each in some for reason in each.reasons))


def _is_before(one: _Switch, place: int, other: _Switch, number: int) -> bool:
    """Whether a switch was surely before another one; of one day, as they are listed."""
    same = one.time == other.time and one.time.first == one.time.last
    return one.time.last < other.time.first or (same and place < number)


def _reason(relation: Relation) -> Reason:
    since = f" from {relation.effective_date.label}" if relation.effective_date else ""
    return Reason(relation.id, f"{relation.predicate.inverse} {relation.subject}{since}")


def _joined(answers: Iterable[Answer]) -> Answer:
    """The answer to whether all are so, with the reasons of those that decide it."""
    held = [*answers]
    value = all_of(answer.value for answer in held)
    return Answer(value, tuple(reason for answer in held if answer.value is value for reason in answer.reasons))
