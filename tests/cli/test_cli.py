"""The command as a person or a program meets it."""

import gzip
import json
import os
import pty
import re
import resource
import signal
import subprocess
import sys
import threading
from pathlib import Path

import attrs
import pytest
from click.testing import CliRunner
from hypothesis import given, settings

import nmpolicy as nm
from nmpolicy.cli.main import main
from nmpolicy.cli.render.overview import page
from nmpolicy.cli.terminal import columns, emit, wrapped
from nmpolicy.problems import printable
from nmpolicy.strategies import collections


def run(*arguments: str, text: str | bytes | None = None) -> tuple[int, str]:
    result = CliRunner().invoke(main, arguments, input=text)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


@pytest.fixture
def spoilt(albuquerque: nm.Collection, tmp_path: Path) -> Path:
    """The data set with its order's authority removed."""
    path = tmp_path / "spoilt.json"
    nm.dump(albuquerque.replace(attrs.evolve(albuquerque.orders[0], issued_by=())), path)
    return path


def test_show_tells_what_the_order_does_and_who_stands_where() -> None:
    code, shown = run("show")
    assert code == 0
    for line in (
        "Source: New Mexico's largest city affirms 'immigrant-friendly' status",
        "Authority: Mayor of Albuquerque",
        "Stage: signed 2025-07-21, by Tim Keller",
        "- City staff MUST report any ICE activity at public facilities [11]",
        "- ICE MUST identify its officers clearly [10]",
        "It expands: 2018 Immigrant-Friendly Resolution",
        "It is expanded by: Albuquerque's immigrant-friendly executive order",
        "Amy Barela, Chair of the Republican Party of New Mexico (social-media)",
        "Fabiola Landeros, El CENTRO de Igualdad y Derechos",
        "about 2023  The arrested man's departure from Venezuela (according to Friends",
    ):
        assert line in shown
    assert max(len(line) for line in shown.splitlines() if "https://" not in line) <= 80
    assert "\x1b" not in shown
    assert not any(line != line.rstrip() for line in shown.splitlines())


def test_show_reads_files_and_standard_input(albuquerque: nm.Collection, tmp_path: Path) -> None:
    path = tmp_path / "demo.json"
    nm.dump(albuquerque, path)
    assert run("show", str(path)) == run("show", "-", text=nm.dumps(albuquerque)) == run("show")


def test_show_of_an_empty_collection_says_so() -> None:
    code, shown = run("show", "-", text='{"nmpolicy": 1, "id": "demo", "title": "A demonstration"}')
    assert (code, shown) == (0, "A demonstration\n===============\n\nIt has no records yet.\n")


@settings(max_examples=40)
@given(collections())
def test_show_prints_any_collection_without_steering_the_terminal(collection: nm.Collection) -> None:
    shown = page(collection)
    assert all(character.isprintable() or character == "\n" for character in shown)


def test_show_of_much_that_is_not_known() -> None:
    source = nm.Source(id="s", kind="other", title="A paper")
    order = nm.Order(id="eo", kind="other", title="An order", number="7")
    duty = nm.Provision(id="eo.a", instrument=order, kind="regulative", aim="act", bearers=["nobody"])
    praise = nm.Statement(id="praise", stances=[nm.TargetStance(topic="it", stance="neutral")])
    shown = page(nm.Collection(id="demo", title="T").add(source, order, duty, praise))
    assert "other 7, id eo\n  Authority: not stated\n  Stage: not stated\n    - Nobody act" in shown
    assert "Said without taking a side\n    Nobody named" in shown
    assert "What happened when" not in shown
    assert "Who stands where" not in shown


def test_validate_finds_no_error_in_the_bundled_data_set() -> None:
    code, shown = run("validate")
    assert (code, shown.splitlines()[-1]) == (0, "0 errors, 1 warning, 2 notices in 1 file")


