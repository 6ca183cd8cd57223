"""Offices: who held a post on a day, in which capacity someone spoke, and when a post was vacant."""

from datetime import date
from itertools import chain
from typing import Annotated

from attrs import frozen

from nmpolicy.queries.answer_tables import Answer, Answers
from nmpolicy.queries.holders import Holder, holder_records, holders, holders_among, post_id, posts_held
from nmpolicy.queries.intervals import IntervalSet, interval_of
from nmpolicy.queries.official_acts import official_acts, seats
from nmpolicy.queries.tenures import over_capacity, tenure_index
from nmpolicy.records.actors import Post
from nmpolicy.records.arguments import check_collections
from nmpolicy.records.base import wrong_class
from nmpolicy.records.collection import Collection
from nmpolicy.records.field_texts import Name
from nmpolicy.records.statements import Statement
from nmpolicy.vocabulary.date_values import DateLike
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.references import PostRef, Ref


@frozen
class Vacancy(Answer):
    """A period between two holders on which no one on record held a post.

    .. versionadded:: 0.1
    """

    post: PostRef
    """Id of the post."""
    first: date
    """The first day."""
    last: date
    """The last day, inclusive."""

    def _in_words(self, name: Name) -> str:  # noqa: ARG002  # there is no one to name
        """Return the days."""
        return f"{self.first} to {self.last}"


@frozen
class Overlap(Answer):
    """A membership that begins while every seat of a post is taken.

    .. versionadded:: 0.1
    """

    post: PostRef
    """Id of the post."""
    later: Annotated[str, Ref("memberships")]
    """Id of the membership that begins."""
    earlier: Annotated[str, Ref("memberships")]
    """Id of a membership that still runs."""

    def _in_words(self, name: Name) -> str:
        """Return the two memberships."""
        return f"{name(self.later)} begins before {name(self.earlier)} ends"


@frozen(repr=False)
class Office(Answer):
    """A post on a day: its holders on that day, and its vacancies and overlaps on any day.

    .. versionadded:: 0.1
    """

    post: PostRef
    """Id of the post."""
    holders: tuple[Holder, ...]
    """Everyone who held it on that day, or may have."""
    vacancies: tuple[Vacancy, ...]
    """The periods, on any day, between two holders on which no one on record held it."""
    overlaps: tuple[Overlap, ...]
    """The memberships, on any day, that begin while every seat is taken."""


def offices(collection: Collection, on: DateLike, *, post: str | Post | None = None) -> Answers[Office]:
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
    check_collections(collection)
    day = PartialDate(on)
    ids = dict.fromkeys(each.id for each in collection.posts) if post is None else [post_id(collection, post)]
    found = (
        Office(id, holders(collection, id, day), vacancies(collection, id), overlaps(collection, id)) for id in ids
    )
    return Answers(found, f"Offices on {day.label}", collection)


def capacities(collection: Collection, statement: str | Statement) -> Answers[Holder]:
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
    others = (holders_among(collection, post, speakers, interval_of(day)) for post in posts if post != capacity)
    found = (*stated, *chain.from_iterable(others))
    return Answers(found, f"Capacities of the speakers of {record.id}", collection)


def vacancies(collection: Collection, post: str | Post) -> Answers[Vacancy]:
    """Return the periods between holders in which certainly no one on record held a post, in order.

    A day of an official act is not vacant, even if no membership covers it. Raises the same errors as `holders`.

    .. versionadded:: 0.1
    """
    id = post_id(collection, post)
    tenures = (each.possible for some in holder_records(collection, id).values() for each in some.served)
    acts = (act.interval for some in official_acts(collection).get(id, {}).values() for act in some)
    gaps = IntervalSet((*tenures, *acts)).gaps()
    return Answers((Vacancy(id, *gap) for gap in gaps), f"Vacancies of {collection.label(id)}", collection)


def overlaps(collection: Collection, post: str | Post) -> Answers[Overlap]:
    """Return the memberships that certainly begin while every seat of a post is taken.

    A post without `maximum_memberships` has one seat. Raises the same errors as `holders`.

    .. versionadded:: 0.1
    """
    id = post_id(collection, post)
    found = over_capacity(tenure_index(collection).by_post.get(id, ()), seats(collection, id))
    both = (Overlap(id, later.membership, earlier.membership) for later, earlier in found)
    return Answers(both, f"Overlaps of {collection.label(id)}", collection)
