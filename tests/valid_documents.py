"""Small valid documents that use every field, made from a seed."""

import json
import random
from collections.abc import Sequence
from typing import Any, NamedTuple

import attrs

import nmpolicy as nm
from nmpolicy.records.collection import TABLES
from nmpolicy.records.fields import field_type
from nmpolicy.serialization.json_format import TYPE_KEY, type_of
from nmpolicy.vocabulary.definitions import Term
from nmpolicy.vocabulary.extra import Extra
from nmpolicy.vocabulary.values import Pattern, value_check

#: An example for each pattern, by the start of its regular expression.
_TEXTS = {
    "[a-z0-9]+": "a-b.c",
    "https?": "https://example.org/a?b=c:d",
    "[A-Za-z]": "es-MX",
    "P(([0-9]": "P1Y6M",
    "-?(0|": "250.00",
    "[A-Z]{3": "USD",
    "FREQ": "FREQ=MONTHLY;BYMONTHDAY=1",
    "[A-Z]{2": "NMP101",
    "[0-9a-f]": "0123456789abcdef" * 4,
}
#: Fields that are not valid together with others of their class, which have values instead.
_ALTERNATIVES: dict[type, tuple[str, ...]] = {
    nm.Evidence: ("quote",),
    nm.Deadline: ("date", "business_days", "after_record", "at_least", "before_record"),
    nm.MonetaryAmount: ("min_value", "max_value"),
}
#: Other valid parts of these classes.
_OTHER_PARTS: dict[str, tuple[Any, ...]] = {
    "deadline": (
        {"date": "2025-07-21~"},
        {"within": "P10D", "business_days": True, "after_record": "a-event"},
        {"at_least": "P2W", "before_record": "a-event"},
    ),
    "amounts": ([{"min_value": "0", "currency": "USD"}], [{"min_value": "1", "max_value": "2.50", "currency": "EUR"}]),
    "evidence": ([{"source": "s", "quote": "the words"}], [{"source": "s", "paragraph": 7}], [{"source": "s"}]),
}
#: Values that another program could keep in an object.
_OWN: dict[str, Any] = {"x-page": [1.5, {"a:b": None, "x-y": "x-"}], "x-done": True}


def complete_document() -> dict[str, Any]:
    """A document with a record of each class, in which every field has a value."""
    records: list[Any] = [cls(**_filled(cls)) for cls in TABLES.values()]
    collection = nm.Collection.of(
        records,
        id="complete",
        title="Every field",
        summary="s",
        notes="n",
        license="CC0-1.0",
        redacted=True,
        schema="s",
    )
    document: dict[str, Any] = json.loads(nm.dumps(collection))
    return document


def _filled(cls: type) -> dict[str, Any]:
    omitted = _ALTERNATIVES.get(cls, ())
    values = {}
    for field in attrs.fields(cls):
        item, many, _ = field_type(field.type)
        if item is not Extra and field.name not in omitted:
            one = _value(item, field.name)
            values[field.name] = [one, one] if many else one
    return {**values, "id": f"a-{cls.__name__.lower()}"} if issubclass(cls, nm.Record) else values


def _value(item: Any, name: str) -> Any:
    if item is nm.PartialDate:
        return "2024-02-29"
    for marker in getattr(item, "__metadata__", ()):
        return (
            next(text for start, text in _TEXTS.items() if marker.regex.startswith(start))
            if isinstance(marker, Pattern)
            else 7
        )
    if value_check(item) is None:
        return item(**_filled(item))
    if issubclass(item, Term):
        return next(iter(item))
    return True if item is bool else f"Some {name}: “quoted”"


class Supply(NamedTuple):
    """The parts of valid documents, as JSON."""

    header: str
    """The fields of the collection."""
    records: Sequence[tuple[str, str]]
    """Records, each after the name of its table."""


def supply() -> Supply:
    """Return a record of each class with every field, with other parts, with own keys, and all bundled records."""
    complete = complete_document()
    records: list[tuple[str, Any]] = []
    for table in TABLES:
        (record,) = complete[table]
        records += [(table, record)] * 3 + [(table, _with_own_keys(record))]
        for name, others in _OTHER_PARTS.items():
            records += [(table, {**record, name: other}) for other in others if name in record]
    bundled = json.loads(nm.dumps(nm.load_dataset("albuquerque-immigrant-friendly-2025")))
    records += [(table, record) for table in TABLES for record in bundled.get(table, ())]
    header = {key: value for key, value in complete.items() if key not in TABLES}
    return Supply(json.dumps(header), [(table, json.dumps(record)) for table, record in records])


def _with_own_keys(value: Any) -> Any:
    """A value with keys of another program in each object."""
    if isinstance(value, list):
        return [_with_own_keys(item) for item in value]
    return {**{key: _with_own_keys(item) for key, item in value.items()}, **_OWN} if isinstance(value, dict) else value


def valid_document(rng: random.Random, parts: Supply) -> dict[str, Any]:
    """Make a valid document of up to three records, most with only some of their fields."""
    document: dict[str, Any] = json.loads(parts.header)
    for key in rng.sample([*document], rng.randrange(5)):
        if key not in {"nmpolicy", "id", "title"}:
            del document[key]
    for _ in range(rng.choice((0, 1, 1, 1, 2, 3))):
        table, text = rng.choice(parts.records)
        record = json.loads(text)
        if rng.random() < 0.9:
            record = {key: value for key, value in record.items() if key in _REQUIRED[table] or rng.random() < 0.4}
        document.setdefault(table, []).append(record)
    return document


_REQUIRED = {
    table: {field.name for field in attrs.fields(cls) if field.default is attrs.NOTHING} | {"id", "name"}
    for table, cls in TABLES.items()
}


def as_lines(document: dict[str, Any]) -> list[Any]:
    """Return the objects on the lines of the same collection as JSON Lines."""
    header = {key: value for key, value in document.items() if key not in TABLES}
    records = ((cls, record) for table, cls in TABLES.items() for record in document.get(table, ()))
    return [header, *({TYPE_KEY: type_of(cls), **record} for cls, record in records)]


def written(rng: random.Random, document: Any, *, lines: bool) -> str:
    ascii_only, separators = rng.random() < 0.3, rng.choice((None, (",", ":")))
    if lines:
        end = rng.choice(("\n", "\n", "\r\n", "\n\n"))
        texts = (json.dumps(each, ensure_ascii=ascii_only, separators=separators) for each in document)
        return end.join((*texts, ""))
    return json.dumps(document, ensure_ascii=ascii_only, indent=rng.choice((None, None, 1)), separators=separators)
