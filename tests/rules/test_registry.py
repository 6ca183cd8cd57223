"""The registry: rules are registered, listed and selected."""

import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import nmpolicy as nm
from each_case import each_case
from nmpolicy.errors import InvalidRuleError, InvalidTypeError, InvalidValueError, UnknownRuleError
from nmpolicy.problems import Severity
from nmpolicy.rules.examples import MAYOR, SPEAKER, example, order
from nmpolicy.rules.registry import Rule, all_rules, broken_packages, own_rule, select_rules

OWN_CODES = [rule.code for rule in all_rules()]
LOUD = example(MAYOR, order(title="AN ORDER"))


def shouting(collection: nm.Collection) -> Iterator[nm.Finding]:
    """The title of an order is in capitals.

    Capitals are hard
    to read.
    """
    for each in collection.orders:
        if each.title.isupper():
            yield nm.Finding(each, "title", "the title is in capitals; write it as a sentence")


def test_rules_are_selected_by_code_and_by_prefix() -> None:
    assert [rule.code for rule in select_rules()] == OWN_CODES
    series = [code for code in OWN_CODES if code.startswith("NMP8")]
    assert [rule.code for rule in select_rules(["NMP8"])] == series
    assert {"NMP801", "NMP802", "NMP803"} <= {*series}
    assert [rule.code for rule in select_rules(["NMP802", "NMP101"])] == ["NMP101", "NMP802"]
    assert [rule.code for rule in select_rules(["NMP8"], ["NMP802"])] == [code for code in series if code != "NMP802"]
    assert [rule.code for rule in select_rules(["NMP802"], ["NMP8"])] == ["NMP802"]


@pytest.mark.parametrize(("select", "ignore"), [(["NMP802"], ["NMP802"]), ([], []), (None, ["NMP"])])
def test_a_selection_without_rules_is_refused(select: list[str] | None, ignore: list[str]) -> None:
    with pytest.raises(InvalidValueError, match=r"^no rule is left to run; select more or ignore fewer$"):
        select_rules(select, ignore)


@given(st.sets(st.sampled_from(OWN_CODES)), st.sets(st.sampled_from(OWN_CODES)))
def test_the_rules_that_are_selected_and_not_ignored_run(select: set[str], ignore: set[str]) -> None:
    assume(select - ignore)
    assert {rule.code for rule in select_rules(select, ignore)} == select - ignore
    assert {rule.code for rule in select_rules(None, ignore)} == set(OWN_CODES) - ignore


def test_an_unknown_code_is_refused_with_the_most_similar_one() -> None:
    with pytest.raises(UnknownRuleError) as caught:
        select_rules(ignore=["NMP1001"])
    assert "no rule has the code 'NMP1001'" in str(caught.value)
    assert "did you mean 'NMP101'?" in str(caught.value)
    assert (caught.value.code, caught.value.suggestions[0]) == ("NMP1001", "NMP101")
    with pytest.raises(UnknownRuleError, match="`nmpolicy rules` lists"):
        select_rules(["xyz"])
    with pytest.raises(UnknownRuleError, match="NMP001 to NMP099"):
        select_rules(["NMP016"])


@pytest.mark.parametrize("code", ["", "NMP101 "])
def test_an_empty_or_padded_code_is_refused(code: str) -> None:
    with pytest.raises(UnknownRuleError):
        select_rules(ignore=[code])


def test_codes_must_be_text_in_a_list() -> None:
    with pytest.raises(InvalidTypeError, match="3"):
        select_rules(ignore=[3])  # type: ignore[list-item]
    with pytest.raises(InvalidTypeError, match="expected a list"):
        select_rules("NMP1")


def test_a_registered_rule_runs_with_the_others() -> None:
    assert nm.rule("NEWS001", "warning", "title in capitals")(shouting) is shouting
    (problem,) = nm.validate(LOUD).problems
    assert (problem.code, problem.severity, problem.pointer) == ("NEWS001", Severity.WARNING, "/orders/0/title")
    assert nm.validate(LOUD, ignore=["NEWS"]).problems == ()
    assert [each.code for each in nm.validate(LOUD, select=["NEWS001"]).problems] == ["NEWS001"]


def test_the_docstring_documents_a_rule() -> None:
    nm.rule("NEWS001", "warning", "title in capitals")(shouting)
    rule = all_rules()[-1]
    assert (rule.code, rule.family, rule.meaning, rule.why) == (
        "NEWS001",
        "NEWS",
        "The title of an order is in capitals.",
        "Capitals are hard to read.",
    )


def test_a_rule_without_a_docstring_is_documented_by_its_name() -> None:
    def silent(collection: nm.Collection) -> Iterator[nm.Finding]:
        yield nm.Finding(collection, "", "nothing is ever right; give up")

    nm.rule("NEWS002", Severity.NOTICE, "something")(silent)
    assert (all_rules()[-1].meaning, all_rules()[-1].why) == ("something", "")
    (problem,) = nm.validate(example(), select=["NEWS"]).problems
    assert (problem.pointer, problem.record, str(problem)) == (
        "",
        None,
        "notice NEWS002 document: nothing is ever right; give up",
    )


