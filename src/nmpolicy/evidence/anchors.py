"""Evidence that proves itself: where the words stand that a record rests on, shown by their digest alone."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from attrs import frozen

from nmpolicy.errors import InvalidValueError, UnknownIdError, closest_matches
from nmpolicy.evidence.normalization import digest, edges, normalized, paragraphs
from nmpolicy.records.collection import Collection
from nmpolicy.records.evidence import Evidence
from nmpolicy.records.sources import Source
from nmpolicy.records.traversal import FieldPath, parts_of

#: A place in a text: the paragraph, from 1, and the offset in it, from 0.
Place = tuple[int, int]
_SHOWN = 5  # places that an error lists
_AROUND = 20  # characters that it shows of each
#: A piece of evidence with its number, its record and the steps to it.
_Numbered = tuple[int, str, FieldPath, Evidence]


class AnchorStatus(StrEnum):
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


#: What says which paragraph is rested on.
_RESTS = (AnchorStatus.EXACT, AnchorStatus.MOVED, AnchorStatus.UNANCHORED)


@frozen
class AnchorCheck:
    """What a text says of one piece of evidence.

    .. versionadded:: 0.1
    """

    #: Id of the record.
    record: str
    #: The steps from the record to the evidence.
    path: FieldPath
    #: The evidence.
    evidence: Evidence
    #: What the text says of it.
    status: AnchorStatus
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
    #: By the ids of the sources whose text was not given, how many pieces of evidence point into them.
    unchecked: Mapping[str, int]

    @property
    def ok(self) -> bool:
        """Whether every piece of evidence that points into the given texts has an anchor, and it is exact."""
        return all(check.status is AnchorStatus.EXACT for check in self.checks)


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
    blocks = paragraphs(text)
    wanted = normalized(words)
    if not wanted:
        raise InvalidValueError("there are no words to look for; write those that the record rests on")
    if paragraph is not None and paragraph not in range(1, len(blocks) + 1):
        raise InvalidValueError(f"there is no paragraph {paragraph!r}; the text has {len(blocks)}, counted from 1")
    among = {number: block for number, block in enumerate(blocks, 1) if paragraph in (None, number)}
    found = _places(among, wanted)
    if not found and (bare := paragraphs(words)[:2]) not in (
        (),
        (wanted,),
    ):  # a headline or a quotation, copied with its sign
        wanted = bare[0] if len(bare) == 1 else wanted
        found = _places(among, wanted)
    if not found:
        where = "the text" if paragraph is None else f"paragraph {paragraph}"
        raise InvalidValueError(f"the words do not stand in {where}{_why(among, wanted)}")
    if len(found) > 1:
        listed = ", ".join(
            f"paragraph {number} ({_around(blocks[number - 1], start)})" for number, start in found[:_SHOWN]
        )
        more = ", …" if len(found) > _SHOWN else ""
        choose = ", or say which paragraph" if len({number for number, _ in found}) > 1 else ""
        raise InvalidValueError(f"the words stand {len(found)} times: {listed}{more}; add words{choose}")
    ((number, start),) = found
    return Evidence(source=source, paragraph=number, start=start, length=len(wanted), digest=digest(wanted))


def _places(blocks: Mapping[int, str], words: str) -> list[Place]:
    """Where whole words stand."""
    found: list[Place] = []
    for number, block in blocks.items():
        starts, ends = edges(block) if words in block else (frozenset[int](), frozenset[int]())
        found += [(number, at) for at in sorted(starts) if at + len(words) in ends and block.startswith(words, at)]
    return found


def _why(blocks: Mapping[int, str], words: str) -> str:
    """Why words are not found, as far as that can be told, and what to do."""
    if not blocks:
        return ", which has none; is it the right one?"
    inside = [number for number, block in blocks.items() if words in block]
    if inside:
        return f"; in paragraph {inside[0]} they are part of longer words: take these whole"
    other = [number for number, block in blocks.items() if words.casefold() in block.casefold()]
    if other:
        return f"; in paragraph {other[0]} they have other capitals: copy them as they are"
    if words in " ".join(blocks.values()):
        return " together; they run over two paragraphs: anchor each by itself"
    return "; copy whole words from one paragraph, with their capitals"


def _around(block: str, start: int) -> str:
    """A few words at a place, for a reader to find it."""
    first = block.rfind(" ", 0, max(0, start - _AROUND)) + 1
    return f"{'… ' if first else ''}{block[first : start + _AROUND].strip()} …"


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
    >>> [(check.status.value, check.places) for check in found.checks], found.uncovered["report"]
    ([('moved', ((3, 0),))], (1, 2))

    .. versionadded:: 0.1
    """
    sources = [source.id for source in collection.sources]
    for id in texts:
        if collection.table(id) != "sources":
            raise UnknownIdError(id, closest_matches(id, sources), "source")
    evidence: dict[str, list[_Numbered]] = {id: [] for id in texts}
    unchecked: Counter[str] = Counter()
    for number, (record, path, each) in enumerate(_evidence(collection)):
        if each.source in evidence:
            evidence[each.source].append((number, record, path, each))
        else:
            unchecked[each.source] += 1
    checks: dict[int, AnchorCheck] = {}
    uncovered: dict[str, tuple[int, ...]] = {}
    for id, own in evidence.items():
        blocks = paragraphs(texts[id])
        exact = {number for number, _, _, each in own if each.digest and _is_exact(each, blocks)}
        lost = {(each.length, each.digest) for number, _, _, each in own if each.digest and number not in exact}
        found = _search(blocks, lost)
        for number, record, path, each in own:
            checks[number] = _check(record, path, each, len(blocks), None if number in exact else found)
        held = {place[0] for number, *_ in own for place in checks[number].places if checks[number].status in _RESTS}
        uncovered[id] = tuple(number for number, _ in enumerate(blocks, 1) if number not in held)
    return Verification(tuple(checks[number] for number in sorted(checks)), uncovered, dict(unchecked))


