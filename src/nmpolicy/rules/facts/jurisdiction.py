"""Which government and which area an actor belongs to, according to divisions, parents and posts."""

import re
from collections.abc import Mapping, Sequence
from itertools import zip_longest

from attrs import frozen

from nmpolicy.records.actors import Organization, Post
from nmpolicy.records.collection import Collection, once_per_collection
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
class Standing:
    """The governments that an actor belongs to, and the area that it serves."""

    governments: tuple[str, ...]
    """Ids of the governments that the actor is or is part of, nearest first."""
    division: str
    """The actor's own division, or the nearest one among its parents; empty if the records give none."""


#: The standing of an actor that the records say nothing about.
NOWHERE = Standing((), "")


@once_per_collection
def standings(collection: Collection) -> Mapping[str, Standing]:
    """Return the standing of each organization and each post, by id."""
    actors: dict[str, Organization | Post] = {}
    for actor in (*collection.organizations, *collection.posts):
        actors.setdefault(actor.id, actor)
    return {id: _standing(actor, actors) for id, actor in actors.items()}


def _standing(actor: Organization | Post, actors: Mapping[str, Organization | Post]) -> Standing:
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
        current = actors.get(above or "")
    return Standing(tuple(governments), division)


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


def is_part(inner: str, outer: str) -> bool:
    """Return whether one division id equals another or is listed below it.

    >>> is_part("ocd-division/country:us/state:nm", "ocd-division/country:us")
    True
    """
    return inner == outer or inner.startswith(f"{outer}/")


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


def commands(authority: Standing, bearer: Standing) -> bool | None:
    """Return whether an authority can give orders to a public body, or None if the records do not decide it.

    It can if the body is part of the authority's own government, or if the body's division is listed below the
    authority's. It cannot if both divisions are known and neither is the case.

    >>> city = Standing(("city",), "ocd-division/country:us/state:nm/place:springfield")
    >>> state = Standing(("state",), "ocd-division/country:us/state:nm")
    >>> commands(state, city), commands(city, state), commands(city, Standing((), ""))
    (True, False, None)
    """
    if not authority.governments or not bearer.governments:
        return None
    if authority.governments[0] in bearer.governments:
        return True
    if not authority.division or not bearer.division:
        return None
    return is_part(bearer.division, authority.division)
