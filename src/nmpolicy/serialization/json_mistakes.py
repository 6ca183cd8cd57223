"""Common mistakes in JSON that people write by hand, each with its place and how to fix it."""

import json
import re

_CURLY = "\u201c\u201d\u201e\u201f\u2018\u2019\u00ab\u00bb"
_CURLY_MESSAGE = 'there are curly quotes here; JSON needs straight ones (")'
_CLOSED_BY_CURLY = re.compile(rf"[{_CURLY}]\s*(?:[:,\]}}]|$)")
_COMMENT = ("//", "/*", "#")
_WORDS = {"True": "true", "False": "false", "None": "null", "undefined": "null", "nil": "null", "NULL": "null"}
_LOOKED_AT = 20  # characters after a mistake
_WORD = re.compile("[A-Za-z]+")
_AFTER_A_TEXT = ("Expecting ',' delimiter", "Expecting ':' delimiter")
_TRAILING_COMMA = "Illegal trailing comma"
_CUT = ("Unterminated string starting at", "Invalid control character at")


def mistake(error: json.JSONDecodeError) -> tuple[str, int] | None:
    """Return what is wrong and its index in the text, or None if it is none of the common mistakes.

    >>> try:
    ...     json.loads('{"a": 1, // one' + chr(10) + "}")
    ... except json.JSONDecodeError as error:
    ...     mistake(error)
    ('JSON has no comments; use notes, or a field whose name begins with x-', 9)
    """
    text, at = error.doc, error.pos
    message = error.msg.removesuffix(": ")
    if message in _CUT:
        start = at if message == _CUT[0] else text.rfind('"', 0, at)
        return _closed_by_curly(text, start)
    if reason := _character(text[at : at + _LOOKED_AT], message):
        return reason, at
    at_comma = message.startswith(_TRAILING_COMMA)  # where Python 3.13 stops; earlier versions stop at the bracket
    trailing = at_comma or text[at : at + 1] in {"]", "}"}
    if trailing and (comma := _comma_before(text, at + at_comma)) is not None:
        return "remove this comma; nothing follows it in the list or object", comma
    return _after_text(text, at, message) if message in _AFTER_A_TEXT else None


def _character(rest: str, message: str) -> str:
    """Return what is wrong with the characters at which the parser stopped; empty if it is not clear."""
    if rest[:1] in {*_CURLY}:
        return _CURLY_MESSAGE
    if rest.startswith(_COMMENT):
        return "JSON has no comments; use notes, or a field whose name begins with x-"
    if rest[:1] == "'" and message not in _AFTER_A_TEXT:
        return 'there are single quotes here; JSON needs double ones (")'
    word = _WORD.match(rest) if message == "Expecting value" else None
    return f"write {_WORDS[word[0]]} instead of {word[0]}" if word and word[0] in _WORDS else ""


def _comma_before(text: str, at: int) -> int | None:
    """Return the index of a comma that only white space separates from an index."""
    index = at - 1
    while index >= 0 and text[index] in " \t\r\n":
        index -= 1
    return index if index >= 0 and text[index] == "," else None


def _after_text(text: str, at: int, message: str) -> tuple[str, int] | None:
    """Explain letters after the end of a quoted text: another quotation mark ended it too early."""
    end = at - 1
    while end >= 0 and text[end] in " \t":
        end -= 1
    if end < 0 or text[end] != '"' or text[at : at + 1] in {*'"{[]}:,-0123456789\n\r', ""}:
        return None
    if found := _closed_by_curly(text[:end], text.rfind('"', 0, end)):
        return found
    if message == "Expecting ':' delimiter":
        return None
    return 'this quotation mark ends the text; write \\" for a quotation mark inside a text', end


def _closed_by_curly(text: str, start: int) -> tuple[str, int] | None:
    """Find a curly quote that was meant to end the text that starts at an index, on the same line."""
    line = text[start:].split("\n", 1)[0] if start >= 0 else ""
    found = _CLOSED_BY_CURLY.search(line)
    return (_CURLY_MESSAGE, start + found.start()) if found else None
