"""Events."""

from typing import Any

from ocd_files import JANE, MAYOR, TERM, URL, exported, objects, only

import nmpolicy as nm
from each_case import each_case

ORDER = nm.Order(id="eo-1", kind="executive-order", title="Quiet hours", number="2025-01", issued_by=["city"])


def test_an_event_has_participants_and_an_agenda() -> None:
    event = nm.Event(
        id="signing",
        kind="signing",
        name="Signing",
        start_date="2025-03-20",
        location="City Hall",
        summary="A ceremony.",
        participants=[nm.Participant(actor="jane", role="signer"), nm.Participant(actor="mayor")],
        about=["eo-1", "mayor", "jane"],
    )
    found = exported(JANE, MAYOR, TERM, ORDER, event)
    content = only(found.content, "event")
    person = only(found.content, "person")["_id"]
    assert (content["classification"], content["description"]) == ("signing", "A ceremony.")
    assert (content["start_date"], content["end_date"]) == ("2025-03-20", "")
    assert content["location"] == {"name": "City Hall", "note": "", "coordinates": None}
    assert content["participants"] == [
        {"name": "Jane Doe", "entity_type": "person", "person_id": person, "note": "signer"},
        {"name": "Mayor", "entity_type": "", "note": "participant"},
    ]
    assert [(each["description"], each["order"], each["related_entities"]) for each in content["agenda"]] == [
        (
            "Quiet hours",
            "0",
            [
                {
                    "name": "2025-01",
                    "entity_type": "bill",
                    "bill_id": '~{"identifier": "2025-01", "legislative_session__identifier": "demo"}',
                    "note": "consideration",
                }
            ],
        ),
        (
            "Jane Doe",
            "1",
            [{"name": "Jane Doe", "entity_type": "person", "person_id": person, "note": "participant"}],
        ),
    ]
    assert found.left_out["Event.about"] == 1


def test_an_event_needs_a_certain_date() -> None:
    took_part = [nm.Participant(actor="city")]
    events = [
        nm.Event(id="a", kind="hearing", name="A", participants=took_part),
        nm.Event(id="b", kind="hearing", name="x" * 1001, participants=took_part, start_date="2025", end_date="2026?"),
        nm.Event(id="c", kind="vote", name="C", participants=took_part, start_date="2025~"),
        nm.Event(id="d", kind="vote", name="D", participants=took_part, start_date="2025?", end_date="2026"),
    ]
    found = exported(*events)
    content = only(found.content, "event")
    assert (content["start_date"], content["end_date"], content["location"]) == ("2025", "", None)
    assert {key: count for key, count in found.left_out.items() if key.startswith("Event")} == {
        "Event (with an approximate or uncertain date)": 2,
        "Event (without a date)": 1,
        "Event.end_date (approximate or uncertain)": 1,
        "Event.name (after 1,000 characters)": 1,
    }


STATE = nm.Organization(
    id="state", name="State", classification="government", division="ocd-division/country:us/state:nm"
)
GOVERNOR = nm.Post(id="governor", name="Governor", organization="state")
CLUB = nm.Organization(id="club", name="A club", classification="advocacy-organization")
BILL = nm.Measure(id="hb-1", kind="bill", title="A bill", issued_by=["state"])
IN_CITY = "ocd-jurisdiction/country:us/state:nm/place:springfield/government"
IN_STATE = "ocd-jurisdiction/country:us/state:nm/government"


@each_case(
    ("fields", "in_city", "in_state"),
    [
        ({"kind": "hearing", "actors": ["city"]}, True, False),
        ({"kind": "hearing", "actors": ["mayor", "club"], "about": ["hb-1"]}, True, False),
        ({"kind": "hearing", "actors": ["mayor", "governor"]}, True, True),
        ({"kind": "hearing", "actors": ["state", "jane"], "about": ["eo-1"]}, False, True),
        ({"kind": "hearing", "actors": ["club"]}, False, False),
        ({"kind": "vote", "about": ["eo-1"]}, True, False),
        ({"kind": "vote", "actors": ["jane"], "about": ["hb-1"]}, False, True),
        ({"kind": "issuance", "about": ["eo-1", "hb-1"]}, True, True),
        ({"kind": "signing", "actors": ["jane"]}, True, False),
        ({"kind": "signing", "actors": ["jane"], "start_date": "2020"}, False, False),
        ({"kind": "signing"}, False, False),
        ({"kind": "other", "actors": ["city"]}, True, False),
        ({"kind": "other", "actors": ["jane"], "about": ["eo-1"]}, False, False),
        ({"kind": "migration", "actors": ["city"]}, False, False),
        ({"kind": "protest", "actors": ["city"], "about": ["eo-1"]}, False, False),
    ],
)
def test_an_event_is_in_the_folder_of_its_government(
    fields: dict[str, Any],
    in_city: bool,  # noqa: FBT001
    in_state: bool,  # noqa: FBT001
) -> None:
    actors = [nm.Participant(actor=each) for each in fields.pop("actors", ())]
    event = nm.Event(**{"id": "e", "name": "E", "start_date": "2025-03-20", "participants": actors, **fields})
    records = [STATE, GOVERNOR, CLUB, MAYOR, JANE, TERM, ORDER, BILL, event]
    for jurisdiction, expected in ((IN_CITY, in_city), (IN_STATE, in_state)):
        done = exported(*records, jurisdiction=jurisdiction)
        assert len(objects(done.content, "event")) == expected
        why = "not of this government" if event.kind in {"hearing", "vote", "signing", "issuance", "other"} else None
        assert done.left_out.get(f"Event ({why or f'of kind {event.kind}'})", 0) == (not expected)


def test_without_divisions_all_governments_are_the_one_of_the_folder() -> None:
    council = nm.Organization(id="council", name="Council", classification="council")
    hearing = nm.Event(
        id="e", kind="hearing", name="E", start_date="2025", participants=[nm.Participant(actor="council")]
    )
    demo = nm.Collection.of([council, hearing], id="demo", title="A demonstration")
    done = nm.exports.to_ocd(demo, jurisdiction=IN_CITY, source_url=URL)
    assert only(done.content, "event")["name"] == "E"
