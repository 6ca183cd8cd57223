"""The command that reads any spreadsheet with a mapping of its columns."""

from pathlib import Path

import pytest

import nmpolicy as nm
from command_line import run

ORDERS = "EO #,Title,Mayor,Signed,Page\n5,Noise,Ann Lee,12/25/2014,1\n6,Parks,Ann Lee,soon,2\n"


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    path = tmp_path / "orders.csv"
    path.write_text(ORDERS, "utf-8")
    return path


@pytest.fixture
def mapping(orders: Path, tmp_path: Path) -> Path:
    path = tmp_path / "map.toml"
    assert run("import", "csv", "--draft", str(orders), "-o", str(path)) == (0, f"Wrote {path}\n")
    return path


def test_a_draft_is_printed_or_written(orders: Path, mapping: Path) -> None:
    code, shown = run("import", "csv", "--draft", str(orders))
    assert (code, shown) == (0, mapping.read_text("utf-8"))
    code, shown = run("import", "csv", "--draft", str(orders), "-o", str(mapping))
    assert (code, "exists; choose another name, or replace it with --force" in shown) == (2, True)
    code, shown = run("import", "csv", "--draft", str(orders), "-o", str(orders), "--force")
    assert (code, "is the input; choose another output" in shown) == (2, True)


def test_a_drafted_and_corrected_mapping_imports(orders: Path, mapping: Path, tmp_path: Path) -> None:
    text = mapping.read_text("utf-8").replace('"The jurisdiction"', '"Springfield"')
    mapping.write_text(f'ignore = ["Page"]\n{text}', "utf-8")
    out = tmp_path / "out.json"
    described = ("--id", "springfield", "--title", "Orders", "--source-title", "List", "--source-date", "2015")
    code, shown = run("import", "csv", str(orders), "--mapping", str(mapping), "-o", str(out), *described)
    assert code == 0
    assert "2 problems in the input:" in shown
    assert "orders.csv, row 3, column Signed" in shown
    assert "column Page: 2" in shown
    collection = nm.load(out)
    assert (collection.id, collection.title, len(collection.orders)) == ("springfield", "Orders", 2)
    assert [str(each) for each in collection.sources] == ["List (dataset, 2015)"]
    assert run("validate", str(out))[0] == 0


def test_the_mapping_is_not_replaced(orders: Path, mapping: Path) -> None:
    code, shown = run("import", "csv", str(orders), "--mapping", str(mapping), "-o", str(mapping), "--force")
    assert (code, shown) == (2, f"Error: {mapping} is the input; choose another output\n")


def test_standard_input_is_read(mapping: Path) -> None:
    code, shown = run("import", "csv", "-", "--mapping", str(mapping), text=ORDERS)
    assert (code, '"title": "Noise"' in shown) == (0, True)
    code, shown = run("import", "csv", "-", "--draft", text=ORDERS)
    assert (code, "# A draft for standard input" in shown) == (0, True)


def test_a_file_without_a_mapping_is_told_how_to_draft_one(orders: Path) -> None:
    code, shown = run("import", "csv", str(orders))
    assert code == 2
    assert f"run `nmpolicy import csv --draft {orders} -o mapping.toml`" in " ".join(shown.split())


def test_a_file_of_another_kind_is_told(tmp_path: Path) -> None:
    (tmp_path / "orders.json").write_text("[{}]", "utf-8")
    code, shown = run("import", "csv", str(tmp_path / "orders.json"))
    assert (code, "it is a JSON file, not CSV" in shown, "--draft" in shown) == (2, True, False)


def test_wrong_mappings_are_told_by_their_own_name(orders: Path, mapping: Path) -> None:
    mapping.write_text('colums = 1\nrecord = "order"\n', "utf-8")
    code, shown = run("import", "csv", str(orders), "--mapping", str(mapping))
    assert (code, str(mapping) in shown, "did you mean 'columns'?" in shown) == (2, True, True)
    code, shown = run("import", "csv", str(orders), "--mapping", str(mapping.with_name("nowhere")))
    assert (code, "NMP001" in shown) == (2, True)


def test_options_that_do_not_fit_are_refused(orders: Path, mapping: Path, tmp_path: Path) -> None:
    for arguments, message in (
        (["--draft", "--mapping", str(mapping)], "choose one of them"),
        (["--mapping", str(mapping), "--unknown", "keep"], "--unknown belongs to the folder of an export"),
        (["--draft", "--allow-redacted"], "--allow-redacted belongs to the folder of an export"),
        (["--source-title", "List"], "--source-title belongs to a spreadsheet"),
    ):
        code, shown = run("import", "csv", str(orders), *arguments)
        assert (code, message in " ".join(shown.split())) == (2, True)
    code, shown = run("import", "csv", str(tmp_path), "--draft")
    assert (code, "is a folder; name one CSV file" in shown) == (2, True)


def test_json_needs_no_mapping(mapping: Path, tmp_path: Path) -> None:
    path = tmp_path / "orders.json"
    path.write_text('{"orders": []}', "utf-8")
    for options in (["--draft"], ["--mapping", str(mapping)]):
        code, shown = run("import", "csv", str(path), *options)
        assert (code, "it is a JSON file, not CSV" in " ".join(shown.split())) == (2, True)


def test_a_workbook_is_to_be_saved_as_csv_first(albuquerque: nm.Collection, tmp_path: Path) -> None:
    nm.tables.write_xlsx(albuquerque, tmp_path / "orders.xlsx", include_private=True)
    code, shown = run("import", "csv", str(tmp_path / "orders.xlsx"), "--draft")
    assert (code, "it is a workbook; save the sheet as CSV" in " ".join(shown.split())) == (2, True)
