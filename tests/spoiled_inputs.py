"""Documents of other programs in which one value has a type that no one expects."""

import copy
from collections.abc import Iterator
from itertools import islice, product
from typing import Any

VALUES: tuple[Any, ...] = (
    None, "", " ", 0, -1, 1e300, True, "a", "\u2028\u202e", [], {}, ["a"], [1, None], [[]], [{}], {"a": {"id": []}}, "x" * 5000,
    "2025-02-30", "0000-00-00",
)  # fmt: skip


def spoiled(document: Any, every: int = 1) -> Iterator[Any]:
    """Yield the document with each of the values in each place, or only every nth of these documents."""
    for path, value in islice(product(places(document), VALUES), 0, None, every):
        yield with_value(document, path, value)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to each value in a document."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in pairs:
        yield (*path, key)
        yield from places(each, (*path, key))


def with_value(document: Any, path: tuple[Any, ...], value: Any) -> Any:
    """Return a copy of a document with another value in a place."""
    changed = copy.deepcopy(document)
    holder = changed
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = value
    return changed