def test_validate_finds_the_missing_authority_and_nothing_else(spoilt: Path) -> None:
    code, shown = run("validate", str(spoilt), "--ignore", "NMP501")
    assert code == 1
    lines = shown.splitlines()
    assert lines[0] == str(spoilt)
    number = 1 + next(n for n, line in enumerate(spoilt.read_text("utf-8").splitlines()) if '"instrument":' in line)
    assert lines[1:5] == [
        f"  error NMP101 abq-eo-2025-07-21.confirm-ice-activity line {number}",
        "        /provisions/0/instrument",
        "      'abq-eo-2025-07-21' names no issuing authority; say in issued_by whose it",
        "      is",
    ]
    assert lines[-1] == "7 errors, 0 warnings, 0 notices in 1 file"
    assert re.findall(r"error (NMP[0-9]*)", shown) == ["NMP101"] * 7


def test_validate_tells_a_program_the_same(spoilt: Path) -> None:
    code, shown = run("validate", str(spoilt), "--format", "json")
    told = json.loads(shown)
    assert (code, told["errors"], told["warnings"], told["notices"], told["suppressed"]) == (1, 7, 1, 0, 0)
    (file,) = told["files"]
    assert file["file"] == str(spoilt)
    assert file["problems"][0] == {
        "code": "NMP101",
        "severity": "error",
        "pointer": "/provisions/0/instrument",
        "message": "'abq-eo-2025-07-21' names no issuing authority; say in issued_by whose it is",
        "record": "abq-eo-2025-07-21.confirm-ice-activity",
        "line": 1 + next(n for n, line in enumerate(spoilt.read_text("utf-8").splitlines()) if '"instrument":' in line),
        "column": None,
    }


def test_validate_goes_on_past_a_file_that_it_cannot_read(spoilt: Path, tmp_path: Path) -> None:
    code, shown = run("validate", str(tmp_path / "missing.json"), str(spoilt))
    assert code == 2
    assert "error NMP001" in shown
    assert shown.splitlines()[-1] == "8 errors, 1 warning, 0 notices in 2 files"


def test_what_the_rules_have_not_seen_is_said() -> None:
    assert "The rules have not been run" in run("validate", "-", text="[]")[1]
    assert "The rules have not been run" not in run("validate")[1]


def test_show_says_that_the_rules_find_something_wrong(spoilt: Path) -> None:
    result = CliRunner().invoke(main, ["show", str(spoilt)])
    assert (result.exit_code, result.stderr) == (
        0,
        "The rules find 7 errors here; `nmpolicy validate` says which and where.\n",
    )


def test_show_tells_votes_sponsors_and_stances_on_parts() -> None:
    council = nm.Organization(id="council", name="Council")
    vote = nm.Vote(passed=True, yes=5, no=4, date="2026-01-05", motion="passage")
    measure = nm.Measure(id="m", kind="ordinance", title="M", body=council, sponsors=[council], votes=[vote])
    duty = nm.Provision(
        id="m.a", instrument=measure, kind="regulative", section="Section 2", bearer_text="staff", aim="act"
    )
    on = [
        nm.TargetStance(target=duty, stance="support"),
        nm.TargetStance(target=duty, topic="its cost", stance="oppose"),
        nm.TargetStance(stance="oppose"),
    ]
    praise = nm.Statement(id="praise", speakers=[council], stances=on)
    shown = page(nm.Collection(id="demo", title="T").add(council, measure, duty, praise))
    assert "  Sponsors: Council\n  Vote: passed, 5 to 4, passage, 2026-01-05\n    - Section 2: Staff act" in shown
    assert "On Staff act\n  support\n    Council" in shown
    assert "On Staff act, its cost\n  oppose\n    Council, as above" in shown
    assert "On something not stated" in shown


def test_warnings_alone_do_not_fail() -> None:
    text = nm.dumps(nm.Collection(id="demo", title="T").add(nm.Person(id="a")))
    code, shown = run("validate", "-", text=text)
    assert code == 0
    assert shown.endswith("0 errors, 1 warning, 0 notices in 1 file\n")


