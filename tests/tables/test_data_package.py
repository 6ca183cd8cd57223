"""The descriptor of a folder of CSV files: what it says of tables, columns and keys."""

import csv
import json
from pathlib import Path
from typing import Any

import nmpolicy as nm
from each_case import each_case
from nmpolicy.tables.data_package import package_json
from nmpolicy.tables.layout import all_tables


def described(collection: nm.Collection, *, escaped: bool = True) -> Any:
    return json.loads(package_json(collection, escaped=escaped))


def field(table: str, name: str) -> dict[str, Any]:
    """Return the description of a column, without its text."""
    resources = described(nm.Collection(id="demo", title=""))["resources"]
    schema = next(each["schema"] for each in resources if each["name"] == table)
    found: dict[str, Any] = next(each for each in schema["fields"] if each["name"] == name)
    assert found.pop("description").endswith(".")
    return found


def test_it_names_the_collection(albuquerque: nm.Collection) -> None:
    package = described(albuquerque)
    del package["resources"]
    assert package == {
        "profile": "tabular-data-package",
        "name": albuquerque.id,
        "title": albuquerque.title,
        "description": albuquerque.summary,
        "licenses": [{"name": "CC0-1.0"}],
        "nmpolicy": {"format": 1, "id": albuquerque.id, "redacted": False, "escaped": True},
    }


def test_it_leaves_out_what_the_collection_does_not_say() -> None:
    """The specification has no place for a license that is made of several."""
    package = described(nm.Collection(id="demo", title="", license="MIT AND CC0-1.0"), escaped=False)
    assert sorted(package) == ["name", "nmpolicy", "profile", "resources", "title"]
    assert not package["nmpolicy"]["escaped"]


def test_it_lists_each_file_with_its_columns(tmp_path: Path, albuquerque: nm.Collection) -> None:
    nm.tables.write_csv(albuquerque, tmp_path / "tables")
    package = json.loads((tmp_path / "tables" / "datapackage.json").read_text("utf-8"))
    assert {each["path"] for each in package["resources"]} == {path.name for path in tmp_path.glob("tables/*.csv")}
    for resource in package["resources"]:
        with (tmp_path / "tables" / resource["path"]).open(encoding="utf-8", newline="") as file:
            assert next(csv.reader(file)) == [each["name"] for each in resource["schema"]["fields"]]
        assert resource["description"].endswith(".")


@each_case(
    ("table", "name", "expected"),
    [
        ("records", "table", {"type": "string", "constraints": {"required": True}}),
        ("orders", "title", {"type": "string", "missingValues": [], "constraints": {"required": True}}),
        ("orders", "extra", {"type": "object"}),
        ("people", "private", {"type": "boolean", "trueValues": ["TRUE"], "falseValues": ["FALSE"]}),
        ("vote_events", "yes", {"type": "integer", "constraints": {"minimum": 0, "maximum": 2**53 - 1}}),
        ("milestones", "number", {"type": "integer", "constraints": {"required": True}}),
        ("milestones", "date_latest", {"type": "date"}),
        ("milestones", "capacity", {"type": "string", "constraints": {"pattern": "^(?:[a-z0-9]+(?:[-.][a-z0-9]+)*)$"}}),
        ("votes", "option", {"type": "string", "constraints": {"required": True, "enum": [*nm.VoteOption]}}),
        ("orders", "subjects", {"type": "array", "arrayItem": {"type": "string"}}),
        (
            "provisions",
            "deontic",
            {"type": "array", "arrayItem": {"type": "string", "constraints": {"enum": [*nm.Deontic]}}},
        ),
    ],
)
def test_a_column_has_its_type_and_its_constraints(table: str, name: str, expected: dict[str, Any]) -> None:
    assert field(table, name) == {"name": name, **expected}


def test_keys_lead_from_table_to_table() -> None:
    schemas = {each["name"]: each["schema"] for each in described(nm.Collection(id="demo", title=""))["resources"]}
    primary = {name: schema["primaryKey"] for name, schema in schemas.items()}
    assert primary == {name: ["source", "pointer"] if name == "links" else ["id"] for name in schemas}
    foreign = [(name, key) for name, schema in schemas.items() for key in schema.get("foreignKeys", ())]
    assert all(key["reference"]["fields"] == ["id"] for _, key in foreign)
    keys = {(name, *key["fields"]): key["reference"]["resource"] for name, key in foreign}
    assert keys["orders", "id"] == keys["votes", "record"] == keys["relations", "subject"] == "records"
    assert keys["evidence", "source"] == "sources"
    assert keys["votes", "parent"] == "vote_events"
    assert keys["links", "source"] == keys["links", "target"] == "records"
    assert not keys.keys() & {("records", "id"), ("votes", "id"), ("notes", "parent"), ("collection", "id")}
    assert {*keys.values()} <= {table.name for table in all_tables()}
