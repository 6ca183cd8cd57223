"""Collections as JSON text."""

import re
import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from types import MappingProxyType
from typing import Any, TypeVar, cast

import msgspec

from nmpolicy.errors import InvalidTypeError, InvalidValueError, UnknownFieldWarning
from nmpolicy.problems import Problem, pointer
from nmpolicy.records.arguments import check_collections
from nmpolicy.records.base import Record
from nmpolicy.records.collection import TABLES, Collection
from nmpolicy.records.traversal import FieldPath, has_unknown_fields, unknown_field_count, unknown_field_paths
from nmpolicy.serialization._fast_json import READ_ERRORS, write_document
from nmpolicy.serialization.document_reader import ReadDocument, read_document, read_plain_document
from nmpolicy.serialization.json_format import BYTE_ORDER_MARK, Unknown, check_unknown, has_other_format
from nmpolicy.serialization.problem_tally import ProblemTally
from nmpolicy.vocabulary.values import describe

T = TypeVar("T")
_MAX_INDENT = 16
_SHOWN = 5  # fields that a warning names
#: Writes the plain data of records with unknown fields.
_encoder = msgspec.json.Encoder(decimal_format="number")


def loads(text: str | bytes, *, unknown: Unknown = "refuse") -> Collection:
    """Read a collection from JSON text. Nothing is coerced or ignored, and duplicate keys are refused.

    Raises `UnreadableDocumentError` if the text is not JSON, and `InvalidDocumentError` if it is not a collection, with
    every problem in its `problems`. With `unknown="keep"`, fields that nmpolicy does not know are kept in `extra`, and
    an `UnknownFieldWarning` names them.

    >>> loads('{"nmpolicy": 1, "id": "demo", "title": "A demonstration"}')
    <Collection demo, records: 0>

    .. versionadded:: 0.1
    """
    collection = parse_document(text, unknown)
    if unknown == "keep":
        warn_of_unknown_fields([collection])
    return collection


def dumps(collection: Collection, *, indent: int | None = 2, unknown: Unknown = "refuse") -> str:
    """Write a collection as JSON text that ends in a line feed. Defaults are left out; `indent=None` writes one line.

    Raises `InvalidTypeError` for anything that is not a collection, and `InvalidValueError` if `extra` has a key that
    `loads` would refuse, or for an indent below 0. With `unknown="keep"`, such keys are written. Keys that begin with
    `x-` are always written.

    >>> print(dumps(Collection(id="demo", title="A demonstration")), end="")
    {
      "nmpolicy": 1,
      "id": "demo",
      "title": "A demonstration"
    }

    .. versionadded:: 0.1
    """
    check_collections(collection)
    return dump_bytes(collection, indent, unknown=check_unknown(unknown)).decode()


def parse_document(text: str | bytes, unknown: Unknown) -> Collection:
    """Read a collection fast, or raise a `DocumentError` with every problem, which cattrs finds."""
    if not isinstance(text, str | bytes):
        raise InvalidTypeError(f"expected JSON as text or bytes, not {describe(text)}; load() reads a file")
    keep = check_unknown(unknown) == "keep"
    read = None
    try:
        data = (text if isinstance(text, bytes) else text.encode()).removeprefix(BYTE_ORDER_MARK)
        read = read_document(data, keep=keep)
    except READ_ERRORS:
        pass
    return (read and read.collection) or parse_slowly(text, read, unknown)


def parse_slowly(text: str | bytes, read: ReadDocument | None, unknown: Unknown) -> Collection:
    """Raise the error for a document, given what was read of it.

    Only the records that may be wrong are read with cattrs, which finds every problem but takes much longer.
    """
    from nmpolicy.serialization.parsing import parse  # most input does not need it

    data, problems = parse(text, read and read.duplicates)
    read = read or read_plain_document(data, keep=unknown == "keep")
    tally = ProblemTally(problems)
    wrong = {} if isinstance(data, dict) and has_other_format(data) else read.wrong
    head = {k: v for k, v in data.items() if k not in read.wrong} if isinstance(data, dict) else data
    pieces: list[_Piece] = [(head, Collection, ())]
    for table, positions in wrong.items():
        pieces += ((data[table][position], TABLES[table], (table, position)) for position in positions)
    _structure(pieces, unknown, tally, data)
    if tally:
        raise tally.error(data)
    return structure_data(data, Collection, (), unknown)  # the fast reader refused what cattrs accepts


def structure_data(data: Any, cls: type[T], problems: Iterable[Problem], unknown: Unknown) -> T:
    """Make an object from plain data with cattrs alone. The data may already have some known problems.

    Raises an `InvalidDocumentError` with these and the further problems.
    """
    tally = ProblemTally(problems)
    made = _structure([(data, cls, ())], unknown, tally, data)
    if tally:
        raise tally.error(data, is_record=cls is not Collection)
    return cast("T", made)


