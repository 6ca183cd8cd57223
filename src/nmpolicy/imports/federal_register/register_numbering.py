"""The days on which numbered documents were signed: in each series, the days follow the numbers."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from attrs import define, field

from nmpolicy.imports.federal_register.register_ids import Party, place_in_series
from nmpolicy.queries.intervals import interval_of
from nmpolicy.vocabulary.dates import PartialDate


class _Numbered(NamedTuple):
    """A document with its place in its series, and the day on which it was signed."""

    place: tuple[int, str]
    day: date
    party: Party


@define
class Numbering:
    """The documents of the input that have a number and a signing date, to check the dates that notes give to others.

    A document whose own date contradicts most others is not used as evidence.

    >>> order = Party("us-eo-13489", "executive order", "13489", PartialDate("2009-01-21"))
    >>> earlier = Party("us-eo-13359", "executive order", "13359")
    >>> numbering = Numbering.of([order])
    >>> numbering.contradiction(earlier, PartialDate("2010-11-17")).id
    'us-eo-13489'
    >>> print(numbering.contradiction(earlier, PartialDate("2004-10-20")))
    None
    """

    _series: dict[str, list[_Numbered]] = field(factory=dict)

    @classmethod
    def of(cls, parties: Iterable[Party]) -> "Numbering":
        """Return the numbering of documents."""
        found: dict[str, list[_Numbered]] = {}
        for party in parties:
            place, days = place_in_series(party), interval_of(party.date) if party.date else None
            if place and days and days.first == days.last:
                found.setdefault(party.kind, []).append(_Numbered(place, days.first, party))
        return cls({kind: _in_order(sorted(each)) for kind, each in found.items()})

    def contradiction(self, party: Party, day: PartialDate) -> Party | None:
        """Return a document that shows that a day cannot be that of another: a lower number and later, or the reverse.

        None if there is no such document.
        """
        place, series = place_in_series(party), self._series.get(party.kind, [])
        if place is None:
            return None
        known = interval_of(day)
        lower = bisect_left(series, place, key=attrgetter("place")) - 1
        higher = bisect_right(series, place, key=attrgetter("place"))
        if lower >= 0 and known.last < series[lower].day:
            return series[lower].party
        if higher < len(series) and series[higher].day < known.first:
            return series[higher].party
        return None


def _in_order(documents: Sequence[_Numbered]) -> list[_Numbered]:
    """Return the longest part of documents, which are sorted by their numbers, in which the days follow the numbers."""
    days: list[date] = []
    ends: list[int] = []
    before: list[int] = []
    for index, document in enumerate(documents):
        length = bisect_right(days, document.day)
        before.append(ends[length - 1] if length else -1)
        days[length : length + 1] = [document.day]
        ends[length : length + 1] = [index]
    found, index = [], ends[-1]
    while index >= 0:
        found.append(documents[index])
        index = before[index]
    return found[::-1]
