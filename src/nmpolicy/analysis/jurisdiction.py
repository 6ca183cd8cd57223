"""Whose territory and whose command: what follows from divisions, parents and posts."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from nmpolicy.analysis.lineage import find_circles
from nmpolicy.records.actors import Organization, Post
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.survey import Survey
from nmpolicy.vocabulary.terms import OrganizationClassification as Kind

_DIVISION = re.compile(r"ocd-division/country:[a-z]{2}(?:/[a-z_-]+:[\w.~-]+)*")
#: The bodies that have a command of their own.
GOVERNMENTS = (Kind.GOVERNMENT, Kind.TRIBAL_GOVERNMENT)
_DEEPEST = 100  # parents that are followed; those of a circle have no end


def is_division(text: str) -> bool:
    """Whether a text has the form of an Open Civic Data division id (OCDEP 2): a country, then types with names.

    >>> is_division("ocd-division/country:us/state:nm/place:albuquerque"), is_division("Albuquerque")
    (True, False)
    """
    return _DIVISION.fullmatch(text) is not None and text == text.lower()


def above(collection: Collection, id: str) -> Iterator[Record]:
    """An actor, and the organizations that it is an office or a part of, from the nearest on."""
    for _ in range(_DEEPEST):
        actor = collection.get(id)
        if actor is None:
            return
        yield actor
        up = actor.organization if isinstance(actor, Post) else getattr(actor, "parent", None)
        if up is None:
            return
        id = up


@frozen
class Standing:
    """Where an actor stands: in which governments, and over which area."""

    #: Ids of the governments that it is, or is a part of, the nearest first.
    governments: tuple[str, ...]
    #: The division that it serves: its own, or the nearest one above it; empty where the records give none.
    division: str


def standing(collection: Collection, id: str) -> Standing:
    """Where an actor stands, as far as the records say."""
    actors = tuple(above(collection, id))
    bodies = (actor for actor in actors if isinstance(actor, Organization))
    return Standing(
        tuple(body.id for body in bodies if body.classification in GOVERNMENTS),
        next(filter(None, (getattr(actor, "division", "") for actor in actors)), ""),
    )


def lies_within(inner: str, outer: str) -> bool:
    """Whether one division is another or a part of it.

    >>> lies_within("ocd-division/country:us/state:nm", "ocd-division/country:us")
    True
    """
    return inner == outer or inner.startswith(f"{outer}/")


def commands(authority: Standing, bearer: Standing) -> bool | None:
    """Whether an authority can have a public body do something. `None`: the records do not decide it.

    It can where the bearer is a part of the authority's own government, or serves a part of its division; where both
    divisions are known and neither is so, it cannot.

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
    return lies_within(bearer.division, authority.division) if known else None


def _parents(collection: Collection) -> Iterator[tuple[str, str]]:
    return ((each.id, each.parent) for each in collection.organizations if each.parent and each.parent != each.id)


def _rings(parents: Iterable[tuple[str, str]]) -> Mapping[str, Sequence[str]]:
    return {ring[-1]: ring for ring in find_circles(parents)}


#: The organizations that are, through their parents, parts of themselves; one for each circle, with all that are on it.
RINGS = Survey(_parents, _rings)
