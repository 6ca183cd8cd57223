"""Results as JSON for programs."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import attrs


def to_json(value: object) -> str:
    """Return a result as JSON."""
    import json  # noqa: PLC0415  # most results are printed as text

    return json.dumps(plain_data(value), indent=2, ensure_ascii=False)


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
