"""Two collections in one: what is taken over, what is not agreed, and that nothing is lost."""

import json
from pathlib import Path
from typing import Any

import attrs
import pytest
from click.testing import CliRunner
from hypothesis import example, given, settings
from hypothesis import strategies as st

import nmpolicy as nm
from nmpolicy.cli.main import main
from nmpolicy.comparison.merging import MergeResult
from nmpolicy.comparison.three_way import Conflict, ConflictKind
from nmpolicy.errors import DuplicateIdError
from nmpolicy.records.traversal import references
from nmpolicy.rules.examples import CITY, JANE, MAYOR, duty, order, statement, term

FIELDS = ("title", "number", "summary", "notes")
TEXTS = st.sampled_from(["", "a", "b"])
ORDERS = st.builds(
    lambda title, number, summary, notes: {"title": title or "T", "number": number, "summary": summary, "notes": notes},
    TEXTS,
    TEXTS,
    TEXTS,
    TEXTS,
)
MAYBE = st.none() | ORDERS
SIGNED, ISSUED, EFFECTIVE = (nm.Milestone(stage=stage) for stage in ("signed", "issued", "effective"))


def collected(*records: nm.Record | None, **more: Any) -> nm.Collection:
    return nm.Collection.of([each for each in records if each], **{"id": "demo", "title": "T", **more})


def made(drawn: dict[str, str] | None) -> nm.Order | None:
    return order(**drawn) if drawn else None


def post(id: str, **more: Any) -> nm.Post:
    return nm.Post(id=id, **{"name": id, **more})


def told(found: MergeResult) -> list[tuple[str, str | None, tuple[str | int, ...]]]:
    return [(each.kind.value, each.record, each.path) for each in found.conflicts]


@settings(max_examples=300)
@given(MAYBE, MAYBE, MAYBE)
def test_each_field_is_as_whoever_changed_it_has_it(base: Any, ours: Any, theirs: Any) -> None:
    found = nm.merge(*(collected(made(each)) for each in (ours, theirs, base)))
    expected: dict[str, str] | None = {}
    conflicts: set[tuple[str, str | None, tuple[str | int, ...]]] = set()
    if theirs in (ours, base):
        expected = ours
    elif ours == base:
        expected = theirs
    elif base is None:
        expected, conflicts = (ours, {("added", "order", ())}) if ours and theirs else (ours or theirs, set())
    elif ours is None or theirs is None:
        expected, conflicts = ours or theirs, {("removed", "order", ())}
    else:
        expected = {}
        for name in FIELDS:
            one, other = ours[name], theirs[name]
            if one != other and base[name] not in (one, other):
                conflicts.add(("changed", "order", (name,)))
            expected[name] = other if one == base[name] else one
    assert found.collection == collected(made(expected))
    assert {*told(found)} == conflicts


@given(ORDERS, ORDERS)
def test_without_a_base_what_is_empty_is_filled(ours: Any, theirs: Any) -> None:
    found = nm.merge(collected(made(ours)), collected(made(theirs)))
    differ = [name for name in FIELDS if ours[name] != theirs[name] and ours[name] and theirs[name]]
    assert told(found) == [("changed", "order", (each.name,)) for each in attrs.fields(nm.Order) if each.name in differ]
    assert found.collection == collected(made({name: ours[name] or theirs[name] for name in FIELDS}))


ITEMS = st.lists(st.sampled_from("abcd"), unique=True, max_size=4)


