"""The line number of a JSON Pointer: the one that an editor shows."""

import copy
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from each_case import each_case
from nmpolicy.problems import pointer
from nmpolicy.serialization.line_numbers import lines_of_pointers

MARK = "the value that is looked for"
KEYS = st.text(max_size=3) | st.sampled_from(["a/b", "m~n", "0", '"', "\\", "\n", "{", "ü"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)
LAYOUTS = st.sampled_from([{"indent": 2}, {"indent": 0}, {}, {"indent": "\t", "separators": (" ,", "\n\n: ")}])


def places(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    held = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for step, inner in held for place in places(inner, (*path, step)))]


def line_of(value: Any, path: tuple[str | int, ...], layout: dict[str, Any]) -> int:
    """Find the line slowly: put a mark at the path, write the JSON, and search for the mark."""
    if not path:
        return 1
    marked = copy.deepcopy(value)
    inner = marked
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = MARK
    text = json.dumps(marked, **layout)
    return text.count("\n", 0, text.index(json.dumps(MARK))) + 1


@given(VALUES, LAYOUTS)
def test_every_pointer_has_its_line(value: Any, layout: dict[str, Any]) -> None:
    every = places(value)
    found = lines_of_pointers(json.dumps(value, **layout), map(pointer, every))
    assert found == {pointer(path): line_of(value, path, layout) for path in every}


@given(VALUES, st.lists(KEYS, min_size=1, max_size=3))
def test_a_pointer_to_nothing_has_the_line_of_its_parent(value: Any, more: list[str]) -> None:
    text = json.dumps(value, indent=1)
    for path in places(value):
        longer = (*path, "no such key", *more)
        assert lines_of_pointers(text, [pointer(longer)])[pointer(longer)] == line_of(value, path, {"indent": 1})


@given(VALUES, st.data())
def test_a_cut_off_text_is_searched_as_far_as_it_goes(value: Any, data: st.DataObject) -> None:
    text = json.dumps(value, indent=1)
    cut = text[: data.draw(st.integers(0, len(text)))]
    for line in lines_of_pointers(cut, map(pointer, places(value))).values():
        assert 1 <= line <= cut.count("\n") + 1


@each_case("text", ["", "x", "[", '{"a"', '{"a" 1}', "[" * 100_000, '{"a": 1', "\n\n[1,,]"])
def test_what_is_no_json_has_a_first_line(text: str) -> None:
    assert lines_of_pointers(text, ["/a/b"])["/a/b"] in {1, 3}


def test_a_long_number_is_passed_over() -> None:
    assert lines_of_pointers('{"a": ' + "9" * 10_000 + ',\n"b": 1}', ["/b"]) == {"/b": 2}
