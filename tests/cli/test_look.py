"""show and schema."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import nmpolicy as nm
from command_line import BUNDLED, FAULTY, command, run
from nmpolicy.cli.main import main


def test_show_prints_orders_stances_and_a_timeline() -> None:
    code, shown = run("show", *BUNDLED)
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
    assert run("show", str(path)) == run("show", "-", text=nm.dumps(albuquerque)) == run("show", *BUNDLED)


def test_show_of_an_empty_collection() -> None:
    code, shown = run("show", "-", text='{"nmpolicy": 1, "id": "demo", "title": "A demonstration"}')
    assert (code, shown) == (0, "A demonstration\n===============\n\nIt has no records yet.\n")


def test_show_warns_of_errors(spoiled: Path) -> None:
    result = CliRunner().invoke(main, ["show", str(spoiled)])
    assert (result.exit_code, result.stderr) == (
        0,
        "This collection has 7 errors; `nmpolicy validate` lists them.\n",
    )


def test_problems_of_show_go_to_standard_error() -> None:
    result = CliRunner().invoke(main, ["show", "-"], input="[]")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "expected an object, not a list" in result.stderr


@pytest.mark.parametrize("columns", [40, 60, 200])
def test_show_keeps_to_the_width_of_the_terminal(columns: int) -> None:
    done = command("show", *BUNDLED, COLUMNS=str(columns))
    longest = max(len(line) for line in done.stdout.splitlines() if "https://" not in line)
    assert longest <= min(columns, 96)


def test_show_counts_only_errors_of_the_selected_rules(project: Path) -> None:
    assert "This collection has 9 errors" in run("show", str(FAULTY))[1]
    project.write_text('[tool.nmpolicy]\nignore = ["NMP1", "NMP2", "NMP3", "NMP4", "NMP7"]\n')
    assert "This collection has 2 errors" in run("show", str(FAULTY))[1]


def test_schema_prints_the_json_schema() -> None:
    code, shown = run("schema")
    assert code == 0
    assert json.loads(shown)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