def test_a_rule_keeps_its_examples() -> None:
    nm.rule("NEWS001", "warning", "title in capitals", failing=lambda: LOUD, passing=example)(shouting)
    rule = all_rules()[-1]
    assert rule.failing
    assert rule.failing() is LOUD
    assert rule.passing is example


def test_a_rule_of_nmpolicy_is_registered_with_its_examples(rules: dict[str, Rule]) -> None:
    added = own_rule("NMP899", Severity.ERROR, "made up", failing=lambda: LOUD, passing=example)(shouting)
    rule = rules["NMP899"]
    assert (added, rule.check) == (shouting, shouting)
    assert (rule.code, rule.severity, rule.name, rule.family) == ("NMP899", Severity.ERROR, "made up", "Series")
    assert rule.failing
    assert (rule.failing(), rule.passing) == (LOUD, example)


def test_rules_of_others_are_listed_after_nmpolicys_own() -> None:
    nm.rule("ABC001", "error", "first in the alphabet")(shouting)
    assert [rule.code for rule in all_rules()] == [*OWN_CODES, "ABC001"]


def test_a_reloaded_module_replaces_its_rules() -> None:
    nm.rule("NEWS001", "warning", "title in capitals")(shouting)
    nm.rule("NEWS001", "error", "title in capitals")(shouting)
    assert all_rules()[-1].severity is Severity.ERROR


_CODE_FORM = "a code is two or more capital letters and three digits, such as 'NEWS001'"


@each_case(
    ("code", "severity", "reason"),
    [
        ("news1", "error", _CODE_FORM),
        ("N001", "error", _CODE_FORM),
        ("NEWS0001", "error", _CODE_FORM),
        (1, "error", _CODE_FORM),
        ("NMP901", "error", "codes that begin with NMP are reserved for nmpolicy; use other letters"),
        ("NEWS001", "fatal", "'fatal' is not a severity; use one of error, warning, notice"),
        ("NEWS003", "error", "the rule 'taken' already has this code; use another"),
    ],
)
def test_an_invalid_registration_is_refused(code: str, severity: str, reason: str) -> None:
    nm.rule("NEWS003", "error", "taken")(lambda _: iter(()))
    with pytest.raises(InvalidRuleError) as caught:
        nm.rule(code, severity, "a name")(shouting)
    assert str(caught.value).startswith(f"the rule {str(code)!r} cannot be ")
    assert caught.value.reason == reason
    assert caught.value.code == code


@pytest.mark.parametrize(("wrong", "described"), [(5, "5"), (None, "null")])
def test_a_rule_must_be_a_function(wrong: object, described: str) -> None:
    with pytest.raises(InvalidRuleError) as caught:
        nm.rule("NEWS001", "warning", "nothing")(wrong)  # type: ignore[type-var]
    assert caught.value.reason == f"a rule is a function of a collection, not {described}"


def test_a_rule_must_have_a_name() -> None:
    with pytest.raises(InvalidRuleError) as caught:
        nm.rule("NEWS001", "warning", " ")
    assert caught.value.reason == "the name is blank; describe the violation in a few words"
    with pytest.raises(InvalidTypeError, match="null"):
        nm.rule("NEWS001", "warning", None)  # type: ignore[arg-type]


def test_a_partial_function_can_be_a_rule() -> None:
    everywhere = partial(lambda paths, held: [nm.Finding(held, path, "fix it") for path in paths], [(), ("title",)])
    assert nm.rule("NEWS001", "warning", "everywhere")(everywhere) is everywhere
    assert len(nm.validate(LOUD, select=["NEWS001"]).problems) == 2


def test_a_callable_object_is_identified_by_its_class() -> None:
    class Title:
        def __call__(self, _: nm.Collection) -> list[nm.Finding]:
            return []

    class Other(Title):
        """Another rule."""

    register = nm.rule("NEWS001", "warning", "nothing")
    register(Title())
    register(Title())
    with pytest.raises(InvalidRuleError, match="already has this code"):
        register(Other())


@pytest.mark.parametrize(
    ("path", "steps"),
    [("title", ("title",)), ("", ()), ((), ()), (("milestones", 0, "date"), ("milestones", 0, "date"))],
)
def test_the_path_of_a_finding_is_a_field_or_several_steps(
    path: str | tuple[str | int, ...], steps: tuple[str | int, ...]
) -> None:
    assert nm.Finding(SPEAKER, path, "fix it").steps == steps


def package(folder: Path, name: str, entry_points: str) -> None:
    """Make a folder look as if a package with these entry points was installed in it."""
    info = folder / f"{name}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(entry_points)


