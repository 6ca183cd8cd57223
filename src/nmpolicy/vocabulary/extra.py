"""Fields of a file that nmpolicy does not know, kept as they were found."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sized
from decimal import Decimal
from typing import Any, TypeAlias

from nmpolicy.errors import InvalidTypeError, InvalidValueError
from nmpolicy.vocabulary.values import check_text, describe

#: An immutable JSON value: lists are tuples, objects are `Extra`. A number that a `float` cannot represent exactly is a
#: `Decimal`.
Json: TypeAlias = "bool | int | float | Decimal | str | tuple[Json, ...] | Extra | None"
#: The start of the keys that belong to other programs. They are kept without a warning.
OWN_PREFIX = "x-"
_MAX_BITS = 14_000  # of a whole number: Python parses about 4,300 digits
_MAX_DEPTH = 100  # levels of nesting, so that no reader of the record needs a deeper stack
_MAX_REPEATED = 1_000_000  # items of lists and objects that are copied again because they occur several times


class Extra(Mapping[str, Json]):
    """Unknown fields and their values, by name. It is immutable and compares equal to a `dict` with the same content.

    >>> extra = Extra({"tags": ["a", "b"]})
    >>> extra["tags"], extra == {"tags": ("a", "b")}, bool(Extra())
    (('a', 'b'), True, False)

    Raises `InvalidTypeError` for anything that JSON does not have, and `InvalidValueError` for numbers that are not
    finite, for half of a surrogate pair, for nesting deeper than 100 levels, and for lists or objects that
    occur in it so often that it has a million values more than its parts.

    .. versionadded:: 0.1
    """

    __slots__ = ("_fields",)
    _fields: dict[str, Json]

    def __new__(cls, fields: Mapping[str, object] | None = None) -> Extra:  # noqa: PYI034  # EMPTY has no subclass
        """Freeze the values. Every empty one is the same object."""
        if fields is None:
            return EMPTY
        frozen = _Freezer().mapping(fields, 0)
        return frozen if frozen._fields else EMPTY

    def __getitem__(self, name: str) -> Json:
        """Return the value of an unknown field."""
        return self._fields[name]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names, in the order of the file."""
        return iter(self._fields)

    def __len__(self) -> int:
        """Return the number of unknown fields."""
        return len(self._fields)

    def __eq__(self, other: object) -> bool:
        """Return whether another mapping has the same content. Lists equal tuples; True and 1 differ."""
        if not isinstance(other, Mapping):
            return NotImplemented
        try:
            return json_equal(self, other if isinstance(other, Extra) else Extra(other))
        except InvalidValueError:
            return False

    def __hash__(self) -> int:
        """Return a hash that does not depend on the order of the fields."""
        return hash(frozenset(self._fields.items()))

    def __repr__(self) -> str:
        """Return the code that makes it."""
        return f"Extra({to_builtins(self)!r})"

    def __reduce__(self) -> tuple[type[Extra], tuple[Any]]:
        """Pickle and copy it by its fields."""
        return Extra, (self._fields,)


def to_builtins(value: Json) -> Any:
    """Convert to new lists and dicts, as JSON writers expect.

    >>> to_builtins(Extra({"tags": ["a"]}))
    {'tags': ['a']}
    """
    if isinstance(value, Extra):
        return {name: to_builtins(item) for name, item in value.items()}
    return [to_builtins(item) for item in value] if isinstance(value, tuple) else value


def exact_number(text: str) -> float | Decimal:
    """Read a number with a fraction or an exponent; a `Decimal` if no `float` equals it.

    >>> exact_number("1e3"), exact_number("0.12345678901234567890")
    (1000.0, Decimal('0.12345678901234567890'))
    """
    number = float(text)
    if repr(number) == text:  # as programs write it, and making decimals is slow
        return number
    exact = Decimal(text)
    return number if Decimal(repr(number)) == exact else exact


def json_equal(one: object, other: object) -> bool:
    """Return whether two values are the same in JSON, where true is not 1."""
    if isinstance(one, Extra) and isinstance(other, Extra):
        return one.keys() == other.keys() and all(json_equal(value, other[name]) for name, value in one.items())
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(json_equal, one, other))
    return one == other and isinstance(one, bool) == isinstance(other, bool)


class _Freezer:
    """Freezes the values of unknown fields, each time with all that is in it."""

    _seen: dict[int, object] | None = None  # few have lists or objects
    _repeated = 0

    def mapping(self, fields: Mapping[str, object], depth: int) -> Extra:
        if type(fields) is not dict and not isinstance(fields, Mapping):  # the check of the rest is slow
            raise InvalidTypeError(f"expected an object, not {describe(fields)}")
        if depth:
            self._enter(fields, depth)
        held: dict[str, Json] = {}
        for name, value in fields.items():
            check = _SCALARS.get(type(value))
            held[check_text(name)] = check(value) if check else self._value(value, depth + 1)
        frozen = object.__new__(Extra)
        frozen._fields = held
        return frozen

    def _value(self, value: object, depth: int) -> Json:
        match value:
            case None | bool():
                return value
            case int() | float() | Decimal():
                return _check_number(value)
            case str():
                return check_text(value)
            case list() | tuple():
                self._enter(value, depth)
                return tuple([self._value(item, depth + 1) for item in value])
            case Mapping():
                return self.mapping(value, depth)
            case _:
                raise InvalidTypeError(f"expected a JSON value, not {type(value).__name__}")

    def _enter(self, value: Sized, depth: int) -> None:
        """Check the depth, and count the items that are copied again. Lists of the same list grow exponentially."""
        if depth >= _MAX_DEPTH and len(value):
            raise InvalidValueError(f"an unknown field is nested more than {_MAX_DEPTH} levels deep")
        if self._seen is None:
            self._seen = {}
        if id(value) in self._seen:
            self._repeated += len(value)
            if self._repeated > _MAX_REPEATED:
                raise InvalidValueError(
                    "an unknown field repeats the same lists or objects until it has more than"
                    f" {_MAX_REPEATED:,} values; repeat them less often"
                )
        self._seen[id(value)] = value  # kept, so that its id is not given to another


def _check_number(value: float | Decimal) -> float | Decimal:
    """Return the number as a plain `int`, `float` or `Decimal`. Raises `InvalidValueError` if JSON cannot hold it."""
    if isinstance(value, int):
        if value.bit_length() > _MAX_BITS:
            raise InvalidValueError(f"{describe(value)} is too long for JSON readers, which accept {_MAX_BITS:,} bits")
        return int(value)
    if not (math.isfinite(value) if isinstance(value, float) else value.is_finite()):
        raise InvalidValueError(f"{value} is not a JSON number")
    return float(value) if isinstance(value, float) else Decimal(value)


#: The checks of the types that most values have, because a large file may have millions.
_SCALARS: Mapping[type, Callable[[Any], Json]] = {
    str: check_text,
    int: _check_number,
    float: _check_number,
    bool: bool,
    type(None): lambda _: None,
}
#: No unknown fields: the only empty `Extra`.
EMPTY: Extra = _Freezer().mapping({}, 0)
