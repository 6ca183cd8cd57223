"""The faults that a JSON Schema cannot see, because it gets plain data and not the text, and their repair."""

import json
import math
import re
from collections import Counter
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from typing import Any

from nmpolicy.errors import InvalidValueError
from nmpolicy.problems import Problem
from nmpolicy.vocabulary.recurrence import parse_recurrence

_MOST_LEVELS = 100  # of nesting in the data of another program
_MOST_BITS = 14_000  # of its whole numbers
#: A number that Python cannot compute with, and that other programs read as 0 or as infinite.
_LONG_EXPONENT = re.compile(r"(?<=[0-9])[eE][-+]?[0-9]{18,}")
_SURROGATE = re.compile("[\ud800-\udfff]")


def has_long_exponent(text: str) -> bool:
    """Return whether a number in a text has an exponent that is too long to read."""
    return _LONG_EXPONENT.search(text) is not None


def without_long_exponents(text: str) -> str:
    """Remove the exponents that are too long to read."""
    return _LONG_EXPONENT.sub("", text)


def duplicate_keys(text: str) -> set[str]:
    """Return the keys that are duplicates somewhere in a text, as they stand in a JSON Pointer."""
    found: set[str] = set()

    def collect(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found.update(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
        return dict(pairs)

    json.loads(text, object_pairs_hook=collect)
    return {key.replace("~", "~0").replace("/", "~1") for key in found}


def visible(value: Any) -> Any:
    """Return the data without halves of surrogate pairs and infinite numbers, which the schema treats like others."""
    if isinstance(value, dict):
        return {visible(key): visible(item) for key, item in value.items()}
    if isinstance(value, list):
        return [visible(item) for item in value]
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    return 0.5 if isinstance(value, float) and math.isinf(value) else value


def repair(data: Any, problem: Problem, duplicates: AbstractSet[str]) -> str:
    """Remove a fault that a schema cannot see from the place of a problem, and return its name; empty if none.

    A problem in the record of a private individual does not name a key of another program: its place is the object.
    """
    steps = problem.pointer.split("/")[1:]
    withheld = "withheld" in problem.message or "is not shown" in problem.message
    if problem.code == "NMP011":  # the plain data has the last of the values, which is as good as any
        return "a duplicate key" if {*steps[-1:]} & duplicates or (withheld and duplicates) else ""
    holder: Any = {"": data}
    key: Any = ""
    for step in steps:
        holder = holder[key]
        key = int(step) if isinstance(holder, list) else step.replace("~1", "/").replace("~0", "~")
        if key not in (holder if isinstance(holder, dict) else range(len(holder))):
            return ""
    value = holder[key]
    places = [(value, each) for each in value] if withheld and isinstance(value, dict) else [(holder, key)]
    unwritable = [(held, each) for held, each in places if _is_own(each) and _is_unwritable([each, held[each]], -1)]
    for held, each in unwritable:
        del held[each]
    if unwritable:
        return "data of another program that records cannot hold"
    for name, is_fault, repaired in _FAULTS:
        if is_fault(value):
            holder[key] = repaired(value)
            return name
    return ""


def _is_own(key: object) -> bool:
    return isinstance(key, str) and key.startswith("x-")


def _is_unwritable(value: Any, level: int) -> bool:
    if isinstance(value, dict | list):
        items = [*value, *value.values()] if isinstance(value, dict) else value
        return level >= _MOST_LEVELS or any(_is_unwritable(item, level + 1) for item in items)
    if isinstance(value, str):
        return _SURROGATE.search(value) is not None
    return math.isinf(value) if isinstance(value, float) else isinstance(value, int) and value.bit_length() > _MOST_BITS


def _is_contradictory(value: Any) -> bool:
    try:
        return isinstance(value, str) and value.startswith("FREQ=") and not parse_recurrence(value)
    except InvalidValueError:
        return True


#: The name of each fault, its test, and its repair.
_FAULTS: tuple[tuple[str, Callable[[Any], object], Callable[[Any], Any]], ...] = (
    (
        "half of a surrogate pair",
        lambda value: isinstance(value, str) and _SURROGATE.search(value),
        lambda value: _SURROGATE.sub("\ufffd", value),
    ),
    ("parts of a recurrence that exclude each other", _is_contradictory, lambda _: "FREQ=DAILY"),
)
