"""Official acts: instruments that someone signed for an office, and acts and statements in that capacity."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from nmpolicy.queries.intervals import IntervalSet, interval_of
from nmpolicy.queries.served_tenures import OfficialAct, acts_by_tenure, days_without_seat
from nmpolicy.queries.tenures import between, tenure_index
from nmpolicy.records.actors import Organization, Post
from nmpolicy.records.collection import Collection
from nmpolicy.records.once_per_collection import once_per_collection
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.terms import Stage

#: The stages at which the holder of the issuing office acts.
SIGNING_STAGES = frozenset({Stage.SIGNED, Stage.ISSUED})


@once_per_collection
def official_acts(collection: Collection) -> Mapping[str, Mapping[str, Sequence[OfficialAct]]]:
    """Return the official acts in a collection by post and by holder.

    An act shows who held the post only if no more people than the post has seats can have acted in it.
    """
    by_post: dict[str, list[tuple[Sequence[str], OfficialAct]]] = {}
    for post, actors, record, day in (*_statements(collection), *_milestones(collection)):
        by_post.setdefault(post, []).append((actors, OfficialAct(record, interval_of(day))))
    found = {post: _acts_by_holder(collection, post, acts) for post, acts in by_post.items()}
    return {post: acts for post, acts in found.items() if acts}


def _acts_by_holder(
    collection: Collection, post: str, acts: Iterable[tuple[Sequence[str], OfficialAct]]
) -> Mapping[str, Sequence[OfficialAct]]:
    """Return the acts in a post by those who did them: those whose terms allow it, or else those without a term.

    While others certainly hold every seat, no one else can act.
    """
    index, number = tenure_index(collection), seats(collection, post)
    terms = index.by_holder(post)
    certain = {holder: [each for each in (t.certain for t in own) if each] for holder, own in terms.items()}
    served = {holder: IntervalSet(days) for holder, days in certain.items()}
    taken = days_without_seat(certain.values(), number)
    found: dict[str, list[OfficialAct]] = {}
    without_term: list[tuple[Sequence[str], OfficialAct]] = []
    for actors, act in acts:
        in_term = [each for each in actors if index.can_hold(post, act.interval, each)]
        if taken.includes(act.interval):
            in_term = [each for each in in_term if not served[each].excludes(act.interval)]
        elif not in_term:
            without_term.append(([each for each in actors if each not in terms], act))
        _add(found, in_term, act, number)
    for holder, own in terms.items():
        for tenure, some in acts_by_tenure(own, found.get(holder, ())):
            if days := between((*tenure.limits, *(each.interval for each in some))):
                certain[holder].append(days)
    taken = days_without_seat(certain.values(), number)
    for actors, act in without_term:
        if not taken.includes(act.interval):
            people = [each for each in actors if not isinstance(collection.get(each), Organization)]
            _add(found, people, act, number)
    return found


def _add(found: dict[str, list[OfficialAct]], able: Sequence[str], act: OfficialAct, seats: int) -> None:
    """Add an act of those who can have acted, unless they are more than the post has seats."""
    for holder in able if len(able) <= seats else ():
        found.setdefault(holder, []).append(act)


def seats(collection: Collection, post: str) -> int:
    """Return the number of seats of a post: one, if none is recorded."""
    record = collection.get(post, Post)
    return (record.maximum_memberships if record else None) or 1


def _statements(collection: Collection) -> Iterator[tuple[str, Sequence[str], str, PartialDate]]:
    for statement in collection.statements:
        if statement.capacity and statement.date:
            actors = _actors(collection, statement.capacity, statement.speakers)
            yield statement.capacity, actors, statement.id, statement.date


def _milestones(collection: Collection) -> Iterator[tuple[str, Sequence[str], str, PartialDate]]:
    for instrument in collection.instruments:
        # With several authorities, it is unknown which office the signer held.
        authority = collection.get(instrument.issued_by[0], Post) if len(instrument.issued_by) == 1 else None
        for milestone in instrument.milestones:
            signed = milestone.stage in SIGNING_STAGES and not milestone.on_behalf_of
            post = milestone.capacity or (authority.id if authority and signed else None)
            if post and milestone.date:
                yield post, _actors(collection, post, milestone.by), instrument.id, milestone.date


def _actors(collection: Collection, post: str, named: Sequence[str]) -> Sequence[str]:
    """Return the people and organizations who may have acted as holders of a post; none if the post itself acted."""
    if post in named:
        return ()
    return [each for each in dict.fromkeys(named) if not isinstance(collection.get(each), Post)]
