"""Official acts: orders that someone signed for an office, and statements that someone made in that capacity."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from nmpolicy.queries.intervals import Interval, interval_of
from nmpolicy.queries.tenures import tenure_index
from nmpolicy.records.actors import Post
from nmpolicy.records.collection import Collection, once_per_collection
from nmpolicy.vocabulary.dates import PartialDate
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
    """Return the official acts in a collection by post and by holder, both in document order.

    An act shows who held the post only if no more people than the post has seats can have acted in it.
    """
    found: dict[str, dict[str, list[OfficialAct]]] = {}
    for post, actors, record, day in (*_statements(collection), *_signings(collection)):
        able = _able_to_act(collection, post, actors, day)
        if len(able) <= seats(collection, post):
            for holder in able:
                found.setdefault(post, {}).setdefault(holder, []).append(OfficialAct(record, interval_of(day)))
    return found


def _able_to_act(collection: Collection, post: str, actors: Iterable[str], day: PartialDate) -> Sequence[str]:
    """Return those who can have acted as holders of a post: those whose terms allow it, or else those without a term.

    Someone without a term in the post cannot while others certainly hold every seat.
    """
    index = tenure_index(collection)
    people = [each for each in dict.fromkeys(actors) if not isinstance(collection.get(each), Post)]
    in_term = [each for each in people if index.can_hold(post, day, each)]
    if in_term or index.is_full(post, day, seats(collection, post)):
        return in_term
    return [each for each in people if not index.excludes(post, day, each)]


def seats(collection: Collection, post: str) -> int:
    """Return the number of seats of a post: one, if none is recorded."""
    record = collection.get(post, Post)
    return (record.maximum_memberships if record else None) or 1


def _statements(collection: Collection) -> Iterator[tuple[str, Sequence[str], str, PartialDate]]:
    for statement in collection.statements:
        if statement.capacity and statement.date:
            yield statement.capacity, statement.speakers, statement.id, statement.date


def _signings(collection: Collection) -> Iterator[tuple[str, Sequence[str], str, PartialDate]]:
    for instrument in collection.instruments:
        if len(instrument.issued_by) != 1:
            continue  # with several authorities, it is unknown which office the signer held
        (post,) = instrument.issued_by
        if not isinstance(collection.get(post), Post):
            continue
        for milestone in instrument.milestones:
            if milestone.stage in _SIGNING and milestone.date:
                yield post, milestone.by, instrument.id, milestone.date
