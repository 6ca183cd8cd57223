"""Running the rules: suppressions, rules that fail, and findings that are not valid."""

from collections.abc import Callable, Iterator
from typing import Any

import attrs
import pytest

import nmpolicy as nm
from each_case import each_case
from nmpolicy.errors import InvalidTypeError
from nmpolicy.problems import Problem, Severity
from nmpolicy.rules.examples import CITY, MAYOR, SPEAKER, duty, example, order
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
    [((0, None), "x"), ((True,), "x"), ((1.5,), "x"), (5, "x"), (None, "x"), ("title", 5), ("title", None)],
)
def test_an_invalid_finding_is_a_failure_of_its_rule(path: Any, message: Any) -> None:
    nm.rule("NEWS001", "warning", "wrong")(on_orders(path, message))
    assert codes(nm.validate(FAULTY, select=["NEWS001"]).problems) == ["NMP099"]


@pytest.mark.parametrize("found", ["text", None, ("order", "title", "x")])
def test_anything_but_a_finding_is_a_failure_of_its_rule(found: Any) -> None:
    nm.rule("NEWS001", "warning", "wrong")(lambda _: iter([found]))
    assert codes(nm.validate(FAULTY, select=["NEWS001"]).problems) == ["NMP099"]


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
