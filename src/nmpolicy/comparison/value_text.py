"""Values in a sentence, abbreviated so that different values still look different."""

import json
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from nmpolicy.records.actors import REDACTED
from nmpolicy.records.base import Part
from nmpolicy.records.field_texts import WITHHELD
from nmpolicy.records.traversal import FieldPath
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.extra import Extra, to_builtins

_MAX_TEXT = 100  # characters of a text, or of a part
_CONTEXT = 30  # characters before and after a difference
_MAX_ITEMS = 5  # items of a list
_EMPTY = (None, "", ())


def value_texts(*values: object) -> list[str]:
    """Describe alternative values of one field. Long texts and lists show only where they differ.

    >>> value_texts("five", PartialDate("2025"), None, ())
    ["'five'", '2025', 'nothing', 'nothing']
    >>> value_texts("so " * 50 + "may", "so " * 50 + "may not")
    ["'…so so so so so so so so may'", "'…so so so so so so so so may not'"]
    """
    texts = [value for value in values if type(value) is str]
    lists = [value for value in values if isinstance(value, tuple)]
    excerpts, first = _excerpts(texts), _common_prefix(lists) if len(lists) > 1 else 0

    def describe(value: object) -> str:
        if value in _EMPTY:
            return "nothing"
        if type(value) is str:
            return excerpts[value]
        return _list_text(value, first) if isinstance(value, tuple) else _value_text(value)

    found = [describe(value) for value in values]
    alike = {text for text in found if found.count(text) > 1}
    return [
        _shortened(repr(value)) if text in alike and isinstance(value, Part) else text
        for value, text in zip(values, found, strict=True)
    ]


def _value_text(value: object) -> str:
    if isinstance(value, StrEnum | PartialDate):
        return str(value)
    if isinstance(value, Part):
        line = str(value)
        return _shortened(": ".join(filter(None, (_missing_key(value, line), line))))
    if isinstance(value, str):
        return _excerpts([str(value)])[str(value)]
    if isinstance(value, Extra | bool):
        return _shortened(json.dumps(to_builtins(value), ensure_ascii=False, default=str))
    return str(value)


def _missing_key(part: Part, line: str) -> str:
    """Return the texts in the key of a part if its line has none of them, as that of a vote on a measure."""
    texts = [text for name in part.key_fields if isinstance(text := getattr(part, name), str) and text]
    return "" if any(text in line for text in texts) else ", ".join(texts)


def _list_text(items: Sequence[object], first: int) -> str:
    """Return the items from the first one that differs."""
    some = ", ".join(map(_value_text, items[first : first + _MAX_ITEMS]))
    before, after = "…, " if first else "", f", … ({len(items):,} in all)" if len(items) > first + _MAX_ITEMS else ""
    return f"{before}{some}{after}" if some else f"… ({len(items):,} in all)"


def _excerpts(texts: Sequence[str]) -> dict[str, str]:
    """Return texts in quotes; of long ones, only the part that differs, with some words around it."""
    several = len(set(texts)) > 1 and max(map(len, texts), default=0) > _MAX_TEXT
    first = _common_prefix(texts) if several else 0
    last = _common_prefix([text[first:][::-1] for text in texts]) if several else 0
    start = max(0, first - _CONTEXT)
    if start:
        start = max(texts[0].find(" ", start, first) + 1, start)
    found = {}
    for text in texts:
        end = min(len(text) - max(0, last - _CONTEXT), start + _MAX_TEXT + _CONTEXT)
        piece = text[start:end]
        piece = f"…{piece.lstrip()}" if start else piece
        piece = f"{piece.rstrip()}…" if end < len(text) else piece
        found[text] = WITHHELD if text == REDACTED else repr(piece)
    return found


def _common_prefix(sequences: Sequence[Sequence[object]]) -> int:
    """Return the number of items that all of them begin with."""
    return sum(1 for _ in takewhile(lambda items: len(set(items)) == 1, zip(*sequences, strict=False)))


def _shortened(text: str) -> str:
    return text if len(text) <= _MAX_TEXT else text[:_MAX_TEXT].rstrip() + "…"


def path_text(value: object, path: FieldPath) -> str:
    """Return the path to a field in words. An item of a list on the way is described, not numbered.

    >>> from nmpolicy.records.instruments import Measure, Milestone, Order, VoteEvent
    >>> order = Order(id="eo", kind="other", title="An order", milestones=[Milestone(stage="signed")])
    >>> path_text(order, ("milestones", 0, "date")), path_text(order, ("milestones", 0))
    ('milestones (signed) date', 'milestones')
    >>> vote = VoteEvent(body="council", motion="passage", yes=5)
    >>> path_text(Measure(id="b", kind="bill", title="A bill", vote_events=[vote]), ("vote_events", 0, "yes"))
    'vote_events (council, passage) yes'
    """
    words = []
    for number, step in enumerate(path, 1):
        value = value[step] if isinstance(value, tuple | Extra) else getattr(value, str(step))  # type: ignore[index]
        if isinstance(step, str):
            words.append(step)
        elif number < len(path):
            words.append(f"({_step_text(_Same(value)) if isinstance(value, Part) else _value_text(value)})")
    return " ".join(words)


class _Same(NamedTuple):
    """A part, equal only to itself."""

    part: Part

    def __eq__(self, other: object) -> bool:
        """Return whether it is the same object."""
        return isinstance(other, _Same) and self.part is other.part

    def __hash__(self) -> int:
        """Return a hash of the object, not of its fields."""
        return id(self.part)


@lru_cache(maxsize=8)
def _step_text(same: _Same) -> str:
    """Describe a part on the way to a value; once for all the changes in it, since a vote may have many voters."""
    line = str(same.part)
    return _shortened(_missing_key(same.part, line) or line)
