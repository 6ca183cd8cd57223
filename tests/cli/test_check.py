"""validate and rules."""

import gzip
import json
import os
import pty
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import nmpolicy as nm
from command_line import BUNDLED, FAULTY, ROOT, codes, exit_code, fork_with_output, run
from each_case import each_case
from nmpolicy.rules.registry import all_rules


def test_validate_finds_no_error_in_the_bundled_data_set() -> None:
    code, shown = run("validate", *BUNDLED)
    assert (code, shown.splitlines()[-1]) == (0, "0 errors, 1 warning, 2 notices in 1 file")


def test_validate_finds_the_missing_authority_and_nothing_else(spoiled: Path) -> None:
    code, shown = run("validate", str(spoiled), "--ignore", "NMP501")
    assert code == 1
    lines = shown.splitlines()
    assert lines[0] == str(spoiled)
    number = 1 + next(n for n, line in enumerate(spoiled.read_text("utf-8").splitlines()) if '"instrument":' in line)
    assert lines[1:4] == [
        f"  error NMP101 abq-eo-2025-07-21.confirm-ice-activity line {number}",
        "        /provisions/0/instrument",
        "      'abq-eo-2025-07-21' has no issuing authority; set issued_by",
    ]
    assert lines[-1] == "7 errors, 0 warnings, 0 notices in 1 file"
    assert re.findall(r"error (NMP[0-9]*)", shown) == ["NMP101"] * 7


def test_validate_continues_after_an_unreadable_file(spoiled: Path, tmp_path: Path) -> None:
    code, shown = run("validate", str(tmp_path / "missing.json"), str(spoiled))
    assert code == 2
    assert "error NMP001" in shown
    assert shown.splitlines()[-1] == "8 errors, 1 warning, 0 notices in 2 files"


def test_files_that_the_rules_could_not_check_are_noted() -> None:
    assert "were not checked against the rules" in run("validate", "-", text="[]")[1]
    assert "were not checked against the rules" not in run("validate", *BUNDLED)[1]


def test_warnings_alone_do_not_fail() -> None:
    text = nm.dumps(nm.Collection(id="demo", title="T").add(nm.Person(id="a")))
    code, shown = run("validate", "-", text=text)
    assert code == 0
    assert shown.endswith("0 errors, 1 warning, 0 notices in 1 file\n")


def test_broken_json_has_a_line_number() -> None:
    code, shown = run("validate", "-", text='{\n  "nmpolicy": 1,,\n}')
    assert code == 2
    assert "  error NMP003 line 2, column 17\n" in shown


def test_validate_reads_json_lines_by_name_or_option(tmp_path: Path, albuquerque: nm.Collection) -> None:
    path = tmp_path / "a.jsonl"
    nm.dump(albuquerque, path)
    for arguments in ([str(path)], ["--lines", "-"], ["--jobs", "2", str(path)]):
        code, shown = run("validate", *arguments, text=path.read_text("utf-8"))
        assert (code, shown.splitlines()[-1]) == (0, "0 errors, 1 warning, 2 notices in 1 file")