@settings(max_examples=300)
@given(st.none() | ITEMS, ITEMS, ITEMS)
@example(["a"], ["a", "b"], ["a", "b", "c"])
def test_of_a_list_each_item_is_there_that_nobody_took_away(base: Any, ours: Any, theirs: Any) -> None:
    some = [collected(order(subjects=each)) for each in (ours, theirs, *([] if base is None else [base]))]
    found = nm.merge(*some)
    was = base or []
    kept = {each for each in {*ours, *theirs} if each not in was or (each in ours and each in theirs)}
    if ours == was:
        kept = {*theirs}
    elif theirs == was:
        kept = {*ours}
    assert {*found.collection.orders[0].subjects} == kept
    shared = [[each for each in side if each in ours and each in theirs] for side in (was, ours, theirs)]
    agreed = shared[1] == shared[2] or shared[0] in shared[1:]
    assert [kind for kind, *_ in told(found)] == ([] if agreed else ["reordered"])
    if agreed and was not in (ours, theirs):
        order_of = shared[2] if shared[1] == shared[0] else shared[1]
        assert [each for each in found.collection.orders[0].subjects if each in order_of] == order_of


IDS = ("mayor", "clerk", "judge", "sheriff")


@st.composite
def edited(draw: st.DrawFn, posts: dict[str, nm.Post]) -> nm.Collection:
    """Posts of which some are renamed, changed or removed, some are new, and who refers to whom."""
    held = dict(posts)
    names: dict[str, str] = {}
    for id in list(held):
        match draw(st.sampled_from(["", "", "name", "rename", "remove"])):
            case "name":
                held[id] = attrs.evolve(held[id], name=draw(st.sampled_from(["one", "other"])))
            case "rename":
                names[id] = draw(st.sampled_from(["new-a", "new-b"]))
                if names[id] in held:
                    continue
                held[names[id]] = attrs.evolve(held.pop(id), id=names[id], aliases=[id])
            case "remove":
                del held[id]
    if draw(st.booleans()):
        held["added"] = post("added", notes=draw(TEXTS))
    targets = (
        draw(st.lists(st.sampled_from([*held, "gone"][: max(1, len(held))]), unique=True, max_size=2)) if held else []
    )
    return collected(*held.values(), statement(speakers=targets)).sorted()


BASE = {id: post(id) for id in IDS[:3]}
SIDES = st.tuples(edited(BASE), edited(BASE))


def dangling(collection: nm.Collection) -> set[tuple[str, str]]:
    return {
        (each.record, each.target)
        for record in collection
        for each in references(record)
        if each.target not in collection
    }


@settings(max_examples=300)
@given(SIDES)
def test_nothing_is_lost_and_no_reference_is_broken(sides: tuple[nm.Collection, nm.Collection]) -> None:
    base = collected(*BASE.values(), statement(speakers=[])).sorted()
    found = nm.merge(*sides, base)
    known = {id for record in found.collection for id in (record.id, *record.aliases)}
    told_of = (each for conflict in found.conflicts for each in (conflict.ours, conflict.theirs))
    known |= {id for each in told_of if isinstance(each, nm.Post) for id in (each.id, *each.aliases)}
    for one, other in (sides, sides[::-1]):
        for record in one:
            former = [id for id in (record.id, *record.aliases) if id in base]
            taken = former and not any(former[0] in (each.id, *each.aliases) for each in other)
            assert record.id in known or taken
    before = dangling(sides[0]) | dangling(sides[1])
    if not found.conflicts:
        assert dangling(found.collection) <= before
        claimed = [id for record in found.collection for id in (record.id, *record.aliases)]
        assert len(claimed) == len({*claimed})


@settings(max_examples=300)
@given(SIDES, st.booleans())
def test_it_matters_not_who_is_first_unless_they_conflict(
    sides: tuple[nm.Collection, nm.Collection],
    has_base: bool,  # noqa: FBT001
) -> None:
    base = [collected(*BASE.values(), statement(speakers=[])).sorted()] if has_base else []
    one, other = nm.merge(*sides, *base), nm.merge(*sides[::-1], *base)
    # What follows from another conflict depends on what the first one has.
    kinds = [sorted({kind for kind, *_ in told(each)} - {"referred", "claimed"}) for each in (one, other)]
    assert kinds[0] == kinds[1]
    assert bool(one.conflicts) == bool(other.conflicts)
    if not one.conflicts:
        both = ({(r.id, r.label, r.notes, frozenset(r.aliases)) for r in each.collection} for each in (one, other))
        assert next(both) == next(both)
        speakers = [{*each.collection.statements[0].speakers} for each in (one, other)]
        assert speakers[0] == speakers[1]


