"""The order in which a reader of the sources meets the records."""

import sys

from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.evidence import SourcedRecord

_LAST = sys.maxsize


def in_reading_order(collection: Collection) -> Collection:
    """The same collection, each table by the place of the words that a record first rests on; without any, it is last.

    >>> from nmpolicy.records.actors import Person
    >>> from nmpolicy.records.evidence import Evidence
    >>> late, soon = (Person(id=f"p-{n}", evidence=[Evidence(source="s", paragraph=n)]) for n in (9, 2))
    >>> in_reading_order(Collection(id="demo", title="A demonstration").add(late, soon)).people
    (<Person p-2>, <Person p-9>)

    .. versionadded:: 0.1
    """
    sources = {source.id: place for place, source in enumerate(collection.sources)}

    def place(record: Record) -> tuple[int, int, int]:
        if not isinstance(record, SourcedRecord) or not record.evidence:
            return _LAST, _LAST, _LAST
        first = record.evidence[0]
        return sources.get(first.source, _LAST), first.paragraph or _LAST, first.start or 0

    return collection.with_records(sorted(collection, key=place))
