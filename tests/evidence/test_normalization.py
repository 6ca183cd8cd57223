"""Normalization: which differences between texts do not count, and where paragraphs begin and end."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from each_case import each_case
from nmpolicy.evidence.normalization import blocks, normalized


@given(st.text())
def test_normalizing_twice_changes_nothing(text: str) -> None:
    assert normalized(normalized(text)) == normalized(text)
    assert all(block == normalized(block) for block in blocks(text))


@each_case(
    ("written", "expected"),
    [
        ("a [b](#) c", "a b c"),
        ("a [b [c]](https://example.org 'x') d", "a [b [c]](https://example.org 'x') d"),
        ('[b [c]](https://example.org/x "A title")', "b [c]"),
        ("[[an](#)](#) inquiry", "an inquiry"),
        ("[an] inquiry", "[an] inquiry"),
        ("![a picture](x.png)", "a picture"),
        ("<https://example.org/a>", "https://example.org/a"),
        ("1 < 2 > 0", "1 < 2 > 0"),
        ("**bold** and *not * and 2*3*4", "bold and *not * and 2*3*4"),
        ("ﬁne … \u2018x\u2019 «y» a\u2014b \u00adc\u200b", "fine ... 'x' \"y\" a - b c"),
        ("[a]*(#)*", "a"),
        ("12[b](c) of [it](www.example.org/a_(b))", "12[b](c) of it"),
        ("\u2039x\u203a don\u00b4t `x` a -- b---c -----", "'x' don't 'x' a - b - c -"),
        ("a\u200eb\ufe0f\u2069", "ab"),
        ("<*http://x*>", "http://x"),
        ("*e*\u0301", "\u00e9"),
        ("C# is good, a > b", "C# is good, a > b"),
        ("", ""),
    ],
)
def test_normalization(written: str, expected: str) -> None:
    assert normalized(written) == expected


def test_blank_lines_separate_blocks() -> None:
    assert blocks("# One\r\nline\r\n \t\r\n\r\n> Two\n\n![](x.png)\n\n\n***\n\n3.") == (
        "One line",
        "Two",
        "***",
        "3.",
    )
    assert blocks(" \n\n") == ()
    assert blocks("C# is # 5\n\n> a > b") == ("C# is # 5", "a > b")


def test_hostile_markup_is_fast() -> None:
    for text in ("[" * 50_000 + "a" + "](x)" * 50_000, "*a " * 20_000 + " a*" * 20_000):
        assert normalized(text)


QUOTED_LINES = st.lists(
    st.tuples(
        st.sampled_from(["", ">", "> ", "> > ", ">> ", " > \t>  "]), st.sampled_from(["", " ", "a", "# b", "\u200b"])
    )
).map(lambda lines: "\n".join(map("".join, lines)))


def peeled(text: str) -> list[str]:
    """Return the blocks of a text by taking one level of quotation off at a time."""
    blocks: list[str] = []
    text = "\n".join(text.replace("\u200b", "").splitlines())
    for block in re.split(r"\n[^\S\n]*(?:\n[^\S\n]*)+", text):
        lines = block.strip().split("\n")
        if all(re.match(r"[^\S\n]*>(?:[^\S\n]|\Z)", line) for line in lines):
            blocks += peeled("\n".join(re.sub(r"[^\S\n]*>(?:[^\S\n]|\Z)", "", line, count=1) for line in lines))
        else:
            blocks.append(re.sub(r"\A(?:#{1,6}|>)\s+", "", block.strip()))
    return blocks


@given(QUOTED_LINES)
def test_quotations_are_split_level_by_level(text: str) -> None:
    assert list(blocks(text)) == [block for block in map(normalized, peeled(text)) if block]


@pytest.mark.parametrize("levels", [3_000, 100_000])
def test_quotations_may_be_nested_deeply(levels: int) -> None:
    mark = "> " * levels
    assert blocks(f"{mark}One\n{mark}\n{mark}two.\n\nThree.") == ("One", "two.", "Three.")
    assert blocks(mark) == ()


def test_a_quotation_with_more_levels_on_each_line_is_fast() -> None:
    lines = ["> " * level for level in range(1, 1_500)]
    assert blocks("\n".join([*lines, lines[-1] + "End."])) == ("End.",)
