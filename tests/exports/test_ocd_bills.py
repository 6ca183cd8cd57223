"""Bills, actions and votes."""

from typing import Any

import attrs
import pytest
from ocd_files import COUNCIL, JANE, MAYOR, TERM, URL, exported, objects, only

import nmpolicy as nm

ORDER = nm.Order(
    id="eo-1",
    kind="executive-order",
    title="Quiet hours",
    number="2025-01",
    issued_by=["mayor"],
    milestones=[nm.Milestone(stage="signed", date="2025-03-20", by=["jane"])],
)
MEASURE = nm.Measure(id="o-1", kind="ordinance", title="Noise", number="O-25-1", body="council")
PEOPLE = (MAYOR, JANE, TERM, COUNCIL)


def bill(*records: nm.Record) -> Any:
    return only(exported(*PEOPLE, *records).content, "bill")


def test_an_order_is_a_bill_of_classification_order() -> None:
    found = exported(*PEOPLE, ORDER)
    files = found.content
    order, (city, _) = only(files, "bill"), objects(files, "organization")
    assert (order["identifier"], order["title"], order["classification"]) == ("2025-01", "Quiet hours", ["order"])
    assert order["from_organization"] == city["_id"]
    assert order["extras"] == {"nmpolicy_id": "eo-1", "kind": "executive-order"}
    assert order["actions"] == [
        {
            "description": "Signed",
            "date": "2025-03-20",
            "organization_id": city["_id"],
            "classification": ["executive-signature"],
            "related_entities": [
                {"name": "Jane Doe", "entity_type": "person", "person_id": only(files, "person")["_id"]}
            ],
            "extras": {"stage": "signed"},
        }
    ]
    assert {key: count for key, count in found.left_out.items() if key.startswith(("Order", "Mile"))} == {
        "Order.issued_by (a post, held as its organization)": 1,
        "Order.kind (executive-order, held as order)": 1,
    }


def test_what_a_bill_says_of_itself() -> None:
    measure = attrs.evolve(
        MEASURE,
        other_titles=["Noise ordinance", ""],
        subjects=["noise", "noise"],
        summary="Sets quiet hours.",
        url="https://example.org/o-1",
        identifiers=[
            nm.Identifier(scheme="legistar", identifier="77"),
            nm.Identifier(scheme="legistar", identifier=""),
            nm.Identifier(scheme="x" * 301, identifier="77"),
        ],
    )
    found = exported(*PEOPLE, measure)
    content = only(found.content, "bill")
    assert content["other_titles"] == [{"title": "Noise ordinance", "note": ""}]
    assert content["subject"] == ["noise"]
    assert content["abstracts"] == [{"abstract": "Sets quiet hours.", "note": "", "date": ""}]
    links = [{"url": "https://example.org/o-1", "media_type": "", "text": ""}]
    assert content["versions"] == [{"note": "Text", "date": "", "links": links}]
    assert content["sources"] == [{"url": "https://example.org/o-1", "note": ""}]
    assert content["other_identifiers"] == [{"identifier": "77", "scheme": "legistar", "note": ""}]
    assert {key: count for key, count in found.left_out.items() if key.startswith(("Measure", "Identifier"))} == {
        "Identifier (empty, or over 300 characters)": 2,
        "Measure.other_titles (empty or repeated)": 1,
        "Measure.subjects (empty or repeated)": 1,
    }


@pytest.mark.parametrize(
    ("kind", "classification", "left_out"),
    [
        ("proclamation", ["proclamation"], None),
        ("regulation", ["order"], "Order.kind (regulation, held as order)"),
        ("agreement", ["contract"], "Order.kind (agreement, held as contract)"),
        ("other", [], "Order.kind (other)"),
    ],
)
def test_the_nearest_classification(kind: str, classification: list[str], left_out: str | None) -> None:
    found = exported(*PEOPLE, attrs.evolve(ORDER, kind=kind))
    assert only(found.content, "bill")["classification"] == classification
    assert [key for key in found.left_out if key.startswith("Order.kind")] == ([left_out] if left_out else [])


