"""Documents spoilt by chance: from a seed, a valid document, changed in a place or two, as text.

The same seed spoils in the same way. `python tests/spoiling.py 200000` holds both readers and the schema against
one another on so many; a test does so on a few.
"""

import copy
import json
import random
import sys
from collections.abc import Callable, Iterator
from typing import Any
from unittest import mock

import attrs
from jsonschema import Draft202012Validator
from jsonschema.protocols import Validator
from nmpolicy.wire import strict
from schema import json_schema

import nmpolicy as nm
from nmpolicy.errors import DocumentError
from nmpolicy.records.collection import TABLES
from nmpolicy.serialization.converter import shared_converter
from nmpolicy.serialization.documents import read_slowly
from nmpolicy.vocabulary.extra import Extra
from nmpolicy.vocabulary.terms import Term
from nmpolicy.vocabulary.values import MAX_INT, Pattern, value_check

Spot = tuple[Any, Any]
#: A text of each form, by the start of the expression for it.
_TEXTS = {
    "[a-z0-9]+": "a-b.c",
    "https?": "https://example.org/a?b=c:d",
    "[A-Za-z]": "es-MX",
    "P(?=": "P1Y6M",
    "FREQ": "FREQ=MONTHLY;BYMONTHDAY=1",
    "[A-Z]{2": "NMP101",
    "[0-9a-f]": "0123456789abcdef" * 4,
}
_VALUES: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 1.0, 0.5, -0.0, 1e300, MAX_INT, MAX_INT + 1, 2**63, 2**64, 10**30, "", " ", "a", "A", "a\n",
    "a:b", "a-b", "a--b", "2025", "2025-13", "2025-02-29", "2024-02-29~", "0000", "\uff12\uff10\uff12\uff15", "1", "true", "null", "\u2028", "é",
    "\x7f", "\x00", "\ud800", "\udfff\ud800", "😀", "https://a", "http://a b", "en-", "P", "P1D", "FREQ=DAILY;FREQ=DAILY",
    "support", "other", "signed", [], [[]], ["a"], [None], [1], {}, {"id": "a"}, {"a": {}}, float("nan"), float("inf"),
)  # fmt: skip
_KEYS = (
    "id",
    "extra",
    "type",
    "schema",
    "$schema",
    "nmpolicy",
    "title",
    "names",
    "",
    "\ud800",
    "evidence",
    "notes",
    "tItle",
    "a:b",
)
_AGAIN = "§"  # before a key that shall stand twice


def whole() -> dict[str, Any]:
    """A document with a record of each class, in which every field has a value."""
    records: list[Any] = [cls(**_filled(cls)) for cls in TABLES.values()]
    held = nm.Collection.of(
        records, id="whole", title="Every field", summary="s", notes="n", license="CC0-1.0", schema="s"
    )
    document: dict[str, Any] = json.loads(nm.dumps(held))
    return document


def _filled(cls: type) -> dict[str, Any]:
    # A deadline is a date or a span, not both.
    left_out = {"date"} if cls is nm.Deadline else set()
    held = {}
    for field in attrs.fields(cls):
        item, many, _ = parts(field.type)
        if item is not Extra and field.name not in left_out:
            one = _value(item, field.name)
            held[field.name] = [one, one] if many else one
    return {**held, "id": f"a-{cls.__name__.lower()}"} if issubclass(cls, nm.Record) else held


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


def spoilt(seed: int, bases: list[dict[str, Any]]) -> str:
    """The text of a document that is made from one of the valid ones."""
    rng = random.Random(seed)  # noqa: S311  # the same for the same seed
    document = copy.deepcopy(rng.choice(bases))
    for table in TABLES:  # a few records of each table are enough, and faster
        if len(document.get(table, ())) > 2:
            document[table] = rng.sample(document[table], 2)
    for _ in range(rng.choice([0, 1, 1, 1, 2, 3])):
        spots = list(_spots(document))
        rng.choice(_CHANGES)(rng, *rng.choice(spots))
    text = json.dumps(document, ensure_ascii=rng.random() < 0.3, indent=rng.choice([None, 1])).replace(_AGAIN, "")
    if rng.random() < 0.05:
        at = rng.randrange(len(text))
        text = text[:at] + rng.choice(["", ",", "\\", '"', "\ufeff", "\t", "\x0c", "NaN", "/**/", "}"]) + text[at + 1 :]
    return "\ufeff" + text if rng.random() < 0.01 else text


