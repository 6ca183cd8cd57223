"""Events of Popolo files: legislative periods, sessions, elections and others."""

from collections.abc import Mapping

from nmpolicy.imports.input_items import InputItem
from nmpolicy.imports.pending_records import named_id
from nmpolicy.imports.popolo.popolo_actors import PopoloActors, given_id, shown
from nmpolicy.imports.popolo.popolo_dates import popolo_date
from nmpolicy.imports.popolo.popolo_memberships import Period
from nmpolicy.records.events import Event, Participant
from nmpolicy.vocabulary.terms import EventKind


def add_events(actors: PopoloActors, events: Mapping[str, InputItem]) -> dict[str, Period]:
    """Add events. Return the first and the last day of each by its key."""
    return {id: _add_event(actors, id, item) for id, item in events.items()}


def _add_event(actors: PopoloActors, id: str, item: InputItem) -> Period:
    name, kind = item.text("name"), item.text("classification")
    start, end = item.date("start_date", popolo_date), item.date("end_date", popolo_date)
    location, identifiers = item.text("location"), actors.identifiers(id, item)
    body = actors.objects.referred("events", id, "organization")
    attendees = {actors.person(each): "" for other in item.items("attendees") if (each := other.text("id"))}
    taking_part = {**({actors.organization(body): "body"} if body else {}), **attendees}
    if "election" not in kind.casefold():
        item.log.leave_out(f"{item.kind}.classification", bool(kind))
    actors.pending.add(
        ("event", id),
        [named_id(name, given_id(id), "event")],
        lambda own, ids: Event(
            id=own,
            kind=EventKind.ELECTION if "election" in kind.casefold() else EventKind.OTHER,
            name=name or shown(id),
            start_date=start,
            end_date=end,
            location=location,
            participants=[Participant(actor=ids[key], role=role) for key, role in taking_part.items()],
            identifiers=identifiers,
            extra=item.kept,
        ),
    )
    return start, end
