"""Who stands where: every stance of every statement, by the speaker's side."""

from attrs import frozen

from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.statements import Statement, TargetStance


@frozen
class Position:
    """One stance that a speaker took towards one thing, and the statement that took it.

    .. versionadded:: 0.1
    """

    #: Id of the person, body, office or group that spoke.
    speaker: str
    #: What it is towards, the stance and the objection.
    stance: TargetStance
    #: The statement.
    statement: Statement


def positions(collection: Collection, target: str | Record | None = None) -> tuple[Position, ...]:
    """Every position in a collection, in the order of its statements; of one target, where it is named.

    A later statement of a speaker does not replace an earlier one: both are there.

    >>> from nmpolicy.records.statements import Statement
    >>> praise = Statement(id="praise", speakers=["mayor"], stances=[TargetStance(target="eo", stance="support")])
    >>> demo = Collection(id="demo", title="A demonstration").add(praise)
    >>> [(position.speaker, position.stance.stance.value) for position in positions(demo, "eo")]
    [('mayor', 'support')]

    .. versionadded:: 0.1
    """
    id = target.id if isinstance(target, Record) else target
    return tuple(
        Position(speaker, stance, statement)
        for statement in collection.statements
        for stance in statement.stances
        for speaker in statement.speakers
        if id is None or stance.target == id
    )
