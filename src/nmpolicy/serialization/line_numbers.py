"""The line numbers of JSON Pointers in a JSON text, as an editor counts lines."""

import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from nmpolicy.problems import pointer_steps

_blank = re.compile(r"[ \t\n\r]*")
#: Keeps numbers as text, so that huge ones cost nothing.
_decode = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str).raw_decode


def lines_of_pointers(text: str, pointers: Iterable[str]) -> dict[str, int]:
    r"""Return the line of each pointer, from 1. A pointer to nothing gets the line of its closest existing parent.

    >>> lines_of_pointers('{\n  "a": [\n    1,\n    2\n  ]\n}', ["", "/a/1", "/a/7", "/b"])
    {'': 1, '/a/1': 4, '/a/7': 2, '/b': 1}

    In invalid JSON, only pointers before the error get lines of their own.
    """
    steps_of = {pointer: tuple(pointer_steps(pointer)) for pointer in pointers}
    wanted: dict[str, Any] = {}
    for steps in steps_of.values():
        inner = wanted
        for step in steps:
            inner = inner.setdefault(step, {})
    offsets = _Offsets(1 + _size(wanted))
    with suppress(_AllFoundError, ValueError, IndexError, RecursionError):  # invalid JSON from here on
        offsets[()] = _past_blanks(text, 0)
        _find(text, offsets[()], wanted, (), offsets)
    lines = _lines(text, offsets.values())
    return {pointer: lines[offsets[_closest_existing(steps, offsets)]] for pointer, steps in steps_of.items()}


class _AllFoundError(Exception):
    """All offsets are known, so that the rest of the text need not be read."""


class _Offsets(dict[tuple[str, ...], int]):
    """The offset of each path."""

    def __init__(self, wanted: int) -> None:
        self._wanted = wanted

    def __setitem__(self, path: tuple[str, ...], offset: int) -> None:
        super().__setitem__(path, offset)
        if len(self) == self._wanted:
            raise _AllFoundError


def _size(wanted: Mapping[str, Any]) -> int:
    """Return the number of steps in a tree of steps."""
    return sum(1 + _size(inner) for inner in wanted.values())


def _find(text: str, start: int, wanted: Mapping[str, Any], path: tuple[str, ...], offsets: _Offsets) -> int:
    """Record the offsets of the wanted steps inside a value, and return the offset of its end."""
    if not wanted or text[start] not in "{[":
        return _decode(text, start)[1]
    keyed, end, index = text[start] == "{", "}" if text[start] == "{" else "]", 0
    here = _past_blanks(text, start + 1)
    while text[here] != end:
        key = str(index)
        if keyed:
            key, here = _decode(text, here)
            here = _past_blanks(text, _past_blanks(text, here) + 1)
        inner = (*path, key)
        if key in wanted:
            offsets[inner] = here
        here = _past_blanks(text, _find(text, here, wanted.get(key, {}), inner, offsets))
        if text[here] == ",":
            here = _past_blanks(text, here + 1)
        index += 1
    return here + 1


def _past_blanks(text: str, start: int) -> int:
    found = _blank.match(text, start)
    return found.end() if found else start


def _closest_existing(steps: tuple[str, ...], offsets: Mapping[tuple[str, ...], int]) -> tuple[str, ...]:
    while steps not in offsets:
        steps = steps[:-1]
    return steps


def _lines(text: str, offsets: Iterable[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    line, before = 1, 0
    for offset in sorted(offsets):
        line += text.count("\n", before, offset)
        found[offset], before = line, offset
    return found
