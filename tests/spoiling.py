"""Random corruption of valid documents, and a comparison of both readers and the schema on the result.

A seed always makes the same document. `python tests/spoiling.py 200000` compares them on that many documents; a test
does so on a few.
"""

import copy
import json
import random
import sys
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any
from unittest import mock

import attrs
from jsonschema import Draft202012Validator
from jsonschema.protocols import Validator

import nmpolicy as nm
from nmpolicy.errors import DocumentError
from nmpolicy.records.collection import TABLES
from nmpolicy.records.fields import field_type
from nmpolicy.serialization import _fast_json
from nmpolicy.serialization.documents import parse_slowly
from nmpolicy.serialization.json_schema import json_schema
from nmpolicy.vocabulary.definitions import Term
from nmpolicy.vocabulary.extra import Extra
from nmpolicy.vocabulary.values import MAX_INT, Pattern, value_check

Spot = tuple[Any, Any]
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
    "x-",
    "x-a:b",
)
#: Values that another program could keep in an object.
_OWN: dict[str, Any] = {"x-page": [1.5, {"a:b": None, "x-y": "x-"}], "x-done": True}
_DUPLICATE_MARK = "§"  # put before a key, and removed from the text, to make a duplicate key


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


def corrupted(seed: int, bases: list[dict[str, Any]]) -> str:
    """Change one of the valid documents at random, and return it as text."""
    rng = random.Random(seed)  # noqa: S311  # reproducible, not secret
    document = dict(rng.choice(bases))
    for table in TABLES:  # two records of each table are enough, and faster
        if len(document.get(table, ())) > 2:
            document[table] = rng.sample(document[table], 2)
    document = copy.deepcopy(document)
    for _ in range(rng.choice([0, 1, 1, 1, 2, 3])):
        spots = list(_spots(document))
        rng.choice(_CHANGES)(rng, *rng.choice(spots))
    text = json.dumps(document, ensure_ascii=rng.random() < 0.3, indent=rng.choice([None, 1])).replace(
        _DUPLICATE_MARK, ""
    )
    if rng.random() < 0.05:
        at = rng.randrange(len(text))
        text = text[:at] + rng.choice(["", ",", "\\", '"', "\ufeff", "\t", "\x0c", "NaN", "/**/", "}"]) + text[at + 1 :]
    return "\ufeff" + text if rng.random() < 0.01 else text


def _spots(value: Any) -> Iterator[Spot]:
    """Yield every container with each of its keys or indexes."""
    for key, item in list(value.items() if isinstance(value, dict) else enumerate(value)):
        yield value, key
        if isinstance(item, dict | list):
            yield from _spots(item)


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


def _duplicate(rng: random.Random, held: Any, key: Any) -> None:
    if isinstance(held, dict):
        held[_DUPLICATE_MARK + key] = copy.deepcopy(rng.choice([held[key], *_VALUES]))


def _nest(rng: random.Random, held: Any, key: Any) -> None:
    held[key] = rng.choice(
        [[held[key]], {"a": held[key]}, list(held[key]) if isinstance(held[key], str | dict) else []]
    )


def _mistype(rng: random.Random, held: Any, key: Any) -> None:
    if isinstance(held[key], str) and held[key]:
        at = rng.randrange(len(held[key]))
        held[key] = (
            held[key][:at]
            + rng.choice(["", "-", ".", "Z", "0", " ", "\n", "é", "~", "?", "\ud83d"])
            + held[key][at + 1 :]
        )


_CHANGES: tuple[Callable[[random.Random, Any, Any], None], ...] = (
    _replace, _replace, _drop, _add, _rename, _duplicate, _nest, _mistype, _mistype,
)  # fmt: skip


@lru_cache(maxsize=1)  # the last text: the schema is compared on it too
def _read_slowly(text: str) -> nm.Collection | DocumentError:
    """Return the collection that the slow reader makes of a text, or the error that it raises."""
    try:
        return parse_slowly(text, "refuse")
    except DocumentError as error:
        return error


