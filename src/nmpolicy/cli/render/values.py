"""How values read in a sentence, so that those that differ do not look the same."""

import json
from collections.abc import Sequence
from enum import StrEnum
from itertools import takewhile

from nmpolicy.records.actors import REDACTED
from nmpolicy.records.base import Record, Value
from nmpolicy.records.traversal import FieldPath
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.extra import Extra, to_builtins

_LONGEST = 100  # characters of a text, or of a part
_AROUND = 30  # characters before and after what differs
_MOST = 5  # items of a list
_EMPTY = (None, "", ())
_NOTHING = "nothing"


def shown(*values: object) -> list[str]:
    """Some values that stand in for one another: of long texts and lists, what differs.

    >>> shown("five", PartialDate("2025"), None, ())
    ["'five'", '2025', 'nothing', 'nothing']
    >>> shown("so " * 50 + "may", "so " * 50 + "may not")
    ["'…so so so so so so so so may'", "'…so so so so so so so so may not'"]
    """
    texts = [value for value in values if type(value) is str]
    lists = [value for value in values if isinstance(value, tuple)]
    window, first = _window(texts), _shared(lists) if len(lists) > 1 else 0
    found = [
        _NOTHING
        if value in _EMPTY
        else window[value]
        if type(value) is str
        else _list(value, first)
        if isinstance(value, tuple)
        else _one(value)
        for value in values
    ]
    alike = {read for read in found if found.count(read) > 1}
    return [
        _cut(repr(value)) if read in alike and isinstance(value, Value) else read
        for value, read in zip(values, found, strict=True)
    ]


def _one(value: object) -> str:
    """A value by itself."""
    if isinstance(value, StrEnum | PartialDate):
        return str(value)
    if isinstance(value, Record | Value):
        return _cut(str(value))
    if isinstance(value, str):
        return _window([str(value)])[str(value)]
    if isinstance(value, Extra | bool):
        return _cut(json.dumps(to_builtins(value), ensure_ascii=False, default=str))
    return str(value)


def _list(items: Sequence[object], first: int) -> str:
    """The items from the first one on that differs."""
    some = ", ".join(map(_one, items[first : first + _MOST]))
    before, after = "…, " if first else "", f", … ({len(items):,} in all)" if len(items) > first + _MOST else ""
    return f"{before}{some}{after}" if some else f"… ({len(items):,} in all)"


def _window(texts: Sequence[str]) -> dict[str, str]:
    """Texts in quotes; of long ones, what differs and some words around."""
    several = len(set(texts)) > 1 and max(map(len, texts), default=0) > _LONGEST
    first = _shared(texts) if several else 0
    last = _shared([text[first:][::-1] for text in texts]) if several else 0
    start = max(0, first - _AROUND)
    if start:
        start = max(texts[0].find(" ", start, first) + 1, start)
    found = {}
    for text in texts:
        end = min(len(text) - max(0, last - _AROUND), start + _LONGEST + _AROUND)
        piece = f"{'…' if start else ''}{text[start:end].strip()}{'…' if end < len(text) else ''}"
        found[text] = "(withheld)" if text == REDACTED else repr(piece)
    return found


def _shared(several: Sequence[Sequence[object]]) -> int:
    """How many items all begin with."""
    return sum(1 for _ in takewhile(lambda each: len(set(each)) == 1, zip(*several, strict=False)))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST].rstrip() + "…"


def place(held: object, path: FieldPath) -> str:
    """The steps to a place in a record, lists by the parts that they lead through.

    >>> from nmpolicy.records.instruments import Milestone, Order
    >>> order = Order(id="eo", kind="other", title="An order", milestones=[Milestone(stage="signed")])
    >>> place(order, ("milestones", 0, "date")), place(order, ("milestones", 0))
    ('milestones (signed) date', 'milestones')
    """
    words = []
    for number, step in enumerate(path, 1):
        held = held[step] if isinstance(held, tuple | Extra) else getattr(held, str(step))  # type: ignore[index]
        last = number == len(path)
        if isinstance(step, str):
            words.append(step)
        elif not last:
            words.append(f"({_one(held)})")
    return " ".join(words)
