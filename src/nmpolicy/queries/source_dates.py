"""Publication dates of the sources that support a record."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from nmpolicy.queries.intervals import Interval, interval_of
from nmpolicy.queries.milestones import SET_IN_ADVANCE
from nmpolicy.records.collection import Collection
from nmpolicy.records.evidence import Evidence
from nmpolicy.records.instruments import Instrument
from nmpolicy.records.once_per_collection import once_per_collection
from nmpolicy.vocabulary.dates import PartialDate


@once_per_collection
def _publication_dates(collection: Collection) -> Mapping[str, PartialDate]:
    """Return the publication date of each source that has one, by id."""
    return {source.id: source.date for source in reversed(collection.sources) if source.date}


def latest_publication(collection: Collection, evidence: Iterable[Evidence]) -> Interval | None:
    """Return the days on which the latest source of some evidence may have been published.

    No source reports an event that is dated after the last of these days. Return None if a source has no date, or if
    there is no evidence.

    >>> from nmpolicy.records.sources import Source
    >>> article = Source(id="article", kind="news-article", title="An article", date="2025-07")
    >>> demo = Collection(id="demo", title="A demonstration", sources=[article])
    >>> latest_publication(demo, [Evidence(source="article")]).last
    datetime.date(2025, 7, 31)
    """
    dates = _publication_dates(collection)
    intervals = [interval_of(dates[pointer.source]) if pointer.source in dates else None for pointer in evidence]
    known = [interval for interval in intervals if interval]
    if not known or len(known) < len(intervals):
        return None
    return Interval(max(first for first, _ in known), max(last for _, last in known))


def reached_by(collection: Collection, instrument: Instrument) -> Iterator[date]:
    """Yield for each milestone the day by which it was reached according to its sources, if that is all that is known.

    A source reports a stage that was reached, so it was reached by the day on which the source was published. Of
    several sources, any may be the one that reports it, so only the latest counts, and none if one has no date. A
    source that is no later than a milestone listed before cannot report it. For a milestone with a date, a stage that
    may be set in advance, or one without such a source, this is the last day of the calendar.

    >>> from nmpolicy.records.instruments import Milestone, Order
    >>> from nmpolicy.records.sources import Source
    >>> stages = [Milestone(stage="signed", date="2019-03-25"), Milestone(stage="rescinded")]
    >>> order = Order(id="eo", kind="other", title="T", milestones=stages, evidence=[Evidence(source="list")])
    >>> source = Source(id="list", kind="dataset", title="A list", date="2022-01-03")
    >>> demo = Collection(id="demo", title="A demonstration", orders=[order], sources=[source])
    >>> [str(day) for day in reached_by(demo, order)]
    ['9999-12-31', '2022-01-03']
    """
    floor = date.min
    latest: dict[bool, Interval | None] = {}  # worked out once for all the milestones without evidence of their own
    for milestone in instrument.milestones:
        last = date.max
        if milestone.date:
            floor = max(floor, milestone.date.span[0])
        elif milestone.stage not in SET_IN_ADVANCE:  # a source may mean a day to come
            has_own = bool(milestone.evidence)
            if has_own or has_own not in latest:
                latest[has_own] = latest_publication(collection, instrument.evidence_for("milestones", milestone))
            publication = latest[has_own]
            last = publication.last if publication and publication.last > floor else date.max
        yield last
