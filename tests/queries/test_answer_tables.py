"""Answers as tuples with a title, and as tables."""

import copy
import pickle

import attrs
import pytest

import nmpolicy as nm
from html_pages import Page
from nmpolicy.queries.answer_tables import Answers
from nmpolicy.queries.force.in_force import Force
from nmpolicy.rules.examples import CITY, JANE, MAYOR, duty, example, order, term

SIGNED = nm.Milestone(stage="signed", date="2025-07-21", notes="At noon.")
DEMO = example(
    CITY, MAYOR, order(milestones=[SIGNED], title="An order"), duty(bearers=["mayor"], bearer_text="The mayor")
)
FORCES = nm.in_force_all(DEMO, "2025-08-01")


def text_of(answer: object) -> str:
    html: str = answer._repr_html_()  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    return Page(html).text


def test_answers_are_a_tuple_with_a_title() -> None:
    assert hash(FORCES) == hash(tuple(FORCES))
    assert FORCES.title == "In force on 2025-08-01"
    assert repr(FORCES) == "<Answers (1): In force on 2025-08-01>"
    assert repr(Answers([1, 2])) == "<Answers (2)>"
    assert repr(Answers((), "\u202eevil\n")) == "<Answers (0): \\u202eevil>"
    assert tuple(FORCES) == FORCES == (nm.in_force(DEMO, "order", "2025-08-01"),)


def test_a_selection_keeps_the_title_and_the_names() -> None:
    matches = nm.find(DEMO)
    for some in (matches[:2], matches.where(lambda match: match.record in {"city", "mayor"})):
        assert type(some) is Answers
        assert (some.title, len(some)) == (matches.title, 2)
    assert type(matches[0]) is type(matches[-1])
    assert text_of(FORCES[:1]) == text_of(FORCES)
    assert FORCES.where(lambda force: not force.answer) == ()


def test_a_table_names_records_and_leaves_out_empty_columns() -> None:
    assert text_of(FORCES) == (
        "In force on 2025-08-01 (1) Record On Answer Reasons "
        "An order [order] 2025-08-01 yes signed 2025-07-21 no end is recorded"
    )
    assert text_of(nm.duties(DEMO, "mayor", "2025-08-01")) == (
        "Duties of Mayor of Springfield on 2025-08-01 (1) Provision Bearer Answer Force "
        "The mayor MUST report each visit [order.report] Mayor of Springfield [mayor] yes yes: signed 2025-07-21; no end is recorded"
    )
    assert text_of(nm.lineage(DEMO, "order")) == "Lineage of An order (0)"


def test_an_undecided_answer_is_told() -> None:
    undecided = nm.in_force_all(DEMO, "2025-07")
    assert "2025-07 not decided signed 2025-07-21" in text_of(undecided)
    assert "Answer not decided" in text_of(undecided[0])
    assert repr(undecided[0]) == "<Force record='order', on='2025-07', answer=None, reasons: 1>"


@pytest.mark.parametrize("make", [copy.copy, copy.deepcopy, lambda each: pickle.loads(pickle.dumps(each))])  # noqa: S301
def test_a_copy_forgets_the_collection(make: type) -> None:
    again = make(FORCES)
    assert (type(again), again, again.title) == (Answers, FORCES, FORCES.title)
    assert "An order" not in text_of(again)
    assert " order 2025-08-01 yes" in text_of(again)
    assert len(pickle.dumps(FORCES)) < 2_000


def test_a_single_answer_shows_ids_and_no_details() -> None:
    (force,) = FORCES
    assert repr(force) == "<Force record='order', on='2025-08-01', answer=True, reasons: 2>"
    assert text_of(force) == (
        "Force Record order On 2025-08-01 Answer yes Reasons signed 2025-07-21 no end is recorded"
    )
    assert repr(force.reasons[0]) == "Reason(record='order', label='signed 2025-07-21')"
    (found,) = nm.duties(DEMO, "mayor", "2025-08-01")
    assert repr(found) == "<Duty provision='order.report', bearer='mayor', answer=True, force.answer=True>"


