"""The command that writes a page."""

from pathlib import Path

from command_line import BUNDLED, FAULTY, run
from html_pages import Page


def test_it_writes_a_page_without_the_names_of_private_individuals(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    code, shown = run("report", *BUNDLED, "-o", str(page), "--on", "2025-08-01")
    assert code == 0
    assert f"Wrote {page}" in shown
    assert "Withheld: what could name 1 private individual" in shown
    read = Page(page.read_text("utf-8"))
    assert "In force on August 1, 2025" in read.text
    assert "redacted copy" in read.text
    code, shown = run("report", *BUNDLED, "-o", str(page), "--include-private")
    assert code == 2
    assert "--force" in shown
    assert run("report", *BUNDLED, "-o", str(page), "--include-private", "--force", "--on", "2025")[0] == 0
    assert "redacted copy" not in Page(page.read_text("utf-8")).text


def test_a_page_of_faulty_records_shows_what_the_rules_find(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    code, shown = run("report", str(FAULTY), "-o", str(page), "--on", "2025-03-05")
    assert code == 0
    assert "1 reference of the collection" in shown
    assert "Errors (9)" in Page(page.read_text("utf-8")).text


def test_a_page_needs_a_file_and_a_date(tmp_path: Path) -> None:
    assert run("report", *BUNDLED)[0] == 2
    assert run("report", *BUNDLED, "-o", "-")[0] == 2
    assert run("report", *BUNDLED, "-o", str(tmp_path / "page.html"), "--on", "soon")[0] == 2
