"""The tables of records that each predicate of a relation can connect."""

from collections.abc import Mapping

from nmpolicy.vocabulary.terms import RelationKind

#: Predicates whose subject is later than their object.
SUCCESSION = frozenset(
    {
        RelationKind.AMENDS,
        RelationKind.REPEALS,
        RelationKind.RESCINDS,
        RelationKind.SUPERSEDES,
        RelationKind.REPLACES,
        RelationKind.CONSOLIDATES,
    }
)
#: Predicates that mean the same in both directions.
SYMMETRIC = frozenset({RelationKind.CONFLICTS_WITH, RelationKind.COMPANION_TO})
#: Predicates that change something only if the subject was made and took effect.
EFFECTS = frozenset(
    {
        *SUCCESSION,
        RelationKind.EXTENDS,
        RelationKind.SUSPENDS,
        RelationKind.LIFTS,
        RelationKind.ANNULS,
        RelationKind.COMMENCES,
        RelationKind.ESTABLISHES,
        RelationKind.IMPLEMENTS,
        RelationKind.CODIFIES,
        RelationKind.EXPANDS,
    }
)
#: Predicates that end the force of their object for good.
ENDING = frozenset(
    {
        RelationKind.REPEALS,
        RelationKind.RESCINDS,
        RelationKind.SUPERSEDES,
        RelationKind.REPLACES,
        RelationKind.ANNULS,
    }
)
_INSTRUMENTS = ("orders", "measures")
_LAW = (*_INSTRUMENTS, "provisions")
_TEXTS = (*_LAW, "statements", "sources")
_ACTS = (*_LAW, "statements", "events")
#: The tables of the subjects and of the objects of each predicate; a predicate that is not listed accepts any.
SUBJECT_AND_OBJECT_TABLES: Mapping[RelationKind, tuple[tuple[str, ...], tuple[str, ...]]] = {
    RelationKind.AMENDS: (_LAW, _LAW),
    RelationKind.REPEALS: (_LAW, _LAW),
    RelationKind.RESCINDS: (_LAW, _LAW),
    RelationKind.SUPERSEDES: (_LAW, _LAW),
    RelationKind.EXTENDS: (_LAW, _LAW),
    RelationKind.IMPLEMENTS: (_LAW, _LAW),
    RelationKind.CODIFIES: (_LAW, _LAW),
    RelationKind.EXPANDS: (_LAW, _LAW),
    RelationKind.CONSOLIDATES: (_LAW, _LAW),
    RelationKind.CONFLICTS_WITH: (_LAW, _LAW),
    RelationKind.REPLACES: (_TEXTS, _TEXTS),
    RelationKind.CORRECTS: (_TEXTS, _TEXTS),
    RelationKind.CITES: (_TEXTS, _TEXTS),
    RelationKind.REAFFIRMS: (_ACTS, _TEXTS),
    RelationKind.SUSPENDS: ((*_LAW, "events"), _LAW),  # a court ruling is an event
    RelationKind.COMMENCES: ((*_LAW, "events"), _LAW),
    RelationKind.CHALLENGES: ((*_ACTS, "sources"), (*_LAW, "events")),  # a complaint is a source
    RelationKind.LIFTS: ((*_LAW, "events"), (*_LAW, "events")),
    RelationKind.ANNULS: ((*_LAW, "events"), _LAW),
    RelationKind.UPHOLDS: ((*_LAW, "events"), (*_LAW, "events")),  # a court affirms the ruling of another
    RelationKind.ESTABLISHES: (_LAW, ("organizations", "posts")),
    RelationKind.COMPANION_TO: (_INSTRUMENTS, _INSTRUMENTS),
}
#: The tables of all records that can be part of a relation.
RELATED_TABLES = frozenset(table for pair in SUBJECT_AND_OBJECT_TABLES.values() for tables in pair for table in tables)


def can_relate(predicate: RelationKind, subject: str | None, object: str | None) -> bool:
    """Return whether a predicate can connect a subject and an object from these tables.

    >>> can_relate(RelationKind.AMENDS, "orders", "measures"), can_relate(RelationKind.AMENDS, "events", "measures")
    (True, False)
    """
    subjects, objects = SUBJECT_AND_OBJECT_TABLES.get(predicate, ((subject,), (object,)))
    return subject in subjects and object in objects
