"""Duplicate keys are found wherever they are, and told from colons in texts."""

import pytest

from nmpolicy.problems import Problem
from nmpolicy.serialization.duplicate_keys import colons
from nmpolicy.serialization.parsing import parse


def _places(text: str) -> list[str]:
    return [problem.pointer for problem in sorted(parse(text)[1], key=Problem.sort_key)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ('[{"a": 1, "a": 2}, [{"b": {"c": 1, "c": 1}}]]', ["/0/a", "/1/0/b/c"]),
        ('{"a": [{"b": 1}, {"b": 1, "b": 1}], "c": {"d": 1, "d": 2}}', ["/a/1/b", "/c/d"]),
        ('{"a": "\\ud800", "b": {"c": 1, "c": 1}}', ["/b/c"]),
        ('{"a": "\\ud800", "b": {"c": 1}}', []),
        ('{"a:": ":", "a\\u003a": "\\u003A"}', ["/a:"]),
        ('{"a": "\\\\u003a", "b": "\\\\\\u003a"}', []),
    ],
)
def test_each_duplicate_key_is_found(text: str, places: list[str]) -> None:
    assert _places(text) == places


def test_a_run_of_backslashes_is_counted_once() -> None:
    assert colons(b"\\" * 1_000_001 + b"u003a") == 1
    assert colons(b"\\" * 1_000_000 + b"u003a") == 0