@settings(max_examples=200)
@given(edited(BASE))
def test_who_alone_has_changed_something_is_right(side: nm.Collection) -> None:
    base = collected(*BASE.values(), statement(speakers=[])).sorted()
    for ours, theirs in ((side, base), (base, side), (side, side)):
        assert nm.merge(ours, theirs, base) == MergeResult(collection=side)


def test_without_a_base_all_is_kept() -> None:
    ours, theirs = collected(CITY, order(number="5"), notes="n"), collected(MAYOR, order(summary="s"), summary="s")
    assert nm.merge(ours, theirs) == MergeResult(
        collection=collected(CITY, MAYOR, order(number="5", summary="s"), notes="n", summary="s")
    )
    (own,) = nm.merge(collected(), collected(title="U")).conflicts
    assert (own.record, own.path, own.base, own.ours, own.theirs) == (None, ("title",), None, "T", "U")
    said = statement(stances=[nm.TargetStance(target="order", stance="support")])
    other = statement(stances=[nm.TargetStance(target="order", stance="oppose")])
    assert told(nm.merge(collected(said), collected(other))) == [("changed", "praise", ("stances", 0, "stance"))]
    assert nm.merge(collected(), collected(MAYOR), collected()).collection == collected(MAYOR)


def test_parts_are_joined_field_by_field() -> None:
    base = collected(order(milestones=[SIGNED, ISSUED]))
    dated, noted = attrs.evolve(SIGNED, date="2025-07-21"), attrs.evolve(SIGNED, notes="n")
    ours = collected(order(milestones=[dated, ISSUED], summary="s"))
    theirs = collected(order(milestones=[nm.Milestone(stage="announced"), noted]))
    found = nm.merge(ours, theirs, base)
    both = attrs.evolve(dated, notes="n")
    assert found == MergeResult(
        collection=collected(order(milestones=[nm.Milestone(stage="announced"), both], summary="s"))
    )
    late = collected(order(milestones=[attrs.evolve(SIGNED, date="2025-07-22"), ISSUED]))
    (conflict,) = nm.merge(ours, late, base).conflicts
    assert conflict == Conflict(
        kind=ConflictKind.CHANGED,
        record="order",
        path=("milestones", 0, "date"),
        ours=nm.PartialDate("2025-07-21"),
        theirs=nm.PartialDate("2025-07-22"),
    )
    assert told(nm.merge(ours, collected(order()), base)) == [("removed", "order", ("milestones", 0))]
    votes = [nm.Vote(body="council", date="2025", yes=yes) for yes in (3, 5)]
    some = [collected(nm.Measure(id="m", title="M", kind="bill", votes=[vote])) for vote in votes]
    empty = collected(nm.Measure(id="m", title="M", kind="bill"))
    assert told(nm.merge(some[0], some[1], empty)) == [("added", "m", ("votes", 0))]


def test_parts_that_are_known_by_the_same_are_joined_whole() -> None:
    first, second, third = (nm.Milestone(stage="in-committee", date=f"2025-0{month}") for month in (1, 2, 3))
    base, ours, theirs = (
        collected(order(milestones=some)) for some in ([first, second], [first, second, third], [second])
    )
    assert nm.merge(ours, theirs, base).collection.orders[0].milestones == (second, third)


def test_milestones_that_both_have_added_stand_by_their_days() -> None:
    early, late = attrs.evolve(ISSUED, date="2025-07-22"), attrs.evolve(EFFECTIVE, date="2025-08")
    base = collected(order(milestones=[SIGNED]))
    for one, other, kinds in (
        (early, late, []),
        (late, early, []),
        (ISSUED, late, ["reordered"]),
        (early, attrs.evolve(late, date="2025-07"), ["reordered"]),
    ):
        found = nm.merge(collected(order(milestones=[SIGNED, one])), collected(order(milestones=[SIGNED, other])), base)
        assert [kind for kind, *_ in told(found)] == kinds
        assert {*found.collection.orders[0].milestones} == {SIGNED, one, other}
        if not kinds:
            assert found.collection.orders[0].milestones == (SIGNED, early, late)