def test_validate_limits_the_problems_and_counts_all(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    nm.dump(nm.Collection.of([nm.Statement(id=f"s-{n}") for n in range(700)], id="demo", title="T"), path)
    code, shown = run("validate", str(path), str(path))
    assert code == 1
    assert sum(line.startswith("  error") for line in shown.splitlines()) == 100
    assert [line.split()[2] for line in shown.splitlines() if line.startswith("  warning")] == ["s-0", "s-1", "s-2"]
    assert shown.splitlines()[-4:-2] == [
        "2,697 problems not shown; --limit 2800 shows all.",
        "  1,400 error NMP601 A statement has no speaker.",
    ]
    assert shown.splitlines()[-2:] == [
        "  1,400 warning NMP602 A record has no evidence.",
        "1,400 errors, 1,400 warnings, 0 notices in 2 files",
    ]
    data = json.loads(run("validate", "--format", "json", "--limit", "3", str(path))[1])
    assert (len(data["files"][0]["problems"]), data["errors"], data["warnings"]) == (700, 700, 700)
    assert len(run("validate", "--limit", "5000", str(path))[1].splitlines()) == 2_805
    data = json.loads(run("validate", "--format", "json", str(path))[1])
    assert (len(data["files"][0]["problems"]), data["left_out"]) == (1_400, 0)
    assert run("validate", "--format", "github", str(path))[1].count("::warning ") == 700
    assert len(json.loads(run("validate", "--format", "sarif", str(path))[1])["runs"][0]["results"]) == 1_400


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
def test_a_limit_does_not_hide_that_problems_are_not_listed(form: str) -> None:
    wrong = {"nmpolicy": 1, "id": "demo", "title": "T", "posts": [1] * 1_001}
    shown = run("validate", "--format", form, "--limit", "0", "-", text=json.dumps(wrong))[1]
    assert "1 more problem; fix those that are listed" in shown
    assert "not shown" not in shown


def test_of_many_problems_the_first_of_each_code_are_shown(tmp_path: Path) -> None:
    paths = [str(tmp_path / "a.json"), str(tmp_path / "b.json")]
    few = [nm.Post(id=f"p-{n}", name="") for n in range(2)]
    nm.dump(nm.Collection.of(few, id="demo", title="T"), paths[0])
    assert run("validate", paths[0])[1].count("  warning ") == 4
    nm.dump(nm.Collection.of([nm.Post(id=f"q-{n}", name="") for n in range(20)], id="demo", title="T"), paths[1])
    code, shown = run("validate", *paths)
    found = [tuple(line.split()[1:3]) for line in shown.splitlines() if line.startswith("  warning ")]
    first = ["p-0", "p-1", "q-0"]
    assert (code, sorted(found)) == (0, [(each, id) for each in ("NMP602", "NMP702") for id in first])
    assert "38 problems not shown; --limit 44 shows all." in shown.splitlines()
    assert run("validate", "--limit", "44", *paths)[1].count("  warning ") == 44


def test_kept_unknown_fields_are_warnings(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"nmpolicy": 1, "id": "demo", "title": "T", "x": 1}')
    assert run("validate", str(path))[0] == 1
    code, shown = run("validate", "--unknown", "keep", str(path))
    assert (code, "  warning NMP701 line 1 /x" in shown) == (0, True)
    assert run("show", str(path))[0] == 1
    assert run("show", "--unknown", "keep", str(path))[0] == 0


def test_a_terminal_shows_how_many_files_are_done(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"nmpolicy": 1, "id": "demo", "title": "T"}\n{"type": "source", "id": "s", "kind": "other", "title": "S"}\n'
    )
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "nmpolicy", "validate", "--jobs", "2", str(path), str(path)]
    environment = {**os.environ, "TERM": "xterm"}
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=follower, env=environment, check=False)  # noqa: S603  # our own
    os.close(follower)
    assert (done.returncode, done.stdout) == (0, b"0 errors, 0 warnings, 0 notices in 2 files\n")
    assert b"100%" in os.read(leader, 10_000)
    os.close(leader)


@pytest.mark.parametrize("command", ["validate", "fmt"])
def test_standard_input_can_be_named_only_once(command: str) -> None:
    code, shown = run(command, "-", "-", text="{}")
    assert (code, "can be read only once" in shown) == (2, True)


@pytest.mark.parametrize("command", [["validate", "--lines", "-"], ["fmt", "-"]])
def test_a_closed_standard_input_is_empty(command: list[str]) -> None:
    line = " ".join([sys.executable, "-m", "nmpolicy", *command, "<&-"])
    done = subprocess.run(line, shell=True, capture_output=True, encoding="utf-8", check=False)  # noqa: S602  # to close it
    assert (done.returncode, "empty" in done.stdout + done.stderr) == (2, True)


