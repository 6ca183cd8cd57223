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
    assert amended == ('amended by <a href="#mend" dir="auto">New</a> on January 1, 2020, in part: old.2020-02')
