"""The error for a record of a class that a question does not apply to."""

from nmpolicy.errors import InvalidTypeError
from nmpolicy.records.base import Record


def wrong_class(record: Record, expected: str) -> InvalidTypeError:
    """Return the error for a record that is not of the expected class.

    >>> from nmpolicy.records.actors import Organization
    >>> str(wrong_class(Organization(id="city", name="A city"), "a post"))
    "'city' is an organization, not a post"
    """
    name = type(record).__name__.lower()
    article = "an" if name[0] in "aeiou" else "a"
    return InvalidTypeError(f"{record.id!r} is {article} {name}, not {expected}")
