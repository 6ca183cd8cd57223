"""Every field of a record in lines, and the names of the records that it refers to."""

import re
from collections.abc import Iterator, Sequence
from functools import partial

from nmpolicy.cli.terminal import wrapped
from nmpolicy.queries.provision_names import name_in_sentence
from nmpolicy.records import field_texts as texts
from nmpolicy.records.base import Part, Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.provisions import Provision


def field_lines(collection: Collection, record: Record, *, but: Sequence[str] = ()) -> Iterator[str]:
    """Yield a line for each field of a record that is set, in the declared order, without the fields named in `but`."""
    for name, value, found in texts.field_texts(record, partial(reference_text, collection)):
        if name in but:
            continue
        if isinstance(value, tuple) and value and isinstance(value[0], Part):
            yield from (wrapped(f"{_class_name(value[0])}: {text}", 2, 4) for text in found)
        else:
            yield wrapped(f"{texts.field_title(name)}: {'; '.join(found)}", 2, 4)


def part_text(collection: Collection, part: Part) -> str:
    """Describe a part by its fields that are set, with the names of the records that it refers to."""
    return texts.part_text(part, partial(reference_text, collection))


def reference_text(collection: Collection, id: str) -> str:
    """Name a record by its label and its id, and a provision by its section and its order.

    A record that has no other label, or is not in the collection, is named by its id alone.
    """
    if collection.get(id, Provision):
        return name_in_sentence(collection, id)
    label = collection.label(id)
    return id if label == id else f"{label} [{id}]"


def _class_name(part: Part) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(part).__name__).capitalize()
