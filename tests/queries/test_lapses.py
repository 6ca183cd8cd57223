"""Duties that ended before they were due."""

import nmpolicy as nm
from nmpolicy.queries.force.decisions import Reason
from nmpolicy.queries.force.solver import ForceSolver
from nmpolicy.queries.intervals import Interval, interval_of
from nmpolicy.queries.lapses import lapse_reasons, lapse_text
from nmpolicy.rules.examples import duty, measure, order
from query_helpers import collected, reached

JUNE = Interval(*interval_of(nm.PartialDate("2025-06")))


def lapsed(*records: nm.Record, provision: nm.Provision | None = None) -> str | None:
    made = provision or duty()
    collection = collected(*records, made)
    reasons = lapse_reasons(ForceSolver(collection), made, JUNE)
    return None if reasons is None else lapse_text(collection, made, reasons)


def test_a_milestone_ends_a_duty() -> None:
    for stage, text in (
        ("expired 2025-05-30", "its order expired on 2025-05-30"),
        ("repealed 2025-05", "its order was repealed in 2025-05"),
        ("struck-down 2025-05-01", "its order was struck down on 2025-05-01"),
        ("suspended 2025-05-01", "its order was suspended on 2025-05-01"),
    ):
        assert lapsed(order(milestones=reached("signed 2025-01-01", stage))) == text
    undated = order(milestones=reached("signed 2025-01-01", "rescinded", "amended 2025-05-01"))
    assert lapsed(undated) == "its order was rescinded"
    law = measure(milestones=reached("effective 2024", "rescinded 2025-05-01"))
    assert lapsed(law, provision=duty(instrument="ordinance")) == "its measure was rescinded on 2025-05-01"


def test_a_relation_ends_a_duty() -> None:
    made = order(milestones=reached("signed 2025-01-01"))
    later = order(id="later", milestones=reached("signed 2025-05-01"))
    whole = nm.Relation(id="r", subject="later", predicate="rescinds", object="order")
    part = nm.Relation(id="r", subject="later", predicate="rescinds", object="order", scope=["order.report"])
    assert (lapsed(made, later, whole) or "").startswith("its order was rescinded by later")
    assert (lapsed(made, later, part) or "").startswith("it was rescinded by later")


def test_what_never_had_force_does_not_lapse() -> None:
    for stages in (["announced 2025"], ["signed 2026"], ["introduced 2025-01-01", "withdrawn 2025-02-01"], []):
        assert lapsed(order(milestones=reached(*stages))) is None
    assert lapsed(order(milestones=reached("passed 2025-01-01", "vetoed 2025-02-01"))) is None


def test_what_may_be_in_force_on_one_of_the_days_does_not_lapse() -> None:
    for stage in ("expired 2025-06-01", "repealed 2025-06-02", "repealed 2025-05~", "repealed"):
        assert lapsed(order(milestones=reached("signed 2025-01-01", stage))) is None


def test_a_duty_without_a_known_instrument_does_not_lapse() -> None:
    assert lapsed() is None


def test_another_reason_is_given_in_its_own_words() -> None:
    collection = collected(order(), duty())
    assert lapse_text(collection, duty(), [Reason("order.report", "its last day was 2025-05-01")]) == (
        "its last day was 2025-05-01"
    )
