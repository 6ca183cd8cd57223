"""Output formats of validate, for programs."""

import json
from pathlib import Path
from typing import Any

import attrs
import pytest

import nmpolicy as nm
from command_line import BUNDLED, FAULTY, ROOT, codes, run
from nmpolicy.rules.examples import MAYOR, SPEAKER, example, order


@pytest.fixture
def quiet(tmp_path: Path) -> Path:
    """A collection with a finding, and one that is suppressed."""
    path = tmp_path / "a b.json"
    excuse = [nm.Suppression(code="NMP702", justification="It has none.")]
    nameless = attrs.evolve(SPEAKER, id="nameless", name="", suppressions=excuse)
    nm.dump(example(nameless, MAYOR, order(issued_by=["mayr"], title="50% off,\nnow: ")), path)
    return path


def test_json_has_every_problem(spoiled: Path) -> None:
    code, shown = run("validate", str(spoiled), "--format", "json")
    data = json.loads(shown)
    assert (code, data["errors"], data["warnings"], data["notices"], data["suppressed"]) == (1, 7, 1, 0, 0)
    (file,) = data["files"]
    assert file["file"] == str(spoiled)
    assert file["problems"][0] == {
        "code": "NMP101",
        "severity": "error",
        "pointer": "/provisions/0/instrument",
        "message": "'abq-eo-2025-07-21' has no issuing authority; set issued_by",
        "record": "abq-eo-2025-07-21.confirm-ice-activity",
        "line": 1
        + next(n for n, line in enumerate(spoiled.read_text("utf-8").splitlines()) if '"instrument":' in line),
        "column": None,
    }


def test_json_names_a_path_that_is_no_text(tmp_path: Path) -> None:
    """Many programs refuse a document with half of a surrogate pair in it."""
    code, shown = run("validate", str(tmp_path / "a\udcff.json"), "--format", "json")
    assert (code, json.loads(shown)["files"][0]["file"]) == (2, str(tmp_path / "a\\udcff.json"))


def test_json_names_the_bundled_data_set() -> None:
    data = json.loads(run("validate", "--format", "json", *BUNDLED)[1])
    assert [file["file"] for file in data["files"]] == ["albuquerque-immigrant-friendly-2025 (bundled)"]


def test_suppressed_problems_are_counted_and_in_the_json(quiet: Path) -> None:
    code, shown = run("validate", str(quiet))
    assert (code, codes(shown)) == (1, ["NMP202"])
    assert shown.splitlines()[-1] == "1 error, 0 warnings, 0 notices, 1 suppressed in 1 file"
    data = json.loads(run("validate", "--format", "json", str(quiet))[1])
    (apart,) = data["files"][0]["suppressed"]
    assert (apart["code"], apart["justification"], data["suppressed"]) == ("NMP702", "It has none.", 1)
    assert "justification" not in data["files"][0]["problems"][0]
    lines = quiet.with_suffix(".jsonl")
    nm.dump(nm.load(quiet), lines)
    assert run("validate", str(lines))[1].splitlines()[-1] == shown.splitlines()[-1]


def test_text_lists_the_terms_of_a_vocabulary_once_for_each_file(tmp_path: Path) -> None:
    kinds = [{"id": f"o{index}", "name": "O", "classification": "zzzz"} for index in range(3)]
    text = json.dumps({"nmpolicy": 1, "id": "a", "title": "A", "organizations": kinds, "summary": 5})
    for name in ("one.json", "two.json"):
        (tmp_path / name).write_text(text)
    _, out = run("validate", str(tmp_path / "one.json"), str(tmp_path / "two.json"))
    assert out.count("Allowed:") == 2
    assert out.count("'zzzz' is not a valid organization classification.") == 6
    assert " ".join(out.split()).count("classification. The allowed terms are listed above.") == 4


def test_github_commands_name_the_line(quiet: Path) -> None:
    code, shown = run("validate", "--format", "github", str(quiet))
    number = 1 + next(n for n, line in enumerate(quiet.read_text("utf-8").splitlines()) if '"mayr"' in line)
    message = "no record has the id 'mayr'; did you mean 'mayor'? Add the record or correct the id"
    assert code == 1
    assert shown.splitlines() == [
        f"::error file={quiet},line={number},title=NMP202::order /orders/0/issued_by/0: {message}",
        "1 error, 0 warnings, 0 notices, 1 suppressed in 1 file",
    ]


def test_github_commands_name_no_file_for_standard_input_and_bundled_data() -> None:
    assert run("validate", "--format", "github", "-", text="\n[]")[1].startswith(
        "::error line=2,title=NMP014::expected"
    )
    assert run("validate", "--format", "github", *BUNDLED)[1].startswith(
        "::warning title=NMP501::us-eo-2025-04.list-jurisdictions /"
    )


def test_github_commands_are_escaped(tmp_path: Path) -> None:
    path = tmp_path / "a,b:c%.json"
    path.write_text('{"nmpolicy": 1,,}')
    shown = run("validate", "--format", "github", str(path))[1]
    assert "/a%2Cb%3Ac%25.json,line=1,col=16,title=NMP003::this is not JSON" in shown
    path.write_text('{"nmpolicy": 1, "id": "x", "title": "T", "50%\\n": 1}')
    assert "/50%25%0A: Collection has no field '50%25\\n'" in run("validate", "--format", "github", str(path))[1]


