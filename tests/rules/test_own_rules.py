"""nmpolicy's own rules: each finds its own fault and nothing else."""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import attrs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import nmpolicy as nm
from each_case import each_case
from nmpolicy.errors import UnknownFieldWarning
from nmpolicy.problems import Severity
from nmpolicy.records.collection import TABLES
from nmpolicy.records.evidence import SourcedRecord
from nmpolicy.records.fields import field_type
from nmpolicy.rules.registry import FAMILIES, Rule, all_rules
from nmpolicy.strategies import collections
from nmpolicy.vocabulary.references import ref_marker


def errors(collection: nm.Collection) -> set[str]:
    return {problem.code for problem in nm.validate(collection).errors}


def example(make: Callable[[], nm.Collection] | None) -> nm.Collection:
    assert make
    return make()


@each_case("rule", all_rules(), ids=lambda rule: rule.code)
def test_its_examples_break_it_and_keep_it(rule: Rule) -> None:
    (problem,) = nm.validate(example(rule.failing)).problems
    assert (problem.code, problem.severity) == (rule.code, rule.severity)
    assert (problem.record is not None) == (problem.pointer.split("/")[1] in TABLES)
    assert nm.validate(example(rule.passing)).problems == ()


@each_case("rule", all_rules(), ids=lambda rule: rule.code)
def test_its_examples_are_written_and_read_back(rule: Rule) -> None:
    for make in (rule.failing, rule.passing):
        document = nm.dumps(example(make), unknown="keep")
        if example(make).extra or "population" in document:  # the example of unknown fields
            with pytest.warns(UnknownFieldWarning):
                assert nm.loads(document, unknown="keep") == example(make)
        else:
            assert nm.loads(document) == example(make)


@each_case("rule", all_rules(), ids=lambda rule: rule.code)
def test_it_is_documented(rule: Rule) -> None:
    assert re.fullmatch("NMP[1-9][0-9]{2}", rule.code)
    assert rule.family in FAMILIES.values()
    assert rule.name[0].islower() or rule.name.startswith("NMP")
    assert rule.meaning.endswith(".")
    assert rule.why.endswith((".", '".'))


@each_case("rule", all_rules(), ids=lambda rule: rule.code)
def test_its_message_says_what_to_do_in_one_or_two_sentences(rule: Rule) -> None:
    (problem,) = nm.validate(example(rule.failing)).problems
    assert not problem.message.endswith(".")
    assert "\n" not in problem.message
    assert re.search("; |[.] [A-Z]|[?] [A-Z]", problem.message)


def test_every_family_has_rules_and_every_rule_a_family() -> None:
    codes = [rule.code for rule in all_rules()]
    assert codes == sorted(codes)
    assert len(codes) == len(set(codes))
    assert {code[:4] for code in codes} == set(FAMILIES)


@given(collections())
def test_a_valid_collection_has_no_error_and_a_warning_for_each_record_without_evidence(
    collection: nm.Collection,
) -> None:
    report = nm.validate(collection)
    assert report.ok
    assert report.errors == ()
    bare = [record.id for record in collection if isinstance(record, SourcedRecord) and not record.evidence]
    found = [str(problem.record) for problem in report.warnings if problem.code == "NMP602"]
    assert sorted(found) == sorted(bare)
    assert {*report.warnings, *report.notices} == set(report.problems)


def renamed(collection: nm.Collection) -> list[Any]:
    """Return the records of an example under new ids that no other record has."""
    ids = {record.id for record in collection}

    def new(id: str) -> str:
        return f"planted-{id}" if id in ids else id

    def value(held: Any) -> Any:
        changes: dict[str, Any] = {}
        for field in attrs.fields(type(held)):
            item, many, _ = field_type(field.type)
            inner = getattr(held, field.name)
            if ref_marker(item) or field.name in {"id", "aliases"}:
                changes[field.name] = [new(id) for id in inner] if many else inner and new(inner)
            elif many and attrs.has(item):
                changes[field.name] = [value(part) for part in inner]
        return attrs.evolve(held, **changes)

    return [value(record) for record in collection]


def with_example(collection: nm.Collection, planted: nm.Collection) -> nm.Collection:
    """Return a collection with the records of an example, and with its own license and mark of a redacted copy."""
    described = attrs.evolve(collection, license=planted.license, redacted=planted.redacted)
    return described.with_records([*collection, *renamed(planted)])


@settings(max_examples=6)
@given(collections(least=1, most=1))
def test_a_fault_among_other_records_gives_its_own_code_and_nothing_else(collection: nm.Collection) -> None:
    assume(not any(record.id.startswith("planted") for record in collection))
    collection = attrs.evolve(collection, redacted=False)
    before = Counter((problem.code, problem.record, problem.message) for problem in nm.validate(collection).problems)
    for rule in all_rules():
        planted = with_example(collection, example(rule.failing))
        after = Counter((problem.code, problem.record, problem.message) for problem in nm.validate(planted).problems)
        assert [code for code, _, _ in (after - before).elements()] == [rule.code]
        assert not before - after
        mended = with_example(collection, example(rule.passing))
        assert Counter((p.code, p.record, p.message) for p in nm.validate(mended).problems) == before, rule.code


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
    return collection.replace(attrs.evolve(event, participants=[nm.Participant(actor=event.id)]))


def statement_without_speaker(collection: nm.Collection, statement: nm.Statement) -> nm.Collection:
    return collection.replace(attrs.evolve(statement, speakers=()))


