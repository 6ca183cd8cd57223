"""Identifiers: slugs that are unique in a collection, and rule codes."""

import re
from collections.abc import Collection, Iterable, Mapping
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

_LONGEST = 100  # characters of an id that is compared
_WORDS = re.compile("[0-9]+|[a-z]+")
#: Leading zeros, and hyphens and dots that do not separate two digits.
_insignificant = re.compile(r"(?<![0-9])0+(?=[0-9])|[-.](?![0-9])|(?<![0-9])[-.]")


def same_series_ids(id: str, ids: Iterable[str]) -> list[str]:
    """Return the ids with the same words as another and other numbers, closest first; none for an id without a number.

    Padding, separators and capital letters make no difference.

    >>> same_series_ids("2014-EO-2", ["2014-eo-003", "2014-eo-002", "2014-deo-2", "2013-eo-2"])
    ['2014-eo-002', '2013-eo-2', '2014-eo-003']
    """
    wanted = _WORDS.findall(id.lower()) if len(id) <= _LONGEST else []
    shape = [word.isdecimal() or word for word in wanted]
    found: list[tuple[int, int, str]] = []
    for each in ids if True in shape else ():
        words = _WORDS.findall(each) if len(each) <= _LONGEST else []
        if [word.isdecimal() or word for word in words] == shape:
            pairs = zip(wanted, words, strict=True)
            different = [gap for one, other in pairs if one.isdecimal() and (gap := abs(int(one) - int(other)))]
            found.append((len(different), sum(different), each))
    return [each for *_, each in sorted(found)]


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
