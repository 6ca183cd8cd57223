"""Timelines and positions."""

from datetime import date

from hypothesis import given

import nmpolicy as nm
from nmpolicy.strategies import collections


@given(collections())
def test_a_timeline_holds_every_dated_thing_once_and_in_order(collection: nm.Collection) -> None:
    moments = nm.timeline(collection)
    milestones = sum(len(instrument.milestones) for instrument in collection.instruments)
    votes = sum(len(measure.votes) for measure in collection.measures)
    spoken = sum(statement.date is not None for statement in collection.statements)
    assert len(moments) == milestones + votes + len(collection.events) + spoken
    firsts = [moment.date.earliest if moment.date else date.max for moment in moments]
    assert firsts == sorted(firsts)
    assert all(moment.record in collection for moment in moments)


@given(collections())
def test_positions_are_every_stance_of_every_speaker(collection: nm.Collection) -> None:
    found = nm.stances(collection)
    assert len(found) == sum(len(s.stances) * len(s.speakers) for s in collection.statements)
    for target in {position.stance.target for position in found if position.stance.target}:
        assert nm.stances(collection, target) == tuple(p for p in found if p.stance.target == target)


def test_the_positions_on_the_order(albuquerque: nm.Collection) -> None:
    held = {(p.speaker, p.stance.stance.value) for p in nm.stances(albuquerque, "abq-eo-2025-07-21")}
    assert nm.stances(albuquerque, albuquerque.orders[0]) == nm.stances(albuquerque, "abq-eo-2025-07-21")
    assert held == {
        ("tim-keller", "support"),
        ("councilors-against-order", "oppose"),
        ("amy-barela", "oppose"),
        ("immigrant-advocates", "support"),
        ("fabiola-landeros", "support"),
    }


def test_a_moment_says_when_and_on_whose_word(albuquerque: nm.Collection) -> None:
    moments = {moment.record: moment for moment in nm.timeline(albuquerque)}
    assert moments["walmart-protests"].when == "about 2025-07-19 to about 2025-07-20"
    assert moments["walmart-arrest"].when == ""
    assert moments["departure-from-venezuela"].attributed_to == ("friends-and-family",)
    assert all(moment.attributed_to == () for moment in moments.values() if moment.record != "departure-from-venezuela")
    assert moments["keller-on-city-duty"].label.startswith("Tim Keller: The city stands by")


def test_what_is_said_on_the_word_of_others_is_attributed() -> None:
    word = [nm.Evidence(source="s", attributed_to=["friend"])]
    order = nm.Order(id="eo", kind="other", title="T", milestones=[nm.Milestone(stage="signed", evidence=word)])
    said = nm.Statement(id="said", speakers=["mayor"], date="2025", evidence=word)
    moments = nm.timeline(nm.Collection(id="demo", title="T").add(order, said))
    assert [moment.attributed_to for moment in moments] == [("friend",), ("friend",)]
