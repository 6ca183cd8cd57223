"""Who held a post on a day, in what capacity somebody spoke, and when a post was vacant."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from attrs import frozen

from nmpolicy.errors import InvalidTypeError
from nmpolicy.queries.intervals import Time, time_of
from nmpolicy.queries.tenures import Tenure, Times, crowded, grouped, tenures
from nmpolicy.records.actors import Post
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection, once_per_collection
from nmpolicy.records.statements import Statement
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.terms import Stage

_DAY = timedelta(days=1)


@frozen
class Holder:
    """Somebody who held a post on a day, or may have.

    .. versionadded:: 0.1
    """

    #: Id of the post.
    post: str
    #: Id of the person or organization.
    holder: str
    #: Id of the membership; None where only the holder's own act shows it.
    membership: str | None
    #: Whether they held it on that day; `None`: the records do not decide it.
    answer: bool | None
    #: Ids of the records that show it: the membership, or what the holder did in the office, before, then or after.
    shown_by: tuple[str, ...]


@frozen
class Vacancy:
    """Days on which none of those whom the records name held a post.

    .. versionadded:: 0.1
    """

    #: Id of the post.
    post: str
    #: Its first day, inclusive.
    first: date
    #: Its last day, inclusive.
    last: date


@frozen
class Overlap:
    """A membership that begins while all seats of a post are taken.

    .. versionadded:: 0.1
    """

    #: Id of the post.
    post: str
    #: Id of the membership that begins.
    later: str
    #: Id of one that still runs.
    earlier: str


def holders(collection: Collection, post: str | Post, on: str | date) -> tuple[Holder, ...]:
    """Those who held a post on a day, and those who may have; of a month or a year, on each of its days.

    What somebody did in an office, an order signed or a statement made, shows that they held it then, and between two such
    days of one membership.

    >>> from nmpolicy.records.actors import Membership
    >>> term = Membership(id="m", member="jane-roe", post="mayor", start_date="2021-12", end_date="2025-11-30")
    >>> demo = Collection(id="demo", title="A demonstration", memberships=[term])
    >>> [[(each.holder, each.answer) for each in holders(demo, "mayor", day)] for day in ("2021-12", "2023", "2026")]
    [[('jane-roe', None)], [('jane-roe', True)], []]

    Raises `UnknownIdError` where there is no such record, `InvalidTypeError` for one that is no post, and `InvalidDateError`
    for what is no date.

    .. versionadded:: 0.1
    """
    id, day = _id(collection, post), time_of(PartialDate(on))
    acts = _acts(collection).get(id, {})
    terms = grouped(tenures(collection).of_post.get(id, ()), 1)
    everybody = dict.fromkeys((*terms, *acts))
    return tuple(
        found for each in everybody for found in _holdings(id, each, terms.get(each, []), acts.get(each, []), day)
    )


def capacities(collection: Collection, statement: str | Statement) -> tuple[Holder, ...]:
    """The posts in which the speakers of a statement spoke, as it says, and the others that they held on its day, or may have.

    >>> from nmpolicy.records.actors import Membership
    >>> said = Statement(id="s", speakers=["jane-roe"], capacity="mayor", date="2025-07-21")
    >>> demo = Collection(id="demo", title="A demonstration", statements=[said])
    >>> [(each.post, each.answer, each.shown_by) for each in capacities(demo, "s")]
    [('mayor', True, ('s',))]

    Raises `UnknownIdError` where there is no such record, and `InvalidTypeError` for one that is no statement.

    .. versionadded:: 0.1
    """
    said = collection[statement]
    if not isinstance(said, Statement):
        raise InvalidTypeError(f"{said.id!r} is no statement; only in a statement somebody speaks")
    own = [
        Holder(said.capacity, each, None, answer=True, shown_by=(said.id,)) for each in said.speakers if said.capacity
    ]
    posts = dict.fromkeys(post for speaker in said.speakers if said.date for post in posts_of(collection, speaker))
    others = (each for post in posts if post != said.capacity for each in holders(collection, post, said.date or ""))
    return (*own, *(each for each in others if each.holder in said.speakers))


def posts_of(collection: Collection, holder: str) -> tuple[str, ...]:
    """Ids of the posts that somebody held at any time, as a membership says or what they did in the office."""
    return tuple(_posts_by_holder(collection).get(holder, ()))


def vacancies(collection: Collection, post: str | Post) -> tuple[Vacancy, ...]:
    """The days between its holders on which surely none of those whom the records name held a post, in order.

    Who acted in the office on a day is not taken to have been out of it. Raises as `holders` does.

    .. versionadded:: 0.1
    """
    id = _id(collection, post)
    acts = [
        Tenure(id, holder, record, PartialDate(time.first), PartialDate(time.last))
        for holder, some in _acts(collection).get(id, {}).items()
        for record, time in some
    ]
    times = Times([*tenures(collection).of_post.get(id, ()), *acts])
    return tuple(Vacancy(id, end + _DAY, start - _DAY) for end, start in times.gaps())


def overlaps(collection: Collection, post: str | Post) -> tuple[Overlap, ...]:
    """The memberships that surely begin while all seats of a post are taken; a post that does not say has one.

    Raises as `holders` does.

    .. versionadded:: 0.1
    """
    id = _id(collection, post)
    record = collection.get(id)
    seats = (record.maximum_memberships if isinstance(record, Post) else None) or 1
    found = crowded(tenures(collection).of_post.get(id, ()), seats)
    return tuple(Overlap(id, later.membership, earlier.membership) for later, earlier in found)


def _id(collection: Collection, post: str | Record) -> str:
    """The id of a post. Raises an error for what is none; one that memberships alone name will do."""
    id = post.id if isinstance(post, Record) else post
    if id not in tenures(collection).of_post and not isinstance(collection[id], Post):
        raise InvalidTypeError(f"{id!r} is no post; only a post is held")
    return id


#: What holders of posts did as such, by post and holder: the record, and when.
_Acts = Mapping[str, Mapping[str, list[tuple[str, Time]]]]


def _facts(collection: Collection) -> Iterator[tuple[str, str, str, Time]]:
    for said in collection.statements:
        if said.capacity and said.date:
            for speaker in said.speakers:
                yield said.capacity, speaker, said.id, time_of(said.date)
    for instrument in collection.instruments:
        # Of several offices, nobody knows which one the signer held.
        for post in instrument.issued_by if len(instrument.issued_by) == 1 else ():
            for milestone in instrument.milestones:
                if milestone.stage in _SIGNING and milestone.date and isinstance(collection.get(post), Post):
                    yield from ((post, signer, instrument.id, time_of(milestone.date)) for signer in milestone.by)


_SIGNING = frozenset({Stage.SIGNED, Stage.ISSUED})


@once_per_collection
def _acts(collection: Collection) -> _Acts:
    found: dict[str, dict[str, list[tuple[str, Time]]]] = {}
    for post, holder, record, time in _facts(collection):
        found.setdefault(post, {}).setdefault(holder, []).append((record, time))
    return found


@once_per_collection
def _posts_by_holder(collection: Collection) -> Mapping[str, Iterable[str]]:
    found: dict[str, dict[str, None]] = {}
    for each in collection.memberships:
        if each.post:
            found.setdefault(each.member, {})[each.post] = None
    for post, holder, _, _ in _facts(collection):
        found.setdefault(holder, {})[post] = None
    return found


def _holdings(
    post: str, holder: str, tenures: Sequence[Tenure], acts: list[tuple[str, Time]], day: Time
) -> Iterator[Holder]:
    """What the tenures of one holder, and what they did in the office, say of a day."""
    places: dict[int, list[tuple[str, Time]]] = {id(tenure): [] for tenure in tenures}
    for record, time in acts:
        during = [each for each in tenures if each.possible[0] <= time.last and time.first <= each.possible[1]]
        if len(during) == 1:  # else nobody knows in which of them it was
            places[id(during[0])].append((record, time))
    found = [each for tenure in tenures if (each := held(tenure, places[id(tenure)], day))]
    then = [record for record, time in acts if time == day and day.first == day.last]
    if then and not any(each.answer for each in found):
        yield Holder(post, holder, None, answer=True, shown_by=tuple(dict.fromkeys(then)))
    else:
        yield from found


def held(tenure: Tenure, acts: list[tuple[str, Time]], day: Time) -> Holder | None:
    """What a tenure, and acts in it, say of a day; None where they exclude it."""
    first, last = tenure.possible
    if day.last < first or last < day.first:
        return None
    wrong = tenure.start and tenure.end and tenure.end.before(tenure.start)
    ends = [] if wrong else [(tenure.membership, time_of(each)) for each in (tenure.start, tenure.end) if each]
    # On a day of each of these it was held, and so it was from the first of them to the last.
    points = [*ends, *acts]
    opens = [(record, time) for record, time in points if time.last <= day.first]
    closes = [(record, time) for record, time in points if day.last <= time.first]
    sure = bool(opens and closes)
    shown = (
        dict.fromkeys((max(opens, key=_first)[0], min(closes, key=_first)[0])) if sure else {tenure.membership: None}
    )
    return Holder(tenure.post, tenure.holder, tenure.membership, True if sure else None, tuple(shown))


def _first(point: tuple[str, Time]) -> date:
    return point[1].first


@frozen
class Office:
    """A post on a day: who held it, and what its memberships show over time.

    .. versionadded:: 0.1
    """

    #: Id of the post.
    post: str
    #: Everyone who held it on that day, or may have.
    holders: tuple[Holder, ...]
    #: Days between its holders on which no one on record held it.
    vacancies: tuple[Vacancy, ...]
    #: Memberships that begin while every seat is taken.
    overlaps: tuple[Overlap, ...]


def offices(collection: Collection, on: str | date, *, post: str | Post | None = None) -> tuple[Office, ...]:
    """Who held each post of a collection on a day, or one post only, in document order.

    Raises as `holders` does.

    .. versionadded:: 0.1
    """
    ids = [_id(collection, post)] if post is not None else [each.id for each in collection.posts]
    return tuple(
        Office(id, holders(collection, id, on), vacancies(collection, id), overlaps(collection, id)) for id in ids
    )
