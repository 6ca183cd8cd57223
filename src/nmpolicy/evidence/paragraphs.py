"""Paragraphs in which words can be found although lines are broken at hyphens."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate, combinations, islice, product
from typing import NamedTuple

from nmpolicy.evidence.characters import NUMBER_SPACE
from nmpolicy.evidence.line_breaks import LineBreak, forms
from nmpolicy.evidence.words import word_boundaries

_HYPHEN = re.compile(r"(?<=[^\s-])- ?(?=[^\s-])")
_MAX_CHANGES = 6  # line breaks of a passage that are not read in the likeliest way
_MAX_COMPARED = 10**6  # hyphens that are compared to find some words in a paragraph
_MAX_COPIED = 10**8  # characters of the passages that are found so
_MAX_STARTS = 64  # words on each side of the place where a passage should start


class Paragraph:
    """A normalized paragraph with its line breaks, each read in the likeliest way."""

    def __init__(self, block: str, breaks: Sequence[LineBreak]) -> None:
        """Take the paragraph apart; `block` may contain `NUMBER_SPACE`."""
        self._block = block
        self.breaks = breaks
        """The line breaks at hyphens, in order."""
        self._indexes = [each.place for each in breaks]
        changes = [[len(other) - len(each.form) for other in each.others] for each in breaks]
        self._shorter = [0, *accumulate(-min(0, *each) for each in changes)]
        self._longer = [0, *accumulate(max(0, *each) for each in changes)]
        self.text = block.replace(NUMBER_SPACE, " ")
        """The text."""

    @cached_property
    def _boundaries(self) -> tuple[list[int], frozenset[int], frozenset[int]]:
        starts, ends = word_boundaries(self._block)
        return starts, frozenset(starts), frozenset(ends)

    @property
    def starts(self) -> list[int]:
        """The indexes where words start, in order."""
        return self._boundaries[0]

    @property
    def ends(self) -> frozenset[int]:
        """The indexes where words end."""
        return self._boundaries[2]

    def passages_near(self, index: int, length: int | None) -> Iterator[str | None]:
        """Yield the passages of whole words that may have this index and length, likeliest first.

        A line break before the passage may move it, and one inside it may make it longer. Yields None for a reading
        that does not end with a word, so that the work can be bounded. Without a length, yields whole paragraphs.
        """
        near = self._starts_near(index) if length else [(0, 0)]
        for changes in range(near[-1][0] + _MAX_CHANGES + 1 if near else 0):
            for before, start in near:
                if before <= changes <= before + _MAX_CHANGES:
                    yield from self.passages(start, length, changes - before)

    def _starts_near(self, index: int) -> list[tuple[int, int]]:
        """Return the starts of words that may have an index, each after the least number of changes that it takes."""
        place = bisect_left(self.starts, index)
        if not self.breaks:
            return [(0, index)] if self.starts[place : place + 1] == [index] else []
        near: list[tuple[int, int]] = []
        for start in self.starts[max(0, place - _MAX_STARTS) : place + _MAX_STARTS]:
            before = bisect_left(self._indexes, start)
            if start - self._shorter[before] <= index <= start + self._longer[before]:
                near.append(((abs(start - index) + 1) // 2, start))
        return sorted(near)

    def passages(self, start: int, length: int | None, changes: int) -> Iterator[str | None]:
        """Yield the passages of whole words from an index, with this number of line breaks read in another way."""
        whole = length is None
        wanted = len(self.text) - start if length is None else length
        first = last = bisect_right(self._indexes, start)
        while last < len(self.breaks) and (
            whole or self._indexes[last] < start + wanted + self._shorter[last] - self._shorter[first]
        ):
            last += 1
        for changed in combinations(self.breaks[first:last], changes):
            for read in product(*(each.others for each in changed)):
                longer = sum(map(len, read)) - sum(len(each.form) for each in changed)
                end = start + wanted - (0 if whole else longer)
                if end not in self.ends or (changed and changed[-1].place + len(changed[-1].form) >= end):
                    yield None
                    continue
                pieces: list[str] = []
                at = start
                for each, form in zip(changed, read, strict=True):
                    pieces += self.text[at : each.place], form
                    at = each.place + len(each.form)
                yield "".join([*pieces, self.text[at:end]])

    def find(self, words: str, most: int | None = None) -> list[tuple[int, str]]:
        """Return the index of each passage that reads as some normalized words, and the passage, in order.

        With `most`, it may stop after as many.
        """
        starts = (start for start in places_of(words, self.text) if self._are_whole(start, start + len(words)))
        found = dict.fromkeys(islice(starts, most), words)
        if self.breaks or "- " in words:
            for start, passage in self._find_broken(without_hyphens(words)):
                found.setdefault(start, passage)
        return sorted(found.items())

    def _are_whole(self, start: int, end: int) -> bool:
        return start in self._boundaries[1] and end in self._boundaries[2]

    @cached_property
    def joined(self) -> "Joined":
        """The text without hyphens."""
        return without_hyphens(self.text, self.breaks)

    def _find_broken(self, words: "Joined") -> Iterator[tuple[int, str]]:
        joined, compared, copied = self.joined, 0, 0
        for place in places_of(words.text, joined.text):
            first, last = bisect_right(joined.places, place), bisect_left(joined.places, place + len(words.text))
            start = place + joined.removed[first]
            if not self._are_whole(start, place + len(words.text) + joined.removed[last]):
                continue
            compared += len(words.places) + last - first
            copied += len(words.text)
            if compared > _MAX_COMPARED or copied > _MAX_COPIED:
                return
            wanted = {place + each: possible for each, possible in zip(words.places, words.forms, strict=True)}
            pieces: list[str] = []
            at = place
            for each, possible in zip(joined.places[first:last], joined.forms[first:last], strict=True):
                asked = wanted.pop(each, ("",))
                agreed = [form for form in possible if form in asked]
                if not agreed:
                    break
                pieces += joined.text[at:each], agreed[0]
                at = each
            else:
                if all("" in possible for possible in wanted.values()):
                    yield start, "".join([*pieces, joined.text[at : place + len(words.text)]])


class Joined(NamedTuple):
    """A text without the hyphens inside words and at the ends of lines."""

    text: str
    places: list[int]
    """The indexes of the characters that follow a hyphen, or that may have followed one."""
    forms: list[tuple[str, ...]]
    """The readings of each, likeliest first."""
    removed: list[int]
    """The numbers of characters removed before the first of them, the second, and so on, and at the end."""


def without_hyphens(text: str, breaks: Sequence[LineBreak] | None = None) -> Joined:
    """Return a text without its hyphens. If the line breaks are not known, they are found."""
    known = {each.place: each for each in breaks or ()}
    hyphens = {match.start(): match[0] for match in _HYPHEN.finditer(text)}
    pieces, places, readings, removed, at = [], [], [], [0], 0
    for index in sorted({*hyphens, *known}):
        hyphen = hyphens.get(index, "")
        if index in known:
            possible = (known[index].form, *known[index].others)
        elif breaks is None and hyphen == "- ":
            possible = forms(text[index - 1], text[index + 2])
        else:
            possible = (hyphen,)
        pieces.append(text[at:index])
        at = index + len(hyphen)
        places.append(index - removed[-1])
        readings.append(possible)
        removed.append(removed[-1] + len(hyphen))
    return Joined("".join([*pieces, text[at:]]), places, readings, removed)


def places_of(words: str, text: str) -> Iterator[int]:
    """Yield every index of some words in a text."""
    place = text.find(words)
    while place >= 0:
        yield place
        following = text.find(words, place + 1)
        step = following - place
        if 0 < step <= len(words) // 2:
            # The words repeat themselves, so each next place differs only at its end, and nothing between is one.
            end = words[-step:]
            while text.startswith(end, following + len(words)):
                yield following
                following += step
        place = following
