"""What has changed: against looking at each record and each field."""

import json
from pathlib import Path
from typing import Any

import attrs
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import nmpolicy as nm
from nmpolicy.cli.main import main
from nmpolicy.comparison.changes import Change, changes
from nmpolicy.errors import DuplicateIdError
from nmpolicy.records.collection import TABLES, table_of
from nmpolicy.rules.examples import CITY, JANE, MAYOR, duty, example, order, statement, term
from nmpolicy.strategies import collections
from nmpolicy.vocabulary.extra import Extra


def told(found: tuple[Change, ...]) -> list[tuple[Any, ...]]:
    return [(str(each.kind), each.record, each.path, each.old, each.new) for each in found]


def collected(*records: nm.Record) -> nm.Collection:
    return nm.Collection.of(records, id="demo", title="T")


@settings(max_examples=50)
@given(collections())
def test_nothing_has_changed_in_what_is_the_same(collection: nm.Collection) -> None:
    assert changes(collection, collection) == ()
    assert changes(collection, collection.sorted()) == ()


@settings(max_examples=50)
@given(collections(), st.data())
def test_every_record_and_field_that_differs_is_told_and_no_other(
    collection: nm.Collection, data: st.DataObject
) -> None:
    others = data.draw(collections())
    kept = (
        data.draw(st.lists(st.sampled_from([*collection]), unique_by=lambda each: each.id)) if len(collection) else []
    )
    noted = [attrs.evolve(each, notes=data.draw(st.text(max_size=3))) for each in kept]
    taken = {each.id for each in noted}
    added = [each for each in others if each.id not in taken]
    new = nm.Collection.of([*noted, *added], id=collection.id, title=collection.title)
    before = {(table_of(each), each.id): each for each in collection}
    after = {(table_of(each), each.id): each for each in new}
    expected = {key for key in {*before, *after} if before.get(key) != after.get(key)}
    found = changes(collection, new)
    assert {(each.table, each.record) for each in found if each.table} == expected
    for each in found:
        key = (each.table, each.record or "")
        if each.path:
            was, now = (
                at(held, each.path[:1]) for held in ((before[key], after[key]) if each.table else (collection, new))
            )
            assert was != now
    back = {(each.table, each.record, each.path[:1]) for each in changes(new, collection)}
    assert back == {(each.table, each.record, each.path[:1]) for each in found}