def test_broken_json_is_shown_with_its_line() -> None:
    code, shown = run("validate", "-", text='{\n  "nmpolicy": 1,,\n}')
    assert code == 2
    assert "  error NMP003 line 2, column 17\n" in shown


def test_problems_of_show_go_to_standard_error() -> None:
    result = CliRunner().invoke(main, ["show", "-"], input="[]")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "expected an object, not a list" in result.stderr


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["show", "--help"], ["validate", "-h"], ["--version"]])
def test_help_and_version_are_there(arguments: list[str]) -> None:
    code, shown = run(*arguments)
    assert code == 0
    assert shown.startswith(("Usage: ", "nmpolicy 0."))


def command(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  # our own command
        [sys.executable, "-m", "nmpolicy", *arguments],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        check=False,
    )


def test_a_terminal_without_unicode_gets_the_text_all_the_same() -> None:
    done = command("show", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Ra\\xfal Torrez" in done.stdout


@pytest.mark.parametrize("columns", [40, 60, 200])
def test_show_keeps_to_the_width_of_the_terminal(columns: int) -> None:
    done = command("show", COLUMNS=str(columns))
    longest = max(len(line) for line in done.stdout.splitlines() if "https://" not in line)
    assert longest <= min(columns, 96)


def test_a_reader_that_leaves_early_is_no_error() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(  # our own command
        [sys.executable, "-m", "nmpolicy", "show"], stdout=writer, stderr=subprocess.PIPE, encoding="utf-8", check=False
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("show >&-", 2, "it is closed"),
        ("show - <&-", 2, "the text is empty"),
        ("validate - <&-", 2, "the text is empty"),
    ],
)
def test_a_closed_stream_is_told_in_one_line(line: str, code: int, words: str) -> None:
    done = subprocess.run(  # noqa: S602  # a shell closes it
        f"{sys.executable} -m nmpolicy {line}", shell=True, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == code
    assert words in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this machine has no /dev/full")
def test_output_that_cannot_be_written_is_an_error_of_one_line() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(  # our own command
            [sys.executable, "-m", "nmpolicy", "validate"],
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert (done.returncode, done.stderr) == (2, "Error: the output cannot be written: No space left on device\n")


def on_a_terminal(text: str) -> str:
    try:
        leader, follower = pty.openpty()
    except OSError as error:
        pytest.skip(f"this machine gives no terminal: {error}")
    with os.fdopen(follower, "w", encoding="utf-8") as stream:
        emit(text, stream)
        stream.flush()
        shown = os.read(leader, 10_000)
    os.close(leader)
    return shown.decode().replace("\r\n", "\n")


def test_a_terminal_shows_colour_and_the_same_words(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"TERM": "xterm-256color", "NO_COLOR": "", "COLUMNS": "80"}.items():
        monkeypatch.setenv(name, value)
    shown = on_a_terminal("A title\n=======\n\n    - City staff MUST report [bold]all[/bold]")
    assert "\x1b[1;36mMUST\x1b[0m" in shown
    assert "[bold]all[/bold]" in shown


def test_without_rich_a_terminal_shows_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rich.console", None)
    assert on_a_terminal("City staff MUST report") == "City staff MUST report\n"


def test_text_is_made_safe_and_wrapped() -> None:
    assert printable("a\tb\nc\x07\u202ed") == "a b c\\x07\\u202ed"
    assert wrapped("word " * 30, 2, 2).splitlines()[1].startswith("    word")
    assert list(columns([("2025", "A vote"), ("2025-07-19 to 2025-07-20", "A march")])) == [
        "2025        A vote",
        "2025-07-19 to 2025-07-20\n            A march",
    ]


def test_the_data_set_is_named_when_no_file_is() -> None:
    told = json.loads(run("validate", "--format", "json")[1])
    assert [file["file"] for file in told["files"]] == ["albuquerque-immigrant-friendly-2025 (bundled)"]


def test_fmt_writes_canonical_form_and_then_leaves_it_alone(tmp_path: Path, albuquerque: nm.Collection) -> None:
    backwards = albuquerque.with_records(reversed(list(albuquerque)))
    for name in ("a.json", "a.jsonl", "a.json.gz"):
        path = tmp_path / name
        nm.dump(backwards, path)
        assert run("fmt", "--check", str(path)) == (1, f"not in canonical form: {path}\n")
        assert nm.load(path) == backwards
        assert run("fmt", str(path)) == (0, f"written: {path}\n")
        before = path.stat()
        assert nm.load(path) == albuquerque.sorted()
        assert run("fmt", str(path)) == run("fmt", "--check", str(path)) == (0, "")
        assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_fmt_drops_what_is_at_its_default_and_any_other_layout(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(
        '{"title": "T",\r\n"people": [], "notes": "", "id": "demo", "nmpolicy": 1, "$schema": "s.json"}', "utf-8"
    )
    assert run("fmt", str(path))[0] == 0
    assert path.read_text("utf-8") == (
        '{\n  "nmpolicy": 1,\n  "$schema": "s.json",\n  "id": "demo",\n  "title": "T"\n}\n'
    )


def test_fmt_takes_standard_input() -> None:
    given = '{"nmpolicy": 1, "id": "demo", "title": "T\\u00fc"}'
    assert run("fmt", "-", text=given) == (0, '{\n  "nmpolicy": 1,\n  "id": "demo",\n  "title": "Tü"\n}\n')


def test_fmt_refuses_what_it_cannot_read_and_goes_on(tmp_path: Path) -> None:
    good, bad, missing = tmp_path / "good.json", tmp_path / "bad.json", tmp_path / "missing.json"
    good.write_text('{"nmpolicy": 1, "id": "demo", "title": "T"}')
    bad.write_text('{"nmpolicy": 1, "id": "demo", "title": "T", "x": 1}')
    code, shown = run("fmt", str(bad), str(good))
    assert (code, "NMP013" in shown, good.read_text().count("\n")) == (1, True, 5)
    assert bad.read_text() == '{"nmpolicy": 1, "id": "demo", "title": "T", "x": 1}'
    assert run("fmt", str(missing))[0] == 2
    assert run("fmt", "--unknown", "keep", str(bad))[0] == 0
    assert nm.loads(nm.dumps(nm.Collection(id="demo", title="T", extra={"x": 1}), indent=None).replace(',"x":1', ""))
    assert '"x": 1' in bad.read_text()


def test_fmt_says_what_it_cannot_write(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"nmpolicy": 1, "id": "demo", "title": "T"}')
    _, hard = limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))  # no file may grow beyond ten bytes
    try:
        code, shown = run("fmt", str(path))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (code, "cannot be written: File too large" in shown) == (2, True)
    assert path.read_text() == '{"nmpolicy": 1, "id": "demo", "title": "T"}'


def test_validate_takes_lines_by_their_ending_or_by_request(tmp_path: Path, albuquerque: nm.Collection) -> None:
    path = tmp_path / "a.jsonl"
    nm.dump(albuquerque, path)
    for arguments in ([str(path)], ["--lines", "-"], ["--jobs", "2", str(path)]):
        code, shown = run("validate", *arguments, text=path.read_text("utf-8"))
        assert (code, shown.splitlines()[-1]) == (0, "0 errors, 1 warning, 2 notices in 1 file")


def test_validate_prints_some_problems_and_counts_all(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    nm.dump(nm.Collection.of([nm.Statement(id=f"s-{n}") for n in range(700)], id="demo", title="T"), path)
    code, shown = run("validate", str(path), str(path))
    assert code == 1
    assert sum(line.startswith("  ") and "NMP" in line for line in shown.splitlines()) == 1_000
    assert shown.splitlines()[-2:] == [
        "1,800 problems more; --limit shows further ones.",
        "1,400 errors, 1,400 warnings, 0 notices in 2 files",
    ]
    told = json.loads(run("validate", "--format", "json", "--limit", "3", str(path))[1])
    assert (len(told["files"][0]["problems"]), told["errors"], told["warnings"]) == (3, 700, 700)
    assert len(run("validate", "--limit", "5000", str(path))[1].splitlines()) == 2_803


def test_unknown_fields_are_warnings_where_they_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"nmpolicy": 1, "id": "demo", "title": "T", "x": 1}')
    assert run("validate", str(path))[0] == 1
    code, shown = run("validate", "--unknown", "keep", str(path))
    assert (code, "  warning NMP701 line 1 /x" in shown) == (0, True)
    assert run("show", str(path))[0] == 1
    assert run("show", "--unknown", "keep", str(path))[0] == 0


def test_a_terminal_shows_a_bar_while_lines_are_checked(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"nmpolicy": 1, "id": "demo", "title": "T"}\n{"type": "source", "id": "s", "kind": "other", "title": "S"}\n'
    )
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "nmpolicy", "validate", str(path)]
    environment = {**os.environ, "TERM": "xterm"}
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=follower, env=environment, check=False)  # noqa: S603  # our own
    os.close(follower)
    assert (done.returncode, done.stdout) == (0, b"0 errors, 0 warnings, 0 notices in 1 file\n")
    assert b"100%" in os.read(leader, 10_000)
    os.close(leader)


