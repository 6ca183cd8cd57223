"""Anchor evidence in the text of its source, and check whether the anchored passages are still there."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import islice

from attrs import frozen

from nmpolicy.errors import InvalidTypeError, InvalidValueError, UnknownIdError
from nmpolicy.evidence.normalization import blocks, digest, normalized
from nmpolicy.evidence.source_text import Location, SourceText, refuse_page
from nmpolicy.markup import MAX_ROWS, definitions, section, shortened
from nmpolicy.problems import pointer
from nmpolicy.queries.answer_tables import Answer, Answers, Cells
from nmpolicy.records.arguments import check_collections
from nmpolicy.records.collection import Collection
from nmpolicy.records.evidence import Evidence
from nmpolicy.records.field_texts import Name
from nmpolicy.records.sources import Source
from nmpolicy.records.traversal import FieldPath, parts_of
from nmpolicy.suggestions import closest_matches
from nmpolicy.vocabulary.values import describe

_MAX_LISTED = 5  # locations in an error message
_EXCERPT = 20  # characters on each side of a location in an error message


class AnchorStatus(StrEnum):
    """The result of checking one piece of evidence against the text of its source.

    .. versionadded:: 0.1
    """

    EXACT = "exact"
    """The passage is where the anchor says."""
    MOVED = "moved"
    """The passage is in another place, and only there."""
    AMBIGUOUS = "ambiguous"
    """The passage is in several other places."""
    MISSING = "missing"
    """The passage is not in the text."""
    UNDECIDED = "undecided"
    """The passage is not where the anchor says, and the search for it was given up before it had ended."""
    DRAFT = "draft"
    """The evidence has a quote, which is not anchored yet."""
    UNANCHORED = "unanchored"
    """The evidence has no digest to check."""


@frozen(repr=False)
class AnchorCheck(Answer):
    """The check of one piece of evidence.

    .. versionadded:: 0.1
    """

    record: str
    """The id of the record."""
    path: FieldPath
    """The field names and list indexes that lead from the record to the evidence."""
    evidence: Evidence
    """The evidence that was checked."""
    status: AnchorStatus
    """The result of the check."""
    locations: tuple[Location, ...] = ()
    """The locations of the passage in the text. Without a digest, the start of the passage that the evidence names."""

    def _cells(self, name: Name) -> Cells:
        """Return the record, the location of the evidence in it, the result, and where the passage was found."""
        found = [f"paragraph {each.paragraph}, character {each.start}" for each in self.locations]
        return {
            "record": name(self.record),
            "location": pointer(self.path),
            "evidence": str(self.evidence),
            "status": self.status,
            "found_in": shortened(found),
        }


@frozen(repr=False)
class Verification(Answer):
    """The results of checking the evidence of a collection against the texts of its sources.

    .. versionadded:: 0.1
    """

    checks: Answers[AnchorCheck]
    """One check for each piece of evidence that cites one of the texts, in the order of the collection."""
    uncovered: Mapping[str, tuple[int, ...]]
    """The numbers of the paragraphs that no evidence cites, by source id."""
    unchecked: Mapping[str, int]
    """The number of pieces of evidence that cite a source without a text, by source id."""

    @property
    def ok(self) -> bool:
        """True if all the checked evidence is exact."""
        return all(check.status is AnchorStatus.EXACT for check in self.checks)

    def __repr__(self) -> str:
        """Return the number of checks with each result."""
        return f"<Verification {self._summary()}>"

    def _repr_html_(self) -> str:
        """Return a table of the evidence that is not exact, for a notebook; and what was not cited or not checked."""
        wrong = self.checks.where(lambda check: check.status is not AnchorStatus.EXACT)
        uncovered = {
            f"Paragraphs of {id} that no record cites": ", ".join(map(str, numbers)) or "none"
            for id, numbers in self.uncovered.items()
        }
        unchecked = {f"Not checked, without the text of {id}": f"{count:,}" for id, count in self.unchecked.items()}
        rows = islice((uncovered | unchecked).items(), MAX_ROWS)
        return section(f"Verification {self._summary()}", wrong._repr_html_() if wrong else "", definitions(rows))

    def _summary(self) -> str:
        counts = Counter(check.status for check in self.checks)
        counted = {str(status): counts[status] for status in AnchorStatus if counts[status]}
        unchecked = {"unchecked": sum(self.unchecked.values())} if self.unchecked else {}
        return ", ".join(f"{name}: {count:,}" for name, count in (counted | unchecked).items()) or "no evidence"


def anchor(source: str | Source, text: str | SourceText, words: str, *, paragraph: int | None = None) -> Evidence:
    r"""Return evidence that points at words in the text of a source and records their digest.

    The words must be whole words in one paragraph. Text and words are normalized before they are compared: straight
    quotes, plain dashes, single spaces, no Markdown. A word may be broken at a hyphen at the end of a line. If several
    paragraphs have the words, `paragraph` chooses one. To anchor many words, prepare the text once as a `SourceText`.

    >>> evidence = anchor("report", "First paragraph.\n\nThe mayor “signed” it.", 'mayor "signed"')
    >>> evidence.paragraph, evidence.start, evidence.length
    (2, 4, 14)

    Raises `InvalidValueError` if there are no words, if they are not in the text exactly once, or if the text is an
    HTML page; see `extract_text`.

    Terms: W3C Web Annotation (text position selector).

    .. versionadded:: 0.1
    """
    searched = text if isinstance(text, SourceText) else SourceText(text)
    count = len(searched.paragraphs)
    wanted = normalized(words)
    if not wanted:
        raise InvalidValueError("there are no words to look for; quote the words that support the record")
    if paragraph is not None and paragraph not in range(1, count + 1):
        raise InvalidValueError(f"there is no paragraph {paragraph!r}; the text has {count}, numbered from 1")
    numbers = range(1, count + 1) if paragraph is None else (paragraph,)
    found = searched.find(wanted, numbers)
    if not found and len(bare := blocks(words)) == 1:  # the words may include the mark of a heading or a quotation
        found = searched.find(wanted := bare[0], numbers)
    if not found:
        where = "the text" if paragraph is None else f"paragraph {paragraph}"
        advice = _advice({number: searched.paragraphs[number - 1] for number in numbers}, wanted)
        raise InvalidValueError(f"the words are not in {where}{advice}")
    if len(found) > 1:
        listed = ", ".join(
            f"paragraph {n} ({excerpt(searched.paragraphs[n - 1], start)})" for (n, start), _ in found[:_MAX_LISTED]
        )
        more = ", …" if len(found) > _MAX_LISTED else ""
        choose = " or choose a paragraph" if len({each.location.paragraph for each in found}) > 1 else ""
        raise InvalidValueError(f"the words occur {len(found)} times: {listed}{more}; quote more words{choose}")
    [(location, passage)] = found
    return Evidence(
        source=source, paragraph=location.paragraph, start=location.start, length=len(passage), digest=digest(passage)
    )


def _advice(blocks: Mapping[int, str], words: str) -> str:
    """Say why the words were not found, as far as that is clear, and what to do."""
    if not blocks:
        return ", which is empty; check that it is the right file"
    for number, block in blocks.items():
        if words in block:
            return f"; paragraph {number} has them only as part of longer words, so quote whole words"
    for number, block in blocks.items():
        if words.casefold() in block.casefold():
            return f"; paragraph {number} has them with other capital letters, so copy them exactly"
    if words in " ".join(blocks.values()):
        return "; they span several paragraphs, so anchor each paragraph separately"
    return "; copy whole words from one paragraph, with the same capital letters"


def excerpt(block: str, start: int) -> str:
    """Return some of the text around an index, in whole words unless they are very long.

    >>> excerpt("The mayor of Springfield signed the order on Monday.", 25)
    '… mayor of Springfield signed the order on Monday.'
    """
    before, after = max(0, start - _EXCERPT), start + _EXCERPT
    first = block.rfind(" ", max(0, before - _EXCERPT), before) + 1 or max(0, before - _EXCERPT)
    last = block.find(" ", after, after + _EXCERPT)
    last = min(len(block), after + _EXCERPT) if last < 0 else last
    return f"{'… ' if first else ''}{block[first:last].strip()}{' …' if last < len(block) else ''}"


def verify(collection: Collection, texts: Mapping[str, str]) -> Verification:
    r"""Check all evidence that cites certain sources against their texts, which are given by source id.

    An anchor survives new line breaks, at hyphens too, other quotes and dashes, added or removed Markdown, and
    paragraphs added before or after it. It does not survive a changed word. Nothing is corrected: a passage that has
    moved is reported with its new location, and its record stays as it is.

    A digest does not say where its words are, so what is not in its place is looked for everywhere, once for each
    length. In a text of 1 MB, several hundred lengths are tried. Passages of further lengths are reported as undecided,
    unless they moved as others did. So is a passage of which a text with many line breaks at hyphens has too many
    readings.

    >>> from nmpolicy.records.actors import Person
    >>> text = "A headline\n\nThe mayor signed it."
    >>> mayor = Person(id="mayor", evidence=[anchor("report", text, "The mayor")])
    >>> demo = Collection(id="demo", title="T", sources=[Source(id="report", kind="other", title="T")], people=[mayor])
    >>> result = verify(demo, {"report": "A new line.\n\n" + text})
    >>> result.checks[0].status.value, result.checks[0].locations, result.uncovered["report"]
    ('moved', (Location(paragraph=3, start=0),), (1, 2))

    Raises `UnknownIdError` if a text is given for a source that the collection does not have, and `InvalidValueError`
    if a text is an HTML page; see `extract_text`.

    .. versionadded:: 0.1
    """
    check_collections(collection)
    check_texts(collection, texts)
    citations = [*_citations(collection)]
    by_source: defaultdict[str, list[Evidence]] = defaultdict(list)
    for _, _, evidence in citations:
        by_source[evidence.source].append(evidence)
    checkers = {id: _Checker(SourceText(text), by_source[id]) for id, text in texts.items()}
    found = (
        AnchorCheck(record, path, evidence, *checkers[evidence.source].check(evidence))
        for record, path, evidence in citations
        if evidence.source in checkers
    )
    checks = Answers(found, "Evidence checked", collection)
    covered: dict[str, set[int]] = {id: set() for id in texts}
    for check in checks:
        if check.status not in {AnchorStatus.AMBIGUOUS, AnchorStatus.MISSING}:
            covered[check.evidence.source].update(location.paragraph for location in check.locations)
    uncovered = {
        id: tuple(number for number, _ in enumerate(checker.text.paragraphs, 1) if number not in covered[id])
        for id, checker in checkers.items()
    }
    unchecked = Counter(evidence.source for _, _, evidence in citations if evidence.source not in checkers)
    return Verification(checks, uncovered, dict(unchecked))


def check_texts(collection: Collection, texts: Mapping[str, str]) -> None:
    """Check texts that are given by source id.

    Raises `InvalidTypeError` for anything that is not a mapping of texts, `UnknownIdError` if the collection has no
    such source, and `InvalidValueError` if a text is an HTML page.
    """
    if not isinstance(texts, Mapping):
        raise InvalidTypeError(f"expected a mapping of source ids to texts, not {describe(texts)}")
    for id, text in texts.items():
        if collection.table(id) != "sources":
            raise UnknownIdError(id, closest_matches(id, [source.id for source in collection.sources]), "source")
        refuse_page(text, f"the text of {id!r}")


def _citations(collection: Collection) -> Iterator[tuple[str, FieldPath, Evidence]]:
    """Yield every piece of evidence with the id of its record and the path to it."""
    for record in collection:
        for path, part in parts_of(record):
            if isinstance(part, Evidence):
                yield record.id, path, part


class _Checker:
    """Checks the evidence that cites one source against the paragraphs of its text."""

    def __init__(self, text: SourceText, evidence: Iterable[Evidence]) -> None:
        """Find the exact evidence, and search the text for all other passages."""
        self.text = text
        anchored = [each for each in evidence if each.digest]
        self._exact = {each for each in anchored if text.exact(each)}
        self._moved = text.search(each for each in anchored if each not in self._exact)

    def check(self, evidence: Evidence) -> tuple[AnchorStatus, tuple[Location, ...]]:
        """Return the status of one piece of evidence, and the locations of its passage."""
        expected = Location(evidence.paragraph or 0, evidence.start or 0)
        if evidence in self._exact:
            return AnchorStatus.EXACT, (expected,)
        if evidence.quote:
            return AnchorStatus.DRAFT, ()
        if evidence.digest is None:
            return AnchorStatus.UNANCHORED, (expected,) if 0 < expected.paragraph <= len(self.text.paragraphs) else ()
        locations = self._moved.get((evidence.length, evidence.digest), ())
        if locations is None:
            return AnchorStatus.UNDECIDED, ()
        if not locations:
            return AnchorStatus.MISSING, ()
        return AnchorStatus.MOVED if len(locations) == 1 else AnchorStatus.AMBIGUOUS, locations
