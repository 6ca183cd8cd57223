"""Publication dates of the sources that support a record."""

from collections.abc import Iterable, Mapping

from nmpolicy.queries.intervals import Interval, interval_of
from nmpolicy.records.collection import Collection
from nmpolicy.records.evidence import Evidence
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
