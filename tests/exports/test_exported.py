"""The count of what an export leaves out."""

from collections.abc import Callable
from functools import partial
from typing import Any

import attrs
from attrs import fields
from hypothesis import given
from hypothesis import strategies as st

import nmpolicy as nm
from nmpolicy.errors import NMPolicyError
from nmpolicy.exports import to_ftm, to_graph, to_ig
from nmpolicy.exports.exported import fields_left_out
from nmpolicy.records.collection import TABLES, Collection
from nmpolicy.records.traversal import parts_of
from nmpolicy.strategies import collections

#: The exports that do not hold everything, and that give one text.
EXPORTS: list[Callable[..., nm.exports.Exported[str]]] = [
    to_ftm,
    to_ig,
    *(partial(to_graph, form=form) for form in ("graphml", "gexf", "dot", "mermaid")),
]
UNCONNECTED = "records that nothing connects"


@given(collections())
def test_nothing_is_left_out_if_every_field_is_held_and_each_value_if_none_is(collection: Collection) -> None:
    classes = {type(part) for record in (collection, *collection) for _, part in parts_of(record)}
    assert not fields_left_out(collection, {each: {field.name for field in fields(each)} for each in classes})
    expected = [
        f"{type(record).__name__}.{field.name}"
        for record in (collection, *collection)
        for field in fields(type(record))
        if field.name not in TABLES and getattr(record, field.name) != field.default
    ]
    counts = fields_left_out(collection, {})
    assert sorted(counts.elements()) == sorted(expected)


def test_a_part_of_a_field_that_is_held_is_looked_into() -> None:
    deadline = nm.Deadline(within="P30D", after="signed", extra={"x-a": 1})
    provision = nm.Provision(id="a", instrument="b", kind="regulative", deadline=deadline)
    collection = nm.Collection.of([provision], id="demo", title="A demonstration")
    held = {nm.Collection: {"id", "title"}, nm.Provision: {"id", "instrument", "kind"}}
    assert fields_left_out(collection, held) == {"Provision.deadline": 1}
    held |= {nm.Provision: {"id", "instrument", "kind", "deadline"}, nm.Deadline: {"within"}}
    assert fields_left_out(collection, held) == {"Deadline.after": 1, "Deadline.extra": 1}


@given(collections(), st.data())
def test_each_value_is_in_the_output_or_counted(collection: Collection, data: st.DataObject) -> None:
    """Without the value, the text or the counts differ."""
    records = [*collection]
    places = [
        (index, path, each.name)
        for index, record in enumerate(records)
        for path, part in parts_of(record)
        for each in fields(type(part))
        if each.default is not attrs.NOTHING and not is_blank(getattr(part, each.name))
    ]
    if not places:
        return
    index, path, field = data.draw(st.sampled_from(places))
    record = records[index]
    parts = dict(parts_of(record))

    def instead(*others: nm.Record) -> Collection:
        return collection.with_records([*records[:index], *others, *records[index + 1 :]])

    try:
        other = instead(without(record, path, field))
        # A record, a field or a part that is left out as a whole is counted once for all that is in it.
        wholes = [(instead(), {type(record).__name__, UNCONNECTED})]
        for at, step in enumerate(path):
            if isinstance(step, str):
                whole = instead(without(record, path[:at], step))
                inside = {
                    type(parts[path[:end]]).__name__ for end in range(at + 1, len(path) + 1) if path[:end] in parts
                }
                wholes.append((whole, {f"{type(parts[path[:at]]).__name__}.{step}", UNCONNECTED} | inside))
    except NMPolicyError:  # the default does not fit the other values
        return
    for export in EXPORTS:
        try:
            full, changed = (export(each, include_private=True) for each in (collection, other))
            less = [(export(each, include_private=True).left_out, kinds) for each, kinds in wholes]
        except NMPolicyError:  # a text looks like the notation of IG Script
            continue
        is_whole = any(full.left_out.get(kind, 0) > each.get(kind, 0) for each, kinds in less for kind in kinds)
        assert is_whole or full != changed


def is_blank(value: Any) -> bool:
    """Return whether a value has no text, number or term besides those that it has by default."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, tuple):
        return all(map(is_blank, value))
    if attrs.has(type(value)):
        return all(is_blank(getattr(value, each.name)) for each in fields(type(value)))
    return not value


def without(item: Any, path: tuple[Any, ...], name: str) -> Any:
    """Return a record or a part of it, with the default in place of the value at a path."""
    if path:
        step, *more = path
        if isinstance(item, tuple):
            return (*item[:step], without(item[step], tuple(more), name), *item[step + 1 :])
        return attrs.evolve(item, **{step: without(getattr(item, step), tuple(more), name)})
    default = getattr(fields(type(item)), name).default
    factory = getattr(default, "factory", None)
    return attrs.evolve(item, **{name: factory() if factory else default})
