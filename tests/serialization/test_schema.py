"""The JSON Schema: current, valid, with a description of every field, and of use to other validators."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import attrs
import generate
import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from nmpolicy.records.comments import field_comments

import nmpolicy as nm
from nmpolicy.cli.main import main
from nmpolicy.errors import InvalidDateError
from nmpolicy.records.collection import PARTS, TABLES
from nmpolicy.vocabulary.extra import Extra
from spoiling import whole

ROOT = Path(__file__).parents[1]
SCHEMA: dict[str, Any] = json.loads(generate.SCHEMA.read_text("utf-8"))
DATA = ROOT / "src" / "nmpolicy" / "data" / "albuquerque-immigrant-friendly-2025.json"
DEFINED = SCHEMA["$defs"]


def test_the_file_in_the_package_is_current_and_the_command_prints_it() -> None:
    text = generate.SCHEMA.read_text("utf-8")
    assert text == generate.schema(), "run `make docs`"
    assert CliRunner().invoke(main, ["schema"]).output == text


def test_it_is_valid_and_takes_every_field() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    validator = Draft202012Validator(SCHEMA)
    for document in (whole(), json.loads(DATA.read_text("utf-8"))):
        assert list(validator.iter_errors(document)) == []


@pytest.mark.parametrize(
    "arguments", [["--check-metaschema", str(generate.SCHEMA)], ["--schemafile", str(generate.SCHEMA), str(DATA)]]
)
def test_check_jsonschema_takes_it(arguments: list[str]) -> None:
    command = [str(Path(sys.executable).parent / "check-jsonschema"), *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)  # noqa: S603  # its path is ours
    assert (done.stdout, done.returncode) == ("ok -- validation done\n", 0)


@pytest.mark.parametrize("cls", [*TABLES.values(), *PARTS, nm.Collection])
def test_every_field_is_described(cls: type) -> None:
    properties = DEFINED[cls.__name__]["properties"]
    assert DEFINED[cls.__name__]["additionalProperties"] is False
    for field in attrs.fields(cls):
        if field.type is not Extra:
            name = "$schema" if field.name == "schema" else field.name
            assert properties[name]["description"].startswith(field_comments(cls)[field.name])


def test_references_say_where_they_lead_and_terms_what_they_mean() -> None:
    assert "record in people or organizations" in DEFINED["Membership"]["properties"]["member"]["description"]
    assert "- support: Speaks in favor of it." in DEFINED["Stance"]["description"]
    assert DEFINED["Stance"]["enum"] == [*nm.Stance]


@pytest.mark.parametrize(
    "date", ["2025", "2025-02", "2024-02-29", "2000-02-29%", "0004-02-29", "2025-12-31~", "9999", "0001-01-01?"]
)
def test_a_date_of_the_calendar_is_taken(date: str) -> None:
    assert taken(date)
    assert nm.PartialDate(date) == date


@pytest.mark.parametrize(
    "date",
    [
        "0000",
        "2025-00",
        "2025-13",
        "2025-02-29",
        "1900-02-29",
        "2025-04-31",
        "2025-01-00",
        "2025-1-1",
        "2025\n",
        "~2025",
        "",
    ],
)
def test_a_date_of_no_calendar_is_refused(date: str) -> None:
    assert not taken(date)
    with pytest.raises(InvalidDateError):
        nm.PartialDate(date)


def taken(date: str) -> bool:
    schema = {"$ref": "#/$defs/Milestone", "$defs": DEFINED}
    return bool(Draft202012Validator(schema).is_valid({"stage": "signed", "date": date}))


def test_ajv_agrees(tmp_path: Path) -> None:
    """The landing check installs it where there is Node.js."""
    ajv = shutil.which("ajv")
    if ajv is None:
        pytest.skip("ajv is not installed")
    bad = tmp_path / "bad.json"
    bad.write_text(DATA.read_text("utf-8").replace('"signed"', '"singed"'), "utf-8")
    for document, code in ((DATA, 0), (bad, 1)):
        command = [ajv, "validate", "--spec=draft2020", "-s", str(generate.SCHEMA), "-d", str(document)]
        assert subprocess.run(command, capture_output=True, check=False).returncode == code  # noqa: S603  # as found


def test_a_document_may_name_its_schema(tmp_path: Path) -> None:
    text = '{"$schema": "../collection.schema.json", "nmpolicy": 1, "id": "demo", "title": "T"}'
    collection = nm.loads(text)
    assert collection.schema == "../collection.schema.json"
    assert json.loads(nm.dumps(collection)) == json.loads(text)
    assert nm.loads(nm.dumps(collection)) == collection.add(nm.Person(id="a")).remove("a")
    nm.dump(collection, tmp_path / "a.jsonl")
    assert nm.load(tmp_path / "a.jsonl") == collection
