"""What had ended before an act: the answers are those of the solver, and not only for what relations end."""

from datetime import date
from typing import Any

import nmpolicy as nm
from each_case import each_case
from nmpolicy.queries.force.solver import ForceSolver
from nmpolicy.queries.intervals import Interval
from nmpolicy.rules.examples import order, relation
from nmpolicy.rules.facts.past_ends import Ends, PastEnds

DAY = date(2021, 5, 1)


def stages(**dates: str) -> list[nm.Milestone]:
    return [nm.Milestone(stage=stage.replace("_", "-"), date=day or None) for stage, day in dates.items()]


def ended(*records: nm.Record, id: str = "order") -> Ends:
    """The ends by a day, if they are those that the solver gives."""
    collection = nm.Collection.of(records, id="demo", title="T")
    solver = ForceSolver(collection)
    past_ends = PastEnds(collection, solver)
    found = past_ends.by(id, DAY)
    record = collection.get(id)
    decisions = solver.decide(record, Interval(DAY, DAY)) if isinstance(record, nm.Order | nm.Provision) else ()
    reasons = [reason for each in decisions if each.value is False for reason in each.reasons]
    assert [*found.first] == [each for each in reasons if past_ends.is_end(each)]
    assert bool(found) == bool(found.first)
    return found


def part(**changes: Any) -> nm.Provision:
    given: dict[str, Any] = {"id": "order.part", "kind": "regulative", "instrument": "order", **changes}
    return nm.Provision(**given)


def made(**later: str) -> nm.Order:
    return order(milestones=stages(signed="2020-01-01", **later))


#: An order that ends another one.
REPEAL = (
    order(id="later", milestones=stages(signed="2020-04-01")),
    relation("repeals", id="repeal", subject="later", object="order", effective_date="2020-05-01"),
)
REPEALED = "repealed by later on 2020-05-01"


@each_case(
    ("records", "id", "labels"),
    [
        ([made(), *REPEAL], "order", REPEALED),
        ([made(), part(), *REPEAL], "order.part", REPEALED),
        ([made(expired="2020-03-01"), *REPEAL], "order", f"expired 2020-03-01; {REPEALED}"),
        ([made(rescinded="2020-03-01")], "order", "rescinded 2020-03-01"),
        ([made(reinstated="2021-01-01"), *REPEAL], "order", ""),
        ([made(reinstated="2020-02-01"), *REPEAL], "order", REPEALED),
        ([made(effective="2022-01-01"), *REPEAL], "order", REPEALED),
        ([made(effective="2022-01-01"), part(start_date="2020"), *REPEAL], "order", REPEALED),
        ([part(), *REPEAL], "order.part", ""),
        ([made(), *REPEAL], "lost", ""),
        ([made(), *REPEAL], "later", ""),
        ([order(milestones=stages(superseded="", signed=""))], "order", "superseded"),
    ],
)
def test_the_ends_are_those_of_the_solver(records: list[nm.Record], id: str, labels: str) -> None:
    assert ended(*records, id=id).in_words() == labels


def test_a_deadline_after_many_ends_names_the_first_and_counts_the_others() -> None:
    repeals = [
        relation("repeals", id=f"r-{n}", subject="later", object="order", effective_date=f"2020-05-0{n}")
        for n in range(1, 6)
    ]
    collection = nm.Collection.of(
        [made(), REPEAL[0], *repeals, part(deadline=nm.Deadline(date="2021"))], id="demo", title="T"
    )
    (found,) = nm.validate(collection, select=["NMP309"]).problems
    ends = "; ".join(f"its order was repealed by later on 2020-05-0{n}" for n in (1, 2, 3))
    assert found.message == f"the act is due on 2021-01-01 or later, but {ends}; and 2 more; check the dates"
    never = nm.Collection.of(
        [order(milestones=stages(signed="2020-06-01")), REPEAL[0], repeals[0], part(deadline=nm.Deadline(date="2021"))],
        id="demo",
        title="T",
    )
    assert not nm.validate(never, select=["NMP309"]).problems  # it was repealed before it was made
