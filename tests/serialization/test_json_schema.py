"""The JSON Schema: current, valid, with a description of every field, and accepted by other validators."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import attrs
import pytest
from check_jsonschema import main as check_jsonschema  # type: ignore[import-untyped]
from click.testing import CliRunner
from field_docs import field_docs
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from schema import schema

import nmpolicy as nm
from each_case import each_case
from nmpolicy.errors import InvalidDateError, InvalidValueError
from nmpolicy.records.collection import PARTS, TABLES
from nmpolicy.serialization.json_schema import draft_json_schema, json_schema
from nmpolicy.vocabulary.extra import Extra
from nmpolicy.vocabulary.recurrence import Recurrence
from nmpolicy.vocabulary.values import Duration, value_check
from valid_documents import complete_document

PACKAGE = Path(nm.__file__).parent
FILE = PACKAGE / "serialization" / "collection.schema.json"
DATA = PACKAGE / "data" / "albuquerque-immigrant-friendly-2025.json"
SCHEMA = json_schema()
DEFINITIONS: dict[str, Any] = {**SCHEMA["$defs"], "Collection": SCHEMA}


def test_the_packaged_file_is_current() -> None:
    text = json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
    assert FILE.read_text("utf-8") == text, "run `make docs`"
    assert json.loads(text) == json_schema()


def test_it_is_valid_and_accepts_every_field() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    validator = Draft202012Validator(SCHEMA)
    for document in (complete_document(), json.loads(DATA.read_text("utf-8"))):
        assert list(validator.iter_errors(document)) == []


def test_the_ids_of_the_schemas_are_stable_and_another_schema_can_refer_to_them() -> None:
    schemas = {each["$id"]: Resource.from_contents(each) for each in (SCHEMA, draft_json_schema())}
    assert [*schemas] == ["urn:nmpolicy:format:1", "urn:nmpolicy:format:1:draft"]
    registry: Registry[Any] = Registry().with_resources(schemas.items())
    order, draft = (Draft202012Validator({"$ref": f"{id}#/$defs/Order"}, registry=registry) for id in schemas)
    found = {"id": "eo-1", "kind": "executive-order", "title": "An order"}
    assert order.is_valid(found)
    assert [error.message for error in draft.iter_errors(found)] == ["'evidence' is a required property"]


@pytest.mark.parametrize("arguments", [["--check-metaschema", str(FILE)], ["--schemafile", str(FILE), str(DATA)]])
def test_check_jsonschema_accepts_it(arguments: list[str]) -> None:
    done = CliRunner().invoke(check_jsonschema, arguments)
    assert (done.output, done.exit_code) == ("ok -- validation done\n", 0)


@each_case("cls", [*TABLES.values(), *PARTS, nm.Collection])
def test_every_field_is_described(cls: type) -> None:
    properties = DEFINITIONS[cls.__name__]["properties"]
    assert DEFINITIONS[cls.__name__]["additionalProperties"] is False
    for field in attrs.fields(cls):
        if field.type is not Extra:
            name = "$schema" if field.name == "schema" else field.name
            assert properties[name]["description"].startswith(field_docs(cls)[field.name])


def test_references_name_their_tables_and_terms_have_definitions() -> None:
    assert "record in people or organizations" in DEFINITIONS["Membership"]["properties"]["member"]["description"]
    assert f"- support: {nm.Stance.SUPPORT.definition}" in DEFINITIONS["Stance"]["description"]
    assert DEFINITIONS["Stance"]["enum"] == [*nm.Stance]


def test_the_root_is_the_collection() -> None:
    """Code generators name the root class by the title, and would make a second class of a definition."""
    assert SCHEMA["title"] == "Collection"
    assert "Collection" not in SCHEMA["$defs"]
    assert "$ref" not in SCHEMA


def patterns(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(found := node.get("pattern"), str):
            yield found
        for inner in node.values():
            yield from patterns(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from patterns(inner)


def test_patterns_need_no_lookaround() -> None:
    """Go, Rust and RE2 have none."""
    found = set(patterns(SCHEMA))
    assert len(found) > 5
    for pattern in found:
        assert not re.search(r"\(\?[=!<]|\\[1-9]|[*+?}]\+", pattern)


def test_re2_compiles_the_patterns() -> None:
    re2 = pytest.importorskip("re2", reason="google-re2 is not installed")
    for pattern in set(patterns(SCHEMA)):
        assert re2.compile(pattern)


def accepts(cls: str, field: str) -> Draft202012Validator:
    return Draft202012Validator({"$ref": f"#/$defs/{cls}/properties/{field}", "$defs": DEFINITIONS})


def pattern_of(cls: str, field: str) -> re.Pattern[str]:
    (text,) = (each for each in patterns(DEFINITIONS[cls]["properties"][field]) if each != "\n")
    return re.compile(text)


def test_the_schema_and_the_constructor_agree_on_every_day() -> None:
    matches = pattern_of("Milestone", "date").search
    months_and_days = ["", *(f"-{month:02}" for month in range(14))]
    months_and_days += [f"-{month:02}-{day:02}" for month, day in product(range(14), range(33))]
    for year in (
        0,
        1,
        4,
        9,
        10,
        96,
        99,
        100,
        104,
        400,
        999,
        1000,
        1900,
        1996,
        2000,
        2023,
        2024,
        2100,
        2400,
        9996,
        9999,
    ):
        for rest in months_and_days:
            text = f"{year:04}{rest}"
            assert (matches(text) is not None) == is_date(text), text
    for year in range(10_000):
        assert (matches(f"{year:04}-02-29") is not None) == is_date(f"{year:04}-02-29")


def is_date(text: str) -> bool:
    try:
        if len(text) == len("YYYY-MM-DD"):
            date.fromisoformat(text)
        return bool(nm.PartialDate(text))
    except ValueError:
        return False


@each_case("text", ["2025", "2024-02-29~", "2000-02-29%", "0004-02-29", "9999", "0001-01-01?"])
def test_a_date_that_exists_is_accepted(text: str) -> None:
    assert accepts("Milestone", "date").is_valid(text)
    assert nm.PartialDate(text) == text


@each_case("text", ["0000", "2025-13", "1900-02-29", "2025-1-1", "2025\n", "\n2025", "~2025", "2025~~", ""])
def test_a_date_that_does_not_exist_is_refused(text: str) -> None:
    assert not accepts("Milestone", "date").is_valid(text)
    with pytest.raises(InvalidDateError):
        nm.PartialDate(text)


def test_every_short_duration_is_accepted_or_refused_as_by_a_lookahead() -> None:
    (marker,) = Duration.__metadata__  # type: ignore[attr-defined]
    readable = re.compile(r"P(?=[0-9])([0-9]+Y)?([0-9]+M)?([0-9]+W)?([0-9]+D)?").fullmatch
    for length in range(8):
        for some in product("P1YMWD", repeat=length):
            text = "".join(some)
            assert (re.fullmatch(marker.regex, text) is None) == (readable(text) is None), text


@each_case(
    ("text", "valid"),
    [
        ("FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=-1", True),
        ("FREQ=MONTHLY;BYDAY=-1FR,MO;COUNT=3", True),
        ("FREQ=MONTHLY;BYMONTHDAY=32", False),
        ("FREQ=MONTHLY;BYYEARDAY=1", False),
        ("FREQ=WEEKLY;BYDAY=1MO", False),
        ("FREQ=DAILY;FREQ=DAILY", False),
        ("FREQ=DAILY;", False),
    ],
)
def test_the_schema_and_the_constructor_agree_on_a_part_of_a_recurrence(text: str, *, valid: bool) -> None:
    assert accepts("Provision", "recurrence").is_valid(text) == valid
    check = value_check(Recurrence)
    assert check
    try:
        assert check(text) == text
    except InvalidValueError:
        assert not valid


@each_case("text", ["P1D", "P1Y6M", "P2W3D", "P", "P1", "P1D\n", "PD", "P1D1Y", "p1d"])
def test_the_schema_and_the_constructor_agree_on_durations(text: str) -> None:
    check = value_check(Duration)
    assert check is not None
    try:
        accepted = bool(check(text))
    except InvalidValueError:
        accepted = False
    assert accepts("Deadline", "within").is_valid(text) == accepted


@pytest.mark.parametrize(
    ("record", "part", "cls", "choices"),
    [
        (
            ("people", {"id": "b"}),
            "evidence",
            "Evidence",
            {
                "source": ("a",),
                "quote": (..., "", "words"),
                "paragraph": (..., None, 3),
                "start": (..., None, 0),
                "length": (..., None, 5),
                "digest": (..., None, "0" * 64),
            },
        ),
        (
            ("orders", {"id": "b", "kind": "proclamation", "title": "T"}),
            "legal_basis",
            "LegalBasis",
            {"citation": (..., "", " ", "\x1f\u2028\u3000", "\u200b", "a"), "law": (..., None, "a")},
        ),
    ],
)
def test_the_schema_and_the_reader_agree_on_what_a_part_has_together(
    record: tuple[str, dict[str, Any]], part: str, cls: str, choices: dict[str, tuple[Any, ...]]
) -> None:
    """Each field is absent, null, empty or has a value."""
    validator = Draft202012Validator({"$ref": f"#/$defs/{cls}", "$defs": DEFINITIONS})
    table, fields = record
    answers = set()
    for values in product(*choices.values()):
        held = {key: value for key, value in zip(choices, values, strict=True) if value is not ...}
        text = json.dumps({"nmpolicy": 1, "id": "a", "title": "T", table: [{**fields, part: [held]}]})
        try:
            nm.loads(text)
            accepted = True
        except nm.NMPolicyError:
            accepted = False
        assert validator.is_valid(held) is accepted, held
        answers.add(accepted)
    assert answers == {True, False}


def test_the_schema_has_the_constraints_of_every_class() -> None:
    """A class that checks its fields together needs a constraint in the schema."""
    checked = {cls.__name__ for cls in [*TABLES.values(), *PARTS] if hasattr(cls, "__attrs_post_init__")}
    assert checked == {name for name, each in DEFINITIONS.items() if {"allOf", "anyOf", "oneOf"} & each.keys()}


def test_ajv_agrees(tmp_path: Path) -> None:
    """The landing check installs ajv if there is Node.js."""
    ajv = shutil.which("ajv")
    if ajv is None:
        pytest.skip("ajv is not installed")
    bad = tmp_path / "bad.json"
    bad.write_text(DATA.read_text("utf-8").replace('"signed"', '"singed"'), "utf-8")
    for document, code in ((DATA, 0), (bad, 1)):
        command = [ajv, "validate", "--spec=draft2020", "-s", str(FILE), "-d", str(document)]
        assert subprocess.run(command, capture_output=True, check=False).returncode == code  # noqa: S603  # our own


DRAFT = {
    "nmpolicy": 1,
    "id": "demo",
    "title": "T",
    "sources": [{"id": "article", "kind": "news-article", "title": "T"}],
    "orders": [
        {
            "id": "eo",
            "kind": "executive-order",
            "title": "T",
            "milestones": [{"stage": "signed", "evidence": [{"source": "article", "quote": "signed it"}]}],
            "evidence": [{"source": "article", "quote": "an order", "paragraph": 2, "basis": "news-report"}],
        }
    ],
}
ORDER: dict[str, Any] = DRAFT["orders"][0]  # type: ignore[index]


@each_case(
    ("evidence", "valid"),
    [
        ([{"source": "article", "quote": "an order", "supports": ["title"], "attributed_to": ["mayor"]}], True),
        ([{"source": "article", "quote": "an order", "x-model": "a"}], True),
        ([], False),
        (None, False),
        ([{"source": "article"}], False),
        ([{"source": "article", "paragraph": 1}], False),
        ([{"source": "article", "quote": ""}], False),
        ([{"source": "article", "quote": " \n"}], False),
        ([{"source": "article", "quote": "an order", "digest": "0" * 64}], False),
        ([{"source": "article", "quote": "an order", "paragraph": 1, "start": 0, "length": 8}], False),
    ],
)
def test_all_evidence_of_a_draft_quotes_its_source(evidence: list[dict[str, Any]] | None, *, valid: bool) -> None:
    validator = Draft202012Validator(draft_json_schema())
    assert validator.is_valid(DRAFT)
    order = {**ORDER, "evidence": evidence}
    assert validator.is_valid({**DRAFT, "orders": [order]}) is valid
    in_a_part = {**ORDER, "milestones": [{"stage": "signed", "evidence": evidence}]}
    assert validator.is_valid({**DRAFT, "orders": [in_a_part]}) is valid
    if valid:
        nm.loads(json.dumps({**DRAFT, "orders": [order]}))


def test_evidence_may_be_left_out_of_a_part_of_a_draft_and_of_a_source_alone() -> None:
    validator = Draft202012Validator(draft_json_schema())
    assert validator.is_valid({**DRAFT, "orders": [{**ORDER, "milestones": [{"stage": "signed"}]}]})
    for table, cls in TABLES.items():
        required = draft_json_schema()["$defs"][cls.__name__]["required"]
        assert ("evidence" in required) is (table != "sources")
    assert not validator.is_valid({**DRAFT, "people": [{"id": "jane"}]})
    assert not validator.is_valid(complete_document())


def test_check_jsonschema_accepts_the_schema_of_drafts_and_a_draft(tmp_path: Path) -> None:
    file, draft = tmp_path / "draft.schema.json", tmp_path / "draft.json"
    file.write_text(json.dumps(draft_json_schema()), "utf-8")
    draft.write_text(json.dumps(DRAFT), "utf-8")
    test_check_jsonschema_accepts_it(["--check-metaschema", str(file)])
    test_check_jsonschema_accepts_it(["--schemafile", str(file), str(draft)])


def test_a_document_may_name_its_schema(tmp_path: Path) -> None:
    text = '{"$schema": "../collection.schema.json", "nmpolicy": 1, "id": "demo", "title": "T"}'
    collection = nm.loads(text)
    assert collection.schema == "../collection.schema.json"
    assert json.loads(nm.dumps(collection)) == json.loads(text)
    assert nm.loads(nm.dumps(collection)) == collection.add(nm.Person(id="a")).remove("a")
    nm.dump(collection, tmp_path / "a.jsonl")
    assert nm.load(tmp_path / "a.jsonl") == collection


#: Every value that matters of the fields of a class that need or exclude each other; None leaves the field out.
COMBINED: dict[type, dict[str, tuple[Any, ...]]] = {
    nm.Deadline: {
        "date": (None, "2025"),
        "within": (None, "P3D", "P1M"),
        "after": (None, "signed"),
        "after_record": (None, "hearing"),
        "at_least": (None, "P3D", "P1M"),
        "before_record": (None, "hearing"),
        "business_days": (None, True),
    },
    nm.MonetaryAmount: {
        "currency": ("USD",),
        "value": (None, "1"),
        "min_value": (None, "1"),
        "max_value": (None, "2"),
    },
}


@pytest.mark.parametrize("cls", COMBINED)
def test_the_schema_and_the_constructor_agree_on_fields_that_exclude_each_other(cls: type) -> None:
    fields = COMBINED[cls]
    validator = Draft202012Validator({"$ref": f"#/$defs/{cls.__name__}", "$defs": DEFINITIONS})
    for values in product(*fields.values()):
        given = {name: value for name, value in zip(fields, values, strict=True) if value is not None}
        try:
            cls(**given)
        except InvalidValueError:
            assert not validator.is_valid(given), given
        else:
            assert validator.is_valid(given), given
