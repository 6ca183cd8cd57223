"""The result of checking evidence against the text of its sources."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from attrs import evolve

from nmpolicy.cli.terminal import counted, wrapped
from nmpolicy.comparison.differences import private_ids, redaction_of
from nmpolicy.evidence.anchors import AnchorCheck, AnchorStatus, Verification
from nmpolicy.evidence.nearest import cut
from nmpolicy.evidence.quotes import QuoteProblem
from nmpolicy.evidence.source_text import SourceText
from nmpolicy.problems import pointer
from nmpolicy.records.collection import Collection
from nmpolicy.records.value_redaction import ValueRedaction

_MAX_PARAGRAPHS = 20  # whose first words are shown
_MAX_WORDS = 60  # characters of a paragraph

_Quoting = TypeVar("_Quoting", QuoteProblem, AnchorCheck)
_MEANINGS = {
    AnchorStatus.MOVED: "moved: the words are in {}",
    AnchorStatus.AMBIGUOUS: "ambiguous: the words are in {}",
    AnchorStatus.MISSING: "missing: no words of this length match the digest; find the passage and anchor it again",
    AnchorStatus.UNDECIDED: (
        "undecided: the words are not where they were, and the search for them was given up; find the passage and"
        " anchor it again"
    ),
    AnchorStatus.DRAFT: "draft: the quote is not anchored yet; run `nmpolicy anchor`",
    AnchorStatus.UNANCHORED: "unanchored: there is no digest to check",
}


def anchor_checks(found: Verification, collection: Collection, texts: Mapping[str, str]) -> str:
    """Return the evidence that is not exact, the paragraphs that no record cites with their first words, and counts."""
    withheld = _may_show_private(collection, found)
    shown = {id: text for id, text in texts.items() if id not in withheld}
    return "\n".join(_lines(found, shown, redaction_of(collection)))


def _lines(found: Verification, texts: Mapping[str, str], redaction: ValueRedaction) -> Iterator[str]:
    for check in found.checks:
        if check.status is not AnchorStatus.EXACT:
            found_in = ", ".join(f"paragraph {number} (character {start})" for number, start in check.locations)
            yield wrapped(f"{check.record} {pointer(check.path)} in {check.evidence}", 0, 4)
            yield wrapped(_MEANINGS[check.status].format(found_in), 4)
    for source, numbers in found.uncovered.items():
        listed = ", ".join(map(str, numbers)) or "none"
        yield wrapped(f"Paragraphs of {source} that no record cites: {listed}", 0, 4)
        if numbers and source in texts:
            yield from _first_words(SourceText(texts[source]).paragraphs, numbers, redaction)
    counts = Counter(check.status for check in found.checks)
    shown = [status for status in AnchorStatus if counts[status] or status is AnchorStatus.EXACT]
    summary = ", ".join(f"{counts[status]:,} {status}" for status in shown)
    yield wrapped(f"{summary} of {counted(len(found.checks), 'piece')} of evidence", 0, 4)
    if rest := ", ".join(f"{source} ({count:,})" for source, count in found.unchecked.items()):
        yield wrapped(f"Not checked, because no text was given: {rest}", 0, 4)


def _may_show_private(collection: Collection, found: Verification) -> set[str]:
    """Return the sources of which a paragraph without evidence may have words about a private individual.

    These are the sources of such evidence whose words are not where it says.
    """
    private = private_ids(collection)
    wrong = (check for check in found.checks if check.status is not AnchorStatus.EXACT)
    return {check.evidence.source for check in wrong if check.record in private}


def _first_words(paragraphs: Sequence[str], numbers: Sequence[int], redaction: ValueRedaction) -> Iterator[str]:
    for number in numbers[:_MAX_PARAGRAPHS]:
        yield wrapped(f"{number:,}: {cut(redaction.text(paragraphs[number - 1]), _MAX_WORDS)}", 4, 4)
    if (more := len(numbers) - _MAX_PARAGRAPHS) > 0:
        yield f"    and {more:,} more"


def without_private_quotes(collection: Collection, found: Iterable[_Quoting]) -> tuple[_Quoting, ...]:
    """Return the same problems or checks without what could name private individuals.

    Those of private individuals have no quote and no words of the text. The others have the words without the names.
    """
    private, redaction = private_ids(collection), redaction_of(collection)
    return tuple(_without_quote(each) if each.record in private else _without_names(each, redaction) for each in found)


def _without_names(found: _Quoting, redaction: ValueRedaction) -> _Quoting:
    texts: dict[str, Any] = {}
    if isinstance(found, QuoteProblem):  # excerpts may end inside a name
        nearest = found.nearest.passage if found.nearest else ""
        if any(map(redaction.has_name_word, (found.evidence.quote, *found.excerpts, nearest))):
            texts = {"excerpts": (), "nearest": None}
    return evolve(found, evidence=redaction.value(found.evidence), **texts)


def _without_quote(found: _Quoting) -> _Quoting:
    texts: dict[str, Any] = {"excerpts": (), "nearest": None} if isinstance(found, QuoteProblem) else {}
    return evolve(found, evidence=found.evidence.without_words(), **texts)
