"""Stances: who supports and who opposes what, according to their statements."""

from collections.abc import Mapping
from itertools import groupby

from attrs import frozen

from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection, once_per_collection
from nmpolicy.records.statements import Statement, TargetStance
from nmpolicy.vocabulary.terms import Stance


@frozen
class StatedStance:
    """One stance of one speaker, as a statement expresses it.

    .. versionadded:: 0.1
    """

    speaker: str
    """Id of the person, organization or post that spoke."""
    stance: TargetStance
    """The stance, with its target or topic and any objection."""
    statement: str
    """Id of the statement."""


@frozen
class ActorStances:
    """Every stance of one actor on one target or topic.

    .. versionadded:: 0.1
    """

    actor: str
    """Id of the person, organization or post."""
    target: str | None
    """Id of the record that the stances are on, or None if they are on a topic."""
    topic: str
    """The topic in words; empty if the stances are on a record."""
    stated: tuple[StatedStance, ...]
    """The stances by date, those without a date last. A later stance does not replace an earlier one."""

    @property
    def stances(self) -> tuple[Stance, ...]:
        """The stances in the same order; consecutive equal stances are given once."""
        return tuple(stance for stance, _ in groupby(each.stance.stance for each in self.stated))


def stances(collection: Collection, target: str | Record | None = None) -> tuple[StatedStance, ...]:
    """Return every stance in a collection, in the order of its statements; with `target`, only those on that record.

    A later statement of a speaker does not replace an earlier one: both are returned.

    >>> praise = Statement(id="praise", speakers=["mayor"], stances=[TargetStance(target="eo", stance="support")])
    >>> demo = Collection(id="demo", title="A demonstration").add(praise)
    >>> [(each.speaker, each.stance.stance.value, each.statement) for each in stances(demo, "eo")]
    [('mayor', 'support', 'praise')]

    Raises `UnknownIdError` if `target` is the id of no record, and no statement has a stance on it.

    .. versionadded:: 0.1
    """
    if target is None:
        return tuple(each for some in _stances_by_target(collection).values() for each in some)
    id = target.id if isinstance(target, Record) else target
    if found := _stances_by_target(collection).get(id):
        return found
    return () if collection[id] else ()


def stances_by_actor(collection: Collection) -> tuple[ActorStances, ...]:
    """Return the stances of each actor on each target or topic, both in the order in which they first appear.

    >>> said = [
    ...     Statement(id=id, speakers=["mayor"], date=date, stances=[TargetStance(target="eo", stance=stance)])
    ...     for id, date, stance in (("b", "2025", "support"), ("a", "2024", "oppose"))
    ... ]
    >>> found = stances_by_actor(Collection(id="demo", title="A demonstration", statements=said))
    >>> [(each.actor, each.target, [stance.value for stance in each.stances]) for each in found]
    [('mayor', 'eo', ['oppose', 'support'])]

    .. versionadded:: 0.1
    """
