"""Events of Open Civic Data."""

from collections.abc import Iterator

from nmpolicy.exports.ocd_folder import Json, OcdFolder
from nmpolicy.records.actors import Organization, Person
from nmpolicy.records.events import Event
from nmpolicy.records.instruments import Instrument

_MAX_EVENT_NAME = 1000
_MAX_LOCATION = 200


def add_events(folder: OcdFolder) -> None:
    """Add the events with a date. Bills and actors that an event was about are the items of its agenda."""
    for each in folder.collection.events:
        if each.start_date is None:
            folder.losses["Event (without a date)"] += 1
            continue
        location = folder.short(each.location, _MAX_LOCATION, "Event.location")
        content: Json = {
            "name": folder.short(each.label, _MAX_EVENT_NAME, "Event.name"),
            "all_day": False,
            "start_date": folder.day(each.start_date, "Event.start_date"),
            "end_date": folder.day(each.end_date, "Event.end_date"),
            "status": "confirmed",
            "classification": each.kind,
            "description": each.summary,
            "location": {"name": location, "note": "", "coordinates": None} if location else None,
            "media": [],
            "documents": [],
            "links": [],
            "participants": [
                {**folder.entity(participant.actor), "note": participant.role or "participant"}
                for participant in each.participants
            ],
            "agenda": list(_agenda(folder, each)),
            "sources": folder.sources(each, each.evidence),
            "pupa_id": f"nmpolicy/{folder.uuid(each.id)}",
        }
        folder.add_record("event", each, content)


def _agenda(folder: OcdFolder, event: Event) -> Iterator[Json]:
    """Yield an item for each bill, person and organization here that the event was about."""
    number = 0
    for about in event.about:
        record = folder.exported.get(about)
        if isinstance(record, Instrument):
            bill = folder.objects[f"bill_{folder.uuid(about)}.json"]
            reference = folder.pseudo_id(
                identifier=bill["identifier"], legislative_session__identifier=bill["legislative_session"]
            )
            entity = {"name": bill["identifier"], "entity_type": "bill", "bill_id": reference, "note": "consideration"}
        elif isinstance(record, Person | Organization):
            entity = {**folder.entity(about), "note": "participant"}
        else:
            folder.losses["Event.about"] += 1
            continue
        yield {
            "description": record.label,
            "classification": [],
            "order": str(number),
            "subjects": [],
            "media": [],
            "notes": [],
            "related_entities": [entity],
            "extras": {},
        }
        number += 1
