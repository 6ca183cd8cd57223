"""Results as JSON for programs."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TextIO

import attrs

from nmpolicy.cli.terminal import emit_document, json_escaped


def to_json(value: object) -> str:
    """Return a result as JSON that is safe to display, and that UTF-8 can encode."""
    import json  # noqa: PLC0415  # most results are printed as text

    return json_escaped(json.dumps(plain_data(value), indent=2, ensure_ascii=False))


def emit_json(value: object, stream: TextIO | None = None) -> None:
    """Print a result as JSON, to standard output or another stream. Raises `CommandError` if it cannot be written."""
    emit_document(to_json(value) + "\n", stream)


def plain_data(value: object) -> Any:
    """Return a result as objects and lists without empty fields; an `answer` of None is kept, because it means unknown.

    >>> from nmpolicy.queries.force.in_force import Force
    >>> from nmpolicy.vocabulary.dates import PartialDate
    >>> plain_data([Force("eo", PartialDate("2025"), None, ())])
    [{'record': 'eo', 'on': PartialDate('2025'), 'answer': None}]
    """
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain_data(item) for item in value]
    if isinstance(value, Mapping):
        return {name: plain_data(item) for name, item in value.items()}
    cls: Any = type(value)
    if attrs.has(cls):
        values = {field.name: getattr(value, field.name) for field in attrs.fields(cls)}
        return {
            name: plain_data(item)
            for name, item in values.items()
            if name == "answer" or item not in (None, "", (), {})
        }
    return value.isoformat() if isinstance(value, date) else value