def test_packages_whose_rules_fail_to_load_are_reported_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "newsroom_1.py").write_text("raise RuntimeError('no news')\n")
    (tmp_path / "newsroom_2.py").write_text(
        "import nmpolicy as nm\nnm.rule('NEWS001', 'error', 'new')(lambda c: iter(()))\n"
    )
    for name, entries in {"b": "b = newsroom_1\nz = newsroom_2\n", "a": "b = nowhere_at_all\na = newsroom_1\n"}.items():
        package(tmp_path, name, f"[nmpolicy.rules]\n{entries}\n[others]\nx = newsroom_1\n")
    monkeypatch.syspath_prepend(tmp_path)
    broken_packages.cache_clear()
    try:
        assert [rule.code for rule in all_rules()] == [*OWN_CODES, "NEWS001"]
        problems = nm.validate(example()).problems
        assert [problem.message for problem in problems] == [
            f"the rules of {entry} fail to load ({reason}); correct or remove the package that provides them"
            for entry, reason in [
                ("a = newsroom_1", "RuntimeError: no news"),
                ("b = newsroom_1", "RuntimeError: no news"),
                ("b = nowhere_at_all", "ModuleNotFoundError: No module named 'nowhere_at_all'"),
            ]
        ]
        assert {(each.code, each.severity, each.pointer) for each in problems} == {("NMP099", Severity.ERROR, "")}
    finally:
        monkeypatch.undo()
        broken_packages.cache_clear()
        sys.modules.pop("newsroom_2", None)  # so that it is loaded again next time


#: Modules of packages that misbehave, by name: the code, and the reason that is reported.
MISBEHAVING = {
    "exiting": ("import sys; sys.exit()", "SystemExit"),
    "leaving": ("import sys; sys.exit('bye\x1b[2J\\n::error::')", r"SystemExit: bye\x1b[2J ::error::"),
    "recursing": ("def f(): f()\nf()", "RecursionError: maximum recursion depth exceeded"),
    "syntax": ("def", "SyntaxError: invalid syntax (syntax.py, line 1)"),
    "twice": (
        "import nmpolicy as nm\nfor check in (len, sum): nm.rule('TWICE001', 'error', 'first')(check)",
        "InvalidRuleError: the rule 'TWICE001' cannot be added: the rule 'first' already has this code; use another",
    ),
    "lacking": ("", "AttributeError: module 'lacking' has no attribute 'rules'"),
    "removing": ("import nmpolicy.rules.registry as registry\nregistry._rules.clear()", ""),
}


def test_packages_that_misbehave_are_reported_and_all_own_rules_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, (code, _) in MISBEHAVING.items():
        (tmp_path / f"{name}.py").write_text(code)
        package(tmp_path, name, f"[nmpolicy.rules]\n{name} = {name}{':rules' if name == 'lacking' else ''}\n")
    package(tmp_path, "damaged", "[nmpolicy.rules]\nno value\n")
    monkeypatch.syspath_prepend(tmp_path)
    broken_packages.cache_clear()
    try:
        assert [rule.code for rule in all_rules()] == [*OWN_CODES, "TWICE001"]
        expected = {f"{name} = {name}": reason for name, (_, reason) in MISBEHAVING.items() if reason}
        expected["lacking = lacking:rules"] = expected.pop("lacking = lacking")
        found = dict(broken_packages())
        assert found.pop("damaged").startswith("TypeError: ")
        assert {name: reason[: len(expected[name])] for name, reason in found.items()} == expected
        assert {problem.code for problem in nm.validate(example()).problems} == {"NMP099"}
    finally:
        monkeypatch.undo()
        broken_packages.cache_clear()
        for name in MISBEHAVING:
            sys.modules.pop(name, None)


def test_an_interrupt_while_packages_are_loaded_interrupts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "interrupting.py").write_text("raise KeyboardInterrupt")
    package(tmp_path, "interrupting", "[nmpolicy.rules]\ni = interrupting\n")
    monkeypatch.syspath_prepend(tmp_path)
    broken_packages.cache_clear()
    try:
        with pytest.raises(KeyboardInterrupt):
            all_rules()
    finally:
        monkeypatch.undo()
        broken_packages.cache_clear()


def test_an_installed_package_adds_its_rules(tmp_path: Path) -> None:
    (tmp_path / "newsroom.py").write_text(
        "import nmpolicy as nm\n\n"
        '@nm.rule("NEWS001", "warning", "order without a summary")\n'
        "def summary(collection):\n"
        "    for order in collection.orders:\n"
        "        if not order.summary:\n"
        '            yield nm.Finding(order, "summary", "there is no summary; write one")\n'
    )
    package(tmp_path, "newsroom", "[nmpolicy.rules]\nbroken = nowhere:rules\nnews = newsroom\n")
    path = tmp_path / "a.json"
    nm.dump(example(MAYOR, order()), path)
    script = "import sys, nmpolicy as nm\nprint(*nm.validate(nm.load(sys.argv[1])).problems, sep='\\n')"
    run = subprocess.run(  # noqa: S603  # our own script
        [sys.executable, "-c", script, str(path)],
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONPATH": ":".join([str(tmp_path), *filter(None, sys.path)])},
        check=True,
    )
    broken, found = run.stdout.splitlines()
    assert broken.startswith(
        "error NMP099 document: the rules of broken = nowhere:rules fail to load (ModuleNotFoundError: No module"
    )
    assert found == "warning NEWS001 order /orders/0/summary: there is no summary; write one"
