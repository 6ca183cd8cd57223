"""The latest source on an instrument."""

import attrs

import nmpolicy as nm
from nmpolicy.queries.force.latest_sources import SourceDates, source_dates
from nmpolicy.rules.examples import duty, measure, order, relation
from query_helpers import collected


def test_the_sources_of_everything_about_an_instrument_count() -> None:
    dates = ["1918-10-09", "1920", "1921", "1922", "1923", "2026-01-01"]
    sources = [nm.Source(id=f"s{n}", kind="other", title="S", date=date) for n, date in enumerate(dates)]

    def cited(number: int) -> list[nm.Evidence]:
        return [nm.Evidence(source=f"s{number}")]

    made = order(evidence=cited(0))
    other = order(id="other", evidence=cited(5))
    part = duty(evidence=cited(1))
    act = relation("cites", evidence=cited(2))
    vote = nm.VoteEvent(evidence=cited(4))
    law = measure(milestones=[nm.Milestone(stage="signed", evidence=cited(3))], vote_events=[vote])

    def latest(id: str, *records: nm.Record) -> str | None:
        return source_dates(collected(*sources, *records), id).latest

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


def test_sources_on_the_parts_of_an_instrument_count_and_those_of_other_instruments_do_not() -> None:
    dates = ["1918", "1925-02", "1926-03", "1927-04"]
    sources = [nm.Source(id=f"s{n}", kind="other", title="S", date=date) for n, date in enumerate(dates)]

    def cited(number: int) -> list[nm.Evidence]:
        return [nm.Evidence(source=f"s{number}")]

    made, part = order(evidence=cited(0)), duty()
    action = nm.Event(id="raid", kind="enforcement-action", name="A raid", about=["order.report"], evidence=cited(1))
    collection = collected(*sources, made, part)
    assert source_dates(collection.add(action), "order").end == "1925-02"
    new = nm.Order(id="new", kind="executive-order", title="New", evidence=cited(2))
    amends = nm.Relation(id="r", subject="new", predicate="amends", object="order")
    assert source_dates(collection.add(new, amends), "order").end == "1918"
    known = attrs.evolve(amends, evidence=cited(3))
    assert source_dates(collection.add(new, known), "order").end == "1927-04"


def test_a_source_without_a_date_may_be_the_latest_one() -> None:
    dated = nm.Source(id="dated", kind="other", title="S", date="1918")
    undated = nm.Source(id="undated", kind="other", title="S")
    made = order(evidence=[nm.Evidence(source="dated"), nm.Evidence(source="undated")])
    other = order(id="other", evidence=[nm.Evidence(source="dated")])
    collection = collected(dated, undated, made, other)
    assert source_dates(collection, "order") == SourceDates(nm.PartialDate("1918"), frozenset({"undated"}))
    assert source_dates(collection, "other", "order") == SourceDates(nm.PartialDate("1918"), frozenset({"undated"}))
    assert [source_dates(collection, id).end for id in ("order", "other", "nothing")] == [None, "1918", None]
