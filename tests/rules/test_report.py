"""What a caller does with the rules: choose some, add some, and read what they find."""

import pickle
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from nmpolicy.bulk import stretches
from nmpolicy.bulk.checking import check_lines

import nmpolicy as nm
from nmpolicy.errors import (
    InvalidCollectionError,
    InvalidRuleError,
    InvalidTypeError,
    InvalidValueError,
    UnknownRuleError,
)
from nmpolicy.problems import Problem, Severity
from nmpolicy.rules.examples import CITY, MAYOR, SPEAKER, duty, example, measure, order
from nmpolicy.rules.registry import Rule, all_rules, broken_packages, chosen, declared

EVERY = [rule.code for rule in all_rules()]
SPOILT = example(CITY, SPEAKER, order(issued_by=[]), duty(bearers=[]), nm.Post(id="p", name="", organization="citty"))


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


def test_a_report_is_read_by_severity_and_by_record() -> None:
    report = nm.validate(SPOILT)
    assert codes(report.errors) == ["NMP202", "NMP101"]
    assert codes(report.warnings) == ["NMP702", "NMP501"]
    assert codes(report.problems) == ["NMP702", "NMP202", "NMP501", "NMP101"]
    assert (report.ok, report.notices, report.suppressed) == (False, (), ())
    assert codes(report.by_record("p")) == ["NMP702", "NMP202"]
    assert report.by_record(SPOILT["p"]) == report.by_record("p")
    assert (report.by_record("city"), report.by_record("nobody")) == ((), ())
    nobodys = nm.validate(nm.Collection(id="demo", title="T", extra={"x": 1}))
    assert (codes(nobodys.problems), nobodys.by_record("demo")) == (["NMP701"], ())


def test_the_collections_own_unknown_fields_are_told_of() -> None:
    (problem,) = nm.validate(nm.Collection(id="demo", title="T", extra={"x": 1})).problems
    assert str(problem) == (
        "warning NMP701 /x: nmpolicy does not know this field; correct its name, "
        "or move what it says to a field that is known"
    )


def test_a_notice_is_neither_error_nor_warning(albuquerque: nm.Collection) -> None:
    report = nm.validate(albuquerque)
    assert codes(report.notices) == ["NMP105", "NMP105"]
    assert (report.ok, codes(report.warnings)) == (True, ["NMP501"])


def test_it_raises_what_it_found_wrong() -> None:
    with pytest.raises(InvalidCollectionError) as caught:
        nm.validate(SPOILT).raise_for_errors()
    assert caught.value.problems == nm.validate(SPOILT).errors
    assert isinstance(caught.value, ValueError)
    assert str(caught.value) == f"{caught.value.problems[0]} (and 1 more)"
    assert str(InvalidCollectionError(caught.value.problems[:1])) == str(caught.value.problems[0])
    copy = pickle.loads(pickle.dumps(caught.value))  # noqa: S301  # our own
    assert (type(copy), copy.problems) == (type(caught.value), caught.value.problems)
    nm.validate(SPOILT, select=["NMP5", "NMP7"]).raise_for_errors()


def test_rules_are_chosen_by_code_and_by_what_codes_begin_with() -> None:
    assert [rule.code for rule in chosen()] == EVERY
    assert [rule.code for rule in chosen(["NMP8"])] == ["NMP801", "NMP802", "NMP803"]
    assert [rule.code for rule in chosen(["NMP802", "NMP101"])] == ["NMP101", "NMP802"]
    assert [rule.code for rule in chosen(["NMP8"], ["NMP802"])] == ["NMP801", "NMP803"]
    assert [rule.code for rule in chosen(["NMP802"], ["NMP8"])] == ["NMP802"]
    for select, ignore in ((["NMP802"], ["NMP802"]), ([], []), (None, ["NMP"])):
        with pytest.raises(InvalidValueError, match=r"^no rule is left to run; select some, or ignore fewer$"):
            chosen(select, ignore)
    assert codes(nm.validate(SPOILT, select=["NMP1"], ignore=["NMP102"]).problems) == ["NMP101"]


@given(st.sets(st.sampled_from(EVERY)), st.sets(st.sampled_from(EVERY)))
def test_of_whole_codes_those_run_that_are_selected_and_not_ignored(select: set[str], ignore: set[str]) -> None:
    assume(select - ignore)
    assert {rule.code for rule in chosen(select, ignore)} == select - ignore
    assert {rule.code for rule in chosen(None, ignore)} == set(EVERY) - ignore


