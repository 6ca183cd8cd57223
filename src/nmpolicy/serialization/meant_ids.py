"""The id that a name means, where a document has a name in place of an id."""

import re
from collections.abc import Mapping
from typing import Any

from nmpolicy.errors import InvalidValueError
from nmpolicy.records.collection import TABLES
from nmpolicy.records.traversal import FieldPath
from nmpolicy.vocabulary.folding import fold
from nmpolicy.vocabulary.slugs import slug

_LABELS = ("id", "name", "title")
_WORDS = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*+")
_SHORT = 50  # characters: `slug` does not shorten such a text
_LONGEST = 200  # characters of a text that may be a name


def ids_by_label(document: Any) -> dict[str, str]:
    """Return the id of each record of a document by its id, name and title; only those that one record has.

    >>> ids_by_label({"people": [{"id": "roe", "name": "Jane Roe"}]})
    {'roe': 'roe', 'jane roe': 'roe'}
    """
    found: dict[str, str] = {}
    tables = [document.get(table) for table in TABLES] if isinstance(document, dict) else []
    for record in (record for table in tables if isinstance(table, list) for record in table):
        if isinstance(record, dict) and isinstance(id := record.get("id"), str) and _is_slug(id):
            for label in {fold(text): None for text in map(record.get, _LABELS) if isinstance(text, str)}:
                found[label] = id if found.get(label, id) == id else ""
    return found


def meant_id(value: Any, ids: Mapping[str, str]) -> str:
    """Return the end of a message about a text that is not an id: the id that it means, or that it would make.

    >>> meant_id("Jane Roe", {"jane roe": "roe"}), meant_id("Jane Roe", {})
    ("; did you mean 'roe'?", ", such as 'jane-roe'")
    """
    made = _slug(value)
    if isinstance(value, str) and len(value) <= _LONGEST and (found := ids.get(fold(value)) or ids.get(made)):
        return f"; did you mean {found!r}?"
    return f", such as {made!r}" if made else ""


def value_at(document: Any, path: FieldPath) -> Any:
    """Return the value at a path of a document."""
    for step in path:
        document = document[step]
    return document


def _is_slug(id: str) -> bool:
    """Return whether an id is a slug without the name of a part, as names make it."""
    return _WORDS.fullmatch(id) is not None and (len(id) <= _SHORT or _slug(id) == id)


def _slug(value: Any) -> str:
    """Return the slug of a text; empty if it makes none."""
    try:
        return slug(value) if isinstance(value, str) and len(value) <= _LONGEST else ""
    except InvalidValueError:
        return ""
