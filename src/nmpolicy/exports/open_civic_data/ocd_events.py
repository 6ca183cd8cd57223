"""Events of Open Civic Data."""

from collections.abc import Iterator

from nmpolicy.exports.open_civic_data.ocd_folder import Json, OcdFolder
from nmpolicy.exports.open_civic_data.ocd_offices import organizations_served
from nmpolicy.records.actors import Organization, Person
from nmpolicy.records.events import Event
from nmpolicy.records.instruments import Instrument
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.terms import EventKind

_MAX_EVENT_NAME = 1000
_MAX_LOCATION = 200
#: The kinds of event that a government holds. A meeting has no kind of its own; it is `other`.
_OFFICIAL = frozenset({EventKind.HEARING, EventKind.ISSUANCE, EventKind.SIGNING, EventKind.VOTE})


def add_events(folder: OcdFolder) -> None:
    """Add the hearings, votes, signings and the like of this government. The agenda has what one was about."""
    for each in folder.collection.events:
        if why := _why_not(folder, each):
            folder.losses[f"Event ({why})"] += 1
            continue
        location = folder.short(each.location, _MAX_LOCATION, "Event.location")
        content: Json = {
            "name": folder.short(each.label, _MAX_EVENT_NAME, "Event.name"),
            "all_day": False,
            "start_date": each.start_date,
            "end_date": _certain_day(folder, each.end_date),
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


def _why_not(folder: OcdFolder, event: Event) -> str:
    """Return why an event is not one of the calendar of this government; empty if it is."""
    if event.kind not in _OFFICIAL and event.kind is not EventKind.OTHER:
        return f"of kind {event.kind}"
    if not (_takes_part(folder, event) if event.kind is EventKind.OTHER else _is_own(folder, event)):
        return "not of this government"
    if event.start_date is None:
        return "without a date"
    return "with an approximate or uncertain date" if _is_unsure(event.start_date) else ""


def _takes_part(folder: OcdFolder, event: Event) -> bool:
    """Return whether an organization or a post of this government took part."""
    return any(folder.belongings.get(each.actor) for each in event.participants)


def _is_own(folder: OcdFolder, event: Event) -> bool:
    """Return whether an event is one of this government.

    It is if one of its organizations or posts took part. If no other government did, what the event was about decides,
    or else the offices of the people who took part.
    """
    if _takes_part(folder, event):
        return True
    actors = [each.actor for each in event.participants]
    if any(map(folder.is_other, actors)):
        return False
    if any(map(folder.belongings.get, event.about)) or any(map(folder.is_other, event.about)):
        return any(map(folder.belongings.get, event.about))
    served = (each for actor in actors for each in organizations_served(folder.collection, actor, event.start_date))
    return any(map(folder.belongings.get, served))


def _is_unsure(date: PartialDate) -> bool:
    return date.approximate or date.uncertain


def _certain_day(folder: OcdFolder, date: PartialDate | None) -> str:
    """Return the last day of an event; empty if it is not certain."""
    if date and _is_unsure(date):
        folder.losses["Event.end_date (approximate or uncertain)"] += 1
        return ""
    return date or ""


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
