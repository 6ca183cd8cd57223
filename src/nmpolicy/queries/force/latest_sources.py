"""The dates of the sources on an instrument: what happened later may be missing from the records."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from nmpolicy.queries.force.effective_dates import effective_dates
from nmpolicy.queries.force.parts import provisions_by_instrument
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.evidence import SourcedRecord
from nmpolicy.records.instruments import Instrument, Measure
from nmpolicy.records.once_per_collection import once_per_collection
from nmpolicy.records.relations import Relation
from nmpolicy.records.sources import Source
from nmpolicy.vocabulary.dates import PartialDate


class SourceDates(NamedTuple):
    """The date of the latest of some sources, and those without a date, which may be later."""

    latest: PartialDate | None
    """The date of the latest source that has one; None if none has."""
    undated: frozenset[str]
    """The ids of the sources without a date."""

    @property
    def end(self) -> PartialDate | None:
        """The date on which the sources end; None if that is not known, because a source has no date."""
        return None if self.undated else self.latest


def dates_of_sources(sources: Iterable[Source]) -> SourceDates:
    """Return the date of the latest source, and the sources without a date.

    >>> old = Source(id="a", kind="other", title="A", date="1918")
    >>> dates_of_sources([old, Source(id="b", kind="other", title="B")])
    SourceDates(latest=PartialDate('1918'), undated=frozenset({'b'}))
    """
    given = [*sources]
    dates = [source.date for source in given if source.date]
    undated = frozenset(source.id for source in given if not source.date)
    return SourceDates(max(dates, key=lambda day: day.latest, default=None), undated)


def source_dates(collection: Collection, *ids: str) -> SourceDates:
    """Return the dates of the sources on instruments and provisions.

    The sources are those of each record itself, of the instrument that it is part of, of the provisions of that
    instrument, and of all records that refer to any of them: relations, events and statements. The sources of an order
    that amends this one do not count, because they need not say what became of it.

    >>> from nmpolicy.records.evidence import Evidence
    >>> from nmpolicy.records.instruments import Order
    >>> sources = [Source(id="s", kind="other", title="A report", date="1918"), Source(id="t", kind="other", title="T")]
    >>> order = Order(id="eo", kind="other", title="An order", evidence=[Evidence(source="s")])
    >>> source_dates(Collection(id="demo", title="A demonstration", sources=sources, orders=[order]), "eo").end
    PartialDate('1918')
    """
    found: dict[str, None] = {}
    known = _known_sources(collection)
    for id in dict.fromkeys(effective_dates(collection).self_and_container(id)[-1] for id in ids):
        if id not in known:
            known[id] = tuple(dict.fromkeys(_sources_on(collection, id)))
        found |= dict.fromkeys(known[id])
    return dates_of_sources(source for each in found if (source := collection.get(each, Source)))


@once_per_collection
def _known_sources(_collection: Collection) -> dict[str, Sequence[str]]:
    """Return a place to keep the ids of the sources on each instrument, which all its provisions have in common."""
    return {}


def _sources_on(collection: Collection, id: str) -> Iterator[str]:
    """Yield the ids of the sources on an instrument and its provisions, besides other ids."""
    parts = (each.id for each in provisions_by_instrument(collection).get(id, ()))
    found: dict[str, Record] = {}
    for record in map(collection.get, dict.fromkeys((id, *parts))):
        if record:
            citing = (collection[each.record] for each in collection.references_to(record))
            found |= {each.id: each for each in (record, *citing)}
    for each in found.values():
        yield from _sources(each)


def _sources(record: Record) -> Iterator[str]:
    """Yield the ids of the sources of a record."""
    if isinstance(record, Relation):
        yield from (record.subject, record.object)  # a source can cite or challenge an order
    evidence = [*record.evidence] if isinstance(record, SourcedRecord) else []
    for milestone in record.milestones if isinstance(record, Instrument) else ():
        evidence += milestone.evidence
    for vote in record.vote_events if isinstance(record, Measure) else ():
        evidence += vote.evidence
    yield from (each.source for each in evidence)
