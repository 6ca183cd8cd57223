"""Official acts: orders that someone signed for an office, and statements that someone made in that capacity."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from nmpolicy.queries.intervals import Interval, interval_of
from nmpolicy.records.actors import Post
from nmpolicy.records.collection import Collection, once_per_collection
from nmpolicy.vocabulary.terms import Stage

_SIGNING = frozenset({Stage.SIGNED, Stage.ISSUED})


class OfficialAct(NamedTuple):
    """An act that shows that someone held a post at the time."""

    record: str
    """Id of the instrument or statement."""
    interval: Interval
    """The days on which the act may have taken place."""


@once_per_collection
def official_acts(collection: Collection) -> Mapping[str, Mapping[str, Sequence[OfficialAct]]]:
    """Return the official acts in a collection by post and by holder, both in document order."""
    found: dict[str, dict[str, list[OfficialAct]]] = {}
    for post, holder, act in (*_statements(collection), *_signings(collection)):
        found.setdefault(post, {}).setdefault(holder, []).append(act)
    return found


def _statements(collection: Collection) -> Iterator[tuple[str, str, OfficialAct]]:
    for statement in collection.statements:
        if statement.capacity and statement.date:
            for speaker in statement.speakers:
                yield statement.capacity, speaker, OfficialAct(statement.id, interval_of(statement.date))


def _signings(collection: Collection) -> Iterator[tuple[str, str, OfficialAct]]:
    for instrument in collection.instruments:
        if len(instrument.issued_by) != 1:
            continue  # with several authorities, it is unknown which office the signer held
        (post,) = instrument.issued_by
        if not isinstance(collection.get(post), Post):
            continue
        for milestone in instrument.milestones:
            if milestone.stage in _SIGNING and milestone.date:
                for signer in milestone.by:
                    yield post, signer, OfficialAct(instrument.id, interval_of(milestone.date))