def at(value: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        value = (
            value[step]
            if isinstance(step, int)
            else dict(value)[step]
            if isinstance(value, Extra)
            else getattr(value, step)
        )
    return value


@settings(max_examples=30)
@given(collections(least=1, most=1), st.data())
def test_what_is_told_is_what_stands_there(collection: nm.Collection, data: st.DataObject) -> None:
    other = data.draw(collections(least=1, most=1))
    records = [
        attrs.evolve(new, id=old.id, aliases=())
        for old, new in zip(collection, other, strict=False)
        if type(old) is type(new)
    ]
    new = collection.replace(*{record.id: record for record in records}.values())
    for each in changes(collection, new):
        if each.path and each.record and each.kind != "reordered":
            gone = each.kind == "removed"
            assert at((collection if gone else new)[each.record], each.path) == (each.old if gone else each.new)


def test_a_change_is_as_small_as_it_can_be() -> None:
    stages = [nm.Milestone(stage="signed", date="2025-07"), nm.Milestone(stage="effective")]
    old = order(subjects=["a", "b", "c"], milestones=stages, issued_by=["mayor", "city"])
    exact = attrs.evolve(stages[0], date="2025-07-21")
    new = order(
        subjects=["b", "d", "c"], milestones=[exact, stages[1]], issued_by=["city", "mayor"], number="5", summary="s"
    )
    assert told(changes(collected(old, JANE), collected(attrs.evolve(new, summary=""), MAYOR))) == [
        ("removed", "jane-roe", (), JANE, None),
        ("added", "mayor", (), None, MAYOR),
        ("added", "order", ("number",), None, "5"),
        ("reordered", "order", ("issued_by",), ("mayor", "city"), ("city", "mayor")),
        ("removed", "order", ("subjects", 0), "a", None),
        ("added", "order", ("subjects", 1), None, "d"),
        ("changed", "order", ("milestones", 0, "date"), "2025-07", "2025-07-21"),
    ]
    assert told(
        changes(
            collected(new),
            collected(order(issued_by=["city", "mayor"], subjects=new.subjects, milestones=new.milestones)),
        )
    ) == [
        ("removed", "order", ("number",), "5", None),
        ("removed", "order", ("summary",), "s", None),
    ]
    dated = duty(deadline=nm.Deadline(date="2025-12"))
    within = duty(deadline=nm.Deadline(within="P1M", after="signed"))
    assert [each[:3] for each in told(changes(collected(duty()), collected(within)))][:1] == [
        ("added", "order.report", ("deadline",))
    ]
    assert [each[2] for each in told(changes(collected(dated), collected(within)))] == [
        ("deadline", "date"),
        ("deadline", "within"),
        ("deadline", "after"),
    ]


def test_true_is_not_one() -> None:
    for one, other in ((1, True), (0, False), ([1], [True]), ({"a": 1}, {"a": True})):
        old, new = (collected(nm.Person(id="p", extra={"x": each})) for each in (one, other))
        (change,) = changes(old, new)
        assert (change.kind, change.path[:2]) == ("changed", ("extra", "x"))
        assert changes(old, old) == ()
    was, now = {"a": 1, "b": {"c": 1, "d": 1}, "gone": 1}, {"a": 1, "b": {"c": 2, "d": 1}, "new": 1}
    found = told(changes(*(collected(nm.Person(id="p", extra=each)) for each in (was, now))))
    assert [(kind, path) for kind, _, path, _, _ in found] == [
        ("changed", ("extra", "b", "c")),
        ("removed", ("extra", "gone")),
        ("added", ("extra", "new")),
    ]
    (null,) = changes(collected(nm.Person(id="p", extra={"x": None})), collected(nm.Person(id="p", extra={"x": 1})))
    assert null.kind == "changed"


def test_a_reference_by_the_former_id_is_no_change() -> None:
    renamed = attrs.evolve(MAYOR, id="the-mayor", aliases=["mayor"])
    old, stale = collected(MAYOR, order()), collected(renamed, order(number="5"))
    assert told(changes(old, stale)) == [
        ("renamed", "the-mayor", ("id",), "mayor", "the-mayor"),
        ("added", "order", ("number",), None, "5"),
    ]
    both = collected(renamed, order(issued_by=["mayor", "city"]))
    assert told(changes(old, both))[1:] == [("added", "order", ("issued_by", 1), None, "city")]


def test_parts_stand_for_one_another_by_what_they_are_known_by() -> None:
    signed, announced = nm.Milestone(stage="signed", date="2025-07"), nm.Milestone(stage="announced")
    exact = attrs.evolve(signed, date="2025-07-21", evidence=[nm.Evidence(source="s", paragraph=1)])
    old, new = collected(order(milestones=[signed])), collected(order(milestones=[announced, exact]))
    assert told(changes(old, new)) == [
        ("added", "order", ("milestones", 0), None, announced),
        ("changed", "order", ("milestones", 1, "date"), "2025-07", "2025-07-21"),
        ("added", "order", ("milestones", 1, "evidence", 0), None, exact.evidence[0]),
    ]
    assert [each[2] for each in told(changes(new, old))] == [
        ("milestones", 0),
        ("milestones", 0, "date"),
        ("milestones", 1, "evidence", 0),
    ]
    back = collected(order(milestones=[exact, announced, announced]))
    assert told(changes(new, back)) == [
        ("reordered", "order", ("milestones",), (announced, exact), (exact, announced, announced)),
        ("added", "order", ("milestones", 2), None, announced),
    ]


def test_of_the_collection_its_own_fields_are_compared() -> None:
    old = nm.Collection(id="demo", title="T", notes="n", extra={"a": 1})
    new = nm.Collection(id="demo", title="U", license="CC0-1.0", extra={"a": 2})
    assert [(kind, record, path) for kind, record, path, _, _ in told(changes(old, new))] == [
        ("changed", None, ("title",)),
        ("added", None, ("license",)),
        ("removed", None, ("notes",)),
        ("changed", None, ("extra", "a")),
    ]


def test_a_renamed_record_keeps_what_refers_to_it() -> None:
    said = statement(speakers=["mayor"], stances=[nm.TargetStance(target="mayor", stance="support")])
    old = collected(MAYOR, term(), order(), said)
    new = collected(
        attrs.evolve(MAYOR, id="the-mayor", aliases=["mayor"], name="The mayor"),
        term(post="the-mayor"),
        order(issued_by=["the-mayor"]),
        attrs.evolve(said, speakers=["the-mayor"], stances=[nm.TargetStance(target="the-mayor", stance="support")]),
    )
    assert told(changes(old, new)) == [
        ("renamed", "the-mayor", ("id",), "mayor", "the-mayor"),
        ("changed", "the-mayor", ("name",), "Mayor of Springfield", "The mayor"),
    ]
    assert told(changes(new, old)) == [
        ("renamed", "mayor", ("id",), "the-mayor", "mayor"),
        ("changed", "mayor", ("name",), "The mayor", "Mayor of Springfield"),
    ]


def test_an_alias_that_does_not_tell_is_no_renaming() -> None:
    old = collected(MAYOR)
    twice = [attrs.evolve(MAYOR, id=id, aliases=["mayor"]) for id in ("a", "b")]
    for new in (twice, [MAYOR, twice[0]], [attrs.evolve(CITY, aliases=["mayor"])]):
        assert "renamed" not in {str(each.kind) for each in changes(old, collected(*new))}
    both = collected(MAYOR, attrs.evolve(MAYOR, id="clerk"))
    merged = collected(attrs.evolve(MAYOR, id="a", aliases=["mayor", "clerk"]))
    assert sorted(str(each.kind) for each in changes(both, merged)) == ["added", "removed", "removed"]


def run(*arguments: str, text: str | None = None) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["diff", *arguments], input=text)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


