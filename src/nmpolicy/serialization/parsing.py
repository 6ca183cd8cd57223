"""Parse JSON (RFC 8259) into plain data, and explain why a text is not JSON."""

import json
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from decimal import InvalidOperation
from itertools import islice
from typing import Any, NoReturn

import msgspec

from nmpolicy.errors import UnreadableDocumentError
from nmpolicy.problems import MAX_PROBLEMS, Problem, Severity, pointer
from nmpolicy.records.traversal import FieldPath
from nmpolicy.serialization.duplicate_keys import (
    colons,
    decode_plainly,
    duplicate_key_paths,
    has_no_duplicate_key,
    paths_in_pairs,
)
from nmpolicy.serialization.json_format import BYTE_ORDER_MARK
from nmpolicy.serialization.json_mistakes import mistake
from nmpolicy.serialization.other_kinds import other_kind
from nmpolicy.vocabulary.extra import exact_number

_COLLECTION = "a collection"
#: What msgspec raises for JSON that it cannot read, and `exact_number` for a number of thousands of digits.
_DECODE_ERRORS = (msgspec.MsgspecError, ValueError, ArithmeticError, RecursionError)


def parse(
    text: str | bytes,
    duplicates: Sequence[FieldPath] | None = None,
    *,
    allow_byte_order_mark: bool = True,
    wanted: str = _COLLECTION,
) -> tuple[Any, list[Problem]]:
    """Parse JSON, and return its plain data and a problem for each duplicate key, which may be known already.

    Raises `UnreadableDocumentError` if the text is not UTF-8, not JSON, or nested too deeply. If bytes are a file of
    another kind, the message says that they are not what is `wanted`.
    """
    try:
        data = text if isinstance(text, bytes) else text.encode()
        data = data.removeprefix(BYTE_ORDER_MARK) if allow_byte_order_mark else data
        found = decode_plainly(data)
        if duplicates is None and not has_no_duplicate_key([data], [found]):
            duplicates = [*islice(duplicate_key_paths(data), MAX_PROBLEMS + 1)]
    except _DECODE_ERRORS:
        found, duplicates = _parse_with_python(text, duplicates, wanted, allow_byte_order_mark=allow_byte_order_mark)
    return found, _duplicate_keys(found, duplicates or ())


def _parse_with_python(
    text: str | bytes, duplicates: Sequence[FieldPath] | None, wanted: str, *, allow_byte_order_mark: bool
) -> tuple[Any, Sequence[FieldPath] | None]:
    """Parse what msgspec refuses: text that is not JSON, which is explained, or that has half of a surrogate pair."""
    data = text if isinstance(text, bytes) else b""
    if isinstance(text, bytes):
        text = "" if text.isspace() else _decode(text, wanted)  # without a copy, because it may fill half of the memory
    text = text.removeprefix("\ufeff") if allow_byte_order_mark else text
    if not text or text.isspace():
        if wanted == _COLLECTION:
            _refuse("NMP003", "the text is empty; a collection starts with {")
        _refuse("NMP003", "the file is empty; download or save it again")
    source = text

    def refuse_constant(name: str) -> NoReturn:
        _refuse("NMP003", f"this is not JSON: {name} is not a JSON number", *_position(source, _CONSTANT))

    try:
        found = json.loads(text, parse_constant=refuse_constant, parse_float=exact_number)
        if duplicates is None and json.dumps(found, default=str).count(":") != colons(text.encode(errors="replace")):
            duplicates = [*islice(paths_in_pairs(json.loads(text, object_pairs_hook=tuple)), MAX_PROBLEMS + 1)]
    except json.JSONDecodeError as error:
        if data and (message := other_kind(data, wanted)):
            _refuse("NMP003", message, 1, 1)
        reason, at = mistake(error) or (_reason(error), error.pos)
        _refuse("NMP003", f"this is not JSON: {reason}", *_place(text, at))
    except RecursionError:
        _refuse("NMP004", "lists and objects are nested too deeply; a collection needs no more than eight levels")
    except (ValueError, InvalidOperation):  # from `int` and `Decimal`, for a number of thousands of digits
        _refuse(
            "NMP003",
            "a number is too long to read; no field needs that many digits",
            *_position(text, _NUMBER, _is_too_long),
        )
    return found, duplicates


