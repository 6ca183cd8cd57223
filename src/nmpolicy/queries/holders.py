"""Holders: who held a post on a day, by their terms and their official acts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated, NamedTuple

from attrs import frozen

from nmpolicy.queries.answer_tables import Answer, Answers
from nmpolicy.queries.force.in_force import NO_END_RECORDED
from nmpolicy.queries.intervals import Interval, IntervalSet, interval_of
from nmpolicy.queries.official_acts import official_acts
from nmpolicy.queries.served_tenures import OfficialAct, ServedTenure, acts_by_tenure, running_ends
from nmpolicy.queries.tenures import tenure_index
from nmpolicy.records.actors import Post
from nmpolicy.records.base import wrong_class
from nmpolicy.records.collection import Collection
from nmpolicy.records.field_texts import Name
from nmpolicy.records.once_per_collection import once_per_collection
from nmpolicy.vocabulary.date_values import DateLike
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.references import AnyRef, PostRef, Ref


@frozen
class Holder(Answer):
    """Someone who held a post on a day, or may have.

    .. versionadded:: 0.1
    """

    post: PostRef
    """Id of the post."""
    holder: Annotated[str, Ref("people", "organizations")]
    """Id of the person or organization."""
    membership: Annotated[str, Ref("memberships")] | None
    """Id of the membership, or None if only an official act shows that they held the post."""
    answer: bool | None
    """True if they held the post on that day, and None if the records do not decide it."""
    shown_by: tuple[AnyRef, ...]
    """Ids of the records that show it: the membership, or the official acts on that day or before and after it."""
    reason: str = ""
    """`no end is recorded` if the records name neither the end of the term nor a successor; otherwise empty."""

    def _in_words(self, name: Name) -> str:
        """Return the holder, and how certain it is."""
        return "; ".join(filter(None, (name(self.holder), "" if self.answer else "not decided", self.reason)))


def holders(collection: Collection, post: str | Post, on: DateLike) -> Answers[Holder]:
    """Return everyone who held a post on a day, or may have; for a month or a year, on each of its days.

    A membership with a start and no end counts as still running, with the reason `no end is recorded`. It ends when the
    next holder of a post with one seat begins; without a recorded number of seats, it is then unknown. A membership
    without a start may have begun on any earlier day. Memberships of one holder that follow without a gap count as one.

    An official act, such as signing an order or speaking as the holder, shows that someone held the post on that day.
    Two official acts in one membership show it for the days between them too. An act shows nothing about someone whose
    terms exclude it, nor about one of more possible actors than the post has seats. A signature on behalf of another
    office shows nothing about who held that office.

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
    id, asked = post_id(collection, post), PartialDate(on)
    day = interval_of(asked)
    found = (_holder_on(id, each, records, day) for each, records in holder_records(collection, id).items())
    title = f"Holders of {collection.label(id)} on {asked.label}"
    return Answers((each for each in found if each), title, collection)


class HolderRecords(NamedTuple):
    """What the records say about one holder of a post."""

    served: Sequence[ServedTenure]
    """The tenures, with the official acts in them."""
    acts: Sequence[OfficialAct]
    """All official acts."""
    place: int
    """The place among the holders of the post, in document order."""


def holder_records(collection: Collection, post: str) -> Mapping[str, HolderRecords]:
    """Return what the records say about each holder of a post, those with terms first."""
    known = _known_records(collection)
    if post not in known:
        served, acts = _served_tenures(collection, post), official_acts(collection).get(post, {})
        everyone = enumerate(dict.fromkeys((*served, *acts)))
        known[post] = {each: HolderRecords(served.get(each, ()), acts.get(each, ()), place) for place, each in everyone}
    return known[post]


@once_per_collection
def _known_records(collection: Collection) -> dict[str, Mapping[str, HolderRecords]]:  # noqa: ARG001
    """Return the holders of the posts that have been asked about, by post."""
    return {}