def test_the_command_tells_it_in_sentences(tmp_path: Path) -> None:
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    stages = [nm.Milestone(stage="signed", date="2025-07")]
    relation = nm.Relation(id="r", subject="order", predicate="expands", object="other")
    nm.dump(example(MAYOR, JANE, order(milestones=stages, subjects=["a", "b"]), relation), old)
    renamed = attrs.evolve(MAYOR, id="the-mayor", aliases=["mayor"])
    mended = order(
        issued_by=["the-mayor"],
        milestones=[nm.Milestone(stage="effective", date="2025-08")],
        subjects=["b", "a"],
        number="5",
    )
    nm.dump(example(renamed, mended, duty()), new)
    code, shown = run(str(old), str(new))
    assert (code, shown.splitlines()) == (
        1,
        [
            "jane-roe: person removed: Jane Roe",
            "the-mayor: post renamed, formerly mayor",
            "order: number added: '5'",
            "order: subjects are in another order",
            "order: milestones (effective 2025-08) stage changed from signed to effective",
            "order: milestones (effective 2025-08) date changed from 2025-07 to 2025-08",
            "order.report: provision added: clinic MUST report each visit",
            "r: relation removed: order expands other",
            "8 changes in 5 records",
        ],
    )
    code, shown = run(str(old), str(old))
    assert (code, shown) == (0, "Nothing has changed.\n")
    code, shown = run(str(old), "-", "--format", "json", text=new.read_text("utf-8"))
    assert code == 1
    assert [each["kind"] for each in json.loads(shown)][:2] == ["removed", "renamed"]
    assert run("-", "-")[0] == 2
    assert run(str(old), str(tmp_path / "nothing.json"))[0] == 2
    (tmp_path / "bad.json").write_text("{}")
    code, shown = run(str(tmp_path / "bad.json"), str(tmp_path / "nothing.json"))
    assert (code, "bad.json" in shown, "nothing.json" in shown) == (2, True, True)


def test_names_of_private_individuals_are_not_told(tmp_path: Path) -> None:
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    hidden = nm.Person(id="p", name="Jane Doe", private=True)
    nm.dump(collected(hidden), old)
    nm.dump(
        collected(
            attrs.evolve(hidden, name="Jane Q. Doe", other_names=["Janie"], notes="n"), attrs.evolve(hidden, id="q")
        ),
        new,
    )
    for form in ("text", "json"):
        code, shown = run(str(old), str(new), "--format", form)
        assert (code, "Jan" in shown, "notes" in shown) == (1, False, True)
        assert ("(withheld)" if form == "text" else "a private individual") in shown


def test_a_name_is_private_whatever_the_id(tmp_path: Path) -> None:
    hidden, known = nm.Person(id="p", name="Jane Doe", private=True), nm.Person(id="q", name="Jane Z", aliases=["p"])
    paths = [str(tmp_path / name) for name in ("a.json", "b.json")]
    for old, new in ((hidden, known), (attrs.evolve(hidden, private=False), attrs.evolve(known, private=True))):
        for path, record in zip(paths, (old, new), strict=True):
            nm.dump(collected(record), path)
        for both in (paths, paths[::-1]):
            shown = run(*both)[1]
            assert ("Jane" in shown, "name changed from (withheld) to (withheld)" in shown) == (False, True)


def test_one_id_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    nm.dump(collected(MAYOR, MAYOR), path)
    for old, new in ((collected(MAYOR, MAYOR), collected()), (collected(), collected(MAYOR, MAYOR))):
        with pytest.raises(DuplicateIdError):
            changes(old, new)
    code, shown = run(str(path), str(path))
    assert (code, "two records have the id 'mayor'" in shown) == (2, True)


def test_every_table_is_compared() -> None:
    assert {
        each.table
        for each in changes(collected(), nm.load_dataset("albuquerque-immigrant-friendly-2025"))
        if each.table
    } == {*TABLES}
