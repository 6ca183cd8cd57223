"""Names of actors, and provisions in words: as a sentence, or inside another by their section and instrument."""

from collections.abc import Iterable

from nmpolicy.records.actors import Organization
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.instruments import Instrument
from nmpolicy.records.provisions import Provision


def name_in_sentence(collection: Collection, id: str) -> str:
    """Name a record inside a sentence: a provision by its section, its instrument and its id, another by its label.

    >>> from nmpolicy.records.instruments import Order
    >>> order = Order(id="eo", kind="other", title="An order")
    >>> one = Provision(id="eo.1", instrument="eo", kind="regulative", section="Section 1", aim="plant trees")
    >>> two = Provision(id="eo.2", instrument="eo", kind="regulative", aim="water them")
    >>> demo = Collection(id="demo", title="A demonstration", orders=[order], provisions=[one, two])
    >>> name_in_sentence(demo, "eo.1"), name_in_sentence(demo, "eo.2"), name_in_sentence(demo, "eo")
    ('Section 1 of An order [eo.1]', 'a provision of An order [eo.2]', 'An order')
    """
    provision = collection.get(id, Provision)
    if provision is None:
        return collection.label(id)
    section = provision.section.strip() or "a provision"
    return f"{section} of {collection.label(provision.instrument)} [{id}]"


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
