"""Names of records inside other sentences: provisions by their section, instruments with one title by their numbers."""

from collections import Counter
from collections.abc import Mapping

from nmpolicy.records.collection import Collection
from nmpolicy.records.instruments import Instrument
from nmpolicy.records.once_per_collection import once_per_collection
from nmpolicy.records.provisions import Provision
from nmpolicy.vocabulary.folding import fold


def name_in_sentence(collection: Collection, id: str) -> str:
    """Name a record inside a sentence: a provision by its section, its instrument and its id, another by its name.

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
        return distinct_name(collection, id)
    section = provision.section.strip() or "a provision"
    return f"{section} of {distinct_name(collection, provision.instrument)} [{id}]"


def distinct_name(collection: Collection, id: str) -> str:
    """Return the name of a record; if other instruments have its title, with its number or, failing that, its id.

    >>> from nmpolicy.records.instruments import Order
    >>> numbers = {"a": "7", "b": "EO-8", "c": "", "d": "9", "e": "9"}
    >>> orders = [Order(id=id, kind="other", title="Curfew", number=number) for id, number in numbers.items()]
    >>> demo = Collection(id="demo", title="A demonstration", orders=orders)
    >>> [distinct_name(demo, id) for id in numbers]
    ['Curfew No. 7', 'Curfew, EO-8', 'Curfew [c]', 'Curfew [d]', 'Curfew [e]']
    """
    label, instrument = collection.label(id), collection.get(id, Instrument)
    shared = _shared_titles(collection)
    if instrument is None or shared[_key(label)] == 1:
        return label
    number = instrument.number.strip()
    if not number or shared[_key(label, number)] > 1:
        return f"{label} [{id}]"
    return f"{label} No. {number}" if number[0].isdecimal() else f"{label}, {number}"


def _key(*texts: str) -> tuple[str, ...]:
    return tuple(" ".join(fold(text).split()) for text in texts)


@once_per_collection
def _shared_titles(collection: Collection) -> Mapping[tuple[str, ...], int]:
    """Return how many instruments have each title, and each title and number."""
    instruments = collection.instruments
    return Counter([key for each in instruments for key in (_key(each.label), _key(each.label, each.number))])
