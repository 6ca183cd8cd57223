"""Redaction of messages about records: they do not repeat the names of private individuals, or values in their records.

The ids of records stay, because a message that does not say which record is wrong helps nobody.
"""

import re
from collections import Counter
from collections.abc import Callable, Container, Iterator
from functools import cache
from typing import Any

from attrs import fields

from nmpolicy.records.actors import REDACTED, Person
from nmpolicy.records.base import Part, Record
from nmpolicy.records.collection import PARTS, TABLES, Collection
from nmpolicy.records.field_texts import WITHHELD
from nmpolicy.records.name_search import NameSearch
from nmpolicy.records.once_per_collection import once_per_collection
from nmpolicy.records.private_names import private_names
from nmpolicy.records.traversal import FieldPath
from nmpolicy.vocabulary.extra import Extra

#: A text in quotation marks, as `repr` or JSON writes it. An apostrophe inside a word is not one.
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*+\"…?|(?<!\w)'(?:[^'\\]|\\.)*+'…?(?!\w)")
_LONGEST_QUOTED = 60  # characters of a text that messages quote in full, with the quotation marks or without
_NUMBER = re.compile(r"(?<![\w.])(?<!UTF-)-?[0-9][\w.+-]*")
_WORD = re.compile(r"\w+")
#: Words that may be an id with several parts. One without parts may be a word of a name.
_LONG_ID = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)+")
_ALL_WITHHELD = "the value is not valid here, and is not shown, because the record is that of a private individual"


def redacted_message(message: str, search: NameSearch | None, is_id: Callable[[str], object]) -> str:
    """Return a message without the names that `search` finds. The ids of records stay as they are.

    A quoted text is withheld if it has a surname that is no common word, or was cut off and may end inside a name.

    >>> search = NameSearch([("jane-roe", "Jane Roe")])
    >>> redacted_message("'Jane Roe' is not an id; did you mean 'jane-roe'?", search, {"jane-roe"}.__contains__)
    "'a private individual' is not an id; did you mean 'jane-roe'?"
    """
    if search is None:
        return message

    def quoted(match: re.Match[str]) -> str:
        is_cut = match[0].rstrip("'\"").endswith("…") or len(match[0]) >= _LONGEST_QUOTED
        tells = search.may_be_cut(match[0]) if is_cut else search.has_surname(match[0]) and not search.finds(match[0])
        return WITHHELD if tells and not is_id(match[0][1:-1]) else match[0]

    message = _QUOTED.sub(quoted, message)
    if not search.finds(message):
        return message
    pieces: list[str] = []
    done = 0
    for found in _LONG_ID.finditer(message):
        if is_id(found[0]):
            pieces += [search.replaced(message[done : found.start()], REDACTED), found[0]]
            done = found.end()
    return "".join([*pieces, search.replaced(message[done:], REDACTED)])


def without_values(message: str, values: object, shown: Container[object] = ()) -> str:
    """Return a message about a private individual without what it quotes, except for names of fields and `shown`.

    If it then still repeats one of the values, which it may do without quotation marks, another message stands for it.

    >>> without_values("expected text, not 5", 5), without_values("'Roe' is not an id, such as 'roe'", "Roe")
    ('expected text, not (withheld)', '(withheld) is not an id, such as (withheld)')
    >>> without_values("Roe has no paper", ["Roe"]).partition(",")[0]
    'the value is not valid here'
    """
    return _HiddenValues(values, shown).redacted(message)


class _HiddenValues:
    """Values that messages must not repeat. Many messages may be about one record, so it prepares the search once."""

    def __init__(self, values: object, shown: Container[object]) -> None:
        """Index the texts and numbers in the values by the word of each that the fewest of them have."""
        self._shown = shown
        leaves = {each for each in _leaves(values) if each not in shown}
        self._has_numbers = any(not isinstance(each, str) for each in leaves)
        texts = {text: {*_WORD.findall(text)} for each in map(str, leaves) if (text := each.casefold()).strip()}
        times = Counter(word for words in texts.values() for word in words)
        self._by_word: dict[str, list[str]] = {}
        for text, words in texts.items():
            rarest = min(words, key=lambda word: times[word], default="")
            self._by_word.setdefault(rarest, []).append(text)

    def redacted(self, message: str) -> str:
        """Return a message without the values and without what it quotes."""
        found = _QUOTED.sub(self._withheld, message)
        if self._has_numbers:
            found = _NUMBER.sub(WITHHELD, found)
        rest = found.replace(WITHHELD, "").replace("UTF-8", "").casefold()
        texts = (text for word in {"", *_WORD.findall(rest)} for text in self._by_word.get(word, ()))
        return _ALL_WITHHELD if any(re.search(rf"(?<!\w){re.escape(text)}(?!\w)", rest) for text in texts) else found

    def _withheld(self, match: re.Match[str]) -> str:
        text = match[0][1:-1]
        return match[0] if text in field_names() or text in self._shown else WITHHELD


