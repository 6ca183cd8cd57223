"""Actors whom the records show in a public role."""

import re
from collections.abc import Iterator
from itertools import chain

from nmpolicy.queries.find_actors import folded_name
from nmpolicy.records.collection import Collection
from nmpolicy.records.once_per_collection import once_per_collection

#: The last words of the roles that only the holder of a public office has in a proceeding.
_OFFICIAL_ROLES = (
    *("judge", "justice", "magistrate", "hearing officer", "hearing examiner"),
    *("prosecutor", "attorney general", "solicitor general", "district attorney", "state's attorney"),
    *("juez", "jueza", "magistrado", "magistrada", "fiscal", "juiz", "ju\u00edza", "desembargador", "desembargadora"),
)
_OFFICIAL = re.compile(rf"(?:.* )?(?:{'|'.join(map(folded_name, _OFFICIAL_ROLES))})")
_FORMER = re.compile(r"(?:former|formerly|ex|retired)\b")
#: The beginning of the words that say of what the role is: judge of the district court, judge (dissenting).
_OF_WHAT = re.compile(r"[,;:(]| (?:of|for|in|at|on|de|do|da|del|dos|das) ")


def is_official_role(role: str) -> bool:
    """Return whether a role in an event is one that only the holder of a public office has, such as a judge.

    >>> roles = "Chief Judge", "judge of the district court", "Ju\u00edza", "former judge", "judge's widow", "plaintiff"
    >>> [is_official_role(role) for role in roles]
    [True, True, True, False, False, False]
    """
    name = folded_name(_OF_WHAT.split(role, maxsplit=1)[0])
    return _OFFICIAL.fullmatch(name) is not None and _FORMER.match(name) is None


@once_per_collection
def actors_in_public_roles(collection: Collection) -> frozenset[str]:
    """Return the ids of those who act in public.

    They are members, authors, sponsors, voters, issuers and signers, those who speak or take part in an event in an
    office, and those who speak for others.
    """
    return frozenset(
        chain(
            (membership.member for membership in collection.memberships),
            (author for source in collection.sources for author in source.authors),
            _actors_of_instruments(collection),
            _actors_in_office(collection),
        )
    )


def _actors_of_instruments(collection: Collection) -> Iterator[str]:
    for instrument in collection.instruments:
        yield from instrument.issued_by
        for milestone in instrument.milestones:
            yield from milestone.by
    for measure in collection.measures:
        yield from (*measure.sponsors, *measure.cosponsors)
        for vote in measure.vote_events:
            yield from (*vote.moved_by, *vote.seconded_by, *(each.voter for each in vote.votes))


def _actors_in_office(collection: Collection) -> Iterator[str]:
    for statement in collection.statements:
        if statement.capacity or statement.on_behalf_of:
            yield from statement.speakers
    offices = {folded_name(name) for post in collection.posts for name in (post.name, *post.other_names)} - {""}
    for event in collection.events:
        for participant in event.participants:
            if participant.role and (is_official_role(participant.role) or folded_name(participant.role) in offices):
                yield participant.actor
