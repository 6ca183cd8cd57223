"""The files that `new` writes, and its messages about them."""

import json
from pathlib import Path

import pytest

import nmpolicy as nm
from command_line import command, run
from file_size_limit import file_size_limit
from nmpolicy.cli.commands.new import SCHEMA_NAME
from nmpolicy.serialization.json_schema import json_schema
from pseudo_terminal import names

TITLED = ("--kind", "executive-order", "--title", "Rents")


def started(file: Path, *options: str) -> tuple[int, str]:
    """The exit code and the output, on one line."""
    code, shown = run("new", str(file), *TITLED, *options)
    return code, " ".join(shown.split())


def test_a_new_file_loads_and_its_schema_is_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "rents.json"
    known = ("--source-title", "A story", "--source-kind", "news-article", "--jurisdiction", "City of Riverton")
    code, shown = started(file, *known, "--office", "Mayor", "--signed", "2026-02-03")
    assert code == 0
    assert f"Wrote {file}, and beside it {SCHEMA_NAME}" in shown
    assert '"evidence": [{"source": "a-story", "quote": "the words"}]' in shown
    assert (
        f"nmpolicy text PAGE >a-story.txt 3. Turn the quotes into anchors: nmpolicy anchor {file} --texts . --write"
        in shown
    )
    collection = nm.load(file)
    assert (collection.schema, len(collection)) == (f"./{SCHEMA_NAME}", 4)
    assert json.loads((tmp_path / collection.schema).read_bytes()) == json_schema()
    code, shown = run("validate", str(file))
    assert (code, "0 errors, 3 warnings" in shown) == (0, True)
    assert run("fmt", "--check", str(file)) == (0, "")


def test_four_facts_start_a_valid_file_and_the_rest_is_named(tmp_path: Path) -> None:
    file = tmp_path / "rents.json"
    code, shown = started(file, "--source-url", "https://example.org/story", "--jurisdiction", "City of Riverton")
    assert code == 0
    assert (
        f"1. Open {file} in an editor. Complete what you left open: "
        "sources: its title (now its address), its kind (now other) "
        "posts: the office, named in issued_by of rents 2. Add provisions"
    ) in shown
    collection = nm.load(file)
    assert [each.id for each in collection] == ["source", "city-of-riverton", "rents"]
    assert collection.orders[0].issued_by == ()
    assert run("validate", str(file))[0] == 0


def test_a_pattern_of_a_shell_does_not_match_the_schema(tmp_path: Path) -> None:
    started(tmp_path / "rents.json")
    assert [path.name for path in tmp_path.glob("[!.]*.json")] == ["rents.json"]
    assert names(tmp_path) == [SCHEMA_NAME, "rents.json"]


def test_a_second_file_shares_the_schema(tmp_path: Path) -> None:
    started(tmp_path / "one.json")
    before = (tmp_path / SCHEMA_NAME).stat()
    code, shown = started(tmp_path / "two.json")
    assert (code, shown.startswith(f"Wrote {tmp_path / 'two.json'}. 1. Open")) == (0, True)
    assert (tmp_path / SCHEMA_NAME).stat().st_mtime_ns == before.st_mtime_ns


@pytest.mark.parametrize("found", ["{}", '{"$id": "urn:nmpolicy:format:0"}', "not JSON", None])
def test_another_schema_is_left_alone_and_named(found: str | None, tmp_path: Path) -> None:
    schema = tmp_path / SCHEMA_NAME
    if found is None:
        schema.mkdir()
    else:
        schema.write_text(found)
    code, shown = started(tmp_path / "rents.json")
    assert (code, "is not the schema of this version of nmpolicy, and was left as it is" in shown) == (0, True)
    assert f"nmpolicy schema >{schema}" in shown
    assert found is None or schema.read_text() == found


