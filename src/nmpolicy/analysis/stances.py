"""Who supports and opposes what: the stances of each actor towards each thing."""

from itertools import groupby

from attrs import frozen

from nmpolicy.analysis.positions import Position, positions
from nmpolicy.records.collection import Collection
from nmpolicy.vocabulary.terms import Stance


@frozen
class Standpoint:
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
    positions: tuple[Position, ...]

    @property
    def stances(self) -> tuple[Stance, ...]:
        """The stances that were taken, in that order; one that follows on itself is given once."""
        return tuple(stance for stance, _ in groupby(position.stance.stance for position in self.positions))


def standpoints(collection: Collection) -> tuple[Standpoint, ...]:
    """What each actor said towards each thing, in the order in which the records first tell of the thing and the actor.

    >>> from nmpolicy.records.statements import Statement, TargetStance
    >>> said = [
    ...     Statement(id=id, speakers=["mayor"], date=date, stances=[TargetStance(target="eo", stance=stance)])
    ...     for id, date, stance in (("b", "2025", "support"), ("a", "2024", "oppose"))
    ... ]
    >>> found = standpoints(Collection(id="demo", title="A demonstration", statements=said))
    >>> [(each.actor, each.target, [stance.value for stance in each.stances]) for each in found]
    [('mayor', 'eo', ['oppose', 'support'])]

    .. versionadded:: 0.1
    """
    targets: dict[tuple[str | None, str], dict[str, list[Position]]] = {}
    for each in positions(collection):
        # What is said of a record under a topic is said of the record.
        target = (each.stance.target, "" if each.stance.target else " ".join(each.stance.topic.split()))
        targets.setdefault(target, {}).setdefault(each.speaker, []).append(each)
    return tuple(
        Standpoint(actor, target, topic, tuple(sorted(some, key=_day)))
        for (target, topic), actors in targets.items()
        for actor, some in actors.items()
    )


def _day(position: Position) -> tuple[object, ...]:
    date = position.statement.date
    return (False, *date.sort_key()) if date else (True,)
