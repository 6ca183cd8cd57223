"""Records in the order in which a reader of the sources meets them."""

import sys

from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.evidence import SourcedRecord

_LAST = sys.maxsize


def in_reading_order(collection: Collection) -> Collection:
    """Sort each table by the passage that supports a record first. Records without evidence come last.

    >>> from nmpolicy.records.actors import Person
    >>> from nmpolicy.records.evidence import Evidence
    >>> late, early = (Person(id=f"p-{n}", evidence=[Evidence(source="s", paragraph=n)]) for n in (9, 2))
    >>> in_reading_order(Collection(id="demo", title="A demonstration").add(late, early)).people
    (<Person p-2>, <Person p-9>)
    """
    sources = {source.id: index for index, source in enumerate(collection.sources)}

    def passage(record: Record) -> tuple[int, int, int]:
        if not isinstance(record, SourcedRecord) or not record.evidence:
            return _LAST, _LAST, _LAST
        first = record.evidence[0]
        return sources.get(first.source, _LAST), first.paragraph or _LAST, first.start or 0

    return collection.with_records(sorted(collection, key=passage))