@pytest.mark.parametrize("command", ["validate", "fmt"])
def test_standard_input_can_be_named_once(command: str) -> None:
    code, shown = run(command, "-", "-", text="{}")
    assert (code, "can be read only once" in shown) == (2, True)


def test_fmt_reads_a_file_once(tmp_path: Path, albuquerque: nm.Collection) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    text = nm.dumps(albuquerque.sorted())
    writer = threading.Thread(target=pipe.write_text, args=(text, "utf-8"))
    writer.start()
    assert run("fmt", "--check", str(pipe)) == (0, "")
    writer.join()


def test_fmt_checks_standard_input() -> None:
    form = '{\n  "nmpolicy": 1,\n  "id": "demo",\n  "title": "T"\n}\n'
    assert run("fmt", "--check", "-", text=form) == (0, "")
    assert run("fmt", "--check", "-", text=form.replace("\n", " ")) == (1, "not in canonical form: -\n")


@pytest.mark.parametrize("command", [["validate", "--lines", "-"], ["validate", "-"], ["fmt", "-"], ["show", "-"]])
def test_a_closed_standard_input_is_empty(command: list[str]) -> None:
    line = " ".join([sys.executable, "-m", "nmpolicy", *command, "<&-"])
    done = subprocess.run(line, shell=True, capture_output=True, encoding="utf-8", check=False)  # noqa: S602  # to close it
    assert (done.returncode, "empty" in done.stdout + done.stderr) == (2, True)


def test_an_interrupted_check_exits_as_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.jsonl"
    os.mkfifo(pipe)
    child = subprocess.Popen([sys.executable, "-m", "nmpolicy", "validate", str(pipe)], stderr=subprocess.PIPE)  # noqa: S603  # our own
    with pipe.open("wb"):  # it waits for more
        child.send_signal(signal.SIGINT)
        _, told = child.communicate()
    assert (child.returncode, b"Traceback" in told) == (130, False)


def test_what_is_in_the_wrong_container_is_told_so(tmp_path: Path, albuquerque: nm.Collection) -> None:
    lines, packed = tmp_path / "lines.json", tmp_path / "a.jsonl.gz"
    nm.dump(albuquerque, packed)
    lines.write_bytes(gzip.decompress(packed.read_bytes()))
    assert "a file of JSON Lines has a name that ends in .jsonl" in " ".join(run("validate", str(lines))[1].split())
    assert "the text is compressed" in run("validate", "--lines", "-", text=packed.read_bytes())[1]
    assert "the text is compressed" in run("show", "-", text=packed.read_bytes())[1]
    assert run("validate", "--lines", str(lines))[0] == 0
