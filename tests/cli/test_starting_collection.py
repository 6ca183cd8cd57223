"""The records of a starting collection, and their ids."""

from typing import Any

import pytest

import nmpolicy as nm
from each_case import each_case
from nmpolicy.cli.starting_collection import StartingFacts, left_open, starting_collection
from nmpolicy.errors import InvalidValueError


def started(**answers: Any) -> nm.Collection:
    return starting_collection(StartingFacts(**{"kind": "executive-order", "title": "Rents", **answers}))


def test_an_order_has_its_source_government_and_office() -> None:
    collection = started(
        number="2026/02",
        signed=nm.PartialDate("2026-02-03"),
        jurisdiction="City of Riverton",
        office="Mayor",
        source_title="A story",
        source_url="https://example.org/story",
        source_date=nm.PartialDate("2026-02-04"),
        source_kind=nm.SourceKind.NEWS_ARTICLE,
    )
    source = nm.Source(
        id="news-article-2026-02-04",
        kind="news-article",
        title="A story",
        url="https://example.org/story",
        date="2026-02-04",
    )
    city = nm.Organization(id="city-of-riverton", name="City of Riverton", classification="government")
    mayor = nm.Post(id="mayor", name="Mayor", organization=city)
    order = nm.Order(
        id="executive-order-2026-02",
        kind="executive-order",
        title="Rents",
        number="2026/02",
        issued_by=[mayor],
        milestones=[nm.Milestone(stage="signed", date="2026-02-03")],
    )
    assert collection == nm.Collection.of([source, city, mayor, order], id=order.id, title="Rents")


def test_a_measure_has_its_body() -> None:
    collection = started(kind="ordinance", passed=nm.PartialDate("2026-02"), jurisdiction="Riverton", body="Council")
    riverton = nm.Organization(id="riverton", name="Riverton", classification="government")
    council = nm.Organization(id="council", name="Council", parent=riverton)
    measure = nm.Measure(
        id="rents",
        kind="ordinance",
        title="Rents",
        body=council,
        milestones=[nm.Milestone(stage="passed", date="2026-02")],
    )
    assert collection == nm.Collection.of([riverton, council, measure], id="rents", title="Rents")


URL = "https://example.org/story"


@each_case(
    ("answers", "id", "kind", "title"),
    [
        ({"source_url": URL}, "source", "other", URL),
        ({"source_title": "A story"}, "a-story", "other", "A story"),
        ({"source_date": nm.PartialDate("2026-02")}, "source-2026-02", "other", "source 2026-02"),
        ({"source_kind": nm.SourceKind.DATASET}, "dataset", "dataset", "dataset"),
        ({"source_kind": nm.SourceKind.DATASET, "source_url": URL}, "dataset", "dataset", URL),
    ],
)
def test_a_source_has_a_title_and_a_kind_whatever_is_known_of_it(
    answers: dict[str, Any], id: str, kind: str, title: str
) -> None:
    (source,) = started(**answers).sources
    assert (source.id, source.kind, source.title) == (id, kind, title)
    assert source.url == answers.get("source_url")
    assert {problem.code for problem in nm.validate(started(**answers)).problems} == {"NMP602"}


def test_what_was_left_open_is_named_and_what_is_known_is_not() -> None:
    assert left_open(started()) == [
        "sources: the source",
        "organizations: the government",
        "posts: the office, named in issued_by of rents",
    ]
    known = {"jurisdiction": "Riverton", "source_title": "A story", "source_kind": nm.SourceKind.NEWS_ARTICLE}
    assert left_open(started(office="Mayor", **known)) == []
    assert left_open(started(kind="bill", body="Council", **known)) == []
    assert left_open(started(kind="bill", **known)) == ["organizations: the body, named in body of rents"]


def test_what_was_not_answered_is_left_out() -> None:
    order = nm.Order(id="rents", kind="executive-order", title="Rents")
    assert started() == nm.Collection.of([order], id="rents", title="Rents")
    measure = nm.Measure(id="rents", kind="bill", title="Rents")
    assert started(kind="bill") == nm.Collection.of([measure], id="rents", title="Rents")


@pytest.mark.parametrize(
    ("answers", "table"), [({}, "orders"), ({"office": "Mayor"}, "orders"), ({"body": "Council"}, "measures")]
)
def test_another_kind_is_that_of_a_measure_only_if_it_has_what_measures_have(
    answers: dict[str, Any], table: str
) -> None:
    assert started(kind="other", **answers).table("rents") == table


@each_case("kind", sorted({*nm.OrderKind, *nm.MeasureKind}))
@each_case("office", ["Mayor", "Rents", "市长"])
def test_it_has_no_errors_and_only_lacks_evidence(kind: str, office: str) -> None:
    both = {"office": office, "body": office, "jurisdiction": office, "source_kind": nm.SourceKind.OTHER}
    collection = started(kind=kind, source_title=office, **both)
    problems = nm.validate(nm.loads(nm.dumps(collection))).problems
    assert {problem.code for problem in problems} == {"NMP602"}


def test_ids_stay_unique_and_need_no_latin_name() -> None:
    same = started(office="Rents", jurisdiction="Rents", source_kind=nm.SourceKind.OTHER, source_title="Rents")
    assert [record.id for record in same] == ["rents-2", "rents-3", "rents-4", "rents"]
    other = {
        "jurisdiction": "河镇",
        "office": "市长",
        "source_title": "新闻",
        "source_kind": nm.SourceKind.NEWS_ARTICLE,
    }
    assert [record.id for record in started(**other)] == ["news-article", "government", "office", "rents"]
    assert started(kind="bill", body="市议会").measures[0].body == "body"


def test_a_title_in_another_script_needs_a_number_or_an_id() -> None:
    with pytest.raises(InvalidValueError):
        started(title="租金")
    assert started(title="租金", number="5").orders[0].id == "executive-order-5"
    assert started(title="租金", number="5", id="eo-5").orders[0].id == "eo-5"
    assert started(title="租金", number="第五号", id="eo-5").orders[0].number == "第五号"
