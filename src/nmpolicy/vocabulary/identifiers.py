"""Identifiers: slugs, unique in a whole collection."""

import re
from collections.abc import Collection, Mapping
from itertools import pairwise
from typing import Annotated

from attrs import field, frozen

from nmpolicy.errors import InvalidIdError
from nmpolicy.vocabulary.values import Pattern

#: Words of lower-case letters and digits joined by hyphens; a dot before the name of a part.
SLUG = "[a-z0-9]+(?:[-.][a-z0-9]+)*"


@frozen
class Slug(Pattern):
    """Marks a text that is an id.

    >>> Slug().check("abq-eo-2025-07-21.report-ice-activity")
    >>> Slug().check("Order 5")
    Traceback (most recent call last):
    nmpolicy.errors.InvalidIdError: 'Order 5' is not an id; write lower-case letters and digits, joined by hyphens or dots
    """

    regex: str = field(default=SLUG, init=False)
    expected: str = field(default="an id; write lower-case letters and digits, joined by hyphens or dots", init=False)
    error: type[InvalidIdError] = field(default=InvalidIdError, init=False)


#: The id of a record.
Id = Annotated[str, Slug()]
CODE = r"[A-Z]{2,}[0-9]{3}"
#: The code of a rule.
Code = Annotated[str, Pattern(CODE, "the code of a rule like 'NMP101'")]

_same = re.compile(r"(?<![0-9])0+(?=[0-9])|[-.](?![0-9])|(?<![0-9])[-.]")


def alike(ids: Collection[str]) -> Mapping[str, str]:
    """The ids that differ from another one in hyphens, dots and leading zeros only, and the first such by alphabet.

    A mark between two digits tells numbers apart, and counts.

    >>> alike(["eo-5", "eo-05", "eo-1-12", "eo-11-2"])
    {'eo-5': 'eo-05'}
    """
    # Numbers first, for a million ids would be held twice else, and few are alike.
    numbers = sorted(hash(_bare(id)) for id in ids)
    twice = {number for number, following in pairwise(numbers) if number == following}
    first: dict[str, str] = {}
    found: dict[str, str] = {}
    for id in sorted(id for id in ids if hash(_bare(id)) in twice) if twice else ():
        if first.setdefault(_bare(id), id) != id:
            found[id] = first[_bare(id)]
    return found


def _bare(id: str) -> str:
    return _same.sub("", id).replace(".", "-")
