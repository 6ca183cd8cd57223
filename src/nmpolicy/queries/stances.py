"""Stances: who supports and who opposes what, according to their statements."""

from collections.abc import Mapping
from itertools import groupby
from typing import Annotated

from attrs import frozen

from nmpolicy.queries.answer_tables import Answer, Answers, Cells
from nmpolicy.records.arguments import check_collections
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.field_texts import Name
from nmpolicy.records.once_per_collection import once_per_collection
from nmpolicy.records.statements import TargetStance
from nmpolicy.vocabulary.references import ActorRef, AnyRef, Ref
from nmpolicy.vocabulary.terms import Stance


@frozen
class StatedStance(Answer):
    """One stance of one speaker, as a statement expresses it.

    .. versionadded:: 0.1
    """

    speaker: ActorRef
    """Id of the person, organization or post that spoke."""
    stance: TargetStance
    """The stance, with its target or topic and any objection."""
    statement: Annotated[str, Ref("statements")]
    """Id of the statement."""

    def _cells(self, name: Name) -> Cells:
        """Return the speaker, the stance, its target or topic, any objection, and the statement."""
        stance = self.stance
        return {
            "speaker": name(self.speaker),
            "stance": stance.stance,
            "target": name(stance.target) if stance.target else "",
            "topic": stance.topic,
            "objection": stance.objection or "",
            "statement": name(self.statement),
        }

    def _in_words(self, name: Name) -> str:
        """Return the stance, any objection, and the statement."""
        objection = f" ({self.stance.objection})" if self.stance.objection else ""
        return f"{self.stance.stance}{objection}: {name(self.statement)}"


@frozen(repr=False)
class ActorStances(Answer):
    """Every stance of one actor on one target or topic.

    .. versionadded:: 0.1
    """

    actor: ActorRef
    """Id of the person, organization or post."""
    target: AnyRef | None
    """Id of the record that the stances are on, or None if they are on a topic."""
    topic: str
    """The topic in words; empty if the stances are on a record."""
    stated: tuple[StatedStance, ...]
    """The stances by date, those without a date last. A later stance does not replace an earlier one."""

    @property
    def stances(self) -> tuple[Stance, ...]:
        """The stances in the same order; consecutive equal stances are given once."""
        return tuple(stance for stance, _ in groupby(each.stance.stance for each in self.stated))


def stances(collection: Collection, target: str | Record | None = None) -> Answers[StatedStance]:
    """Return every stance in a collection, in the order of its statements; with `target`, only those on that record.

    A later statement of a speaker does not replace an earlier one: both are returned.

    >>> from nmpolicy.records.statements import Statement
    >>> praise = Statement(id="praise", speakers=["mayor"], stances=[TargetStance(target="eo", stance="support")])
    >>> demo = Collection(id="demo", title="A demonstration").add(praise)
    >>> [(each.speaker, each.stance.stance.value, each.statement) for each in stances(demo, "eo")]
    [('mayor', 'support', 'praise')]

    Raises `UnknownIdError` if `target` is the id of no record, and no statement has a stance on it.

    .. versionadded:: 0.1
    """
    check_collections(collection)
    if target is None:
        return Answers(_stances(collection), "Stances", collection)
    id = target.id if isinstance(target, Record) else target
    found = _stances_by_target(collection).get(id, ())
    if not found:
        collection[id]  # raises an error if the id is unknown
    return Answers(found, f"Stances on {collection.label(id)}", collection)


def stances_by_actor(collection: Collection) -> Answers[ActorStances]:
    """Return the stances of each actor on each target or topic, both in the order in which they first appear.

    >>> from nmpolicy.records.statements import Statement
    >>> said = [
    ...     Statement(id=id, speakers=["mayor"], date=date, stances=[TargetStance(target="eo", stance=stance)])
    ...     for id, date, stance in (("b", "2025", "support"), ("a", "2024", "oppose"))
    ... ]
    >>> found = stances_by_actor(Collection(id="demo", title="A demonstration", statements=said))
    >>> [(each.actor, each.target, [stance.value for stance in each.stances]) for each in found]
    [('mayor', 'eo', ['oppose', 'support'])]

    .. versionadded:: 0.1
    """
    check_collections(collection)
    dates = {statement.id: statement.date for statement in reversed(collection.statements)}

    def sort_key(each: StatedStance) -> tuple[object, ...]:
        date = dates[each.statement]
        return (False, *date.sort_key()) if date else (True,)

    found: dict[tuple[str | None, str], dict[str, list[StatedStance]]] = {}
    for each in _stances(collection):
        # A stance with both a target and a topic is on the target.
        target = (each.stance.target, "" if each.stance.target else " ".join(each.stance.topic.split()))
        found.setdefault(target, {}).setdefault(each.speaker, []).append(each)
    by_actor = (
        ActorStances(actor, target, topic, tuple(sorted(some, key=sort_key)))
        for (target, topic), actors in found.items()
        for actor, some in actors.items()
    )
    return Answers(by_actor, "Stances by actor", collection)


@once_per_collection
def _stances(collection: Collection) -> tuple[StatedStance, ...]:
    """Return every stance in a collection, in the order of its statements."""
    return tuple(
        StatedStance(speaker, stance, statement.id)
        for statement in collection.statements
        for stance in statement.stances
        for speaker in statement.speakers
    )


@once_per_collection
def _stances_by_target(collection: Collection) -> Mapping[str, tuple[StatedStance, ...]]:
    """Return the stances on each record, by its id."""
    found: dict[str, list[StatedStance]] = {}
    for each in _stances(collection):
        if each.stance.target:
            found.setdefault(each.stance.target, []).append(each)
    return {id: tuple(some) for id, some in found.items()}
