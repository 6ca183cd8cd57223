"""The date of the latest source on an instrument: later events may be missing from the records."""

from collections.abc import Iterator

from nmpolicy.queries.force.effective_dates import effective_dates
from nmpolicy.queries.force.parts import provisions_by_instrument
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.evidence import SourcedRecord
from nmpolicy.records.instruments import Instrument, Measure
from nmpolicy.records.relations import Relation
from nmpolicy.records.sources import Source
from nmpolicy.vocabulary.dates import PartialDate


def latest_source_date(collection: Collection, id: str) -> PartialDate | None:
    """Return the date of the latest source on an instrument or a provision, or None if none of them has a date.

    The sources are those of the record itself, of the instrument that it is part of, of the provisions of that
    instrument, and of all records that refer to any of them: relations, events and statements. The sources of an order
    that amends this one do not count, because they need not say what became of it.

    >>> from nmpolicy.records.evidence import Evidence
    >>> from nmpolicy.records.instruments import Order
    >>> sources = [Source(id="s", kind="other", title="A report", date="1918"), Source(id="t", kind="other", title="T")]
    >>> order = Order(id="eo", kind="other", title="An order", evidence=[Evidence(source="s")])
    >>> latest_source_date(Collection(id="demo", title="A demonstration", sources=sources, orders=[order]), "eo")
    PartialDate('1918')
    """
    own = effective_dates(collection).self_and_container(id)
    parts = (each.id for each in provisions_by_instrument(collection).get(own[-1], ()))
    found: dict[str, Record] = {}
    for record in map(collection.get, dict.fromkeys((*own, *parts))):
        if record:
            citing = (collection[each.record] for each in collection.references_to(record))
            found |= {each.id: each for each in (record, *citing)}
    sources = (collection.get(source, Source) for each in found.values() for source in _sources(each))
    dates = [source.date for source in sources if source and source.date]
    return max(dates, key=lambda day: day.latest, default=None)


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
