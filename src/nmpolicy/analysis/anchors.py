"""Evidence that proves itself: where the words stand that a record rests on, shown by their digest alone."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from attrs import frozen

from nmpolicy.analysis.words import digest, normalized, paragraphs
from nmpolicy.errors import InvalidValueError, UnknownIdError
from nmpolicy.records.collection import Collection
from nmpolicy.records.evidence import Evidence
from nmpolicy.records.sources import Source
from nmpolicy.records.walk import Path, parts_of

#: A place in a text: the paragraph, from 1, and the offset in it, from 0.
Place = tuple[int, int]
_SHOWN = 5  # places that an error lists


class Match(StrEnum):
    """What a text says of an anchor.

    .. versionadded:: 0.1
    """

    #: The words stand where the anchor says.
    EXACT = "exact"
    #: They stand once, and elsewhere.
    MOVED = "moved"
    #: They stand elsewhere, more than once.
    AMBIGUOUS = "ambiguous"
    #: They are not in the text.
    MISSING = "missing"
    #: There is no digest to prove.
    UNANCHORED = "unanchored"


@frozen
class AnchorCheck:
    """What a text says of one piece of evidence.

    .. versionadded:: 0.1
    """

    #: Id of the record.
    record: str
    #: The steps from the record to the evidence.
    path: Path
    #: The evidence.
    evidence: Evidence
    #: What the text says of it.
    match: Match
    #: Where the words stand: the paragraph, from 1, and the offset of their first character in it, from 0.
    places: tuple[Place, ...] = ()


@frozen
class Verification:
    """What the texts of some sources say of the evidence that points into them.

    .. versionadded:: 0.1
    """

    #: Each piece of evidence, in the order of the document.
    checks: tuple[AnchorCheck, ...]
    #: By the ids of the sources, the paragraphs, from 1, that no record rests on.
    uncovered: Mapping[str, tuple[int, ...]]
    #: How many pieces of evidence point into a source whose text was not given.
    unchecked: int

    @property
    def ok(self) -> bool:
        """Whether every anchor is exact, and there is no evidence without one."""
        return all(check.match is Match.EXACT for check in self.checks)


def anchor(source: str | Source, text: str, words: str, *, paragraph: int | None = None) -> Evidence:
    r"""Evidence that points at some words of a source's text, and proves them by their digest.

    They are whole words of one paragraph, and are looked for as they are normalized: NFKC, straight quotes and dashes, single spaces, no markup of links. Where
    they stand in several paragraphs, `paragraph` says which is meant.

    >>> found = anchor("report", "First paragraph.\n\nThe mayor “signed” it.", 'mayor "signed"')
    >>> found.paragraph, found.start, found.length
    (2, 4, 14)

    Raises `InvalidValueError` where there are no words, where they are not in the text, and where they stand more than once.

    Terms: W3C Web Annotation (text position selector).

    .. versionadded:: 0.1
    """
    wanted = normalized(words)
    if not wanted:
        raise InvalidValueError("there are no words to look for; write those that the record rests on")
    blocks = paragraphs(text)
    found = [
        (number, start)
        for number, block in enumerate(blocks, 1)
        if paragraph in (None, number)
        for start in _occurrences(block, wanted)
    ]
    if not found:
        where = "the text" if paragraph is None else f"paragraph {paragraph}"
        raise InvalidValueError(
            f"the words do not stand in {where}; copy whole words from one paragraph, with their capitals"
        )
    if len(found) > 1:
        listed = ", ".join(f"{number} (character {start})" for number, start in found[:_SHOWN])
        more = ", …" if len(found) > _SHOWN else ""
        raise InvalidValueError(
            f"the words stand {len(found)} times, in the paragraphs {listed}{more}; add words, or say which paragraph"
        )
    ((number, start),) = found
    id = source.id if isinstance(source, Source) else source
    return Evidence(source=id, paragraph=number, start=start, length=len(wanted), digest=digest(wanted))


def verify(collection: Collection, texts: Mapping[str, str]) -> Verification:
    r"""What the texts of some sources, by their ids, say of all the evidence that points into them.

    An anchor survives new line breaks, other quotes and dashes, markup that comes or goes, and text that is added around it;
    one changed word breaks it. Nothing is guessed: words that moved are told with their new place, and stay as they are recorded.

    Raises `UnknownIdError` for the text of a source that the collection does not have.

    >>> from nmpolicy.records.actors import Person
    >>> text = "A headline\n\nThe mayor signed it."
    >>> mayor = Person(id="mayor", evidence=[anchor("report", text, "The mayor")])
    >>> demo = Collection(id="demo", title="T", sources=[Source(id="report", kind="other", title="T")], people=[mayor])
    >>> found = verify(demo, {"report": "A new line.\n\n" + text})
    >>> [(check.match.value, check.places) for check in found.checks], found.uncovered["report"]
    ([('moved', ((3, 0),))], (1, 2))

    .. versionadded:: 0.1
    """
    for id in texts:
        if collection.table(id) != "sources":
            raise UnknownIdError(id, tuple(source.id for source in collection.sources)[:1])
    evidence = list(_evidence(collection))
    checks: dict[int, AnchorCheck] = {}
    uncovered: dict[str, tuple[int, ...]] = {}
    for id, text in texts.items():
        own = [(number, *each) for number, each in enumerate(evidence) if each[2].source == id]
        blocks = paragraphs(text)
        lost = {(each.length, each.digest) for *_, each in own if each.digest and not _is_exact(each, blocks)}
        found = _search(blocks, lost)
        for number, record, path, each in own:
            checks[number] = _check(record, path, each, blocks, found)
        held = {place[0] for number, *_ in own for place in checks[number].places}
        uncovered[id] = tuple(number for number, _ in enumerate(blocks, 1) if number not in held)
    in_order = tuple(checks[number] for number in sorted(checks))
    return Verification(in_order, uncovered, len(evidence) - len(in_order))


def _evidence(collection: Collection) -> Iterator[tuple[str, Path, Evidence]]:
    for record in collection:
        for path, part in parts_of(record):
            if isinstance(part, Evidence):
                yield record.id, path, part


def _check(
    record: str, path: Path, each: Evidence, blocks: Sequence[str], found: Mapping[tuple[int | None, str], list[Place]]
) -> AnchorCheck:
    if each.digest is None:
        places = ((each.paragraph, each.start or 0),) if each.paragraph and each.paragraph <= len(blocks) else ()
        return AnchorCheck(record, path, each, Match.UNANCHORED, places)
    if _is_exact(each, blocks):
        return AnchorCheck(record, path, each, Match.EXACT, ((each.paragraph or 0, each.start or 0),))
    elsewhere = tuple(found.get((each.length, each.digest), ()))
    match = Match.MISSING if not elsewhere else Match.MOVED if len(elsewhere) == 1 else Match.AMBIGUOUS
    return AnchorCheck(record, path, each, match, elsewhere)


def _is_exact(each: Evidence, blocks: Sequence[str]) -> bool:
    """Whether the words stand where the anchor says; without a range, they are the whole paragraph."""
    if not each.paragraph or each.paragraph > len(blocks):
        return False
    block, start = blocks[each.paragraph - 1], each.start or 0
    length = len(block) if each.length is None else each.length
    return start + length <= len(block) and digest(block[start : start + length]) == each.digest


def _search(
    blocks: Sequence[str], lost: Iterable[tuple[int | None, str]]
) -> Mapping[tuple[int | None, str], list[Place]]:
    """Where in the text whole words of a length and a digest stand; without a length, as a whole paragraph."""
    found: dict[tuple[int | None, str], list[Place]] = {}
    by_length: dict[int | None, set[str]] = {}
    for length, wanted in lost:
        by_length.setdefault(length, set()).add(wanted)
    for number, block in enumerate(blocks, 1) if by_length else ():
        starts, ends = _edges(block)
        for length, digests in by_length.items():
            for start in starts if length else (0,):
                end = start + length if length else len(block)
                if end in ends and (shown := digest(block[start:end])) in digests:
                    found.setdefault((length, shown), []).append((number, start))
    return found


def _edges(block: str) -> tuple[list[int], set[int]]:
    """Where words can start, and where they can end: not within a word, and not at a space."""
    starts = [match.start() for match in _START.finditer(block)]
    return starts, {match.start() for match in _END.finditer(block)}


# A word is of letters and digits; each other sign may start or end what is quoted.
_START = re.compile(r"(?:(?<![^\W_])|(?<=[\W_])|(?=[\W_]))(?=\S)")
_END = re.compile(r"(?<=\S)(?:(?![^\W_])|(?=[\W_])|(?<=[\W_]))")


def _occurrences(block: str, words: str) -> Iterator[int]:
    """Where whole words stand."""
    starts, ends = _edges(block) if words in block else ([], set())
    return (start for start in starts if start + len(words) in ends and block.startswith(words, start))
