"""The result of checking evidence against the text of its sources."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, TypeVar

from attrs import evolve

from nmpolicy.cli.terminal import counted, wrapped
from nmpolicy.evidence.anchors import AnchorCheck, AnchorStatus, Verification
from nmpolicy.evidence.quotes import QuoteProblem
from nmpolicy.problems import pointer

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


def without_quote(found: _Quoting) -> _Quoting:
    """Return the same problem or check without the quote, and without words of the text that it was compared with."""
    texts: dict[str, Any] = {"excerpts": (), "nearest": None} if isinstance(found, QuoteProblem) else {}
    return evolve(found, evidence=found.evidence.without_words(), **texts)
