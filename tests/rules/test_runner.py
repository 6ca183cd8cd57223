"""Running the rules: suppressions, rules that fail, and findings that are not valid."""

import pickle
from collections.abc import Callable, Iterator
from itertools import repeat
from typing import Any

import attrs
import pytest

import nmpolicy as nm
from each_case import each_case
from nmpolicy.errors import InvalidTypeError
from nmpolicy.problems import Problem, Severity
from nmpolicy.rules.examples import CITY, MAYOR, SPEAKER, duty, example, measure, order
from nmpolicy.rules.registry import Rule

FAULTY = example(CITY, SPEAKER, order(issued_by=[]), duty(bearers=[]), nm.Post(id="p", name="", organization="citty"))
Check = Callable[[nm.Collection], Iterator[nm.Finding]]


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


def suppressing(*codes: str, reason: str = "The source says so.") -> list[nm.Suppression]:
    return [nm.Suppression(code=code, justification=reason) for code in codes]


def on_orders(path: Any, message: Any = "look at it; fix it") -> Check:
    """Return a rule that finds something in each order."""
    return lambda collection: (nm.Finding(each, path, message) for each in collection.orders)


def test_codes_select_the_rules() -> None:
    assert codes(nm.validate(FAULTY, select=["NMP1"], ignore=["NMP102"]).problems) == ["NMP101"]


def test_anything_but_a_collection_is_refused() -> None:
    with pytest.raises(InvalidTypeError, match=r"expected a Collection, not an object; load\(\) reads one"):
        nm.validate({})  # type: ignore[arg-type]


def test_a_suppressed_finding_is_listed_apart_with_its_reason() -> None:
    clinic = attrs.evolve(SPEAKER, name=" ", suppressions=suppressing("NMP702"))
    report = nm.validate(example(clinic, attrs.evolve(SPEAKER, id="other", name="")))
    assert [(problem.code, problem.record) for problem in report.problems] == [("NMP702", "other")]
    (problem,) = report.suppressed
    assert (problem.code, problem.record, problem.justification) == ("NMP702", "clinic", "The source says so.")
    assert report.by_record("clinic") == ()


def test_a_suppressed_error_does_not_fail() -> None:
    quiet = duty(suppressions=suppressing("NMP101"))
    report = nm.validate(example(SPEAKER, order(issued_by=[]), quiet))
    assert (report.ok, codes(report.problems), codes(report.suppressed)) == (True, [], ["NMP101"])


def test_a_suppression_needs_a_reason_and_cannot_hide_itself() -> None:
    suppressions = [*suppressing("NMP702", reason=" "), *suppressing("NMP705", "NMP706")]
    report = nm.validate(example(attrs.evolve(SPEAKER, name="", suppressions=suppressions)))
    assert codes(report.problems) == ["NMP702", "NMP705"]
    assert report.suppressed == ()


def test_the_first_of_several_suppressions_gives_the_reason() -> None:
    both = [*suppressing("NMP702", reason="first"), *suppressing("NMP702", reason="second")]
    (problem,) = nm.validate(example(attrs.evolve(SPEAKER, name="", suppressions=both))).suppressed
    assert problem.justification == "first"


def test_a_rule_of_ones_own_can_be_suppressed() -> None:
    nm.rule("NEWS001", "warning", "order")(on_orders("title"))
    report = nm.validate(example(MAYOR, order(suppressions=suppressing("NEWS001"))))
    assert (codes(report.problems), codes(report.suppressed)) == ([], ["NEWS001"])


def failing(collection: nm.Collection) -> Iterator[nm.Finding]:
    for each in collection.orders:
        yield nm.Finding(each, "", "found before the failure; nothing to do")
    raise RuntimeError("no such thing")


def test_a_rule_that_raises_is_a_problem_and_the_others_still_run() -> None:
    nm.rule("NEWS001", "warning", "always broken")(failing)
    report = nm.validate(FAULTY)
    assert codes(report.problems) == ["NMP099", "NMP202", "NMP101", "NEWS001", "NMP702", "NMP501"]
    broken = report.problems[0]
    assert (broken.severity, broken.pointer, broken.record) == (Severity.ERROR, "", None)
    assert broken.message == (
        "the rule NEWS001 (always broken) failed with RuntimeError: no such thing; "
        "report the bug to the author of the rule, and ignore NEWS001 until it is fixed"
    )


@pytest.mark.parametrize("code", ["NEWS001", "NMP702"])
def test_a_suppression_of_a_rule_that_raises_is_not_called_unused(code: str, rules: dict[str, Rule]) -> None:
    nm.rule("NEWS001", "warning", "always broken")(failing)
    rules["NMP702"] = attrs.evolve(rules["NMP702"], check=failing)
    report = nm.validate(example(attrs.evolve(SPEAKER, suppressions=suppressing(code))), select=[code, "NMP706"])
    assert [(problem.code, problem.message.split()[2]) for problem in report.problems] == [("NMP099", code)]


