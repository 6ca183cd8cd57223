"""Events."""

from ocd_files import JANE, MAYOR, TERM, exported, only

import nmpolicy as nm

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


def test_an_event_needs_a_date() -> None:
    events = [
        nm.Event(id="a", kind="other", name="A"),
        nm.Event(id="b", kind="other", name="x" * 1001, start_date="2025~", end_date="2026?"),
    ]
    found = exported(*events)
    content = only(found.content, "event")
    assert (content["start_date"], content["end_date"], content["location"]) == ("2025", "2026", None)
    assert {key: count for key, count in found.left_out.items() if key.startswith("Event")} == {
        "Event (without a date)": 1,
        "Event.end_date (approximate or uncertain)": 1,
        "Event.name (after 1,000 characters)": 1,
        "Event.start_date (approximate or uncertain)": 1,
    }
