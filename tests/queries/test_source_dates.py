"""The days by which milestones without a date were reached, according to their sources."""

from datetime import date
from typing import Any

import nmpolicy as nm
from each_case import each_case
from nmpolicy.queries.intervals import Interval
from nmpolicy.queries.source_dates import latest_publication, reached_by
from nmpolicy.rules.examples import duty, order
from query_helpers import collected, reached

LIST = nm.Source(id="list", kind="dataset", title="A list", date="2022-01-03")
LATER = nm.Source(id="later", kind="dataset", title="A later list", date="2023")
UNDATED = nm.Source(id="undated", kind="dataset", title="Another list")
UNSURE = nm.Source(id="unsure", kind="dataset", title="An old list", date="2021?")
SOURCES = (LIST, LATER, UNDATED, UNSURE)
UNKNOWN = date.max.isoformat()


def from_(*sources: str, **more: Any) -> list[nm.Evidence]:
    return [nm.Evidence(source=source, **more) for source in sources]


@each_case(
    ("evidence", "expected"),
    [
        (from_("list"), "2022-01-03"),
        (from_("later"), "2023-12-31"),
        (from_("list", "later"), "2023-12-31"),  # either may be the one that says so
        (from_("list", "undated"), UNKNOWN),
        (from_("list", "nowhere"), UNKNOWN),
        (from_("unsure"), UNKNOWN),
        ([], UNKNOWN),
        ([*from_("list"), *from_("later", supports=["title"])], "2022-01-03"),
        (from_("list", supports=["title"]), UNKNOWN),
    ],
)
def test_the_latest_source_of_a_milestone_bounds_it(evidence: list[nm.Evidence], expected: str) -> None:
    milestones = reached("signed 2019-03-25", "rescinded")
    made = order(milestones=milestones, evidence=evidence)
    assert [str(day) for day in reached_by(collected(made, *SOURCES), made)] == [UNKNOWN, expected]


def test_the_latest_of_several_sources_is_not_older_than_any_of_them() -> None:
    found = latest_publication(collected(*SOURCES), from_("list", "later"))
    assert found == Interval(date(2023, 1, 1), date(2023, 12, 31))


def test_evidence_of_its_own_counts_before_that_of_the_record() -> None:
    rescinded = nm.Milestone(stage="rescinded", evidence=from_("list"))
    made = order(milestones=[rescinded], evidence=from_("later", "undated"))
    assert [str(day) for day in reached_by(collected(made, *SOURCES), made)] == ["2022-01-03"]


def test_stages_that_are_set_in_advance_are_not_bounded() -> None:
    made = order(milestones=reached("signed 2019-03-25", "effective", "expired", "suspended"), evidence=from_("list"))
    assert [str(day) for day in reached_by(collected(made, LIST), made)] == [UNKNOWN, UNKNOWN, UNKNOWN, "2022-01-03"]


def test_a_source_cannot_report_what_came_after_a_milestone_that_is_no_earlier() -> None:
    for signed, expected in (("2022-01-02", "2022-01-03"), ("2022-01-03", UNKNOWN), ("2022-02", UNKNOWN)):
        made = order(milestones=reached(f"signed {signed}", "rescinded"), evidence=from_("list"))
        assert [str(day) for day in reached_by(collected(made, LIST), made)] == [UNKNOWN, expected]


@each_case("stage", ["rescinded", "repealed", "superseded", "struck-down", "suspended", "withdrawn", "vetoed"])
def test_what_a_list_says_has_ended_is_not_in_force_from_the_day_of_the_list(stage: str) -> None:
    made = order(milestones=reached("signed 2019-03-25", stage), evidence=from_("list"))
    demo = collected(made, LIST)
    days = ["2019-03-24", "2022-01-02", "2022-01", "2022-01-03", "2026"]
    assert [nm.in_force(demo, "order", day).answer for day in days] == [False, None, None, False, False]
    words = f"{stage.replace('-', ' ')} by 2022-01-03, according to its source"
    assert [reason.label for reason in nm.in_force(demo, "order", "2026").reasons] == [words]


def test_what_a_list_says_was_made_or_is_back_is_in_force_from_the_day_of_the_list() -> None:
    for stages in (["signed"], ["issued"], ["signed 2019-03-25", "suspended", "reinstated"]):
        demo = collected(order(milestones=reached(*stages), evidence=from_("list")), LIST)
        assert [nm.in_force(demo, "order", day).answer for day in ("2022-01-02", "2022-01-03")] == [None, True]
    label = nm.in_force(collected(order(milestones=reached("signed"), evidence=from_("list")), LIST), "order", "2023")
    assert label.reasons[0].label == "signed by 2022-01-03, according to its source"


def test_what_was_made_by_the_day_of_a_list_ends_another_by_then() -> None:
    new = order(id="new", milestones=reached("signed"), evidence=from_("list"))
    repeal = nm.Relation(id="r", subject="new", predicate="repeals", object="order", evidence=from_("list"))
    demo = collected(order(milestones=reached("signed 2019-03-25")), new, repeal, LIST)
    assert [nm.in_force(demo, "order", day).answer for day in ("2022-01-02", "2022-01-03")] == [None, False]


def test_a_duty_lapses_if_a_list_before_its_deadline_says_that_its_order_has_ended() -> None:
    made = order(milestones=reached("signed 2019-03-25", "rescinded"), evidence=from_("list"))
    demo = collected(made, duty(deadline=nm.Deadline(date="2022-06-01")), LIST)
    (found,) = nm.due(demo, "2022-01-01", "2022-12-31")
    assert (found.answer, found.reason) == (False, "its order was rescinded by 2022-01-03, according to its source")