def test_an_unused_suppression_of_a_rule_of_ones_own_is_reported() -> None:
    nm.rule("NEWS001", "warning", "order")(on_orders("title"))
    (problem,) = nm.validate(example(attrs.evolve(SPEAKER, suppressions=suppressing("NEWS001")))).problems
    assert (problem.code, problem.pointer) == ("NMP706", "/organizations/0/suppressions/0")


@each_case(
    ("path", "message"),
    [
        ((0, None), "x"),
        ((True,), "x"),
        ((-1,), "x"),
        ((10**5000,), "x"),
        ((1.5,), "x"),
        (5, "x"),
        (None, "x"),
        ("title", 5),
        ("title", None),
    ],
)
def test_an_invalid_finding_is_a_failure_of_its_rule(path: Any, message: Any) -> None:
    nm.rule("NEWS001", "warning", "wrong")(on_orders(path, message))
    assert codes(nm.validate(FAULTY, select=["NEWS001"]).problems) == ["NMP099"]


@pytest.mark.parametrize("found", ["text", None, ("order", "title", "x")])
def test_anything_but_a_finding_is_a_failure_of_its_rule(found: Any) -> None:
    nm.rule("NEWS001", "warning", "wrong")(lambda _: iter([found]))
    assert codes(nm.validate(FAULTY, select=["NEWS001"]).problems) == ["NMP099"]


def exiting(collection: nm.Collection) -> Iterator[nm.Finding]:
    yield from on_orders("title")(collection)
    raise SystemExit(0)


def recursing(collection: nm.Collection) -> Iterator[nm.Finding]:
    yield from recursing(collection)


def unwinding(collection: nm.Collection) -> Iterator[nm.Finding]:
    """Raise an exception while the last one is handled."""
    try:
        yield from exiting(collection)
    finally:
        raise GeneratorExit


class TextlessError(Exception):
    """An exception whose text cannot be made."""

    def __str__(self) -> str:
        """Exit."""
        raise SystemExit(0)


def raising(error: BaseException) -> Check:
    def check(_: nm.Collection) -> Iterator[nm.Finding]:
        raise error

    return check


def after(*junk: Any) -> Check:
    """Return a rule that yields junk between findings."""
    return lambda collection: iter([*on_orders("title")(collection), *junk, *on_orders("number")(collection)])


@each_case(
    ("check", "kept", "reason"),
    [
        (exiting, 1, "SystemExit: 0"),
        (unwinding, 1, "GeneratorExit"),
        (recursing, 0, "RecursionError: maximum recursion depth exceeded"),
        (raising(TextlessError()), 0, "TextlessError: its text cannot be shown"),
        (raising(ValueError("a\x1b[2J\r\n::error::\ud800")), 0, r"ValueError: a\x1b[2J ::error::\ud800"),
        (raising(ValueError("a" * 10**7)), 0, f"ValueError: {'a' * 1000};"),
        (raising(BaseExceptionGroup("some", [SystemExit()])), 0, "BaseExceptionGroup: some (1 sub-exception)"),
        (lambda _: None, 0, "TypeError: 'NoneType' object is not iterable"),
        (lambda _, __: None, 0, "TypeError: "),
        (after(None, 5, "text", nm.Finding), 2, "InvalidTypeError: a rule yields findings, not null"),
        (after(["x"] * 10**6), 2, "InvalidTypeError: a rule yields findings, not a list"),
        (on_orders(iter(["title"])), 0, "InvalidTypeError: the path of a finding consists of field names and indexes"),
        (on_orders("\udc80"), 0, "InvalidValueError: '\\udc80' contains half of a surrogate pair"),
        (on_orders("title", "\udc80"), 0, "InvalidValueError: '\\udc80' contains half of a surrogate pair"),
    ],
)
def test_a_rule_that_misbehaves_is_one_problem_and_what_it_found_stays(
    rules: dict[str, Rule], check: Check, kept: int, reason: str
) -> None:
    rules.pop("NEWS001", None)
    nm.rule("NEWS001", "warning", "misbehaving")(check)
    quiet = attrs.evolve(SPEAKER, suppressions=suppressing("NEWS001"))
    report = nm.validate(example(quiet, MAYOR, order(), nm.Post(id="p", name="")))
    assert codes(report.problems) == ["NMP099", *["NEWS001"] * kept, "NMP702"]
    assert f"the rule NEWS001 (misbehaving) failed with {reason}" in str(report.problems[0])
    assert str(report.problems[0]).isprintable()
    assert not report.ok


