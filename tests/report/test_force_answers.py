"""Reasons for force on a page, with links to the records that act."""

import nmpolicy as nm
from nmpolicy.report.force_answers import force_answer
from nmpolicy.report.page_context import page_context
from nmpolicy.vocabulary.dates import PartialDate

SIGNED = nm.Milestone(stage="signed", date="2020-01-01")


def test_the_record_that_acts_is_linked_whatever_its_id_is() -> None:
    old = nm.Order(id="old", kind="executive-order", title="Old", milestones=[SIGNED])
    new = nm.Order(id="mend", kind="executive-order", title="New", number="2021-03", milestones=[SIGNED])
    parts = [nm.Provision(id=id, instrument="old", kind="regulative", aim="report") for id in ("old.1", "old.2020-02")]
    relation = nm.Relation(id="r", subject="mend", predicate="amends", object="old", scope=["old.2020-02"])
    collection = nm.Collection.of([old, new, *parts, relation], id="demo", title="A demonstration")
    context = page_context(collection, PartialDate("2025-08-01"))
    amended = force_answer(context, context.forces["old"]).reasons[-1]
    assert amended == (
        'amended by <a href="#mend" dir="auto">New</a> on January 1, 2020, in part: (bearer not stated) report'
    )


def test_a_yes_without_a_recorded_end_holds_only_as_far_as_recorded() -> None:
    expired = nm.Milestone(stage="expired", date="2026-09-30")
    orders = [
        nm.Order(id=id, kind="executive-order", title=id, milestones=stages)
        for id, stages in {"ends": [SIGNED, expired], "open": [SIGNED], "draft": []}.items()
    ]
    collection = nm.Collection(id="demo", title="A demonstration", orders=orders)
    found = {}
    for day in ("2019", "2026-07-01", "2026-10-01"):
        context = page_context(collection, PartialDate(day))
        for id, force in context.forces.items():
            answer = force_answer(context, force)
            found[id, day] = (answer.state, answer.headline, str(answer.reasons[-1]))
    signed = '<time datetime="2020-01-01">January 1, 2020</time>'
    end = '<time datetime="2026-09-30">September 30, 2026</time>'
    assert found["ends", "2026-07-01"] == ("yes", "In force on July 1, 2026", f"signed {signed}")
    assert found["ends", "2026-10-01"] == ("no", "Not in force on October 1, 2026", f"expired {end}")
    assert found["open", "2026-07-01"] == (
        "recorded",
        "In force on July 1, 2026, as far as recorded",
        "no end is recorded",
    )
    assert [found[id, "2019"][0] for id in ("open", "draft")] == ["no", "undecided"]