def end_before_start(collection: nm.Collection, event: nm.Event) -> nm.Collection:
    # A new event, because the dates of this one may also contradict its relations.
    return collection.add(attrs.evolve(event, id="planted", start_date="2025-07-21", end_date="2025-06", aliases=()))


def reference_to_itself(collection: nm.Collection, event: nm.Event) -> nm.Collection:
    return collection.replace(attrs.evolve(event, about=[event.id]))


def own_parent(collection: nm.Collection, body: nm.Organization) -> nm.Collection:
    child = nm.Organization(id="planted", name="A part", parent=body.id)
    return collection.add(child).replace(attrs.evolve(body, parent="planted"))


def malformed_division(collection: nm.Collection, post: nm.Post) -> nm.Collection:
    return collection.replace(attrs.evolve(post, division="OCD-division/country:us"))


def taken_alias(collection: nm.Collection, person: nm.Person) -> nm.Collection:
    return collection.add(nm.Source(id="planted", kind="other", title="A paper", aliases=[person.id]))


def relation_to_itself(collection: nm.Collection, source: nm.Source) -> nm.Collection:
    return collection.add(nm.Relation(id="planted", subject=source.id, predicate="cites", object=source.id))


def stance_on_nothing(collection: nm.Collection, statement: nm.Statement) -> nm.Collection:
    return collection.replace(attrs.evolve(statement, stances=[nm.TargetStance(stance="oppose", topic=" ")]))


def evidence_for_unknown_field(collection: nm.Collection, source: nm.Source) -> nm.Collection:
    evidence = nm.Evidence(source=source.id, supports=["nmae"])
    return collection.add(nm.Person(id="planted", evidence=[evidence]))


def size_below_minimum(collection: nm.Collection, body: nm.Organization) -> nm.Collection:
    return collection.replace(attrs.evolve(body, size=2, minimum_size=3))


PLANTED: list[tuple[Callable[[nm.Collection, Any], nm.Collection], type, str]] = [
    (end_before_start, nm.Event, "NMP301"),
    (reference_to_itself, nm.Event, "NMP205"),
    (own_parent, nm.Organization, "NMP206"),
    (malformed_division, nm.Post, "NMP208"),
    (taken_alias, nm.Person, "NMP207"),
    (relation_to_itself, nm.Source, "NMP402"),
    (stance_on_nothing, nm.Statement, "NMP604"),
    (evidence_for_unknown_field, nm.Source, "NMP609"),
    (size_below_minimum, nm.Organization, "NMP703"),
    (without_authority, nm.Provision, "NMP101"),
    (person_as_authority, nm.Order, "NMP102"),
    (group_as_authority, nm.Measure, "NMP102"),
    (same_id, nm.Person, "NMP201"),
    (reference_to_nothing, nm.Event, "NMP202"),
    (reference_to_the_wrong_class, nm.Event, "NMP203"),
    (statement_without_speaker, nm.Statement, "NMP601"),
]


@settings(max_examples=15)
@given(collections(least=1, most=1))
def test_a_planted_fault_gives_its_own_code_and_no_other_error(collection: nm.Collection) -> None:
    assume("planted" not in collection)
    for plant, cls, code in PLANTED:
        (record,) = (record for record in collection if isinstance(record, cls))
        assert (plant, errors(plant(collection, record))) == (plant, {code})


@settings(max_examples=40)
@given(collections(), st.data())
def test_evidence_taken_away_gives_its_own_warning(collection: nm.Collection, data: st.DataObject) -> None:
    sourced = [record for record in collection if isinstance(record, SourcedRecord) and record.evidence]
    assume(sourced)
    record = data.draw(st.sampled_from(sourced))
    before, after = (
        nm.validate(each, select=["NMP602"])
        for each in (collection, collection.replace(attrs.evolve(record, evidence=())))
    )
    (added,) = set(after.problems) - set(before.problems)
    assert (added.code, added.record, added.severity) == ("NMP602", record.id, Severity.WARNING)


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


def test_problems_are_sorted_by_index_as_a_number() -> None:
    people = [nm.Person(id=f"p-{number}") for number in range(12)]
    problems = nm.validate(nm.Collection.of(people, id="demo", title="T"), select=["NMP602"]).problems
    assert [problem.pointer for problem in problems] == [f"/people/{number}/evidence" for number in range(12)]


def test_the_pointer_is_that_of_the_record_in_its_own_table() -> None:
    order = nm.Order(id="a", kind="other", title="A", issued_by=["p"])
    measure = nm.Measure(id="b", kind="bill", title="B", issued_by=["p"])
    person = nm.Person(id="p")
    bill = nm.Measure(id="c", kind="bill", title="C", body="g")
    group = nm.Organization(id="g", name="Some", classification="group")
    found = nm.validate(nm.Collection.of([group, bill], id="demo", title="T")).errors
    assert [(p.code, p.pointer) for p in found] == [("NMP102", "/measures/0/body")]
    pointers = [p.pointer for p in nm.validate(nm.Collection.of([person, order, measure], id="demo", title="T")).errors]
    assert pointers == ["/measures/0/issued_by/0", "/orders/0/issued_by/0"]


def test_a_similar_id_is_suggested_for_a_missing_record() -> None:
    post = nm.Post(id="mayor", name="Mayor", organization="citty")
    city = nm.Organization(id="city", name="A city")
    (problem,) = nm.validate(nm.Collection.of([city, post], id="demo", title="T")).errors
    assert problem.message == "no record has the id 'citty'; did you mean 'city'? Add the record or correct the id"
