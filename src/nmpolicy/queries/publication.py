"""Publication delays: the days from the signing of an instrument to its publication."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from nmpolicy.queries.answer_tables import Answer, Answers
from nmpolicy.queries.intervals import interval_of
from nmpolicy.queries.milestones import milestone_intervals
from nmpolicy.records.arguments import check_collections
from nmpolicy.records.collection import Collection
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.references import InstrumentRef
from nmpolicy.vocabulary.terms import EventKind, Stage

_PUBLISHING = frozenset({EventKind.PUBLICATION, EventKind.ISSUANCE})


@frozen
class PublicationDelay(Answer):
    """The number of days from the signing of an instrument to its publication.

    .. versionadded:: 0.1
    """

    record: InstrumentRef
    """Id of the instrument."""
    signed: PartialDate
    """The date on which it was signed."""
    published: PartialDate
    """The date on which it was published: its milestone `issued`, or an event."""
    least: int
    """The smallest number of days that the dates allow."""
    most: int
    """The largest number of days that the dates allow; the same as `least` if both dates are exact days."""


def publication_delays(collection: Collection) -> Answers[PublicationDelay]:
    """Return the days from the signing of each instrument to its publication, if both have a date.

    An instrument is published at its milestone `issued`. If it has none, it is published by the first event of kind
    `publication` or `issuance` that is about it and not before the signing.

    >>> from nmpolicy.records.instruments import Milestone, Order
    >>> stages = [Milestone(stage="signed", date="2025-07-21"), Milestone(stage="issued", date="2025-07")]
    >>> order = Order(id="eo", kind="other", title="An order", milestones=stages)
    >>> demo = Collection(id="demo", title="A demonstration", orders=[order])
    >>> [(each.least, each.most) for each in publication_delays(demo)]
    [(0, 10)]

    .. versionadded:: 0.1
    """
    check_collections(collection)
    return Answers(_publication_delays(collection), "Publication delays", collection)


def _publication_delays(collection: Collection) -> Iterator[PublicationDelay]:
    events = _publishing_events(collection)
    for instrument in collection.instruments:
        intervals = milestone_intervals(instrument.milestones)
        dated = {
            milestone.stage: (milestone.date, interval)
            for milestone, interval in zip(instrument.milestones, intervals, strict=True)
            if milestone.date
        }
        if Stage.SIGNED not in dated:
            continue
        signed, signing = dated[Stage.SIGNED]
        if Stage.ISSUED in dated:
            published, publishing = dated[Stage.ISSUED]
        else:
            later = [day for day in events.get(instrument.id, ()) if not day.before(signed)]
            if not later:
                continue
            published, publishing = later[0], interval_of(later[0])
        # If the publication was certainly before the signing, it published something else.
        if signed.uncertain or published.uncertain or publishing.last < signing.first:
            continue
        least = max(0, (publishing.first - signing.last).days)
        most = max(0, (publishing.last - signing.first).days)
        yield PublicationDelay(instrument.id, signed, published, least, most)


def _publishing_events(collection: Collection) -> Mapping[str, Sequence[PartialDate]]:
    """Return the sorted dates of the events that published each record, by the id of the record."""
    found: dict[str, list[PartialDate]] = {}
    for event in collection.events:
        if event.kind in _PUBLISHING and event.start_date:
            for id in event.about:
                found.setdefault(id, []).append(event.start_date)
    return {id: sorted(dates, key=PartialDate.sort_key) for id, dates in found.items()}
