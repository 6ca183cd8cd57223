"""Timelines of what happened."""

from datetime import date

from hypothesis import given

import nmpolicy as nm
from nmpolicy.strategies import collections


@given(collections())
def test_a_timeline_has_every_entry_once_and_in_order(collection: nm.Collection) -> None:
    entries = nm.timeline(collection)
    milestones = sum(len(instrument.milestones) for instrument in collection.instruments)
    votes = sum(len(measure.votes) for measure in collection.measures)
    spoken = sum(statement.date is not None for statement in collection.statements)
    assert len(entries) == milestones + votes + len(collection.events) + spoken
    firsts = [entry.date.earliest if entry.date else date.max for entry in entries]
    assert firsts == sorted(firsts)
    assert all(entry.record in collection for entry in entries)


def test_an_entry_has_its_dates_and_who_reported_it(albuquerque: nm.Collection) -> None:
    entries = {entry.record: entry for entry in nm.timeline(albuquerque)}
    assert entries["walmart-protests"].when == "about 2025-07-19 to about 2025-07-20"
    assert entries["walmart-arrest"].when == ""
    assert entries["departure-from-venezuela"].attributed_to == ("friends-and-family",)
    assert all(entry.attributed_to == () for entry in entries.values() if entry.record != "departure-from-venezuela")
    assert entries["keller-on-city-duty"].label.startswith("Tim Keller: Said the city stands by")


def test_entries_are_attributed_as_their_evidence_is() -> None:
    word = [nm.Evidence(source="s", attributed_to=["friend"])]
    order = nm.Order(id="eo", kind="other", title="T", milestones=[nm.Milestone(stage="signed", evidence=word)])
    said = nm.Statement(id="said", speakers=["mayor"], date="2025", evidence=word)
    entries = nm.timeline(nm.Collection(id="demo", title="T").add(order, said))
    assert [entry.attributed_to for entry in entries] == [("friend",), ("friend",)]
