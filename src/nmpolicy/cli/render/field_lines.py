"""Every field of a record in words, from the declarations of its fields, so that no field can be forgotten."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from attrs import fields

from nmpolicy.cli.terminal import wrapped
from nmpolicy.queries.provision_names import name_in_sentence
from nmpolicy.records.actors import Person
from nmpolicy.records.base import Part, Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.fields import field_type
from nmpolicy.records.instruments import Vote
from nmpolicy.records.provisions import Deadline, MonetaryAmount, Provision
from nmpolicy.records.traversal import ref_marker
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.extra import Extra, to_builtins

#: Parts whose first field does not say by itself what it is.
_ALL_FIELDS_NAMED = (Deadline, MonetaryAmount)
_OF_EVERY_VOTE = ("voter", "option")
_DIGEST = 12  # characters of a digest that are shown
#: Fields of a private individual that could name them.
_WITHHELD = frozenset({"name", "other_names", "identifiers", "summary"})


def field_lines(collection: Collection, record: Record, *, but: Sequence[str] = ()) -> Iterator[str]:
    """Yield a line for each field of a record that is set, in the declared order, without the fields named in `but`."""
    private = isinstance(record, Person) and record.private
    for name, value, text in _set_fields(collection, record):
        if name in but:
            continue
        title = _title(name)
        if private and (name in _WITHHELD or name in record.extra):
            yield wrapped(f"{title}: (withheld)", 2, 4)
        elif isinstance(value, tuple) and value and isinstance(value[0], Part):
            yield from (wrapped(f"{_class_name(part)}: {part_text(collection, part)}", 2, 4) for part in value)
        else:
            yield wrapped(f"{title}: {text}", 2, 4)


def part_text(collection: Collection, part: Part) -> str:
    """Describe a part by its fields that are set: the value of the first, then names and values."""
    found = list(_set_fields(collection, part))
    first = "" if isinstance(part, _ALL_FIELDS_NAMED) or not found or found[0][0] in part.extra else found[0][0]
    return "; ".join(text if name == first else f"{_words(name)} {text}" for name, _, text in found)


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


def _title(name: str) -> str:
    return "URL" if name == "url" else _words(name).capitalize()


def _words(name: str) -> str:
    return name.replace("_", " ")


def _set_fields(collection: Collection, record: Any) -> Iterator[tuple[str, Any, str]]:
    """Yield the name, the value and the text of each field that is set."""
    for field in fields(type(record)):
        value = getattr(record, field.name)
        if value == field.default or value in (None, "", ()):
            continue
        if isinstance(value, Extra):
            import json  # noqa: PLC0415  # few records have such fields

            for name, item in value.items():
                yield name, item, json.dumps(to_builtins(item), ensure_ascii=False, default=str)
            continue
        item, many, _ = field_type(field.type)
        items = value if many else (value,)
        if items and isinstance(items[0], Vote):
            voters = votes_by_option(collection, items, partial(reference_text, collection))
            yield field.name, value, f"({voters})"
            continue
        if field.name == "digest":
            yield field.name, value, f"{value[:_DIGEST]}…"
            continue
        texts = [_text(collection, each, refers=ref_marker(item) is not None) for each in items]
        yield field.name, value, "; ".join(texts)


def _text(collection: Collection, value: Any, *, refers: bool) -> str:
    if refers:
        return reference_text(collection, value)
    if isinstance(value, Part):
        return f"({part_text(collection, value)})"
    if isinstance(value, PartialDate):
        return value.label
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def votes_by_option(collection: Collection, votes: Sequence[Vote], name: Callable[[str], str]) -> str:
    """List the voters by option. `name` names a voter, given the id."""
    by_option: dict[str, list[str]] = {}
    for vote in votes:
        others = [f"{field} {text}" for field, _, text in _set_fields(collection, vote) if field not in _OF_EVERY_VOTE]
        added = f" ({', '.join(others)})" if others else ""
        by_option.setdefault(str(vote.option), []).append(name(vote.voter) + added)
    return "; ".join(f"{option}: {', '.join(voters)}" for option, voters in by_option.items())
