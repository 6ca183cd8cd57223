"""The fast reader, the slow reader and the schema accept the same documents, and both readers build equal records."""

import json
import re
from collections import Counter
from decimal import Decimal
from io import BytesIO
from typing import Any

import attrs
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import nmpolicy as nm
from each_case import each_case
from nmpolicy.errors import DocumentError, InvalidDocumentError, UnreadableDocumentError
from nmpolicy.records.fields import field_type
from nmpolicy.serialization._fast_json import READ_ERRORS, read_record_lines, write_document
from nmpolicy.serialization.converter import shared_converter
from nmpolicy.serialization.document_reader import read_document, read_plain_document
from nmpolicy.serialization.documents import structure_data
from nmpolicy.serialization.json_format import BYTE_ORDER_MARK, key_of
from nmpolicy.serialization.lines import read_stream
from nmpolicy.serialization.parsing import parse
from nmpolicy.serialization.plain_data import read_plain_lines
from nmpolicy.serialization.record_lines import write_records
from nmpolicy.strategies import collections
from nmpolicy.vocabulary.extra import EMPTY
from reader_agreement import disagreement, lines_disagreement, validators
from spoiling import MUTATORS
from valid_documents import complete_document, supply

OWN_KEYS = (
    b'{"nmpolicy": 1, "id": "demo", "title": "T", "x-made": [1.5, {"x-a:b": null}], "people": [{"id": "a", "evidence":'
    b' [{"source": "s", "x-n": 1180591620717411303424, "x-": 0.1234567890123456789}]}]}'
)
_SUPPLY = supply()
_VALIDATORS = validators(Draft202012Validator)


@each_case("mutator", MUTATORS)
def test_both_readers_and_the_schema_agree_on_spoilt_documents(mutator: str) -> None:
    """`make spoil` compares them on a million."""
    for seed in range(100):
        assert not disagreement(MUTATORS[mutator](seed, _SUPPLY), _VALIDATORS), seed
        text = MUTATORS[mutator](seed, _SUPPLY, lines=True)
        assert isinstance(text, bytes)
        assert not lines_disagreement(text, _VALIDATORS), seed


class Always:
    """A validator with one answer to everything."""

    def __init__(self, *, answer: bool) -> None:
        self.answer = answer

    def is_valid(self, instance: Any) -> bool:  # noqa: ARG002  # the answer is the same for all
        return self.answer


def test_a_schema_that_accepts_or_refuses_too_much_is_noticed() -> None:
    lax, strict = validators(lambda _: Always(answer=True)), validators(lambda _: Always(answer=False))
    header = '{"nmpolicy": 1, "id": "a", "title": "T"}'
    assert disagreement(header, strict) == "only the reader accepts it"
    assert "only the schema accepts it" in disagreement(header.replace('"a"', '"A"'), lax)
    line = b'{"type": "person", "id": "a"}'
    assert lines_disagreement(header.encode() + b"\n" + line, strict) == "line 2: only the reader accepts it"
    wrong = header.encode() + b"\n" + line.replace(b'"a"', b'"A"')
    assert "line 2: only the schema accepts it" in lines_disagreement(wrong, lax)


@each_case(
    ("member", "fault"),
    [
        ('"title": "T"', "a duplicate key"),
        ('"summary": "\\ud800"', "half of a surrogate pair"),
        ('"x-a": 1e400000000000000000000', "an exponent of 18 digits"),
        ('"x-\\udfff": 1', "data of another program that records cannot hold"),
        (
            '"provisions": [{"id": "b", "instrument": "c", "kind": "regulative", "recurrence": "FREQ=DAILY;COUNT=1;COUNT=2"}]',
            "parts of a recurrence that exclude each other",
        ),
    ],
)
def test_only_a_reader_sees_some_faults(member: str, fault: str) -> None:
    counted = _VALIDATORS._replace(seen=Counter())
    assert not disagreement(f'{{"nmpolicy": 1, "id": "a", "title": "T", {member}}}', counted)
    assert counted.seen[f"only a reader sees: {fault}"] == 1


