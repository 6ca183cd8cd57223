"""Answers about a month, compared with those about each of its days."""

import random
from calendar import monthrange
from collections.abc import Iterator
from typing import Any

import nmpolicy as nm
from each_case import each_case
from nmpolicy.queries.force.in_force import force_of_each
from nmpolicy.queries.force.solver import ForceSolver
from nmpolicy.queries.intervals import interval_of
from nmpolicy.rules.examples import duty, order
from nmpolicy.vocabulary.dates import PartialDate
from query_helpers import collected

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
