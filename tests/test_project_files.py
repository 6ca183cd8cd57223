"""The files about the project itself agree with it, and are what the programs that read them expect."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

import nmpolicy as nm

ROOT = Path(__file__).parents[1]
TEMPLATES = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").iterdir())


def text_of(path: str) -> str:
    return (ROOT / path).read_text("utf-8")


def test_the_citation_is_of_this_version_and_its_licenses(albuquerque: nm.Collection) -> None:
    citation: dict[str, Any] = yaml.safe_load(text_of("CITATION.cff"))
    (data,) = citation["references"]
    assert citation["version"] == data["version"] == nm.__version__
    assert f'\nlicense = "{citation["license"]} AND {data["license"]}"\n' in text_of("pyproject.toml")
    assert (data["title"], data["license"]) == (albuquerque.title, albuquerque.license)
    assert f"rev: v{nm.__version__}" in text_of("docs/how-to/check-in-ci.md")


def test_the_page_about_citing_has_the_citations_of_the_file() -> None:
    citation: dict[str, Any] = yaml.safe_load(text_of("CITATION.cff"))
    page = text_of("docs/how-to/cite-and-report.md")
    for work, medium in ((citation, "Computer software"), (citation["references"][0], "Data set")):
        (author,) = (each["name"] for each in work["authors"])
        year = str(citation.get("date-released", "n.d."))[:4]
        assert f"> {author}. ({year}). *{work['title']}* (Version {work['version']}) [{medium}]." in page
        fields = f"  author = {{{{{author}}}}},\n  title = {{{work['title']}}},\n"
        fields += "" if year == "n.d." else f"  year = {{{year}}},\n"
        assert f"{fields}  note = {{{medium}, version {work['version']}}}\n}}" in page


def test_every_page_names_the_wheel_of_this_version() -> None:
    pages = [page.read_text("utf-8") for page in (ROOT / "docs").rglob("*.md")]
    wheels = {version for page in pages for version in re.findall(r"nmpolicy-([\w.]+)-py3", page)}
    assert wheels == {nm.__version__}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_an_issue_template_asks_questions(path: Path) -> None:
    template: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    assert template.keys() == {"name", "description", "labels", "body"}
    questions = [each for each in template["body"] if each["type"] != "markdown"]
    assert len({each["id"] for each in questions}) == len(questions)
    assert all(each["attributes"]["label"] for each in questions)
    assert any(each.get("validations", {}).get("required") for each in questions)


def test_every_file_and_target_that_these_pages_name_exists() -> None:
    targets = re.findall(r"^(\w+):", text_of("Makefile"), re.MULTILINE)
    for path in ("SECURITY.md", ".github/PULL_REQUEST_TEMPLATE.md"):
        assert set(re.findall(r"`make (\w+)`", text_of(path))) <= set(targets)
        for link in re.findall(r"\]\(([^)#]*)", text_of(path)):
            assert (ROOT / link).exists()
