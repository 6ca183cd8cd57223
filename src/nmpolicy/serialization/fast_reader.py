"""Fast JSON reading and writing through msgspec Structs derived from the record classes.

Valid input is read this way. What it refuses is read again by `converter`, which is slower and finds every problem; both
accept the same documents and build equal records.
"""

import gc
import re
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache, reduce
from operator import or_
from types import MappingProxyType
from typing import Annotated, Any, Literal, TypeVar, cast, get_args, get_origin

import msgspec
from attrs import NOTHING, Attribute, fields, has
from msgspec import Meta, Struct, defstruct

from nmpolicy.records.base import Record
from nmpolicy.records.collection import TABLES, Collection
from nmpolicy.records.fields import field_type
from nmpolicy.records.traversal import collect_values
from nmpolicy.serialization.keys import FORMAT, FORMAT_KEY, RENAMED, TYPE_KEY, type_of
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.extra import EMPTY, Extra
from nmpolicy.vocabulary.identifiers import SLUG
from nmpolicy.vocabulary.values import Between, Pattern

#: What stops the fast way: a text that is no such JSON, or a value that its type, field or class refuses.
_REFUSALS = (msgspec.MsgspecError, TypeError, ValueError, RecursionError)
R = TypeVar("R")


def read_document(text: str | bytes) -> Collection | None:
    """The collection that a JSON text holds; None where something may be wrong with it."""
    with paused_collector():
        try:
            found = _decoder(read_twin(Collection)).decode(text)
            if found.extra is EMPTY and _well_formed(Collection, [found]) and _no_key_twice([text], [found]):
                return _collection(found)
        except _REFUSALS:
            pass
    return None


def read_tagged(lines: Sequence[bytes]) -> list[Record] | None:
    """The records of some lines, one each, with its type; None where something may be wrong with one of them."""
    with paused_collector():
        try:
            found = list(map(_decoder(_any_record()).decode, lines))
            by_class = defaultdict(list)
            for each in found:
                by_class[_class_of()[type(each)]].append(each)
            if all(_well_formed(cls, some) for cls, some in by_class.items()) and _no_key_twice(lines, found):
                return [_build(each, _class_of()[type(each)]) for each in found]
        except _REFUSALS:
            pass
    return None


def write_document(collection: Collection) -> bytes | None:
    """The collection as JSON without white space; None where it holds fields that no twin has."""
    with paused_collector():
        return _encoded([msgspec.convert(_Versioned(collection), written_twin(Collection), from_attributes=True)])


def write_tagged(records: Iterable[Record]) -> bytes | None:
    """Records as JSON, one a line, each with its type; None where one holds fields that its twin has not."""
    with paused_collector():
        return _encoded([_twin_of(each) for each in records])


def _twin_of(record: Record) -> msgspec.Struct:
    cls: Any = type(record)  # to a type checker, a class is not hashable
    return msgspec.convert(record, tagged(cls, written_twin), from_attributes=True)


class _Versioned:
    """A collection with the version of its format among its attributes."""

    def __init__(self, collection: Collection) -> None:
        setattr(self, FORMAT_KEY, FORMAT)
        self._collection = collection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._collection, name)


@cache
def _class_of() -> Mapping[type[msgspec.Struct], Any]:
    classes: Iterable[Any] = TABLES.values()
    return MappingProxyType({tagged(cls, read_twin): cls for cls in classes})


@cache
def _any_record() -> Any:
    return reduce(or_, cast("Iterable[Any]", _class_of()))


@cache
def _decoder(type_: Any) -> "msgspec.json.Decoder[Any]":
    return msgspec.json.Decoder(type_, dec_hook=_date)


@lru_cache(10_000)  # documents name the same days again and again
def _date(_type: type, text: str) -> PartialDate:
    return PartialDate(text)


def _collection(found: Any) -> Collection:
    for name, cls in TABLES.items():  # one after the other, so that each takes the room of the last one's twins
        table: Any = tuple[cls, ...]  # type: ignore[valid-type]  # it is one at run time
        setattr(found, name, _build(getattr(found, name), table))
    return Collection(**{name: getattr(found, name) for name in found.__struct_fields__ if name != FORMAT_KEY})


def _build(twins: Any, type_: type[R]) -> R:
    """Records from their twins. A twin whose `extra` is not empty is refused: the other way knows what to do with it."""
    return msgspec.convert(twins, type_, from_attributes=True)


def _well_formed(cls: Any, twins: Sequence[Any]) -> bool:
    """Whether every text of the twins, and of their parts, has the form of its field. It may answer False where all have.

    All texts of a form are tried at once, a line each: one by one takes twice the time.
    """
    texts: defaultdict[str, list[str]] = defaultdict(list)
    collect_values(cls, twins, _form_of, texts)
    return all(_have_form(regex, "\n".join((*some, "")), len(some)) for regex, some in texts.items())


def _form_of(item: Any) -> str | None:
    """The expression that texts of a type must match."""
    markers = getattr(item, "__metadata__", ())
    return next((marker.regex for marker in markers if isinstance(marker, Pattern)), None)


def _have_form(regex: str, lines: str, count: int) -> bool:
    if lines.count("\n") != count:
        return False
    return _are_slugs(lines) if regex == SLUG else _lines_of(regex)(lines) is not None


