"""What the tables of a collection take: any iterable of their class, so that a type checker lets lists through."""

from collections.abc import Iterable

from nmpolicy.records.actors import Membership, Organization, Person, Post
from nmpolicy.records.events import Event
from nmpolicy.records.fields import several
from nmpolicy.records.instruments import Measure, Order
from nmpolicy.records.provisions import Provision
from nmpolicy.records.relations import Relation
from nmpolicy.records.sources import Source
from nmpolicy.records.statements import Statement

# A checker takes no generic function here: it does not tie the items' type to the field's.


def sources(value: Iterable[Source]) -> tuple[Source, ...]:
    """Any iterable of sources."""
    return several(value)


def people(value: Iterable[Person]) -> tuple[Person, ...]:
    """Any iterable of people."""
    return several(value)


def organizations(value: Iterable[Organization]) -> tuple[Organization, ...]:
    """Any iterable of organizations."""
    return several(value)


def posts(value: Iterable[Post]) -> tuple[Post, ...]:
    """Any iterable of posts."""
    return several(value)


def memberships(value: Iterable[Membership]) -> tuple[Membership, ...]:
    """Any iterable of memberships."""
    return several(value)


def orders(value: Iterable[Order]) -> tuple[Order, ...]:
    """Any iterable of orders."""
    return several(value)


def measures(value: Iterable[Measure]) -> tuple[Measure, ...]:
    """Any iterable of measures."""
    return several(value)


def provisions(value: Iterable[Provision]) -> tuple[Provision, ...]:
    """Any iterable of provisions."""
    return several(value)


def statements(value: Iterable[Statement]) -> tuple[Statement, ...]:
    """Any iterable of statements."""
    return several(value)


def events(value: Iterable[Event]) -> tuple[Event, ...]:
    """Any iterable of events."""
    return several(value)


def relations(value: Iterable[Relation]) -> tuple[Relation, ...]:
    """Any iterable of relations."""
    return several(value)
