"""The texts that a page must show."""

from collections.abc import Iterator
from typing import Any

import attrs

from nmpolicy.records.fields import field_type
from nmpolicy.vocabulary.references import ref_marker
from nmpolicy.vocabulary.values import Url


def texts_of(value: Any) -> Iterator[str]:
    """The texts of a record and its parts, without references, terms and dates, and without its evidence."""
    for field in attrs.fields(type(value)):
        item, many, _ = field_type(field.type)
        content = getattr(value, field.name)
        items = content if many else [content]
        if field.name in {"evidence", "suppressions", "recurrence", "within", "at_least"} or ref_marker(item):
            continue
        if item is str:
            yield from items
        elif item == Url:
            yield from (each.partition("//")[2] for each in items if each)
        elif isinstance(item, type) and attrs.has(item):
            for part in filter(None, items):
                yield from texts_of(part)
