"""The dates of the sources on an instrument: what happened later may be missing from the records."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from nmpolicy.queries.force.effective_dates import effective_dates
from nmpolicy.queries.force.parts import provisions_by_instrument
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.evidence import SourcedRecord
from nmpolicy.records.instruments import Instrument, Measure
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
    # The provisions of one instrument have the same sources.
    firsts: dict[str, str] = {}
    for id in ids:
        firsts.setdefault(effective_dates(collection).self_and_container(id)[-1], id)
    found = dict.fromkeys(source for id in firsts.values() for source in _sources_on(collection, id))
    return dates_of_sources(source for each in found if (source := collection.get(each, Source)))


def _sources_on(collection: Collection, id: str) -> Iterator[str]:
    """Yield the ids of the sources on an instrument or a provision, besides other ids."""
    own = effective_dates(collection).self_and_container(id)
    parts = (each.id for each in provisions_by_instrument(collection).get(own[-1], ()))
    found: dict[str, Record] = {}
    for record in map(collection.get, dict.fromkeys((*own, *parts))):
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
