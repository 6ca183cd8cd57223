"""Whose territory and whose command: what follows from divisions, parents and posts."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from attrs import frozen

from nmpolicy.records.collection import Collection, once_per_collection
from nmpolicy.rules.facts.cycles import find_cycles
from nmpolicy.vocabulary.terms import OrganizationClassification as Kind

_DIVISION = re.compile(r"ocd-division/country:[a-z]{2}(?:/[a-z_-]+:[\w.~-]+)*")
#: The bodies that have a command of their own.
GOVERNMENTS = (Kind.GOVERNMENT, Kind.TRIBAL_GOVERNMENT, Kind.SCHOOL_DISTRICT)
_DEEPEST = 100  # parents that are followed; those of a circle have no end


def is_division(text: str) -> bool:
    """Whether a text has the form of an Open Civic Data division id (OCDEP 2): a country, then types with names.

    >>> is_division("ocd-division/country:us/state:nm/place:albuquerque"), is_division("Albuquerque")
    (True, False)
    """
    return _DIVISION.fullmatch(text) is not None and text == text.lower()


@frozen
class Standing:
    """Where an actor stands: in which governments, and over which area."""

    #: Ids of the governments that it is, or is a part of, the nearest first.
    governments: tuple[str, ...]
    #: The division that it serves: its own, or the nearest one above it; empty where the records give none.
    division: str


class _Actor(NamedTuple):
    """What an organization or a post says of where it stands."""

    id: str
    #: Id of what it is a part or an office of; empty where it says nothing.
    above: str
    division: str
    is_government: bool


def _actors(collection: Collection) -> Iterator[_Actor]:
    for body in collection.organizations:
        yield _Actor(body.id, body.parent or "", body.division, body.classification in GOVERNMENTS)
    for post in collection.posts:
        yield _Actor(post.id, post.organization or "", post.division, is_government=False)


@once_per_collection
def standings(collection: Collection) -> Mapping[str, Standing]:
    """The standing of each organization and each post, by id, as far as the records say."""
    by_id: dict[str, _Actor] = {}
    for actor in _actors(collection):
        by_id.setdefault(actor.id, actor)
    same: dict[Standing, Standing] = {}
    found: dict[str, Standing] = {}
    for id, actor in by_id.items():
        governments: list[str] = []
        division = ""
        here: _Actor | None = actor
        for _ in range(_DEEPEST):
            if here is None:
                break
            governments += [here.id] if here.is_government else []
            division = division or here.division
            here = by_id.get(here.above)
        made = Standing(tuple(governments), division)
        found[id] = same.setdefault(made, made)
    return found


#: Where somebody stands of whom the records say nothing.
NOWHERE = Standing((), "")


def is_part(inner: str, outer: str) -> bool:
    """Whether one division is another, or is listed below it.

    >>> is_part("ocd-division/country:us/state:nm", "ocd-division/country:us")
    True
    """
    return inner == outer or inner.startswith(f"{outer}/")


def covers(outer: str, inner: str) -> bool | None:
    """Whether one division covers another. `None`: their ids do not decide it.

    An id tells of states and countries what they hold, and of two divisions of one type that they are apart; but places
    are not listed below their counties. A district from which somebody is elected counts as what it is a district of.

    >>> state = "ocd-division/country:us/state:nm"
    >>> covers(f"{state}/place:a/council_district:2", f"{state}/place:a"), covers(f"{state}/place:a", state)
    (True, False)
    >>> covers(f"{state}/place:a", f"{state}/place:b"), covers(f"{state}/county:a", f"{state}/place:b")
    (False, None)
    """
    steps = outer.split("/")
    while _is_district(steps[-1]):
        steps.pop()
    for ours, theirs in zip_longest(steps, inner.split("/")):
        if ours is None:
            return True
        if ours != theirs:
            return False if theirs is None or ours.split(":")[0] == theirs.split(":")[0] else None
    return True


#: The types of divisions from which somebody is elected; other districts have laws of their own.
_ELECTORAL = frozenset({"cd", "sldl", "sldu", "ward", "precinct", "council_district", "commissioner_district"})


def _is_district(step: str) -> bool:
    return step.split(":", maxsplit=1)[0] in _ELECTORAL


def commands(authority: Standing, bearer: Standing) -> bool | None:
    """Whether an authority can have a public body do something. `None`: the records do not decide it.

    It can where the bearer is a part of the authority's own government, or its division is listed below the authority's;
    where both divisions are known and neither is so, it cannot.

    >>> city = Standing(("city",), "ocd-division/country:us/state:nm/place:springfield")
    >>> state = Standing(("state",), "ocd-division/country:us/state:nm")
    >>> commands(state, city), commands(city, state), commands(city, Standing((), ""))
    (True, False, None)
    """
    if not authority.governments or not bearer.governments:
        return None
    if authority.governments[0] in bearer.governments:
        return True
    known = authority.division and bearer.division
    return is_part(bearer.division, authority.division) if known else None


@once_per_collection
def parent_cycles(collection: Collection) -> Mapping[str, Sequence[str]]:
    """The organizations whose parents lead back to themselves: one id for each cycle, with the ids on it."""
    parents = ((each.id, each.parent) for each in collection.organizations if each.parent and each.parent != each.id)
    return {cycle[-1]: cycle for cycle in find_cycles(parents)}
