"""The page of the records: every class, every field, and what a record computes."""

import inspect
import re
from collections.abc import Iterator
from typing import Annotated, Any, get_args, get_origin

import attrs
from blocks import GENERATED, flat, page, paragraphs, table
from field_docs import field_docs, summary
from members import members

import nmpolicy as nm
from nmpolicy.records.collection import PARTS, TABLES
from nmpolicy.records.fields import field_type
from nmpolicy.vocabulary.definitions import Term
from nmpolicy.vocabulary.references import Ref
from nmpolicy.vocabulary.values import Between, Pattern

_CLASSES: tuple[type, ...] = (*TABLES.values(), *PARTS, nm.Collection)
#: The public classes that records derive from.
_BASES: tuple[type, ...] = tuple(
    dict.fromkeys(
        base
        for cls in _CLASSES
        for base in cls.__mro__[1:]
        if base.__module__.startswith("nmpolicy.") and "versionadded" in (base.__doc__ or "")
    )
)
#: Everything that this page describes.
DOCUMENTED: tuple[Any, ...] = (*_CLASSES, *_BASES, nm.Actor)
_PLAIN = {str: "text", int: "whole number", bool: "true or false", nm.PartialDate: "[date](../explanation/dates.md)"}


def records_page() -> str:
    """Every class of record with its fields, properties and methods."""
    opening = [
        GENERATED,
        "# Records",
        """Every class and every field. You may leave out a field that is not *required*; JSON leaves out a field that has
        its default. All of these are frozen attrs classes with keyword-only arguments.""",
        """An *id* is a slug that is unique in the collection: lowercase letters and digits, in words joined by hyphens.
        The id of a part is the id of the whole, a dot and a name, as in `abq-eo-2025-07-21.report-ice-activity`.""",
        f"Classes: {', '.join(f'[{cls.__name__}](#{cls.__name__.lower()})' for cls in _CLASSES)}.",
    ]
    classes = (block for cls in _CLASSES for block in _class_section(cls))
    bases = (block for cls in _BASES for block in _base_section(cls))
    return page(*paragraphs(*opening), *classes, *bases, *_actor_section())


def _class_section(cls: type) -> Iterator[str]:
    yield f"## {cls.__name__}"
    listed_in = next((name for name, listed in TABLES.items() if listed is cls), None)
    yield summary(cls) + (f" Listed in `{listed_in}`." if listed_in else "")
    yield from _rest_of_docstring(cls)
    docs = field_docs(cls)
    rows = ((f"`{field.name}`", _type(field), docs[field.name]) for field in attrs.fields(cls))
    yield table(("field", "type", "meaning"), rows)
    yield from _members(cls)


def _base_section(cls: type) -> Iterator[str]:
    yield f"## {cls.__name__}"
    yield summary(cls)
    yield from _rest_of_docstring(cls)
    derived = [each for each in _CLASSES if issubclass(each, cls)]
    yield f"Derived: {', '.join(f'[{each.__name__}](#{each.__name__.lower()})' for each in derived)}."
    yield from _members(cls)


def _actor_section() -> Iterator[str]:
    yield "## Actor"
    names = [cls.__name__ for cls in get_args(nm.Actor)]
    yield f"Any actor: `{' | '.join(names)}`. Use it in annotations and with `isinstance`."


def _rest_of_docstring(cls: type) -> Iterator[str]:
    """The paragraphs after the first, without examples and notes for Sphinx."""
    for block in (inspect.getdoc(cls) or "").split("\n\n")[1:]:
        if not block.startswith((">>>", ".. ")):
            yield flat(block)


def _members(cls: type) -> Iterator[str]:
    if rows := list(members(cls)):
        yield "\n".join(rows)


def _type(field: "attrs.Attribute[Any]") -> str:
    """The type of a field, for a reader."""
    item, many, _ = field_type(field.type)
    name = "list of " + re.sub(r"^(id|text)\b", r"\1s", _item(item)) if many else _item(item)
    return f"{name}, *required*" if field.default is attrs.NOTHING else name


def _item(item: Any) -> str:
    if get_origin(item) is Annotated:
        base, marker = get_args(item)
        match marker:
            case Ref(tables=tables):
                return "id in " + (" or ".join(f"`{name}`" for name in tables) or "any table")
            case Pattern(expected=expected):
                return expected.split(" ", 1)[1].split("; ")[0]
            case Between(least=least):
                return f"{_PLAIN[base]} from {least}"
            case _:
                return "id"
    if item in _PLAIN:
        return _PLAIN[item]
    target = "vocabulary.md" if issubclass(item, Term) else ""
    if item.__name__ == "Extra":
        target = "api.md"
    return f"[{item.__name__}]({target}#{item.__name__.lower()})"
