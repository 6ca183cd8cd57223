"""From bytes to plain data: JSON as RFC 8259 has it, with every reason for which a text is none."""

import json
import re
import sys
from collections import Counter
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

from nmpolicy.errors import UnreadableDocumentError
from nmpolicy.problems import Problem, Severity, pointer
from nmpolicy.serialization.structure_errors import record_id

_GZIP = b"\x1f\x8b"  # how whatever gzip packs starts


class _Doubled(dict[str, Any]):
    """An object in which a key stands twice; readers of JSON pass that over in silence and keep the last."""

    keys_twice: tuple[str, ...] = ()


def parse(text: str | bytes, *, marked: bool = True) -> tuple[Any, list[Problem]]:
    """The plain data of a JSON text, and a problem for each key that stands twice in one object.

    A byte order mark before it is passed over, unless it cannot be `marked`.

    Raises `UnreadableDocumentError` for what is not UTF-8 or not JSON, and for what is nested too deeply.
    """
    if isinstance(text, bytes):
        text = _decode(text)
    text = text.removeprefix("\ufeff") if marked else text
    if not text.strip():
        _refuse("NMP003", "the text is empty; a collection starts with {")
    doubled: list[_Doubled] = []
    source = text

    def no_number(name: str) -> NoReturn:
        _refuse("NMP003", f"this is not JSON: {name} is no JSON number", *_place(source, _CONSTANT))

    try:
        data = json.loads(
            text,
            object_pairs_hook=lambda pairs: _object(pairs, doubled),
            parse_constant=no_number,
            parse_float=_number,
        )
    except json.JSONDecodeError as error:
        _refuse("NMP003", f"this is not JSON: {_reason(error)}", error.lineno, error.colno)
    except RecursionError:
        _refuse("NMP004", "lists and objects are nested too deeply; a collection needs no more than eight levels")
    except (ValueError, InvalidOperation):  # from `int` and `Decimal`, of a number of some thousand digits or more
        _refuse(
            "NMP003",
            "a number is too long to be read; no field needs so many digits",
            *_place(text, _NUMBER, _is_too_long),
        )
    return data, _keys_twice(data) if doubled else []


#: What the parser says, and what it means to who has to mend it.
_REASONS = {
    "Expecting value": "a value is expected here",
    "Expecting property name enclosed in double quotes": "a key in double quotes is expected here",
    "Expecting ',' delimiter": "a comma is expected here, or the end of the list or object",
    "Expecting ':' delimiter": "a colon is expected here, between a key and its value",
    "Unterminated string starting at": "the text in quotes that starts here has no end",
    "Invalid control character at": "a text holds a tab, a line break or the like; write it as \\t, \\n or \\u0000",
    "Invalid \\escape": "no escape starts like this; write \\\\ for a backslash",
    "Invalid \\uXXXX escape": "four hexadecimal digits are expected after \\u",
    "Extra data": "there is more after the end; a file of JSON Lines has a name that ends in .jsonl",
    "Unexpected UTF-8 BOM (decode using utf-8-sig)": "a byte order mark stands here; take it out",
}


def _reason(error: json.JSONDecodeError) -> str:
    reason = _REASONS.get(error.msg.removesuffix(": "), error.msg[:1].lower() + error.msg[1:])
    return f"the text ends too early; {reason}" if error.pos >= len(error.doc.rstrip()) else reason


def _decode(text: bytes) -> str:
    try:
        return text.decode()
    except UnicodeDecodeError as error:
        if text.startswith(_GZIP):
            _refuse("NMP002", "the text is compressed; unpack it, or read it from a file whose name ends in .gz", 1, 1)
        before = text[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode()) + 1
        line = before.count(b"\n") + 1
        _refuse("NMP002", f"the byte 0x{text[error.start]:02x} is not UTF-8; save the file as UTF-8", line, column)


def _object(pairs: list[tuple[str, Any]], doubled: list[_Doubled]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    marked = _Doubled(made)
    marked.keys_twice = tuple(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
    doubled.append(marked)
    return marked


def _keys_twice(data: Any) -> list[Problem]:
    found = []
    waiting: list[tuple[tuple[str | int, ...], Any]] = [((), data)]
    while waiting:  # no recursion: the text may be as deep as the parser bears
        path, value = waiting.pop()
        for key in value.keys_twice if isinstance(value, _Doubled) else ():
            place = (*path, key)
            message = f"the key {key[:60]!r} stands twice in one object; keep one of them"
            found.append(Problem("NMP011", Severity.ERROR, pointer(place), message, record_id(data, place)))
        held = value.items() if isinstance(value, dict) else enumerate(value)
        waiting.extend(((*path, step), item) for step, item in held if isinstance(item, dict | list))
    return found


def _number(text: str) -> float | Decimal:
    """A number with a fraction or an exponent: as a `Decimal` where no `float` has its value."""
    number, exact = float(text), Decimal(text)
    return number if Decimal(repr(number)) == exact else exact


_STRING = r'"(?:[^"\\]|\\.)*+"'
_CONSTANT = re.compile(rf"{_STRING}|(-?Infinity|NaN)")
_NUMBER = re.compile(rf"{_STRING}|(-?[0-9]++(?:\.[0-9]++)?+(?:[eE][-+]?[0-9]++)?+)")
_EXPONENT = re.compile(r"[eE][-+]?[0-9]{18,}")


def _place(text: str, pattern: re.Pattern[str], wanted: Callable[[str], object] = bool) -> tuple[int, int]:
    """Line and column of the first match that is in no string, and is what is wanted; else of the start."""
    start = next((found.start() for found in pattern.finditer(text) if found[1] and wanted(found[1])), 0)
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)


def _is_too_long(number: str) -> bool:
    return bool(_EXPONENT.search(number)) or (number.lstrip("-").isdecimal() and len(number) > _digits())


def _digits() -> int:
    """How many digits of a whole number Python reads; a program may change it."""
    return sys.get_int_max_str_digits() or sys.maxsize


def _refuse(code: str, message: str, line: int | None = None, column: int | None = None) -> NoReturn:
    raise UnreadableDocumentError((Problem(code, Severity.ERROR, "", message, line=line, column=column),))