def test_no_two_bills_have_one_identifier() -> None:
    orders = [
        attrs.evolve(ORDER, id="eo-1", number="1"),
        attrs.evolve(ORDER, id="eo-2", number="1"),
        attrs.evolve(ORDER, id="eo-3", number="eo-1"),
        attrs.evolve(ORDER, id="eo-4", number=" "),
        attrs.evolve(ORDER, id="eo-5", number="x" * 101),
        attrs.evolve(ORDER, id="eo-6", number="x" * 301),
        attrs.evolve(ORDER, id="eo-7", number="eo-7"),
        attrs.evolve(ORDER, id="eo-8-" + "x" * 100, number=""),
    ]
    found = exported(*PEOPLE, *orders)
    bills = objects(found.content, "bill")
    assert [each["identifier"] for each in bills[:-1]] == [f"eo-{number}" for number in range(1, 8)]
    assert bills[-1]["identifier"] == bills[-1]["_id"]
    others = [[other["identifier"] for other in each["other_identifiers"]] for each in bills]
    assert others == [["1"], ["1"], ["eo-1"], [" "], ["x" * 101], [], [], []]
    assert found.left_out["Order.number (over 300 characters)"] == 1


def test_a_title_is_never_empty_and_an_address_never_too_long() -> None:
    found = exported(*PEOPLE, attrs.evolve(ORDER, title=" ", url="https://example.org/" + "x" * 2000))
    content = only(found.content, "bill")
    assert (content["title"], content["versions"], content["sources"]) == ("eo-1", [], [{"url": URL, "note": ""}])
    assert found.left_out["Order.url (over 2,000 characters)"] == 1


def test_the_body_and_the_issuers() -> None:
    measures = [
        attrs.evolve(MEASURE, id="m-1", number="", issued_by=["council", "city"]),
        attrs.evolve(MEASURE, id="m-2", number="", body="gone", issued_by=["mayor", "jane"]),
        attrs.evolve(MEASURE, id="m-3", number="", body=None, milestones=[nm.Milestone(stage="passed")]),
    ]
    found = exported(*PEOPLE, *measures)
    city, council = objects(found.content, "organization")
    first, second, third = objects(found.content, "bill")
    assert [each["from_organization"] for each in (first, second, third)] == [council["_id"], city["_id"], None]
    assert third["actions"] == []
    assert {key: count for key, count in found.left_out.items() if key.startswith(("Measure", "Milestone"))} == {
        "Measure.body": 1,
        "Measure.issued_by": 2,
        "Measure.issued_by (a post, held as its organization)": 1,
        "Milestone (in no organization here)": 1,
    }


def test_an_action_takes_place_in_an_organization() -> None:
    milestones = [
        nm.Milestone(stage="introduced", date="2025~", by=["council"]),
        nm.Milestone(stage="signed", by=["jane"]),
        nm.Milestone(stage="announced", by=["mayor", "gone"]),
        nm.Milestone(stage="withdrawn", by=["jane"]),
    ]
    found = exported(*PEOPLE, attrs.evolve(MEASURE, milestones=milestones))
    city, council = objects(found.content, "organization")
    introduced, signed, announced, withdrawn = only(found.content, "bill")["actions"]
    assert (introduced["organization_id"], introduced["classification"]) == (council["_id"], ["introduction"])
    assert introduced["date"] == "2025"
    assert (signed["organization_id"], signed["date"]) == (city["_id"], "")
    assert withdrawn["organization_id"] == council["_id"]
    assert (announced["organization_id"], announced["classification"]) == (city["_id"], [])
    assert announced["related_entities"] == [{"name": "Mayor", "entity_type": ""}, {"name": "gone", "entity_type": ""}]
    assert found.left_out["Milestone (its organization is unknown; that of the instrument is written)"] == 1
    assert found.left_out["Milestone.date (approximate or uncertain)"] == 1


def test_a_veto_takes_place_where_the_one_who_vetoed_holds_a_post() -> None:
    def actions(stage: str, date: str, *records: nm.Record) -> tuple[list[Any], int, list[Any]]:
        measure = attrs.evolve(MEASURE, milestones=[nm.Milestone(stage=stage, date=date, by=["jane"])])
        found = exported(*PEOPLE, measure, *records)
        bodies = {each["_id"]: each["extras"]["nmpolicy_id"] for each in objects(found.content, "organization")}
        where = [bodies[each["organization_id"]] for each in only(found.content, "bill")["actions"]]
        guessed = found.left_out.get("Milestone (its organization is unknown; that of the instrument is written)", 0)
        return where, guessed, objects(found.content, "membership")

    assert actions("vetoed", "2025-03-20")[:2] == (["city"], 0)
    assert actions("signed", "2025-03-20")[:2] == (["city"], 0)
    assert actions("vetoed", "2019-03-20")[:2] == (["council"], 1)
    assert actions("announced", "2025-03-20")[:2] == (["council"], 1)
    police = nm.Organization(id="office", name="Office", classification="executive", parent="city")
    chief = nm.Post(id="chief", name="Chief", organization="office")
    both = nm.Membership(id="jane-chief", member="jane", post="chief")
    assert actions("vetoed", "2025-03-20", police, chief, both)[:2] == (["council"], 1)
    clerk = nm.Post(id="clerk", name="Clerk", organization="council")
    there = nm.Membership(id="jane-clerk", member="jane", post="clerk")
    assert actions("vetoed", "2025-03-20", clerk, there)[:2] == (["city"], 0)


