"""Whether an instrument or a provision is in force, and what decides it: its milestones, and what others do to it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from attrs import frozen

from nmpolicy.analysis.chronology import MADE
from nmpolicy.analysis.effects import ENDING, Effects
from nmpolicy.analysis.times import Time, all_of, any_of, opposite, reached, time_of, times_of
from nmpolicy.errors import InvalidTypeError
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.instruments import Instrument, Milestone
from nmpolicy.records.provisions import Provision
from nmpolicy.records.relations import Relation
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.terms import RelationKind as Kind
from nmpolicy.vocabulary.terms import Stage

#: The stages by which the force of an instrument stops, each from its day on; the day of its expiry is the last with force.
_STOPS = frozenset(
    {Stage.SUSPENDED, Stage.RESCINDED, Stage.REPEALED, Stage.SUPERSEDED, Stage.STRUCK_DOWN, Stage.EXPIRED}
)
#: The stages by which an instrument is refused, until it is made after all.
_REFUSALS = frozenset({Stage.FAILED, Stage.VETOED, Stage.WITHDRAWN})
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


@frozen
class Force:
    """Whether something is in force on a day, as far as the records tell, and why.

    .. versionadded:: 0.1
    """

    #: Id of the instrument or provision.
    record: str
    #: The day that was asked for; of a month or a year, each day of it.
    on: PartialDate
    #: Whether it is; `None`: the records do not decide it.
    answer: bool | None
    #: What decides it; where nothing does, what leaves it open.
    reasons: tuple[Reason, ...]

    def __bool__(self) -> bool:
        """Raise an `InvalidTypeError`, as there are three answers: ask for `answer`."""
        raise InvalidTypeError(
            "whether something is in force has three answers; compare its `answer` with True, False or None"
        )


#: What says whether an instrument or a provision is in force on a day.
Reckoner = Callable[[Record, PartialDate], Force]


def in_force(collection: Collection, record: str | Record, on: str | date) -> Force:
    """Whether an instrument or a provision is in force on a day, as far as the records tell.

    An order, a resolution or a memorial is in force from the day on which it was made, if no other day is given for its taking
    effect; of an ordinance, a statute or the like, a milestone `effective` has to say it. The day on which it is repealed, rescinded,
    superseded, struck down or suspended is the first without force, that on which it expires the last with it. What the
    records do not tell of has not happened; what they do not date is open. The end of what has ended it does not revive it,
    but it is suspended only as long as the instrument that does so is in force itself. A provision is in force with its
    instrument, unless it alone is ended or suspended.

    Where `on` is a month or a year, the answer is `True` or `False` if it is so on each of its days.

    >>> from nmpolicy.records.instruments import Order
    >>> signed, expired = Milestone(stage="signed", date="2025-07"), Milestone(stage="expired", date="2025-12-31")
    >>> order = Order(id="eo", kind="executive-order", title="An order", milestones=[signed, expired])
    >>> demo = Collection(id="demo", title="A demonstration", orders=[order])
    >>> [in_force(demo, "eo", day).answer for day in ("2025-06", "2025-07-21", "2025-12-31", "2026")]
    [False, None, True, False]
    >>> in_force(demo, "eo", "2026").reasons[0].label
    'expired 2025-12-31'

    Raises `UnknownIdError` where there is no such record, `InvalidTypeError` for one that is neither an instrument nor a
    provision, and `InvalidDateError` for what is no date.

    Terms: ELI (in force, first and last date in force).

    .. versionadded:: 0.1
    """
    return forces_of(collection, [collection[record]], PartialDate(on))[0]


def forces(collection: Collection, on: str | date) -> tuple[Force, ...]:
    """Whether each instrument of a collection is in force on a day, in the order of the document; as `in_force` answers.

    .. versionadded:: 0.1
    """
    return forces_of(collection, collection.instruments, PartialDate(on))


def forces_of(collection: Collection, records: Iterable[Record], on: PartialDate) -> tuple[Force, ...]:
    """Whether each of some instruments and provisions is in force on a day."""
    force = reckoner(collection)
    return tuple(force(each, on) for each in records)


def reckoner(collection: Collection) -> Reckoner:
    """What answers for the records of a collection, and remembers what it has worked out."""
    return _Reckoning(collection).force


class _Answer(NamedTuple):
    """An answer on one question, with what decides it or leaves it open."""

    value: bool | None
    reasons: tuple[Reason, ...] = ()


class _Switch(NamedTuple):
    """A stage that stops the force of an instrument, or has it go on."""

    time: Time
    goes_on: bool | None
    reasons: tuple[Reason, ...]


class _Reckoning:
    """The answers for one collection; those that are asked for again and again are remembered."""

    def __init__(self, collection: Collection) -> None:
        self.effects = Effects(collection)
        self.known: dict[tuple[str, Time], _Answer] = {}

    def force(self, record: Record, on: PartialDate) -> Force:
        """The answer for a day, or for all days of a month or year."""
        if not isinstance(record, Instrument | Provision):
            raise InvalidTypeError(f"{record.id!r} is neither an instrument nor a provision; only these are in force")
        answers = [self._answer(record, period) for period in self._periods(record, time_of(on))]
        values = {answer.value for answer in answers}
        reasons = dict.fromkeys(reason for answer in answers for reason in answer.reasons)
        return Force(record.id, on, answers[0].value if len(values) == 1 else None, tuple(reasons))

    def _periods(self, record: Record, whole: Time) -> Iterator[Time]:
        """The period in parts, within each of which nothing happens to the record itself."""
        host = self.effects.host(record.id)
        times = times_of(host.milestones) if isinstance(host, Instrument) else []
        for id in {record.id, host.id if host else record.id}:
            times += [self.effects.of(each).time for each in self.effects.done_to(id, *Kind)]
        days = {day for time in times for day in time}
        days |= {day + _DAY for day in days if day < date.max}
        turns = sorted(day for day in days if whole.first < day <= whole.last)
        for first, following in zip((whole.first, *turns), (*turns, None), strict=True):
            yield Time(first, following - _DAY if following else whole.last)

    def _answer(self, record: Record, period: Time) -> _Answer:
        """Whether it is in force on each day of a period, or on none."""
        host = self.effects.host(record.id)
        for each in self._in_turn(record.id, period):
            own = (self._begun(each, period), self._goes_on(each, period))
            self.known[each.id, period] = _joined([*own, *self._left_by_others(each.id, period)])
        whole = self.known[host.id, period] if isinstance(host, Instrument) else _Answer(None)
        return _joined([whole, *(self._left_by_others(record.id, period) if host is not record else ())])

    def _in_turn(self, id: str, period: Time) -> Iterator[Instrument]:
        """What is to be reckoned: the instrument, and before it what suspends it, and what suspends that, and so on.

        Of what suspends itself through others, one is reckoned while another is still open; so is then the answer.
        """
        waiting, seen = [(id, False)], {id}
        while waiting:
            here, is_next = waiting.pop()
            host = self.effects.host(here)
            if host and (host.id, period) in self.known:
                continue
            if not is_next:
                waiting.append((here, True))
                done = [
                    each for id in {here, host.id if host else here} for each in self.effects.done_to(id, Kind.SUSPENDS)
                ]
                waiting += [(each.subject, False) for each in done if each.subject not in seen]
                seen.update(each.subject for each in done)
            elif isinstance(host, Instrument):
                yield host

    def _begun(self, instrument: Instrument, period: Time) -> _Answer:
        """Whether its force has begun."""
        found: list[tuple[bool | None, Reason]] = []
        for effect, relation in self.effects.start(instrument):
            so = all_of([effect.comes, reached(effect.time, period)])
            so = None if so and effect.open else so
            words = [str(effect.milestone or ""), "" if so else effect.open]
            own = Reason(instrument.id, "; ".join(filter(None, words)), effect.milestone)
            found.append((so, _reason(relation) if relation else own))
        value = any_of(so for so, _ in found)
        return _Answer(value, tuple(reason for so, reason in found if so is value)[: 1 if value else None])

    def _goes_on(self, instrument: Instrument, period: Time) -> _Answer:
        """Whether its force goes on by what its milestones say: that it was neither refused nor stopped."""
        return _joined([_last_of(switches, period) for switches in self._switches(instrument)])

    def _switches(self, instrument: Instrument) -> Sequence[Sequence[_Switch]]:
        """What refuses it or makes it after all, and what stops its force or takes it up again, each in order."""
        made: list[_Switch] = []
        force: list[_Switch] = []
        for milestone, time in zip(instrument.milestones, times_of(instrument.milestones), strict=True):
            reason = Reason(instrument.id, str(milestone), milestone)
            if milestone.stage in _REFUSALS or milestone.stage in MADE:
                made.append(_Switch(time, milestone.stage in MADE, (reason,) if milestone.stage in _REFUSALS else ()))
            elif milestone.stage is Stage.EXPIRED:
                extends = ((each, self.effects.of(each)) for each in self.effects.done_to(instrument.id, Kind.EXTENDS))
                longer = [
                    each for each, effect in extends if all_of([effect.comes, reached(effect.time, time)]) is not False
                ]
                from_next = Time(*(day + _DAY if day < date.max else day for day in time))
                force.append(_Switch(from_next, None if longer else False, (reason, *map(_reason, longer))))
            elif milestone.stage in _STOPS or milestone.stage is Stage.REINSTATED:
                force.append(_Switch(time, milestone.stage is Stage.REINSTATED, (reason,)))
        return [sorted(each, key=lambda switch: switch.time) for each in (made, force)]

    def _left_by_others(self, id: str, period: Time) -> Iterator[_Answer]:
        """For each relation that ends or suspends something, whether it leaves it in force."""
        for each in self.effects.done_to(id, *ENDING, Kind.SUSPENDS):
            stops = self._is_done(each, period)
            subject = self.effects.host(each.subject)
            if each.predicate is Kind.SUSPENDS and isinstance(subject, Instrument):
                stops = all_of([stops, self.known.get((subject.id, period), _Answer(None)).value])
            again = self._taken_up_again(id, self.effects.of(each).time, period)
            left = opposite(all_of([stops, opposite(again)]))
            yield _Answer(left, () if left else (_reason(each),))

    def _taken_up_again(self, id: str, since: Time, period: Time) -> bool | None:
        """Whether a milestone says that the force of something was taken up again after it was stopped."""
        record = self.effects.host(id)
        milestones = record.milestones if isinstance(record, Instrument) and record.id == id else ()
        timed = zip(milestones, times_of(milestones), strict=True)
        again = (time for milestone, time in timed if milestone.stage is Stage.REINSTATED)
        return any_of(all_of([reached(time, period), reached(since, time)]) for time in again)

    def _is_done(self, relation: Relation, period: Time) -> bool | None:
        """Whether a relation has had its effect: its day has come, and its subject had not been ended before."""
        effect, subject = self.effects.of(relation), self.effects.host(relation.subject)
        answers = [effect.comes, reached(effect.time, period)]
        if isinstance(subject, Instrument):
            ends = [self.effects.of(each) for each in self.effects.done_to(subject.id, *ENDING)]
            ended = any_of(all_of([each.comes, reached(each.time, effect.time)]) for each in ends)
            answers += [self._goes_on(subject, effect.time).value, opposite(ended)]
        return all_of(answers)


def _last_of(switches: Sequence[_Switch], period: Time) -> _Answer:
    """Whether the last of some switches has it go on, through all of a period."""
    sure = max((place for place, each in enumerate(switches, 1) if each.time.last <= period.first), default=0)
    possible = max((place for place, each in enumerate(switches, 1) if each.time.first <= period.last), default=0)
    some = switches[max(sure - 1, 0) : possible]
    values = {each.goes_on for each in some} | (set() if sure else {True})
    value = values.pop() if len(values) == 1 else None
    return _Answer(value, tuple(reason for each in some for reason in each.reasons))


def _reason(relation: Relation) -> Reason:
    since = f" from {relation.effective_date.label}" if relation.effective_date else ""
    return Reason(relation.id, f"{relation.predicate.inverse} {relation.subject}{since}")


def _joined(answers: Iterable[_Answer]) -> _Answer:
    """The answer to whether all are so, with the reasons of those that decide it."""
    held = [*answers]
    value = all_of(answer.value for answer in held)
    return _Answer(value, tuple(reason for answer in held if answer.value is value for reason in answer.reasons))
