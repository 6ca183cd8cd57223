"""Findings on a page: names in place of ids, except in what is said of the ids."""

import nmpolicy as nm
from nmpolicy.report.finding_rows import finding_rows
from nmpolicy.report.page_context import page_context
from nmpolicy.vocabulary.dates import PartialDate


def test_a_message_about_ids_keeps_them() -> None:
    orders = [nm.Order(id=id, kind="executive-order", title=f"Order {id[-1]}") for id in ("eo-2025-03", "eo-2025-3")]
    collection = nm.Collection(id="demo", title="A demonstration", orders=orders)
    context = page_context(collection, PartialDate("2025-08-01"))
    rows = {row.code: row for listed in finding_rows(context).values() for row in listed}
    assert ">eo-2025-3</a> is almost the same as <a" in rows["NMP204"].message
    assert rows["NMP204"].field == "id"
