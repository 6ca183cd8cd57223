"""Pairs of records that seem to describe one person, post, organization or instrument."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping
from operator import attrgetter
from typing import Any

from nmpolicy.queries.find_actors import unspaced_names
from nmpolicy.queries.likenesses import IDENTIFIER, identifies_record, likenesses
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.once_per_collection import once_per_collection
from nmpolicy.records.private_names import names_of

#: The most sets of identifier schemes among records of one likeness that are told apart. Each is compared with each
#: record, and even in large collections there are few.
_MAX_SCHEME_SETS = 100


class _Group:
    """Records of one likeness, as far as later records need them: the first of each detail and each set of schemes."""

    def __init__(self) -> None:
        self._by_detail: dict[str | None, dict[frozenset[str], str]] = {}

    def find(self, detail: str, schemes: frozenset[str]) -> str | None:
        """Return an earlier record that nothing tells apart from one with a detail and identifiers in some schemes."""
        listed = [self._by_detail.get(each, {}) for each in ((detail, "") if detail else (None,))]
        return next((id for some in listed for known, id in some.items() if schemes.isdisjoint(known)), None)

    def add(self, detail: str, schemes: frozenset[str], id: str) -> None:
        """Add a record."""
        for each in (detail, None):
            known = self._by_detail.setdefault(each, {})
            if len(known) < _MAX_SCHEME_SETS:
                known.setdefault(schemes, id)


def _with_shared_words(collection: Collection) -> Iterator[Record]:
    """Yield the records that may share a likeness: those with a name, title, number or identifier of another one."""
    found: set[int] = set()
    for table, records in collection.tables().items():
        texts = [(record, text) for record in records for text in _WORDS[table](record)] if table in _WORDS else []
        owners = [record for record, _ in texts]
        words: list[Hashable] = [*unspaced_names(text for _, text in texts)]
        for record in filter(attrgetter("identifiers"), records):
            owners += [record for _ in record.identifiers]
            words += [(each.scheme, each.identifier) for each in record.identifiers]
        if len({*words}) < len(words):
            times = Counter(words)
            found.update(id(owner) for word, owner in zip(words, owners, strict=True) if word and times[word] > 1)
    return (record for record in collection if id(record) in found) if found else iter(())


#: What records are told apart by, by table: the names of an actor, the title and the number of an instrument.
_WORDS: Mapping[str, Callable[[Any], tuple[str, ...]]] = {
    **dict.fromkeys(("people", "organizations", "posts"), names_of),
    **dict.fromkeys(("orders", "measures"), attrgetter("title", "number")),
}


@once_per_collection
def duplicates(collection: Collection) -> Mapping[str, tuple[str, str]]:
    """Return the records that seem to repeat an earlier one, each with that record's id and what the two share.

    Two records with different identifiers in one scheme are two things, whatever else they share.
    """
    found: dict[str, tuple[str, str]] = {}
    groups: dict[Hashable, _Group] = {}
    keyed = [
        ((type(record), likeness.shared, likeness.key), likeness, record)
        for record in _with_shared_words(collection)
        for likeness in likenesses(record)
    ]
    times = Counter(key for key, *_ in keyed)
    for key, likeness, record in keyed:
        if times[key] > 1:  # most names are unlike any other
            schemes = frozenset(each.scheme for each in record.identifiers if identifies_record(each.scheme))
            decisive, any_name = (groups.setdefault((*key, each), _Group()) for each in (True, False))
            others = frozenset[str]() if likeness.shared == IDENTIFIER else schemes
            other = (any_name if likeness.decisive else decisive).find(likeness.detail, others)
            if other is not None and other != record.id:
                found.setdefault(record.id, (other, likeness.shared))
            for group in (decisive, any_name) if likeness.decisive else (any_name,):
                group.add(likeness.detail, others, record.id)
    return found
