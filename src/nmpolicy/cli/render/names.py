"""Records in words, and the paragraphs that support a record."""

from collections.abc import Mapping

from nmpolicy.queries.force.relation_words import relation_words
from nmpolicy.queries.provision_names import name_in_sentence
from nmpolicy.queries.provision_sentences import provision_sentence
from nmpolicy.records.collection import Collection
from nmpolicy.records.evidence import SourcedRecord
from nmpolicy.records.once_per_collection import once_per_collection
from nmpolicy.records.relations import Relation


def record_text(collection: Collection, id: str) -> str:
    """Return a record in words: a provision and a relation as sentences, another record by its label."""
    relation = collection.get(id, Relation)
    if relation is None:
        return provision_sentence(collection, id)
    words = relation_words(collection, relation, other=name_in_sentence(collection, relation.object))
    return f"{name_in_sentence(collection, relation.subject)} {words}"


def paragraphs(collection: Collection, record: SourcedRecord) -> str:
    """Return the paragraphs that support a record, in brackets: `[13]`, or if there are several sources, `[1:13]`."""
    numbers = _source_numbers(collection)
    listed = dict.fromkeys(
        f"{numbers.get(evidence.source, evidence.source)}:{evidence.paragraph}"
        if len(numbers) > 1
        else str(evidence.paragraph)
        for evidence in record.evidence
        if evidence.paragraph
    )
    return f" [{', '.join(listed)}]" if listed else ""


@once_per_collection
def _source_numbers(collection: Collection) -> Mapping[str, int]:
    """Return the numbers of the sources of a collection, by id."""
    return {source.id: number for number, source in enumerate(collection.sources, 1)}
