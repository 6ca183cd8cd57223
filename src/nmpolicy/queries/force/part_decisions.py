"""Decide whether something is in force in each part of a period, without asking about each act in each part."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from nmpolicy.queries.force.decisions import Decision, Reason, all_decided
from nmpolicy.queries.intervals import Interval, changes_during
from nmpolicy.queries.three_valued import all_of


class Act(NamedTuple):
    """Something that may stop a record."""

    days: Interval
    """The days on which it may take effect."""
    survives: Callable[[Interval], Decision]
    """Decides whether the record is in force despite it throughout a period; None if that may change in it."""
    changes: Callable[[Interval], bool]
    """Returns whether something that matters to it may happen during a period."""
    certain: bool
    """True if it is certainly about the record."""

    def decide(self, period: Interval) -> Decision:
        """Decide whether the record is in force despite it, whether or not it is about the record."""
        return self._counted(self.survives(period))

    def decide_throughout(self, period: Interval) -> Decision | None:
        """Decide the same for several parts together; None if the answer for one may be another than for the next."""
        if changes_during(self.days, period):
            return None
        decision = self.survives(period)
        return None if decision.value is None and self.changes(period) else self._counted(decision)

    def _counted(self, decision: Decision) -> Decision:
        return decision if self.certain or decision.value else Decision(None, decision.reasons)


class ForceQuestions(NamedTuple):
    """The questions on which the force of a record depends: it is in force if the answer to each is True."""

    own: Callable[[Interval], Sequence[Decision]]
    """Answers those about the record itself, for a period in which nothing happens to it."""
    acts: Sequence[Act]
    """The acts that may stop it."""
    settle: Callable[[Interval, bool | None], bool | None]
    """Returns the value for a period in which nothing happens, given that by the answers alone."""

    def decide(self, period: Interval) -> Decision:
        """Decide whether a record is in force on every day of a period in which nothing happens to it."""
        decided = all_decided([*self.own(period), *(act.decide(period) for act in self.acts)])
        return decided._replace(value=self.settle(period, decided.value))


class _Outcome(NamedTuple):
    """What is decided about a part."""

    by_answers: bool | None
    """The value by the answers alone; the reasons are those of the answers with this value."""
    settled: bool | None
    """The value that counts."""


_Pending = Sequence[tuple[int, Act]]


class PartDecisions:
    """Decides whether a record is in force in each part of a period.

    An act is asked about for all parts together; if that leaves it undecided, for each half of them, and so on. So most
    acts are asked about a few times only, however many parts there are. A part that remains undecided is divided into
    `finer` ones, if there are any.
    """

    def __init__(self, questions: ForceQuestions, finer: Callable[[Interval], Sequence[Interval]]) -> None:
        """Start without decisions."""
        self._questions = questions
        self._finer = finer
        self._values: dict[date, bool | None] = {}
        self._reasons: list[tuple[date, int, tuple[Reason, ...]]] = []

    def decide(self, parts: Sequence[Interval]) -> Sequence[Decision]:
        """Return what is decided about some parts that follow each other, as far as a value or a reason is new."""
        outcomes = self._ask(parts, [*enumerate(self._questions.acts, 1)], self._finer, before=True)
        found: dict[date, dict[Reason, None]] = {first: {} for first in outcomes.values()}
        for first, _, reasons in sorted(self._reasons, key=lambda each: each[:2]):
            found.setdefault(first, {}).update(dict.fromkeys(reasons))
        return [Decision(self._values[first], tuple(found[first])) for first in sorted(found)]

    def _ask(
        self,
        parts: Sequence[Interval],
        acts: _Pending,
        finer: Callable[[Interval], Sequence[Interval]] | None,
        *,
        before: bool | None,
    ) -> dict[_Outcome, date]:
        """Return the outcomes in some parts, each with the first day on which there is such an outcome.

        `before` is the value by the acts that are decided for more parts than these.
        """
        period = Interval(parts[0].first, parts[-1].last)
        if len(parts) > 1:
            asked = [(place, act, act.decide_throughout(period)) for place, act in acts]
            decided = [(place, decision) for place, _, decision in asked if decision]
            left = [(place, act) for place, act, decision in asked if decision is None]
            value = all_of([before, *(each.value for _, each in decided)])
            middle = len(parts) // 2
            later, earlier = (self._ask(half, left, finer, before=value) for half in (parts[middle:], parts[:middle]))
            outcomes = later | earlier
        else:
            decided = [(0, each) for each in self._questions.own(period)]
            decided += [(place, act.decide(period)) for place, act in acts]
            value = all_of([before, *(each.value for _, each in decided)])
            if value is None and finer and len(smaller := finer(period)) > 1:
                return self._ask(smaller, acts, None, before=before)
            self._values[period.first] = self._questions.settle(period, value)
            outcomes = {_Outcome(value, self._values[period.first]): period.first}
        for place, each in decided:
            firsts = [first for outcome, first in outcomes.items() if outcome.by_answers is each.value]
            self._reasons += [(first, place, each.reasons) for first in firsts]
        return outcomes
