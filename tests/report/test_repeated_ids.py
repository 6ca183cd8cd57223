"""Pages of collections with errors: what refers to an id is said of the first record with it, and nothing is lost."""

import json
import random
import re

from hypothesis import given, settings
from hypothesis.strategies import integers
from record_texts import texts_of

import nmpolicy as nm
from html_pages import Page
from nmpolicy.errors import NMPolicyError
from nmpolicy.problems import printable
from nmpolicy.report.pages import to_html
from nmpolicy.strategies import collections

ON = "2025-08-01"
STATE_DIVISION = "ocd-division/country:us/state:nm"


def page_of(*records: nm.Record) -> Page:
    page = Page(to_html(nm.Collection.of(records, id="demo", title="A demonstration"), on=ON))
    assert (page.repeated_ids, page.dead_links) == ([], [])
    return page


def test_nothing_is_said_of_a_record_whose_id_an_earlier_one_has() -> None:
    signed, expired = nm.Milestone(stage="signed", date="2020-01-01"), nm.Milestone(stage="expired", date="2021-01-01")
    rule: dict[str, object] = {"id": "eo.1", "kind": "regulative", "deontic": ["obligation"], "aim": "report"}
    text = page_of(
        nm.Organization(id="city", name="A city", classification="government", division=f"{STATE_DIVISION}/place:a"),
        nm.Organization(id="state", name="A state", classification="government", division=STATE_DIVISION),
        nm.Order(id="eo", kind="executive-order", title="One", milestones=[signed], issued_by=["city"]),
        nm.Order(id="eo", kind="executive-order", title="Two", milestones=[signed, expired], issued_by=["city"]),
        nm.Provision(instrument="eo", bearers=["state"], **rule),  # type: ignore[arg-type]
        nm.Provision(instrument="eo", bearers=["city"], **rule),  # type: ignore[arg-type]
        nm.Relation(id="r", subject="eo", predicate="cites", object="gone"),
        nm.Statement(id="t", speakers=["state"], stances=[nm.TargetStance(target="eo", stance="oppose")]),
        nm.Source(id="s", kind="other", title="A story"),
        nm.Source(id="s", kind="other", title="Another story"),
    ).text
    second = text[text.index("Executive order Two") : text.rindex("Who stands where")]
    assert "The records do not decide whether it is in force on August 1, 2025 Why: the id eo is that of One" in second
    assert not [words for words in ("Cites", "oppose", "must") if words in second]
    assert "Two not decided" in text
    assert text.count("beyond the issuer") == 1  # not of the city
    assert "the id eo.1 is that of" in text
    assert "According to A story , no date; Another story , no date" in text


@settings(max_examples=10)
@given(collections(), integers(0, 10**6))
def test_no_text_is_missing_where_references_are_wrong(collection: nm.Collection, seed: int) -> None:
    wrong = with_wrong_ids(collection, seed)
    if wrong is None:
        return
    page = Page(to_html(wrong, on=ON, include_private=True))
    assert (page.repeated_ids, page.dead_links) == ([], [])
    shown = re.sub(r"\s", "", page.text).casefold()
    for record in wrong:
        for text in texts_of(record):
            assert re.sub(r"\s", "", printable(text)).casefold() in shown, (record, text)


def with_wrong_ids(collection: nm.Collection, seed: int) -> nm.Collection | None:
    """Return a collection in which some ids are those of other records, or of none; None if it cannot be read."""
    choose = random.Random(seed)  # noqa: S311  # not a secret
    ids = [*(each.id for each in collection), "gone"]

    def changed(value: object, key: str = "") -> object:
        if isinstance(value, dict):
            return {key: changed(each, key) for key, each in value.items()}
        if isinstance(value, list):
            return [changed(each) for each in value]
        often = 0.1 if key == "id" else 0.3
        return choose.choice(ids) if value in ids and choose.random() < often else value

    document = json.loads(nm.dumps(collection))
    tables = {name: changed(each) for name, each in document.items() if isinstance(each, list)}
    try:
        return nm.loads(json.dumps({**document, **tables}))
    except NMPolicyError:
        return None
