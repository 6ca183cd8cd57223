"""Which classes of record each predicate of a relation may connect."""

from collections.abc import Mapping

from nmpolicy.vocabulary.terms import RelationKind as Kind

#: What cannot be done to one's own successor: one that does it comes after the other.
SUCCESSION = frozenset({Kind.AMENDS, Kind.REPEALS, Kind.RESCINDS, Kind.SUPERSEDES, Kind.REPLACES, Kind.CONSOLIDATES})
#: What says the same in both directions.
SYMMETRIC = frozenset({Kind.CONFLICTS_WITH, Kind.COMPANION_TO})
_INSTRUMENTS = ("orders", "measures")
_LAW = (*_INSTRUMENTS, "provisions")
_WRITTEN = (*_LAW, "statements", "sources")
_DONE = (*_LAW, "statements", "events")
#: What may stand as the subject and as the object of a predicate; of the others, anything.
ENDS: Mapping[Kind, tuple[tuple[str, ...], tuple[str, ...]]] = {
    **dict.fromkeys([Kind.AMENDS, Kind.REPEALS, Kind.RESCINDS, Kind.SUPERSEDES, Kind.EXTENDS], (_LAW, _LAW)),
    **dict.fromkeys([Kind.IMPLEMENTS, Kind.CODIFIES, Kind.EXPANDS, Kind.CONSOLIDATES], (_LAW, _LAW)),
    **dict.fromkeys([Kind.REPLACES, Kind.CORRECTS, Kind.CITES], (_WRITTEN, _WRITTEN)),
    Kind.REAFFIRMS: (_DONE, _WRITTEN),
    Kind.SUSPENDS: ((*_LAW, "events"), _LAW),  # a court's ruling is an event
    Kind.COMMENCES: ((*_LAW, "events"), _LAW),
    Kind.CHALLENGES: ((*_DONE, "sources"), _LAW),  # a complaint is a source
    Kind.CONFLICTS_WITH: (_LAW, _LAW),
    Kind.COMPANION_TO: (_INSTRUMENTS, _INSTRUMENTS),
}
#: What may stand in a relation at all.
RELATED = frozenset(table for ends in ENDS.values() for tables in ends for table in tables)


def fits(predicate: Kind, subject: str | None, object: str | None) -> bool:
    """Whether records of these tables may stand as the ends of a relation.

    >>> fits(Kind.AMENDS, "orders", "measures"), fits(Kind.AMENDS, "events", "measures")
    (True, False)
    """
    subjects, objects = ENDS.get(predicate, ((subject,), (object,)))
    return subject in subjects and object in objects
