"""Find the days on which something may happen to a record, and split periods on them."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import chain

from nmpolicy.queries.force.endings import Endings
from nmpolicy.queries.force.parts import provisions_by_instrument
from nmpolicy.queries.force.suspensions import Suspensions
from nmpolicy.queries.intervals import Interval, any_during, interval_of
from nmpolicy.records.provisions import Provision
from nmpolicy.records.relations import Relation
from nmpolicy.vocabulary.terms import RelationKind

_DAY = timedelta(days=1)
#: If more records than this suspend a record, directly or through others, a period is not split on their days. If more
#: suspend it through others, it is not split at all. The record may then be undecided for the whole period.
_MOST_SUSPENDING = 50


class ChangeDays:
    """The days on which something may happen to each record of a collection, each computed when it is first needed."""

    def __init__(self, endings: Endings, suspensions: Suspensions) -> None:
        """Start without days."""
        self._endings = endings
        self._dates = endings.dates
        self._suspensions = suspensions
        self._days: dict[tuple[str, bool], Sequence[date]] = {}
        self._suspending: dict[Sequence[str], tuple[Sequence[str], Sequence[str]]] = {}

    def parts(self, ids: Sequence[str], period: Interval) -> Sequence[Interval]:
        """Split a period on each day on which something may happen to a record, given its id and its instrument's.

        For a provision, what happens to other parts of its instrument does not matter.
        """
        if period.first == period.last or len(self._suspending_ids(ids)[1]) > _MOST_SUSPENDING:
            return [period]
        return [*self._split(period, ids, with_parts=len(ids) == 1)]

    def finer_parts(self, ids: Sequence[str], part: Interval) -> Sequence[Interval]:
        """Split a period on each day on which something may happen to what suspends a record."""
        if part.first == part.last:
            return [part]
        direct, indirect = self._suspending_ids(ids)
        return [part] if len(direct) + len(indirect) > _MOST_SUSPENDING else [*self._split(part, [*direct, *indirect])]

    def any_during(self, ids: Sequence[str], period: Interval) -> bool:
        """Return whether something may happen to a record, its instrument or what suspends them during a period.

        If too many records suspend them, something may.
        """
        direct, indirect = self._suspending_ids(ids)
        if len(direct) + len(indirect) > _MOST_SUSPENDING:
            return True
        return any(any_during(self._days_of(id, with_parts=True), period) for id in (*ids, *direct, *indirect))

    def _split(self, period: Interval, ids: Iterable[str], *, with_parts: bool = True) -> Iterator[Interval]:
        found: set[date] = set()
        for id in ids:
            days = self._days_of(id, with_parts=with_parts)
            found.update(days[bisect_right(days, period.first) : bisect_right(days, period.last)])
        changes = sorted(found)
        for first, following in zip((period.first, *changes), (*changes, None), strict=True):
            yield Interval(first, following - _DAY if following else period.last)

    def _suspending_ids(self, ids: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
        """Return the ids of what suspends some records, and of what suspends that, directly or through others.

        Past the limit, no more of the others are looked for.
        """
        if ids not in self._suspending:
            direct = dict.fromkeys(subject for id in ids for subject in self._suspending_directly(id))
            seen = {*ids, *direct}
            indirect: list[str] = []
            for id in chain(direct, indirect):  # which grows
                if len(indirect) > _MOST_SUSPENDING:
                    break
                subjects = [each for each in self._suspending_directly(id) if each not in seen]
                indirect += subjects
                seen.update(subjects)
            self._suspending[ids] = [each for each in direct if each not in ids], indirect
        return self._suspending[ids]

    def _suspending_directly(self, id: str) -> Iterable[str]:
        """Return the ids of the instruments that suspend a record, or may do so, and of the provisions by which."""
        relations = filter(self._endings.is_by_instrument, self._relations_to(id, RelationKind.SUSPENDS))
        return dict.fromkeys(one for each in relations for one in self._dates.self_and_container(each.subject))

    def _relations_to(self, id: str, *predicates: RelationKind) -> Sequence[Relation]:
        return [*self._dates.relations_to(id, *predicates), *self._dates.possible_relations_to(id, *predicates)]

    def _days_of(self, id: str, *, with_parts: bool) -> Sequence[date]:
        """Return the days on which something may happen to a record, or to its parts, and the days after, in order."""
        key = id, with_parts
        if key not in self._days:
            days = {day for each in self._changes(id, with_parts=with_parts) for day in each}
            self._days[key] = sorted(days | {day + _DAY for day in days if day < date.max})
        return self._days[key]

    def _changes(self, id: str, *, with_parts: bool) -> Iterator[Interval]:
        """Yield the days on which each thing may happen to a record, or to its parts."""
        yield from (each for _, each in self._dates.milestones(id))
        relations = self._relations_to(id, *RelationKind)
        suspending = [each for each in relations if each.predicate is RelationKind.SUSPENDS]
        yield from (self._dates.of_relation(each).interval for each in relations)
        yield from self._suspensions.days_of_lifts(suspending, id)
        yield from (interval_of(day) for each in suspending if (day := self._dates.last_day(each)))
        yield from self._endings.terms(id)
        if last := self._endings.own_last_day(id):
            yield last
        collection = self._endings.collection
        provision = collection.get(id, Provision)
        starting = [provision] if provision else provisions_by_instrument(collection).get(id, ()) if with_parts else ()
        yield from (interval_of(each.start_date) for each in starting if each.start_date)
        if with_parts:
            commencing = self._dates.partial_relations_to(id, RelationKind.COMMENCES)
            yield from (self._dates.of_relation(each).interval for each in commencing)
