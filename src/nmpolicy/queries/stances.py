"""Who supports and opposes what: the stances of each actor towards each thing."""

from itertools import groupby

from attrs import frozen

from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.statements import Statement, TargetStance
from nmpolicy.vocabulary.terms import Stance


@frozen
class StatedStance:
    """One stance that a speaker took towards one thing, and the statement that took it.

    .. versionadded:: 0.1
    """

    #: Id of the person, body, office or group that spoke.
    speaker: str
    #: What it is towards, the stance and the objection.
    stance: TargetStance
    #: The statement.
    statement: Statement


def stances(collection: Collection, target: str | Record | None = None) -> tuple[StatedStance, ...]:
    """Every position in a collection, in the order of its statements; of one target, where it is named.

    A later statement of a speaker does not replace an earlier one: both are there.

    >>> from nmpolicy.records.statements import Statement
    >>> praise = Statement(id="praise", speakers=["mayor"], stances=[TargetStance(target="eo", stance="support")])
    >>> demo = Collection(id="demo", title="A demonstration").add(praise)
    >>> [(position.speaker, position.stance.stance.value) for position in stances(demo, "eo")]
    [('mayor', 'support')]

    .. versionadded:: 0.1
    """
    id = target.id if isinstance(target, Record) else target
    return tuple(
        StatedStance(speaker, stance, statement)
        for statement in collection.statements
        for stance in statement.stances
        for speaker in statement.speakers
        if id is None or stance.target == id
    )


@frozen
class ActorStances:
    """All that an actor said towards one thing.

    .. versionadded:: 0.1
    """

    #: Id of the person, body, office or group.
    actor: str
    #: Id of the record that it is towards; None where it is a topic.
    target: str | None
    #: The topic in words, of what is no record.
    topic: str
    #: What was said, in the order of the days, the undated last: a later stance does not replace an earlier one.
    stated: tuple[StatedStance, ...]

    @property
    def stances(self) -> tuple[Stance, ...]:
        """The stances that were taken, in that order; one that follows on itself is given once."""
        return tuple(stance for stance, _ in groupby(each.stance.stance for each in self.stated))


def stances_by_actor(collection: Collection) -> tuple[ActorStances, ...]:
    """What each actor said towards each thing, in the order in which the records first tell of the thing and the actor.

    >>> from nmpolicy.records.statements import Statement, TargetStance
    >>> said = [
    ...     Statement(id=id, speakers=["mayor"], date=date, stances=[TargetStance(target="eo", stance=stance)])
    ...     for id, date, stance in (("b", "2025", "support"), ("a", "2024", "oppose"))
    ... ]
    >>> found = stances_by_actor(Collection(id="demo", title="A demonstration", statements=said))
    >>> [(each.actor, each.target, [stance.value for stance in each.stances]) for each in found]
    [('mayor', 'eo', ['oppose', 'support'])]

    .. versionadded:: 0.1
    """
    targets: dict[tuple[str | None, str], dict[str, list[StatedStance]]] = {}
    for each in stances(collection):
        # What is said of a record under a topic is said of the record.
        target = (each.stance.target, "" if each.stance.target else " ".join(each.stance.topic.split()))
        targets.setdefault(target, {}).setdefault(each.speaker, []).append(each)
    return tuple(
        ActorStances(actor, target, topic, tuple(sorted(some, key=_day)))
        for (target, topic), actors in targets.items()
        for actor, some in actors.items()
    )


def _day(position: StatedStance) -> tuple[object, ...]:
    date = position.statement.date
    return (False, *date.sort_key()) if date else (True,)
