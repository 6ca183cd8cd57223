"""Who held which post, and when; and who has any public role."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from nmpolicy.analysis.chronology import any_of, covers
from nmpolicy.records.collection import Collection
from nmpolicy.records.survey import Survey
from nmpolicy.vocabulary.dates import PartialDate


class Tenure(NamedTuple):
    """One membership that holds a post."""

    #: Id of the post.
    post: str
    #: Id of the person or organization that holds it.
    holder: str
    #: Id of the membership.
    membership: str
    #: Its first and its last day, inclusive, as far as they are known.
    start: PartialDate | None
    end: PartialDate | None


def _tenures(collection: Collection) -> Iterator[Tenure]:
    for each in collection.memberships:
        if each.post:
            yield Tenure(each.post, each.member, each.id, each.start_date, each.end_date)


def _by_post(tenures: Iterable[Tenure]) -> Mapping[str, tuple[Tenure, ...]]:
    found: defaultdict[str, list[Tenure]] = defaultdict(list)
    for tenure in tenures:
        found[tenure.post].append(tenure)
    return {post: tuple(some) for post, some in found.items()}


#: The tenures of each post, in the order of the document.
TENURES = Survey(_tenures, _by_post)


def tenures_of(collection: Collection, post: str, holder: str | None = None) -> tuple[Tenure, ...]:
    """The tenures of a post that the records hold; with a holder, theirs."""
    found = collection.surveyed(TENURES).get(post, ())
    return tuple(tenure for tenure in found if holder is None or tenure.holder == holder)


def held_on(tenures: Iterable[Tenure], day: PartialDate) -> bool | None:
    """Whether one of some tenures was running on a day. `None`: their dates do not decide it."""
    return any_of(covers(tenure.start, tenure.end, day) for tenure in tenures)


def crowded(tenures: Iterable[Tenure], seats: int) -> Iterator[tuple[Tenure, Tenure]]:
    """The tenures that surely begin while all seats are surely taken, each with one that it meets there.

    >>> first = Tenure("mayor", "a", "m-1", PartialDate("2017-12-01"), PartialDate("2025-11-30"))
    >>> second = Tenure("mayor", "b", "m-2", PartialDate("2025-01-01"), PartialDate("2029"))
    >>> [(later.holder, earlier.holder) for later, earlier in crowded([first, second], 1)]
    [('b', 'a')]
    """
    sure = sorted(filter(None, map(_surely, tenures)), key=lambda found: found[:2])
    running: list[tuple[date, Tenure]] = []
    for start, end, tenure in sure:
        running = [(last, other) for last, other in running if last >= start]
        if len(running) >= seats:
            yield tenure, running[0][1]
        else:
            running.append((end, tenure))


def _surely(tenure: Tenure) -> tuple[date, date, Tenure] | None:
    """The first and the last day on which it was surely running, where there are some."""
    if tenure.start is None or tenure.end is None or tenure.start.uncertain or tenure.end.uncertain:
        return None
    start, end = tenure.start.span[1], tenure.end.span[0]
    return (start, end, tenure) if start <= end else None


def _public_actors(collection: Collection) -> Iterator[str]:
    for membership in collection.memberships:
        yield membership.member
    for source in collection.sources:
        yield from source.authors
    for instrument in collection.instruments:
        yield from instrument.issued_by
        for milestone in instrument.milestones:
            yield from milestone.by
    for measure in collection.measures:
        yield from measure.sponsors
    for statement in collection.statements:
        if statement.capacity or statement.on_behalf_of:
            yield from statement.speakers


#: Ids of the actors whom the records show in a public role: in a membership, as an author, a sponsor, a signer, or speaking
#: in an office or for somebody.
PUBLIC = Survey(_public_actors, frozenset[str])