@given(collections())
def test_both_readers_and_both_writers_agree(collection: nm.Collection) -> None:
    fast = write_document(collection)
    written = msgspec.json.Encoder(decimal_format="number").encode(shared_converter("refuse").unstructure(collection))
    assert fast in (written + b"\n", None)  # None: it has fields of another program
    assert read_fast(written) == read_slowly(written) == collection
    lines = write_records(list(collection), "refuse").splitlines()
    assert (read_record_lines(lines) or read_plain_lines(lines, keep=False)) == list(collection)


@given(collections(), st.data())
def test_every_notation_of_a_document_is_read_fast(collection: nm.Collection, data: st.DataObject) -> None:
    document = json.loads(nm.dumps(collection))
    if data.draw(st.booleans()):
        document = with_defaults(nm.Collection, document)
    if data.draw(st.booleans()):
        document = with_whole_floats(document)
    if data.draw(st.booleans()):
        document["people"] = [*document.get("people", []), {"id": "one-more", "x-a": [1.0, {"x-b": None}]}]
        collection = collection.with_records(
            [*collection, nm.Person(id="one-more", extra={"x-a": [1.0, {"x-b": None}]})]
        )
    if data.draw(st.booleans()):
        document = dict(reversed(document.items()))
    text = json.dumps(document, ensure_ascii=data.draw(st.booleans()), indent=data.draw(st.sampled_from([None, 3])))
    for old, new in [(":", " \t: "), ("e", "\\u0065"), (":", "\\u003A"), ("/", "\\/")]:
        if data.draw(st.booleans()):
            text = replaced(text, old, new, outside=new.isascii() and ":" in new)
    if data.draw(st.booleans()):
        text = "\ufeff" + text
    given_as = text.encode() if data.draw(st.booleans()) else text
    assert dumped(read_fast(given_as)) == dumped(read_slowly(given_as)) == dumped(collection)


def dumped(collection: nm.Collection | None) -> str:
    """Return the JSON of a collection, which tells `1` from `1.0`. The order of its tables is fixed."""
    assert collection is not None
    return nm.dumps(collection)


def replaced(text: str, old: str, new: str, *, outside: bool) -> str:
    """Replace a character outside the strings of a JSON text, or in them."""
    parts = re.split(r'("(?:[^"\\]|\\.)*")', text)
    return "".join(
        part.replace(old, new) if outside != (index % 2 == 1) and ("\\" not in part) else part
        for index, part in enumerate(parts)
    )


def with_defaults(cls: Any, value: dict[str, Any]) -> dict[str, Any]:
    """Write out every default, as pydantic and many others do."""
    found = dict(value)
    for field in attrs.fields(cls):
        key = key_of(field.name)
        item, many, _ = field_type(field.type)
        if key == "extra":
            continue
        if key not in found and field.default is not attrs.NOTHING:
            found[key] = [] if many else field.default
        elif attrs.has(item) and found.get(key):
            found[key] = [with_defaults(item, each) for each in found[key]] if many else with_defaults(item, found[key])
    return found


def with_whole_floats(value: Any) -> Any:
    """Write whole numbers with a fraction, outside the fields of other programs."""
    if isinstance(value, dict):
        return {key: item if key.startswith("x-") else with_whole_floats(item) for key, item in value.items()}
    if isinstance(value, list):
        return list(map(with_whole_floats, value))
    return float(value) if type(value) is int else value


@each_case(
    ("number", "accepted"),
    [
        ("1", True),
        ("1.0", True),
        ("1e0", True),
        ("10e-1", True),
        ("1.50", False),
        ("true", False),
        ('"1"', False),
        ("0", False),
        ("-1.0", False),
        ("9007199254740991.0", True),
        ("9007199254740992", False),
        ("1e400", False),
        ("123456789012345678901234567890", False),
    ],
)
def test_the_readers_and_the_schema_agree_on_numbers(number: str, accepted: bool) -> None:  # noqa: FBT001  # a case
    text = '{"nmpolicy": %s, "id": "a", "title": "A", "people": [{"id": "a", "evidence": [{"source": "b", "paragraph": %s}]}]}'
    for format_number, paragraph in ((1, number), (number, 1)):
        written = text % (format_number, paragraph)
        right = accepted and (paragraph != 1 or float(number) == 1)
        assert (read_fast(written) is not None) == right
        assert _VALIDATORS.document.is_valid(json.loads(written)) == right
        line = (
            b'{"type": "person", "id": "a", "evidence": [{"source": "b", "paragraph": %s}]}' % str(paragraph).encode()
        )
        header = b'{"nmpolicy": %s, "id": "a", "title": "A"}' % str(format_number).encode()
        (_, head), records = read_stream(BytesIO(header + b"\n" + line), "a.jsonl", "refuse")
        assert any(isinstance(each, DocumentError) for each in (head, *(each for _, each in records))) != right
        try:
            assert type(read_slowly(written).people[0].evidence[0].paragraph) is int
        except DocumentError:
            assert not right


