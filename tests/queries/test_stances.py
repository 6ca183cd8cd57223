"""Stances of speakers, by target and by actor."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nmpolicy as nm
from nmpolicy.errors import UnknownIdError
from nmpolicy.queries.stances import stances, stances_by_actor
from nmpolicy.rules.examples import CITY, statement
from nmpolicy.strategies import collections
from query_helpers import ROUGH, collected


@given(collections())
def test_every_stance_of_every_speaker_is_returned(collection: nm.Collection) -> None:
    found = stances(collection)
    assert len(found) == sum(len(each.stances) * len(each.speakers) for each in collection.statements)
    for target in {each.stance.target for each in found if each.stance.target}:
        assert stances(collection, target) == tuple(each for each in found if each.stance.target == target)


def test_stances_on_the_order_of_the_data_set(albuquerque: nm.Collection) -> None:
    held = {(each.speaker, each.stance.stance.value) for each in stances(albuquerque, "abq-eo-2025-07-21")}
    assert stances(albuquerque, albuquerque.orders[0]) == stances(albuquerque, "abq-eo-2025-07-21")
    assert held == {
        ("tim-keller", "support"),
        ("councilors-against-order", "oppose"),
        ("amy-barela", "oppose"),
        ("immigrant-advocates", "support"),
        ("fabiola-landeros", "support"),
    }


@given(
    st.lists(
        st.tuples(
            st.sampled_from("ab"),
            st.sampled_from([None, "eo"]),
            st.sampled_from(["", "x", " x "]),
            st.sampled_from([*nm.Stance]),
            ROUGH,
        ),
        max_size=6,
    )
)
def test_every_stance_belongs_to_one_actor_and_target(
    drawn: list[tuple[str, str | None, str, nm.Stance, nm.PartialDate | None]],
) -> None:
    said = [
        nm.Statement(
            id=f"s-{n}", speakers=[who], date=day, stances=[nm.TargetStance(target=target, topic=topic, stance=stance)]
        )
        for n, (who, target, topic, stance, day) in enumerate(drawn)
    ]
    collection = collected(*said)
    found = stances_by_actor(collection)
    dates = {each.id: each.date for each in said}
    cells = Counter((who, target, "" if target else topic.strip()) for who, target, topic, _, _ in drawn)
    assert {(each.actor, each.target, each.topic): len(each.stated) for each in found} == cells
    for each in found:
        days = [dates[one.statement] for one in each.stated]
        assert days == sorted(days, key=lambda day: (day is None, *(day.sort_key() if day else ())))


def test_a_misspelled_target_is_an_error() -> None:
    made = collected(CITY, statement(stances=[nm.TargetStance(target="gone", stance="support")]))
    assert stances(made, "city") == stances(made, CITY) == ()
    assert [each.statement for each in stances(made, "gone")] == ["praise"]
    with pytest.raises(UnknownIdError) as caught:
        stances(made, "citty")
    assert caught.value.suggestions == ("city",)
