"""The index of words: the paragraphs that have some words, and the longest part of a quote."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nmpolicy.evidence import source_text, word_index
from nmpolicy.evidence.source_text import Lines, SourceText
from nmpolicy.evidence.word_index import WordIndex, letters

WORDS = st.lists(st.sampled_from(["a", "b", "A", "ab", "a-b", ".", "(a)", "b.", "c"]), min_size=1, max_size=7)
TEXTS = st.lists(WORDS.map(" ".join), max_size=6).map("\n\n".join)


@given(TEXTS, WORDS.map(" ".join), st.integers(1, 3))
def test_it_finds_what_a_search_of_every_paragraph_finds(text: str, words: str, most: int) -> None:
    expected = SourceText(text).find(words)
    found = WordIndex(text).find(words, most)
    assert len(found) == min(most, len(expected))
    assert {*found} <= {*expected}
    assert WordIndex(text).find(words, 99) == expected


@given(TEXTS, WORDS.map(" ".join))
def test_the_longest_part_is_the_longest(text: str, quote: str) -> None:
    index, words = WordIndex(text), letters(quote).split()
    keys = [f" {letters(block)}" for block in index.paragraphs]
    parts = [words[a:b] for a in range(len(words)) for b in range(a + 1, len(words) + 1)]
    sizes = [len("".join(part)) for part in parts if any(f" {' '.join(part)} " in key for key in keys)]
    run = index.longest_run(words)
    if run is None:
        assert not sizes
    else:
        part = words[run.in_quote : run.in_quote + run.length]
        assert len("".join(part)) == max(sizes)
        places = index.places[run.in_text : run.in_text + run.length]
        assert [word.key for _, word in places] == part
        assert len({number for number, _ in places}) == 1


def test_long_passages_that_begin_alike_are_told_apart() -> None:
    alike = " ".join(f"w{n}" for n in range(60))
    index = WordIndex("\n\n".join(f"{alike} end{n}." for n in reversed(range(9))))
    for n in range(9):
        assert [each.location.paragraph for each in index.find(f"{alike} end{n}", 9)] == [9 - n]
    assert len(index.find(alike, 99)) == 9


@given(TEXTS, WORDS.map(" ".join))
def test_words_with_many_places_are_found_in_every_paragraph(text: str, words: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for module, name in ((word_index, "_MANY"), (source_text, "_FEW")):
            patch.setattr(module, name, 1)
        assert WordIndex(text).find(words, 99) == SourceText(text).find(words)


def test_quotes_that_differ_from_the_text_in_case_are_looked_for_in_all_paragraphs_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    index = WordIndex("\n\n".join(["The mayor signed it."] * 200))
    searched: list[str] = []
    having = Lines.having

    def counted(lines: Lines, words: str) -> Iterator[int]:
        searched.append(words)
        return having(lines, words)

    monkeypatch.setattr(Lines, "having", counted)
    assert index.find("The Mayor", 6) == []
    assert [len(index.find("mayor", 6)), len(index.find("mayor", 6, 150))] == [6, 1]
    assert searched == ["The Mayor"]
