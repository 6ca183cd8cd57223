"""Texts in drawings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nmpolicy.report.drawings.svg_texts import cut, lines, width


@given(st.text(max_size=80), st.floats(3, 20), st.integers(1, 4))
def test_lines_fit_their_room_and_say_if_something_is_missing(text: str, room: float, most: int) -> None:
    found = lines(text, room, most)
    assert len(found) <= most
    assert all(width(each) <= room + 1e-9 for each in found)
    whole = "".join(text.split())
    joined = "".join("".join(found).split())
    assert joined == whole or (joined.endswith("…") and whole.startswith(joined[:-1]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("  ", []),
        ("one two three", ["one two", "three"]),
        ("a" * 1_000_000, ["aaaaaaaa", "aaaaaa…"]),
        (" " * 2_000 + "a", ["…"]),
        ("one " + "\u0301" * 2_000, ["one " + "\u0301" * 996 + "…"]),
        ("\u4e00" * 9, ["\u4e00" * 4, "\u4e00" * 3 + "…"]),
    ],
)
def test_long_words_wide_letters_and_empty_texts(text: str, expected: list[str]) -> None:
    assert lines(text, 5, 2) == expected


def test_a_text_is_cut_visibly() -> None:
    assert [cut(each, 4) for each in ("", "abcd", "abcde", "ab cde")] == ["", "abcd", "abc…", "ab…"]
