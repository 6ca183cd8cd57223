"""The texts of a record and of its parts, found by the annotations of their fields."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from attrs import fields

from nmpolicy.records.base import Part, Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.evidence import Evidence
from nmpolicy.records.fields import field_type
from nmpolicy.records.traversal import FieldPath, parts_of
from nmpolicy.vocabulary.extra import Extra
from nmpolicy.vocabulary.identifiers import Id
from nmpolicy.vocabulary.references import ref_marker
from nmpolicy.vocabulary.values import Url


def texts_of(value: Record | Collection) -> Iterator[tuple[FieldPath, str]]:
    """Yield the texts of a record and its parts, each with its path. All unknown fields of a part are one text.

    >>> from nmpolicy.records.instruments import Order
    >>> [*texts_of(Order(id="eo", kind="other", title="An order", notes="Short."))]
    [(('title',), 'An order'), (('notes', 0, 'text'), 'Short.')]
    """
    for path, part in parts_of(value):
        for name, kind, many in _text_fields(part.__class__):
            if content := getattr(part, name):
                texts = content if many else [repr(content) if kind == "extra" else content]
                yield from (((*path, name, *([index] if many else [])), text) for index, text in enumerate(texts))


@cache
def _text_fields(cls: Any) -> Sequence[tuple[str, str, bool]]:
    """Return the names of the fields of a class that hold texts, each with its kind, and whether it holds many."""
    typed = ((field.name, *field_type(field.type)) for field in fields(cls))
    kinds = ((name, text_kind(item), many) for name, item, many, _ in typed)
    return [(name, kind, many) for name, kind, many in kinds if kind]


def text_kind(item: Any) -> str | None:
    """Return the kind of text that a field of this type holds: words, an address or unknown fields; None if none."""
    kind = value_kind(item)
    return kind if kind in {"text", "url", "extra"} else None


@cache
def value_kind(item: Any) -> str | None:
    """Return the kind of value that a field of this type holds; None if it cannot name anyone."""
    if item is str:
        return "text"
    if item == Url:
        return "url"
    if item is Extra:
        return "extra"
    if item == Id or ref_marker(item) is not None:
        return "id"
    if item is Evidence:
        return "evidence"
    return "part" if isinstance(item, type) and issubclass(item, Part) else None
