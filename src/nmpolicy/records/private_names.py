"""The names of the private individuals of collections, to search for them."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from nmpolicy.records.actors import Actor, Person
from nmpolicy.records.collection import Collection
from nmpolicy.records.name_search import NameSearch
from nmpolicy.records.once_per_collection import once_per_collection


def names_of(actor: Actor) -> tuple[str, ...]:
    """Return the name of an actor, and the other names."""
    return actor.name, *actor.other_names


@once_per_collection
def private_names(collection: Collection) -> NameSearch | None:
    """Return the search for the names of the private individuals of a collection; None if no name is on record."""
    return search_for_names([collection], lambda person: person.private)


def search_for_names(collections: Iterable[Collection], is_private: Callable[[Person], bool]) -> NameSearch | None:
    """Return the search for the names of some people, whom `is_private` chooses; None if no name is on record."""
    collections = [*collections]
    people = [person for collection in collections for person in collection.people]
    named = [*named_people(filter(is_private, people))]
    if not named:
        return None
    public = (person for person in people if not is_private(person))
    bodies = (body for collection in collections for body in collection.organizations)
    return NameSearch(named, *(chain.from_iterable(map(names_of, actors)) for actors in (public, bodies)))


def named_people(people: Iterable[Person]) -> Iterator[tuple[str, str]]:
    """Yield the names of some people that are not blank, each after the id of the person."""
    return ((person.id, name) for person in people for name in names_of(person) if name.strip())
