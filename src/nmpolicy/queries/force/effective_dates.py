"""When instruments take effect, and when what relations do to others does."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from nmpolicy.queries.intervals import ANY, Time, time_of, times_of
from nmpolicy.queries.milestones import MADE
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection, once_per_collection
from nmpolicy.records.events import Event
from nmpolicy.records.instruments import Instrument, Measure, Milestone
from nmpolicy.records.provisions import Provision
from nmpolicy.records.relations import Relation
from nmpolicy.vocabulary.terms import MeasureKind, Stage
from nmpolicy.vocabulary.terms import RelationKind as Kind

#: The stages by which an instrument is made for good: what a body has passed may still need a signature.
_FINAL = tuple(stage for stage in MADE if stage is not Stage.PASSED)
#: The measures that hold from their making on, as orders do; of others, their milestone `effective` has to say it.
_AT_ONCE = frozenset({MeasureKind.RESOLUTION, MeasureKind.MEMORIAL})
#: The relations that end the force of their object.
ENDING = frozenset({Kind.REPEALS, Kind.RESCINDS, Kind.SUPERSEDES, Kind.REPLACES})
_NO_START = "nothing says from when it is in force"
_NOT_LAW = "nothing says that it became law"
_NOT_MADE = "nothing says that it was made"
_NO_STAGE = "no stage of it is recorded"
_DECIDING = ENDING | {Kind.SUSPENDS, Kind.COMMENCES, Kind.EXTENDS}


class Effect(NamedTuple):
    """When something takes effect, and whether it does so at all."""

    time: Time
    #: `None`: the records do not decide it.
    comes: bool | None
    #: What says so, where it is a milestone.
    milestone: Milestone | None = None
    #: What is left open by it, in words that follow on the milestone.
    open: str = ""


def own_effect(instrument: Instrument) -> Effect:
    """When an instrument takes effect by what its milestones say.

    >>> signed = Milestone(stage="signed", date="2025-07-21")
    >>> own_effect(Measure(id="m", kind="ordinance", title="A measure", milestones=[signed])).time.first.isoformat()
    '2025-07-21'
    """
    timed = [*zip(instrument.milestones, times_of(instrument.milestones), strict=True)]
    if begins := [pair for pair in timed if pair[0].stage is Stage.EFFECTIVE]:
        first, time = min(begins, key=lambda pair: pair[1])
        return Effect(Time(time.first, min(pair[1].last for pair in begins)), comes=True, milestone=first)
    by_stage = {milestone.stage: (milestone, time) for milestone, time in reversed(timed)}
    if made := next((by_stage[stage] for stage in _FINAL if stage in by_stage), None):
        milestone, time = made
        if not isinstance(instrument, Measure) or instrument.kind in _AT_ONCE:
            return Effect(time, comes=True, milestone=milestone)
        return Effect(Time(time.first, date.max), comes=True, milestone=milestone, open=_NO_START)
    if Stage.PASSED in by_stage:
        milestone, time = by_stage[Stage.PASSED]
        return Effect(Time(time.first, date.max), comes=None, milestone=milestone, open=_NOT_LAW)
    latest = instrument.latest_milestone
    return Effect(ANY, None if latest is None else False, latest, _NOT_MADE if latest else _NO_STAGE)


def host_of(collection: Collection, id: str) -> str:
    """The id of the instrument that a provision is part of; of another record, its own."""
    record = collection.get(id)
    return record.instrument if isinstance(record, Provision) else id


@once_per_collection
def relations_by_target(collection: Collection) -> Mapping[str, Sequence[Relation]]:
    """The relations that begin, interrupt, end or lengthen force, by the id of what they act on.

    That is an instrument as a whole, or a single provision.
    """
    found: dict[str, list[Relation]] = {}
    for each in collection.relations:
        if each.predicate in _DECIDING and each.subject != each.object:
            for id in each.scope or (each.object,):
                found.setdefault(id, []).append(each)
    return found


class Effects:
    """The effects of the records of one collection, each worked out once."""

    def __init__(self, collection: Collection) -> None:
        """Nothing is worked out before it is asked for."""
        self._collection = collection
        self._done_to = relations_by_target(collection)
        self._known: dict[str, Effect] = {}
        self.own = cache(lambda target: self._own(collection.get(target)))
        self.times = cache(lambda target: tuple(times_of(self.milestones(target))))

    def done_to(self, id: str, *predicates: Kind) -> Iterator[Relation]:
        """The relations of some kinds that are done to a record."""
        return (each for each in self._done_to.get(id, ()) if each.predicate in predicates)

    def host(self, id: str) -> Record | None:
        """The instrument that a record is part of, or the record itself."""
        return self._collection.get(host_of(self._collection, id))

    def self_and_host(self, id: str) -> Sequence[str]:
        """The ids of a record, and of the instrument that it is part of."""
        host = self.host(id)
        return (id,) if host is None or host.id == id else (id, host.id)

    def milestones(self, id: str) -> Sequence[Milestone]:
        """The milestones of an instrument; of another record, none."""
        record = self._collection.get(id)
        return record.milestones if isinstance(record, Instrument) else ()

    def timed(self, id: str) -> Iterator[tuple[Milestone, Time]]:
        """The milestones of an instrument, each with when it was reached."""
        return zip(self.milestones(id), self.times(id), strict=True)

    def start(self, instrument: Instrument) -> Sequence[tuple[Effect, Relation | None]]:
        """What brings an instrument into force: what says so of itself, or what others say that commence it."""
        own = self.own(instrument.id)
        others = [(self.of(each), each) for each in self.done_to(instrument.id, Kind.COMMENCES)]
        return [*others, *([] if others and own.open else [(own, None)])]

    def of(self, relation: Relation) -> Effect:
        """When a relation has its effect: on its own day, or when its subject takes effect or takes place."""
        if relation.id not in self._known:
            self._known[relation.id] = self._of(relation)
        return self._known[relation.id]

    def _own(self, record: Record | None) -> Effect:
        return own_effect(record) if isinstance(record, Instrument) else Effect(ANY, None)

    def _of(self, relation: Relation) -> Effect:
        subject = self.host(relation.subject)
        given = time_of(relation.effective_date) if relation.effective_date else None
        if isinstance(subject, Event):
            return Effect(given or time_of(subject.start_date), comes=True)
        own = self.own(subject.id) if isinstance(subject, Instrument) else Effect(ANY, None)
        unknown = not isinstance(subject, Instrument) or not subject.milestones
        if given:
            return Effect(given, comes=True if unknown else own.comes)
        return own
