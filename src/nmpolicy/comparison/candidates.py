"""The records of one side of a comparison that share a likeness, among which a record of the other side is found."""

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from itertools import islice

from nmpolicy.queries.likenesses import Likeness
from nmpolicy.records.base import Record

#: Divisions, or sets of identifier schemes, of records with one name that a record is compared with.
_MAX_GROUPS = 50


class Candidates:
    """Records that share one likeness, by what tells them apart: a detail, and the schemes of their identifiers."""

    def __init__(self) -> None:
        """Start without records."""
        self._by_detail: dict[str, dict[frozenset[str], deque[str]]] = {}

    def add(self, detail: str, schemes: frozenset[str], id: str) -> None:
        """Add a record."""
        self._by_detail.setdefault(detail, {}).setdefault(schemes, deque()).append(id)

    def find(
        self, detail: str, schemes: frozenset[str], taken: AbstractSet[str], can_be: Callable[[str], bool]
    ) -> str | None:
        """Return the first record that is not taken and that nothing tells apart. Forgets those that are taken.

        `can_be` returns whether the record with an id can be the one that is looked for.
        """
        for each in (detail, "") if detail else [*islice(self._by_detail, _MAX_GROUPS)]:
            by_schemes = self._by_detail.get(each, {})
            for other in [*islice(by_schemes, _MAX_GROUPS)]:
                ids = by_schemes[other]
                while ids and ids[0] in taken:
                    ids.popleft()
                if not ids:
                    del by_schemes[other]
                elif schemes.isdisjoint(other):
                    for id in islice(ids, _MAX_GROUPS):
                        if id not in taken and can_be(id):
                            return id
            if not by_schemes:
                self._by_detail.pop(each, None)
        return None


def indexed(likenesses: Iterable[tuple[Record, Likeness, frozenset[str]]]) -> Mapping[Hashable, Candidates]:
    """Return the records by their likenesses, each given with the schemes that tell it apart."""
    found: dict[Hashable, Candidates] = {}
    for record, likeness, schemes in likenesses:
        found.setdefault(likeness_key(record, likeness), Candidates()).add(likeness.detail, schemes, record.id)
    return found


def likeness_key(record: Record, likeness: Likeness) -> Hashable:
    """Return what two records of one class have in common that share a likeness."""
    return type(record), likeness.shared, likeness.key
