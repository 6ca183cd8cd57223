"""Names of actors, sentences of provisions, and the paragraphs that support a record."""

from collections.abc import Iterable

from nmpolicy.queries.force.relation_words import relation_words
from nmpolicy.queries.provision_names import name_in_sentence
from nmpolicy.records.actors import Organization
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.evidence import SourcedRecord
from nmpolicy.records.instruments import Instrument
from nmpolicy.records.provisions import Provision
from nmpolicy.records.relations import Relation


def names(collection: Collection, ids: Iterable[str]) -> str:
    """Return the names of these records, with the sizes of groups."""
    records = ((id, collection.get(id)) for id in ids)
    return " and ".join(
        str(record) if isinstance(record, Organization) else collection.label(id) for id, record in records
    )


def provision_sentence(collection: Collection, id: str | Record) -> str:
    """Return the sentence of a provision, with the names of its bearers."""
    provision = collection.get(id, Provision)
    if provision is None:
        return collection.label(id)
    instrument = collection.get(provision.instrument, Instrument)
    return provision.sentence(
        names(collection, provision.bearers), language=instrument.language if instrument else None
    )


def record_text(collection: Collection, id: str) -> str:
    """Return a record in words: a provision and a relation as sentences, another record by its label."""
    relation = collection.get(id, Relation)
    if relation is None:
        return provision_sentence(collection, id)
    words = relation_words(collection, relation, other=name_in_sentence(collection, relation.object))
    return f"{name_in_sentence(collection, relation.subject)} {words}"


def paragraphs(collection: Collection, record: SourcedRecord) -> str:
    """Return the paragraphs that support a record, in brackets, each with its source if the collection has several."""
    several = len(collection.sources) > 1
    listed = dict.fromkeys(
        f"{evidence.source} {evidence.paragraph}" if several else str(evidence.paragraph)
        for evidence in record.evidence
        if evidence.paragraph
    )
    return f" [{', '.join(listed)}]" if listed else ""
