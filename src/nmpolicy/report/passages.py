"""The passages that the records of a page cite: links to them, and the list of sources with what each supports."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from attrs import frozen

from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.evidence import Evidence, SourcedRecord
from nmpolicy.records.instruments import Instrument, Measure
from nmpolicy.records.once_per_collection import once_per_collection
from nmpolicy.records.sources import Source
from nmpolicy.report.page_context import PageContext
from nmpolicy.report.page_texts import joined, markup, term_words

if TYPE_CHECKING:
    from markupsafe import Markup


@frozen
class Support:
    """A record that a passage supports."""

    record: str
    """Id of the record."""
    parts: Sequence[str]
    """The fields and the parts of it that are meant, such as `title` or `signed`; "" stands for the record itself."""

    @property
    def words(self) -> str:
        """The parts in words; empty if it supports the record itself and nothing else in particular."""
        named = ", ".join(filter(None, self.parts))
        return f"also: {named}" if named and "" in self.parts else named


@frozen
class Passage:
    """A paragraph of a source that records cite, or the source as a whole."""

    anchor: str
    """The id of the element that shows it."""
    paragraph: int | None
    """The number of the paragraph; None for the source as a whole."""
    bases: Sequence[str]
    """The kinds of text that it comes from, in words."""
    supports: Sequence[Support]
    """The records that it supports, in the order of the page."""


@frozen
class SourceEntry:
    """A source with the passages that the page cites."""

    id: str
    """The id of the source."""
    record: Source | None
    """The source; None if the collection does not have it."""
    number: int | None
    """Its number among the sources of the collection."""
    passages: Sequence[Passage]
    """The passages in the order of the source; those without a paragraph come first."""

    @property
    def bases(self) -> Sequence[str]:
        """The kinds of text that most of the passages come from, in words; empty if that is not said."""
        counts = Counter(tuple(each.bases) for each in self.passages)
        return counts.most_common(1)[0][0] if counts else ()


def evidence_links(context: PageContext, evidence: Iterable[Evidence]) -> "Markup":
    """Return links to the passages that support something, and to whom the source attributes it."""
    numbers = _numbers(context.collection)
    found = dict.fromkeys((each.source, each.paragraph, each.attributed_to) for each in evidence)
    ordered = sorted(found, key=lambda each: (numbers.get(each[0], len(numbers) + 1), each[1] or 0))
    links = [_evidence_link(context, *each) for each in ordered]
    return markup(' <span class="cite">{}</span>', joined(" ", links)) if links else markup("")


def _evidence_link(context: PageContext, source: str, paragraph: int | None, attributed: Sequence[str]) -> "Markup":
    several = len(context.collection.sources) > 1
    number = _numbers(context.collection).get(source)
    which = [f"[{number or '?'}]"] if several else []
    where = [f"¶ {paragraph}"] if paragraph else [] if several else ["source"]
    spoken = f"source {number or ''}".rstrip() if several else "source"
    spoken += f", paragraph {paragraph}" if paragraph else " as a whole"
    shown = " ".join(which + where)
    link = markup('<a href="#{}" aria-label="{}">{}</a>', passage_anchor(source, paragraph), spoken, shown)
    return markup("{} (according to {})", link, context.links(attributed)) if attributed else link


def passage_anchor(source: str, paragraph: int | None) -> str:
    """Return the id of the element that shows a passage. No id of a record has an underscore.

    >>> passage_anchor("source-nm", 10), passage_anchor("source-nm", None)
    ('source-nm_p10', 'source-nm_whole')
    """
    return f"{source}_p{paragraph}" if paragraph else f"{source}_whole"


def source_entries(context: PageContext, records: Iterable[Record], *, every: bool) -> Sequence[SourceEntry]:
    """Return the sources that some records cite, with the passages; with `every`, also those that none cites."""
    found: dict[str, dict[int | None, dict[str, dict[str, None]]]] = {}
    bases: dict[tuple[str, int | None], dict[str, None]] = {}
    if every:
        found = {each.id: {} for each in context.collection.sources}
    for record in records:
        for evidence, words in _evidence_of(record):
            if evidence.basis:
                bases.setdefault((evidence.source, evidence.paragraph), {})[term_words(evidence.basis)] = None
            passages = found.setdefault(evidence.source, {})
            passages.setdefault(evidence.paragraph, {}).setdefault(record.id, {})[words] = None
    numbers = _numbers(context.collection)
    repeated = [each for each in context.collection.sources if every and not context.anchor(each)]
    entries = [
        SourceEntry(
            id,
            context.collection.get(id, Source),
            numbers.get(id),
            [
                Passage(
                    passage_anchor(id, paragraph),
                    paragraph,
                    [*bases.get((id, paragraph), ())],
                    [Support(record, [*parts]) for record, parts in passages[paragraph].items()],
                )
                for paragraph in sorted(passages, key=lambda number: number or 0)
            ],
        )
        for id, passages in sorted(found.items(), key=lambda pair: numbers.get(pair[0], len(numbers) + 1))
    ]
    # Of two sources with one id, the first has the passages.
    return [*entries, *(SourceEntry(each.id, each, None, []) for each in repeated)]


def _evidence_of(record: Record) -> Iterator[tuple[Evidence, str]]:
    """Yield the evidence of a record and its parts, each with the fields or the part that it supports."""
    for each in record.evidence if isinstance(record, SourcedRecord) else ():
        yield each, ", ".join(name.replace("_", " ") for name in each.supports)
    for milestone in record.milestones if isinstance(record, Instrument) else ():
        yield from ((each, milestone.stage.replace("-", " ")) for each in milestone.evidence)
    for vote in record.vote_events if isinstance(record, Measure) else ():
        yield from ((each, "vote") for each in vote.evidence)


@once_per_collection
def _numbers(collection: Collection) -> Mapping[str, int]:
    """Return the numbers of the sources, by id."""
    return {each.id: number for number, each in reversed([*enumerate(collection.sources, 1)])}
