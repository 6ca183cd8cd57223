"""The organizations whose posts people held on a day, for Open Civic Data."""

from collections.abc import Mapping, Sequence

from nmpolicy.queries.intervals import Interval, interval_of
from nmpolicy.records.actors import Post
from nmpolicy.records.collection import Collection
from nmpolicy.records.once_per_collection import once_per_collection
from nmpolicy.vocabulary.dates import PartialDate


def organizations_served(collection: Collection, person: str, on: PartialDate | None) -> list[str]:
    """Return the ids of the organizations whose posts someone may have held on a date, or without one, at any time.

    >>> from nmpolicy.records.actors import Membership
    >>> records = [
    ...     Post(id="mayor", name="Mayor", organization="city"),
    ...     Membership(id="m", member="jane", post="mayor", start_date="2021"),
    ... ]
    >>> collection = Collection.of(records, id="demo", title="A demonstration")
    >>> [organizations_served(collection, "jane", PartialDate(day)) for day in ("2020-06", "2021-06")]
    [[], ['city']]
    """
    day = interval_of(on)
    found = (organization for organization, term in _terms(collection).get(person, ()) if term.meets(day))
    return [*dict.fromkeys(found)]


@once_per_collection
def _terms(collection: Collection) -> Mapping[str, Sequence[tuple[str, Interval]]]:
    """Return the organizations of the posts that each person held, each with the days on which they may have."""
    found: dict[str, list[tuple[str, Interval]]] = {}
    for each in collection.memberships:
        post = collection.get(each.post, Post)
        if post and post.organization:
            term = Interval(interval_of(each.start_date).first, interval_of(each.end_date).last)
            found.setdefault(each.member, []).append((post.organization, term))
    return found
