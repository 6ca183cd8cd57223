"""Results as JSON."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import nmpolicy as nm
from command_line import run
from nmpolicy.cli.render.json_text import plain_data
from nmpolicy.rules.examples import statement


def test_results_become_plain_data() -> None:
    value: Any = nm.stances_by_actor(
        nm.Collection(
            id="demo", title="T", statements=[statement(stances=[nm.TargetStance(topic="x", stance="mixed")])]
        )
    )
    data = plain_data(value)
    assert data[0]["stated"][0]["stance"] == {"topic": "x", "stance": "mixed"}
    assert plain_data(date(2025, 7, 21)) == "2025-07-21"


def test_kept_unknown_fields_are_in_a_change(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("old.json", "new.json")]
    for path, record in zip(
        paths, ({"id": "a", "name": "A"}, {"id": "a", "name": "A", "x": {"y": [1, None]}}), strict=True
    ):
        path.write_text(json.dumps({"nmpolicy": 1, "id": "demo", "title": "T", "people": [record]}))
    code, shown = run("diff", *map(str, paths), "--unknown", "keep", "--format", "json")
    (change,) = json.loads(shown)
    assert (code, change["new"]) == (1, {"y": [1, None]})
