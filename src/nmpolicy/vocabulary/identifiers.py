"""Identifiers: slugs, unique in a whole collection."""

import re
from typing import Annotated

from attrs import frozen

from nmpolicy.errors import InvalidIdError
from nmpolicy.vocabulary.values import describe

_WORD = "[a-z0-9]+(?:-[a-z0-9]+)*"
#: Words of lower-case letters and digits joined by hyphens; a dot before the name of a part.
SLUG = rf"{_WORD}(?:\.{_WORD})*"
_is_slug = re.compile(SLUG).fullmatch


@frozen
class Slug:
    """Marks a text that is an id.

    >>> Slug().check("abq-eo-2025-07-21.report-ice-activity")
    >>> Slug().check("Order 5")
    Traceback (most recent call last):
    nmpolicy.errors.InvalidIdError: 'Order 5' is not an id; write lower-case letters and digits, joined by hyphens or dots
    """

    def check(self, value: str) -> None:
        """Refuse a text that is not a slug."""
        if _is_slug(value) is None:
            raise InvalidIdError(
                f"{describe(value)} is not an id; write lower-case letters and digits, joined by hyphens or dots"
            )


#: The id of a record.
Id = Annotated[str, Slug()]