def disagreement(text: str) -> str:
    """Return how the two readers differ on a text; empty if they agree."""
    strict = _fast_json.read_document(text)
    # The fast reader may leave only two cases to the slow one: possible duplicate keys, and a byte order mark.
    with mock.patch.object(_fast_json, "_has_no_duplicate_key", return_value=True):
        fast = _fast_json.read_document(text.removeprefix("\ufeff"))
    slow = _read_slowly(text)
    if isinstance(slow, DocumentError):
        if strict is not None:
            return f"only the fast reader accepts it: {slow}"
        if fast is not None and all(problem.code != "NMP011" for problem in slow.problems):
            return f"only the fast reader accepts it, without its check of duplicate keys: {slow}"
        return ""
    if fast is None:
        return "only the slow reader accepts it"
    return "" if strict in (slow, None) and fast == slow else "they build different records"


def schema_disagreement(text: str, validator: Validator) -> str:
    """Return how the schema and the reader differ on a text; empty if they agree, or differ as documented."""
    try:
        data = json.loads(text.removeprefix("\ufeff"), parse_constant=_refuse_constant)
    except ValueError:
        return ""  # not JSON, so a schema does not apply
    valid = validator.is_valid(data)
    slow = _read_slowly(text)
    if isinstance(slow, DocumentError):
        visible = [problem for problem in slow.problems if not any(words in str(problem) for words in _INVISIBLE)]
        return f"only the schema accepts it: {visible[0]}" if valid and visible else ""
    if valid or validator.is_valid(_without_null_ranges(data)):
        return ""
    return f"only the reader accepts it: {next(validator.iter_errors(data)).message}"


def _without_null_ranges(data: Any) -> Any:
    """The data without null for a paragraph or a range of evidence, which the reader accepts as absent."""
    if isinstance(data, list):
        return [_without_null_ranges(item) for item in data]
    if not isinstance(data, dict):
        return data
    return {
        key: _without_null_ranges(item)
        for key, item in data.items()
        if item is not None or key not in {"paragraph", "start", "length"}
    }


#: Problems that a schema cannot see: a duplicate key, half a surrogate pair, a whole number written with a fraction.
_INVISIBLE = ("NMP011", "half of a surrogate pair", "not 0.0", "not -0.0", "not 1.0", "not 1e+300")


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def bases() -> list[dict[str, Any]]:
    """The valid documents that `corrupted` starts from."""
    bundled: dict[str, Any] = json.loads(nm.dumps(nm.load_dataset("albuquerque-immigrant-friendly-2025")))
    complete = complete_document()
    return [complete, bundled, _with_own_keys(complete), _with_own_keys(bundled), _as_draft(complete)]


def _as_draft(value: Any) -> Any:
    """A document in which evidence quotes its passage instead of pointing at it."""
    if isinstance(value, list):
        return [_as_draft(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {key: _as_draft(item) for key, item in value.items()}
    if "digest" not in kept:
        return kept
    return {"quote": "words", **{key: item for key, item in kept.items() if key not in {"start", "length", "digest"}}}


def _with_own_keys(value: Any) -> Any:
    """A document with keys of another program in each object."""
    if isinstance(value, list):
        return [_with_own_keys(item) for item in value]
    return {**{key: _with_own_keys(item) for key, item in value.items()}, **_OWN} if isinstance(value, dict) else value


def main(count: int, first: int = 0) -> None:
    """Corrupt this many documents, and stop at the first on which the readers, or the schema, disagree."""
    documents, validator = bases(), Draft202012Validator(json_schema())
    for seed in range(first, first + count):
        text = corrupted(seed, documents)
        found = disagreement(text) or (schema_disagreement(text, validator) if seed % 10 == 0 else "")
        if found:
            sys.exit(f"seed {seed}: {found}")
        if seed % 10_000 == 9_999:
            print(f"{seed + 1:,}", flush=True)  # noqa: T201  # progress of a manual run


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
