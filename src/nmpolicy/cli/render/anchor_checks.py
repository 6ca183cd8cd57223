"""The result of checking evidence against the text of its sources."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from attrs import evolve

from nmpolicy.cli.terminal import counted, wrapped
from nmpolicy.comparison.differences import private_ids
from nmpolicy.evidence.anchors import AnchorCheck, AnchorStatus, Verification
from nmpolicy.evidence.quotes import QuoteProblem
from nmpolicy.problems import pointer
from nmpolicy.records.collection import Collection

_Quoting = TypeVar("_Quoting", QuoteProblem, AnchorCheck)
_MEANINGS = {
    AnchorStatus.MOVED: "moved: the words are in {}",
    AnchorStatus.AMBIGUOUS: "ambiguous: the words are in {}",
    AnchorStatus.MISSING: "missing: no words of this length match the digest; find the passage and anchor it again",
    AnchorStatus.DRAFT: "draft: the quote is not anchored yet; run `nmpolicy anchor`",
    AnchorStatus.UNANCHORED: "unanchored: there is no digest to check",
}


def anchor_checks(found: Verification) -> str:
    """Return the evidence that is not exact, the paragraphs that no record cites, and counts."""
    return "\n".join(_lines(found))


def _lines(found: Verification) -> Iterator[str]:
    for check in found.checks:
        if check.status is not AnchorStatus.EXACT:
            found_in = ", ".join(f"paragraph {number} (character {start})" for number, start in check.locations)
            yield wrapped(f"{check.record} {pointer(check.path)} in {check.evidence}", 0, 4)
            yield wrapped(_MEANINGS[check.status].format(found_in), 4)
    for source, numbers in found.uncovered.items():
        listed = ", ".join(map(str, numbers)) or "none"
        yield wrapped(f"Paragraphs of {source} that no record cites: {listed}", 0, 4)
    counts = Counter(check.status for check in found.checks)
    shown = [status for status in AnchorStatus if counts[status] or status is AnchorStatus.EXACT]
    summary = ", ".join(f"{counts[status]:,} {status}" for status in shown)
    yield wrapped(f"{summary} of {counted(len(found.checks), 'piece')} of evidence", 0, 4)
    if rest := ", ".join(f"{source} ({count:,})" for source, count in found.unchecked.items()):
        yield wrapped(f"Not checked, because no text was given: {rest}", 0, 4)


def without_private_quotes(collection: Collection, found: Iterable[_Quoting]) -> tuple[_Quoting, ...]:
    """Return the same problems or checks; those of private individuals have no quote and no words of the text."""
    private = private_ids(collection)
    return tuple(_without_quote(each) if each.record in private else each for each in found)


def _without_quote(found: _Quoting) -> _Quoting:
    texts: dict[str, Any] = {"excerpts": (), "nearest": None} if isinstance(found, QuoteProblem) else {}
    return evolve(found, evidence=found.evidence.without_words(), **texts)
