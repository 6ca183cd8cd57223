"""Settings of a project."""

from pathlib import Path

import pytest

from command_line import FAULTY, codes, run
from nmpolicy.cli.settings import Settings, SettingsError, read_settings


def test_the_command_line_overrides_the_project(project: Path) -> None:
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


def test_fmt_does_not_check_rule_codes(project: Path) -> None:
    project.write_text("tool = 1\n")
    assert read_settings(Path.cwd()) == Settings()
    project.write_text('[tool.nmpolicy]\nignore = ["NEWS001"]\n')
    assert run("fmt", "-", text='{"nmpolicy": 1, "id": "demo", "title": "T"}')[0] == 0
    assert run("validate", str(FAULTY))[0] == 2


def test_a_rule_selected_by_its_code_runs_even_if_the_project_ignores_it(project: Path) -> None:
    project.write_text('[tool.nmpolicy]\nignore = ["nmp101 ", "NMP2"]\n')
    assert "NMP101" not in run("validate", str(FAULTY))[1]
    assert "NMP101" in run("validate", "--select", "nmp101", str(FAULTY))[1]
    assert "NMP101" not in run("validate", "--select", "NMP1", str(FAULTY))[1]
    assert "no rule is left" in run("validate", "--select", "NMP101", "--ignore", "NMP101", str(FAULTY))[1]


def test_the_nearest_table_counts(project: Path) -> None:
    assert read_settings(project.parent) == Settings()
    (project.parent.parent / "pyproject.toml").write_text("[tool.nmpolicy]\nstrict = true\n")
    assert read_settings(Path.cwd()).strict
    project.write_text("[tool.other]\n")
    assert read_settings(Path.cwd()).strict
    project.write_text("[tool.nmpolicy]\n")
    assert read_settings(Path.cwd()) == Settings()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            '[tool.nmpolicy]\nselct = ["NMP1"]\n',
            "'selct' is not a setting; did you mean 'select'?",
        ),
        ('[tool.nmpolicy]\nselect = "NMP1"\n', "select must be a list of codes, such as [\"NMP1\"], not 'NMP1'"),
        ('[tool.nmpolicy]\nunknown = "drop"\n', 'unknown must be "refuse" or "keep", not \'drop\''),
        ('[tool.nmpolicy]\nstrict = "yes"\n', "strict must be true or false, not 'yes'"),
        ("[tool.nmpolicy]\nignore = [3]\n", "ignore must be a list of codes"),
        ("[tool.nmpolicy]\nx = 3\n", "'x' is not a setting; the settings are select, ignore, strict, unknown"),
        ("[tool.nmpolicy\n", "cannot be read"),
        ("[tool]\nnmpolicy = 5\n", "[tool.nmpolicy] must be a table, not 5"),
        ('[tool.nmpolicy]\nignore = ["NMP33"]\n', "no rule has the code 'NMP33'"),
    ],
)
def test_invalid_settings_are_refused(project: Path, text: str, words: str) -> None:
    project.write_text(text)
    code, shown = run("validate", str(FAULTY))
    assert (code, words in shown) == (2, True)
    with pytest.raises(SettingsError, match=r"pyproject\.toml"):
        read_settings(Path.cwd())
