"""Anchor the quotes of drafts: find the words that evidence quotes in the texts of its sources."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

from attrs import evolve, field, frozen

from nmpolicy.evidence.anchors import AnchorStatus, check_texts, excerpt
from nmpolicy.evidence.nearest import NearestPassage, nearest_passage
from nmpolicy.evidence.normalization import digest
from nmpolicy.evidence.source_text import Location, Passage
from nmpolicy.evidence.word_index import WordIndex, forms_of, letters
from nmpolicy.markup import section
from nmpolicy.problems import pointer
from nmpolicy.queries.answer_tables import Answer, Answers, Cells
from nmpolicy.records.arguments import check_collections
from nmpolicy.records.collection import Collection
from nmpolicy.records.evidence import Evidence
from nmpolicy.records.field_texts import Name
from nmpolicy.records.traversal import FieldPath, parts_of, with_parts

_NO_WORDS = "the quote has no words; quote the words that support the record"
_PART_OF_A_WORD = "the quote begins or ends inside a longer word or number; copy whole words exactly"
_MOST_LISTED = 5  # locations of an ambiguous quote
#: Words that a quote leaves out, as normalized text writes it.
_ELLIPSIS = re.compile(r"[\[(]\s*\.\.\.\s*[\])]|\.\.\.+|(?:\. ){2,}\.")


@frozen(repr=False)
class QuoteProblem(Answer):
    """A quote that the text of its source does not have exactly once.

    .. versionadded:: 0.1
    """

    record: str
    """The id of the record."""
    path: FieldPath
    """The field names and list indexes that lead from the record to the evidence."""
    evidence: Evidence
    """The evidence with the quote."""
    status: AnchorStatus
    """Missing or ambiguous."""
    reason: str
    """One sentence that says what is wrong and how to fix it."""
    locations: tuple[Location, ...] = ()
    """Up to five locations of an ambiguous quote."""
    excerpts: tuple[str, ...] = field(default=(), repr=False)  # the words may name someone
    """Some of the text around each of them."""
    nearest: NearestPassage | None = field(default=None, repr=False)
    """The passage that is most like a missing quote; None if the text has none of its words."""

    def _cells(self, name: Name) -> Cells:
        """Return the record, the location of the quote in it, and the problem; no words, which may name someone."""
        return {
            "record": name(self.record),
            "location": pointer(self.path),
            "evidence": str(self.evidence),
            "status": self.status,
            "reason": self.reason,
        }


@frozen(repr=False)
class AnchoredQuotes:
    """A collection whose quotes were replaced with anchors.

    .. versionadded:: 0.1
    """

    collection: Collection
    """The collection with the new anchors. Quotes with a problem, and those without a text, are still quotes."""
    anchored: int
    """The number of quotes that were replaced."""
    problems: Answers[QuoteProblem]
    """The quotes that are missing or ambiguous, in the order of the collection."""
    without_text: Mapping[str, int]
    """The number of quotes that cite a source without a text, by source id."""

    @property
    def ok(self) -> bool:
        """True if no quote is missing or ambiguous."""
        return not self.problems

    def __repr__(self) -> str:
        """Return the number of quotes with each result."""
        return f"<AnchoredQuotes {self._summary()}>"

    def _repr_html_(self) -> str:
        """Return the quotes with a problem as a table, for a notebook."""
        return section(f"Anchored quotes: {self._summary()}", self.problems._repr_html_() if self.problems else "")

    def _summary(self) -> str:
        without_text = sum(self.without_text.values())
        counts = {"anchored": self.anchored, "problems": len(self.problems), "without text": without_text}
        return ", ".join(f"{name}: {count:,}" for name, count in counts.items() if count) or "no quotes"


def anchor_quotes(collection: Collection, texts: Mapping[str, str]) -> AnchoredQuotes:
    r"""Replace the quotes in evidence with anchors in the texts of their sources, which are given by source id.

    A quote is found as `anchor` finds words: they must be whole words of one paragraph, and occur there once in the
    text, or in the paragraph that the evidence names. Everything else in the evidence is kept.

    >>> from nmpolicy.records.actors import Person
    >>> from nmpolicy.records.sources import Source
    >>> quotes = [Evidence(source="report", quote=words) for words in ("signed it", "vetoed it")]
    >>> mayor = Person(id="mayor", evidence=quotes)
    >>> demo = Collection(id="demo", title="T", sources=[Source(id="report", kind="other", title="T")], people=[mayor])
    >>> result = anchor_quotes(demo, {"report": "A headline\n\nThe mayor signed it."})
    >>> result.anchored, result.collection["mayor"].evidence[0].start
    (1, 10)
    >>> print(result.problems[0].reason)
    the words are not in the text; copy them exactly from one paragraph

    Raises `UnknownIdError` if a text is given for a source that the collection does not have, and `InvalidValueError`
    if a text is an HTML page; see `extract_text`.

    .. versionadded:: 0.1
    """
    check_collections(collection)
    check_texts(collection, texts)
    finder = _Finder(texts)
    without_text: Counter[str] = Counter()
    problems: list[QuoteProblem] = []
    records = []
    anchored = 0
    for record in collection:
        made: dict[FieldPath, Evidence] = {}
        for path, part in parts_of(record):
            if not isinstance(part, Evidence) or not part.quote:
                continue
            if part.source not in texts:
                without_text[part.source] += 1
                continue
            found = finder.find(part.source, part.quote, part.paragraph)
            if isinstance(found, _Refusal):
                problems.append(QuoteProblem(record.id, path, part, *found))
            else:
                made[path] = evolve(part, quote="", **found)
        anchored += len(made)
        records.append(with_parts(record, made) if made else record)
    refused = Answers(problems, "Quotes that cannot be anchored", collection)
    return AnchoredQuotes(collection.with_records(records), anchored, refused, dict(without_text))


class _Refusal(NamedTuple):
    """The reason why a quote has no anchor: the last fields of a `QuoteProblem`."""

    status: AnchorStatus
    reason: str
    locations: tuple[Location, ...] = ()
    excerpts: tuple[str, ...] = ()
    nearest: NearestPassage | None = None


class _Finder:
    """Finds quotes in some texts. It sorts the words of a text when they are needed, and finds each quote once."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._indexes: dict[str, WordIndex] = {}
        self._found: dict[tuple[str, str, int | None], Mapping[str, Any] | _Refusal] = {}

    def find(self, source: str, quote: str, paragraph: int | None) -> Mapping[str, Any] | _Refusal:
        """Return the fields of the anchor, or why there is none."""
        key = source, quote, paragraph
        if key not in self._found:
            self._found[key] = self._find(*key)
        return self._found[key]

    def _find(self, source: str, quote: str, paragraph: int | None) -> Mapping[str, Any] | _Refusal:
        index = self._index(source)
        if not (forms := forms_of(quote)):
            return _missing(_NO_WORDS)
        if not index.paragraphs:
            return _missing("the text is empty; check that it is the right file")
        if paragraph is not None and paragraph > len(index.paragraphs):
            return _missing(
                f"there is no paragraph {paragraph:,}; the text has {len(index.paragraphs):,}, numbered from 1"
            )
        found = _locate(index, forms, paragraph, _MOST_LISTED + 1)
        if len(found) == 1:
            [((number, start), words)] = found
            return {"paragraph": number, "start": start, "length": len(words), "digest": digest(words)}
        if found:
            return _ambiguous(index, found, paragraph)
        return self._explain(source, forms, paragraph)

    def _index(self, source: str) -> WordIndex:
        if source not in self._indexes:
            self._indexes[source] = WordIndex(self._texts[source])
        return self._indexes[source]

    def _explain(self, source: str, forms: tuple[str, ...], paragraph: int | None) -> _Refusal:
        """Say why the text does not have the words, as far as that is clear, and what to do."""
        index, words = self._index(source), forms[-1]
        if paragraph is not None and (elsewhere := _locate(index, forms, None, 1)):
            where = f"paragraph {paragraph:,} does not have the words, but paragraph {elsewhere[0].location.paragraph:,} does"
            return _missing(f"{where}; correct or remove the paragraph")
        if not letters(words):
            return _missing(_NO_WORDS)
        parts = [part for part in map(str.strip, _ELLIPSIS.split(words)) if letters(part)]
        if parts != [words]:
            return _about_parts(index, parts)
        if others := [id for id in self._texts if id != source and _locate(self._index(id), forms, None, 1)]:
            return _missing(f"the words are not in this source, but in {others[0]!r}; correct the source")
        nearest = nearest_passage(index, words)
        return _missing(_compared(index, words, nearest), nearest)