def test_an_interrupted_check_exits_with_130(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.jsonl"
    os.mkfifo(pipe)
    child, output = fork_with_output("validate", str(pipe))
    with pipe.open("wb"), output:  # it waits for more
        os.kill(child, signal.SIGINT)
        assert (output.read(), exit_code(child)) == (b"", 130)


def test_files_with_the_wrong_name_get_a_hint(tmp_path: Path, albuquerque: nm.Collection) -> None:
    lines, packed = tmp_path / "lines.json", tmp_path / "a.jsonl.gz"
    nm.dump(albuquerque, packed)
    lines.write_bytes(gzip.decompress(packed.read_bytes()))
    assert "if this is JSON Lines, give the file a name that ends in .jsonl" in " ".join(
        run("validate", str(lines))[1].split()
    )
    assert "decompress it" in run("validate", "--lines", "-", text=packed.read_bytes())[1]
    assert "decompress it" in run("show", "-", text=packed.read_bytes())[1]
    assert run("validate", "--lines", str(lines))[0] == 0


def test_twenty_faults_are_twenty_findings_errors_first_then_by_line() -> None:
    code, shown = run("validate", str(FAULTY))
    found = codes(shown)
    assert (code, len(found), len(set(found))) == (1, 20, 20)
    found_at = [(word, int(line)) for word, line in re.findall(r"^  ([a-z]+) NMP.* line ([0-9]+)", shown, re.MULTILINE)]
    assert len(found_at) == 20
    assert found_at == sorted(found_at, key=lambda each: (["error", "warning", "notice"].index(each[0]), each[1]))
    text = FAULTY.read_text("utf-8").splitlines()
    for line, word in re.findall(r" line ([0-9]+) /.*/([a-z_]+)$", shown, re.MULTILINE):
        absent = {"private", "evidence", "paragraph", "deontic", "speakers"}
        assert f'"{word}"' in text[int(line) - 1] or word in absent
    assert run("validate", str(FAULTY)) == (code, shown)


def test_options_select_rules() -> None:
    assert codes(run("validate", "--select", "nmp1, NMP8", "--ignore", "NMP801", str(FAULTY))[1]) == [
        "NMP101",
        "NMP103",
        "NMP105",
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


def test_standard_input_is_reported_like_a_file() -> None:
    text = FAULTY.read_text("utf-8")
    assert (
        run("validate", "-", text=text)[1].replace("standard input\n", f"{FAULTY}\n", 1)
        == run("validate", str(FAULTY))[1]
    )


def test_the_rules_are_listed_by_family() -> None:
    code, shown = run("rules")
    assert (code, codes(shown)) == (0, [rule.code for rule in all_rules()])
    assert shown.startswith("Authority\n---------\nNMP101   error    provision without an issuing authority\n")
    assert max(map(len, shown.splitlines())) < 80
    assert run("rules", "--select", "NMP802") == (
        0,
        "Series\n------\nNMP802   warning  duplicate number in a series\n",
    )
    assert run("rules", "--select", "nothing")[0] == 2


def test_the_hooks_name_existing_commands() -> None:
    text = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
    entries = re.findall(r"^  entry: (.*)$", text, re.MULTILINE)
    assert len(entries) == 2
    for entry in entries:
        program, *arguments = shlex.split(entry)
        assert program == "nmpolicy"
        assert run(*arguments, "--help")[0] == 0


@pytest.fixture
def several(tmp_path: Path) -> list[str]:
    """Files with warnings, with an error, with both, and one that is missing."""
    unsourced, dangling = nm.Person(id="a"), nm.Post(id="b", name="B", organization="nowhere")
    paths = [str(tmp_path / name) for name in ("warning.json", "error.jsonl", "missing.json", "both.json")]
    for path, records in zip(paths, ([unsourced], [dangling], None, [unsourced, dangling]), strict=True):
        if records is not None:
            nm.dump(nm.Collection.of(records, id="demo", title="T"), path)
    return paths


def test_several_processes_give_the_same_reports_in_the_order_of_the_files(several: list[str]) -> None:
    one = run("validate", "-", *several, text="[]")
    assert one == run("validate", "--jobs", "3", "-", *several, text="[]")
    assert one[0] == 2
    names = [line for line in one[1].splitlines() if line in {"standard input", *several}]
    assert names == ["standard input", *several]


def test_a_limit_hides_no_error_while_it_shows_a_warning(several: list[str]) -> None:
    for limit in range(9):
        shown = run("validate", "--limit", str(limit), *several)[1]
        words = re.findall(r"^  (error|warning|notice) ", shown, re.MULTILINE)
        assert len(words) == min(max(limit, 3), 7)
        assert words.count("error") == 3
        assert (f"{7 - max(limit, 3)} problem" in shown) == (limit < 7)


def test_many_problems_are_counted_by_code(tmp_path: Path, several: list[str]) -> None:
    assert "  1 error" not in run("validate", *several)[1]
    path = tmp_path / "many.json"
    nm.dump(nm.Collection.of([nm.Post(id=f"p-{n}", name=f"P {n}") for n in range(21)], id="demo", title="T"), path)
    assert run("validate", str(path))[1].splitlines()[-2:] == [
        "  21 warning NMP602 A record has no evidence.",
        "0 errors, 21 warnings, 0 notices in 1 file",
    ]


def test_a_worker_that_dies_is_reported_in_one_line(several: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nmpolicy.checking.check_bytes", lambda *_, **__: os._exit(9))
    code, shown = run("validate", "--jobs", "2", *several)
    assert (code, shown.startswith("Error: "), "use fewer workers" in shown) == (2, True, True)


@each_case("line", [["rules"], ["explain", "NEWS001"], ["validate", *BUNDLED, "--select", "NEWS"]])
def test_a_package_that_fails_to_load_is_named_where_its_rules_are_missing(line: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("nmpolicy.rules.runner.broken_packages", lambda: [("news = news", "ImportError: no x")])
        code, shown = run(*line)
    assert code == (0 if line == ["rules"] else 2)
    assert "Note: the rules of news = news fail to load (ImportError: no x)" in " ".join(shown.split())
