"""Neutral ids: which ids name a private individual, and which only look so."""

import pytest

import nmpolicy as nm
from each_case import each_case
from nmpolicy.records.name_search import NameSearch
from nmpolicy.records.neutral_ids import neutral_ids

GARCIA = nm.Person(id="maria-garcia", name="Maria Garcia", private=True)


def new_ids(*records: nm.Record, names: dict[str, list[str]] | None = None) -> dict[str, str]:
    collection = nm.Collection.of(records, id="demo", title="T")
    people = [(each.id, each.name) for each in collection.people if each.private]
    return neutral_ids(collection, NameSearch(people), names or {})


def event(id: str, *about: str) -> nm.Event:
    return nm.Event(id=id, kind="other", name="An event", about=about)


@each_case(
    ("id", "name"),
    [
        ("jane-roe", "Jane Roe"),
        ("jane", "Jane Roe"),
        ("jroe-2", "Jane Roe"),
        ("a-roe", "Jos\u00e9 R\u00f3e"),
        ("mueller", "Jan M\u00fcller"),
        ("li", "Li Po"),
        ("oneil", "Sean O'Neil"),
        ("anyone", "\u0418\u0432\u0430\u043d"),
    ],
)
def test_an_id_with_a_word_of_the_name_is_replaced(id: str, name: str) -> None:
    assert new_ids(nm.Person(id=id, name=name, private=True)) == {id: "private-1"}


@pytest.mark.parametrize("name", ["", "Jane Roe", "A. Man-Child", "!"])
def test_an_id_without_one_stays(name: str) -> None:
    assert new_ids(nm.Person(id="arrested-person", name=name, private=True)) == {}


def test_a_full_name_or_a_surname_in_another_id_is_replaced() -> None:
    records = [
        event(id) for id in ("garcia", "maria-garcia", "on-garcia-maria.a", "mariagarcia-2", "maria-1", "garcias")
    ]
    assert new_ids(GARCIA, *records[:1], *records[2:]) == {
        "maria-garcia": "private-1",
        "garcia": "private-1-2",
        "on-garcia-maria.a": "on-private-1.a",
        "mariagarcia-2": "private-1-2-2",
    }


def test_parts_follow_their_whole() -> None:
    assert new_ids(GARCIA, event("garcia-v-city"), event("garcia-v-city.maria.garcia")) == {
        "maria-garcia": "private-1",
        "garcia-v-city": "private-1-v-city",
        "garcia-v-city.maria.garcia": "private-1-v-city.private-1.private-1",
    }


def test_a_public_actor_keeps_the_words_of_its_own_name_and_others_keep_what_may_mean_it() -> None:
    sara = nm.Person(id="sara-garcia", name="Sara Garcia")
    namesake = nm.Person(id="judge-maria-garcia", name="Maria Garcia")
    events = [
        event("garcia-eo"),
        event("garcia-arrest", "maria-garcia"),
        event("maria-garcia-2"),
        event("maria", "garcia-eo"),
    ]
    names = {each.id: [each.name] for each in (sara, namesake)}
    assert new_ids(GARCIA, sara, *events, names={"sara-garcia": ["Sara Garcia"]}) == {
        "maria-garcia": "private-1",
        "garcia-arrest": "private-1-arrest",
        "maria-garcia-2": "private-1-2",
    }
    assert new_ids(GARCIA, sara, namesake, *events, names=names) == {
        "maria-garcia": "private-1",
        "garcia-arrest": "private-1-arrest",
    }


def test_dangling_references_are_replaced_too() -> None:
    assert new_ids(GARCIA, event("a", "garcia-lost", "lost")) == {
        "maria-garcia": "private-1",
        "garcia-lost": "private-1-lost",
    }


def test_people_with_one_id_have_one_new_id() -> None:
    assert new_ids(GARCIA, GARCIA, nm.Post(id="maria-garcia", name="A post")) == {"maria-garcia": "private-1"}
