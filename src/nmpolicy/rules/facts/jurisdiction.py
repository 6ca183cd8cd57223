"""The government and the area of each actor, according to divisions, parents and posts."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import zip_longest

from attrs import frozen

from nmpolicy.records.actors import Organization, Post
from nmpolicy.records.collection import Collection
from nmpolicy.records.once_per_collection import once_per_collection
from nmpolicy.rules.facts.cycles import find_cycles
from nmpolicy.vocabulary.terms import OrganizationClassification

_DIVISION = re.compile(r"ocd-division/country:[a-z]{2}(?:/[a-z_-]+:[\w.~-]+)*")
#: The types of division that elect someone. Other districts, such as school districts, make rules of their own.
_ELECTORAL = frozenset({"cd", "sldl", "sldu", "ward", "precinct", "council_district", "commissioner_district"})
#: The classifications of a government: a body that commands its own parts.
_GOVERNMENTS = frozenset(
    {
        OrganizationClassification.GOVERNMENT,
        OrganizationClassification.TRIBAL_GOVERNMENT,
        OrganizationClassification.SCHOOL_DISTRICT,
    }
)
_MAX_DEPTH = 100  # parents to follow, because a cycle of parents has no end


@frozen
class Jurisdiction:
    """The governments that an actor belongs to, and the area that it serves."""

    governments: tuple[str, ...]
    """Ids of the governments that the actor is or is part of, nearest first."""
    division: str
    """The actor's own division, or the nearest one among its parents; empty if the records give none."""


#: The jurisdiction of an actor that the records say nothing about.
UNKNOWN_JURISDICTION = Jurisdiction((), "")


@once_per_collection
def jurisdictions(collection: Collection) -> Callable[[str], Jurisdiction]:
    """Return a function that finds the jurisdiction of an organization or a post by its id, when it is needed."""
    actors: tuple[Organization | Post, ...] = (*collection.organizations, *collection.posts)
    by_id = {actor.id: actor for actor in reversed(actors)}  # so that the first of several with one id wins
    return cache(lambda actor: _jurisdiction(by_id[actor], by_id) if actor in by_id else UNKNOWN_JURISDICTION)


def are_in_one_government(collection: Collection) -> bool:
    """Return whether a collection has at most one government, to which every public body on record then belongs."""
    governments = {body.id for body in collection.organizations if body.classification in _GOVERNMENTS}
    return len(governments) <= 1


def _jurisdiction(actor: Organization | Post, by_id: Mapping[str, Organization | Post]) -> Jurisdiction:
    governments: list[str] = []
    division = ""
    current: Organization | Post | None = actor
    for _ in range(_MAX_DEPTH):
        if current is None:
            break
        if isinstance(current, Organization) and current.classification in _GOVERNMENTS:
            governments.append(current.id)
        division = division or current.division
        above = current.parent if isinstance(current, Organization) else current.organization
        current = by_id.get(above or "")
    return Jurisdiction(tuple(governments), division)


@once_per_collection
def parent_cycles(collection: Collection) -> Mapping[str, Sequence[str]]:
    """Return the cycles of parents: the ids on each, by the id of the organization whose parent closes it."""
    parents = [(body.id, body.parent) for body in collection.organizations if body.parent and body.parent != body.id]
    return {cycle[-1]: cycle for cycle in find_cycles(parents)}


def is_division(text: str) -> bool:
    """Return whether a text has the form of an Open Civic Data division id (OCDEP 2): a country, then types with names.

    >>> is_division("ocd-division/country:us/state:nm/place:albuquerque"), is_division("Albuquerque")
    (True, False)
    """
    return _DIVISION.fullmatch(text) is not None and text == text.lower()


def covers(outer: str, inner: str) -> bool | None:
    """Return whether one division covers another, or None if their ids do not decide it.

    An id shows which country and state a division is in, and that two divisions of the same type are separate. It does
    not show which county a place is in. An electoral district counts as the area that it elects someone for.

    >>> state = "ocd-division/country:us/state:nm"
    >>> covers(f"{state}/place:a/council_district:2", f"{state}/place:a"), covers(f"{state}/place:a", state)
    (True, False)
    >>> covers(f"{state}/place:a", f"{state}/place:b"), covers(f"{state}/county:a", f"{state}/place:b")
    (False, None)
    """
    outer_steps = outer.split("/")
    while _type(outer_steps[-1]) in _ELECTORAL:
        outer_steps.pop()
    for outer_step, inner_step in zip_longest(outer_steps, inner.split("/")):
        if outer_step is None:
            return True
        if outer_step != inner_step:
            return False if inner_step is None or _type(outer_step) == _type(inner_step) else None
    return True


def _type(step: str) -> str:
    """Return the type in one step of a division id, such as `state` in `state:nm`."""
    return step.split(":", maxsplit=1)[0]


def commanding(authorities: Iterable[Jurisdiction]) -> Callable[[Jurisdiction], bool | None]:
    """Return a function that tells whether any of some authorities can give orders to a public body.

    One can if the body is part of the authority's own government, or if the body's division is listed below the
    authority's. None can if all divisions are known and neither is the case. Otherwise the records do not decide it,
    and the function returns None.

    >>> city = Jurisdiction(("city",), "ocd-division/country:us/state:nm/place:springfield")
    >>> state = Jurisdiction(("state",), "ocd-division/country:us/state:nm")
    >>> commanding([state])(city), commanding([city])(state), commanding([city])(UNKNOWN_JURISDICTION)
    (True, False, None)
    """
    known = {*authorities}
    governments = {each.governments[0] for each in known if each.governments}
    divisions = {each.division for each in known if each.governments} - {""}
    complete = all(each.governments and each.division for each in known)

    def can_command(body: Jurisdiction) -> bool | None:
        if not body.governments:
            return None
        if not governments.isdisjoint(body.governments):
            return True
        if body.division and not divisions.isdisjoint(_with_outer(body.division)):
            return True
        return False if complete and body.division else None

    return can_command


def _with_outer(division: str) -> Iterator[str]:
    """Yield a division id and those above it."""
    while division:
        yield division
        division = division.rpartition("/")[0]