def _evidence(collection: Collection) -> Iterator[tuple[str, FieldPath, Evidence]]:
    for record in collection:
        for path, part in parts_of(record):
            if isinstance(part, Evidence):
                yield record.id, path, part


def _check(
    record: str,
    path: FieldPath,
    each: Evidence,
    blocks: int,
    found: Mapping[tuple[int | None, str], list[Place]] | None,
) -> AnchorCheck:
    """What is told of evidence that is exact, for None, or may be elsewhere."""
    here = ((each.paragraph or 0, each.start or 0),)
    if found is None:
        return AnchorCheck(record, path, each, AnchorStatus.EXACT, here)
    if each.digest is None:
        return AnchorCheck(record, path, each, AnchorStatus.UNANCHORED, here if 0 < here[0][0] <= blocks else ())
    elsewhere = tuple(found.get((each.length, each.digest), ()))
    match = (
        AnchorStatus.MISSING if not elsewhere else AnchorStatus.MOVED if len(elsewhere) == 1 else AnchorStatus.AMBIGUOUS
    )
    return AnchorCheck(record, path, each, match, elsewhere)


def _is_exact(each: Evidence, blocks: Sequence[str]) -> bool:
    """Whether whole words stand where the anchor says; without a range, they are the whole paragraph."""
    if not each.paragraph or each.paragraph > len(blocks):
        return False
    block, start = blocks[each.paragraph - 1], each.start or 0
    end = len(block) if each.length is None else start + each.length
    if digest(block[start:end]) != each.digest:
        return False
    starts, ends = edges(block)
    return start in starts and end in ends


def _search(
    blocks: Sequence[str], lost: Iterable[tuple[int | None, str]]
) -> Mapping[tuple[int | None, str], list[Place]]:
    """Where in the text whole words of a length and a digest stand; without a length, as a whole paragraph."""
    found: dict[tuple[int | None, str], list[Place]] = {}
    by_length: dict[int | None, set[str]] = {}
    for length, wanted in lost:
        by_length.setdefault(length, set()).add(wanted)
    for number, block in enumerate(blocks, 1) if by_length else ():
        starts, ends = edges(block)
        for length, digests in by_length.items():
            for start in sorted(starts) if length else (0,):
                end = start + length if length else len(block)
                if end in ends and (shown := digest(block[start:end])) in digests:
                    found.setdefault((length, shown), []).append((number, start))
    return found
