"""Two collections in one: what is taken over, what is not agreed, and that nothing is lost."""

from pathlib import Path
from typing import Any

import attrs
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import nmpolicy as nm
from nmpolicy.cli.main import main
from nmpolicy.rules.cast import CITY, JANE, MAYOR, duty, order, term

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


def collected(*records: nm.Record | None, **more: Any) -> nm.Collection:
    return nm.Collection.of([each for each in records if each], **{"id": "demo", "title": "T", **more})


def made(drawn: dict[str, str] | None) -> nm.Order | None:
    return order(**drawn) if drawn else None


@settings(max_examples=300)
@given(MAYBE, MAYBE, MAYBE)
def test_each_field_is_as_whoever_changed_it_has_it(base: Any, ours: Any, theirs: Any) -> None:
    found = nm.merge(*(collected(made(each)) for each in (ours, theirs, base)))
    expected: dict[str, str] | None = {}
    conflicts = set()
    if theirs in (ours, base):
        expected = ours
    elif ours == base:
        expected = theirs
    elif ours is None or theirs is None:
        expected, conflicts = ours or theirs, {""} if base else set()
    else:
        expected = {}
        for name in FIELDS:
            one, other = ours[name], theirs[name]
            was = base[name] if base else "" if name != "title" else None
            if one != other and was not in (one, other):
                conflicts.add(name)
            expected[name] = other if one == was else one
    assert found.collection == collected(made(expected))
    assert {each.field for each in found.conflicts} == conflicts


@given(MAYBE, MAYBE, MAYBE)
def test_it_matters_not_who_is_first_unless_they_conflict(base: Any, ours: Any, theirs: Any) -> None:
    one, other = (
        nm.merge(a, b, collected(made(base)))
        for a, b in ((collected(made(ours)), collected(made(theirs))), (collected(made(theirs)), collected(made(ours))))
    )
    assert len(one.conflicts) == len(other.conflicts)
    assert one.conflicts or one.collection == other.collection


def test_without_a_base_all_is_kept_and_what_is_empty_is_filled() -> None:
    ours, theirs = collected(CITY, order(number="5"), notes="n"), collected(MAYOR, order(summary="s"), summary="s")
    assert nm.merge(ours, theirs) == nm.Merged(
        collected(CITY, MAYOR, order(number="5", summary="s"), notes="n", summary="s"), ()
    )
    (conflict,) = nm.merge(ours, collected(order(number="6"))).conflicts
    assert conflict == nm.Conflict("order", "number", None, "5", "6")
    (own,) = nm.merge(collected(), collected(title="U")).conflicts
    assert (own.record, own.field, own.ours, own.theirs) == (None, "title", "T", "U")


def test_what_both_have_added_to_a_list_is_taken() -> None:
    signed, issued, effective = (nm.Milestone(stage=stage) for stage in ("signed", "issued", "effective"))
    base, ours, theirs = (
        collected(order(milestones=some)) for some in ([signed], [signed, issued], [signed, effective])
    )
    found = nm.merge(ours, theirs, base)
    assert (found.collection.orders[0].milestones, found.conflicts) == ((signed, issued, effective), ())
    (conflict,) = nm.merge(ours, collected(order()), base).conflicts
    assert (conflict.field, conflict.base) == ("milestones", (signed,))


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
    (conflict,) = (each for each in nm.merge(theirs, another, base).conflicts if each.field == "id")
    assert conflict == nm.Conflict("the-mayor", "id", "mayor", "the-mayor", "clerk")


