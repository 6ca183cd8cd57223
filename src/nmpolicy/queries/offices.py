"""Offices: who held a post on a day, in which capacity someone spoke, and when a post was vacant."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from attrs import evolve, frozen

from nmpolicy.queries.intervals import Interval, IntervalSet, interval_of
from nmpolicy.queries.official_acts import OfficialAct, official_acts, seats
from nmpolicy.queries.tenures import Tenure, over_capacity, tenure_index
from nmpolicy.records.actors import Post
from nmpolicy.records.base import wrong_class
from nmpolicy.records.collection import Collection, once_per_collection
from nmpolicy.records.statements import Statement
from nmpolicy.vocabulary.dates import PartialDate


@frozen
class Holder:
    """Someone who held a post on a day, or may have.

    .. versionadded:: 0.1
    """

    post: str
    """Id of the post."""
    holder: str
    """Id of the person or organization."""
    membership: str | None
    """Id of the membership, or None if only an official act shows that they held the post."""
    answer: bool | None
    """True if they held the post on that day, and None if the records do not decide it."""
    shown_by: tuple[str, ...]
    """Ids of the records that show it: the membership, or the official acts on that day or before and after it."""
    reason: str = ""
    """`no end is recorded` if they hold it as far as the records tell; otherwise empty."""


@frozen
class Vacancy:
    """A period between two holders on which no one on record held a post.

    .. versionadded:: 0.1
    """

    post: str
    """Id of the post."""
    first: date
    """The first day."""
    last: date
    """The last day, inclusive."""


@frozen
class Overlap:
    """A membership that begins while every seat of a post is taken.

    .. versionadded:: 0.1
    """

    post: str
    """Id of the post."""
    later: str
    """Id of the membership that begins."""
    earlier: str
    """Id of a membership that still runs."""


@frozen
class Office:
    """A post on a day: its holders on that day, and its vacancies and overlaps on any day.

    .. versionadded:: 0.1
    """

    post: str
    """Id of the post."""
    holders: tuple[Holder, ...]
    """Everyone who held it on that day, or may have."""
    vacancies: tuple[Vacancy, ...]
    """The periods, on any day, between two holders on which no one on record held it."""
    overlaps: tuple[Overlap, ...]
    """The memberships, on any day, that begin while every seat is taken."""


def offices(collection: Collection, on: str | date, *, post: str | Post | None = None) -> tuple[Office, ...]:
    """Return each post of a collection with its holders on a day, its vacancies and its overlaps, in document order.

    With `post`, return only that post. `holders` explains who counts as a holder.

    >>> from nmpolicy.records.actors import Membership
    >>> mayor = Post(id="mayor", name="Mayor")
    >>> terms = [
    ...     Membership(id="m-1", member="jane-roe", post="mayor", start_date="2021-12-01", end_date="2025-06-30"),
    ...     Membership(id="m-2", member="john-doe", post="mayor", start_date="2025-08-01"),
    ... ]
    >>> (office,) = offices(Collection(id="demo", title="A demonstration", posts=[mayor], memberships=terms), "2023")
    >>> [each.holder for each in office.holders], [(str(each.first), str(each.last)) for each in office.vacancies]
    (['jane-roe'], [('2025-07-01', '2025-07-31')])

    Raises `UnknownIdError` if the collection has no record with the id `post`, `InvalidTypeError` if that record is not
    a post, and `InvalidDateError` if `on` is not a date.

    Terms: Popolo (post, membership).

    .. versionadded:: 0.1
    """
    day = PartialDate(on)
    ids = dict.fromkeys(each.id for each in collection.posts) if post is None else [_post_id(collection, post)]
    return tuple(
        Office(id, holders(collection, id, day), vacancies(collection, id), overlaps(collection, id)) for id in ids
    )


def holders(collection: Collection, post: str | Post, on: str | date) -> tuple[Holder, ...]:
    """Return everyone who held a post on a day, or may have; for a month or a year, on each of its days.

    A membership with a start and no end counts as still running, with the reason `no end is recorded`. It ends when the
    next holder of a post with one seat begins; without a recorded number of seats, it is then unknown. A membership
    without a start may have begun on any earlier day. An
    official act, such as signing an order or speaking as the holder, shows that someone held the post on that day. Two
    official acts in one membership show it for the days between them too. An act shows nothing about someone whose
    terms exclude it, nor about one of more possible actors than the post has seats.

    >>> from nmpolicy.records.actors import Membership
    >>> term = Membership(id="m", member="jane-roe", post="mayor", start_date="2021-12", end_date="2025-11-30")
    >>> demo = Collection(id="demo", title="A demonstration", memberships=[term])
    >>> [[(each.holder, each.answer) for each in holders(demo, "mayor", day)] for day in ("2021-12", "2023", "2026")]
    [[('jane-roe', None)], [('jane-roe', True)], []]

    Raises `UnknownIdError` if there is no such record, `InvalidTypeError` if it is not a post, and `InvalidDateError`
    if `on` is not a date. A post that only memberships name is accepted.

    Terms: Popolo (post, membership).

    .. versionadded:: 0.1
    """
    id, day = _post_id(collection, post), interval_of(PartialDate(on))
    acts = official_acts(collection).get(id, {})
    recorded = tenure_index(collection).by_post.get(id, ())
    tenures: dict[str, list[Tenure]] = {}
    for tenure in recorded:
        tenures.setdefault(tenure.holder, []).append(tenure)
    record = collection.get(id, Post)
    seats_known = record.maximum_memberships if record else None
    begun = [(each.start, each.holder) for each in recorded if each.start and each.start.span[0] < day.last]
    begun.sort(key=lambda item: item[0].span[0], reverse=True)
    return tuple(
        found
        for holder in dict.fromkeys((*tenures, *acts))
        for found in _holder_on(
            id,
            holder,
            [(each, _still_runs(each, begun, seats_known, day)) for each in tenures.get(holder, [])],
            acts.get(holder, []),
            day,
        )
    )


def capacities(collection: Collection, statement: str | Statement) -> tuple[Holder, ...]:
    """Return the post in which the speakers of a statement spoke, then the other posts that they held, or may have.

    >>> said = Statement(id="s", speakers=["jane-roe"], capacity="mayor", date="2025-07-21")
    >>> demo = Collection(id="demo", title="A demonstration", statements=[said])
    >>> [(each.post, each.answer, each.shown_by) for each in capacities(demo, "s")]
    [('mayor', True, ('s',))]

    Raises `UnknownIdError` if there is no such record, and `InvalidTypeError` if it is not a statement.

    .. versionadded:: 0.1
    """
    record = collection[statement]
    if not isinstance(record, Statement):
        raise wrong_class(record, "a statement")
    speakers, capacity, day = record.speakers, record.capacity, record.date
    stated = [Holder(capacity, each, None, answer=True, shown_by=(record.id,)) for each in speakers if capacity]
    posts = dict.fromkeys(post for speaker in speakers for post in posts_held(collection, speaker)) if day else {}
    others = (each for post in posts if post != capacity for each in holders(collection, post, day or ""))
    return (*stated, *(each for each in others if each.holder in speakers))


def posts_held(collection: Collection, holder: str) -> tuple[str, ...]:
    """Return the ids of the posts that someone held at any time, by a membership or an official act."""
    return tuple(_posts_by_holder(collection).get(holder, ()))


@once_per_collection
def _posts_by_holder(collection: Collection) -> Mapping[str, Iterable[str]]:
    found: dict[str, dict[str, None]] = {}
    for each in collection.memberships:
        if each.post:
            found.setdefault(each.member, {})[each.post] = None
    for post, acts in official_acts(collection).items():
        for holder in acts:
            found.setdefault(holder, {})[post] = None
    return found


def vacancies(collection: Collection, post: str | Post) -> tuple[Vacancy, ...]:
    """Return the periods between holders in which certainly no one on record held a post, in order.

    A day of an official act is not vacant, even if no membership covers it. Raises the same errors as `holders`.

    .. versionadded:: 0.1
    """
    id = _post_id(collection, post)
    tenures = (each.possible for each in tenure_index(collection).by_post.get(id, ()))
    acts = (act.interval for some in official_acts(collection).get(id, {}).values() for act in some)
    return tuple(Vacancy(id, gap.first, gap.last) for gap in IntervalSet((*tenures, *acts)).gaps())


def overlaps(collection: Collection, post: str | Post) -> tuple[Overlap, ...]:
    """Return the memberships that certainly begin while every seat of a post is taken.

    A post without `maximum_memberships` has one seat. Raises the same errors as `holders`.

    .. versionadded:: 0.1
    """
    id = _post_id(collection, post)
    found = over_capacity(tenure_index(collection).by_post.get(id, ()), seats(collection, id))
    return tuple(Overlap(id, later.membership, earlier.membership) for later, earlier in found)


def _post_id(collection: Collection, post: str | Post) -> str:
    """Return the id of a post, which may be one that only memberships name. Raises an error for any other record."""
    id = post if isinstance(post, str) else post.id
    if id not in tenure_index(collection).by_post and not isinstance(record := collection[id], Post):
        raise wrong_class(record, "a post")
    return id


def _holder_on(
    post: str,
    holder: str,
    tenures: Sequence[tuple[Tenure, bool | None]],
    acts: Sequence[OfficialAct],
    day: Interval,
) -> Iterator[Holder]:
    """Yield what the tenures and the official acts of one holder show for a day."""
    acts_during: list[list[OfficialAct]] = [[] for _ in tenures]
    for act in acts:
        during = [index for index, (tenure, _) in enumerate(tenures) if _overlap(tenure.possible, act.interval)]
        if len(during) == 1:  # otherwise it is unknown to which tenure the act belongs
            acts_during[during[0]].append(act)
    answers = (
        tenure_on(tenure, some, day, still_runs=still_runs)
        for (tenure, still_runs), some in zip(tenures, acts_during, strict=True)
    )
    found = [each for each in answers if each]
    that_day = [act.record for act in acts if act.interval == day and day.first == day.last]
    if that_day and not any(each.answer for each in found):
        yield Holder(post, holder, None, answer=True, shown_by=tuple(dict.fromkeys(that_day)))
    elif certain := next((each for each in found if each.answer), None):
        yield certain
    elif found:  # one holder, whichever of the terms it is
        yield evolve(found[0], shown_by=tuple(id for each in found for id in each.shown_by))


def _still_runs(
    tenure: Tenure, begun: Sequence[tuple[PartialDate, str]], seats: int | None, day: Interval
) -> bool | None:
    """Return whether a tenure without an end still runs on a day, given the starts before it, from the latest on.

    Others who began later may have taken its seat; the next holder of a post with one seat has.
    """
    if tenure.start is None:
        return None
    later: set[str] = set()
    for start, holder in begun:
        if start.span[0] <= tenure.start.span[1] or len(later) >= (seats or 1) > 1:
            break
        if holder != tenure.holder:
            later.add(holder)
            if seats == 1 and start.span[1] < day.first:
                return False
    return None if len(later) >= (seats or 1) else True


def tenure_on(
    tenure: Tenure, acts: Sequence[OfficialAct], day: Interval, *, still_runs: bool | None = True
) -> Holder | None:
    """Return what a tenure, and the official acts in it, show for a day; None if it cannot have run on that day.

    `still_runs` tells whether a tenure without an end still runs on that day.
    """
    if not _overlap(tenure.possible, day):
        return None
    contradictory = tenure.start and tenure.end and tenure.end.before(tenure.start)
    limits = [] if contradictory else [each for each in (tenure.start, tenure.end) if each]
    # The tenure ran on a day of each of these intervals, and so on every day from the first of them to the last.
    points = [*(OfficialAct(tenure.membership, interval_of(each)) for each in limits), *acts]
    before = [point for point in points if point.interval.last <= day.first]
    after = [point for point in points if day.last <= point.interval.first]
    if tenure.end is None and not after:
        if still_runs is False:
            return None
        if still_runs and before:
            id = tenure.membership
            reason = "no end is recorded"
            return Holder(tenure.post, tenure.holder, id, answer=True, shown_by=(id,), reason=reason)
    if not (before and after):
        return Holder(tenure.post, tenure.holder, tenure.membership, answer=None, shown_by=(tenure.membership,))
    nearest = (max(before, key=_first_day).record, min(after, key=_first_day).record)
    shown_by = tuple(dict.fromkeys(nearest))
    return Holder(tenure.post, tenure.holder, tenure.membership, answer=True, shown_by=shown_by)


def _overlap(one: Interval, other: Interval) -> bool:
    return one.first <= other.last and other.first <= one.last


def _first_day(act: OfficialAct) -> date:
    return act.interval.first
