"""The behavior shared by the commands that import other people's data."""

import io
import json
from pathlib import Path

import pytest

from command_line import run
from each_case import each_case
from legistar_objects import matter
from nmpolicy.cli.main import main


def words(*arguments: str, text: str | None = None) -> tuple[int, str]:
    code, shown = run("import", *arguments, text=text)
    return code, " ".join(shown.split())


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        (
            "federal-register",
            '{"count": 0, "results": []}',
            "executive orders as the Federal Register's API lists them",
        ),
        ("legistar", "[]", "matters, persons, bodies or office records as Legistar's Web API lists them"),
        ("popolo", "[]", "objects of Popolo, such as persons and memberships"),
        ("openstates-people", "[]", "people or committees in the YAML of Open States"),
    ],
)
def test_an_input_without_anything_to_import_is_an_error(form: str, text: str, expected: str, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    code, shown = words(form, "-", "-o", str(out), text=text)
    assert (code, out.exists()) == (2, False)
    assert expected in shown


def test_a_spreadsheet_without_rows_is_an_error(tmp_path: Path) -> None:
    table, mapping = tmp_path / "orders.csv", tmp_path / "map.toml"
    table.write_text("No,Title\n", "utf-8")
    text = 'record = "order"\nkind = "executive-order"\njurisdiction = "City of Riverton"\npost = "Mayor"\n'
    mapping.write_text(text + '[columns]\nnumber = "No"\ntitle = "Title"\n', "utf-8")
    code, shown = words("csv", str(table), "--mapping", str(mapping))
    assert (code, "it should have rows of orders or measures" in shown) == (2, True)


def test_a_folder_whose_files_are_all_wrong_is_an_error_that_names_them(tmp_path: Path) -> None:
    (tmp_path / "page.json").write_text("<html><body>Busy</body></html>", "utf-8")
    code, shown = words("legistar", str(tmp_path))
    assert (code, "NMP003 page.json this is an HTML page, not JSON" in shown) == (2, True)
    assert "files that are not JSON: 1" in shown
    assert "Error: the input has nothing that can be imported" in shown


@each_case(
    ("option", "value", "message"),
    [
        ("--id", "My Orders", "'--id': 'My Orders' is not an id"),
        ("--source-url", "orders", "'--source-url': "),
        ("--title", "a\udcff", "'--title': "),
        ("--source-title", "a\udcff", "'--source-title': "),
        ("--source-date", "soon", "'--source-date': "),
        ("--mapping", "-", "'--mapping': a mapping cannot be read from standard input; name its file"),
    ],
)
def test_a_wrong_value_is_told_with_its_option(option: str, value: str, message: str) -> None:
    assert message in words("legistar", "-", option, value, text="[]")[1]
    assert message in words("csv", "-", "--mapping", "map.toml", option, value, text="")[1]


def test_a_client_without_letters_is_an_error() -> None:
    code, shown = words("legistar", "-", "--client", "?", text="[]")
    assert (code, shown.startswith("Error: "), "no letters or digits" in shown) == (2, True, True)


def test_standard_input_is_read_once_and_named() -> None:
    code, shown = words("legistar", "-", "-", text="[]")
    assert (code, "standard input, -, can be read only once" in shown) == (2, True)
    code, shown = words("legistar", "-", text="")
    assert (code, shown.startswith("standard input error NMP003 the file is empty")) == (2, True)


def test_all_mistakes_of_a_mapping_are_told_at_once(tmp_path: Path) -> None:
    mapping = tmp_path / "city.toml"
    mapping.write_text('[actions]\nx = "pased"\n[votes]\nx = "si"\n', "utf-8")
    code, shown = words("legistar", "-", "--mapping", str(mapping), text=json.dumps([matter()]))
    assert words("legistar", "-", "--mapping", str(mapping), "-o", str(mapping), "--force", text="[]") == (
        2,
        f"Error: {mapping} is the input; choose another output",
    )
    assert (code, "/actions/x" in shown, "/votes/x" in shown, "2 errors" in shown) == (2, True, True, True)


@each_case("form", ["csv", "csv --draft", "legistar", "popolo", "federal-register"])
def test_a_name_that_no_file_can_have_is_an_error(form: str) -> None:
    code, shown = words(*form.split(), "long" * 100)
    assert (code, "NMP001" in shown) == (2, True)


@each_case("line", ["popolo -", "federal-register -", "legistar -", "csv --draft -"])
def test_closed_standard_input_is_an_empty_file(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = io.StringIO()
    with monkeypatch.context() as patch:
        patch.setattr("sys.stdin", None)
        patch.setattr("sys.stderr", shown)
        with pytest.raises(SystemExit) as ended:
            main(["import", *line.split()])
    assert (ended.value.code, "empty" in shown.getvalue()) == (2, True)
