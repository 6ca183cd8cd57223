"""Suspensions that are over: they ran out, or a relation lifted them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from nmpolicy.queries.force.decisions import day_after
from nmpolicy.queries.force.endings import Endings
from nmpolicy.queries.force.lift_index import Lifting, lift_index
from nmpolicy.queries.intervals import Interval, any_during, changes_during, has_happened, interval_of
from nmpolicy.queries.three_valued import all_of, any_of
from nmpolicy.records.relations import Relation


class Over(NamedTuple):
    """The answer to whether a suspension is over, and what lifted it."""

    value: bool | None
    """True if it has run out or has been lifted, False if not, and None if the records do not decide it."""
    lifts: Sequence[Relation]
    """The relation that certainly lifted it first, and before that, those that may have lifted it."""


class _Lifts:
    """Lifts in the order of their last possible days, so that no question goes through those on other days."""

    def __init__(self, dated: Iterable[tuple[Interval, Relation]]) -> None:
        """Sort the lifts, each after the days on which it may take effect."""
        self._by_last = sorted(dated, key=_last)
        self.days = sorted(day for interval, _ in self._by_last for day in interval)
        self._rough = [each for each in self._by_last if each[0].first < each[0].last]

    def between(self, began: date, day: date) -> Iterator[tuple[Interval, Relation]]:
        """Yield the lifts that may take effect by a day, but not certainly before something that began by then."""
        first, last = bisect_left(self._by_last, began, key=_last), bisect_right(self._by_last, day, key=_last)
        yield from self._by_last[first:last]
        for each in self._rough[bisect_right(self._rough, day, key=_last) :]:
            if each[0].first <= day:
                yield each


def _last(dated: tuple[Interval, Relation]) -> date:
    return dated[0].last


class Suspensions:
    """Decides which suspensions are over, and remembers what may have lifted any by then."""

    def __init__(self, endings: Endings) -> None:
        """Start without answers."""
        self._endings = endings
        self._index = lift_index(endings.collection)
        self._lifts: dict[Lifting, _Lifts] = {}

    def over(self, relation: Relation, id: str, period: Interval, section: str = "") -> Over:
        """Return whether a suspension is over for a record, or for a named section of the record."""
        began = self._endings.dates.of_relation(relation).interval
        found: dict[str, tuple[Interval, Relation, bool | None]] = {}
        for lifting in self._index.lifting(relation, id, section):
            for interval, lift in self._by(lifting).between(began.first, period.last):
                answer = all_of([self._has_lifted(lift, interval, began, period), True if lifting.certain else None])
                if answer or (answer is None and lift.id not in found):
                    found[lift.id] = interval, lift, answer
                if answer or (answer is None and changes_during(interval, period)):
                    break  # no later one has certainly taken effect by the first day of the period
        lifts_in_order = sorted(found.values(), key=lambda each: each[0].last)
        first = next((place for place, each in enumerate(lifts_in_order) if each[2]), len(found))
        last = self._endings.dates.last_day(relation)
        ran_out = has_happened(day_after(interval_of(last)), period) if last else False
        value = any_of([ran_out, *(each[2] for each in lifts_in_order)])
        return Over(value, [each[1] for each in lifts_in_order[: first + 1]])

    def change_during(self, relation: Relation, id: str, period: Interval) -> bool:
        """Return whether a suspension may be over for a record at the end of a period, though not at its start."""
        last = self._endings.dates.last_day(relation)
        if last and changes_during(day_after(interval_of(last)), period):
            return True
        return any(any_during(self._by(each).days, period) for each in self._index.lifting(relation, id))

    def days_of_lifts(self, relations: Iterable[Relation], id: str) -> Iterator[Interval]:
        """Yield the days on which something may lift one of some suspensions of a record."""
        liftings = {each for relation in relations for each in self._index.lifting(relation, id)}
        lifts = {each.id: each for lifting in liftings for each in lifting.relations}
        yield from (self._endings.dates.of_relation(each).interval for each in lifts.values())

    def _by(self, lifting: Lifting) -> _Lifts:
        """Return those of some lifts that may take effect."""
        if lifting not in self._lifts:
            effective = [each for each in lifting.relations if self._endings.takes_effect(each) is not False]
            self._lifts[lifting] = _Lifts((self._endings.dates.of_relation(each).interval, each) for each in effective)
        return self._lifts[lifting]

    def _has_lifted(self, lift: Relation, lifted: Interval, began: Interval, period: Interval) -> bool | None:
        """Return whether a relation has taken effect, and not before the suspension began."""
        lifted = Interval(max(lifted.first, began.first), lifted.last)
        since = has_happened(Interval(began.first, min(began.last, lifted.last)), lifted)
        return all_of([self._endings.takes_effect(lift), has_happened(lifted, period), since])
