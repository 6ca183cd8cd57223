"""Whose territory and whose command: what follows from divisions, parents and posts."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

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


def division_of(collection: Collection, id: str) -> str:
    """The division that an actor serves: its own, or the nearest one above it; empty where the records give none."""
    return next(filter(None, (getattr(actor, "division", "") for actor in above(collection, id))), "")


def governments_of(collection: Collection, id: str) -> list[str]:
    """Ids of the governments that an actor is, or is a part of, the nearest first."""
    found = (actor for actor in above(collection, id) if isinstance(actor, Organization))
    return [actor.id for actor in found if actor.classification in GOVERNMENTS]


def lies_within(inner: str, outer: str) -> bool:
    """Whether one division is another or a part of it.

    >>> lies_within("ocd-division/country:us/state:nm", "ocd-division/country:us")
    True
    """
    return inner == outer or inner.startswith(f"{outer}/")


def commands(collection: Collection, authority: str, bearer: str) -> bool | None:
    """Whether an authority can have a public body do something. `None`: the records do not decide it.

    It can where the bearer is a part of the authority's own government, or serves a part of its division; where both
    divisions are known and neither is so, it cannot.
    """
    ours, theirs = governments_of(collection, authority), governments_of(collection, bearer)
    if not ours or not theirs:
        return None
    if ours[0] in theirs:
        return True
    here, there = division_of(collection, authority), division_of(collection, bearer)
    return lies_within(there, here) if here and there else None


def _parents(collection: Collection) -> Iterator[tuple[str, str]]:
    return ((each.id, each.parent) for each in collection.organizations if each.parent and each.parent != each.id)


def _rings(parents: Iterable[tuple[str, str]]) -> Mapping[str, Sequence[str]]:
    return {ring[-1]: ring for ring in find_circles(parents)}


#: The organizations that are, through their parents, parts of themselves; one for each circle, with all that are on it.
RINGS = Survey(_parents, _rings)