def test_an_existing_file_is_replaced_only_by_force(tmp_path: Path) -> None:
    file = tmp_path / "rents.json"
    file.write_text("mine")
    code, shown = started(file)
    assert (code, "exists; choose another name, or replace the file with --force" in shown) == (2, True)
    assert (file.read_text(), names(tmp_path)) == ("mine", ["rents.json"])
    assert started(file, "--force")[0] == 0
    assert nm.load(file).id == "rents"
    link = tmp_path / "link.json"
    link.symlink_to(tmp_path / "nowhere.json")
    assert started(link)[0] == 2


@pytest.mark.parametrize("name", ["rents.jsonl", "rents.json.gz", "rents", "rents.txt", ".json"])
def test_a_file_that_is_not_json_to_edit_is_refused(name: str, tmp_path: Path) -> None:
    code, shown = started(tmp_path / name)
    assert (code, "is not named as JSON; let the name end in .json" in shown, names(tmp_path)) == (2, True, [])


def test_a_missing_folder_is_named_with_the_command_that_makes_it(tmp_path: Path) -> None:
    code, shown = started(tmp_path / "a b" / "rents.json")
    assert (code, f"does not exist; make it with `mkdir -p '{tmp_path}/a b'`" in shown) == (2, True)
    (tmp_path / "file").touch()
    code, shown = started(tmp_path / "file" / "rents.json")
    assert (code, f"{tmp_path}/file is not a folder" in shown) == (2, True)


def test_a_name_that_is_too_long_is_refused(tmp_path: Path) -> None:
    code, shown = started(tmp_path / f"{'r' * 300}.json")
    assert (code, "cannot be written: File name too long" in shown, names(tmp_path)) == (2, True, [])


def test_a_folder_without_permission_is_refused_before_anything_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    code, shown = run("new", str(tmp_path / "rents.json"))
    assert (code, "you may not write into the folder" in shown) == (2, True)


@pytest.mark.parametrize("most", [1000, 200_000])
@pytest.mark.parametrize("before", [[], ["old.json"]])
def test_on_a_full_disk_everything_stays_as_it_was(most: int, before: list[str], tmp_path: Path) -> None:
    if before:
        started(tmp_path / "old.json")
    files = names(tmp_path)
    with file_size_limit(most):
        code, shown = started(tmp_path / "rents.json", "--office", "m" * 300_000)
    assert (code, "cannot be written: File too large" in shown, names(tmp_path)) == (2, True, files)


def test_a_folder_named_like_the_file_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "rents.json").mkdir()
    code, shown = started(tmp_path / "rents.json", "--force")
    assert (code, "cannot be written: it is a folder" in shown, names(tmp_path)) == (2, True, ["rents.json"])


def test_names_are_safe_to_paste_and_to_show(tmp_path: Path) -> None:
    code, shown = started(tmp_path / "the city's\x1b.json")
    assert (code, "\x1b" in shown) == (0, False)
    assert f"nmpolicy validate '{tmp_path}/the city'\"'\"'s\\x1b.json'" in shown


def test_standard_output_gets_the_collection_alone(tmp_path: Path) -> None:
    done = command("new", "-", *TITLED)
    assert (done.returncode, done.stderr) == (0, "")
    order = nm.Order(id="rents", kind="executive-order", title="Rents")
    assert nm.loads(done.stdout) == nm.Collection(id="rents", title="Rents", orders=[order])
    assert started(Path("-"), "--force") == (0, " ".join(done.stdout.split()))
    assert names(tmp_path) == []


def test_without_standard_input_nothing_is_asked() -> None:
    code, shown = run("new", "-")
    assert (code, "must be set" in shown) == (2, True)


def test_the_schema_that_the_command_prints_is_that_which_it_writes(tmp_path: Path) -> None:
    printed = command("schema").stdout
    (tmp_path / SCHEMA_NAME).write_text(printed.replace("\n", "\r\n"), "utf-8", newline="")
    assert "was left as it is" not in started(tmp_path / "rents.json")[1]
