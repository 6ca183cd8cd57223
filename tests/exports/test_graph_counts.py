"""No silent loss: each text and date of a collection is in its graph, or it is counted."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nmpolicy as nm
from nmpolicy.exports import to_graph
from nmpolicy.exports.exported import Exported
from nmpolicy.exports.graphs.graph_styles import UNCONNECTED
from nmpolicy.strategies import collections
from nmpolicy.vocabulary.dates import PartialDate

FORMS: Any = ["graphml", "gexf", "dot", "mermaid"]


def with_marks(value: Any, numbers: Iterator[int]) -> Any:
    """Return a record or a part with another text in each free text, and another day in each date."""
    changes: dict[str, Any] = {}
    for each in attrs.fields(type(value)):
        old = getattr(value, each.name)
        if isinstance(old, tuple):
            changes[each.name] = tuple(with_marks(item, numbers) if attrs.has(type(item)) else item for item in old)
        elif attrs.has(type(old)):
            changes[each.name] = with_marks(old, numbers)
        elif isinstance(old, PartialDate):
            changes[each.name] = PartialDate(date(2000, 1, 1) + timedelta(days=next(numbers)))
        elif old and each.type is str and each.name != "id":
            changes[each.name] = f"mark{next(numbers)}x"
    return attrs.evolve(value, **changes)


def values(value: Any, names: frozenset[str] = frozenset()) -> Iterator[tuple[str, frozenset[str], str]]:
    """Yield each text in a record: the field, all names by which a list may count it, and the text."""
    for each in attrs.fields(type(value)):
        found, own = getattr(value, each.name), f"{type(value).__name__}.{each.name}"
        here = names | {type(value).__name__, own}
        for item in found if isinstance(found, tuple) else (found,):
            if attrs.has(type(item)):
                yield from values(item, here)
            elif isinstance(item, str) and item.strip():
                yield own, here, item


def squashed(text: str) -> str:
    """Return the letters and digits of a text, as the names of nodes and the words of terms keep them."""
    return "".join(filter(str.isalnum, re.sub(r"#\d+;|\\n|<br>", "", text))).casefold()


def is_counted(record: Any, own: str, names: frozenset[str], exported: Exported[str]) -> bool:
    """Return whether a value that is not in a graph is counted."""
    alone = UNCONNECTED in exported.left_out and squashed(record.id) not in squashed(exported.content)
    # The graph may have a predicate in words, such as `would amend`.
    return bool(names & exported.left_out.keys()) or alone or own == "Relation.predicate"


def check(collection: nm.Collection, form: Any) -> None:
    exported = to_graph(collection, form, include_private=True)
    content, missing = squashed(exported.content), Counter[str]()
    for record in (collection.with_records([]), *collection):
        for own, names, text in values(record):
            if squashed(text) not in content:
                assert is_counted(record, own, names, exported), (own, text)
                missing[own] += 1
    too_many = {name: number for name, number in exported.left_out.items() if name in MARKED and number > missing[name]}
    assert not too_many


#: Fields with one text or date, of which the marked collection has different values.
MARKED = {
    f"{cls.__name__}.{each.name}"
    for cls in (nm.Milestone, nm.VoteEvent, nm.LegalBasis, nm.Membership, nm.Event, nm.Statement, nm.Relation)
    for each in attrs.fields(cls)
    if each.name in {"date", "start_date", "end_date", "effective_date", "role", "motion", "citation", "section"}
}


def collection_with_all() -> nm.Collection:
    """Return a collection with the parts and the connections that a graph treats in different ways."""
    stage, day, text = nm.Milestone, "2025", "text"
    order: Any = {"kind": "other", "title": text, "number": text, "url": "https://a.org/eo", "issued_by": ["ana"]}
    votes = [
        nm.VoteEvent(date=day, motion=text, votes=[nm.Vote(voter="ana", option="yes")]),
        nm.VoteEvent(date=day, motion=text, yes=5),
    ]
    stances = [
        nm.TargetStance(target="eo", stance="support"),
        nm.TargetStance(target="eo.a", stance="oppose", objection="too-far", topic=text),
        nm.TargetStance(topic=text, stance="neutral"),
    ]
    records = [
        nm.Person(id="ana", name=text, other_names=[text]),
        nm.Organization(id="city", name=text, classification="government", summary=text),
        nm.Organization(id="office", name=text, parent="city"),
        nm.Post(id="mayor", name=text, organization="city", division="ocd-division/country:us"),
        nm.Membership(id="m1", member="ana", post="mayor", role=text, start_date=day, end_date=day),
        nm.Membership(id="m2", member="ana", organization="office", role=text, end_date=day),
        nm.Membership(id="m3", member="ana", organization="office", post="mayor", role=text, start_date=day),
        nm.Order(
            id="eo",
            milestones=[
                stage(stage="signed", date=day, by=["ana"]),
                stage(stage="announced", date=day),
                stage(stage="effective", date=day),
            ],
            legal_basis=[nm.LegalBasis(citation=text), nm.LegalBasis(citation=text, law="bill.a")],
            **order,
        ),
        nm.Measure(
            id="bill",
            milestones=[stage(stage="introduced", date=day, by=["ana"])],
            vote_events=votes,
            body="city",
            sponsors=["ana"],
            **order,
        ),
        nm.Provision(id="eo.a", instrument="eo", kind="regulative", section=text, bearers=["city"], summary=text),
        nm.Provision(id="bill.a", instrument="bill", kind="regulative", section=text),
        nm.Event(
            id="march",
            kind="protest",
            name=text,
            start_date=day,
            end_date=day,
            participants=[nm.Participant(actor="ana"), nm.Participant(actor="city", role=text)],
            about=["eo.a"],
        ),
        nm.Event(id="vigil", kind="protest", name=text, start_date=day),
        nm.Statement(id="said", speakers=["ana"], date=day, stances=stances),
        nm.Statement(id="node", speakers=["ana"], date=day, stances=stances),
        nm.Statement(id="no-one", date=day, stances=stances),
        nm.Statement(id="no-stance", speakers=["office"], date=day, summary=text),
        nm.Source(id="paper", kind="other", title=text, date=day, url="https://a.org/paper", publisher=text),
        nm.Source(id="other", kind="other", title=text),
        nm.Relation(id="r1", subject="eo", predicate="amends", object="bill", effective_date=day, section=text),
        nm.Relation(id="r2", subject="eo.a", predicate="suspends", object="bill.a", end_date=day),
        nm.Relation(id="r3", subject="eo", predicate="repeals", object="bill", scope=["bill.a"]),
        *(
            nm.Relation(id=f"to-{id}", subject=id, predicate="responds-to", object="march")
            for id in ("node", "no-one", "no-stance")
        ),
        nm.Relation(id="cites", subject="eo", predicate="cites", object="paper"),
    ]
    return nm.Collection.of(records, id="demo", title=text, summary=text)


@pytest.mark.parametrize("form", FORMS)
def test_every_value_is_held_or_counted(form: Any) -> None:
    collection, numbers = collection_with_all(), count()
    check(collection.with_records(with_marks(each, numbers) for each in collection), form)


@pytest.mark.parametrize("form", FORMS)
def test_every_value_of_the_bundled_data_is_held_or_counted(form: Any, albuquerque: nm.Collection) -> None:
    numbers = count()
    check(albuquerque.with_records(with_marks(each, numbers) for each in albuquerque), form)


@pytest.mark.parametrize("form", FORMS)
@given(data=st.data())
@settings(max_examples=5)
def test_every_value_of_any_collection_is_held_or_counted(form: Any, data: st.DataObject) -> None:
    collection, numbers = data.draw(collections()), count()
    marked = collection.with_records(with_marks(each, numbers) for each in collection)
    exported = to_graph(marked, form, include_private=True)
    content = squashed(exported.content)
    classes = {name.partition(".")[0] for name in exported.left_out}
    for record in marked:
        for own, names, text in values(record):
            # Connections to records that do not exist are counted as such.
            known = is_counted(record, own, names, exported) or {name.partition(".")[0] for name in names} & classes
            assert squashed(text) in content or known, (own, text)