def test_nothing_is_lost_where_a_renaming_meets_another_record() -> None:
    base, renamed = collected(MAYOR), attrs.evolve(MAYOR, id="clerk", aliases=["mayor"])
    theirs = collected(MAYOR, nm.Post(id="clerk", name="Clerk"))
    for one, other in ((collected(renamed), theirs), (theirs, collected(renamed))):
        assert {(each.record, each.field) for each in nm.merge(one, other, base).conflicts} >= {("clerk", "")}
    two = collected(MAYOR, nm.Post(id="b", name="B"))
    ours = collected(renamed, nm.Post(id="b", name="B"))
    both = collected(MAYOR, nm.Post(id="clerk", name="B", aliases=["b"]))
    assert ("clerk", "") in {(each.record, each.field) for each in nm.merge(ours, both, two).conflicts}


def test_lists_in_other_orders_or_counts_are_not_agreed() -> None:
    for base, ours, theirs in (("abc", "bac", "cba"), ("a", "ab", "aa")):
        some = [collected(order(subjects=[*each])) for each in (ours, theirs, base)]
        assert [each.field for each in nm.merge(*some).conflicts] == ["subjects"]


def test_one_id_is_one_record() -> None:
    (conflict,) = nm.merge(collected(nm.Post(id="x", name="P")), collected(nm.Person(id="x"))).conflicts
    assert (conflict.record, conflict.field, type(conflict.theirs), type(conflict.ours)) == (
        "x",
        "",
        nm.Person,
        nm.Post,
    )
    for twice in ((collected(MAYOR, MAYOR), collected()), (collected(), collected(MAYOR, MAYOR))):
        with pytest.raises(nm.DuplicateIdError):
            nm.merge(*twice)


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["merge", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


def test_the_command_writes_what_is_agreed_and_nothing_else(tmp_path: Path) -> None:
    base, ours, theirs, out = (str(tmp_path / f"{name}.json") for name in ("base", "ours", "theirs", "out"))
    nm.dump(collected(order(number="4"), JANE), base)
    nm.dump(collected(order(number="5"), JANE, MAYOR), ours)
    nm.dump(collected(order(number="4", summary="s")), theirs)
    code, shown = run(ours, theirs, "--base", base, "-o", out)
    assert (code, shown) == (0, f"2 records in {out}; look at them with `nmpolicy validate`\n")
    assert nm.load(out) == collected(MAYOR, order(number="5", summary="s"))
    assert "is there already; name another file" in " ".join(run(ours, theirs, "-o", out)[1].split())
    nm.dump(collected(order(number="6"), attrs.evolve(JANE, name="Jane")), theirs)
    nm.dump(collected(order(number="5"), nm.Person(id="post"), title="U"), ours)
    before = Path(out).read_bytes()
    code, shown = run(ours, theirs, "--base", base, "-o", out, "--force")
    assert (code, shown.splitlines(), Path(out).read_bytes()) == (
        1,
        [
            "order: number is '5' in the first one and '6' in the second one; it was '4'",
            "jane-roe: the first one has removed it, the second one has changed it",
            "2 conflicts; nothing has been written",
        ],
        before,
    )
    nm.dump(collected(nm.Post(id="post", name="P")), theirs)
    told = "post: two records would have this id, <Person post> and <Post post>"
    assert told in " ".join(run(ours, theirs, "-o", out, "--force")[1].split())
    assert run(ours, ours, "-o", out, "--force")[0] == 0
    assert nm.load(out) == nm.load(ours)
    assert run("-", "-", "-o", out)[0] == 2
    assert run(ours, ours, "-o", str(tmp_path / "no" / "where.json"))[0] == 2
    hidden = nm.Person(id="p", name="Jane Doe", private=True)
    for path, name in ((base, "Jane Doe"), (ours, "Jane Q. Doe"), (theirs, "J. Doe")):
        nm.dump(collected(attrs.evolve(hidden, name=name, summary=name[-5:])), path)
    shown = run(ours, theirs, "--base", base, "-o", out, "--force")[1]
    assert "p: name is 'a private individual' in the first one" in shown
    assert "Jane" not in shown
    nm.dump(collected(MAYOR, MAYOR), ours)
    assert "mend that first" in " ".join(run(ours, theirs, "-o", out, "--force")[1].split())