def _compared(index: WordIndex, words: str, nearest: NearestPassage | None) -> str:
    """Say how some words differ from the nearest passage, as far as that is clear, and what to do."""
    if nearest is None:
        if any(words in block for block in index.paragraphs):
            return _PART_OF_A_WORD
        return "the text has none of the words; check the source, or remove what it does not say"
    there = index.paragraphs[nearest.paragraph - 1][nearest.start :]
    if words in there[: 2 * len(words)]:
        return _PART_OF_A_WORD
    if words.casefold() in there[: 2 * len(words)].casefold():
        return "the text has the words with other capital letters; copy them exactly"
    at_an_end = not nearest.start or len(there) <= len(words)
    if at_an_end and letters(nearest.longest_part) != letters(words) and index.has_across_paragraphs(words):
        return "the words span several paragraphs; make one piece of evidence for each"
    return "the words are not in the text; copy them exactly from one paragraph"


def _locate(index: WordIndex, forms: tuple[str, ...], paragraph: int | None, most: int) -> list[Passage]:
    """Return up to `most` passages that read as the first form of a quote that the text has."""
    return next(filter(None, (index.find(words, most, paragraph) for words in forms)), [])


def _ambiguous(index: WordIndex, found: list[Passage], paragraph: int | None) -> _Refusal:
    locations = [each.location for each in found[:_MOST_LISTED]]
    times = f"{len(found)} times" if len(found) <= _MOST_LISTED else f"more than {_MOST_LISTED} times"
    several = paragraph is None and len({each.location.paragraph for each in found}) > 1
    choose = ", or choose one with `paragraph`" if several else ""
    reason = f"the words occur {times}; quote more words{choose}"
    excerpts = (excerpt(index.paragraphs[number - 1], start) for number, start in locations)
    return _Refusal(AnchorStatus.AMBIGUOUS, reason, tuple(locations), tuple(excerpts))


def _about_parts(index: WordIndex, parts: list[str]) -> _Refusal:
    """Refuse a quote with an ellipsis, given the parts between which it leaves words out."""
    if absent := next((part for part in parts if not index.find(part, 1)), None):
        reason = (
            "a quote cannot leave out words, and the text does not have all of its parts; quote each part by itself"
        )
        return _missing(reason, nearest_passage(index, absent))
    if len(parts) == 1:
        return _missing("the text has no ellipsis there; remove it from the quote")
    return _missing("a quote cannot leave out words; make one piece of evidence for each part")


def _missing(reason: str, nearest: NearestPassage | None = None) -> _Refusal:
    return _Refusal(AnchorStatus.MISSING, reason, nearest=nearest)