def read_fast(text: str | bytes) -> nm.Collection | None:
    """Return the collection that the fast reader makes of a text, and of its plain data; None if it refuses it."""
    try:
        data, problems = parse(text)
    except DocumentError:
        data, problems = None, []
    plain = None if problems else read_plain_document(data, keep=False).collection
    try:
        encoded = (text.encode() if isinstance(text, str) else text).removeprefix(BYTE_ORDER_MARK)
        read = read_document(encoded, keep=False).collection
    except READ_ERRORS:
        read = None
    assert read == plain
    return read


def read_slowly(text: str | bytes) -> nm.Collection:
    """Return the collection that cattrs alone makes of a text."""
    data, problems = parse(text)
    return structure_data(data, nm.Collection, problems, "refuse")


@pytest.mark.parametrize("text", [OWN_KEYS.decode(), OWN_KEYS])
def test_the_keys_of_other_programs_are_read_fast(text: str | bytes) -> None:
    read = read_fast(text)
    assert read == read_slowly(text)
    assert read is not None
    assert read.extra == {"x-made": (1.5, {"x-a:b": None})}
    assert read.people[0].extra is EMPTY
    assert read.people[0].evidence[0].extra == {"x-": Decimal("0.1234567890123456789"), "x-n": 2**70}
    assert list(read.people[0].evidence[0].extra) == ["x-n", "x-"]


@each_case(
    ("old", "new"),
    [
        (b'"x-n"', b'"n"'),  # unknown
        (b'"x-n"', b'"extra": {}, "x-n"'),
        (b'"x-n"', b'"x-": 2, "x-n"'),  # a duplicate
        (b'"T"', b'"T", "title": "T"'),
        (b'[{"id": "a", ', b'["x-a", {"id": "a", '),
        (b'[{"source"', b'["x-a", {"source"'),
        (b'"evidence": [', b'"evidence": 5, "x-evidence": ['),
        (b'"people": [', b'"people": {"x-a": 1}, "x-people": ['),
        (b'"nmpolicy": 1', b'"nmpolicy": true'),
        (b'"nmpolicy": 1', b'"nmpolicy": 1.5'),
        (b'"nmpolicy": 1', b'"nmpolicy": 1.0000000000000000001'),
        (b"1.5", b"1e9999999999999999999"),
        (b"1.5", b"NaN"),
        (b"1.5", b'"\\ud800"'),
        (b"1.5", b"[" * 200 + b"]" * 200),
        (b"1.5", b"9" * 5000),
        (b'"source": "s"', b'"source": "S"'),
    ],
)
def test_both_readers_refuse_a_fault_beside_the_keys_of_other_programs(old: bytes, new: bytes) -> None:
    assert OWN_KEYS.count(old) == 1
    assert read_fast(OWN_KEYS.replace(old, new)) is None
    with pytest.raises(DocumentError):
        nm.loads(OWN_KEYS.replace(old, new))


@each_case("extra", ["{}", "null", "[]", '""', "5", '{"": {}}', '{"a": 1}', '{"x-a": 1}'])
def test_the_field_for_unknown_keys_is_not_a_key(extra: str) -> None:
    """The classes have a field `extra`; a document, a record or a part in a file does not."""
    member = f', "extra": {extra}'
    for inserted in ((member, "", ""), ("", member, ""), ("", "", member)):
        text = '{"nmpolicy": 1, "id": "a", "title": "T"%s, "people": [{"id": "a", "evidence": [{"source": "s"%s}]%s}]}'
        assert read_fast(text % inserted) is None
        with pytest.raises(InvalidDocumentError, match="has no field 'extra'"):
            nm.loads(text % inserted)


