"""The acts on record that start, interrupt, extend or end each record, before anything is decided about them."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from nmpolicy.queries.force.decisions import Reason
from nmpolicy.queries.force.effective_dates import effective_dates
from nmpolicy.queries.force.extensions import Extension
from nmpolicy.queries.force.own_changes import OwnChanges, own_changes
from nmpolicy.queries.force.recorded_ends import with_recorded_end
from nmpolicy.queries.force.relation_words import relation_words
from nmpolicy.queries.force.status_changes import StatusChanges
from nmpolicy.queries.intervals import Interval
from nmpolicy.queries.milestones import MADE_STAGES
from nmpolicy.records.collection import Collection
from nmpolicy.records.instruments import Instrument
from nmpolicy.records.predicates import ENDING
from nmpolicy.records.provisions import Provision
from nmpolicy.records.relations import Relation
from nmpolicy.vocabulary.terms import RelationKind, Stage


class RecordedActs:
    """Finds the relations and the milestones that act on a record, or on the instrument that it is part of."""

    def __init__(self, collection: Collection) -> None:
        """Start without answers: each is computed when it is first needed."""
        self.collection = collection
        self.dates = effective_dates(collection)
        self._with_end = with_recorded_end(collection)
        self._changes: dict[str, OwnChanges] = {}
        self._first_alike: dict[tuple[str, str], str] = {}
        self._stopping: dict[str, dict[str, list[Relation]]] = {}
        self._lifts_sections = any(
            each.predicate is RelationKind.LIFTS and each.section for each in collection.relations
        )

    def first_alike(self, id: str) -> str:
        """Return the id of a record of which the same is in force and for the same reasons: of many, always the same.

        A provision without days of its own, on which no relation acts, is in force with its instrument. The answer for
        one such provision is that for all.
        """
        provision = self.collection.get(id, Provision)
        if provision is None or provision.start_date or provision.end_date or not self.is_instrument(id):
            return id
        for relations_to in (self.dates.relations_to, self.dates.possible_relations_to):
            if next(relations_to(id, *RelationKind), None):
                return id
        # A relation that lifts a section of what suspends may lift the suspension of one provision alone.
        key = provision.instrument, provision.section if self._lifts_sections else ""
        return self._first_alike.setdefault(key, id)

    def is_instrument(self, id: str) -> bool:
        """Return whether a record is an instrument or a part of one."""
        return isinstance(self.dates.container(id), Instrument)

    def is_by_instrument(self, relation: Relation) -> bool:
        """Return whether an instrument acts in a relation, so that it must be valid."""
        return self.is_instrument(relation.subject)

    def has_end(self, relation: Relation) -> bool:
        """Return whether the subject of a relation has an end on record."""
        return self.dates.self_and_container(relation.subject)[-1] in self._with_end

    def relations_to(self, id: str, *predicates: RelationKind) -> Iterator[Relation]:
        """Yield the relations that act on a record, or on the instrument that it is part of."""
        ids = self.dates.self_and_container(id)
        return (each for one in ids for each in self.dates.relations_to(one, *predicates))

    def stopping_by(self, subject: str, id: str) -> Iterator[Relation]:
        """Yield the relations by which one record ends or suspends another, or the instrument that it is part of."""
        for one in self.dates.self_and_container(id):
            if one not in self._stopping:
                found = self._stopping[one] = {}
                for each in self.dates.relations_to(one, *sorted(ENDING), RelationKind.SUSPENDS):
                    found.setdefault(each.subject, []).append(each)
            yield from self._stopping[one].get(subject, ())

    def lifting(self, id: str) -> Iterator[Relation]:
        """Yield the relations that lift a suspension of a record, or may do so."""
        yield from self.relations_to(id, RelationKind.LIFTS)
        yield from self.dates.possible_relations_to(id, RelationKind.LIFTS)

    def extending_relations(self, id: str, *, parts: bool) -> Iterator[Relation]:
        """Yield the relations that extend a record itself, or may do so; or those that extend `parts` of it."""
        if parts:
            yield from self.dates.partial_relations_to(id, RelationKind.EXTENDS)
        else:
            yield from self.dates.relations_to(id, RelationKind.EXTENDS)
            yield from self.dates.possible_relations_to(id, RelationKind.EXTENDS)

    def is_extended(self, id: str) -> bool:
        """Return whether any relation may extend a record, its instrument, or a part of it."""
        ids = self.dates.self_and_container(id)
        own = (relation for each in ids for relation in self.extending_relations(each, parts=False))
        parts = self.extending_relations(id, parts=True) if len(ids) == 1 else iter(())
        return next(own, None) is not None or next(parts, None) is not None

    def changes(self, id: str) -> OwnChanges:
        """Return the changes by the milestones of a record, or of the instrument that it is part of."""
        container = self.dates.self_and_container(id)[-1]
        if container not in self._changes:
            words = partial(self.dates.milestone_words, container)
            self._changes[container] = own_changes(container, self.dates.milestones(container), words)
        return self._changes[container]

    def changes_since_making(self, id: str, interval: Interval) -> StatusChanges:
        """Return the changes that make or refuse an instrument, without those before its making.

        Return all of them if it does not take effect by its making in this interval, or if their order is not known.
        """
        own, effective = self.changes(id), self.dates.of_instrument(self.dates.self_and_container(id)[-1])
        by_making = effective.interval == interval and effective.milestone and effective.milestone.stage in MADE_STAGES
        return own.since_making if by_making and own.ordered else own.making

    def expiries(self, id: str) -> Sequence[Interval]:
        """Return the days on which a record may expire by milestones of its instrument."""
        milestones = self.dates.milestones(self.dates.self_and_container(id)[-1])
        return [interval for milestone, interval in milestones if milestone.stage is Stage.EXPIRED]

    def reason(self, relation: Relation, id: str = "") -> Reason:
        """Return a relation as a reason about a record."""
        return Reason(relation.id, relation_words(self.collection, relation, inverse=True, about=id))

    def extension_reason(self, extension: Extension, id: str = "") -> Reason:
        """Return an extension as a reason about a record, with its last day if that is known."""
        known = extension.lasts.first == extension.lasts.last < date.max
        last = extension.lasts.last.isoformat() if known else ""
        words = relation_words(self.collection, extension.relation, inverse=True, last=last, about=id)
        return Reason(extension.relation.id, words)