def test_a_code_that_no_rule_has_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownRuleError) as caught:
        nm.validate(SPOILT, ignore=["NMP1001"])
    assert str(caught.value) == ("no rule has the code 'NMP1001', and none begins with it; did you mean 'NMP101'?")
    assert (caught.value.code, caught.value.suggestions[0]) == ("NMP1001", "NMP101")
    with pytest.raises(UnknownRuleError, match="'xyz', and none begins with it; `nmpolicy rules` lists them"):
        nm.validate(SPOILT, select=["xyz"])
    with pytest.raises(UnknownRuleError, match="NMP001 to NMP099 report unreadable documents and failed rules"):
        nm.validate(SPOILT, select=["NMP016"])
    for code in ("", "NMP101 "):
        with pytest.raises(UnknownRuleError):
            nm.validate(SPOILT, ignore=[code])
    with pytest.raises(InvalidTypeError, match="expected text, not 3"):
        nm.validate(SPOILT, ignore=[3])  # type: ignore[list-item]
    with pytest.raises(InvalidTypeError, match="expected a list"):
        nm.validate(SPOILT, select="NMP1")


def test_what_is_no_collection_is_refused() -> None:
    with pytest.raises(InvalidTypeError, match=r"expected a Collection, not an object; load\(\) reads one"):
        nm.validate({})  # type: ignore[arg-type]


def suppressed(code: str, reason: str = "The source says so.") -> list[nm.Suppression]:
    return [nm.Suppression(code=code, justification=reason)]


def test_a_suppression_sets_a_finding_apart_with_its_reason() -> None:
    clinic = attrs.evolve(SPEAKER, name=" ", suppressions=suppressed("NMP702"))
    report = nm.validate(example(clinic, attrs.evolve(SPEAKER, id="other", name="")))
    assert [(problem.code, problem.record) for problem in report.problems] == [("NMP702", "other")]
    (problem,) = report.suppressed
    assert (problem.code, problem.record, problem.justification) == ("NMP702", "clinic", "The source says so.")
    assert report.by_record("clinic") == ()
    assert str(suppressed("NMP702")[0]) == "NMP702: The source says so."


def test_a_suppressed_error_does_not_fail() -> None:
    quiet = duty(suppressions=suppressed("NMP101"))
    report = nm.validate(example(SPEAKER, order(issued_by=[]), quiet))
    assert (report.ok, codes(report.problems), codes(report.suppressed)) == (True, [], ["NMP101"])


def test_a_suppression_without_a_reason_sets_nothing_apart_and_none_hides_itself() -> None:
    empty = [*suppressed("NMP702", " "), *suppressed("NMP705"), *suppressed("NMP706")]
    report = nm.validate(example(attrs.evolve(SPEAKER, name="", suppressions=empty)))
    assert codes(report.problems) == ["NMP702", "NMP705"]
    assert report.suppressed == ()


def test_of_several_suppressions_of_one_rule_the_first_gives_the_reason() -> None:
    both = [*suppressed("NMP702", "first"), *suppressed("NMP702", "second")]
    (problem,) = nm.validate(example(attrs.evolve(SPEAKER, name="", suppressions=both))).suppressed
    assert problem.justification == "first"


def shouting(collection: nm.Collection) -> Iterator[nm.Finding]:
    """The title of an order is in capitals.

    Nobody likes to be shouted at.
    """
    for place, each in nm.placed(collection.orders):
        if each.title.isupper():
            yield nm.Finding((*place, "title"), "the title is in capitals; write it as a sentence")


def test_a_rule_of_ones_own_runs_with_the_others() -> None:
    assert nm.rule("NEWS001", "warning", "title in capitals")(shouting) is shouting
    loud = example(MAYOR, order(title="AN ORDER"))
    (problem,) = nm.validate(loud).problems
    assert (problem.code, problem.severity, problem.pointer) == ("NEWS001", Severity.WARNING, "/orders/0/title")
    added = all_rules()[-1]
    assert (added.code, added.family, added.meaning, added.why, added.whole) == (
        "NEWS001",
        "NEWS",
        "The title of an order is in capitals.",
        "Nobody likes to be shouted at.",
        True,
    )
    assert nm.validate(loud, ignore=["NEWS"]).problems == ()
    assert codes(nm.validate(loud, select=["NEWS001"]).problems) == ["NEWS001"]
    quiet = example(MAYOR, order(title="AN ORDER", suppressions=suppressed("NEWS001")))
    assert codes(nm.validate(quiet).suppressed) == ["NEWS001"]
    assert nm.validate(quiet).problems == ()


