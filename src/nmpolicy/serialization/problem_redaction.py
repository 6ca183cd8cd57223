"""Problems of documents as messages may tell them: without the values and the names of private individuals."""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from attrs import evolve

from nmpolicy.problems import Problem, pointer, pointer_steps
from nmpolicy.records.actors import Actor
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.message_redaction import field_names, redacted_message, shown_path, without_values
from nmpolicy.records.name_search import NameSearch
from nmpolicy.records.private_names import private_names
from nmpolicy.vocabulary.folding import fold
from nmpolicy.vocabulary.identifiers import SLUG
from nmpolicy.vocabulary.synonyms import FIELDS

_MARK = "private"
#: The start of the mark and of words like it, such as `privacy`, and the other words for it.
_MARKS = ("priva", *(word for word, fields in FIELDS.items() if _MARK in fields))
_NAMES = ("name", "other_names")
#: The fields with names, and the other words for them.
_NAME_WORDS = frozenset({*_NAMES, *(word for word, fields in FIELDS.items() if not {*_NAMES}.isdisjoint(fields))})
_IDS = ("id", "aliases")
_LETTERS_ALIKE = 0.7  # of the different letters of a key that it has, however it is misspelled
_ALIKE = 0.75  # of the letters of the key
_LONGEST_KEY = 30  # characters of a key that may be another misspelled
_MOST_KEYS = 100  # unknown keys of a record that are compared with the mark; a record with more counts as marked
_LONGEST_MARK = 8  # characters of a wrong value of the mark that is told, such as `no`
_DIGITS = 9  # of an index
_HOLDERS = (dict, list)  # which is much faster than `dict | list`
_PLACE = 2  # steps to a record of a collection: the table and the index


def without_private_values(problems: Iterable[Problem], document: Any, *, is_record: bool) -> list[Problem]:
    """Return the problems of a document, which holds a collection or one record, as messages may tell them.

    Those in a record that is marked as private repeat neither its values nor its unknown keys, nor an id that is none.
    The mark may be misspelled or a duplicate, or have another value than true or false. Other problems do not repeat
    the names of private individuals, even if a name has the wrong type or key, or the record is in the wrong place.
    """
    if not isinstance(document, dict):
        return [*problems]
    record_at = _records_by_place(document, is_record=is_record)
    listed = [*problems]
    # A duplicate mark may have been true before it was false.
    doubtful = (place for place, _, key in (each.pointer.rpartition("/") for each in listed) if key == _MARK)
    marked = _marked(document, {id(_value(document, pointer_steps(place))) for place in doubtful}, is_record=is_record)
    search = _search(document, marked)
    ids = {each["id"] for each in marked.values() if _is_slug(each.get("id"))}
    found: list[Problem] = []
    for problem in listed:
        steps = pointer_steps(problem.pointer)
        record, inner = record_at(steps)
        if record is not None and id(record) in marked:
            found.append(_without_values(problem, record, steps, inner))
        else:
            found.append(problem if search is None else _without_names(problem, steps, search, ids))
    return found


