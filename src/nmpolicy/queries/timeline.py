"""What happened when: milestones, votes, events and dated statements in one order."""

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

    #: When it was, or began; None where the records do not say.
    date: PartialDate | None
    #: Its last day, inclusive, where it lasted.
    end_date: PartialDate | None
    #: Id of the event, instrument or statement.
    record: str
    #: What happened, in a few words.
    label: str
    #: Ids of those whom the sources name as the origin of it. Empty: the sources say it themselves.
    attributed_to: tuple[str, ...] = ()

    @property
    def when(self) -> str:
        """The dates in words; empty where none is known."""
        return span_label(self.date, self.end_date)


def timeline(collection: Collection) -> tuple[TimelineEntry, ...]:
    """Every milestone, vote and event, and every dated statement, by first days, the wider date first; last the undated.

    >>> from nmpolicy.records.events import Event
    >>> march = Event(id="march", kind="protest", name="A march", start_date="2025-07-19")
    >>> [moment.when for moment in timeline(Collection(id="demo", title="A demonstration").add(march))]
    ['2025-07-19']

    An order for reading: where two dates overlap, it says nothing of which came first.

    .. versionadded:: 0.1
    """
    return tuple(sorted(_moments(collection), key=_place))


def _moments(collection: Collection) -> Iterator[TimelineEntry]:
    for instrument in collection.instruments:
        for milestone in instrument.milestones:
            label = f"{instrument.label}: {milestone.stage}"
            yield TimelineEntry(milestone.date, None, instrument.id, label, _origins(milestone.evidence))
    for measure in collection.measures:
        for vote in measure.votes:
            yield TimelineEntry(vote.date, None, measure.id, f"{measure.label}: {vote}", _origins(vote.evidence))
    for event in collection.events:
        label = ": ".join(filter(None, (event.label, event.summary)))
        yield TimelineEntry(event.start_date, event.end_date, event.id, label, _origins(event.evidence))
    for statement in collection.statements:
        if statement.date:
            speakers = ", ".join(map(collection.label, statement.speakers))
            label = f"{speakers}: {statement.summary or statement.id}"
            yield TimelineEntry(statement.date, None, statement.id, label, _origins(statement.evidence))


def _origins(evidence: tuple[Evidence, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actor for pointer in evidence for actor in pointer.attributed_to))


def _place(moment: TimelineEntry) -> tuple[bool, date, int, str]:
    return (False, *moment.date.sort_key()) if moment.date else (True, date.max, 0, "")
