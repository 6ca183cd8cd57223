"""Answers about a month, compared with those about each of its days; and the number of questions that they take."""

import random
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import nmpolicy as nm
from each_case import each_case
from nmpolicy.queries.force.decisions import Decision, Reason
from nmpolicy.queries.force.in_force import force_of_each
from nmpolicy.queries.force.part_decisions import Act, ForceQuestions, PartDecisions
from nmpolicy.queries.force.solver import ForceSolver
from nmpolicy.queries.intervals import Interval, interval_of
from nmpolicy.rules.examples import duty, order
from nmpolicy.vocabulary.dates import PartialDate
from query_helpers import FIRST, collected

_STAGES = ["effective", "suspended", "reinstated", "expired", "rescinded", "vetoed", "amended"]
_PREDICATES = ["suspends", "suspends", "lifts", "repeals", "extends", "commences", "amends"]
_SECTIONS = ["", "Section 1", "Section 2", "Section 1(a)", "the last paragraph"]
_MAY = [f"2024-05-{day:02}" for day in range(1, monthrange(2024, 5)[1] + 1)]


def _date(chance: random.Random) -> str | None:
    return chance.choices(
        [chance.choice(_MAY), chance.choice(_MAY) + "~", "2024-05", "2024-04-30", None], [8, 1, 1, 1, 3]
    )[0]


def _made(chance: random.Random) -> Iterator[nm.Record]:
    """Orders that act on each other, in circles too, with provisions that have days of their own."""
    yield nm.Event(id="ruling", kind="court-ruling", name="A ruling", start_date=_date(chance))
    ids = ["a", "b", "c", "d"]
    for id in ids:
        stages = ["signed", *chance.choices(_STAGES, k=chance.randrange(3))]
        yield order(id=id, milestones=[nm.Milestone(stage=each, date=_date(chance)) for each in stages])
        days: dict[str, Any] = chance.choice([{}, {"start_date": _date(chance)}, {"end_date": _date(chance)}])
        yield duty(id=f"{id}.part", instrument=id, section=chance.choice(_SECTIONS), **days)
    for number in range(chance.randrange(2, 9)):
        object = chance.choice([*ids, "a.part"])
        acts: dict[str, Any] = {"subject": chance.choice([*ids, "ruling"]), "predicate": chance.choice(_PREDICATES)}
        acts["section"] = chance.choice(_SECTIONS) if object in ids and chance.random() < 0.3 else ""
        acts["end_date"] = _date(chance) if acts["predicate"] in {"suspends", "extends"} else None
        yield nm.Relation(id=f"r-{number}", object=object, effective_date=_date(chance), **acts)


@each_case("seed", range(60))
def test_an_answer_about_a_month_is_that_about_each_of_its_days(seed: int) -> None:
    made = collected(*_made(random.Random(seed)))  # noqa: S311  # no secret
    records, solver = [*made.instruments, *made.provisions], ForceSolver(made)
    by_day = [force_of_each(made, records, PartialDate(day)) for day in _MAY]
    for record, found, *days in zip(
        records, force_of_each(made, records, PartialDate("2024-05")), *by_day, strict=True
    ):
        assert found.answer is (days[0].answer if len({each.answer for each in days}) == 1 else None)
        assert solver.may_be_in_force(record, interval_of(PartialDate("2024-05"))) is (
            any(each.answer is not False for each in days)
        )


def test_an_act_is_asked_about_a_few_times_and_the_reasons_are_in_order() -> None:
    """Each of 63 acts stops a record on one day; they are given in reverse order."""
    asked: list[Interval] = []
    days = [Interval(day, day) for day in (FIRST + timedelta(days=number) for number in range(64))]

    def stops_on(day: date) -> Callable[[Interval], Decision]:
        def survives(period: Interval) -> Decision:
            asked.append(period)
            if not period.first <= day <= period.last:
                return Decision(value=True)
            return Decision(False if period.first == period.last else None, (Reason("act", f"stops on {day}"),))

        return survives

    acts = [Act(day, stops_on(day.first), lambda _: True, certain=True) for day in reversed(days[1:])]
    questions = ForceQuestions(lambda _: [Decision(value=True)], acts, lambda _: False)
    found = PartDecisions(questions, lambda part: [part]).decide(days)
    assert {each.value for each in found} == {True, False}
    reasons = [reason.label for each in found for reason in each.reasons]
    assert reasons == [f"stops on {day.first}" for day in days[1:]]
    assert len(asked) < 10 * len(acts)