def test_fields_that_make_no_whole_together_are_a_conflict() -> None:
    bare = collected(duty())
    one = collected(duty(deadline=nm.Deadline(date="2025")))
    other = collected(duty(deadline=nm.Deadline(within="P2M", after="signed")))
    assert told(nm.merge(one, other, bare)) == [("changed", "order.report", ("deadline",))]


def test_references_follow_a_renaming_in_either() -> None:
    renamed = attrs.evolve(MAYOR, id="the-mayor", aliases=["mayor"])
    base = collected(MAYOR, order(), term())
    theirs = collected(renamed, order(issued_by=["the-mayor"]), term(post="the-mayor"))
    ours = collected(attrs.evolve(MAYOR, name="The mayor"), order(number="5"), term(), duty(bearers=["mayor"]))
    for one, other in ((ours, theirs), (theirs, ours)):
        found = nm.merge(one, other, base)
        assert found.conflicts == ()
        assert (
            found.collection.sorted()
            == collected(
                attrs.evolve(renamed, name="The mayor"),
                term(post="the-mayor"),
                order(issued_by=["the-mayor"], number="5"),
                duty(bearers=["the-mayor"]),
            ).sorted()
        )
    another = collected(attrs.evolve(MAYOR, id="clerk", aliases=["mayor"]), order(issued_by=["clerk"]))
    found = nm.merge(theirs, another, base)
    renaming, *_ = found.conflicts
    assert (renaming.kind, renaming.record) == ("renamed", "the-mayor")
    assert (renaming.base, renaming.ours, renaming.theirs) == (base["mayor"], theirs["the-mayor"], another["clerk"])


def test_without_a_base_a_renaming_is_followed_too() -> None:
    renamed = attrs.evolve(MAYOR, id="the-mayor", aliases=["mayor"])
    ours, theirs = collected(renamed, order(issued_by=["the-mayor"])), collected(MAYOR, order(), term())
    for one, other in ((ours, theirs), (theirs, ours)):
        found = nm.merge(one, other)
        assert (found.conflicts, [*found.collection]) == (
            (),
            [*collected(renamed, term(post="the-mayor"), *ours.orders)],
        )
    crossed = collected(attrs.evolve(MAYOR, aliases=["the-mayor"]))
    assert [kind for kind, *_ in told(nm.merge(ours, crossed))][:1] == ["renamed"]


def test_who_has_renamed_further_is_followed() -> None:
    further = post("z", name="x", aliases=["x", "y"])
    base, ours, theirs = (
        collected(post("x")),
        collected(further),
        collected(post("y", name="x", aliases=["x"]), order(issued_by=["y"])),
    )
    for one, other in ((ours, theirs), (theirs, ours)):
        assert nm.merge(one, other, base) == MergeResult(collection=collected(further, order(issued_by=["z"])))


def test_what_has_gone_into_another_record_is_followed() -> None:
    base, ours = collected(post("a"), post("b")), collected(post("a", aliases=["b"]))
    theirs = collected(post("a"), post("b"), order(issued_by=["b"]))
    found = nm.merge(ours, theirs, base)
    assert (found.conflicts, found.collection.orders[0].issued_by) == ((), ("a",))
    (conflict,) = nm.merge(collected(post("a")), theirs, base).conflicts
    assert conflict == Conflict(kind=ConflictKind.REFERRED, record="order", path=("issued_by", 0), theirs="b")
    stale = collected(post("a"), order(issued_by=["b"]))
    assert nm.merge(stale, base, base).collection == stale


