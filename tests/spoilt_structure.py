"""A mutator of structure: it changes values, keys and lists of a valid document, and the way in which it is written.

A seed always makes the same text.
"""

import random
import re
from collections.abc import Callable, Iterator
from typing import Any

from nmpolicy.vocabulary.values import MAX_INT
from valid_documents import Supply, as_lines, valid_document, written

Spot = tuple[Any, Any]
_VALUES: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 1.0, 0.5, -0.0, 1e300, MAX_INT, MAX_INT + 1, 2**63, 2**64, 10**30, "", " ", "a", "A", "a\n",
    "a:b", "a-b", "a--b", "2025", "2025-13", "2025-02-29", "2024-02-29~", "0000", "\uff12\uff10\uff12\uff15", "1", "true", "null", "\u2028", "é",
    "\x7f", "\x00", "\ud800", "\udfff\ud800", "😀", "https://a", "http://a b", "en-", "P", "P1D", "FREQ=DAILY;FREQ=DAILY",
    "support", "other", "signed", [], [[]], ["a"], [None], [1], {}, {"id": "a"}, {"a": {}}, float("nan"), float("inf"),
)  # fmt: skip
_KEYS = (
    "id", "extra", "type", "schema", "$schema", "nmpolicy", "title", "names", "", "\ud800", "evidence", "notes", "tItle", "a:b",
    "x-", "x-a:b",
)  # fmt: skip
_DUPLICATE_MARK = "§"  # put before a key, and removed from the text, to make a duplicate key


def spoilt_structure(seed: int, parts: Supply, *, lines: bool = False) -> str | bytes:
    """Change up to three values of a document, and write it in one of the many ways of JSON."""
    rng = random.Random(seed)  # noqa: S311  # reproducible, not secret
    document: Any = valid_document(rng, parts)
    document = as_lines(document) if lines else document
    for _ in range(rng.choice((0, 1, 1, 1, 2, 3))):
        if spots := list(_spots(document)):
            rng.choice(_CHANGES)(rng, *rng.choice(spots))
    text = written(rng, document, lines=lines).replace(_DUPLICATE_MARK, "")
    while rng.random() < 0.2:
        text = rng.choice(_SPELLINGS)(rng, text)
    if rng.random() < 0.01:
        text = "\ufeff" + text
    return text if rng.random() < 0.5 and not lines else text.encode(errors="surrogatepass")


def _spots(value: Any) -> Iterator[Spot]:
    """Yield every container with each of its keys or indexes."""
    for key, item in list(value.items() if isinstance(value, dict) else enumerate(value)):
        yield value, key
        if isinstance(item, dict | list):
            yield from _spots(item)


def _copy(value: Any) -> Any:
    """A copy of plain data."""
    if isinstance(value, list):
        return [_copy(item) for item in value]
    return {key: _copy(item) for key, item in value.items()} if isinstance(value, dict) else value


def _replace(rng: random.Random, held: Any, key: Any) -> None:
    held[key] = _copy(rng.choice(_VALUES))


def _empty(_rng: random.Random, held: Any, key: Any) -> None:
    """Put the value in its place that most fields of its type have when they are left out."""
    held[key] = {str: "", list: [], bool: False}.get(type(held[key]))


def _graft(rng: random.Random, held: Any, key: Any) -> None:
    """Put a value of the same container in its place."""
    held[key] = _copy(rng.choice([*held.values()] if isinstance(held, dict) else held))


def _repeat(rng: random.Random, held: Any, key: Any) -> None:
    """Repeat an item of a list, or put the keys of an object in another order."""
    if isinstance(held, list):
        held.insert(rng.randrange(len(held) + 1), _copy(held[key]))
    else:
        held[key] = held.pop(key)


def _drop(_rng: random.Random, held: Any, key: Any) -> None:
    del held[key]


def _thin_out(rng: random.Random, held: Any, _key: Any) -> None:
    """Drop about half of what a container holds."""
    for key in reversed([*held] if isinstance(held, dict) else range(len(held))):
        if rng.random() < 0.5:
            del held[key]


def _add(rng: random.Random, held: Any, _key: Any) -> None:
    value = _copy(rng.choice(_VALUES))
    held.update({rng.choice(_KEYS): value}) if isinstance(held, dict) else held.append(value)


def _rename(rng: random.Random, held: Any, key: Any) -> None:
    if isinstance(held, dict):
        held[rng.choice([key.upper(), key + "s", key[:-1], rng.choice(_KEYS)])] = held.pop(key)


def _duplicate(rng: random.Random, held: Any, key: Any) -> None:
    if isinstance(held, dict):
        held[_DUPLICATE_MARK + key] = _copy(rng.choice([held[key], *_VALUES]))


def _nest(rng: random.Random, held: Any, key: Any) -> None:
    value = held[key]
    held[key] = rng.choice([[value], {"a": value}, list(value) if isinstance(value, str | dict) else []])


def _mistype(rng: random.Random, held: Any, key: Any) -> None:
    if isinstance(held[key], str) and held[key]:
        at = rng.randrange(len(held[key]))
        held[key] = held[key][:at] + rng.choice(_CHARACTERS) + held[key][at + rng.randrange(2) :]
    elif type(held[key]) is int:
        held[key] = rng.choice((-held[key], held[key] + 0.5, float(held[key]), held[key] - 7, str(held[key])))


_CHARACTERS = ("", "-", ".", "Z", "0", "9", " ", "\n", "é", "~", "?", "%", ":", ";", ",", "\ud83d", "\x1f", "\\", '"')
_CHANGES: tuple[Callable[[random.Random, Any, Any], None], ...] = (
    _replace, _replace, _empty, _graft, _repeat, _drop, _thin_out, _add, _rename, _duplicate, _nest, _mistype, _mistype,
)  # fmt: skip


def _escape_a_character(rng: random.Random, text: str) -> str:
    """Write a character of a string or a key by its number."""
    found = [each for each in _STRING.finditer(text) if each[1]]
    if not found:
        return text
    at = rng.randrange(*rng.choice(found).span(1))
    return text if text[at] in '\\"' else f"{text[:at]}\\u{ord(text[at]) & 0xFFFF:04{rng.choice('xX')}}{text[at + 1 :]}"


def _respell_a_number(rng: random.Random, text: str) -> str:
    found = list(_NUMBER.finditer(text))
    if not found:
        return text
    at = rng.choice(found).end()
    return (
        text[:at] + rng.choice((".0", "e0", "E+0", "e-0", ".00", "0e-1", "e400", "e999999999999999999999")) + text[at:]
    )


def _add_white_space(rng: random.Random, text: str) -> str:
    at = rng.choice([0, len(text), *(each.end() for each in _STRUCTURE.finditer(text))])
    return text[:at] + rng.choice((" ", "\t", "\r", "\n", "\x0c", "\xa0", "\ufeff")) + text[at:]


def _damage(rng: random.Random, text: str) -> str:
    at = rng.randrange(len(text) + 1)
    return text[:at] + rng.choice(("", ",", "\\", '"', "NaN", "/**/", "}")) + text[at + 1 :]


#: Strings without an escape, with their content.
_STRING = re.compile(r'"([^"\\]*)"')
_NUMBER = re.compile(r"(?<=[ :\[])-?[0-9]+(?=[\s,\]}])")
_STRUCTURE = re.compile(r"[\[\]{},:]")
_SPELLINGS = (_escape_a_character, _escape_a_character, _respell_a_number, _add_white_space, _damage)
