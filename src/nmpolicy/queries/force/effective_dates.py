"""Effective dates: when instruments take effect, and when relations between records do."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from nmpolicy.queries.intervals import UNBOUNDED, Interval, interval_of
from nmpolicy.queries.milestones import MADE_STAGES, milestone_intervals
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection, once_per_collection
from nmpolicy.records.events import Event
from nmpolicy.records.instruments import Instrument, Measure, Milestone
from nmpolicy.records.provisions import Provision
from nmpolicy.records.relations import Relation
from nmpolicy.vocabulary.terms import MeasureKind, RelationKind, Stage

#: The stages that make an instrument for good. One that a body has passed may still need a signature.
_FINAL_STAGES = tuple(stage for stage in MADE_STAGES if stage is not Stage.PASSED)
#: The measures that take effect when they are made, as orders do. Other measures need a milestone `effective`.
_IMMEDIATE = frozenset({MeasureKind.RESOLUTION, MeasureKind.MEMORIAL})
#: The relations that end the force of their object.
ENDING = frozenset({RelationKind.REPEALS, RelationKind.RESCINDS, RelationKind.SUPERSEDES, RelationKind.REPLACES})
_AFFECTING = ENDING | {RelationKind.SUSPENDS, RelationKind.COMMENCES, RelationKind.EXTENDS}


class EffectiveDate(NamedTuple):
    """The days on which something may take effect, and the answer to whether it does."""

    interval: Interval
    """The days on which it may take effect."""
    happens: bool | None
    """True if it takes effect at some time, False if it does not, and None if the records do not decide it."""
    milestone: Milestone | None = None
    """The milestone that shows it, if one does."""
    missing: str = ""
    """The information that the records lack; empty if they lack none."""


_UNKNOWN = EffectiveDate(UNBOUNDED, None)


def effective_date(instrument: Instrument) -> EffectiveDate:
    """Return when an instrument takes effect according to its own milestones.

    >>> signed = Milestone(stage="signed", date="2025-07-21")
    >>> found = effective_date(Measure(id="m", kind="ordinance", title="A measure", milestones=[signed]))
    >>> found.interval.first.isoformat(), found.missing
    ('2025-07-21', 'no effective date is recorded')
    """
    dated = [*zip(instrument.milestones, milestone_intervals(instrument.milestones), strict=True)]
    if effective := [pair for pair in dated if pair[0].stage is Stage.EFFECTIVE]:
        milestone, interval = min(effective, key=lambda pair: pair[1])
        last = min(each.last for _, each in effective)
        return EffectiveDate(Interval(interval.first, last), happens=True, milestone=milestone)
    by_stage = {milestone.stage: (milestone, interval) for milestone, interval in reversed(dated)}
    if made := next((by_stage[stage] for stage in _FINAL_STAGES if stage in by_stage), None):
        milestone, interval = made
        if not isinstance(instrument, Measure) or instrument.kind in _IMMEDIATE:
            return EffectiveDate(interval, happens=True, milestone=milestone)
        later = Interval(interval.first, date.max)
        return EffectiveDate(later, happens=True, milestone=milestone, missing="no effective date is recorded")
    if Stage.PASSED in by_stage:
        milestone, interval = by_stage[Stage.PASSED]
        later = Interval(interval.first, date.max)
        return EffectiveDate(later, happens=None, milestone=milestone, missing="no record says that it became law")
    latest = instrument.latest_milestone
    if latest is None:
        return EffectiveDate(UNBOUNDED, happens=None, missing="no milestone is recorded")
    return EffectiveDate(
        UNBOUNDED, happens=False, milestone=latest, missing="no record says that it was signed, issued or adopted"
    )


def container_id(collection: Collection, id: str) -> str:
    """Return the id of the instrument that a provision is part of; for any other record, its own id."""
    provision = collection.get(id, Provision)
    return provision.instrument if provision else id


class EffectiveDates:
    """The effective dates of the instruments and relations of one collection, each computed when it is first needed."""

    def __init__(self, collection: Collection) -> None:
        """Index the relations that start, interrupt, end or extend the force of each instrument or provision."""
        self._collection = collection
        self._relations_to: dict[str, list[Relation]] = {}
        for each in collection.relations:
            if each.predicate in _AFFECTING and each.subject != each.object:
                for id in each.scope or (each.object,):
                    self._relations_to.setdefault(id, []).append(each)
        self._of_instruments: dict[str, EffectiveDate] = {}
        self._of_relations: dict[str, EffectiveDate] = {}
        self._milestones: dict[str, Sequence[tuple[Milestone, Interval]]] = {}

    def relations_to(self, id: str, *predicates: RelationKind) -> Iterator[Relation]:
        """Yield the relations with some predicates that act on a whole instrument, or on one provision."""
        return (each for each in self._relations_to.get(id, ()) if each.predicate in predicates)

    def container(self, id: str) -> Record | None:
        """Return the instrument that a provision is part of; for any other record, the record itself."""
        return self._collection.get(container_id(self._collection, id))

    def self_and_container(self, id: str) -> Sequence[str]:
        """Return the id of a record, and that of the instrument that it is part of, if any."""
        container = self.container(id)
        return (id,) if container is None or container.id == id else (id, container.id)

    def milestones(self, id: str) -> Sequence[tuple[Milestone, Interval]]:
        """Return the milestones of an instrument, each with the days on which it may have been reached."""
        if id not in self._milestones:
            record = self._collection.get(id)
            milestones = record.milestones if isinstance(record, Instrument) else ()
            self._milestones[id] = tuple(zip(milestones, milestone_intervals(milestones), strict=True))
        return self._milestones[id]

    def of_instrument(self, id: str) -> EffectiveDate:
        """Return when an instrument takes effect according to its own milestones."""
        if id not in self._of_instruments:
            record = self._collection.get(id)
            self._of_instruments[id] = effective_date(record) if isinstance(record, Instrument) else _UNKNOWN
        return self._of_instruments[id]

    def of_relation(self, relation: Relation) -> EffectiveDate:
        """Return when a relation takes effect: on its own date, or when its subject takes effect or takes place."""
        if relation.id not in self._of_relations:
            self._of_relations[relation.id] = self._of_relation(relation)
        return self._of_relations[relation.id]

    def starts(self, id: str) -> Sequence[tuple[EffectiveDate, Relation | None]]:
        """Return what brings an instrument into force: the relations that commence it, and its own milestones."""
        own = self.of_instrument(id)
        commencing = [(self.of_relation(each), each) for each in self.relations_to(id, RelationKind.COMMENCES)]
        return [*commencing, *([] if commencing and own.missing else [(own, None)])]

    def _of_relation(self, relation: Relation) -> EffectiveDate:
        subject = self.container(relation.subject)
        own = interval_of(relation.effective_date) if relation.effective_date else None
        if isinstance(subject, Event):
            return EffectiveDate(own or interval_of(subject.start_date), happens=True)
        of_subject = self.of_instrument(subject.id) if subject else _UNKNOWN
        if own is None:
            return of_subject
        undated = not isinstance(subject, Instrument) or not subject.milestones
        return EffectiveDate(own, happens=True if undated else of_subject.happens)


@once_per_collection
def effective_dates(collection: Collection) -> EffectiveDates:
    """Return the effective dates of a collection."""
    return EffectiveDates(collection)
