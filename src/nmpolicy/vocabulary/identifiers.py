"""Identifiers: slugs that are unique in a collection, and rule codes."""

import re
from collections.abc import Collection, Mapping
from itertools import pairwise
from typing import Annotated

from attrs import field, frozen

from nmpolicy.errors import InvalidIdError
from nmpolicy.vocabulary.values import Pattern

#: Words of lowercase letters and digits joined by hyphens, with a dot before the name of a part.
SLUG = "[a-z0-9]+(?:[-.][a-z0-9]+)*"


@frozen
class Slug(Pattern):
    """Marks a text as an id.

    >>> Slug().check("abq-eo-2025-07-21.report-ice-activity")
    >>> Slug().check("Order 5")
    Traceback (most recent call last):
    nmpolicy.errors.InvalidIdError: 'Order 5' is not an id; use lowercase letters and digits, joined by hyphens or dots
    """

    regex: str = field(default=SLUG, init=False)
    """The form of a slug."""
    expected: str = field(default="an id; use lowercase letters and digits, joined by hyphens or dots", init=False)
    """A description of a valid id, for error messages."""
    error: type[InvalidIdError] = field(default=InvalidIdError, init=False)
    """The exception for a text that is not a slug."""


#: The id of a record.
Id = Annotated[str, Slug()]
CODE = r"[A-Z]{2,}[0-9]{3}"
#: The code of a rule.
Code = Annotated[str, Pattern(CODE, "the code of a rule like 'NMP101'")]

#: Leading zeros, and hyphens and dots that do not separate two digits.
_insignificant = re.compile(r"(?<![0-9])0+(?=[0-9])|[-.](?![0-9])|(?<![0-9])[-.]")


def similar_ids(ids: Collection[str]) -> Mapping[str, str]:
    """Find ids that differ from another one only in hyphens, dots or leading zeros.

    Each is mapped to the alphabetically first id of its group. A hyphen or dot between two digits separates numbers, so
    it counts as a difference.

    >>> similar_ids(["eo-5", "eo-05", "eo-1-12", "eo-11-2"])
    {'eo-5': 'eo-05'}
    """
    # Compare hashes first: normalizing a million ids would hold them in memory twice, and few are similar.
    hashes = sorted(hash(_normalize(id)) for id in ids)
    repeated = {number for number, following in pairwise(hashes) if number == following}
    first: dict[str, str] = {}
    found: dict[str, str] = {}
    for id in sorted(id for id in ids if hash(_normalize(id)) in repeated) if repeated else ():
        if first.setdefault(_normalize(id), id) != id:
            found[id] = first[_normalize(id)]
    return found


def _normalize(id: str) -> str:
    return _insignificant.sub("", id).replace(".", "-")
