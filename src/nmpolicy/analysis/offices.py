"""Who held which post, and when; and who has any public role."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from heapq import heappop, heappush
from typing import NamedTuple

from attrs import Factory, frozen

from nmpolicy.records.collection import Collection
from nmpolicy.records.survey import Survey
from nmpolicy.vocabulary.dates import PartialDate


class Tenure(NamedTuple):
    """One membership that holds a post."""

    #: Id of the post.
    post: str
    #: Id of the person or organization that holds it.
    holder: str
    #: Id of the membership.
    membership: str
    #: Its first and its last day, inclusive, as far as they are known.
    start: PartialDate | None
    end: PartialDate | None

    @property
    def possible(self) -> tuple[date, date]:
        """The first and the last day on which it may have run, inclusive; any, where its end is before its start."""
        start = date.min if self.start is None or self.start.uncertain else self.start.span[0]
        end = date.max if self.end is None or self.end.uncertain else self.end.span[1]
        return (start, end) if start <= end else (date.min, date.max)

    @property
    def sure(self) -> tuple[date, date] | None:
        """The first and the last day on which it surely ran, inclusive, where there are some."""
        if self.start is None or self.end is None or self.start.uncertain or self.end.uncertain:
            return None
        start, end = self.start.span[1], self.end.span[0]
        return (start, end) if start <= end else None


class Times:
    """The days on which one of some tenures may have run, as times that do not touch, the first one first."""

    def __init__(self, tenures: Iterable[Tenure]) -> None:
        """Join the times of the tenures."""
        self._starts: list[date] = []
        self._ends: list[date] = []
        for start, end in sorted(tenure.possible for tenure in tenures):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def exclude(self, day: PartialDate) -> bool:
        """Whether none of the tenures can have run on a day."""
        first, last = day.span
        place = bisect_left(self._ends, first)
        return not day.uncertain and (place == len(self._ends) or last < self._starts[place])


@frozen
class Offices:
    """The tenures of all posts."""

    #: Those of each post, in the order of the document.
    of_post: Mapping[str, Sequence[Tenure]]
    #: Those of each post by one holder.
    of_holder: Mapping[tuple[str, str], Sequence[Tenure]]
    _times: dict[str | tuple[str, str], Times] = Factory(dict)

    def excludes(self, post: str, day: PartialDate, holder: str | None = None) -> bool:
        """Whether the records name somebody who held a post, or this holder of it, and none of them can have on a day.

        >>> first = Tenure("mayor", "jane", "m-1", PartialDate("2021"), PartialDate("2025"))
        >>> _offices([first]).excludes("mayor", PartialDate("2020")), _offices([]).excludes("mayor", PartialDate("2020"))
        (True, False)
        """
        asked = post if holder is None else (post, holder)
        if asked not in self._times:
            found = self.of_post.get(post, ()) if holder is None else self.of_holder.get((post, holder), ())
            self._times[asked] = Times(found or [Tenure(post, "", "", None, None)])
        return self._times[asked].exclude(day)


def _tenures(collection: Collection) -> Iterator[Tenure]:
    for each in collection.memberships:
        if each.post:
            yield Tenure(each.post, each.member, each.id, each.start_date, each.end_date)


def _offices(tenures: Iterable[Tenure]) -> Offices:
    of_post: defaultdict[str, list[Tenure]] = defaultdict(list)
    of_holder: defaultdict[tuple[str, str], list[Tenure]] = defaultdict(list)
    for tenure in tenures:
        of_post[tenure.post].append(tenure)
        of_holder[tenure.post, tenure.holder].append(tenure)
    return Offices(dict(of_post), dict(of_holder))


#: Who held which post, and when.
OFFICES = Survey(_tenures, _offices)


def crowded(tenures: Iterable[Tenure], seats: int) -> Iterator[tuple[Tenure, Tenure]]:
    """The tenures that surely begin while all seats are surely taken, each with one that it meets there.

    >>> first = Tenure("mayor", "a", "m-1", PartialDate("2017-12-01"), PartialDate("2025-11-30"))
    >>> second = Tenure("mayor", "b", "m-2", PartialDate("2025-01-01"), PartialDate("2029"))
    >>> [(later.holder, earlier.holder) for later, earlier in crowded([first, second], 1)]
    [('b', 'a')]
    """
    running: list[tuple[date, int, Tenure]] = []
    sure = ((time, number, tenure) for number, tenure in enumerate(tenures) if (time := tenure.sure))
    for (start, end), number, tenure in sorted(sure, key=lambda found: found[:2]):
        while running and running[0][0] < start:
            heappop(running)
        if len(running) >= seats:
            yield tenure, running[0][2]
        else:
            heappush(running, (end, number, tenure))


def _public_actors(collection: Collection) -> Iterator[str]:
    for membership in collection.memberships:
        yield membership.member
    for source in collection.sources:
        yield from source.authors
    for instrument in collection.instruments:
        yield from instrument.issued_by
        for milestone in instrument.milestones:
            yield from milestone.by
    for measure in collection.measures:
        yield from measure.sponsors
    for statement in collection.statements:
        if statement.capacity or statement.on_behalf_of:
            yield from statement.speakers


#: Ids of the actors whom the records show in a public role: in a membership, as an author, a sponsor, a signer, or speaking
#: in an office or for somebody.
PUBLIC = Survey(_public_actors, frozenset[str])
