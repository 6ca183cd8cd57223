"""Older versions of the format are read by every reader; the older one here is made for the test."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import nmpolicy as nm
from nmpolicy.wire import migrations

OLD = {
    "nmpolicy": -1,
    "id": "demo",
    "name": "T",
    "offices": [{"id": "mayor", "name": "Mayor"}],
    "people": [{"id": "a", "nickname": "A"}, "no person"],
}
NEW = nm.Collection(id="demo", title="T").add(
    nm.Person(id="a", other_names=["A"]), nm.Post(id="mayor", name="Mayor", notes="from 0")
)


def _from_minus_one(kind: str, held: Mapping[str, Any]) -> dict[str, Any]:
    renamed = {"collection": {"name": "title", "offices": "posts"}}.get(kind, {})
    return {renamed.get(key, key): value for key, value in held.items()}


def _from_zero(kind: str, held: Mapping[str, Any]) -> dict[str, Any]:
    if kind == "person" and "nickname" in held:
        return {key: value for key, value in held.items() if key != "nickname"} | {"other_names": [held["nickname"]]}
    return {**held, "notes": "from 0"} if kind == "post" else dict(held)


@pytest.fixture(autouse=True)
def _older_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(migrations.STEPS, -1, _from_minus_one)
    monkeypatch.setitem(migrations.STEPS, 0, _from_zero)


def test_a_document_goes_through_every_step() -> None:
    document = {**OLD, "people": OLD["people"][:1]}  # type: ignore[index]  # it is a list
    assert nm.loads(json.dumps(document)) == NEW
    assert nm.make_converter().structure(document, nm.Collection) == NEW
    assert json.loads(nm.dumps(NEW))["nmpolicy"] == 1


def test_what_is_wrong_in_an_older_one_is_told() -> None:
    with pytest.raises(nm.InvalidDocumentError, match="NMP014 /people/1: expected an object"):
        nm.loads(json.dumps(OLD))
    with pytest.raises(nm.InvalidDocumentError, match=r"it reads -1, 0, 1\. Install a newer nmpolicy"):
        nm.loads(json.dumps({**OLD, "nmpolicy": 7}))
    with pytest.raises(nm.InvalidDocumentError, match=r"it reads -1, 0, 1$"):
        nm.loads(json.dumps({"nmpolicy": -2, "id": "demo", "title": "T"}))


def test_lines_go_through_every_step(tmp_path: Path) -> None:
    lines = [
        {"nmpolicy": -1, "id": "demo", "name": "T"},
        {"type": "person", "id": "a", "nickname": "A"},
        {"type": "post", "id": "mayor", "name": "Mayor"},
    ]
    path = tmp_path / "old.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)))
    assert nm.load(path) == NEW
    with nm.load_lines(path) as stream:
        assert list(stream) == list(NEW)