def test_a_rules_examples_are_kept() -> None:
    nm.rule("NEWS001", "warning", "title in capitals", failing=lambda: SPOILT, passing=example)(shouting)
    added = all_rules()[-1]
    assert added.failing
    assert added.failing() is SPOILT
    assert added.passing is example


def test_a_rule_of_nmpolicy_is_declared_with_its_examples(rules: dict[str, Rule]) -> None:
    added = declared("NMP899", Severity.ERROR, "made up", failing=lambda: SPOILT, passing=example)(shouting)
    rule = rules["NMP899"]
    assert (added, rule.check) == (shouting, shouting)
    assert (rule.code, rule.severity, rule.name, rule.family) == ("NMP899", Severity.ERROR, "made up", "Series")
    assert rule.failing
    assert (rule.failing(), rule.passing, rule.whole) == (SPOILT, example, False)


def test_a_rule_without_words_is_described_by_its_name() -> None:
    def silent(_collection: nm.Collection) -> Iterator[nm.Finding]:
        yield nm.Finding((), "nothing is ever right; give up")

    nm.rule("NEWS002", Severity.NOTICE, "something")(silent)
    assert (all_rules()[-1].meaning, all_rules()[-1].why) == ("something", "")
    (problem,) = nm.validate(example(), select=["NEWS"]).problems
    assert (problem.pointer, problem.record, str(problem)) == (
        "",
        None,
        "notice NEWS002 document: nothing is ever right; give up",
    )


def test_others_rules_come_after_nmpolicys_own() -> None:
    nm.rule("ABC001", "error", "first by alphabet")(shouting)
    assert [rule.code for rule in all_rules()] == [*EVERY, "ABC001"]


def test_a_module_that_is_loaded_again_adds_its_rules_again() -> None:
    nm.rule("NEWS001", "warning", "title in capitals")(shouting)
    nm.rule("NEWS001", "error", "title in capitals")(shouting)
    assert all_rules()[-1].severity is Severity.ERROR


_A_CODE = "a code is two or more capital letters and three digits, such as 'NEWS001'"


@pytest.mark.parametrize(
    ("code", "severity", "reason"),
    [
        ("news1", "error", _A_CODE),
        ("N001", "error", _A_CODE),
        ("NEWS0001", "error", _A_CODE),
        ("NMP901", "error", "codes that begin with NMP are those of nmpolicy itself; take other letters"),
        ("NEWS001", "fatal", "'fatal' is no severity; write one of error, warning, notice"),
        ("NEWS003", "error", "'taken' has this code already; take another"),
    ],
)
def test_a_rule_that_cannot_be_added_is_refused(code: str, severity: str, reason: str) -> None:
    nm.rule("NEWS003", "error", "taken")(lambda _: iter(()))
    with pytest.raises(InvalidRuleError) as caught:
        nm.rule(code, severity, "a name")(shouting)
    with pytest.raises(InvalidRuleError):
        nm.rule(1, "error", "a number")  # type: ignore[arg-type]
    assert str(caught.value).startswith(f"the rule {code!r} cannot be added: ")
    assert caught.value.reason == reason
    assert caught.value.code == code


def failing(collection: nm.Collection) -> Iterator[nm.Finding]:
    for place, _each in nm.placed(collection.orders):
        yield nm.Finding(place, "found before the failure; nothing to do")
    raise RuntimeError("no such thing")


def test_a_rule_that_raises_is_a_finding_and_the_others_still_run() -> None:
    nm.rule("NEWS001", "warning", "always broken")(failing)
    report = nm.validate(SPOILT)
    assert codes(report.problems) == ["NMP099", "NEWS001", "NMP702", "NMP202", "NMP501", "NMP101"]
    (broken,) = (problem for problem in report.problems if problem.code == "NMP099")
    assert (broken.severity, broken.pointer, broken.record) == (Severity.ERROR, "", None)
    assert broken.message == (
        "the rule NEWS001 (always broken) failed with RuntimeError: no such thing; "
        "this is a fault of the rule; tell its author, and ignore NEWS001 until it is mended"
    )


@pytest.mark.parametrize("place", [("orders", 7), ("orders", 1), ("orders",), (0,), ("orders", "0"), ("orders", -1)])
def test_a_finding_that_is_nowhere_is_a_failure_of_its_rule(place: tuple[str | int, ...]) -> None:
    nm.rule("NEWS001", "warning", "lost")(lambda _: iter([nm.Finding(place, "somewhere; look for it")]))
    (problem,) = nm.validate(SPOILT, select=["NEWS001"]).problems
    assert problem.code == "NMP099"
    assert f"{place!r} is no place in the collection; start with those of placed()" in problem.message


