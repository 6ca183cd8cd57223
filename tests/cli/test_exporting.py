"""export."""

import gzip
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from pyarrow.parquet import read_table

import nmpolicy as nm
from command_line import BUNDLED, FAULTY, exit_code, fork_with_output, run
from named_collections import NAMES, SECRETS, with_names
from nmpolicy.cli.exchange import IMPORTED
from nmpolicy.cli.main import main
from nmpolicy.records.redaction import redact
from nmpolicy.vocabulary.folding import fold
from pseudo_terminal import run_on_a_terminal

PRIVATE = nm.Collection.of(
    [
        nm.Person(id="jane-roe", name="Jane Roe", private=True),
        nm.Person(id="mayor", name="Tim Keller", summary="Met Jane Roe. \N{PILE OF POO}\x1b[2J"),
    ],
    id="demo",
    title="A demonstration",
)

#: The formats of tables, each with the name of an output and the number of its tables.
TABLES = {"csv": ("out", 26), "sqlite": ("out.db", 26), "xlsx": ("out.xlsx", 24), "parquet": ("out", 26)}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    nm.dump(PRIVATE, tmp_path / "orders.json")
    return tmp_path / "orders.json"


def printed(*arguments: str | Path) -> tuple[int, str, str]:
    """Run the command. Return its exit code, its standard output and its standard error."""
    result = CliRunner().invoke(main, [*map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_json_goes_to_standard_output_without_names(file: Path) -> None:
    code, shown, said = printed("export", "json", file)
    assert (code, nm.loads(shown)) == (0, redact(PRIVATE).collection)
    assert "Roe" not in shown
    assert "roe" not in said
    withheld, also, *_ = said.splitlines()
    assert withheld == "Withheld: what could name 1 private individual; --include-private keeps it"
    assert also == "Also withheld: all quotes, and the digests of short passages"
    assert "redacted copy" not in said
    assert printed("export", "json", file, "--include-private", "-o", "-") == (0, nm.dumps(PRIVATE), "")


def test_json_lines_go_to_standard_output(file: Path) -> None:
    code, shown = run("export", "jsonl", str(file), "--include-private")
    lines = file.with_name("orders.jsonl")
    nm.dump(PRIVATE, lines)
    assert (code, shown) == (0, lines.read_text("utf-8"))


def test_what_cannot_be_withheld_is_told() -> None:
    code, shown = run("export", "json", *BUNDLED, "-o", "/dev/stdin/nothing")
    assert (code, "Withheld" in shown) == (2, False)
    code, _, said = printed("export", "json", *BUNDLED)
    words = "Not withheld: the evidence of a private individual, which points to a passage that may name them (arrested-man evidence)"
    assert (code, words in one_line(said)) == (0, True)


@pytest.mark.parametrize("name", ["out.json", "out.jsonl", "out.ndjson", "out.json.gz", "out.jsonl.gz", "out"])
def test_a_file_is_written_in_the_format_of_its_name(file: Path, name: str) -> None:
    out = file.with_name(name)
    form = "jsonl" if "jsonl" in name or "ndjson" in name else "json"
    code, shown = run("export", form, str(file), "-o", str(out), "--include-private")
    assert (code, shown) == (0, f"Wrote 2 records to {out}\n")
    assert nm.load(out) == PRIVATE
    if name.endswith(".gz"):
        assert gzip.decompress(out.read_bytes())


def test_a_name_that_says_another_format_is_refused(file: Path) -> None:
    code, shown = run("export", "json", str(file), "-o", "out.jsonl")
    assert (code, "out.jsonl is named as JSON Lines; name it .json, or use nmpolicy export jsonl" in shown) == (2, True)
    code, shown = run("export", "jsonl", str(file), "-o", "out.json")
    assert (code, "out.json is not named as JSON Lines; use a name that ends in .jsonl" in shown) == (2, True)


def test_an_output_that_exists_is_replaced_only_by_force(file: Path) -> None:
    out = file.with_name("out.json")
    out.write_text("old")
    arguments = ("export", "json", str(file), "-o", str(out))
    assert run(*arguments) == (2, f"Error: {out} exists; choose another name, or replace it with --force\n")
    assert out.read_text() == "old"
    assert run(*arguments, "--force")[0] == 0
    assert nm.load(out).redacted


def test_a_place_that_cannot_be_written_is_one_sentence(file: Path) -> None:
    out = file.with_name("missing") / "out.json"
    code, shown = run("export", "json", str(file), "-o", str(out))
    words = f"Error: {out} cannot be written: the folder {out.parent} does not exist; make it with `mkdir -p "
    assert (code, shown.startswith(words), shown.count("\n")) == (2, True, 1)


def test_the_input_is_never_the_output(file: Path) -> None:
    link = file.with_name("link.json")
    link.symlink_to(file)
    for given, out in ((file, file), (file, link), (link, file)):
        code, shown = run("export", "json", str(given), "-o", str(out), "--force")
        assert (code, shown) == (2, f"Error: {out} is the input; choose another output\n")
    assert nm.load(file) == PRIVATE
    code, shown = run("export", "json", "-", "-o", str(file), "--force", text=nm.dumps(PRIVATE))
    assert code == 0


def test_a_missing_file_and_an_invalid_one_are_told() -> None:
    code, shown = run("export", "json")
    assert (code, "name a FILE, or --bundled albuquerque" in shown) == (2, True)
    code, shown = run("export", "json", "missing.json")
    assert (code, "NMP001" in shown) == (2, True)
    code, shown = run("export", "json", str(FAULTY.with_name("faulty.txt")))
    assert code == 2
    code, shown = run("export", "json", "-", text='{"nmpolicy": 1, "id": "demo", "title": "T", "x": 1}')
    assert (code, "NMP013" in shown) == (1, True)


def test_unknown_fields_are_kept_on_request() -> None:
    given = '{"nmpolicy": 1, "id": "demo", "title": "T", "x": 1}'
    code, shown = run("export", "json", "-", "--unknown", "keep", text=given)
    assert (code, json.loads(shown)["x"]) == (0, 1)


@pytest.mark.parametrize("form", TABLES)
def test_tables_need_the_name_of_an_output(form: str) -> None:
    code, shown = run("export", form, *BUNDLED)
    assert (code, "Missing option '-o'" in shown) == (2, True)
    code, shown = run("export", form, *BUNDLED, "-o", "-")
    words = "this format cannot be written to standard output; name a file or a folder"
    assert (code, words in one_line(shown)) == (2, True)


def bytes_of(out: Path) -> bytes:
    """The bytes of a file, or of all files in a folder."""
    if out.is_dir():
        return b"".join(path.read_bytes() for path in out.iterdir())
    if out.suffix == ".xlsx":
        with ZipFile(out) as workbook:
            return b"".join(map(workbook.read, workbook.namelist()))
    return out.read_bytes()


@pytest.mark.parametrize(("form", "name", "tables"), [(form, *rest) for form, rest in TABLES.items()])
def test_tables_are_written_without_names(file: Path, form: str, name: str, tables: int) -> None:
    out = file.with_name(name)
    arguments = ("export", form, str(file), "-o", str(out))
    code, shown = run(*arguments)
    first, second, *_ = shown.splitlines()
    derived = {"xlsx": 0}.get(form, 2)  # a row of each of the two records
    assert (code, first) == (0, f"Wrote {3 + derived} rows in {tables} tables to {out}")
    assert second == "Withheld: what could name 1 private individual; --include-private keeps it"
    assert b"Roe" not in bytes_of(out)
    before = bytes_of(out)
    assert run(*arguments) == (2, f"Error: {out} exists; choose another name, or replace it with --force\n")
    assert bytes_of(out) == before
    code, shown = run(*arguments, "--force", "--include-private")
    assert (code, shown.count("\n"), b"Roe" in bytes_of(out)) == (0, 1, True)
    assert {path.name for path in file.parent.iterdir()} == {"orders.json", name}


def contents(path: Path) -> str:
    """Return all that a file or a folder holds, without case and accents."""
    if path.is_dir():
        return "".join(map(contents, path.iterdir()))
    if path.suffix == ".parquet":
        table = read_table(path)
        return fold(f"{path.name} {table.schema.metadata} {table.to_pylist()}")
    if path.suffix == ".xlsx":
        with ZipFile(path) as archive:
            return fold("".join(name + archive.read(name).decode() for name in archive.namelist()))
    return fold(path.name + path.read_bytes().decode(errors="ignore"))


@pytest.fixture(scope="module")
def named(albuquerque: nm.Collection, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file in which every text, id, address and unknown field names a private individual."""
    part: dict[str, Any] = {
        "aliases": ["zora-quillfeather-post"],
        "identifiers": [nm.Identifier(scheme="isbn", identifier="1", extra={"x-a": 1})],
        "notes": [nm.Note(text="A note.", author="A coder")],
        "suppressions": [nm.Suppression(code="NMP602", justification="It is so.")],
        "extra": {"x-a": {"x-b": "c"}},
    }
    post = nm.Source(id="post", kind="news-article", title="A post", url="https://example.org/", **part)
    path = tmp_path_factory.mktemp("named") / "named.json"
    nm.dump(with_names(albuquerque.add(post), NAMES[0]), path)
    return path


@pytest.mark.parametrize("form", ["json", "jsonl", *TABLES])
def test_no_format_has_a_name(named: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / TABLES.get(form, [f"out.{form}"])[0]
    run("export", form, str(named), "-o", str(out))
    assert not [secret for secret in SECRETS if secret in contents(out)]
    run("export", form, str(named), "-o", str(out), "--include-private", "--force")
    assert all(secret in contents(out) for secret in ("zora", "quillfeather", "nandu"))


def test_no_table_in_memory_has_a_name(named: Path) -> None:
    collection = nm.load(named)
    frames = nm.tables.to_frames(collection).values()
    tables = nm.tables.to_arrow(collection).values()
    shown = fold("".join([*(str(each.to_dict()) for each in frames), *(str(each.to_pylist()) for each in tables)]))
    assert not [secret for secret in SECRETS if secret in shown]


def test_csv_has_options(file: Path) -> None:
    out = file.with_name("out")
    assert run("export", "csv", str(file), "-o", str(out), "--bom", "--raw")[0] == 0
    assert all(path.read_bytes().startswith(b"\xef\xbb\xbf") for path in out.glob("*.csv"))


def test_a_database_has_metadata_on_request(file: Path) -> None:
    database, metadata = file.with_name("city.db"), file.with_name("city.json")
    command = ("export", "sqlite", file, "-o", database, "--metadata", metadata)
    code, _, said = printed(*command)
    assert (code, f"\nWrote metadata for Datasette to {metadata}\n" in said) == (0, True)
    described = metadata.read_text("utf-8")
    assert json.loads(described)["databases"]["city"]["title"] == "A demonstration"
    assert "Roe" not in described
    assert (
        one_line(printed(*command)[2]) == f"Error: {metadata} exists; choose another name, or replace it with --force"
    )
    metadata.unlink()
    assert (
        one_line(printed(*command)[2]) == f"Error: {database} exists; choose another name, or replace it with --force"
    )
    assert not metadata.exists()
    for same, what in ((file, "the input"), (database, "the database")):
        code, _, said = printed(*command[:-1], same, "--force")
        assert (code, one_line(said)) == (2, f"Error: {same} is {what}; choose another output")
    assert printed(*command, "--force")[0] == 0


def test_a_folder_with_other_files_is_kept(file: Path) -> None:
    out = file.parent
    code, shown = run("export", "csv", str(file), "-o", str(out), "--force")
    assert (code, "it has other files (orders.json), and they are kept; name a new folder" in shown) == (2, True)
    assert nm.load(file) == PRIVATE


def test_a_missing_package_is_one_sentence(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    code, shown = run("export", "parquet", str(file), "-o", str(file.with_name("out")))
    assert (code, shown.startswith("Error: pyarrow"), "[parquet]" in shown, shown.count("\n")) == (2, True, True, 1)


def test_a_workbook_is_named_as_one(file: Path) -> None:
    code, shown = run("export", "xlsx", str(file), "-o", "out.xls")
    assert (code, "out.xls is not named as a workbook; use a name that ends in .xlsx" in one_line(shown)) == (2, True)


def test_records_that_share_an_id_are_no_table(file: Path) -> None:
    twice = nm.Collection(id="demo", title="T").with_records([nm.Person(id="a"), nm.Person(id="a")])
    nm.dump(twice, file)
    arguments = ("csv", str(file), "-o", str(file.with_name("out")))
    code, shown = run("export", *arguments)
    words = "NMP201 a /people/1/id an earlier record (/people/0) has the same id, 'a'; change one of the two ids"
    assert (code, words in one_line(shown), "1 error," in shown) == (1, True, True)
    hint = f"Nothing was written. To see every problem of the collection, run `nmpolicy validate {file}`."
    assert shown.splitlines()[-1] == hint
    assert run("export", *arguments, "--include-private") == (code, shown)
    shown = run("export", "csv", "-", *arguments[2:], text=file.read_bytes())[1]
    assert shown.endswith("run `nmpolicy validate FILE`.\n")
    assert run("export", "json", str(file))[0] == 0


def test_a_text_that_no_cell_holds_is_reported_like_any_problem(file: Path) -> None:
    long = [nm.Person(id=id, summary="a" * 40_000) for id in ("one", "two")]
    nm.dump(nm.Collection.of(long, id="demo", title="T"), file)
    out = file.with_name("out.xlsx")
    code, shown = run("export", "xlsx", str(file), "-o", str(out))
    assert (code, shown.startswith(f"{file}\n  error NMP018 one /summary\n"), out.exists()) == (1, True, False)
    assert shown.endswith("\n2 errors, 0 warnings, 0 notices in 1 file\nNothing was written.\n")


@pytest.mark.parametrize("form", TABLES)
def test_a_redacted_export_says_that_it_is_not_for_editing(file: Path, form: str) -> None:
    arguments = ("export", form, str(file), "-o", str(file.with_name(TABLES[form][0])), "--force")
    advice = (
        "This export is a redacted copy, which `nmpolicy import` refuses. To edit it and bring it back, export it with"
        " --include-private"
    )
    assert one_line(printed(*arguments)[2]).endswith(advice) is (form in IMPORTED)
    assert "redacted copy" not in printed(*arguments, "--include-private")[2]
    nm.dump(redact(PRIVATE).collection, file)
    advice = "The collection is a redacted copy; `nmpolicy import` reads this export only with --allow-redacted"
    for more in ([], ["--include-private"]):
        assert one_line(printed(*arguments, *more)[2]).endswith(advice) is (form in IMPORTED)


@pytest.mark.parametrize(("form", "name"), [("json", "-"), ("json", "out.json"), ("csv", "out"), ("sqlite", "out.db")])
def test_an_interrupted_export_says_whether_anything_was_written(tmp_path: Path, form: str, name: str) -> None:
    pipe = tmp_path / "pipe.json"
    os.mkfifo(pipe)
    arguments = ["export", form, str(pipe), "-o", "-" if name == "-" else str(tmp_path / name)]
    child, output = fork_with_output(*arguments)
    with pipe.open("wb"), output:
        os.kill(child, signal.SIGINT)  # while it waits for its input
        shown = output.read().decode()
    words = "Interrupted." if name == "-" else "Interrupted; nothing was written."
    assert (exit_code(child), shown, [*tmp_path.iterdir()]) == (130, words + "\n", [pipe])


def test_a_terminal_shows_how_many_of_many_rows_are_written(tmp_path: Path) -> None:
    many = nm.Collection.of([nm.Person(id=f"p-{number}") for number in range(10_000)], id="demo", title="Many")
    nm.dump(many, tmp_path / "many.json")
    code, shown = run_on_a_terminal("export", "csv", "many.json", "-o", "out", typed="", folder=tmp_path)
    assert (code, "Writing rows" in shown, "100%" in shown) == (0, True, True)
    assert "Wrote 20,001 rows in 26 tables to out" in shown


def test_a_format_that_does_not_hold_a_field_does_not_say_that_it_may_name_someone(tmp_path: Path) -> None:
    place = "the evidence of a private individual"
    for form, expected in (("jsonld", True), ("ftm", True), ("ig", False)):
        code, _, report = printed("export", form, *BUNDLED, "-o", tmp_path / form)
        assert (code, place in one_line(report)) == (0, expected), form


@pytest.mark.parametrize("form", ["csv", "jsonld", "ftm"])
def test_broken_references_are_counted(tmp_path: Path, form: str) -> None:
    order = nm.Order(id="eo", kind="other", title="An order", issued_by=["ghost", "jane-roe"])
    nm.dump(
        nm.Collection.of(
            [order, *PRIVATE.people, nm.Post(id="clerk", name="Clerk", organization="mayor")], id="demo", title="T"
        ),
        tmp_path / "a.json",
    )
    code, _, report = printed("export", form, tmp_path / "a.json", "-o", tmp_path / "out")
    assert code == 0
    assert "2 references of the collection lead to no record that fits" in one_line(report)
    code, _, report = printed(
        "export", form, tmp_path / "a.json", "-o", tmp_path / "out", "--include-private", "--force"
    )
    assert "`nmpolicy validate" in one_line(report)


def test_a_package_whose_rules_fail_to_load_is_no_broken_reference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nmpolicy.rules.runner.broken_packages", lambda: [("news = news", "ImportError")])
    for line in (["export", "jsonld", *BUNDLED], ["report", *BUNDLED, "-o", tmp_path / "a.html"]):
        code, _, report = printed(*line)
        assert (code, "leads to no record" in one_line(report)) == (0, False)
    assert "ImportError" not in (tmp_path / "a.html").read_text("utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are Unicode elsewhere")
def test_a_path_that_is_not_utf_8_is_written_to(tmp_path: Path) -> None:
    lines: list[list[str | Path]] = [
        ["export", "parquet", *BUNDLED, "-o", tmp_path / "\udcff"],
        ["export", "sqlite", *BUNDLED, "-o", tmp_path / "\udcff.db", "--metadata", tmp_path / "a.json"],
    ]
    for line in lines:
        code, _, report = printed(*line)
        assert (code, "\\udcff" in report) == (0, True)
    assert "\udcff" in json.loads((tmp_path / "a.json").read_bytes())["databases"]
