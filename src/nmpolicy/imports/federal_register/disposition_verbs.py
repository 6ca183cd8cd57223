"""The verbs of disposition notes, and the predicates of relations that mean the same."""

import re
from collections.abc import Iterator, Mapping

from attrs import frozen

from nmpolicy.records.predicates import ENDING
from nmpolicy.vocabulary.terms import RelationKind

#: Verbs as an order does them, and as they are done to it. None is the predicate of a verb that no relation expresses.
_VERBS: Mapping[tuple[str, str], RelationKind | None] = {
    ("amends", "amended"): RelationKind.AMENDS,
    ("modifies", "modified"): RelationKind.AMENDS,
    ("revises", "revised"): RelationKind.AMENDS,
    ("revokes", "revoked"): RelationKind.RESCINDS,
    ("rescinds", "rescinded"): RelationKind.RESCINDS,
    ("cancels", "canceled"): RelationKind.RESCINDS,
    ("repeals", "repealed"): RelationKind.REPEALS,
    ("terminates", "terminated"): RelationKind.REPEALS,
    ("supersedes", "superseded"): RelationKind.SUPERSEDES,
    ("replaces", "replaced"): RelationKind.SUPERSEDES,
    ("continues", "continued"): RelationKind.REAFFIRMS,
    ("extends", "extended"): RelationKind.EXTENDS,
    ("supplements", "supplemented"): RelationKind.EXPANDS,
    ("expands", "expanded"): RelationKind.EXPANDS,
    ("suspends", "suspended"): RelationKind.SUSPENDS,
    ("voids", "voided"): RelationKind.ANNULS,
    ("implements", "implemented"): RelationKind.IMPLEMENTS,
    ("reaffirms", "reaffirmed"): RelationKind.REAFFIRMS,
    ("consolidates", "consolidated"): RelationKind.CONSOLIDATES,
    ("corrects", "corrected"): RelationKind.CORRECTS,
    ("cites", "cited"): RelationKind.CITES,
    ("delegates", "delegated"): None,
    ("nullifies", "nullified"): None,
    ("ratifies", "ratified"): None,
    ("reinstates", "reinstated"): None,
    ("restores", "restored"): None,
    ("transfers", "transferred"): None,
}
#: A reference without a direction.
SEE = "see"
#: The verb that brings an order back into force.
REINSTATEMENT = "reinstates"
#: The label before the page of a correction.
CORRECTION = "federal register correction page and date"
#: Labels whose text is not a list of documents.
REMARKS = frozenset({"note", "notes", "editorial note", "federal register page and date", "signed", "effective date"})
_ACTIVE = {active: (active, predicate) for (active, _), predicate in _VERBS.items()}
_PASSIVE = {passive: (active, predicate) for (active, passive), predicate in _VERBS.items()}
#: Slips in a word that have one possible meaning.
_WORDS = {
    "ee": "see",
    "revoke": "revokes",
    "cancelled": "canceled",
    "pary": "part",
    "supercedes": "supersedes",
    "suspersedes": "supersedes",
    "superceded": "superseded",
    "supersedeed": "superseded",
    "suspersede": "superseded",
    "suspersed": "superseded",
    "suspersededby": "superseded by",
}
#: Slips in a whole label.
_LABELS = {"amend by": "amended by", "see also": "see", "revoked part by": "revoked in part by"}
_IN_PART = re.compile(r"\bin part\b|\bpart(?:ial)?ly\b")
#: "In part" after "by" says the same as before it: `Superseded by (in part)`.
_AFTER_BY = re.compile(r"\bby in part(?: by)?\b")


@frozen
class Act:
    """The act of a document, as a note gives it."""

    verb: str
    """The verb as the document does it, such as `revokes`; the label itself if it is not a known verb."""
    predicate: RelationKind | None
    """The predicate that means the same, if there is one."""
    passive: bool = False
    """True if the other document does it to the document that has the note."""
    partial: bool = False
    """True if the label says that only a part is affected."""
    known: bool = True
    """False if the label is not one of the known verbs."""


def acts_of(label: str) -> tuple[Act, ...]:
    """Return what a label says: two acts for `Revoked in part and supplemented by`, otherwise one.

    >>> [(act.verb, str(act.predicate), act.passive, act.partial) for act in acts_of("Revoked by (in part)")]
    [('revokes', 'rescinds', True, True)]
    >>> [(act.verb, str(act.predicate)) for act in acts_of("Supersedes or Revokes")]
    [('supersedes or revokes', 'repeals')]
    >>> acts_of("Committee continued by")[0].known
    False
    """
    written = re.sub(r"\(continued\)|[(),]", " ", label.lower()).split()
    words = " ".join(_WORDS.get(each, each) for each in written)
    words = _AFTER_BY.sub("in part by", _LABELS.get(words, words))
    if words == SEE:
        return (Act(SEE, RelationKind.CITES),)
    if words == CORRECTION:
        return (Act(CORRECTION, RelationKind.CORRECTS, passive=True),)
    acts = [_act(each, passive=bool(re.search(r"\bby$", words))) for each in re.split(r"\s+and\s+", words)]
    if any(act is None for act in acts):
        return (Act(words, None, known=False),)
    return tuple(act for act in acts if act)


def _act(words: str, *, passive: bool) -> Act | None:
    """Return one act, or one of two that a label leaves open if both end the force of the other document."""
    verbs = " ".join(re.sub(r"\bby$", " ", _IN_PART.sub(" ", words)).split())
    forms = _PASSIVE if passive else _ACTIVE
    found = [forms.get(each) for each in re.split(r"\s+or\s+", verbs)]
    known = [each for each in found if each]
    if len(known) < len(found):
        return None
    verb, predicate = " or ".join(each for each, _ in known), known[0][1]
    if len(known) > 1:
        # Whichever it is, the force of the other document ends.
        predicate = RelationKind.REPEALS if all(each in ENDING for _, each in known) else None
    return Act(verb, predicate, passive, partial=bool(_IN_PART.search(words)))


def known_labels() -> Iterator[str]:
    """Yield the labels that are recognized without a colon."""
    yield "See"
    for active, passive in _VERBS:
        yield from (active, f"{active} in part", f"{passive} by", f"{passive} in part by")
