"""Records in words, and the paragraphs that support a record."""

from nmpolicy.queries.force.relation_words import relation_words
from nmpolicy.queries.provision_names import name_in_sentence
from nmpolicy.queries.provision_sentences import provision_sentence
from nmpolicy.records.collection import Collection
from nmpolicy.records.evidence import SourcedRecord
from nmpolicy.records.relations import Relation


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
