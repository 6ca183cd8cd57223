"""The latest source on an instrument."""

import nmpolicy as nm
from nmpolicy.queries.force.latest_sources import latest_source_date
from nmpolicy.rules.examples import duty, measure, order, relation
from query_helpers import collected


def test_the_sources_of_everything_about_an_instrument_count() -> None:
    dates = ["1918-10-09", "1920", "1921", "1922", "1923", "2026-01-01", None]
    sources = [nm.Source(id=f"s{n}", kind="other", title="S", date=date) for n, date in enumerate(dates)]

    def cited(number: int) -> list[nm.Evidence]:
        return [nm.Evidence(source=f"s{number}")]

    made = order(evidence=[*cited(0), *cited(6)])
    other = order(id="other", evidence=cited(5))
    part = duty(evidence=cited(1))
    act = relation("cites", evidence=cited(2))
    vote = nm.VoteEvent(evidence=cited(4))
    law = measure(milestones=[nm.Milestone(stage="signed", evidence=cited(3))], votes=[vote])

    def latest(id: str, *records: nm.Record) -> str | None:
        return latest_source_date(collected(*sources, *records), id)

    assert latest("order", made, other) == "1918-10-09"
    assert latest("order", made, other, part) == "1920"
    assert latest("order.report", made, other, part) == "1920"
    assert latest("order", made, other, part, law, act) == "1921"
    assert latest("ordinance", law) == "1923"
    assert latest("order", order()) is None
    assert latest("order.report", duty()) is None
    assert latest("nothing", made) is None
    answered = nm.Relation(id="r", subject="s5", predicate="cites", object="order")
    assert latest("order", made, answered) == "2026-01-01"
