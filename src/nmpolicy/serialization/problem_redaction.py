"""Problems of documents as messages may tell them: without the values and the names of private individuals."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from attrs import evolve

from nmpolicy.problems import Problem, pointer
from nmpolicy.records.message_redaction import field_names, redacted_message, shown_path, without_values
from nmpolicy.records.name_search import NameSearch
from nmpolicy.vocabulary.folding import fold
from nmpolicy.vocabulary.identifiers import SLUG
from nmpolicy.vocabulary.synonyms import FIELDS

_MARK = "private"
#: The mark and the other words for it.
_WORDS = (_MARK, *(word for word, fields in FIELDS.items() if _MARK in fields))
_LETTERS = frozenset(_MARK)
_LETTERS_ALIKE = 5  # different letters of the mark that it has, however it is misspelled
_LONGEST_KEY = 30  # characters of a key that may be the mark misspelled
_MOST_KEYS = 100  # unknown keys of a record that are compared with the mark; a record with more counts as marked
_LONGEST_MARK = 8  # characters of a wrong value of the mark that is told, such as `no`
_ALIKE = 0.8  # of the letters of the mark
_DIGITS = 9  # of an index
_PLACE = 2  # steps to a record of a collection: the table and the index


def without_private_values(problems: Iterable[Problem], document: Any, *, is_record: bool) -> list[Problem]:
    """Return the problems of a document, which holds a collection or one record, as messages may tell them.

    Those in a record that is marked as private repeat neither its values nor its unknown keys, nor an id that is none.
    The mark may be misspelled or a duplicate, or have another value than true or false. Other problems do not repeat
    the names of private individuals.
    """
    if not isinstance(document, dict):
        return [*problems]
    record_at = _records_by_place(document, is_record=is_record)
    names, others, ids = _names(document)
    search = NameSearch(names, others) if names else None
    listed = [*problems]
    # A duplicate mark may have been true before it was false.
    doubtful = {place for place, _, key in (each.pointer.rpartition("/") for each in listed) if key == _MARK}
    marked: dict[int, bool] = {}
    found: list[Problem] = []
    for problem in listed:
        steps = _steps(problem.pointer)
        record, inner = record_at(steps)
        if record is not None and id(record) not in marked:
            place = pointer(steps[: len(steps) - len(inner)])
            marked[id(record)] = place in doubtful or is_marked_private(record)
        if record is not None and marked[id(record)]:
            found.append(_without_values(problem, record, steps, inner))
        else:
            found.append(problem if search is None else _without_names(problem, steps, search, ids))
    return found


def id_to_show(record: Mapping[str, Any]) -> str | None:
    """Return the id of a record of a document, if it has one; of a private individual only one that is valid."""
    id = record.get("id")
    return id if isinstance(id, str) and (re.fullmatch(SLUG, id) or not is_marked_private(record)) else None


def is_marked_private(record: Mapping[str, Any]) -> bool:
    """Return whether a record of a document says that it is private, even in a way that is not valid.

    >>> is_marked_private({"private": "no"}), is_marked_private({"Privat": True}), is_marked_private({"private": False})
    (True, True, False)
    """
    if record.get(_MARK, False) is not False:
        return True
    unknown = [key for key, value in record.items() if value is not False and key not in field_names()]
    return len(unknown) > _MOST_KEYS or any(map(_is_mark, unknown))


def _is_mark(key: str) -> bool:
    """Return whether a key is the mark, another word for it, or the mark misspelled."""
    folded = fold(key[:_LONGEST_KEY])
    if any(word in folded for word in _WORDS):
        return True
    if len(_LETTERS.intersection(folded)) < _LETTERS_ALIKE:
        return False
    from difflib import SequenceMatcher  # noqa: PLC0415  # rarely needed

    return SequenceMatcher(None, folded, _MARK).ratio() >= _ALIKE


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


def _names(document: Mapping[str, Any]) -> tuple[list[tuple[str, str]], list[str], set[str]]:
    """Return the names of the people who are marked as private, each with an id; the other names; and these ids."""
    people = document.get("people")
    names: list[tuple[str, str]] = []
    others: list[str] = []
    ids: set[str] = set()
    for person in people if isinstance(people, list) else ():
        if not isinstance(person, dict):
            continue
        more = person.get("other_names")
        texts = (person.get("name"), *(more if isinstance(more, list) else ()))
        found = [text for text in texts if isinstance(text, str) and text.strip()]
        if person.get(_MARK, False) is False:
            others += found
            continue
        id = person.get("id")
        ids.update([id] if isinstance(id, str) else ())
        names += [(str(id), text) for text in found]
    return names, others, ids


def _without_names(problem: Problem, steps: list[str], search: NameSearch, ids: set[str]) -> Problem:
    """Return a problem in another record without the names of private individuals."""
    id = problem.record
    return evolve(
        problem,
        pointer=pointer(shown_path(tuple(steps), search.tells)),
        message=redacted_message(problem.message, search, ids.__contains__),
        record=None if id is None or (search.tells(id) and not re.fullmatch(SLUG, id)) else id,
    )


def _without_values(problem: Problem, record: Mapping[str, Any], steps: list[str], inner: list[str]) -> Problem:
    """Return a problem in the record of a private individual without its values; `inner` are the steps inside it."""
    id = problem.record if problem.record is None or re.fullmatch(SLUG, problem.record) else None
    value = _value(record, inner)
    if inner and _is_mark(inner[-1]) and not (isinstance(value, str) and len(value) > _LONGEST_MARK):
        return evolve(problem, record=id)
    shown = shown_path(tuple(inner))
    values = [value, *inner[len(shown) :]]
    path = (*steps[: len(steps) - len(inner)], *shown)
    return evolve(problem, pointer=pointer(path), message=without_values(problem.message, values), record=id)


def _steps(text: str) -> list[str]:
    """Return the steps of a JSON Pointer."""
    return [step.replace("~1", "/").replace("~0", "~") for step in text.split("/")[1:]]


def _value(value: Any, steps: Iterable[str]) -> Any:
    """Return the value to which steps lead; None if there is none."""
    for step in steps:
        if isinstance(value, list):
            index = int(step) if step.isdecimal() and len(step) <= _DIGITS else len(value)
            value = value[index] if index < len(value) else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value