#: Plain data, the class that it should make, and its path in the document.
_Piece = tuple[Any, Any, FieldPath]


def _structure(pieces: Sequence[_Piece], unknown: Unknown, tally: ProblemTally, document: Any) -> Any:
    """Make an object of each piece of a document with cattrs, add the problems, and return the last one."""
    # cattrs is slow to import, and valid input does not need it.
    from cattrs import BaseValidationError

    from nmpolicy.serialization.converter import shared_converter
    from nmpolicy.serialization.structure_errors import add_problems

    made: Any = None

    def errors() -> Iterator[tuple[Exception, FieldPath]]:
        nonlocal made
        for index, (value, cls, path) in enumerate(pieces):
            if tally.is_full:
                tally.add_uncounted(len(pieces) - index)
                return
            try:
                made = shared_converter(unknown).structure(value, cls)
            except (BaseValidationError, InvalidValueError) as error:
                yield error, path

    add_problems(tally, errors(), document)
    return made


def dump_bytes(
    value: Collection | Record,
    indent: int | None,
    before: Mapping[str, Any] = MappingProxyType({}),
    unknown: Unknown = "keep",
) -> bytes:
    """Write a collection or a record as JSON in UTF-8. The keys in `before` come first."""
    if indent is not None and (type(indent) is not int or not 0 <= indent <= _MAX_INDENT):
        raise InvalidValueError(
            f"{describe(indent)} is not an indent; use None or a number of spaces up to {_MAX_INDENT}"
        )
    if isinstance(value, Collection) and type(value) is not Collection:  # the fields of a subclass are not written
        value = Collection.with_records(value, value)
    line = write_document(value) if isinstance(value, Collection) else None
    if line is None:  # it may have unknown fields
        check_writable([value, *(value if isinstance(value, Collection) else ())], unknown)
        from nmpolicy.serialization.converter import shared_converter  # slow to import, and seldom needed

        line = _encoder.encode({**before, **shared_converter("keep").unstructure(value)}) + b"\n"
    return line if indent is None else laid_out(line, indent)


def laid_out(line: bytes, indent: int) -> bytes:
    """Indent JSON. Each piece of evidence has one line, because it would otherwise take more than half of a file."""
    text = msgspec.json.format(line, indent=indent).rstrip() + b"\n"
    return _EVIDENCE.sub(lambda match: match[1] + _on_one_line(match[3], len(match[2]) + indent), text)


#: A list of evidence: everything up to the first item, the indent, and the items.
_EVIDENCE = re.compile(rb'^(( +)"evidence": \[\n)((?:\2 .*\n)+)', re.MULTILINE)
#: The line breaks after an opening bracket and before a closing one. JSON has no line breaks inside a string.
_BREAKS_AT_BRACKETS = re.compile(rb"(?<=[{\[])\n +|\n +(?=[}\]])")


def _on_one_line(items: bytes, indent: int) -> bytes:
    """Write each item of a list on one line, given the indent of the items."""
    return _breaks_inside(indent).sub(b", ", _BREAKS_AT_BRACKETS.sub(b"", items))


@cache
def _breaks_inside(indent: int) -> re.Pattern[bytes]:
    return re.compile(rb",\n {%d,}" % (indent + 1))


def check_writable(items: Sequence[Collection | Record], unknown: Unknown) -> None:
    """Raise an `InvalidValueError` for the first field that a reader would refuse, unless it is to be kept."""
    if check_unknown(unknown) == "keep":
        return
    by_class = defaultdict[type, list[Collection | Record]](list)
    for each in items:
        by_class[type(each)].append(each)
    having = [each for alike in by_class.values() if has_unknown_fields(alike) for each in alike]
    for each in having:
        for path in unknown_field_paths(each):
            shown = _shown(each, path)
            key = str(shown[-1])
            raise InvalidValueError(
                f"{pointer(shown)} is not a field of nmpolicy, so readers would refuse it; name it 'x-{key[:60]}', or"
                " pass unknown='keep'",
                each.id,
            )


def _shown(item: Collection | Record, path: FieldPath) -> FieldPath:
    # Few documents have unknown fields.
    from nmpolicy.records.message_redaction import unknown_field_to_show

    return unknown_field_to_show(item, path)


def warn_of_unknown_fields(items: Sequence[Collection | Record], stacklevel: int = 3) -> None:
    """Warn of the fields kept in `extra`, if any. The warning points at the caller's caller."""
    count = sum(map(unknown_field_count, items))
    if count:
        paths = islice(((each, path) for each in items for path in unknown_field_paths(each)), _SHOWN)
        shown = ", ".join(pointer(_shown(each, path)) for each, path in paths)
        what = "an unknown field is" if count == 1 else f"{count} unknown fields are"
        message = f"{what} kept in `extra`: {shown}{', …' if count > _SHOWN else ''}; validate() lists them all"
        warnings.warn(message, UnknownFieldWarning, stacklevel)
