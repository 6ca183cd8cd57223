"""The generated files are up to date, and the documentation covers every name, command and example."""

import re
import shlex
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import attrs
import click
import generate
import pytest
from api_page import public_names
from field_docs import field_docs

import nmpolicy as nm
from nmpolicy.cli.main import main
from nmpolicy.records.collection import PARTS, TABLES

ROOT = Path(__file__).parents[1]
CLASSES = [*TABLES.values(), *PARTS, nm.Collection]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def text_of_pages() -> str:
    return "".join(page.read_text("utf-8") for page in PAGES)


@pytest.mark.parametrize("path", generate.FILES)
def test_a_generated_file_is_up_to_date(path: str) -> None:
    assert (ROOT / path).read_text("utf-8") == generate.FILES[path](), "run `make docs`"


def test_every_rule_page_belongs_to_a_rule() -> None:
    pages = {page.relative_to(ROOT).as_posix() for page in (ROOT / "docs" / "reference" / "rules").iterdir()}
    assert pages == {path for path in generate.FILES if path.startswith("docs/reference/rules/")}


@pytest.mark.parametrize("cls", CLASSES)
def test_every_field_is_documented(cls: type) -> None:
    docs = field_docs(cls)
    for field in attrs.fields(cls):
        assert docs[field.name].endswith("."), f"{cls.__name__}.{field.name}"


def headings() -> Iterator[str]:
    for name in ("api.md", "errors.md", "records.md", "vocabulary.md"):
        yield from re.findall(
            r"^##+ (?:nmpolicy\.)?(\w+)$", (ROOT / "docs" / "reference" / name).read_text("utf-8"), re.MULTILINE
        )


def test_every_public_name_is_described_in_exactly_one_place() -> None:
    described = Counter(headings())
    public = {name for names in public_names().values() for name in names} | set(dir(nm))
    assert {name: described[name] for name in public} == dict.fromkeys(public, 1)


def test_every_page_is_in_the_index_and_every_link_leads_somewhere() -> None:
    index = (ROOT / "docs" / "index.md").read_text("utf-8")
    for page in PAGES:
        assert page.name in index or page.name in {"index.md", "README.md"} or page.parent.name == "rules"
        prose = re.sub(r"`[^`]*`", "", page.read_text("utf-8"))  # an example in code is not a link
        for link, anchor in re.findall(r"\]\((?!https?://)([^)#]*)#?([^)]*)\)", prose):
            target = page.parent / link if link else page
            assert target.exists(), f"{page.name}: {link}"
            assert not anchor or anchor in anchors(target), f"{page.name}: {link}#{anchor}"


def anchors(page: Path) -> list[str]:
    """Return the names by which links lead to the headings of a page, as GitHub makes them."""
    titles = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return [re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles]


def test_every_command_and_example_is_shown() -> None:
    pages = text_of_pages()
    for command in main.list_commands(click.Context(main)):
        assert f"nmpolicy {command}" in pages
    for example in (ROOT / "examples").glob("*.py"):
        assert example.name in pages
    for notebook in (ROOT / "examples").glob("*.ipynb"):
        assert f"/examples/{notebook.name})" in pages


def test_the_readme_has_two_commands_and_ci_runs_them() -> None:
    commands = re.findall(r"```sh\n(.*)\n```", (ROOT / "README.md").read_text("utf-8"))
    assert [shlex.split(command.rpartition("&&")[2]) for command in commands] == [
        [".venv/bin/nmpolicy", "show", "--bundled", "albuquerque"],
        [".venv/bin/pytest", "--numprocesses", "auto", "--dist", "loadfile"],
    ]
    assert "README.md" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_every_make_target_that_a_page_names_exists() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make (\w+)`", text_of_pages())) <= targets


def test_every_runtime_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = [need for needs in project["optional-dependencies"].values() for need in needs]
    reasons = (ROOT / "docs" / "explanation" / "dependencies.md").read_text("utf-8")
    for need in [*project["dependencies"], *extras]:
        assert f"| {re.split('[>=<[]', need)[0]} |" in reasons
