"""The report: problems by severity and by record."""

import pickle

import pytest

import nmpolicy as nm
from html_pages import Page
from nmpolicy.errors import InvalidCollectionError
from nmpolicy.problems import Problem, Severity
from nmpolicy.rules.examples import CITY, SPEAKER, duty, example, order
from nmpolicy.rules.validation_report import ValidationReport

FAULTY = example(CITY, SPEAKER, order(issued_by=[]), duty(bearers=[]), nm.Post(id="p", name="", organization="citty"))


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


def test_problems_are_listed_by_severity() -> None:
    report = nm.validate(FAULTY)
    assert codes(report.errors) == ["NMP202", "NMP101"]
    assert codes(report.warnings) == ["NMP702", "NMP501"]
    assert (report.notices, report.suppressed) == ((), ())


def test_errors_come_first_and_then_the_order_of_the_document() -> None:
    assert codes(nm.validate(FAULTY).problems) == ["NMP202", "NMP101", "NMP702", "NMP501"]


def test_problems_are_found_by_record_and_by_id() -> None:
    report = nm.validate(FAULTY)
    assert codes(report.by_record("p")) == ["NMP202", "NMP702"]
    assert report.by_record(FAULTY["p"]) == report.by_record("p")
    assert (report.by_record("city"), report.by_record("nobody")) == ((), ())


def test_a_problem_of_the_collection_belongs_to_no_record() -> None:
    report = nm.validate(nm.Collection(id="demo", title="T", extra={"x": 1}))
    assert (codes(report.problems), report.by_record("demo")) == (["NMP701"], ())
    (problem,) = report.problems
    assert str(problem) == (
        "warning NMP701 /x: nmpolicy does not know this field; correct its name, or begin it with x- if it is your own"
    )


def test_a_report_is_true_if_it_has_no_errors() -> None:
    report = nm.validate(FAULTY)
    assert (report.ok, bool(report)) == (False, False)
    warnings = ValidationReport(report.warnings)
    assert (warnings.ok, bool(warnings), bool(ValidationReport())) == (True, True, True)


def test_a_notice_is_neither_an_error_nor_a_warning(albuquerque: nm.Collection) -> None:
    report = nm.validate(albuquerque)
    assert codes(report.notices) == ["NMP105", "NMP105"]
    assert (report.ok, codes(report.warnings)) == (True, ["NMP501"])


def test_errors_can_be_raised() -> None:
    with pytest.raises(InvalidCollectionError) as caught:
        nm.validate(FAULTY).raise_for_errors()
    assert caught.value.problems == nm.validate(FAULTY).errors
    assert isinstance(caught.value, ValueError)
    assert str(caught.value) == f"{caught.value.problems[0]} (and 1 more)"
    assert str(InvalidCollectionError(caught.value.problems[:1])) == str(caught.value.problems[0])
    copy = pickle.loads(pickle.dumps(caught.value))  # noqa: S301  # our own
    assert (type(copy), copy.problems) == (type(caught.value), caught.value.problems)


def test_warnings_and_notices_raise_nothing() -> None:
    nm.validate(FAULTY, select=["NMP5", "NMP7"]).raise_for_errors()


def test_a_report_says_how_many_problems_it_has() -> None:
    report = nm.validate(FAULTY)
    assert repr(report) == "<ValidationReport errors: 2, warnings: 2, notices: 0>"
    page = Page(report._repr_html_()).text
    assert page.startswith(
        "ValidationReport errors: 2, warnings: 2, notices: 0 Problems (4) Code Severity Pointer Message Record"
    )
    assert "NMP202 error /posts/0/organization" in page
    assert Page(ValidationReport()._repr_html_()).text == "ValidationReport errors: 0, warnings: 0, notices: 0"
    excused = ValidationReport(
        suppressed=(Problem("NMP501", Severity.WARNING, "", "It is so.", justification="Known."),)
    )
    assert repr(excused) == "<ValidationReport errors: 0, warnings: 0, notices: 0, suppressed: 1>"
    assert "Suppressed problems (1)" in Page(excused._repr_html_()).text
    assert repr(report.warnings) == "<Answers (2): Warnings>"