def test_a_file_of_lines_is_read_whole_for_the_rules_of_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def twins(collection: nm.Collection) -> Iterator[nm.Finding]:
        seen: set[str] = set()
        for place, each in nm.placed(collection.orders):
            if each.title in seen:
                yield nm.Finding((*place, "title"), "this title stands twice; tell the orders apart")
            seen.add(each.title)

    monkeypatch.setattr(stretches, "SIZE", 10)
    nm.rule("NEWS001", "warning", "title that stands twice")(twins)
    quiet = order(id="c", suppressions=suppressed("NEWS001"))
    path = tmp_path / "a.jsonl"
    nm.dump(example(MAYOR, order(id="a"), order(id="b", issued_by=["mayer"]), quiet), path)
    for jobs in (1, 2):
        tally = check_lines(path, jobs=jobs)
        assert [(p.line, p.code, p.record, p.pointer) for p in tally.problems] == [
            (5, "NMP202", "b", "/issued_by/0"),
            (5, "NEWS001", "b", "/title"),
        ]
        assert (tally.suppressions, [(p.line, p.code) for p in tally.suppressed]) == (1, [(6, "NEWS001")])
    assert check_lines(path, select=["NMP1"]).problems == []


def test_what_cannot_be_a_rule_is_refused_at_once() -> None:
    for wrong in (5, None):
        with pytest.raises(InvalidRuleError) as refused:
            nm.rule("NEWS001", "warning", "nothing")(wrong)  # type: ignore[type-var]
        assert (
            str(refused.value)
            == f"the rule 'NEWS001' cannot be added: a rule is a function over a collection, not {wrong or 'null'}"
        )
    with pytest.raises(InvalidRuleError) as nameless:
        nm.rule("NEWS001", "warning", " ")
    assert str(nameless.value).startswith("the rule 'NEWS001' cannot be added: a rule has a name: say in a few words")
    with pytest.raises(InvalidTypeError, match="expected text, not null"):
        nm.rule("NEWS001", "warning", None)  # type: ignore[arg-type]
    everywhere = partial(lambda places, _: [nm.Finding(place, "mend it") for place in places], [(), ("title",)])
    assert nm.rule("NEWS001", "warning", "everywhere")(everywhere) is everywhere
    assert len(nm.validate(SPOILT, select=["NEWS001"]).problems) == 2


def test_a_callable_object_is_known_by_its_class() -> None:
    class Title:
        def __call__(self, _: nm.Collection) -> list[nm.Finding]:
            return []

    class Other(Title):
        """Another rule."""

    add = nm.rule("NEWS001", "warning", "nothing")
    add(Title())
    add(Title())
    with pytest.raises(InvalidRuleError, match="has this code already"):
        add(Other())


def test_places_are_those_of_whole_tables() -> None:
    both = example(CITY, MAYOR, order(), measure())
    for wrong in ([each for each in both.orders], both.instruments, iter(both.orders)):  # noqa: C416  # as one might
        with pytest.raises(InvalidTypeError, match=r"^placed.. takes whole tables, such as .* yields$"):
            list(nm.placed(wrong))  # type: ignore[arg-type]


def test_what_is_found_in_the_collection_itself_is_on_the_first_line(tmp_path: Path) -> None:
    def everywhere(collection: nm.Collection) -> Iterator[nm.Finding]:
        for place in [("title",), ("summary",), (), *((name,) for name in collection.extra)]:
            yield nm.Finding(place, f"look at {place}; mend it")

    nm.rule("NEWS001", "warning", "everywhere")(everywhere)
    path = tmp_path / "a.jsonl"
    nm.dump(nm.Collection(id="demo", title="T", extra={"q": 1}), path)
    found = check_lines(path, unknown="keep", select=["NEWS"]).problems
    assert [(problem.line, problem.pointer) for problem in found] == [
        (1, ""),
        (1, "/q"),
        (1, "/summary"),
        (1, "/title"),
    ]


_NO_FINDINGS: list[tuple[Any, Any]] = [((), 5), (("orders", 0, None), "x"), (("orders", True), "x")]


@pytest.mark.parametrize("wrong", _NO_FINDINGS)
def test_what_is_no_finding_is_a_failure_of_its_rule(wrong: tuple[Any, Any]) -> None:
    nm.rule("NEWS001", "warning", "wrong")(lambda _: iter([nm.Finding(*wrong)]))
    assert codes(nm.validate(SPOILT, select=["NEWS001"]).problems) == ["NMP099"]


