"""Checks of the arguments of public functions, which raise errors that a caller can act on."""

from nmpolicy.errors import InvalidTypeError
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.vocabulary.values import describe


def check_collections(*values: object) -> None:
    """Raise `InvalidTypeError` unless each value is a collection.

    >>> check_collections("city.json")
    Traceback (most recent call last):
    nmpolicy.errors.InvalidTypeError: expected a Collection, not 'city.json'; load() reads one from a file
    """
    for value in values:
        if not isinstance(value, Collection):
            name = "None" if value is None else describe(value)
            raise InvalidTypeError(f"expected a Collection, not {name}; {_advice(value)}")


def _advice(value: object) -> str:
    if hasattr(value, "build"):
        return "its build() returns one"
    return "add the record to one" if isinstance(value, Record) else "load() reads one from a file"


def check_flag(name: str, value: object) -> None:
    """Raise `InvalidTypeError` unless a value is a `bool`, for a flag that discloses or deletes something.

    Text such as `"no"` would otherwise be true.

    >>> check_flag("force", "no")
    Traceback (most recent call last):
    nmpolicy.errors.InvalidTypeError: force must be True or False, not 'no'
    """
    if not isinstance(value, bool):
        raise InvalidTypeError(f"{name} must be True or False, not {'None' if value is None else describe(value)}")
