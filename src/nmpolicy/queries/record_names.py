"""Names of provisions inside other sentences: their section and their instrument."""

from nmpolicy.records.collection import Collection
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
