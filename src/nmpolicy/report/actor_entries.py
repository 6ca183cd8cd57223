"""The people, organizations and posts of a page, with who held which post, and when."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from nmpolicy.records.actors import Actor, Membership, Organization, Person, Post
from nmpolicy.records.collection import Collection
from nmpolicy.records.once_per_collection import once_per_collection
from nmpolicy.report.page_context import PageContext
from nmpolicy.report.page_texts import capitalized, term_words
from nmpolicy.report.relation_lines import RelationGroup, relation_groups


@frozen
class ActorEntry:
    """A person, an organization or a post."""

    record: Actor
    """The record, whose own fields the entry shows."""
    name: str
    """The name."""
    kind: str
    """The kind of organization in words; that it is a private individual; otherwise empty."""
    part_of: str | None
    """Id of the organization that it is part of, or that the post belongs to."""
    memberships: Sequence[Membership]
    """The memberships that are shown with it in full: those of a member."""
    holders: Sequence[Membership]
    """The memberships of others in it, which are shown in full with them."""
    relations: Sequence[RelationGroup]
    """Its relations to other records."""


def actor_entries(context: PageContext) -> Mapping[str, Sequence[ActorEntry]]:
    """Return the actors of a collection by the title of their list; a list without any is left out."""
    collection = context.collection
    lists: dict[str, Sequence[Actor]] = {
        "People": collection.people,
        "Organizations": collection.organizations,
        "Posts": collection.posts,
    }
    return {title: [_entry(context, each) for each in actors] for title, actors in lists.items() if actors}


def _entry(context: PageContext, record: Actor) -> ActorEntry:
    memberships = _memberships_by_actor(context.collection).get(record.id, ()) if context.anchor(record) else ()
    in_full = [each for each in memberships if context.place_of(each) == record.id]
    return ActorEntry(
        record,
        _name(context, record),
        _kind(record),
        record.parent
        if isinstance(record, Organization)
        else record.organization
        if isinstance(record, Post)
        else None,
        in_full,
        [each for each in memberships if context.place_of(each) != record.id],
        relation_groups(context, record),
    )


def _name(context: PageContext, record: Actor) -> str:
    """Return the name as it starts a line. What stands for a name that is missing or withheld has a capital letter."""
    name = context.name_of(record)
    return capitalized(name) if isinstance(record, Person) and not record.name.strip() and record.private else name


def _kind(record: Actor) -> str:
    if isinstance(record, Person):
        return record.label if record.private and record.name.strip() else ""
    return term_words(record.classification or "") if isinstance(record, Organization) else ""


@once_per_collection
def _memberships_by_actor(collection: Collection) -> Mapping[str, Sequence[Membership]]:
    """Return the memberships that name each actor, by its id."""
    found: dict[str, list[Membership]] = {}
    for membership in collection.memberships:
        for id in dict.fromkeys(_named(membership)):
            found.setdefault(id, []).append(membership)
    return found


def _named(membership: Membership) -> Iterator[str]:
    yield from filter(None, (membership.member, membership.post, membership.organization))