def test_what_one_has_renamed_and_the_other_removed_is_a_conflict() -> None:
    renamed = collected(attrs.evolve(MAYOR, id="the-mayor", aliases=["mayor"]))
    for one, other in ((renamed, collected()), (collected(), renamed)):
        found = nm.merge(one, other, collected(MAYOR))
        assert (told(found), found.collection) == ([("removed", "the-mayor", ())], renamed)


def test_nothing_is_lost_where_a_renaming_meets_another_record() -> None:
    base, renamed = collected(MAYOR), attrs.evolve(MAYOR, id="clerk", aliases=["mayor"])
    theirs = collected(MAYOR, post("clerk"))
    found = nm.merge(theirs, collected(renamed), base)
    assert told(found) == [("added", "clerk", ())]
    assert (found.conflicts[0].ours, found.conflicts[0].theirs) == (theirs["clerk"], renamed)
    assert found.collection["clerk"] == theirs["clerk"]
    two = collected(MAYOR, post("b", name="B"))
    ours = collected(renamed, post("b", name="B"))
    both = collected(MAYOR, post("clerk", name="B", aliases=["b"]))
    assert ("added", "clerk", ()) in told(nm.merge(ours, both, two))


def test_one_id_is_one_record() -> None:
    found = nm.merge(collected(post("x")), collected(nm.Person(id="x")))
    assert told(found) == [("claimed", "x", ())]
    assert {type(found.conflicts[0].ours), type(found.conflicts[0].theirs)} == {nm.Person, nm.Post}
    sides = collected(post("a", aliases=["old"]), post("b")), collected(post("a"), post("b", aliases=["old"]))
    assert told(nm.merge(*sides, collected(post("a"), post("b")))) == [("claimed", "old", ())]
    moved, changed = collected(nm.Organization(id="x", name="x")), collected(post("x", name="X"))
    assert told(nm.merge(moved, changed, collected(post("x")))) == [("removed", "x", ())]
    for twice in ((collected(MAYOR, MAYOR), collected()), (collected(), collected(MAYOR, MAYOR))):
        with pytest.raises(DuplicateIdError):
            nm.merge(*twice)


def test_unknown_fields_are_joined_by_their_names() -> None:
    def with_extra(**extra: object) -> nm.Collection:
        return collected(post("p", extra=extra))

    base = with_extra(a=1, b=[1], c={"x": 1, "y": 1})
    found = nm.merge(with_extra(a=True, b=[1], c={"x": 2, "y": 1}), with_extra(a=1, d=0, c={"x": 1, "y": 2}), base)
    assert found == MergeResult(collection=with_extra(a=True, d=0, c={"x": 2, "y": 2}))
    for ours, theirs, kind in (
        ({"a": True}, {"a": 2}, "changed"),
        ({}, {"a": 2}, "removed"),
        ({"a": 2}, {}, "removed"),
        ({"a": 1, "n": 1}, {"a": 1, "n": True}, "added"),
    ):
        some = nm.merge(with_extra(**ours), with_extra(**theirs), with_extra(a=1))
        assert [each.kind.value for each in some.conflicts] == [kind]
    assert told(nm.merge(with_extra(a=1), with_extra(a=True))) == [("changed", "p", ("extra", "a"))]


def test_what_was_in_order_stays_in_order() -> None:
    ours, theirs = collected(post("a"), post("c")), collected(post("b"), post("c"))
    assert [each.id for each in nm.merge(ours, theirs).collection] == ["a", "b", "c"]
    assert [each.id for each in nm.merge(collected(post("c"), post("a")), theirs).collection] == ["c", "a", "b"]


def run(*arguments: str, text: str | None = None) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["merge", *arguments], input=text)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


BASE_FILE, OURS, THEIRS, OUT = "base.json", "ours.json", "theirs.json", "out.json"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def merged(ours: nm.Collection, theirs: nm.Collection, base: nm.Collection | None = None) -> tuple[int, list[str]]:
    """What the command prints of some collections, and its exit code."""
    nm.dump(ours, OURS)
    nm.dump(theirs, THEIRS)
    if base is not None:
        nm.dump(base, BASE_FILE)
    code, shown = run(OURS, THEIRS, "-o", OUT, "--force", *([] if base is None else ["--base", BASE_FILE]))
    return code, shown.splitlines()


