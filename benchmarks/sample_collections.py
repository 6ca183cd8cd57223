"""Generate records to time: copies of the bundled article, each with ids, names, texts, digests and dates of its own.

So the fields that are filled, the lengths of texts, and the numbers of passages and references are those of real
records. Every run makes the same ones.
"""

import random
import string
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from functools import cache
from hashlib import sha256
from typing import Any

import attrs

import nmpolicy as nm
from nmpolicy.records.fields import field_type
from nmpolicy.vocabulary.identifiers import Slug
from nmpolicy.vocabulary.values import DIGEST, Pattern

#: The provisions of the article about which rules say something, with bearers about whom they say nothing.
_BEARERS = {
    "us-eo-2025-04.list-jurisdictions": "us-dhs",
    "abq-eo-2025-07-21.detention-tactics": "albuquerque-police-department",
    "abq-eo-2025-07-21.identify-officers": "albuquerque-police-department",
}
_KEPT = {"division", "supports"}  # texts that are not words
_DAYS = 7 * 52 * 20  # over which the copies of a date are spread: twenty years, in whole weeks


def collection(copies: int) -> nm.Collection:
    """Return so many copies of the bundled article, of 95 records each. No rule finds anything in them."""
    article = nm.load_dataset("albuquerque-immigrant-friendly-2025")
    bound = [attrs.evolve(each, bearers=[_BEARERS[each.id]]) for each in article.provisions if each.id in _BEARERS]
    records = list(article.replace(*bound))
    made = (record for number in range(copies) for record in _copies(records, number))
    return nm.Collection.of(made, id="generated", title="Generated for timing")


def _copies(records: list[nm.Record], number: int) -> Iterator[nm.Record]:
    """Yield a copy of each record. Each letter stands for another one, so that texts keep their lengths."""
    rng = random.Random(number)
    mixed = "".join(rng.sample(string.ascii_lowercase, 26))
    letters = str.maketrans(string.ascii_letters, mixed + mixed.upper())
    changes: dict[str, Callable[[Any], Any]] = {
        "id": f"city{number}-{{}}".format,
        "digest": lambda digest: sha256(f"{number} {digest}".encode()).hexdigest(),
        "date": lambda day: _moved(day, number),
        "text": lambda text: text.translate(letters),
        "part": lambda part: _copy(part, changes),
    }
    return (_copy(record, changes) for record in records)


def _copy(value: Any, changes: Mapping[str, Callable[[Any], Any]]) -> Any:
    changed = {}
    for name, kind, many in _fields(value.__class__):
        if held := getattr(value, name):
            changed[name] = tuple(map(changes[kind], held)) if many else changes[kind](held)
    return attrs.evolve(value, **changed)


@cache
def _fields(cls: Any) -> list[tuple[str, str, bool]]:
    """Return the fields of a class that differ between copies, with their kinds, and if they are lists."""
    typed = ((field.name, *field_type(field.type)) for field in attrs.fields(cls))
    return [(name, kind, many) for name, item, many, _ in typed if name not in _KEPT and (kind := _kind(item))]


def _kind(item: Any) -> str:
    marker = next((each for each in getattr(item, "__metadata__", ()) if isinstance(each, Pattern)), None)
    if isinstance(marker, Slug):
        return "id"
    if marker and marker.regex == DIGEST:
        return "digest"
    if item is nm.PartialDate:
        return "date"
    return "text" if item is str else "part" if attrs.has(item) else ""


def _moved(day: nm.PartialDate, number: int) -> str:
    """Return an earlier date of the same precision."""
    moved = day.earliest - timedelta(days=91 * number % _DAYS)
    digits = len(day.rstrip("~?%"))
    return moved.isoformat()[:digits] + day[digits:]