def test_a_rule_that_fails_in_every_part_of_a_file_is_told_of_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rules: dict[str, Rule]
) -> None:
    monkeypatch.setattr(stretches, "SIZE", 10)
    rules["NMP101"] = attrs.evolve(rules["NMP101"], check=failing)
    path = tmp_path / "a.jsonl"
    nm.dump(SPOILT, path)
    tally = check_lines(path, select=["NMP101"])
    assert codes(tuple(tally.problems)) == ["NMP099", "NMP101"]
    assert tally.counts == {Severity.ERROR: 2}


def test_packages_whose_rules_cannot_be_loaded_are_told_of_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "newsroom_1.py").write_text("raise RuntimeError('no news')\n")
    (tmp_path / "newsroom_2.py").write_text(
        "import nmpolicy as nm\nnm.rule('NEWS001', 'error', 'new')(lambda c: iter(()))\n"
    )
    for name, entries in {"b": "b = newsroom_1\nz = newsroom_2\n", "a": "b = nowhere_at_all\na = newsroom_1\n"}.items():
        info = tmp_path / f"{name}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[nmpolicy.rules]\n{entries}\n[others]\nx = newsroom_1\n")
    monkeypatch.syspath_prepend(tmp_path)
    broken_packages.cache_clear()
    try:
        assert [rule.code for rule in all_rules()] == [*EVERY, "NEWS001"]
        assert [problem.message for problem in nm.validate(example()).problems] == [
            f"the rules of {entry} cannot be loaded ({reason}); mend or remove the package that brings them"
            for entry, reason in [
                ("a = newsroom_1", "RuntimeError: no news"),
                ("b = newsroom_1", "RuntimeError: no news"),
                ("b = nowhere_at_all", "ModuleNotFoundError: No module named 'nowhere_at_all'"),
            ]
        ]
        assert {(p.code, p.severity, p.pointer) for p in nm.validate(example()).problems} == {
            ("NMP099", Severity.ERROR, "")
        }
        nm.dump(example(), tmp_path / "a.jsonl")
        assert check_lines(tmp_path / "a.jsonl").problems == list(nm.validate(example()).problems)
    finally:
        monkeypatch.undo()
        broken_packages.cache_clear()
        sys.modules.pop("newsroom_2", None)  # so that it is loaded anew the next time


def test_an_installed_package_brings_its_rules(tmp_path: Path) -> None:
    (tmp_path / "newsroom.py").write_text(
        "import nmpolicy as nm\n\n"
        '@nm.rule("NEWS001", "warning", "order without a summary")\n'
        "def summary(collection):\n"
        "    for place, order in nm.placed(collection.orders):\n"
        "        if not order.summary:\n"
        '            yield nm.Finding((*place, "summary"), "there is no summary; write one")\n'
    )
    info = tmp_path / "newsroom-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: newsroom\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[nmpolicy.rules]\nbroken = nowhere:rules\nnews = newsroom\n")
    path = tmp_path / "a.json"
    nm.dump(example(MAYOR, order()), path)
    run = subprocess.run(  # noqa: S603  # our own command
        [sys.executable, "-m", "nmpolicy", "validate", str(path)],
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONPATH": str(tmp_path), "COLUMNS": "200"},
        check=False,
    )
    assert re.findall(r"\b(?:NMP|NEWS)[0-9]{3}\b", run.stdout) == ["NMP099", "NEWS001"]
    assert "the rules of broken = nowhere:rules cannot be loaded (ModuleNotFoundError: No module" in run.stdout
    assert run.returncode == 1
    lines = tmp_path / "a.jsonl"
    nm.dump(nm.load(path), lines)
    again = subprocess.run(  # noqa: S603  # as above
        [sys.executable, "-m", "nmpolicy", "validate", str(lines), "--jobs", "2"],
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONPATH": str(tmp_path), "COLUMNS": "200"},
        check=False,
    )
    assert re.findall(r"\b(?:NMP|NEWS)[0-9]{3}\b", again.stdout) == ["NMP099", "NEWS001"]


@pytest.mark.parametrize("place", [("title",), ("extra",), ("anything", "inside"), ("anything", "orders")])
def test_the_collections_own_fields_are_places(place: tuple[str, ...]) -> None:
    nm.rule("NEWS001", "notice", "somewhere")(lambda _: iter([nm.Finding(place, "look; mend")]))
    (problem,) = nm.validate(SPOILT, select=["NEWS001"]).problems
    assert (problem.code, problem.pointer) == ("NEWS001", "/" + "/".join(place))