def test_a_rule_that_never_ends_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nmpolicy.rules.rule_runs.MAX_FINDINGS", 50)
    nm.rule("NEWS001", "warning", "endless")(lambda held: repeat(nm.Finding(held, "", "look; fix")))
    quiet = attrs.evolve(SPEAKER, suppressions=suppressing("NEWS001"))
    for records, most in (([quiet], 50), ([quiet, *(order(id=f"order-{n}") for n in range(98))], 1_000)):
        report = nm.validate(example(*records), select=["NEWS001", "NMP706"])
        assert codes(report.problems) == ["NMP099", *["NEWS001"] * most]
        assert f"failed with InvalidValueError: it yields more than {most:,} findings" in report.problems[0].message


def test_a_rule_of_nmpolicy_may_find_any_number_and_lets_an_exit_through(
    monkeypatch: pytest.MonkeyPatch, rules: dict[str, Rule]
) -> None:
    """A signal handler may exit while a rule runs."""
    monkeypatch.setattr("nmpolicy.rules.rule_runs.MAX_FINDINGS", 1)
    monkeypatch.setattr("nmpolicy.rules.rule_runs.MAX_FINDINGS_PER_RECORD", 0)
    voters = nm.VoteEvent(votes=[nm.Vote(voter=f"p-{n}", option="yes") for n in range(5)])
    made = example(measure(vote_events=[voters]))
    assert codes(nm.validate(made, select=["NMP202"]).problems) == ["NMP202"] * 6
    rules["NMP702"] = attrs.evolve(rules["NMP702"], check=exiting)
    with pytest.raises(SystemExit):
        nm.validate(FAULTY)


@pytest.mark.parametrize("code", ["NEWS001", "NMP702"])
def test_an_interrupt_in_a_rule_interrupts(code: str, rules: dict[str, Rule]) -> None:
    interrupted = raising(KeyboardInterrupt())
    nm.rule("NEWS001", "warning", "interrupted")(lambda _: iter(()))
    rules[code] = attrs.evolve(rules[code], check=interrupted)
    with pytest.raises(KeyboardInterrupt):
        nm.validate(FAULTY)


def test_an_interrupt_while_the_text_of_an_exception_is_made_interrupts() -> None:
    class InterruptedError(Exception):
        def __str__(self) -> str:
            raise KeyboardInterrupt

    nm.rule("NEWS001", "warning", "interrupted")(raising(InterruptedError()))
    with pytest.raises(KeyboardInterrupt):
        nm.validate(FAULTY)


def test_rules_that_validate_do_not_run_themselves_again() -> None:
    inner: list[tuple[str, list[str]]] = []

    def validating(code: str) -> Check:
        def check(collection: nm.Collection) -> Iterator[nm.Finding]:
            inner.append((code, codes(nm.validate(collection, select=["NEWS"]).problems)))
            return iter(())

        return check

    for code in ("NEWS001", "NEWS002"):
        nm.rule(code, "warning", "validating")(validating(code))
    assert nm.validate(FAULTY, select=["NEWS"]).problems == ()
    assert inner == [
        ("NEWS002", ["NMP099"] * 2),
        ("NEWS001", ["NMP099"]),
        ("NEWS001", ["NMP099"] * 2),
        ("NEWS002", ["NMP099"]),
    ]


def test_problems_hold_plain_text_whatever_the_rule_yields() -> None:
    class Text(str):
        """A text of another package, which another process may not have."""

        __slots__ = ()

    nm.rule(Text("NEWS001"), "warning", Text("text"))(on_orders("title", Text("look; fix")))
    (problem,) = nm.validate(FAULTY, select=["NEWS001"]).problems
    assert {type(problem.code), type(problem.message)} == {str}
    assert pickle.loads(pickle.dumps(problem)) == problem  # noqa: S301  # our own bytes


@each_case("record", [order(id="elsewhere"), order(issued_by=[]), "order", None, example()])
def test_a_finding_must_name_a_record_of_the_collection(record: Any) -> None:
    nm.rule("NEWS001", "warning", "lost")(lambda _: iter([nm.Finding(record, "title", "look; fix")]))
    (problem,) = nm.validate(FAULTY, select=["NEWS001"]).problems
    assert problem.code == "NMP099"
    assert "is not in the collection; pass the record that the collection holds" in problem.message


@pytest.mark.parametrize(
    ("path", "pointer"), [("title", "/title"), ("", ""), (("anything", "inside"), "/anything/inside")]
)
def test_a_finding_may_be_about_the_collection_itself(path: Any, pointer: str) -> None:
    nm.rule("NEWS001", "notice", "somewhere")(lambda held: iter([nm.Finding(held, path, "look; fix")]))
    (problem,) = nm.validate(FAULTY, select=["NEWS001"]).problems
    assert (problem.code, problem.pointer, problem.record) == ("NEWS001", pointer, None)


def test_records_with_the_same_id_have_their_own_pointers() -> None:
    nm.rule("NEWS001", "notice", "order")(on_orders("title"))
    problems = nm.validate(example(MAYOR, order(), order(number="2")), select=["NEWS001"]).problems
    assert [problem.pointer for problem in problems] == ["/orders/0/title", "/orders/1/title"]
