"""The pages that are made from the code are current, and nothing public is left out of them."""

import re
import shlex
import tomllib
from pathlib import Path

import attrs
import generate
import pytest
from field_docs import field_docs

import nmpolicy as nm
from nmpolicy.records.collection import PARTS, TABLES

ROOT = Path(__file__).parents[1]


CLASSES = [*TABLES.values(), *PARTS, nm.Collection]


@pytest.mark.parametrize("name", generate.PAGES)
def test_a_made_page_is_current(name: str) -> None:
    assert (ROOT / "docs" / name).read_text("utf-8") == generate.PAGES[name](), "run `make docs`"


@pytest.mark.parametrize("cls", CLASSES)
def test_every_field_says_what_it_is(cls: type) -> None:
    comments = field_docs(cls)
    for field in attrs.fields(cls):
        assert comments[field.name].endswith("."), f"{cls.__name__}.{field.name}"


def test_every_page_is_in_the_index_and_every_link_leads_somewhere() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    index = (ROOT / "docs" / "index.md").read_text("utf-8")
    for page in pages:
        assert page.name in index or page.name == "index.md"
        for link in re.findall(r"\]\(([^)#:]+)[^)]*\)", page.read_text("utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_every_command_and_example_is_shown() -> None:
    shown = "".join(page.read_text("utf-8") for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
    for command in ("show", "validate"):
        assert f"nmpolicy {command}" in shown
    for example in (ROOT / "examples").glob("*.py"):
        assert f"python examples/{example.name}" in shown


def test_the_tests_are_run_in_ci_as_the_readme_says() -> None:
    commands = re.findall(r"```sh\n(.*)\n```", (ROOT / "README.md").read_text("utf-8"))
    assert [shlex.split(command.rpartition("&&")[2]) for command in commands] == [
        [".venv/bin/nmpolicy", "show"],
        [".venv/bin/pytest", "--numprocesses", "auto", "--dist", "loadfile"],
    ]
    assert "README.md" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_every_runtime_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = [need for needs in project["optional-dependencies"].values() for need in needs]
    reasons = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    for need in [*project["dependencies"], *extras]:
        assert f"| {re.split('[>=<[]', need)[0]} |" in reasons