def test_a_key_of_another_program_may_be_escaped() -> None:
    read = read_fast(OWN_KEYS.replace(b'"x-n"', b'"\\u0078-n"'))
    assert read is not None
    assert read == read_fast(OWN_KEYS)


def test_a_document_with_every_field_is_read_fast() -> None:
    document = complete_document()
    assert set(document) == {
        "nmpolicy",
        "$schema",
        *(f for f in vars_of(nm.Collection) if f not in {"schema", "extra"}),
    }
    assert read_fast(json.dumps(document)) is not None


def vars_of(cls: Any) -> list[str]:
    return [field.name for field in cls.__attrs_attrs__]


@each_case(
    "text",
    [
        '{"nmpolicy": 1, "id": "demo", "title": "T", "title": "T"}',
        '{"nmpolicy": 1, "id": "demo", "title": "T\\u003a", "title": "a:b"}',
        '{"nmpolicy": 1, "id": "demo", "title": "a\\u003Ab", "title": "T"}',
        '{"nmpolicy": 1, "id": "demo", "title" : "T", "summary": "", "title": "T"}',
        '{"nmpolicy": 1, "id": "demo", "title": "T", "people": [{"id": "a"}], "people": [{"id": "a"}]}',
        '{"nmpolicy": 1, "nmpolicy": 1, "id": "demo", "title": "T"}',
    ],
)
def test_a_duplicate_key_is_found_however_it_is_written(text: str) -> None:
    assert read_fast(text) is None
    assert read_fast(text.encode()) is None
    with pytest.raises(InvalidDocumentError, match="is a duplicate"):
        nm.loads(text)


@each_case("id", ["a\nb", "a\n", "\na", "\n", "", "-a", "a-", "a--b", "a.-b", "\u0661", "A", "a b", "\u00e9"])
def test_both_readers_refuse_an_id_that_is_not_a_slug(id: str) -> None:
    for record in ({"id": id}, {"id": "a", "evidence": [{"source": id}]}):
        text = json.dumps({"nmpolicy": 1, "id": "demo", "title": "T", "people": [record, {"id": "b"}]})
        assert read_fast(text) is None
        with pytest.raises(InvalidDocumentError, match="NMP017"):
            nm.loads(text)


@pytest.mark.parametrize("key", ["extra", "unknown", "title", "people"])
def test_deep_nesting_is_refused(key: str) -> None:
    text = '{"nmpolicy": 1, "id": "demo", "title": "T", "' + key + '": ' + "[" * 100_000 + "]" * 100_000 + "}"
    assert read_fast(text) is None
    with pytest.raises(UnreadableDocumentError, match="NMP004"):
        nm.loads(text)


@each_case(
    "line",
    [
        b'{"type": "person", "id": "a", "id": "a"}',
        b'{"type": "person", "type": "person", "id": "a"}',
        b'{"type": "person", "id": "a", "extra": {}}',
        b'{"type": "person", "id": "a", "x-a": 1, "x-a": 1}',
        b'{"type": "persn", "id": "a", "x-a": 1}',
        b'{"type": ["person"], "id": "a", "x-a": 1}',
        b'{"id": "a", "x-a": 1}',
        b'["x-a"]',
        b'"x-a"',
        b'{"id": "a"}',
        b'{"type": "persn", "id": "a"}',
        b'{"type": "Person", "id": "a"}',
        b'{"type": "collection", "id": "a"}',
        b'{"type": "person", "id": "a"} {"type": "person", "id": "b"}',
        b'{"type": "person", "id": "A"}',
        b"[]",
        b"null",
        b"{",
    ],
)
def test_both_readers_refuse_a_line_that_is_not_a_record(line: bytes) -> None:
    assert read_record_lines([line]) is None
    header = b'{"nmpolicy": 1, "id": "demo", "title": "T"}'
    _, records = read_stream(BytesIO(b"\n".join((header, b"", line))), "a.jsonl", "refuse")
    ((number, found),) = records
    assert number == 3
    assert isinstance(found, InvalidDocumentError)
    assert {problem.line for problem in found.problems} == {3}
