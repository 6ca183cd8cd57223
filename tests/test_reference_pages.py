"""The reference has every command, option, function, exception and problem code, and the diagram every class."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import attrs
import click
import pytest
from command_options_page import EXAMPLES, all_commands
from errors_page import exceptions
from functions_page import TASKS, functions
from model_diagram import references

from nmpolicy import errors
from nmpolicy.cli.render.explanation import OTHER_CODES
from nmpolicy.records.collection import TABLES

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
COMMANDS = dict(all_commands())


def sections() -> dict[str, str]:
    """Return the text on each command, by its name."""
    text = (DOCS / "reference" / "command-options.md").read_text("utf-8")
    found = re.split(r"^### nmpolicy (.+)$", text, flags=re.MULTILINE)[1:]
    return dict(zip(found[::2], found[1::2], strict=True))


def test_every_command_has_a_section_with_an_example_and_its_output() -> None:
    shown = sections()
    assert list(shown) == list(COMMANDS)
    for name, command in COMMANDS.items():
        if not isinstance(command, click.Group):
            _, _, example = shown[name].partition(f"```shell-session\n$ nmpolicy {name} {EXAMPLES[name][0]}\n")
            assert len(example.split("\n")) > 2, name
            assert "Error: " not in example, name
            assert "cannot be read" not in example, name


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_a_command_is_in_its_section(name: str) -> None:
    shown = sections()[name]
    options = [each for each in COMMANDS[name].params if isinstance(each, click.Option)]
    for option in options:
        assert option.help, option.name
        for flag in (*option.opts, *option.secondary_opts):
            assert re.search(rf"^- `(.+[ ,])?{flag}\b", shown, re.MULTILINE), flag


def test_every_function_and_command_is_among_the_tasks() -> None:
    tasks = [task for group in TASKS.values() for task in group]
    told = [name for _, names, _, _ in tasks for name in names.split(", ") if name]
    assert sorted(told) == sorted(functions())
    commands = {name for _, _, names, _ in tasks for name in names.split(", ") if name}
    assert commands == {name for name, command in COMMANDS.items() if not isinstance(command, click.Group)}
    page = (DOCS / "reference" / "functions.md").read_text("utf-8")
    assert all(f"[`nm.{name}`]" in page for name in functions())


def test_every_exception_says_what_to_do() -> None:
    page = (DOCS / "reference" / "errors.md").read_text("utf-8")
    defined = {value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, Exception)}
    assert defined <= set(exceptions())
    for cls in exceptions():
        assert f"### {cls.__name__}\n" in page
        sentences = re.findall(r"\.(?=\s)", (cls.__doc__ or "").partition(".. version")[0])
        assert len(sentences) >= 2, f"the docstring of {cls.__name__} does not say what to do"


def test_every_problem_code_in_the_code_is_explained() -> None:
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py"))
    assert set(re.findall(r'"(NMP0\d\d)"', sources)) == set(OTHER_CODES)
    page = (DOCS / "reference" / "errors.md").read_text("utf-8")
    for code, each in OTHER_CODES.items():
        assert f"| {code} | {each.meaning} | {each.fix} |" in page


def test_the_diagram_has_every_class_and_every_reference() -> None:
    drawn = ET.parse(DOCS / "explanation" / "model.svg")  # noqa: S314  # our own file
    words = {word for text in drawn.iter() for word in re.findall(r"\w+", text.text or "")}
    assert {cls.__name__ for cls in TABLES.values()} <= words
    fields = {name for targets in references().values() for names in targets.values() for name in names}
    assert fields <= words
    assert {
        each.name for each in attrs.fields(TABLES["relations"]) if each.name in ("subject", "object", "scope")
    } <= fields
    assert drawn.getroot().get("role") == "img"
