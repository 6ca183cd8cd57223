"""FollowTheMoney, the format of Aleph and OpenSanctions: people, organizations, posts, documents and their links."""

from collections import Counter

from nmpolicy.exports.exported import Exported, fields_left_out
from nmpolicy.exports.follow_the_money.ftm_entities import Entities
from nmpolicy.exports.follow_the_money.ftm_links import LINK
from nmpolicy.exports.follow_the_money.ftm_records import ADD
from nmpolicy.records.actors import Membership, Organization, Person, Post
from nmpolicy.records.base import Identifier, Note
from nmpolicy.records.collection import Collection
from nmpolicy.records.events import Event, Participant
from nmpolicy.records.evidence import Evidence
from nmpolicy.records.instruments import Measure, Milestone, Order, Vote, VoteEvent
from nmpolicy.records.relations import Relation
from nmpolicy.records.sources import Source
from nmpolicy.records.statements import Statement, TargetStance
from nmpolicy.tables.rows import collection_to_export

_COMMON = {"id", "identifiers", "notes", "evidence"}
_INSTRUMENT = {
    *_COMMON,
    *("title", "other_titles", "number", "division", "issued_by", "kind", "subjects", "summary", "url", "language"),
    "milestones",
}
#: The fields of which the entities hold the values, except for those that `Entities` counts.
_HELD: dict[type, set[str]] = {
    Collection: {"id"},
    Person: {*_COMMON, "name", "other_names", "summary"},
    Organization: {*_COMMON, "name", "other_names", "classification", "parent", "division", "summary"},
    Post: {*_COMMON, "name", "other_names", "organization", "division", "maximum_memberships", "summary"},
    Membership: {"id", "notes", "evidence", "member", "organization", "post", "role", "start_date", "end_date"},
    Order: _INSTRUMENT,
    Measure: {*_INSTRUMENT, "body", "sponsors", "cosponsors", "vote_events"},
    Milestone: {"stage", "date", "by", "evidence"},
    VoteEvent: {"date", "votes", "evidence"},
    Vote: {"voter", "option"},
    Statement: {"id", "notes", "evidence", "speakers", "date", "stances", "summary"},
    TargetStance: {"target", "stance"},
    Event: {*_COMMON, "kind", "name", "start_date", "end_date", "location", "participants", "about", "summary"},
    Participant: {"actor", "role"},
    Relation: {"id", "notes", "evidence", "subject", "predicate", "object", "section", "effective_date", "end_date"},
    Source: {"id", "identifiers", "notes", "kind", "title", "publisher", "authors", "date", "url", "language"},
    Identifier: {"scheme", "identifier"},
    Note: {"text"},
    Evidence: {"source"},
}


def to_ftm(collection: Collection, *, include_private: bool = False) -> Exported[str]:
    """Return the actors, documents and events of a collection as entities of FollowTheMoney, one JSON object a line.

    The programs of FollowTheMoney keep each value as it is written here. A value that they would change is written in
    their form; one that they would drop is left out and counted. Relations are entities, too. People without names, and
    provisions, are left out. The names of private individuals are withheld unless `include_private` is set.

    Raises `InvalidCollectionError` if records share an id.

    Terms: FollowTheMoney 4.11 (schemata).

    >>> keller = Person(id="tim-keller", name="Tim Keller")
    >>> print(to_ftm(Collection.of([keller], id="abq", title="Albuquerque")).content, end="")
    {"id": "nmpolicy---abq---tim-keller", "schema": "Person", "properties": {"name": ["Tim Keller"]}}

    .. versionadded:: 0.1
    """
    exported = collection_to_export(collection, include_private=include_private)
    entities = Entities(exported.id)
    written = [each for each in exported if type(each) in ADD and entities.attempt(ADD[type(each)], each)]
    for each in exported:  # once all that they can link is there
        if type(each) in LINK and (type(each) not in ADD or entities.schema_of(each.id)):
            added = entities.attempt(LINK[type(each)], each)
            written += [each] if added and type(each) not in ADD else []
    counts = fields_left_out(exported.with_records(()).with_records(written), _HELD) + entities.left_out
    for cls, number in (Counter(map(type, exported)) - Counter(map(type, written))).items():
        counts[cls.__name__] = number
    return Exported(content=entities.text(), left_out=dict(sorted(counts.items())))
