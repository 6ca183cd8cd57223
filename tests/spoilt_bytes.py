"""A mutator of bytes: it changes places in the text of a valid document. A seed always makes the same bytes."""

import random
import re
import string
from collections.abc import Callable

from valid_documents import Supply, as_lines, valid_document, written


def spoilt_bytes(seed: int, parts: Supply, *, lines: bool = False) -> bytes:
    """Change up to four places in the bytes of a document."""
    rng = random.Random(seed)  # noqa: S311  # reproducible, not secret
    document = valid_document(rng, parts)
    data = bytearray(written(rng, as_lines(document) if lines else document, lines=lines).encode())
    for _ in range(rng.choice((1, 1, 1, 2, 3, 4))):
        if data:
            rng.choice(_EDITS)(rng, data, rng.randrange(len(data)))
    return bytes(data)


def _same_kind(rng: random.Random, data: bytearray, at: int) -> None:
    """Put another letter or digit in the place of one."""
    data[at] = rng.choice(_LETTERS) if chr(data[at]).isalnum() else data[at] ^ rng.choice((0, 0, 1, 2, 128))


def _flip(rng: random.Random, data: bytearray, at: int) -> None:
    data[at] ^= 1 << rng.randrange(8)


def _insert(rng: random.Random, data: bytearray, at: int) -> None:
    data[at:at] = rng.choice(_TOKENS)


def _overwrite(rng: random.Random, data: bytearray, at: int) -> None:
    token = rng.choice(_TOKENS)
    data[at : at + len(token)] = token


def _cut(rng: random.Random, data: bytearray, at: int) -> None:
    del data[at : at + rng.choice((1, 1, 2, 5, 50, len(data)))]


def _copy_bytes(rng: random.Random, data: bytearray, at: int) -> None:
    start = rng.randrange(len(data))
    data[at:at] = data[start : start + rng.choice((1, 2, 5, 50))]


def _member(rng: random.Random, data: bytearray, _at: int) -> None:
    """Replace, repeat or remove a member or an item: all bytes from one comma to the next."""
    commas = [each.start() for each in re.finditer(b",", data)]
    if len(commas) > 1:
        one, other = rng.randrange(len(commas) - 1), rng.randrange(len(commas) - 1)
        start, end = commas[one], commas[one + 1]
        data[start : rng.choice((start, end))] = rng.choice((b"", data[commas[other] : commas[other + 1]]))


def _token(rng: random.Random, data: bytearray, _at: int) -> None:
    """Put another value in the place of a string, a number, or a constant."""
    found = list(_VALUE.finditer(data))
    if found:
        place, other = rng.choice(found).span(), rng.choice(found).span()
        data[slice(*place)] = rng.choice((data[slice(*other)], *_TOKENS))


_LETTERS = (string.ascii_letters + string.digits).encode()
_TOKENS = (
    b"null", b"true", b"0", b"-1", b"1e0", b"1.0", b"1e400", b"9" * 20, b'""', b'"a"', b"[]", b"{}", b"[[]]", b',"x-a":1', b'"x-a":{},',
    b',"id":"a"', b"\\ud800", b"\\u0000", b"\\u003a", b"\\/", b"\\n", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc0\x80", b"\xf4\x90\x80\x80", b"\xe2\x80\xa8",
    b"NaN", b"-Infinity", b"\x00", b"\x7f", b"\r", b"\n", b" ", b",", b":", b'"', b"}", b"]", b"-", b".", b"~", b"//", b"'", b"[" * 200, b"-0",
    b"\xc3\xa9", b"\xef\xbc\x92", b'"2025-02-29"', b'"FREQ=DAILY;COUNT=1;COUNT=2"', b"'",
)  # fmt: skip
_VALUE = re.compile(rb'"(?:[^"\\]|\\.)*"|-?[0-9]+|true|false|null')
_EDITS: tuple[Callable[[random.Random, bytearray, int], None], ...] = (
    _same_kind, _same_kind, _same_kind, _flip, _insert, _overwrite, _cut, _copy_bytes, _member, _member, _token, _token,
)  # fmt: skip
