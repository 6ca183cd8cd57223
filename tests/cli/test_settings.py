"""Settings of a project."""

from pathlib import Path

import pytest

from command_line import FAULTY, codes, run
from each_case import each_case
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
        (f"x = {'[' * 100_000}", "it is nested too deep"),
        (f"[tool]\nx = {'{a=' * 100_000}", "it is nested too deep"),
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


@each_case("name", ["select", "ignore", "strict", "unknown"])
@each_case(
    "value", ["3", "-1.5", "nan", "[[]]", "{}", "[1]", "[true]", "2025-07-21", "07:30:00", '"a\\u001b"', "[{a = 1}]"]
)
def test_a_setting_of_any_other_type_is_refused(name: str, value: str, project: Path) -> None:
    project.write_text(f"[tool.nmpolicy]\n{name} = {value}\n")
    code, shown = run("validate", str(FAULTY))
    assert (code, f"[tool.nmpolicy]: {name} must be " in shown) == (2, True)


def test_a_file_that_cannot_be_settings_is_refused(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write_bytes(b"# \xff")
    assert "cannot be read: 'utf-8' codec" in run("validate", str(FAULTY))[1]
    monkeypatch.setattr("nmpolicy.cli.settings._MAX_BYTES", 2)
    assert "is too large to be the settings of a project, with over 2 bytes" in run("validate", str(FAULTY))[1]


def test_there_are_no_settings_where_there_is_no_file(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project.mkdir()
    assert read_settings(project.parent) == Settings()
    project.rmdir()
    folder = project.parent / "gone"
    folder.mkdir()
    monkeypatch.chdir(folder)
    folder.rmdir()
    assert read_settings() == Settings()
