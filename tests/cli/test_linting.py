"""The command as a linter: chosen rules, settings, formats for machines, and explanations."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import attrs
import pytest
from click.testing import CliRunner

import nmpolicy as nm
from nmpolicy.cli.main import main
from nmpolicy.cli.settings import Misconfigured, Settings, settings
from nmpolicy.rules.examples import MAYOR, SPEAKER, example, order
from nmpolicy.rules.registry import Rule, all_rules

FAULTY = Path(__file__).parent / "faulty" / "springfield.json"


def run(*arguments: str, text: str | None = None) -> tuple[int, str]:
    result = CliRunner().invoke(main, arguments, input=text)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


def codes(shown: str) -> list[str]:
    return re.findall(r"\b(?:NMP|NEWS)[0-9]{3}\b", shown)


def test_twenty_faults_are_twenty_findings_of_twenty_rules_in_the_order_of_their_lines() -> None:
    code, shown = run("validate", str(FAULTY))
    found = codes(shown)
    assert (code, len(found), len(set(found))) == (1, 20, 20)
    lines = [int(line) for line in re.findall(r" line ([0-9]+) ", shown)]
    assert lines == sorted(lines)
    text = FAULTY.read_text("utf-8").splitlines()
    for line, word in re.findall(r" line ([0-9]+) /.*/([a-z_]+)$", shown, re.MULTILINE):
        absent = {"private", "evidence", "paragraph", "deontic", "speakers"}
        assert f'"{word}"' in text[int(line) - 1] or word in absent
    assert run("validate", str(FAULTY)) == (code, shown)


def test_rules_are_chosen_on_the_command_line() -> None:
    assert codes(run("validate", "--select", "nmp1, NMP8", "--ignore", "NMP801", str(FAULTY))[1]) == [
        "NMP103",
        "NMP105",
        "NMP101",
    ]
    for wrong in (["--select", ""], ["--ignore", "NMP"], ["--select", "NMP1", "--ignore", "NMP1"]):
        assert run("validate", *wrong, str(FAULTY))[0] == 2
    code, shown = run("validate", "--ignore", "NMP33", str(FAULTY))
    assert (code, "no rule has the code 'NMP33'" in shown) == (2, True)


def test_strict_fails_for_warnings_and_never_for_notices() -> None:
    assert run("validate", "--select", "NMP602", str(FAULTY))[0] == 0
    assert run("validate", "--select", "NMP602", "--strict", str(FAULTY))[0] == 1
    assert run("validate", "--select", "NMP105", "--strict", str(FAULTY))[0] == 0
    assert run("validate", "--select", "NMP301", "--no-strict", str(FAULTY))[0] == 1


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "project" / "data"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder.parent / "pyproject.toml"


def test_a_project_says_it_once_and_the_command_line_comes_first(project: Path) -> None:
    project.write_text('[tool.nmpolicy]\nselect = ["NMP6", "NMP105"]\nignore = ["NMP601"]\nstrict = true\n')
    code, shown = run("validate", str(FAULTY))
    assert (code, sorted(codes(shown))) == (1, ["NMP105", "NMP602", "NMP603", "NMP604", "NMP606", "NMP607"])
    assert codes(run("validate", "--select", "NMP105", str(FAULTY))[1]) == ["NMP105"]
    assert "NMP601" in codes(run("validate", "--ignore", "NMP603", str(FAULTY))[1])
    assert run("validate", "--select", "NMP602", "--no-strict", str(FAULTY))[0] == 0


def test_a_project_may_keep_unknown_fields(project: Path) -> None:
    project.write_text('[tool.nmpolicy]\nunknown = "keep"\n')
    text = '{"nmpolicy": 1, "id": "demo", "title": "T", "x": 1}'
    assert (run("validate", "-", text=text)[0], run("validate", "--unknown", "refuse", "-", text=text)[0]) == (0, 1)
    assert (run("show", "-", text=text)[0], run("show", "--unknown", "refuse", "-", text=text)[0]) == (0, 1)
    assert (run("fmt", "-", text=text)[0], run("fmt", "--unknown", "refuse", "-", text=text)[0]) == (0, 1)


def test_show_counts_the_errors_of_the_rules_that_are_run(project: Path) -> None:
    assert "The rules find 9 errors" in run("show", str(FAULTY))[1]
    project.write_text('[tool.nmpolicy]\nignore = ["NMP1", "NMP2", "NMP3", "NMP4", "NMP7"]\n')
    assert "The rules find 2 errors" in run("show", str(FAULTY))[1]


def test_standard_input_is_told_of_as_a_file_is() -> None:
    text = FAULTY.read_text("utf-8")
    assert run("validate", "-", text=text)[1].replace("-\n", f"{FAULTY}\n", 1) == run("validate", str(FAULTY))[1]


def test_formatting_asks_for_no_rules(project: Path) -> None:
    project.write_text("tool = 1\n")
    assert settings(Path.cwd()) == Settings()
    project.write_text('[tool.nmpolicy]\nignore = ["NEWS001"]\n')
    assert run("fmt", "-", text='{"nmpolicy": 1, "id": "demo", "title": "T"}')[0] == 0
    assert run("validate", str(FAULTY))[0] == 2


def test_what_is_selected_by_name_beats_what_the_project_says_of_it(project: Path) -> None:
    project.write_text('[tool.nmpolicy]\nignore = ["nmp101 ", "NMP2"]\n')
    assert "NMP101" not in run("validate", str(FAULTY))[1]
    assert "NMP101" in run("validate", "--select", "nmp101", str(FAULTY))[1]
    assert "NMP101" not in run("validate", "--select", "NMP1", str(FAULTY))[1]
    assert "no rule is left" in run("validate", "--select", "NMP101", "--ignore", "NMP101", str(FAULTY))[1]


def test_the_nearest_table_counts(project: Path) -> None:
    assert settings(project.parent) == Settings()
    (project.parent.parent / "pyproject.toml").write_text("[tool.nmpolicy]\nstrict = true\n")
    assert settings(Path.cwd()).strict
    project.write_text("[tool.other]\n")
    assert settings(Path.cwd()).strict
    project.write_text("[tool.nmpolicy]\n")
    assert settings(Path.cwd()) == Settings()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            '[tool.nmpolicy]\nselct = ["NMP1"]\n',
            "there is no setting 'selct'; did you mean 'select'?",
        ),
        ('[tool.nmpolicy]\nselect = "NMP1"\n', "select is to be a list of codes, such as [\"NMP1\"], and not 'NMP1'"),
        ('[tool.nmpolicy]\nunknown = "drop"\n', 'unknown is to be "refuse" or "keep", and not \'drop\''),
        ('[tool.nmpolicy]\nstrict = "yes"\n', "strict is to be true or false, and not 'yes'"),
        ("[tool.nmpolicy]\nignore = [3]\n", "ignore is to be a list of codes"),
        ("[tool.nmpolicy]\nx = 3\n", "there is no setting 'x'; there are select, ignore, strict, unknown"),
        ("[tool.nmpolicy\n", "cannot be read"),
        ("[tool]\nnmpolicy = 5\n", "[tool.nmpolicy] is to be a table, and not 5"),
        ('[tool.nmpolicy]\nignore = ["NMP33"]\n', "no rule has the code 'NMP33'"),
    ],
)
def test_settings_that_nobody_understands_are_refused(project: Path, text: str, words: str) -> None:
    project.write_text(text)
    code, shown = run("validate", str(FAULTY))
    assert (code, words in shown) == (2, True)
    with pytest.raises(Misconfigured, match=r"pyproject\.toml"):
        settings(Path.cwd())


@pytest.fixture
def quiet(tmp_path: Path) -> Path:
    """A collection with a finding, and one that is suppressed."""
    path = tmp_path / "a b.json"
    excuse = [nm.Suppression(code="NMP702", justification="It has none.")]
    nameless = attrs.evolve(SPEAKER, id="nameless", name="", suppressions=excuse)
    nm.dump(example(nameless, MAYOR, order(issued_by=["mayr"], title="50% off,\nnow: ")), path)
    return path


def test_what_is_suppressed_is_counted_and_told_to_programs(quiet: Path) -> None:
    code, shown = run("validate", str(quiet))
    assert (code, codes(shown)) == (1, ["NMP202"])
    assert shown.splitlines()[-1] == "1 error, 0 warnings, 0 notices, 1 suppressed in 1 file"
    told = json.loads(run("validate", "--format", "json", str(quiet))[1])
    (apart,) = told["files"][0]["suppressed"]
    assert (apart["code"], apart["justification"], told["suppressed"]) == ("NMP702", "It has none.", 1)
    assert "justification" not in told["files"][0]["problems"][0]
    lines = quiet.with_suffix(".jsonl")
    nm.dump(nm.load(quiet), lines)
    assert run("validate", str(lines))[1].splitlines()[-1] == shown.splitlines()[-1]


def test_github_is_told_the_line(quiet: Path) -> None:
    code, shown = run("validate", "--format", "github", str(quiet))
    number = 1 + next(n for n, line in enumerate(quiet.read_text("utf-8").splitlines()) if '"mayr"' in line)
    message = "no record has the id 'mayr'; did you mean 'mayor'? Add the record or correct the id"
    assert code == 1
    assert shown.splitlines() == [
        f"::error file={quiet},line={number},title=NMP202::order /orders/0/issued_by/0: {message}",
        "1 error, 0 warnings, 0 notices, 1 suppressed in 1 file",
    ]


def test_github_is_told_no_file_of_standard_input_and_the_bundled_data() -> None:
    assert run("validate", "--format", "github", "-", text="\n[]")[1].startswith(
        "::error line=2,title=NMP014::expected"
    )
    assert run("validate", "--format", "github")[1].startswith("::notice title=NMP105::abq-eo-2025-07-21.detention")


def test_what_would_end_an_annotation_is_escaped(tmp_path: Path) -> None:
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


def test_sarif_tells_results_apart_and_knows_them_again(tmp_path: Path) -> None:
    def prints(path: Path) -> list[str]:
        return [result["partialFingerprints"]["recordAndMessage/v1"] for result in sarif(str(path))["results"]]

    before = prints(FAULTY)
    assert len(set(before)) == len(before) == 20
    moved = tmp_path / "moved.json"
    collection = nm.load(FAULTY)
    nm.dump(collection.with_records([nm.Source(id="0-new", kind="other", title="New"), *collection]), moved)
    assert sorted(prints(moved)) == sorted(before)


def test_sarif_takes_any_file_name_and_tells_places_of_one_record_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = nm.dumps(example(attrs.evolve(SPEAKER, extra={"x": 1, "y": 2})))
    Path("a\udcff.json").write_text(text, "utf-8")
    results = sarif("--unknown", "keep", "a\udcff.json")["results"]
    assert results[0]["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "a%FF.json"}
    assert len({result["partialFingerprints"]["recordAndMessage/v1"] for result in results}) == len(results) == 2


def test_whatever_is_wrong_is_told_in_every_format() -> None:
    bad = [str(path) for path in sorted(FAULTY.parent.parent.glob("bad/*.json"))]
    for form in ("text", "json", "github", "sarif"):
        assert run("validate", "--format", form, *bad)[0] == 2


def test_sarif_of_what_cannot_be_read_and_of_files_named_from_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a b.json").write_text("{]")
    log = sarif("a b.json")
    assert log["tool"]["driver"]["rules"] == [{"id": "NMP003", "shortDescription": {"text": "The text is not JSON."}}]
    place = log["results"][0]["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "a%20b.json"}, "region": {"startLine": 1, "startColumn": 2}}
    (missing,) = sarif("missing.json")["results"]
    assert missing["locations"][0]["physicalLocation"] == {"artifactLocation": {"uri": "missing.json"}}
    results = sarif()["results"]
    assert [result["level"] for result in results] == ["note", "note", "warning"]
    assert all("physicalLocation" not in result["locations"][0] for result in results)
    log, whole = sarif("--limit", "2", str(FAULTY)), sarif(str(FAULTY))
    assert [result["message"] for result in log["results"]] == [result["message"] for result in whole["results"]][:2]
    left = {"level": "note", "message": {"text": "18 more problems are left out; --limit shows further ones."}}
    assert log["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": [left]}]
    assert whole["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


def test_what_is_suppressed_is_cut_as_the_problems_are(tmp_path: Path) -> None:
    reason = [nm.Suppression(code="NMP601", justification="Nobody knows.")]
    statements = [nm.Statement(id=f"s-{n}", suppressions=reason) for n in range(5)]
    paths = [str(tmp_path / name) for name in ("a.json", "a.jsonl")]
    for path in paths:
        nm.dump(nm.Collection.of(statements, id="demo", title="T"), path)
        told = json.loads(run("validate", "--format", "json", "--limit", "3", path)[1])
        assert (len(told["files"][0]["problems"]), told["left_out"]) == (3, 2)
        assert (len(told["files"][0]["suppressed"]), told["suppressed"], told["suppressed_left_out"]) == (3, 5, 2)
    log = sarif("--limit", "7", *paths)
    assert ["suppressions" in result for result in log["results"]] == [
        *[False] * 5,
        *[True] * 5,
        *[False] * 2,
        *[True] * 2,
    ]
    notes = [note["message"]["text"] for note in log["invocations"][0]["toolExecutionNotifications"]]
    assert notes == [
        f"3 more {what} are left out; --limit shows further ones." for what in ("problems", "suppressed problems")
    ]


def test_the_rules_are_listed_by_family() -> None:
    code, shown = run("rules")
    assert (code, codes(shown)) == (0, [rule.code for rule in all_rules()])
    assert shown.startswith("Authority\n---------\nNMP101   error    provision without an issuing authority\n")
    assert max(map(len, shown.splitlines())) < 80
    assert run("rules", "--select", "NMP802") == (
        0,
        "Series\n------\nNMP802   warning  repeated number in a series\n",
    )
    assert run("rules", "--select", "nothing")[0] == 2


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_each_is_explained_within_eighty_columns(rule: Rule) -> None:
    code, shown = run("explain", rule.code.lower())
    assert code == 0
    assert shown.startswith(f"{rule.code}: {rule.name}\n---")
    flat = " ".join(shown.split())
    assert rule.meaning in flat
    assert rule.why in flat
    assert "This fails:" in shown
    assert "This passes:" in shown
    assert max(len(line) for line in shown.splitlines() if '"' not in line) < 80


def test_other_codes_are_explained_too() -> None:
    assert run("explain", "NMP003") == (0, "NMP003 (error): The text is not JSON.\n")
    assert run("explain", "NMP099")[1].startswith("NMP099 (error): A rule, and not the data, is at fault")
    assert codes(run("explain", "NMP8")[1]) == ["NMP801", "NMP802", "NMP803"]
    code, shown = run("explain", "NMP999")
    assert (code, "no rule has the code 'NMP999'" in shown) == (2, True)


def test_a_rule_without_examples_is_explained_without() -> None:
    nm.rule("NEWS001", "notice", "a rule")(lambda _: iter(()))
    shown = run("explain", "NEWS001")[1]
    assert "NEWS001: a rule\n---------------\nnotice, NEWS\n\na rule\n\nTo leave the rule out" in shown
    assert run("rules")[1].endswith("NEWS\n----\nNEWS001  notice   a rule\n")


def test_the_hooks_name_commands_that_there_are() -> None:
    text = (Path(__file__).parent.parent / ".pre-commit-hooks.yaml").read_text("utf-8")
    entries = re.findall(r"^  entry: (.*)$", text, re.MULTILINE)
    assert len(entries) == 2
    for entry in entries:
        program, *arguments = shlex.split(entry)
        assert program == "nmpolicy"
        assert run(*arguments, "--help")[0] == 0
