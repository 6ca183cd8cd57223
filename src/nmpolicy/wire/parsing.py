"""From bytes to plain data: JSON as RFC 8259 has it, with every reason for which a text is none."""

import json
from collections import Counter
from typing import Any, NoReturn

from nmpolicy.errors import UnreadableDocumentError
from nmpolicy.problems import Problem, Severity, pointer
from nmpolicy.wire.diagnosis import record_id


class _Doubled(dict[str, Any]):
    """An object in which a key stands twice; readers of JSON pass that over in silence and keep the last."""

    keys_twice: tuple[str, ...] = ()


def parse(text: str | bytes) -> tuple[Any, list[Problem]]:
    """The plain data of a JSON text, and a problem for each key that stands twice in one object.

    Raises `UnreadableDocumentError` for what is not UTF-8 or not JSON, and for what is nested too deeply.
    """
    if isinstance(text, bytes):
        text = _decode(text)
    text = text.removeprefix("\ufeff")
    if not text.strip():
        _refuse("NMP003", "the text is empty; a collection starts with {")
    doubled: list[_Doubled] = []
    try:
        data = json.loads(
            text, object_pairs_hook=lambda pairs: _object(pairs, doubled), parse_constant=_refuse_constant
        )
    except json.JSONDecodeError as error:
        _refuse("NMP003", f"this is not JSON: {error.msg[:1].lower()}{error.msg[1:]}", error.lineno, error.colno)
    except RecursionError:
        _refuse("NMP004", "lists and objects are nested too deeply; a collection needs no more than eight levels")
    except ValueError:  # from `int`, which refuses a number of some thousand digits
        _refuse("NMP003", "a number has too many digits to be read; no field needs so many")
    return data, _keys_twice(data) if doubled else []


def _decode(text: bytes) -> str:
    try:
        return text.decode()
    except UnicodeDecodeError as error:
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


def _refuse_constant(name: str) -> NoReturn:
    _refuse("NMP003", f"this is not JSON: {name} is no JSON number")


def _refuse(code: str, message: str, line: int | None = None, column: int | None = None) -> NoReturn:
    raise UnreadableDocumentError((Problem(code, Severity.ERROR, "", message, line=line, column=column),))