@pytest.mark.usefixtures("folder")
def test_the_command_writes_what_is_agreed() -> None:
    code, shown = merged(
        collected(order(number="5"), JANE, MAYOR),
        collected(order(number="4", summary="s")),
        collected(order(number="4"), JANE),
    )
    assert (code, shown) == (0, ["2 records in out.json; look at them with `nmpolicy validate`"])
    assert nm.load(OUT) == collected(MAYOR, order(number="5", summary="s"))
    code, text = run(OURS, THEIRS, "-o", OUT)
    assert (code, "is there already; name another file" in " ".join(text.split())) == (2, True)
    nm.dump(collected(), "empty.json")
    for bare in (["--base", "/dev/null"], ["--base", "nothing.json"], []):
        Path("nothing.json").write_bytes(b"")
        code, text = run(OURS, OURS, "-o", "-", *bare)
        assert (code, nm.loads(text)) == (0, nm.load(OURS))
    assert not Path("-").exists()
    assert run(OURS, OURS, "-o", "no/where.json")[0] == 2


@pytest.mark.usefixtures("folder")
def test_the_command_tells_what_is_not_agreed_and_writes_nothing() -> None:
    Path(OUT).write_text("as it was")
    long = "so " * 50
    base = collected(
        order(number="4", summary=long + "may", subjects=["a", "b"]), JANE, post("judge"), post("x"), duty()
    )
    ours = collected(
        order(number="5", summary=long + "must", subjects=["b", "a", "c"]),
        post("bench", name="judge", aliases=["judge"]),
        post("new", name="New"),
        duty(deadline=nm.Deadline(date="2025")),
        post("y", name="x", aliases=["x"]),
    )
    theirs = collected(
        order(number="6", summary=long + "must not", subjects=["c", "b", "a"]),
        attrs.evolve(JANE, name="Jane"),
        post("new", name="New one", notes="n"),
        duty(bearers=["jane-roe"], deadline=nm.Deadline(date="2026")),
        post("z", name="x", aliases=["x"]),
        nm.Person(id="p", aliases=["y"]),
    )
    code, shown = merged(ours, theirs, base)
    assert (code, Path(OUT).read_text()) == (1, "as it was")
    assert shown == [
        "y: both have given it a new id, and not the same",
        "    base.json    post x: x",
        "    ours.json    post y: x",
        "    theirs.json  post z: x",
        "bench: one has removed what the other has changed",
        "    ours.json    renamed",
        "    theirs.json  removed",
        "new: both have added it, and not the same",
        "    ours.json    name 'New'; notes nothing",
        "    theirs.json  name 'New one'; notes 'n'",
        "order number: they do not agree",
        "    base.json    '4'",
        "    ours.json    '5'",
        "    theirs.json  '6'",
        "order subjects: they do not agree on the order",
        "    base.json    'a', 'b'",
        "    ours.json    'b', 'a', 'c'",
        "    theirs.json  'c', 'b', 'a'",
        "order summary: they do not agree",
        "    base.json    '…so so so so so so so so so may'",
        "    ours.json    '…so so so so so so so so so must'",
        "    theirs.json  '…so so so so so so so so so must not'",
        "order.report deadline date: they do not agree",
        "    ours.json    2025",
        "    theirs.json  2026",
        "jane-roe: one has removed what the other has changed",
        "    ours.json    removed",
        "    theirs.json  changed: name",
        "8 conflicts; nothing has been written. Make the files agree there, or set one",
        "back to what the base has, and merge again.",
    ]