def test_a_repr_lists_few_ids_and_counts_many() -> None:
    orders = [order(id=f"o-{number}", milestones=[SIGNED]) for number in range(4)]
    gaps = [nm.provision_gaps(nm.Collection.of(some, id="d", title="T"), "2025-08") for some in (orders, orders[:2])]
    assert [*map(repr, gaps)] == ["<ProvisionGaps unknown: 4>", "<ProvisionGaps unknown=('o-0', 'o-1')>"]
    nothing = nm.provision_gaps(nm.Collection(id="d", title="T"), "2025")
    assert (repr(nothing), text_of(nothing)) == ("<ProvisionGaps>", "ProvisionGaps")
    checked = nm.verify(
        example(attrs.evolve(MAYOR, evidence=[nm.Evidence(source="report", paragraph=3)])), {"report": "A"}
    )
    assert repr(checked.checks[0]).endswith("evidence='report, paragraph 3', status='unanchored'>")


def test_offices_and_stances_are_told_in_words() -> None:
    terms = [
        term(id="m-1", start_date="2020", end_date="2021-05-31"),
        term(id="m-2", start_date="2021-08-01", end_date="2023-03-31"),
        term(id="m-3", member="city", start_date="2023-01-15"),
    ]
    stances = [nm.TargetStance(target="mayor", stance="oppose", objection="too-far")]
    said = nm.Statement(
        id="s", speakers=["jane-roe"], stances=[*stances, nm.TargetStance(topic="parks", stance="support")]
    )
    demo = example(CITY, attrs.evolve(MAYOR, maximum_memberships=1), JANE, *terms, said)
    assert text_of(nm.offices(demo, "2022-06")) == (
        "Offices on 2022-06 (1) Post Holders Vacancies Overlaps Mayor of Springfield [mayor] Jane Roe [jane-roe] "
        "2021-06-01 to 2021-07-31 m-3 begins before m-2 ends"
    )
    assert "City of Springfield [city]; no end is recorded" in text_of(nm.offices(demo, "2024"))
    assert "Jane Roe [jane-roe]; not decided" in text_of(nm.offices(demo, "2020"))
    assert "Jane Roe [jane-roe] oppose Mayor of Springfield [mayor] too-far s" in text_of(nm.stances(demo))
    assert "Jane Roe [jane-roe] Mayor of Springfield [mayor] oppose (too-far): s" in text_of(nm.stances_by_actor(demo))


def test_series_are_told_in_words() -> None:
    made = {"1": "2025-01-01", "2": "2025-09-09", "5": "2025-03-03", "6": "2025-04-04"}
    stages = {number: [nm.Milestone(stage="signed", date=day)] for number, day in made.items()}
    orders = [
        order(id=f"o-{index}", title="", series="S", number=number, milestones=stages.get(number, ()))
        for index, number in enumerate(["1", "2", "5", "5", "6", "9"])
    ]
    alone = [order(id=f"alone-{index}", number="7") for index in range(30)]
    report = nm.series(nm.Collection.of([*orders, *alone], id="d", title="T"))
    text = text_of(report)
    assert "First Last Missing Repeated Misplaced S mayor 6 1 9 3 to 4 7 to 8 5 (o-2, o-3) o-1 " in text
    assert "Numbered orders without a series" in text
    assert "… and 10 more" in text
    assert repr(report) == "<SeriesReport series: 1, without_series: 30>"


def test_an_answer_that_is_no_class_of_answers_has_a_row_as_well() -> None:
    problem = nm.validate(example(CITY, order(issued_by=[]), duty())).errors
    assert problem.title == "Errors"
    assert "Code Severity Pointer Message Record NMP" in text_of(problem)
    assert isinstance(FORCES[0], Force)


def test_other_values_and_values_of_several_classes_have_a_table_as_well() -> None:
    assert text_of(Answers([1, "<two>"], "Numbers")) == "Numbers (2) Value 1 <two>"
    assert text_of(Answers([1, CITY])) == "Answers (2) Value Class Record 1 Organization City of Springfield [city]"