def _spots(value: Any) -> Iterator[Spot]:
    """Every container with every key or index of it."""
    for key, held in list(value.items() if isinstance(value, dict) else enumerate(value)):
        yield value, key
        if isinstance(held, dict | list):
            yield from _spots(held)


def _replace(rng: random.Random, held: Any, key: Any) -> None:
    held[key] = copy.deepcopy(rng.choice(_VALUES))


def _drop(_rng: random.Random, held: Any, key: Any) -> None:
    del held[key]


def _add(rng: random.Random, held: Any, _key: Any) -> None:
    value = copy.deepcopy(rng.choice(_VALUES))
    held.update({rng.choice(_KEYS): value}) if isinstance(held, dict) else held.append(value)


def _rename(rng: random.Random, held: Any, key: Any) -> None:
    if isinstance(held, dict):
        held[rng.choice([key.upper(), key + "s", key[:-1], rng.choice(_KEYS)])] = held.pop(key)


def _twice(rng: random.Random, held: Any, key: Any) -> None:
    if isinstance(held, dict):
        held[_AGAIN + key] = copy.deepcopy(rng.choice([held[key], *_VALUES]))


def _nest(rng: random.Random, held: Any, key: Any) -> None:
    held[key] = rng.choice(
        [[held[key]], {"a": held[key]}, list(held[key]) if isinstance(held[key], str | dict) else []]
    )


def _slip(rng: random.Random, held: Any, key: Any) -> None:
    if isinstance(held[key], str) and held[key]:
        at = rng.randrange(len(held[key]))
        held[key] = (
            held[key][:at]
            + rng.choice(["", "-", ".", "Z", "0", " ", "\n", "é", "~", "?", "\ud83d"])
            + held[key][at + 1 :]
        )


_CHANGES: tuple[Callable[[random.Random, Any, Any], None], ...] = (
    _replace, _replace, _drop, _add, _rename, _twice, _nest, _slip, _slip,
)  # fmt: skip


def disagreement(text: str) -> str:
    """How the two readers differ about a text; empty where they agree."""
    sure = strict.read_document(text)
    # What the fast reader may leave to the other one is whether a key stands twice, and a byte order mark.
    with mock.patch.object(strict, "_no_key_twice", return_value=True):
        fast = strict.read_document(text.removeprefix("\ufeff"))
    try:
        slow = read_slowly(text, shared_converter("refuse"))
    except DocumentError as error:
        if sure is not None:
            return f"only the fast reader takes it: {error}"
        if fast is not None and all(problem.code != "NMP011" for problem in error.problems):
            return f"only the fast reader takes it, but for its caution: {error}"
        return ""
    if fast is None:
        return "only the slow reader takes it"
    return "" if sure in (slow, None) and fast == slow else "they build different records"


def schema_disagreement(text: str, validator: Validator) -> str:
    """How the schema and the reader differ about a text; empty where they agree, or no schema can see the difference."""
    try:
        data = json.loads(text.removeprefix("\ufeff"), parse_constant=_no_constant)
    except ValueError:
        return ""  # it is no JSON, so there is nothing that a schema is asked about
    valid = validator.is_valid(data)
    try:
        read_slowly(text, shared_converter("refuse"))
    except DocumentError as error:
        unseen = [problem for problem in error.problems if not any(sign in str(problem) for sign in _UNSEEN)]
        return f"only the schema takes it: {unseen[0]}" if valid and unseen else ""
    return "" if valid else f"only the reader takes it: {next(validator.iter_errors(data)).message}"


#: What a schema cannot see: a key that stands twice, half a surrogate pair, a whole number written with a fraction.
_UNSEEN = ("NMP011", "half of a surrogate pair", "not 0.0", "not -0.0", "not 1.0", "not 1e+300")


def _no_constant(name: str) -> None:
    raise ValueError(name)


def bases() -> list[dict[str, Any]]:
    """The documents that are spoilt."""
    bundled: dict[str, Any] = json.loads(nm.dumps(nm.load_dataset("albuquerque-immigrant-friendly-2025")))
    return [whole(), bundled]


def main(count: int, first: int = 0) -> None:
    """Spoil so many documents, and stop at the first that the readers, or the schema, differ about."""
    made, validator = bases(), Draft202012Validator(json_schema())
    for seed in range(first, first + count):
        text = spoilt(seed, made)
        found = disagreement(text) or (schema_disagreement(text, validator) if seed % 10 == 0 else "")
        if found:
            sys.exit(f"seed {seed}: {found}")
        if seed % 10_000 == 9_999:
            print(f"{seed + 1:,}", flush=True)  # noqa: T201  # run by hand


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