def test_sponsors() -> None:
    sponsors = bill(attrs.evolve(MEASURE, sponsors=["jane", "council"], cosponsors=["mayor"]))["sponsorships"]
    assert [(each["name"], each["entity_type"], each["primary"]) for each in sponsors] == [
        ("Jane Doe", "person", True),
        ("City Council", "organization", True),
        ("Mayor", "", False),
    ]
    assert [bool(each["person_id"]) for each in sponsors] == [True, False, False]
    assert [bool(each["organization_id"]) for each in sponsors] == [False, True, False]


def test_only_relations_of_whole_bills_are_related_bills() -> None:
    def related(id: str, predicate: str, **fields: Any) -> nm.Relation:
        return nm.Relation(**{"id": id, "subject": "eo-1", "object": "o-1", "predicate": predicate, **fields})

    relations = [
        *(related("a", "companion-to"), related("b", "supersedes", effective_date="2025"), related("c", "replaces")),
        *(related("d", "replaces", section="1"), related("e", "amends"), related("f", "replaces", object="gone")),
    ]
    found = exported(*PEOPLE, ORDER, MEASURE, *relations)
    order, measure = objects(found.content, "bill")
    assert order["related_bills"] == [
        {"identifier": "O-25-1", "legislative_session": "demo", "relation_type": each}
        for each in ("companion", "replaces", "replaces")
    ]
    assert measure["related_bills"] == []
    assert {key: count for key, count in found.left_out.items() if key.startswith("Relation")} == {
        "Relation (amends)": 1,
        "Relation (replaces)": 2,
        "Relation.effective_date": 1,
        "Relation.id": 3,
        "Relation.predicate (supersedes, held as replaces)": 1,
    }


def test_a_vote_has_its_counts_and_voters() -> None:
    event = nm.VoteEvent(
        date="2025-04-01",
        motion="Pass",
        passed=True,
        yes=6,
        no=0,
        not_voting=1,
        votes=[
            nm.Vote(voter="jane", option="yes"),
            nm.Vote(voter="ward-5", option="not-voting", weight=2),
            nm.Vote(voter="council", option="excused"),
        ],
    )
    found = exported(*PEOPLE, attrs.evolve(MEASURE, vote_events=[event]))
    content = only(found.content, "vote_event")
    measure, person = only(found.content, "bill"), only(found.content, "person")
    assert (content["bill"], content["organization"]) == (measure["_id"], measure["from_organization"])
    assert (content["motion_text"], content["result"], content["start_date"]) == ("Pass", "pass", "2025-04-01")
    assert content["counts"] == [
        {"option": "yes", "value": 6},
        {"option": "no", "value": 0},
        {"option": "not voting", "value": 1},
    ]
    assert content["votes"] == [
        {"option": "yes", "voter_name": "Jane Doe", "voter_id": person["_id"], "note": ""},
        {"option": "not voting", "voter_name": "ward-5", "voter_id": '~{"name": "ward-5"}', "note": ""},
        {"option": "excused", "voter_name": "City Council", "voter_id": '~{"name": "City Council"}', "note": ""},
    ]
    assert found.left_out["Vote.weight"] == 1


def test_votes_alike_stay_apart_and_need_a_body() -> None:
    events = [
        nm.VoteEvent(),
        nm.VoteEvent(),
        nm.VoteEvent(passed=False, date="2025?"),
        nm.VoteEvent(body="gone", yes=2**40),
        nm.VoteEvent(body="city", yes=2**40),
    ]
    found = exported(*PEOPLE, attrs.evolve(MEASURE, vote_events=events))
    contents = objects(found.content, "vote_event")
    assert len({each["pupa_id"] for each in contents}) == 4
    assert {each["motion_text"] for each in contents} == {"Vote on Noise"}
    assert sorted(each.get("result", "") for each in contents) == ["", "", "", "fail"]
    assert {key: count for key, count in found.left_out.items() if key.startswith("Vote")} == {
        "VoteEvent (in no organization here)": 1,
        "VoteEvent.date (approximate or uncertain)": 1,
        "VoteEvent.yes (over 2,147,483,647)": 1,
    }