def _served_tenures(collection: Collection, post: str) -> Mapping[str, Sequence[ServedTenure]]:
    acts, tenures = official_acts(collection).get(post, {}), tenure_index(collection).by_holder(post)
    record = collection.get(post, Post)
    begun = [(interval_of(each.start), each.holder) for some in tenures.values() for each in some if each.start]
    # Someone without a term takes a seat by the first act, just as the start of a term would.
    begun += [(act.interval, holder) for holder, some in acts.items() if holder not in tenures for act in some]
    listed = [each for some in tenures.values() for each in some]
    ends = dict(zip(listed, running_ends(listed, begun, record.maximum_memberships if record else None), strict=True))
    return {
        holder: [ServedTenure(tenure, own, ends[tenure]) for tenure, own in acts_by_tenure(some, acts.get(holder, ()))]
        for holder, some in tenures.items()
    }


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


def post_id(collection: Collection, post: str | Post) -> str:
    """Return the id of a post, which may be one that only memberships name. Raises an error for any other record."""
    id = post if isinstance(post, str) else post.id
    if id not in tenure_index(collection).by_post and not isinstance(record := collection[id], Post):
        raise wrong_class(record, "a post")
    return id


def holders_among(collection: Collection, post: str, names: Iterable[str], day: Interval) -> Iterator[Holder]:
    """Yield those of some people and organizations who held a post on a day, or may have, in document order."""
    records = holder_records(collection, post)
    able = sorted((records[each].place, each) for each in {*names} if each in records)
    yield from (found for _, each in able if (found := _holder_on(post, each, records[each], day)))


def _holder_on(post: str, holder: str, records: HolderRecords, day: Interval) -> Holder | None:
    """Return what the tenures and the official acts of one holder show for a day, or None if they exclude it."""
    found = [(each, answer) for each in records.served if (answer := holder_in_tenure(each, day))]
    if certain := next((answer for _, answer in found if answer.answer), None):
        return certain
    joined = [(days, each) for each, _ in found if (days := each.certain) and days.meets(day)]
    that_day = [act for act in records.acts if act.interval.first == act.interval.last and act.interval.meets(day)]
    if IntervalSet([*(days for days, _ in joined), *(act.interval for act in that_day)]).includes(day):
        shown_by = (*(each.tenure.membership for _, each in joined), *(act.record for act in that_day))
        membership = joined[0][1].tenure.membership if joined else None
        assumed = any(each.has_no_end or each.runs_beyond_acts(day) for _, each in joined)
        return Holder(
            post, holder, membership, answer=True, shown_by=_unique(shown_by), reason=NO_END_RECORDED if assumed else ""
        )
    if not found:
        return None
    shown_by = tuple(id for _, answer in found for id in answer.shown_by)  # whichever of the terms it is
    return Holder(post, holder, found[0][1].membership, answer=None, shown_by=shown_by)


def holder_in_tenure(served: ServedTenure, day: Interval) -> Holder | None:
    """Return what a tenure, and the official acts in it, show for a day; None if it cannot have run on that day."""
    tenure, certain = served.tenure, served.certain
    if not served.possible.meets(day):
        return None
    if certain is None or not (certain.first <= day.first and day.last <= certain.last):
        return Holder(tenure.post, tenure.holder, tenure.membership, answer=None, shown_by=(tenure.membership,))
    ids = [tenure.membership]
    if not served.runs_beyond_acts(day):
        before = [point for point in served.points if point.interval.last <= day.first]
        after = [point for point in served.points if day.last <= point.interval.first]
        nearest = max(before, key=_first_day), min(after, key=_first_day)
        ids = [each.record for each in nearest]
    reason = NO_END_RECORDED if served.has_no_end or served.runs_beyond_acts(day) else ""
    return Holder(tenure.post, tenure.holder, tenure.membership, answer=True, shown_by=_unique(ids), reason=reason)


def _unique(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


def _first_day(act: OfficialAct) -> date:
    return act.interval.first