#: The messages of the parser, and how we explain them.
_REASONS = {
    "Expecting value": "a value is expected here",
    "Expecting property name enclosed in double quotes": "a key in double quotes is expected here",
    "Expecting ',' delimiter": "a comma is expected here, or the end of the list or object",
    "Expecting ':' delimiter": "a colon is expected here, between a key and its value",
    "Unterminated string starting at": "the quoted text that starts here has no closing quote",
    "Invalid control character at": "a quoted text has a tab, line break or other control character in it; write it as \\t, \\n or \\u0000",
    "Invalid \\escape": "this escape does not exist; write \\\\ for a backslash",
    "Invalid \\uXXXX escape": "four hexadecimal digits are expected after \\u",
    "Extra data": "there is more text after the end; if this is JSON Lines, give the file a name that ends in .jsonl",
    "Unexpected UTF-8 BOM (decode using utf-8-sig)": "there is a byte order mark here; remove it",
}


def _reason(error: json.JSONDecodeError) -> str:
    reason = _REASONS.get(error.msg.removesuffix(": "), error.msg[:1].lower() + error.msg[1:])
    return f"the text is cut off; {reason}" if error.pos >= len(error.doc.rstrip()) else reason


def _decode(text: bytes, wanted: str) -> str:
    try:
        return text.decode()
    except UnicodeDecodeError as error:
        if message := other_kind(text, wanted):
            _refuse("NMP002", message, 1, 1)
        before = text[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode()) + 1
        line = before.count(b"\n") + 1
        _refuse("NMP002", f"the byte 0x{text[error.start]:02x} is not UTF-8; save the file as UTF-8", line, column)


def _duplicate_keys(data: Any, paths: Iterable[FieldPath]) -> list[Problem]:
    found = []
    for steps in paths:
        message = f"the key {str(steps[-1])[:60]!r} is a duplicate; keep only one in the object"
        found.append(Problem("NMP011", Severity.ERROR, pointer(steps), message, record_id(data, steps)))
    return found


_STRING = r'"(?:[^"\\]|\\.)*+"'
_CONSTANT = re.compile(rf"{_STRING}|(-?Infinity|NaN)")
_NUMBER = re.compile(rf"{_STRING}|(-?[0-9]++(?:\.[0-9]++)?+(?:[eE][-+]?[0-9]++)?+)")
_EXPONENT = re.compile(r"[eE][-+]?[0-9]{18,}")


def _position(text: str, pattern: re.Pattern[str], accept: Callable[[str], object] = bool) -> tuple[int, int]:
    """Return the line and column of the first accepted match outside strings, or else of the start."""
    start = next((found.start() for found in pattern.finditer(text) if found[1] and accept(found[1])), 0)
    return _place(text, start)


def _place(text: str, index: int) -> tuple[int, int]:
    """Return the line and the column of an index."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _is_too_long(number: str) -> bool:
    return bool(_EXPONENT.search(number)) or (number.lstrip("-").isdecimal() and len(number) > _max_digits())


def _max_digits() -> int:
    """Return the length of the longest whole number that Python parses. A program can change it."""
    return sys.get_int_max_str_digits() or sys.maxsize


def _refuse(code: str, message: str, line: int | None = None, column: int | None = None) -> NoReturn:
    raise UnreadableDocumentError((Problem(code, Severity.ERROR, "", message, line=line, column=column),))


def record_id(document: Any, path: FieldPath) -> str | None:
    """Return the id of the record that contains a path of the document, or None."""
    try:
        id = document[path[0]][path[1]]["id"]
    except (KeyError, IndexError, TypeError):
        return None
    return id if isinstance(id, str) else None
