"""Relations of a record to others, in both directions, as sentences."""

from collections.abc import Callable, Iterator
from functools import partial

from nmpolicy.queries.force.relation_words import relation_words
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.instruments import Instrument
from nmpolicy.records.provisions import Provision
from nmpolicy.records.relations import Relation
from nmpolicy.vocabulary.natural_order import natural_key

#: The fields by which a relation connects records.
ENDS = frozenset({"subject", "object", "scope"})


def relation_sentences(
    collection: Collection, record: Record, name: Callable[[str], str]
) -> Iterator[tuple[Relation, str]]:
    """Yield each relation of a record and its sentence, first those in which it acts, then in natural order of ids.

    For an instrument, that includes the relations of its provisions. `name` names the other record, given its id.
    """
    own = [record.id]
    if isinstance(record, Instrument):
        own += [each.record for each in collection.references_to(record) if each.path == ("instrument",)]
    ids = {each.record for id in own for each in collection.references_to(id) if each.path[0] in ENDS}
    relations = [relation for id in ids if (relation := collection.get(id, Relation))]
    for relation in sorted(relations, key=lambda each: (each.subject not in own, natural_key(each.id))):
        inverse = relation.subject not in own
        other = name(relation.subject if inverse else relation.object)
        words = relation_words(
            collection,
            relation,
            inverse=inverse,
            other=other,
            about=record.id if inverse else "",
            part_name=partial(_part_name, collection),
        )
        yield relation, f"It {'is ' if inverse and not words.startswith('would ') else ''}{words}"


def _part_name(collection: Collection, part: str) -> str:
    """Name a part by its section and its id, if it is a provision; otherwise by its text."""
    provision = collection.get(part, Provision)
    return f"{provision.section.strip()} [{part}]" if provision and provision.section.strip() else part
