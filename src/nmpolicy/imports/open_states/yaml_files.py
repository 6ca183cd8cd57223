"""Reading YAML as the plain lists, objects and texts that it is written in, and nothing else."""

from collections.abc import Iterable
from typing import Any

from attrs import define, field

from nmpolicy.byte_limit import MAX_BYTES
from nmpolicy.errors import InvalidValueError, UnreadableDocumentError
from nmpolicy.imports.input_files import Input, input_bytes, refuse
from nmpolicy.plain_text.detection import DocumentKind, file_kind
from nmpolicy.tables.extras import from_extra
from nmpolicy.vocabulary.values import check_text, describe

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_TAGS = frozenset({f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "timestamp", "seq", "map")})
_NULL_TAG = "tag:yaml.org,2002:null"
_MAX_DEPTH = 100
_MAX_VALUES = 1_000_000  # of a file, where the values that an alias repeats count again


def read_yaml(source: Input, max_bytes: int = MAX_BYTES) -> Any:
    """Read a YAML file whose scalars all stay text, as they are written, except for nulls.

    So `no` is not false, `012` is not ten, and a day that the calendar does not have is still there to be reported.

    Raises `UnreadableDocumentError`, with the line, for a file that is not one YAML document, for duplicate keys, keys
    that are not text, merge keys (`<<`) and tags of a program's own types, for nesting deeper than 100 levels, and for
    more than a million values; and `MissingExtraError` without PyYAML.
    """
    with from_extra("yaml"):
        import yaml  # noqa: PLC0415  # an extra
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    content = input_bytes(source, max_bytes)
    kind = file_kind(content)
    if isinstance(kind, DocumentKind) and kind is not DocumentKind.BINARY:
        raise refuse(source, f"it is {kind.phrase}, not YAML; download the YAML itself, such as from the repository")
    builder = _Builder(source)
    try:
        builder.read(yaml.parse(content, Loader=loader))
    except yaml.YAMLError as error:
        place = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be decoded"
        line = "" if place is None else f" (line {place.line + 1})"
        raise refuse(source, f"the file is not YAML{line}: {reason}") from error
    return builder.document


@define
class _Container:
    """A list or an object that is being read."""

    value: "list[Any] | dict[str, Any]"
    anchor: str | None
    size: int = 1
    key: str | None = None


@define
class _Builder:
    """Builds a value from the events of a parser, without recursion."""

    source: Input
    document: Any = None
    _documents: int = 0
    _open: list[_Container] = field(factory=list)
    _anchored: dict[str, tuple[Any, int]] = field(factory=dict)

    def read(self, events: Iterable[Any]) -> None:
        for event in events:
            match type(event).__name__:
                case "ScalarEvent":
                    self._check_tag(event)
                    self._scalar(event)
                case "SequenceStartEvent" | "MappingStartEvent":
                    self._check_tag(event)
                    self._start([] if type(event).__name__ == "SequenceStartEvent" else {}, event)
                case "SequenceEndEvent" | "MappingEndEvent":
                    done = self._open.pop()
                    self._put(done.value, done.size, done.anchor, event)
                case "AliasEvent":
                    if event.anchor not in self._anchored:
                        raise self._error(event, f"the alias *{event.anchor} does not refer to an earlier anchor")
                    self._put(*self._anchored[event.anchor], None, event)
                case "DocumentStartEvent":
                    self._documents += 1
                    if self._documents > 1:
                        raise self._error(event, "the file has several YAML documents; write each in its own file")

    def _scalar(self, event: Any) -> None:
        try:
            text = check_text(event.value)
        except InvalidValueError as error:
            raise self._error(event, str(error)) from error
        holder = self._open[-1] if self._open else None
        if holder is not None and isinstance(holder.value, dict) and holder.key is None:
            if text == "<<" and not event.style:
                raise self._error(event, "a merge key (<<) is not supported; write the keys out")
            if text in holder.value:
                raise self._error(event, f"{describe(text)} is a duplicate key; keep one of the two")
            holder.key = text
            return
        is_null = event.tag == _NULL_TAG or (event.tag is None and not event.style and text in _NULLS)
        self._put(None if is_null else text, 1, event.anchor, event)

    def _start(self, value: list[Any] | dict[str, Any], event: Any) -> None:
        if len(self._open) >= _MAX_DEPTH:
            raise self._error(event, f"the file is nested more than {_MAX_DEPTH} levels deep")
        self._check_key(event)
        self._open.append(_Container(value, event.anchor))

    def _put(self, value: Any, size: int, anchor: str | None, event: Any) -> None:
        if anchor is not None:
            self._anchored[anchor] = value, size
        if not self._open:
            self.document = value
            return
        self._check_key(event)
        holder = self._open[-1]
        holder.size += size
        if holder.size > _MAX_VALUES:
            raise self._error(event, f"the file has more than {_MAX_VALUES:,} values, including those of aliases")
        if isinstance(holder.value, list):
            holder.value.append(value)
        else:
            holder.value[str(holder.key)] = value
            holder.key = None

    def _check_key(self, event: Any) -> None:
        """Refuse a value where a key should be."""
        if self._open and isinstance(self._open[-1].value, dict) and self._open[-1].key is None:
            raise self._error(event, "a key is not a text; write it as one")

    def _check_tag(self, event: Any) -> None:
        if event.tag not in {None, "!", _NULL_TAG} and event.tag not in _TAGS:
            raise self._error(event, f"the tag {describe(event.tag)} is not supported; write plain values")

    def _error(self, event: Any, message: str) -> UnreadableDocumentError:
        return refuse(self.source, f"line {event.start_mark.line + 1}: {message}")
