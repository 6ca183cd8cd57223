"""Relations of a record to others, in both directions, as sentences."""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from nmpolicy.queries.force.relation_words import relation_details, relation_verb
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.instruments import Instrument
from nmpolicy.records.once_per_collection import once_per_collection
from nmpolicy.records.provisions import Provision
from nmpolicy.records.relations import Relation
from nmpolicy.vocabulary.natural_order import natural_key

#: The fields by which a relation connects records.
ENDS = frozenset({"subject", "object", "scope"})


class RelationSentence(NamedTuple):
    """A relation as a sentence about the record at one of its ends."""

    relation: Relation
    """The relation."""
    verb: str
    """The words before the name of the other record, such as `is amended by`."""
    other: str
    """The id of the record at the other end."""
    details: str
    """The words after its name, such as ` on 2021-03-30, in part: Section 3`; empty if there are none."""

    def text(self, name: Callable[[str], str]) -> str:
        """Return the sentence. `name` names the other record, given its id."""
        return f"It {self.verb} {name(self.other)}{self.details}"


def relation_sentences(
    collection: Collection,
    record: Record,
    among: Container[str] | None = None,
    *,
    part_name: Callable[[str], str] | None = None,
) -> Iterator[RelationSentence]:
    """Yield the sentence of each relation of a record, first those in which it acts, then in natural order of ids.

    For an instrument, that includes the relations of its provisions. With `among`, only the relations with one of some
    records are included, given by their ids. `part_name` names a part, given its text or its id.
    """
    own = dict.fromkeys([record.id])
    if isinstance(record, Instrument):
        own |= dict.fromkeys(each.record for each in collection.references_to(record) if each.path == ("instrument",))
    index = _relations_by_end(collection)
    found = {id(relation): relation for end in own for relation in index.get(end, ())}  # two may share an id
    if among is not None:
        found = {key: each for key, each in found.items() if any(end in among for end in _ends(each))}
    for relation in sorted(found.values(), key=lambda each: (each.subject not in own, natural_key(each.id))):
        inverse = relation.subject not in own
        verb = relation_verb(collection, relation, inverse=inverse)
        details = relation_details(
            collection,
            relation,
            about=record.id if inverse else "",
            part_name=part_name or partial(_part_name, collection),
        )
        passive = "is " if inverse and not verb.startswith("would ") else ""
        other = relation.subject if inverse else relation.object
        yield RelationSentence(relation, passive + verb, other, details)


def relation_count(collection: Collection, record: Record) -> int:
    """Return the number of relations of a record itself, in both directions."""
    return len(_relations_by_end(collection).get(record.id, ()))


def _ends(relation: Relation) -> tuple[str, ...]:
    return (relation.subject, relation.object, *relation.scope)


@once_per_collection
def _relations_by_end(collection: Collection) -> Mapping[str, Sequence[Relation]]:
    """Return the relations that connect each record, by its id."""
    found: dict[str, list[Relation]] = {}
    for relation in collection.relations:
        for id in dict.fromkeys(_ends(relation)):
            found.setdefault(id, []).append(relation)
    return found


def _part_name(collection: Collection, part: str) -> str:
    """Name a part by its section and its id, if it is a provision; otherwise by its text."""
    provision = collection.get(part, Provision)
    return f"{provision.section.strip()} [{part}]" if provision and provision.section.strip() else part