def _leaves(value: object) -> Iterator[object]:
    """Yield the texts and numbers in plain data, and the keys that are not names of fields."""
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        yield value
    elif isinstance(value, dict | Extra):
        yield from (key for key in value if key not in field_names())
        for item in value.values():
            yield from _leaves(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _leaves(item)


def shown_path(path: FieldPath, is_withheld: Callable[[str], bool] = lambda _key: True) -> FieldPath:
    """Return the start of a path to a value, before the first key that nmpolicy does not know and that is withheld.

    >>> shown_path(("evidence", 0, "quote")), shown_path(("x-home", "street"))
    (('evidence', 0, 'quote'), ())
    """
    unknown = (at for at, step in enumerate(path) if not str(step).isdecimal() and step not in field_names())
    return path[: next((at for at in unknown if is_withheld(str(path[at]))), len(path))]


@cache
def field_names() -> frozenset[str]:
    """Return the names of all fields of a collection, its records and their parts."""
    classes: tuple[Any, ...] = (Collection, *TABLES.values(), *PARTS)
    return frozenset(each.name for cls in classes for each in fields(cls)) | {"$schema"}


def message_to_show(collection: Collection, record: object, message: str) -> str:
    """Return a message about a record, or about the collection, as outputs may show it.

    It does not repeat the name of a private individual, nor any value of a record about one.
    """
    if isinstance(record, Person) and record.private:
        known = _hidden_values(collection)
        if id(record) not in known:
            withheld = [_plain(getattr(record, name)) for name in record.withheld_fields]
            known[id(record)] = record, _HiddenValues(withheld, _ShownTexts(collection, record))
        message = known[id(record)][1].redacted(message)
    return redacted_message(message, private_names(collection), collection.get)


@once_per_collection
def _hidden_values(_: Collection) -> dict[int, tuple[Person, _HiddenValues]]:
    """Return the hidden values of each private individual by identity, as far as a message has been about them."""
    return {}


def path_to_show(collection: Collection, record: object, path: FieldPath) -> FieldPath:
    """Return the path to a value of a record, or of the collection, as outputs may show it."""
    if isinstance(record, Record) and record.withheld_fields:
        return shown_path(path)
    search = private_names(collection)
    return path if search is None else shown_path(path, search.tells)


def unknown_field_to_show(item: Collection | Record, path: FieldPath) -> FieldPath:
    """Return the path from a record, or from a collection, to an unknown field of it as outputs may show it."""
    is_person = isinstance(item, Collection) and path[0] == "people"
    start = 2 if is_person else 0  # the table and the index
    record = item.people[int(path[1])] if isinstance(item, Collection) and is_person else item
    inner = path[start:]
    if isinstance(item, Collection):
        shown = path_to_show(item, record, inner)
    else:
        shown = shown_path(inner) if item.withheld_fields else inner
    return path if shown == inner else (*path[:start], *shown, WITHHELD)


class _ShownTexts:
    """The ids of records, and the texts in the evidence of a private individual."""

    def __init__(self, collection: Collection, person: Person) -> None:
        self._collection = collection
        self._texts = {*_leaves(_plain(tuple(each.without_words() for each in person.evidence)))}

    def __contains__(self, text: object) -> bool:
        return text in self._texts or (isinstance(text, str) and self._collection.get(text) is not None)


def _plain(value: Any) -> Any:
    """Return parts as the values of their fields."""
    if isinstance(value, tuple):
        return [*map(_plain, value)]
    cls: Any = type(value)
    return [_plain(getattr(value, each.name)) for each in fields(cls)] if isinstance(value, Part) else value
