"""Collections: look-up, tables, references, and changing into new ones."""

import copy
import pickle
import time

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nmpolicy as nm
from growth_ratio import growth
from nmpolicy.errors import DuplicateIdError, InvalidTypeError, UnknownIdError
from nmpolicy.records.collection import TABLES
from nmpolicy.strategies import collections

CITY = nm.Organization(id="city", name="A city")
MAYOR = nm.Post(id="mayor", name="Mayor", organization=CITY)
ORDER = nm.Order(id="eo", kind="executive-order", title="An order", issued_by=[MAYOR])
BILL = nm.Measure(id="bill", kind="bill", title="A bill", sponsors=[MAYOR], body=CITY)
PERSON = nm.Person(id="a-mayor", name="A. Mayor")
EMPTY = nm.Collection(id="demo", title="A demonstration")
DEMO = EMPTY.add(CITY, MAYOR, ORDER, BILL, PERSON)


def test_it_finds_records_by_id() -> None:
    assert DEMO["eo"] is ORDER
    assert DEMO.get("eo") is ORDER
    assert DEMO.get("other") is None
    assert DEMO.get(None) is None
    assert "eo" in DEMO
    assert ORDER in DEMO
    assert 5 not in DEMO
    assert DEMO[ORDER] is DEMO.get(ORDER) is ORDER
    with pytest.raises(InvalidTypeError, match="expected an id or a record, not 5"):
        DEMO.get(5)  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType]
    assert (DEMO.label("eo"), DEMO.label("other")) == ("An order", "other")


def test_a_missing_id_is_a_key_error_with_the_nearest() -> None:
    with pytest.raises(KeyError) as caught:
        DEMO["mayr"]
    assert isinstance(caught.value, UnknownIdError)
    assert str(caught.value) == "no record has the id 'mayr'; did you mean 'mayor'?"
    assert (caught.value.id, caught.value.suggestions[0]) == ("mayr", "mayor")
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301  # our own bytes
    assert str(again) == str(caught.value)


def test_ids_of_the_wanted_class_and_with_the_word_are_suggested_first() -> None:
    records = [nm.Person(id="jane-roe", name="Jane Roe"), nm.Statement(id="roe-2025-06-03", speakers=["jane-roe"])]
    some = nm.Collection.of([*records, nm.Post(id="roes", name="A post")], id="demo", title="T")
    assert some.suggest_ids("roe", tables=["people"]) == ("jane-roe", "roes")
    assert some.suggest_ids("roe", tables=["posts"]) == ("roes",)
    assert some.suggest_ids("roe") == ("jane-roe", "roe-2025-06-03", "roes")


def test_ids_of_the_same_series_are_suggested_before_those_that_are_spelled_alike() -> None:
    """An alias and a number are exact, so they come before both."""
    ids = ["eo-2020-02", "eo-2020-12", "eo-2021-3", "deo-2020-3", "eo-2020-three", "mayor"]
    orders = [nm.Order(id=id, kind="other", title="T") for id in ids]
    named = nm.Order(id="travel", kind="other", title="T", number="EO-2020-3", aliases=["eo-2020-5"])
    some = nm.Collection.of([*orders, named], id="demo", title="T")
    assert some.suggest_ids("eo-2020-2") == ("eo-2020-02", "eo-2020-12", "eo-2021-3")
    assert some.suggest_ids("EO 2020.3") == ("deo-2020-3", "eo-2020-02", "eo-2021-3")
    assert some.suggest_ids("EO-2020-3")[0] == some.suggest_ids("eo-2020-5")[0] == "travel"
    assert some.suggest_ids("eo-2020-thre")[0] == "eo-2020-three"
    assert some.suggest_ids("mayr") == ("mayor",)
    assert some.suggest_ids("three") == ("eo-2020-three",)
    assert (
        some.suggest_ids("mayr", spelling=False) == some.suggest_ids("") == some.suggest_ids("-", spelling=False) == ()
    )


