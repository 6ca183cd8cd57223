"""The documentation site: every page has its place, and links lead out of `docs/` in the site, too."""

import re
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from build_site import stage

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
CONFIG = tomllib.loads((ROOT / "zensical.toml").read_text("utf-8"))["project"]
#: They are at the root of the repository, and pages of the site, too.
PROJECT_PAGES = ["CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    files = {
        "docs/index.md": "# Start\n\nSee [a guide](how-to/guide.md#top).",
        "docs/how-to/guide.md": "# Guide\n\nThe [data](../../examples/data.json), the [site](https://example.org/a.md),\n"
        "[here](#guide), `[not a](link.md)`.\n\n```md\n[nor](this.md)\n```\n\n[Work on it](../../CONTRIBUTING.md#style)\n",
        "docs/generators/page.py": "",
        "docs/assets/site.css": "",
        "CONTRIBUTING.md": "# Contributing\n\nBack to the [guide](docs/how-to/guide.md) and the [data](examples/data.json).\n",
        "examples/data.json": "{}",
        "examples/other.json": "{}",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


def test_the_site_has_the_pages_and_the_files_that_they_link_to(project: Path) -> None:
    target = project / "build"
    stage(project, target)
    assert sorted(path.relative_to(target).as_posix() for path in target.rglob("*.*")) == [
        "CONTRIBUTING.md",
        "assets/site.css",
        "examples/data.json",
        "how-to/guide.md",
        "index.md",
    ]
    assert (target / "how-to" / "guide.md").read_text("utf-8") == (
        '---\ntitle: "Guide"\ndescription: "The data, the site, here, not a."\n---\n\n'
        "# Guide\n\nThe [data](../examples/data.json), the [site](https://example.org/a.md),\n"
        "[here](#guide), `[not a](link.md)`.\n\n```md\n[nor](this.md)\n```\n\n[Work on it](../CONTRIBUTING.md#style)\n"
    )
    assert "Back to the [guide](how-to/guide.md)" in (target / "CONTRIBUTING.md").read_text("utf-8")


def test_a_second_build_forgets_the_first(project: Path) -> None:
    stage(project, project / "build")
    (project / "docs" / "assets" / "site.css").unlink()
    stage(project, project / "build")
    assert not (project / "build" / "assets").exists()


@pytest.mark.parametrize("link", ["../../examples", "../../absent.md", "../../README.md"])
def test_a_link_that_the_site_cannot_have_is_an_error(project: Path, link: str) -> None:
    (project / "README.md").touch()
    page = project / "docs" / "how-to" / "guide.md"
    page.write_text(f"[It]({link})", "utf-8")
    with pytest.raises(ValueError, match="link to a"):
        stage(project, project / "build")


def pages_of(navigation: list[dict[str, Any]]) -> Iterator[str]:
    for entry in navigation:
        for value in entry.values():
            yield from [value] if isinstance(value, str) else pages_of(value)


def test_every_page_is_in_the_navigation_once() -> None:
    pages = [page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md") if page.parent.name != "rules"]
    assert sorted(pages_of(CONFIG["nav"])) == sorted([*pages, *PROJECT_PAGES])


def test_the_site_shows_lists_as_a_repository_does() -> None:
    """Zensical nests a list only if it is indented by four, and sees one only after a blank line."""
    for page in [*DOCS.rglob("*.md"), *(ROOT / name for name in PROJECT_PAGES)]:
        prose = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
        for before, line in pairwise(prose.split("\n")):
            item = re.match(r"( *)([-*]|\d+\.) ", line)
            assert not item or len(item[1]) % 4 == 0, f"{page.name}: {line}"
            assert not item or not before or re.match(r" *([-*]|\d+\.) |  ", before), f"{page.name}: {line}"


def test_the_pages_that_a_search_should_find_exist() -> None:
    lines = (ROOT / "tests" / "outside" / "phrases.txt").read_text("utf-8").split("\n")
    for line in lines:
        if line and not line.startswith("#"):
            for page in line.split(" -> ")[1].split():
                assert (DOCS / f"{page}.md").exists() or (ROOT / f"{page}.md").exists(), line


def test_the_pages_that_count_less_in_the_search_exist() -> None:
    script = (DOCS / "assets" / "search.js").read_text("utf-8")
    pages = re.findall(r'^    "(\S+)": 0\.\d', script, re.MULTILINE)
    assert pages
    for page in pages:
        path = page.replace(".html", ".md")
        assert (DOCS / path).exists() or path in PROJECT_PAGES


def test_the_glossary_is_in_alphabetical_order() -> None:
    words = re.findall(r"^## (.+)$", (DOCS / "reference" / "glossary.md").read_text("utf-8"), re.MULTILINE)
    assert words == sorted(words, key=str.lower)


def test_the_page_about_installation_has_every_extra() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    page = (DOCS / "how-to" / "install.md").read_text("utf-8")
    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == sorted(extras)
