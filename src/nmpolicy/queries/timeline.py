"""Timelines: milestones, votes, events and dated statements by date."""

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from nmpolicy.records.collection import Collection
from nmpolicy.records.evidence import Evidence
from nmpolicy.vocabulary.dates import PartialDate, span_label


@frozen
class TimelineEntry:
    """One entry of a timeline.

    .. versionadded:: 0.1
    """

    date: PartialDate | None
    """The date, or the first day of something that lasted; None if it is unknown."""
    end_date: PartialDate | None
    """The last day, inclusive, of something that lasted; otherwise None."""
    record: str
    """Id of the event, instrument or statement."""
    label: str
    """A short description of what happened."""
    attributed_to: tuple[str, ...] = ()
    """Ids of the actors to whom the sources attribute it; empty if the sources report it themselves."""

    @property
    def when(self) -> str:
        """The dates in words; empty if none is known."""
        return span_label(self.date, self.end_date)


def timeline(collection: Collection) -> tuple[TimelineEntry, ...]:
    """Return every milestone, vote and event, and every dated statement, by date; entries without a date come last.

    An entry is placed by the first day that its date may mean; on the same day, a less precise date comes first. The
    order is for reading: if two dates overlap, it does not say which came first.

    >>> from nmpolicy.records.events import Event
    >>> march = Event(id="march", kind="protest", name="A march", start_date="2025-07-19")
    >>> [entry.when for entry in timeline(Collection(id="demo", title="A demonstration").add(march))]
    ['2025-07-19']

    .. versionadded:: 0.1
    """
    return tuple(sorted(_entries(collection), key=_sort_key))


def _entries(collection: Collection) -> Iterator[TimelineEntry]:
    for instrument in collection.instruments:
        for milestone in instrument.milestones:
            label = f"{instrument.label}: {milestone.stage}"
            yield TimelineEntry(milestone.date, None, instrument.id, label, _attributed_to(milestone.evidence))
    for measure in collection.measures:
        for vote in measure.votes:
            label = f"{measure.label}: {vote}"
            yield TimelineEntry(vote.date, None, measure.id, label, _attributed_to(vote.evidence))
    for event in collection.events:
        label = ": ".join(filter(None, (event.label, event.summary)))
        yield TimelineEntry(event.start_date, event.end_date, event.id, label, _attributed_to(event.evidence))
    for statement in collection.statements:
        if statement.date:
            speakers = ", ".join(map(collection.label, statement.speakers))
            label = f"{speakers}: {statement.summary or statement.id}"
            yield TimelineEntry(statement.date, None, statement.id, label, _attributed_to(statement.evidence))


def _attributed_to(evidence: tuple[Evidence, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actor for pointer in evidence for actor in pointer.attributed_to))


def _sort_key(entry: TimelineEntry) -> tuple[bool, date, int, str]:
    return (False, *entry.date.sort_key()) if entry.date else (True, date.max, 0, "")
