"""The instruments of a collection whose end is on record, by their own milestones or because of others."""

from collections.abc import Set as AbstractSet

from nmpolicy.queries.force.effective_dates import container_id
from nmpolicy.queries.force.own_changes import ENDING_STAGES
from nmpolicy.queries.milestones import REFUSAL_STAGES
from nmpolicy.records.collection import Collection
from nmpolicy.records.once_per_collection import once_per_collection
from nmpolicy.records.predicates import ENDING
from nmpolicy.vocabulary.terms import RelationKind, Stage

_LIMITING_STAGES = ENDING_STAGES | REFUSAL_STAGES | {Stage.EXPIRED}


@once_per_collection
def with_recorded_end(collection: Collection) -> AbstractSet[str]:
    """Return the ids of the instruments that have an end on record, or that something extends that has one.

    The end may be that of a provision alone. No provision of any other instrument ever ends; it can only be suspended.
    """
    extended: dict[str, list[str]] = {}
    found = [
        each.id
        for each in collection.instruments
        if any(milestone.stage in _LIMITING_STAGES for milestone in each.milestones)
    ]
    for relation in collection.relations:
        objects = {container_id(collection, id) for id in (relation.object, *relation.scope)}
        if relation.predicate in ENDING or (relation.predicate is RelationKind.EXTENDS and relation.end_date):
            found += objects
        elif relation.predicate is RelationKind.EXTENDS:
            extended.setdefault(container_id(collection, relation.subject), []).extend(objects)
    found += [each.instrument for each in collection.provisions if each.end_date]
    seen = {*found}
    for id in found:  # which grows
        more = [each for each in extended.get(id, ()) if each not in seen]
        seen.update(more)
        found += more
    return seen
