"""The text of a source, prepared so that words and digests can be looked for."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import accumulate, chain, islice
from typing import NamedTuple

from nmpolicy.errors import InvalidTypeError, InvalidValueError
from nmpolicy.evidence.line_breaks import read_line_breaks
from nmpolicy.evidence.normalization import blocks, digest
from nmpolicy.evidence.paragraphs import Paragraph, without_hyphens
from nmpolicy.records.evidence import Evidence
from nmpolicy.vocabulary.values import describe

# Bounds on the work for one passage: how many readings are tried, how many characters of them, and how many readings
# of all moved passages together.
_MAX_READINGS = 4_000
_MAX_CHARACTERS = 400_000
_MAX_MOVED_READINGS = 500_000
_MAX_SEARCHED = 10**9  # length of a passage times the words at which it might start
# The search for passages that moved ends after some effort, which is counted and not timed (a unit takes about a
# nanosecond): a digest does not say where its words are, so each length takes another reading of the text.
_LEAST_EFFORT = 4 * 10**9
_EFFORT_A_CHARACTER = 20_000
_EFFORT_A_PARAGRAPH, _EFFORT_A_START = 500, 200
_MANY = 256  # passages that are looked for together
_BEGINNING = 256  # characters of a passage that are compared first
_FEW = 32  # paragraphs in which words are looked for one by one
_MAX_MOVES = 8  # movements of other passages that are tried first
#: The start of an HTML page. A text that merely has tags, such as Markdown, begins otherwise.
_PAGE = re.compile(
    r"\ufeff?(?>\s+|<!--.*?-->|<\?.*?\?>)*+<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)


class Location(NamedTuple):
    """The location of a passage in a text.

    .. versionadded:: 0.1
    """

    paragraph: int
    """The number of the paragraph, from 1."""
    start: int
    """The index of the first character in the normalized paragraph, from 0."""


class Passage(NamedTuple):
    """Some normalized words of a text, and where they are."""

    location: Location
    words: str


def refuse_page(text: str, name: str = "the text") -> None:
    """Raise `InvalidValueError` if a text is an HTML page, whose tags would be read as words.

    Raises `InvalidTypeError` for anything that is not text, such as the path of a file.

    >>> refuse_page("Use <b> for bold type.")
    >>> refuse_page("<!doctype html><p>The mayor signed it.")
    Traceback (most recent call last):
    nmpolicy.errors.InvalidValueError: the text is an HTML page; pass `nmpolicy.extract_text(PATH).text` instead
    """
    if not isinstance(text, str):
        raise InvalidTypeError(
            f"expected {name}, not {describe(text)}; `nmpolicy.extract_text(PATH).text` reads a file"
        )
    if _PAGE.match(text):
        raise InvalidValueError(f"{name} is an HTML page; pass `nmpolicy.extract_text(PATH).text` instead")


class SourceText:
    r"""The paragraphs of a text, in which passages can be found by their words or by their digests.

    >>> text = SourceText("A head-\nline\n\nThe mayor “signed” it.")
    >>> text.paragraphs
    ('A headline', 'The mayor "signed" it.')
    >>> text.find("head-line")[0].location
    Location(paragraph=1, start=2)

    Raises `InvalidValueError` if the text is an HTML page.
    """

    def __init__(self, text: str) -> None:
        """Split the text into paragraphs and normalize them."""
        refuse_page(text)
        self._paragraphs = [Paragraph(block, breaks) for block, breaks in read_line_breaks(blocks(text))]
        self.paragraphs = tuple(paragraph.text for paragraph in self._paragraphs)
        """The normalized paragraphs, with each line break at a hyphen read in the likeliest way."""
        self.broken = tuple(number for number, each in enumerate(self._paragraphs, 1) if each.breaks)
        """The numbers of the paragraphs with a line break at a hyphen."""
        self._moves: list[tuple[int, int]] = []
        self._moved_readings = _MAX_MOVED_READINGS
        self._gave_up = False
        self._effort = max(_LEAST_EFFORT, _EFFORT_A_CHARACTER * len(text))

    def find(self, words: str, numbers: Container[int] | None = None, most: int | None = None) -> list[Passage]:
        """Return every passage of whole words that reads as some normalized words, in some paragraphs or in all.

        With `most`, it may stop after as many in each paragraph.
        """
        possible = sorted(self._possible(words))
        return [
            passage
            for number in possible
            if numbers is None or number in numbers
            for passage in self._passages(number, words, most)
        ]

    def find_in(self, numbers: Iterable[int], words: str, most: int) -> Iterator[Passage]:
        """Yield up to `most` passages of each of some paragraphs that read as some normalized words."""
        numbers = iter(numbers)
        for number in islice(numbers, _FEW):
            yield from self._passages(number, words, most)
        more = [*islice(numbers, 1)]
        possible = self._possible(words) if more else ()
        for number in chain(more, numbers) if possible else ():
            if number in possible:
                yield from self._passages(number, words, most)

    def _possible(self, words: str) -> set[int]:
        """Return the numbers of the paragraphs that may have some words, from one search of the whole text."""
        possible = {*self._lines.having(words)}
        if self.broken or "- " in words:
            possible.update(self._joined_lines.having(without_hyphens(words).text))
        return possible

    def _passages(self, number: int, words: str, most: int | None) -> Iterator[Passage]:
        for start, passage in self._paragraphs[number - 1].find(words, most):
            yield Passage(Location(number, start), passage)

    @cached_property
    def _whole(self) -> Mapping[str, list[Location]]:
        """The locations of the paragraphs by their text."""
        found: defaultdict[str, list[Location]] = defaultdict(list)
        for number, text in enumerate(self.paragraphs, 1):
            found[text].append(Location(number, 0))
        return found

    @cached_property
    def _lines(self) -> "Lines":
        return Lines(self.paragraphs)

    @cached_property
    def _joined_lines(self) -> "Lines":
        return Lines([paragraph.joined.text for paragraph in self._paragraphs])

    def exact(self, evidence: Evidence) -> str | None:
        """Return the passage if it is where the evidence says, in whole words; without a length, a whole paragraph."""
        return self._passage_at(evidence, evidence.paragraph or 0, evidence.start or 0)

    def _passage_at(self, evidence: Evidence, number: int, start: int) -> str | None:
        if not 0 < number <= len(self._paragraphs):
            return None
        readings = self._paragraphs[number - 1].passages_near(start, evidence.length)
        most = max(1, min(_MAX_READINGS, _MAX_CHARACTERS // (evidence.length or len(self.paragraphs[number - 1]))))
        return next((each for each in islice(readings, most) if each and digest(each) == evidence.digest), None)

    def search(
        self, evidence: Iterable[Evidence]
    ) -> Mapping[tuple[int | None, str | None], tuple[Location, ...] | None]:
        """Return the locations of passages anywhere in the text, by their lengths and digests.

        A passage that was not found has None if the search was given up before its end, and is left out otherwise.
        """
        by_length: defaultdict[int | None, dict[str | None, Evidence]] = defaultdict(dict)
        for each in evidence:
            by_length[each.length].setdefault(each.digest, each)
        found: dict[tuple[int | None, str | None], Passage] = {}
        given_up: list[tuple[int | None, str | None]] = []
        for length, wanted in by_length.items():
            self._gave_up = False
            for passage in chain(self._moved_alike(wanted), self._scan(length, wanted)):
                each = wanted.pop(digest(passage.words))
                self._remember_move(each, passage.location)
                found[length, each.digest] = passage
            given_up += ((length, each) for each in wanted if self._gave_up)
        everywhere = self._everywhere({passage.words for (length, _), passage in found.items() if length})
        locations = {
            (length, each): tuple(
                sorted({passage.location, *(everywhere if length else self._whole).get(passage.words, ())})
            )
            for (length, each), passage in found.items()
        }
        return {**locations, **dict.fromkeys(given_up)}

    def _everywhere(self, passages: AbstractSet[str]) -> Mapping[str, Collection[Location]]:
        """Return every location of some passages, which is faster for many of them at once."""
        many = len(passages) > _MANY
        found = self._unbroken(passages) if many else defaultdict[str, set[Location]](set)
        numbers = frozenset(self.broken) if many else None
        for words in passages if self.broken or not many else ():
            found[words] |= {same.location for same in self.find(words, numbers) if same.words == words}
        return found

    def _unbroken(self, passages: AbstractSet[str]) -> defaultdict[str, set[Location]]:
        """Return the locations of passages that read so in the text as it is, from one reading of it."""
        by_beginning: defaultdict[str, list[str]] = defaultdict(list)
        for words in passages:
            # The beginnings have few lengths, and are at least half of a passage unless that is long.
            by_beginning[words[: min(_BEGINNING, 1 << len(words).bit_length() - 1)]].append(words)
        sizes = sorted({len(each) for each in by_beginning})
        found: defaultdict[str, set[Location]] = defaultdict(set)
        for number, paragraph in enumerate(self._paragraphs, 1):
            text, ends = paragraph.text, paragraph.ends
            for start in paragraph.starts:
                for size in sizes:
                    for words in by_beginning.get(text[start : start + size], ()):
                        if start + len(words) in ends and text.startswith(words, start):
                            found[words].add(Location(number, start))
        return found

    def _remember_move(self, evidence: Evidence, location: Location) -> None:
        move = location.paragraph - (evidence.paragraph or 0), location.start - (evidence.start or 0)
        if move not in self._moves:
            self._moves = [move, *self._moves][:_MAX_MOVES]

    def _moved_alike(self, wanted: Mapping[str | None, Evidence]) -> Iterator[Passage]:
        """Yield the passages that moved as others did: an added paragraph or sentence moves all that follow it."""
        for each in [*wanted.values()]:
            for paragraphs, characters in self._moves:
                start = 0 if each.length is None else (each.start or 0) + characters
                place = Location((each.paragraph or 0) + paragraphs, start)
                if words := self._passage_at(each, *place):
                    yield Passage(place, words)
                    break

    def _scan(self, length: int | None, wanted: Mapping[str | None, Evidence]) -> Iterator[Passage]:
        """Yield the passages of a length that are wanted, while there are any."""
        for number, paragraph in enumerate(self._paragraphs, 1):
            if not wanted:
                return
            if self._effort < 0:
                self._gave_up = True
                return
            self._effort -= _EFFORT_A_PARAGRAPH
            for start, words in self._readings(paragraph, length, wanted):
                if digest(words) in wanted:
                    yield Passage(Location(number, start), words)

    def _readings(
        self, paragraph: Paragraph, length: int | None, wanted: Mapping[str | None, Evidence]
    ) -> Iterator[tuple[int, str]]:
        text, starts = paragraph.text, paragraph.starts
        if length is None:
            starts = [0]
            yield 0, text
        else:
            starts = starts[: bisect_right(starts, len(text) - length)]
            if length * len(starts) > _MAX_SEARCHED:
                self._gave_up = True
                starts = sorted({each.start or 0 for each in wanted.values()} & {*starts})
            self._effort -= len(starts) * (_EFFORT_A_START + length // 4)
            ends = paragraph.ends
            for start in starts:
                if start + length in ends:
                    yield start, text[start : start + length]
        for start in starts if paragraph.breaks else ():
            for changes in 1, 2:
                for reading in paragraph.passages(start, length, changes):
                    self._moved_readings -= 1
                    if self._moved_readings < 0:
                        self._gave_up = True
                        return
                    if reading:
                        yield start, reading


class Lines:
    """Texts without line breaks, in which words are looked for together."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Join the texts."""
        self._text = "\n".join(texts)
        self._ends = [*accumulate(len(text) + 1 for text in self._text.split("\n"))]

    def having(self, words: str) -> Iterator[int]:
        """Yield the number of each text that has the words."""
        place = self._text.find(words)
        while place >= 0:
            number = bisect_right(self._ends, place)
            yield number + 1
            place = self._text.find(words, self._ends[number])