def without_names_of(records: Iterable[Record], problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems of lines without the names of the private individuals among the records of other lines."""
    actors = [each for each in records if isinstance(each, Actor)]
    collection = Collection(id="lines", title="Lines").with_records(actors)
    search = private_names(collection)
    ids = {each.id for each in actors}
    for problem in problems:
        yield problem if search is None else _without_names(problem, pointer_steps(problem.pointer), search, ids)


def id_to_show(record: Mapping[str, Any]) -> str | None:
    """Return the id of a record of a document, if it has one; of a private individual only one that is valid."""
    id = record.get("id")
    return id if isinstance(id, str) and (_is_slug(id) or not is_marked_private(record)) else None


def is_marked_private(record: Mapping[str, Any]) -> bool:
    """Return whether a record of a document says that it is private, even in a way that is not valid.

    >>> is_marked_private({"private": "no"}), is_marked_private({"Privat": True}), is_marked_private({"private": False})
    (True, True, False)
    """
    if record.get(_MARK, False) is not False:
        return True
    if field_names().issuperset(record):  # as almost always
        return False
    unknown = [key for key, value in record.items() if value is not False and key not in field_names()]
    return len(unknown) > _MOST_KEYS or any(map(_is_mark, unknown))


@lru_cache(maxsize=1000)
def _is_mark(key: str) -> bool:
    """Return whether a key is the mark, another word for it, or the mark misspelled."""
    folded = fold(key[:_LONGEST_KEY])
    return any(word in folded for word in _MARKS) or _is_like(folded, _MARK)


@lru_cache(maxsize=1000)
def _is_name(key: str) -> bool:
    """Return whether a key is that of a name, contains the word, or is another word for it, or it misspelled."""
    folded = "_".join(re.findall(r"[^\W_]+", fold(key[:_LONGEST_KEY])))
    return "name" in folded or folded in _NAME_WORDS or any(_is_like(folded, each) for each in _NAMES)


def _is_like(key: str, meant: str) -> bool:
    letters = {*meant}
    is_long = len(key) * _ALIKE > len(meant) * (2 - _ALIKE)
    if is_long or len(letters.intersection(key)) < _LETTERS_ALIKE * len(letters):
        return False
    from difflib import SequenceMatcher  # noqa: PLC0415  # rarely needed

    return SequenceMatcher(None, key, meant).ratio() >= _ALIKE


def _records_by_place(
    document: dict[str, Any], *, is_record: bool
) -> Callable[[list[str]], tuple[dict[str, Any] | None, list[str]]]:
    """Return the function that returns the record to which the first steps lead, and the steps that remain."""

    def find(steps: list[str]) -> tuple[dict[str, Any] | None, list[str]]:
        if is_record:
            return document, steps
        record = _value(document, steps[:_PLACE]) if len(steps) >= _PLACE else None
        return (record, steps[_PLACE:]) if isinstance(record, dict) else (None, steps)

    return find


def _marked(document: dict[str, Any], doubtful: Container[int], *, is_record: bool) -> dict[int, dict[str, Any]]:
    """Return the objects in a document that are marked as private, or are doubtful, by identity, wherever they are."""
    found: dict[int, dict[str, Any]] = {}
    waiting: list[Any] = [document if is_record else [*document.values()]]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict) and (id(value) in doubtful or is_marked_private(value)):
            found[id(value)] = value
        else:
            items = value.values() if isinstance(value, dict) else value
            waiting += [item for item in items if isinstance(item, _HOLDERS)]
    return found


def _search(document: Mapping[str, Any], marked: Mapping[int, Mapping[str, Any]]) -> NameSearch | None:
    """Return the search for the names in the marked records; None if they have none."""
    names = [(str(record.get("id")), text) for record in marked.values() for text in _names(record)]
    if not names:
        return None
    tables = (document.get(table) for table in ("people", "organizations"))
    people, bodies = (
        [text for record in table if isinstance(record, dict) and id(record) not in marked for text in _names(record)]
        if isinstance(table, list)
        else []
        for table in tables
    )
    return NameSearch(names, people, bodies)


def _names(record: Mapping[str, Any]) -> Iterator[str]:
    """Yield the texts in a record that may be a name of it, whatever the key and the type, and ids that are none."""
    waiting: list[tuple[Any, bool]] = [(record, False)]
    while waiting:
        value, is_name = waiting.pop()
        if isinstance(value, str):
            if is_name and value.strip():
                yield value
        elif isinstance(value, list):
            waiting += [(item, is_name) for item in value]
        elif isinstance(value, dict):
            for key, item in value.items():
                if key in _IDS:
                    ids = item if isinstance(item, list) else [item]
                    waiting += [(each, True) for each in ids if not _is_slug(each)]
                else:
                    waiting.append((item, is_name or _is_name(key)))


def _is_slug(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(SLUG, value) is not None


def _without_names(problem: Problem, steps: list[str], search: NameSearch, ids: set[str]) -> Problem:
    """Return a problem in another record without the names of private individuals."""
    id = problem.record
    return evolve(
        problem,
        pointer=pointer(shown_path(tuple(steps), search.tells)),
        message=redacted_message(problem.message, search, ids.__contains__),
        record=None if id is None or (search.tells(id) and not _is_slug(id)) else id,
    )


def _without_values(problem: Problem, record: Mapping[str, Any], steps: list[str], inner: list[str]) -> Problem:
    """Return a problem in the record of a private individual without its values; `inner` are the steps inside it."""
    id = problem.record if _is_slug(problem.record) else None
    value = _value(record, inner)
    if inner and _is_mark(inner[-1]) and not (isinstance(value, str) and len(value) > _LONGEST_MARK):
        return evolve(problem, record=id)
    shown = shown_path(tuple(inner))
    values = [value, *inner[len(shown) :]]
    path = (*steps[: len(steps) - len(inner)], *shown)
    return evolve(problem, pointer=pointer(path), message=without_values(problem.message, values), record=id)


def _value(value: Any, steps: Iterable[str]) -> Any:
    """Return the value to which steps lead; None if there is none."""
    for step in steps:
        if isinstance(value, list):
            index = int(step) if step.isdecimal() and len(step) <= _DIGITS else len(value)
            value = value[index] if index < len(value) else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value