@pytest.mark.usefixtures("folder")
def test_the_command_tells_of_parts_and_references() -> None:
    base = collected(order(milestones=[SIGNED]), post("judge"), post("clerk"))
    votes = [nm.Vote(body="council", date="2025", yes=yes) for yes in (3, 5)]
    bill = nm.Measure(id="m", title="M", kind="bill")
    ours = collected(
        order(milestones=[attrs.evolve(SIGNED, date="2025")]), attrs.evolve(bill, votes=votes[:1]), post("clerk")
    )
    theirs = collected(order(issued_by=["judge"]), attrs.evolve(bill, votes=votes[1:]), post("judge"), post("clerk"))
    code, shown = merged(ours, theirs, nm.Collection.of([*base, bill], id="demo", title="T"))
    assert (code, shown[:-2]) == (
        1,
        [
            "order milestones: one has removed what the other has changed",
            "    ours.json    changed from signed to signed 2025",
            "    theirs.json  removed",
            "m votes: both have added it, and not the same",
            "    ours.json    Vote(body='council', date=PartialDate('2025'), yes=3)",
            "    theirs.json  Vote(body='council', date=PartialDate('2025'), yes=5)",
            "order issued_by: one refers to a record that the other has removed",
            "    ours.json    removed",
            "    theirs.json  refers to 'judge'",
        ],
    )


@pytest.mark.usefixtures("folder")
def test_unknown_fields_are_told_as_json() -> None:
    for path, held in ((OURS, {"a": True, "b": {"c": 1}}), (THEIRS, {"a": 1, "b": [1]}), (BASE_FILE, {})):
        nm.dump(collected(post("p", extra=held)), path)
    code, shown = run(OURS, THEIRS, "--base", BASE_FILE, "-o", OUT, "--unknown", "keep")
    assert (code, shown.splitlines()[:6]) == (
        1,
        [
            "p extra a: both have added it, and not the same",
            "    ours.json    true",
            "    theirs.json  1",
            "p extra b: both have added it, and not the same",
            '    ours.json    {"c": 1}',
            "    theirs.json  1",
        ],
    )


@pytest.mark.usefixtures("folder")
def test_names_of_private_individuals_are_not_told() -> None:
    hidden = nm.Person(id="p", name="Jane Doe", private=True)
    base, ours = collected(hidden), collected(attrs.evolve(hidden, name="Jane Roe"))
    for theirs in (attrs.evolve(hidden, name="Jane Q."), nm.Person(id="q", name="Jane Z", aliases=["p"])):
        for both in ((ours, collected(theirs)), (collected(theirs), ours)):
            code, shown = merged(*both, base)
            assert (code, "Jane" in " ".join(shown), "(withheld)" in " ".join(shown)) == (1, False, True)
    nm.dump(collected(attrs.evolve(hidden, name="Jane Q.")), THEIRS)
    assert "Jane" not in run(OURS, THEIRS, "--base", BASE_FILE, "-o", "new.json", "--format", "json")[1]


@pytest.mark.usefixtures("folder")
def test_conflicts_are_told_as_data() -> None:
    nm.dump(collected(order(number="5")), OURS)
    nm.dump(collected(order(number="6")), THEIRS)
    result = CliRunner().invoke(main, ["merge", OURS, THEIRS, "-o", OUT, "--format", "json"])
    assert json.loads(result.stdout) == [
        {"kind": "changed", "record": "order", "path": ["number"], "ours": "5", "theirs": "6"}
    ]


@pytest.mark.usefixtures("folder")
def test_files_that_cannot_be_joined_are_told_all_at_once() -> None:
    nm.dump(collected(MAYOR, MAYOR), OURS)
    code, shown = run(OURS, OURS, "-o", OUT)
    assert (code, " ".join(shown.split())) == (
        2,
        "Error: ours.json: two records have the id 'mayor', and nobody knows which is meant; `nmpolicy validate` says where they are",
    )
    code, shown = run("nowhere.json", "neither.json", "-o", OUT)
    assert (code, "nowhere.json" in shown, "neither.json" in shown) == (2, True, True)
    code, shown = run("-", "-", "-o", OUT)
    assert (code, "can be read only once" in shown) == (2, True)
