"""import."""

import os
import sqlite3
from pathlib import Path

import pytest

import nmpolicy as nm
from command_line import BUNDLED, run
from nmpolicy.errors import UnknownFieldWarning

FORMATS = {"csv": "tables", "sqlite": "tables.db", "xlsx": "tables.xlsx"}


@pytest.fixture(params=FORMATS)
def form(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def exported(form: str, folder: Path, *more: str) -> str:
    """Export the bundled collection, and return the path."""
    path = str(folder / FORMATS[form])
    assert run("export", form, *BUNDLED, "-o", path, *more)[0] == 0
    return path


def test_an_import_undoes_an_export(tmp_path: Path, form: str, albuquerque: nm.Collection) -> None:
    source = exported(form, tmp_path, "--include-private")
    out = tmp_path / "out.jsonl.gz"
    code, shown = run("import", form, source, "-o", str(out))
    assert (code, shown) == (0, f"Wrote {len(albuquerque)} records to {out}\n")
    assert nm.load(out) == albuquerque
    assert run("import", form, source) == run("import", form, source, "-o", "-") == (0, nm.dumps(albuquerque))


def test_a_redacted_export_is_refused(tmp_path: Path, form: str) -> None:
    source = exported(form, tmp_path)
    out = tmp_path / "out.json"
    code, shown = run("import", form, source, "-o", str(out))
    assert (code, "this is a redacted copy" in shown, out.exists()) == (1, True, False)
    assert run("import", form, source, "-o", str(out), "--allow-redacted")[0] == 0
    assert nm.load(out).redacted


def test_the_output_is_replaced_only_by_force_and_is_never_the_input(tmp_path: Path, form: str) -> None:
    source = exported(form, tmp_path, "--include-private")
    out = tmp_path / "out.json"
    out.write_text("old")
    code, shown = run("import", form, source, "-o", str(out))
    assert (code, shown) == (2, f"Error: {out} exists; choose another name, or replace it with --force\n")
    assert out.read_text() == "old"
    assert run("import", form, source, "-o", str(out), "--force")[0] == 0
    code, shown = run("import", form, source, "-o", source, "--force")
    assert (code, shown) == (2, f"Error: {source} is the input; choose another output\n")
    assert run("import", form, source)[0] == 0


def test_an_output_inside_the_input_is_refused(tmp_path: Path) -> None:
    source = exported("csv", tmp_path, "--include-private")
    for name in ("new.json", "datapackage.json"):
        code, shown = run("import", "csv", source, "-o", f"{source}/{name}", "--force")
        assert (code, shown) == (2, f"Error: {source}/{name} is in the input, {source}; choose another output\n")
    assert run("import", "csv", source)[0] == 0


def test_problems_are_told_by_file_row_and_column(tmp_path: Path) -> None:
    source = exported("sqlite", tmp_path, "--include-private")
    with sqlite3.connect(source) as connection:
        connection.execute("PRAGMA ignore_check_constraints = 1")
        connection.execute("UPDATE orders SET kind = 'ordr', number = 5 WHERE rowid = 1")
    connection.close()
    code, shown = run("import", "sqlite", source, "-o", str(tmp_path / "out.json"))
    assert (code, "orders, row 1, column kind" in shown, "1 file" in shown) == (1, True, True)
    assert not (tmp_path / "out.json").exists()


def test_an_input_of_another_kind_is_told(tmp_path: Path, form: str) -> None:
    source = exported(form, tmp_path, "--include-private")
    what = {"csv": "a CSV export", "sqlite": "an SQLite database", "xlsx": "a spreadsheet"}
    for other in what.keys() - {form}:
        code, shown = run("import", other, source)
        assert (code, shown) == (2, f"Error: {source} is {what[form]}; run `nmpolicy import {form} {source}`\n")
    code, shown = run("import", form, "-")
    words = "an export cannot be read from standard input; name the file or the folder"
    assert (code, words in shown) == (2, True)


def test_a_folder_is_no_file_and_a_pipe_is_read_once(tmp_path: Path) -> None:
    for form, what in (("sqlite", "an SQLite database"), ("xlsx", "an Excel workbook")):
        assert run("import", form, str(tmp_path)) == (2, f"Error: {tmp_path} is a folder; name {what}\n")
    code, shown = run("import", "csv", str(tmp_path))
    assert (code, "the folder has neither this file nor a table, so it is not a" in shown) == (2, True)
    os.mkfifo(tmp_path / "pipe")
    code, shown = run("import", "csv", str(tmp_path / "pipe"))
    assert (code, "NMP001" in shown) == (2, True)


def test_an_input_that_cannot_be_read_is_told(tmp_path: Path, form: str) -> None:
    out = tmp_path / "out.json"
    for source in (tmp_path / "nowhere", tmp_path / ("long" * 100), *([] if form == "csv" else [Path(__file__)])):
        code, shown = run("import", form, str(source), "-o", str(out))
        assert (code, "NMP001" in shown, out.exists()) == (2, True, False)


def test_a_csv_file_needs_a_mapping(tmp_path: Path, form: str) -> None:
    (tmp_path / "a.csv").write_text("Number,Title\n1,Noise\n", "utf-8")
    code, shown = run("import", form, str(tmp_path / "a.csv"))
    assert (code, f"run `nmpolicy import csv --draft {tmp_path / 'a.csv'}" in " ".join(shown.split())) == (2, True)


def test_unknown_fields_are_kept_on_request(tmp_path: Path) -> None:
    collection = nm.Collection(id="demo", title="A demonstration", extra={"gazette": 3})
    nm.tables.write_csv(collection, tmp_path / "tables")
    code, output = run("import", "csv", str(tmp_path / "tables"))
    assert code == 1
    assert "begin its name with x-, or import with --unknown keep" in " ".join(output.split())
    code, output = run("import", "csv", str(tmp_path / "tables"), "--unknown", "keep")
    assert code == 0
    with pytest.warns(UnknownFieldWarning):
        assert nm.loads(output, unknown="keep") == collection


@pytest.mark.parametrize(("reference", "checked"), [("nobody", True), ("No Body", False)])
def test_a_line_says_what_is_not_checked_yet(tmp_path: Path, *, reference: str, checked: bool) -> None:
    nm.tables.write_csv(nm.Collection(id="demo", title="A demonstration"), tmp_path / "tables")
    with (tmp_path / "tables" / "posts.csv").open("a", encoding="utf-8") as file:
        file.write(f"mayor,Mayor,,{reference},,,,,\n")
    code, shown = run("import", "csv", str(tmp_path / "tables"))
    assert (code, "References are checked when these problems are corrected." in shown) == (1, not checked)


@pytest.mark.parametrize("form", ["sqlite", "xlsx"])
def test_another_command_says_how_to_read_an_export(tmp_path: Path, form: str) -> None:
    code, shown = run("show", exported(form, tmp_path))
    assert (code, f"`nmpolicy import {form}` reads" in " ".join(shown.split())) == (2, True)
