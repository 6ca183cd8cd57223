"""Actors whom the records show in a public role."""

from collections.abc import Iterator

from nmpolicy.records.collection import Collection
from nmpolicy.records.once_per_collection import once_per_collection


@once_per_collection
def actors_in_public_roles(collection: Collection) -> frozenset[str]:
    """Return the ids of members, authors, sponsors, issuers, signers, and speakers in an office or for others."""
    return frozenset(_public_actors(collection))


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