def sarif(*arguments: str) -> dict[str, Any]:
    log = json.loads(run("validate", "--format", "sarif", *arguments)[1])
    assert log["version"] == "2.1.0"
    (only,) = log["runs"]
    found: dict[str, Any] = only
    return found


def test_sarif_has_every_result_with_its_rule_and_place(quiet: Path) -> None:
    log = sarif(str(quiet))
    rules = log["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["NMP202", "NMP702"]
    assert rules[0]["defaultConfiguration"] == {"level": "error"}
    error, apart = log["results"]
    assert (error["ruleId"], error["ruleIndex"], error["level"]) == ("NMP202", 0, "error")
    (place,) = error["locations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == quiet.as_uri()
    assert quiet.as_uri().endswith("a%20b.json")
    assert place["physicalLocation"]["region"]["startLine"] > 1
    assert place["logicalLocations"] == [{"fullyQualifiedName": "/orders/0/issued_by/0", "name": "order"}]
    assert apart["suppressions"] == [{"kind": "inSource", "justification": "It has none."}]
    assert (apart["ruleIndex"], apart["level"], "suppressions" in error) == (1, "warning", False)


def test_sarif_fingerprints_are_distinct_and_stable(tmp_path: Path) -> None:
    def prints(path: Path) -> list[str]:
        return [result["partialFingerprints"]["recordAndMessage/v1"] for result in sarif(str(path))["results"]]

    before = prints(FAULTY)
    assert len(set(before)) == len(before) == 20
    moved = tmp_path / "moved.json"
    collection = nm.load(FAULTY)
    nm.dump(collection.with_records([nm.Source(id="0-new", kind="other", title="New"), *collection]), moved)
    assert sorted(prints(moved)) == sorted(before)


def test_sarif_handles_any_file_name_and_several_findings_of_one_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = nm.dumps(example(attrs.evolve(SPEAKER, extra={"x": 1, "y": 2})), unknown="keep")
    Path("a\udcff.json").write_text(text, "utf-8")
    results = sarif("--unknown", "keep", "a\udcff.json")["results"]
    assert results[0]["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "a%FF.json"}
    assert len({result["partialFingerprints"]["recordAndMessage/v1"] for result in results}) == len(results) == 2


def test_every_format_reports_bad_files() -> None:
    bad = [str(path) for path in sorted((ROOT / "tests" / "serialization" / "bad").glob("*.json"))]
    for form in ("text", "json", "github", "sarif"):
        assert run("validate", "--format", form, *bad)[0] == 2


def test_sarif_of_unreadable_files_and_relative_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a b.json").write_text("{]")
    log = sarif("a b.json")
    (rule,) = log["tool"]["driver"]["rules"]
    assert (rule["id"], rule["shortDescription"]) == ("NMP003", {"text": "The text is not JSON."})
    assert rule["help"]["text"].startswith("Go to the line and the column")
    place = log["results"][0]["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "a%20b.json"}, "region": {"startLine": 1, "startColumn": 2}}
    (missing,) = sarif("missing.json")["results"]
    assert missing["locations"][0]["physicalLocation"] == {"artifactLocation": {"uri": "missing.json"}}
    results = sarif(*BUNDLED)["results"]
    assert [result["level"] for result in results] == ["warning", "note", "note"]
    assert all("physicalLocation" not in result["locations"][0] for result in results)
    log, whole = sarif("--limit", "2", str(FAULTY)), sarif(str(FAULTY))
    assert [result["message"] for result in log["results"]] == [result["message"] for result in whole["results"]][:9]
    left = {"level": "note", "message": {"text": "11 more problems not shown; --limit shows more."}}
    assert log["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": [left]}]
    assert whole["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


def test_the_limit_applies_to_suppressed_problems(tmp_path: Path) -> None:
    reason = [nm.Suppression(code="NMP601", justification="Nobody knows.")]
    statements = [nm.Statement(id=f"s-{n}", suppressions=reason) for n in range(5)]
    paths = [str(tmp_path / name) for name in ("a.json", "a.jsonl")]
    for path in paths:
        nm.dump(nm.Collection.of(statements, id="demo", title="T"), path)
        data = json.loads(run("validate", "--format", "json", "--limit", "3", path)[1])
        assert (len(data["files"][0]["problems"]), data["left_out"]) == (3, 2)
        assert (len(data["files"][0]["suppressed"]), data["suppressed"], data["suppressed_left_out"]) == (3, 5, 2)
    log = sarif("--limit", "7", *paths)
    assert ["suppressions" in result for result in log["results"]] == [
        *[False] * 5,
        *[True] * 5,
        *[False] * 2,
        *[True] * 2,
    ]
    notes = [note["message"]["text"] for note in log["invocations"][0]["toolExecutionNotifications"]]
    assert notes == [f"3 more {what} not shown; --limit shows more." for what in ("problems", "suppressed problems")]


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
def test_the_output_stays_near_the_size_of_a_file_with_a_long_id(form: str, tmp_path: Path) -> None:
    notes = [{"text": "a", "txet": "b"}] * 200
    data = {"nmpolicy": 1, "id": "a", "title": "T", "people": [{"id": "a" * 100_000, "notes": notes}]}
    (tmp_path / "a.json").write_text(json.dumps(data))
    code, output = run("validate", "--format", form, str(tmp_path / "a.json"))
    assert (code, "aaa…" in output.replace("\\u2026", "…"), len(output) < 1_500_000) == (1, True, True)
    assert len(run("show", str(tmp_path / "a.json"))[1]) < 500_000
