"""What a file holds beyond the fields that nmpolicy knows, kept as it was found."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, TypeAlias

from nmpolicy.errors import InvalidTypeError, InvalidValueError
from nmpolicy.vocabulary.values import describe, text

#: A JSON value that cannot be changed: lists are tuples, objects are `Extra`. A number that a `float` cannot hold
#: exactly is a `Decimal`.
Json: TypeAlias = "bool | int | float | Decimal | str | tuple[Json, ...] | Extra | None"
_BITS = 14_000  # of a whole number: Python reads some 4,300 digits
_DEEPEST = 100  # levels; no reader of the record should need a deeper stack


class Extra(Mapping[str, Json]):
    """Unknown fields and their values, by name. It cannot be changed, and equals a `dict` of the same.

    >>> extra = Extra({"tags": ["a", "b"]})
    >>> extra["tags"], extra == {"tags": ("a", "b")}, bool(Extra())
    (('a', 'b'), True, False)

    Raises `InvalidTypeError` for what JSON does not have, and `InvalidValueError` for numbers that are not finite,
    half a surrogate pair, and nesting deeper than 100 levels.

    .. versionadded:: 0.1
    """

    __slots__ = ("_held",)
    _held: dict[str, Json]

    def __new__(cls, held: Mapping[str, object] | None = None) -> Extra:  # noqa: PYI034  # EMPTY is no subclass's
        """Freeze the values. Whatever is empty is one and the same object."""
        if held is None:
            return EMPTY
        return _frozen(held, 0) or EMPTY

    def __getitem__(self, name: str) -> Json:
        """The value of an unknown field."""
        return self._held[name]

    def __iter__(self) -> Iterator[str]:
        """The names, in the order of the file."""
        return iter(self._held)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._held)

    def __eq__(self, other: object) -> bool:
        """Whether it holds the same as another mapping, whose lists are taken for tuples. True and 1 are not the same."""
        if not isinstance(other, Mapping):
            return NotImplemented
        try:
            return same(self, other if isinstance(other, Extra) else Extra(other))
        except InvalidValueError:
            return False

    def __hash__(self) -> int:
        """Equal ones have equal hashes, whatever their order."""
        return hash(frozenset(self._held.items()))

    def __repr__(self) -> str:
        """As in code."""
        return f"Extra({plain(self)!r})"

    def __reduce__(self) -> tuple[type[Extra], tuple[Any]]:
        """Pickled and copied as what it holds."""
        return Extra, (self._held,)


def plain(value: Json) -> Any:
    """The value as JSON writers take it: lists and dicts, which are new ones.

    >>> plain(Extra({"tags": ["a"]}))
    {'tags': ['a']}
    """
    if isinstance(value, Extra):
        return {name: plain(held) for name, held in value.items()}
    return [plain(item) for item in value] if isinstance(value, tuple) else value


def _frozen(held: Mapping[str, object], depth: int) -> Extra:
    if not isinstance(held, Mapping):
        raise InvalidTypeError(f"expected an object, not {describe(held)}")
    made = object.__new__(Extra)
    made._held = {text(name): _freeze(value, depth + 1) for name, value in held.items()}
    return made


def _freeze(value: object, depth: int) -> Json:
    if depth > _DEEPEST:
        raise InvalidValueError(f"an unknown field is nested more than {_DEEPEST} levels deep")
    match value:
        case int() | float() | Decimal() if not isinstance(value, bool):
            return _number(value)
        case None | bool():
            return value
        case str():
            return text(value)
        case list() | tuple():
            return tuple(_freeze(item, depth + 1) for item in value)
        case Mapping():
            return _frozen(value, depth)
        case _:
            raise InvalidTypeError(f"expected what JSON can hold, not {type(value).__name__}")


def same(one: object, other: object) -> bool:
    """Whether two values are the same in JSON, where true is not 1."""
    if isinstance(one, Extra) and isinstance(other, Extra):
        return one.keys() == other.keys() and all(same(value, other[name]) for name, value in one.items())
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def _number(value: float | Decimal) -> float | Decimal:
    """The bare number, where JSON has it."""
    if isinstance(value, int):
        if value.bit_length() > _BITS:
            raise InvalidValueError(f"{describe(value)} is too long for JSON, whose readers take some {_BITS:,} bits")
        return int(value)
    if not (math.isfinite(value) if isinstance(value, float) else value.is_finite()):
        raise InvalidValueError(f"{value} is no JSON number")
    return float(value) if isinstance(value, float) else Decimal(value)


#: No unknown fields: the one empty `Extra`.
EMPTY: Extra = _frozen({}, 0)
