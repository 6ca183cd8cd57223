"""Identifiers: slugs, unique in a whole collection."""

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
