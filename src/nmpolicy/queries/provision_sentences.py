"""Sentences of provisions, with the names of their bearers."""

from collections.abc import Iterable

from nmpolicy.records.actors import Organization
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.instruments import Instrument
from nmpolicy.records.provisions import Provision, SentenceParts
from nmpolicy.vocabulary.cut_texts import LONGEST_MENTION, cut


def names(collection: Collection, ids: Iterable[str]) -> str:
    """Return the names of these records, such as `A, B, and C`, with the sizes of groups."""
    return listed(_mention(collection, id) for id in ids)


def _mention(collection: Collection, id: str) -> str:
    record = collection.get(id)
    return cut(str(record), LONGEST_MENTION) if isinstance(record, Organization) else collection.label(id)


def listed(texts: Iterable[str]) -> str:
    """Join some texts as in a sentence.

    >>> listed("A"), listed("AB"), listed("ABC")
    ('A', 'A and B', 'A, B, and C')
    """
    *others, last = [*texts] or [""]
    return f"{', '.join(others)}{',' if len(others) > 1 else ''} and {last}" if others else last


def provision_sentence(collection: Collection, id: str | Record) -> str:
    """Return the sentence of a provision, with the names of its bearers."""
    provision = collection.get(id, Provision)
    if provision is None:
        return collection.label(id)
    return str(sentence_parts(collection, provision))


def sentence_parts(collection: Collection, provision: Provision) -> SentenceParts:
    """Return the parts of the sentence of a provision, with the names of its bearers."""
    instrument = collection.get(provision.instrument, Instrument)
    language = instrument.language if instrument else None
    return provision.sentence_parts(names(collection, provision.bearers), language=language)
