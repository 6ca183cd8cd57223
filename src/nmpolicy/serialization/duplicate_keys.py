"""Duplicate keys in JSON: whether a text has some, and where."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import msgspec

from nmpolicy.records.traversal import FieldPath
from nmpolicy.vocabulary.extra import exact_number

#: Reads plain data as `json` does, but several times as fast.
decode_plainly = msgspec.json.Decoder(float_hook=exact_number).decode
#: Writes a date as plain text. Any other value unknown to msgspec is an `Extra`, for which this raises a `TypeError`.
encoder = msgspec.json.Encoder(enc_hook=str.__str__, decimal_format="number")


def has_no_duplicate_key(texts: Sequence[bytes], values: Sequence[Any]) -> bool:
    """Return whether no object in some JSON texts has a duplicate key, given what was decoded from them.

    A decoder drops all but one of the keys that are alike, so the values, written again, are the same text only if no
    key is a duplicate. In a text that is written in another way, each key is followed by one colon outside strings, and
    the values, written again, have fewer colons if a key is a duplicate. Structs also leave out the keys with default
    values, so if they have fewer, the texts are decoded into plain data, which keeps all.
    """
    return _has_as_many(texts, values) or _has_as_many(texts, [*map(decode_plainly, texts)])


def _has_as_many(texts: Sequence[bytes], values: Sequence[Any]) -> bool:
    """Return whether values have as many keys when they are written as some texts."""
    written = encoder.encode(values)
    return written[1:-1] == b",".join(texts) or written.count(b":") == sum(map(colons, texts))


def colons(text: bytes) -> int:
    r"""Return the number of colons in a JSON text, including those escaped in a string.

    >>> colons(rb'{"a": "\u003a:"}')
    3
    """
    parts = text.split(b"\\u003") if b"\\" in text and b"\\u003" in text else ()  # one byte is found fastest
    return text.count(b":") + sum(
        after[:1] in {b"a", b"A"} and _can_escape(before) for before, after in pairwise(parts)
    )


def _can_escape(before: bytes) -> bool:
    """Return whether a backslash after a text is not itself escaped."""
    return (len(before) - len(before.rstrip(b"\\"))) % 2 == 0


#: Splits an object into the JSON of its values, by key. It raises an error for anything else.
members_of = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_rows = msgspec.json.Decoder(list[msgspec.Raw]).decode
_CHUNK = 200  # rows searched at once


def rows_of(text: msgspec.Raw) -> list[msgspec.Raw] | None:
    """Split a list into the JSON of its items; return None if a text is not a list."""
    try:
        return _rows(text)
    except msgspec.MsgspecError:
        return None


def decode_checked(text: bytes | msgspec.Raw) -> tuple[Any, bool]:
    """Decode JSON into plain data, and return whether no object in it has a duplicate key."""
    data = bytes(text)
    found = decode_plainly(data)
    return found, _has_as_many([data], [found])


def duplicate_key_paths(text: bytes) -> Iterator[FieldPath]:
    """Yield the path of each duplicate key of a document, once. Only records that have one are searched.

    >>> [*duplicate_key_paths(b'{"id": "a", "people": [{}, {"id": "b", "id": "c"}], "id": "d"}')]
    [('id',), ('people', 1, 'id')]
    """
    try:
        members = members_of(text)
    except msgspec.MsgspecError:  # not an object
        yield from paths_in_pairs(pairs_of(text))
        return
    yield from repeated_members(text, members)
    for key, value in members.items():
        rows = rows_of(value)
        if rows is None:
            yield from ((key, *inner) for inner in paths_in_pairs(pairs_of(value)))
        for start in range(0, len(rows or ()), _CHUNK):
            some = (rows or [])[start : start + _CHUNK]
            if not decode_checked(encoder.encode(some))[1]:
                yield from ((key, *inner) for inner in duplicate_paths_of_rows(some, start))


def repeated_members(text: bytes, members: Mapping[str, msgspec.Raw]) -> Iterator[FieldPath]:
    """Yield the path of each duplicate key of an object itself, given its members."""
    written = encoder.encode(members)
    if not text.startswith(written) and colons(text) != colons(written):
        yield from ((key,) for key in _repeated(_keys(text)))


def duplicate_paths_of_rows(rows: Sequence[msgspec.Raw], start: int) -> Iterator[FieldPath]:
    """Yield the path of each duplicate key in some rows. It begins with the position of its row, from `start` on."""
    for index, row in enumerate(rows, start):
        if not decode_checked(row)[1]:
            yield from ((index, *inner) for inner in paths_in_pairs(pairs_of(row)))


def pairs_of(text: bytes | msgspec.Raw) -> Any:
    """Decode JSON. Objects become tuples of keys and values, and numbers stay texts."""
    import json  # noqa: PLC0415  # right input does not need it

    return json.loads(bytes(text), object_pairs_hook=tuple, parse_int=str, parse_float=str)


def paths_in_pairs(data: Any) -> Iterator[FieldPath]:
    """Yield the path of each duplicate key, given plain data in which objects are tuples of keys and values."""
    waiting: list[tuple[FieldPath, Any]] = [((), data)]
    while waiting:  # not recursive, as the data may be as deep as the parser allows
        path, value = waiting.pop()
        if isinstance(value, tuple):
            yield from ((*path, key) for key in _repeated(key for key, _ in value))
            items: Any = dict(value).items()
        else:
            items = enumerate(value) if isinstance(value, list) else ()
        waiting.extend(((*path, step), item) for step, item in items if isinstance(item, tuple | list))


def _keys(text: bytes) -> list[str]:
    """Return the keys of an object, including duplicates, without keeping its values."""
    import json  # noqa: PLC0415  # as above

    found: list[str] = json.loads(text, object_pairs_hook=lambda pairs: [key for key, _ in pairs], parse_int=str)
    return found


def _repeated(keys: Iterable[str]) -> Iterator[str]:
    return (key for key, times in Counter(keys).items() if times > 1)