def test_it_has_a_tuple_for_each_class_and_across_classes() -> None:
    assert DEMO.organizations == (CITY,)
    assert DEMO.actors == (PERSON, CITY, MAYOR)
    assert DEMO.instruments == (ORDER, BILL)
    assert tuple(DEMO) == (PERSON, CITY, MAYOR, ORDER, BILL)
    assert len(DEMO) == 5
    assert DEMO.tables()["orders"] == (ORDER,)
    assert bool(EMPTY)
    assert (len(EMPTY), str(EMPTY), repr(EMPTY)) == (0, "A demonstration (records: 0)", "<Collection demo, records: 0>")


def test_it_knows_what_refers_to_a_record() -> None:
    found = {(reference.record, reference.path) for reference in DEMO.references_to(MAYOR)}
    assert found == {("eo", ("issued_by", 0)), ("bill", ("sponsors", 0))}
    assert DEMO.references_to("mayor") == DEMO.references_to(MAYOR)
    assert DEMO.references_to("nobody") == ()


def test_changing_it_makes_another() -> None:
    grown = EMPTY.add(CITY)
    assert (len(EMPTY), len(grown)) == (0, 1)
    renamed = attrs.evolve(CITY, name="Another city")
    assert grown.replace(renamed)["city"] == renamed
    assert grown["city"] is CITY
    assert grown.remove("city") == EMPTY
    assert grown.remove(CITY) == EMPTY


def test_its_own_fields_survive_a_change() -> None:
    described = nm.Collection(id="demo", title="T", summary="S", license="CC0-1.0", redacted=True, notes="N")
    assert described.add(CITY).remove(CITY) == described


def test_nothing_is_overwritten_or_misplaced() -> None:
    with pytest.raises(DuplicateIdError, match="already has a record 'city'"):
        DEMO.add(nm.Person(id="city"))
    with pytest.raises(DuplicateIdError):
        EMPTY.add(CITY, CITY)
    with pytest.raises(UnknownIdError):
        DEMO.replace(nm.Person(id="nobody"))
    with pytest.raises(InvalidTypeError, match="already of class Organization, not Person"):
        DEMO.replace(nm.Person(id="city"))
    with pytest.raises(UnknownIdError):
        DEMO.remove("nobody")
    with pytest.raises(InvalidTypeError, match="pass records one by one"):
        EMPTY.add([CITY])  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    with pytest.raises(InvalidTypeError, match="expected Person, not"):
        nm.Collection(id="demo", title="T", people=[CITY])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]


def test_records_of_one_id_and_two_classes_are_told_apart() -> None:
    person, body = nm.Person(id="x"), nm.Organization(id="x", name="X")
    both = nm.Collection.of([person, body], id="demo", title="T")
    named = nm.Person(id="x", name="A")
    assert tuple(both.replace(named)) == (named, body)
    assert tuple(both.remove(person)) == (body,)
    assert len(both.remove("x")) == 0
    assert nm.Source(id="x", kind="other", title="T") not in both
    with pytest.raises(DuplicateIdError):
        both.replace(named, person)
    with pytest.raises(UnknownIdError):
        both.remove(nm.Source(id="x", kind="other", title="T"))
    with pytest.raises(InvalidTypeError):
        both.replace("x")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def test_replacing_keeps_the_order() -> None:
    people = [nm.Person(id=f"p-{number}") for number in range(3)]
    collection = nm.Collection.of(people, id="demo", title="T")
    changed = collection.replace(attrs.evolve(people[2], name="C"), attrs.evolve(people[0], name="A"))
    assert [person.name for person in changed.people] == ["A", "", "C"]


def test_of_several_records_with_one_id_it_finds_the_first() -> None:
    both = nm.Collection.of([PERSON, attrs.evolve(PERSON, name="B. Mayor")], id="demo", title="T")
    assert both["a-mayor"] is PERSON
    assert len(both) == 2


@given(collections())
def test_it_compares_hashes_pickles_and_copies(collection: nm.Collection) -> None:
    len(collection.references_to("a"))  # fills the caches
    twin = pickle.loads(pickle.dumps(collection))  # noqa: S301  # our own bytes
    assert collection == twin == copy.deepcopy(collection) == copy.copy(collection)
    assert hash(collection) == hash(twin)
    assert tuple(twin.references_to("a")) == collection.references_to("a")


