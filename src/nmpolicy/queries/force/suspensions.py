"""Suspensions that are over: they ran out, or a relation lifted them."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from nmpolicy.queries.force.decisions import day_after
from nmpolicy.queries.force.endings import Endings
from nmpolicy.queries.force.lift_index import Lifting, lift_index
from nmpolicy.queries.intervals import Interval, has_happened, interval_of
from nmpolicy.queries.three_valued import all_of, any_of
from nmpolicy.records.relations import Relation


class Over(NamedTuple):
    """The answer to whether a suspension is over, and what lifted it."""

    value: bool | None
    """True if it has run out or has been lifted, False if not, and None if the records do not decide it."""
    lifts: Sequence[Relation]
    """The relation that certainly lifted it first, and before that, those that may have lifted it."""


class Suspensions:
    """Decides which suspensions are over, and remembers what may have lifted any by then."""

    def __init__(self, endings: Endings) -> None:
        """Start without answers."""
        self._endings = endings
        self._index = lift_index(endings.collection)
        self._lifts: dict[tuple[Lifting, Interval], Sequence[tuple[Interval, Relation]]] = {}

    def over(self, relation: Relation, id: str, period: Interval, section: str = "") -> Over:
        """Return whether a suspension is over for a record, or for a named section of the record."""
        began = self._endings.dates.of_relation(relation).interval
        found: dict[str, tuple[Interval, Relation, bool | None]] = {}
        for lifting in self._index.lifting(relation, id, section):
            lifts = self._by(lifting, period)
            for place in range(bisect_left(lifts, began.first, key=lambda pair: pair[0].last), len(lifts)):
                interval, lift = lifts[place]
                answer = all_of([self._has_lifted(lift, interval, began, period), True if lifting.certain else None])
                if answer or (answer is None and lift.id not in found):
                    found[lift.id] = interval, lift, answer
                if answer:
                    break
        lifts_in_order = sorted(found.values(), key=lambda each: each[0].last)
        first = next((place for place, each in enumerate(lifts_in_order) if each[2]), len(found))
        last = self._endings.dates.last_day(relation)
        ran_out = has_happened(day_after(interval_of(last)), period) if last else False
        value = any_of([ran_out, *(each[2] for each in lifts_in_order)])
        return Over(value, [each[1] for each in lifts_in_order[: first + 1]])

    def days_of_lifts(self, relations: Iterable[Relation], id: str) -> Iterator[Interval]:
        """Yield the days on which something may lift one of some suspensions of a record."""
        liftings = {each for relation in relations for each in self._index.lifting(relation, id)}
        lifts = {each.id: each for lifting in liftings for each in lifting.relations}
        yield from (self._endings.dates.of_relation(each).interval for each in lifts.values())

    def _by(self, lifting: Lifting, period: Interval) -> Sequence[tuple[Interval, Relation]]:
        """Return those of some lifts that may have taken effect by the end of a period, by their last possible days."""
        key = lifting, period
        if key not in self._lifts:
            dated = [(self._endings.dates.of_relation(each).interval, each) for each in lifting.relations]
            begun = [pair for pair in dated if pair[0].first <= period.last]
            begun = [pair for pair in begun if self._endings.takes_effect(pair[1]) is not False]
            self._lifts[key] = sorted(begun, key=lambda pair: pair[0].last)
        return self._lifts[key]

    def _has_lifted(self, lift: Relation, lifted: Interval, began: Interval, period: Interval) -> bool | None:
        """Return whether a relation has taken effect, and not before the suspension began."""
        lifted = Interval(max(lifted.first, began.first), lifted.last)
        since = has_happened(Interval(began.first, min(began.last, lifted.last)), lifted)
        return all_of([self._endings.takes_effect(lift), has_happened(lifted, period), since])
