"""An index of the words of a text: which paragraphs have some words, and the longest part of a quote that they have."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby, islice
from operator import itemgetter
from typing import NamedTuple

from nmpolicy.evidence.normalization import blocks, normalized
from nmpolicy.evidence.source_text import Lines, Passage, SourceText
from nmpolicy.evidence.words import word_boundaries

_STEP = 50  # characters that are compared at once
_DEPTH = 5 * _STEP  # characters by which the index is sorted; passages that share more of them are compared one by one
_MANY = 1000  # places of some words that are looked at one by one
_END = "\n"  # of a paragraph
_NO_LETTER = re.compile(r"[\W_]+")


class Word(NamedTuple):
    """A word, or a punctuation mark, of a normalized text."""

    start: int
    """The index of its first character."""
    end: int
    """The index after its last character."""
    key: str
    """Its letters and digits, regardless of case; empty for a punctuation mark."""


class Run(NamedTuple):
    """Words of a quote that a paragraph has, one after the other, regardless of case and punctuation."""

    in_quote: int
    """The position of the first word in the quote."""
    in_text: int
    """The position of the first word in the text."""
    length: int
    """The number of words."""


def words_of(text: str) -> Iterator[Word]:
    """Yield the words and punctuation marks of a normalized text."""
    starts, ends = word_boundaries(text)
    for start, end in zip(starts, ends, strict=True):
        yield Word(start, end, _NO_LETTER.sub("", text[start:end].casefold()))


class WordIndex:
    """The words of a text, sorted by what follows them, so that many quotes are found without reading it again."""

    def __init__(self, text: str) -> None:
        """Split the text into paragraphs."""
        self._text = SourceText(text)

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The normalized paragraphs."""
        return self._text.paragraphs

    @cached_property
    def places(self) -> Sequence[tuple[int, Word]]:
        """Each word of the text that has a letter or a digit, after the number of its paragraph."""
        return [
            (number, word) for number, block in enumerate(self.paragraphs, 1) for word in words_of(block) if word.key
        ]

    def place(self, position: int) -> tuple[int, Word] | None:
        """Return the word at a position in the text, or None."""
        return self.places[position] if 0 <= position < len(self.places) else None

    @cached_property
    def _keys(self) -> str:
        """The keys of the words, each followed by a space; a line feed ends a paragraph."""
        keys, number = [], 1
        for paragraph, word in self.places:
            keys.append((_END if paragraph > number else "") + word.key)
            number = paragraph
        return " ".join((*keys, _END))

    @cached_property
    def _offsets(self) -> Sequence[int]:
        """The offset of each word in the keys."""
        return [match.start() for match in re.finditer(r"[^ \n]+", self._keys)]

    @cached_property
    def _order(self) -> Sequence[int]:
        """The positions of all words in the text, sorted by the keys that follow, some characters at a time."""
        order = [*range(len(self._offsets))]
        alike = [(0, len(order))]  # ranges of positions that are sorted alike so far
        for depth in range(0, _DEPTH, _STEP):
            ranges, alike = alike, []
            for first, last in ranges:
                pieces = [(self._piece(at, depth), at) for at in order[first:last]]
                pieces.sort()
                order[first:last] = [at for _, at in pieces]
                for _, group in groupby(range(first, last), key=lambda index: pieces[index - first][0]):
                    same = [*group]
                    if len(same) > 1:
                        alike.append((same[0], same[-1] + 1))
        return order

    def _piece(self, at: int, depth: int) -> str:
        offset = self._offsets[at] + depth
        return self._keys[offset : offset + _STEP]

    def _first(self, key: str) -> int:
        """Return the first index in the sorted positions whose keys do not come before `key`."""
        keys, offsets, key = self._keys, self._offsets, key[:_DEPTH]
        return bisect_left(self._order, key, key=lambda at: keys[offsets[at] : offsets[at] + len(key)])

    def find(self, words: str, most: int, paragraph: int | None = None) -> list[Passage]:
        """Return up to `most` passages that read as normalized whole words, in one paragraph or in all."""
        for numbers in (paragraph,) if paragraph else self._having(words), self._text.broken:
            if found := sorted(islice(self._text.find_in(numbers, words, most), most)):
                return found
        return []

    def _having(self, words: str) -> Iterator[int]:
        """Yield the numbers of the paragraphs that may have some words, each once.

        No other has them, unless it breaks a word at the end of a line in an unusual way.
        """
        key = letters(words)
        if not key:
            yield from range(1, len(self.paragraphs) + 1)
            return
        seen: set[int] = set()
        first = self._first(key)
        for index in range(first, len(self._order)):
            if index == first + _MANY:
                yield from (number for number in self._key_lines.having(f" {key}") if number not in seen)
                return
            at = self._order[index]
            if not self._keys.startswith(key[:_DEPTH], self._offsets[at]):
                return
            number = self.places[at][0]
            if number not in seen and self._keys.startswith(key, self._offsets[at]):
                seen.add(number)
                yield number

    @cached_property
    def _key_lines(self) -> Lines:
        """The keys of each paragraph, each between spaces."""
        found = {
            number: " ".join(("", *(word.key for _, word in group), ""))
            for number, group in groupby(self.places, key=itemgetter(0))
        }
        return Lines([found.get(number, "") for number, _ in enumerate(self.paragraphs, 1)])

    def has_across_paragraphs(self, words: str) -> bool:
        """Return whether the text has some words if the ends of paragraphs do not count."""
        return f" {letters(words)}" in self._unbroken_keys

    @cached_property
    def _unbroken_keys(self) -> str:
        return f" {self._keys.replace(_END, '')}"

    def longest_run(self, words: Sequence[str]) -> Run | None:
        """Return the longest part of a quote, in characters, that one paragraph has; None if it has none of its words.

        The quote is given by the keys of its words.
        """
        best, most = None, 0
        for first in range(len(words)):
            index = self._first(" ".join((*words[first : first + _DEPTH], "")))
            for at in self._order[max(0, index - 1) : index + 1]:
                length = self._common(words, first, at)
                size = sum(map(len, words[first : first + length]))
                if size > most:
                    best, most = Run(first, at, length), size
        return best

    def _common(self, words: Sequence[str], first: int, at: int) -> int:
        """Return how many words of the quote, from `first` on, the text has from `at` on in the same paragraph."""
        length, number = 0, self.places[at][0]
        while first + length < len(words) and at + length < len(self.places):
            paragraph, word = self.places[at + length]
            if paragraph != number or word.key != words[first + length]:
                break
            length += 1
        return length


def letters(words: str) -> str:
    """Return the letters and digits of each word, regardless of case, followed by a space.

    >>> letters("“Un-signed”, he said")
    'unsigned he said '
    """
    return "".join(f"{word.key} " for word in words_of(words) if word.key)


def forms_of(quote: str) -> tuple[str, ...]:
    r"""Return the normalized forms of a quote: as it is, and without the mark of a heading or a quotation before it.

    >>> forms_of("# A headline"), forms_of("First.\n\nSecond.")
    (('# A headline', 'A headline'), ('First. Second.',))
    """
    bare = list(blocks(quote))
    return tuple(dict.fromkeys(filter(None, (normalized(quote), *(bare if len(bare) == 1 else ())))))