@given(collections())
def test_taking_it_apart_and_putting_it_together_changes_nothing(collection: nm.Collection) -> None:
    bare = collection.with_records(())
    assert bare.add(*collection) == collection
    assert collection.remove(*collection) == bare


def test_every_record_class_has_a_table() -> None:
    def leaves(cls: type) -> set[type]:
        return set().union(*map(leaves, cls.__subclasses__())) if cls.__subclasses__() else {cls}

    assert set(TABLES.values()) == {cls for cls in leaves(nm.Record) if cls.__module__.startswith("nmpolicy.records.")}


@settings(max_examples=20, deadline=None)
@given(collections(), st.data())
def test_add_replace_and_remove_build_what_the_constructor_builds(whole: nm.Collection, data: st.DataObject) -> None:
    records = data.draw(st.permutations([*whole]))
    grown = nm.Collection(id="demo", title="T")
    for record in records:
        grown = grown.add(record)
        with pytest.raises(DuplicateIdError):
            grown.add(record)
    assert grown == nm.Collection.of(records, id="demo", title="T")
    new = {record.id: attrs.evolve(record, notes="new") for record in records}
    for record in data.draw(st.permutations([*new.values()])):
        grown = grown.replace(record)
        assert grown[record.id] is record
    assert grown == nm.Collection.of([new[record.id] for record in records], id="demo", title="T")
    for number, record in enumerate(data.draw(st.permutations(records))):
        grown = grown.remove(record.id if number % 2 else new[record.id])
        assert record.id not in grown
    assert grown == nm.Collection(id="demo", title="T")


def test_replace_and_remove_reach_every_record_with_the_id() -> None:
    twin, post = nm.Person(id="a", name="A"), nm.Post(id="a", name="A")
    whole = nm.Collection.of([twin, nm.Person(id="b"), twin, post], id="demo", title="T")
    other = nm.Person(id="a", name="Another")
    assert whole.replace(other).people == (other, nm.Person(id="b"), other)
    assert whole.replace(other)["a"] is other
    changed = nm.Post(id="a", name="New")
    assert (whole.replace(changed).posts, whole.replace(changed)["a"]) == ((changed,), twin)
    assert [*whole.remove(twin)] == [nm.Person(id="b"), post]
    assert whole.remove(twin)["a"] is post
    assert [*whole.remove("a")] == [nm.Person(id="b")]


def test_one_call_for_each_of_many_records_is_quick() -> None:
    records = [nm.Person(id=f"p-{number}") for number in range(2000)]
    grown = nm.Collection(id="demo", title="T")
    start = time.process_time()
    for record in records:
        grown = grown.add(record)
    for record in records:
        grown = grown.replace(record)
    for record in records:
        grown = grown.remove(record)
    assert time.process_time() - start < 5
    assert len(grown) == 0


def test_one_call_for_many_records_takes_time_in_proportion() -> None:
    people = [nm.Person(id=f"p-{number}") for number in range(8000)]

    def sides(size: int) -> tuple[nm.Collection, list[nm.Person]]:
        held = nm.Collection(id="demo", title="T", people=people[:size])
        assert people[0] in held  # its indexes are there, too
        return held, people[size : 2 * size]

    assert growth(lambda given: given[0].add(*given[1]), sides, 1000) < 10
    assert growth(lambda given: given[0].replace(*given[0].people), sides, 1000) < 10
    held, more = sides(3)
    assert len(held.add(*more)) == 6
    assert [*held.add(*more).remove(*held.people)] == more


def test_what_is_removed_is_not_found_and_can_be_added_again() -> None:
    left = DEMO.remove("city", MAYOR)
    assert ("city" in left, MAYOR in left, left["eo"], len(left)) == (False, False, ORDER, len(DEMO) - 2)
    assert left.add(CITY, MAYOR)["mayor"] is MAYOR
