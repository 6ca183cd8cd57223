"""The text of a source, prepared so that words and digests can be looked for."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
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

    def find(self, words: str, numbers: Container[int] | None = None, most: int | None = None) -> list[Passage]:
        """Return every passage of whole words that reads as some normalized words, in some paragraphs or in all.

        With `most`, it may stop after as many in each paragraph.
        """
        possible = {*self._lines.having(words)}
        if self.broken or "- " in words:
            possible.update(self._joined_lines.having(without_hyphens(words).text))
        return [
            Passage(Location(number, start), passage)
            for number in sorted(possible)
            if numbers is None or number in numbers
            for start, passage in self._paragraphs[number - 1].find(words, most)
        ]

    @cached_property
    def _lines(self) -> "_Lines":
        return _Lines(self.paragraphs)

    @cached_property
    def _joined_lines(self) -> "_Lines":
        return _Lines([paragraph.joined.text for paragraph in self._paragraphs])

    def exact(self, evidence: Evidence) -> str | None:
        """Return the passage if it is where the evidence says, in whole words; without a length, a whole paragraph."""
        return self._passage_at(evidence, evidence.paragraph or 0, evidence.start or 0)

    def _passage_at(self, evidence: Evidence, number: int, start: int) -> str | None:
        if not 0 < number <= len(self._paragraphs):
            return None
        readings = self._paragraphs[number - 1].passages_near(start, evidence.length)
        most = max(1, min(_MAX_READINGS, _MAX_CHARACTERS // (evidence.length or len(self.paragraphs[number - 1]))))
        return next((each for each in islice(readings, most) if each and digest(each) == evidence.digest), None)

    def search(self, evidence: Iterable[Evidence]) -> Mapping[tuple[int | None, str | None], tuple[Location, ...]]:
        """Return the locations of passages anywhere in the text, by their lengths and digests."""
        by_length: defaultdict[int | None, dict[str | None, Evidence]] = defaultdict(dict)
        for each in evidence:
            by_length[each.length].setdefault(each.digest, each)
        found: dict[tuple[int | None, str | None], tuple[Location, ...]] = {}
        for length, wanted in by_length.items():
            for passage in chain(self._moved_alike(wanted), self._scan(length, wanted)):
                each = wanted.pop(digest(passage.words))
                self._remember_move(each, passage.location)
                locations = {passage.location}
                if length is None:
                    locations |= {Location(n, 0) for n, text in enumerate(self.paragraphs, 1) if text == passage.words}
                else:
                    locations |= {same.location for same in self.find(passage.words) if same.words == passage.words}
                found[length, each.digest] = tuple(sorted(locations))
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
            if length * len(starts) > _MAX_SEARCHED:
                starts = sorted({each.start or 0 for each in wanted.values()} & {*starts})
            ends = paragraph.ends
            for start in starts:
                if start + length in ends:
                    yield start, text[start : start + length]
        for start in starts if paragraph.breaks else ():
            for changes in 1, 2:
                for reading in paragraph.passages(start, length, changes):
                    self._moved_readings -= 1
                    if self._moved_readings < 0:
                        return
                    if reading:
                        yield start, reading


class _Lines:
    """Texts without line breaks, in which words are looked for together."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._text = "\n".join(texts)
        self._ends = [*accumulate(len(text) + 1 for text in self._text.split("\n"))]

    def having(self, words: str) -> Iterator[int]:
        """Yield the number of each text that has the words."""
        place = self._text.find(words)
        while place >= 0:
            number = bisect_right(self._ends, place)
            yield number + 1
            place = self._text.find(words, self._ends[number])
