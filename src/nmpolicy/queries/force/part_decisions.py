"""Decide whether a record is in force in each part of a period, without asking about each act in each part."""

from collections.abc import Callable, Sequence
from datetime import date
from operator import itemgetter
from typing import NamedTuple

from nmpolicy.queries.force.decisions import Decision, all_decided
from nmpolicy.queries.intervals import Interval, changes_during
from nmpolicy.queries.three_valued import all_of


class Act(NamedTuple):
    """An act that may stop a record."""

    days: Interval
    """The days on which it may take effect."""
    survives: Callable[[Interval], Decision]
    """Decides whether a record that it is about is in force despite it on every day of a period."""
    may_change: Callable[[Interval], bool]
    """Returns whether its effect may change during a period, other than by taking effect."""
    certain: bool
    """True if it is certainly about the record."""

    def decide(self, period: Interval) -> Decision:
        """Decide whether the record is in force despite it on every day of a period."""
        return self._if_about_record(self.survives(period))

    def decide_for_parts(self, period: Interval) -> Decision | None:
        """Decide the same for all parts of a period together; None if each part has to be asked about."""
        if changes_during(self.days, period):
            return None
        decision = self.survives(period)
        return None if decision.value is None and self.may_change(period) else self._if_about_record(decision)

    def _if_about_record(self, decision: Decision) -> Decision:
        return decision if self.certain or decision.value else Decision(None, decision.reasons)


class ForceQuestions(NamedTuple):
    """The questions on which the force of a record depends: it is in force if the answer to each is True."""

    own: Callable[[Interval], Sequence[Decision]]
    """Answers those about the record itself."""
    acts: Sequence[Act]
    """The acts that may stop it."""
    is_stopped: Callable[[Interval], bool]
    """Returns whether the record is out of force on every day of a period, though each answer may leave that open."""

    def decide(self, period: Interval) -> Decision:
        """Decide whether the record is in force on every day of a period, or on none."""
        decided = all_decided([*self.own(period), *(act.decide(period) for act in self.acts)])
        return decided._replace(value=self.settle(period, decided.value))

    def settle(self, period: Interval, by_answers: bool | None) -> bool | None:  # noqa: FBT001  # an answer
        """Return whether the record is in force in a period, given what the answers say together."""
        return False if by_answers is None and self.is_stopped(period) else by_answers


class _Outcome(NamedTuple):
    """What is decided about a part."""

    by_answers: bool | None
    """What the answers say together; the answers with this value give the reasons."""
    value: bool | None
    """The decision."""


class PartDecisions:
    """Decides whether a record is in force in the parts of one period.

    An act is asked about for all parts together; if that leaves it undecided, for each half of them, and so on. So most
    acts are asked about a few times only, however many parts there are. A part that remains undecided is divided into
    `finer` ones, if there are any.
    """

    def __init__(self, questions: ForceQuestions, finer: Callable[[Interval], Sequence[Interval]]) -> None:
        """Start without decisions."""
        self._questions = questions
        self._finer = finer
        self._found: list[tuple[date, int, Decision]] = []

    def decide(self, parts: Sequence[Interval]) -> Sequence[Decision]:
        """Return the decisions about parts that follow each other, in order; each different one only once.

        The reasons for the decision about a part may be in several decisions.
        """
        self._ask(parts, [*enumerate(self._questions.acts, 1)], so_far=True)
        in_order = sorted(self._found, key=itemgetter(0, 1))
        return [*dict.fromkeys(decision for _, _, decision in in_order)]

    def _ask(
        self,
        parts: Sequence[Interval],
        acts: Sequence[tuple[int, Act]],
        *,
        so_far: bool | None,
    ) -> dict[_Outcome, date]:
        """Decide about some parts; return the different outcomes, each with the first day of the first such part.

        `so_far` is what the acts say together that are decided for more parts than these, `acts` are the others.
        """
        if len(parts) == 1:
            return self._ask_about_one(parts[0], acts, so_far=so_far)
        period = Interval(parts[0].first, parts[-1].last)
        asked = [(place, act, act.decide_for_parts(period)) for place, act in acts]
        decided = [(place, decision) for place, _, decision in asked if decision is not None]
        left = [(place, act) for place, act, decision in asked if decision is None]
        so_far = all_of([so_far, *(decision.value for _, decision in decided)])
        middle = len(parts) // 2
        later, earlier = (self._ask(half, left, so_far=so_far) for half in (parts[middle:], parts[:middle]))
        outcomes = later | earlier
        self._add_reasons(decided, outcomes)
        return outcomes

    def _ask_about_one(
        self, part: Interval, acts: Sequence[tuple[int, Act]], *, so_far: bool | None
    ) -> dict[_Outcome, date]:
        decided = [(0, all_decided(self._questions.own(part))), *((place, act.decide(part)) for place, act in acts)]
        by_answers = all_of([so_far, *(decision.value for _, decision in decided)])
        value = self._questions.settle(part, by_answers)
        if value is None and len(finer := self._finer(part)) > 1:
            return self._ask(finer, acts, so_far=so_far)
        outcomes = {_Outcome(by_answers, value): part.first}
        self._add_reasons([(0, Decision(by_answers)), *decided], outcomes)
        return outcomes

    def _add_reasons(self, decided: Sequence[tuple[int, Decision]], outcomes: dict[_Outcome, date]) -> None:
        """Add what is decided for some parts as reasons for each outcome that it leads to, for the first such part."""
        for outcome, first in outcomes.items():
            for place, decision in decided:
                if decision.value is outcome.by_answers:
                    self._found.append((first, place, Decision(outcome.value, decision.reasons)))