@cache
def _lines_of(regex: str) -> Callable[[str], object]:
    return re.compile(f"(?:{regex}\n)*+").fullmatch  # possessive: it never goes back over a line


#: Letters and digits as `a`, what may stand between two of them as `-`, all else as `!`.
_SIGNS = bytes(
    ord("a" if char in "abcdefghijklmnopqrstuvwxyz0123456789" else "-" if char in "-.\n" else "!")
    for char in map(chr, range(256))
)


def _are_slugs(lines: str) -> bool:
    """Whether each line is a slug: three times as fast as the expression, and most texts that have a form are ids."""
    signs = lines.encode().translate(_SIGNS)
    return b"!" not in signs and b"--" not in signs and not signs.startswith(b"-")


def _no_key_twice(texts: Iterable[str | bytes], twins: Sequence[Any]) -> bool:
    """Whether no key stands twice in one object. It may answer False where none does.

    Each key has one colon outside strings. Written again, the twins have as many colons as the text, unless a key
    stood there twice, or with its default, or a colon in a string was written as an escape.
    """
    colons = sum(text.count(":") if isinstance(text, str) else text.count(b":") for text in texts)
    written = _encoded(twins)
    return written is not None and written.count(b":") == colons and not any(map(_escapes_a_colon, texts))


def _escapes_a_colon(text: str | bytes) -> bool:
    if isinstance(text, str):
        return "\\u003" in text and _colon_escape.search(text) is not None
    return b"\\u003" in text and _colon_escape_in_bytes.search(text) is not None


_colon_escape = re.compile(r"(?<!\\)(?:\\\\)*\\u003[aA]")  # a backslash before it may itself be escaped
_colon_escape_in_bytes = re.compile(_colon_escape.pattern.encode())


#: A date as plain text; anything else that no twin has is `extra`, for which this raises a `TypeError`.
_encoder = msgspec.json.Encoder(enc_hook=str.__str__)


def _encoded(twins: Sequence[Any]) -> bytes | None:
    try:
        return _encoder.encode_lines(twins)
    except TypeError:
        return None


@cache
def read_twin(cls: Any) -> type[Struct]:
    """The Struct that a class is read by; of a collection, that of a document. It refuses unknown keys.

    >>> from msgspec import json
    >>> from nmpolicy.records.instruments import Milestone
    >>> json.decode(b'{"stage": "signed"}', type=read_twin(Milestone)).stage
    <Stage.SIGNED: 'signed'>
    """
    return derive(cls, lambda field: shaped(field, _bare(field_type(field.type)[0])))


@cache
def written_twin(cls: Any) -> type[Struct]:
    """The Struct that a class is written by: its types are right already, and not looked at again."""
    return derive(
        cls, lambda field: shaped(field, written_twin(item)) if has(item := field_type(field.type)[0]) else Any
    )


@cache
def tagged(cls: Any, way: Callable[[Any], type[Struct]]) -> type[Struct]:
    """The Struct of a record that stands alone, and so says which class it is of."""
    return defstruct(cls.__name__, [], bases=(way(cls),), tag_field=TYPE_KEY, tag=type_of(cls))


def derive(cls: Any, type_of: Callable[["Attribute[Any]"], Any]) -> type[Struct]:
    """A Struct with the fields of a class that a type is given for; of a collection, a document."""
    made: list[Any] = [(FORMAT_KEY, Literal[FORMAT])] if cls is Collection else []
    typed = ((field, type_of(field)) for field in fields(cls))
    made += [
        (field.name, type_) if field.default is NOTHING else (field.name, type_, field.default)
        for field, type_ in typed
        if type_ is not None
    ]
    return defstruct(
        cls.__name__,
        made,
        rename=RENAMED,
        kw_only=True,
        forbid_unknown_fields=True,
        omit_defaults=True,
        gc=False,  # twins live for one call, and hold no cycles
    )


def shaped(field: "Attribute[Any]", one: Any) -> Any:
    """The type of a field whose items are of one type: several, or one that may be missing, or one."""
    _, many, optional = field_type(field.type)
    return tuple[one, ...] if many else one | None if optional else one


def _bare(item: Any) -> Any:
    """The type as msgspec checks it while reading: not the form of texts, and of `extra` nothing."""
    if get_origin(item) is Annotated:
        base, *markers = get_args(item)
        for marker in markers:
            if isinstance(marker, Between):
                base = Annotated[base, Meta(ge=marker.least, le=marker.most)]
        return base
    if item is Extra:
        return Any
    return read_twin(item) if has(item) else item


_lock = threading.Lock()
_depth = 0
_was_enabled = False


@contextmanager
def paused_collector() -> Iterator[None]:
    """Keep the collector from looking through all that is being made, again and again; then it is as it was.

    The collector is the whole process's: while one thread is in here, it is paused for every thread, and the last one
    that leaves restores it.
    """
    global _depth, _was_enabled  # noqa: PLW0603  # as the collector is one
    with _lock:
        if _depth == 0:
            _was_enabled = gc.isenabled()
            gc.disable()
        _depth += 1
    try:
        yield
    finally:
        with _lock:
            _depth -= 1
            if _depth == 0 and _was_enabled:
                gc.enable()
