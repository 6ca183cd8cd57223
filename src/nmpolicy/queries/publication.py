"""What a compilation of orders shows: which numbers it lacks, and how long it took until each order could be read."""

from collections.abc import Iterator

from attrs import frozen

from nmpolicy.queries.intervals import time_of, times_of
from nmpolicy.records.collection import Collection
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.terms import EventKind, Stage


@frozen
class PublicationDelay:
    """The days from the signing of an instrument to its publication.

    .. versionadded:: 0.1
    """

    #: Id of the instrument.
    record: str
    #: When it was signed.
    signed: PartialDate
    #: When it was published: given out by its authority, or in an event of that kind.
    published: PartialDate
    #: How many days that took at least.
    least: int
    #: How many days it took at most; the same where both are exact days.
    most: int


def publication_delays(collection: Collection) -> tuple[PublicationDelay, ...]:
    """How many days it took from the signing of each instrument to its publication, where both have a date.

    It is published when it is issued after it was signed, or else by the first event of publication or issuance that is about it.

    >>> from nmpolicy.records.instruments import Milestone, Order
    >>> stages = [Milestone(stage="signed", date="2025-07-21"), Milestone(stage="issued", date="2025-07")]
    >>> order = Order(id="eo", kind="executive-order", title="An order", milestones=stages)
    >>> [(each.least, each.most) for each in publication_delays(Collection(id="demo", title="A demonstration", orders=[order]))]
    [(0, 10)]

    .. versionadded:: 0.1
    """
    return tuple(_publication_delays(collection))


def _publication_delays(collection: Collection) -> Iterator[PublicationDelay]:
    events: dict[str, list[PartialDate]] = {}
    for event in collection.events:
        if event.kind in _PUBLISHING and event.start_date:
            for id in event.about:
                events.setdefault(id, []).append(event.start_date)
    for instrument in collection.instruments:
        timed = zip(instrument.milestones, times_of(instrument.milestones), strict=True)
        found = {milestone.stage: (milestone.date, time) for milestone, time in timed if milestone.date}
        if Stage.SIGNED not in found:
            continue
        signed, since = found[Stage.SIGNED]
        if Stage.ISSUED in found:
            published, until = found[Stage.ISSUED]
        else:
            dates = sorted(events.get(instrument.id, ()), key=PartialDate.sort_key)
            later = [day for day in dates if not day.before(signed)]
            if not later:
                continue
            published, until = later[0], time_of(later[0])
        # What was surely published before the signing was not what was signed.
        if signed.uncertain or published.uncertain or until.last < since.first:
            continue
        first, last = until
        yield PublicationDelay(
            instrument.id, signed, published, max(0, (first - since.last).days), max(0, (last - since.first).days)
        )


_PUBLISHING = frozenset({EventKind.PUBLICATION, EventKind.ISSUANCE})
