"""Effective dates of the instruments of a collection, and of the relations between its records."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from heapq import merge
from operator import itemgetter
from typing import NamedTuple

from nmpolicy.queries.force.own_effective_date import EffectiveDate, earliest_days_made, effective_date, not_before
from nmpolicy.queries.force.parts import SectionIndex, is_partial
from nmpolicy.queries.intervals import UNBOUNDED, Interval, interval_of
from nmpolicy.queries.milestones import milestone_intervals
from nmpolicy.queries.source_dates import reached_by
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.events import Event
from nmpolicy.records.instruments import Instrument, Milestone
from nmpolicy.records.once_per_collection import once_per_collection
from nmpolicy.records.predicates import ENDING
from nmpolicy.records.provisions import Provision
from nmpolicy.records.relations import Relation
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.terms import RelationKind, Stage

_AFFECTING = ENDING | {RelationKind.SUSPENDS, RelationKind.LIFTS, RelationKind.COMMENCES, RelationKind.EXTENDS}
#: The predicates that leave their mark on a part of an instrument.
_CHANGING_PARTS = ENDING | {RelationKind.SUSPENDS, RelationKind.EXTENDS, RelationKind.COMMENCES}
_UNKNOWN = EffectiveDate(UNBOUNDED, None)
#: The relations to each record by their predicates, each after its place in the collection.
_Index = dict[str, dict[RelationKind, list[tuple[int, Relation]]]]
#: The relations that name a section: their predicate and their instrument.
_SectionKey = tuple[RelationKind, str]


def _add(index: _Index, id: str, place: int, relation: Relation) -> None:
    index.setdefault(id, {}).setdefault(relation.predicate, []).append((place, relation))


def _select(index: _Index, id: str, predicates: Iterable[RelationKind]) -> Iterator[Relation]:
    """Yield the relations to a record with some predicates, in the order of the collection."""
    found = index.get(id)
    if not found:
        return iter(())
    lists = [found[each] for each in predicates if each in found]
    pairs = merge(*lists, key=lambda pair: pair[0]) if len(lists) > 1 else lists[0] if lists else ()
    return (relation for _, relation in pairs)


class StartDays(NamedTuple):
    """The days on which an instrument may start."""

    first: date
    """The first of them; that of the calendar if it is unknown."""
    last: date
    """The day by which it has certainly started; the last of the calendar if that is unknown."""
    never: bool
    """True if it certainly never starts."""


def _by_identity(dated: Sequence[tuple[Milestone, Interval]], last_days: Sequence[date]) -> Callable[[Milestone], date]:
    """Return a function that finds the day of a milestone, which is one of these objects; the last day for others."""
    found = {id(milestone): last for (milestone, _), last in reversed([*zip(dated, last_days, strict=True)])}
    return lambda milestone: found.get(id(milestone), date.max)


def container_id(collection: Collection, id: str) -> str:
    """Return the id of the instrument that a provision is part of; for any other record, its own id."""
    provision = collection.get(id, Provision)
    return provision.instrument if provision else id


class EffectiveDates:
    """The effective dates of the instruments and relations of one collection, each computed when it is first needed."""

    def __init__(self, collection: Collection) -> None:
        """Index the relations that start, interrupt, end or extend the force of each instrument or provision."""
        self._collection = collection
        self._relations_to: _Index = {}
        self._possible: _Index = {}
        self._partial: _Index = {}
        self._amending: dict[str, list[Relation]] = {}
        self._amending_parts: dict[tuple[str, str], dict[int, Relation]] = {}
        self._by_section: dict[_SectionKey, list[tuple[str, tuple[int, Relation]]]] = {}
        self._sections: dict[_SectionKey, SectionIndex[tuple[int, Relation]]] = {}
        self._indexed: set[tuple[str, RelationKind]] = set()
        for place, each in enumerate(collection.relations):
            if each.subject != each.object:
                self._index(place, each)
        self._of_instruments: dict[str, EffectiveDate] = {}
        self._of_relations: dict[str, EffectiveDate] = {}
        self._milestones: dict[str, Sequence[tuple[Milestone, Interval]]] = {}
        self._known_by: dict[str, Sequence[date]] = {}
        self._last_days: dict[str, Callable[[Milestone], date]] = {}
        self._start_days: dict[str, StartDays] = {}
        self._by_stage: dict[tuple[str, Stage | None], bool] = {}
        self._starts: dict[str, Sequence[tuple[EffectiveDate, Relation | None]]] = {}
        self._self_and_container: dict[str, Sequence[str]] = {}

    def _index(self, place: int, relation: Relation) -> None:
        container = container_id(self._collection, relation.object)
        is_to_instrument, section = container == relation.object, relation.section.strip()
        if relation.predicate in _CHANGING_PARTS and is_partial(self._collection, relation):
            _add(self._partial, container, place, relation)
            if section and not is_to_instrument:  # the section is a part of a provision
                _add(self._partial, relation.object, place, relation)
        if relation.predicate is RelationKind.AMENDS:
            self._amending.setdefault(container, []).append(relation)
            for id in (relation.object, *relation.scope):
                self._amending_parts.setdefault((container, id), {})[place] = relation
        amends_section = relation.predicate is RelationKind.AMENDS and not relation.scope
        if section and is_to_instrument and (amends_section or relation.predicate in _AFFECTING):
            key = relation.predicate, container
            self._by_section.setdefault(key, []).append((section, (place, relation)))
        if relation.predicate in _AFFECTING:
            for id in dict.fromkeys(relation.scope if relation.scope or section else [relation.object]):
                _add(self._relations_to, id, place, relation)

    def _find_by_section(self, id: str, predicate: RelationKind) -> Iterator[tuple[int, Relation, bool | None]]:
        """Yield the relations to the instrument of a provision that may name its section; True if one certainly does.

        It is worked out for one provision at a time, because each may match each relation.
        """
        provision = self._collection.get(id, Provision) if self._by_section else None
        key = predicate, provision.instrument if provision else ""
        if provision is None or key not in self._by_section:
            return
        if key not in self._sections:
            self._sections[key] = SectionIndex(self._by_section[key])
        for (place, relation), same in self._sections[key].find(provision.section):
            if id not in relation.scope:
                yield place, relation, same

    def _add_by_section(self, id: str, predicates: Iterable[RelationKind]) -> None:
        """Index the relations that may name the section of a provision, if it has not been asked about before."""
        for predicate in predicates if self._by_section else ():
            if predicate in _AFFECTING and (id, predicate) not in self._indexed:
                self._indexed.add((id, predicate))
                for place, relation, same in self._find_by_section(id, predicate):
                    _add(self._relations_to if same else self._possible, id, place, relation)
                self._relations_to.get(id, {}).get(predicate, []).sort(key=itemgetter(0))

    def relations_to(self, id: str, *predicates: RelationKind) -> Iterator[Relation]:
        """Yield the relations with some predicates that act on a whole instrument, or on one provision."""
        self._add_by_section(id, predicates)
        return _select(self._relations_to, id, predicates)

    def possible_relations_to(self, id: str, *predicates: RelationKind) -> Iterator[Relation]:
        """Yield the relations with some predicates that may act on a provision: on a section that may contain it."""
        self._add_by_section(id, predicates)
        return _select(self._possible, id, predicates)

    def partial_relations_to(self, id: str, *predicates: RelationKind) -> Iterator[Relation]:
        """Yield the relations with some predicates that act only on parts of an instrument."""
        return _select(self._partial, id, predicates)

    def amendments_to(self, id: str) -> Iterator[Relation]:
        """Yield the relations that amend an instrument or any part of it, or that amend or may amend one provision."""
        container = container_id(self._collection, id)
        if self._collection.get(id, Provision) is None:
            yield from self._amending.get(container, ())
            return
        by_section = self._find_by_section(id, RelationKind.AMENDS)
        found = self._amending_parts.get((container, id), {}) | {place: relation for place, relation, _ in by_section}
        yield from (found[place] for place in sorted(found))

    def container(self, id: str) -> Record | None:
        """Return the instrument that a provision is part of; for any other record, the record itself."""
        return self._collection.get(container_id(self._collection, id))

    def self_and_container(self, id: str) -> Sequence[str]:
        """Return the id of a record, and that of the instrument that it is part of, if any."""
        if id not in self._self_and_container:
            container = self.container(id)
            self._self_and_container[id] = (id,) if container is None or container.id == id else (id, container.id)
        return self._self_and_container[id]

    def milestones(self, id: str) -> Sequence[tuple[Milestone, Interval]]:
        """Return the milestones of an instrument, each with the days on which it may have been reached."""
        if id not in self._milestones:
            record = self._collection.get(id)
            milestones = record.milestones if isinstance(record, Instrument) else ()
            intervals = milestone_intervals(milestones, self._reached_by(id))
            self._milestones[id] = tuple(zip(milestones, intervals, strict=True))
        return self._milestones[id]

    def _reached_by(self, id: str) -> Sequence[date]:
        """Return for each milestone of an instrument the day by which it was reached according to its sources."""
        if id not in self._known_by:
            record = self._collection.get(id, Instrument)
            self._known_by[id] = tuple(reached_by(self._collection, record)) if record else ()
        return self._known_by[id]

    def milestone_words(self, id: str, milestone: Milestone) -> str:
        """Return a milestone in words, with its date, or else the day by which it was reached."""
        return f"{milestone}{self.reached_by_words(id, milestone)}"

    def reached_by_words(self, id: str, milestone: Milestone) -> str:
        """Return the words for the day by which a milestone was reached, if only its sources show it; or else nothing.

        They follow the stage, as in `rescinded by 2022-01-03, according to its source`.
        """
        if id not in self._last_days:
            self._last_days[id] = _by_identity(self.milestones(id), self._reached_by(id))
        last = self._last_days[id](milestone)
        return f" by {last}, according to its source" if last < date.max else ""

    def of_instrument(self, id: str) -> EffectiveDate:
        """Return when an instrument takes effect according to its own milestones."""
        if id not in self._of_instruments:
            record = self._collection.get(id)
            self._of_instruments[id] = (
                effective_date(record, self.milestones(id)) if isinstance(record, Instrument) else _UNKNOWN
            )
        return self._of_instruments[id]

    def of_relation(self, relation: Relation) -> EffectiveDate:
        """Return when a relation takes effect: on its own date, or when its subject takes effect or takes place."""
        if relation.id not in self._of_relations:
            self._of_relations[relation.id] = self._of_relation(relation)
        return self._of_relations[relation.id]

    def last_day(self, relation: Relation) -> PartialDate | None:
        """Return the last day of a relation: its own, or that of the event that suspends, or None if none is recorded.

        An event that ended before a suspension began, such as a hearing, says nothing about the suspension.
        """
        subject = self.container(relation.subject) if relation.predicate is RelationKind.SUSPENDS else None
        if relation.end_date or not isinstance(subject, Event) or subject.end_date is None:
            return relation.end_date
        began_later = relation.effective_date and subject.end_date.before(relation.effective_date)
        return None if began_later else subject.end_date

    def starts(self, id: str) -> Sequence[tuple[EffectiveDate, Relation | None]]:
        """Return what brings an instrument into force: the relations that commence it, and its own milestones.

        If something else may commence it, its making alone does not bring it into force.
        """
        if id not in self._starts:
            self._starts[id] = self._find_starts(id)
        return self._starts[id]

    def _find_starts(self, id: str) -> Sequence[tuple[EffectiveDate, Relation | None]]:
        own = self.of_instrument(id)
        relations = self.relations_to(id, RelationKind.COMMENCES)
        commencing = [(self.commencement(each), each) for each in relations]
        waits = any(effective.happens is not False for effective, _ in commencing)
        by_itself = not waits or (own.milestone and own.milestone.stage is Stage.EFFECTIVE)
        return [*commencing, *([(own, None)] if by_itself else [])]

    def start_days(self, id: str) -> "StartDays":
        """Return when an instrument starts, by whatever brings it into force."""
        if id not in self._start_days:
            starts = [(each.interval, each.happens) for each, _ in self.starts(id)]
            self._start_days[id] = StartDays(
                min((interval.first for interval, happens in starts if happens is not False), default=date.min),
                min((interval.last for interval, happens in starts if happens), default=date.max),
                never=all(happens is False for _, happens in starts),
            )
        return self._start_days[id]

    def starts_by_stage(self, id: str, stage: Stage | None) -> bool:
        """Return whether an instrument starts only by milestones of its own, up to the first one of a stage."""
        if (id, stage) not in self._by_stage:
            milestones = [each for each, _ in self.milestones(id)]
            number = next((place for place, each in enumerate(milestones, 1) if each.stage is stage), 0)
            starts = self.starts(id)
            found = not any(relation for _, relation in starts)
            self._by_stage[id, stage] = found and all(each.milestone in milestones[:number] for each, _ in starts)
        return self._by_stage[id, stage]

    def commencement(self, relation: Relation) -> EffectiveDate:
        """Return when a relation brings its object into force: not before the object was made."""
        effective, object = self.of_relation(relation), self.container(relation.object)
        made = earliest_days_made(self.milestones(object.id)) if isinstance(object, Instrument) else UNBOUNDED
        return effective._replace(interval=not_before(effective.interval, made))

    def _of_relation(self, relation: Relation) -> EffectiveDate:
        subject = self.container(relation.subject)
        own = interval_of(relation.effective_date) if relation.effective_date else None
        if isinstance(subject, Event):
            return EffectiveDate(own or interval_of(subject.start_date), happens=True)
        of_subject = self.of_instrument(subject.id) if subject else _UNKNOWN
        if own is None:
            return of_subject
        undated = not isinstance(subject, Instrument) or not subject.milestones
        happens = True if undated else of_subject.happens
        return EffectiveDate(own, happens, None if happens else of_subject.milestone)


@once_per_collection
def effective_dates(collection: Collection) -> EffectiveDates:
    """Return the effective dates of a collection."""
    return EffectiveDates(collection)
