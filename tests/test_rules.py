"""The rules: each finds what was planted, and nothing else."""

from collections.abc import Callable
from typing import Any

import attrs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import nmpolicy as nm
from nmpolicy.strategies import collections

RULES = [pytest.param(rule, id=rule.code) for rule in nm.catalog()]


def errors(collection: nm.Collection) -> set[str]:
    return {problem.code for problem in nm.validate(collection).errors}


@pytest.mark.parametrize("rule", RULES)
def test_its_examples_show_it(rule: nm.Rule) -> None:
    (problem,) = nm.validate(rule.failing()).problems
    assert (problem.code, problem.severity) == (rule.code, rule.severity)
    assert problem.record
    assert problem.pointer
    assert nm.validate(rule.passing()).problems == ()


@pytest.mark.parametrize("rule", RULES)
def test_it_is_described(rule: nm.Rule) -> None:
    assert rule.code.startswith("NMP")
    assert rule.name
    assert rule.meaning.endswith(".")


def test_the_first_eight_are_there() -> None:
    assert [rule.code for rule in nm.catalog()] == [
        "NMP101",
        "NMP102",
        "NMP201",
        "NMP202",
        "NMP203",
        "NMP601",
        "NMP602",
        "NMP701",
    ]


@given(collections())
def test_a_valid_collection_has_no_error_and_a_warning_for_each_record_without_evidence(
    collection: nm.Collection,
) -> None:
    report = nm.validate(collection)
    assert report.ok
    assert report.errors == ()
    bare = [record.id for record in collection if isinstance(record, nm.SourcedRecord) and not record.evidence]
    assert sorted(str(problem.record) for problem in report.warnings) == sorted(bare)
    assert report.warnings == report.problems


def without_authority(collection: nm.Collection, provision: nm.Provision) -> nm.Collection:
    instrument = collection[provision.instrument]
    if isinstance(instrument, nm.Measure):
        return collection.replace(attrs.evolve(instrument, issued_by=(), body=None))
    assert isinstance(instrument, nm.Order)
    return collection.replace(attrs.evolve(instrument, issued_by=()))


def person_as_authority(collection: nm.Collection, order: nm.Order) -> nm.Collection:
    return collection.add(nm.Person(id="planted")).replace(attrs.evolve(order, issued_by=["planted"]))


def group_as_authority(collection: nm.Collection, measure: nm.Measure) -> nm.Collection:
    group = nm.Organization(id="planted", name="Somebody", classification="group")
    return collection.add(group).replace(attrs.evolve(measure, issued_by=["planted"]))


def same_id(collection: nm.Collection, person: nm.Person) -> nm.Collection:
    return nm.Collection.of([*collection, nm.Person(id=person.id)], id="demo", title="T")


def reference_to_nothing(collection: nm.Collection, event: nm.Event) -> nm.Collection:
    return collection.replace(attrs.evolve(event, about=["planted"]))


def reference_to_the_wrong_class(collection: nm.Collection, event: nm.Event) -> nm.Collection:
    return collection.replace(attrs.evolve(event, participants=[event.id]))


def nobody_speaking(collection: nm.Collection, statement: nm.Statement) -> nm.Collection:
    return collection.replace(attrs.evolve(statement, speakers=()))


@pytest.mark.parametrize(
    ("plant", "cls", "code"),
    [
        (without_authority, nm.Provision, "NMP101"),
        (person_as_authority, nm.Order, "NMP102"),
        (group_as_authority, nm.Measure, "NMP102"),
        (same_id, nm.Person, "NMP201"),
        (reference_to_nothing, nm.Event, "NMP202"),
        (reference_to_the_wrong_class, nm.Event, "NMP203"),
        (nobody_speaking, nm.Statement, "NMP601"),
    ],
)
@settings(max_examples=40)  # a collection takes long to draw
@given(collection=collections(least=1, most=1), data=st.data())
def test_a_planted_fault_gives_its_own_code_and_no_other_error(
    plant: Callable[[nm.Collection, Any], nm.Collection],
    cls: type,
    code: str,
    collection: nm.Collection,
    data: st.DataObject,
) -> None:
    assume("planted" not in collection)
    record = data.draw(st.sampled_from([record for record in collection if isinstance(record, cls)]))
    assert errors(plant(collection, record)) == {code}


@settings(max_examples=40)
@given(collections(), st.data())
def test_evidence_taken_away_gives_its_own_warning(collection: nm.Collection, data: st.DataObject) -> None:
    sourced = [record for record in collection if isinstance(record, nm.SourcedRecord) and record.evidence]
    assume(sourced)
    record = data.draw(st.sampled_from(sourced))
    before, after = nm.validate(collection), nm.validate(collection.replace(attrs.evolve(record, evidence=())))
    (added,) = set(after.problems) - set(before.problems)
    assert (added.code, added.record, added.severity) == ("NMP602", record.id, nm.Severity.WARNING)


@settings(max_examples=40)
@given(collections(least=1), st.data())
def test_removing_a_record_leaves_only_its_referrers_dangling(collection: nm.Collection, data: st.DataObject) -> None:
    gone = data.draw(st.sampled_from(tuple(collection)))
    left = collection.remove(gone)
    expected = {
        (reference.record, reference.path)
        for reference in collection.references_to(gone)
        if reference.record != gone.id
    }
    found = {(p.record, p.pointer) for p in nm.validate(left).errors}
    assert len(found) == len(expected)
    assert {record for record, _ in found} == {record for record, _ in expected}
    assert errors(left) <= {"NMP202"}


def test_problems_come_in_the_order_of_their_places() -> None:
    people = [nm.Person(id=f"p-{number}") for number in range(12)]
    problems = nm.validate(nm.Collection.of(people, id="demo", title="T")).problems
    assert [problem.pointer for problem in problems] == [f"/people/{number}/evidence" for number in range(12)]


def test_the_second_of_two_measures_is_named_by_its_own_place() -> None:
    order = nm.Order(id="a", kind="other", title="A", issued_by=["p"])
    measure = nm.Measure(id="b", kind="bill", title="B", issued_by=["p"])
    person = nm.Person(id="p")
    bill = nm.Measure(id="c", kind="bill", title="C", body="g")
    group = nm.Organization(id="g", name="Some", classification="group")
    found = nm.validate(nm.Collection.of([group, bill], id="demo", title="T")).errors
    assert [(p.code, p.pointer) for p in found] == [("NMP102", "/measures/0/body")]
    pointers = [p.pointer for p in nm.validate(nm.Collection.of([person, order, measure], id="demo", title="T")).errors]
    assert pointers == ["/measures/0/issued_by/0", "/orders/0/issued_by/0"]


def test_a_missing_record_is_guessed_from_the_ids_there_are() -> None:
    post = nm.Post(id="mayor", name="Mayor", organization="citty")
    city = nm.Organization(id="city", name="A city")
    (problem,) = nm.validate(nm.Collection.of([city, post], id="demo", title="T")).errors
    assert problem.message == "no record has the id 'citty'; did you mean 'city'? Add the record or correct the id"


def test_a_flood_of_missing_records_is_reported_whole() -> None:
    posts = [nm.Post(id=f"post-{number}", name="Clerk", organization=f"post-{number}x") for number in range(300)]
    problems = nm.validate(nm.Collection.of(posts, id="demo", title="T")).errors
    assert [problem.code for problem in problems] == ["NMP202"] * 300
    assert sum("did you mean" in problem.message for problem in problems) == 20
