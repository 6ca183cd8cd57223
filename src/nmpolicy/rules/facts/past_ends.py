"""How records had certainly ended by a day. Thousands of acts may have ended one record, so they are counted once."""

from bisect import bisect_right, insort
from collections.abc import Callable, Sequence
from datetime import date
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from attrs import frozen

from nmpolicy.queries.force.decisions import Decision, Reason
from nmpolicy.queries.force.own_changes import ENDING_STAGES
from nmpolicy.queries.force.solver import ForceSolver
from nmpolicy.queries.force.starts import has_started, is_stopped_by_own_milestones, parts_with_own_start
from nmpolicy.queries.intervals import Interval
from nmpolicy.records.collection import Collection
from nmpolicy.records.instruments import Instrument
from nmpolicy.records.predicates import ENDING
from nmpolicy.records.provisions import Provision
from nmpolicy.records.relations import Relation
from nmpolicy.vocabulary.terms import RelationKind, Stage

_MOST_LABELS = 3  # ends that a message names


@frozen
class Ends:
    """How something had certainly ended for good; false if it may not have."""

    first: Sequence[Reason]
    """The first of the ends, at least as many as a message names."""
    more: int = 0
    """The number of the others, which are acts of other records."""

    def __bool__(self) -> bool:
        """Return whether there are any."""
        return bool(self.first)

    def in_words(self, words: Callable[[Reason], str] = attrgetter("label")) -> str:
        """Return the ends in words: the first ones, and the number of the others."""
        more = len(self.first) + self.more - _MOST_LABELS
        named = map(words, self.first[:_MOST_LABELS])
        return "; ".join([*named, *([f"and {more:,} more"] if more > 0 else [])])


class _Acts(NamedTuple):
    """The relations that certainly end a record at some time, by the day from which each has certainly done so."""

    days: Sequence[date]
    """These days, in order."""
    first: Sequence[Sequence[tuple[int, Relation]]]
    """For each day, the first acts by then in the order of the collection, each after its place."""


class PastEnds:
    """Finds how records had certainly ended by a day."""

    def __init__(self, collection: Collection, solver: ForceSolver) -> None:
        """Start without answers."""
        self._collection = collection
        self._solver = solver
        self._acts: dict[str, _Acts] = {}

    def by(self, id: str, day: date) -> Ends:
        """Return how something had certainly ended for good by a day."""
        period, endings = Interval(day, day), self._solver.endings
        about = endings.first_alike(id)
        record, instrument = self._record(about), endings.dates.container(about)
        if record is None or not isinstance(instrument, Instrument):
            return Ends(())
        started = has_started(endings, about, instrument, period)
        if self._depends_on_more(about, instrument, started):
            return self._decided(record, period)
        own = [started, *endings.continues(about, period), endings.within_term(about, period)]
        own.append(self._solver.within_own_days(about, period))
        found = [*filter(self.is_end, (each for one in own if one.value is False for each in one.reasons))]
        more = 0
        for acts in map(self._acts_on, endings.dates.self_and_container(about)):
            if number := bisect_right(acts.days, day):
                named = acts.first[number - 1]
                found += [endings.reason(relation, about) for _, relation in named]
                more += number - len(named)
        if not found and is_stopped_by_own_milestones(endings, about, period):
            return self._decided(record, period)
        return Ends(found, more)

    def for_good(self, id: str, day: date) -> Ends:
        """Return how something had certainly ended by a day, unless it may have been reinstated at some time."""
        instrument = self._solver.endings.dates.container(id)
        return Ends(()) if isinstance(instrument, Instrument) and _is_reinstated(instrument) else self.by(id, day)

    def _depends_on_more(self, id: str, instrument: Instrument, started: Decision) -> bool:
        """Return whether more decides than what ends a record: a reinstatement, or parts that may begin before it."""
        if _is_reinstated(instrument):
            return True
        if started.value or id != instrument.id:
            return False
        endings = self._solver.endings
        partial = endings.dates.partial_relations_to(id, RelationKind.COMMENCES)
        return any(True for _ in chain(parts_with_own_start(endings, id), partial))

    def _record(self, id: str) -> Instrument | Provision | None:
        record = self._collection.get(id)
        return record if isinstance(record, Instrument | Provision) else None

    def _decided(self, record: Instrument | Provision, period: Interval) -> Ends:
        decisions = self._solver.decide(record, period)
        reasons = (reason for decision in decisions if decision.value is False for reason in decision.reasons)
        return Ends([*filter(self.is_end, reasons)])

    def _acts_on(self, id: str) -> _Acts:
        if id not in self._acts:
            endings = self._solver.endings
            ending = [
                (endings.dates.of_relation(relation).interval.last, place, relation)
                for place, relation in enumerate(endings.dates.relations_to(id, *ENDING))
                if self.is_end(Reason(relation.id, "")) and endings.takes_effect(relation)
            ]
            ending.sort(key=lambda act: act[:2])
            first: list[Sequence[tuple[int, Relation]]] = []
            known: list[tuple[int, Relation]] = []
            for _, place, relation in ending:
                insort(known, (place, relation), key=lambda act: act[0])
                del known[_MOST_LABELS:]
                first.append((*known,))
            self._acts[id] = _Acts([last for last, *_ in ending], first)
        return self._acts[id]

    def is_end(self, reason: Reason) -> bool:
        """Return whether a reason why something is not in force is that it had ended for good."""
        if self.is_expiry(reason):
            return True
        if reason.milestone:
            return reason.milestone.stage in ENDING_STAGES
        relation = self._collection.get(reason.record, Relation)
        return relation is not None and relation.predicate in ENDING

    def is_expiry(self, reason: Reason) -> bool:
        """Return whether the reason is that something expired, or that an extension of it ran out."""
        if reason.milestone:
            return reason.milestone.stage is Stage.EXPIRED
        relation = self._collection.get(reason.record, Relation)
        return relation is not None and relation.predicate is RelationKind.EXTENDS


def _is_reinstated(instrument: Instrument) -> bool:
    return any(each.stage is Stage.REINSTATED for each in instrument.milestones)
