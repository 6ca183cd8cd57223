"""The passage of a text that is most like a quote, for a quote that the text does not have."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from attrs import frozen

from nmpolicy.evidence.word_index import Run, Word, WordIndex, words_of

MOST_WORDS = 200
"""The most words of a quote, with its punctuation marks, that are compared with a text."""
_SLACK = 3  # words on each side of a passage that may belong to it
_MOST_SHOWN = 200  # characters of a passage


@frozen
class NearestPassage:
    """The passage of a text that has the longest part of a quote, regardless of case and punctuation.

    .. versionadded:: 0.1
    """

    paragraph: int
    """The number of the paragraph, from 1."""
    start: int
    """The index of the passage's first character in the normalized paragraph, from 0."""
    passage: str
    """The words of the text, up to 200 characters."""
    longest_part: str
    """The longest part of the quote that the text has, up to 200 characters."""
    quoted: str
    """The words of the quote where it first differs from the passage; empty if it leaves words out.

    Of a long quote, only the beginning is compared.
    """
    in_text: str
    """The words of the passage there; empty if the quote adds words."""


def nearest_passage(index: WordIndex, quote: str) -> NearestPassage | None:
    r"""Return the passage that has the longest part of a normalized quote, or None if the text has none of its words.

    >>> index = WordIndex("A headline\n\nThe mayor signed it on Monday.")
    >>> found = nearest_passage(index, "the mayor signed it on Tuesday")
    >>> found.paragraph, found.longest_part, found.passage
    (2, 'the mayor signed it on', 'The mayor signed it on Monday')
    >>> nearest_passage(index, "nothing like that") is None
    True
    """
    quoted = _Words(quote, [*words_of(quote)][:MOST_WORDS])
    keyed = _Words(quote, [word for word in quoted.words if word.key])
    run = index.longest_run([word.key for word in keyed.words])
    if run is None:
        return None
    number, passage = _passage(index, run, len(keyed.words))
    first, last, difference = _difference(passage, quoted)
    return NearestPassage(
        paragraph=number,
        start=passage.words[first].start,
        passage=passage.span(first, last),
        longest_part=keyed.span(run.in_quote, run.in_quote + run.length),
        in_text=passage.span(*difference[:2]),
        quoted=quoted.span(*difference[2:]),
    )


class _Words(NamedTuple):
    """Some words of a text, one after the other."""

    text: str
    words: Sequence[Word]

    def span(self, first: int, last: int) -> str:
        """Return the text from one word to the one before another."""
        return cut(self.text[self.words[first].start : self.words[last - 1].end]) if first < last else ""

    def word_count(self, first: int, last: int) -> int:
        """Return how many have a letter or a digit, from one to the one before another."""
        return sum(bool(word.key) for word in self.words[first:last])

    def size(self, positions: Sequence[int], count: int) -> int:
        """Return how many of some positions it takes to find `count` words that have a letter or a digit."""
        for size, position in enumerate(positions):
            if not count:
                return size
            count -= bool(self.words[position].key)
        return len(positions)

    def each(self) -> list[str]:
        """Return the text of each word."""
        return [self.text[word.start : word.end] for word in self.words]

    def keys(self) -> list[str]:
        """Return what to compare of each word: its letters and digits, or a punctuation mark."""
        return [word.key or text for word, text in zip(self.words, self.each(), strict=True)]


def _passage(index: WordIndex, run: Run, words: int) -> tuple[int, _Words]:
    """Return the number of a paragraph, and its words from which a whole quote may have been taken."""
    number = index.places[run.in_text][0]
    first, last = run.in_text - run.in_quote, run.in_text - run.in_quote + words
    if first < run.in_text:
        first -= _SLACK
    if last > run.in_text + run.length:
        last += _SLACK
    block = index.paragraphs[number - 1]
    before, after = index.place(first - 1), index.place(last)
    start = before[1].end if before and before[0] == number else 0
    end = after[1].start if after and after[0] == number else len(block)
    words_there = words_of(block[start:end])
    return number, _Words(
        block, [word._replace(start=word.start + start, end=word.end + start) for word in words_there]
    )


def _difference(passage: _Words, quote: _Words) -> tuple[int, int, tuple[int, int, int, int]]:
    """Compare a quote with the words of a text.

    Return where the passage starts and ends that corresponds to the quote, and the first difference: the words of the
    text from one to the one before another, and those of the quote.
    """
    texts, quotes = passage.each(), quote.each()
    changes = SequenceMatcher(None, passage.keys(), quote.keys(), autojunk=False).get_opcodes()
    (opening, _, after, a, b), (closing, before, _, c, d) = changes[0], changes[-1]
    # Other words of the text before and after the quote do not count.
    first = 0 if opening == "equal" else after - passage.size(range(after - 1, -1, -1), quote.word_count(a, b))
    last = (
        len(texts) if closing == "equal" else before + passage.size(range(before, len(texts)), quote.word_count(c, d))
    )
    for kind, start, end, in_quote, end_in_quote in changes:
        if kind == "equal":
            for at in range(end - start):
                if texts[start + at] != quotes[in_quote + at]:
                    return first, last, (start + at, start + at + 1, in_quote + at, in_quote + at + 1)
        elif max(start, first) < min(end, last) or in_quote < end_in_quote:
            return first, last, (max(start, first), min(end, last), in_quote, end_in_quote)
    return first, last, (0, 0, 0, 0)


def cut(text: str, most: int = _MOST_SHOWN) -> str:
    """Return a text, cut after a word if it is longer than some characters; after any character of a very long word.

    >>> cut("The mayor signed it.", 13), cut("Theverylongword", 10)
    ('The mayor …', 'Theverylo…')
    """
    if len(text) <= most:
        return text
    end = text.rfind(" ", most // 2, most - 1)
    return f"{text[: most - 1]}…" if end < 0 else f"{text[:end]} …"
